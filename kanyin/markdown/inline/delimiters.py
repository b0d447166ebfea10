"""Emphasis and its kin by CommonMark's delimiter runs, amended for Chinese (CommonMark 6.2).

In: runs of `*` `_` `~` `^` `=`. Out: em, strong, sub, del, sup, mark.

**The amendment.** CommonMark lets `**` close after a mark only where white space or punctuation follows, which suits
scripts that write spaces between words: `**重要，**字` stays literal. Chinese writes none. So for `*` `~` `^` `=`
(1) a Chinese mark beside the run counts as a letter, and (2) a Han, kana or hangul character or Chinese mark on the far
side counts as white space would. Each run beside Chinese text may thus open and close; which of the two it does,
pairing decides: a run closes if something is open, and opens otherwise. `_` keeps CommonMark's rule, for names like
变量_a_值.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ..chapter import MAX_DEPTH
from .nodes import Maker, plain_text
from .rule import Item, Node, Run
from .scanner import Scanner

_RUN = {sign: re.compile(re.escape(sign) + "+") for sign in "*_~^="}
_TAGS = {"*1": "em", "*2": "strong", "_1": "em", "_2": "strong", "~1": "sub", "~2": "del", "^1": "sup", "=2": "mark"}
_EXACT = frozenset("~^=")
# Where ranges begin and end, in turn. A pattern of such large ranges takes milliseconds to compile, at each start.
_CJK = "\u1100\u1200\u2e80\ua4d0\ua960\ua980\uac00\ud800\uf900\ufb00\ufe30\ufe50\uff00\ufff0\U00020000\U00040000"
_CHINESE_MARKS = frozenset("“”‘’—…·")  # of ambiguous width, but Chinese marks in this project's books
_HAN = "\u3400\ua000\U00020000\U00040000"


def is_cjk(character: str) -> bool:
    """Tell whether the character is written without spaces around it in Chinese text."""
    return bisect(_CJK, character) % 2 == 1 or character in _CHINESE_MARKS


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def flanking(before: str, after: str, amended: bool) -> tuple[bool, bool]:
    """Return whether a run between these characters is left-flanking and right-flanking."""
    cjk_before, cjk_after = (amended and is_cjk(before)), (amended and is_cjk(after))
    mark_before = not cjk_before and _is_punctuation(before)
    mark_after = not cjk_after and _is_punctuation(after)
    left = not after.isspace() and (not mark_after or before.isspace() or mark_before or cjk_before)
    right = not before.isspace() and (not mark_before or after.isspace() or mark_after or cjk_after)
    return left, right


def read_run(scanner: Scanner, pos: int) -> int | None:
    """Read a run of delimiters."""
    data = scanner.data
    sign = data[pos]
    found = _RUN[sign].match(data, pos)
    end = found.end() if found else pos + 1
    length = end - pos
    if sign in _EXACT and f"{sign}{length}" not in _TAGS:
        scanner.items.append(data[pos:end])
        return end
    before, after = data[pos - 1 : pos] or "\n", data[end : end + 1] or "\n"
    left, right = flanking(before, after, sign != "_")
    opens, closes = left, right
    if sign == "_":
        opens, closes = left and (not right or _is_punctuation(before)), right and (not left or _is_punctuation(after))
    elif sign in "^~" and length == 1:
        opens, closes = _may_open_script(sign, before, after), not before.isspace()
    scanner.items.append(Run(sign, length, length, opens, closes, pos))
    return end


def _may_open_script(sign: str, before: str, after: str) -> bool:
    """A subscript follows a letter that is not Chinese, or a bracket: `3~5 天` and `周一~周五` are ranges."""
    if after.isspace():
        return False
    return sign == "^" or (before.isalpha() and not is_cjk(before)) or before in ")]*_"


def resolve(items: Sequence[Item], maker: Maker) -> list[Node]:
    """Pair the delimiter runs among `items` and return the nodes they make.

    Closers are met from left to right. What waits on `waiting` could open; everything between an opener and its closer
    leaves the stack with them, so each item is moved once a nesting level at most. `floors` remembers, for each sort of
    closer, before which run there is no opener for it: it keeps the search linear.
    """
    nodes: list[Item] = []
    waiting: list[Run] = []
    floors: dict[tuple[str, bool, int], int] = {}
    for item in items:
        if isinstance(item, Run):
            if item.closes:
                _close(item, nodes, waiting, floors, maker)
            if item.count:
                item.place = len(nodes)
                nodes.append(item)
                if item.opens:
                    waiting.append(item)
                    del waiting[:-MAX_DEPTH]  # what waits longest may not nest so deep
        else:
            maker.put(nodes, item)
    return [node.text if isinstance(node, Run) else node for node in nodes if isinstance(node, str | Element | Run)]


def _close(
    run: Run, nodes: list[Item], waiting: list[Run], floors: dict[tuple[str, bool, int], int], maker: Maker
) -> None:
    key = (run.sign, run.opens, run.length % 3 if run.sign not in _EXACT else run.length)
    while run.count:
        index = _find_opener(run, waiting, floors.get(key, -1))
        if index is None or not _fits(run, nodes, waiting[index]):
            floors[key] = run.serial
            return
        opener = waiting[index]
        del waiting[index + 1 :]
        used = run.count if run.sign in _EXACT else 2 if min(run.count, opener.count) >= 2 else 1
        inner = [node.text if isinstance(node, Run) else node for node in nodes[opener.place + 1 :]]
        del nodes[opener.place + 1 :]
        opener.count -= used
        run.count -= used
        if not opener.count:
            waiting.pop()
            nodes.pop()
        nodes.extend(maker.make(_TAGS[f"{run.sign}{used}"], [n for n in inner if isinstance(n, str | Element)]))


def _find_opener(run: Run, waiting: list[Run], floor: int) -> int | None:
    for index in range(len(waiting) - 1, -1, -1):
        opener = waiting[index]
        if opener.serial < floor:
            return None
        if opener.sign == run.sign and _match(opener, run):
            return index
    return None


def _match(opener: Run, closer: Run) -> bool:
    if closer.sign in _EXACT:
        return opener.length == closer.length
    ambiguous = opener.closes or closer.opens
    return not (ambiguous and (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3))


def _fits(run: Run, nodes: list[Item], opener: Run) -> bool:
    """Sub- and superscripts hold no space, and not a mixture that rather looks like two ranges (`a~b和c~d`)."""
    if run.length != 1 or run.sign not in "~^":
        return True
    text = "".join(plain_text(n) if isinstance(n, str | Element) else "" for n in nodes[opener.place + 1 :])
    han = sum(bisect(_HAN, character) % 2 for character in text)
    mixed = run.sign == "~" and 0 < han < len(text)
    return any(c.isalnum() for c in text) and not any(c.isspace() for c in text) and not mixed
