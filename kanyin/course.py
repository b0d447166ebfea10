"""The course of a build: where the time went, and how the lines were set.

In: what each stage notes. Out: `Course`, for `kanyin build -v`; nothing of it is in the volume.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING

from .records import dataclass

if TYPE_CHECKING:  # the watch runs while everything else is loaded
    from .typeset import LaidSection


@dataclass(frozen=True, slots=True)
class SectionCourse:
    """A section: its pages and lines, how many of these the engine's own way set (`stock`), and the seconds of setting.

    `seconds` is None where all of it comes from an earlier build.
    """

    name: str
    pages: int
    lines: int
    stock: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Course:
    """A build: the seconds of each stage in their order, and the sections in theirs."""

    stages: tuple[tuple[str, float], ...]
    sections: tuple[SectionCourse, ...]

    @property
    def composed(self) -> float:
        """The share of lines that were composed and drawn here, and not by the engine's own way."""
        lines = sum(section.lines for section in self.sections)
        return 1 - sum(section.stock for section in self.sections) / lines if lines else 1.0


@dataclass(slots=True)
class Watch:
    """A stopwatch with a hand for each stage."""

    _seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the seconds of the block for a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + time.perf_counter() - start

    def course(self, laid: Sequence[LaidSection], seconds: Mapping[str, float]) -> Course:
        """Return the course of the build that made these sections; `seconds` are those of setting, by section."""
        sections = (
            SectionCourse(
                part.section.name, len(part.forme.pages), part.forme.lines, part.forme.stock_lines,
                seconds.get(part.section.name),
            )
            for part in laid
        )  # fmt: skip
        return Course(tuple(self._seconds.items()), tuple(sections))
