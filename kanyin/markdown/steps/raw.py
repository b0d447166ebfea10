"""Writing a part of the tree as HTML, its raw pieces included.

In: elements, some of which stand for raw HTML. Out: HTML text with `data-src` on raw block tags, without scripts, comments
and unmatched closing tags; and warnings about tags that do not match.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from ..chapter import MAX_DEPTH, RAW, Host
from .trees import BLOCKS, VOID

_DROPPED = frozenset({"script", "plaintext", "noscript", "template", "frameset", "noframes", "xmp", "noembed"})
_IGNORED = frozenset({"html", "head", "body"})
_MAY_STAY_OPEN = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "rt", "rp"})


class HtmlWriter:
    """Collects HTML; `open_tags` are the raw tags still open, each with the line it was opened on (from 0)."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.open_tags: list[tuple[str, int]] = []
        self.dropping = ""  # the element whose content is being dropped
        self._parts: list[str] = []
        self._line = 0

    def write(self, element: Element) -> None:
        """Write an element and what it holds. The depth is that of Markdown's blocks and inlines, which is limited."""
        src = element.get("data-src")
        if src and element.get("class") != "footnote":
            self._line = self.host.chapter.line_of(src)
        if element.tag == RAW:
            _RawReader(self, self._line).read(element.text or "")
        else:
            self.put(_start_tag(element.tag, element.items()))
            self.text(element.text)
            for child in element:
                self.write(child)
                self.text(child.tail)
            if element.tag not in VOID:
                self.put(f"</{element.tag}>")

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
        for tag, line in self.open_tags:
            if tag not in _MAY_STAY_OPEN:
                self.warn("html-unclosed", f"<{tag}> is never closed", line, f"close it with </{tag}>")
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
        """Pass `html` on to the writer."""
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
        if tag not in VOID:
            writer.open_tags.append((tag, self._line))
            if len(writer.open_tags) > MAX_DEPTH:
                return
        given = [(name, value or "") for name, value in attrs if not name.startswith("on") and name != "data-src"]
        if tag in BLOCKS:
            line = self._line
            given.append(("data-src", writer.host.chapter.src(line, line)))
        writer.put(_start_tag(tag, given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        writer = self._writer
        if writer.dropping:
            if tag == writer.dropping:
                writer.dropping = ""
            return
        if tag in _IGNORED or tag in VOID:
            return
        index = next((i for i in range(len(writer.open_tags) - 1, -1, -1) if writer.open_tags[i][0] == tag), None)
        if index is None:
            hint = f"delete it, or open <{tag}> before it"
            writer.warn("html-unopened", f"</{tag}> closes nothing", self._line, hint)
            return
        for inner, line in writer.open_tags[index + 1 :]:
            if inner not in _MAY_STAY_OPEN:
                writer.warn(
                    "html-unclosed", f"<{inner}> is not closed before </{tag}>", line, f"close it with </{inner}>"
                )
        dropped = len(writer.open_tags) > MAX_DEPTH
        del writer.open_tags[index:]
        if not dropped or index < MAX_DEPTH:
            writer.put(f"</{tag}>")

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

    def unknown_decl(self, data: str) -> None:
        if data.upper().startswith("CDATA["):
            self._writer.put(escape(data[6:], quote=False))


def _start_tag(tag: str, attributes: Iterable[tuple[str, str]]) -> str:
    pairs = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return f"<{tag}{pairs}>"
