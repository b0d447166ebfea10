"""Markdown that stands by itself → a work: the file as it is, in UTF-8, with the pictures beside it.

In: a `Source`. Out: its text, of which nothing but the encoding, the line ends and stray control characters is changed,
and its pictures under the names the text gives them. Title and people are those of its front matter, which stays. Not
done: other dialects' own signs; the build tells what it cannot read.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from kanyin import frontmatter
from kanyin.diagnostics import Report, Span
from kanyin.fields import Document
from kanyin.importer.common import script_of
from kanyin.importer.encoding import decode
from kanyin.importer.losses import Losses
from kanyin.importer.model import Picture, Work
from kanyin.importer.pictures import MOST_BYTES, is_printable
from kanyin.importer.plain.lines import cleaned
from kanyin.importer.plain.names import names_of
from kanyin.importer.reading import Source
from kanyin.importer.stores import Stores
from kanyin.markdown import convert
from kanyin.sources import inside, is_file
from kanyin.trees import plain_text, span_of

_FACTS = ("description", "date", "publisher", "series", "subtitle")


def read(source: Source, stores: Stores, report: Report) -> Work:
    """Return the Markdown file as a work; raises `BuildFailed` when it cannot be read."""
    losses = Losses(source.path, report)
    decoded = decode(source.data, source.path, report)
    text = cleaned(decoded.text, source.path, report)
    split = frontmatter.cut(text, source.path, report)
    report.stop_on_errors()
    tree = convert(split.body, file=source.path.name, path=source.path, report=Report(), first_line=split.first_line)
    if not plain_text(tree) and not any(tree.iter("img")):
        losses.error("import.empty", "the file has no text")
    pictures = _pictures(tree, source.path, losses)
    losses.finish()
    report.stop_on_errors()
    name = source.path.with_suffix(".md").name
    folder = stores.folder_for({name: text.encode(), **{p.name: p.data for p in pictures}})
    values = split.front.values
    return Work(
        source=source.path,
        title=_title(split.front, tree, source.path, losses),
        kind=f"Markdown, {decoded.encoding}",
        authors=_authors(values.get("authors") or values.get("author")),
        language=script_of(text),
        numbered=True,
        facts={key: str(values[key]) for key in _FACTS if isinstance(values.get(key), str)},
        pictures=tuple(Picture(folder + picture.name, picture.data) for picture in pictures),
        verbatim=((folder + name, text if text.endswith("\n") else f"{text}\n"),),
    )


def _title(front: Document, tree: Element, path: Path, losses: Losses) -> str:
    """Return the title of the front matter, or else the only H1, or else the first heading, or else the file's name."""
    given = front.values.get("title")
    if isinstance(given, str) and given.strip():
        return " ".join(given.split())
    headings = [e for e in tree.iter() if e.tag in ("h1", "h2", "h3")]
    first = next((e for e in headings if e.tag == "h1"), None)
    if first is not None and sum(e.tag == "h1" for e in headings) == 1 and plain_text(first):
        return plain_text(first)
    message = f"no title found: the file's name, {path.stem}, is used"
    losses.warning("import.no-title", message, hint="change `title` in book.toml")
    return path.stem


def _authors(given: object) -> tuple[str, ...]:
    if isinstance(given, list):
        return tuple(str(item) for item in given if isinstance(item, str) and item)
    if isinstance(given, str) and given.strip():
        return names_of(given.strip()) or (given.strip(),)
    return ()


def _pictures(tree: Element, path: Path, losses: Losses) -> list[Picture]:
    """Return the pictures that the text shows, by the names it gives them."""
    found: dict[str, Picture] = {}
    for image in tree.iter("img"):
        name = unquote(image.get("src", "")).split("#")[0].split("?")[0]
        span = _span(tree, image, path)
        line = span.line if span else 0
        if urlsplit(name).scheme or name.startswith("//"):
            if not name.startswith("data:"):
                message = f"the picture {name[:120]} is on the web: it is not copied"
                losses.warning("import.image-remote", message, line=line, hint="put it beside the file, and name it so")
            continue
        normal = PurePosixPath(name.replace("\\", "/"))
        target = path.parent / normal
        if normal.is_absolute() or ".." in normal.parts or not inside(target, path.resolve().parent):
            message = f"the picture {name} is outside the folder of the file: it is not copied"
            losses.warning("import.image-outside", message, line=line, hint="put it beside the file, and name it so")
        elif not is_file(target) or target.stat().st_size > MOST_BYTES:
            losses.warning("import.image-left-out", f"there is no picture {name} beside the file", line=line)
        elif normal.as_posix() not in found:
            data = target.read_bytes()
            is_printable(data, name, losses, "")
            found[normal.as_posix()] = Picture(normal.as_posix(), data)
    return list(found.values())


def _span(tree: Element, image: Element, path: Path) -> Span | None:
    """Return the line of the block that holds an image."""
    for block in tree.iter():
        if block.get("data-src") and image in set(block.iter()):
            inner = [e for e in block.iter() if e is not block and e.get("data-src") and image in set(e.iter())]
            if not inner:
                return span_of(block.get("data-src"), path.parent)
    return None
