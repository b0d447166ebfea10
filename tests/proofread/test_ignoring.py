"""Comments that let a place pass, the list of allowed words, and the choice of rules."""

from __future__ import annotations

import pytest

from kanyin.proofread.choice import Choice
from kanyin.proofread.proofs import proofread

from .cases import mended


def codes(text: str, choice: Choice | None = None) -> list[str]:
    return [finding.code for finding in proofread(text, "zh-Hans", choice or Choice())]


def test_a_comment_in_a_line_lets_that_line_pass() -> None:
    assert mended("甲,乙<!-- kanyin-ignore -->\n丙,丁") == "甲,乙<!-- kanyin-ignore -->\n丙，丁"


def test_a_comment_on_a_line_of_its_own_lets_the_block_below_pass() -> None:
    text = "<!-- kanyin-ignore -->\n甲,乙\n丙,丁\n\n戊,己"
    assert mended(text) == "<!-- kanyin-ignore -->\n甲,乙\n丙,丁\n\n戊，己"
    assert mended(text.replace("-->\n", "-->\n\n")) == mended(text).replace("-->\n", "-->\n\n")


def test_a_block_below_may_be_a_list_or_table() -> None:
    for block in ("- 甲,乙\n- 丙,丁", "| 甲,乙 |\n|---|\n| 丙,丁 |"):
        assert codes(f"<!-- kanyin-ignore P001 -->\n\n{block}\n\n戊,己") == ["P001"]


def test_a_comment_may_stand_in_a_quotation() -> None:
    assert codes("> <!-- kanyin-ignore -->\n>\n> 甲,乙\n>\n> 丙,丁") == ["P001"]


@pytest.mark.parametrize("said", ["P003", "P003, P001", "P003 P001", ": P003、P001"])
def test_a_comment_may_name_rules(said: str) -> None:
    expected = [] if "P001" in said else ["P001"]
    assert codes(f'"甲",乙<!-- kanyin-ignore {said} -->') == expected


def test_other_comments_and_those_in_code_say_nothing() -> None:
    for comment in ("<!-- kanyin-ignored -->", "<!-- ignore -->", "`<!-- kanyin-ignore -->`"):
        assert codes(f"甲,乙{comment}") == ["P001"]


def test_a_comment_that_names_no_rule_is_told_and_can_be_switched_off() -> None:
    assert codes("甲<!-- kanyin-ignore P1 -->") == ["P000"]
    assert codes("甲<!-- kanyin-ignore P1 -->", Choice(ignore=("P000",))) == []


def test_an_allowed_word_may_stand_as_it_is() -> None:
    choice = Choice(allow=("甲,乙", "丁…"))
    assert mended("甲,乙和丙,甲丁…", choice=choice) == "甲,乙和丙，甲丁…"


def test_only_chosen_rules_are_asked() -> None:
    text = '"甲",乙...'
    assert codes(text, Choice(select=("P003", "P004"))) == ["P003", "P003", "P004"]
    assert codes(text, Choice(ignore=("P003",))) == ["P001", "P004"]
    assert Choice(select=("P001",), ignore=("P002",)).narrowed(("P003",), ("P004",)) == Choice(("P003",), ("P002", "P004"))


def test_rules_of_chinese_do_not_speak_of_other_languages() -> None:
    assert [finding.code for finding in proofread("あ,い\u200b", "ja", Choice())] == ["P022"]
