"""Link reference definitions, read from the beginning of a paragraph that has ended (CommonMark 4.7)."""

from __future__ import annotations

from ..chapter import Reference
from ..linkparts import LABEL, destination, normal_label, skip_space, title


def take_definitions(text: str, references: dict[str, Reference]) -> int:
    """Add the definitions `text` begins with to `references`, the first of a label winning; return where they end."""
    pos = 0
    while text.startswith("[", pos):
        end = _take_one(text, pos, references)
        if end is None:
            break
        pos = end
    return pos


def _take_one(text: str, pos: int, references: dict[str, Reference]) -> int | None:
    label = LABEL.match(text, pos)
    if not label or not label[1].strip() or label[1].startswith("^") or not text.startswith(":", label.end()):
        return None
    start = skip_space(text, label.end() + 1)
    target = destination(text, start)
    if target is None or target[1] == start:
        return None
    caption, end = _title_after(text, target[1])
    if end is None:
        return None
    references.setdefault(normal_label(label[1]), Reference(target[0], caption))
    return end


def _title_after(text: str, pos: int) -> tuple[str | None, int | None]:
    """Return the title after a destination and the definition's end; no end means it is no definition."""
    start = skip_space(text, pos)
    found = title(text, start) if start > pos else None
    if found:
        end = _line_end(text, found[1])
        if end is not None:
            return found[0], end
    return None, _line_end(text, pos)


def _line_end(text: str, pos: int) -> int | None:
    """Return the beginning of the next line if only spaces stand between `pos` and the line end."""
    stop = text.find("\n", pos)
    stop = len(text) if stop < 0 else stop
    return None if text[pos:stop].strip(" ") else min(stop + 1, len(text))
