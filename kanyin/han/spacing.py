"""The glue between two neighbours: how wide it is, how far it shrinks and stretches, and in which order.

In: pairs of classes and `Settings`. Out: a table of `Rule`s in em and of blank halves, and each rule made absolute as
`Glue` for the sizes and advances at hand. Also what happens to a mark at a line's start and end.
A blank half is half an em by class: behind the ink of a closing mark, before the ink of an opening one. It is geometry:
what follows moves closer, no font feature is asked. A mark whose face gives it less than an em has less to give up.
Which line gets squeezed, and by how much, is `justify.py`.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from kanyin.han.breaks import KINDS, LATIN, SPACES
from kanyin.han.classes import HANGING_STOPS, Kind
from kanyin.han.settings import Settings

K = Kind
When: TypeAlias = Literal["never", "if-needed", "always"]


class Order(IntEnum):
    """Which glue shrinks first (CLREQ #line_adjustment); a line-end mark comes before all of them."""

    NONE = 0
    WORD_SPACE = 1
    BRACKET = 2
    COMMA = 3
    GAP = 4
    STOP = 5


# In em. CLREQ #line_adjustment: a word space shrinks to a quarter and stretches to a half, the gap between Han and
# Latin shrinks to an eighth and stretches to a half.
WORD_SPACE_LEAST: Final = 0.25
WORD_SPACE_MOST: Final = 0.5
GAP_LEAST: Final = 0.125
GAP_MOST: Final = 0.5

_HAN: Final = frozenset((K.HAN, K.KANA, K.MARK))
_CLOSERS: Final = frozenset((K.CLOSE, K.STOP, K.COMMA, K.COLON, K.ASK, K.ASKED))
# What lets a closing mark before it, or an opening mark behind it, give up its half (CSS Text 4, #text-spacing-trim).
_CLOSES_UP: Final = _CLOSERS | {K.DOT, K.WIDE_SPACE}
_OPENS_UP: Final = frozenset((K.OPEN, K.DOT, K.WIDE_SPACE))
_ORDER_OF_MARK: Final = {
    K.CLOSE: Order.BRACKET, K.OPEN: Order.BRACKET, K.COMMA: Order.COMMA, K.COLON: Order.COMMA,
    K.STOP: Order.STOP, K.ASK: Order.STOP, K.ASKED: Order.STOP,
}  # fmt: skip


class Rule(NamedTuple):
    """What happens between two classes. `left` and `right` count blank halves given up, the `gap` is in em."""

    left: float = 0.0
    right: float = 0.0
    left_shrink: float = 0.0
    right_shrink: float = 0.0
    gap: float = 0.0
    order: Order = Order.NONE
    facing: bool = False  # closing and opening mark: one half between them goes, the other may halve
    space: bool = False  # the character before is a space, whose advance is the glue


class Glue(NamedTuple):
    """The same for two characters of the text, in the unit of their advances."""

    natural: float
    shrink: float
    stretch: float
    order: Order


def blank_half(advance: float, size: float) -> float:
    """Return how much of a mark's advance is its blank half; a proportional mark has less than half an em."""
    return min(size / 2, max(0.0, advance - size / 2))


def make_glue(rule: Rule, left: tuple[float, float], right: tuple[float, float]) -> Glue:
    """Make a rule absolute. `left` and `right` are (advance, size) of the two characters."""
    size = left[1]
    if rule.space:
        least, most = (GAP_LEAST, GAP_MOST) if rule.order == Order.GAP else (WORD_SPACE_LEAST, WORD_SPACE_MOST)
        return Glue(0.0, max(0.0, left[0] - least * size), max(0.0, most * size - left[0]), rule.order)
    before, after = blank_half(*left), blank_half(*right)
    if rule.facing:
        return Glue(-min(before, after), max(before, after) / 2, 0.0, rule.order)
    if rule.order == Order.GAP:
        gap = rule.gap * size
        return Glue(gap, max(0.0, gap - GAP_LEAST * size), max(0.0, GAP_MOST * size - gap), rule.order)
    natural = -rule.left * before - rule.right * after
    return Glue(natural, rule.left_shrink * before + rule.right_shrink * after, 0.0, rule.order)


RULED_BY: Final = ("region", "autospace", "autospace_size", "trim")
"""What of `Settings` the rules depend on."""


def rules(settings: Settings) -> dict[str, Rule]:
    """Return the rule of each pair of classes that has one."""
    table = {a + b: rule_between(a, b, settings) for a in KINDS for b in KINDS}
    return {pair: rule for pair, rule in table.items() if rule is not None}


def rule_between(left: str, right: str, settings: Settings) -> Rule | None:
    """Return the rule between two classes, None where they simply stand side by side."""
    if left in (K.SPACE, K.NO_BREAK_SPACE, K.GAP):
        return Rule(order=Order.GAP if left == K.GAP else Order.WORD_SPACE, space=True)
    if right in SPACES:
        return Rule(left=1.0) if left == K.ASKED and settings.trim != "space-all" else None
    if needs_gap(left, right, settings):
        return Rule(gap=settings.autospace_size, order=Order.GAP)
    return None if settings.trim == "space-all" else _between_marks(left, right, settings)


def _between_marks(left: str, right: str, settings: Settings) -> Rule | None:
    """CLREQ #punctuation_width_adjustment: adjacent marks are 1.5 em for the two, a lone one may shrink to half."""
    conventions = settings.region.conventions
    closing = left in conventions.halved
    opening = right == K.OPEN
    if settings.trim == "trim-all" and (closing or opening):
        return Rule(left=float(closing), right=float(opening))
    if left == K.ASKED and closing:  # ？！ take one em: the blank behind them has gone already
        return Rule(left=1.0, right_shrink=float(opening), order=Order.BRACKET if opening else Order.NONE)
    if closing and opening:
        return Rule(order=Order.BRACKET, facing=True)
    if (closing and right in _CLOSES_UP) or (opening and (left in _OPENS_UP or left in conventions.centred)):
        return Rule(left=float(closing), right=float(opening))
    if closing:
        return Rule(left_shrink=1.0, order=_ORDER_OF_MARK[left])
    return Rule(right_shrink=1.0, order=Order.BRACKET) if opening else None


# ---- Han against Latin


def needs_gap(left: str, right: str, settings: Settings) -> bool:
    """CSS Text 4, `text-autospace`: between Han and a letter, or Han and a digit; never beside full-width marks."""
    for han, latin in ((left, right), (right, left)):
        if han in _HAN and latin in (K.LETTER, K.LATIN_MARK):
            return "ideograph-alpha" in _autospace(settings)
        if han in _HAN and latin == K.DIGIT:
            return "ideograph-numeric" in _autospace(settings)
    return False


def _autospace(settings: Settings) -> tuple[str, ...]:
    """Return the parts of the value; `normal` and `auto` stand for two of them.

    `punctuation` concerns marks of languages such as French and has no effect on Han text.
    """
    plain = settings.autospace in (("normal",), ("auto",))
    return ("ideograph-alpha", "ideograph-numeric", "insert") if plain else settings.autospace


def typed_gap(settings: Settings) -> re.Pattern[str] | None:
    """Return what finds, in a string of classes, the typed spaces that set as the gap between Han and Latin.

    That is `text-autospace: replace`; a sign of the Latin word counts as the word, so that `C++ 的` gets the same gap.
    """
    parts = _autospace(settings)
    latin = LATIN - {K.DIGIT} if "ideograph-numeric" not in parts else LATIN
    latin = latin - {K.LETTER, K.LATIN_MARK} if "ideograph-alpha" not in parts else latin
    if "replace" not in parts or not {K.LETTER, K.DIGIT} & latin:
        return None
    han, other = (re.escape("".join(sorted(group))) for group in (_HAN, latin))
    return re.compile(f"(?<=[{han}])_(?=[{other}])|(?<=[{other}])_(?=[{han}])")


def set_widths(settings: Settings) -> dict[str, float]:
    """Return the classes that have a width of their own, in em, whatever their face says."""
    if settings.as_typed:
        return {}
    return {**dict(settings.region.conventions.widths), K.GAP: settings.autospace_size}


# ---- the edges of a line


def trims_start(kind: str, settings: Settings, first: bool) -> bool:
    """Whether an opening mark at a line's start loses its leading half; `first`: of a paragraph, or after a <br>."""
    if kind != K.OPEN:
        return False
    return settings.trim in ("trim-start", "trim-both", "trim-all", "auto") or (
        settings.trim == "space-first" and not first
    )


def trims_end(kind: str, settings: Settings) -> When:
    """When a closing mark at a line's end loses its trailing half (GB/T 15834-2011 5.1.10: always)."""
    if settings.trim == "space-all" or kind not in settings.region.conventions.halved:
        return "never"
    return "always" if settings.trim in ("trim-both", "trim-all", "auto") or kind == K.ASKED else "if-needed"


def hangs_end(character: str, kind: str, settings: Settings, last: bool) -> When:
    """When a mark at a line's end stands outside the line (CSS Text 4, `hanging-punctuation`)."""
    if character in HANGING_STOPS and "force-end" in settings.hanging:
        return "always"
    if last and "last" in settings.hanging and (kind in (K.CLOSE, K.LATIN_CLOSE) and character not in ".,:;!?｡､"):
        return "always"
    return "if-needed" if character in HANGING_STOPS and "allow-end" in settings.hanging else "never"


def hangs_start(kind: str, settings: Settings) -> bool:
    """Whether an opening bracket or quote hangs before a paragraph's first line."""
    return "first" in settings.hanging and kind in (K.OPEN, K.LATIN_OPEN)


# ---- which glue shrinks, and where a line may be stretched


def shrinking(settings: Settings) -> frozenset[Order]:
    """Return which glue a line may shrink (CSS Text 4, `text-justify`; `no-compress` allows none)."""
    method = settings.justify[0]
    if settings.align != "justify" or method == "none" or "no-compress" in settings.justify:
        return frozenset()
    return frozenset((Order.WORD_SPACE,)) if method == "inter-word" else frozenset(Order)


def closed_pairs(settings: Settings) -> frozenset[str]:
    """Return the pairs that even stretch leaves alone."""
    return _closed_pairs(settings.only("justify"))


@lru_cache(maxsize=16)
def _closed_pairs(settings: Settings) -> frozenset[str]:
    return frozenset(a + b for a in KINDS for b in KINDS if not _is_open(a, b, settings))


def _is_open(left: str, right: str, settings: Settings) -> bool:
    """CLREQ #line_adjustment: evenly, but not inside ——, ……, a Latin word or a number, nor around 连接号."""
    method = settings.justify[0]
    if method in ("none", "inter-word"):
        return False
    if right in (K.REST, K.PAIR, K.MARK, K.LATIN_MARK) or K.JOINER in (left, right):
        return False
    if right in SPACES or right == K.NO_BREAK_SPACE:  # a space takes its share once, behind it
        return False
    if method == "inter-character":
        return True
    return not _is_inside_latin(left, right) and not {left, right} & {K.DASH, K.EN_DASH, K.WAVE, K.SHORT}


def _is_inside_latin(left: str, right: str) -> bool:
    if left in (K.DIGIT, K.NUMBER) and right in (K.DIGIT, K.NUMBER, K.UNIT):
        return True
    return (left in LATIN and right in LATIN) or (left == K.SIGN and right in (K.DIGIT, K.NUMBER))
