"""A chapter's findings.

In: Markdown and the choice of rules. Out: `Finding`s, in the order of the text. It reads no file and changes none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..markdown import Parsed
from .choice import Choice
from .ignoring import Ignored, misunderstood, passed_over
from .prose import Prose
from .reading import read
from .rule import Finding, Hit
from .rules import CODES, RULES


class Proofs(NamedTuple):
    """What was found in a chapter, in the order of the text, and the shape of its Markdown."""

    findings: tuple[Finding, ...]
    shape: tuple[object, ...]


def proofread(
    source: str, language: str, choice: Choice, parsed: Parsed | None = None
) -> tuple[Finding, ...]:
    """Return what the chosen rules find in a chapter.

    `source` is Markdown without front matter or BOM, with `\\n` line ends; `language` a BCP 47 tag. `parsed` is the
    same parsed, if somebody has done it.
    """
    return examine(source, language, choice, parsed).findings


def examine(source: str, language: str, choice: Choice, parsed: Parsed | None = None) -> Proofs:
    """Return what `proofread` does, with the shape of the chapter."""
    reading = read(source, language, parsed)
    found = [finding for finding in misunderstood(reading, CODES) if choice.has(finding.code)]
    for rule in RULES:
        if choice.has(rule.code) and rule.concerns(reading.prose):
            found += _findings(rule.code, reading.prose, rule.find(reading.prose))
    kept = _without(found, passed_over(reading), _allowed(source, choice.allow))
    findings = sorted(kept, key=lambda finding: (finding.start, finding.end, finding.code))
    return Proofs(tuple(findings), reading.shape)


def _findings(code: str, prose: Prose, hits: Iterable[Hit]) -> Iterator[Finding]:
    """Turn hits in the prose into findings in the source; what markup or a line end cuts in two is not replaced."""
    for hit in hits:
        place = prose.place(hit.start, hit.end)
        whole = place is not None and "\n" not in prose.source[slice(*place)]
        start, end = place or (prose.first_place(hit.start), prose.first_place(hit.end - 1) + 1)
        yield Finding(code, start, end, hit.message, hit.replacement if whole else None, hit.hint)


def _without(
    found: Iterable[Finding], ignored: Sequence[Ignored], allowed: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    starts = [start for start, _ in allowed]
    for finding in found:
        last = bisect_right(starts, finding.start)
        near = allowed[max(last - 1, 0) : last + 1]
        inside = any(start <= finding.start and finding.end <= end for start, end in near)
        if not inside and not any(part.covers(finding) for part in ignored):
            yield finding


def _allowed(source: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand that the author allows, longest first where they begin together."""
    if not words:
        return []
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return [found.span() for found in re.finditer(pattern, source)]
