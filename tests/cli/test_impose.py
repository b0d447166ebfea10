"""`kanyin impose` as its users meet it: files, tables, JSON, exit codes, wrong usage."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from ..imposition.imposed import sides
from ..imposition.sample import A4, make
from .running import run


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a PDF of six pages."""
    (tmp_path / "书.pdf").write_bytes(make(6))
    return tmp_path / "书.pdf"


def test_the_sheets_are_written_and_the_table_and_what_to_do_are_printed(book: Path, tmp_path: Path) -> None:
    result = run("impose", book, "-o", tmp_path / "out" / "s.pdf", "--layout", "saddle", "--sheet", "a4")
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert "s.pdf: 2 sheets" in result.stderr
    assert result.stdout.splitlines() == [
        "sheet  front  back",
        "1      – | 1  2 | –",
        "2      6 | 3  4 | 5",
        "6 pages of A5 (148 × 210 mm) and 2 blanks",
        "4 leaves on 2 sheets of A4 (297 × 210 mm), spine 0.4 mm on 80gsm paper",
        "Print at actual size (100 %), on both sides, flipped on the short edge; keep the sheets in order, "
        "fold the stack once down the middle with page 1 outside, staple it on the fold.",
    ]
    assert len(sides((tmp_path / "out" / "s.pdf").read_bytes())) == 4


def test_json_is_one_object_with_everything_in_it(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.pdf"
    result = run("impose", book, "-o", out, "--json", "--back-cover")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert found["sheets"][0] == {"sheet": 1, "signature": 1, "front": [[6, 1]], "back": [[2, None]], "creep": 0.0}
    assert (found["file"], found["diagnostics"]) == (str(out), [])


def test_json_of_a_failure_is_one_object_too(tmp_path: Path) -> None:
    result = run("impose", tmp_path / "no.pdf", "-o", tmp_path / "s.pdf", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["file"]) == (1, None)
    assert [one["code"] for one in found["diagnostics"]] == ["impose.no-such-file"]


def test_quiet_says_nothing_when_all_is_well(book: Path, tmp_path: Path) -> None:
    result = run("impose", book, "-o", tmp_path / "s.pdf", "-q")
    assert (result.exit_code, result.output) == (0, "")


def test_a_missing_file_is_told_with_the_near_name(book: Path, tmp_path: Path) -> None:
    result = run("impose", tmp_path / "书s.pdf", "-o", tmp_path / "s.pdf")
    assert result.exit_code == 1
    assert "did you mean 书.pdf?" in result.stderr
    assert not (tmp_path / "s.pdf").exists()


@pytest.mark.parametrize("link", ["same", "symbolic", "hard"])
def test_the_file_itself_is_never_written_over(link: str, book: Path, tmp_path: Path) -> None:
    if link != "same" and sys.platform == "win32":
        pytest.skip("links want a privilege there")
    out = {"same": book, "symbolic": tmp_path / "l.pdf", "hard": tmp_path / "h.pdf"}[link]
    if link == "symbolic":
        out.symlink_to(book)
    elif link == "hard":
        os.link(book, out)
    before = book.read_bytes()
    result = run("impose", book, "-o", out)
    assert result.exit_code == 1
    assert "impose.same-file" in result.stderr
    assert book.read_bytes() == before


def test_a_failure_leaves_the_old_sheets_alone(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(b"no PDF")
    (tmp_path / "s.pdf").write_bytes(b"old")
    result = run("impose", tmp_path / "in.pdf", "-o", tmp_path / "s.pdf")
    assert result.exit_code == 1
    assert "in.pdf: error: this is not a PDF [impose.not-a-pdf]" in result.stderr
    assert (tmp_path / "s.pdf").read_bytes() == b"old"


def test_a_folder_is_told_to_be_built_first(tmp_path: Path) -> None:
    result = run("impose", tmp_path, "-o", tmp_path / "s.pdf")
    assert result.exit_code == 1
    assert "kanyin build" in result.stderr


def test_a_name_no_system_has_is_a_diagnostic(tmp_path: Path) -> None:
    result = run("impose", "名" * 100 + ".pdf", "-o", tmp_path / "s.pdf")
    assert result.exit_code == 1
    assert "impose.no-access" in result.stderr


def test_sheets_that_cannot_be_written_are_a_diagnostic(book: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("impose", book, "-o", tmp_path / "file" / "s.pdf")
    assert result.exit_code == 1
    assert "output.write" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--layout", "quarto"],
        ["--sheet", "A44"],
        ["--sheet", "297x420cm"],
        ["--pages", "8-1"],
        ["--binding", "top"],
        ["--signature", "0", "--layout", "signatures"],
        ["--signature", "4"],
        ["--grid", "2x3"],
        ["--layout", "nup"],
        ["--layout", "nup", "--grid", "2"],
        ["--layout", "nup", "--grid", "0x4"],
        ["--layout", "4up", "--back-cover"],
        ["--layout", "4up", "--creep", "2"],
        ["--layout", "signatures", "--duplex", "none"],
        ["--creep", "much"],
        ["--creep", "-1"],
        ["--creep", "nan"],
        ["--gutter", "-1"],
        ["--gutter", "wide"],
        ["--paper", "gold"],
        ["--scale", "half"],
    ],
)
def test_wrong_usage_exits_2_and_writes_nothing(arguments: list[str], book: Path, tmp_path: Path) -> None:
    result = run("impose", book, "-o", tmp_path / "s.pdf", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "s.pdf").exists()


def test_the_file_to_write_must_be_named(book: Path) -> None:
    assert run("impose", book).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [
            "--layout",
            "signatures",
            "--signature",
            "2",
            "--binding",
            "right",
            "--creep",
            "auto",
            "--paper",
            "157g 铜版纸",
        ],
        ["--layout", "2up", "--gutter", "5mm", "--scale", "fit", "--duplex", "none", "--marks"],
        ["--layout", "nup", "--grid", "3×2", "--sheet", "8开", "--pages", "1-3,5"],
        ["--creep", "1.5mm", "--duplex", "long-edge", "--sheet", "320x450mm", "--marks"],
    ],
)
def test_options_go_together(arguments: list[str], book: Path, tmp_path: Path) -> None:
    result = run("impose", book, "-o", tmp_path / "s.pdf", *arguments)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_every_layout_prints_a_table_of_every_page(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(make(11, A4))
    for layout in ("saddle", "signatures", "2up", "4up"):
        result = run("impose", tmp_path / "in.pdf", "-o", tmp_path / "s.pdf", "--layout", layout, "--json")
        rows = [row for sheet in json.loads(result.stdout)["sheets"] for row in (*sheet["front"], *sheet["back"])]
        assert sorted(page for row in rows for page in row if page) == list(range(1, 12))
