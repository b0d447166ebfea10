"""Transformation matrices multiplied number by number.

Replaces `weasyprint.matrix:Matrix.__matmul__` (70.0), which sums nine products over generators, seven times as slow: a
page has a dozen of them, and each link two; a thirtieth of the time pages take to be drawn. The sums are stock's, in
stock's order. Fallback: stock, which is only slower.
"""

from __future__ import annotations

from typing import Any

from weasyprint.matrix import Matrix

from kanyin.engine.hook import Undo, replace


def apply() -> Undo:
    """Put the hook in."""
    return replace(["weasyprint.matrix:Matrix.__matmul__"], lambda _: _product)


def _product(left: Any, right: Any) -> Any:
    (a, b, c), (d, e, f), (g, h, i) = right
    # The first sum is stock's too: it makes of a negative zero none.
    return Matrix(matrix=[
        [0 + x * a + y * d + z * g, 0 + x * b + y * e + z * h, 0 + x * c + y * f + z * i] for x, y, z in left
    ])  # fmt: skip
