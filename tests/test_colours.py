"""The lightness of accents."""

from __future__ import annotations

import pytest

from kanyin.choices import ACCENTS
from kanyin.colours import DARKEST_WHITE_TYPE, darkened, lightness


@pytest.mark.parametrize(
    ("colour", "expected"), [("#000000", 0), ("#ffffff", 100), ("#777777", 50.0), ("#ff0000", 53.2), ("#0000ff", 32.3)]
)
def test_lightness_is_that_of_cie(colour: str, expected: float) -> None:
    assert lightness(colour) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("rgb", ACCENTS.values())
def test_the_accents_of_the_program_are_dark_enough(rgb: str) -> None:
    channels = map(int, rgb.removeprefix("rgb(").removesuffix(")").split())
    assert 24 <= lightness("#" + "".join(f"{channel:02x}" for channel in channels)) <= DARKEST_WHITE_TYPE  # LOOK §3


@pytest.mark.parametrize("colour", ["#ff0000", "#1e90ff", "#ffffff", "#00ff7f"])
def test_a_light_colour_is_darkened_as_little_as_will_do(colour: str) -> None:
    made = darkened(colour)
    assert lightness(made) <= DARKEST_WHITE_TYPE < lightness(made) + 2


def test_a_dark_colour_stays() -> None:
    assert darkened("#1e4d6b") == "#1e4d6b"
