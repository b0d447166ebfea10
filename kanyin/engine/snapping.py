"""Lines that keep their block's rows, as `line-snap` asks: nothing set within a line moves the lines below it.

Wraps `weasyprint.layout.block:iter_line_boxes` (70.0), from which a block takes its lines, ours or stock's. A line is
opened by what does not fit in its `line-height`: a run of another face, a raised mark, a picture. Where that sticks out
by no more than half the white between two lines, the white takes it in; else the line takes whole rows, and its
baseline stands on one of them. CSS Line Grid 1 has one grid for a page; here it is the block's own, which `block-step`
keeps on the page's. `contain` does as `baseline` does. A block without white between its lines is left as it is.

Faces stand at different heights in lines of one height: the page's baselines are those of the root's face, and a block
of the root's pitch, in a size no larger, takes them over, so that a quotation in 楷 stands on the text's own lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from typing import Any, Final

from weasyprint.text.line_break import strut

from kanyin.engine.hook import Undo, replace

# Positions are sums of floats: nearer than this, in px, is the same place.
CLOSE: Final = 1e-4

Lines = Iterator[tuple[Any, Any]]


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.block:iter_line_boxes"], _snapping)


def _snapping(stock: Callable[..., Lines]) -> Callable[..., Lines]:
    def iter_line_boxes(context: Any, box: Any, *arguments: Any) -> Lines:
        lines = stock(context, box, *arguments)
        if box.style["line_snap"] == "none":
            return lines
        pitch, baseline = strut(box.style)
        white = pitch - box.style["font_size"]
        return _snapped(lines, pitch, baseline, white / 2, _off_grid(box.style)) if white > 0 else lines

    return iter_line_boxes


def _off_grid(style: Any) -> float:
    """Return how far the baselines of a block's own face stand above those of the root's, if it is to keep to them."""
    root = style.root_style
    pitch, baseline = strut(root)
    own_pitch, own_baseline = strut(style)
    follows = abs(own_pitch - pitch) < CLOSE and style["font_size"] <= root["font_size"] + CLOSE
    return baseline - own_baseline if follows else 0.0


def _snapped(lines: Lines, pitch: float, baseline: float, spare: float, lower: float) -> Lines:
    moved, lowered = 0.0, abs(lower) > CLOSE
    for line, resume_at in lines:
        if moved:
            line.translate(dy=moved, ignore_floats=True)
        if line.height > pitch + CLOSE:
            before = line.height
            _snap(line, pitch, baseline, spare)
            moved += line.height - before
        if lowered:
            _lower(line, lower)
        yield line, resume_at


def _snap(line: Any, pitch: float, baseline: float, spare: float) -> None:
    """Put an opened line's baseline on a row, and make it whole rows high."""
    above, below = line.baseline - baseline, line.height - line.baseline - (pitch - baseline)
    rows_above, rows_below = (ceil((part - spare - CLOSE) / pitch) for part in (above, below))
    line.height = (1 + max(0, rows_above) + max(0, rows_below)) * pitch
    _lower(line, baseline + max(0, rows_above) * pitch - line.baseline)


def _lower(line: Any, by: float) -> None:
    """Move what is in a line, and its baseline with it; the line itself stays."""
    line.baseline += by
    for child in line.children:
        if not child.is_floated():
            child.translate(dy=by, ignore_floats=True)
