"""Compiled modules: the same bytes as interpreted, and never those of another source."""

from __future__ import annotations

import ast
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kanyin import compiled
from kanyin.doctor import programs
from tools import compiling

ROOT = Path(__file__).resolve().parent.parent

needs_compiled = pytest.mark.skipif(not compiled.in_use(), reason=f"nothing compiled to compare: {compiled.look()[1]}")


def built(book: Path, out: Path, **env: str) -> bytes:
    """Build a book in a process of its own, and return its pages as bytes."""
    command = [sys.executable, "-m", "kanyin", "build", "--no-cache", "--jobs", "1", "-q", "--out", str(out), str(book)]
    subprocess.run(command, cwd=ROOT, env=os.environ | env, check=True, capture_output=True)
    return (out / f"{book.name}.pdf").read_bytes()


@needs_compiled
def test_compiled_and_interpreted_give_the_same_bytes(tmp_path: Path) -> None:
    book = ROOT / "content/manual"
    assert built(book, tmp_path / "compiled") == built(book, tmp_path / "interpreted", KANYIN_COMPILED="0")


@needs_compiled
def test_every_module_listed_runs_compiled() -> None:
    code = (
        "import importlib, sys; from tools.compiling import MODULES\n"
        "print(*(importlib.import_module(name).__file__ for name in MODULES), sep='\\n')"
    )
    files = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert all(file.endswith(compiled.ABI) for file in files.split("\n")[:-1])


# What is found


FIT = "kanyin/han/fit.py"


def place_of(tmp_path: Path, *, abi: str = compiled.ABI, digest: str = compiled.digest([FIT]), source: str = FIT) -> Path:
    """Return a folder as of one module compiled from `kanyin/han/fit.py` as it is, or with a manifest that says else."""
    (tmp_path / compiled.MANIFEST).write_text(f"{abi}\n{digest}\nkanyin.han.fit\n{source}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return place_of(tmp_path)


@pytest.fixture(autouse=True)
def _wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KANYIN_COMPILED", raising=False)


def test_a_module_whose_source_is_unchanged_is_found(place: Path) -> None:
    files, reason = compiled.look(place)
    file = place / f"kanyin/han/fit{compiled.ABI}"
    assert (files, reason) == ({"kanyin.han.fit": file}, "")
    spec = compiled.Finder(files).find_spec("kanyin.han.fit")
    assert spec is not None
    assert spec.origin == str(file)
    assert compiled.Finder(files).find_spec("kanyin.han.breaks") is None


def test_a_source_that_changed_is_interpreted(tmp_path: Path) -> None:
    place = place_of(tmp_path, digest="0" * 64)
    assert compiled.look(place) == ({}, "the sources have changed since they were compiled")


def test_one_byte_changes_the_digest(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    before = compiled.digest(["a.py"], tmp_path)
    (tmp_path / "a.py").write_bytes(b"x = 2\n")
    assert compiled.digest(["a.py"], tmp_path) != before


def test_what_is_made_for_another_python_is_not_used(tmp_path: Path) -> None:
    place = place_of(tmp_path, abi=".cpython-27.so")
    assert compiled.look(place) == ({}, "what is compiled is for another Python (.cpython-27.so)")


def test_a_source_that_is_gone_is_no_failure(tmp_path: Path) -> None:
    assert compiled.look(place_of(tmp_path, source="kanyin/gone.py"))[0] == {}


@pytest.mark.parametrize("text", ["", "one line", f"{compiled.ABI}\n0", "\x00\n\n\n\n"])
def test_a_damaged_manifest_is_no_failure(place: Path, text: str) -> None:
    (place / compiled.MANIFEST).write_text(text, encoding="utf-8")
    assert compiled.look(place)[0] == {}


def test_no_manifest_means_nothing_compiled(tmp_path: Path) -> None:
    assert compiled.look(tmp_path) == ({}, "nothing is compiled")


def test_it_can_be_left_out(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANYIN_COMPILED", "0")
    assert compiled.look(place) == ({}, "KANYIN_COMPILED=0 leaves compiled modules out")


def test_a_library_that_does_not_load_leaves_the_sources(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    importlib.import_module("kanyin.han.fit")  # or else the package would load it, by whatever finder there is
    (place / "kanyin/han").mkdir(parents=True)
    (place / f"kanyin/han/fit{compiled.ABI}").write_bytes(b"of another system")
    monkeypatch.setattr(compiled, "folder", lambda: place)
    monkeypatch.setattr(compiled, "LIBRARY", "kanyin.han.fit")
    monkeypatch.delitem(sys.modules, "kanyin.han.fit", raising=False)
    finders = list(sys.meta_path)
    compiled.use()
    assert sys.meta_path == finders


def test_the_doctor_tells_whether_modules_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {check.name: check.found for check in programs.check()}["compiled"]
    assert found.startswith(f"{compiled.in_use()} modules" if compiled.in_use() else "none, and builds are slower: ")
    monkeypatch.setattr(compiled, "in_use", lambda: 0)
    monkeypatch.setenv("KANYIN_COMPILED", "0")
    found = {check.name: check.found for check in programs.check()}["compiled"]
    assert found == "none, and builds are slower: KANYIN_COMPILED=0 leaves compiled modules out"


# What is compiled


def test_sources_are_the_modules_and_what_they_import() -> None:
    sources = list(compiling.all_sources())
    assert {f"{name.replace('.', '/')}.py" for name in compiling.MODULES} < set(sources)
    assert "kanyin/forme.py" in sources  # painting.py imports it
    assert not [source for source in sources if source.startswith("kanyin/cli/")]


@pytest.mark.parametrize("name", compiling.MODULES)
def test_no_compiled_module_holds_memory_of_c(name: str) -> None:
    tree = ast.parse((ROOT / f"{name.replace('.', '/')}.py").read_bytes())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert compiling.HELD not in names


@pytest.mark.skipif(os.name == "nt", reason="there the compiler is found by the registry")
def test_without_a_compiler_it_says_so_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compiling, "look", lambda _: ({}, "nothing is compiled"))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert compiling.main(["--if-possible"]) == 0
    assert compiling.main([]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "there is no C compiler" in said[0]
