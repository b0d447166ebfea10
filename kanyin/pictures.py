"""The images of a chapter: named from the book's folder, looked into, given a text that stands for them.

In: an `<img>` as the author wrote it. Out: the same with a `book:` URL and a text; and diagnostics for what is missing,
outside the book, broken, or without a text. What is wrong inside a file `images.py` finds.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from xml.etree.ElementTree import Element

from .access import Access, book_url
from .diagnostics import Diagnostic, Report, Span
from .records import dataclass
from .sources import is_file, is_folder, near
from .trees import DECORATIVE, has_class


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as written: the element, its target, the path below the book's folder, where it stands."""

    element: Element
    target: str
    path: str
    place: Span | None


def settle(picture: Picture, root: Path, access: Access, report: Report) -> None:
    """Name an image from the book's folder, and report what is wrong with it."""
    file = root / picture.path
    if not access.permits(file):
        report.error(
            "image.outside",
            f"the image `{picture.target}` is outside the book's folder",
            picture.place,
            "copy it into the book's folder, or allow its folder with --allow-path",
        )
    elif not is_file(file):
        message = f"the image `{picture.target}` does not exist"
        report.error("image.missing", message, picture.place, _near(root, picture.path))
    else:
        from . import images  # and Pillow with it, which a book without pictures does not need

        for fault in images.faults(file):
            message = f"the image `{picture.target}` {fault.message}"
            report.add(Diagnostic(fault.code, fault.severity, message, picture.place, fault.hint))
    picture.element.set("src", book_url(root, root.joinpath(picture.path)))
    _give_text(picture, report)


def _give_text(picture: Picture, report: Report) -> None:
    """Give an image a text where it has none; one that only decorates is not reported."""
    element = picture.element
    if has_class(element, DECORATIVE):
        element.set("alt", " ")
    elif not element.get("alt", "").strip():
        report.warning(
            "image.no-alt",
            f"the image `{picture.target}` has no text to stand for it",
            picture.place,
            f"write between the brackets what it shows, or {{.{DECORATIVE}}} behind it if it only decorates",
        )
        element.set("alt", Path(picture.path).stem)


def _near(root: Path, path: str) -> str | None:
    """Return a hint with the name in the folder that differs in case or ending only, or is most like this one."""
    folder, wanted = (root / path).parent, Path(path)
    if not is_folder(folder):
        return f"there is no folder `{posixpath.dirname(path)}`"
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return None
    same = [name for name in names if name.casefold() == wanted.name.casefold()]
    alike = same or [name for name in names if Path(name).stem.casefold() == wanted.stem.casefold()]
    return f"did you mean `{alike[0]}`?" if alike else near(wanted.name, names)
