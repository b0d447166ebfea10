"""What there is to say of an imposition: facts a person at the printer should know, each once, as diagnostics.

In: what was found and made. Out: diagnostics in a `Report`. What stops the work altogether is said where it is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..diagnostics import Report, Span
from ..paper import MOST_STAPLED
from .appearances import Annotations
from .placing import is_usual
from .sides import PrintedSide, Setting
from .source import named


def of_pages(sides: Sequence[PrintedSide], setting: Setting, report: Report, span: Span | None) -> None:
    """Tell of pages of other sizes than most, and what became of them."""
    placements = {placement.page: placement for side in sides for placement in side.placements}
    if others := [page for page in placements if not is_usual(setting.boxes[page], setting.geometry)]:
        scales = {round(placements[page].scale, 3) for page in others}
        what = "centred" if scales == {round(setting.geometry.scale, 3)} else "made to fit, and centred"
        hint = None if setting.plan.scale == "fit" else "--scale fit makes each as large as its place allows"
        message = f"not all pages are of one size; {what} on their places: {named(others)}"
        report.warning("impose.mixed-sizes", message, span, hint)
    if aside := [page for page, placement in placements.items() if placement.aside]:
        report.note("impose.turned", f"turned on their sides, to stand larger: {named(aside)}", span)
    if cut := [page for page, placement in placements.items() if placement.cut]:
        hint = "take a larger --sheet, or let --scale shrink make them smaller"
        report.warning("impose.cut-off", f"larger than their places, and cut off there: {named(cut)}", span, hint)


def of_annotations(looks: Mapping[int, Annotations], report: Report, span: Span | None) -> None:
    """Tell how many links and other annotations did not come along."""
    counts = sum((look.counts for look in looks.values()), Counter[str]())
    if drawn := sum(len(look.drawn) for look in looks.values()):
        report.note("impose.flattened", f"form fields and notes are printed as they look now: {drawn}", span)
    if counts["links"]:
        report.note("impose.links", f"links do nothing on paper and were left out: {counts['links']}", span)
    if counts["unprinted"]:
        message = f"form fields and notes that are not marked to be printed were left out: {counts['unprinted']}"
        report.note("impose.unprinted", message, span)
    if unseen := [page for page, look in looks.items() if look.counts["unseen"]]:
        message = f"form fields and notes whose look the file does not hold are missing: {named(unseen)}"
        hint = "open the file in a PDF viewer, print it into a new PDF, and impose that"
        report.warning("impose.no-appearance", message, span, hint)


def of_contents(unreadable: Iterable[int], report: Report, span: Span | None) -> None:
    """Tell of pages some of whose content could not be decoded."""
    if pages := list(dict.fromkeys(unreadable)):
        hint = "compare the sheets with the file before you print many"
        report.warning("impose.unreadable", f"damaged, and printed in part: {named(pages)}", span, hint)


def of_marks(drawn: bool, setting: Setting, report: Report, span: Span | None) -> None:
    """Tell when marks were asked for, and there is no white around the pages to put them on."""
    if setting.plan.marks and not drawn:
        message = "there are no crop marks: the pages reach to the edges of the sheet"
        report.note("impose.no-room-for-marks", message, span, "take a larger --sheet, or leave a --gutter")


def of_thickness(sheets: int, spine: float, setting: Setting, report: Report, span: Span | None) -> None:
    """Tell when a booklet is too thick for staples."""
    if setting.plan.layout.stapled and spine > MOST_STAPLED:
        message = f"{sheets} nested sheets are {spine:.1f} mm thick at the fold: too thick for staples"
        hint = "sew or glue it in signatures: --layout signatures"
        report.warning("impose.too-thick", message, span, hint)
