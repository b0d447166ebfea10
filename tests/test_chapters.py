"""Parsed chapters are kept: the same tree and the same words come from the store, and only for the same text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest

from kanyin import markdown
from kanyin.book import Chapter, load
from kanyin.chapters import parsed
from kanyin.diagnostics import Diagnostic, Report
from kanyin.store import Store

TEXT = """# 第一章

甲[^1]与**乙**，`码`，[链](b.md)。\\
#丙不是标题

| 表 | 头 |
|---|---|
| 1 | 2 |

```python
print("纸")  # 注
```

[^1]: 注。
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store."""
    return Store(tmp_path / "store")


@pytest.fixture
def chapter(tmp_path: Path) -> Chapter:
    """Return a chapter with a fault in it."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "a.md").write_text(TEXT, "utf-8")
    return load(tmp_path / "book", Report()).chapters[0]


def read(chapter: Chapter, store: Store | None) -> tuple[Element, list[Diagnostic]]:
    report = Report()
    return parsed(chapter, report, store), list(report)


def test_a_kept_chapter_has_the_same_tree_and_the_same_warnings(chapter: Chapter, store: Store) -> None:
    fresh, said = read(chapter, None)
    read(chapter, store)
    kept, again = read(chapter, store)
    assert [(e.tag, list(e.attrib.items()), e.text, e.tail) for e in kept.iter()] == [
        (e.tag, list(e.attrib.items()), e.text, e.tail) for e in fresh.iter()
    ]
    assert tostring(kept) == tostring(fresh)
    assert said == again != []


def test_a_kept_chapter_is_not_parsed_again(chapter: Chapter, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read(chapter, store)
    monkeypatch.delattr(markdown, "parse")
    read(chapter, store)


def test_who_asks_gets_a_tree_of_its_own(chapter: Chapter, store: Store) -> None:
    read(chapter, store)
    first, _ = read(chapter, store)
    first.clear()
    assert len(read(chapter, store)[0]) > 3


@pytest.mark.parametrize("change", [{"text": "# 另"}, {"first_line": 9}, {"file": "b.md"}, {"path": Path("c.md")}])
def test_another_chapter_is_parsed(
    chapter: Chapter, store: Store, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    read(chapter, store)
    monkeypatch.delattr(markdown, "parse")
    with pytest.raises(AttributeError):
        read(replace(chapter, **change), store)  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", [b"", b"[]", b"{}", b'{"tree":[["p",{},null,null,1]],"said":[]}', b"\xff"])
def test_an_entry_that_holds_no_tree_goes_away(
    chapter: Chapter, store: Store, monkeypatch: pytest.MonkeyPatch, entry: bytes
) -> None:
    fresh, said = read(chapter, None)
    with monkeypatch.context() as patch:
        patch.setattr("kanyin.stereotype.cast_tree", lambda *_: entry)
        read(chapter, store)
    again, told = read(chapter, store)
    assert (tostring(again), told) == (tostring(fresh), said)
