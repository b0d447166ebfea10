"""Numbering ahead: what is guessed right is used, what is not is numbered anew, and the store's word is looked at."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin import ahead, renumbering
from kanyin.ahead import Ahead
from kanyin.forme import FontUse, Forme, texts_of, together, widths_of
from kanyin.renumbering import Start
from kanyin.sheet import Order, Sheet

from .formes import forme

START = Start(40, 12, 3, ((2, 9),))


@pytest.fixture
def numbered(monkeypatch: pytest.MonkeyPatch) -> list[Start]:
    """Return the starts from which something is numbered."""
    asked: list[Start] = []

    def noting(made: Forme, start: Start) -> renumbering.Numbered:
        asked.append(start)
        return renumbering.numbered(made, start)

    monkeypatch.setattr(ahead, "numbered", noting)
    return asked


def test_a_section_that_begins_where_it_did_is_numbered_once(numbered: list[Start]) -> None:
    section, again = forme(3), Ahead({"s": START})
    again.number("s", section)
    again.number("s", section)  # the layout goes over the volume more than once
    assert again.numbered("s", section, START) == renumbering.numbered(section, START)
    assert numbered == [START]
    assert again.starts == {"s": START}


def test_of_a_section_whose_pages_moved_the_margins_are_made_anew(numbered: list[Start]) -> None:
    section, again, moved = forme(3, digits=[(1, 2), (), (2, 3)]), Ahead({"s": START}), START._replace(page=98)
    again.number("s", section)
    assert again.numbered("s", section, moved) == renumbering.numbered(section, moved)
    assert numbered == [START]
    # The same streams as before, but other numbers in them: 98 and 100 for 12 and 14.
    before, after = (renumbering.numbered(section, start).margins for start in (START, moved))
    assert [own for own, _ in before] == [own for own, _ in after]
    assert [data for _, data in before] != [data for _, data in after]


@pytest.mark.parametrize("change", [{"object": 41}, {"key": 4}, {"known": ()}])
def test_a_section_that_begins_elsewhere_is_numbered_anew(numbered: list[Start], change: dict[str, object]) -> None:
    section, again, start = forme(3), Ahead({"s": START}), START._replace(**change)  # type: ignore[arg-type]
    again.number("s", section)
    assert again.numbered("s", section, start) == renumbering.numbered(section, start)
    assert numbered == [START, start]


def test_another_forme_of_a_section_is_numbered_anew(numbered: list[Start]) -> None:
    again, longer = Ahead({"s": START}), forme(4)
    again.number("s", forme(3))
    assert again.numbered("s", longer, START) == renumbering.numbered(longer, START)
    assert numbered == [START, START]


def test_a_section_that_no_volume_had_is_left_to_the_binder(numbered: list[Start]) -> None:
    again = Ahead({"s": START})
    again.number("new", forme())
    assert numbered == []


columns = st.dictionaries(st.integers(1, 9), st.tuples(st.integers(7, 8), st.sampled_from(["", "甲", "乙"])), max_size=4)
sections = st.lists(st.lists(columns, max_size=3), min_size=1, max_size=6)


def uses(said: list[dict[int, tuple[int, str]]]) -> tuple[FontUse, ...]:
    """Return uses of fonts, of each of which the width and the text of glyphs is said."""
    return tuple(
        FontUse(f"F{len(each) % 2}", "", "", "", (), widths_of({glyph: width for glyph, (width, _) in each.items()}),
                texts_of({glyph: text for glyph, (_, text) in each.items()}), in_forms=False, has_missing=False)
        for each in said
    )  # fmt: skip


def one_by_one(found: list[FontUse]) -> list[tuple[str, dict[int, int], dict[int, str]]]:
    """Return for each font what the first use says of each glyph, and of its text the first that says something."""
    made = []
    for key in sorted({use.key for use in found}):
        widths: dict[int, int] = {}
        texts: dict[int, str] = {}
        for use in found:
            if use.key == key:
                for glyph, width in zip(*use.widths, strict=True):
                    widths.setdefault(glyph, width)
                for glyph, text in zip(*use.texts, strict=True):
                    texts[glyph] = texts.get(glyph) or text
        made.append((key, widths, texts))
    return made


@given(sections, st.data())
def test_uses_of_fonts_are_the_same_put_together_ahead(said: list[Any], data: st.DataObject) -> None:
    # Some are there, the others come in any order; and the volume that is bound may be another than was thought.
    formes = [forme(fonts=uses(each)) for each in said]
    orders = [Order(Sheet(f"s{place}", "", (), "", 0), 1, 1) for place in range(len(formes))]
    absent = data.draw(st.sets(st.sampled_from(range(len(formes)))))
    again = Ahead()
    again.advance(orders, {place: made for place, made in enumerate(formes) if place not in absent})
    for place in data.draw(st.permutations(sorted(absent))):
        again.take(formes[place])
        again.take(formes[place])  # a section that stands as it did is met again
    changed = data.draw(st.sampled_from(range(len(formes))))
    for bound in (formes, formes[changed:], formes[:changed]):
        flat = [use for made in bound for use in made.fonts]
        for found in (again.together(flat), together(flat)):
            made = [(use.key, dict(zip(*use.widths, strict=True)), dict(zip(*use.texts, strict=True))) for use in found]
            assert made == one_by_one(flat)
            assert all(list(column) == sorted(column) for use in found for column in (use.widths[0], use.texts[0]))


starts = st.builds(
    Start,
    *[st.integers(0, 10**7)] * 3,
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 10**7)), max_size=3).map(tuple),
)


@given(st.dictionaries(st.text(max_size=5), starts, max_size=5))
def test_starts_that_were_cast_are_restored(made: dict[str, Start]) -> None:
    assert ahead.restored(ahead.cast(made)) == made


@pytest.mark.parametrize(
    "held",
    ["", "[]", "7", '{"s": 7}', '{"s": [1, 2]}', '{"s": [1, 2, "3", []]}', '{"s": [1, 2, 3, [[1]]]}',
     '{"s": [1, 2, 3, [[1, 2.5]]]}', '{"s": [true, 2, 3, []]}', '{"s": [1, -2, 3, []]}', '{"s": [1, 2, 3, 4]}'],
)  # fmt: skip
def test_what_are_no_starts_is_refused(held: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the store asks for no other
        ahead.restored(held.encode())


def test_starts_are_plain_data() -> None:
    assert json.loads(ahead.cast({"s": START})) == {"s": [40, 12, 3, [[2, 9]]]}
