"""Formes: digits filled into what was left for them, and which number a forme can be bound with."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kanyin.forme import FontUse, Slot, texts_of, together, widths_of

from .formes import forme

EVEN = (500.0,) * 10
PROPORTIONAL = (600.0, 300.0, *[500.0] * 8)  # a narrow 1, a wide 0
_ITEM = re.compile(r"<([0-9a-f]*)>|(-?\d+(?:\.\d+)?)")


def slot(
    length: int, align: float, widths: tuple[float, ...] = EVEN, reserved: float | None = None, target: str = "a"
) -> Slot:
    """Return a slot whose digits have the codes 0010 to 0019; as wide as so many noughts unless `reserved` says."""
    codes = tuple(f"{16 + digit:04x}" for digit in range(10))
    return Slot(target, length, codes, widths, length * widths[0] if reserved is None else reserved, align)


def shown(made: Slot, number: int | str) -> tuple[str, float, float]:
    """Return the digits that are shown, how much stands before them and how much they and it all take."""
    array = f"<{made.filled(number).decode()}>"
    items = list(_ITEM.finditer(array))
    assert "".join(item[0] for item in items) == array  # nothing but strings and plain numbers
    digits, before, pen = "", 0.0, 0.0
    for item in items:
        codes = re.findall("....", item[1] or "")
        before = pen if codes and not digits else before
        digits += "".join(str(made.codes.index(code)) for code in codes)
        pen += sum(made.widths[made.codes.index(code)] for code in codes) - float(item[2] or 0)
    return digits, before, pen


@pytest.mark.parametrize("align", [0, 0.5, 1])
def test_digits_as_wide_as_what_was_left_stand_there_alone(align: float) -> None:
    assert slot(2, align).filled(42) == b"00140012"


@pytest.mark.parametrize(("align", "before"), [(1, 600), (0.5, 300), (0, 0)])
def test_narrow_digits_leave_the_rest_on_the_side_they_are_not_flush_with(align: float, before: float) -> None:
    # Two noughts take 1200, two ones 600: 600 are left over.
    assert shown(slot(2, align, PROPORTIONAL), 11) == ("11", before, 1200)


@pytest.mark.parametrize(("align", "before"), [(1, -500), (0.5, -250), (0, 0)])
def test_a_number_longer_than_what_was_left_reaches_over_where_it_is_not_flush(align: float, before: float) -> None:
    # Three digits of 500 in the room of two; what follows stands where it stood.
    assert shown(slot(2, align), 100) == ("100", before, 1000)


def test_a_number_may_be_given_as_text() -> None:
    assert slot(3, 1).filled("007") == b"001000100017"


@given(
    st.integers(0, 99999),
    st.lists(st.integers(150, 900), min_size=10, max_size=10),
    st.integers(0, 5000),
    st.sampled_from((0.0, 0.5, 1.0)),
)
def test_what_follows_a_number_stands_where_it_was_set(
    number: int, widths: list[int], reserved: int, align: float
) -> None:
    made = slot(len(str(number)), align, tuple(map(float, widths)), float(reserved))
    digits, before, whole = shown(made, number)
    assert digits == str(number)
    assert whole == pytest.approx(reserved)
    taken = sum(widths[int(digit)] for digit in digits)
    assert before == pytest.approx((reserved - taken) * align, abs=0.06)  # rounded to a tenth


@example([500.0] * 10, 111, 1500.3)  # 0.2999999999999545 is left over
@given(st.lists(st.floats(150, 900), min_size=10, max_size=10), st.integers(0, 999), st.floats(0, 3000))
def test_numbers_between_the_strings_are_written_without_an_exponent(
    widths: list[float], number: int, reserved: float
) -> None:
    # ISO 32000-1 §7.3.3: no `1e-05` is a number there. What is lost to rounding is a tenth of a thousandth of an em.
    digits, _, whole = shown(slot(3, 1, tuple(widths), reserved), number)
    assert digits == str(number)
    assert whole == pytest.approx(reserved, abs=0.11)


# ---- which number a forme fits


def test_a_forme_without_heads_and_feet_fits_every_number() -> None:
    assert all(forme(3).fits(first) for first in (1, 9, 99, 12345))


def test_a_forme_fits_where_it_has_margins_for_the_digits_of_every_page() -> None:
    one, two = forme(3, digits=[(1,), (1,), (1,)]), forme(3, digits=[(1,), (1, 2), (1, 2)])
    assert [first for first in range(1, 12) if one.fits(first)] == [1, 2, 3, 4, 5, 6, 7]  # 7, 8, 9
    # Its second page may be 10, and its third; its first may not.
    assert [first for first in range(1, 12) if two.fits(first)] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_page_without_head_and_foot_fits_among_others() -> None:
    # 9, 10, 11: only the page of one digit has a foot.
    assert forme(3, digits=[(1,), (), (2,)]).fits(9)
    assert not forme(3, digits=[(1,), (), (2,)]).fits(10)


def test_a_forme_that_shows_its_numbers_elsewhere_fits_the_one_it_was_set_with() -> None:
    numbered = replace(forme(2), numbered=True, first=7)
    assert [first for first in range(1, 20) if numbered.fits(first)] == [7]


# ---- uses of fonts


def use(key: str, glyphs: dict[int, str], *, missing: bool = False) -> FontUse:
    """Return the use of a font's glyphs, each as wide as its number, with what they stand for."""
    widths = widths_of({glyph: glyph for glyph in glyphs})
    return FontUse(key, key, f"{key}.otf", "", (), widths, texts_of(glyphs), in_forms=False, has_missing=missing)


uses = st.builds(
    use,
    st.sampled_from("FG"),
    st.dictionaries(st.integers(1, 9), st.sampled_from(["", "甲", "乙"]), max_size=6),
    missing=st.booleans(),
)


@given(st.lists(uses, max_size=8), st.data())
def test_uses_may_be_put_together_in_any_portions(made: list[FontUse], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(made)))
    last = data.draw(st.integers(first, len(made)))
    assert together([*together(made[:first]), *made[first:last], *together(made[last:])]) == together(made)


def test_of_two_texts_for_a_glyph_the_first_one_stays_and_none_gives_way() -> None:
    (made,) = together([use("F", {3: ""}), use("F", {3: "甲"}), use("F", {3: "乙", 4: ""})])
    assert made.texts == texts_of({3: "甲", 4: ""})
