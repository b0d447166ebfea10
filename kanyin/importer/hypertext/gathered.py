"""A line of inlines gathered from HTML → paragraphs and figures.

In: what stood between two ends of blocks. Out: paragraphs: two breaks part them, and so does a break before an indent
typed with ideographic spaces, as old pages have it. A line of pictures alone is figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kanyin.importer.model import Anchor, Block, Break, Figure, Image, Inline, Note, Paragraph, Ruby, Run

_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
_WRAPPED: Final = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")


def unwrapped(text: str) -> str:
    """Return text with the line ends between wide characters gone: no browser should show them as spaces."""
    return _WRAPPED.sub("", text)


def paragraphs(line: Sequence[Inline]) -> tuple[list[Block], tuple[Inline, ...]]:
    """Return the blocks of the line, and the anchors that stand at its end with nothing behind them."""
    out: list[Block] = []
    waiting: tuple[Inline, ...] = ()
    for part in _parts(line):
        content = (*waiting, *part)
        if not any(map(_prints, content)):
            waiting = tuple(item for item in content if isinstance(item, Anchor))
            continue
        waiting = ()
        if any(isinstance(i, Image) for i in content) and not any(
            _prints(i) and not isinstance(i, Image) for i in content
        ):
            out += [Figure(item) for item in content if isinstance(item, Image)]
            waiting = tuple(item for item in content if isinstance(item, Anchor))
        else:
            out.append(Paragraph(tuple(content)))
    return out, waiting


def _prints(item: Inline) -> bool:
    if isinstance(item, Run):
        return bool(item.text.strip(" \t\r\n\u3000\u00a0\u200b\ufeff"))
    return isinstance(item, Image | Note | Ruby)


def _parts(line: Sequence[Inline]) -> Iterator[list[Inline]]:
    part: list[Inline] = []
    for i, item in enumerate(line):
        if isinstance(item, Break) and _parts_here(line, i):
            yield part
            part = []
        else:
            part.append(item)
    yield part


def _parts_here(line: Sequence[Inline], i: int) -> bool:
    """Tell whether a break ends a paragraph: another one follows it, or an indent."""
    for item in line[i + 1 :]:
        if isinstance(item, Break):
            return True
        if isinstance(item, Run):
            text = item.text.lstrip(" \t\r\n")
            if text.startswith(("\u3000\u3000", "\u00a0\u00a0")):
                return True
            if text:
                return False
        elif not isinstance(item, Anchor):
            return False
    return False
