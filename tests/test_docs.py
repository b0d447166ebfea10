"""What docs/ shows works, what it names exists, and every link in it leads somewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kanyin import markdown, render
from kanyin.diagnostics import Report

from .markdown.reading import _CASE, canonical, html_of, read

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "styles/README.md", ROOT / "templates/README.md"])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def blocks(page: str, language: str) -> list[str]:
    """Return the code of one language on a page of docs/."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / "docs" / page).read_text("utf-8"), re.S | re.M)


@pytest.fixture
def _extended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the extension of docs/extensions.md among the others."""
    module = ModuleType("kanyin.markdown.extensions.keys")
    module.__package__ = "kanyin.markdown.extensions"
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(blocks("extensions.md", "python")[0], module.__dict__)
    monkeypatch.setattr(markdown, "EXTENSIONS", (*markdown.EXTENSIONS, module.KeysExtension))


@pytest.mark.usefixtures("_extended")
def test_the_extension_that_is_shown_passes_its_cases() -> None:
    cases = [case for block in blocks("extensions.md", "text") for case in _CASE.finditer(block)]
    assert len(cases) == 3
    for case in cases:
        assert canonical(html_of(read(case["source"]))) == canonical(case["expected"]), case["title"]


@pytest.mark.usefixtures("_extended")
def test_the_diagnostic_that_is_shown_is_what_the_author_sees() -> None:
    source, report = "# 题\n\n按++Ctrl+C复制。\n", Report()
    read(source, report)
    (found,) = report
    assert render(found, source) + "\n" in blocks("extensions.md", "text")
    read("甲\n乙++Ctrl\n", placed := Report())
    (other,) = placed
    assert other.span is not None
    assert (other.code, other.span.line, other.span.column, other.span.length) == ("markdown.keys-unclosed", 2, 2, 2)


@pytest.mark.usefixtures("_extended")
def test_the_extension_that_is_shown_reads_a_long_paragraph_in_linear_time() -> None:
    assert html_of(read("甲++乙" * 20_001)).count("<kbd>") == 10_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.S | re.M)
    targets = [target for target in _LINK.findall(text) if "://" not in target and not target.startswith(("#", "mailto:"))]
    assert [target for target in targets if not (page.parent / target.split("#")[0]).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_readmes_show_pages_of_every_theme(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    pictures = sorted((ROOT / "docs").glob("pages-*.png"))
    themes = sorted(path.stem for path in (ROOT / "styles" / "themes").glob("*.css"))
    assert [picture.stem.removeprefix("pages-") for picture in pictures] == themes
    assert all(f"](docs/{picture.name})" in text for picture in pictures)
    assert sum(picture.stat().st_size for picture in pictures) < 600_000
