"""Text is printed with one plate where it is black: with four, each letter has coloured rims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...diagnostics import Severity
from .. import colours
from ..findings import Finding
from ..model import Document, Page, Text
from ..rule import PRINT, Kinds, Rule
from .missing_glyphs import excerpt

_LARGE = 24.0  # pt: from here on a rim does not show, and a richer black may be meant


def _find(document: Document, _: Kinds) -> Iterator[Finding]:
    for page in document.pages:
        texts = page.drawn.texts if page.drawn else ()
        in_rgb = [text for text in texts if any(colour.family in ("RGB", "Lab") for colour in text.colours)]
        if in_rgb:
            colour = next(colour for colour in in_rgb[0].colours if colour.family in ("RGB", "Lab"))
            fact = f"text in {colours.told(colour)}, which four plates print: {_named(in_rgb)}"
            hint = "black text is black alone (K 1, or grey 0)"
            yield Finding("preflight.rgb-text", Severity.ERROR, fact, hint, page.index, in_rgb[0].box)
        yield from _rich(page, texts)


def _rich(page: Page, texts: Sequence[Text]) -> Iterator[Finding]:
    rich = [text for text in texts if text.size < _LARGE and any(map(colours.is_rich_black, text.colours))]
    if rich:
        colour = next(filter(colours.is_rich_black, rich[0].colours))
        fact = f"black text of several plates, {colours.told(colour)}: {_named(rich)}"
        hint = "set it in black alone: CMYK 0 0 0 1, or grey 0"
        yield Finding("preflight.rich-black", Severity.ERROR, fact, hint, page.index, rich[0].box)


def _named(texts: Sequence[Text]) -> str:
    more = f", and {len(texts) - 1} more on this page" if len(texts) > 1 else ""
    return f"“{excerpt(texts[0].text)}”{more}"


RULE = Rule(_find, PRINT, thorough=True)
