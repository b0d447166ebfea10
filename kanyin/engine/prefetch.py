"""The text of a document shaped before it is laid out: a few Pango calls, where each paragraph would make its own.

Wraps `weasyprint.layout:layout_document` (70.0). The box tree is walked once, with the notes at the foot of its pages,
and for each face the characters and the Latin words of its text are shaped together. What this misses is shaped when a
paragraph asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from weasyprint.formatting_structure import boxes

from kanyin.engine.hook import Undo, replace
from kanyin.engine.shaping import Face, face_of

_WORD: Final = re.compile(r"[!-~]{2,}")


def apply() -> Undo:
    """Put the hook in, in both modules that hold the function."""
    return replace(["weasyprint.layout:layout_document", "weasyprint.document:layout_document"], _shaping_first)


def _shaping_first(stock: Callable[..., Any]) -> Callable[..., Any]:
    def layout_document(html: Any, root_box: Any, context: Any, *arguments: Any, **options: Any) -> Any:
        shape_together(_text_boxes(root_box))
        return stock(html, root_box, context, *arguments, **options)

    return layout_document


def shape_together(text_boxes: Iterable[Any]) -> None:
    """Shape the characters and the Latin words of these boxes, all those of a face in one call."""
    texts: dict[int, tuple[Face, set[str]]] = {}
    for box in text_boxes:
        if box.style["font_size"]:
            face = face_of(box.style)
            _, found = texts.setdefault(id(face), (face, set()))
            found.update(face.lacking(box.text), _WORD.findall(box.text))
    for face, found in texts.values():
        face.shape(found)


def _text_boxes(root: Any) -> Iterator[Any]:
    waiting = [root]
    while waiting:
        box = waiting.pop()
        if isinstance(box, boxes.TextBox):
            yield box
            continue
        waiting += [*box.all_children()][::-1]
        if box.footnote is not None:  # the note that is called here, which stands in no tree yet
            waiting.append(box.footnote)
