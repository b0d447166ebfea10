"""A skeleton parsed: what the templates have made becomes a tree, as HTML has it.

In: HTML. Out: its tree, that of `tinyhtml5`. Most skeletons are written so plainly that a parser of XML makes the same
tree of them, in C and in a fifth of the time: tags in small letters with their attributes in quotation marks, each
closed where it was opened, no element where HTML would close another for it. Whatever is not so plain, as a template of
a book may well be, goes to `tinyhtml5`. A hundredth of the time of a book goes with it, more where contents are long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, ParseError, XMLParser

from .later import Later

if TYPE_CHECKING:
    import tinyhtml5
else:
    tinyhtml5 = Later("tinyhtml5")  # only who sets pages parses

_DOCTYPE: Final = "<!DOCTYPE html>"
_VOID: Final = frozenset(("br", "img", "meta"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PHRASES: Final = frozenset(("a", "b", "br", "em", "i", "img", "small", "span", "strong"))
_BLOCKS: Final = _HEADINGS | {"dd", "div", "dl", "dt", "footer", "header", "li", "nav", "ol", "p", "section", "ul"}
_IN_HEAD: Final = frozenset(("meta", "style", "title"))
# What must be around an element, if anything must: HTML closes another one before it elsewhere.
_PARENTS: Final = {
    "li": frozenset(("ol", "ul")), "dt": frozenset(("div", "dl")), "dd": frozenset(("div", "dl")),
}  # fmt: skip
_TAG: Final = re.compile(r"""</?[a-z][a-z0-9]*(?: [a-z][a-z0-9-]*="[^"<>\n\r\t]*")*/?>""")
_STYLE: Final = re.compile("<style>[^<&]*</style>")
_REFERENCE: Final = re.compile("&(?!amp;|lt;|gt;|quot;|#34;|#39;)")
_CLOSED_VOID: Final = re.compile(f"</(?:{'|'.join(sorted(_VOID))})>")


def parsed(skeleton: str) -> Element:
    """Return the document's tree."""
    found = _plain(skeleton)
    if found is None:
        found = tinyhtml5.parse(skeleton, namespace_html_elements=False)
    return found


def _plain(skeleton: str) -> Element | None:
    """Return the tree of a plain skeleton, None of any other."""
    if not skeleton.startswith(_DOCTYPE) or _REFERENCE.search(skeleton) or _CLOSED_VOID.search(skeleton):
        return None
    source = skeleton[len(_DOCTYPE) :]
    rest = _TAG.sub("", source)
    if "<" in rest or ">" in rest or "\0" in rest or "\r" in rest:
        return None
    parser = XMLParser()
    try:
        parser.feed(source.lstrip())
        root: Element = parser.close()
    except ParseError:
        return None
    if [root.tag, *(child.tag for child in root)] != ["html", "head", "body"] or not _is_plain(root, source):
        return None
    _place_blanks(root, source)
    return root


def _is_plain(root: Element, source: str) -> bool:
    head, body = root
    if any(len(child) or child.tag not in _IN_HEAD for child in head) or (head.text or "").strip():
        return False
    if any((element.tail or "").strip() for element in (head, body, *head)) or (root.text or "").strip():
        return False
    elements = list(root.iter())
    if source.count("/>") != sum(element.tag in _VOID for element in elements):
        return False
    if len(_STYLE.findall(source)) != sum(element.tag == "style" for element in elements):
        return False
    return _are_plain(body, frozenset())


def _are_plain(parent: Element, around: frozenset[str]) -> bool:
    """Whether HTML has all elements in this one where XML has them; `around` are those that close before some."""
    for child in parent:
        tag = child.tag
        if tag in _BLOCKS:
            if "p" in around or (tag in _HEADINGS and "h" in around):
                return False
            if tag in _PARENTS and parent.tag not in _PARENTS[tag]:
                return False
            inside = around | {"p"} if tag == "p" else around | {"h"} if tag in _HEADINGS else around
        elif tag in _PHRASES:
            if tag == "a" and "a" in around:
                return False
            inside = around | {"a"} if tag == "a" else around
        else:
            return False
        if len(child) and not _are_plain(child, inside):
            return False
    return True


def _place_blanks(root: Element, source: str) -> None:
    """Put white space where HTML has it: none before the head, and what follows the body inside it."""
    _, body = root
    blanks = (body.tail or "") + source[len(source.rstrip()) :]
    root.text = body.tail = None
    if not blanks:
        return
    if len(body):
        body[-1].tail = (body[-1].tail or "") + blanks
    else:
        body.text = (body.text or "") + blanks
