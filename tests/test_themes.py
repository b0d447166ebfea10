"""Every theme on one book of every kind of block: nothing beyond the type area, no blank that should have vanished, no
stray page. Then the rules of `handout` and `large` (LOOK §6, §8), each read from the PDF or the printed page.
"""

from __future__ import annotations

from itertools import pairwise

import pikepdf
import pytest

from kanyin import build, theme
from kanyin.diagnostics import Report
from kanyin.grid import POINTS

from .conftest import BuildBook, Varied
from .printing import across, down, has_tint, is_grey, thinnest_rule, top_of_ink
from .reading import Glyph, Reading
from .varied import TEXT, beyond_the_type_area, grid_of, text_pages


@pytest.mark.parametrize("name", theme.names())
def test_no_ink_stands_beyond_the_type_area(name: str, varied: Varied) -> None:
    assert beyond_the_type_area(varied(name), name) == []


@pytest.mark.parametrize("name", theme.names())
def test_no_page_but_a_filler_is_empty_and_every_page_begins_at_its_head(name: str, varied: Varied) -> None:
    reading, grid = varied(name), grid_of(name)
    turned = [page for page in text_pages(reading) if sum(not glyph.size for glyph in reading.on(page)) > 40]
    for page in [page for page in text_pages(reading)[:-1] if page not in turned]:
        # A heading's half line, and a line's own white above; a line to write on stands at the foot of its pitch, and a
        # break in thought in the middle of three.
        assert top_of_ink(reading, page, grid.head * POINTS) < 1.3 * grid.pitch, page


@pytest.mark.parametrize("name", theme.names())
def test_text_and_order_are_the_same_in_every_theme(name: str, varied: Varied) -> None:
    reading, size = varied(name), grid_of(name).size
    joined = "".join(glyph.char for page in text_pages(reading) for glyph in reading.on(page) if glyph.size == size)
    places = [joined.find(f"第{number}段") for number in range(20)]
    assert -1 not in places
    assert places == sorted(places)


# handout

FILES = {
    "book.toml": '[book]\ntitle = "从枝条到白纸"\nsubtitle = "前一半"\nseries = "公开课"\npublisher = "书社"\n'
    '[output.kanyin]\ntheme = "handout"\nlesson = "第二讲"\n[output.kanyin.meta]\n"主讲" = "沈砚秋"\n"姓名" = "____"\n',
    "a.md": f"# 从枝条到白纸\n\n## 甲节\n\n{TEXT * 16}\n\n### 乙目\n\n{TEXT * 16}\n\n#### 丙条\n\n1. 问一\n   {{.answer}}\n2. 问二\n"
    f"\n## 答案 {{.answers}}\n\n略去的话。\n",
}
HEAD, LEFT, RIGHT = 26 * POINTS, 28.8 * POINTS, 28.8 * POINTS + 432


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A handout of three pages."""
    return built(tmp_path_factory, FILES)


def built(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], settings: str = "") -> Reading:
    """Build files, with more settings under `[output.kanyin]`, and read the PDF; any finding but a note fails."""
    folder = tmp_path_factory.mktemp("book")
    toml = files["book.toml"].replace("[output.kanyin]\n", f"[output.kanyin]\n{settings}\n")
    for file, text in {**files, "book.toml": toml}.items():
        (folder / file).write_text(text, encoding="utf-8")
    report = Report()
    files_made = build(folder, folder / "out", report=report).files
    assert not [found for found in report if found.severity != "note"], list(report)
    return Reading(files_made[0])


def spelt(glyphs: list[Glyph], y: float) -> str:
    """Return what stands on the baseline `y` pt from the top of the page."""
    return "".join(glyph.char for glyph in glyphs if abs(glyph.y - y) < 0.3)


def test_handout_is_a4_of_36_characters_by_35_lines_of_20_points(handout: Reading) -> None:
    assert handout.size_of(0) == (595.28, 841.89)
    body = [glyph for glyph in handout.on(1) if glyph.size == 12.0]
    rows = sorted({glyph.y for glyph in body})
    # First baseline: 26 mm to the em box less 0.22, then 10 pt, then 0.4325 of 12 pt: 73.08 + 10 + 5.19 = 88.27.
    assert rows[0] == pytest.approx(88.27, abs=0.1)
    assert {round((b - a) % 20, 1) for a, b in pairwise(rows)} <= {0.0, 20.0}
    assert min(glyph.x for glyph in body) == pytest.approx(LEFT, abs=0.05)
    full = [x for char, _, x, y in handout.inks(1) if "一" <= char <= "鿿" and abs(y - rows[2]) < 0.3]
    assert max(full) == pytest.approx(RIGHT, abs=1)


def test_handout_has_no_cover_and_its_pages_are_numbered_from_one(handout: Reading) -> None:
    assert handout.labels == ["1", "2", "3"]


def test_handout_feet_count_the_sheets(handout: Reading) -> None:
    # Baseline 284.5 mm from the top: 806.46 pt. Publisher and series stand left.
    for page in range(3):
        assert spelt(handout.on(page), 284.5 * POINTS) == f"书社公开课{page + 1}/3"


def test_handout_head_is_the_title_from_the_second_page(handout: Reading) -> None:
    # Baseline 17.3 mm from the top: 49.04 pt.
    heads = [spelt(handout.on(page), 17.3 * POINTS) for page in range(3)]
    assert heads == ["", "从枝条到白纸", "从枝条到白纸"]
    [first, *_] = [glyph for glyph in handout.on(1) if abs(glyph.y - 17.3 * POINTS) < 0.3]
    assert first.size == 9.0
    assert first.x == pytest.approx(LEFT, abs=0.1)


def test_masthead_band_is_thick_white_thin_in_the_accent(handout: Reading) -> None:
    thick, thin = down(handout, 0, 300)[:2]
    assert thick.start == pytest.approx(HEAD - 0.62, abs=0.3)
    assert thick.length == pytest.approx(2.4, abs=0.3)
    assert thin.start - thick.end == pytest.approx(1.6, abs=0.3)
    assert thin.length == pytest.approx(0.4, abs=0.3)
    assert not is_grey(handout, 0)


def test_masthead_title_is_24_points_regular_and_the_subtitle_15_points_in_kai(handout: Reading) -> None:
    title, subtitle = handout.find("从枝条到白纸", 0), handout.find("前一半", 0)
    assert {glyph.size for glyph in title} == {24.0}
    assert all("Serif-CJK" in glyph.font and "Bold" not in glyph.font for glyph in title)
    assert {(glyph.size, "WenKai" in glyph.font) for glyph in subtitle} == {(15.0, True)}


def test_masthead_has_series_left_and_lesson_right(handout: Reading) -> None:
    series, lesson = handout.find("公开课", 0), handout.find("第二讲", 0)
    assert series[0].x == pytest.approx(LEFT, abs=0.1)
    assert lesson[-1].x + 9 == pytest.approx(RIGHT, abs=0.5)
    assert series[0].y == lesson[0].y


def test_masthead_particulars_stand_between_two_rules_with_their_names_in_kai(handout: Reading) -> None:
    name, value = handout.find("主讲", 0), handout.find("沈砚秋", 0)
    assert ["WenKai" in glyph.font for glyph in (name[0], value[0])] == [True, False]
    assert {glyph.size for glyph in (*name, *value)} == {10.5}
    # The masthead is 8 lines: band and series 40, title 40, subtitle 30, half a line, 30 between the rules, half a line.
    rules = [run for run in down(handout, 0, 400) if run.start > HEAD + 100][:2]
    assert [run.start - HEAD for run in rules] == pytest.approx([119.4, 149.0], abs=0.5)
    assert all(run.length < 0.8 for run in rules)


def test_a_particular_of_underlines_is_a_line_to_fill_in(handout: Reading) -> None:
    name = handout.find("姓名", 0)
    [line] = [run for run in down(handout, 0, name[-1].x + 40) if abs(run.start - name[0].y) < 4]
    [*_, drawn] = across(handout, 0, line.start + 0.2)
    assert drawn.length == pytest.approx(4 * 10.5, abs=1)


def test_handout_headings_have_their_sizes_and_faces(handout: Reading) -> None:
    found = [
        (glyphs[0].size, "Bold" in glyphs[0].font, "Serif" in glyphs[0].font)
        for glyphs in map(handout.find, ("甲节", "乙目", "丙条"))
    ]
    assert found == [(16.0, True, True), (14.0, True, False), (12.0, True, False)]


def test_answer_lines_are_hairlines_of_grey_a_pitch_apart_across_the_measure(handout: Reading) -> None:
    question = handout.find("问一")[0]
    lines = [run for run in down(handout, question.page, 400) if question.y < run.start < question.y + 110]
    assert len(lines) == 4
    assert {round((b.start - a.start) * 2) / 2 for a, b in pairwise(lines)} == {20.0}
    assert all(run.length < 0.8 and 110 < run.grey < 230 for run in lines)  # 0.4 pt of K45, of which a pixel shows less
    [line] = across(handout, question.page, lines[1].start + 0.2)
    assert [line.start, line.end] == pytest.approx([LEFT, RIGHT], abs=0.5)


def test_the_key_to_the_exercises_begins_a_page(handout: Reading) -> None:
    key = handout.find("答案")[0]
    assert key.page == 2
    assert key.y < HEAD + 40


def test_the_key_is_left_out_where_the_book_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    reading = built(tmp_path_factory, FILES, "answers = false")
    assert reading.pages == 2
    assert not any("答案" in text or "略去" in text for text in reading.texts)


def test_notes_column_leaves_30_characters_and_a_rule_as_high_as_the_text(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    reading = built(tmp_path_factory, FILES, "notes_column = true")
    body = [glyph for glyph in reading.on(1) if glyph.size == 12.0]
    assert min(glyph.x for glyph in body) == pytest.approx(25 * POINTS, abs=0.05)
    assert max(glyph.x for glyph in body if "一" <= glyph.char <= "鿿") + 12 <= 25 * POINTS + 360.1
    # The rule: 25 mm and 30 em of 12 pt are 152 mm, and 5 mm.
    rule = max(down(reading, 1, 157 * POINTS + 0.2), key=lambda run: run.length)
    assert rule.start == pytest.approx(HEAD - 0.62, abs=0.5)
    assert rule.length == pytest.approx(700, abs=1)
    label = reading.find("笔记", 1)
    assert (label[0].size, label[0].y < HEAD + 10) == (7.5, True)


def test_two_columns_are_whole_characters_wide_and_on_the_grid(tmp_path_factory: pytest.TempPathFactory) -> None:
    reading = built(tmp_path_factory, FILES, "columns = 2")
    body = [glyph for glyph in reading.on(1) if glyph.size == 12.0 and "一" <= glyph.char <= "鿿"]
    # (36 - 2) / 2 = 17 characters of 12 pt; the second column begins 19 em from the left edge.
    assert min(glyph.x for glyph in body if glyph.x > LEFT + 17 * 12) == pytest.approx(LEFT + 19 * 12, abs=0.1)
    assert not [glyph.char for glyph in body if LEFT + 17 * 12 - 11 < glyph.x < LEFT + 19 * 12 - 0.1]
    assert {round((glyph.y - body[0].y) % 20, 1) for glyph in body} <= {0.0, 20.0}


def test_what_is_marked_wide_goes_across_both_columns(build_book: BuildBook) -> None:
    table = (
        "| 甲 | 乙 | 丙 |\n|---|---|---|\n| "
        + " | ".join(["十个字的格子放在这里", "又是十个字的格子一个", "还有十个字的格子一个"])
        + " |\n"
    )
    toml = '[book]\ntitle = "题"\n[output.kanyin]\ntheme = "handout"\ncolumns = 2\n'
    reading = build_book({"book.toml": toml, "a.md": f"# 题\n\n{TEXT * 6}\n\n{table}\n{{.wide}}\n\n{TEXT * 6}\n"})
    cells = [reading.find(text)[0] for text in ("十个字", "还有十")]
    assert cells[0].y == cells[1].y
    assert cells[0].x < LEFT + 17 * 12 < cells[1].x


def test_a_long_handout_lists_its_contents_and_begins_a_page_with_each_chapter(build_book: BuildBook) -> None:
    toml = '[book]\ntitle = "题"\n[output.kanyin]\ntheme = "handout"\nshort = false\n'
    files = {f"{n}.md": f"# 章{n}\n\n{TEXT * 40}\n" for n in range(1, 4)}
    reading = build_book({"book.toml": toml, **files})
    assert "目录" in reading.texts[0].replace(" ", "")
    starts = [page for _, _, page in reading.outline]
    assert len(set(starts)) == 3
    assert starts[0] == 1
    for level, title, page in reading.outline:
        assert level == 0
        assert f"{title.split()[1]}" in "".join(reading.texts[page].split())
        assert reading.labels[page] == str(page + 1)


# large


def test_nothing_in_large_type_is_smaller_than_14_points(varied: Varied) -> None:
    small = {(glyph.char, glyph.size, glyph.page) for glyph in varied("large").glyphs if 0 < glyph.size < 13.99}
    assert small == set()


def test_large_body_is_18_points_on_30_with_26_characters_a_line(varied: Varied) -> None:
    grid = grid_of("large")
    assert (grid.size, grid.pitch, grid.characters, grid.lines) == (18, 30, 26, 24)
    reading = varied("large")
    page = text_pages(reading)[2]
    assert min(g.x for g in reading.on(page) if g.size == 18.0 and "一" <= g.char <= "鿿") >= 22.4 * POINTS - 0.1


def test_large_is_black_and_white_without_a_tint(varied: Varied) -> None:
    reading = varied("large")
    for page in range(reading.pages):
        assert is_grey(reading, page), page
        assert not has_tint(reading, page), page


def test_no_line_in_large_is_thinner_than_2_points(varied: Varied) -> None:
    reading = varied("large")
    for page in range(reading.pages):
        assert thinnest_rule(reading, page) >= 1.75, page  # 2 pt, less the pixel that an edge may lose


def test_large_has_no_kai_and_bold_hei_titles(varied: Varied) -> None:
    reading = varied("large")
    assert not any("WenKai" in font for font in reading.fonts)
    page = text_pages(reading)[0]
    title = [glyph for glyph in reading.on(page) if glyph.size == 28.0]
    assert title
    assert all("Sans-CJK" in glyph.font and "Bold" in glyph.font for glyph in title)
    strong = reading.find("粗体")[0]
    assert "Sans-CJK" in strong.font
    assert "Bold" in strong.font


def test_large_folio_is_centred_and_bold(varied: Varied) -> None:
    reading = varied("large")
    for page in text_pages(reading)[:3]:
        folio = [glyph for glyph in reading.on(page) if glyph.y > 277 * POINTS]
        assert "".join(glyph.char for glyph in folio) == reading.labels[page]
        assert {glyph.size for glyph in folio} == {18.0}
        assert all("Bold" in glyph.font for glyph in folio)
        inks = [(x, end) for _, x, end, y in reading.inks(page) if y > 277 * POINTS]
        assert (inks[0][0] + inks[-1][1]) / 2 == pytest.approx(105 * POINTS, abs=1)


def test_large_quotation_has_a_bar_of_3_points_at_its_left(build_book: BuildBook) -> None:
    toml = '[book]\ntitle = "题"\n[output.kanyin]\ntheme = "large"\ncover = "none"\n'
    reading = build_book({"book.toml": toml, "a.md": f"# 题\n\n{TEXT}\n\n> 引文在此。\n\n{TEXT}\n"})
    quoted = reading.find("引文在此")[0]
    bar = across(reading, quoted.page, quoted.y - 5)[0]
    assert bar.start == pytest.approx(22.4 * POINTS, abs=0.5)
    assert bar.length == pytest.approx(3, abs=0.3)


def test_large_keeps_an_accent_out(build_book: BuildBook) -> None:
    toml = '[book]\ntitle = "题"\n[output.kanyin]\ntheme = "large"\naccent = "朱"\n'
    reading = build_book({"book.toml": toml, "a.md": f"# 题\n\n## 节\n\n{TEXT}\n"})
    assert all(is_grey(reading, page) for page in range(reading.pages))


def test_large_has_a_plain_cover_whatever_the_book_says(build_book: BuildBook) -> None:
    toml = '[book]\ntitle = "题"\n[output.kanyin]\ntheme = "large"\ncover = "colour"\n'
    reading = build_book({"book.toml": toml, "a.md": f"# 题\n\n## 节\n\n{TEXT}\n"})
    assert across(reading, 0, 800)[0].length < 3  # the thread, and no ground


@pytest.mark.parametrize("name", theme.names())
def test_a_filler_page_is_empty(name: str, varied: Varied) -> None:
    reading = varied(name)
    with pikepdf.open(reading.path) as pdf:
        for index in range(reading.pages):
            if not reading.on(index):
                steps = {str(step.operator) for step in pikepdf.parse_content_stream(pdf.pages[index])}
                assert steps.isdisjoint({"S", "f", "f*", "B", "Do"}) or index == reading.pages - 1, (
                    index
                )  # the back cover
