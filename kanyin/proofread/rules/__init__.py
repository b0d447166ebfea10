"""The rules of the proofreader, one a file, in the order of their codes.

A new rule is a file here with a function `find`, a line in `RULES`, a fixture in `tests/fixtures/proofread/` and a row
in `docs/proofreading.md`. A code is never given to another rule. A text that holds none of a rule's signs does not load
it: most texts need half of them.
"""

from __future__ import annotations

import re

from ..context import CLOSING, OPENING, STOPS
from ..pattern import Pattern
from ..rule import Rule

_DOUBLED = Pattern(f"([{STOPS}《“「『【])(?:(?<=[{STOPS}])[{STOPS}]|\\1)")
_STOPS_AT_EDGES = Pattern(f"[。{re.escape(OPENING)}](?:(?<=。)[{re.escape(CLOSING)}]。|(?<!。)[，。、；：])")
_WIDE = ("％", "＆", "\u3000", *(chr(code) for first in (0xFF10, 0xFF21, 0xFF41) for code in range(first, first + 26)))
_DIGITS = tuple("0123456789")
_SQUARED = tuple("㎜㎝㎞㎏㎎㎡㎥㏄㎖㎐")

RULES: tuple[Rule, ...] = (
    Rule("P001", "ASCII marks in Chinese text", "ascii_marks", tuple(",;:?!.")),
    Rule("P002", "ASCII brackets in Chinese text", "ascii_brackets", ("(", ")", "<<")),
    Rule("P003", "straight quotes in Chinese text", "straight_quotes", tuple("\"'＂＇")),
    Rule("P004", "ellipses of the wrong dots", "ellipses", ("...", ". . .", "。。。", "．．．", "・・・", "···", "…")),
    Rule("P005", "dashes of the wrong strokes", "dashes", ("--", "—", "―", "–", "──", "－－", "⸺")),
    Rule("P006", "tildes in ranges", "ranges", tuple("~∼〜˜")),
    Rule("P007", "other signs for the dot in names", "middle_dots", tuple("•・‧∙⋅･")),
    Rule("P008", "marks doubled by mistake", "doubled_marks", _DOUBLED),
    Rule("P009", "full-width letters and digits", "full_width", _WIDE),
    Rule("P010", "spaces between Han characters", "han_spaces", tuple(" \u00a0\u2002\u2003\u2009\u3000")),
    Rule("P011", "spaces beside full-width marks", "mark_spaces", tuple(" \u00a0")),
    Rule("P012", "marks without their other", "unpaired", (*OPENING, *CLOSING)),
    Rule("P013", "marks inside marks of the same level", "mark_levels", tuple("“‘「『《〈")),
    Rule("P014", "stops beside closing marks", "closing_marks", _STOPS_AT_EDGES),
    Rule("P015", "numbers in two kinds of figures", "numbers", (*_DIGITS, *"０OoＯｏ○◯")),
    Rule("P016", "unit symbols", "units", _DIGITS + _SQUARED),
    Rule("P017", "words with a wrong character", "words", mends=False),
    Rule("P018", "characters of the other script", "scripts", mends=False),
    Rule("P019", "words repeated", "repeated_words", mends=False),
    Rule("P020", "paragraphs repeated", "repeated_paragraphs", languages=(), mends=False),
    Rule("P021", "gaps in the numbering", "numbering", mends=False),
    Rule("P022", "characters that do not belong in a text", "code_points", languages=()),
    Rule("P023", "Chinese marks in foreign sentences", "latin_marks", tuple("“「")),
)

CODES = tuple(rule.code for rule in RULES)
