"""A document drawn as a forme: what `weasyprint.pdf:generate_pdf` (70.0) does for a whole PDF, done for a part of one.

In: a laid-out document. Out: a `Forme`. Pages, annotations, images, tags come from stock's own functions; fonts are
noted and not embedded, links may lead out of the document, page numbers are left blank. Replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from typing import Any, Final

import pydyf
from tinycss2.color5 import D50, D65
from weasyprint.draw import draw_stacking_context
from weasyprint.matrix import Matrix
from weasyprint.pdf import _use_references
from weasyprint.pdf.anchors import add_annotations, add_forms
from weasyprint.stacking import StackingContext

from kanyin.engine.blocks import blocks
from kanyin.engine.faces import Foreign as Heard
from kanyin.engine.faces import listening
from kanyin.engine.folios import Blanks, leaving
from kanyin.engine.links import add_links, outermost
from kanyin.engine.margins import Set
from kanyin.engine.objects import as_stream, split
from kanyin.engine.pen import Known
from kanyin.engine.programs import use_of
from kanyin.engine.streams import joined
from kanyin.engine.structure import PageStream, Structure
from kanyin.engine.tally import Tally, tallying
from kanyin.forme import Anchor, Block, Bookmark, Content, Foreign, Forme, Page, Reference, Shared, Stream

_SCALE: Final = 0.75  # pt for a px
_ARTIFACT: Final = b"/Artifact << /Type /Pagination >> BDC"
_PLAIN_REFERENCE: Final = re.compile(rb"\d+ 0 R")


def draw(document: Any, sources: dict[Any, str]) -> Forme:
    """Return the document as a forme; `sources` says of each element where it was written."""
    with leaving() as blanks, listening(heard := _Heard(sources)), tallying() as tally:
        return _Drawing(document, blanks, sources).forme(heard, tally)


class _Heard(dict[tuple[str, str | None], Foreign]):
    """Characters in foreign faces, each with the first place it was met."""

    def __init__(self, sources: dict[Any, str]) -> None:
        super().__init__()
        self._sources = sources

    def __call__(self, heard: Heard) -> None:
        for character in heard.characters:
            if not character.isspace() and (character, heard.family) not in self:
                source = self._sources.get(heard.element, "")
                self[character, heard.family] = Foreign(character, heard.family, source)


class _Drawing:
    """One drawing in the making."""

    def __init__(self, document: Any, blanks: Blanks, sources: dict[Any, str]) -> None:
        self._document, self._blanks, self._sources = document, blanks, sources
        self._pdf = pydyf.PDF()
        self._images: dict[str, Any] = {}
        self._fonts: dict[Any, Known] = {}  # by Pango's pointer: looked for once, not once a page
        self._anchors: list[Any] = []
        self._attached: dict[str, Any] = {}
        self._margins: dict[int, tuple[int, Content]] = {}
        self._boxes: dict[tuple[float, float], dict[str, bytes]] = {}  # of pages, by their size
        self._resources = self._make_resources()
        self._structure = Structure(self._pdf)

    def forme(self, heard: _Heard, tally: Tally) -> Forme:
        """Draw everything."""
        document = self._document
        pages = tuple([self._page(index, page) for index, page in enumerate(document.pages)])
        self._resources["Font"] = _reference(Shared.FONTS, Reference.SHARED)
        _use_references(self._pdf, self._resources, self._images, document.color_profiles)
        for key, (annotation, _) in enumerate(self._structure.annotated, len(pages)):
            annotation["StructParent"] = _reference(key, Reference.PARENT_KEY)
        objects, found = split(self._pdf)
        streams = [(number, self._as_stream(stream)) for number, stream in found]
        links = {target for page in document.pages for kind, target, _, _ in page.links if kind == "internal"}
        return Forme(
            pages=pages,
            objects=tuple(objects),
            streams=tuple(streams),
            images=tuple(self._known_images(dict(streams))),
            margins=tuple(content for _, content in self._margins.values()),
            anchors=tuple(self._places()),
            bookmarks=tuple(self._bookmarks()),
            links=tuple(sorted(links)),
            fonts=tuple(map(use_of, document.fonts.values())),
            kids=tuple(self._structure.root.kids),
            parents=(*self._structure.parents, *(element.reference for _, element in self._structure.annotated)),
            fields=tuple(self._pdf.catalog.get("AcroForm", {}).get("Fields", ())),
            foreign=tuple(heard.values()),
            blocks=self._blocks(),
            # Where the hook `margins` gave way, stock's heads and feet show the numbers they were set with.
            numbered=any(vars(page._page_box).get("kanyin_numbered", True) for page in document.pages),
            exact=self._blanks.exact,
            lines=tally.lines,
            stock_lines=tally.stock,
            bleed=max((_SCALE * side for page in document.pages for side in page.bleed.values()), default=0.0),
        )

    # ---- pages

    def _page(self, index: int, page: Any) -> Page:
        """Draw a page; in its objects' place in the file, and in their order, as stock does it."""
        document, matrix = self._document, Matrix(_SCALE, 0, 0, -_SCALE, 0, page.height * _SCALE)
        stream = self._stream(page, {})
        self._pdf.add_object(stream)
        margins: dict[int, Set] = vars(page._page_box).get("kanyin_margins", {})
        contents = [stream.reference, *([_reference(index, Reference.MARGINS)] if margins else ())]
        made = pydyf.Dictionary({
            "Type": b"/Page", "Parent": _PARENT, **self._page_boxes(page.width, page.height),
            "Contents": pydyf.Array(contents),
            "Resources": self._resources.reference, "Tabs": b"/S",
            "StructParents": _reference(index, Reference.PARENT_KEY),
        })  # fmt: skip
        self._pdf.add_page(made)
        anchors = [(name, x, y) for name, (x, y, _, _) in page.anchors.items()]
        links = outermost(page.links)
        add_links((links, anchors), matrix, self._pdf, made, self._anchors, {})
        add_annotations(links, matrix, document, self._pdf, made, self._attached, True)
        add_forms(page.forms, matrix, self._pdf, made, self._resources, stream, document.font_config.font_map)
        stream.push_state()  # the margins' stream follows, and begins as this one did
        stream.transform(d=-1, f=page.height * _SCALE)  # drawn from the top left corner
        page.paint(stream, _SCALE)
        stream.pop_state()
        self._structure.add_page(page._page_box, made.reference, stream)
        return Page(made.number, tuple((count, self._margin(page, made)) for count, made in margins.items()))

    def _page_boxes(self, width: float, height: float) -> dict[str, bytes]:
        """Return MediaBox and TrimBox in pt. A page is its trim, what bleeds is drawn beyond; stock has all inside."""
        if (width, height) not in self._boxes:
            trim = pydyf.Array([0, 0, _SCALE * width, _SCALE * height]).data
            self._boxes[width, height] = {"MediaBox": trim, "TrimBox": trim}
        return self._boxes[width, height]

    def _margin(self, page: Any, made: Set) -> int:
        """Draw what stands in the margins, once for all pages that share it; return its index."""
        if id(made) not in self._margins:
            content: Content = ()
            if made.boxes:
                stream = self._stream(page, None)
                stream.stream.append(_ARTIFACT)
                with stream.stacked():
                    stream.transform(a=_SCALE, d=-_SCALE, f=page.height * _SCALE)
                    alone = page._page_box.copy_with_children(made.boxes)
                    draw_stacking_context(stream, StackingContext.from_page(alone))
                stream.stream.append(b"EMC")
                content = self._blanks.parts(joined(stream))
            self._margins[id(made)] = len(self._margins), content
        return self._margins[id(made)][0]

    def _stream(self, page: Any, tags: dict[Any, Any] | None) -> Any:
        left, top = page.bleed["left"], page.bleed["top"]
        width, height = page.width + left + page.bleed["right"], page.height + top + page.bleed["bottom"]
        stream = PageStream(
            self._document.fonts, (-left, -top, width, height), self._resources, self._images, tags,
            self._document.color_profiles, self._document.output_intent, compress=True,
        )  # fmt: skip
        stream.kanyin_fonts = self._fonts
        return stream

    def _make_resources(self) -> Any:
        """Return the dictionary of resources that all pages share."""
        colors = {
            f"lab-{name}": pydyf.Array(
                ("/Lab", pydyf.Dictionary({"WhitePoint": pydyf.Array(white), "Range": pydyf.Array((-125, 125) * 2)}))
            )
            for name, white in (("d50", D50), ("d65", D65))
        }
        for name, profile in self._document.color_profiles.items():
            stream = pydyf.Stream([profile.content], pydyf.Dictionary({"N": len(profile.components)}), compress=True)
            self._pdf.add_object(stream)
            profile.pdf_reference = stream.reference
            colors[name] = pydyf.Array(("/ICCBased", stream.reference))
        spaces = pydyf.Dictionary(colors)
        self._pdf.add_object(spaces)
        kinds = {kind: pydyf.Dictionary() for kind in ("ExtGState", "XObject", "Pattern", "Shading")}
        resources = pydyf.Dictionary({**kinds, "ColorSpace": spaces.reference})
        self._pdf.add_object(resources)
        return resources

    # ---- what goes with them

    def _places(self) -> Iterator[Anchor]:
        pages = {page: index for index, page in enumerate(self._pdf.page_references)}
        for name, (page, _, x, y, _) in self._anchors:
            yield Anchor(name, pages[page], x, y)

    def _bookmarks(self) -> Iterator[Bookmark]:
        for index, page in enumerate(self._document.pages):
            for level, label, (x, y), state in page.bookmarks:
                yield Bookmark(index, level, label, x * _SCALE, (page.height - y) * _SCALE, state)

    def _blocks(self) -> tuple[Block, ...]:
        pages = enumerate(self._document.pages)
        return tuple(chain.from_iterable(blocks(page, index, self._sources) for index, page in pages))

    def _as_stream(self, stream: Any) -> Stream:
        content = joined(stream)
        parts = self._blanks.parts(content) if isinstance(stream, PageStream) else ()
        if len(parts) > 1:
            return Stream(pydyf.Dictionary(stream.extra).data, None, parts)
        return as_stream(stream, content)

    def _known_images(self, streams: dict[int, Stream]) -> Iterator[tuple[int, str]]:
        """Yield the number of each image and mask, and what it is known by to other formes."""
        for image in self._images.values():
            numbers = [image["x_object"].number]
            mask = image["x_object"].extra.get("SMask")
            if mask is not None:
                numbers.insert(0, int(mask.split()[0]))
            digest = sha256()
            for number in numbers:
                digest.update(_PLAIN_REFERENCE.sub(b"", streams[number].head) + (streams[number].data or b""))
                yield number, digest.hexdigest()


def _reference(number: int, kind: Reference) -> bytes:
    return b"%d %d R" % (number, kind.value)


_PARENT: Final = _reference(Shared.PAGES, Reference.SHARED)
