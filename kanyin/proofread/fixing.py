"""Findings → the mended text.

In: a chapter's Markdown. Out: `Mended`: the text with every certain replacement written in, again and again until none
is left, so that mending the result changes nothing. It reads and writes no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .choice import Choice
from .proofs import proofread
from .rule import Finding

_ROUNDS = 12  # a mark that becomes full-width may show the next rule its mistake; more than three rounds are rare


@dataclass(frozen=True, slots=True)
class Mended:
    """The text, how often each rule had it changed, and how many findings are left to the author."""

    text: str
    counts: Mapping[str, int]
    left: int


def mend(source: str, language: str, choice: Choice) -> Mended:
    """Return the chapter with what is certain mended; `source` is as for `proofread`."""
    counts: Counter[str] = Counter()
    found = proofread(source, language, choice)
    for _ in range(_ROUNDS):
        fixes = compatible(found)
        if not fixes:
            break
        counts.update(fix.code for fix in fixes)
        source = write(source, fixes)
        found = proofread(source, language, choice)
    return Mended(source, dict(sorted(counts.items())), len(found))


def compatible(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that have a replacement, in order; of two that overlap the one that begins first, then the
    longer, then that of the lower code."""
    certain = [finding for finding in findings if finding.replacement is not None]
    chosen: list[Finding] = []
    for finding in sorted(certain, key=lambda f: (f.start, -f.end, f.code)):
        if not chosen or finding.start >= chosen[-1].end:
            chosen.append(finding)
    return tuple(chosen)


def write(source: str, fixes: Iterable[Finding]) -> str:
    """Return the source with the replacements of these findings, which must be in order and apart."""
    parts, at = [], 0
    for fix in fixes:
        parts += [source[at : fix.start], fix.replacement or ""]
        at = fix.end
    return "".join((*parts, source[at:]))
