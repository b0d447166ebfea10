"""The face of quotes and dashes: the examples of fixtures/han/faces.txt; classes where there is nothing to settle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin.han import Kind, Region, classify, faces
from kanyin.han.classes import Unsettled

from .helpers import fixture

_SHARED = "“”‘’…—·"


@pytest.mark.parametrize("example", [pytest.param(line, id=f"{n}-{line}") for n, line in fixture("faces.txt")])
def test_marks_that_both_scripts_use_take_the_face_of_their_context(example: str) -> None:
    text, expected = (part.strip() for part in example.split("=>"))
    found = "".join(face[0] for character, face in zip(text, faces(text), strict=True) if character in _SHARED)
    assert found == expected


@given(st.text(st.sampled_from("甲a1 “”‘’'\"—…·/-，。？！(\n\u0301🇨") | st.characters(codec="utf-8"), max_size=60))
def test_every_character_has_a_settled_class(text: str) -> None:
    kinds = classify(text)
    assert len(kinds) == len(text)
    assert not set(kinds) & set(Unsettled.ALL)
    assert set(kinds) <= {value for name, value in vars(Kind).items() if name.isupper()}


def test_classes_have_letters_of_their_own() -> None:
    names = [value for name, value in vars(Kind).items() if name.isupper()]
    assert len(set(names)) == len(names)
    assert not set(names) & set(Unsettled.ALL)


@pytest.mark.parametrize(
    ("tag", "region"),
    [
        ("zh-Hans", Region.MAINLAND), ("zh", Region.MAINLAND), ("zh-CN", Region.MAINLAND), ("en", Region.MAINLAND),
        ("zh-Hant", Region.TAIWAN), ("zh-Hant-HK", Region.TAIWAN), ("zh_TW", Region.TAIWAN),
        ("zh-Hans-HK", Region.MAINLAND), ("ja", Region.JAPAN), ("JA-JP", Region.JAPAN), ("ko-KR", Region.KOREA),
    ],
)  # fmt: skip
def test_the_region_of_a_language(tag: str, region: Region) -> None:
    assert Region.of(tag) is region
