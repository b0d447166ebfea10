"""The words a booklet prints by itself."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from kanyin.words import ENGLISH, JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL, Words, words_for


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", SIMPLIFIED),
        ("zh-Hans-CN", SIMPLIFIED),
        ("zh-Hant", TRADITIONAL),
        ("zh-hant-hk", TRADITIONAL),
        ("zh-TW", TRADITIONAL),
        ("zh-MO", TRADITIONAL),
        ("ja", JAPANESE),
        ("ko-KR", KOREAN),
        ("en-GB", ENGLISH),
        ("fr", ENGLISH),
    ],
)
def test_each_language_has_its_words(language: str, words: Words) -> None:
    assert words_for(language) is words


@pytest.mark.parametrize("words", [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN, ENGLISH], ids=lambda w: w.contents)
def test_every_word_is_there_with_its_places(words: Words) -> None:
    assert all(astuple(words))
    assert words.millimetres.format("148", "210").count("148") == 1
    assert all("7" in form.format(7) for form in (words.count, words.thousands))
