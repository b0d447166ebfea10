"""What a process does not load: modules are looked for, not seconds counted, so that an import that creeps in fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from kanyin.cli import main
try:
    main(sys.argv[1:])
finally:
    print("loaded:", *sys.modules)
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Return the names of the modules that a `kanyin` command has loaded at its end; the store is in `folder`."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, encoding="utf-8", cwd=folder,
        env={**os.environ, "KANYIN_CACHE": str(folder / "store")},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return set(run.stdout.rpartition("loaded:")[2].split())


def test_a_build_that_sets_nothing_loads_no_engine(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# 题目\n\n一段文字。\n", "utf-8")
    first = loaded(tmp_path, "build", "-q", "book.md")
    assert "weasyprint" in first
    assert not first & {"PIL.Image", "fontTools.ttLib", "fontTools.subset"}
    again = loaded(tmp_path, "build", "-q", "book.md")
    assert not again & {"weasyprint", "cssselect2", "fontTools", "kanyin.compositor", "tinyhtml5"}


def test_a_book_is_proofread_without_the_engine(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# 题目\n\n一段文字。\n", "utf-8")
    assert not loaded(tmp_path, "check", "book.md") & {"weasyprint", "cssselect2", "pikepdf"}


def test_a_plain_book_needs_no_modules_for_what_it_does_not_have(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# 题目\n\n一段文字。\n", "utf-8")
    loaded(tmp_path, "build", "-q", "book.md")
    again = loaded(tmp_path, "build", "-q", "book.md")
    assert not again & {"yaml", "PIL", "rich.console", "multiprocessing", "importlib.metadata", "urllib.request"}
    assert not again & {"kanyin.imposition", "kanyin.doctor", "kanyin.system", "subprocess", "platformdirs"}


def test_a_command_loads_no_other(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# 题目\n\n一段文字。\n", "utf-8")
    found = {name for name in loaded(tmp_path, "check", "book.md") if name.startswith("kanyin.cli.")}
    assert "kanyin.cli.check" in found
    assert not found & {f"kanyin.cli.{name}" for name in ("build", "fix", "impose", "making", "doctor", "completion")}


def test_a_command_that_is_none_is_told_its_neighbour() -> None:
    run = subprocess.run([sys.executable, "-m", "kanyin", "bild"], capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 2
    assert "Did you mean 'build'?" in run.stderr


STANDING_BY = """
from kanyin import __main__, cli, workers
workers.usual_jobs = lambda: 2
cli.run = lambda **options: print("one" if workers._standing_by else "none")
__main__.run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="there are no workers")
@pytest.mark.parametrize(
    ("arguments", "stands_by"),
    [
        (["build", "book.md"], True),
        (["build", "--jobs", "2", "book.md"], True),
        (["build", "--jobs", "1", "book.md"], False),
        (["build", "book.md", "--jobs=1"], False),
        (["build", "--help"], False),
        (["check", "book.md"], False),
        (["--version"], False),
        ([], False),
    ],
)
def test_a_worker_stands_by_where_a_build_may_employ_it(arguments: list[str], stands_by: bool) -> None:
    run = subprocess.run([sys.executable, "-c", STANDING_BY, *arguments], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["one" if stands_by else "none"]


ENDING = """
import os, sys
from kanyin import __main__, cli, workers
workers.usual_jobs = lambda: 2
def run(last):
    process = workers._standing_by._first
    os.kill(process, 0)
    last()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        print("gone")
cli.run = run
__main__.run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="there are no workers")
def test_a_worker_that_nobody_employed_ends_with_the_command() -> None:
    run = subprocess.run([sys.executable, "-c", ENDING, "build", "x.md"], capture_output=True, text=True, check=True)
    assert run.stdout == "gone\n"


def test_a_build_that_fails_keeps_no_pipe_open(tmp_path: Path) -> None:
    # It is at its end when nobody has it open any more: not the worker that stood by either.
    command = [sys.executable, "-m", "kanyin", "build", "missing.md"]
    run = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=60, check=False)
    assert run.returncode == 1
    assert b"missing.md" in run.stderr + run.stdout
