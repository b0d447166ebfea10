"""The content of a paragraph → Markdown, or HTML where Markdown is not read.

In: inlines. Out: their text in one of two spellings. A mark is written with Markdown's signs only where these cannot
be taken for anything else beside their neighbours; elsewhere as a tag. Not done: what opens a line (`escape_opener`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from kanyin.importer.escape import escape_inline
from kanyin.importer.model import Anchor, Break, Image, Inline, Mark, Note, Ruby, Run
from kanyin.importer.writing.tags import href_of, links, ruby
from kanyin.records import dataclass

# The signs of a mark, where it has any.
_SIGNS: Final = {Mark.STRONG: "**", Mark.EM: "*", Mark.DEL: "~~", Mark.HIGHLIGHT: "=="}
_SHIFTED: Final = {Mark.SUP: "^", Mark.SUB: "~"}
_TAGS: Final = {mark: mark.value for mark in Mark if mark is not Mark.DOTS}
_BLANK: Final = re.compile(r"(?<![A-Za-z0-9_\\])(?:\\_){3,}(?![A-Za-z0-9_\\])")
_BLANK_INSIDE: Final = re.compile(r"(?<=[\u3400-\u9fff])(?:\\_){3,}(?=[\u3400-\u9fff])")
_SIMPLE: Final = re.compile(r"[0-9A-Za-z+\-−]+")
_WORD: Final = re.compile(r"[0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff]")
_AUTOLINK: Final = re.compile(r"https?://[A-Za-z0-9\-./?#&=%:]+[A-Za-z0-9/]")
_ADDRESS_UNSAFE: Final = re.compile(r"[\s<>()]")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")


@dataclass(frozen=True, slots=True)
class _Context:
    """The paragraph that is being written: its text, what a break becomes, whether it holds anything but plain text,
    whether signs are written in it that come in pairs."""

    plain: str
    line_end: str
    mixed: bool
    signed: bool


NoteNamer = Callable[[Note], str]
"""Says how a note is called in the text."""


def tidy(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the content with white space single, none at either end or beside a break, and equal runs joined."""
    out: list[Inline] = []
    for item in content:
        if isinstance(item, Run):
            text = re.sub(r"[ \t\r\n\f\v]+", " ", item.text)
            if _begins_line(out):
                text = text.lstrip(" \u3000\u00a0")
            elif _ends_in_space(out):
                text = text.lstrip(" ")
            previous = out[-1] if out else None
            if isinstance(previous, Run) and (previous.marks, previous.href) == (item.marks, item.href):
                out[-1] = Run(previous.text + text, item.marks, item.href)
            elif text:
                out.append(Run(text, item.marks, item.href))
        else:
            if isinstance(item, Break):
                _strip_end(out)
                if all(isinstance(before, Anchor) for before in out):
                    continue
            out.append(item)
    _strip_end(out)
    while out and isinstance(out[-1], Break):
        out.pop()
        _strip_end(out)
    return tuple(out)


def _begins_line(out: Sequence[Inline]) -> bool:
    """Nothing before it but anchors, or a break."""
    last = next((item for item in reversed(out) if not isinstance(item, Anchor)), None)
    return last is None or isinstance(last, Break)


def _ends_in_space(out: Sequence[Inline]) -> bool:
    """Nothing before it, a break, or a space, whatever anchors stand between."""
    for item in reversed(out):
        if not isinstance(item, Anchor):
            return isinstance(item, Break) or (isinstance(item, Run) and item.text[-1:] in (" ", "\u3000"))
    return True


def _strip_end(out: list[Inline]) -> None:
    while out and isinstance(last := out[-1], Run):
        text = last.text.rstrip(" \u3000\u00a0")
        if text:
            out[-1] = Run(text, last.marks, last.href)
            return
        out.pop()


def without_indent(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the content without the blanks that indent its first line."""
    out = list(content)
    for i, item in enumerate(out):
        if isinstance(item, Run):
            out[i] = Run(item.text.lstrip(" \u3000\u00a0\t\r\n"), item.marks, item.href)
            if out[i].text:  # type: ignore[union-attr]
                break
        elif not isinstance(item, Anchor):
            break
    return tuple(item for item in out if not (isinstance(item, Run) and not item.text))


class Inlines:
    """Writes inlines as Markdown; `line_end` is what a break becomes."""

    def __init__(self, name_of: NoteNamer) -> None:
        self._name_of = name_of

    def markdown(self, content: Sequence[Inline], line_end: str = "\\\n") -> str:
        """Return the content as Markdown."""
        plain = "\ufffc".join(item.text if isinstance(item, Run) else "" for item in content)
        context = _Context(plain, line_end, list(content) != [Run(plain)], any(map(_is_signed, content)))
        out = ""
        groups = [list(group) for group in links(content)]
        for i, group in enumerate(groups):
            following = _first_char(groups[i + 1]) if i + 1 < len(groups) else ""
            out += self._linked(group, context, out, following)
        return out

    def _linked(self, group: list[Inline], context: _Context, before: str, after: str) -> str:
        href = href_of(group[0])
        if not href:
            return self._marked(group, tuple(Mark), context, before, after)
        text = "".join(item.text for item in group if isinstance(item, Run))
        if text == href and _AUTOLINK.fullmatch(href) and len(group) == 1:
            return f"<{href}>"
        inside = self._marked(group, tuple(Mark), context, "[", "]")
        return f"[{_bracketed(inside)}]({destination(href)})"

    def _marked(self, items: list[Inline], marks: tuple[Mark, ...], context: _Context, before: str, after: str) -> str:
        """Write the items, marks from the first of `marks` on; `before` is what is written, `after` what will be."""
        if not marks:
            return "".join(self._bare(item, context) for item in items)
        mark, out = marks[0], ""
        groups = [(has, list(group)) for has, group in groupby(items, lambda item: _has(item, mark))]
        for i, (has, group) in enumerate(groups):
            following = _first_char(groups[i + 1][1]) if i + 1 < len(groups) else after
            if not has:
                out += self._marked(group, marks[1:], context, before + out, following)
                continue
            lead, core, trail = _without_outer_space(group, mark)
            inside = self._marked(core, marks[1:], context, "", "")
            prefix = self._marked(lead, marks[1:], context, before + out, "")
            out += prefix + _wrapped(mark, inside, core, before + out + prefix, " " if trail else following)
            out += self._marked(trail, marks[1:], context, "", following)
        return out

    def _bare(self, item: Inline, context: _Context) -> str:
        match item:
            case Run(text, marks, _):
                return _code(text) if Mark.CODE in marks else _text(text, context)
            case Break():
                return context.line_end
            case Image(name, alt, width, _):
                size = f"{{width={width}%}}" if width else ""
                return f"![{_bracketed(escape_inline(alt, alt))}]({destination(name)}){size}"
            case Note():
                return self._name_of(item)
            case Anchor(name):
                return f"[]{{#{name}}}"
            case Ruby():
                return ruby(item)
        raise AssertionError(item)


def _is_signed(item: Inline) -> bool:
    return isinstance(item, Run) and bool(item.marks & {Mark.DEL, Mark.HIGHLIGHT, Mark.SUP, Mark.SUB})


def _text(text: str, context: _Context) -> str:
    """Escape a run. Beside links `]` ends a bracket, and `!` and `^` change what the next one means."""
    # Signs that are written for marks would pair with one that stands in the text.
    out = escape_inline(text, context.plain * 2 if context.signed else context.plain)
    # A line to write on is Kanyin's own sign for one, unless it is all there is (that would be a rule), or one of two
    # that could be taken for signs of emphasis: those between letters cannot.
    if context.plain.strip(" _\u3000\ufffc"):
        alone = len(re.findall("_+", context.plain)) == 1
        out = (_BLANK if alone else _BLANK_INSIDE).sub(lambda match: match[0].replace("\\", ""), out)
    if not context.mixed:
        return out
    out = out.replace("]", "\\]").replace("^", "&#94;")
    return out[:-1] + "&#33;" if out.endswith("!") else out


def _bracketed(text: str) -> str:
    return text.replace("\n", " ")


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _wrapped(mark: Mark, inside: str, core: list[Inline], before: str, after: str) -> str:
    if not core or mark is Mark.CODE:
        return inside
    if mark is Mark.DOTS:
        return f"[{_bracketed(inside)}]{{.dots}}"
    sign = _SIGNS.get(mark) or _SHIFTED.get(mark)
    if sign and (_may_shift if mark in _SHIFTED else _may_sign)(sign, inside, before, after):
        return f"{sign}{inside}{sign}"
    return f"<{_TAGS[mark]}>{inside}</{_TAGS[mark]}>"


def _may_sign(sign: str, inside: str, before: str, after: str) -> bool:
    """Signs are read as meant where letters stand inside both, and no other sign of the kind touches them."""
    if not (_WORD.match(inside[0]) and _WORD.match(inside[-1])) or sign[0] in inside or "\n" in inside:
        return False
    return before[-1:] not in (sign[0], "\\") and after != sign[0] and not after.startswith("&")


def _may_shift(sign: str, inside: str, before: str, after: str) -> bool:
    letter = bool(before) and before[-1].isascii() and before[-1].isalnum()
    return bool(_SIMPLE.fullmatch(inside)) and letter and after not in (sign, "*", "[")


def _has(item: Inline, mark: Mark) -> bool:
    return isinstance(item, Run) and mark in item.marks


def _first_char(items: Sequence[Inline]) -> str:
    """Return what the Markdown of the items begins with, `*` for any sign."""
    item = items[0]
    if isinstance(item, Run):
        return "*" if item.marks or item.href else item.text[:1]
    return "\n" if isinstance(item, Break) else "<" if isinstance(item, Ruby) else "["


def _without_outer_space(items: list[Inline], mark: Mark) -> tuple[list[Inline], list[Inline], list[Inline]]:
    """Return the items with the white space at their ends, which a mark must not touch, apart."""
    lead, trail, core = list[Inline](), list[Inline](), list(items)
    if isinstance(first := core[0], Run) and first.text[:1].isspace() and Mark.CODE not in first.marks:
        text = first.text.lstrip()
        lead.append(Run(first.text[: len(first.text) - len(text)]))
        core[:1] = [Run(text, first.marks, first.href)] if text else []
    if core and isinstance(last := core[-1], Run) and last.text[-1:].isspace() and Mark.CODE not in last.marks:
        text = last.text.rstrip()
        trail.append(Run(last.text[len(text) :]))
        core[-1:] = [Run(text, last.marks, last.href)] if text else []
    return lead, core, trail


def destination(address: str) -> str:
    """Return an address as a link holds it: as it is, or in `<>` with what would end it encoded."""
    address = "".join(f"%{ord(c):02X}" if c in "<>\n\r\t" else c for c in address.strip()).replace("\\", "%5C")
    address = _ENTITY.sub("&amp;", address)
    return f"<{address}>" if _ADDRESS_UNSAFE.search(address) or not address else address
