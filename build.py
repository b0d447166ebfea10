"""Builds books into dist/: `python3 build.py` for all under content/, `python3 build.py BOOK...` for the named ones.

This is `kanyin build` run in this repository, with the Python and the packages that script/setup put into .venv.
Options of `kanyin build` may be given too: `python3 build.py content/handout --edition booklet`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(arguments: list[str]) -> None:
    """Builds the books named in `arguments`, or every book of this repository."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        run_again_in_venv(arguments)
    from kanyin.cli import main as kanyin

    kanyin(["build", "--out", str(ROOT / "dist"), *(arguments or all_books())])


def run_again_in_venv(arguments: list[str]) -> None:
    """Becomes the Python of .venv; does not return."""
    if not venv_is_whole():
        raise SystemExit("build.py: .venv is missing or incomplete; run script/build, which sets it up and builds")
    command = [str(PYTHON), str(ROOT / "build.py"), *arguments]
    if os.name == "nt":  # Windows cannot replace a process, and a shell there would not wait for the new one.
        raise SystemExit(subprocess.call(command))
    os.execv(command[0], command)


def venv_is_whole() -> bool:
    """Whether script/setup finished making .venv, in the place where it still is."""
    stamp = VENV / "kanyin-stamp"
    if not all(file.is_file() for file in (PYTHON, VENV / "pyvenv.cfg", stamp)):
        return False
    return stamp.read_bytes().startswith(os.fsencode(VENV) + b"\n")


def all_books() -> list[str]:
    """The folders under content/ that are books, in order of name."""
    content = ROOT / "content"
    books = {file.parent for pattern in ("*/book.toml", "*/*.md") for file in content.glob(pattern)}
    if not books:
        raise SystemExit("build.py: there is no book under content/")
    return [str(folder) for folder in sorted(books)]


if __name__ == "__main__":
    main(sys.argv[1:])
