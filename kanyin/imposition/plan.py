"""A plan: what is asked of an imposition, in a person's terms.

In: options. Out: one frozen record, all lengths in mm. What is not said is decided when the file has been looked at.
"""

from __future__ import annotations

from typing import Literal

from .. import paper
from ..records import dataclass
from .layout import Layout
from .ranges import Range
from .saddle import SADDLE

Scale = Literal["shrink", "fit", "none"]
Duplex = Literal["short-edge", "long-edge", "none"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked.

    `sheet` None: the sheet that suits. `to_left` is a book bound at its right edge; None: as the file says. `duplex`
    None: the setting with which every side is printed upright. `creep` is how far the innermost sheet stands out, in
    mm; `auto`: as far as the thickness of `paper` makes it. `gutter` is the white at the fold, or between and around
    the pages of a handout.
    """

    layout: Layout = SADDLE
    sheet: paper.Size | None = None
    pages: tuple[Range, ...] = ()
    to_left: bool | None = None
    back_cover: bool = False
    signature: int = 4
    grid: tuple[int, int] | None = None
    gutter: float = 0
    scale: Scale = "shrink"
    duplex: Duplex | None = None
    creep: float | Literal["auto"] = 0
    paper: paper.Paper = paper.COPY
    marks: bool = False
