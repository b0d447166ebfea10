"""The package as its users get it: the wheel holds what a build needs, and works where the repository is not.

The network is not asked: the wheel is made by the build backend that is installed, and the clean venv takes the
dependencies, and them alone, from the one that runs the tests.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import kanyin

ROOT = Path(__file__).resolve().parent.parent

CONSUMER = """\
from pathlib import Path

import kanyin
from kanyin import BuildFailed, Built, Report, Severity, engine


def build(book: Path) -> int:
    report = Report(lambda found: print(found.code, found.span.line if found.span else 0))
    try:
        built: Built = kanyin.build(book, "out", editions=["screen"], report=report, strict=True)
    except BuildFailed as failed:
        return sum(found.severity is Severity.ERROR for found in failed.diagnostics)
    names: tuple[str, ...] = kanyin.engine.install()
    assert names == engine.install() and built.files[0].is_file()
    return built.pages


pages: int = build(Path("book"))
"""
WRONG = 'import kanyin\n\nkanyin.build(1)\nkanyin.build("book").pages.upper()\nkanyin.no_such_name\n'


def made(kind: str, folder: Path) -> Path:
    """Build the wheel or the sdist of this repository into a folder."""
    code = f"import hatchling.build as backend; backend.build_{kind}({str(folder)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel."""
    pytest.importorskip("hatchling")
    return made("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of a venv with the wheel in it; the repository is not in its reach."""
    home = tmp_path_factory.mktemp("clean") / "环境"
    venv.create(home, symlinks=os.name != "nt")
    names = {"base": str(home), "platbase": str(home)}
    programs, packages = (Path(sysconfig.get_path(name, "venv", names)) for name in ("scripts", "purelib"))
    python = programs / Path(sys.executable).name
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-index", "--no-deps"]
    subprocess.run([*install, "--no-compile", str(wheel)], check=True)
    # As a path in a .pth file, the folder gives its packages, but not the editable kanyin its own .pth names.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return programs


def run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, without what would lead it back to the repository."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    command = [str(program), *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


def test_the_wheel_holds_every_style_template_and_sample(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for root, folder in ((ROOT, "styles"), (ROOT, "templates"), (ROOT / "kanyin", "starters")):
        found = (path for path in (root / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        files = {path.relative_to(root).as_posix() for path in found}
        assert files
        assert {f"kanyin/{file}" for file in files} <= names
    assert "kanyin/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "content/")) or "__pycache__" in name]


def test_a_new_book_is_made_and_built_far_from_the_repository(clean: Path, tmp_path: Path) -> None:
    made = run(clean / "kanyin", "new", "我的 书", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    built = run(clean / "kanyin", "build", "我的 书", "--strict", folder=tmp_path)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "dist" / "我的 书.pdf").read_bytes().startswith(b"%PDF-")
    where = run(clean / "python", "-c", "import kanyin; print(kanyin.__file__)", folder=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(clean.parent)


def test_the_package_is_the_command(clean: Path, tmp_path: Path) -> None:
    told = run(clean / "python", "-m", "kanyin", "--version", folder=tmp_path)
    assert told.stdout.strip() == f"kanyin, version {kanyin.__version__}"
    assert "Usage: kanyin " in run(clean / "python", "-m", "kanyin", "build", folder=tmp_path).stderr


def test_a_program_that_uses_the_package_is_type_checked(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "consumer.py").write_text(CONSUMER, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    command = ["-m", "mypy", "--strict", "--config-file=", "--python-executable", str(clean / "python")]
    checked = run(Path(sys.executable), *command, "consumer.py", "wrong.py", folder=tmp_path)
    errors = re.findall(r"^(\w+)\.py:(\d+): error: .*\[([\w-]+)\]", checked.stdout, re.M)
    assert errors == [("wrong", "3", "arg-type"), ("wrong", "4", "attr-defined"), ("wrong", "5", "attr-defined")]


def test_the_sdist_holds_what_makes_the_wheel_and_runs_the_tests(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    with tarfile.open(made("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ("pyproject.toml", "requirements.lock", "README.md", "LICENSE", "build.py", "script/setup", ".ci/run")
    assert set(wanted) <= names
    assert {"kanyin/system.py", "styles/book.css", "templates/cover.html", "content/manual/book.toml"} <= names
    assert not [name for name in names if name.startswith(("dist/", ".venv"))]


def test_the_version_is_one_and_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## \[?(\d[\d.]*)\]?", changelog, re.M)
    assert newest is not None
    assert project["version"] == kanyin.__version__ == newest[1]
