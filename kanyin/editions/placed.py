"""How large each image of a PDF is shown: what its resolution on paper is.

In: an open PDF. Out: for each image the greatest width and height in pt that any page gives it. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from ..matrices import IDENTITY, Matrix, sides, times
from .operators import operations

Sizes = dict[tuple[int, int], tuple[float, float]]
"""Width and height in pt by the number of the image's object."""

_DEEPEST: Final = 12  # forms in forms; a form that shows itself would have no end


def sizes(pdf: Any) -> Sizes:
    """Return how large images are shown."""
    found: Sizes = {}
    for page in pdf.pages:
        resources = page.obj.get("/Resources", {})
        if any(True for _ in _images(resources, 0)):
            for stream in page.obj.get("/Contents", ()):
                _follow(stream.read_bytes(), resources, IDENTITY, found, 0)
    return found


def _images(resources: Any, depth: int) -> Iterator[Any]:
    """Yield the images that resources name, and those of the forms and patterns among them."""
    if depth > _DEEPEST:
        return
    for shown in (*resources.get("/XObject", {}).values(), *resources.get("/Pattern", {}).values()):
        if shown.get("/Subtype") == "/Image":
            yield shown
        elif "/Resources" in shown:
            yield from _images(shown["/Resources"], depth + 1)


def _follow(data: bytes, resources: Any, matrix: Matrix, found: Sizes, depth: int) -> None:
    """Note the images that a content stream shows, on whose unit square `matrix` is in force."""
    stack: list[Matrix] = []
    for name, operands, _, _ in operations(data):
        if name == b"q":
            stack.append(matrix)
        elif name == b"Q" and stack:
            matrix = stack.pop()
        elif name == b"cm" and len(operands) == 6:
            matrix = times(_matrix(map(float, operands)), matrix)
        elif name == b"Do" and operands:
            _show(resources.get("/XObject", {}).get(operands[-1].decode("latin-1")), resources, matrix, found, depth)
        elif name in (b"scn", b"SCN") and operands and operands[-1].startswith(b"/"):
            _show(resources.get("/Pattern", {}).get(operands[-1].decode("latin-1")), resources, IDENTITY, found, depth)


def _show(shown: Any, resources: Any, matrix: Matrix, found: Sizes, depth: int) -> None:
    if not isinstance(shown, pikepdf.Stream) or depth > _DEEPEST:
        return
    if shown.get("/Subtype") == "/Image":
        width, height = sides(matrix)
        known = found.get(shown.objgen, (0.0, 0.0))
        found[shown.objgen] = max(known[0], width), max(known[1], height)
        return
    own = _matrix(float(part) for part in shown.get("/Matrix", IDENTITY))
    _follow(shown.read_bytes(), shown.get("/Resources", resources), times(own, matrix), found, depth + 1)


def _matrix(parts: Any) -> Matrix:
    a, b, c, d, e, f = parts
    return a, b, c, d, e, f
