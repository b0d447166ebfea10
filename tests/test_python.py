"""The Python interface: what the documentation shows runs, errors are as it says, and importing is light."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kanyin
from kanyin import engine, starter

from .conftest import MakeBook

ROOT = Path(__file__).resolve().parent.parent


def examples(file: str) -> list[str]:
    """Return the Python examples of a page of the documentation."""
    return re.findall(r"^```python\n(.*?)^```", (ROOT / file).read_text("utf-8"), re.S | re.M)


@pytest.mark.parametrize("file", ["docs/python.md", "docs/engine.md"])
def test_every_example_of_the_documentation_runs(file: str, tmp_path: Path) -> None:
    starter.start(tmp_path / "作文集", kanyin.Report())
    code = "\n".join(examples(file))
    assert code
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.read_bytes()[:5] for path in tmp_path.rglob("*.pdf")] == [b"%PDF-"]
    if file == "docs/python.md":
        assert done.stdout.splitlines() == [f"{Path('成品') / '作文集.pdf'} 8", "0 warnings"]


def test_the_documentation_names_every_argument_and_every_name() -> None:
    text = (ROOT / "docs/python.md").read_text("utf-8")
    signature = inspect.signature(kanyin.build)
    assert re.findall(r"^\| `(\w+)` \|", text, re.M)[: len(signature.parameters)] == list(signature.parameters)
    assert [name for name in kanyin.__all__ if f"kanyin.{name}" not in text and name != "__version__"] == []


def test_importing_loads_no_dependency() -> None:
    heavy = "{'weasyprint', 'jinja2', 'markdown', 'rich', 'click', 'PIL', 'fontTools', 'pikepdf', 'yaml', 'json', 'kanyin.book'}"
    code = f"import kanyin, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_names_are_loaded_when_they_are_used() -> None:
    assert kanyin.engine is engine
    assert set(kanyin.__all__) <= set(dir(kanyin))
    assert all(getattr(kanyin, name) is not None for name in kanyin.__all__)
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        kanyin.bild  # type: ignore[attr-defined]  # noqa: B018


def test_a_book_that_is_not_there_is_a_build_that_failed(tmp_path: Path) -> None:
    with pytest.raises(kanyin.BuildFailed) as failed:
        kanyin.build(tmp_path / "nichts", tmp_path / "out")
    assert [found.code for found in failed.value.diagnostics] == ["book.missing"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("editions", [["nope"], "screen", ["screen", "scren"]])
def test_an_edition_that_does_not_exist_is_told_before_anything_is_read(tmp_path: Path, editions: list[str]) -> None:
    with pytest.raises(ValueError, match="screen"):
        kanyin.build(tmp_path / "nichts", tmp_path / "out", editions=editions)


def test_nothing_is_printed_and_the_report_has_everything(
    make_book: MakeBook, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    heard: list[str] = []
    report = kanyin.Report(lambda found: heard.append(found.code))
    built = kanyin.build(make_book({"a.md": "# 题\n\n见[甲](b.md)。\n"}), tmp_path / "out", report=report)
    assert heard == [found.code for found in report] == ["link.outside-book"]
    assert (built.files, built.pages) == ((tmp_path / "out" / "book.pdf",), 4)
    assert capfd.readouterr() == ("", "")
