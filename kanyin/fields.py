"""Fields of a configuration table, read one by one, each mistake placed at its key or value.

In: a `Document` (TOML or YAML, already parsed, with the place of every key and value).
Out: typed Python values; what is wrong goes to the report as `book.unknown-key`, `book.wrong-type`, `book.bad-value`
or `book.duplicate-key`. It does not know which tables or keys a book has: `settings.py` and `book.py` ask for them.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from kanyin.diagnostics import Report, Span
from kanyin.records import dataclass

Place = tuple[str | int, ...]
"""The way to a value: `("book", "authors", 0)` is the first element of `authors` in `[book]`."""

_LIST_MARKS = re.compile(r"[,，、;；]")
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_TRUE, _FALSE = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Document:
    """A configuration text with the place of everything in it.

    `written` holds numbers and dates as the author wrote them (`38.00`); `loose` says that all scalars are strings
    (YAML, where quotes are optional).
    """

    file: Path
    values: Mapping[str, object] = field(default_factory=dict)
    keys: Mapping[Place, Span] = field(default_factory=dict)
    items: Mapping[Place, Span] = field(default_factory=dict)
    written: Mapping[Place, str] = field(default_factory=dict)
    loose: bool = False

    def key_span(self, place: Place) -> Span:
        """Return where the key stands, or its nearest known parent, or the file."""
        return self._nearest(self.keys, place)

    def value_span(self, place: Place) -> Span:
        """Return where the value stands, or its key, or its nearest known parent, or the file."""
        return self._nearest({**self.keys, **self.items}, place)

    def _nearest(self, spans: Mapping[Place, Span], place: Place) -> Span:
        for length in range(len(place), 0, -1):
            if place[:length] in spans:
                return spans[place[:length]]
        return Span(self.file)


@dataclass(frozen=True, slots=True)
class Fields:
    """One table of a document; `label` is what messages call it (`[book]`)."""

    document: Document
    place: Place
    label: str
    report: Report

    def sub(self, key: str, label: str) -> Fields:
        """Return the table under `key`; a value that is no table is an error and reads as an empty one."""
        found = self._find((key,))
        if found is None:
            return Fields(self.document, (*self.place, key), label, self.report)
        if not isinstance(found[1], Mapping):
            self._wrong_type(found[0], found[1], "a table")
            return Fields(Document(self.document.file), (), label, self.report)
        return Fields(self.document, (*self.place, found[0]), label, self.report)

    @property
    def values(self) -> Mapping[str, object]:
        """The table's keys and values; empty where there is no such table."""
        here: object = self.document.values
        for step in self.place:
            here = here.get(step) if isinstance(here, Mapping) else None
        return here if isinstance(here, Mapping) else {}

    def has(self, *names: str) -> bool:
        """Tell whether one of these keys is present with a value."""
        return self._find(names) is not None

    def key_span(self, *names: str) -> Span:
        """Return the span of the first of these keys that is present, else of the table."""
        found = self._find(names)
        return self.document.key_span((*self.place, found[0]) if found else self.place)

    def value_span(self, *names: str) -> Span:
        """Return the span of the value of the first of these keys that is present, else of the table."""
        found = self._find(names)
        return self.document.value_span((*self.place, found[0]) if found else self.place)

    def item_span(self, name: str, index: int) -> Span:
        """Return the span of one element of a list."""
        found = self._find((name,))
        return self.document.value_span((*self.place, found[0] if found else name, index))

    def text(self, *names: str, numbers: bool = False) -> str | None:
        """Return a string without outer blanks; absent and empty are None. `numbers` takes numbers as written."""
        found = self._find(names)
        if found is None:
            return None
        return self._as_text(found[0], found[1], numbers) or None

    def texts(self, *names: str, split: re.Pattern[str] = _LIST_MARKS) -> tuple[str, ...]:
        """Return a list of strings; one string is cut at its commas (`，` and `、` too)."""
        found = self._find(names)
        if found is None:
            return ()
        key, value = found
        if isinstance(value, str):
            return tuple(part.strip() for part in split.split(value) if part.strip())
        if not isinstance(value, Sequence):
            self._wrong_type(key, value, "a list of strings")
            return ()
        return tuple(text for text in self._elements(key, value) if text)

    def strings(self, *names: str) -> tuple[str, ...]:
        """Return a list of strings element by element: nothing is cut, nothing is left out."""
        found = self._find(names)
        if found is None:
            return ()
        key, value = found
        if isinstance(value, str) or not isinstance(value, Sequence):
            self._wrong_type(key, value, "a list of strings")
            return ()
        return tuple(self._elements(key, value))

    def choice(self, name: str, allowed: Mapping[str, str], default: str) -> str:
        """Return what the value stands for in `allowed` (spelling → meaning), else the default and an error."""
        found = self._find((name,))
        if found is None:
            return default
        key, value = found
        spelt = ("true" if value else "false") if isinstance(value, bool) else value
        if not isinstance(spelt, str):
            self._wrong_type(key, value, "a string")
            return default
        if spelt.strip().casefold() in allowed:
            return allowed[spelt.strip().casefold()]
        self.bad_value((key,), f"{key} cannot be “{spelt}”", allowed, spelt)
        return default

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false."""
        found = self._find((name,))
        if found is None:
            return default
        key, value = found
        word = value.strip().casefold() if self.document.loose and isinstance(value, str) else None
        if isinstance(value, bool) or word in _TRUE | _FALSE:
            return value if isinstance(value, bool) else word in _TRUE
        self._wrong_type(key, value, "true or false")
        return default

    def integer(self, name: str, low: int, high: int, default: int) -> int:
        """Return a whole number of `low`..`high`."""
        found = self._find((name,))
        if found is None:
            return default
        key, value = found
        if self.document.loose and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self._wrong_type(key, value, "a whole number")
            return default
        if not low <= value <= high:
            self.bad_value((key,), f"{key} must be {low} to {high}, not {value}")
            return default
        return value

    def number(self, name: str, low: float, high: float) -> float | None:
        """Return a number of `low`..`high`, None where there is none."""
        found = self._find((name,))
        value = self._as_number((found[0],), found[1]) if found else None
        if found and value is not None and not low <= value <= high:
            self.bad_value((found[0],), f"{found[0]} must be {low:g} to {high:g}, not {value:g}")
            return None
        return value

    def numbers(self, name: str) -> tuple[float, ...] | None:
        """Return a list of numbers; None where there is none, or an element is no number."""
        found = self._find((name,))
        if found is None or isinstance(found[1], str) or not isinstance(found[1], Sequence):
            return None
        read = [self._as_number((found[0], index), element) for index, element in enumerate(found[1])]
        return tuple(value for value in read if value is not None) if None not in read else None

    def is_list(self, name: str) -> bool:
        """Tell whether the key's value is a list."""
        found = self._find((name,))
        return found is not None and isinstance(found[1], Sequence) and not isinstance(found[1], str)

    def table(self, name: str) -> dict[str, str]:
        """Return a table of strings in the author's order; numbers and dates as written, empty ones left out."""
        inner = self.sub(name, f"{self.label} {name}")
        read = {key: inner.text(key, numbers=True) for key in inner.values}
        return {key: text for key, text in read.items() if text}

    def check_keys(self, known: Iterable[str], elsewhere: Mapping[str, str]) -> None:
        """Report keys that are not `known`; `elsewhere` names the table a key belongs to instead."""
        names = sorted(set(known))
        for key in self.values:
            plain = str(key).replace("-", "_")
            if plain in names:
                continue
            other = elsewhere.get(plain)
            hint = f"it belongs under {other}" if other else _did_you_mean(plain.casefold(), names)
            span = self.document.key_span((*self.place, key))
            self.report.error("book.unknown-key", f"{self.label} has no key “{key}”", span, hint)

    def bad_value(
        self, place: Place, message: str, allowed: Iterable[str] = (), given: str = "", hint: str | None = None
    ) -> None:
        """Report a value that has the right type and no meaning; `place` is below this table.

        The hint is the nearest of the `allowed` values, else `hint`, else all of them.
        """
        names = [name for name in allowed if name]
        near = _did_you_mean(given.casefold(), names) if names else None
        hint = near if near and (hint is None or near.startswith("did")) else hint
        self.report.error("book.bad-value", message, self.document.value_span((*self.place, *place)), hint)

    def _find(self, names: Sequence[str]) -> tuple[str, object] | None:
        wanted = {name.replace("-", "_") for name in names}
        present = [(k, v) for k, v in self.values.items() if str(k).replace("-", "_") in wanted and v is not None]
        for key, _ in present[1:]:
            span = self.document.key_span((*self.place, key))
            self.report.error("book.duplicate-key", f"{key} says the same as {present[0][0]}", span, "keep one of them")
        return present[0] if present else None

    def _as_text(self, key: str, value: object, numbers: bool) -> str:
        if isinstance(value, str):
            return value.strip()
        if numbers and isinstance(value, int | float | datetime.date | datetime.time) and not isinstance(value, bool):
            return self.document.written.get((*self.place, key), str(value))
        self._wrong_type(key, value, "a string")
        return ""

    def _as_number(self, place: Place, value: object) -> float | None:
        if self.document.loose and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            return float(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        message = f"{place[0]} must be a number, not {_kind(value)}"
        self.report.error("book.wrong-type", message, self.document.value_span((*self.place, *place)))
        return None

    def _elements(self, key: str, value: Sequence[object]) -> Iterable[str]:
        for index, element in enumerate(value):
            if isinstance(element, str):
                yield element.strip()
            else:
                span = self.document.value_span((*self.place, key, index))
                message = f"{key} must be a list of strings; element {index + 1} is {_kind(element)}"
                self.report.error("book.wrong-type", message, span)
                yield ""

    def _wrong_type(self, key: str, value: object, expected: str) -> None:
        span = self.document.value_span((*self.place, key))
        hint = "write it in quotes" if expected == "a string" and not isinstance(value, Mapping | list) else None
        self.report.error("book.wrong-type", f"{key} must be {expected}, not {_kind(value)}", span, hint)


def _did_you_mean(given: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(given, names, n=1, cutoff=0.6 if given.isascii() else 0.5)  # words of two Han
    return f"did you mean “{near[0]}”?" if near else f"known: {', '.join(names)}"


def _kind(value: object) -> str:
    """Return what a value is, in a reader's words."""
    if isinstance(value, bool):
        return f"{value}".lower()
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (str, "a string"),
        ((int, float), "a number"),
        ((datetime.date, datetime.time), "a date"),
        (Mapping, "a table"),
        (Sequence, "a list"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "nothing")
