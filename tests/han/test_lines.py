"""Whole paragraphs: the blocks of fixtures/han/lines.txt."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from kanyin.han import Settings

from .helpers import FIXTURES, lines, setting

_NAMES = {field.name for field in fields(Settings)}


def _blocks() -> list[dict[str, str]]:
    text = (FIXTURES / "lines.txt").read_text(encoding="utf-8")
    rows = [[r for r in block.split("\n") if r and not r.startswith("#")] for block in text.split("\n\n")]
    return [dict(row.split(": ", 1) for row in block) for block in rows if block]


@pytest.mark.parametrize("block", _blocks(), ids=lambda block: block["text"])
def test_the_lines_of_a_paragraph(block: dict[str, str]) -> None:
    text = block["text"].replace("¶", "\n")
    changes: dict[str, Any] = {name: setting(name, value) for name, value in block.items() if name in _NAMES}
    assert set(block) - _NAMES <= {"em", "text", "lines", "indent"}
    found = lines(text, float(block["em"]), float(block.get("indent", 0)), **changes)
    shown = "⏎".join(text[line.start : line.end].replace("\n", "¶") for line in found)
    assert shown == block["lines"]
