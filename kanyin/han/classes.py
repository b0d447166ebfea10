"""Classes of characters, and what differs between regions: tables, enums and the look-up of a character's class.

In: a character. Out: its class, one letter of `Kind`, so that the classes of a text are a string of the same length
and a rule about two neighbours is a table of two-letter strings.
Characters whose class depends on the text around them (curly quotes, dashes, `·`, `/`) get one of the letters of
`Unsettled`; `context.py` settles them. Nothing here looks at more than one character.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import Final

from kanyin.records import dataclass


class Kind:
    """The classes, one letter each. The first group is full-width, the second Latin, the third neither."""

    HAN: Final = "H"  # Han characters, kana, bopomofo, full-width letters and symbols, emoji
    KANA: Final = "K"  # small kana, prolonged sound and iteration marks: as Han, but not at a line start
    NUMBER: Final = "N"  # full-width digits
    HANGUL: Final = "G"
    WIDE_SPACE: Final = "F"  # U+3000
    OPEN: Final = "("  # brackets and quotes: ink in the right half
    CLOSE: Final = ")"  # brackets and quotes: ink in the left half
    STOP: Final = "."  # 。．
    COMMA: Final = ","  # ，、
    COLON: Final = ";"  # ：；
    ASK: Final = "!"  # ！？
    ASKED: Final = "y"  # the last of an even run of ！？, which has given up its blank half
    DOT: Final = "m"  # 间隔号
    SLASH: Final = "/"  # 分隔号
    WAVE: Final = "w"  # 浪纹线 ～
    DASH: Final = "c"  # 一字线: a single — between Han
    LONG: Final = "E"  # the first character of —— or ……
    REST: Final = "e"  # each further character of it
    PAIR: Final = "d"  # the first of a further pair in a run of four and more
    UNIT: Final = "p"  # ％ ℃: full-width, after a number
    SIGN: Final = "q"  # ￥: full-width, before a number

    LETTER: Final = "a"
    DIGIT: Final = "0"
    LATIN_OPEN: Final = "<"
    LATIN_CLOSE: Final = ">"
    SYMBOL: Final = "x"  # anything else inside a Latin word: apostrophe, +, @, decimal point
    HYPHEN: Final = "-"  # a line may break after it, before a letter
    SHORT: Final = "k"  # 短横线: a hyphen beside Han
    EN_DASH: Final = "i"
    PERCENT: Final = "P"  # % ‰ °
    URL_BEFORE: Final = "u"  # a line may break before it, inside a URL
    URL_AFTER: Final = "v"  # a line may break after it, inside a URL

    SPACE: Final = "_"
    NO_BREAK_SPACE: Final = "n"
    JOINER: Final = "j"  # no width, and no break on either side
    BREAK: Final = "z"  # U+200B
    SOFT_HYPHEN: Final = "h"
    GAP: Final = "g"  # a typed space that is the gap between Han and Latin
    MARK: Final = "^"  # combining marks, variation selectors: belongs to what stands before it
    LATIN_MARK: Final = "`"  # the same, after a Latin letter
    OBJECT: Final = "o"  # U+FFFC: an image, an inline block, a note call
    NEWLINE: Final = "\n"


class Unsettled:
    """Classes that only the context turns into a `Kind`."""

    DOUBLE_OPEN: Final = "A"
    SINGLE_OPEN: Final = "B"
    DOUBLE_CLOSE: Final = "C"
    SINGLE_CLOSE: Final = "D"
    EM_DASH: Final = "L"
    ELLIPSIS: Final = "T"
    MIDDLE_DOT: Final = "M"
    SOLIDUS: Final = "U"
    STRAIGHT_DOUBLE: Final = "Q"
    STRAIGHT_SINGLE: Final = "R"
    HYPHEN_MINUS: Final = "S"
    FLAG: Final = "J"  # regional indicators: two make one flag

    ALL: Final = "ABCDLTMUQRSJ"


class Region(Enum):
    """Where a text's conventions come from."""

    MAINLAND = "zh-Hans"
    TAIWAN = "zh-Hant"  # and Hong Kong, Macau
    JAPAN = "ja"
    KOREA = "ko"

    @property
    def conventions(self) -> Conventions:
        """What differs there."""
        return _CONVENTIONS[self]

    @classmethod
    def of(cls, language: str) -> Region:
        """Return the region of a BCP 47 tag; of a language without conventions of its own, the mainland."""
        parts = language.replace("_", "-").split("-")
        if parts[0].lower() in ("ja", "ko"):
            return cls(parts[0].lower())
        rest = {part.title() for part in parts[1:]}
        traditional = "Hant" in rest or ("Hans" not in rest and rest & {"Tw", "Hk", "Mo"})
        return cls.TAIWAN if traditional else cls.MAINLAND


@dataclass(frozen=True, slots=True)
class Conventions:
    """What differs between regions.

    `halved`: closing marks whose right half is blank and can be given up; a centred mark has no such half.
    `centred`: marks with a quarter em blank on either side; an opening mark behind one gives up its own half.
    `pairs_asks`: `？！` takes one em and three of them two (GB/T 15834-2011, 5.1.2).
    `widths`: classes set to a width of their own, in em, whatever the face gives them: `·`, `/` and the short hyphen
    are half an em in the mainland (GB/T 15834-2011, 5.1.6, 5.1.7, 5.1.9), `·` a full one in Taiwan and Japan.
    """

    halved: frozenset[str]
    centred: frozenset[str]
    pairs_asks: bool
    widths: tuple[tuple[str, float], ...]


_MARKS = Kind.STOP + Kind.COMMA + Kind.COLON + Kind.ASK + Kind.ASKED
_HALF_EM: Final = ((Kind.DOT, 0.5), (Kind.SLASH, 0.5), (Kind.SHORT, 0.5))
# JLREQ 3.1.2: ：；are centred, ！？ have a full em and are left alone.
_JAPANESE: Final = Conventions(
    frozenset(Kind.CLOSE + Kind.STOP + Kind.COMMA), frozenset(Kind.COLON), False, ((Kind.DOT, 1.0),)
)
_KOREAN: Final = Conventions(_JAPANESE.halved, _JAPANESE.centred, False, ((Kind.DOT, 0.5),))
_CONVENTIONS: Final = {
    Region.MAINLAND: Conventions(frozenset(Kind.CLOSE + _MARKS), frozenset(), True, _HALF_EM),
    Region.TAIWAN: Conventions(frozenset(Kind.CLOSE), frozenset(_MARKS), False, ((Kind.DOT, 1.0),)),
    Region.JAPAN: _JAPANESE,
    Region.KOREA: _KOREAN,
}

# Characters by class; what is not named here is classed by its Unicode properties, in `kind`.
_NAMED: Final = (
    (Kind.OPEN, "（〈《「『【〔〖［｛｟〘〚〝"),
    (Kind.CLOSE, "）〉》」』】〕〗］｝｠〙〛〞〟"),
    (Kind.STOP, "。．"),
    (Kind.COMMA, "，、"),
    (Kind.COLON, "：；"),
    (Kind.ASK, "！？‼⁇⁈⁉"),
    (Kind.DOT, "・"),
    (Kind.SLASH, "／"),
    (Kind.WAVE, "～〜"),
    (Kind.LONG, "⸺⸻"),
    (Kind.UNIT, "％℃℉"),
    (Kind.SIGN, "￥＄￡￦"),
    (Kind.KANA, "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶー々〻ゝゞヽヾ"),
    (Kind.KANA, "ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"),
    (Kind.NUMBER, "０１２３４５６７８９"),
    (Kind.WIDE_SPACE, "\u3000"),
    (Kind.HAN, "※"),
    (Kind.SYMBOL, "™®№"),
    (Kind.LATIN_OPEN, "([{«‹"),
    (Kind.LATIN_CLOSE, ")]},.;:!?»›｡､"),
    (Kind.PERCENT, "%‰‱°′″"),
    (Kind.EN_DASH, "–"),
    (Kind.SPACE, " \t\r\f"),
    (Kind.NO_BREAK_SPACE, "\u00a0\u202f\u2007"),
    (Kind.JOINER, "\u2060\ufeff\u200d"),
    (Kind.BREAK, "\u200b"),
    (Kind.SOFT_HYPHEN, "\u00ad"),
    (Kind.HYPHEN, "\u2010"),
    (Kind.OBJECT, "\ufffc"),
    (Kind.NEWLINE, "\n\u2028\u2029\v"),
    (Unsettled.DOUBLE_OPEN, "“"),
    (Unsettled.SINGLE_OPEN, "‘"),
    (Unsettled.DOUBLE_CLOSE, "”"),
    (Unsettled.SINGLE_CLOSE, "’"),
    (Unsettled.EM_DASH, "—―"),
    (Unsettled.ELLIPSIS, "…⋯‥"),
    (Unsettled.MIDDLE_DOT, "·‧"),
    (Unsettled.SOLIDUS, "/"),
    (Unsettled.STRAIGHT_DOUBLE, '"'),
    (Unsettled.STRAIGHT_SINGLE, "'"),
    (Unsettled.HYPHEN_MINUS, "-"),
)
_KINDS: Final = {character: name for name, characters in _NAMED for character in characters}

# Marks that may hang, as CSS Text 4 lists them under `hanging-punctuation`.
HANGING_STOPS: Final = frozenset(",.،۔、。，．﹐﹑﹒｡､")


def kind(character: str) -> str:
    """Return the class of a character: a letter of `Kind`, or of `Unsettled`."""
    if character in _KINDS:
        return _KINDS[character]
    category = unicodedata.category(character)
    wide = unicodedata.east_asian_width(character) in "FW"
    if category[0] == "M" or "\U0001f3fb" <= character <= "\U0001f3ff":  # emoji skin tones change what stands before
        return Kind.MARK
    if _is_hangul(character):
        return Kind.MARK if "ᅠ" <= character <= "ᇿ" else Kind.HANGUL
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return Unsettled.FLAG
    if category[0] in "LN":
        return _letter_or_number(character, category, wide)
    if category == "Cf":
        return Kind.JOINER
    if category == "Zs":
        return Kind.SPACE
    if wide or (category == "So" and unicodedata.east_asian_width(character) == "A"):
        return Kind.HAN
    return _LATIN_MARKS.get(category, Kind.SYMBOL)


_LATIN_MARKS: Final = {
    "Ps": Kind.LATIN_OPEN, "Pi": Kind.LATIN_OPEN, "Pe": Kind.LATIN_CLOSE, "Pf": Kind.LATIN_CLOSE,
}  # fmt: skip


def _letter_or_number(character: str, category: str, wide: bool) -> str:
    if wide or any(first <= character <= last for first, last in _FULL_WIDTH):
        return Kind.HAN
    if category == "No":  # the ² of m²
        return Kind.SYMBOL
    return Kind.DIGIT if category == "Nd" else Kind.LETTER


# What Unicode calls neutral or ambiguous and a Chinese face sets in a full em: Ⅳ, ① and ❶; and half-width katakana.
_FULL_WIDTH: Final = ("Ⅰↈ", "①⓿", "❶➓", "ｦﾟ")


def _is_hangul(character: str) -> bool:
    return any(first <= character <= last for first, last in ("ᄀᇿ", "ㄱㆎ", "ꥠ꥿", "가\ud7ff"))
