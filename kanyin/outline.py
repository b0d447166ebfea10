"""The outline of a book: its chapters, parts and separators in reading order, each chapter's text read.

In: a SUMMARY.md, a list of file names, or a folder. Out: entries, and each chapter's front matter. What is listed and
is not there, is there twice, or lies outside the book goes to the report. It knows nothing of the book's other keys.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from kanyin import frontmatter, natural, sources, summary
from kanyin.diagnostics import Report, Span
from kanyin.fields import Document, Fields
from kanyin.records import dataclass
from kanyin.summary import Break, Draft, Kind, Part

HOME = ("readme", "index")
_LEFT_OUT = frozenset({"templates", "styles"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's source.

    `file` is its POSIX path below the book's root, `text` its Markdown without front matter (`\\n` line ends, no BOM),
    `first_line` the line of the file that `text` begins at. `title` comes from the list of chapters or the front
    matter; None leaves it to the file's own heading. `depth` 0 is a chapter, 1 its sub-chapter, whose headings move
    down a level, and so on.
    """

    path: Path
    file: str
    text: str
    first_line: int
    title: str | None
    kind: Kind
    depth: int


Entry = Chapter | Part | Draft | Break


@dataclass(frozen=True, slots=True)
class Outline:
    """Entries in reading order; `fronts` holds each chapter's front matter; `title` is the SUMMARY's own heading."""

    entries: tuple[Entry, ...] = ()
    fronts: Mapping[Path, Document] = field(default_factory=dict)
    title: str | None = None
    title_span: Span | None = None

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The entries that have a text."""
        return tuple(entry for entry in self.entries if isinstance(entry, Chapter))


class _Planned(NamedTuple):
    """A chapter that was found and is still to be read; `span` is where it is listed."""

    path: Path
    title: str | None
    depth: int
    kind: Kind
    span: Span | None


def find_summary(folder: Path) -> Path | None:
    """Return the folder's SUMMARY.md; `summary.md` will do."""
    exact = folder / "SUMMARY.md"
    if sources.is_file(exact):
        return exact
    return next((p for p in _listing(folder, None) if p.name.casefold() == "summary.md"), None)


def from_summary(file: Path, root: Path, report: Report) -> Outline:
    """Return what SUMMARY.md lists."""
    text = sources.read(file, report) if sources.allowed(file, root, report, Span(file), file.name) else None
    if text is None:
        return Outline()
    split = frontmatter.cut(text, file, report)
    listed = summary.parse(split.body, file, report, split.first_line)
    finder = _Finder(file.parent, root, report, file)
    planned = [finder.plan(item) if isinstance(item, summary.Link) else item for item in listed.items]
    read = _read(planned, root, report)
    return Outline(read.entries, read.fronts, listed.title, listed.title_span)


def from_list(names: Sequence[str], fields: Fields, folder: Path, root: Path) -> Outline:
    """Return the chapters of a `chapters` list; names are below `folder`."""
    finder = _Finder(folder, root, fields.report, None)
    links = [
        summary.Link("", name, 0, _kind_of(Path(name), len(names)), fields.item_span("chapters", index))
        for index, name in enumerate(names)
        if name
    ]
    return _read([finder.plan(link) for link in links], root, fields.report)


def from_folder(folder: Path, root: Path, report: Report) -> Outline:
    """Return the folder's Markdown files in natural order: README or index first, subfolders after files, back matter
    last."""
    paths = list(_walk(folder, root, report, {folder.resolve()}))
    kinds = [_kind_of(p, len(paths)) if p.parent == folder else "numbered" for p in paths]
    return _read([_Planned(p, None, 0, kind, None) for p, kind in zip(paths, kinds, strict=True)], root, report)


def from_file(path: Path, root: Path, report: Report) -> Outline:
    """Return a book of one file."""
    return _read([_Planned(path, None, 0, "numbered", None)], root, report)


def home_page(folder: Path) -> Path | None:
    """Return the folder's README or index, if it has one."""
    return next((p for name in HOME for p in _listing(folder, None) if _is_home(p, name)), None)


class _Finder:
    """Finds listed files below `base`, each once; `listed_in` is the SUMMARY.md that must not list itself."""

    def __init__(self, base: Path, root: Path, report: Report, listed_in: Path | None) -> None:
        self.base, self.root, self.report, self.listed_in = base, root, report, listed_in
        self.seen: dict[Path, tuple[Span, bool]] = {}

    def plan(self, link: summary.Link) -> _Planned | None:
        found = self._find(link.target)
        if found is None:
            self._missing(link)
            return None
        path, anchored = found
        if not sources.allowed(path, self.root, self.report, link.span, link.target):
            return None
        if self.listed_in and path.resolve() == self.listed_in.resolve():
            self.report.error("summary.lists-itself", f"{path.name} lists itself", link.span, "take the line out")
            return None
        if not sources.is_markdown(path):
            self.report.error("book.not-markdown", f"{link.target} is not Markdown", link.span, import_hint(path))
            return None
        if self._again(path, anchored, link):
            return None
        # An anchor's title is that of a section, not of the file it is in.
        return _Planned(path, None if anchored else link.title or None, link.depth, link.kind, link.span)

    def _find(self, target: str) -> tuple[Path, bool] | None:
        for name, anchored in _spellings(target):
            path = self.base / name
            if sources.is_folder(path):
                path = home_page(path) or path
            if sources.is_file(path):
                return _lexical(path, self.root), anchored
        return None

    def _again(self, path: Path, anchored: bool, link: summary.Link) -> bool:
        """GitBook lists a file again for each anchor in it: that is no chapter, and no mistake."""
        before = self.seen.setdefault(path.resolve(), (link.span, anchored))
        if before[0] is link.span:
            return False
        if not anchored and not before[1]:
            message = f"{link.target} is listed already in line {before[0].line}"
            self.report.error("book.duplicate-chapter", message, link.span, "a file can be one chapter only")
        return True

    def _missing(self, link: summary.Link) -> None:
        if not sources.allowed(self.base / link.target, self.root, self.report, link.span, link.target):
            return
        found = (p.relative_to(self.base).as_posix() for p in self.base.rglob("*") if sources.is_markdown(p))
        names = list(islice(found, 2000))
        target = unquote(link.target).split("#")[0]
        moved = [name for name in names if Path(name).name == Path(target).name]
        hint = f"did you mean {moved[0]}?" if moved else sources.near(target, names)
        self.report.error("book.missing-file", f"there is no file {link.target}", link.span, hint)


def import_hint(path: Path) -> str:
    """Return the remedy for a file that is no Markdown."""
    if path.suffix.casefold() in (".txt", ".text", ".docx", ".html", ".htm", ".epub"):
        return f"`kanyin import {path.name}` makes a book of it"
    return "a book is a folder of .md files, or one .md file"


def _spellings(target: str) -> Iterator[tuple[str, bool]]:
    """Yield the names a link's address may mean (a `#` or `%20` can be part of a name), and whether an anchor went."""
    seen: set[str] = set()
    for text, anchored in ((target, False), (target.split("#")[0], True)):
        for name in (text, unquote(text), unquote(text).replace("\\", "/")):
            for form in (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
                if form and form not in seen:
                    seen.add(form)
                    yield form, anchored


def _lexical(path: Path, root: Path) -> Path:
    """Return the path without `..`; its links stay where they are, unless it then leads out of the root."""
    plain = Path(os.path.normpath(path))
    return plain if plain.is_relative_to(root) else path.resolve()


def _read(planned: Iterable[_Planned | Part | Draft | Break | None], root: Path, report: Report) -> Outline:
    entries: list[Entry] = []
    fronts: dict[Path, Document] = {}
    for item in planned:
        if not isinstance(item, _Planned):
            entries += [item] if item else []
        elif (text := sources.read(item.path, report, item.span)) is not None:
            split = frontmatter.cut(text, item.path, report)
            fronts[item.path] = split.front
            entries.append(_chapter(item, split, root, report))
    return Outline(tuple(_nested(entries)), fronts)


def _nested(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Lift entries whose parent is none of the book's (a link to the web), so that no level is skipped."""
    deepest = 0
    for entry in entries:
        if isinstance(entry, Chapter | Draft):
            entry = replace(entry, depth=min(entry.depth, deepest))
            deepest = entry.depth + 1
        else:
            deepest = 0
        yield entry


def _chapter(item: _Planned, split: frontmatter.Split, root: Path, report: Report) -> Chapter:
    title = item.title or Fields(split.front, (), "the front matter", report).text("title")
    file = item.path.relative_to(root).as_posix()
    return Chapter(item.path, file, split.body, split.first_line, title, item.kind, item.depth)


def _walk(folder: Path, root: Path, report: Report, seen: set[Path], top: bool = True) -> Iterator[Path]:
    paths = [p for p in _listing(folder, report) if not p.name.startswith(".")]
    files = [p for p in paths if sources.is_markdown(p) and sources.is_file(p) and p.stem.casefold() != "summary"]
    files = [p for p in files if sources.allowed(p, root, report, Span(p), p.name)]
    last = [p for p in files if natural.matter(p.stem) == "suffix"]
    yield from sorted((p for p in files if p not in last), key=_order)
    for path in sorted(filter(sources.is_folder, paths), key=_order):
        if path.name == "node_modules" or (top and path.name in _LEFT_OUT):
            continue
        if sources.allowed(path, root, report, Span(path), path.name) and path.resolve() not in seen:
            seen.add(path.resolve())
            yield from _walk(path, root, report, seen, top=False)
    yield from sorted(last, key=_order)


def _order(path: Path) -> tuple[int, natural.Key, str]:
    stem = path.stem if sources.is_markdown(path) else path.name
    home = HOME.index(stem.casefold()) if stem.casefold() in HOME else len(HOME)
    return home, natural.natural_key(stem), path.name


def _listing(folder: Path, report: Report | None) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        if report:
            report.error("book.unreadable", f"{folder.name} cannot be listed: {error.strerror}", Span(folder))
        return []


def _is_home(path: Path, name: str) -> bool:
    return path.stem.casefold() == name and sources.is_markdown(path) and sources.is_file(path)


def _kind_of(path: Path, chapters: int) -> Kind:
    """README stands before the first chapter, and so does 前言; 附录 stands behind the last. One file is a chapter."""
    if chapters == 1:
        return "numbered"
    return "prefix" if path.stem.casefold() in HOME else natural.matter(path.stem)
