"""The structure of the PDF for those who do not see its pages: elements, their order, what they say and lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from kanyin import build

from .conftest import BuildBook, Varied
from .tagged import Element, Tagged, tagged

CONTENT = Path(__file__).resolve().parent.parent / "content"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="36"><path d="M0 0H90V36Z"/></svg>'
LONG = "[output.kanyin]\nshort = false\n"

Tags = Callable[[str | Mapping[str, str]], Tagged]


@pytest.fixture
def tags(build_book: BuildBook) -> Iterator[Tags]:
    """Return a function that builds a text, or files, and reads the structure, which must hang together."""
    with ExitStack() as open_files:

        def made(text: str | Mapping[str, str]) -> Tagged:
            files = {"a.md": text} if isinstance(text, str) else text
            found = open_files.enter_context(tagged(build_book({"f.svg": DRAWING, **files}).path))
            found.check()
            return found

        yield made


def only(found: list[Element]) -> Element:
    """Return the one element of a list."""
    [element] = found
    return element


def whole(element: Element) -> Any:
    """Return tags and what is below them, content left out."""
    return (element.tag, [whole(below) for below in element.below]) if element.below else element.tag


# ---- everything hangs together


@pytest.mark.parametrize("name", ["manual", "handout"])
def test_in_the_sample_books_content_and_elements_lead_to_each_other(name: str, tmp_path: Path) -> None:
    with tagged(build(CONTENT / name, tmp_path).files[0]) as found:
        found.check()
        for page in range(0, len(found.pdf.pages), 9):
            assert found.unmarked(page) == [], page


@pytest.mark.parametrize("theme", ["book", "large"])
def test_among_all_kinds_of_blocks_too(varied: Varied, theme: str) -> None:
    with tagged(varied(theme).path) as found:
        found.check()
        assert [page for page in range(len(found.pdf.pages)) if found.unmarked(page)] == []
        for table in found.root.all("Table"):
            assert set(table.tags) <= {"Caption", "THead", "TBody", "TFoot"}
        for group in found.root.all("L"):
            assert set(group.tags) == {"LI"}
        for row in found.root.all("TR"):
            assert set(row.tags) <= {"TH", "TD"}


def test_the_order_of_the_text_is_the_order_of_the_elements(tags: Tags) -> None:
    found = tags("# 题\n\n甲一。\n\n- 乙二。\n\n> 丙三。\n\n| 丁 |\n|---|\n| 戊四 |\n\n己五。\n")
    text = "".join(found.text(found.root).split())
    places = [text.index(word) for word in ("甲一", "乙二", "丙三", "丁", "戊四", "己五")]
    assert places == sorted(places)


# ---- headings


def test_headings_have_their_level(tags: Tags) -> None:
    text = "# 一\n\n" + "".join(f"{'#' * level} 级{level}\n\n文。\n\n" for level in range(2, 7))
    found = tags({"a.md": text, "b.md": "# 二\n\n文。\n", "book.toml": LONG})
    headings = [element for element in found.root.walk() if element.tag in ("H1", "H2", "H3", "H4", "H5", "H6")]
    shown = [(heading.tag, "".join(found.text(heading).split())[-2:]) for heading in headings]
    start = next(index for index, (_, text) in enumerate(shown) if text == "级2")
    assert [tag for tag, _ in shown[start - 1 : start + 6]] == ["H1", "H2", "H3", "H4", "H5", "H6", "H1"]
    assert [text for _, text in shown[start : start + 5]] == ["级2", "级3", "级4", "级5", "级6"]


def test_a_heading_is_read_with_its_number(tags: Tags) -> None:
    found = tags({"a.md": "# 甲\n\n## 乙\n\n文。\n", "b.md": "# 丙\n\n文。\n", "book.toml": LONG})
    assert ["".join(found.text(heading).split()) for heading in found.root.all("H2")] == ["一乙"]


# ---- lists


def test_a_list_has_items_of_label_and_body(tags: Tags) -> None:
    found = tags("# 题\n\n1. 甲。\n2. 乙。\n")
    listed = found.root.all("L")[-1]
    assert listed.tags == ["LI", "LI"]
    assert [item.tags for item in listed.below] == [["Lbl", "LBody"]] * 2
    assert [[found.text(part).strip() for part in item.below] for item in listed.below] == [["1.", "甲。"], ["2.", "乙。"]]


def test_a_list_in_a_list_is_in_the_body_of_its_item(tags: Tags) -> None:
    found = tags("# 题\n\n- 甲\n    - 乙\n- 丙\n")
    outer = next(listed for listed in found.root.all("L") if "甲" in found.text(listed))
    assert outer.tags == ["LI", "LI"]
    inner = only(outer.below[0].below[1].all("L"))
    assert found.text(only(inner.all("LBody"))) == "乙"


def test_a_term_is_the_label_of_its_description(tags: Tags) -> None:
    found = tags("# 题\n\n天头\n:   书页上方。\n\n地脚\n:   书页下方。\n")
    listed = next(listed for listed in found.root.all("L") if "天头" in found.text(listed))
    assert [[(part.tag, found.text(part)) for part in item.below] for item in listed.below] == [
        [("Lbl", "天头"), ("LBody", "书页上方。")], [("Lbl", "地脚"), ("LBody", "书页下方。")],
    ]  # fmt: skip


def test_a_term_with_two_descriptions_is_one_item(tags: Tags) -> None:
    found = tags("# 题\n\n天头\n:   书页上方。\n:   又说。\n")
    listed = next(listed for listed in found.root.all("L") if "天头" in found.text(listed))
    assert [item.tags for item in listed.below] == [["Lbl", "LBody", "LBody"]]


def test_contents_are_a_list_of_links(tags: Tags) -> None:
    found = tags({"a.md": "# 甲\n\n文。\n", "b.md": "# 乙\n\n文。\n", "book.toml": LONG})
    listed = next(listed for listed in found.root.all("L") if listed.all("Link"))
    assert len(listed.below) == 2
    assert [len(item.all("Link")) for item in listed.below] == [1, 1]


# ---- tables


TABLE = "# 题\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n| 三 | 四 |\n: 表题 {#tbl-x}\n"


def test_a_table_has_rows_of_cells_and_its_heads_their_scope(tags: Tags) -> None:
    found = tags(TABLE)
    table = only(found.root.all("Table"))
    assert [part for part in table.tags if part != "Caption"] == ["THead", "TBody"]
    assert [row.tags for row in table.all("TR")] == [["TH", "TH"], ["TD", "TD"], ["TD", "TD"]]
    assert [str(head.object.A.Scope) for head in table.all("TH")] == ["/Column", "/Column"]
    assert [str(head.object.A.O) for head in table.all("TH")] == ["/Table", "/Table"]
    assert [found.text(cell) for cell in table.all("TH", "TD")] == list("甲乙一二三四")


def test_a_caption_is_the_first_thing_in_its_table(tags: Tags) -> None:
    # ISO 32000-1 table 337: the first or the last.
    found = tags(TABLE)
    table = only(found.root.all("Table"))
    assert table.tags.count("Caption") == 1
    assert table.tags[0] == "Caption"
    assert found.text(table.below[0]).endswith("表题")


def test_a_caption_that_goes_on_is_an_artifact(tags: Tags) -> None:
    rows = "".join(f"| 行{n} | {n} |\n" for n in range(60))
    found = tags(f"# 题\n\n| 表头 | 数 |\n|---|---|\n{rows}: 表题\n")
    assert only(found.root.all("Table")).tags == ["Caption", "THead", "TBody"]
    assert "续表" not in found.text(found.root)


def test_the_head_of_a_row_says_so(tags: Tags) -> None:
    found = tags("# 题\n\n<table><tr><th scope=row>甲<td>一</table>\n")
    assert [str(head.object.A.Scope) for head in found.root.all("TH")] == ["/Row"]


def test_cells_that_span_say_how_many(tags: Tags) -> None:
    found = tags("# 题\n\n<table><tr><td colspan=2>甲<td rowspan=3>乙<tr><td>一<td>二<tr><td>三<td>四</table>\n")
    first, second, *others = found.root.all("TD")
    assert first.object.A.ColSpan == 2
    assert second.object.A.RowSpan == 3
    assert all("/A" not in cell.object for cell in others)


def test_a_table_over_many_pages_is_one_table_and_its_repeated_heads_are_artifacts(tags: Tags) -> None:
    rows = "".join(f"| 行{n} | {n} |\n" for n in range(60))
    found = tags(f"# 题\n\n| 表头 | 数 |\n|---|---|\n{rows}: 表题\n")
    table = only(found.root.all("Table"))
    assert len(table.pages) >= 3
    assert len(table.all("THead")) == len(table.all("TBody")) == 1
    assert len(table.all("TR")) == 61
    assert found.text(table).count("表头") == 1


# ---- figures, links, notes


def test_a_figure_says_what_it_shows_and_where_it_stands(tags: Tags) -> None:
    found = tags("# 题\n\n![一叶 (1) 舟](f.svg){#fig-x}\n\n文字![鱼](f.svg)文字。\n")
    first, second = found.root.all("Figure")
    assert (str(first.object.Alt), str(second.object.Alt)) == ("一叶 (1) 舟", "鱼")
    left, bottom, right, top = map(float, first.object.A.BBox)
    # 90 x 36 px are 67.5 x 27 pt.
    assert [right - left, top - bottom] == pytest.approx([67.5, 27], abs=0.01)
    width, height = map(float, found.pdf.pages[first.pages[0]].MediaBox[2:])
    assert 0 < left < right < width
    assert 0 < bottom < top < height


@pytest.mark.parametrize("alternative", ["a (b) \\ c", "1 0 R 0 R", "(3 0 R)", "5 1 R", "甲 1 0 R 乙"])
def test_what_a_figure_says_is_as_typed(tags: Tags, alternative: str) -> None:
    found = tags(f'# 题\n\n<img src="f.svg" alt="{alternative}">\n')
    assert str(only(found.root.all("Figure")).object.Alt) == alternative


def test_an_image_that_only_decorates_is_an_artifact(tags: Tags) -> None:
    found = tags("# 题\n\n文。\n\n![](f.svg){.decorative}\n")
    assert found.root.all("Figure") == []


def test_a_link_has_its_annotation_and_says_where_it_leads(tags: Tags) -> None:
    found = tags("# 题\n\n见[网页](https://example.com/)与[此处](#here)。\n\n[彼处]{#here}\n")
    paragraph = next(p for p in found.root.all("P") if "见网页" in found.text(p))
    web, here = paragraph.all("Link")
    assert [found.text(link) for link in (web, here)] == ["网页", "此处"]
    assert str(only_link(web).A.URI) == str(only_link(web).Contents) == "https://example.com/"
    assert str(only_link(here).Dest) == "here"


def only_link(element: Element) -> Any:
    """Return the annotation of a link that stands on one line."""
    [annotation] = element.links
    return annotation


def test_a_link_over_two_lines_is_one_element_of_two_annotations(tags: Tags) -> None:
    found = tags(f"# 题\n\n[{'一个很长的链接' * 6}](https://example.com/)\n")
    link = next(link for link in found.root.all("Link") if "很长" in found.text(link))
    assert len(link.links) == 2  # 42 characters, 27 to the line


def test_a_picture_in_a_link_is_a_figure_of_it(tags: Tags) -> None:
    found = tags("# 题\n\n见[**粗**字![一条鱼](f.svg)](https://example.com/)。\n")
    link = only(found.root.all("Link"))
    assert str(only(link.all("Figure")).object.Alt) == "一条鱼"
    # The picture is 27 pt high, and a place to click of its own over the line's; both belong to the link.
    assert len(link.links) == 2


def test_a_note_stands_where_it_is_called_and_has_a_name_of_its_own(tags: Tags) -> None:
    found = tags("# 题\n\n甲[^1]乙[^2]丙。\n\n[^1]: 注一。\n[^2]: 注二。\n")
    paragraph = next(p for p in found.root.all("P") if "甲" in found.text(p))
    first, second = paragraph.all("Note")
    assert [note.tags[0] for note in (first, second)] == ["Lbl", "Lbl"]
    assert "注一。" in found.text(first)
    assert "注二。" in found.text(second)
    assert str(first.object.ID) != str(second.object.ID)


def test_notes_of_two_sections_have_different_names(tags: Tags) -> None:
    # ISO 32000-1 §14.7.2: unique in the document, while sections are numbered each by itself.
    chapter = "# 题\n\n甲[^1]。\n\n[^1]: 注。\n"
    found = tags({"a.md": chapter, "b.md": chapter, "book.toml": LONG})
    names = [str(note.object.ID) for note in found.root.all("Note")]
    assert len(names) == 2
    assert len(set(names)) == 2


def test_a_paragraph_cut_by_a_pages_end_is_one_element(tags: Tags) -> None:
    found = tags("# 题\n\n" + "纸是什么" * 300 + "\n")  # 1200 characters, 702 to the page
    paragraph = max(found.root.all("P"), key=lambda p: len(found.text(p)))
    assert found.text(paragraph).count("纸是什么") == 300
    assert len(paragraph.pages) == 2


def test_heads_and_feet_are_artifacts(tags: Tags) -> None:
    found = tags({"a.md": "# 题甲\n\n" + "纸是什么" * 800 + "\n", "book.toml": '[book]\ntitle = "纸谱"\n'})
    text = found.text(found.root)
    # In the body the book's title stands on the left-hand pages, in heads alone.
    body = next(p for p in found.root.all("P") if "纸是什么" in found.text(p))
    assert len(body.pages) > 3
    assert "纸谱" not in text[text.index("纸是什么") : text.rindex("纸是什么")]


# ---- language


def test_a_section_stands_right_below_the_document(tags: Tags) -> None:
    # The document's language is the catalog's: no element repeats it.
    found = tags("# 题\n\n文。\n")
    assert set(found.root.tags) == {"Sect"}


def test_the_document_and_passages_of_another_language_name_theirs(tags: Tags) -> None:
    text = '# 题\n\n文<span lang="en">word</span>。\n\n<p lang="ja">日本語</p>\n\n<div lang="fr"><p>mot</p></div>\n'
    found = tags({"a.md": text, "book.toml": '[book]\nlanguage = "zh-Hant"\n'})
    assert str(found.pdf.Root.Lang) == "zh-Hant"
    languages = [(element.tag, str(element.object.Lang)) for element in found.root.walk() if "/Lang" in element.object]
    assert languages == [("Span", "en"), ("P", "ja"), ("Div", "fr")]
