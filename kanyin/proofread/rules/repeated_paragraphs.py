"""P020: a paragraph that stands in the chapter twice, word for word.

Short ones (答题要求, a refrain) may, and so may verses and what stands in tables. Reported only.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..pattern import Pattern
from ..prose import Kind, Prose
from ..rule import Hit

_LEAST = 40
_LETTER = Pattern(r"[^\W\d_]")


def find(prose: Prose) -> Iterator[Hit]:
    """Yield each paragraph that was there before."""
    seen: dict[str, int] = {}
    for passage in prose.of_kind(Kind.PARAGRAPH):
        text = prose.read(passage)
        if len(text) < _LEAST:
            continue
        first = seen.setdefault(text, passage.start)
        if first != passage.start and len(_LETTER.findall(text)) >= _LEAST:
            words = text[:12]
            hint = f"it stands before, too: “{words}…”; take one of them out"
            yield Hit(passage.start, passage.start + len(words), "this paragraph repeats an earlier one", None, hint)
