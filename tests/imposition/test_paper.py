"""Paper: sizes by name, thickness by weight, and the arithmetic of leaves, sheets and spines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin import paper
from kanyin.paper import Paper


@pytest.mark.parametrize(
    ("name", "size"),
    [
        # ISO 216
        ("A4", (210, 297)), ("a3", (297, 420)), ("A5", (148, 210)), ("A0", (841, 1189)), ("A7", (74, 105)),
        ("B4", (250, 353)), ("B5", (176, 250)), ("B6", (125, 176)), ("SRA3", (320, 450)),
        ("JIS B5", (182, 257)), ("jis-b4", (257, 364)), ("letter", (215.9, 279.4)), ("Tabloid", (279.4, 431.8)),
        # 781 × 1086 and 883 × 1188, halved
        ("8开", (271, 390)), ("正度16开", (195, 271)), ("16k", (195, 271)), ("对开", (543, 781)), ("全开", (781, 1086)),
        ("大8开", (297, 441)), ("大度16开", (220, 297)), ("大32开", (148, 220)), (" 8 开 ", (271, 390)),
        ("297x420mm", (297, 420)), ("420 × 297", (297, 420)), ("100.5*200 mm", (100.5, 200)), ("100mmx200毫米", (100, 200)),
    ],
)  # fmt: skip
def test_a_sheet_is_named_or_measured(name: str, size: tuple[float, float]) -> None:
    assert paper.sheet(name) == size


@pytest.mark.parametrize(
    "name", ["", "A9", "A44", "7开", "297", "297x", "x420", "-1x20mm", "297x420cm", "1x1mm", "9999x9999mm"]
)
def test_what_is_no_sheet_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ValueError, match="sheet"):
        paper.sheet(name)


@pytest.mark.parametrize("name", list(paper.SHEETS))
def test_every_sheet_is_found_by_its_name_and_by_its_size(name: str) -> None:
    size = paper.SHEETS[name]
    assert paper.sheet(name) == size
    assert size[0] < size[1]
    assert paper.sheet(f"{size[1]:g}x{size[0]:g}mm") == size
    found = paper.name_of((size[1] + 0.9, size[0] - 0.9))
    assert found is not None
    assert paper.SHEETS[found] == pytest.approx(size, abs=2)


def test_a_size_is_named_as_sheet_or_as_book() -> None:
    assert paper.name_of((210, 297)) == "A4"
    assert paper.name_of((185, 260)) is None
    assert paper.name_of((185, 260), paper.TRIMMED) == "16开"


@pytest.mark.parametrize(
    ("text", "thickness"),
    [
        # weight × bulk: 80 × 1.3 = 104 µm
        ("80gsm", 0.104), ("80g", 0.104), ("80 g/m²", 0.104), ("80克", 0.104), ("80g 胶版纸", 0.104), ("80g双胶", 0.104),
        ("157gsm coated", 0.13345), ("157g 铜版纸", 0.13345), ("128gsm matt", 0.1216), ("70g 轻型纸", 0.1155),
        ("80gsm 1.25", 0.1), ("0.1mm", 0.1), ("0.12 毫米", 0.12), ("95um", 0.095), ("95µm", 0.095),
    ],
)  # fmt: skip
def test_a_paper_has_a_thickness(text: str, thickness: float) -> None:
    assert Paper.parse(text).thickness == pytest.approx(thickness, abs=1e-4)


@pytest.mark.parametrize(
    "text", ["", "80", "gsm", "80gsm gold", "80gsm 1.2.3", "5mm", "0.001mm", "5000g", "-80g", "nan mm"]
)
def test_what_is_no_paper_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"paper|mm"):
        Paper.parse(text)


@given(st.integers(1, 2000))
def test_leaves_sheets_and_spine(pages: int) -> None:
    found = paper.arithmetic(pages, Paper.parse("0.1mm"))
    assert found.sheets * 4 >= pages > (found.sheets - 1) * 4
    assert found.leaves == 2 * found.sheets
    assert found.spine == pytest.approx(found.leaves * 0.1)


def test_the_spine_of_a_hundred_pages_on_copy_paper() -> None:
    assert paper.arithmetic(100) == paper.Arithmetic(50, 25, 5.2)  # 50 × 0.104 mm
