"""The program's own source, as syntax trees.

In: a folder of Python. Out: its files' trees, and the calls in them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def trees(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Yield each Python file below the folder with its tree, in order of path."""
    for file in sorted(folder.rglob("*.py")):
        yield file, ast.parse(file.read_text("utf-8"))


def calls(tree: ast.AST, *names: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a function or method of one of these names, with the name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := called(node)) in names:
            yield name, node


def called(call: ast.Call) -> str:
    """Return the last name of what is called: `warning` in `self._report.warning(…)`."""
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def text(node: ast.expr | None) -> str | None:
    """Return the string that a node spells."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def spoken(tree: ast.AST) -> set[str]:
    """Return every string the code spells, docstrings aside."""
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    idle = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {str(node.value) for node in strings if id(node) not in idle}
