"""Which paragraphs are headings, and of which rank.

In: paragraphs. Out: for each its `Family`, or None. A numbered line is a heading when it is short, does not end like a
sentence and its family is used for headings all through the file; without any numbered headings, an unmarked short
line between long paragraphs is one. The typed numbers are kept. Not done: Markdown levels (`compose.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Protocol

from kanyin.records import dataclass

_NUMBER: Final = r"[0-9０-９零〇○一二三四五六七八九十百千两]+"
_HAN_NUMBER: Final = r"[零〇一二三四五六七八九十百]+"


class HasText(Protocol):
    """Anything with a text: a paragraph, wherever it came from."""

    @property
    def text(self) -> str:
        """The text on one line."""


@dataclass(frozen=True, slots=True)
class Family:
    """One way to number headings. Lower `rank` stands higher; `chapter` families start a new file."""

    name: str
    rank: int
    pattern: re.Pattern[str]
    longest: int = 40
    chapter: bool = False
    counted: bool = False  # also used to count items inside text, so its lines need more evidence


# Ordered: the first family that matches is the line's. What follows 第X回 must not make another word of it (第一回合).
FAMILIES: Final = (
    Family(
        "volume", 0, re.compile(rf"第{_NUMBER}(?:部分|[卷部编篇](?![分首队门]))|卷之?{_HAN_NUMBER}(?=\s|$)"), 40, True
    ),
    Family(
        "chapter",
        1,
        re.compile(rf"第{_NUMBER}(?:章|回(?!合|事|来|去)|讲(?!的|了)|课(?!的|堂))|Chapter\s+[0-9IVXLC]+\b", re.I),
        40,
        True,
    ),
    Family("section", 2, re.compile(rf"第{_NUMBER}节(?!课|目|日)")),
    Family("han", 3, re.compile(rf"{_HAN_NUMBER}、"), 45, counted=True),
    Family("han-parenthesis", 4, re.compile(rf"[（(]{_HAN_NUMBER}[)）]"), 45, counted=True),
    Family("decimal-4", 9, re.compile(r"\d+(?:\.\d+){3}(?![\d.%％])\s*(?=\D)"), 45, counted=True),
    Family("decimal-3", 8, re.compile(r"\d+(?:\.\d+){2}(?![\d.%％])\s*(?=\D)"), 45, counted=True),
    Family(
        "decimal-2",
        7,
        re.compile(r"\d+\.\d+(?![\d.%％])\s+(?=\D)|\d+\.\d+(?=[\u4e00-\u9fff])(?![万亿元米倍岁年个])"),
        45,
        counted=True,
    ),
    Family("arabic", 5, re.compile(r"\d+[.．、](?!\d)"), 40, counted=True),
    Family("arabic-parenthesis", 6, re.compile(r"[（(]\d+[)）]"), 40, counted=True),
)
UNMARKED: Final = Family("unmarked", 3, re.compile(r"(?!)"))
NAMED: Final = Family(
    "named",
    1,
    re.compile(
        r"(?:序章|楔子|引子|尾声|终章|序言|自序|前言|引言|绪论|导言|导论|摘\s*要|结语|结论|后记|跋|致谢|参考文献|参考资料|附录"
        r"|番外|緒論|導論|後記|結語|結論|參考文獻|附錄|尾聲)(?:[一二三四五六七八九十]|[A-Z]|[0-9]+)?(?:[\s：:].{1,30})?$"
    ),
)

_CLOSED: Final = "。；，、：;:,.．…"
_SENTENCE_END: Final = "。！？；…!?;”’」』）)】"
_LONG: Final = 40  # characters; an unmarked heading stands between paragraphs at least this long
_UNMARKED_LONGEST: Final = 40


def family_of(text: str) -> Family | None:
    """Return the numbering family a line begins with, whether or not it is a heading."""
    return next((family for family in FAMILIES if family.pattern.match(text)), None)


def looks_closed(text: str) -> bool:
    """Say whether a line ends, or holds within, a mark that a heading does not have."""
    return text[-1] in _CLOSED or "。" in text or "；" in text


def headings_of(paragraphs: Sequence[HasText]) -> tuple[Family | None, ...]:
    """Return for each paragraph the family of heading it is, or None for text."""
    texts = [p.text for p in paragraphs]
    begins = [family_of(text) for text in texts]
    candidates = [f if f and _may_be_numbered_heading(t, f) else None for t, f in zip(texts, begins, strict=True)]
    accepted = [f for f in FAMILIES if f in candidates and _is_consistent(f, candidates, begins)]
    found = [f if f in accepted else None for f in candidates]
    if not accepted:
        return _with_named(texts, _unmarked(texts), UNMARKED)
    return _with_named(texts, found, min(accepted, key=lambda f: f.rank))


def _may_be_numbered_heading(text: str, family: Family) -> bool:
    match = family.pattern.match(text)
    rest = text[match.end() :].strip() if match else ""
    if len(text) > family.longest or looks_closed(text.rstrip("…")):
        return False
    return family.chapter or family.name == "section" or (bool(rest) and text[-1] not in "！!？?”’")


def _is_consistent(family: Family, candidates: list[Family | None], begins: list[Family | None]) -> bool:
    """A family that also counts items is for headings only where most of its lines are short and have text below."""
    if not family.counted:
        return True
    uses = [i for i, f in enumerate(begins) if f is family]
    short = [i for i in uses if candidates[i] is family]
    followed = [i for i in short if i + 1 < len(begins) and begins[i + 1] is not family]
    return len(short) > 0.5 * len(uses) and len(followed) > 0.5 * len(short)


def _unmarked(texts: list[str]) -> list[Family | None]:
    found = [_is_unmarked(texts, i) for i in range(len(texts))]
    # Many of them among few paragraphs: verse, dialogue or a list, not headings.
    if sum(found) > max(1, len(texts) / 3):
        return [None] * len(texts)
    return [UNMARKED if f else None for f in found]


def _is_unmarked(texts: list[str], i: int) -> bool:
    text = texts[i]
    before = texts[i - 1] if i else None
    after = texts[i + 1] if i + 1 < len(texts) else ""
    between = (before is None or (len(before) >= _LONG and before[-1] in _SENTENCE_END)) and len(after) >= _LONG
    return between and looks_like_unmarked_heading(text) and len(text) < len(after) / 2


def looks_like_unmarked_heading(text: str) -> bool:
    """Say whether a line taken by itself may be a heading: short, no closing mark, no speech, some letters."""
    if not 2 <= len(text) <= _UNMARKED_LONGEST or looks_closed(text) or text[-1] in _SENTENCE_END + "—》-":
        return False
    return text[0] not in "“‘「『—…（(-*·●•*《#>" and "://" not in text and sum(c.isalpha() for c in text) >= 2


def _with_named(texts: list[str], found: Sequence[Family | None], top: Family) -> tuple[Family | None, ...]:
    """Headings known by name (前言, 结语) take the place of the file's highest family."""
    named = Family(NAMED.name, top.rank, NAMED.pattern, NAMED.longest, top.chapter)
    return tuple(
        f or (named if NAMED.pattern.match(t) and not looks_closed(t) else None)
        for t, f in zip(texts, found, strict=True)
    )
