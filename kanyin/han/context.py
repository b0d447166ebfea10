"""Classes of a text's characters with their context taken into account, and the face each is set in.

In: a text, and the region whose conventions it follows. Out: a string of `Kind` letters of the same length; of it,
which characters take the CJK face and which the Latin one. Most characters are classed by a table; the work here is
for curly quotes, dashes, dots, slashes and hyphens, which Chinese and English share and set differently.
It does not say where a line may break nor how wide anything is.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from kanyin.han.classes import Kind, Region, Unsettled, kind

Face: TypeAlias = Literal["han", "latin"]

# Which script a character speaks for when a quote asks its neighbours. Digits, brackets and marks of ASCII are written
# in both scripts and say nothing.
_HAN_EVIDENCE: Final = frozenset("HKNGF(.,;!)ymwcEedpq")
_LATIN_EVIDENCE: Final = frozenset("axvu")
# How far a quote looks for evidence: beyond a number, a bracket and a space, not over a whole paragraph of them.
_REACH: Final = 12

_UNSETTLED: Final = re.compile(f"[{Unsettled.ALL}]")
_RUN_OF_ASKS: Final = re.compile(r"!{2,}")
_MARK_IN_WORD: Final = re.compile(r"(?<=[a0x])\^+")
_SPACE_AFTER_OPEN: Final = re.compile(r"(?<=[(<])_+")
_WIDE_DECIMAL: Final = re.compile(r"(?<=[０-９])[．，：](?=[０-９])")
_URL: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/)[!#-;=?-~]+", re.IGNORECASE | re.ASCII
)
_URL_TAIL: Final = re.compile(r"[^A-Za-z0-9/]+\Z")

_PAIRS: Final = {Unsettled.DOUBLE_OPEN: Unsettled.DOUBLE_CLOSE, Unsettled.SINGLE_OPEN: Unsettled.SINGLE_CLOSE}
_LATIN_FACE: Final = "a0x<>-kiPuv_gnjzh`\n"
_FACES: Final = str.maketrans(dict.fromkeys(_LATIN_FACE, "l"))


_PLANE: Final = 0x10000
_CLASSES: Final = [""] * _PLANE
"""The class of every character of the Basic Multilingual Plane that was met so far, by code point."""


def _classes(text: str) -> str:
    """Return the class of each character by itself."""
    found: list[str] = []
    for index in range(len(text)):
        code = ord(text[index])
        letter = _CLASSES[code] if code < _PLANE else kind(text[index])
        if not letter:
            letter = _CLASSES[code] = kind(text[index])
        found.append(letter)
    return "".join(found)


def classify(text: str, region: Region = Region.MAINLAND) -> str:
    """Return the class of each character: a string of `Kind` letters as long as the text."""
    raw = _classes(text)
    if _UNSETTLED.search(raw):
        raw = _Settling(text, raw).settle()
    return _settle_runs(text, raw, region)


def faces(text: str, region: Region = Region.MAINLAND) -> tuple[Face, ...]:
    """Return for each character whether it takes the CJK or the Latin face (CLREQ, mixed text composition)."""
    return tuple("latin" if face == "l" else "han" for face in classify(text, region).translate(_FACES))


def _settle_runs(text: str, kinds: str, region: Region) -> str:
    """Class what depends on a run of characters rather than on a neighbour."""
    if region.conventions.pairs_asks and Kind.ASK * 2 in kinds:
        kinds = _RUN_OF_ASKS.sub(_asked, kinds)
    if Kind.MARK in kinds:
        kinds = _MARK_IN_WORD.sub(lambda found: Kind.LATIN_MARK * len(found[0]), kinds)
    if Kind.SPACE in kinds:  # no line ends with an opening mark, nor with that and a space
        kinds = _SPACE_AFTER_OPEN.sub(lambda found: Kind.NO_BREAK_SPACE * len(found[0]), kinds)
    if Kind.NUMBER in kinds:
        kinds = _replaced(kinds, {found.start(): Kind.NUMBER for found in _WIDE_DECIMAL.finditer(text)})
    if "/" in text or "www." in text:
        kinds = _replaced(kinds, _url_classes(text, kinds))
    return kinds


def _asked(run: re.Match[str]) -> str:
    """GB/T 15834-2011, 5.1.2: two of them take one em, three take two; the last of two gives up its blank half."""
    length = len(run[0])
    return Kind.ASK * length if length % 2 else Kind.ASK * (length - 1) + Kind.ASKED


def _replaced(kinds: str, changes: dict[int, str]) -> str:
    if not changes:
        return kinds
    letters = list(kinds)
    for index, letter in changes.items():
        letters[index] = letter
    return "".join(letters)


def _url_classes(text: str, kinds: str) -> dict[int, str]:
    """Return where a URL may break: after a slash, and before a sign that no sentence ends with.

    Not before `.`, `,`, `?`, `;` and `%`: at a line start they would look like marks that have gone astray.
    """
    changes: dict[int, str] = {}
    for found in _URL.finditer(text):
        url = _URL_TAIL.sub("", found[0])
        last = found.start() + len(url) - 1
        for index in range(found.start(), last + 1):
            character = text[index]
            if kinds[index] == Kind.LETTER or kinds[index] == Kind.DIGIT:
                continue
            if character == "/":
                changes[index] = Kind.SYMBOL if index == last or text[index + 1] == "/" else Kind.URL_AFTER
            else:
                opens = character in "&=#-_~+@" and found.start() < index < last
                changes[index] = Kind.URL_BEFORE if opens else Kind.SYMBOL
    return changes


class _Settling:
    """One text's unsettled characters being settled, from left to right; quotes go with their partners."""

    def __init__(self, text: str, raw: str) -> None:
        self.text = text
        self.kinds = list(raw)
        self.at = [found.start() for found in _UNSETTLED.finditer(raw)]
        self.partner = self._partners()
        self.straight = 0

    def settle(self) -> str:
        for index in self.at:
            if self.kinds[index] in Unsettled.ALL:  # a partner may have settled it
                self._settle_one(index, self.kinds[index])
        return "".join(self.kinds)

    def _settle_one(self, index: int, raw: str) -> None:
        if raw in "ABCD":
            self._settle_quote(index, raw)
        elif raw == Unsettled.EM_DASH or raw == Unsettled.ELLIPSIS:
            self._settle_long(index, raw)
        elif raw == Unsettled.MIDDLE_DOT:
            self.kinds[index] = Kind.SYMBOL if self._inside_latin_word(index) else Kind.DOT
        elif raw == Unsettled.SOLIDUS:
            self.kinds[index] = Kind.SLASH if self._beside_han(index) else Kind.SYMBOL
        elif raw == Unsettled.HYPHEN_MINUS:
            self._settle_hyphen(index)
        elif raw == Unsettled.FLAG:
            self._settle_flag(index)
        else:
            self._settle_straight(index, raw)

    # ---- quotes

    def _partners(self) -> dict[int, int]:
        """Return opening quote → closing quote, for those that have a partner; an apostrophe is nobody's partner."""
        found: dict[int, int] = {}
        open_quotes: list[tuple[int, str]] = []
        for index in self.at:
            raw = self.kinds[index]
            if raw in _PAIRS:
                open_quotes.append((index, _PAIRS[raw]))
            elif raw in _PAIRS.values() and not self._inside_latin_word(index):
                for depth in range(len(open_quotes) - 1, max(-1, len(open_quotes) - 4), -1):
                    if open_quotes[depth][1] == raw:
                        found[open_quotes[depth][0]] = index
                        del open_quotes[depth:]
                        break
        return found

    def _settle_quote(self, index: int, raw: str) -> None:
        closing = self.partner.get(index)
        if raw in _PAIRS:
            face = self._face_of_quotes(index, closing)
            self.kinds[index] = Kind.OPEN if face == "han" else Kind.LATIN_OPEN
            if closing is not None:
                self.kinds[closing] = Kind.CLOSE if face == "han" else Kind.LATIN_CLOSE
        elif self._is_apostrophe(index, raw):
            self.kinds[index] = Kind.SYMBOL
        else:
            beside = self._evidence(index, -1) or self._evidence(index, 1)
            self.kinds[index] = Kind.LATIN_CLOSE if beside == "latin" else Kind.CLOSE

    def _is_apostrophe(self, index: int, raw: str) -> bool:
        """It’s, students’, ’90s: a closing single quote that closes nothing, beside a Latin word."""
        if raw != Unsettled.SINGLE_CLOSE:
            return False
        before, after = self._neighbour(index, -1), self._neighbour(index, 1)
        return before in "a" or after in "a" or (after == Kind.DIGIT and before in "_(<\n")

    def _is_apostrophe_at(self, index: int) -> bool:
        return self.text[index] == "’" and self._inside_latin_word(index)

    def _face_of_quotes(self, opening: int, closing: int | None) -> Face:
        """The sentence around a pair of quotes decides; where there is none, what it quotes."""
        before = self._evidence(opening, -1)
        after = self._evidence(closing, 1) if closing is not None else None
        inside = self._evidence(opening, 1), self._evidence(closing, -1) if closing is not None else None
        if "han" in (before, after):
            return "han"
        if "latin" not in (before, after):
            return "han" if "han" in inside or "latin" not in inside else "latin"
        # A pair that touches a Latin word is no English quotation, which would stand apart from it: `iPhone“手机”`.
        touches = self._neighbour(opening, -1) == Kind.LETTER
        return "han" if touches and "han" in inside else "latin"

    # ---- dashes, dots, hyphens, flags

    def _settle_long(self, index: int, raw: str) -> None:
        """—— and …… are two characters each; a single one is a 连接号, an English dash or a short ellipsis."""
        end = index
        while end < len(self.kinds) and self.text[end] == self.text[index]:
            end += 1
        run = end - index
        if run > 1:
            letters = (Kind.LONG + Kind.REST + (Kind.PAIR + Kind.REST) * (run // 2))[:run]
            self.kinds[index:end] = list(letters)
            return
        sides = self._evidence(index, -1), self._evidence(index, 1)
        latin = "latin" in sides and "han" not in sides
        if raw == Unsettled.ELLIPSIS:
            self.kinds[index] = Kind.LATIN_CLOSE if latin or sides[0] == "latin" else Kind.LONG
        else:
            self.kinds[index] = Kind.EN_DASH if latin else Kind.DASH

    def _settle_hyphen(self, index: int) -> None:
        before, after = self._neighbour(index, -1), self._neighbour(index, 1)
        if (before in "HKN" and after in "HKNa0") or (after in "HKN" and before in "a0"):
            self.kinds[index] = Kind.SHORT
        else:
            self.kinds[index] = Kind.HYPHEN if before in "a0" and after == Kind.LETTER else Kind.SYMBOL

    def _settle_flag(self, index: int) -> None:
        """Two regional indicators are one flag."""
        second = index > 0 and self.text[index - 1] >= "\U0001f1e6" and self.kinds[index - 1] == Kind.HAN
        self.kinds[index] = Kind.MARK if second and kind(self.text[index - 1]) == Unsettled.FLAG else Kind.HAN

    def _settle_straight(self, index: int, raw: str) -> None:
        """Straight quotes do not say whether they open: a space or an opening mark before says so, else their count."""
        before, after = self._neighbour(index, -1), self._neighbour(index, 1)
        if raw == Unsettled.STRAIGHT_SINGLE and before in "a0":
            self.kinds[index] = Kind.SYMBOL
            return
        self.straight += raw == Unsettled.STRAIGHT_DOUBLE
        opens = self.straight % 2 == 1 if raw == Unsettled.STRAIGHT_DOUBLE else before in "_\n(<"
        if before in "_\n(<" and after not in "_\n":
            opens = True
        elif after in "_\n" and before not in "_\n":
            opens = False
        self.kinds[index] = Kind.LATIN_OPEN if opens else Kind.LATIN_CLOSE

    # ---- looking around

    def _neighbour(self, index: int, step: int) -> str:
        beside = index + step
        return self.kinds[beside] if 0 <= beside < len(self.kinds) else Kind.NEWLINE

    def _inside_latin_word(self, index: int) -> bool:
        return self._neighbour(index, -1) in "a0x" and self._neighbour(index, 1) in "a0x"

    def _beside_han(self, index: int) -> bool:
        sides = self._neighbour(index, -1), self._neighbour(index, 1)
        return any(side in _HAN_EVIDENCE for side in sides)

    def _evidence(self, index: int, step: int) -> Face | None:
        """Return the script of the nearest character on that side that speaks for one, inside the same quotation."""
        border = "“‘" if step < 0 else "”’"
        for beside in range(index + step, index + step * _REACH, step):
            if not 0 <= beside < len(self.kinds) or self.kinds[beside] == Kind.NEWLINE:
                return None
            if self.text[beside] in "“”‘’" and self.kinds[beside] != Kind.SYMBOL and not self._is_apostrophe_at(beside):
                if self.text[beside] in border:
                    return None
                continue
            if self.kinds[beside] in _HAN_EVIDENCE:
                return "han"
            if self.kinds[beside] in _LATIN_EVIDENCE:
                return "latin"
        return None
