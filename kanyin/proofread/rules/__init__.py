"""The rules of the proofreader, one a file, in the order of their codes.

A new rule is a file here with a `RULE`, a line in `RULES`, a fixture in `tests/fixtures/proofread/` and a row in
`docs/proofreading.md`. A code is never given to another rule.
"""

from __future__ import annotations

from ..rule import Rule
from . import (
    ascii_brackets,
    ascii_marks,
    closing_marks,
    code_points,
    dashes,
    doubled_marks,
    ellipses,
    full_width,
    han_spaces,
    latin_marks,
    mark_levels,
    mark_spaces,
    middle_dots,
    numbering,
    numbers,
    ranges,
    repeated_paragraphs,
    repeated_words,
    scripts,
    straight_quotes,
    units,
    unpaired,
    words,
)

RULES: tuple[Rule, ...] = (
    ascii_marks.RULE,
    ascii_brackets.RULE,
    straight_quotes.RULE,
    ellipses.RULE,
    dashes.RULE,
    ranges.RULE,
    middle_dots.RULE,
    doubled_marks.RULE,
    full_width.RULE,
    han_spaces.RULE,
    mark_spaces.RULE,
    unpaired.RULE,
    mark_levels.RULE,
    closing_marks.RULE,
    numbers.RULE,
    units.RULE,
    words.RULE,
    scripts.RULE,
    repeated_words.RULE,
    repeated_paragraphs.RULE,
    numbering.RULE,
    code_points.RULE,
    latin_marks.RULE,
)

CODES = tuple(rule.code for rule in RULES)
