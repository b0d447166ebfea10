"""Dates, document numbers and terms: what is taken, what is refused, and what was probably meant."""

from __future__ import annotations

import pytest

from kanyin.official import written


@pytest.mark.parametrize("given", ["2026年3月5日", "2026-03-05", "2026-3-5", "2026 年 3 月 5 日"])
def test_a_date_is_printed_in_arabic_figures_without_noughts(given: str) -> None:
    assert written.date(given).text == "2026年3月5日"


@pytest.mark.parametrize(
    ("given", "fault", "meant"),
    [
        ("2026年03月05日", "months and days have no nought before them", "2026年3月5日"),
        ("2026.3.5", "“2026.3.5” is not how a date is written", "2026年3月5日"),
        ("2026/3/5", "“2026/3/5” is not how a date is written", "2026年3月5日"),
        ("二〇二六年三月五日", "a date is written in Arabic figures", ""),
        ("2026年2月30日", "there is no such day as 2026年2月30日", ""),
        ("2026年3月", "“2026年3月” is not a whole date", ""),
        ("26年3月5日", "“26年3月5日” is not a whole date", ""),
        ("明天", "“明天” is not a whole date", ""),
    ],
)
def test_a_date_in_another_form_is_refused(given: str, fault: str, meant: str) -> None:
    assert written.date(given) == written.Written(None, fault, meant)


@pytest.mark.parametrize("given", ["青纸协〔2026〕6号", "国办发〔2012〕14号", "X协函〔2026〕120号"])
def test_a_document_number_has_its_year_in_tortoise_shell_brackets(given: str) -> None:
    assert written.number(given).text == given


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("青纸协[2026]6号", "the year stands in 〔〕, not in []"),
        ("青纸协（2026）6号", "the year stands in 〔〕, not in （）"),
        ("青纸协(2026)6号", "the year stands in 〔〕, not in ()"),
        ("青纸协【2026】6号", "the year stands in 〔〕, not in 【】"),
        ("青纸协〔26〕6号", "the year is written whole"),
        ("青纸协〔2026〕第6号", "there is no 第 before the number"),
        ("青纸协〔2026〕6", "it ends in 号"),
        ("青纸协〔2026〕06号", "the number has no nought before it"),
        ("青纸协 〔2026〕 6 号", "it has blanks, full-width figures or 年 that do not belong in it"),
        ("青纸协〔２０２６〕６号", "it has blanks, full-width figures or 年 that do not belong in it"),
        ("青纸协〔2026年〕6号", "it has blanks, full-width figures or 年 that do not belong in it"),
    ],
)
def test_a_document_number_in_another_form_is_understood_and_refused(given: str, fault: str) -> None:
    assert written.number(given) == written.Written(None, fault, "青纸协〔2026〕6号")


@pytest.mark.parametrize("given", ["6号", "青纸协2026第6号", "〔2026〕6号", "青纸协〔2026〕", ""])
def test_what_is_no_document_number_is_refused(given: str) -> None:
    assert (written.number(given).text, written.number(given).meant) == (None, "")


def test_an_order_has_a_plain_number() -> None:
    assert written.order("第6号").text == "第6号"
    assert written.order("6号") == written.Written(None, "“6号” is not the number of an order", "第6号")
    assert written.order("第06号").meant == "第6号"
    assert written.order("青纸协〔2026〕6号").text is None


def test_a_term_is_years_months_days_or_for_long() -> None:
    assert [written.term(given).text for given in ("1年", "6个月", "30天", "长期", "10 年")] == [
        "1年", "6个月", "30天", "长期", "10年",
    ]  # fmt: skip
    assert [written.term(given).text for given in ("一年", "1", "永久", "")] == [None] * 4
