"""Page-bottom notes numbered anew on each page, as `@page { counter-reset: footnote }` asks (CSS GCPM 3 §2.4).

Replaces `weasyprint.layout.page:make_page` (70.0), which numbers notes through the document. After a page is made, its
calls are counted in reading order, and call and marker are set again with the page's number. The numbers of a counter
style are of one width, so no line moves; where a number is wider or narrower (past the last symbol) it is centred.
A note that did not fit keeps its number on the page it was carried to, and that page's own notes skip it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from kanyin.engine.flow import without_text
from kanyin.engine.hook import Undo, replace
from kanyin.engine.solitary import set_alone


def apply() -> Undo:
    """Put the hook in: `make_page` in its module and where `make_all_pages` and `remake_page` find it."""
    return replace(["weasyprint.layout.page:make_page"], _numbering)


def _numbering(make_page: Callable[..., Any]) -> Callable[..., Any]:
    def numbered_page(context: Any, *arguments: Any, **options: Any) -> Any:
        waiting = len(context.footnotes)
        made = make_page(context, *arguments, **options)
        # A call takes its note from those that wait, also when there is no room for it; most pages have neither.
        has_any = len(context.footnotes) != waiting or made[0].children[1].children
        if has_any and any(name == "footnote" for name, _ in made[0].style["counter_reset"] or ()):
            _number_notes(made[0], context)
        return made

    return numbered_page


def _number_notes(page: Any, context: Any) -> None:
    called = [box for box in without_text(page.children[0]) if box.footnote is not None]
    # The rest of a note that was cut at the page's head has no marker, and takes no number.
    notes = {note.element: note for note in page.children[1].children if _marker(note) is not None}
    if not called and not notes:
        return
    # The layout context lives as long as one document's layout: the numbers of carried notes live with it.
    numbers: dict[Any, int] = vars(context).setdefault("kanyin_note_numbers", {})
    own = {box.footnote.element for box in called}
    taken = {numbers[element] for element in notes if element not in own and element in numbers}
    free = _counting(taken)
    for call in called:
        number = numbers[call.footnote.element] = next(free)
        _set_number(call, call, number, context)
    for element, note in notes.items():
        if element in numbers:
            marker = _marker(note)
            _set_number(marker, marker, numbers[element], context)


def _marker(note: Any) -> Any:
    return next((box for box in note.descendants() if (box.element_tag or "").endswith("::footnote-marker")), None)


def _counting(taken: set[int]) -> Iterator[int]:
    number = 0
    while True:
        number += 1
        if number not in taken:
            yield number


def _set_number(box: Any, styled: Any, number: int, context: Any) -> None:
    """Set the text of a call or marker to the number, as its `content` property writes it."""
    text = "".join(
        value if kind == "string" else context.counter_style.render_value(number, value[1])
        for kind, value in styled.style["content"]
        if kind == "string" or (kind == "counter()" and value[0] == "footnote")
    )
    for child in box.descendants() if isinstance(box, boxes.ParentBox) else ():
        if isinstance(child, boxes.TextBox):
            if child.text != text:
                _set_text(child, text)
            return


def _set_text(box: Any, text: str) -> None:
    alone = set_alone(box, 0.0, text)
    x = box.position_x + (box.width - alone.width) / 2
    for name in ("text", "width", "pango_layout", "kanyin_drawn"):
        setattr(box, name, getattr(alone, name))
    box.position_x = x
