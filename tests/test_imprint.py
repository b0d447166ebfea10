"""The colophon: fields in their usual order, and nothing that the book does not say or that cannot be counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.imprint import Colophon, colophon, length
from kanyin.words import ENGLISH, SIMPLIFIED, words_for

from .small_books import read_book

_HAN = "我们在这里学习汉语，看书写字。"


def _colophon(folder: Path, toml: str, text: str = f"# 水\n\n{_HAN}\n") -> Colophon:
    book = read_book(folder, {"book.toml": toml, "a.md": text}).book
    return colophon(book, (148, 210), 12345, words_for(book.language))


def test_nothing_is_invented_but_what_can_be_counted(tmp_path: Path) -> None:
    made = _colophon(tmp_path, "")
    assert made.fields == (("书名", "水"), ("开本", "148 毫米×210 毫米"), ("字数", "12 千字"))
    assert (made.cip, made.rights, made.isbn, made.price) == ((), None, None, None)


def test_the_fields_are_in_their_usual_order_and_others_behind_them(tmp_path: Path) -> None:
    made = _colophon(
        tmp_path,
        '[book]\ntitle = "水"\nsubtitle = "小史"\nauthors = ["甲", "乙"]\npublisher = "某社"\n'
        '[output.kanyin.colophon]\nprice = "20 元"\n"统筹" = "丙"\nisbn = "978-7-108-00982-1"\nprinter = "某厂"\n'
        'editor = "丁"\nedition = "1"\n',
    )
    assert [name for name, _ in made.fields] == [
        "书名", "著者", "责任编辑", "出版", "印刷", "开本", "字数", "版次", "书号", "定价", "统筹",
    ]  # fmt: skip
    assert dict(made.fields)["书名"] == "水：小史"
    assert dict(made.fields)["著者"] == "甲　乙"
    assert (made.isbn, made.price) == ("978-7-108-00982-1", "20 元")


def test_what_the_book_gives_wins_over_what_is_counted(tmp_path: Path) -> None:
    made = _colophon(tmp_path, '[output.kanyin.colophon]\nformat = "32 开"\nwords = "约一万字"\npublisher = "某社"\n')
    assert made.fields[1:] == (("出版", "某社"), ("开本", "32 开"), ("字数", "约一万字"))


def test_a_field_may_be_given_under_its_chinese_label(tmp_path: Path) -> None:
    made = _colophon(tmp_path, '[output.kanyin.colophon]\n"字数" = "一万"\n"书号" = "978-7-108-00982-1"\n')
    assert [name for name, _ in made.fields] == ["书名", "开本", "字数", "书号"]
    assert made.isbn == "978-7-108-00982-1"


@pytest.mark.parametrize("language", ["en", "ja", "ko", "zh-Hant"])
def test_no_field_is_printed_twice_in_any_language(tmp_path: Path, language: str) -> None:
    text = {
        "en": "# Water\n\n" + "All of this is plain English. " * 20,
        "zh-Hant": "# 水\n\n我們在這裡學習漢語，看書寫字。\n",
    }
    toml = f'[book]\nlanguage = "{language}"\n[output.kanyin.colophon]\nformat = "32mo"\nwords = "123"\n'
    made = _colophon(tmp_path, toml, text.get(language, f"# 水\n\n{_HAN}\n"))
    assert sum(value in ("32mo", "123") for _, value in made.fields) == 2
    assert len(made.fields) == 3  # and the title


def test_empty_fields_vanish(tmp_path: Path) -> None:
    made = _colophon(tmp_path, '[output.kanyin.colophon]\nprinter = ""\n"统筹" = ""\n')
    assert [name for name, _ in made.fields] == ["书名", "开本", "字数"]


def test_the_cip_block_is_lines_and_stands_apart(tmp_path: Path) -> None:
    made = _colophon(tmp_path, '[output.kanyin.colophon]\ncip = "水 / 甲著\\n\\nⅠ. ①水…\\n"\nrights = "版权所有"\n')
    assert made.cip == ("水 / 甲著", "Ⅰ. ①水…")
    assert made.rights == "版权所有"
    assert not {"cip", "rights", "版权所有"} & {text for field in made.fields for text in field}


@pytest.mark.parametrize(
    ("characters", "text"), [(0, "0 字"), (999, "999 字"), (1000, "1 千字"), (1600, "2 千字"), (123456, "123 千字")]
)
def test_characters_are_told_in_thousands_from_a_thousand_on(characters: int, text: str) -> None:
    assert length(characters, SIMPLIFIED) == text


def test_english_counts_in_thousands_too() -> None:
    assert length(12345, ENGLISH) == "12,000 characters"
