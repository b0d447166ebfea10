"""Foreign faces and missing glyphs: a glyph from a family the stylesheet does not name is never set in silence.

Composed text is announced as it is drawn (`painting.py`). For what stock draws, this wraps
`weasyprint.draw.text:draw_first_line` (70.0), to know the text, and `weasyprint.pdf.stream:Stream.add_font`, which is
called for each run of one font. Stock falls back to any face on the system that has the glyph, even a Japanese one for
Chinese text; it draws all the same here, and the listener is told.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from io import BytesIO
from typing import Any

from weasyprint.logger import LOGGER
from weasyprint.text.ffi import ffi, harfbuzz, pango
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

from kanyin.engine.hook import Undo, replace_all
from kanyin.engine.pieces import Glyph
from kanyin.records import dataclass


@dataclass(frozen=True, slots=True)
class Foreign:
    """Characters that were set in a family their stack does not name; `family` is None where no font has them."""

    characters: str
    family: str | None
    element: Any


_listener: ContextVar[Callable[[Foreign], None] | None] = ContextVar("listener", default=None)
_drawn: ContextVar[Any] = ContextVar("drawn", default=None)

_MISSING = ".notdef glyph rendered for Unicode string unsupported by fonts: "
_GENERIC = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "emoji", "math"}


@contextmanager
def listening(listener: Callable[[Foreign], None]) -> Iterator[None]:
    """Call `listener` for every foreign run drawn meanwhile."""
    token = _listener.set(listener)
    missing = _MissingGlyphs()
    LOGGER.addFilter(missing)
    try:
        yield
    finally:
        LOGGER.removeFilter(missing)
        _listener.reset(token)


def announce(characters: str, family: str | None, element: Any) -> None:
    """Tell the listener of characters set in a family nobody named; without one, log missing glyphs as stock does."""
    listener = _listener.get()
    if listener is not None:
        listener(Foreign(characters, family, element))
    elif family is None:
        LOGGER.warning(_MISSING + '"%s" (U+%04X)', characters, ord(characters))


def tell(box: Any, glyphs: Iterable[Glyph]) -> None:
    """Announce those glyphs of a text box that no named family has."""
    named = {name.casefold() for name in box.style["font_family"]}
    for glyph in glyphs:
        if glyph.id == pango.PANGO_GLYPH_EMPTY:
            continue
        if glyph.id & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            announce(chr(glyph.id - pango.PANGO_GLYPH_UNKNOWN_FLAG), None, box.element)
        elif not is_named(glyph.font, named, box.style.font_config):
            announce(glyph.text, family_of(glyph.font), box.element)


def apply() -> Undo:
    """Put both wrappers in."""
    return replace_all(
        (["weasyprint.draw.text:draw_first_line"], _drawing),
        (["weasyprint.pdf.stream:Stream.add_font"], _adding),
    )


def _drawing(stock: Callable[..., Any]) -> Callable[..., Any]:
    def draw_first_line(stream: Any, textbox: Any, *arguments: Any) -> Any:
        token = _drawn.set(textbox)
        try:
            return stock(stream, textbox, *arguments)
        finally:
            _drawn.reset(token)

    return draw_first_line


def _adding(stock: Callable[..., Any]) -> Callable[..., Any]:
    def add_font(stream: Any, pango_font: Any) -> Any:
        added = stock(stream, pango_font)
        listener, box = _listener.get(), _drawn.get()
        # What a drawing's own text is set in is the drawing's affair.
        if listener is not None and hasattr(box, "element") and not _named(added[0], box.style["font_family"]):
            for characters in _runs(box, pango_font):
                listener(Foreign(characters, added[0].family, box.element))
        return added

    return add_font


def _named(font: Any, stack: tuple[str, ...]) -> bool:
    """Tell whether the stack names the font's family; a generic name is no permission for a face nobody chose."""
    wanted = {name.casefold() for name in stack if name not in _GENERIC}
    return font.family.casefold() in wanted or not wanted.isdisjoint(family_names(font.file_content, font.index))


def is_named(font: Any, named: set[str], font_config: Any) -> bool:
    """Whether the stack names the font's family, as Pango calls it or by another of its names (宋体-简, Songti SC)."""
    family = family_of(font)
    if family.casefold() in named:
        return True
    found: dict[str, frozenset[str]] = vars(font_config).setdefault("kanyin_names", {})
    if family not in found:
        from fontTools.ttLib import TTLibError

        face = get_pango_font_hb_face(font)
        try:
            found[family] = family_names(get_hb_object_data(face), harfbuzz.hb_face_get_index(face) & 0xFFFF)
        except (TTLibError, KeyError):  # a font without such a table
            found[family] = frozenset()
    return not named.isdisjoint(found[family])


def family_of(font: Any) -> str:
    """Return the family of a Pango font, as Pango calls it."""
    description = ffi.gc(pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free)
    family: str = ffi.string(pango.pango_font_description_get_family(description)).decode()
    return family


@lru_cache(maxsize=32)
def family_names(program: bytes, index: int) -> frozenset[str]:
    """Return every family name a font program has: `Songti SC` is 宋体-简 too, `EB Garamond 12` is EB Garamond."""
    from fontTools.ttLib import TTFont  # 0.01 s, where a face has names that Pango does not call it by

    table = TTFont(BytesIO(program), fontNumber=index, lazy=True)["name"]
    return frozenset(record.toUnicode().casefold() for record in table.names if record.nameID in (1, 16, 21))


def _runs(box: Any, pango_font: Any) -> Iterator[str]:
    """Yield the characters of each run of the drawn line that is in this font and has all its glyphs."""
    line, _ = box.pango_layout.get_first_line()
    text = box.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        if item.analysis.font == pango_font and not any(map(_missing, glyphs.glyphs[0 : glyphs.num_glyphs])):
            yield text[item.offset : item.offset + item.length].decode(errors="ignore").strip()
        run = run.next


def _missing(glyph: Any) -> bool:
    return glyph.glyph != pango.PANGO_GLYPH_EMPTY and bool(glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG)


class _MissingGlyphs(logging.Filter):
    """Turns stock's warning of a glyph that no font has into a call of the listener."""

    def filter(self, record: logging.LogRecord) -> bool:
        listener, box = _listener.get(), _drawn.get()
        if listener is None or box is None or not str(record.msg).startswith(_MISSING):
            return True
        character = record.args[0] if isinstance(record.args, tuple) else ""
        listener(Foreign(str(character), None, getattr(box, "element", None)))  # a drawing's text has none
        return False
