"""Room for frames: calls take no memory from the system and give none back, however deep they are."""

from __future__ import annotations

import sys

import pytest

from kanyin.frames import roomy

resource = pytest.importorskip("resource", reason="counts what the system gives, which is asked for on Unix alone")

CALLS = 100


def _leaf() -> int:
    return 0


def _given(depth: int) -> int:
    """Return how many pages of memory the system gives while a function that deep calls another again and again."""
    if depth:
        return _given(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _leaf()
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)


def _worst() -> int:
    return max(map(_given, range(300)))


@pytest.mark.skipif(
    sys.implementation.name != "cpython" or sys.platform != "linux",
    reason="about CPython's frames, and what Linux counts",
)
def test_no_depth_is_there_at_which_each_call_takes_memory_from_the_system() -> None:
    # A frame of `_given` takes some 17 values of 8 bytes, so one piece of 16 KB is full after 120: among 300 depths
    # there are two where each of a hundred calls has a page.
    assert _worst() >= CALLS
    # With room there is a page now and then, where a depth is reached for the first time.
    assert roomy(_worst)() < CALLS / 10


def test_a_function_with_room_is_called_as_before() -> None:
    @roomy
    def joined(first: str, *others: str, by: str = "") -> str:
        """Join."""
        return by.join((first, *others))

    assert joined("a", "b", "c", by="-") == "a-b-c"
    assert joined.__doc__ == "Join."


def test_what_a_function_with_room_raises_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        roomy(lambda: 1 / 0)()
