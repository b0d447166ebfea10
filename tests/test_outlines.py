"""The outline: bookmarks become a tree, read back with pikepdf."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanyin import outlines
from kanyin.outlines import Entry
from kanyin.pdf import Writer

from .formes import assert_sound, opened, written

Tree = list[Any]


def made(*entries: tuple[int, str] | tuple[int, str, bool]) -> Any:
    """Return the outline of entries (level, label, whether it is open) as pikepdf reads it, None where there is none."""
    writer = Writer()
    built = [Entry(entry[0], entry[1], b"[null/Fit]", entry[2:] != (False,)) for entry in entries]
    number = outlines.write(built, writer)
    if number is None:
        return None
    return opened(written(writer, Outlines=b"%d 0 R" % number)).Root.Outlines


def tree(parent: Any) -> Tree:
    """Return the entries below one as [label, [below…]], with all links between them checked."""
    found: Tree = []
    entry, previous = parent.get("/First"), None
    while entry is not None:
        assert entry.Parent.objgen == parent.objgen
        assert (entry.get("/Prev") is None) == (previous is None)
        assert previous is None or entry.Prev.objgen == previous.objgen
        found.append([str(entry.Title), tree(entry)])
        previous, entry = entry, entry.get("/Next")
    assert previous is None or parent.Last.objgen == previous.objgen
    return found


def test_without_bookmarks_there_is_no_outline() -> None:
    assert made() is None


def test_an_entry_stands_below_the_last_one_of_a_smaller_level() -> None:
    outline = made((1, "一"), (2, "1"), (3, "a"), (2, "2"), (1, "二"), (2, "3"))
    assert tree(outline) == [["一", [["1", [["a", []]]], ["2", []]]], ["二", [["3", []]]]]
    assert outline.Count == 6


def test_levels_may_be_skipped_down_and_up() -> None:
    assert tree(made((1, "一"), (4, "深"), (3, "浅"), (6, "底"), (1, "二"))) == [
        ["一", [["深", []], ["浅", [["底", []]]]]],
        ["二", []],
    ]  # fmt: skip


def test_an_outline_may_begin_with_any_level() -> None:
    assert tree(made((3, "序"), (2, "前"), (1, "一"))) == [["序", []], ["前", []], ["一", []]]


def test_an_entry_without_a_label_is_one() -> None:
    assert tree(made((1, ""), (2, "节"))) == [["", [["节", []]]]]


def test_a_closed_entry_counts_what_is_below_it_as_negative_and_its_parents_not_at_all() -> None:
    # ISO 32000-1 table 153: as many as would be seen if it were opened.
    outline = made((1, "一"), (2, "合", False), (3, "a"), (4, "b"), (3, "c"), (2, "开"), (3, "d"))
    first = outline.First
    closed, opened_ = first.First, first.Last
    assert closed.Count == -3
    assert opened_.Count == 1
    assert first.Count == 3  # 合, 开, d
    assert outline.Count == 4


def test_an_entry_without_others_below_it_has_no_count() -> None:
    assert "/Count" not in made((1, "一", False)).First


@pytest.mark.parametrize("label", ["甲 (乙) \\", "a (b \\", "第一章 1 0 R", "\n", "𠮷"])
def test_labels_are_read_as_they_were_written(label: str) -> None:
    assert tree(made((1, label))) == [[label, []]]


@given(st.lists(st.tuples(st.integers(1, 6), st.text("甲ab(", max_size=3), st.booleans()), min_size=1, max_size=30))
def test_every_outline_is_in_reading_order_and_its_levels_rise_downwards(entries: list[tuple[int, str, bool]]) -> None:
    outline = made(*[(level, f"{index}{label}", is_open) for index, (level, label, is_open) in enumerate(entries)])
    seen: list[tuple[int, int]] = []

    def walk(below: Tree, parent: int) -> None:
        for label, inside in below:
            index = int("".join(filter(str.isdecimal, label)))
            assert entries[index][0] > parent
            seen.append((index, entries[index][0]))
            walk(inside, entries[index][0])

    walk(tree(outline), 0)
    assert [index for index, _ in seen] == list(range(len(entries)))


def test_a_deep_outline_is_sound() -> None:
    writer = Writer()
    number = outlines.write([Entry(level, f"{level}", b"[null/Fit]", True) for level in range(1, 200)], writer)
    assert number is not None
    assert_sound(written(writer, Outlines=b"%d 0 R" % number))
