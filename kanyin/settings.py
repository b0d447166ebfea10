"""Settings: what a book says under `[output.kanyin]`, or under `kanyin:` in a single file's front matter.

In: a table of fields. Out: `Settings`, checked value by value; paths in it exist inside the book's folder. Whether a
theme of that name exists is asked where themes are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal

from kanyin import appearance, sources
from kanyin.appearance import Face
from kanyin.diagnostics import Span
from kanyin.fields import Fields
from kanyin.official import schema
from kanyin.paper import COPY, Paper
from kanyin.proofread.choice import Choice, read_choice
from kanyin.records import dataclass

EDITIONS = ("screen", "print", "booklet", "archive")
_COVERS = {"auto": "auto", "colour": "colour", "color": "colour", "plain": "plain", "none": "none", "false": "none"}
_NUMBERINGS = {"auto": "auto", "on": "on", "off": "off", "true": "on", "false": "off", "yes": "on", "no": "off"}
_SHORTS = {"auto": "auto", "true": "on", "false": "off", "yes": "on", "no": "off", "on": "on", "off": "off"}

KEYS = (
    "theme", "editions", "accent", "paper", "size", "fonts", "cover", "cover_image", "cover_title", "author_role",
    "contents_depth", "numbering", "short", "back_cover", "blurb", "lesson", "meta", "notes_column", "columns",
    "answers", "colophon", "official", "chapters", "proofread", "print",
)  # fmt: skip

PRINTING = ("icc", "paper")
"""The keys of the table `print`."""

# The fields of a colophon in their usual order: key, and the label in simplified, traditional Chinese and English.
COLOPHON: Mapping[str, tuple[str, str, str]] = {
    "editor": ("责任编辑", "責任編輯", "Editor"),
    "proofreader": ("责任校对", "責任校對", "Proofreader"),
    "designer": ("装帧设计", "裝幀設計", "Design"),
    "publisher": ("出版", "出版", "Published by"),
    "distributor": ("发行", "發行", "Distributed by"),
    "printer": ("印刷", "印刷", "Printed by"),
    "address": ("地址", "地址", "Address"),
    "postcode": ("邮编", "郵編", "Postcode"),
    "phone": ("电话", "電話", "Telephone"),
    "website": ("网址", "網址", "Website"),
    "format": ("开本", "開本", "Format"),
    "sheets": ("印张", "印張", "Sheets"),
    "words": ("字数", "字數", "Characters"),
    "edition": ("版次", "版次", "Edition"),
    "printing": ("印次", "印次", "Printing"),
    "isbn": ("书号", "書號", "ISBN"),
    "price": ("定价", "定價", "Price"),
}
UNLABELLED = ("cip", "rights")

CONTENTS_DEPTH = 2
"""How many levels the contents list where a book does not say."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a book is to be made. `accent` is one of 朱 青 松 墨灰 or `#rrggbb`; `paper` is width and height in mm,
    `size` the body type in pt; `fonts` are the chosen faces by role; `colophon` maps printed labels to texts, in the
    author's order, with `cip` and `rights` under those names, and `meta` likewise; `cover_title` marks line breaks with
    `|`; `official` is what an official document says of itself; `icc` is
    the profile to print by and where the book says so, `stock` the paper its pages are printed on."""

    theme: str = "book"
    editions: tuple[str, ...] = ("screen",)
    accent: str | None = None
    paper: tuple[float, float] | None = None
    size: float | None = None
    fonts: Mapping[str, Face] = field(default_factory=dict)
    cover: Literal["auto", "colour", "plain", "none"] = "auto"
    cover_image: Path | None = None
    cover_title: str | None = None
    author_role: str = "著"
    contents_depth: int | None = None
    numbering: Literal["auto", "on", "off"] = "auto"
    short: Literal["auto"] | bool = "auto"
    back_cover: bool = True
    blurb: str | None = None
    lesson: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    notes_column: bool = False
    columns: int = 1
    answers: bool = True
    colophon: Mapping[str, str] = field(default_factory=dict)
    official: schema.Official | None = None
    chapters: tuple[str, ...] = ()
    proofread: Choice = field(default_factory=Choice)
    icc: tuple[Path, Span] | None = None
    stock: Paper = COPY

    @property
    def listed_depth(self) -> int:
        """How many levels the contents list."""
        return self.contents_depth or CONTENTS_DEPTH


def read_settings(fields: Fields, root: Path, *, theme: str | None, book_keys: Mapping[str, str]) -> Settings:
    """Return the settings; `theme` (of the command line) wins; `book_keys` tells where a misplaced key belongs."""
    colophon_keys = [name for key, labels in COLOPHON.items() for name in (key, *labels)]
    official_keys = dict.fromkeys([*schema.KEYS, *schema.KEYS.values()], _label(fields, "official"))
    fields.check_keys(KEYS, {**official_keys, **dict.fromkeys(colophon_keys, _label(fields, "colophon")), **book_keys})
    printing = _printing(fields)
    short = fields.choice("short", _SHORTS, "auto")
    return Settings(
        theme=theme or fields.text("theme") or "book",
        editions=_editions(fields),
        accent=appearance.accent(fields),
        paper=appearance.paper(fields),
        size=fields.number("size", *appearance.TYPE_SIZES),
        fonts=appearance.faces(fields),
        cover=fields.choice("cover", _COVERS, "auto"),  # type: ignore[arg-type]
        cover_image=_cover_image(fields, root),
        cover_title=fields.text("cover_title"),
        author_role=fields.text("author_role") or "著",
        contents_depth=fields.integer("contents_depth", 1, 3, 0) or None,
        numbering=fields.choice("numbering", _NUMBERINGS, "auto"),  # type: ignore[arg-type]
        short="auto" if short == "auto" else short == "on",
        back_cover=fields.flag("back_cover", True),
        blurb=fields.text("blurb"),
        lesson=fields.text("lesson"),
        meta=fields.table("meta"),
        notes_column=fields.flag("notes_column", False),
        columns=fields.integer("columns", 1, 2, 1),
        answers=fields.flag("answers", True),
        colophon=_colophon(fields),
        official=_official(fields),
        chapters=fields.strings("chapters"),
        proofread=read_choice(fields, _label(fields, "proofread")),
        icc=_icc(printing, root),
        stock=_stock(printing),
    )


def label_colophon(colophon: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the colophon with English keys turned into the labels that a book in this language prints."""
    column = 1 if language.startswith("zh-Hant") else 2 if language.split("-")[0] == "en" else 0
    return {COLOPHON[key][column] if key in COLOPHON else key: text for key, text in colophon.items()}


def _editions(fields: Fields) -> tuple[str, ...]:
    names = fields.texts("editions")
    for index, name in enumerate(names):
        if name not in EDITIONS:
            fields.bad_value(("editions", index), f"there is no edition “{name}”", EDITIONS, name)
    return tuple(dict.fromkeys(name for name in names if name in EDITIONS)) or ("screen",)


def _cover_image(fields: Fields, root: Path) -> Path | None:
    return _file(fields, "cover_image", fields.text("cover_image"), root)


def _file(fields: Fields, key: str, given: str | None, root: Path) -> Path | None:
    """Return the file of the book's folder that a key gives."""
    if given is None:
        return None
    path, span = root / given, fields.value_span(key)
    if not sources.allowed(path, root, fields.report, span, given):
        return None
    if not sources.is_file(path):
        folder = path.parent
        names = [p.name for p in folder.iterdir()] if sources.is_folder(folder) else []
        fields.report.error("book.missing-file", f"there is no file {given}", span, sources.near(path.name, names))
        return None
    return path.resolve()


def _printing(fields: Fields) -> Fields:
    """Return the table of what the print edition is printed by and on."""
    table = fields.sub("print", _label(fields, "print"))
    table.check_keys(PRINTING, {})
    return table


def _icc(printing: Fields, root: Path) -> tuple[Path, Span] | None:
    path = _file(printing, "icc", printing.text("icc"), root)
    return (path, printing.value_span("icc")) if path else None


def _stock(printing: Fields) -> Paper:
    given = printing.text("paper")
    try:
        return Paper.parse(given) if given else COPY
    except ValueError as error:
        printing.bad_value(("paper",), str(error))
        return COPY


def _label(fields: Fields, key: str) -> str:
    """Return what messages call the table under `key`: a TOML header, or a way through YAML."""
    inner = fields.label.strip("[]`")
    return f"[{inner}.{key}]" if fields.label.startswith("[") else f"`{inner}: {key}`"


def _official(fields: Fields) -> schema.Official | None:
    """Return what the book says of itself as an official document; None where it has no such table."""
    table = fields.sub("official", _label(fields, "official"))  # says so where it is no table
    return schema.read(table) if isinstance(fields.values.get("official"), Mapping) else None


def _colophon(fields: Fields) -> dict[str, str]:
    """Take the known keys, in small letters or large (ISBN), and any label in Chinese as it stands."""
    known = (*COLOPHON, *UNLABELLED)
    table = fields.sub("colophon", _label(fields, "colophon"))
    keys = [str(key).replace("-", "_") for key in table.values]
    table.check_keys([*known, *(key for key in keys if not key.isascii() or key.casefold() in known)], {})
    given = fields.table("colophon")
    return {key.casefold() if key.casefold() in known else key: text for key, text in given.items()}
