"""Margin boxes set apart from their pages, one set for all pages whose heads and feet differ in the page number alone.

Replaces `weasyprint.layout:make_margin_boxes` (70.0) while `apart()` is in force. Stock sets sixteen boxes for every
page: a twentieth of the time of a long book. Here a page keeps, in place of margin boxes, a set for each count of
digits its number may have; sets are shared by all pages of one font configuration with the same styles and texts, and
the number in them is left blank when they are drawn (`folios.py`), so that a page is the same wherever it is bound.
Where heads or feet hold what this cannot share (an element of the page, a number that is not in plain digits), stock
sets them, and `kanyin_numbered` says that the page depends on its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_box_backgrounds

from kanyin.engine.folios import mark_own_page
from kanyin.engine.hook import Undo, replace
from kanyin.engine.shaping import face_of
from kanyin.engine.styles import bearing

_AT_KEYWORDS: Final = tuple(
    f"@{edge}-{place}"
    for edge, places in (
        ("top", ("left-corner", "left", "center", "right", "right-corner")),
        ("bottom", ("left-corner", "left", "center", "right", "right-corner")),
        ("left", ("top", "middle", "bottom")),
        ("right", ("top", "middle", "bottom")),
    )
    for place in places
)
_NO_CONTENT: Final = ("normal", "inhibit", "none")
_SHARED: Final = frozenset(("string", "string()", "counter()"))
_NUMBER: Final = re.compile("8+")
_ALIGN: Final = {"right": 1.0, "end": 1.0, "center": 0.5}

# For whose first page's number from, and to, the pages of a document are set.
_numbers: ContextVar[tuple[int, int] | None] = ContextVar("numbers", default=None)


class _Kind:
    """The margins of pages of one kind: the styles of all sixteen, and those of boxes that hold something."""

    def __init__(self, styles: tuple[Any, ...]) -> None:
        self.styles, self.ids = styles, tuple(map(id, styles))
        self.full = tuple(filter(_has_content, styles))
        self.can_be_shared = _can_be_shared(self.full)
        self.prints_page = any(map(_prints_page, self.full))


class Set:
    """The margin boxes of a page; `styles` are those its key was made of, kept alive with it."""

    def __init__(self, made: Iterable[Any], styles: tuple[Any, ...]) -> None:
        self.boxes, self.styles = tuple(made), styles


@contextmanager
def apart(first: int, last: int) -> Iterator[None]:
    """Set margin boxes apart; the number of the document's first page will be one from `first` to `last`."""
    token = _numbers.set((first, last))
    try:
        yield
    finally:
        _numbers.reset(token)


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.layout.page:make_margin_boxes", "weasyprint.layout:make_margin_boxes"], _sharing)


def _sharing(stock: Callable[..., Iterator[Any]]) -> Callable[..., Iterable[Any]]:
    def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterable[Any]:
        numbers = _numbers.get()
        if numbers is None:
            return stock(context, page, state)
        page.kanyin_numbered = _asks_for_pages(context)
        page.kanyin_margins = {}
        kind = _kind_of(context, page.page_type)
        number, index = state[1].get("page", [0])[-1], context.current_page - 1
        if number == numbers[0] + index and kind.can_be_shared:
            counts = range(len(str(number)), len(str(numbers[1] + index)) + 1)
            sets = {count: _set(stock, context, page, state, kind, count) for count in counts}
            made = {count: margins for count, margins in sets.items() if margins is not None}
            if len(made) == len(sets):
                page.kanyin_margins = made if any(margins.boxes for margins in made.values()) else {}
                return ()
        page.kanyin_numbered |= number != numbers[0] + index or kind.prints_page
        return stock(context, page, state)

    return make_margin_boxes


def _kind_of(context: Any, page_type: Any) -> _Kind:
    """Return what kind a page's margins are of; pages to which the same rules apply are asked once."""
    pages = vars(context.style_for).get("kanyin_pages")
    made = pages.known.get(pages.key(page_type)) if pages else None
    if made is None:
        return _Kind(tuple(context.style_for(page_type, keyword) for keyword in _AT_KEYWORDS))
    kinds: dict[int, tuple[Any, _Kind]] = vars(context.font_config).setdefault("kanyin_margin_kinds", {})
    if id(made) not in kinds:
        styles = dict(made)
        kinds[id(made)] = made, _Kind(tuple(map(styles.get, _AT_KEYWORDS)))
    return kinds[id(made)][1]


def _asks_for_pages(context: Any) -> bool:
    """Whether anything in the document's own text depends on a page counter."""
    return any(
        "page" in item.missing_counters or any("page" in names for names in item.missing_target_counters.values())
        for item in context.target_collector.counter_lookup_items.values()
    )


def _can_be_shared(styles: Iterable[Any]) -> bool:
    """Whether the boxes hold only strings and counters, the page's in plain digits, and change no counter."""
    return all(
        all(kind in _SHARED and (value[0] != "page" or value[-1] == "decimal") for kind, value in style["content"])
        and not any(_changes(style, name) for name in ("counter_reset", "counter_increment", "counter_set"))
        for style in styles
    )


def _changes(style: Any, name: str) -> bool:
    return style[name] not in ("none", "auto", (), None)


def _has_content(style: Any) -> bool:
    return style is not None and style["content"] not in _NO_CONTENT


def _prints_page(style: Any) -> bool:
    content = style["content"] if _has_content(style) else ()
    return any(kind not in _SHARED or (kind == "counter()" and value[0] == "page") for kind, value in content)


def _set(stock: Any, context: Any, page: Any, state: Any, kind: _Kind, count: int) -> Set | None:
    """Return the boxes for a number of so many digits, None where they cannot be had."""
    number = int("8" * count)  # as wide as digits are, but for 1
    texts = tuple([_text(style, context, page, state, number) for style in kind.full])
    key = id(bearing(page.style)), kind.ids, texts
    known: dict[Any, Set] = vars(context.font_config).setdefault("kanyin_margins", {})
    if key not in known:
        depth, counters, *rest = state
        with _empty_ones_aside(context):
            made = Set(stock(context, page, (depth, {**counters, "page": [number]}, *rest)), (page.style, *kind.styles))
        for box in made.boxes:
            layout_box_backgrounds(page, box, context.get_image_from_uri)
        if not all(_mark(box, str(number)) for box in made.boxes if _prints_page(box.style)):
            return None
        known[key] = made
    return known[key]


@contextmanager
def _empty_ones_aside(context: Any) -> Iterator[None]:
    """Let the boxes that hold nothing have the page's own anonymous style: of theirs nothing is asked."""
    style_for = context.style_for

    def style_of_full(page_type: Any, keyword: str | None = None) -> Any:
        style = style_for(page_type, keyword)
        return None if keyword and not _has_content(style) else style

    context.style_for = style_of_full
    try:
        yield
    finally:
        context.style_for = style_for


def _text(style: Any, context: Any, page: Any, state: Any, number: int) -> tuple[str, ...]:
    """Return what a box will print, piece by piece."""
    counters = {**state[1], "page": [number]}
    return tuple(
        value if kind == "string"
        else "".join(context.get_string_set_for(page, *value)) if kind == "string()"
        else context.counter_style.render_value(counters.get(value[0], [0])[-1], value[-1])
        for kind, value in style["content"]
    )  # fmt: skip


def _mark(box: Any, number: str) -> bool:
    """Mark where the box prints the page's number; False where that is not clear, or digits are of several fonts."""
    texts = [child for child in box.descendants() if isinstance(child, boxes.TextBox)]
    digits = [child for child in texts if any(character in "0123456789" for character in child.text)]
    if len(digits) != 1 or _NUMBER.findall(digits[0].text) != [number]:
        return False
    if sum(character.isdigit() for character in digits[0].text) != len(number) or not face_of(digits[0].style).digits():
        return False
    alone = len(texts) == 1 and texts[0].text == number
    mark_own_page(digits[0], _ALIGN.get(box.style["text_align_all"], 0.0) if alone else 0.5)
    return True
