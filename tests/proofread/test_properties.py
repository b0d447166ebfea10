"""What holds for any text: mending it twice changes nothing more, and it touches neither code nor structure."""

from __future__ import annotations

import itertools
from pathlib import Path
from xml.etree.ElementTree import Element

from hypothesis import given, settings
from hypothesis import strategies as st

from kanyin.diagnostics import Report
from kanyin.markdown import convert
from kanyin.proofread.choice import Choice
from kanyin.proofread.fixing import compatible, mend, write
from kanyin.proofread.proofs import proofread
from kanyin.proofread.prose import ADDRESS, BREAK, END, OBJECT
from kanyin.proofread.reading import read

WORDS = ("你好", "世界", "汉", "三", "二0二三", "說", "的的", "我们我们", "word", "the", "A", "5", "12", "KM", "１", "Ｂ", "·", "•")
MARKS = (",", ".", ";", ":", "?", "!", "(", ")", '"', "'", "...", "…", "--", "—", "~", "，", "。", "、", "“", "”", "‘", "’", "（", "）",
         "《", "》", "「", "」", "<<", ">>", " ", "  ", "\u3000", "\u200b", "\ue000")  # fmt: skip
MARKUP = ("*", "**", "_", "`", "``", "~~", "^", "==", "[", "](a.md)", "](<b, c>)", "![", "{.dots}", "<b>", "</b>", "<br>", "&quot;",
          "\\", "\\(", "$", "<!-- 注,释 -->", "http://a.com/x,y", "a@b.com", "|", "\t", "[^1]")  # fmt: skip
STARTS = ("", "", "# ", "> ", "- ", "1. ", "    ", "| 甲,乙 | 丙 |\n|---|---|\n", "```\n代码,码\n```\n", "[^1]: ", "\u3000\u3000", "<div>\n")

lines = st.builds(
    lambda start, parts: start + "".join(parts),
    st.sampled_from(STARTS),
    st.lists(st.one_of(*map(st.sampled_from, (WORDS, WORDS, MARKS, MARKS, MARKUP))), max_size=14),
)
texts = st.lists(lines, min_size=1, max_size=4).flatmap(lambda found: st.sampled_from(("\n", "\n\n")).map(lambda end: end.join(found)))
languages = st.sampled_from(("zh-Hans", "zh-Hant"))


def tree(text: str) -> Element:
    return convert(text, file="a.md", path=Path("a.md"), report=Report())


def structure(element: Element) -> list[object]:
    """Return the tags, with what must not change in them: addresses, ids, code.

    An image that no invisible character stands beside any more is a figure, and has its text as caption.
    """
    kept = ("href", "src", "id", "start")
    own = ["p" if element.tag == "figure" else element.tag, [element.get(name) for name in kept], element.text if element.tag == "code" else None]
    return [*own, *(structure(child) for child in element if child.tag not in ("i", "figcaption"))]  # i: the Latin words of an emphasis


@settings(max_examples=400, deadline=None)
@given(texts, languages)
def test_mending_twice_changes_nothing_more(text: str, language: str) -> None:
    once = mend(text, language, Choice())
    twice = mend(once.text, language, Choice())
    assert twice.text == once.text
    assert not twice.counts
    assert once.text.count("\n") == text.count("\n")


@settings(max_examples=400, deadline=None)
@given(texts, languages)
def test_mending_keeps_structure_code_and_addresses(text: str, language: str) -> None:
    assert structure(tree(mend(text, language, Choice()).text)) == structure(tree(text))


@settings(max_examples=200, deadline=None)
@given(texts, languages)
def test_only_what_is_found_changes(text: str, language: str) -> None:
    found = proofread(text, language, Choice())
    assert list(found) == sorted(found, key=lambda finding: (finding.start, finding.end, finding.code))
    fixes = compatible(found)
    kept = [text[before.end : after.start] for before, after in itertools.pairwise(fixes)]
    mended = write(text, fixes)
    for stretch in kept:
        assert stretch in mended
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.replacement is None or "\n" not in text[finding.start : finding.end] + finding.replacement


@settings(max_examples=200, deadline=None)
@given(texts)
def test_each_character_read_stands_where_the_prose_says(text: str) -> None:
    prose = read(text, "zh-Hans").prose
    for place, character in enumerate(prose.text):
        found = prose.place(place, place + 1)
        if character not in (END, OBJECT, ADDRESS, BREAK, "\n", " ") and found and found[1] - found[0] == 1:
            assert text[slice(*found)] == character
