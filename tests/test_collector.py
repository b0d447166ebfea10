"""The garbage collector rests while a book is built, and is as it was afterwards."""

from __future__ import annotations

import gc
import weakref

import pytest

from kanyin.collector import resting, settle, sweep


def test_the_collector_is_off_inside_and_on_again_after() -> None:
    with resting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_comes_back_after_a_failure() -> None:
    with pytest.raises(ValueError, match="x"), resting():
        raise ValueError("x")
    assert gc.isenabled()


def test_who_had_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


class _Ring:
    """An object that only the collector finds to be unused."""

    def __init__(self) -> None:
        self.ring = self


def test_little_is_left_lying_and_much_is_collected() -> None:
    with resting():
        settle()
        lost = weakref.ref(_Ring())
        sweep()
        assert lost() is not None
        kept = [[] for _ in range(61_000)]  # type: ignore[var-annotated]
        sweep()
        assert lost() is None
        assert len(kept) == 61_000
