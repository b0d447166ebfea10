"""Real texts: our own books are clean, the corpus is found dirty where it is, and a long text takes no time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kanyin import book as books
from kanyin.diagnostics import Report
from kanyin.importer import import_book
from kanyin.proofread import books as proofreading
from kanyin.proofread.choice import Choice
from kanyin.proofread.proofs import proofread

from .cases import mended

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = [
    *(ROOT / "content" / name for name in ("manual", "handout")),
    *sorted(path for path in (ROOT / "kanyin" / "starters").iterdir() if (path / "book.toml").is_file()),
    ROOT / "README.zh-CN.md",
]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_own_texts_are_clean(path: Path) -> None:
    book = books.load(path, Report())
    assert [(d.code, str(d.span)) for d in proofreading.find(book, book.settings.proofread)] == []


def test_an_article_from_the_web_is_mended(corpus: Path, tmp_path: Path) -> None:
    import_book([corpus / "article.txt"], tmp_path / "a", Report())
    book = books.load(tmp_path / "a", Report())
    for file in proofreading.fix(book, Choice(), Report()):
        assert proofreading.save(file, Report())
    text = re.sub(r"<!--.*?-->", "", (tmp_path / "a" / "text.md").read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"[\u4e00-\u9fff][,;:?!()\"']|[,;:?!()\"'][\u4e00-\u9fff]", text) == []
    assert proofread(text, "zh-Hans", Choice()) == ()


def test_wrong_examples_of_the_guidelines_are_found_and_right_ones_are_not(corpus: Path) -> None:
    text = (corpus / "guidelines.md").read_text("utf-8")
    found = proofread(text, "zh-Hans", Choice())
    sections = re.split(r"(?m)^(?=#|正确|错误|完整的正确用法|用法|对比用法|例外|注意)", text)
    starts = {section: text.index(section) for section in sections}
    wrong = [section for section in sections if section.startswith("错误")]
    for finding in found:
        assert any(starts[s] <= finding.start < starts[s] + len(s) for s in wrong), text[finding.start - 9 : finding.end]
    for mistake in ("嗨! 你", '说 "喵"', "成像 (NMRI)", "iPhone ，好", "iPhone， 好", "１０００", "hungry，stay", "Hackers＆Painters", "？？！！"):
        place = text.index(mistake)
        assert any(place <= finding.start < place + len(mistake) for finding in found), mistake


def test_code_and_addresses_of_the_guidelines_are_not_touched(corpus: Path) -> None:
    text = (corpus / "guidelines.md").read_text("utf-8")
    kept = re.compile(r"`[^`]+`|\]\([^)]+\)")
    assert kept.findall(mended(text)) == kept.findall(text)


@pytest.mark.parametrize(
    "text",
    ["甲," * 9_000, '"' * 9_001, "(" * 9_000, "“" * 9_000, "$" * 9_000, "\\(" * 9_000, "甲 " * 9_000, "~3" * 9_000,
     "一、甲\n\n" * 3_000, "word, " * 9_000, "《" * 9_000 + "》" * 9_000, "." * 9_000, "：" * 9_000, "甲乙丙丁戊己" * 3_000],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_the_strangest_texts_are_read_to_their_end(text: str) -> None:
    for finding in proofread(text, "zh-Hans", Choice()):
        assert 0 <= finding.start < finding.end <= len(text)
