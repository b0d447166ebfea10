"""Bare URLs, `www.` names and mail addresses, as GitHub links them (GFM 6.9), amended for Chinese.

GitHub's rule ends a URL at white space; in Chinese text none comes. Ours ends at the first character that is not
ASCII, so that `见https://example.com/a，然后` links exactly the address; marks at its end stay outside.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from .scanner import Scanner

URL_OPENING = r"(?<![A-Za-z0-9])(?:https?://|ftp://|www\.)"
MAIL_OPENING = r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]*"
URL_HINTS = ("://", "www.", "WWW.")
MAIL_HINTS = ("@",)

_URL = re.compile(r"(?:(?:https?|ftp)://|www\.)[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+", re.IGNORECASE)
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_HOST = re.compile(r"(?:(?:https?|ftp)://)?((?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+)", re.IGNORECASE)
_ENTITY_END = re.compile(r"&[A-Za-z0-9]+;\Z")
_TRAILING = "?!.,:*_~'\""


def read_url(scanner: Scanner, pos: int) -> int | None:
    """Link a bare URL."""
    found = _URL.match(scanner.data, pos)
    url = _trimmed(found[0]) if found else ""
    host = _HOST.match(url)
    if not host or host.end() <= url.find("://") + 2 or not _is_host(host[1], "://" in url):
        return None
    # An entity in the address stands for its character, as it does in the text around it.
    address = unescape(url)
    _add_link(scanner, address if "://" in address else f"http://{address}", address)
    return pos + len(url)


def read_mail(scanner: Scanner, pos: int) -> int | None:
    """Link a bare mail address; a dot at its end stays outside, a dash or underscore there makes it none."""
    found = _MAIL.match(scanner.data, pos)
    if not found or found[0][-1] in "-_":
        return None
    _add_link(scanner, f"mailto:{found[0]}", found[0])
    return found.end()


def _add_link(scanner: Scanner, href: str, text: str) -> None:
    link = Element("a", {"href": href})
    link.text = text
    scanner.bare.add(link)
    scanner.items.append(link)


def _trimmed(url: str) -> str:
    """Return the URL without the marks and brackets at its end that belong to the sentence (GFM 6.9)."""
    surplus = url.count(")") - url.count("(")
    while url:
        entity = _ENTITY_END.search(url) if url.endswith(";") else None
        if entity:
            url = url[: entity.start()]
        elif url[-1] in _TRAILING or url[-1] == ";":
            url = url[:-1]
        elif url[-1] == ")" and surplus > 0:
            url, surplus = url[:-1], surplus - 1
        else:
            break
    return url


def _is_host(host: str, may_be_short: bool) -> bool:
    """A host has a dot, save after a scheme, and no underscore in its last two parts."""
    parts = host.split(".")
    return (may_be_short or len(parts) > 2) and "_" not in "".join(parts[-2:])
