"""Pages: titles printed as typed, a book's own templates, and what templates must not do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from kanyin import theme
from kanyin.diagnostics import BuildFailed, Diagnostic, Report
from kanyin.pages import Pages, Side
from kanyin.plan import Section, Shape, plan

from .small_books import read_book

Sheets = Callable[..., dict[str, Element]]
HANDOUT = "[output.kanyin]\ntheme = 'handout'\nlesson = '第一讲'\n"
_BOOK = {"a.md": "# 水\n\n甲。\n", "b.md": "# 火\n\n## 薪\n\n乙。\n"}
_ODD = "1 < 2 & \"3\" '4' {{ 5 }} <b>"


@pytest.fixture
def sheets(tmp_path: Path) -> Sheets:
    """Return a function that makes every section of a book of these files, as roots by the section's name."""

    def make(files: dict[str, str], shape: Shape = Shape(False, True), **folios: str) -> dict[str, Element]:  # noqa: B008
        read = read_book(tmp_path / "书", files)
        report = Report()
        pages = Pages(read.book, read.text, theme.find("book", report), report)
        sections = plan(read.book, read.text, shape)
        return {s.name: pages.sheet(s, "recto", folios).root(1) for s in sections}

    return make


def _of_class(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _titled(title: str, **files: str) -> dict[str, str]:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return {"book.toml": f'[book]\ntitle = "{quoted}"\nauthors = ["甲 & <乙>"]\n', **_BOOK, **files}


def test_a_books_title_is_printed_as_typed_everywhere(sheets: Sheets) -> None:
    made = sheets(_titled(_ODD))
    lines = [line.text or "" for line in _of_class(made["cover"], "title")[0]]
    assert "".join("".join(lines).split()) == "".join(_ODD.split())
    for element in (*_of_class(made["front"], "title"), *made["front"].iter("title")):
        assert "".join(_text(element).split()) in ("".join(_ODD.split()), "目录")
    heads = [root.get("data-title", "") for root in made["chapter-1"].iter("section")]
    assert _ODD.startswith(heads[0].rstrip("…"))
    assert "甲 & <乙>" in _text(made["cover"])
    assert "甲 & <乙>" in _text(made["front"])


def test_a_chapters_title_is_printed_as_typed_in_opener_head_outline_and_contents(sheets: Sheets) -> None:
    made = sheets({"a.md": "# a \\< 2 & \"3\" '4' {{ 5 }} &lt;b>\n\n甲。\n", "b.md": "# 火\n"})
    [opener] = made["chapter-1"].iter("h1")
    typed = "a < 2 & \"3\" '4' {{ 5 }} <b>"
    assert _text(opener).replace("“", '"').replace("”", '"') == typed or _text(opener) == typed
    assert opener.get("data-bookmark") == f"第一章 {_text(opener)}"
    assert _text(opener).startswith((opener.get("data-running") or "").rstrip("…"))
    assert _text(_of_class(made["contents"], "entry")[0]) == _text(opener)


def test_a_part_title_is_printed_as_typed(sheets: Sheets) -> None:
    summary = "# 目录\n\n# 上编 a & b \\< c\n\n- [水](a.md)\n- [火](b.md)\n"
    for shape in (Shape(True, False), Shape(False, False)):
        made = sheets({"SUMMARY.md": summary, **_BOOK}, shape)
        assert any("a & b < c" in _text(root).replace(" ", " ") for root in made.values())


def test_a_body_is_set_into_its_slot(sheets: Sheets) -> None:
    made = sheets(_BOOK, Shape(True, False))
    assert [_text(p) for p in made["body"].iter("p") if "data-src" in p.attrib] == ["甲。", "乙。"]
    assert not [element for element in made["body"].iter() if "data-slot" in element.attrib]


def test_a_body_without_a_block_is_set_into_its_slot_too(sheets: Sheets) -> None:
    made = sheets({"a.md": "# 水\n", "b.md": "# 火\n"}, Shape(True, False))
    assert not [element for element in made["body"].iter() if "data-slot" in element.attrib]


@pytest.mark.parametrize("slot", ["0", "7", "x", ""])
def test_a_slot_that_a_text_writes_is_none(sheets: Sheets, slot: str) -> None:
    text = f'# 水 <i data-slot="{slot}">源</i>\n\n<i data-slot="{slot}">泉</i>\n\n甲。\n'
    made = sheets({"a.md": text, "b.md": "# 火\n\n乙。\n"}, Shape(True, False))
    assert "甲。" in _text(made["body"])
    assert "乙。" in _text(made["body"])


def test_a_page_reference_prints_the_folio_and_leaves_the_manuscript_alone(sheets: Sheets) -> None:
    files = {"a.md": "# 水\n\n[](#火){.page}\n", "b.md": "# 火\n"}
    # Digits are filled in when the volume is bound: here there are as many noughts, and the name of the anchor.
    [reference] = sheets(files, 火="12")["chapter-1"].iter("a")
    assert (reference.text, reference.get("data-page-of")) == ("第 00 页", "火")
    assert "第 0 页" in _text(sheets(files)["chapter-1"])  # of the usual width, until it is known
    [reference] = sheets(files, 火="xii")["chapter-1"].iter("a")
    assert (reference.text, reference.get("data-page-of")) == ("第 xii 页", None)


def test_a_sheet_changes_when_a_folio_gets_another_length(tmp_path: Path) -> None:
    read = read_book(tmp_path / "书", {"a.md": "# 水\n\n[](#火){.page}\n", "b.md": "# 火\n"})
    report = Report()
    pages = Pages(read.book, read.text, theme.find("book", report), report)
    first, second = plan(read.book, read.text, Shape(False, False))[4:6]

    def digest(section: Section, side: Side, folio: str, exact: bool = False) -> str:
        return pages.sheet(section, side, {"火": folio}, exact=exact).digest

    assert digest(first, "recto", "5") == digest(first, "recto", "6")
    assert digest(first, "recto", "5") != digest(first, "recto", "16")  # it refers to that page
    assert digest(first, "recto", "5", exact=True) != digest(first, "recto", "6", exact=True)
    assert digest(second, "recto", "5") == digest(second, "recto", "16")  # it does not
    assert digest(second, "recto", "5") != digest(second, "verso", "5")


def test_a_template_of_the_book_overrides_one_block(sheets: Sheets) -> None:
    own = '{% extends "kanyin/cover.html" %}{% block title %}<p class="mine">{{ book.title }}</p>{% endblock %}'
    made = sheets(_titled("水 & 火", **{"templates/cover.html": own}))
    assert [_text(element) for element in _of_class(made["cover"], "mine")] == ["水 & 火"]
    assert not _of_class(made["cover"], "slip")
    assert _of_class(made["cover"], "authors")  # the rest of the cover stands


def test_a_macro_of_the_book_replaces_the_programs(sheets: Sheets) -> None:
    own = '{% macro fishtail() %}<b class="mine">鱼</b>{% endmacro %}{% macro slip(slip) %}题{% endmacro %}'
    made = sheets({**_BOOK, "templates/macros.html": own})
    assert _of_class(made["chapter-1"], "mine")


def _fault(sheets: Sheets, template: str | bytes) -> Diagnostic:
    with pytest.raises(BuildFailed) as failed:
        sheets({**_BOOK, "templates/cover.html": template})
    [found] = failed.value.diagnostics
    assert found.code == "template.fault"
    return found


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ ''.format.__globals__ }}",
        "{{ book.__class__.__init__.__globals__ }}",
        '{% include "/etc/passwd" %}',
        '{% include "../../x" %}',
        '{% include "../a.md" %}',
        '{% extends "kanyin/../../pyproject.toml" %}',
        "{{ book.path.read_text() }}",
        "{{ book.root.joinpath('/etc/passwd').read_text() }}",
        "{{ (book.root / '/etc/passwd').read_text() }}",
        "{{ book.path|attr('unlink') }}",
        "{{ [book.root]|map(attribute='parent')|first }}",
        "{{ book.outline[0].path['read_text']() }}",
        "{{ book.settings.colophon.update({'a': 'b'}) }}",
        "{{ nothing }}",
        "{{ book.nothing }}",
        "{{ 1 / 0 }}",
        "{{ '%d'|format('x') }}",
        "{% for i in range(9999999) %}{% endfor %}",
        "{% if %}",
        "{% block x %}",
        "{{ book.title",
    ],
)
def test_a_faulty_template_is_named_with_its_line(tmp_path: Path, sheets: Sheets, template: str) -> None:
    found = _fault(sheets, f"<p>\n水\n{template}")
    assert found.span is not None
    assert found.span.file == tmp_path / "书" / "templates" / "cover.html"
    assert found.span.line == 3


def test_a_fault_in_an_included_template_is_named_there(tmp_path: Path, sheets: Sheets) -> None:
    with pytest.raises(BuildFailed) as failed:
        sheets(
            {**_BOOK, "templates/cover.html": '{% include "mine.html" %}', "templates/mine.html": "\n\n{{ nothing }}"}
        )
    [found] = failed.value.diagnostics
    assert str(found.span) == f"{tmp_path}/书/templates/mine.html:3"


def test_a_template_that_includes_itself_is_a_fault(sheets: Sheets) -> None:
    assert "recursion" in _fault(sheets, '{% include "cover.html" %}').message


def test_a_template_that_is_not_utf8_is_a_fault(sheets: Sheets) -> None:
    assert "utf-8" in _fault(sheets, "中文".encode("gb18030")).message


def test_a_template_that_is_a_link_out_of_its_folder_is_not_read(tmp_path: Path, sheets: Sheets) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "书" / "templates"
    folder.mkdir(parents=True)
    (folder / "mine.html").symlink_to(tmp_path / "secret.txt")
    assert "mine.html" in _fault(sheets, '{% include "mine.html" %}').message


def test_the_faults_of_a_template_name_no_other_folder_of_the_program(sheets: Sheets) -> None:
    assert _fault(sheets, "{{ nothing }}").message == "'nothing' is undefined"


def handout(folder: Path, files: dict[str, str]) -> Element:
    """Return the document of a handout of these files."""
    read, report = read_book(folder / "书", {"book.toml": HANDOUT, **files}), Report()
    pages = Pages(read.book, read.text, theme.find("handout", report), report)
    [section] = plan(read.book, read.text, Shape(True, False), form="sheets")
    return pages.sheet(section, "recto", {}).root(1)


def test_a_theme_has_templates_of_its_own_and_its_article_no_second_title(tmp_path: Path) -> None:
    root = handout(tmp_path, {"a.md": "# 讲 < 义\n\n## 节\n\n甲。\n"})
    [title] = root.iter("h1")
    assert _text(title) == "讲 < 义"
    assert _text(_of_class(root, "lesson")[0]) == "第一讲"
    assert not _of_class(root, "opener")


def test_chapters_of_a_handout_open_as_in_a_book(tmp_path: Path) -> None:
    root = handout(tmp_path, _BOOK)
    assert [_text(element) for element in root.iter("h1")][1:] == ["水", "火"]


def test_a_books_template_extends_that_of_its_theme(tmp_path: Path) -> None:
    own = '{% extends "kanyin/masthead.html" %}{% block over %}<p class="mine">{{ masthead.lesson }}</p>{% endblock %}'
    root = handout(tmp_path, {"a.md": "# 题\n\n甲。\n", "templates/masthead.html": own})
    assert [_text(element) for element in _of_class(root, "mine")] == ["第一讲"]
    assert _of_class(root, "band")


def test_a_books_template_may_extend_the_common_one(tmp_path: Path) -> None:
    own = '{% extends "common/chapter.html" %}'
    root = handout(tmp_path, {"a.md": "# 题\n\n甲。\n", "templates/chapter.html": own})
    assert _of_class(root, "opener")
