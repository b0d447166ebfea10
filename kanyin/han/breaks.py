"""Where a line may break (kinsoku): rules about two neighbours, compiled into a table of pairs.

In: the classes of a text (`context.classify`) and `Settings`. Out: whether a line may break before a character, and
the pieces of Latin words that a caller has to measure as wholes. A rule sees two classes only; what needs a wider view
(URLs, numbers, dashes of two characters) has been given classes of its own before.
It knows no widths: whether a line does break there is `compose.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import compress, count
from operator import add
from typing import Final

from kanyin.han.classes import Kind
from kanyin.han.settings import Settings

K = Kind
SPACES: Final = frozenset((K.SPACE, K.GAP, K.BREAK, K.NEWLINE))  # unseen at a line's end
LATIN: Final = frozenset(
    "".join((K.LETTER, K.DIGIT, K.LATIN_OPEN, K.LATIN_CLOSE, K.SYMBOL, K.HYPHEN, K.EN_DASH, K.PERCENT))
    + "".join((K.URL_BEFORE, K.URL_AFTER, K.SOFT_HYPHEN, K.LATIN_MARK))
)
_LETTERS: Final = frozenset((K.HAN, K.KANA, K.HANGUL, K.NUMBER, K.LETTER, K.DIGIT))
_NUMBERS: Final = frozenset((K.DIGIT, K.NUMBER))
_BROKEN_BY: Final = ("wrap", "line_break", "word_break", "trim", "autospace")  # what of `Settings` may_break asks
KINDS: Final = "".join(value for name, value in vars(Kind).items() if name.isupper())

# CLREQ #prohibition_rules_for_line_start_end and GB/T 15834-2011 5.1: never at a line's start.
_NO_START: Final = frozenset((K.CLOSE, K.STOP, K.COMMA, K.LATIN_CLOSE, K.REST, K.PAIR))
# What `line-break: loose` lets begin a line (CSS Text 4, #line-break-property): these are not in `_NO_START`.
_NO_START_NORMAL: Final = frozenset(
    (K.COLON, K.ASK, K.ASKED, K.KANA, K.DOT, K.SLASH, K.WAVE, K.DASH, K.SHORT, K.EN_DASH, K.HYPHEN, K.UNIT, K.PERCENT)
)
# CLREQ's strict level: neither —— nor …… begins a line. GB/T 15834 lets them.
_NO_START_STRICT: Final = frozenset((K.LONG,))
_NO_END: Final = frozenset((K.OPEN, K.LATIN_OPEN))
_NO_END_NORMAL: Final = frozenset((K.SLASH,))  # GB/T 15834-2011 5.1.9


def no_start(kind: str, settings: Settings) -> bool:
    """Whether no line begins with it."""
    if kind in _NO_START:
        return True
    if settings.line_break == "strict" and kind in _NO_START_STRICT:
        return True
    return settings.line_break != "loose" and kind in _NO_START_NORMAL


def no_end(kind: str, settings: Settings) -> bool:
    """Whether no line ends with it."""
    return kind in _NO_END or (settings.line_break != "loose" and kind in _NO_END_NORMAL)


def _belongs_together(left: str, right: str) -> bool:
    """What no value of `line-break` takes apart."""
    if right in SPACES or right in (K.MARK, K.LATIN_MARK):  # a space goes with what it follows
        return True
    return K.JOINER in (left, right) or K.NO_BREAK_SPACE in (left, right)


def _is_inside_number(left: str, right: str) -> bool:
    """CLREQ #prohibition_rules_for_unbreakable_marks: digits, their sign before and their unit behind."""
    if left in _NUMBERS:
        return right in _NUMBERS or right in (K.UNIT, K.PERCENT)
    return left == K.SIGN and right in _NUMBERS


def _is_inside_word(left: str, right: str) -> bool:
    """A Latin word, with the marks that touch it, breaks after its hyphens and at the seams of a URL."""
    if left not in LATIN or right not in LATIN:
        return False
    if (left == K.HYPHEN and right == K.LETTER) or left == K.EN_DASH:
        return False
    return right != K.URL_BEFORE and left != K.URL_AFTER


def _is_kept(left: str, right: str, settings: Settings) -> bool:
    """CSS Text 4, `word-break`: `keep-all` breaks no run of letters, `break-all` every one."""
    if settings.word_break == "break-all" and left in _LETTERS and right in _LETTERS:
        return False
    if settings.word_break == "keep-all" and left in _LETTERS and right in _LETTERS:
        return True
    return _is_inside_name(left, right, settings) or _is_inside_word(left, right)


def _is_inside_name(left: str, right: str, settings: Settings) -> bool:
    """Code turns over at its spaces: a hyphen in the name of an option or a file belongs to the name."""
    return settings.as_typed and left == K.HYPHEN and right == K.LETTER


def may_break(left: str, right: str, settings: Settings) -> bool:
    """Whether a line may break between two neighbouring classes; hyphenation points are the caller's."""
    if left == K.NEWLINE:
        return True
    if not settings.wrap or _belongs_together(left, right):
        return False
    if left == K.BREAK or settings.line_break == "anywhere":
        return True
    if no_start(right, settings) or no_end(left, settings):
        return False
    if left in (K.SPACE, K.GAP):
        return True
    return not _is_inside_number(left, right) and not _is_kept(left, right, settings)


def _may_break_in_need(left: str, right: str, settings: Settings) -> bool:
    """Whether a line that has no legal break may break here: marks may stand where they should not, words stay whole.

    A row of dashes longer than the line comes apart between two dashes, never inside one.
    """
    if not settings.wrap or _belongs_together(left, right) or right == K.REST:
        return False
    return not _is_inside_number(left, right) and not _is_inside_word(left, right)


@lru_cache(maxsize=256)
def forbidden_pairs(settings: Settings) -> frozenset[str]:
    """Return the pairs of classes between which no line breaks."""
    return _forbidden_pairs(settings.only(*_BROKEN_BY))


@lru_cache(maxsize=64)
def _forbidden_pairs(settings: Settings) -> frozenset[str]:
    return frozenset(a + b for a in KINDS for b in KINDS if not may_break(a, b, settings))


def forbidden_in_need(settings: Settings) -> frozenset[str]:
    """Return the pairs between which no line breaks even where it has no legal break."""
    return _forbidden_in_need(settings.only("wrap"))


@lru_cache(maxsize=2)
def _forbidden_in_need(settings: Settings) -> frozenset[str]:
    return frozenset(a + b for a in KINDS for b in KINDS if not _may_break_in_need(a, b, settings))


def opportunities(kinds: str, settings: Settings) -> Iterator[int]:
    """Yield each offset before which a line may break, from left to right."""
    forbidden = forbidden_pairs(settings)
    return (i for i, pair in enumerate(map(add, kinds, kinds[1:]), 1) if pair not in forbidden)


@lru_cache(maxsize=256)
def _inside_pieces(settings: Settings) -> frozenset[str]:
    return frozenset(pair for pair in forbidden_pairs(settings) if pair[0] in LATIN and pair[1] in LATIN)


def pieces(kinds: str, settings: Settings, hyphens: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return what to measure as one: a Latin word between two places where it may break, else a single character.

    `hyphens` are the offsets of hyphenation points. In a piece of several characters the whole advance stands at the
    first, and the others have none. A word wider than the line that `overflow-wrap` lets be cut is to be measured
    character by character instead.
    """
    inside = _inside_pieces(settings)
    kept = (pair not in inside for pair in map(add, kinds, kinds[1:]))
    starts = [0, *compress(count(1), kept)] if kinds else []
    if hyphens:
        starts = sorted({*starts, *(i for i in hyphens if 0 < i < len(kinds))})
    return list(zip(starts, [*starts[1:], len(kinds)], strict=True)) if starts else []
