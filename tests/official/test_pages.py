"""The pages of an official document, clause by clause of GB/T 9704-2012, read from the PDF or from the printed page."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from kanyin.grid import POINTS

from ..printing import across, down
from ..reading import Glyph, Reading
from .papers import FOOT, LEFT, PITCH, RIGHT, SIZE, TEXT, TITLE, TOP, em_bottom, em_top, paper

MM = POINTS
LONG = f"{TEXT * 40}"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A document of the usual keys, two headings of each level, a list, and pages of text."""
    text = f"{TEXT}\n\n## 甲节\n\n### 乙目\n\n#### 丙条\n\n##### 丁款\n\n{TEXT}\n\n1. 列一{TEXT}\n2. 列二\n\n{LONG}"
    return paper(tmp_path_factory.mktemp("plain"), text)


def rows(glyphs: list[Glyph]) -> list[float]:
    """Return the baselines, from the top."""
    return sorted({round(glyph.y, 1) for glyph in glyphs})


def ink(reading: Reading, page: int, row: float) -> tuple[float, float]:
    """Return where the ink of a row begins and ends."""
    found = [(left, right) for _, left, right, y in reading.inks(page) if abs(y - row) < 0.3]
    return min(left for left, _ in found), max(right for _, right in found)


def edge(glyphs: list[Glyph]) -> float:
    """Return the left edge of the type area of the page that the glyphs stand on."""
    return LEFT - (2 * MM if glyphs[0].page % 2 else 0)


# 5.2: the page


def test_the_page_is_a4_and_28_characters_fill_156_mm_from_em_box_to_em_box(plain: Reading) -> None:
    assert plain.size_of(0) == (595.28, 841.89)
    for page, left in ((1, LEFT - 2 * MM), (2, LEFT)):
        body = [glyph for glyph in plain.on(page) if glyph.size == SIZE and "一" <= glyph.char <= "鿿"]
        # A line of Han alone: its first em box begins and its last ends at the edges.
        full = [row for row in rows(body) if len([g for g in body if abs(g.y - row) < 0.2]) == 28]
        for row in full:
            line = sorted((glyph for glyph in body if abs(glyph.y - row) < 0.2), key=lambda glyph: glyph.x)
            assert line[-1].x + SIZE - line[0].x == pytest.approx(156 * MM, abs=0.2 * MM)
        assert min(glyph.x for glyph in body) == pytest.approx(left, abs=0.1 * MM)
        assert max(glyph.x for glyph in body) + SIZE == pytest.approx(left + 156 * MM, abs=0.6 * SIZE)


def test_22_lines_fill_225_mm(plain: Reading) -> None:
    body = [glyph for glyph in plain.on(2) if glyph.size == SIZE]
    found = rows(body)
    assert len(found) == 22
    # From the first baseline to the last are 21 pitches; 22 are the type area.
    assert (found[-1] - found[0]) / 21 * 22 == pytest.approx(225 * MM, abs=0.2 * MM)
    # The em box of the first line stands in the middle of its pitch: (28.99 - 15.79) / 2 below the edge.
    first = next(glyph for glyph in body if abs(glyph.y - found[0]) < 0.2)
    assert em_top(first) - (PITCH - SIZE) / 2 == pytest.approx(TOP, abs=0.2 * MM)


def test_the_binding_edge_is_28_mm_on_either_side_of_the_leaf(plain: Reading) -> None:
    assert min(left for _, left, _, _ in plain.inks(2)) == pytest.approx(28 * MM, abs=1)
    assert max(right for _, _, right, _ in plain.inks(1)) == pytest.approx((210 - 28) * MM, abs=2)


# 7.2: the head


def test_the_red_head_is_35_mm_below_the_edge_of_the_type_area(plain: Reading) -> None:
    name = plain.find("青溪手工造纸协会文件", 0)
    assert {glyph.size for glyph in name} == {36.0}
    assert all("Bold" in glyph.font for glyph in name)
    assert em_top(name[0]) == pytest.approx(TOP + 35 * MM, abs=0.3 * MM)
    middle = (name[0].x + name[-1].x + 36) / 2
    assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def test_red_is_magenta_and_yellow_of_eighty_per_cent(plain: Reading) -> None:
    with pikepdf.open(plain.path) as pdf:
        steps = [(str(step.operator), [*map(str, step.operands)]) for step in pikepdf.parse_content_stream(pdf.pages[0])]
    spaces = [operands[0] for operator, operands in steps if operator in ("cs", "CS") and "CMYK" in operands[0]]
    colours = {tuple(map(float, operands)) for operator, operands in steps if operator == "scn" and len(operands) == 4}
    assert spaces
    assert colours == {(0, 0.8, 0.8, 0)}


def test_the_number_is_two_lines_below_and_the_rule_four_millimetres_under_it(plain: Reading) -> None:
    name, number = plain.find("青溪手工造纸协会文件", 0), plain.find("青纸协〔2026〕6号", 0)
    # Two blank lines, and the white above the em box in its own.
    assert em_top(number[0]) - em_bottom(name[0]) == pytest.approx(2 * PITCH + (PITCH - SIZE) / 2, abs=2)
    assert (number[0].x + number[-1].x + SIZE) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    rule = next(run for run in down(plain, 0, LEFT + 10) if run.start > number[0].y)
    assert rule.start - em_bottom(number[0]) == pytest.approx(4 * MM, abs=0.3 * MM)
    assert rule.length == pytest.approx(1.4, abs=0.3)
    [line] = across(plain, 0, rule.start + 0.7)
    assert [line.start, line.end] == pytest.approx([LEFT, RIGHT], abs=0.3)


def test_marks_stand_at_the_top_left_a_line_each(tmp_path: Path) -> None:
    reading = paper(tmp_path, copy='"000012"', secrecy='"机密"', term='"1年"', urgency='"特急"')
    found = [reading.find(text, 0) for text in ("000012", "机密★1年", "特急")]
    assert [line[0].x for line in found] == pytest.approx([LEFT] * 3, abs=0.3)
    assert [b[0].y - a[0].y for a, b in pairwise(found)] == pytest.approx([PITCH] * 2, abs=0.1)
    assert em_top(found[0][0]) - (PITCH - SIZE) / 2 == pytest.approx(TOP, abs=0.5)
    assert ["Sans" in line[0].font for line in found] == [False, True, True]  # 份号 are figures, the others 黑
    # The head keeps its place.
    assert em_top(reading.find("青溪手工造纸协会文件", 0)[0]) == pytest.approx(TOP + 35 * MM, abs=0.3 * MM)


def test_to_a_higher_office_the_number_stands_left_and_those_who_sign_right(tmp_path: Path) -> None:
    reading = paper(tmp_path, direction='"上行文"', signers='["沈砚秋", "周河", "林小雨"]')
    number, label = reading.find("青纸协〔2026〕6号", 0), reading.find("签发人：", 0)
    first, second, third = (reading.find(name, 0) for name in ("沈砚秋", "周河", "林小雨"))
    # One character in at either side; two names a row, the third under the first; the number on the last row.
    assert number[0].x == pytest.approx(LEFT + SIZE, abs=0.3)
    assert second[0].x + 3 * SIZE == pytest.approx(RIGHT - SIZE, abs=0.5)
    assert label[0].y == first[0].y == second[0].y
    assert (third[0].x, third[0].y - first[0].y) == pytest.approx((first[0].x, PITCH), abs=0.2)
    assert number[0].y == pytest.approx(third[0].y, abs=0.3)
    assert all("WenKai" in name[0].font for name in (first, second, third))
    assert "WenKai" not in label[0].font


def test_several_offices_have_a_line_each_of_one_width_with_wenjian_beside_their_middle(tmp_path: Path) -> None:
    reading = paper(tmp_path, issuer='["青溪手工造纸协会", "青溪林业站", "青溪水务所"]')
    names = [reading.find(name, 0) for name in ("青溪手工造纸协会", "青溪林业站", "青溪水务所")]
    size = names[0][0].size
    assert [name[0].x for name in names] == pytest.approx([names[0][0].x] * 3, abs=0.3)
    assert [name[-1].x for name in names] == pytest.approx([names[0][-1].x] * 3, abs=0.3)
    beside = reading.find("文件", 0)
    assert beside[0].x > names[0][-1].x + size
    assert beside[0].y == pytest.approx(names[1][0].y, abs=0.5)
    assert em_top(names[0][0]) == pytest.approx(TOP + 35 * MM, abs=0.5 * MM)
    assert names[0][0].x - LEFT == pytest.approx(RIGHT - beside[-1].x - size, abs=1)


def test_a_long_name_is_set_smaller_so_that_it_takes_one_line(tmp_path: Path) -> None:
    name = "青溪手工造纸协会和青溪造纸博物馆联合管理委员会"
    found = paper(tmp_path, issuer=f'"{name}"').find(f"{name}文件", 0)
    assert len({glyph.y for glyph in found}) == 1
    assert found[0].x >= LEFT - 0.1
    assert found[-1].x + found[-1].size <= RIGHT + 0.1


# 7.3: the body


def test_the_title_is_two_lines_below_the_rule_and_the_addressees_a_line_below_it(plain: Reading) -> None:
    title, to, number = plain.find(TITLE, 0), plain.find("各会员作坊：", 0), plain.find("青纸协〔2026〕6号", 0)
    assert {glyph.size for glyph in title} == {22.0}
    rule = next(run for run in down(plain, 0, LEFT + 10) if run.start > number[0].y)
    # Two blank lines, within half a line: the title stands on the grid.
    assert em_top(title[0]) - rule.end == pytest.approx(2 * PITCH + (PITCH - 22) / 2, abs=0.5 * PITCH)
    assert (title[0].x + title[-1].x + 22) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert to[0].x == pytest.approx(LEFT, abs=0.1)
    assert to[0].y - title[0].y == pytest.approx(2 * PITCH, abs=4)  # another size on the next line but one


def test_numbers_and_faces_of_the_four_levels(plain: Reading) -> None:
    found = [plain.find(text) for text in ("一、甲节", "（一）乙目", "1.丙条", "（1）丁款")]
    assert [next(part for part in ("Sans", "WenKai", "Serif") if part in line[-1].font) for line in found] == [
        "Sans", "WenKai", "Serif", "Serif",
    ]  # fmt: skip
    assert {glyph.size for line in found for glyph in line} == {SIZE}
    assert not any("Bold" in line[-1].font for line in found)
    # All two characters in; the white half of an opening bracket is gone.
    assert [line[0].x - edge(line) for line in (found[0], found[2])] == pytest.approx([2 * SIZE] * 2, abs=0.2)


def test_paragraphs_and_lists_are_indented_by_two_characters_and_go_on_at_the_edge(plain: Reading) -> None:
    item = plain.find("1.列一")
    assert item[0].x == pytest.approx(edge(item) + 2 * SIZE, abs=0.2)
    below = [g for g in plain.on(item[0].page) if g.y == pytest.approx(item[0].y + PITCH, abs=0.2)]
    assert min(g.x for g in below) == pytest.approx(edge(item), abs=0.2)


def test_attachments_are_announced_with_turnovers_under_the_names(tmp_path: Path) -> None:
    long = "缴费办法和其他各项有关缴费的规定以及缴费以后怎样领取票据的说明"
    reading = paper(tmp_path, attachments=f'["会费标准", "{long}。"]')
    lead, second = reading.find("附件：1.会费标准"), reading.find("2.缴费办法")
    first = lead[5:]
    text = [g for g in reading.on(lead[0].page) if g.y == pytest.approx(lead[0].y - 2 * PITCH, abs=0.2)]
    assert text  # the line of text, and a blank one
    assert lead[0].x == pytest.approx(edge(lead) + 2 * SIZE, abs=0.2)
    assert second[2].x - edge(second) == pytest.approx(first[0].x - edge(first), abs=0.2)
    turned = [g for g in reading.on(second[0].page) if g.y == pytest.approx(second[0].y + PITCH, abs=0.2)]
    assert turned[0].x == pytest.approx(second[2].x, abs=0.2)
    assert "说明。" not in "".join(reading.texts)  # no mark behind a name


def test_one_attachment_has_no_number(tmp_path: Path) -> None:
    assert paper(tmp_path, attachments='"会费标准"').find("附件：会费标准")


def signature(reading: Reading, office: str, date: str = "2026年2月20日") -> tuple[list[Glyph], list[Glyph], float]:
    """Return office, date, and the right edge of the type area of their page."""
    found = reading.find(date)
    names = [g for g in reading.on(found[0].page) if g.y == pytest.approx(found[0].y - PITCH, abs=0.3)]
    assert "".join(g.char for g in names) == office
    return names, found, RIGHT - (2 * MM if found[0].page % 2 else 0)


def test_under_a_seal_the_date_is_four_characters_in_and_the_office_centred_on_it(tmp_path: Path) -> None:
    office, date, right = signature(paper(tmp_path), "青溪手工造纸协会")
    assert date[-1].x + SIZE == pytest.approx(right - 4 * SIZE, abs=0.3)
    assert (office[0].x + office[-1].x + SIZE) / 2 == pytest.approx((date[0].x + date[-1].x + SIZE) / 2, abs=0.5)


def test_an_office_longer_than_its_room_ends_at_the_edge_and_the_date_is_centred_under_it(tmp_path: Path) -> None:
    name = "青溪手工造纸协会和青溪造纸博物馆联合管理委员会"
    office, date, right = signature(paper(tmp_path, signature=f'"{name}"'), name)
    assert office[-1].x + SIZE == pytest.approx(right, abs=0.3)
    assert (office[0].x + office[-1].x + SIZE) / 2 == pytest.approx((date[0].x + date[-1].x + SIZE) / 2, abs=0.5)


def test_without_a_seal_the_office_is_two_characters_in_and_the_date_two_to_the_right_of_it(tmp_path: Path) -> None:
    name = "青溪手工造纸协会联合会"
    office, date, right = signature(paper(tmp_path, signature=f'"{name}"', seal="false"), name)
    assert office[-1].x + SIZE == pytest.approx(right - 2 * SIZE, abs=0.3)
    assert date[0].x - office[0].x == pytest.approx(2 * SIZE, abs=0.3)


def test_without_a_seal_a_date_longer_than_the_office_is_two_characters_in(tmp_path: Path) -> None:
    office, date, right = signature(paper(tmp_path, signature='"协会"', seal="false"), "协会")
    assert date[-1].x + SIZE == pytest.approx(right - 2 * SIZE, abs=0.3)
    assert date[0].x - office[0].x == pytest.approx(2 * SIZE, abs=0.3)


def test_several_offices_have_room_for_their_seals_and_the_last_stands_over_the_date(tmp_path: Path) -> None:
    reading = paper(tmp_path, issuer='["青溪手工造纸协会", "青溪林业站", "青溪水务所"]')
    last, date, _ = signature(reading, "青溪水务所")
    others = [g for g in reading.on(date[0].page) if g.y == pytest.approx(last[0].y - 5 * PITCH, abs=0.3)]
    assert "".join(g.char for g in others) == "青溪手工造纸协会青溪林业站"
    # A seal is 42 mm wide; its line takes five lines of 10.2 mm.
    assert others[-1].x - others[0].x > 42 * MM


def test_the_signature_has_text_on_its_page(tmp_path: Path) -> None:
    for count in range(3, 12):
        folder = tmp_path / str(count)
        folder.mkdir()
        reading = paper(folder, TEXT * count)
        page = reading.page_of("2026年2月20日")
        assert "执行。" in reading.texts[page].replace(" ", "")


def test_a_note_stands_in_brackets_below_the_date_and_not_alone(tmp_path: Path) -> None:
    reading = paper(tmp_path, note='"此件公开发布"')
    note, date = reading.find("（此件公开发布）"), reading.find("2026年2月20日")
    assert note[0].page == date[0].page
    assert note[0].y == pytest.approx(date[0].y + PITCH, abs=0.3)


def test_an_attachment_begins_a_page_and_has_its_name_on_the_third_line(tmp_path: Path) -> None:
    reading = paper(tmp_path, f"{TEXT}\n\n# 附件1 会费标准\n\n{TEXT}\n\n# 附件 缴费办法\n\n{TEXT}")
    pages = [reading.page_of("附件1会费标准"), reading.page_of("附件2缴费办法")]
    assert pages == [pages[0], pages[0] + 1]
    label, name = reading.find("附件2", pages[1]), reading.find("缴费办法", pages[1])
    assert "Sans" in label[0].font
    assert label[0].x == pytest.approx(edge(label), abs=0.2)
    assert em_top(label[0]) - (PITCH - SIZE) / 2 == pytest.approx(TOP, abs=0.5)
    assert name[0].size == 22.0
    assert name[0].y - label[0].y == pytest.approx(2 * PITCH, abs=4)
    # Announced on the first page with the numbers they have, and links lead to them.
    assert reading.find("附件：1.会费标准")
    assert {f"#{page}" for page in pages} <= {target for _, target in reading.links}


# 7.4: the imprint


def rules(reading: Reading, page: int) -> list[tuple[float, float]]:
    """Return the rules at a page's foot, as (middle, thickness) in pt: they cross the white of one character there."""
    left = LEFT + 7 - (2 * MM if page % 2 else 0)
    found = [run for run in down(reading, page, left) if FOOT - 3.4 * PITCH < run.start < FOOT + 3]
    return [((run.start + run.end) / 2, run.length) for run in found]


def test_the_imprint_stands_at_the_foot_of_an_even_page_between_three_rules(tmp_path: Path) -> None:
    reading = paper(tmp_path, TEXT * 14)
    assert reading.pages == 2
    copies, printer = reading.find("抄送：青溪林业站", 1), reading.find("青溪手工造纸协会秘书处", 1)
    printed = reading.find("2026年2月21日印发", 1)
    assert {glyph.size for glyph in (*copies, *printer, *printed)} == {14.0}
    left, right = LEFT - 2 * MM, RIGHT - 2 * MM
    assert [copies[0].x, printer[0].x] == pytest.approx([left + 14] * 2, abs=0.3)
    assert printed[-1].x + 14 == pytest.approx(right - 14, abs=0.3)
    drawn = rules(reading, 1)
    # The last coincides with the edge of the type area; a line of text between each two.
    assert drawn[-1][0] == pytest.approx(FOOT, abs=0.5 * MM)
    assert [b[0] - a[0] for a, b in pairwise(drawn)] == pytest.approx([PITCH] * 2, abs=1.1)
    with pikepdf.open(reading.path) as pdf:
        heights = _rule_heights(pdf)
    # 0.35 mm = 0.99 pt, 0.25 mm = 0.71 pt
    assert heights == pytest.approx([0.99, 0.71, 0.99], abs=0.02)


def _rule_heights(pdf: pikepdf.Pdf) -> list[float]:
    """Return the heights, in pt, of the rules as wide as the type area on the second page, from the top: a border is drawn
    inside an outline of four corners."""
    outline: list[tuple[float, float]] = []
    found = []
    for step in pikepdf.parse_content_stream(pdf.pages[1]):
        if str(step.operator) in ("m", "l"):
            x, y = map(float, step.operands)
            outline = [(x, y)] if str(step.operator) == "m" else [*outline, (x, y)]
        elif outline:
            xs, ys = ([point[axis] * 0.75 for point in outline] for axis in (0, 1))
            if abs(max(xs) - min(xs) - 156 * MM) < 1 and max(ys) - min(ys) < 3:
                found.append((min(ys), max(ys) - min(ys)))
            outline = []
    return [height for _, height in sorted(found)]


def test_where_the_text_ends_on_an_odd_page_the_imprint_has_the_next(tmp_path: Path) -> None:
    reading = paper(tmp_path)
    assert (reading.pages, reading.page_of("印发")) == (2, 1)
    assert "— 2 —" in reading.texts[1]


def test_where_it_does_not_fit_on_an_even_page_a_blank_one_comes_before_and_neither_has_a_folio(tmp_path: Path) -> None:
    for count in range(17, 24):
        folder = tmp_path / str(count)
        folder.mkdir()
        reading = paper(folder, TEXT * count)
        last = reading.page_of("印发")
        assert last == reading.pages - 1
        assert last % 2 == 1
        if not reading.texts[last - 1]:
            assert "—" not in reading.texts[last]
            assert "— 2 —" in reading.texts[last - 2]
            return
    raise AssertionError("no length of the text left too little room")


def test_without_its_keys_there_is_no_imprint(tmp_path: Path) -> None:
    reading = paper(tmp_path, cc="", printer="", printed="")
    assert reading.pages == 1
    assert rules(reading, 0) == []


def test_addressees_may_go_to_the_imprint(tmp_path: Path) -> None:
    reading = paper(tmp_path, to_below="true")
    to, cc = reading.find("主送：各会员作坊。"), reading.find("抄送：")
    assert to[0].page == cc[0].page
    assert cc[0].y - to[0].y == pytest.approx(PITCH, abs=0.2)
    assert "各会员作坊：" not in reading.texts[0]


def test_a_first_page_without_text_is_a_warning(tmp_path: Path) -> None:
    many = "、".join(f"第{number}会员作坊和它的学徒班" for number in range(30))
    paper(tmp_path, to=f'"{many}"', expected="official.no-text-on-first-page")


# 7.5: the folio


def test_folios_are_14_points_between_dashes_7_mm_below_the_type_area(plain: Reading) -> None:
    for page in (1, 2):
        folio = [glyph for glyph in plain.on(page) if glyph.y > FOOT + 10]
        assert "".join(glyph.char for glyph in folio) == f"—{page + 1}—"
        assert {glyph.size for glyph in folio} == {14.0}
        # Even at the left, odd at the right, one character in.
        inks = [(left, right) for _, left, right, y in plain.inks(page) if y > FOOT + 10]
        if page % 2:
            assert folio[0].x == pytest.approx(LEFT - 2 * MM + 14, abs=0.3)
        else:
            assert inks[-1][1] == pytest.approx(RIGHT - 14, abs=1.2)
        dash = [run for run in down(plain, page, (inks[0][0] + inks[0][1]) / 2) if run.start > FOOT + 10]
        assert dash[0].start == pytest.approx(FOOT + 7 * MM, abs=0.3 * MM)


# 10: letters, orders, minutes

LETTER = {"form": '"信函"', "printer": "", "printed": "", "number": '"青纸协函〔2026〕3号"'}


def test_a_letter_has_its_office_30_mm_from_the_edge_and_double_rules_of_170_mm(tmp_path: Path) -> None:
    reading = paper(tmp_path, TEXT * 30, **LETTER)
    name = reading.find("青溪手工造纸协会", 0)
    assert em_top(name[0]) == pytest.approx(30 * MM, abs=0.3 * MM)
    thick, thin = [run for run in down(reading, 0, 22 * MM) if run.start < 60 * MM]
    assert thick.start - em_bottom(name[0]) == pytest.approx(4 * MM, abs=0.3 * MM)
    assert thick.length > thin.length
    [line] = across(reading, 0, thick.start + 1)
    assert [line.start, line.end] == pytest.approx([20 * MM, 190 * MM], abs=0.3 * MM)
    thin, thick = [run for run in down(reading, 0, 22 * MM) if run.start > 250 * MM]
    assert thick.length > thin.length
    assert thick.end == pytest.approx(277 * MM, abs=0.3 * MM)
    # The last line stands 7/8 of a character above it.
    last = max((glyph for glyph in reading.on(0) if glyph.size == SIZE), key=lambda glyph: glyph.y)
    assert thin.start - em_bottom(last) == pytest.approx(7 / 8 * SIZE, abs=0.3 * MM)


def test_a_letters_number_stands_right_and_its_marks_left_seven_eighths_below_the_rule(tmp_path: Path) -> None:
    reading = paper(tmp_path, urgency='"加急"', **LETTER)
    number, mark = reading.find("青纸协函〔2026〕3号", 0), reading.find("加急", 0)
    rule = [run for run in down(reading, 0, 22 * MM) if run.start < 60 * MM][-1]
    assert em_top(mark[0]) - rule.end == pytest.approx(7 / 8 * SIZE, abs=0.3 * MM)
    assert mark[0].y == pytest.approx(number[0].y, abs=0.5)
    assert (mark[0].x, number[-1].x + SIZE) == pytest.approx((LEFT, RIGHT), abs=0.3)


def test_a_letters_first_page_has_no_folio_and_its_imprint_no_rules(tmp_path: Path) -> None:
    reading = paper(tmp_path, TEXT * 22, **LETTER)
    assert "—" not in reading.texts[0]
    assert "— 2 —" in reading.texts[1]
    assert rules(reading, 1) == []
    copies = reading.find("抄送：", 1)
    assert em_bottom(copies[0]) == pytest.approx(FOOT - (PITCH - 14) / 2, abs=1)


ORDER = {
    "form": '"命令"', "number": '"第6号"', "to": "", "issuer": '"青溪造纸博物馆"', "post": '"馆长"', "signatory": '"沈砚秋"',
}  # fmt: skip


def test_an_order_has_its_office_20_mm_below_the_edge_and_text_two_lines_below_its_number(tmp_path: Path) -> None:
    reading = paper(tmp_path, **ORDER)
    name, number, text = reading.find("青溪造纸博物馆令"), reading.find("第6号"), reading.find("为加强青檀林")
    assert em_top(name[0]) == pytest.approx(TOP + 20 * MM, abs=0.3 * MM)
    assert em_top(number[0]) - em_bottom(name[0]) == pytest.approx(2 * PITCH + (PITCH - SIZE) / 2, abs=2)
    assert text[0].y - number[0].y == pytest.approx(3 * PITCH, abs=0.5 * PITCH)
    assert TITLE not in reading.texts[0].replace(" ", "")


def test_beside_a_signature_stands_the_post_and_the_date_below_a_blank_line(tmp_path: Path) -> None:
    reading = paper(tmp_path, **ORDER)
    post, name, date = reading.find("馆长"), reading.find("沈砚秋"), reading.find("2026年2月20日")
    assert name[0].x - post[-1].x - SIZE == pytest.approx(2 * SIZE, abs=0.3)
    assert [name[-1].x + SIZE, date[-1].x + SIZE] == pytest.approx([RIGHT - 4 * SIZE] * 2, abs=0.5)
    assert date[0].y - name[0].y == pytest.approx(2 * PITCH, abs=0.5)


def test_minutes_list_who_was_there_with_turnovers_behind_the_label(tmp_path: Path) -> None:
    present = "、".join(["沈砚秋", "周大河", "林小雨", "王石头", "赵一山", "钱二水", "孙三木", "李四火"])
    reading = paper(
        tmp_path, title="理事会第四次会议纪要", form='"纪要"', issuer='"理事会会议"', to="", present=f'"{present}"', absent='"吴六金"'
    )  # fmt: skip
    assert em_top(reading.find("理事会会议纪要", 0)[0]) == pytest.approx(TOP + 35 * MM, abs=0.3 * MM)
    label, names, absent = reading.find("出席："), reading.find("沈砚秋"), reading.find("请假：")
    assert "Sans" in label[0].font
    assert "Sans" not in names[0].font
    assert label[0].x == pytest.approx(LEFT + 2 * SIZE, abs=0.2)
    turned = [g for g in reading.on(0) if g.y == pytest.approx(label[0].y + PITCH, abs=0.2)]
    assert turned[0].x == pytest.approx(LEFT + 5 * SIZE, abs=0.2)
    assert absent[0].y - label[0].y == pytest.approx(2 * PITCH, abs=0.2)
