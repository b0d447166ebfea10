"""Builds books into dist/: `python3 build.py` for all under content/, `python3 build.py BOOK...` for the named ones.

This is `kanyin build` run in this repository, with the Python and the packages that script/setup put into .venv.
Options of `kanyin build` may be given too: `python3 build.py content/manual --strict`.

`python3 -m build` in this folder finds this file before the packaging tool of the same name. Whoever types that wants
the wheel, so the call is handed on to that tool: to this Python's, or else to the one script/setup put into .venv.
"""

from __future__ import annotations

import importlib.util
import os
import runpy
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
    from kanyin.cli import run

    run(["build", "--out", str(ROOT / "dist"), *(arguments or all_books())])


def run_again_in_venv(arguments: list[str]) -> None:
    """Becomes the Python of .venv; does not return."""
    if not venv_is_whole():
        raise SystemExit("build.py: .venv is missing or incomplete; run script/build, which sets it up and builds")
    become([str(PYTHON), str(ROOT / "build.py"), *arguments])


def make_packages(arguments: list[str]) -> None:
    """Runs the packaging tool `build` in this file's place; the wheel and the sdist go to dist/ too."""
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != ROOT]
    tool = importlib.util.find_spec("build")
    if tool and tool.submodule_search_locations:  # a package, and not another such file on PYTHONPATH
        runpy.run_module("build", run_name="__main__", alter_sys=True)
    elif not venv_is_whole():
        raise SystemExit("build.py: the packaging tool `build` is not installed; run script/setup, which brings it")
    elif Path(sys.prefix).resolve() == VENV.resolve():
        raise SystemExit("build.py: .venv lacks the packaging tool `build`; delete .venv and run script/setup")
    else:
        become([str(PYTHON), "-P", "-m", "build", *arguments])


def become(command: list[str]) -> None:
    """Goes on as another program; does not return."""
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


def is_run_as_module() -> bool:
    """Whether this is `python -m build`, not `python build.py`: then the file has a spec, and `build` for its name."""
    return __spec__ is not None and __spec__.name == "build"


if __name__ == "__main__":
    (make_packages if is_run_as_module() else main)(sys.argv[1:])
