"""Writing a part of the tree as HTML, its raw pieces included.

In: elements, some of which stand for raw HTML. Out: HTML text with `data-src` on raw block tags, without scripts,
comments and unmatched closing tags; and warnings about tags that do not match.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from ...records import dataclass
from ..chapter import MAX_DEPTH, RAW, Host
from .trees import BLOCKS, VOID

_DROPPED = frozenset({"script"})
_IGNORED = frozenset(  # tags without meaning here, some of which would swallow what follows; their content stays
    {
        *("body", "frame", "frameset", "head", "html", "noembed", "noframes", "noscript", "plaintext", "template"),
        *("xmp", "listing"),
    }
)
_MAY_STAY_OPEN = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "rt", "rp"})


@dataclass(frozen=True, slots=True)
class OpenTag:
    """A raw start tag: its line (from 0), and its place among the parts written, -1 if it was nested too deep."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    part: int

    def html(self, host: Host, last: int) -> str:
        """Return the tag as HTML, for an element that ends on line `last`."""
        source = [("data-src", host.chapter.src(self.line, max(last, self.line)))] if self.name in BLOCKS else []
        return _start_tag(self.name, [*self.attributes, *source])


class HtmlWriter:
    """Collects HTML; `open_tags` are the raw tags still open."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.open_tags: list[OpenTag] = []
        self.dropping = ""  # the element whose content is being dropped
        self._parts: list[str] = []
        self._line = 0
        self._floor = 0  # how many raw tags were open when the Markdown element we are in began
        self._late: list[tuple[str, int]] = []  # end tags that wait for its end

    def write(self, element: Element) -> None:
        """Write an element and what it holds. The depth is that of Markdown's blocks and inlines, which is limited."""
        src = element.get("data-src")
        if src and element.get("class") != "footnote":
            self._line = self.host.chapter.line_of(src)
        if element.tag == RAW:
            _RawReader(self, self._line).read(element.text or "")
        elif element.tag in VOID:
            self.put(_start_tag(element.tag, element.items()))
        else:
            self._write_whole(element)

    def _write_whole(self, element: Element) -> None:
        """Write a Markdown element; a raw tag opened in it ends with it, so that it cannot leak into the next block."""
        floor, self._floor, dropping = self._floor, len(self.open_tags), self.dropping
        self.put(_start_tag(element.tag, element.items()))
        self.text(element.text)
        for child in element:
            self.write(child)
            self.text(child.tail)
        if self.dropping and not dropping:
            self.dropping = ""
        self._close_from(self._floor, "in the same block", self._line)
        self.put(f"</{element.tag}>")
        self._floor = floor
        late, self._late = self._late, []
        for name, line in late:
            self.end_tag(name, line)

    def open_tag(self, name: str, attributes: list[tuple[str, str]], line: int) -> None:
        """Add a raw start tag; a block's `data-src` is completed when its end tag comes."""
        tag = OpenTag(name, tuple(attributes), line, len(self._parts))
        if name in VOID:
            self.put(tag.html(self.host, line))
            return
        kept = len(self.open_tags) < MAX_DEPTH
        self.open_tags.append(tag if kept else replace(tag, part=-1))
        self.put(tag.html(self.host, line) if kept else "")

    def end_tag(self, name: str, line: int) -> None:
        """Add a raw end tag, and end what was opened inside of the element it closes.

        One that closes an element around the Markdown element we are in waits until that has ended.
        """
        if self.dropping:
            self.dropping = "" if name == self.dropping else self.dropping
            return
        index = next((i for i in range(len(self.open_tags) - 1, -1, -1) if self.open_tags[i].name == name), -1)
        if index < 0:
            self.warn("html-unopened", f"</{name}> closes nothing", line, f"delete it, or open <{name}> before it")
        elif index < self._floor:
            self._late.append((name, line))
        else:
            self._close_from(index + 1, f"before </{name}>", line)
            self._close_one(line)

    def _close_from(self, height: int, where: str, line: int) -> None:
        """Close the tags opened above `height`, with a warning for those that HTML does not close by itself."""
        while len(self.open_tags) > height:
            tag = self.open_tags[-1]
            if tag.name not in _MAY_STAY_OPEN:
                message, hint = f"<{tag.name}> is not closed {where}", f"close it with </{tag.name}>"
                self.warn("html-unclosed", message, tag.line, hint)
            self._close_one(line)

    def _close_one(self, line: int) -> None:
        tag = self.open_tags.pop()
        if tag.part >= 0:
            self._parts[tag.part] = tag.html(self.host, line)
            self.put(f"</{tag.name}>")

    def put(self, html: str) -> None:
        """Add HTML, unless we are inside of something that is dropped."""
        if not self.dropping:
            self._parts.append(html)

    def text(self, text: str | None) -> None:
        """Add text; the lines it spans move the place of what follows on."""
        if text:
            self._line += text.count("\n")
            self.put(escape(text, quote=False))

    def finish(self) -> str:
        """Return the HTML, after a warning for every tag that is still open."""
        self.dropping = ""
        self._close_from(0, "in this chapter", self._line)
        return "".join(self._parts)

    def warn(self, code: str, message: str, line: int, hint: str) -> None:
        """Report a warning about raw HTML on `line`."""
        self.host.warn(code, message, self.host.chapter.span(line), hint)


class _RawReader(HTMLParser):
    """Reads one raw piece tag by tag, for its lines and for what must not come through."""

    def __init__(self, writer: HtmlWriter, line: int) -> None:
        super().__init__(convert_charrefs=False)
        self._writer = writer
        self._first = line

    def read(self, html: str) -> None:
        """Pass `html` on to the writer. A processing instruction ends at `?>`, for the host's parser at any `>`."""
        if html.lstrip().startswith("<?"):
            html = html.partition("?>")[2]
        self.feed(html)
        rest = self.rawdata  # a tag begun and not ended, or character data at the end
        self.rawdata = ""
        if rest and not rest.startswith("<!--"):
            self._writer.put(escape(rest, quote=False))

    @property
    def _line(self) -> int:
        return self._first + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        writer = self._writer
        if tag in _DROPPED and not writer.dropping:
            writer.warn(
                "html-dropped", f"<{tag}> is left out: a printed page runs nothing", self._line, f"delete <{tag}>"
            )
            writer.dropping = tag
        if tag in _IGNORED or writer.dropping:
            return
        given = [(name, value or "") for name, value in attrs if not name.startswith("on") and name != "data-src"]
        writer.open_tag(tag, given, self._line)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _IGNORED and tag not in VOID:
            self._writer.end_tag(tag, self._line)

    def handle_data(self, data: str) -> None:
        self._writer.put(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self._writer.put(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._writer.put(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        if data.strip().lower() == "pagebreak":
            src = self._writer.host.chapter.src(self._line, self._line)
            self._writer.put(f'<div class="pagebreak" data-src="{escape(src)}"></div>')

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read `<![…`; the host's parser fails on one that names nothing (`<![0`), which in HTML is a comment."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def unknown_decl(self, data: str) -> None:
        if data.upper().startswith("CDATA["):
            self._writer.put(escape(data[6:], quote=False))


def _start_tag(tag: str, attributes: Iterable[tuple[str, str]]) -> str:
    pairs = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return f"<{tag}{pairs}>"
