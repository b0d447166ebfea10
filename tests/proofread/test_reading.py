"""What is prose and what is not: what the rules never see, and what they see through."""

from __future__ import annotations

import pytest

from kanyin.proofread.prose import ADDRESS, BREAK, END, OBJECT, Kind
from kanyin.proofread.reading import read


def prose(text: str) -> str:
    """Return what is read of the Markdown, passages divided by `|`."""
    return read(text, "zh-Hans").prose.text.replace(END, "|").removesuffix("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲`乙,`丙", f"甲{OBJECT}丙"),
        ("甲``乙`,``丙", f"甲{OBJECT}丙"),
        ("```\n乙,\n```\n\n甲", "甲"),
        ("    乙,\n\n甲", "甲"),
        ("~~~ python\n乙,\n~~~", ""),
        ("甲<https://a.com/乙,>丙", f"甲{OBJECT}丙"),
        ("甲https://a.com/x,y丙", f"甲{ADDRESS}丙"),
        ("甲a@b.com丙", f"甲{ADDRESS}丙"),
        ("甲[乙](c.md '丁,')丙", "甲乙丙"),
        ("甲[乙][r]丙\n\n[r]: c.md '丁,'", "甲乙丙"),
        ("甲![乙](c.png)丙", f"甲{OBJECT}乙{OBJECT}丙"),
        ("见[](#fig-x)。\n\n## 图 {#fig-x}", f"见{OBJECT}{OBJECT}。|图"),
        ("甲<b>乙</b><br>丙", f"甲乙{BREAK}丙"),
        ("甲\\\n乙", f"甲{BREAK}乙"),
        ("甲<code>乙,</code>丙", f"甲{OBJECT}丙"),
        ("甲<!-- 乙, -->丙", "甲丙"),
        ("<div>\n乙,\n</div>\n\n甲", "甲"),
        ("<!-- 乙, -->\n\n甲", "甲"),
        ("$乙_{a},$甲$$a,\\text{乙}$$丙", f"$乙_{{a}},$甲{OBJECT}丙"),
        ("$a, b$甲\\(c, d\\)丙", f"{OBJECT}甲{OBJECT}丙"),
        ("花了$5，又花了$6", "花了$5，又花了$6"),
        ("甲\\(乙\\)丙", "甲(乙)丙"),
        ("[甲]{.dots title='乙,'}丙", "甲丙"),
        ("# 甲 {#x .乙}", "甲"),
        ("甲{.poem}", "甲{.poem}"),
        ("甲[^1]乙\n\n[^1]: 丙,", "甲乙|丙,"),
        ("甲^[乙,]丙", f"甲{OBJECT}乙,{OBJECT}丙"),
        ("**甲**_乙_ ~~丙~~==丁==", "甲乙 丙丁"),
        ("H~2~O与x^2^", f"H{OBJECT}2{OBJECT}O与x{OBJECT}2{OBJECT}"),
        ("3~5和6\\~8", "3~5和6~8"),
        ("甲&hellip;&nbsp;&lt;", f"甲…{OBJECT}<"),
        ("甲\n乙\nword\nword", "甲乙\nword\nword"),
        ("> 甲\n> 乙\n>\n> —— 丙《丁》", "甲乙|—— 丙《丁》"),
        ("- 甲\n  乙\n- [ ] 丙", "甲乙|丙"),
        ("| 甲 | `乙` |\n|---|---|\n| 丙\\|丁 | 戊 |\n\n: 表题 {#t}", f"甲|{OBJECT}|丙|丁|戊|表题"),
        ("词\n:   义,甲", "词|义,甲"),
        ('!!! note "题,目"\n    文', "题,目|文"),
        ("!!! note\n    文", "文"),
        ("> [!NOTE]\n> 文", "文"),
        ("*[HTML]: 甲,乙\n\nHTML", "HTML"),
        ("甲\t乙", "甲  乙"),
        ("\u3000\u3000甲", "甲"),
    ],
)
def test_what_is_read(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_a_text_knows_what_it_is() -> None:
    text = "# 题\n\n段\n\n| 格 |\n|---|\n\n诗\n{.poem}\n\n词\n:   义"
    kinds = [passage.kind for passage in read(text, "zh-Hans").prose.passages]
    assert kinds == [Kind.HEADING, Kind.PARAGRAPH, Kind.CELL, Kind.POEM, Kind.LABEL, Kind.PARAGRAPH]


def test_places_lead_back_to_the_source() -> None:
    source = "> 甲**乙**\\~&hellip;\n> - 丙\t丁\n\n| a\\|戊 |\n|---|"
    found = read(source, "zh-Hans").prose
    for character, expected in (("甲", "甲"), ("乙", "乙"), ("~", "\\~"), ("…", "&hellip;"), ("丁", "丁"), ("|", "\\|"), ("戊", "戊")):
        place = found.text.index(character)
        assert source[slice(*(found.place(place, place + 1) or (0, 0)))] == expected


def test_markup_inside_a_stretch_gives_it_no_place() -> None:
    found = read("甲**乙**丙", "zh-Hans").prose
    assert found.text.startswith("甲乙丙")
    assert found.place(0, 2) is None
    assert found.place(1, 2) == (3, 4)


def test_a_paragraph_of_many_lines_is_read_in_linear_time() -> None:
    text = "甲乙丙丁\n" * 20_000
    assert len(read(text, "zh-Hans").prose.passages) == 1
