"""Each fixture rule: a text becomes exactly these files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kanyin.diagnostics import Report
from kanyin.importer import import_book

FIXTURES = Path(__file__).parents[1] / "fixtures" / "import"


@dataclass(frozen=True)
class Rule:
    """One rule of a fixture file."""

    name: str
    source: str
    files: dict[str, str]


def rules(file: Path) -> list[Rule]:
    """Return the rules of a fixture file; a line that is one dot parts the pieces of a rule."""
    pieces = [p.removeprefix("\n") for p in f"\n{file.read_text(encoding='utf-8')}".split("\n.\n")]
    assert len(pieces) % 3 == 1, f"{file.name}: a rule is a name, a text and its files, each closed by a dot"
    triples = zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=False)
    return [Rule(name.strip(), source, _files(expected)) for name, source, expected in triples]


def _files(expected: str) -> dict[str, str]:
    found = {}
    for part in f"\n{expected}".split("\n=== ")[1:]:
        name, _, content = part.partition("\n")
        found[name.strip()] = content + "\n"
    return found


ALL_RULES = [rule for file in ("front", "headings", "paragraphs") for rule in rules(FIXTURES / f"{file}.md")]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_rule(rule: Rule, tmp_path: Path) -> None:
    source = tmp_path / "稿.txt"
    source.write_text(rule.source, encoding="utf-8")
    imported = import_book([source], tmp_path / "book", Report())
    assert rule.files, "the rule names no file"
    for name, expected in rule.files.items():
        written = (tmp_path / "book" / name).read_text(encoding="utf-8")
        assert written == expected
    assert {p.name for p in imported.files} == {p.name for p in (tmp_path / "book").iterdir()}
