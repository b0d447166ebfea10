"""E-books for the tests. In: pages, and what the package says. Out: the bytes of an .epub, always the same."""

from __future__ import annotations

from collections.abc import Mapping

from .word_files import zipped

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'

CONTAINER = (
    f'{HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def page(body: str, title: str = "") -> str:
    """Return a page."""
    return (
        f'{HEAD}<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


def nav(entries: str) -> str:
    """Return the contents of an EPUB 3: the items of its list."""
    return page(f'<nav epub:type="toc"><ol>{entries}</ol></nav>')


def epub(
    pages: Mapping[str, str],
    *,
    contents: str = "",
    metadata: str = "",
    files: Mapping[str, str | bytes] | None = None,
    items: str = "",
    guide: str = "",
) -> bytes:
    """Return an e-book of the pages, in their order; `files` are further files below OEBPS/."""
    manifest = "".join(
        f'<item id="p{i}" href="{name}" media-type="application/xhtml+xml"/>' for i, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="p{i}"/>' for i in range(len(pages)))
    toc = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' if contents else ""
    package = (
        f'{HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{manifest}{toc}{items}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>"
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/content.opf": package,
            **({"OEBPS/nav.xhtml": nav(contents)} if contents else {}),
            **{f"OEBPS/{name}": text for name, text in pages.items()},
            **{f"OEBPS/{name}": data for name, data in (files or {}).items()},
        }
    )
