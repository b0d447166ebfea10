"""The language of a book: tags in one spelling, and the texts of fixtures/book/languages.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from kanyin.language import canonical, decide, meant

TEXTS = Path(__file__).parent / "fixtures" / "book" / "languages.txt"


def _cases() -> list[tuple[str | None, str, str]]:
    cases = []
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            tags, _, text = line.partition(" : ")
            given, _, decided = tags.partition(" -> ")
            cases.append((None if given == "-" else given, decided, text))
    return cases


@pytest.mark.parametrize(("given", "decided", "text"), _cases())
def test_language_is_decided_from_the_text(given: str | None, decided: str, text: str) -> None:
    assert decide(given, [text]) == decided


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh_CN.UTF-8", "zh-Hans"), ("zh-SG", "zh-Hans"),
        ("ZH-hans", "zh-Hans"), ("zh-Hans-CN", "zh-Hans"), ("cmn-Hans", "zh-Hans"), ("简体中文", "zh-Hans"),
        ("zh-TW", "zh-Hant"), ("zh-Hant-TW", "zh-Hant"), ("zh-hant", "zh-Hant"), ("zh-HK", "zh-Hant-HK"),
        ("zh-MO", "zh-Hant-HK"), ("zh-Hant-HK", "zh-Hant-HK"), ("ja-JP", "ja"), ("ko_KR", "ko"), ("en", "en"),
        ("en-us", "en-US"), ("EN_gb", "en-GB"), (" fr ", "fr"), ("sr-latn-rs", "sr-Latn-RS"), ("lzh", "lzh"),
    ],
)  # fmt: skip
def test_tags_have_one_spelling(written: str, tag: str) -> None:
    assert canonical(written) == tag


@pytest.mark.parametrize("written", ["", "cn", "jp", "français", "zh-", "e", "zh CN", "1234"])
def test_what_is_no_tag_is_refused(written: str) -> None:
    assert canonical(written) is None


def test_common_mistakes_are_understood() -> None:
    assert (meant("cn"), meant("JP"), meant("xx")) == ("zh-Hans", "ja", None)


def test_code_blocks_do_not_speak_for_the_language() -> None:
    code = "```python\n" + "print hello world and so on\n" * 50 + "```\n"
    assert decide(None, [code + "这一段代码打印问候语。"]) == "zh-Hans"


def test_a_long_book_is_judged_by_all_its_chapters() -> None:
    foreword = "This foreword is in English. " * 1000
    text = "我们在这里学习汉语，时间过得很快。" * 1000
    assert decide(None, [foreword, *[text] * 30]) == "zh-Hans"
    assert decide(None, [foreword + text * 10]) == "zh-Hans"
