"""What a Word document says in ways that a reader sees and a program may miss: one rule, one test."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.importer.docx.numerals import numeral
from kanyin.importer.docx.symbols import symbol

from .documents import PNG
from .importing import importing
from .word_files import cell, docx, field, note, p, part, picture, r, table


def body_of(folder: Path, body: str, **parts: object) -> str:
    """Return what a document of this body becomes, below its title."""
    made = importing(folder, docx(p("题", "a3") + body, **parts), "a.docx")  # type: ignore[arg-type]
    return made.text().removeprefix("# 题\n\n").rstrip("\n")


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCounting", "十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (20300, "chineseCountingThousand", "二万零三百"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (12, "ideographTraditional", "乙"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "㉑"),
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (7, "decimalFullWidth", "７"),
        (7, "unheardOf", "7"),
    ],
)
def test_numerals(number: int, form: str, expected: str) -> None:
    assert numeral(number, form) == expected


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [("Wingdings", "F0FE", "☑"), ("Symbol", "F061", "α"), ("宋体", "4E00", "一"), ("Wingdings", "F001", None), ("X", "zz", None)],
)  # fmt: skip
def test_signs_of_picture_fonts(font: str, code: str, expected: str | None) -> None:
    assert symbol(font, code) == expected


def test_a_list_goes_on_with_its_number_after_a_table(tmp_path: Path) -> None:
    body = p("甲", numbered=(2, 0)) + table(("一", "二"), ("三", "四"), head=True) + p("乙", numbered=(2, 0))
    assert body_of(tmp_path, body) == "1. 甲\n\n| 一 | 二 |\n| --- | --- |\n| 三 | 四 |\n\n2. 乙"


def test_a_label_that_markdown_has_no_list_for_is_typed(tmp_path: Path) -> None:
    assert body_of(tmp_path, p("甲", numbered=(4, 0)) + p("乙", numbered=(4, 0))) == "（一）甲\n\n（二）乙"


def test_bold_of_a_heading_and_underline_of_a_link_are_no_emphasis(tmp_path: Path) -> None:
    link = f'<w:hyperlink r:id="rL">{r("网页", "<w:u w:val=" + chr(34) + "single" + chr(34) + "/>")}</w:hyperlink>'
    body = p(r("第一节", "<w:b/>"), "2") + p(link)
    assert body_of(tmp_path, body, links={"rL": "https://a.cn/"}) == "## 第一节\n\n[网页](https://a.cn/)"


def test_a_toggle_that_is_off_takes_the_mark_of_its_style_away(tmp_path: Path) -> None:
    assert (
        body_of(tmp_path, p(r("甲", "<w:b/>") + r("乙", '<w:b w:val="0"/>') + r("丙", '<w:b w:val="false"/>')))
        == "**甲**乙丙"
    )


def test_marks_do_not_reach_over_the_space_at_their_edge(tmp_path: Path) -> None:
    assert body_of(tmp_path, p(r("甲 ", "<w:b/>") + r("乙"))) == "**甲** 乙"


def test_runs_that_word_has_torn_apart_are_one(tmp_path: Path) -> None:
    assert body_of(tmp_path, p(r("甲", "<w:b/>") + r("乙", "<w:b/>") + r("丙", "<w:b/>"))) == "**甲乙丙**"


def test_a_paragraph_with_an_outline_level_is_a_heading(tmp_path: Path) -> None:
    body = (
        p("甲", properties='<w:outlineLvl w:val="0"/>')
        + p("乙。")
        + p("丙", properties='<w:outlineLvl w:val="1"/>')
        + p("丁。")
    )
    assert body_of(tmp_path, body) == "## 甲\n\n乙。\n\n### 丙\n\n丁。"


def test_a_table_without_a_head_has_none(tmp_path: Path) -> None:
    text = body_of(tmp_path, table(("甲", "乙"), ("丙", "丁")))
    assert "<thead>" not in text
    assert text.count("<td>") == 4


def test_a_first_row_in_bold_is_a_head(tmp_path: Path) -> None:
    text = body_of(tmp_path, table((p(r("甲", "<w:b/>")), p(r("乙", "<w:b/>"))), ("丙", "丁")))
    assert text == "| **甲** | **乙** |\n| --- | --- |\n| 丙 | 丁 |"


def test_a_cell_with_a_list_and_a_note_is_markdown_inside_html(tmp_path: Path) -> None:
    inside = cell(p("甲", numbered=(1, 0)) + p(r("乙") + note(2)))
    text = body_of(tmp_path, table((inside, "丙"), ("丁", "戊")), footnotes={2: p("注。")})
    assert "<td>\n\n- 甲\n\n乙[^1]\n\n</td>" in text
    assert text.endswith("[^1]: 注。")


def test_a_frame_of_one_cell_is_a_quotation(tmp_path: Path) -> None:
    assert body_of(tmp_path, table((cell(p("甲。") + p("乙。")),))) == "> 甲。\n>\n> 乙。"


def test_columns_keep_their_alignment(tmp_path: Path) -> None:
    right = '<w:jc w:val="right"/>'
    text = body_of(
        tmp_path, table(("甲", "乙"), ("丙", p("1", properties=right)), ("丁", p("2", properties=right)), head=True)
    )
    assert text.split("\n")[1] == "| --- | ---: |"


def test_captions_find_their_tables_and_figures_by_what_they_say(tmp_path: Path) -> None:
    body = p("表1 甲") + table(("一",), ("二",), head=True) + p(picture("rP")) + p("图1 乙") + p("图1 说的是乙，如上。")
    text = body_of(tmp_path, body, media={"rP.png": PNG})
    assert text.split("\n\n") == [
        "| 一 |\n| --- |\n| 二 |",
        ": 表1 甲 {.unnumbered}",
        "![图1 乙](images/rP.png){.unnumbered width=38%}",
        "图1 说的是乙，如上。",
    ]


def test_a_picture_that_stands_twice_is_one_file(tmp_path: Path) -> None:
    made = importing(
        tmp_path, docx(p("甲") + p(picture("r1")) + p(picture("r2")), media={"r1.png": PNG, "r2.png": PNG}), "a.docx"
    )
    assert {name for name in made.names if name.startswith("images/")} == {"images/r1.png"}


def test_a_picture_that_cannot_be_printed_is_told_with_its_paragraph(tmp_path: Path) -> None:
    made = importing(
        tmp_path,
        docx(p("甲。") + p(r("看图：") + picture("r1")), media={"r1.emf": b"\1\0\0\0" + b"\0" * 200}),
        "a.docx",
    )
    (message,) = made.told("import.image-left-out")
    assert message.startswith("paragraph 2 “看图：”: the image r1.emf ")


def test_a_field_of_a_page_number_is_told(tmp_path: Path) -> None:
    made = importing(tmp_path, docx(p("甲") + p(r("见第") + field("PAGEREF x", r("12")) + r("页。"))), "a.docx")
    assert "见第12页。" in made.text()
    assert made.losses == ["import.page-number"] or "import.page-number" in made.losses


def test_a_link_to_a_bookmark_that_is_not_there_keeps_its_words(tmp_path: Path) -> None:
    assert body_of(tmp_path, p(f'<w:hyperlink w:anchor="nowhere">{r("那里")}</w:hyperlink>')) == "那里"


def test_heads_of_pages_are_told(tmp_path: Path) -> None:
    header = part("hdr", p("老街文集 内部资料"))
    data = docx(p("甲。"), extra={"word/header1.xml": header}, more_relations=(("rH", "header", "header1.xml"),))
    assert importing(tmp_path, data, "a.docx").told("import.page-margin") == [
        "the header “老街文集 内部资料” is left out: the book has its own"
    ]


def test_the_strict_dialect_is_read_alike(tmp_path: Path) -> None:
    strict = part("document", f"<w:body>{p('题', 'a3')}{p('甲。')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    made = importing(tmp_path, docx("", extra={"word/document.xml": strict}), "a.docx")
    assert "甲。" in made.text()


def test_a_document_without_styles_and_lists_is_read(tmp_path: Path) -> None:
    made = importing(
        tmp_path, docx(p("甲") + p("乙。", numbered=(99, 0)), extra={"word/styles.xml": part("styles", "")}), "a.docx"
    )
    assert made.text() == "# 甲\n\n乙。\n"


def test_a_long_document_is_divided_and_a_short_one_is_an_article(tmp_path: Path) -> None:
    def chapters(length: int) -> str:
        return p("题", "a3") + "".join(p(f"标题{n}", "1") + p("字" * length + "。") for n in range(3))

    (tmp_path / "long").mkdir()
    assert "text.md" in importing(tmp_path, docx(chapters(100)), "a.docx").names
    long = importing(tmp_path / "long", docx(chapters(5000)), "a.docx")
    assert long.names == {"book.toml", "SUMMARY.md", "01.md", "02.md", "03.md"}
    assert 'numbering = "off"' in long.text("book.toml")
