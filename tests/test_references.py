"""Anchors, labels, links and images: what a reader can be sent to, and what each reference prints."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.references import slug

from .small_books import PIXEL, Read, pairs, read_book

_SECOND = """# 火

## 薪

### 炭

![火图](x.svg){#fig-b}

| 甲 |
|----|
| 乙 |

: 火表 {#tbl-b}

<figure class="figure" id="fig-c"><img src="x.svg" alt="火"></figure>

[一处]{#处}
"""
_BOOK = {
    "SUMMARY.md": "# 目录\n\n[记](f.md)\n\n- [水](a.md)\n- [火](b.md)\n",
    "f.md": "# 记\n\n![记图](x.svg){#fig-f}\n",
    "b.md": _SECOND,
    "x.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def _read(folder: Path, text: str, **more: str) -> Read:
    """Read a book whose first chapter ends with `text`."""
    return read_book(folder, {**_BOOK, **more, "a.md": f"# 水\n\n### 井\n\n{text}\n"})


@pytest.mark.parametrize(("heading", "fragment"), pairs("references/slugs.txt"))
def test_a_fragment_is_as_github_makes_it(heading: str, fragment: str) -> None:
    assert slug(heading) == fragment


@given(st.text(max_size=30))
def test_a_fragment_of_a_fragment_is_itself(heading: str) -> None:
    assert slug(slug(heading)) == slug(heading) != ""
    assert not any(c.isspace() for c in slug(heading))


@pytest.mark.parametrize(("reference", "printed"), pairs("references/printed.txt"))
def test_a_reference_prints_the_label_of_its_target(tmp_path: Path, reference: str, printed: str) -> None:
    read = _read(tmp_path, f"见{reference}。")
    assert read.references == [printed]
    assert read.codes == []


def test_page_references_are_known_to_the_chapter(tmp_path: Path) -> None:
    read = _read(tmp_path, "[](#火){.page} [](#火) [](#处)")
    assert read.chapters[1].page_references == ("火", "处")


def test_a_reference_that_leads_nowhere_is_a_warning_and_prints_question_marks(tmp_path: Path) -> None:
    read = _read(tmp_path, "[](#没有)")
    assert read.codes == ["link.no-target a.md:5"]
    assert read.references == ["？？"]
    assert [a.get("href") for a in read.all("a")] == [None]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("#没有", "link.no-target"),
        ("b.md#没有", "link.no-target"),
        ("c.md", "link.outside-book"),
        ("c.md#火", "link.outside-book"),  # there is a 火, but not in that file
        ("../b.md", "link.outside-book"),
        ("/b.md", "link.outside-book"),
        ("javascript:alert(1)", "link.scheme"),
        ("JavaScript:alert(1)", "link.scheme"),
        ("data:text/html,x", "link.scheme"),
        ("file:///etc/passwd", "link.scheme"),
        ("//example.org/x", "link.scheme"),
        ("http://[x", "link.scheme"),
    ],
)
def test_a_link_that_leads_out_of_the_book_is_a_warning_and_plain_text(tmp_path: Path, target: str, code: str) -> None:
    read = _read(tmp_path, f"[文字]({target})")
    assert read.codes == [f"{code} a.md:5"]
    assert [(a.text, a.get("href")) for a in read.all("a")] == [("文字", None)]


@pytest.mark.parametrize("target", ["https://example.org/a?b#c", "http://a.cn", "mailto:a@b.cn", "tel:+8610"])
def test_a_link_to_the_world_is_kept(tmp_path: Path, target: str) -> None:
    read = _read(tmp_path, f"[文字]({target})")
    assert read.codes == []
    assert [a.get("href") for a in read.all("a")] == [target]


@pytest.mark.parametrize(
    ("target", "anchor"),
    [("#薪", "薪"), ("b.md", "火"), ("b.md#薪", "薪"), ("./b.md#%E7%82%AD", "炭"), ("", "水"), ("x/../b.md", "火")],
)
def test_a_link_leads_to_its_place_in_the_book(tmp_path: Path, target: str, anchor: str) -> None:
    read = _read(tmp_path, f"[文字]({target})")
    assert read.codes == []
    assert [(a.text, a.get("href")) for a in read.all("a")] == [("文字", f"#{anchor}")]


def test_links_are_relative_to_the_folder_of_their_chapter(tmp_path: Path) -> None:
    files = {"1/a.md": "# 水\n\n[](../2/b.md) [](../2/b.md#薪)\n", "2/b.md": "# 火\n\n## 薪\n\n[](../1/a.md)\n"}
    assert read_book(tmp_path, files).references == ["第二章", "第二章第一节", "第一章"]


def test_a_file_without_headings_can_be_led_to(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n[文字](b.md)\n", "b.md": "一段。\n\n二段。\n"})
    [link] = read.all("a")
    first = read.chapters[1].tree[0]
    assert read.codes == []
    assert link.get("href") == f"#{first.get('id')}"
    assert first.text == "一段。"


def test_the_second_heading_of_a_name_has_a_number_behind_it(tmp_path: Path) -> None:
    text = "# 水\n\n## 小结\n\n[](#小结) [](#小结-1) [](b.md#小结)\n\n# 火\n\n## 小结\n"
    read = read_book(tmp_path, {"a.md": text, "b.md": "# 土\n\n## 小结\n\n[](#小结)\n"})
    assert read.codes == []
    assert read.references == ["第一章第一节", "第二章第一节", "第三章第一节", "第三章第一节"]


def test_ids_are_unique_in_the_whole_book(tmp_path: Path) -> None:
    text = "# 水\n\n## 小结\n\n## 小结\n\n## 小结-2\n\n## 图 1-1\n\n![图](x.svg)\n\n[甲]{#图-1-1-3}[^1]\n\n[^1]: 注\n"
    read = read_book(tmp_path, {**_BOOK, "a.md": text, "b.md": text.replace("图-1-1-3", "乙"), "c.md": "文\n"})
    headings = [heading.id for heading in read.headings]
    others = [
        identifier
        for chapter in read.chapters
        for element in chapter.tree.iter()
        if (identifier := element.get("id")) and identifier not in headings
    ]
    assert len({*headings, *others}) == len(headings) + len(others)
    assert len(others) == 5  # three figures, two spans
    assert all(headings)


def test_an_id_the_author_gives_is_kept_and_leads_there_from_everywhere(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n[](#sec-x) [](b.md#薪)\n", "b.md": "# 火\n\n## 薪 {#sec-x}\n"})
    assert read.headings[-1].id == "sec-x"
    assert read.references == ["第二章第一节", "第二章第一节"]


def test_a_label_used_twice_is_an_error_at_its_line(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水 {#x}\n", "b.md": "# 火\n\n文[一处]{#x}。\n\n## 薪 {#x}\n"})
    assert read.manuscript is None
    assert read.codes == ["label.duplicate b.md:3", "label.duplicate b.md:5"]


def test_figures_and_tables_are_counted_apart_and_by_chapter(tmp_path: Path) -> None:
    figure, table = "![题](x.svg)\n\n", "| 甲 |\n|----|\n| 乙 |\n\n: 表题\n\n"
    chapter = f"{figure}{table}{figure}"
    read = read_book(tmp_path, {"a.md": f"# 水\n\n{chapter}", "b.md": f"# 火\n\n{chapter}", "x.svg": "<svg/>"})
    assert read.captions == ["图 1-1", "图 1-2", "图 2-1", "图 2-2", "表 1-1", "表 2-1"]


def test_in_an_article_figures_are_counted_without_a_chapter(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n## 源\n\n![题](x.svg)\n\n![题](x.svg)\n", "x.svg": "<svg/>"})
    assert read.captions == ["图 1", "图 2"]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("第3章 水", "图 3-1"),
        ("第十二讲　水", "图 12-1"),
        ("附录A 水", "图 A-1"),
        ("一、水", "图 1-1"),
        ("2 水", "图 2-1"),
    ],
)
def test_figures_take_the_number_their_chapter_carries(tmp_path: Path, title: str, number: str) -> None:
    read = read_book(tmp_path, {"a.md": f"# {title}\n\n![题](x.svg)\n", "b.md": "# 第9章 火\n", "x.svg": "<svg/>"})
    assert read.captions == [number]


def test_a_figure_with_neither_caption_nor_label_is_not_counted(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n![](x.svg)\n\n![题](x.svg)\n", "b.md": "# 火\n", "x.svg": "<svg/>"})
    assert read.captions == ["图 1-1"]


def test_an_image_without_a_text_is_a_warning_and_goes_by_its_name(tmp_path: Path) -> None:
    read = _image(tmp_path, "图/水.png", "图/水.png", text="")
    assert read.codes == ["image.no-alt a.md:5"]
    assert [image.get("alt") for image in read.all("img")] == ["水"]


def test_a_table_without_a_caption_is_not_counted(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n| 甲 |\n|----|\n| 乙 |\n", "b.md": "# 火\n"})
    assert read.captions == []


def test_the_title_of_a_figure_is_without_its_notes(tmp_path: Path) -> None:
    read = _read(tmp_path, "![题[^1]](x.svg){#fig-n}\n\n[](#fig-n){.title}\n\n[^1]: 注")
    assert read.references == ["题"]


def test_an_english_section_is_named_in_english(tmp_path: Path) -> None:
    english = "This is a chapter of plain English words, long enough to tell. " * 4
    read = read_book(
        tmp_path, {"a.md": f"# Water\n\n{english}\n\n## Well\n\n[](#well)\n", "b.md": f"# Fire\n\n{english}"}
    )
    assert read.references == ["Chapter 1, Section 1"]


def _image(
    folder: Path,
    target: str,
    picture: str = "",
    chapter: str = "a.md",
    allowed: tuple[Path, ...] = (),
    text: str = "题",
) -> Read:
    """Read a book whose first chapter shows `target` in line 5, and in which there is one `picture`."""
    files: dict[str, str | bytes] = {picture: PIXEL} if picture else {}
    return read_book(folder, {**files, chapter: f"# 水\n\n文\n\n![{text}]({target})\n", "z.md": "# 火\n"}, *allowed)


@pytest.mark.parametrize(
    ("target", "chapter", "file"),
    [
        ("图/水.png", "a.md", "图/水.png"),
        ("./图/水.png", "a.md", "图/水.png"),
        ("%E5%9B%BE/%E6%B0%B4.png", "a.md", "图/水.png"),
        ("../图/水.png", "甲/a.md", "图/水.png"),
        ("pic.png", "甲/a.md", "甲/pic.png"),
        ("<my pic.png>", "a.md", "my pic.png"),
        ("my%20pic.png", "a.md", "my pic.png"),
        ("a%23b.png", "a.md", "a#b.png"),
        ("50%25.png", "a.md", "50%.png"),
    ],
)
def test_an_image_is_found_from_the_folder_of_its_chapter(tmp_path: Path, target: str, chapter: str, file: str) -> None:
    read = _image(tmp_path, target, file, chapter)
    assert read.codes == []
    assert [image.get("src") for image in read.all("img")] == [f"book:///{quote(file)}"]


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("Water.png", "did you mean `water.png`?"),
        ("water.jpg", "did you mean `water.png`?"),
        ("watr.png", "did you mean water.png?"),
        ("图/water.png", "there is no folder `图`"),
        ("别的.gif", None),
        ("a" * 300 + ".png", None),
    ],
)
def test_a_missing_image_is_an_error_with_the_nearest_name(tmp_path: Path, target: str, hint: str | None) -> None:
    read = _image(tmp_path, target, "water.png")
    assert read.codes == ["image.missing a.md:5"]
    assert read.found[0].hint == hint


@pytest.mark.parametrize(
    "target", ["../secret.png", "%2e%2e/secret.png", "/etc/passwd", "x/../../secret.png", "a%00.png"]
)
def test_an_image_outside_the_book_is_an_error(tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.png").write_bytes(b"")
    assert _image(tmp_path / "书", target).codes == ["image.outside a.md:5"]


def test_an_image_in_an_allowed_folder_is_kept(tmp_path: Path) -> None:
    (tmp_path / "pool").mkdir()
    (tmp_path / "pool" / "p.png").write_bytes(PIXEL)
    assert _image(tmp_path / "书", "../pool/p.png", allowed=(tmp_path / "pool",)).codes == []


def test_an_image_that_is_a_link_out_of_the_book_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "书").mkdir()
    (tmp_path / "书" / "p.png").symlink_to("/etc/passwd")
    assert _image(tmp_path / "书", "p.png").codes == ["image.outside a.md:5"]


def test_every_fault_of_every_chapter_is_told_in_one_run(tmp_path: Path) -> None:
    read = read_book(tmp_path, {"a.md": "# 水\n\n![题](一.png) [](#没有)\n", "b.md": "# 火\n\n![题](二.png)\n"})
    assert sorted(read.codes) == ["image.missing a.md:3", "image.missing b.md:3", "link.no-target a.md:3"]
