"""The forms of raw HTML and autolinks (CommonMark 6.5, 6.6), as patterns that never look twice at a character."""

from __future__ import annotations

_NAME = r"[A-Za-z][A-Za-z0-9-]*"
_ATTRIBUTE = r"""\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""

OPEN_TAG = rf"<{_NAME}(?:{_ATTRIBUTE})*\s*/?>"
CLOSING_TAG = rf"</{_NAME}\s*>"
URI = r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s\x00-\x1f<>]*)>"
EMAIL = (
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
