"""The unified diff, against the one of the standard library."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from kanyin.proofread.diff import unified

pairs = st.lists(st.tuples(st.sampled_from("甲乙丙丁戊"), st.booleans()), min_size=1, max_size=40)


@given(pairs, st.booleans())
def test_it_says_what_was_changed_and_can_be_undone(found: list[tuple[str, bool]], ended: bool) -> None:
    old = [f"{letter}{number}\n" for number, (letter, _) in enumerate(found)]
    new = [line.replace("\n", "!\n") if changed else line for line, (_, changed) in zip(old, found, strict=True)]
    if not ended:
        old, new = ([*lines[:-1], lines[-1].rstrip("\n")] for lines in (old, new))
    assert applied(old, list(unified(old, new, "a.md"))) == new
    if ended:
        theirs = list(difflib.unified_diff(old, new, "a.md", "a.md"))
        ours = list(unified(old, new, "a.md"))
        assert [line for line in ours if line[0] in "-+"] == [line for line in theirs if line[0] in "-+"]


def applied(old: list[str], diff: list[str]) -> list[str]:
    """Return what `patch` makes of the lines."""
    made: list[str] = []
    at, last = 0, ""
    for line in diff[2:]:
        if line.startswith("@@"):
            start = int(line.split()[1][1:].split(",")[0]) - 1
            made += old[at:start]
            at = start
        elif line.startswith("\\"):
            made[-1:] = [made[-1].rstrip("\n")] if last != "-" else made[-1:]
        elif line[0] == "+":
            made.append(line[1:])
        else:
            at += 1
            made += [line[1:]] if line[0] == " " else []
        last = line[0]
    return made + old[at:]


def test_nothing_changed_is_no_diff() -> None:
    assert list(unified(["甲\n"], ["甲\n"], "a.md")) == []


def test_a_file_that_ends_with_a_line_end_has_no_empty_last_line() -> None:
    diff = "".join(unified(["甲,\n", ""], ["甲，\n", ""], "a.md"))
    assert diff == "--- a.md\n+++ a.md\n@@ -1,1 +1,1 @@\n-甲,\n+甲，\n"
