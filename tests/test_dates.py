"""The date a PDF gives itself: the environment's, else the book's, never the clock's."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from kanyin import BuildFailed, build, dates
from kanyin.diagnostics import Report

from .conftest import MakeBook


@pytest.mark.parametrize(
    ("book", "epoch", "written"),
    [
        (None, "", None),
        ("2024", "", "D:20240101000000Z"),
        ("2024-05", "", "D:20240501000000Z"),
        ("2024-05-31", "", "D:20240531000000Z"),
        ("2024-13", "", None),
        ("春天", "", None),
        (None, "0", "D:19700101000000Z"),
        ("2024", " 1700000000 ", "D:20231114221320Z"),
    ],
)
def test_the_environment_wins_over_the_book(book: str | None, epoch: str, written: str | None) -> None:
    report = Report()
    found = dates.moment(book, report, {dates.VARIABLE: epoch})
    assert (found and dates.in_pdf(found), list(report)) == (written, [])


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "99999999999999999999"])
def test_an_epoch_that_is_no_number_of_seconds_is_an_error(epoch: str) -> None:
    report = Report()
    assert dates.moment(None, report, {dates.VARIABLE: epoch}) is None
    assert [found.code for found in report] == ["output.epoch"]


def test_every_edition_has_the_date_of_the_environment(
    make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_book({"a.md": "# 题\n\n文。\n"})
    monkeypatch.setenv(dates.VARIABLE, "1700000000")
    for path in build(folder, tmp_path / "out", editions=["screen", "booklet", "archive"]).files:
        with pikepdf.open(path) as pdf:
            assert str(pdf.docinfo["/CreationDate"]) == "D:20231114221320Z", path.name
    monkeypatch.setenv(dates.VARIABLE, "never")
    with pytest.raises(BuildFailed):
        build(folder, tmp_path / "none")
