"""Register the properties of `vocabulary.py` with WeasyPrint.

In: the tables. Out: WeasyPrint parses, cascades, inherits and computes the properties as it does its own; an invalid
value is warned of and ignored. What they do to lines and pages is the business of other hooks.
A name WeasyPrint knows by itself is left alone, whole: its grammar and its values win over ours. The one exception
only adds: `word-break` asks WeasyPrint first, and takes what it refuses if CSS Text 4 has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from tinycss2.ast import IdentToken
from weasyprint.css.computed_values import COMPUTER_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_VALUES, KNOWN_PROPERTIES
from weasyprint.css.tokens import InvalidValues, get_single_keyword
from weasyprint.css.validation.expanders import EXPANDERS, generic_expander
from weasyprint.css.validation.properties import PROPERTIES as VALIDATORS
from weasyprint.css.validation.properties import validate_non_shorthand
from weasyprint.logger import LOGGER

from kanyin.engine.computed import UnresolvableError
from kanyin.engine.grammar import Tokens, unordered, whole
from kanyin.engine.hook import Undo, include, put
from kanyin.engine.prefix import PREFIX, carrier
from kanyin.engine.vocabulary import NO_WRAP, PROPERTIES, SHORTHANDS, WORD_BREAK, Property, Shorthand
from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Unset:
    """The specified value `unset` of an inherited property.

    Not the keyword `inherit`, because WeasyPrint looks for the parent of the root when that comes out of a `var()`.
    """


@dataclass(frozen=True, slots=True)
class Validator:
    """WeasyPrint's form of a validator: tokens → value, None when invalid."""

    property: Property
    wants_base_url: bool = False

    def __call__(self, tokens: Tokens) -> Any:
        # WeasyPrint reads `inherit` and `initial` before it asks, but knows no `unset`.
        if get_single_keyword(tokens) == "unset":
            return Unset() if self.property.inherited else "initial"
        values = whole(self.property.grammar, tuple(tokens))
        return None if values is None else self.property.value(values)


@dataclass(frozen=True, slots=True)
class Widened:
    """A validator of WeasyPrint's with further keywords; those it takes by itself stay its own."""

    stock: Callable[[Tokens], Any]
    keywords: tuple[str, ...]
    wants_base_url: bool = False

    def __call__(self, tokens: Tokens) -> Any:
        if (value := self.stock(tokens)) is not None:
            return value
        keyword = get_single_keyword(tokens)
        return keyword if keyword in self.keywords else None


@dataclass(frozen=True, slots=True)
class Computer:
    """WeasyPrint's form of a computing function; math that gives no length falls back as an invalid value does."""

    property: Property

    def __call__(self, style: Any, key: str, value: Any) -> Any:
        if isinstance(value, Unset):
            return self._default(style, key)
        if self.property.compute is None:
            return value
        try:
            return self.property.compute(style, key, value)
        except UnresolvableError as error:
            line, column = error.token.source_line, error.token.source_column
            LOGGER.warning("Invalid math function at %d:%d: %s", line, column, error)
            return self._default(style, key)

    def _default(self, style: Any, key: str) -> Any:
        inherits = self.property.inherited and style.parent_style is not None
        return style.parent_style[key] if inherits else self.property.initial


def _expander(shorthand: Shorthand) -> Callable[..., Any]:
    """Return WeasyPrint's form of a shorthand; it handles `inherit`, `initial`, `var()` and what is left out."""
    names = tuple(name for name, _ in shorthand.parts)
    terms = tuple(term for _, term in shorthand.parts)

    @generic_expander(*names)  # type: ignore[untyped-decorator, unused-ignore]
    def expand(tokens: Tokens, name: str) -> Iterator[tuple[str, Tokens]]:
        keyword = get_single_keyword(tokens)
        if keyword == "unset":
            yield from ((name, tokens) for name in names)
        elif keyword in shorthand.words:
            for longhand, value in zip(names, shorthand.words[keyword], strict=True):
                yield longhand, (_ident(tokens, value),)
        else:
            found, rest = unordered(terms, tuple(tokens))
            if rest:
                raise InvalidValues
            yield from ((names[i], part) for i, (_, part) in found.items())

    return expand  # type: ignore[no-any-return, unused-ignore]


@generic_expander("white-space", "text-wrap-mode")  # type: ignore[untyped-decorator, unused-ignore]
def _white_space(tokens: Tokens, name: str) -> Iterator[tuple[str, Tokens]]:
    """Let `white-space` set `text-wrap-mode`, as the shorthand it is in CSS Text 4 (#propdef-white-space).

    Without it `white-space: normal` inside `text-wrap: nowrap` would not wrap. Its own value goes on unchanged.
    """
    yield "white-space", tokens
    yield "text-wrap-mode", (_ident(tokens, "nowrap" if get_single_keyword(tokens) in NO_WRAP else "wrap"),)


@generic_expander("text-align-all", "text-align-last", "text-align-character")  # type: ignore[untyped-decorator, unused-ignore]
def _text_align(tokens: Tokens, name: str) -> Iterator[tuple[str, Tokens]]:
    """Let `text-align` take `<string>`, as in CSS Text 4 (#propdef-text-align), with the keyword that older drafts had.

    The cells themselves are then set flush left, and moved by `decimals.py`.
    """
    strings = [token for token in tokens if token.type == "string"]
    keyword = "left" if strings else get_single_keyword(tokens)
    if keyword is None or any(len(token.value) != 1 for token in strings):
        raise InvalidValues
    yield "text-align-all", (_ident(tokens, "justify" if keyword == "justify-all" else keyword),)
    last = {"justify": "start", "justify-all": "justify"}.get(keyword, keyword)
    yield "text-align-last", (_ident(tokens, last),)
    yield "text-align-character", tuple(tokens) if strings else (_ident(tokens, "none"),)


def _unprefixed(name: str) -> Callable[..., Any]:
    """Return the shorthand that leads from the name a property of ours is carried under to the property."""

    def expand(tokens: Tokens, _: str, base_url: Any) -> Any:
        return validate_non_shorthand(tokens, name, base_url)

    return expand


def _ident(tokens: Tokens, keyword: str) -> Any:
    """Return a keyword token that stands where the value it was derived from stands."""
    return IdentToken(tokens[0].source_line, tokens[0].source_column, keyword)


def _known(name: str) -> bool:
    return name in KNOWN_PROPERTIES or name in EXPANDERS


def _add_property(undo: ExitStack, entry: Property) -> None:
    put(undo, INITIAL_VALUES, entry.key, entry.initial)
    put(undo, VALIDATORS, entry.name, Validator(entry))
    put(undo, COMPUTER_FUNCTIONS, entry.key, Computer(entry))
    include(undo, KNOWN_PROPERTIES, entry.name)
    if entry.inherited:
        include(undo, INHERITED, entry.key)
    if entry.name.startswith(PREFIX):
        put(undo, EXPANDERS, carrier(entry.name), _unprefixed(entry.name))


def apply() -> Undo:
    """Register all that WeasyPrint does not know, and return what unregisters it."""
    with ExitStack() as undo:
        ours = [entry for entry in PROPERTIES if not _known(entry.name)]
        for entry in ours:
            _add_property(undo, entry)
        for shorthand in SHORTHANDS:
            if not _known(shorthand.name):
                put(undo, EXPANDERS, shorthand.name, _expander(shorthand))
        if stock := VALIDATORS.get("word-break"):
            put(undo, VALIDATORS, "word-break", Widened(stock, WORD_BREAK))
        if "white-space" not in EXPANDERS and any(entry.name == "text-wrap-mode" for entry in ours):
            put(undo, EXPANDERS, "white-space", _white_space)
        if any(entry.name == "text-align-character" for entry in ours):
            put(undo, EXPANDERS, "text-align", _text_align)
        return undo.pop_all().close
    raise AssertionError("unreachable: an ExitStack without callbacks swallows nothing")
