"""Boxes that hold text and nothing else, passed over where trees are walked for what they cannot have.

Wraps `weasyprint.layout.background:layout_box_backgrounds` and `weasyprint.draw.border:draw_outline` (70.0), which look
at every box of a page for backgrounds, border images and outlines. Text boxes and lines have anonymous styles, in which
all of that is initial; most boxes of a book are such, and of the others it is asked once a style. The other walks over
finished pages, here and in other hooks, pass over the same boxes. Together a fifteenth of the time that pages take to
be drawn. Fallback: stock, which is only slower.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final

from weasyprint.draw import border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background

from kanyin.engine.hook import Undo, give, replace_all

# Compiled, this file would look a class up in two dictionaries for each box.
_TEXT: Final[Any] = boxes.TextBox
_LINE: Final[Any] = boxes.LineBox


def apply() -> Undo:
    """Put both hooks in; text and lines have no ground, which their classes say for all of them."""
    with ExitStack() as undo:
        for kind in (_TEXT, _LINE):
            give(undo, kind, {"background": None})
        undo.callback(replace_all(
            (["weasyprint.layout.background:layout_box_backgrounds"], _passing),
            (["weasyprint.draw.border:draw_outline", "weasyprint.draw:draw_outline"], _outlining),
        ))  # fmt: skip
        return undo.pop_all().close
    raise AssertionError("unreachable")


def _passing(stock: Callable[..., None]) -> Callable[..., None]:
    def layout_box_backgrounds(
        page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        kind = type(box)
        if kind is _TEXT:
            return
        if kind is _LINE:
            for child in box.children:
                background.layout_box_backgrounds(page, child, get_image_from_uri)
        elif style is None and isinstance(box, boxes.Box) and box is not page and _is_groundless(box.style):
            vars(box).update(_BARE)
            for child in () if holds_text_alone(box) else box.all_children():
                background.layout_box_backgrounds(page, child, get_image_from_uri)
        else:
            stock(page, box, get_image_from_uri, layout_children, style)

    return layout_box_backgrounds


_CORNERS: Final = tuple(f"border_{at}_radius" for at in ("top_left", "top_right", "bottom_right", "bottom_left"))
_BARE: Final = {"background": None, **dict.fromkeys(_CORNERS, (0, 0))}


def remembered(name: str) -> Callable[[Callable[[Any], bool]], Callable[[Any], bool]]:
    """Have a question about a style asked once, and its answer kept with the style under this name."""

    def remembering(ask: Callable[[Any], bool]) -> Callable[[Any], bool]:
        def answer(style: Any) -> bool:
            known: bool | None = vars(style).get(name)
            if known is None:
                known = ask(style)
                setattr(style, name, known)
            return known

        return answer

    return remembering


@remembered("kanyin_bare")
def _is_groundless(style: Any) -> bool:
    """Whether boxes of a style have no background, no shadow, no image for a border and no round corner."""
    return (
        style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and style["visibility"] != "hidden"
        and all(kind == "none" for kind, _ in style["background_image"])
        and get_color(style, "background_color").alpha == 0
        and not style["box_shadow"]
        and all((0, "px") in style[corner] for corner in _CORNERS)
    )


@remembered("kanyin_unlined")
def _is_unlined(style: Any) -> bool:
    """Whether boxes of a style have no outline."""
    return not style["outline_width"]


def _outlining(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_outline(stream: Any, box: Any) -> None:
        if not _is_unlined(box.style):
            stock(stream, box)
        elif not holds_text_alone(box):
            for child in box.children:
                if isinstance(child, boxes.Box) and not is_bare(child):
                    border.draw_outline(stream, child)

    return draw_outline


_TEXT_ALONE: Final = "kanyin_text_alone"


def holds_text_alone(box: Any) -> bool:
    """Whether a box of a finished page holds lines of nothing but text, as most paragraphs; looked at once.

    A copy of the box with other children has this answer too, and it is none of theirs.
    """
    lines = box.children
    own = box.__dict__
    seen = own.get(_TEXT_ALONE)
    if seen is None or seen[0] is not lines:
        seen = own[_TEXT_ALONE] = lines, _are_text(lines)
    return bool(seen[1])


def _are_text(lines: Any) -> bool:
    return bool(lines) and all(type(line) is _LINE and is_bare(line) for line in lines)


def is_bare(box: Any) -> bool:
    """Whether a box is text, or a line of nothing but text."""
    kind = type(box)
    if kind is _LINE:
        return all(type(child) is _TEXT for child in box.children)
    return kind is _TEXT
