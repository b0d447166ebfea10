"""What stands around a mark: Han or Latin, a Latin sentence, an entry of a bibliography, the pairs of brackets.

In: prose and a place in it. Out: answers. Tables of characters and small predicates; no rule is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .pattern import Pattern
from .prose import BREAK, END, Passage, Prose

OPENING, CLOSING = "“‘「『《〈（【〔［｛〖", "”’」』》〉）】〕］｝〗"
BLANKS = " \u00a0"
LINE_ENDS = ("\n", BREAK, END)
STOPS = "，。、；：？！"
NUMERALS = "〇零一二三四五六七八九"

# Compiling so large a class takes a millisecond: it is done once, and `is_han` does without.
_HAN = Pattern("[\u3005-\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")
_WORD = Pattern(r"[A-Za-z][A-Za-z’']+")
_BORDER = Pattern('[。！？；\n\u2029]|[!?](?=[\\s“”"]|$)|\\.(?=\\s)')
_BRACKETED = Pattern(r"[(（][^()（）]*[)）]")
_HOLDING = "the an is are was were be to of in on for with and or not that this it you we they he she as by from at"
_FUNCTION_WORDS = frozenset(_HOLDING.split())
_REACH = 240  # characters of a sentence looked at on either side

_MARKS = "“”‘’「」『』《》〈〉（）()【】〔〕"
_TWO_MARKS = Pattern(f"[{_MARKS}](?:[^{_MARKS}{END}]*([{_MARKS}]))?")
_PLAIN_PAIRS = frozenset({"“”", "「」", "『』", "《》", "〈〉", "（）", "()", "【】", "〔〕"})

# The sign of a document's type in a reference by GB/T 7714, whose marks are ASCII by that standard: [M], [J], [EB/OL].
_REFERENCE = Pattern(r"\[(?:[MJCDNRSPGAZ]|DB|CP|EB|CM|DS)(?:/(?:OL|CD|MT|DK))?\]")


def is_han(character: str) -> bool:
    """Tell whether the character is Han."""
    return (
        "\u3400" <= character <= "\u9fff"
        or "\U00020000" <= character <= "\U0003ffff"
        or character in ("々", "〆", "〇")
    )


def holds_han(text: str) -> bool:
    """Tell whether a Han character stands in the text."""
    return bool(_HAN.search(text))


def all_han(text: str) -> bool:
    """Tell whether the text is Han and nothing else."""
    return bool(_HAN.fullmatch(text))


def count_han(text: str) -> int:
    """Return how many Han characters stand in the text."""
    return sum(map(len, _HAN.findall(text)))


def is_chinese(character: str) -> bool:
    """Tell whether the character is Han or a mark that only Chinese text has beside a stop."""
    return is_han(character) or character in CLOSING or character in "…—"


def in_latin_sentence(prose: Prose, place: int, end: int | None = None) -> bool:
    """Tell whether the sentence around `place` is in a Latin script, whatever Han it quotes.

    What stands from `place` to `end` (the character at `place` alone, if no end is given) and what stands in brackets
    does not count: 核磁共振（nuclear magnetic resonance）是……
    """
    passage = prose.passage_at(place)
    stop = place + 1 if end is None else end
    before = prose.text[max(passage.start, place - _REACH) : place]
    after = prose.text[stop : min(passage.end, stop + _REACH)]
    cuts = [found.end() for found in _BORDER.finditer(before)]
    border = _BORDER.search(after)
    sentence = before[cuts[-1] if cuts else 0 :] + " " + after[: border.start() if border else None]
    return _is_latin(_BRACKETED.sub(" ", sentence))


def _is_latin(sentence: str) -> bool:
    words, han = _WORD.findall(sentence), count_han(sentence)
    if len(words) > han:
        return True
    # Chinese that names English things has few of the words that hold an English sentence together.
    return len(words) * 2 > han and any(word.lower() in _FUNCTION_WORDS for word in words)


def references(prose: Prose) -> frozenset[int]:
    """Return the numbers of the passages that are entries of a bibliography."""
    return frozenset(prose.index_at(found.start()) for found in _REFERENCE.finditer(prose.text))


class Pair(NamedTuple):
    """Two marks that belong together, by their places; `depth` counts the pairs around them."""

    start: int
    end: int
    depth: int


class Pairing(NamedTuple):
    """The pairs of a passage, in the order of their ends, and the places of marks that have no other."""

    pairs: tuple[Pair, ...]
    unopened: tuple[int, ...]
    unclosed: tuple[int, ...]


def pair(marks: Iterator[tuple[int, str]], partners: Mapping[str, str]) -> Pairing:
    """Pair marks, given by place; `partners` names the opening mark of each closing one (or several, as a string).

    A closing mark whose opener waits below others leaves those without a partner.
    """
    pairs: list[Pair] = []
    unopened: list[int] = []
    unclosed: list[int] = []
    waiting: list[tuple[int, str]] = []
    for place, mark in marks:
        if mark not in partners:
            waiting.append((place, mark))
            continue
        depth = next((i for i in range(len(waiting) - 1, -1, -1) if waiting[i][1] in partners[mark]), None)
        if depth is None:
            unopened.append(place)
            continue
        unclosed += [other for other, _ in waiting[depth + 1 :]]
        pairs.append(Pair(waiting[depth][0], place, depth))
        del waiting[depth:]
    return Pairing(tuple(pairs), tuple(unopened), (*unclosed, *(place for place, _ in waiting)))


def marks_by_passage(prose: Prose, pattern: Pattern) -> Iterator[list[re.Match[str]]]:
    """Yield what the pattern finds, the matches of each passage together; the pattern must not match `END`."""
    group: list[re.Match[str]] = []
    end = -1
    for found in pattern.finditer(prose.text):
        if found.start() > end:
            if group:
                yield group
            group, end = [], prose.text.find(END, found.start())
        group.append(found)
    if group:
        yield group


def tangled(prose: Prose) -> Iterator[Passage]:
    """Yield the passages whose marks are not all plain pairs, one after another: “…”《…》（…）.

    What looks at pairs need not look at the others, which are nine of ten.
    """
    end = -1
    for found in _TWO_MARKS.finditer(prose.text):
        if found.start() > end and found[0][0] + (found[1] or "") not in _PLAIN_PAIRS:
            passage = prose.passage_at(found.start())
            end = passage.end
            yield passage


def skip_back(text: str, place: int) -> int:
    """Return where the spaces that end at `place` begin."""
    while place and text[place - 1] in BLANKS:
        place -= 1
    return place


def skip_on(text: str, place: int) -> int:
    """Return where the spaces that begin at `place` end."""
    while text[place] in BLANKS:
        place += 1
    return place


def with_blanks(prose: Prose, start: int, end: int, *, before: bool = True, after: bool = True) -> tuple[int, int]:
    """Return the place of a mark with the spaces beside it, which a full-width mark makes superfluous.

    Spaces at the edge of a line stay, for they may break it or belong to the block; so do those behind markup.
    """
    begin = skip_back(prose.text, start) if before else start
    if begin < start and (not begin or prose.text[begin - 1] in LINE_ENDS or not prose.place(begin, end)):
        begin = start
    stop = skip_on(prose.text, end) if after else end
    if stop > end and (prose.text[stop] in LINE_ENDS or not prose.place(start, stop)):
        stop = end
    return begin, stop
