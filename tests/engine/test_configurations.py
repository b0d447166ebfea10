"""Fontconfig's rules and fonts are read once as a build begins, and anew for whoever asks later."""

from __future__ import annotations

import time
from typing import Any

import pytest

from kanyin.engine import configurations

from .test_declarations import said


class Reading:
    """A Fontconfig that notes what is read and let go of."""

    def __init__(self) -> None:
        self.read, self.gone = 0, list[int]()

    def FcInitLoadConfigAndFonts(self) -> int:  # noqa: N802
        self.read += 1
        return self.read

    def FcConfigDestroy(self, config: int) -> None:  # noqa: N802
        self.gone.append(config)


def test_a_build_reads_them_once() -> None:
    program = """
import sys
import kanyin.engine
module = sys.modules["weasyprint.text.ffi"]
class Counting:
    def __init__(self, real):
        self.real, self.calls = real, 0
    def __getattr__(self, name):
        return getattr(self.real, name)
    def FcInitLoadConfigAndFonts(self):
        self.calls += 1
        return self.real.FcInitLoadConfigAndFonts()
module.fontconfig = counting = Counting(module.fontconfig)
from kanyin.engine.surroundings import surroundings
surroundings()
kanyin.engine.install()
from weasyprint.text.fonts import FontConfiguration
first = FontConfiguration()
print(counting.calls)
second = FontConfiguration()
print(counting.calls, first._config != second._config)
surroundings()
print(counting.calls)
"""
    assert said(program) == ["1", "2", "True", "3"]


def test_what_is_left_is_given_to_one_and_only_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configurations, "_left", [])
    fontconfig = Reading()
    lent: Any = configurations._Lending(fontconfig)
    configurations.leave(fontconfig, lent.FcInitLoadConfigAndFonts())
    assert [lent.FcInitLoadConfigAndFonts(), lent.FcInitLoadConfigAndFonts()] == [1, 2]
    configurations.leave(fontconfig, 2)
    configurations.leave(fontconfig, 1)
    assert fontconfig.gone == [2]  # the younger is as good
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 11)
    assert lent.FcInitLoadConfigAndFonts() == 3
    assert fontconfig.gone == [2, 1]
