"""Leaders: the pattern of `leader()` over what a line leaves free, in one run of text.

In: a leader before layout, and the line it stands in when that is set. Out: its box with the pattern once, to be
measured; then as often as it fits, each at its distance from the line's end, so that the dots of all lines stand in
columns. It does what `weasyprint.layout.leader:handle_leader` (70.0) does, which makes a text box of each dot: some
thirty in a line of contents, a third of what that line cost, and as many pieces of text to whoever has the page read
aloud. A pattern is shaped once a style. Replaces nothing: `setting.py` calls it.
"""

from __future__ import annotations

from typing import Any, Final

from weasyprint.layout.inline import _adjust_line_height
from weasyprint.layout.leader import leader_index

from kanyin.engine.drawn import Drawn
from kanyin.engine.solitary import set_alone
from kanyin.han import Places

# Positions are sums of floats: what is nearer than this, in px, is the same. Where a leader's room ends with the
# line, stock leaves the last dot out where the sum is a hair too great.
_CLOSE: Final = 1e-4
_PATTERNS: Final = "kanyin_patterns"
# What setting a text box by itself gives it.
_MADE: Final = ("width", "height", "baseline", "margin_top", "margin_bottom", "pango_layout", "kanyin_drawn")


class _Repeated(Places):
    """The places of a text set several times one behind the other, each `step` px from the next."""

    def __init__(self, places: Places, length: int, step: float) -> None:
        self._places, self._length, self._step = places, length, step

    def cell(self, index: int) -> float:
        count, index = divmod(index, self._length)
        return self._places.cell(index) + count * self._step

    def origin(self, index: int) -> float:
        count, index = divmod(index, self._length)
        return self._places.origin(index) + count * self._step

    def jumps(self, start: int, stop: int) -> list[int]:
        own = self._places.jumps(0, self._length)
        starts = range(start - start % self._length, stop, self._length) if own else ()
        return [at for begin in starts for at in (begin + jump for jump in own) if start < at < stop]


def set_pattern(box: Any, x: float) -> Any:
    """Return a leader with its pattern once, at x."""
    text = box.children[0].copy()
    patterns: dict[str, dict[str, Any]] = vars(text.style).setdefault(_PATTERNS, {})
    if text.text not in patterns:
        alone = set_alone(text, 0.0)
        patterns[text.text] = {name: getattr(alone, name) for name in _MADE}
    vars(text).update(patterns[text.text])
    made = box.copy_with_children([text])
    made.position_x, made.width = x, text.width
    text.position_x = x
    text.position_y = made.position_y = vars(box).get("position_y", 0.0)  # none yet where it is only measured
    _adjust_line_height(made)
    return made


def fill(context: Any, line: Any, block: Any) -> None:
    """Fill the room a line leaves with the pattern of its leader, and move what stands behind it to the line's end."""
    path, leader = leader_index(line)
    if path is None or not leader.children or leader.children[0].width <= 0:
        return
    extra = block.width - sum(child.margin_width() for child in line.children if child.is_in_normal_flow())
    for shape in context.excluded_shapes:
        if shape.position_y + shape.height > line.position_y:
            extra -= shape.width
    (pattern,) = leader.children
    line.width = block.width
    places = _places(line, leader.position_x, leader.position_x + extra + pattern.width, pattern.width)
    leader.children = (_repeated(pattern, places[-1], len(places)),) if places else ()
    box, index = line, path
    while index is not None:
        at, index = index
        for child in box.children[at + 1 :]:
            if child.is_in_normal_flow():
                child.translate(dx=extra)
        box = box.children[at]
        box.width += extra


def _places(line: Any, start: float, end: float, step: float) -> list[float]:
    """Return where the pattern stands between two places, the last one first, whole steps from the line's end."""
    found, x = [], line.position_x + line.width
    for _ in range(int(line.width // step)):
        x -= step
        if start - _CLOSE <= x and x + step <= end + _CLOSE:
            found.append(x)
    return found


def _repeated(pattern: Any, x: float, count: int) -> Any:
    """Return the pattern so many times, from x."""
    drawn: Drawn = pattern.kanyin_drawn
    made = pattern.copy_with_text(pattern.text * count)
    made.position_x, made.width = x, pattern.width * count
    places = _Repeated(drawn.places, len(drawn.text), pattern.width)
    made.kanyin_drawn = Drawn(
        made.text, list(drawn.row) * count, places, 0, len(made.text), 0.0, spacing=drawn.spacing
    )
    return made
