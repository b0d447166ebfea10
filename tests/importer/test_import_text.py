"""The whole import: nothing lost, nothing overwritten, written whole or not at all, every odd file named."""

from __future__ import annotations

import html
import os
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanyin.diagnostics import BuildFailed, Diagnostic, Report, Severity
from kanyin.importer import Imported, import_book, readable
from kanyin.importer.plain.lines import clean

TEXTS = Path(__file__).parents[1] / "fixtures" / "import" / "texts"
ARTICLE = Path(__file__).parents[3] / "shared" / "corpus" / "article.txt"
BULLETS = "-*+·•●○■□◆◇▪‣"


def run(tmp_path: Path, data: bytes | str, name: str = "稿.txt") -> tuple[Imported, Report]:
    source, report = tmp_path / name, Report()
    source.write_bytes(data.encode() if isinstance(data, str) else data)
    return import_book([source], tmp_path / "book", report), report


def errors(tmp_path: Path, data: bytes | str, name: str = "稿.txt") -> list[Diagnostic]:
    with pytest.raises(BuildFailed) as failed:
        run(tmp_path, data, name)
    assert {p.name for p in tmp_path.iterdir()} == {name}, "a failed import left something behind"
    return [d for d in failed.value.diagnostics if d.severity is Severity.ERROR]


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())


def kept(imported: Imported) -> Counter[str]:
    """Count the characters of the book as typed: chapters without escapes, part titles, what only book.toml has."""
    text = "".join(imported.authors)
    names = {file.name for file in imported.files}
    if not names & {"text.md", "00.md"}:
        text += imported.title  # nowhere but in book.toml
    for file in imported.files:
        content = file.read_text(encoding="utf-8")
        if file.name == "SUMMARY.md":
            content = "".join(line for line in content.split("\n")[1:] if line.startswith("# "))
        if file.suffix == ".md":
            text += unescaped(content)
    return letters(text)


def unescaped(markdown: str) -> str:
    """Undo backslashes and references outside comments, which hold their text as it is."""
    parts = re.split(r"<!--(.*?)-->", markdown)
    parts[0::2] = [html.unescape(re.sub(r"\\([!-/:-@\[-`{-~\s]|$)", r"\1", p, flags=re.M)) for p in parts[0::2]]
    return "".join(parts)


TYPICAL = """
春到江南|王东明|作者：王东明、李红|（2023年10月9日）|据《中工网》|来源：新华社|https://a.cn/b_c
目录|第一章 归来|第一章|第二章 离去
第一卷 春|一、背景|（一）概况|1. 甲|2. 乙|1.1 丙|- 丁|● 戊|前言|——副题|书名：旧事|# 井号|a -- b --> c|&lt; \\* {x}|\\
春天来了，溪边的柳树都发了芽，孩子们在田野里奔跑，远处传来了布谷鸟的叫声，农人们开始忙碌。
春天来了，溪边的柳树都发了芽，孩子们在田野里奔跑，远处传来了布
谷鸟的叫声，农人们开始忙碌起来了，一直忙到了秋天收割的时候，
"""
LINES = st.one_of(
    st.sampled_from(re.split(r"[|\n]", TYPICAL.strip())),
    st.sampled_from(["\u200b零\ufeff宽\u200d", "\0空\x02", "| 甲 | 乙 |", "　　缩进。"]),
    st.text(alphabet="春天，。 　a1.-#*_`[]<>&\\~|{}()（）“”·", max_size=30),
)


@given(st.lists(LINES, min_size=1, max_size=25), st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\f"]))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_character_of_the_source_is_in_the_book(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str
) -> None:
    text = end.join(lines)
    if not clean(text).strip():
        return
    imported, _ = run(tmp_path_factory.mktemp("import"), text)
    lost = letters(clean(text)) - kept(imported)
    assert not {c: n for c, n in lost.items() if c not in BULLETS}
    assert tomllib.loads(imported.files[0].read_text(encoding="utf-8"))["book"]["title"] == imported.title


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_make_no_difference(tmp_path: Path, codec: str, end: str) -> None:
    text = (TEXTS / "simplified.txt").read_text(encoding="utf-8")
    imported, report = run(tmp_path, text.replace("\n", end).encode(codec))
    assert (imported.title, imported.authors) == ("石桥镇的春天", ("周正",))
    assert (imported.headings, imported.paragraphs) == (1, 4)
    (line,) = [d for d in report if d.code == "import.source-line"]
    assert line.span is not None
    assert line.span.line == 9
    assert (
        (tmp_path / "book" / "text.md")
        .read_text(encoding="utf-8")
        .endswith("<!-- 稿.txt 第 9 行：据《石桥镇报》 -->\n")
    )


def test_language_is_given_only_when_sure(tmp_path: Path) -> None:
    for name, language in (("simplified", "zh-Hans"), ("traditional", "zh-Hant"), ("cantonese", None)):
        folder = tmp_path / name
        import_book([TEXTS / f"{name}.txt"], folder, Report())
        book = tomllib.loads((folder / "book.toml").read_text(encoding="utf-8"))["book"]
        assert book.get("language") == language, name


def test_mixed_line_ends_keep_the_line_numbers(tmp_path: Path) -> None:
    _, report = run(tmp_path, "春到江南\r\n清晨，他来了。\r傍晚，他走了。\n来源：江南日报\r\n")
    assert [d.span.line for d in report if d.code == "import.source-line" and d.span] == [4]


def test_removed_characters_are_reported_with_their_place(tmp_path: Path) -> None:
    imported, report = run(tmp_path, "春到江南\n清\u200b晨，他\0来\x02了。\n\ufeff傍晚，👨\u200d👩\u200d👧 他走了。")
    found = {d.code: d for d in report if d.severity is Severity.WARNING}
    assert found["import.control-character"].message == "control character U+0000 removed, and 1 more"
    assert found["import.zero-width-character"].message == "zero-width character U+200B removed, and 1 more"
    assert str(found["import.control-character"].span).endswith("稿.txt:2:6")
    assert "清晨，他来了。\n\n傍晚，👨\u200d👩\u200d👧 他走了。" in imported.files[1].read_text(encoding="utf-8")


def test_form_feed_ends_a_paragraph_but_not_a_line(tmp_path: Path) -> None:
    imported, report = run(tmp_path, "春到江南\n清晨，他来了。\f傍晚，他走了。\n来源：江南日报\n")
    assert imported.paragraphs == 2
    assert [d.span.line for d in report if d.code == "import.source-line" and d.span] == [3]


@pytest.mark.skipif(not ARTICLE.exists(), reason="the shared corpus is not beside this checkout")
def test_article_of_the_corpus(tmp_path: Path) -> None:
    report = Report()
    imported = import_book([ARTICLE], tmp_path / "book", report)
    assert imported.title == "牢记殷殷嘱托 奋力谱写新时代新征程工会工作新篇章"
    assert imported.authors == ("王东明",)
    text = (tmp_path / "book" / "text.md").read_text(encoding="utf-8")
    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert [h[:9] for h in headings] == ["# 牢记殷殷嘱托 ", "## 深入学习领会", "## 努力推动习近", "## 不断将学习宣"]
    assert imported.headings == 3
    assert [d.span.line for d in report if d.code == "import.source-line" and d.span] == [22, 23]
    assert text.count("<!-- article.txt 第 22 行：据《中工网》 -->") == 1
    assert re.search(r"<!-- article\.txt 第 23 行：转载请注明: .* » 王东明:.* -->\n$", text)
    source = ARTICLE.read_text(encoding="utf-8")
    assert not letters(source) - kept(imported)
    assert text.count(",") == source.count(","), "punctuation stays as typed"


def test_hard_wrapped_article_reads_like_the_unwrapped_one(tmp_path: Path) -> None:
    lines = (TEXTS / "simplified.txt").read_text(encoding="utf-8").split("\n")
    wrapped = [line[i : i + 24] for line in lines for i in range(0, len(line), 24)]
    run(tmp_path, "\n".join(wrapped))
    import_book([TEXTS / "simplified.txt"], tmp_path / "plain", Report())
    book, plain = ((tmp_path / f / "text.md").read_text(encoding="utf-8") for f in ("book", "plain"))
    # A space that stood where a line was broken cannot be known again.
    assert book.split("<!--")[0].replace(" ", "") == plain.split("<!--")[0].replace(" ", "")


def test_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "mine.md").write_text("mine")
    with pytest.raises(BuildFailed) as failed:
        run(tmp_path, "春到江南\n清晨，他来了。")
    assert [d.code for d in failed.value.diagnostics] == ["output.folder-not-empty"]
    assert [p.name for p in (tmp_path / "book").iterdir()] == ["mine.md"]


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    imported, _ = run(tmp_path, "春到江南\n清晨，他来了。")
    assert all(f.is_file() for f in imported.files)


def test_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("mine")
    with pytest.raises(BuildFailed) as failed:
        run(tmp_path, "春到江南\n清晨，他来了。")
    assert [d.code for d in failed.value.diagnostics] == ["output.not-a-folder"]
    assert (tmp_path / "book").read_text() == "mine"


def test_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    (error,) = errors(tmp_path, "春到江南\n清晨，他来了。")
    assert (error.code, error.message) == ("output.write", "cannot write the folder: No space left on device")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_unreadable_source_is_named(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("春")
    (tmp_path / "稿.txt").chmod(0)
    with pytest.raises(BuildFailed, match="cannot be read"):
        import_book([tmp_path / "稿.txt"], tmp_path / "book", Report())


def test_missing_source_and_folder_as_source_are_named(tmp_path: Path) -> None:
    for source, code in ((tmp_path / "none.txt", "import.no-such-file"), (tmp_path, "import.not-a-file")):
        with pytest.raises(BuildFailed) as failed:
            import_book([source], tmp_path / "book", Report())
        assert [d.code for d in failed.value.diagnostics] == [code]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\u200b\n".encode(), b"\0\0\0"]
)
def test_file_without_text_is_named(tmp_path: Path, data: bytes) -> None:
    assert [e.code for e in errors(tmp_path, data)] == ["import.empty"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0" + b"\0" * 20 + b"word/document.xml", "a Word document (.docx)"),
        (b"PK\x03\x04\x14\0" + b"mimetypeapplication/epub+zip", "an EPUB book"),
        (b"PK\x03\x04\x14\0" + b"other", "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "an old Office document"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "a web page (HTML)"),
        (bytes(range(1, 32)) * 40, "a binary file"),
    ],
)  # fmt: skip
def test_file_that_is_not_text_is_named_with_a_hint(tmp_path: Path, data: bytes, what: str) -> None:
    (error,) = errors(tmp_path, data)
    assert error.code == "import.not-text"
    assert error.message.startswith(f"this is {what}")
    assert error.hint


def test_undecodable_text_writes_nothing(tmp_path: Path) -> None:
    assert errors(tmp_path, "春到江南\n清晨，他来了。".encode() + b"\xff")[0].code == "import.undecodable-byte"


def test_source_in_any_encoding_can_be_shown(tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_bytes("春到江南\r\n清晨，他来了。".encode("utf-16"))
    assert readable([source]) == {source: "春到江南\n清晨，他来了。"}
    source.write_bytes("清晨，他来了。".encode() + b"\xff")
    assert readable([source]) == {}
