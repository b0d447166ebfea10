"""Annotations: what they look like is printed, what they do is not, and what cannot come along is told."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from .imposed import done, origin, texts
from .sample import MM, Change, make

PRINT, HIDDEN = 4, 2


def adding(**annotation: Any) -> Change:
    """Return a change that puts an annotation on page 1; `look` is the text of its appearance, if it has one."""

    def change(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        made = Dictionary(Type=Name.Annot, Rect=Array([50, 60, 150, 80]))
        for key, value in annotation.items():
            if key != "look":
                made[f"/{key}"] = value
        if look := annotation.get("look"):
            made.AP = Dictionary(N=_form(pdf, pages[0], look))
        _add(pdf, pages[0], made)

    return change


def _add(pdf: pikepdf.Pdf, page: Any, annotation: Any) -> None:
    annotation = pdf.make_indirect(annotation)
    page.Annots = Array([annotation])
    if annotation.Subtype == "/Widget":
        pdf.Root.AcroForm = Dictionary(Fields=Array([annotation]))


def _form(pdf: pikepdf.Pdf, page: Any, look: str) -> Any:
    # 50 wide for a /Rect of 100: it is to be drawn twice as large.
    form = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 10]), Resources=page.Resources)
    return pdf.make_indirect(pikepdf.Stream(pdf, f"BT /F 5 Tf 1 2 Td ({look}) Tj ET".encode(), form))


def test_the_look_of_a_form_field_is_printed_where_the_field_stands() -> None:
    change = adding(Subtype=Name.Widget, FT=Name.Tx, F=PRINT, V=pikepdf.String("x"), look="filled")
    imposed, codes = done(make(4, change=change))
    assert codes == ["impose.flattened"]
    assert texts(imposed.pdf)[0] == "p4 p1 filled"
    # (1, 2) of the appearance is twice that from the corner of /Rect.
    assert origin(imposed.pdf, 0, "filled") == pytest.approx((297 / 2 * MM + 50 + 2, 60 + 4), abs=0.01)


def test_links_are_left_out_and_counted() -> None:
    imposed, codes = done(make(4, change=adding(Subtype=Name.Link, F=PRINT)))
    assert codes == ["impose.links"]
    with pikepdf.open(BytesIO(imposed.pdf)) as pdf:
        assert not any("/Annots" in page.obj for page in pdf.pages)


@pytest.mark.parametrize(
    ("annotation", "codes"),
    [
        ({"Subtype": Name.Highlight, "F": PRINT, "look": "x"}, ["impose.flattened"]),
        ({"Subtype": Name.Highlight, "F": 0, "look": "x"}, ["impose.unprinted"]),
        ({"Subtype": Name.Highlight, "look": "x"}, ["impose.unprinted"]),
        ({"Subtype": Name.Highlight, "F": PRINT | HIDDEN, "look": "x"}, []),
        ({"Subtype": Name.Popup, "F": PRINT}, []),
        ({"Subtype": Name.Square, "F": PRINT}, ["impose.no-appearance"]),
        ({"Subtype": Name.Text, "F": 0}, ["impose.unprinted"]),
        ({"Subtype": Name.Widget, "FT": Name.Tx, "F": PRINT, "V": pikepdf.String("甲")}, ["impose.no-appearance"]),
        ({"Subtype": Name.Widget, "FT": Name.Tx, "F": PRINT, "V": pikepdf.String("")}, []),
        ({"Subtype": Name.Widget, "FT": Name.Tx, "F": PRINT}, []),
        ({"Subtype": Name.Widget, "FT": Name.Btn, "F": PRINT, "AS": Name.Off, "AP": Dictionary(N=Dictionary())}, []),
        ({"Subtype": Name.Widget, "F": pikepdf.String("?"), "AP": 7, "Parent": 3}, []),
    ],
)
def test_each_kind_is_kept_or_told_of(annotation: dict[str, Any], codes: list[str]) -> None:
    imposed, found = done(make(4, change=adding(**annotation)))
    assert found == codes
    assert ("x" in texts(imposed.pdf)[0]) == (codes == ["impose.flattened"])


def test_a_box_that_is_ticked_shows_its_tick() -> None:
    def tick(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        looks = Dictionary(Yes=_form(pdf, pages[0], "tick"), Off=_form(pdf, pages[0], "empty"))
        box = Dictionary(Subtype=Name.Widget, FT=Name.Btn, F=PRINT, AS=Name.Yes, Rect=Array([9, 9, 29, 29]))
        box.AP = Dictionary(N=looks)
        _add(pdf, pages[0], box)

    assert texts(done(make(4, change=tick))[0].pdf)[0] == "p4 p1 tick"


@pytest.mark.parametrize("spoiled", [7, Array([Name.A, 5, Dictionary()]), pikepdf.String("x"), Array([])])
def test_a_list_of_annotations_that_is_none_is_passed_over(spoiled: Any) -> None:
    def spoil(_: pikepdf.Pdf, pages: list[Any]) -> None:
        pages[0].Annots = spoiled

    imposed, _ = done(make(4, change=spoil))
    assert texts(imposed.pdf) == ["p4 p1", "p2 p3"]


def test_a_note_on_a_layer_stays_on_it() -> None:
    def change(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        adding(Subtype=Name.Stamp, F=PRINT, look="draft")(pdf, pages)
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("l")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        pages[0].Annots[0].OC = layer

    with pikepdf.open(BytesIO(done(make(4, change=change))[0].pdf)) as pdf:
        root: Any = pdf.Root
        side: Any = pdf.pages[0]
        assert side.Resources.Properties["/P1A1"].objgen == root.OCProperties.OCGs[0].objgen
        assert b"/OC /P1A1 BDC q" in side.Contents.read_bytes()
