"""Markdown as a source, and several sources of one book."""

from __future__ import annotations

from pathlib import Path

import kanyin
from kanyin.diagnostics import Report

from .documents import FOLDER, PNG
from .importing import imported, importing, written
from .word_files import docx, p


def test_markdown_is_taken_as_it_is(tmp_path: Path) -> None:
    text = "---\ntitle: 江上\nauthor: 林小雨\n---\n# 江上\n\n甲[^1]\n\n![船](图/船.png)\n\n[^1]: 注\n"
    made = importing(tmp_path, text.replace("\n", "\r\n").encode("gb18030"), "稿.md", {"图/船.png": PNG})
    assert made.names == {"book.toml", "稿.md", "图/船.png"}
    assert made.text("稿.md") == text
    assert made.text("book.toml") == '[book]\ntitle = "江上"\nauthors = ["林小雨"]\n'


def test_pictures_of_markdown_from_elsewhere_are_told_with_their_line(tmp_path: Path) -> None:
    made = importing(tmp_path, "# 题\n\n![一](../a.png)\n\n![二](https://a.cn/b.png)\n\n![三](c.png)\n", "a.md")
    assert [(d.code, d.span.line if d.span else 0) for d in made.found if d.code.startswith("import.image")] == [
        ("import.image-outside", 3),
        ("import.image-remote", 5),
        ("import.image-left-out", 7),
    ]


def test_several_sources_are_chapters_in_their_order(tmp_path: Path) -> None:
    sources = [
        written(tmp_path, "开头的题目\n甲是正文，写在这里。\n", "b.txt"),
        written(tmp_path, docx(p("第二篇", "a3") + p("小节", "1") + p("乙。")), "a.docx"),
        written(tmp_path, "# 第三篇\n\n丙\n", "c.md"),
        FOLDER / "江上.epub",
    ]
    made = imported(tmp_path, *sources, title="文集")
    assert made.text("SUMMARY.md") == (
        "# Summary\n\n- [开头的题目](01.md)\n- [第二篇](02.md)\n- [第三篇](c.md)\n\n# 江上\n\n- [前言](03.md)\n\n# 上编 山里\n\n"
        "- [上游](04.md)\n\n# 下编 平原\n\n- [第二章 渡口](05.md)\n- [入海](06.md)\n- [后记](07.md)\n"
    )
    assert made.text("02.md") == "# 第二篇\n\n## 小节\n\n乙。\n"
    assert made.text("book.toml").startswith('[book]\ntitle = "文集"\n')
    report = Report()
    kanyin.build(made.imported.folder, tmp_path / "out", report=report)
    assert not [d for d in report if d.severity == "error"]


def test_markdown_files_of_one_name_and_their_pictures_do_not_meet(tmp_path: Path) -> None:
    for folder, tail in (("x", b""), ("y", b" ")):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, f"# {folder}\n\n![船](a.png)\n", "稿.md", {"a.png": PNG + tail})
    made = imported(tmp_path, tmp_path / "x" / "稿.md", tmp_path / "y" / "稿.md", title="书")
    assert made.names == {"book.toml", "SUMMARY.md", "稿.md", "a.png", "01/稿.md", "01/a.png"}


def test_links_of_two_sources_do_not_meet(tmp_path: Path) -> None:
    def pages(name: str) -> Path:
        body = f'<p>一句话，两句话。<a href="#x">下文</a></p><h2 id="x">{name}</h2><p>三句话，四句话。</p>'
        return written(tmp_path, f"<title>{name}</title>{body}", f"{name}.html")

    made = imported(tmp_path, pages("甲"), pages("乙"), title="书")
    assert "[下文](#x)" in made.text("01.md")
    assert "## 乙 {#x-2}" in made.text("02.md")


def test_a_book_of_several_sources_without_a_title_has_the_folders_name(tmp_path: Path) -> None:
    made = imported(tmp_path, written(tmp_path, "甲\n乙乙。", "a.txt"), written(tmp_path, "丙\n丁丁。", "b.txt"))
    assert made.imported.title == "book"
    assert made.told("import.title")[-1] == "title: book, the folder's name"
