"""What an edition is made of, and what it becomes.

In: nothing; `kanyin.produce` gives each edition a `Task` and writes its `Product`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..bind import Volume
from ..book import Book
from ..diagnostics import Report
from ..records import dataclass

if TYPE_CHECKING:  # Pillow is for the print edition
    from .profiles import Profile


@dataclass(frozen=True, slots=True)
class Task:
    """A book's volume, to be made an edition of. `profile` is there when the print edition is asked for."""

    book: Book
    volume: Volume
    report: Report
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """An edition's PDF, and the lines there are to say of it beside its name."""

    pdf: bytes
    remarks: tuple[str, ...] = ()
