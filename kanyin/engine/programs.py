"""Fonts told apart by their files, read when they are embedded, and put together from what several drawings used.

Replaces `weasyprint.pdf.stream:Stream.add_font` and wraps `weasyprint.pdf.fonts:Font.__init__` (70.0). Stock knows a
font by Pango's description: two files of one family and style (EB Garamond 08 and 12) then share one program, and the
glyphs of one of them are wrong. Stock also copies the whole file of a font as soon as a glyph of it is drawn, 20 MB for
a Chinese face; here it is read when it is embedded. `use_of` says what a drawing used of a font, `embed` makes the
font that a volume needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from hashlib import md5
from typing import Any, Final

import pydyf
import weasyprint.pdf.fonts as stock_fonts
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.text.ffi import ffi, fontconfig, harfbuzz, pangoft2
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face, get_pango_font_key

from kanyin.engine.families import file_of, font_files
from kanyin.engine.hook import MisfitError, Undo, replace
from kanyin.engine.objects import as_stream, split
from kanyin.forme import EmbeddedFont, FontUse, texts_of, widths_of

# What `Font.__init__` works out, and a font is made of again without Pango.
_FACTS: Final = (
    "family", "style", "weight", "variations", "font_size", "ascent", "descent", "tables", "bitmap", "upem", "png",
    "svg", "colr", "glyph_count", "flags", "index",
)  # fmt: skip
_ALIKE: Final = {"italic_angle": 0, "stemv": 80, "stemh": 80}  # stock's, for every font


def apply() -> Undo:
    """Put the hooks in."""
    try:
        pangoft2.pango_fc_font_get_pattern  # noqa: B018 - whether it is there: Pango 1.48 has it
    except AttributeError as error:
        raise MisfitError(str(error)) from error
    with ExitStack() as undo:
        undo.callback(replace(["weasyprint.pdf.fonts:Font.__init__"], _telling_apart))
        undo.callback(replace(["weasyprint.pdf.stream:Stream.add_font"], lambda _: _add_font))
        Font.file_content = property(_read, _keep)
        undo.callback(delattr, Font, "file_content")
        return undo.pop_all().close
    raise AssertionError("unreachable")


class _Later:
    """The bytes of a font file, not yet copied."""

    def __init__(self, face: Any) -> None:
        self._face = face

    def __call__(self) -> bytes:
        return get_hb_object_data(self._face)  # type: ignore[no-any-return]


def _read(font: Any) -> bytes:
    if isinstance(font.kanyin_program, _Later):
        font.kanyin_program = font.kanyin_program()
    return font.kanyin_program  # type: ignore[no-any-return]


def _keep(font: Any, program: Any) -> None:
    font.kanyin_program = program


def _telling_apart(stock: Callable[..., None]) -> Callable[..., None]:
    def make(font: Any, pango_font: Any, description: Any, font_size: float) -> None:
        stock_fonts.get_hb_object_data = _Later
        try:
            stock(font, pango_font, description, font_size)
        finally:
            stock_fonts.get_hb_object_data = get_hb_object_data
        described, name = font.hash, font.name.partition(b"+")[2]
        font.kanyin_identity = _identity(font.hb_face)
        digest = md5(f"{described} {font.kanyin_identity}".encode(), usedforsecurity=False).digest()
        font.hash = "".join(chr(65 + letter % 26) for letter in digest[:6])
        font.name = b"/" + font.hash.encode() + b"+" + name
        font.kanyin_file = file_of(pangoft2.pango_fc_font_get_pattern(ffi.cast("PangoFcFont *", pango_font)))

    return make


def _add_font(stream: Any, pango_font: Any) -> tuple[Any, float]:
    description_key, description, size = get_pango_font_key(pango_font)
    key = description_key, _identity(get_pango_font_hb_face(pango_font))
    if key not in stream._fonts:
        stream._fonts[key] = Font(pango_font, description, size)
    return stream._fonts[key], size


def _identity(face: Any) -> str:
    """Return what tells a font program from others: its head, with the checksum of the whole and the dates."""
    blob = harfbuzz.hb_face_reference_table(face, harfbuzz.hb_tag_from_string(b"head", -1))
    length = ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    head = bytes(ffi.buffer(data, length[0])) if length[0] else b""
    harfbuzz.hb_blob_destroy(blob)
    return md5(head, usedforsecurity=False).hexdigest()


# ---- from drawings to a volume


def use_of(font: Any) -> FontUse:
    """Return what a drawing used of a font."""
    facts = tuple((name, getattr(font, name)) for name in _FACTS)
    name = font.name.decode("latin-1")
    return FontUse(
        font.hash, name, font.kanyin_file, font.kanyin_identity, facts, widths_of(font.widths),
        texts_of(font.to_unicode), font.used_in_forms, bool(font.missing),
    )  # fmt: skip


def embed(use: FontUse, font_config: Callable[[], Any]) -> EmbeddedFont:
    """Return a font with the glyphs of its use.

    `font_config` is asked only for a font that is in no file of the system, but came with a stylesheet.
    """
    font, pdf = _font(use, font_config), pydyf.PDF()
    names = build_fonts_dictionary(pdf, {use.key: font}, True, True, {**DEFAULT_OPTIONS, "pdf_version": "1.7"})
    objects, streams = split(pdf)
    number = int(names[use.key].split()[0])
    return EmbeddedFont(
        use.key, number, tuple(objects), tuple((number, as_stream(stream)) for number, stream in streams)
    )


def _font(use: FontUse, font_config: Callable[[], Any]) -> Any:
    """Return a font as stock has it, with its program from the file it was in while the pages were set."""
    font = Font.__new__(Font)
    vars(font).update(_ALIKE)
    vars(font).update(use.facts)
    font.hash, font.name, font.hb_font = use.key, use.name.encode("latin-1"), None
    font.widths, font.to_unicode = (dict(zip(*columns, strict=True)) for columns in (use.widths, use.texts))
    font.missing, font.used_in_forms = {}, use.in_forms
    font.hb_face = _face(use.file, font.index)
    if _identity(font.hb_face) != use.identity:
        files = font_files(font_config()._config, fontconfig.FcSetApplication)
        faces = (_face(file, font.index) for file in files)
        font.hb_face = next((face for face in faces if _identity(face) == use.identity), None)
    if font.hb_face is None:
        raise RuntimeError(f"the font “{font.family}” is not there any more")
    font.file_content = _Later(font.hb_face)
    if use.has_missing:
        font.get_unused_glyph_id(0xFFFD)
    return font


def _face(file: str, index: int) -> Any:
    blob = ffi.gc(harfbuzz.hb_blob_create_from_file(os.fsencode(file)), harfbuzz.hb_blob_destroy)
    return ffi.gc(harfbuzz.hb_face_create(blob, index), harfbuzz.hb_face_destroy)
