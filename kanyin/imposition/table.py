"""What is printed of an imposition: the sheet table, the arithmetic of paper, what to do at the printer; or JSON.

In: `Imposed`. Out: lines, and one object. Pages are told as they are numbered in the file, from 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from kanyin.grid import POINTS

from .. import paper
from .imposing import Imposed
from .layout import Cell, Sheet

BLANK = "–"

_AT_THE_PRINTER: Mapping[str, str] = {
    "short-edge": "on both sides, flipped on the short edge",
    "long-edge": "on both sides, flipped on the long edge",
    "none": "on one side",
}


def heads(imposed: Imposed) -> tuple[str, ...]:
    """Return the heads of the sheet table's columns."""
    names = ("sheet", "front", "back")
    return ("signature", *names) if _signatures(imposed) > 1 else names


def rows(imposed: Imposed) -> Iterator[tuple[str, ...]]:
    """Yield the sheet table's rows: the left and right page at a fold, the rows of a handout with a stroke between."""
    width = max(len(str(page + 1)) for page in imposed.setting.pages)
    for number, sheet in enumerate(imposed.sheets, 1):
        row = (str(number), *(_side(cells, imposed, width) for cells in (sheet.front, sheet.back)))
        yield (str(sheet.signature + 1), *row) if _signatures(imposed) > 1 else row


def _side(cells: Sequence[Cell], imposed: Imposed, width: int) -> str:
    between = " | " if imposed.setting.geometry.folded else "  "
    return " / ".join(between.join(f"{page or BLANK:>{width}}" for page in row) for row in _pages(cells, imposed))


def _pages(cells: Sequence[Cell], imposed: Imposed) -> list[list[int | None]]:
    """Return the pages of a side row by row, from 1; None for one that stays blank."""
    found: dict[int, list[int | None]] = {}
    for cell in cells:
        found.setdefault(cell.row, []).append(_page(cell, imposed))
    return list(found.values())


def _page(cell: Cell, imposed: Imposed) -> int | None:
    return None if cell.page is None else imposed.setting.pages[cell.page] + 1


def _signatures(imposed: Imposed) -> int:
    return imposed.sheets[-1].signature + 1


def summary(imposed: Imposed) -> tuple[str, ...]:
    """Return the lines about pages, paper and printing."""
    return _about_pages(imposed), _about_paper(imposed), instruction(imposed)


def _about_pages(imposed: Imposed) -> str:
    setting, geometry = imposed.setting, imposed.setting.geometry
    blanks = f" and {_counted(imposed.blanks, 'blank')}" if imposed.blanks else ""
    scale = f", printed at {geometry.scale:.1%}" if abs(geometry.scale - 1) > 0.0005 else ""
    creep = f", the innermost moved {setting.shifts[-1]:.1f} mm towards the fold" if setting.shifts[-1] else ""
    return f"{_counted(len(setting.pages), 'page')} of {size_of(geometry.page, paper.TRIMMED)}{blanks}{scale}{creep}"


def _about_paper(imposed: Imposed) -> str:
    plan, geometry, count = imposed.setting.plan, imposed.setting.geometry, len(imposed.sheets)
    leaves = f"{2 * count} leaves on " if geometry.folded else ""
    sheets = f"{_counted(count, 'sheet')} of {size_of((geometry.width, geometry.height))}"
    thick = "spine" if geometry.folded else "together"
    return f"{leaves}{sheets}, {thick} {imposed.spine:.1f} mm on {plan.paper.name} paper"


def instruction(imposed: Imposed) -> str:
    """Return what to set at the printer, and what to do with the sheets."""
    plan, count = imposed.setting.plan, len(imposed.sheets)
    steps = [f"print at actual size (100 %), {_AT_THE_PRINTER[imposed.duplex]}"]
    if plan.layout.folded and count == 1:
        steps.append("fold the sheet down the middle with page {first} outside")
    elif plan.layout.finish:
        steps.append(plan.layout.finish)
    if imposed.crop_marks:
        steps.append("trim at the marks")
    text = "; ".join(steps).format(first=imposed.setting.pages[0] + 1, sheets=_of_signatures(imposed))
    return f"{text[0].upper()}{text[1:]}."


def _of_signatures(imposed: Imposed) -> str:
    """Return how many sheets signatures have: `4 sheets`, or `3 or 4 sheets`."""
    sizes = sorted(set(Counter(sheet.signature for sheet in imposed.sheets).values()))
    return " or ".join(map(str, sizes)) + (" sheets" if sizes[-1] > 1 else " sheet")


def size_of(size: tuple[float, float], names: Mapping[str, paper.Size] = MappingProxyType({})) -> str:
    """Return a size in pt as a person says it: `A4 (297 × 210 mm)`."""
    width, height = (side / POINTS for side in size)
    shown = f"{round(width, 1):g} × {round(height, 1):g} mm"
    name = paper.name_of((width, height), {**names, **paper.SHEETS})
    return f"{name} ({shown})" if name else shown


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def as_json(imposed: Imposed) -> dict[str, Any]:
    """Return all of it as one object: lengths in mm, pages from 1, blanks as null."""
    setting, geometry = imposed.setting, imposed.setting.geometry
    return {
        "layout": setting.plan.layout.name,
        "pages": len(setting.pages),
        "blanks": imposed.blanks,
        "page": _measured(geometry.page, paper.TRIMMED),
        "scale": round(geometry.scale, 4),
        "sheet": _measured((geometry.width, geometry.height)),
        "binding": "right" if imposed.order.to_left else "left",
        "duplex": imposed.duplex,
        "backs_turned": imposed.backs_turned,
        "leaves": len(imposed.sheets) * (2 if geometry.folded else 1),
        "signatures": _signatures(imposed),
        "paper": {"name": setting.plan.paper.name, "thickness": setting.plan.paper.thickness},
        "spine": imposed.spine,
        "instruction": instruction(imposed),
        "sheets": [_sheet(number, sheet, imposed) for number, sheet in enumerate(imposed.sheets, 1)],
    }


def _measured(size: tuple[float, float], names: Mapping[str, paper.Size] = MappingProxyType({})) -> dict[str, Any]:
    width, height = (round(side / POINTS, 2) for side in size)
    return {"name": paper.name_of((width, height), {**names, **paper.SHEETS}), "width": width, "height": height}


def _sheet(number: int, sheet: Sheet, imposed: Imposed) -> dict[str, Any]:
    return {
        "sheet": number,
        "signature": sheet.signature + 1,
        "front": _pages(sheet.front, imposed),
        "back": _pages(sheet.back, imposed),
        "creep": round(imposed.setting.shifts[sheet.depth], 3),
    }
