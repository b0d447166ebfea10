"""The rules of the line in finished books: every kind of block, with the book theme's styles and the installed faces.

What a rule does to glyphs in detail is in `tests/engine/test_lines.py`; here it is held by whole books. Lengths are in em
of the text measured. The measure of the theme is 27 characters of 10.5 pt.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from kanyin import build
from kanyin.diagnostics import Report

from .composed import NO_END, NO_START, Row, by_paragraph, continuing, folded, rows_of
from .conftest import BuildBook
from .em_font import CLOSING, OPENING
from .reading import Glyph, Reading

PROSE = (Path(__file__).parent / "fixtures" / "typography" / "prose.md").read_text(encoding="utf-8")
HEADING, *PARAGRAPHS = [paragraph.strip() for paragraph in PROSE.split("\n\n")]
BODY, SMALL, MEASURE = 10.5, 9.0, 27
TEXT = PARAGRAPHS[3]  # the thickest with marks
MARKS = OPENING + CLOSING
_NUMBER = re.compile(r"\d[\d,.]*")


def body_rows(reading: Reading) -> list[Row]:
    """The lines of the body's size from the first page of the chapter on, x from the type area's left edge.

    That edge is the commonest left end of a page's lines. Heads and folios are smaller.
    """
    found: list[Row] = []
    for page in range(reading.page_of(PARAGRAPHS[0][:12]), reading.pages):
        starts = Counter(round(row.start, 2) for row in rows_of(reading.on(page), BODY))
        for left, _ in starts.most_common(1):
            found += rows_of(reading.on(page), BODY, left * BODY)
    return found


@pytest.fixture(scope="module")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The prose as a book of one chapter, three times over, so that paragraphs go over page ends."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "a.md").write_text("\n\n".join([HEADING, *PARAGRAPHS, *PARAGRAPHS, *PARAGRAPHS]), encoding="utf-8")
    report = Report()
    made = build(folder, folder / "out", report=report)
    assert not [found for found in report if found.severity != "note"]
    return Reading(made.files[0])


def test_every_line_of_a_book_that_goes_on_is_flush(prose: Reading) -> None:
    paragraphs = by_paragraph(body_rows(prose), PARAGRAPHS * 3)
    found = continuing(paragraphs)
    assert len(found) > 100
    for row in found:
        if not row.text[-1].isascii():  # a Latin letter has an advance of its own, which is not read here
            assert row.end == pytest.approx(MEASURE, abs=0.02), row.text
    for paragraph in paragraphs:
        # the first line begins 2 em in, its opening mark half an em further left; the others at the edge
        assert paragraph[0].start == pytest.approx(2, abs=0.02)
        assert all(row.start == pytest.approx(0, abs=0.02) for row in paragraph[1:])


def test_no_line_of_a_book_begins_or_ends_wrongly(prose: Reading) -> None:
    for row in body_rows(prose):
        assert row.text[0] not in NO_START, row.text
        assert row.text[-1] not in NO_END, row.text


def test_nothing_is_broken_that_belongs_together(prose: Reading) -> None:
    found = body_rows(prose)
    for row, below in pairwise(found):
        assert not (row.text[-1] in "—…" and below.text[0] == row.text[-1]), row.text
        assert not (row.text[-1].isdigit() and below.text[0] in "%℃.,"), row.text
    numbers = [number for paragraph in PARAGRAPHS * 3 for number in _NUMBER.findall(folded(paragraph))]
    assert [number for row in found for number in _NUMBER.findall(row.text)] == numbers


def test_no_paragraph_of_a_book_ends_in_a_lone_character(prose: Reading) -> None:
    for paragraph in by_paragraph(body_rows(prose), PARAGRAPHS * 3):
        assert len([c for c in paragraph[-1].text if c not in NO_START + NO_END]) >= 2, paragraph[-1].text


def test_adjacent_marks_of_a_book_are_tight(prose: Reading) -> None:
    # half an em from one to the next where the first is a closing one, a little more or less in an adjusted line
    count = 0
    for row in body_rows(prose):
        for i in range(len(row.text) - 1):
            first, second = row.text[i], row.text[i + 1]
            if first in MARKS and second in MARKS and not (first in OPENING and second in CLOSING):
                count += 1
                assert row.xs[i + 1] - row.xs[i] < 0.78, row.text
    assert count > 90


def test_a_line_is_spaced_evenly(prose: Reading) -> None:
    # between neighbouring Han, the widest and the narrowest step of a line differ by no more than rounding
    for row in body_rows(prose):
        steps = _steps(row)
        if len(steps) > 3:
            assert max(steps) - min(steps) < 0.02, row.text


def test_a_page_break_in_a_paragraph_goes_on_with_the_next_character(prose: Reading) -> None:
    found = by_paragraph(body_rows(prose), PARAGRAPHS * 3)
    broken = [paragraph for paragraph in found if len({row.page for row in paragraph}) > 1]
    assert len(broken) >= 2  # and `by_paragraph` has found every character of them, once


def _steps(row: Row) -> list[float]:
    """From each Han character to the next one, in em."""
    pairs = zip(row.xs, row.xs[1:], row.text, row.text[1:], strict=False)
    return [after - before for before, after, first, second in pairs if _han(first) and _han(second)]


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


# ---- text, read back


def test_pdfium_reads_every_paragraph_back(prose: Reading) -> None:
    # page by page, heads and folios between them: a paragraph over a page end is in two parts
    text = folded("".join(prose.texts))
    paragraphs = by_paragraph(body_rows(prose), PARAGRAPHS * 3)
    for paragraph in paragraphs:
        for page in {row.page for row in paragraph}:
            part = "".join(row.text for row in paragraph if row.page == page)
            assert part in text
    assert "It’s only text, until somebody reads it." in " ".join(prose.texts)


def test_pdftotext_reads_every_paragraph_back(prose: Reading) -> None:
    try:
        made = subprocess.run(["pdftotext", "-enc", "UTF-8", str(prose.path), "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = folded(made.stdout.decode())
    for paragraph in by_paragraph(body_rows(prose), PARAGRAPHS * 3):
        for page in {row.page for row in paragraph}:
            assert "".join(row.text for row in paragraph if row.page == page) in text
    assert "It’s only text, until somebody reads it." in " ".join(made.stdout.decode().split())


def test_no_space_is_guessed_between_han_but_in_lines_as_loose_as_that(prose: Reading) -> None:
    # extractors guess a space from a gap above a tenth of an em, as before a long URL that does not fit
    loose = {row.text for row in body_rows(prose) if max(_steps(row), default=1.0) > 1.1}
    assert len(loose) < 5
    guessed = [line for line in _lines_of_text(prose) if re.search("[\u4e00-\u9fff] [\u4e00-\u9fff]", line)]
    assert {folded(line) for line in guessed} <= loose


def _lines_of_text(reading: Reading) -> list[str]:
    pages = list(pdfium.PdfDocument(reading.path))[reading.page_of(PARAGRAPHS[0][:12]) :]
    return [line for page in pages for line in page.get_textpage().get_text_range().splitlines()]


# ---- every kind of block


def _block(reading: Reading, size: float) -> list[Row]:
    """The lines of a size that make up the text, the first one apart: a label or a mark may stand beside it."""
    page = reading.page_of(TEXT[30:60])
    return [row for row in rows_of(reading.on(page), size) if len(row.text) > 3 and row.text in folded(TEXT)]


# What stands before the text, its size, and how many em the block's left and right edges stand inside the type area.
_BLOCKS: dict[str, tuple[str, float, float, float]] = {
    "list item": ("- {}", BODY, 3, 0),
    "numbered item": ("1. {}", BODY, 3.5, 0),
    "loose item": ("1. {}\n\n    又一段。\n\n2. 又一项。", BODY, 3.5, 0),
    "nested item": ("- 项\n    - {}", BODY, 4, 0),
    "definition": ("词\n:   {}", BODY, 2, 0),
    "quotation": ("> {}", BODY, 2, 0),
    "note": ("正文[^1]。\n\n[^1]: {}", SMALL, 1.5, 0),
    "admonition": ('!!! note ""\n    {}', BODY, 1, 1),
    "warning": ('!!! warning ""\n    {}', BODY, 1, 1),
    "bold": ("**{}**", BODY, 0, 0),
}


@pytest.mark.parametrize("kind", _BLOCKS)
def test_every_kind_of_block_is_flush(build_book: BuildBook, kind: str) -> None:
    markup, size, left, right = _BLOCKS[kind]
    reading = build_book({"a.md": f"# 题\n\n{markup.format(TEXT)}\n"})
    found = _block(reading, size)
    assert len(found) >= 5
    measure = MEASURE * BODY / size - left - right
    edge = 22 * 72 / 25.4 / size  # the inner margin of a recto, 22 mm
    for row in found[1:-1]:
        assert row.start - edge - left == pytest.approx(0, abs=0.02), row.text
        assert row.end - row.start == pytest.approx(measure, abs=0.02), row.text


def test_a_caption_is_one_line_or_lines_alike(build_book: BuildBook) -> None:
    # 38 Han and two marks at 9 pt, 31.5 em a line: two lines, centred, neither more than two em longer than the other
    caption = "这一张表的题目写得很长，长到一行放不下，于是分成差不多长的两行，居中排在表的上面"
    reading = build_book({"a.md": f"# 题\n\n| 甲 | 乙 |\n|---|---|\n| 一 | {TEXT[:60]} |\n\n: {caption} {{#tbl-a}}\n"})
    page = reading.page_of(caption)
    found = [row for row in rows_of(reading.on(page), SMALL) if row.text in caption or row.text.startswith("表1")]
    assert len(found) == 2
    widths = [row.end - row.start for row in found]
    assert abs(widths[0] - widths[1]) <= 2
    middles = [(row.start + row.end) / 2 for row in found]
    assert middles[0] == pytest.approx(middles[1], abs=0.5)  # but for the half em of a trimmed mark


def test_short_cells_of_a_table_do_not_wrap(build_book: BuildBook) -> None:
    cells = ["他说：“好！”", "《春》、《秋》", "共 120 回", "A4 纸（横）"]
    table = "| " + " | ".join("甲乙丙丁") + " |\n|" + "---|" * 4 + "\n| " + " | ".join(cells) + " |\n"
    reading = build_book({"a.md": f"# 题\n\n{table}"})
    (row,) = [row for row in rows_of(reading.on(reading.page_of(cells[0])), SMALL) if cells[0] in row.text]
    assert row.text == folded("".join(cells))


# ---- marks and their neighbours, across what Markdown makes of them


_ACROSS = (
    "天地**玄黄**，宇宙（**洪荒**）。日月《*盈昃*》；",
    "天地[玄黄](https://a.example/)，宇宙“[洪荒](https://a.example/)”，日月",
    "天地`code`，玄黄（`code`）、宇宙",
    "天地玄黄^[注]，宇宙洪荒^[注]。日月",
    "天地“*玄黄*”——**宇宙**……洪荒，==日月==！",
)


def test_no_line_begins_or_ends_wrongly_across_markup(build_book: BuildBook) -> None:
    # each at 13 different places of the line; one with notes is set once only, since many notes take the engine long
    paragraphs = ["字" * n + markup * (1 if "^[" in markup else 3) for markup in _ACROSS for n in range(13)]
    reading = build_book({"a.md": "# 题\n\n" + "\n\n".join(paragraphs) + "\n"})
    found = [row for page in range(reading.pages) for row in rows_of(reading.on(page), BODY)]
    assert len(found) > 100
    for row in found:
        assert row.text[0] not in NO_START + "①②③④⑤⑥⑦⑧⑨", row.text
        assert row.text[-1] not in NO_END, row.text


def test_a_note_call_stands_close_to_its_word_and_the_mark_behind_it_is_whole(build_book: BuildBook) -> None:
    reading = build_book({"a.md": "# 题\n\n天地玄黄^[注文]，宇宙洪荒。\n"})
    word, call, comma = reading.find("黄①，")
    # the call's size is 7.5 pt: it follows 黄 at once, and the comma follows it
    assert call.x - word.x == pytest.approx(BODY, abs=0.02 * BODY)
    assert comma.x - call.x == pytest.approx(7.5, abs=0.02 * BODY)
    assert call.y < word.y


def test_quotes_take_the_song_in_chinese_and_are_narrow_in_latin(build_book: BuildBook) -> None:
    reading = build_book({"a.md": "# 题\n\n他说“好”，It’s fine，又说‘好’。\n"})
    opening, word = reading.find("“好")
    t, quote, s = reading.find("t’s")
    assert word.x - opening.x == pytest.approx(BODY, abs=0.02 * BODY)
    assert s.x - quote.x < 0.35 * BODY
    assert "Noto-Serif-CJK" in opening.font
    assert quote.font == t.font


def test_the_dash_and_the_dots_are_two_em_of_the_chinese_face(build_book: BuildBook) -> None:
    reading = build_book({"a.md": "# 题\n\n天地——玄黄……宇宙——A——B。\n"})
    for before, run, after in (("地", "——", "玄"), ("黄", "……", "宇")):
        glyphs = reading.find(before + run + after)
        assert glyphs[-1].x - glyphs[0].x == pytest.approx(3 * BODY, abs=0.02 * BODY)  # the character and two em
        assert all("Noto-Serif-CJK" in glyph.font for glyph in glyphs)


def test_a_typed_space_and_none_set_alike(build_book: BuildBook) -> None:
    def gap(markup: str) -> float:
        reading = build_book({"a.md": f"# 题\n\n{markup}\n"})
        glyphs: list[Glyph] = reading.find("天a")
        return glyphs[1].x - glyphs[0].x

    assert gap("天a地") == gap("天 a 地") == pytest.approx(1.2 * BODY, abs=0.02)


def test_a_hyphen_at_a_line_end_is_as_wide_as_a_latin_hyphen(build_book: BuildBook) -> None:
    # The hyphen of the faces, U+2010, is an em wide; a line of 27 em has room for 23 characters, "inter" and a quarter em.
    text = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收"
    reading = build_book({"a.md": f"# 题\n\n{text}inter&shy;national天地。\n"})
    inks = reading.inks(reading.page_of("inter"))
    at = next(i for i in range(len(inks)) if "".join(ink[0] for ink in inks[i : i + 5]) == "inter")
    left, letter, hyphen = min(ink[1] for ink in inks), inks[at + 4], inks[at + 5]
    assert hyphen[3] == letter[3]
    assert hyphen[2] - letter[2] < 0.4 * BODY
    assert hyphen[2] - left == pytest.approx(MEASURE * BODY, abs=0.1 * BODY)


def test_every_test_that_the_documentation_names_exists() -> None:
    tests = Path(__file__).parent
    page = (tests.parent / "docs" / "typography.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", page))
    written = {
        name for file in tests.rglob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text("utf-8"))
    }
    assert len(named) > 50
    assert not named - written - {file.stem for file in tests.rglob("test_*.py")}


def test_a_word_wider_than_the_line_is_cut_and_not_lost_at_the_edge(build_book: BuildBook) -> None:
    word = "ab" * 200
    reading = build_book({"一.md": f"# 一\n\n前文{word}后文。\n\n## {word}\n\n- 列{word}\n"})
    body = [glyph for glyph in reading.glyphs if glyph.size == 10.5 and glyph.char in "ab"]
    assert len(body) >= 2 * len(word)  # the paragraph's and the list's
    # The right edge of 27 characters on an A5 page, whose margins are mirrored: 62.36 + 283.5 pt, or 419.53 - 62.36 pt.
    ends = (345.86, 357.17)
    assert all(glyph.x < ends[glyph.page % 2] for glyph in reading.glyphs if glyph.char in "ab")
