"""The screen edition: the volume as it is bound, to read and to hand on.

In: a `Task`. Out: its PDF with tags, links and bookmarks; images are no finer than 220 dots an inch, which is what a
screen shows when one looks closely, and a printer at home prints.
"""

from __future__ import annotations

import io
from typing import Any, Final

from ..pdf import has_images
from .task import Product, Task

DPI: Final = 220



def produce(task: Task) -> Product:
    """Return the volume's PDF, with smaller images where they are too large."""
    pdf = task.volume.pdf
    return Product(_reduced(pdf) if has_images(pdf) else pdf)


def _reduced(data: bytes) -> bytes:
    import pikepdf

    from .files import saved
    from .pictures import Pictures
    from .placed import sizes

    with pikepdf.open(io.BytesIO(data)) as pdf:
        placed = sizes(pdf)
        pictures = Pictures(dict(placed), DPI)
        changed = [_reduce(pdf.get_object(*number), pictures) for number in placed]
        return saved(pdf) if any(changed) else data


def _reduce(image: Any, pictures: Any) -> bool:
    changed = pictures.reduce(image)
    if changed and "/SMask" in image:
        pictures.reduce(image["/SMask"])
    return bool(changed)
