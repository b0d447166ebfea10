"""What is printed of an imposition, for people and for programs."""

from __future__ import annotations

import pytest

from kanyin.imposition import FOUR_UP, SADDLE, SIGNATURES, Layout, table
from kanyin.imposition.ranges import parse
from kanyin.paper import Paper

from .imposed import done
from .sample import A4, make


def test_the_sheet_table_names_left_and_right_pages_with_blanks() -> None:
    imposed, _ = done(make(6), pages=parse("1-6"))
    assert table.heads(imposed) == ("sheet", "front", "back")
    assert list(table.rows(imposed)) == [("1", "– | 1", "2 | –"), ("2", "6 | 3", "4 | 5")]


def test_the_sheet_table_reads_alike_whichever_way_backs_are_printed() -> None:
    tables = [list(table.rows(done(make(8), duplex=duplex)[0])) for duplex in ("short-edge", "long-edge")]
    assert tables[0] == tables[1]


def test_signatures_are_numbered() -> None:
    imposed, _ = done(make(16), layout=SIGNATURES, signature=2)
    assert table.heads(imposed)[0] == "signature"
    assert [row[:2] for row in table.rows(imposed)] == [("1", "1"), ("1", "2"), ("2", "3"), ("2", "4")]


def test_rows_of_a_handout_have_a_stroke_between_them() -> None:
    imposed, _ = done(make(10), layout=FOUR_UP)
    assert list(table.rows(imposed)) == [("1", " 1   2 /  3   4", " 5   6 /  7   8"), ("2", " 9  10 /  –   –", "")]


def test_pages_are_those_of_the_file() -> None:
    imposed, _ = done(make(12), pages=parse("9-12"))
    assert list(table.rows(imposed)) == [("1", "12 |  9", "10 | 11")]


def test_pages_paper_and_spine_are_told() -> None:
    imposed, _ = done(make(46), paper=Paper.parse("0.1mm"), creep="auto")
    pages, sheets, _ = table.summary(imposed)
    # 12 sheets: the innermost lies in 11 others, 1.1 mm; 24 leaves are 2.4 mm
    assert pages == "46 pages of A5 (148 × 210 mm) and 2 blanks, the innermost moved 1.1 mm towards the fold"
    assert sheets == "24 leaves on 12 sheets of A4 (297 × 210 mm), spine 2.4 mm on 0.1mm paper"


def test_the_scale_is_told_where_there_is_one() -> None:
    pages, *_ = table.summary(done(make(4, A4), sheet=(210, 297))[0])
    assert pages == "4 pages of A4 (210 × 297 mm), printed at 70.7%"


@pytest.mark.parametrize(
    ("layout", "duplex", "pages", "words"),
    [
        (SADDLE, None, 8, ["flipped on the short edge", "page 1 outside", "staple"]),
        (SADDLE, "long-edge", 8, ["flipped on the long edge"]),
        (SADDLE, None, 3, ["fold the sheet"]),
        (SIGNATURES, None, 40, ["fold each signature by itself (3 or 4 sheets)", "sew or glue"]),
        (SIGNATURES, None, 32, ["(4 sheets)"]),
        (FOUR_UP, "none", 8, ["on one side"]),
        (FOUR_UP, None, 8, ["flipped on the long edge"]),
    ],
)
def test_one_line_says_what_to_do_at_the_printer(layout: Layout, duplex: str, pages: int, words: list[str]) -> None:
    line = table.instruction(done(make(pages), layout=layout, duplex=duplex)[0])
    assert "\n" not in line
    assert line.startswith("Print at actual size")
    assert [word for word in words if word not in line] == []


def test_json_holds_the_same() -> None:
    imposed, _ = done(make(6), back_cover=True, creep=1)
    found = table.as_json(imposed)
    assert [(sheet["front"], sheet["back"]) for sheet in found["sheets"]] == [
        ([[6, 1]], [[2, None]]),
        ([[None, 3]], [[4, 5]]),
    ]
    assert [sheet["creep"] for sheet in found["sheets"]] == [0, 1]
    assert found["sheet"] == {"name": "A4", "width": 297.0, "height": 210.0}
    assert (found["pages"], found["blanks"], found["leaves"], found["duplex"]) == (6, 2, 4, "short-edge")
    assert found["instruction"] == table.instruction(imposed)
