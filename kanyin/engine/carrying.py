"""Notes that go on at the foot of the next page, where stock moves them there whole, with the line that calls them.

Replaces methods of `weasyprint.layout:LayoutContext` (70.0): `layout_footnote`, `unlayout_footnote`, `report_footnote`
and `_update_footnote_area`; wraps `weasyprint.layout.block:iter_line_boxes`, to know the line that calls, and
`weasyprint.layout.page:make_page`. A note of one paragraph that does not fit under its line is cut after a line, two
lines at least on either side; its rest is the first note of the next page. Stock keeps the padding of a page's note
area when all its notes were carried over; here the area is gone then.

And a note is made, composed and laid out once to know how high it is, where stock makes all notes of a page anew for
each further one: the area is as high as its notes. (The time of a page grew with the square of its notes.) Stock asks
of every box of every line whether its note is among those that wait, and goes through the list of them all: here only
of lines that hold more than text, and they are a set too. (The time of a page grew with the notes of the book.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, inf
from typing import Any, Final

from weasyprint.css.properties import ZERO_PIXELS
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout.block import block_level_layout

from kanyin.engine.bare import is_bare
from kanyin.engine.hook import Undo, replace_all

CLOSE: Final = 1e-4  # positions are sums of floats: what is nearer than this, in px, is the same
_FEWEST: Final = 2  # lines of a note on either side of a page end

Lines = Iterator[tuple[Any, Any]]


def apply() -> Undo:
    """Put the hooks in."""
    context = "weasyprint.layout:LayoutContext"
    return replace_all(
        (["weasyprint.layout.block:iter_line_boxes"], _watching),
        (["weasyprint.layout.page:make_page"], _carrying),
        ([f"{context}._update_footnote_area"], lambda _: _update_area),
        ([f"{context}.layout_footnote"], _laying_out),
        ([f"{context}.unlayout_footnote"], _taking_back),
        ([f"{context}.report_footnote"], _reporting),
    )


class _Notes(list[Any]):
    """The notes of a page, which say that there are none where block layout would send them all away.

    Stock moves every note of a page to the next one if that makes room for one more line of a paragraph that cannot
    break before it: their calls stay behind, and the room stays empty.
    """

    def __bool__(self) -> bool:
        return False


class _Waiting(list[Any]):
    """The notes that wait to be placed; whether one is among them is known without looking through them.

    There are none of them for a line that is text and nothing else: stock would go through it for their calls.
    """

    def __init__(self, notes: Sequence[Any]) -> None:
        super().__init__(notes)
        self._among = set(notes)
        self.may_be_called = True  # by the line that was set last

    def __bool__(self) -> bool:
        return self.may_be_called and len(self) > 0

    def __contains__(self, note: Any) -> bool:
        return note in self._among

    def append(self, note: Any) -> None:
        super().append(note)
        self._among.add(note)

    def remove(self, note: Any) -> None:
        super().remove(note)
        self._among.discard(note)


class _Foot:
    """What a layout context knows of the foot of the page being made: its line, and the notes that were cut."""

    def __init__(self) -> None:
        self.line = -inf  # where the line ends that may call a note, in px
        self.space = 0.0  # what has to stay free below it
        self.cut: dict[Any, tuple[Any, Any]] = {}  # note → what stands on this page, what goes to the next
        self.made: dict[Any, Any] = {}  # note → its boxes with lines
        self.laid: dict[Any, Any] = {}  # note → as it was laid out in this page's area
        self.last: Any = None  # the last note of the area, laid out


def _foot(context: Any) -> _Foot:
    found: _Foot = vars(context).setdefault("kanyin_foot", _Foot())
    return found


def _watching(stock: Callable[..., Lines]) -> Callable[..., Lines]:
    def iter_line_boxes(context: Any, box: Any, position_y: float, bottom_space: float, *arguments: Any) -> Lines:
        foot, waiting = _foot(context), context.footnotes
        asked = isinstance(waiting, _Waiting)
        for line, resume_at in stock(context, box, position_y, bottom_space, *arguments):
            foot.line, foot.space = line.position_y + line.height, bottom_space
            if asked and len(waiting):
                waiting.may_be_called = not is_bare(line)
            yield line, resume_at

    return iter_line_boxes


def _carrying(stock: Callable[..., Any]) -> Callable[..., Any]:
    def make_page(context: Any, *arguments: Any, **options: Any) -> Any:
        foot = _foot(context)
        foot.line, foot.cut, foot.laid = -inf, {}, {}
        if not isinstance(context.footnotes, _Waiting):
            context.footnotes = _Waiting(context.footnotes)
        made = stock(context, *arguments, **options)
        rest = [tail for _, tail in foot.cut.values()]
        context.reported_footnotes = [*rest, *context.reported_footnotes]
        return made

    return make_page


def _laying_out(stock: Callable[..., bool]) -> Callable[..., bool]:
    def layout_footnote(context: Any, footnote: Any) -> bool:
        foot = _foot(context)
        line, space = foot.line, foot.space
        if not isinstance(context.current_page_footnotes, _Notes):
            context.current_page_footnotes = _Notes(context.current_page_footnotes)
        done = stock(context, footnote)
        foot.line, foot.space = line, space  # the note has lines itself; the same line may call another
        if done:
            return True
        over = line - (context.page_bottom - space)
        if over > CLOSE and not context.in_column and (parts := _parts(foot, footnote, over)):
            _exchange(context, footnote, parts[0])
            foot.cut[footnote] = parts
            context._update_footnote_area()
        return False

    return layout_footnote


def _taking_back(stock: Callable[..., None]) -> Callable[..., None]:
    def unlayout_footnote(context: Any, footnote: Any) -> None:
        _make_whole(context, footnote)
        stock(context, footnote)

    return unlayout_footnote


def _reporting(stock: Callable[..., None]) -> Callable[..., None]:
    def report_footnote(context: Any, footnote: Any) -> None:
        # Block layout may name the part that stands on the page.
        whole = next((note for note, (head, _) in _foot(context).cut.items() if head is footnote), footnote)
        _make_whole(context, whole)
        stock(context, whole)

    return report_footnote


def _make_whole(context: Any, footnote: Any) -> None:
    if parts := _foot(context).cut.pop(footnote, None):
        _exchange(context, parts[0], footnote)


def _exchange(context: Any, note: Any, other: Any) -> None:
    notes = context.current_page_footnotes
    notes[notes.index(note)] = other


def _update_area(context: Any) -> bool:
    """Lay out the notes of the page and give the rest of it the room there is; return whether they are too many.

    Too many they are only for an area with a greatest height.
    """
    area, foot = context.current_footnote_area, _foot(context)
    if area.height != "auto" and not context.in_column:
        context.page_bottom += area.margin_height()
    area.children = context.current_page_footnotes
    if not len(area.children):
        area.height = "auto"
        return False
    made = [_made(foot, note) for note in area.children]
    if area.style["height"] == "auto" and all(map(_is_paragraph, made)):
        laid = [_laid(context, foot, area, note) for note in made]
        foot.last, total = laid[-1], sum(note.margin_height() for note in laid)
        area.height = max(min(total, area.max_height), area.min_height)
        room = area.height + area.padding_bottom + area.border_bottom_width
    else:
        whole = block_level_layout(context, area.copy_with_children(made), -inf, None, area.page)[0]
        foot.last, area.height = whole.children[-1], whole.height
        total = foot.last.position_y + foot.last.margin_height() - foot.last.margin_bottom
        room = whole.position_y + whole.margin_height() - whole.margin_bottom
    if not context.in_column:
        context.page_bottom -= area.margin_height()
    return bool(total > room)


def _is_paragraph(note: Any) -> bool:
    """Whether a note is lines and nothing else, and has no margins to collapse with those of others."""
    plain = len(note.children) == 1 and isinstance(note.children[0], boxes.LineBox)
    return plain and note.style["margin_top"] == note.style["margin_bottom"] == ZERO_PIXELS


def _laid(context: Any, foot: _Foot, area: Any, note: Any) -> Any:
    """Return a note laid out as the only one of the area."""
    if note not in foot.laid:
        alone = block_level_layout(context, area.copy_with_children([note]), -inf, None, area.page)[0]
        foot.laid[note] = alone.children[0]
    return foot.laid[note]


def _made(foot: _Foot, note: Any) -> Any:
    """Return a note's boxes with lines in them; they are laid out again and again, and composed once."""
    if note not in foot.made:
        foot.made[note] = build.create_anonymous_boxes(note.deepcopy())
    return foot.made[note]


# ---- cutting a note


def _parts(foot: _Foot, note: Any, over: float) -> tuple[Any, Any] | None:
    """Cut the last note of the area so that it becomes lower by `over` px; None if it has too few lines, or blocks."""
    lines = foot.last.children
    if not all(isinstance(line, boxes.LineBox) for line in lines):
        return None
    fewer = max(_FEWEST, ceil((over - CLOSE) / lines[-1].height))
    kept = len(lines) - fewer
    if kept < _FEWEST:
        return None
    (line,) = _made(foot, note).children
    if len(line.children) != len(note.children):  # white space at its ends may have gone, and places with it
        return None
    head, tail = _cut(note.children, lines[kept - 1].resume_at)
    return _part(note, head, "text_align_last", "justify"), _part(note, tail, "text_indent", ZERO_PIXELS)


def _part(note: Any, children: list[Any], name: str, value: Any) -> Any:
    part = note.copy_with_children(children)
    part.style = note.style.copy()
    part.style[name] = value
    return part


def _cut(children: Sequence[Any], resume_at: Any) -> tuple[list[Any], list[Any]]:
    """Return inline boxes in two lists, cut where a line resumes."""
    ((index, inner),) = resume_at.items()
    if inner is None:
        return list(children[:index]), list(children[index:])
    child = children[index]
    if isinstance(child, boxes.TextBox):
        (skipped,) = inner
        text = child.text.encode()
        before, behind = (child.copy_with_text(part.decode()) for part in (text[:skipped], text[skipped:]))
    else:
        first, second = _cut(child.children, inner)
        before, behind = child.copy_with_children(first), child.copy_with_children(second)
    return [*children[:index], before], [behind, *children[index + 1 :]]
