"""P001: the ASCII marks `, ; : ? ! .` in Chinese text are full-width there (GB/T 15834 5.1.1; CY/T 154 on mixed text).

A mark belongs to the Chinese text when Han stands before it, or behind it and a foreign word or number before; not in a
Latin sentence, nor in an entry of a bibliography, whose marks are ASCII (GB/T 7714).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import (
    CLOSING,
    LINE_ENDS,
    OPENING,
    count_han,
    holds_han,
    in_latin_sentence,
    is_chinese,
    is_han,
    references,
    skip_back,
    skip_on,
    with_blanks,
)
from ..pattern import Pattern
from ..prose import ADDRESS, BREAK, END, OBJECT, Kind, Prose
from ..rule import Hit

_FULL = str.maketrans(",;:?!", "，；：？！")
_RUN = Pattern(r"[,;:?!][,;:?!]*")
_SHORTCODE = Pattern(r":[a-z0-9_+-]+:")
_SMILE = Pattern(r"[:;]['’]?-?([()DPp])(?![A-Za-z0-9])")
_QUERY = Pattern(r"\?[A-Za-z_][\w.-]*=")
_QUOTES = "\"'“”‘’「」『』"
_OPENING_QUOTES = {'"': '"', "'": "'", "”": "“", "’": "‘", "」": "「"}
_LONGEST_QUOTATION = 200
_CLOSERS, _OPENERS = "\"')]”’", "\"'([“‘"

_STOP = Pattern(r"\.(?<!\.\.)(?![.A-Za-z0-9])")
_LAST = "了吗呢吧啊呀嘛"  # no name ends so
_ORDINAL = Pattern("[一二三四五六七八九十百]{1,5}|[甲乙丙丁戊己庚辛壬癸]")
_LAST_WORD = Pattern(r"(?<![A-Za-z.])[A-Za-z]{2,}\Z")
_SHORT = (
    "al etc inc ltd co corp jr sr dr mr mrs ms vs no nos vol pp ed eds fig figs st ch sec eq ref refs prof dept univ "
    "approx cf viz ca jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun"
)
_ABBREVIATIONS = frozenset(_SHORT.split())


def find(prose: Prose) -> Iterator[Hit]:
    """Yield the ASCII marks that should be full-width."""
    entries = references(prose)
    for hit in (*_marks(prose), *_stops(prose)):
        if prose.index_at(hit.start) not in entries:
            yield hit


def _marks(prose: Prose) -> Iterator[Hit]:
    text = prose.text
    for found in _RUN.finditer(text):
        start = skip_back(text, found.start())
        if _is_against_han(text, start, found) and not _is_a_sign(prose, found) and not _is_latin(prose, found, start):
            message = f"ASCII “{found[0]}” in Chinese text"
            yield Hit(*with_blanks(prose, *found.span()), message, found[0].translate(_FULL))


def _is_against_han(text: str, start: int, found: re.Match[str]) -> bool:
    left, right = _left(text, start), _right(text, found.end())
    if ADDRESS in (text[start - 1 : start], left):
        return False
    if is_chinese(left):
        return True
    if _ends_foreign_quotation(text, start, found.end()):
        return False
    foreign = left.isalnum() or left in "%‰℃°+#" or left == OBJECT or text[start - 1 : start] in _CLOSERS
    clings = start == found.start() or set(found[0]) <= set(",;!?")  # iPhone , 好 is a comma, a : 甲 may be anything
    return start > 0 and clings and foreign and (is_han(right) or right in OPENING)


def _ends_foreign_quotation(text: str, start: int, end: int) -> bool:
    """Tell whether the mark is the last of a quotation that holds no Han: 他说"Hello, world!"然后."""
    opening = _OPENING_QUOTES.get(text[end])
    begin = text.rfind(opening, max(0, start - _LONGEST_QUOTATION), start) if opening else -1
    return begin >= 0 and not holds_han(text[begin:start]) and END not in text[begin:start]


def _left(text: str, start: int) -> str:
    """Return the character before `start`, behind quotes and ASCII brackets that close."""
    while start and text[start - 1] in _CLOSERS:
        start -= 1
    return text[start - 1] if start else END


def _right(text: str, end: int) -> str:
    while text[end] in _OPENERS or text[end] in " \u00a0":
        end += 1
    return text[end]


def _is_a_sign(prose: Prose, found: re.Match[str]) -> bool:
    """Tell whether the mark is part of a sign: `::`, `!=`, `:smile:`, `;-)`, `?id=`, or spoken of: "?"."""
    text, start = prose.text, found.start()
    if start and text[start - 1] in _QUOTES and text[found.end()] in _QUOTES:
        return True
    if "::" in found[0] or text[found.end()] == "=" or _QUERY.match(text, found.end() - 1):
        return True
    opening = max(text.rfind(":", max(0, start - 30), start), 0)
    if _SHORTCODE.match(text, start) or _SHORTCODE.fullmatch(text, opening, start + 1):
        return True
    smile = _SMILE.match(text, start)
    return smile is not None and not is_han(text[smile.end()]) and not _is_bracket(prose, smile.start(1))


def _is_bracket(prose: Prose, place: int) -> bool:
    """Tell whether the bracket at `place` has its other."""
    passage = prose.passage_at(place)
    before, after = prose.text[passage.start : place], prose.text[place + 1 : passage.end]
    if prose.text[place] == ")":
        return before.count("(") > before.count(")")
    return prose.text[place] == "(" and after.count(")") > after.count("(")


def _is_latin(prose: Prose, found: re.Match[str], start: int) -> bool:
    text = prose.text
    between_han = start and is_han(text[start - 1]) and is_han(text[found.end()])
    return not between_han and in_latin_sentence(prose, found.start())


def _stops(prose: Prose) -> Iterator[Hit]:
    text = prose.text
    for found in _STOP.finditer(text):
        place = found.start()
        left = _left(text, place)
        if is_han(left) or left in CLOSING:
            yield from _after_han(prose, place)
        elif _ends_chinese(prose, place):
            yield _stop(prose, place, "at the end of a Chinese sentence", "。")


def _after_han(prose: Prose, place: int) -> Iterator[Hit]:
    text, after = prose.text, prose.text[place + 1]
    if in_latin_sentence(prose, place):
        return
    # GB/T 15834 B.1: 一、 but 1.
    if after not in LINE_ENDS and _ORDINAL.fullmatch(text, prose.passage_at(place).start, place):
        yield _stop(prose, place, "behind a Chinese number", "、")
    elif is_han(after) and text[place - 1] not in _LAST:
        hint = "write 。 where a sentence ends, · inside a name"
        yield Hit(place, place + 1, "ASCII “.” between Han characters", None, hint)
    elif is_han(after) or after in f" \u00a0\n{END}{BREAK}{CLOSING}{OPENING}{_CLOSERS}{_OPENERS}":
        yield _stop(prose, place, "in Chinese text", "。")


def _stop(prose: Prose, place: int, where: str, mark: str) -> Hit:
    return Hit(*with_blanks(prose, place, place + 1, before=False), f"ASCII “.” {where}", mark)


def _ends_chinese(prose: Prose, place: int) -> bool:
    """Tell whether a stop behind a foreign word ends a Chinese sentence."""
    text = prose.text
    following = text[skip_on(text, place + 1)]
    if following not in LINE_ENDS and not (is_han(following) and text[place + 1] == " "):
        return False
    passage = prose.passage_at(place)
    word = _LAST_WORD.search(text[max(passage.start, place - 30) : place])
    if text[place - 1] not in f"{OBJECT}”" and (not word or word[0].lower() in _ABBREVIATIONS):
        return False
    sentence = re.split("[。！？!?“”]", text[passage.start : place])[-1]
    han = count_han(sentence)
    return passage.kind is Kind.PARAGRAPH and han >= 4 and han > len(re.findall("[A-Za-z]+", sentence))
