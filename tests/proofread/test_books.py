"""Whole books: settings, findings at their lines, files mended as they lie on disk."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

import kanyin
from kanyin import book as books
from kanyin.diagnostics import BuildFailed, Report, Severity
from kanyin.markdown import assembled, parse
from kanyin.markdown.blocks.parser import LineParser
from kanyin.proofread import books as proofreading
from kanyin.proofread import counting, reading
from kanyin.proofread.choice import Choice
from kanyin.proofread.counting import Counting
from kanyin.proofread.proofs import proofread

from ..conftest import MakeBook


def load(path: Path) -> books.Book:
    return books.load(path, Report())


def saved(path: Path, report: Report | None = None) -> list[bool]:
    """Mend the book at `path` on disk."""
    report = report or Report()
    book = load(path)
    return [proofreading.save(file, report) for file in proofreading.fix(book, book.settings.proofread, report)]


def test_findings_are_warnings_at_their_line_in_the_file(make_book: MakeBook) -> None:
    book = load(make_book({"a.md": "---\ntitle: 题,目\n---\n\n甲\n乙,丙。\n", "b.md": '# 丁\n\n"戊"\n'}))
    found = list(proofreading.find(book, Choice()))
    assert [(d.code, d.span and (d.span.file.name, d.span.line, d.span.column, d.span.length)) for d in found] == [
        ("P001", ("a.md", 6, 2, 1)),
        ("P003", ("b.md", 3, 1, 1)),
        ("P003", ("b.md", 3, 3, 1)),
    ]
    assert {d.severity for d in found} == {Severity.WARNING}
    assert found[0].hint == "write ，"


def test_a_file_keeps_its_line_ends_byte_order_mark_front_matter_and_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("\ufeff---\r\ntitle: 题,目\r\n---\r\n甲,乙\n丙,丁\r戊,己\r\n\r\n庚,辛".encode())
    file.chmod(0o640)
    assert saved(file) == [True]
    assert file.read_bytes() == "\ufeff---\r\ntitle: 题,目\r\n---\r\n甲，乙\n丙，丁\r戊，己\r\n\r\n庚，辛".encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_byte_order_mark_without_front_matter_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"\xef\xbb\xbf" + "甲,乙\n".encode())
    assert saved(file) == [True]
    assert file.read_bytes() == b"\xef\xbb\xbf" + "甲，乙\n".encode()


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "real").mkdir()
    (book / "real" / "a.md").write_text("甲,乙\n", encoding="utf-8")
    (book / "a.md").symlink_to(Path("real") / "a.md")
    assert saved(book / "a.md") == [True]
    assert (book / "a.md").is_symlink()
    assert (book / "real" / "a.md").read_text("utf-8") == "甲，乙\n"


def test_a_file_without_certain_changes_is_not_written(make_book: MakeBook) -> None:
    folder = make_book({"a.md": "2千人。\n", "b.md": "甲。\n"})
    book = load(folder)
    [file] = proofreading.fix(book, Choice(), Report())
    assert (file.path.name, file.counts, file.left, file.old) == ("a.md", {}, 1, file.new)


def test_a_file_that_changed_meanwhile_is_left_alone(make_book: MakeBook) -> None:
    folder = make_book({"a.md": "甲,乙\n"})
    book = load(folder)
    (folder / "a.md").write_text("丙,丁\n", encoding="utf-8")
    report = Report()
    assert list(proofreading.fix(book, Choice(), report)) == []
    assert [found.code for found in report] == ["proofread.changed"]
    assert (folder / "a.md").read_text("utf-8") == "丙,丁\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do anything is not stopped")
def test_a_file_that_may_not_be_written_is_an_error_and_stays(make_book: MakeBook) -> None:
    folder = make_book({"a.md": "甲,乙\n"})
    (folder / "a.md").chmod(0o440)
    report = Report()
    assert saved(folder, report) == [False]
    assert [found.code for found in report] == ["output.write"]


def test_a_book_says_which_rules_and_words(make_book: MakeBook) -> None:
    toml = '[output.kanyin.proofread]\nselect = ["p001", "P003"]\nignore = "P003"\nallow = ["甲,乙"]\nbuild = false\n'
    settings = load(make_book({"book.toml": toml, "a.md": "甲。\n"})).settings
    assert settings.proofread == Choice(("P001", "P003"), ("P003",), ("甲,乙",), False)


def test_a_single_file_says_it_in_its_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\nkanyin:\n  proofread:\n    ignore: [P001]\n    build: no\n---\n甲,乙\n", encoding="utf-8")
    assert load(file).settings.proofread == Choice(ignore=("P001",), build=False)


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ('select = ["P001", "P999"]', "book.bad-value", "P001 to P"),
        ('ignor = ["P001"]', "book.unknown-key", "ignore"),
        ("select = 1", "book.wrong-type", None),
        ('build = "maybe"', "book.wrong-type", None),
        ("allow = 3", "book.wrong-type", None),
    ],
)
def test_a_wrong_setting_is_a_diagnostic_at_its_line(make_book: MakeBook, line: str, code: str, hint: str | None) -> None:
    with pytest.raises(BuildFailed) as failed:
        load(make_book({"book.toml": f"[output.kanyin.proofread]\n{line}\n", "a.md": "甲。\n"}))
    [found] = failed.value.diagnostics
    assert (found.code, found.span and found.span.line) == (code, 2)
    assert hint is None or hint in str(found.hint)


def test_a_build_counts_the_findings_in_a_note(make_book: MakeBook) -> None:
    book, report = load(make_book({"a.md": '甲,"乙",丙\n'})), Report()
    Counting(book, report).tell(strict=False)
    [found] = report
    assert (found.code, found.severity) == ("proofread.findings", Severity.NOTE)
    assert "4 findings: P001 ×2, P003 ×2" in found.message


def test_a_strict_build_takes_findings_for_an_error(make_book: MakeBook) -> None:
    report = Report()
    Counting(load(make_book({"a.md": "甲,乙\n"})), report).tell(strict=True)
    assert [(found.code, found.severity) for found in report] == [("proofread.findings", Severity.ERROR)]


def test_a_book_may_be_built_unread(make_book: MakeBook) -> None:
    report = Report()
    files = {"book.toml": "[output.kanyin.proofread]\nbuild = false\n", "a.md": "甲,乙\n"}
    Counting(load(make_book(files)), report).tell(strict=True)
    assert not len(report)


def test_findings_are_counted_once_whoever_asks_first(
    make_book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, report, asked = load(make_book({"a.md": "甲,乙。\n"})), Report(), Counter[str]()

    def count(*_: object) -> Counter[str]:
        asked["asked"] += 1
        return Counter({"P001": 1})

    monkeypatch.setattr(counting, "count", count)
    counted = Counting(book, report)
    assert not asked
    assert counted.counts == {"P001": 1}  # while workers are at work
    assert not len(report)
    counted.tell(strict=False)
    assert asked["asked"] == 1
    assert len(report) == 1


MARKDOWN = (
    '# 甲,"乙"\n\n- [ ] 丙,丁[^n]\n- [戊,己](https://x.y "庚,辛")\n\n| 壬,癸 | `a,b` |\n|--|--|\n| 子\\|,丑 | $x,y$ |\n\n'
    '> [!注意] 寅,卯\n> 辰,巳 ~~午,未~~ ![申,酉](p.png)\n\n[戌][亥],天\n\n术语\n: 地,玄\n\n[亥]: https://z\n\n[^n]: 黄,宇<!-- 宙 -->\n\n'
    '<div>洪,荒</div>\n\n```诗\n日,月\n```\n\n图:盈 {.wide}\n<br>昃,辰 **宿,列**张…寒\n'
)


def test_what_a_build_has_parsed_reads_the_same() -> None:
    parsed = parse(MARKDOWN, file="a.md", path=Path("a.md"), report=Report(), first_line=7)
    assembled(parsed)  # which changes elements, and counts calls of notes
    assert reading.read(MARKDOWN, "zh-CN", parsed) == reading.read(MARKDOWN, "zh-CN")
    found = proofread(MARKDOWN, "zh-CN", Choice(), parsed)
    assert found == proofread(MARKDOWN, "zh-CN", Choice())
    assert len(found) > 10


def test_a_chapter_is_parsed_once_to_be_built_and_proofread(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[object] = []

    def parse_document(parser: LineParser, lines: list[str]) -> object:
        parsed.append(parser)
        return stock(parser, lines)

    stock = LineParser.parseDocument
    monkeypatch.setattr(LineParser, "parseDocument", parse_document)
    report = Report()
    kanyin.build(make_book({"a.md": "# 甲\n\n乙,丙\n", "b.md": "# 丁\n\n戊,己\n"}), tmp_path, report=report, cache=False)
    assert len(parsed) == 2
    [note] = [found for found in report if found.code == "proofread.findings"]
    assert "2 findings: P001 ×2" in note.message
