"""The title of a page and who wrote it.

In: the tree of a page, and the element that holds its text. Out: a title without the site's name, authors, the address
the page was saved from. Not done: dates; a page has many, and seldom says which is the text's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kanyin.importer.hypertext.looks import classes, text_in
from kanyin.importer.plain.names import names_of

_SITE: Final = re.compile(r"\s*(?:[|｜_»›]|\s[-–—·]\s|(?<=.{4})-(?=[^-]{2,20}$)|——(?=[^—]{2,16}网$)).*$")
_TITLES: Final = frozenset(
    {"activity-name", "rich_media_title", "article-title", "post-title", "entry-title", "title-article"}
)
_SAVED: Final = re.compile(r"saved from url=\(\d+\)(\S+)")


def title_of(root: Element) -> str:
    """Return the title: the heading that the page's own title holds, or else that title without the site's name."""
    own = next((text_in(e) for e in root.iter("title")), "") or _meta(root, "og:title", "twitter:title")
    headings = [text_in(e) for e in root.iter() if e.tag == "h1" or _TITLES & set(classes(e))]
    headings = [text for text in headings if 1 < len(text) <= 120]
    for text in sorted(headings, key=len, reverse=True):
        if _same(text) and (_same(text) in _same(own) or len(headings) == 1):
            return text
    shared = _meta(root, "og:title", "twitter:title")
    if shared and len(shared) <= 120:
        return _without_site(shared)
    return _without_site(own)


def _same(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _without_site(title: str) -> str:
    short = _SITE.sub("", title).strip()
    return short if len(short) >= 2 else title.strip()


def authors_of(root: Element) -> tuple[str, ...]:
    """Return the authors that the page's head names, if what it names are people."""
    given = _meta(root, "author", "article:author", "og:article:author")
    return names_of(given) if given and len(given) <= 60 else ()


def address_of(root: Element, comments: str) -> str:
    """Return the address that the page was saved from, or says it has."""
    saved = _SAVED.search(comments)
    if saved and saved[1].startswith("http"):
        return saved[1]
    for link in root.iter("link"):
        if "canonical" in link.get("rel", "").lower().split() and link.get("href", "").startswith("http"):
            return link.get("href", "")
    given = _meta(root, "og:url")
    base = next((e.get("href", "") for e in root.iter("base")), "")
    return next((a for a in (base, given) if a.startswith("http")), "")


def _meta(root: Element, *names: str) -> str:
    for name in names:
        for found in _metas(root, name):
            return found
    return ""


def _metas(root: Element, name: str) -> Iterator[str]:
    for element in root.iter("meta"):
        if name in (element.get("name", "").lower(), element.get("property", "").lower()):
            content = " ".join(element.get("content", "").split())
            if content:
                yield content


def is_title(element: Element, title: str) -> bool:
    """Tell whether an element says the title again."""
    return _same(text_in(element)) == _same(title)
