"""P005: a dash is `——`, in the room of two characters (GB/T 15834 4.10, 5.1.6), not `--` and not one `—`.

A single `—` or `–` between two words is the 一字线 of 北京—上海 and stays; it is half a dash beside a mark, at the
beginning or end of a paragraph, between spaces, behind 了 and before 他. Options (`--help`) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import (
    CLOSING,
    LINE_ENDS,
    OPENING,
    STOPS,
    in_latin_sentence,
    is_han,
    references,
    skip_back,
    skip_on,
    with_blanks,
)
from ..pattern import Pattern
from ..prose import END, Prose
from ..rule import Hit

_LAST = "了吗呢吧啊呀嘛哦啦"
_PRONOUNS = "我你您他她它这那"  # but 我—你 and 自我—他者 are words of philosophy
_DASH = Pattern(
    "-(?<!--)-{1,3}(?![->])|—(?<!——)(?!—)|–(?<!––)–?(?!–)|―(?<!――)―?(?!―)|─(?<!──)─(?!─)|－(?<!－－)－(?!－)|⸺"
)


def find(prose: Prose) -> Iterator[Hit]:
    """Yield what should be a dash."""
    entries = references(prose)
    for found in _DASH.finditer(prose.text):
        if _is_dash(prose, found) and prose.index_at(found.start()) not in entries:
            yield Hit(*with_blanks(prose, *found.span()), f"“{found[0]}” for a dash", "——")


def _is_dash(prose: Prose, found: re.Match[str]) -> bool:
    text = prose.text
    start, end = skip_back(text, found.start()), skip_on(text, found.end())
    before, after = text[start - 1] if start else END, text[end]
    spaced = start < found.start() and end > found.end()
    if not (is_han(before) or is_han(after)) or in_latin_sentence(prose, found.start()):
        return False
    if spaced:
        return True
    chinese = all(is_han(side) or side in OPENING + CLOSING + STOPS or side in LINE_ENDS for side in (before, after))
    one = found[0] in "—―–" and _is_word(before) and _is_word(after) and not _parts_clauses(before, after)
    return chinese and not one and not (before in LINE_ENDS and after in LINE_ENDS)


def _is_word(side: str) -> bool:
    """Tell whether a name may begin or end with the character: 《甲》—《乙》, （君音）—李政道."""
    return is_han(side) or side in "《》〈〉（）"


def _parts_clauses(before: str, after: str) -> bool:
    """Tell whether a clause ends or begins here, so that a single `—` is no 一字线 between two words: 我走了—他来了."""
    return before in _LAST or (after in _PRONOUNS and before not in _PRONOUNS)
