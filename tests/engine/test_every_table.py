"""Whatever a table holds, nothing of it is lost and nothing sticks out. Pages are 200 px square."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from .boxes import pages

STYLE = """
table { -kanyin-columns: by-content; -kanyin-fit: 5px fold turn; min-width: 0 }
th { white-space: nowrap } tr { break-inside: avoid } td.n { text-align: "."; white-space: nowrap }
"""
CAPTIONS = "<caption>题</caption><caption class=more>续</caption>"

WORDS = st.text("柔韧耐久吸墨", min_size=1, max_size=40)
NUMBERS = st.from_regex(r"\A[0-9]{1,4}(\.[0-9]{1,3})?\Z")
CELLS = st.one_of(WORDS, WORDS, NUMBERS, st.text("abc", max_size=60), st.just(""))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table: one to nine columns, up to twenty rows."""
    columns = draw(st.integers(1, 9))
    numbers = [draw(st.integers(0, 3)) == 0 for _ in range(columns)]
    heads = "".join(f"<th>{draw(WORDS)}" for _ in range(columns))
    rows = ""
    for number in range(draw(st.integers(0, 20))):
        cells = [draw(NUMBERS if is_number else CELLS) for is_number in numbers]
        marked = [f"{number}:{cell}" if place == 0 and not numbers[0] else cell for place, cell in enumerate(cells)]
        rows += "<tr>" + "".join(f"<td{' class=n' if n else ''}>{c}" for n, c in zip(numbers, marked, strict=True))
    return f"<table>{draw(st.sampled_from(['', CAPTIONS]))}<thead><tr>{heads}</thead><tbody>{rows}</table>"


def cells(found: list[Any], tag: str) -> list[str]:
    """Return the text of every cell, in order; of one that goes on over pages, a text for each part."""
    return ["".join(b.text for b in cell.descendants() if isinstance(b, boxes.TextBox)) for page in found
            for cell in page.descendants() if isinstance(cell, boxes.TableCellBox) and cell.element_tag == tag]  # fmt: skip


def ends(page: Any) -> tuple[float, float]:
    """Return the largest right and bottom end of text on a page, as it stands before the table is turned."""
    text = [box for box in page.descendants() if isinstance(box, boxes.TextBox)]
    right = max((box.position_x + box.width for box in text), default=0.0)
    return right, max((box.position_y + box.height for box in text), default=0.0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.integers(0, 9))
def test_no_table_loses_text_or_sticks_out(table: str, lines: int) -> None:
    found = pages("<p>前</p>" * lines + table + "<p>后</p>", STYLE)
    written = table.partition("<tbody>")[2].removesuffix("</table>").replace(" class=n", "")
    # Sorted, since of a row that is cut the last cell's beginning comes before the first one's rest.
    assert sorted("".join(cells(found, "td"))) == sorted(written.replace("<tr>", "").replace("<td>", ""))
    for page in found:
        right, bottom = ends(page)
        assert right <= 200 + 0.01
        assert bottom <= 200 + 5  # glyphs are higher than the line that holds them
    text = "".join(box.text for page in found for box in page.descendants() if isinstance(box, boxes.TextBox))
    assert text.count("后") == 1
    assert text.count("前") == lines


def test_the_check_can_fail() -> None:
    with pytest.raises(AssertionError):
        assert ends(pages(f"<p style='white-space: nowrap'>{'a' * 50}")[0])[0] <= 200
