"""`kanyin check FILE.pdf` as its users meet it: lines, JSON, exit codes, wrong usage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..preflight.planted import archived, line, printed, screen, tagged
from .running import run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a test's PDF goes."""
    return tmp_path / "书.pdf"


def test_a_sound_file_is_told_so(file: Path) -> None:
    file.write_bytes(screen(line("刊印")))
    result = run("check", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{file}: nothing found\n"
    assert run("check", "-q", file).stderr == ""


def test_a_finding_has_its_page_its_place_and_a_remedy(file: Path) -> None:
    file.write_bytes(printed("", line("刊印", colour="0 0 0 rg"), "", ""))
    result = run("check", file)
    assert result.exit_code == 1
    # x: 60 pt; y: 595.28 - (300 + 8.8) = 286.5 pt.
    assert result.stderr.splitlines() == [
        f"{file}: error: text in RGB 0 0 0, which four plates print: “刊印” [preflight.rgb-text]",
        "    on page 2, 21.2 mm from the left, 101.1 mm from the top",
        "    hint: black text is black alone (K 1, or grey 0)",
        f"{file}: 1 error",
    ]


def test_json_is_one_object_a_line_with_the_place_on_paper(file: Path) -> None:
    file.write_bytes(printed("", line("刊印", colour="0 0 0 rg"), "", ""))
    result = run("check", "--json", file)
    (found,) = map(json.loads, result.stdout.splitlines())
    assert (found["code"], found["severity"], found["file"]) == ("preflight.rgb-text", "error", str(file))
    assert (found["page"], found["folio"], found["x"], found["y"]) == (2, "2", 21.2, 101.1)
    assert (found["line"], result.stderr) == (None, "")


def test_warnings_are_no_failure_unless_strict(file: Path) -> None:
    file.write_bytes(screen(line("刊", x=-5)))
    assert run("check", file).exit_code == 0
    assert run("check", "--strict", file).exit_code == 1


def test_of_many_findings_the_first_are_shown(file: Path) -> None:
    file.write_bytes(printed(*[line("刊", colour="0 0 0 rg")] * 24))
    few, all_of_them = run("check", file), run("check", "-v", file)
    assert few.stderr.count("[preflight.rgb-text]") == 20
    assert "preflight.rgb-text: 4 more (--verbose shows them)" in few.stderr
    assert few.stderr.endswith("24 errors\n")
    assert all_of_them.stderr.count("[preflight.rgb-text]") == 24
    assert run("check", "--json", file).stdout.count("\n") == 24


def test_the_rules_can_be_chosen(file: Path) -> None:
    file.write_bytes(archived(tagged(line("刊", colour="0 0 0 rg"))))
    assert run("check", file).exit_code == 0
    assert "preflight.rgb-text" in run("check", "--rules", "print", file).stderr


def test_each_file_is_checked_and_one_that_cannot_be_read_fails(file: Path) -> None:
    file.write_bytes(screen(line("刊")))
    result = run("check", file.with_name("no.pdf"), file)
    assert result.exit_code == 1
    assert "no such file [preflight.no-such-file]" in result.stderr
    assert "书.pdf: nothing found" in result.stderr


def test_a_pdf_is_known_by_how_it_begins(tmp_path: Path) -> None:
    (tmp_path / "book").write_bytes(screen(line("刊")))
    assert run("check", tmp_path / "book").exit_code == 0
