"""Rules of our own stylesheets and WeasyPrint's, read when an element first asks for them.

Replaces `weasyprint:tinycss2` (70.0), by which a stylesheet becomes rules, and wraps `weasyprint.css:
preprocess_stylesheet`, which validates every declaration. Of the 400 rules of a theme and of the user agent a short
article uses a third, a long book half, and of 50 counter styles two; to take apart and validate all of them is a
fifteenth of the time of an article, before its first page is set. Here a sheet is cut at its braces, and what is
between them stays text until it is wanted. Fallback: stock, for sheets read outside `ours()`, for other at-rules,
nested rules, and selectors that cannot be read.

A mistake is told, with its place, when the rule is wanted: sheets of a book, of which all is to be told, are not ours.
The tests read ours whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any, Final

import tinycss2
from cssselect2 import SelectorError, compile_selector_list

from kanyin.engine import chains
from kanyin.engine.hook import Undo, replace_all
from kanyin.engine.stylesheets import reading

_MARK: Final = re.compile(r"""[{};]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|/\*.*?\*/""", re.S)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.S)
_COUNTER: Final = re.compile(r"\s*@counter-style\s+([a-z-]+)\s*")

_ours: ContextVar[bool] = ContextVar("ours", default=False)


@contextmanager
def ours() -> Iterator[None]:
    """Take sheets read meanwhile, and those they import, for ones that are known to be right."""
    before = _ours.set(True)
    try:
        yield
    finally:
        _ours.reset(before)


def apply() -> Undo:
    """Put the hooks in."""
    return replace_all(
        (["weasyprint:tinycss2"], _cutting),
        (["weasyprint.css:preprocess_stylesheet", "weasyprint:preprocess_stylesheet"], _adding),
    )


class Rule:
    """A rule as text, after the white that puts it into its place in the sheet.

    `prelude` is what is before its braces, `content` what is between them, None where it has none or others in them.
    """

    def __init__(self, white: str, text: str, prelude: str, content: str | None) -> None:
        self.white, self.text, self.prelude, self.content = white, text, prelude, content

    def parsed(self) -> list[Any]:
        """Return it as stock has it."""
        rules: list[Any] = tinycss2.parse_stylesheet(self.white + self.text)
        return rules

    def selectors(self) -> list[Any] | None:
        """Return its selectors; None if it has none, or they are not to be read here."""
        from weasyprint.css import PSEUDO_ELEMENTS

        if self.content is None or "&" in self.prelude or self.prelude.lstrip().startswith("@"):
            return None
        try:
            found: list[Any] = chains.selectors(self.prelude) or compile_selector_list(self.prelude)
        except SelectorError:
            return None
        return found if all(selector.pseudo_element in PSEUDO_ELEMENTS for selector in found) else None

    def counter(self) -> str | None:
        """Return the name of the counter style that the rule is, None if it is another."""
        found = _COUNTER.fullmatch(self.prelude)
        return found[1] if found and self.content is not None else None


class Declarations:
    """The declarations of a rule, validated when they are first gone through."""

    def __init__(self, rule: Rule, base_url: str | None) -> None:
        self._rule: Rule | None = rule
        self._base_url = base_url
        self._read: list[Any] = []

    def __iter__(self) -> Iterator[Any]:
        rule, self._rule = self._rule, None
        if rule and rule.content is not None:
            before = reading.set((self._base_url or "",))
            try:
                self._read = list(_validated(rule, rule.content, self._base_url))
            finally:
                reading.reset(before)
        return iter(self._read)


def _validated(rule: Rule, content: str, base_url: str | None) -> Iterator[Any]:
    from weasyprint.css import preprocess_declarations

    white = rule.white + _white(rule.text[: len(rule.text) - len(content) - 1])
    found: Iterator[Any] = preprocess_declarations(base_url, tinycss2.parse_blocks_contents(white + content))
    return found


class Counter(dict[str, Any]):
    """A counter style, read when it is first asked for in one of the three ways in which WeasyPrint asks."""

    def __init__(self, read: Callable[[], dict[str, Any]]) -> None:
        super().__init__()
        self._read, self._values = read, dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        return self._filled()[name]

    def items(self) -> Any:
        """Return the descriptors and their values."""
        return self._filled().items()

    def copy(self) -> dict[str, Any]:
        """Return a plain copy."""
        return dict(self._filled())

    def _filled(self) -> dict[str, Any]:
        if not self._values:
            self._values = self._read()
        return self._values


def rules(css: str) -> Iterator[Rule]:
    """Yield the rules of a stylesheet; from a brace on that closes or is closed by none, the rest as one."""
    start = opened = depth = deepest = 0
    for match in _MARK.finditer(css):
        mark, place = match[0], match.start()
        if mark == "{":
            opened = opened if depth else place
            depth, deepest = depth + 1, max(deepest, depth + 1)
        elif mark == "}":
            depth -= 1
        if depth < 0:
            break
        if depth == 0 and mark in ("}", ";"):
            prelude = _COMMENT.sub(lambda found: _white(found[0]), css[start : opened if deepest else place])
            content = css[opened + 1 : place] if deepest == 1 else None
            yield Rule(_white(css[:start]), css[start : match.end()], prelude, content)
            start, deepest = match.end(), 0
    if css[start:].strip():
        yield Rule(_white(css[:start]), css[start:], "", None)


def _white(text: str) -> str:
    """Return white that takes as many lines, and columns of the last, as the text."""
    return "\n" * text.count("\n") + " " * (len(text) - text.rfind("\n") - 1)


def _cutting(stock: Any) -> Any:
    def parse_stylesheet(css: str) -> Any:
        return list(rules(css)) if _ours.get() else stock.parse_stylesheet(css)

    def parse_stylesheet_bytes(css: bytes, **options: Any) -> Any:
        if _ours.get():
            with suppress(UnicodeDecodeError):
                return list(rules(css.decode("utf-8-sig"))), None
        return stock.parse_stylesheet_bytes(css, **options)

    return SimpleNamespace(parse_stylesheet=parse_stylesheet, parse_stylesheet_bytes=parse_stylesheet_bytes)


def _adding(stock: Callable[..., None]) -> Callable[..., None]:
    def preprocess_stylesheet(
        media_type: str, base_url: str | None, rules: list[Any], fetcher: Any, matcher: Any, pages: Any, layers: Any,
        fonts: Any, counters: dict[str, Any], *rest: Any, ignore_imports: bool = False, layer: str | None = None,
    ) -> None:  # fmt: skip
        def read(found: list[Any], counters: dict[str, Any]) -> dict[str, Any]:
            stock(media_type, base_url, found, fetcher, matcher, pages, layers, fonts, counters, *rest,
                  ignore_imports=ignore_imports, layer=layer)  # fmt: skip
            return counters

        if not (rules and isinstance(rules[0], Rule)):
            read(rules, counters)
            return
        for rule in rules:
            if (name := rule.counter()) and name not in counters:
                counters[name] = Counter(lambda rule=rule, name=name: read(rule.parsed(), {})[name])  # type: ignore[misc]
            elif (selectors := rule.selectors()) is None:
                read(rule.parsed(), counters)
            else:
                ignore_imports = True
                payload = Declarations(rule, base_url), layer
                for selector in selectors:
                    matcher.add_selector(selector, payload)

    return preprocess_stylesheet
