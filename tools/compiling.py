"""Compiles the modules in which a build spends its time into `build/compiled/`, where `kanyin/compiled.py` finds them.

In: the sources of `MODULES`, a C compiler and Python's headers. Out: extension modules, and a manifest with the digest
of what they were made of. mypyc, which comes with mypy, writes the C; the same sources run interpreted where there is
no compiler.

Compiled is what computes with types of its own. Left out is what gains nothing or may not be compiled: hooks, whose
time goes in WeasyPrint; classes made of WeasyPrint's; and whatever holds memory of C's (see `HELD`).
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kanyin.compiled import ABI, LIBRARY, MANIFEST, digest, look

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "build/compiled"

MODULES: Final = (
    "kanyin.han.breaks",
    "kanyin.han.choose",
    "kanyin.han.classes",
    "kanyin.han.compose",
    "kanyin.han.context",
    "kanyin.han.fit",
    "kanyin.han.justify",
    "kanyin.han.paragraph",
    "kanyin.han.places",
    "kanyin.han.settings",
    "kanyin.han.spacing",
    "kanyin.han.tables",
    "kanyin.engine.bare",
    "kanyin.engine.composition",
    "kanyin.engine.drawn",
    "kanyin.engine.gathering",
    "kanyin.engine.joins",
    "kanyin.engine.leaders",
    "kanyin.engine.lines",
    "kanyin.engine.painting",
    "kanyin.engine.pen",
    "kanyin.engine.pieces",
    "kanyin.engine.runs",
    "kanyin.engine.setting",
    "kanyin.engine.shaping",
    "kanyin.engine.snapping",
)

HELD: Final = "ffi"
"""No compiled module uses this name. Python keeps what a local variable holds until its function ends, mypyc until its
last use: a pointer into it that is used later would be into nothing."""


class CannotCompileError(Exception):
    """Why nothing was compiled, in a line."""


def compile_all() -> None:
    """Compile all modules, and put them where they are found, whole or not at all. Raises `CannotCompileError`."""
    _look_for_compiler()
    sources = tuple(all_sources())
    before = digest(sources, ROOT)
    TARGET.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TARGET.parent, prefix="compiling-") as folder:
        made = Path(folder) / "made"
        _build(Path(folder), made)
        if digest(sources, ROOT) != before:
            raise CannotCompileError("the sources changed meanwhile")
        lines = (ABI, before, " ".join((LIBRARY, *MODULES)), *sources)
        (made / MANIFEST).write_text("\n".join(lines), encoding="utf-8")
        shutil.rmtree(TARGET, ignore_errors=True)
        made.rename(TARGET)


def all_sources() -> Iterator[str]:
    """Yield the paths of the modules to compile, and of all they import: constants of those are compiled in."""
    found, waiting = dict[str, None](), [_path(name) for name in MODULES]
    while waiting:
        source = waiting.pop()
        if source not in found:
            found[source] = None
            waiting += imported(source)
    yield from sorted(found)


def imported(source: str) -> Iterator[str]:
    """Yield the paths of those of the program's modules that a source file names in its imports."""
    for node in ast.walk(ast.parse((ROOT / source).read_bytes())):
        names: Iterable[str] = ()
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from (path for name in names if name.split(".")[0] == "kanyin" and (path := _path(name)))


def _path(module: str) -> str:
    """Return the path of a module's source below the root, nothing where there is no such module."""
    for path in (f"{module.replace('.', '/')}.py", f"{module.replace('.', '/')}/__init__.py"):
        if (ROOT / path).is_file():
            return path
    return ""


def _look_for_compiler() -> None:
    """mypyc takes some seconds before it would find that out."""
    compiler = str(sysconfig.get_config_var("CC") or "cc").split()[0]
    if os.name == "posix" and not shutil.which(os.environ.get("CC", compiler).split()[0]):
        raise CannotCompileError(f"there is no C compiler ({compiler})")
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        raise CannotCompileError("Python's headers are missing (Debian: python3-dev)")


def _build(scratch: Path, made: Path) -> None:
    """Translate and compile. Paths are given from the root, so that none of this machine gets into the code."""
    said = io.StringIO()
    try:
        with contextlib.chdir(ROOT), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            _run(os.path.relpath(scratch, ROOT), str(made))
    except (Exception, SystemExit) as error:
        lines = f"{said.getvalue()}\n{error}".strip().splitlines()
        raise CannotCompileError("\n".join(line for line in lines if ": warning: " not in line)) from error


def _run(scratch: str, made: str) -> None:
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    paths = ["--no-error-summary", *(_path(name) for name in MODULES)]
    group = LIBRARY.removesuffix("__mypyc")
    # One C file a module, so that several compilers work side by side.
    extensions = mypycify(
        paths, opt_level="2", debug_level="0", multi_file=True, target_dir=f"{scratch}/c", group_name=group
    )
    command = build_ext(Distribution({"name": group, "ext_modules": extensions}))
    command.build_lib, command.build_temp, command.parallel = made, f"{scratch}/o", os.cpu_count() or 1
    command.ensure_finalized()
    command.run()


def main(arguments: list[str]) -> int:
    """Compile what is not compiled; with `--if-possible` it is no failure where that cannot be done."""
    try:
        if look(TARGET)[0].keys() != {LIBRARY, *MODULES}:
            compile_all()
    except CannotCompileError as error:
        lenient = "--if-possible" in arguments
        reason = str(error).splitlines()[-1:] if lenient else [str(error)]
        print(f"compile: nothing compiled, which makes builds slower and is all: {''.join(reason)}", file=sys.stderr)
        return 0 if lenient else 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
