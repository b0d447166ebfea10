"""The diagnostic codes and how grave each is, read from the calls that report them.

In: the program's source and what each code means. Out: a table a group of stages.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kanyin.diagnostics import Severity

from .cells import Mismatch, code, matched, table
from .source import calls, spoken, text, trees

_CODE = re.compile(r"[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
_METHODS = {
    "error": Severity.ERROR, "warning": Severity.WARNING, "warn": Severity.WARNING, "note": Severity.NOTE,
}  # fmt: skip
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "说明"}


def tables(said: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """Return the tables, called `codes_LABEL` after the groups of `said`."""
    found = codes(folder)
    meanings = {f"{stage}.{name}": meaning for stage, names in said["of"].items() for name, meaning in names.items()}
    matched(found, meanings, "code")
    stages = {stage: group for group in said["groups"] for stage in group["stages"]}
    matched({name.split(".")[0] for name in found}, stages, "stage")
    return {f"codes_{group['label']}": _table(group, found, meanings) for group in said["groups"]}


def _table(group: Mapping[str, Any], found: Mapping[str, set[Severity]], meanings: Mapping[str, str]) -> str:
    names = [name for stage in group["stages"] for name in sorted(found) if name.startswith(f"{stage}.")]
    rows = [(code(name), "<br>".join(_WORDS[s] for s in _WORDS if s in found[name]), meanings[name]) for name in names]
    return table(("代码", "轻重", "意思"), rows, f"{group['caption']} {{#tbl-codes-{group['label']}}}")


def codes(folder: Path) -> dict[str, set[Severity]]:
    """Return every code the program reports, with its severities."""
    found: dict[str, set[Severity]] = {}
    files = list(trees(folder))
    for file, tree in files:
        for name, severity in _reported(tree, "markdown" if "markdown" in file.parts else ""):
            if name:
                found.setdefault(name, set()).add(severity)
    for file, tree in files:
        _add_handed_on(file, tree, found)
    return found


def _reported(tree: ast.AST, stage: str) -> Iterator[tuple[str | None, Severity]]:
    """Yield the code, None where it is not spelt there, and the severity of each call that reports.

    The Markdown stage adds its own name: `warn("note-unused", …)` reports `markdown.note-unused`.
    """
    for method, call in calls(tree, *_METHODS, "Diagnostic", "Fault", "Finding"):
        if not call.args:
            continue
        spelt = text(call.args[0])
        name = f"{stage}.{spelt}" if spelt and "." not in spelt and stage else spelt
        severity = _METHODS[method] if method in _METHODS else _severity(call)
        if severity and (name is None or _CODE.fullmatch(name)):
            yield name, severity


def _severity(call: ast.Call) -> Severity | None:
    """Return the severity a `Diagnostic(code, Severity.X, …)` names, a `Fault` or a `Finding`."""
    given = call.args[1] if len(call.args) > 1 else None
    return Severity[given.attr] if isinstance(given, ast.Attribute) and given.attr in Severity.__members__ else None


def _add_handed_on(file: Path, tree: ast.AST, found: dict[str, set[Severity]]) -> None:
    """Add codes that a file spells in one place and reports, by a name, in another: of the severity used there."""
    grave = {severity for name, severity in _reported(tree, "") if name is None}
    others = {word for word in spoken(tree) if _CODE.fullmatch(word) and word not in found} if grave else set()
    if len(grave) > 1 and others:
        raise Mismatch(f"{file.name} hands on {', '.join(sorted(others))} with more than one severity")
    for name in others:
        found[name] = set(grave)
