"""Writes `kanyin/engine/_declarations.py`: the C declarations that the engine needs, parsed.

In: WeasyPrint's own and `declarations.OURS`. Out: the module's text, the same for the same cffi.
"""

from __future__ import annotations

import ast
import contextlib
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import cffi  # type: ignore[import-untyped]

from kanyin.engine.declarations import OURS, source

TARGET = Path(__file__).resolve().parent.parent / "kanyin/engine/_declarations.py"


def written() -> str:
    """Return the module."""
    data = source().read_bytes()
    ffi = cffi.FFI()
    ffi.cdef(_declared(data.decode("utf-8")))
    ffi.cdef(OURS)
    ffi.set_source("kanyin.engine._declarations", None)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.py"
        with contextlib.redirect_stdout(None):
            ffi.emit_python_code(str(made))
        _, imported, body = made.read_text("utf-8").split("\n", 2)
    head = "# Written by script/declarations from WeasyPrint's declarations and ours; do not edit.\n# ruff: noqa\n"
    return f'{head}SOURCE = "{sha256(data).hexdigest()}"\n{imported}  # type: ignore[import-untyped]\n{body}'


def _declared(code: str) -> str:
    """Return the text that WeasyPrint gives to `ffi.cdef`."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "cdef":
            return str(ast.literal_eval(node.args[0]))
    raise LookupError("WeasyPrint declares nothing")


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8", newline="\n")
    print(f"declarations: {TARGET.name} written", file=sys.stderr)
