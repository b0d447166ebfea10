"""The file says what it is called and which language it is in: readers show the one and speak the other."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Severity
from ..findings import Finding
from ..model import Document
from ..rule import Kinds, Rule


def _find(document: Document, kinds: Kinds) -> Iterator[Finding]:
    if not document.title:
        hint = "give the book a title where it is made; readers show the file's name otherwise"
        yield Finding("preflight.no-title", Severity.WARNING, "the PDF has no title", hint)
    if not document.language and kinds & {"screen", "pdfa", "pdfua"}:
        fact, hint = "the PDF does not say which language it is in", "set it where the PDF is made: zh-CN, zh-Hans"
        yield Finding("preflight.no-language", Severity.WARNING, fact, hint)


RULE = Rule(_find)
