"""The manual's appendices: every command, option, key, way of writing and code, as the program has them.

In: the program itself (click's parameters, the calls that read keys, the Markdown extensions, the calls that report),
and content/manual/appendix/: a template a page, and `meanings.toml` with what each name means, in Chinese. Out: pages
of content/manual/src/. A name without a meaning and a meaning without a name are errors, so that a page cannot be
written that says less or more than the program.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from . import codes, commands, keys, proofreading, syntax
from .cells import Mismatch

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "content" / "manual" / "appendix"
PAGES = ROOT / "content" / "manual" / "src"

_NOTICE = "<!-- script/appendix写的，不要改这里：改content/manual/appendix里的，再运行script/appendix。 -->\n\n"

__all__ = ["PAGES", "Mismatch", "meanings", "pages"]


def meanings() -> Mapping[str, Any]:
    """Return the table of meanings."""
    return tomllib.loads((SOURCE / "meanings.toml").read_text("utf-8"))


def pages(said: Mapping[str, Any] | None = None) -> Iterator[tuple[Path, str]]:
    """Yield each page's path and text; `said` is the table of meanings. Raises `Mismatch`."""
    said = said or meanings()
    tables = {
        **commands.tables(said["commands"]),
        **keys.tables(said["keys"]),
        **syntax.tables(said["syntax"]),
        **codes.tables(said["codes"], ROOT / "kanyin"),
        **proofreading.tables(said["rules"]),
    }
    for template in sorted(SOURCE.glob("*.md")):
        yield PAGES / template.name, _NOTICE + Template(template.read_text("utf-8")).substitute(tables)
