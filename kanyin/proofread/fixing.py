"""Findings → the mended text.

In: a chapter's Markdown. Out: `Mended`: the text with every certain replacement written in, again and again until none
is left, so that mending the result changes nothing. It reads and writes no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..records import dataclass
from .choice import Choice
from .proofs import Proofs, examine
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
    proofs = examine(source, language, choice)
    for _ in range(_ROUNDS):
        fixes, after = _harmless(source, language, choice, compatible(proofs.findings), proofs)
        if not fixes:
            break
        counts.update(fix.code for fix in fixes)
        source, proofs = write(source, fixes), after
    return Mended(source, dict(sorted(counts.items())), len(proofs.findings))


def _harmless(
    source: str, language: str, choice: Choice, fixes: Sequence[Finding], before: Proofs
) -> tuple[Sequence[Finding], Proofs]:
    """Return those fixes that leave the Markdown what it is, and the proofs of the text they make.

    A replacement may, very rarely, bring markup to life or kill it: a line of nothing but an invisible character
    becomes blank, and parts a paragraph. Such a fix is found by halving, and left to the author.
    """
    after = examine(write(source, fixes), language, choice) if fixes else before
    if after.shape == before.shape:
        return fixes, after
    if len(fixes) == 1:
        return (), before
    half = len(fixes) // 2
    halves = [_harmless(source, language, choice, part, before) for part in (fixes[:half], fixes[half:])]
    together = (*halves[0][0], *halves[1][0])
    after = examine(write(source, together), language, choice)
    return (together, after) if after.shape == before.shape else halves[0]


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
