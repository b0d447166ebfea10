"""A book on disk → `Book`: who wrote it, in which language, how it is to be made, and its chapters' texts in order.

In: a folder with `book.toml` (mdBook's form), with `SUMMARY.md`, or of plain Markdown files; or one `.md` file. Out: a
`Book`, or `BuildFailed` with everything that is wrong with the input. Markdown is not parsed here beyond its level-one
headings, themes are not looked up, styles and pictures are not read.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from kanyin import outline as outlines
from kanyin import sources, titles
from kanyin.config import Config, language_of, read_front, read_toml
from kanyin.diagnostics import Report, Severity, Span
from kanyin.fields import Document, Fields
from kanyin.natural import natural_key
from kanyin.outline import Chapter, Entry, Outline
from kanyin.records import dataclass
from kanyin.settings import Settings, label_colophon, read_settings
from kanyin.summary import Break, Draft, Part

__all__ = ["Book", "Break", "Chapter", "Draft", "Entry", "Part", "Settings", "load"]

_PEOPLE = re.compile(r"[、；;]")  # a comma may stand inside a name: "Smith, John"


@dataclass(frozen=True, slots=True)
class Book:
    """A book as its author gave it.

    `path` is the folder or file as named (absolute); `root` the folder whose files may be read while rendering
    (absolute, resolved); `name` the stem of the output. `outline` is in reading order. `templates` and `styles` are the
    book's own, None and empty for a single file. A book of one chapter that holds one level-one heading is an article:
    that heading is still in the text.
    """

    path: Path
    root: Path
    name: str
    title: str
    title_span: Span | None
    subtitle: str | None
    authors: tuple[str, ...]
    description: str | None
    language: str
    keywords: tuple[str, ...]
    subject: str | None
    series: str | None
    publisher: str | None
    date: str | None
    outline: tuple[Entry, ...]
    settings: Settings
    templates: Path | None
    styles: tuple[Path, ...]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The entries of the outline that have a text."""
        return tuple(entry for entry in self.outline if isinstance(entry, Chapter))


@dataclass(frozen=True, slots=True)
class _Input:
    """What was named: a folder, or one file (`single`)."""

    path: Path
    root: Path
    single: Path | None


def load(path: Path, report: Report, *, theme: str | None = None) -> Book:
    """Return the book at `path`; `theme` (of the command line) wins over the book's own. Raises `BuildFailed`."""
    given = _find(path, report)
    config = None if given.single else read_toml(given.root, report)
    outline = _outline(given, config, report)
    if config is None:
        outline, front = _take_front(given, outline)
        config = read_front(front, report)
    settings = read_settings(config.kanyin, given.root, theme=theme, book_keys=config.elsewhere)
    book = _book(given, config.book, outline, settings, report)
    _check_text(book, given, report)
    report.stop_on_errors()
    return book


def _find(path: Path, report: Report) -> _Input:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links and change the book's name
    if sources.is_file(absolute) and absolute.name == "book.toml":
        absolute = absolute.parent
    if sources.is_folder(absolute):
        return _Input(absolute, absolute.resolve(), None)
    if not sources.is_file(absolute):
        _report_missing(path, absolute, report)
    elif not sources.is_markdown(absolute):
        report.error("book.not-markdown", f"{path} is not Markdown", Span(path), outlines.import_hint(path))
    report.stop_on_errors()
    return _Input(absolute, absolute.resolve().parent, absolute.resolve())


def _report_missing(path: Path, absolute: Path, report: Report) -> None:
    folder = absolute.parent
    if sources.is_there(absolute):
        hint: str | None = "this is no file and no folder: save the text into a .md file first"
    elif not sources.is_folder(folder):
        hint = f"there is no folder {path.parent}"
    else:
        try:
            hint = sources.near(absolute.name, [p.name for p in folder.iterdir()])
        except OSError:
            hint = None
    report.error("book.missing", f"there is no book at {path}", Span(path), hint)


def _outline(given: _Input, config: Config | None, report: Report) -> Outline:
    if given.single:
        return outlines.from_file(given.single, given.root, report)
    folder = _source_folder(given.root, config, report)
    if folder is None:
        return Outline()
    holder = next((f for f in (config.kanyin, config.book) if f.has("chapters")), None) if config else None
    if listing := outlines.find_summary(folder):
        if holder:
            message = f"{listing.name} lists the chapters: this list is not used"
            report.warning("book.chapters-unused", message, holder.key_span("chapters"), "keep one of the two")
        return outlines.from_summary(listing, given.root, report)
    names = holder.strings("chapters") if holder else ()
    if holder and names:
        return outlines.from_list(names, holder, folder, given.root)
    return outlines.from_folder(folder, given.root, report)


def _source_folder(root: Path, config: Config | None, report: Report) -> Path | None:
    """Return where the chapters are: `src` of book.toml, else the folder `src` if it holds them, else the root."""
    name = config.book.text("src") if config else None
    if config and name:
        folder, span = root / name, config.book.value_span("src")
        if not sources.allowed(folder, root, report, span, name):
            return None
        if sources.is_folder(folder):
            return Path(os.path.normpath(folder))
        names = [p.name for p in root.iterdir() if p.is_dir()]
        report.error("book.missing-folder", f"there is no folder {name}", span, sources.near(name, names))
        return None
    usual = root / "src"
    if not sources.is_folder(usual) or outlines.find_summary(root):
        return root
    holds_chapters = outlines.find_summary(usual) or (config and any(map(sources.is_markdown, usual.rglob("*"))))
    return usual if holds_chapters and sources.inside(usual, root) else root


def _take_front(given: _Input, outline: Outline) -> tuple[Outline, Document]:
    """Return the front matter that speaks for the whole book: the only chapter's, or README's; its title is the
    book's, and no longer the chapter's."""
    chapters = outline.chapters
    home = [c for c in chapters if c.path.stem.casefold() in outlines.HOME and c.path.parent == chapters[0].path.parent]
    speaker = chapters[0] if len(chapters) == 1 else home[0] if home else None
    if speaker is None or not outline.fronts[speaker.path].values:
        return outline, Document(given.path, loose=True)
    front = outline.fronts[speaker.path]
    entries = tuple(
        replace(e, title=None) if e is speaker and e.title == front.values.get("title") else e for e in outline.entries
    )
    return replace(outline, entries=entries), front


def _book(given: _Input, fields: Fields, outline: Outline, settings: Settings, report: Report) -> Book:
    title, title_span = _title(given, fields, outline, report)
    language = language_of(fields, outline.chapters, report)
    return Book(
        path=given.path,
        root=given.root,
        name=(given.path.stem if given.single else given.path.name) or "book",
        title=title,
        title_span=title_span,
        subtitle=fields.text("subtitle"),
        authors=fields.texts("authors", "author", split=_PEOPLE),
        description=fields.text("description"),
        language=language,
        keywords=fields.texts("keywords"),
        subject=fields.text("subject"),
        series=fields.text("series"),
        publisher=fields.text("publisher"),
        date=fields.text("date", numbers=True),
        outline=outline.entries,
        settings=replace(settings, colophon=label_colophon(settings.colophon, language)),
        templates=_own_folder(given, "templates", report),
        styles=_own_styles(given, report),
    )


def _title(given: _Input, fields: Fields, outline: Outline, report: Report) -> tuple[str, Span | None]:
    """Return the title and where it stands: what the book says, else the best heading, else the name on disk."""
    if said := fields.text("title"):
        return said, fields.value_span("title")
    chapters = outline.chapters
    home = None if given.single else outlines.home_page(given.root)
    if home and home.resolve() not in {c.path.resolve() for c in chapters}:
        text = sources.read(home, report) if sources.inside(home, given.root) else None
        heading = next(titles.level_one(text or ""), None)
        if heading and heading.text:
            return heading.text, _heading_span(home, heading, 1)
    if len(chapters) == 1 and (heading := titles.only_title(chapters[0].text)):
        return heading.text, _heading_span(chapters[0].path, heading, chapters[0].first_line)
    if outline.title:
        return outline.title, outline.title_span
    return (given.path.stem if given.single else given.path.name) or "book", None


def _heading_span(file: Path, heading: titles.Heading, first_line: int) -> Span:
    source = heading.source
    start = len(source) - len(source.lstrip(" #\t"))
    return Span(file, heading.line + first_line - 1, start + 1, max(1, len(source.rstrip()) - start))


def _own_folder(given: _Input, name: str, report: Report) -> Path | None:
    """Return the book's own folder of this name; beside a single file it would be some other project's."""
    folder = given.root / name
    if given.single or not sources.is_folder(folder):
        return None
    return folder if sources.allowed(folder, given.root, report, Span(folder), name) else None


def _own_styles(given: _Input, report: Report) -> tuple[Path, ...]:
    folder = _own_folder(given, "styles", report)
    found = [p for p in folder.iterdir() if p.suffix.casefold() == ".css" and p.is_file()] if folder else []
    found = [p for p in found if not p.name.startswith(".")]
    found = [p for p in found if sources.allowed(p, given.root, report, Span(p), p.name)]
    return tuple(sorted(found, key=lambda p: natural_key(p.stem)))


def _check_text(book: Book, given: _Input, report: Report) -> None:
    """A book must have a text; where other errors explain why it has none, they are enough."""
    blank = [chapter for chapter in book.chapters if not chapter.text.strip()]
    if len(blank) < len(book.chapters):
        for chapter in blank:
            report.warning("book.empty-chapter", f"{chapter.file} is empty", Span(chapter.path))
    elif not report.count(Severity.ERROR):
        message = "there is no Markdown file in this folder" if not book.chapters else "the book has no text"
        report.error("book.empty", message, Span(given.path), "a book is a folder of .md files, or one .md file")
