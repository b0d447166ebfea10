"""The keys of book.toml and of a front matter, read from the calls that read them.

In: the program's tables of keys, the modules that read them, and what each key means. Out: a table for each table of
book.toml, with the type or the values of a key and what holds when it is left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import ModuleType
from typing import Any

from kanyin import appearance, book, config, settings, theme
from kanyin.official import schema
from kanyin.proofread import choice
from kanyin.settings import Settings

from .cells import Mismatch, code, listed, matched, table, with_facts
from .source import calls, text

_READERS = (book, config, settings, appearance, choice)
_KINDS = {
    "flag": "可写`true`、`false`",
    **dict.fromkeys(("strings", "texts"), "写成列表"),
    **dict.fromkeys(("table", "sub"), "写成一张表"),
}
_METHODS = ("text", "texts", "strings", "choice", "flag", "integer", "number", "numbers", "table", "sub")

# Keys whose values are words or numbers of a table: what reads them as mere text looks them up there.
_VALUES: Mapping[str, Mapping[str, object]] = {
    "theme": {name: name for name in theme.names()},
    "editions": {name: name for name in settings.EDITIONS},
    "accent": appearance.ACCENTS,
    "paper": appearance.PAPERS,
}

_TABLES = {"book": "[book]", "kanyin": "[output.kanyin]", "proofread": "[output.kanyin.proofread]"}
_OFFICIAL: Mapping[str, Mapping[str, object]] = {
    "form": schema.FORMS,
    "direction": schema.DIRECTIONS,
    "seal": schema.SEALS,
    "secrecy": {name: name for name in schema.SECRECIES},
    "urgency": {name: name for name in schema.URGENCIES},
}


@dataclass(frozen=True, slots=True)
class Read:
    """A call that reads a key: `choice("cover", _COVERS, "auto")`; `names` are the key and its other names."""

    method: str
    names: tuple[str, ...]
    arguments: tuple[Any, ...]


def tables(meanings: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the tables of keys, called `keys_TABLE` after the tables of book.toml."""
    return {
        "keys_book": _table("book", config.BOOK_KEYS, meanings["book"]),
        "keys_kanyin": _table("kanyin", settings.KEYS, meanings["kanyin"]),
        "keys_proofread": _table("proofread", choice.KEYS, meanings["proofread"]),
        "keys_colophon": _colophon(meanings["colophon"]),
        "keys_fonts": _fonts(meanings["fonts"]),
        "keys_print": _print(meanings["print"]),
        "keys_official": _official(meanings["official"]),
    }


def _table(name: str, keys: Sequence[str], meanings: Mapping[str, Mapping[str, str]]) -> str:
    reads = {key: [read for read in _reads() if key in read.names] for key in keys}
    if idle := [key for key in keys if not reads[key]]:
        raise Mismatch(f"keys that nothing reads: {', '.join(idle)}")
    own = [key for key in keys if all(read.names[0] == key for read in reads[key])]
    matched(own, meanings, f"key of [{name}]")
    rows = [(code(key), _meaning(key, reads[key], meanings[key])) for key in own]
    return table(("键", "意思"), rows, f"`{_TABLES[name]}`的键 {{#tbl-keys-{name}}}")


def _reads() -> Iterator[Read]:
    for module in _READERS:
        for method, call in calls(ast.parse(Path(str(module.__file__)).read_text("utf-8")), *_METHODS):
            key = text(call.args[0]) if call.args else None
            if key:
                others = [text(argument) for argument in call.args[1:]] if method in ("text", "texts") else []
                names = (key, *(name for name in others if name))
                yield Read(method, names, () if others else _arguments(call, method, module))


def _arguments(call: ast.Call, method: str, module: ModuleType) -> tuple[Any, ...]:
    """Return what a call says a key may be, worked out in its module; it is spelt in names of that module."""
    if method not in ("choice", "integer", "number"):
        return ()
    spelt = ", ".join(ast.unparse(argument) for argument in call.args[1:])
    return tuple(eval(f"[{spelt}]", dict(vars(module))))


def _meaning(key: str, reads: Sequence[Read], said: Mapping[str, str]) -> str:
    others = [name for read in reads for name in read.names[1:]]
    alias = f"也可以写{listed(dict.fromkeys(others))}" if others else ""
    return with_facts(said["means"], _values(key, reads), alias, _default(key) or _unset(said))


def _unset(said: Mapping[str, str]) -> str:
    return f"不写时{said['unset']}" if "unset" in said else ""


def _values(key: str, reads: Sequence[Read]) -> str:
    if key in _VALUES:
        return f"可写{listed(_VALUES[key])}"
    for read in reads:
        if read.method == "choice":
            return f"可写{listed(read.arguments[0])}"
        if read.method == "integer":
            low, high = read.arguments[:2]
            return f"可写{listed({str(number): number for number in range(low, high + 1)})}"
        if read.method == "number":
            return "{}到{}".format(*read.arguments)
        if read.method in _KINDS:
            return _KINDS[read.method]
    return ""


def _default(key: str) -> str:
    """Return what `Settings` holds when the book does not say."""
    defaults = {field.name: field.default for field in fields(Settings)}
    defaults["contents_depth"] = settings.CONTENTS_DEPTH
    found = defaults.get(key)
    if isinstance(found, tuple):
        return f"不写时是{'、'.join(map(code, found))}" if found else ""
    plain = str(found).lower() if isinstance(found, bool) else found
    return f"不写时是`{plain}`" if isinstance(plain, str | int) else ""


def _colophon(meanings: Mapping[str, str]) -> str:
    matched(settings.UNLABELLED, meanings, "key of the colophon")
    printed = {**{key: labels[0] for key, labels in settings.COLOPHON.items()}, **meanings}
    cells = [(code(key), label) for key, label in printed.items()]
    half = (len(cells) + 1) // 2
    right = [*cells[half:], *[("", "")] * (2 * half - len(cells))]
    rows = [(*first, *second) for first, second in zip(cells[:half], right, strict=True)]
    return table(("键", "印出来", "键", "印出来"), rows, "版权页的键 {#tbl-colophon}")


def _fonts(meanings: Mapping[str, str]) -> str:
    matched(appearance.ROLES, meanings, "face")
    rows = [(code(role), meanings[role]) for role in appearance.ROLES]
    return table(("键", "用在哪里"), rows, "`[output.kanyin.fonts]`的键 {#tbl-keys-fonts}")


def _print(meanings: Mapping[str, str]) -> str:
    matched(settings.PRINTING, meanings, "key of the print edition")
    rows = [(code(key), meanings[key]) for key in settings.PRINTING]
    return table(("键", "意思"), rows, "`[output.kanyin.print]`的键 {#tbl-keys-print}")


def _official(meanings: Mapping[str, str]) -> str:
    matched(schema.KEYS, meanings, "key of an official document")
    values = {key: f"可写{listed(known)}" for key, known in _OFFICIAL.items()}
    rows = [(code(key), name, with_facts(meanings[key], values.get(key, ""))) for key, name in schema.KEYS.items()]
    return table(("键", "中文名", "意思"), rows, "公文的键 {#tbl-official}")
