"""Imposition from end to end: `impose()` is the steps in a row.

In: a PDF's bytes and a `Plan`. Out: `Imposed`, the bytes of the sheets and all there is to tell of them. It reads and
writes no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kanyin.grid import POINTS

from ..boxes import PageBox
from ..diagnostics import Report, Span
from ..records import dataclass
from . import appearances, creep, findings, placing, ranges, source
from .layout import Order, Sheet, turned
from .placing import Geometry
from .plan import Plan
from .sheets import Writer
from .sides import Setting, printed_sides

_LEAST_CELL = 5 * POINTS
_IN_VIEWERS = {"short-edge": "DuplexFlipShortEdge", "long-edge": "DuplexFlipLongEdge", "none": "Simplex"}


@dataclass(frozen=True, slots=True)
class Imposed:
    """What became of a PDF: the new one, and how it is made up.

    `sheets` name pages by their place in `setting.pages`; their backs are as one reads them, whichever way up they are
    printed. `duplex` is the setting the printer needs, and `backs_turned` tells whether backs are printed head to foot
    for it. `spine` is how thick all sheets are in mm, folded where they are folded; `crop_marks` tells whether any are
    drawn.
    """

    pdf: bytes
    setting: Setting
    order: Order
    sheets: tuple[Sheet, ...]
    duplex: str
    backs_turned: bool
    spine: float
    crop_marks: bool

    @property
    def blanks(self) -> int:
        """How many places for pages stay blank."""
        return sum(cell.page is None for sheet in self.sheets for cell in (*sheet.front, *sheet.back))


def impose(data: bytes, plan: Plan, report: Report, span: Span | None = None) -> Imposed:
    """Return the sheets of a PDF; `span` names it in diagnostics. Raises `BuildFailed` when it cannot be imposed."""
    with source.opened(data, report, span) as pdf:
        all_pages = source.pages_of(pdf, report, span)
        pages = _chosen(plan, len(all_pages), report, span)
        boxes = source.page_boxes(all_pages, pages, report, span)
        geometry = placing.fitted(plan, usual_size([boxes[page] for page in pages]))
        _check_room(geometry, report, span)
        order = _order(plan, geometry, to_left=source.reads_to_left(pdf) if plan.to_left is None else plan.to_left)
        sheets = plan.layout.arrange(len(pages), order)
        setting = Setting(plan, geometry, pages, boxes, _shifts(plan, sheets))
        duplex, backs_turned = flipping(plan, geometry)
        as_printed = [turned(sheet, geometry.rows, geometry.columns) if backs_turned else sheet for sheet in sheets]
        sides = tuple(printed_sides(as_printed, setting))
        looks = {page: appearances.of_page(all_pages[page], boxes[page].turn) for page in boxes}
        writer = Writer(pdf, all_pages, looks)
        made = writer.write(sides, (geometry.width, geometry.height), _IN_VIEWERS[duplex])
    crop_marks = any(line.use == "crop" for side in sides for line in side.lines)
    imposed = Imposed(made, setting, order, sheets, duplex, backs_turned, _spine(plan, sheets), crop_marks)
    findings.of_pages(sides, setting, report, span)
    findings.of_annotations(looks, report, span)
    findings.of_contents(writer.unreadable, report, span)
    findings.of_marks(crop_marks, setting, report, span)
    findings.of_thickness(len(sheets), imposed.spine, setting, report, span)
    return imposed


def _chosen(plan: Plan, count: int, report: Report, span: Span | None) -> tuple[int, ...]:
    for one in ranges.beyond(plan.pages, count):
        hint = f"the file has {count} page{'s' if count > 1 else ''}"
        report.error("impose.no-such-page", f"the file has no page for `{one}`", span, hint)
    report.stop_on_errors()
    return ranges.chosen(plan.pages, count)


def usual_size(boxes: Sequence[PageBox]) -> tuple[float, float]:
    """Return the size in pt that most pages have, to the millimetre; of equals, the one that comes first."""
    rounded = [tuple(round(side / POINTS) for side in box.size) for box in boxes]
    ((most, _),) = Counter(rounded).most_common(1)
    return boxes[rounded.index(most)].size


def _check_room(geometry: Geometry, report: Report, span: Span | None) -> None:
    cell = geometry.cell(0, 0)
    if min(cell.width, cell.height) < _LEAST_CELL:
        report.error(
            "impose.no-room",
            f"the sheet has no room for {geometry.rows} × {geometry.columns} pages",
            span,
            "take a larger --sheet, a smaller --gutter, or fewer pages a side",
        )
    report.stop_on_errors()


def _order(plan: Plan, geometry: Geometry, *, to_left: bool) -> Order:
    one_sided = plan.duplex == "none"
    return Order(to_left, plan.back_cover, plan.signature, geometry.rows, geometry.columns, one_sided)


def flipping(plan: Plan, geometry: Geometry) -> tuple[str, bool]:
    """Return the printer's setting, and whether backs must be printed head to foot for it.

    They need not when the paper is turned over like the leaf of a book: about the short edge of a sheet that lies, the
    long edge of one that stands.
    """
    like_a_leaf = "short-edge" if geometry.width > geometry.height else "long-edge"
    duplex = plan.duplex or like_a_leaf
    return duplex, duplex not in (like_a_leaf, "none")


def _shifts(plan: Plan, sheets: Sequence[Sheet]) -> tuple[float, ...]:
    """Return by depth how far pages are moved towards the fold, in mm."""
    nested = max(sheet.depth for sheet in sheets) + 1
    whole = creep.total(nested, plan.paper.thickness) if plan.creep == "auto" else plan.creep
    return tuple(depth * creep.step(whole, nested) for depth in range(nested))


def _spine(plan: Plan, sheets: Sequence[Sheet]) -> float:
    leaves = len(sheets) * (2 if plan.layout.folded else 1)
    return round(leaves * plan.paper.thickness, 2)
