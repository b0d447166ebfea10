"""The structure of a document for those who do not see its pages (ISO 32000-1 §14.7 and 14.8).

In: page boxes as they were laid out and drawn, and the marked content of each. Out: structure elements as PDF objects.
It does what `weasyprint.pdf.tags:add_tags` (70.0) does, otherwise: an element that a page end cuts is one element, text
belongs to its paragraph and not to an element of its own for each line, a list item has a label and a body, a note is a
`Note` that stands where it is called. What only groups (`div`, `span`) has no element. Heads and
captions that a table repeats, decorative images and margin boxes are artifacts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pydyf
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from kanyin.engine.continuing import is_continued
from kanyin.forme import Reference, Shared

_TAGS: Final = {
    "main": "Part", "article": "Art", "section": "Sect", "blockquote": "BlockQuote", "p": "P", "pre": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "dl": "L", "ul": "L", "ol": "L", "li": "LI",
    "dt": "LI", "dd": "LI", "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR",
    "th": "TH", "td": "TD", "img": "Figure", "{http://www.w3.org/2000/svg}svg": "Figure", "caption": "Caption",
    "figcaption": "Caption",
}  # fmt: skip
_SVG: Final = "{http://www.w3.org/2000/svg}"
_LABELS: Final = ("li::marker", "li::before")
_REPEATED: Final = ("thead", "tfoot")


class PageStream(Stream):  # type: ignore[misc]
    """A page's content stream that knows where its marked content begins, so that it can become an artifact.

    `kanyin_pen` is what the text before was written with, as `painting.py` has it.
    """

    kanyin_pen: Any = None

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Draw what belongs to a box."""
        begin_mark(self, box, tag)
        yield
        end_mark(self)

    def clone(self, **changes: Any) -> Any:
        """Return an empty stream for the same page."""
        cloned = super().clone(**changes)
        cloned.__class__ = PageStream
        return cloned


def begin_mark(stream: Any, box: Any, tag: str) -> None:
    """Begin the content of a box, as `Stream.marked` does: tag, number and operator are an item each."""
    if (tags := stream._tags) is not None:
        items, number = stream.stream, len(tags)
        items += (f"/{tag}".encode(), b"<</MCID %d>>" % number, b"BDC")
        tags[box] = {"tag": tag, "mcid": number, "at": (items, len(items) - 1)}


def end_mark(stream: Any) -> None:
    """End the content of a box."""
    if stream._tags is not None:
        stream.stream.append(b"EMC")


class Element(pydyf.Object):  # type: ignore[misc]
    """A structure element. Its kids are numbers of marked content with their page, elements, and annotations."""

    def __init__(self, tag: str, parent: Element | None, source: tuple[Any, str | None] = (None, None)) -> None:
        super().__init__()
        self.tag, self.parent, self.source = tag, parent, source
        self.page: bytes | None = None  # a reference to the page of its first content
        self.kids: list[bytes] = []
        self.attributes: dict[str, Any] = {}

    @property
    def data(self) -> bytes:
        """The element as a PDF dictionary."""
        parent = self.parent.reference if self.parent else b"null"
        entries = [b"<</Type/StructElem/S/", self.tag.encode(), b"/P ", parent]
        if self.page:
            entries += [b"/Pg ", self.page]
        for name, value in self.attributes.items():
            entries += [b"/", name.encode(), b" ", value if isinstance(value, bytes) else value.data]
        return b"".join([*entries, b"/K[", b" ".join(self.kids), b"]>>"])

    def add_content(self, page: bytes, number: int) -> None:
        """Take in marked content of a page."""
        self.page = self.page or page
        if page == self.page:
            self.kids.append(b"%d" % number)
        else:
            self.kids.append(b"<</Type/MCR/Pg %b/MCID %d>>" % (page, number))


class Structure:
    """The elements of one document, made page by page.

    `root` stands for the document element of the volume; `parents` are the values of the parent tree: for each page
    the elements of its marked content, then the element of each annotation.
    """

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self.root = Element("Document", None)
        self.root.number, self.root.generation = Shared.DOCUMENT, Reference.SHARED
        self.parents: list[bytes] = []
        self.annotated: list[tuple[Any, Element]] = []
        self._known: dict[tuple[Any, str | None], Element] = {}
        self._items: dict[Element, Element] = {}  # the last item of each list
        self._page, self._height = b"", 0.0
        self._heads: dict[tuple[Any, str | None], int] = {}  # heads and feet of tables, by the page they were met on
        self._tags: dict[Any, Any] = {}
        self._owners: dict[int, Element] = {}

    def add_page(self, box: Any, page: bytes, stream: Any) -> None:
        """Make the elements of a page; what of its content belongs to none becomes an artifact."""
        self._page, self._height, self._tags, self._owners = page, box.margin_height(), stream._tags, {}
        count = len(self._tags)
        for child in box.children:
            self._walk(child, self.root)
        for left in self._tags.values():
            _make_artifact(left)
        owners = [self._owners[n].reference if n in self._owners else b"null" for n in range(count)]
        self.parents.append(b"[" + b" ".join(owners) + b"]")

    def _walk(self, box: Any, parent: Element) -> None:
        kind = type(box)
        if kind is boxes.LineBox:  # no element's
            self._walk_line(box, parent)
            return
        if kind is boxes.TextBox:
            self._add_content(box, parent)
            return
        if kind is AbsolutePlaceholder:
            box = box._box
        if isinstance(box, boxes.MarginBox) or self._is_repeated(box):
            return
        element = self._element(box, parent)
        if box.link_annotation:
            self._annotate(_holder(element, "Link") or element, box.link_annotation)
        if box.widget_annotation:
            self._annotate(self._new("Form", element), box.widget_annotation)
        if isinstance(box, boxes.ReplacedBox):
            self._add_content(box, element)
        for child in box.children:
            self._walk(child, element)

    def _walk_line(self, line: Any, parent: Element) -> None:
        for child in line.children:
            if not isinstance(child, boxes.TextBox):
                self._walk(child, parent)
            elif child in self._tags:  # not all of a paragraph's text has marks of its own
                self._add_content(child, parent)

    def _is_repeated(self, box: Any) -> bool:
        if box.element_tag in _REPEATED:
            page = len(self.parents)
            return self._heads.setdefault((box.element, box.element_tag), page) < page or is_continued(box)
        return is_continued(box)

    def _add_content(self, box: Any, element: Element) -> None:
        kid = self._tags.pop(box, None)
        if kid is None:
            return
        if isinstance(box, boxes.ReplacedBox) and element.tag != "Figure":  # decorative
            _make_artifact(kid)
            return
        element.add_content(self._page, kid["mcid"])
        self._owners[kid["mcid"]] = element

    def _annotate(self, element: Element, annotation: Any) -> None:
        element.kids.append(b"<</Type/OBJR/Obj %b/Pg %b>>" % (annotation.reference, self._page))
        element.page = element.page or self._page
        self.annotated.append((annotation, element))

    # ---- which element a box has

    def _element(self, box: Any, parent: Element) -> Element:
        """Return the element of a box, which may be its parent's."""
        name, source = box.element_tag, (box.element, box.element_tag)
        if box.element is None or parent.source == source:
            return parent
        if isinstance(box.style, AnonymousStyle) and not (box.is_table_wrapper and name == "table"):
            return parent
        if source in self._known:
            return self._known[source]
        if name in _LABELS:
            return self._remember(source, self._label(parent))
        if name.endswith("::footnote-call"):
            self._note(box.element, parent)
            return parent
        if name.endswith("::footnote-marker"):
            return self._remember(source, self._new("Lbl", parent))
        # What is higher than the link around it has an annotation of its own; a picture is a figure all the same.
        if box.link_annotation and not isinstance(box, boxes.ReplacedBox):
            return parent if _holder(parent, "Link") else self._remember(source, self._new("Link", parent, source))
        tag = _TAGS.get(name)
        if tag is None:
            language = box.element.get("lang") if "::" not in name and name != "html" else None
            return self._remember(source, self._in_language(language, box, parent)) if language else parent
        return self._remember(source, self._tagged(tag, box, parent, source))

    def _tagged(self, tag: str, box: Any, parent: Element, source: tuple[Any, str]) -> Element:
        if tag == "LI":
            return self._item(box.element, parent, source)
        if tag == "Figure" and not (alternative := _alternative(box.element)):
            return parent
        element = self._new(tag, parent, source)
        if tag == "Figure":
            element.attributes["Alt"] = pydyf.String(alternative)
            element.attributes["A"] = _layout(box, self._height)
        elif tag in ("TH", "TD"):
            element.attributes |= _cell(tag, box)
        elif language := box.element.get("lang"):
            element.attributes["Lang"] = pydyf.String(language)
        return element

    def _item(self, element: Any, parent: Element, source: tuple[Any, str]) -> Element:
        """Return the body of a list item; a term is the label of an item whose body the description is."""
        item = self._items.get(parent) if element.tag == "dd" else None
        item = self._items[parent] = item or self._new("LI", parent)
        if element.tag == "dt":
            return self._new("Lbl", item, source)
        return self._new("LBody", item, source)

    def _label(self, parent: Element) -> Element:
        """Return the label of the list item that `parent` is in."""
        if (item := _holder(parent, "LI")) is None:
            return parent
        label = Element("Lbl", item)
        self._pdf.add_object(label)
        item.kids.insert(0, label.reference)
        return label

    def _note(self, element: Any, parent: Element) -> None:
        """Make the element of a note, where the note is called."""
        source = (element, element.tag)
        if source not in self._known:
            note = self._known[source] = self._new("Note", parent, source)
            # The binder puts the key of the page here, which no other page of the volume has.
            page = b"%d %d R" % (len(self.parents), Reference.PARENT_KEY)
            note.attributes["ID"] = b"(note-%b-%d)" % (page, note.number)

    def _in_language(self, language: str, box: Any, parent: Element) -> Element:
        """Return an element that only says which language it is in."""
        tag = "Span" if isinstance(box, boxes.InlineLevelBox) else "Div"
        element = self._new(tag, parent, (box.element, box.element_tag))
        element.attributes["Lang"] = pydyf.String(language)
        return element

    def _new(self, tag: str, parent: Element, source: tuple[Any, str | None] = (None, None)) -> Element:
        element = Element(tag, parent, source)
        self._pdf.add_object(element)
        parent.kids.append(element.reference)
        return element

    def _remember(self, source: tuple[Any, str | None], element: Element) -> Element:
        self._known[source] = element
        return element


def _holder(element: Element | None, tag: str) -> Element | None:
    """Return the element, or the nearest one it is in, with this tag."""
    while element is not None and element.tag != tag:
        element = element.parent
    return element


def _make_artifact(kid: dict[str, Any]) -> None:
    stream, at = kid["at"]
    stream[at - 2 : at + 1] = b"/Artifact", b"", b"BMC"  # in place of tag, number and operator: as many items


def _alternative(element: Any) -> str:
    """Return the text for those who do not see an image; nothing where it only decorates (HTML, `alt=""`)."""
    if element.tag.startswith(_SVG):
        title = element.find(f"{_SVG}title")
        return ((title.text or "") if title is not None else "").strip()
    return (element.get("alt") or "").strip()


def _layout(box: Any, height: float) -> Any:
    """Return where an image stands, in pt, on a page so many px high."""
    left, top = box.content_box_x(), box.content_box_y()
    corners = (left, height - top - box.height, left + box.width, height - top)
    return pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array([round(0.75 * value, 3) for value in corners])})


def _cell(tag: str, box: Any) -> dict[str, Any]:
    made = pydyf.Dictionary({"O": "/Table"})
    if tag == "TH":
        made["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    if box.colspan != 1:
        made["ColSpan"] = box.colspan
    if box.rowspan != 1:
        made["RowSpan"] = box.rowspan
    return {"A": made} if len(made) > 1 else {}
