"""What a process does not load: modules are looked for, not seconds counted, so that an import that creeps in fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
    assert not again & {"weasyprint", "cssselect2", "fontTools", "kanyin.compositor"}


def test_a_book_is_proofread_without_the_engine(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# 题目\n\n一段文字。\n", "utf-8")
    assert not loaded(tmp_path, "check", "book.md") & {"weasyprint", "cssselect2", "pikepdf"}


def test_a_plain_book_needs_no_modules_for_what_it_does_not_have(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# 题目\n\n一段文字。\n", "utf-8")
    loaded(tmp_path, "build", "-q", "book.md")
    again = loaded(tmp_path, "build", "-q", "book.md")
    assert not again & {"yaml", "PIL", "rich.console", "multiprocessing", "importlib.metadata", "urllib.request"}
