"""Loading a book: each form of input, each rule for its title and language, each diagnostic at its place."""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanyin.book import Book, Break, Chapter, Draft, Part, load
from kanyin.diagnostics import BuildFailed, Diagnostic, Report

Write = Callable[[dict[str, str | bytes]], Path]
HAN = "我们在这里学习汉语。\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the named files below a folder `书` and return it."""

    def write(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "书"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


def _load(path: Path, **options: Any) -> tuple[Book, list[str]]:
    report = Report()
    book = load(path, report, **options)
    return book, [found.code for found in report]


def _failed(path: Path) -> list[Diagnostic]:
    with pytest.raises(BuildFailed) as failed:
        load(path, Report())
    return list(failed.value.diagnostics)


def _places(found: list[Diagnostic]) -> list[str]:
    return [f"{d.code} {d.span.file.name}:{d.span.line}:{d.span.column}+{d.span.length}" for d in found if d.span]


def _files(book: Book) -> list[str]:
    return [chapter.file for chapter in book.chapters]


def _toml(text: str) -> dict[str, str | bytes]:
    return {"book.toml": text, "a.md": f"# 甲\n{HAN}"}


# Forms of input


def test_a_book_in_mdbook_form(write: Write) -> None:
    root = write(
        {
            "book.toml": '[book]\ntitle = "书名"\nauthors = ["甲", "乙"]\nlanguage = "zh-CN"\n[build]\nx = 1\n',
            "src/SUMMARY.md": "# Summary\n\n[前言](pre.md)\n\n# 上编\n"
            "- [一](a/1.md)\n  - [一之一](a/2.md)\n- [待写]()\n---\n",
            "src/pre.md": HAN,
            "src/a/1.md": HAN,
            "src/a/2.md": HAN,
        }
    )
    book, problems = _load(root)
    assert problems == []
    assert (book.title, book.authors, book.language, book.name) == ("书名", ("甲", "乙"), "zh-Hans", "书")
    assert book.root == root.resolve()
    pre, part, one, two, draft, end = book.outline
    assert isinstance(pre, Chapter)
    assert (pre.file, pre.title, pre.kind, pre.depth, pre.path) == (
        "src/pre.md", "前言", "prefix", 0, root.resolve() / "src" / "pre.md",
    )  # fmt: skip
    assert part == Part("上编")
    assert isinstance(one, Chapter)
    assert isinstance(two, Chapter)
    assert [(c.title, c.kind, c.depth) for c in (one, two)] == [("一", "numbered", 0), ("一之一", "numbered", 1)]
    assert (draft, end) == (Draft("待写", 0, "numbered"), Break())


def test_a_folder_with_a_summary_only(write: Write) -> None:
    root = write({"SUMMARY.md": "* [乙](b.md)\n* [甲](a.md)\n", "a.md": HAN, "b.md": HAN, "c.md": HAN})
    assert _files(_load(root)[0]) == ["b.md", "a.md"]


def test_a_plain_folder_is_read_in_natural_order(write: Write) -> None:
    names = ["2.md", "10.md", "第十章.md", "第二章.md", "README.md", "z/1.md", "a/b/1.markdown", "a/2.md", "后记.md"]
    root = write(dict.fromkeys(names, HAN))
    expected = ["README.md", "2.md", "10.md", "第二章.md", "第十章.md", "a/2.md", "a/b/1.markdown", "z/1.md", "后记.md"]
    book = _load(root)[0]
    assert _files(book) == expected
    assert [c.kind for c in book.chapters] == ["prefix", *["numbered"] * 7, "suffix"]


def test_what_is_no_chapter_is_left_out(write: Write) -> None:
    left = [".git/a.md", ".x.md", "templates/a.md", "styles/a.md", "node_modules/p/README.md", "a/summary.md", "a.txt"]
    root = write(dict.fromkeys([*left, "1.md", "a/templates/2.md"], HAN))
    assert _files(_load(root)[0]) == ["1.md", "a/templates/2.md"]


def test_chapters_can_be_listed_in_book_toml(write: Write) -> None:
    root = write({"book.toml": '[output.kanyin]\nchapters = ["b.md", "a.md"]\n', "a.md": HAN, "b.md": HAN})
    assert _files(_load(root)[0]) == ["b.md", "a.md"]
    root = write({"book.toml": '[book]\nchapters = ["a.md", "b.md"]\n'})
    assert _files(_load(root)[0]) == ["a.md", "b.md"]


def test_a_list_beside_a_summary_is_warned_of(write: Write) -> None:
    root = write({**_toml('[output.kanyin]\nchapters = ["a.md"]\n'), "SUMMARY.md": "- [甲](a.md)"})
    assert _load(root)[1] == ["book.chapters-unused"]


def test_the_source_folder_is_src_where_src_holds_chapters(write: Write) -> None:
    root = write({"book.toml": "[book]\n", "src/a.md": HAN, "README.md": "# 仓库\n"})
    assert _files(_load(root)[0]) == ["src/a.md"]
    root = write({"SUMMARY.md": "- [自述](README.md)\n"})
    assert _files(_load(root)[0]) == ["README.md"]


def test_src_without_markdown_is_no_source_folder(write: Write) -> None:
    root = write({**_toml("[book]\n"), "src/main.c": "int main;"})
    assert _files(_load(root)[0]) == ["a.md"]


def test_src_names_the_source_folder(write: Write) -> None:
    toml = '[book]\nsrc = "正文/"\n'
    root = write({"book.toml": toml, "正文/SUMMARY.md": "- [甲](a.md)", "正文/a.md": HAN, "b.md": HAN})
    assert _files(_load(root)[0]) == ["正文/a.md"]


def test_a_single_file_with_front_matter(write: Write) -> None:
    front = (
        "---\r\ntitle: 题\r\nauthor: 甲、乙\r\nlang: zh-TW\r\ndate: 2024-05-01\r\nkeywords: 一，二\r\nlayout: post\r\n"
        "kanyin:\r\n  theme: handout\r\n  cover: none\r\n  numbering: off\r\n  contents-depth: 3\r\n"
        "  back_cover: no\r\n---\r\n"
    )
    root = write({"文.md": b"\xef\xbb\xbf" + (front + "# 章\r\n正文\r\n").encode()})
    book, problems = _load(root / "文.md")
    assert problems == []
    assert (book.title, book.authors, book.language, book.date) == ("题", ("甲", "乙"), "zh-Hant", "2024-05-01")
    assert (book.keywords, book.name, book.root) == (("一", "二"), "文", root.resolve())
    options = book.settings
    assert (options.theme, options.cover, options.numbering, options.contents_depth) == ("handout", "none", "off", 3)
    assert options.back_cover is False
    (chapter,) = book.chapters
    assert (chapter.text, chapter.first_line, chapter.file, chapter.title) == ("# 章\n正文\n", 15, "文.md", None)


def test_book_toml_itself_names_its_folder(write: Write) -> None:
    assert _load(write(_toml("")) / "book.toml")[0].name == "书"


def test_the_working_folder_has_a_name(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write({"a.md": HAN}))
    assert _load(Path())[0].name == "书"


def test_chapters_may_have_front_matter(write: Write) -> None:
    root = write({"1.md": f"---\ntitle: 一章\ntags: [x]\n---\n{HAN}", "2.md": HAN})
    assert [(c.title, c.first_line) for c in _load(root)[0].chapters] == [("一章", 5), (None, 1)]


def test_readme_front_matter_speaks_for_a_folder(write: Write) -> None:
    front = "---\ntitle: 书名\nauthor: 甲\nkanyin:\n  accent: 青\n---\n"
    book = _load(write({"README.md": f"{front}{HAN}", "1.md": HAN}))[0]
    assert (book.title, book.authors, book.settings.accent) == ("书名", ("甲",), "青")
    assert [c.title for c in book.chapters] == [None, None]


def test_line_ends_and_byte_order_marks_go(write: Write) -> None:
    root = write({"a.md": b"\xef\xbb\xbf# \xe7\x94\xb2\r\n\xe4\xb9\x99\r\xe4\xb8\x99\n"})
    assert _load(root)[0].chapters[0].text == "# 甲\n乙\n丙\n"


def test_a_byte_order_mark_and_windows_line_ends_in_book_toml_and_summary(write: Write) -> None:
    root = write(
        {
            "book.toml": '\ufeff[book]\r\ntitle = "题"\r\n',
            "SUMMARY.md": "\ufeff# Summary\r\n\r\n- [甲](a.md)\r\n",
            "a.md": HAN,
        }
    )
    book = _load(root)[0]
    assert (book.title, _files(book)) == ("题", ["a.md"])


def test_own_templates_and_styles_are_found(write: Write) -> None:
    names = ["styles/10.css", "styles/2.css", "styles/x.txt", "templates/chapter.html"]
    root = write({"a.md": HAN, **dict.fromkeys(names, "")})
    book = _load(root)[0]
    assert [path.name for path in book.styles] == ["2.css", "10.css"]
    assert book.templates == root.resolve() / "templates"
    single = _load(root / "a.md")[0]
    assert (single.styles, single.templates) == ((), None)


def test_a_book_can_be_sent_to_a_worker(write: Write) -> None:
    book = _load(write({**_toml('[output.kanyin.colophon]\neditor = "甲"\n')}))[0]
    assert pickle.loads(pickle.dumps(book)) == book


# Title


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ({"book.toml": '[book]\ntitle = "甲"', "1.md": "# 乙\n"}, "甲"),
        ({"book.toml": 'title = "甲"', "1.md": "# 乙\n"}, "甲"),
        ({"book.toml": "[book]\n", "README.md": "# 乙\n", "src/1.md": HAN, "src/2.md": HAN}, "乙"),
        ({"book.toml": "[book]\n", "README.md": "# 乙\n", "src/1.md": "# 丙\n"}, "乙"),
        ({"1.md": "# 只有\n"}, "只有"),
        ({"1.md": "# 一\n# 二\n"}, "书"),
        ({"1.md": "# 一\n", "2.md": "# 二\n"}, "书"),
        ({"SUMMARY.md": "# 史\n- [一](1.md)\n- [二](2.md)", "1.md": HAN, "2.md": HAN}, "史"),
        ({"SUMMARY.md": "# 目录\n- [一](1.md)\n- [二](2.md)", "1.md": HAN, "2.md": HAN}, "书"),
        ({"book.toml": '[book]\ntitle = ""', "1.md": "# 只有\n"}, "只有"),
    ],
)
def test_the_title_is_found(write: Write, files: dict[str, str | bytes], title: str) -> None:
    assert _load(write(files))[0].title == title


def test_a_single_files_only_heading_is_its_title_and_stays(write: Write) -> None:
    book = _load(write({"a.md": "---\nauthor: 甲\n---\n\n# 题 `x` #\n正文"}) / "a.md")[0]
    assert book.title == "题 x"
    assert str(book.title_span).endswith("a.md:5:3")
    assert book.chapters[0].text.startswith("\n# 题")


# Settings


def test_every_setting_is_read(write: Write) -> None:
    toml = """
[output.kanyin]
theme = "large"
editions = ["screen", "screen"]
accent = "#135"
paper = "B5"
size = 11
lesson = "第一讲"
notes_column = true
columns = 2
answers = false
cover = "color"
cover-image = "图/面.svg"
cover_title = "上|下"
author_role = "编"
contents_depth = 1
numbering = true
short = false
back_cover = false
blurb = "一段话"
[output.kanyin.fonts]
song = ["甲宋", "乙宋"]
[output.kanyin.meta]
"姓名" = "____"
"课时" = 2
[output.kanyin.colophon]
"定价" = 38.00
"责任编辑" = "甲"
ISBN = "978-7-04-000000-0"
edition = 2024-05-01
cip = "一行\\n二行"
"""
    root = write({**_toml(toml), "图/面.svg": "<svg/>"})
    book, problems = _load(root)
    read = book.settings
    assert problems == []
    assert (read.theme, read.editions, read.accent, read.cover) == ("large", ("screen",), "#113355", "colour")
    assert (read.paper, read.size, read.lesson) == ((176, 250), 11.0, "第一讲")
    assert (read.notes_column, read.columns, read.answers) == (True, 2, False)
    assert read.fonts["song"].families == ("甲宋", "乙宋")
    assert list(read.meta.items()) == [("姓名", "____"), ("课时", "2")]
    assert read.cover_image == root.resolve() / "图" / "面.svg"
    assert (read.cover_title, read.author_role, read.contents_depth, read.blurb) == ("上|下", "编", 1, "一段话")
    assert (read.numbering, read.short, read.back_cover) == ("on", False, False)
    assert list(read.colophon.items()) == [
        ("定价", "38.00"), ("责任编辑", "甲"), ("书号", "978-7-04-000000-0"), ("版次", "2024-05-01"),
        ("cip", "一行\n二行"),
    ]  # fmt: skip


def test_settings_have_defaults(write: Write) -> None:
    read = _load(write({"a.md": HAN}))[0].settings
    assert (read.theme, read.editions, read.contents_depth) == ("book", ("screen",), None)
    assert (read.cover, read.numbering, read.short) == ("auto", "auto", "auto")
    assert (read.author_role, read.back_cover, read.colophon) == ("著", True, {})
    assert (read.paper, read.size, read.fonts, read.lesson, read.meta) == (None, None, {}, None, {})
    assert (read.notes_column, read.columns, read.answers) == (False, 1, True)


def test_the_command_lines_theme_wins(write: Write) -> None:
    assert _load(write(_toml('[output.kanyin]\ntheme = "large"')), theme="handout")[0].settings.theme == "handout"


def test_english_colophon_keys_print_in_the_books_language(write: Write) -> None:
    root = write(_toml('[book]\nlanguage = "zh-TW"\n[output.kanyin.colophon]\neditor = "甲"\n'))
    assert _load(root)[0].settings.colophon == {"責任編輯": "甲"}


@pytest.mark.parametrize(
    ("given", "accent"), [("朱", "朱"), ("Vermilion", "朱"), ("ink", "墨灰"), ("#1E4D6b", "#1e4d6b")]
)
def test_accents_have_names(write: Write, given: str, accent: str) -> None:
    assert _load(write(_toml(f'[output.kanyin]\naccent = "{given}"')))[0].settings.accent == accent


def test_authors_are_a_list_or_one_string(write: Write) -> None:
    assert _load(write(_toml('[book]\nauthor = "甲、乙"')))[0].authors == ("甲", "乙")
    assert _load(write(_toml('[book]\nauthors = ["Smith, John"]')))[0].authors == ("Smith, John",)


def test_mdbooks_keys_and_tables_are_accepted_in_silence(write: Write) -> None:
    toml = """
[book]
multilingual = false
text-direction = "ltr"
[rust]
edition = "2021"
[build]
create-missing = false
[preprocessor.links]
[output.html]
titel = 1
curly-quotes = true
[output.epub]
"""
    assert _load(write(_toml(toml)))[1] == []


def test_english_over_chinese_is_told_and_not_obeyed(write: Write) -> None:
    book, problems = _load(write(_toml('[book]\nlanguage = "en"')))
    assert (book.language, problems) == ("zh-Hans", ["book.language-from-text"])


# Diagnostics


@pytest.mark.parametrize(
    ("toml", "place"),
    [
        ('[book]\ntitel = "甲"', "book.unknown-key book.toml:2:1+5"),
        ('[output.kanyin]\nthem = "book"', "book.unknown-key book.toml:2:1+4"),
        ('[book]\ntheme = "book"', "book.unknown-key book.toml:2:1+5"),
        ('[output.kanyin]\ntitle = "甲"', "book.unknown-key book.toml:2:1+5"),
        ('output = { kanyin = { colophon = { editr = "甲" } } }', "book.unknown-key book.toml:1:36+5"),
        ("[book]\ntitle = 1984", "book.wrong-type book.toml:2:9+4"),
        ("[book]\nauthors = true", "book.wrong-type book.toml:2:11+4"),
        ('[book]\nauthors = ["甲", 3]', "book.wrong-type book.toml:2:17+1"),
        ('[kanyin]\ntheme = "book"', "book.unknown-key book.toml:1:2+6"),
        ("book = 3", "book.wrong-type book.toml:1:8+1"),
        ("[output]\nkanyin = []", "book.wrong-type book.toml:2:10+2"),
        ('[output.kanyin]\ncolophon = "甲"', "book.wrong-type book.toml:2:12+3"),
        ('[output.kanyin]\nback_cover = "yes"', "book.wrong-type book.toml:2:14+5"),
        ("[output.kanyin]\ncover = 1", "book.wrong-type book.toml:2:9+1"),
        ('[output.kanyin]\ncontents_depth = "2"', "book.wrong-type book.toml:2:18+3"),
        ("[output.kanyin]\ncontents_depth = 4", "book.bad-value book.toml:2:18+1"),
        ('[output.kanyin]\ncover = "palin"', "book.bad-value book.toml:2:9+7"),
        ('[output.kanyin]\naccent = "紫"', "book.bad-value book.toml:2:10+3"),
        ('[output.kanyin]\naccent = "#12345"', "book.bad-value book.toml:2:10+8"),
        ('[output.kanyin]\naccent = "#f00"', "book.bad-value book.toml:2:10+6"),
        ('[output.kanyin]\npaper = "a6"', "book.bad-value book.toml:2:9+4"),
        ("[output.kanyin]\npaper = [170]", "book.bad-value book.toml:2:9+5"),
        ("[output.kanyin]\npaper = [17, 24]", "book.bad-value book.toml:2:9+8"),
        ('[output.kanyin]\npaper = [170, "x"]', "book.wrong-type book.toml:2:15+3"),
        ("[output.kanyin]\npaper = 170", "book.wrong-type book.toml:2:9+3"),
        ("[output.kanyin]\nsize = 50", "book.bad-value book.toml:2:8+2"),
        ('[output.kanyin]\nsize = "12"', "book.wrong-type book.toml:2:8+4"),
        ("[output.kanyin]\ncolumns = 3", "book.bad-value book.toml:2:11+1"),
        ('[output.kanyin]\nfonts = "宋"', "book.wrong-type book.toml:2:9+3"),
        ('[output.kanyin.fonts]\nsung = "宋"', "book.unknown-key book.toml:2:1+4"),
        ('[output.kanyin.fonts]\nsong = "a\\u0007"', "book.bad-value book.toml:2:8+9"),
        ('[output.kanyin]\nmeta = "甲"', "book.wrong-type book.toml:2:8+3"),
        ('[output.kanyin]\neditions = ["screen", "prnt"]', "book.bad-value book.toml:2:23+6"),
        ('[output.kanyin.print]\nicc = "no.icc"', "book.missing-file book.toml:2:7+8"),
        ('[output.kanyin.print]\nicc = "../up.icc"', "book.outside book.toml:2:7+11"),
        ('[output.kanyin.print]\npaper = "thick"', "book.bad-value book.toml:2:9+7"),
        ('[output.kanyin.print]\nstock = "80gsm"', "book.unknown-key book.toml:2:1+5"),
        ('[output.kanyin]\nprint = "a.icc"', "book.wrong-type book.toml:2:9+7"),
        ('[output.kanyin]\neditions = "prnt"', "book.bad-value book.toml:2:12+6"),
        ('[output.kanyin]\ncover_image = "无.svg"', "book.missing-file book.toml:2:15+7"),
        ('[output.kanyin]\ncover_image = "../无.svg"', "book.outside book.toml:2:15+10"),
        ('[output.kanyin]\ncover_image = "a.md"\ncover-image = "a.md"', "book.duplicate-key book.toml:3:1+11"),
        ('[book]\nauthor = "甲"\nauthors = ["甲"]', "book.duplicate-key book.toml:3:1+7"),
        ('[book]\nlanguage = "jp"', "book.language book.toml:2:12+4"),
        ('[book]\nsrc = "无"', "book.missing-folder book.toml:2:7+3"),
        ('[book]\nsrc = ".."', "book.outside book.toml:2:7+4"),
        ('[book]\nchapters = ["a.md", "无.md"]', "book.missing-file book.toml:2:21+6"),
        ('[book]\nchapters = ["a.md",\n  "./a.md"]', "book.duplicate-chapter book.toml:3:3+8"),
        ('[book]\nchapters = "a.md"', "book.wrong-type book.toml:2:12+6"),
        ('[book]\nchapters = ["book.toml"]', "book.not-markdown book.toml:2:13+11"),
        ("[book]\ntitle = 甲", "book.toml book.toml:2:9+1"),
    ],
)
def test_a_mistake_in_book_toml_is_marked(write: Write, toml: str, place: str) -> None:
    assert _places(_failed(write(_toml(toml)))) == [place]


@pytest.mark.parametrize(
    ("toml", "hint"),
    [
        ('[book]\ntitel = "甲"', "did you mean “title”?"),
        ('[output.kanyin]\ncover-titel = "甲"', "did you mean “cover_title”?"),
        ('[book]\ntheme = "book"', "it belongs under [output.kanyin]"),
        ('[output.kanyin]\nauthors = ["甲"]', "it belongs under [book]"),
        ('[output.kanyin]\n"责任编辑" = "甲"', "it belongs under [output.kanyin.colophon]"),
        ('[output.kanyin]\neditions = ["scren"]', "did you mean “screen”?"),
        ('[book]\nlanguage = "jp"', "write ja"),
        ("[book]\ntitle = 1984", "write it in quotes"),
        ('[book]\nchapters = ["A.md"]', "did you mean a.md?"),
    ],
)
def test_a_mistake_has_its_remedy(write: Write, toml: str, hint: str) -> None:
    assert [found.hint for found in _failed(write(_toml(toml)))] == [hint]


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("title: [甲]", "book.wrong-type a.md:2:8+3"),
        ("kanyin: 甲", "book.wrong-type a.md:2:9+1"),
        ("kanyin:\n  covr: none", "book.unknown-key a.md:3:3+4"),
        ("kanyin:\n  contents_depth: 二", "book.wrong-type a.md:3:19+1"),
        ("language: 火星", "book.language a.md:2:11+2"),
        ("title: 甲: 乙", "book.yaml a.md:2:9+1"),
    ],
)
def test_a_mistake_in_front_matter_is_marked(write: Write, front: str, place: str) -> None:
    assert _places(_failed(write({"a.md": f"---\n{front}\n---\n{HAN}"}) / "a.md")) == [place]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("- [无](无.md)", "book.missing-file SUMMARY.md:2:7+4"),
        ("- [又](./a.md)", "book.duplicate-chapter SUMMARY.md:2:7+6"),
        ("- [外](../../../外.md)", "book.outside SUMMARY.md:2:7+13"),
        ("- [外](/etc/passwd)", "book.outside SUMMARY.md:2:7+11"),
        ("- [录](SUMMARY.md)", "summary.lists-itself SUMMARY.md:2:7+10"),
        ("- [图](图.png)", "book.not-markdown SUMMARY.md:2:7+5"),
        ("- [坏](a.md", "summary.broken-line SUMMARY.md:2:3+8"),
        ("- [空](a\0.md)", "book.binary SUMMARY.md:0:0+1"),
        ("- [长](" + "长" * 5000 + ".md)", "book.missing-file SUMMARY.md:2:7+5003"),
    ],
)
def test_a_mistake_in_summary_is_marked(write: Write, line: str, place: str) -> None:
    root = write({"SUMMARY.md": f"- [甲](a.md)\n{line}\n", "a.md": HAN, "图.png": b"\x89PNG"})
    assert _places(_failed(root)) == [place]


def test_a_missing_file_that_moved_is_named(write: Write) -> None:
    root = write({"SUMMARY.md": "- [甲](a.md)\n- [乙](bb.md)", "part/a.md": HAN, "b.md": HAN})
    assert [found.hint for found in _failed(root)] == ["did you mean part/a.md?", "did you mean b.md?"]


def test_a_file_listed_again_with_an_anchor_is_passed_over(write: Write) -> None:
    text = "- [甲](a.md)\n  - [节](a.md#jie)\n- [丁](b.md#ding)\n- [乙](b.md)\n"
    book, problems = _load(write({"SUMMARY.md": text, "a.md": HAN, "b.md": HAN}))
    assert [(c.file, c.title) for c in book.chapters] == [("a.md", "甲"), ("b.md", None)]
    assert problems == []


def test_names_may_be_written_in_several_ways(write: Write) -> None:
    names = ["第 一.md", "100%20.md", "C#.md", "子/README.md", "é.md"]
    links = ["%E7%AC%AC%20%E4%B8%80.md", "100%20.md", "C#.md", "子/", "e\u0301.md", "子\\1.md"]
    text = "\n".join(f"- [题]({link})" for link in links)
    book, _ = _load(write({"SUMMARY.md": text, **dict.fromkeys([*names, "子/1.md"], HAN)}))
    assert _files(book) == [*names, "子/1.md"]


def test_a_chapter_may_stand_beside_the_source_folder(write: Write) -> None:
    root = write({"book.toml": "", "src/SUMMARY.md": "- [述](../README.md)\n", "README.md": HAN})
    (chapter,) = _load(root)[0].chapters
    assert (chapter.file, chapter.path) == ("README.md", root.resolve() / "README.md")


def test_children_of_a_link_to_the_web_move_up(write: Write) -> None:
    text = "- [网](https://a.example/)\n  - [甲](a.md)\n    - [乙](b.md)"
    root = write({"SUMMARY.md": text, "a.md": HAN, "b.md": HAN})
    book, problems = _load(root)
    assert [c.depth for c in book.chapters] == [0, 1]
    assert problems == ["summary.external-link"]


def test_links_out_of_the_folder_are_errors(write: Write, tmp_path: Path) -> None:
    (tmp_path / "外").mkdir()
    (tmp_path / "外" / "x.md").write_text(HAN, encoding="utf-8")
    root = write({"a.md": HAN})
    (root / "b.md").symlink_to(tmp_path / "外" / "x.md")
    (root / "c").symlink_to(tmp_path / "外")
    assert _places(_failed(root)) == ["book.outside b.md:0:0+1", "book.outside c:0:0+1"]


def test_links_inside_the_folder_are_followed_once(write: Write) -> None:
    root = write({"a.md": HAN, "子/b.md": HAN})
    (root / "子" / "环").symlink_to(root)
    assert _files(_load(root)[0]) == ["a.md", "子/b.md"]


def test_a_single_file_may_be_a_link(write: Write, tmp_path: Path) -> None:
    root = write({"a.md": HAN})
    (tmp_path / "名.md").symlink_to(root / "a.md")
    book = _load(tmp_path / "名.md")[0]
    assert (book.name, book.root, _files(book)) == ("名", root.resolve(), ["a.md"])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("# 甲\n第二行".encode("gb18030"), "book.not-utf8 a.md:1:3+1"),
        ("# 甲\n好".encode() + b"\xff", "book.not-utf8 a.md:2:2+1"),
        (b"\xef\xbb\xbf# \xb2\n", "book.not-utf8 a.md:1:3+1"),
        (b"\r\n\r\n\xb2", "book.not-utf8 a.md:3:1+1"),
        ("甲".encode("utf-16"), "book.not-utf8 a.md:1:0+1"),
        (b"PK\x03\x04\x00\x00", "book.binary a.md:0:0+1"),
    ],
)
def test_a_file_that_is_not_utf8_is_marked(write: Write, data: bytes, place: str) -> None:
    assert _places(_failed(write({"a.md": data}))) == [place]


def test_a_file_of_an_old_encoding_is_recognised(write: Write) -> None:
    (found,) = _failed(write({"a.md": HAN.encode("gb18030")}))
    assert found.message == "a.md is not UTF-8: it looks like GB18030"
    assert found.hint is not None
    assert "iconv -f GB18030 -t UTF-8" in found.hint


def test_a_huge_file_is_refused_before_it_is_read(write: Write) -> None:
    root = write({"a.md": HAN})
    os.truncate(root / "a.md", 33 * 1024 * 1024)
    assert _places(_failed(root)) == ["book.too-large a.md:0:0+1"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_told(write: Write) -> None:
    root = write({"a.md": HAN})
    (root / "a.md").chmod(0)
    assert _places(_failed(root)) == ["book.unreadable a.md:0:0+1"]


def test_a_path_that_is_not_there_has_a_near_name(write: Write) -> None:
    root = write({"a.md": HAN})
    (found,) = _failed(root / "aa.md")
    assert (found.code, found.hint) == ("book.missing", "did you mean a.md?")
    (found,) = _failed(root / "x" / "a.md")
    assert found.code == "book.missing"
    assert found.hint is not None
    assert found.hint.startswith("there is no folder")


def test_a_file_that_is_no_markdown_is_told_from_a_text(write: Write) -> None:
    (found,) = _failed(write({"a.pdf": "x"}) / "a.pdf")
    assert (found.code, found.hint) == ("book.not-markdown", "a book is a folder of .md files, or one .md file")
    for name in ("a.txt", "a.docx", "a.html", "a.epub"):
        (found,) = _failed(write({name: "x"}) / name)
        assert (found.code, found.hint) == ("book.not-markdown", f"`kanyin import {name}` makes a book of it")


@pytest.mark.parametrize(
    "files", [{"x.txt": "x"}, {"SUMMARY.md": "- [待写]()"}, {"a.md": " \n"}, {"book.toml": "", "a.txt": "x"}]
)
def test_a_book_without_a_text_is_an_error(write: Write, files: dict[str, str | bytes]) -> None:
    assert [found.code for found in _failed(write(files))] == ["book.empty"]


def test_an_empty_chapter_is_warned_of(write: Write) -> None:
    assert _load(write({"a.md": "", "b.md": HAN}))[1] == ["book.empty-chapter"]


def test_all_mistakes_are_told_at_once(write: Write) -> None:
    root = write(
        {
            "book.toml": '[book]\ntitel = 1\nlanguage = "jp"\n[output.kanyin]\ncover = "x"\n',
            "SUMMARY.md": "- [甲](a.md)\n- [无](b.md)\n- [坏](\n- [旧](c.md)",
            "a.md": f"---\ntitle: [\n---\n{HAN}",
            "c.md": HAN.encode("gb18030"),
        }
    )
    assert sorted(found.code for found in _failed(root)) == sorted(
        [
            "book.unknown-key", "book.language", "book.bad-value", "book.missing-file", "summary.broken-line",
            "book.yaml", "book.not-utf8",
        ]
    )  # fmt: skip


def test_mistakes_beside_broken_toml_are_told_too(write: Write) -> None:
    root = write({"book.toml": "[book", "SUMMARY.md": "- [无](b.md)"})
    assert [found.code for found in _failed(root)] == ["book.toml", "book.missing-file"]


_LINES = st.lists(st.text(st.sampled_from("[]()<>-*#ab.md/\\ 甲%20\t`.~:"), max_size=20), max_size=8)


@given(_LINES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_summary_raises_anything_but_build_failed(write: Write, lines: list[str]) -> None:
    root = write({"SUMMARY.md": "\n".join(lines), "a.md": HAN, "b/a.md": HAN})
    report = Report()
    try:
        book = load(root, report)
    except BuildFailed:
        return
    assert all(chapter.path.is_relative_to(book.root) for chapter in book.chapters)


@given(st.text(st.sampled_from("[]{}=\"'.,#\n bookutpkaniychers0-甲"), max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_book_toml_raises_anything_but_build_failed(write: Write, text: str) -> None:
    root = write({"book.toml": text, "a.md": HAN})
    report = Report()
    with contextlib.suppress(BuildFailed):
        load(root, report)
    assert all(found.span for found in report)
