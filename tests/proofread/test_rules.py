"""Each rule of the proofreader by itself, on the cases of its fixture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kanyin.proofread.choice import Choice
from kanyin.proofread.ignoring import MISUNDERSTOOD
from kanyin.proofread.rules import CODES, RULES

from .cases import FIXTURES, Case, cases, marked, mended


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_rule(case: Case) -> None:
    assert marked(case.source, case.language, Choice(select=(case.code,))) == case.expected


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_what_all_rules_mended_is_not_mended_again(case: Case) -> None:
    once = mended(case.source, case.language)
    assert mended(once, case.language) == once


def test_every_fixture_file_is_read_whole() -> None:
    for file in FIXTURES.glob("*.md"):
        count = sum(case.code == file.stem for case in cases())
        assert file.read_text(encoding="utf-8").split("\n").count(".") == 3 * count, file.name


def test_every_rule_has_cases_where_it_finds_something_and_where_it_does_not() -> None:
    for code in (MISUNDERSTOOD, *CODES):
        found = [case.source != case.expected for case in cases() if case.code == code]
        assert True in found, code
        assert False in found, code


def test_codes_are_in_order_and_each_given_once() -> None:
    assert [rule.code for rule in RULES] == [f"P{number:03}" for number in range(1, len(RULES) + 1)]
    assert len({rule.module for rule in RULES}) == len(RULES)


def test_a_rule_that_only_reports_says_so() -> None:
    for rule in RULES:
        changes = any(mended(case.source, case.language, Choice(select=(rule.code,))) != case.source for case in cases())
        assert rule.mends == changes, rule.code


def test_the_documentation_has_a_row_for_each_rule_that_tells_whether_it_mends() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "proofreading.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.split("\n") if re.match(r"\| P\d{3} \|", line)]
    assert [row[0].removeprefix("| ") for row in rows] == list(CODES)
    assert [row[2] == "no" for row in rows] == [not rule.mends for rule in RULES]
