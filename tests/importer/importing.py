"""Shared by the tests of importing: one import, its files as texts, its diagnostics by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kanyin.diagnostics import BuildFailed, Diagnostic, Report, Severity
from kanyin.importer import Imported, import_book


@dataclass(frozen=True)
class Made:
    """A book that was imported: what was made, and what was told."""

    imported: Imported
    found: tuple[Diagnostic, ...]

    def text(self, name: str = "text.md") -> str:
        """Return a file of the book."""
        return (self.imported.folder / name).read_text(encoding="utf-8")

    @property
    def names(self) -> set[str]:
        """The names of all files of the book."""
        return {path.relative_to(self.imported.folder).as_posix() for path in self.imported.files}

    def told(self, code: str) -> list[str]:
        """Return the messages of a code."""
        return [diagnostic.message for diagnostic in self.found if diagnostic.code == code]

    @property
    def losses(self) -> list[str]:
        """The codes of all warnings."""
        return [diagnostic.code for diagnostic in self.found if diagnostic.severity is Severity.WARNING]


def imported(folder: Path, *sources: Path, title: str | None = None) -> Made:
    """Import files into `folder`/book."""
    report = Report()
    made = import_book(sources, folder / "book", report, title=title)
    assert {p for p in made.folder.rglob("*") if p.is_file()} == set(made.files)
    return Made(made, tuple(report))


def importing(folder: Path, data: bytes | str, name: str, beside: Mapping[str, bytes] | None = None) -> Made:
    """Import a file of these bytes, which stands in `folder` with others."""
    return imported(folder, written(folder, data, name, beside))


def written(folder: Path, data: bytes | str, name: str, beside: Mapping[str, bytes] | None = None) -> Path:
    """Write a source and what stands beside it."""
    for other, content in (beside or {}).items():
        (folder / other).parent.mkdir(parents=True, exist_ok=True)
        (folder / other).write_bytes(content)
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refused(folder: Path, data: bytes | str, name: str) -> list[str]:
    """Return the codes for which a file of these bytes is refused; nothing may be left behind."""
    path = written(folder, data, name)
    before = set(folder.rglob("*"))
    with pytest.raises(BuildFailed) as failed:
        import_book([path], folder / "deep" / "book", Report())
    assert set(folder.rglob("*")) == before, "a refused import left something behind"
    return [d.code for d in failed.value.diagnostics if d.severity is Severity.ERROR]
