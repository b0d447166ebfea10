"""Pages for what waits for one: a turned table stands on the page after its place, and the text before it goes on.

Wraps `weasyprint.layout.page:make_page` (70.0), which lays out one page from where the page before it ended. When text
has passed a turned table (`turning.py`), the next page is made from the table's place instead, and holds nothing else;
then the text goes on where it had ended. What waits is kept beside the place a page begins at, in `page_maker`, so that
a page made again is the same page. At the end of the document pages are made until nothing waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from kanyin.engine.hook import Undo, replace
from kanyin.records import dataclass

_HELD = "kanyin_held"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table that waits: its place in the tree, and where in it the next page begins, None for its beginning."""

    box: Any
    path: tuple[int, ...]
    skip: Any = None

    @property
    def resume_at(self) -> Any:
        """The place the page is made from, as a skip stack of WeasyPrint."""
        skip = self.skip
        for index in reversed(self.path):
            skip = {index: skip}
        return skip


@dataclass(frozen=True, slots=True)
class Held:
    """What waits, and where and how the text goes on when nothing does."""

    waiting: tuple[Waiting, ...]
    resume_at: Any
    next_page: Any


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.page:make_page"], _holding)


def is_in_flow(context: Any, wrapper: Any) -> bool:
    """Return whether a table stands in the plain flow of blocks, and so can wait."""
    return wrapper in vars(context).get("kanyin_paths", ())


def passed(context: Any, wrapper: Any) -> None:
    """Note that the text has passed a table."""
    context.kanyin_passed.append(wrapper)


def placed(context: Any, wrapper: Any, resume_at: Any) -> tuple[bool, Any]:
    """Note that a table was placed; return whether the page ends with it, and where in the table it does."""
    if context.kanyin_placing is not wrapper:
        return resume_at is not None, resume_at
    context.kanyin_rest = resume_at
    return True, None


def _holding(stock: Callable[..., Any]) -> Callable[..., Any]:
    def make_page(
        context: Any, root_box: Any, page_type: Any, resume_at: Any, page_number: int, page_state: Any
    ) -> Any:
        if "kanyin_paths" not in vars(context):
            context.kanyin_paths = dict(_tables(root_box, ()))
        held = context.page_maker[page_number - 1][1].get(_HELD)
        context.kanyin_passed, context.kanyin_rest = [], None
        context.kanyin_placing = held.waiting[0].box if held else None
        page, text_at, next_page = stock(context, root_box, page_type, resume_at, page_number, page_state)
        if held:
            text_at, next_page = held.resume_at, held.next_page
            waiting = _without_first(held.waiting, context.kanyin_rest)
        else:
            waiting = _passed_over(context, text_at)
        if not waiting:
            return page, text_at, next_page
        held = Held(waiting, text_at, next_page)
        return page, waiting[0].resume_at, {"break": "any", "page": next_page["page"], _HELD: held}

    return make_page


def _without_first(waiting: tuple[Waiting, ...], rest: Any) -> tuple[Waiting, ...]:
    first, *others = waiting
    return (Waiting(first.box, first.path, rest), *others) if rest is not None else tuple(others)


def _passed_over(context: Any, text_at: Any) -> tuple[Waiting, ...]:
    """Return the tables that the page's text has passed: one may come back with what does not fit on the page."""
    end = tuple(_indices(text_at))
    tables = dict.fromkeys(context.kanyin_passed)
    found = [Waiting(box, context.kanyin_paths[box]) for box in tables]
    return tuple(sorted((w for w in found if text_at is None or w.path < end), key=lambda w: w.path))


def _indices(resume_at: Any) -> Iterator[int]:
    """Yield the place a skip stack means, as far as it is one: a row that is cut goes on in several cells."""
    while resume_at and len(resume_at) == 1:
        ((index, resume_at),) = resume_at.items()
        yield index


def _tables(box: Any, path: tuple[int, ...]) -> Iterator[tuple[Any, tuple[int, ...]]]:
    """Yield the tables in the plain flow that may be turned, each with its place in the tree."""
    for index, child in enumerate(box.children):
        if not isinstance(child, boxes.BlockBox) or not child.is_in_normal_flow():
            continue
        if child.is_table_wrapper:
            if not {"turn", "turned"}.isdisjoint(child.get_wrapped_table().style["_kanyin_fit"]):
                yield child, (*path, index)
        elif child.style["column_width"] == child.style["column_count"] == "auto":
            yield from _tables(child, (*path, index))
