"""The set-up scripts: their syntax, the packages they name, when .venv is trusted, what the lock file pins."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kanyin import system

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ("script/setup", "script/build", "script/check", "script/test", "script/lock", "script/compile", ".ci/run")

posix_only = pytest.mark.skipif(os.name == "nt", reason="the scripts are for a POSIX shell")


def load(path: Path) -> ModuleType:
    """A Python file of the repository that is not part of the package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


# Syntax


@posix_only
@pytest.mark.parametrize("script", SCRIPTS)
def test_script_is_posix_shell_and_executable(script: str) -> None:
    shell = shutil.which("dash") or "/bin/sh"
    assert subprocess.run([shell, "-n", str(ROOT / script)], capture_output=True, check=False).returncode == 0
    assert os.access(ROOT / script, os.X_OK)


# What the system needs


def test_derivative_counts_as_what_it_derives_from() -> None:
    for name, os_release in {
        "debian": {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"},
        "fedora": {"ID": "rocky", "ID_LIKE": "rhel centos fedora"},
        "arch": {"ID": "manjaro", "ID_LIKE": "arch"},
        "alpine": {"ID": "alpine"},
    }.items():
        assert system.linux_system(os_release) == system._by_name(name)
    assert system.linux_system({"ID": "nixos"}) is None
    assert system.linux_system({}) is None


PANGO = {
    "debian": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "glib2 pango harfbuzz fontconfig google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts poppler-utils",
    "arch": "glib2 pango harfbuzz fontconfig noto-fonts-cjk poppler qpdf",
    "alpine": "glib pango harfbuzz fontconfig harfbuzz-subset font-noto-cjk poppler-utils qpdf",
    "macos": "glib pango harfbuzz fontconfig font-noto-serif-cjk font-noto-sans-cjk font-lxgw-wenkai poppler qpdf",
    "windows": "mingw-w64-ucrt-x86_64-pango mingw-w64-ucrt-x86_64-fontconfig mingw-w64-ucrt-x86_64-qpdf",
}


@pytest.mark.parametrize(("name", "expected"), PANGO.items())
def test_packages_of_a_system_that_has_nothing(name: str, expected: str) -> None:
    packages = system.packages_for(system.NEEDS, system._by_name(name))
    assert [package for package in expected.split() if package not in packages] == []
    assert len(packages) == len(set(packages))


def test_debian_gets_exactly_these_packages() -> None:
    needs = [need for need in system.NEEDS if need.name != "venv"]  # its package depends on the Python that runs
    assert system.packages_for(needs, system._by_name("debian")) == [
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
        "libharfbuzz-subset0",
        "fontconfig",
        "fonts-noto-cjk",
        "fonts-lxgw-wenkai",
        "fonts-ebgaramond",
        "libgs-common",
        "poppler-utils",
        "qpdf",
    ]


def test_only_what_is_missing_is_named() -> None:
    qpdf = [need for need in system.NEEDS if need.name == "qpdf"]
    lines = system.report(qpdf, system._by_name("fedora"))
    assert lines[-1].endswith("dnf install qpdf")


def test_nothing_is_said_when_nothing_is_missing() -> None:
    assert system.report([], system._by_name("fedora")) == []


def test_unknown_system_is_told_the_command_of_each_known_one() -> None:
    text = "\n".join(system.report(list(system.NEEDS), None))
    assert [known.title for known in system.SYSTEMS if f"on {known.title}: " not in text] == []


def test_font_without_a_package_is_named_as_such() -> None:
    text = "\n".join(system.report(list(system.NEEDS), system._by_name("arch")))
    assert "no package is known to us for: LXGW WenKai, EB Garamond 12" in text


def test_library_that_is_not_there_is_missing() -> None:
    absent = system.Need("absent", "library", ("libkanyin-absent.so.0",), {})
    present = system.Need("sh", "tool", ("sh",), {})
    assert system.missing_needs([absent, present]) == [absent]


def test_missing_font_is_a_warning_and_missing_library_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    by_name = {need.name: need for need in system.NEEDS}
    monkeypatch.setattr(system, "missing_needs", lambda: [by_name["LXGW WenKai"]])
    assert system.main("report") == 0
    monkeypatch.setattr(system, "missing_needs", lambda: [by_name["LXGW WenKai"], by_name["pango"]])
    assert system.main("report") == 1
    assert "missing: pango" in capsys.readouterr().err


# When .venv is trusted

FAKE_PYTHON = r"""#!/bin/sh
# A Python whose venv and pip do nothing but leave a note; for everything else it is the real one.
# Beside it may lie what is true of it alone: `.time`, `.lacking`, `.broken`.
real='@real@'
case "$*" in
"-m venv .venv")
    echo venv >>log
    if [ -e "$0.broken" ]; then echo "no venv from here" >&2; exit 1; fi
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python ;;
*"-m pip install"*"-e ."*)
    echo kanyin >>log
    cp "$0" .venv/bin/kanyin ;;
*"-m pip install"*)
    echo requirements >>log
    if [ -e fail ]; then echo "no such package" >&2; exit 1; fi
    if [ -e slow ]; then sleep 1; fi ;;
*"import weasyprint"*) ;;
"--version") echo "Python 3.12.0" ;;
*timeit*) if [ -e "$0.time" ]; then for name in "$@"; do :; done; echo "$(cat "$0.time") $name"; fi ;;
*system.py*missing) cat "$0.lacking" 2>/dev/null || cat lacking 2>/dev/null || true ;;
*system.py*) ;;
*tools.compiling*) echo compiled >>log ;;
*) exec "$real" "$@" ;;
esac
"""


class Checkout:
    """A copy of the set-up scripts in a folder of its own, with the fake Python."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("script", "kanyin"):
            (root / folder).mkdir(parents=True)
        for name in ("script/setup", "kanyin/system.py", "requirements.lock", "pyproject.toml", "build.py"):
            shutil.copy(ROOT / name, root / name)
        self.python = root / "fake-python"
        self.python.write_text(FAKE_PYTHON.replace("@real@", sys.executable), encoding="utf-8")
        self.python.chmod(0o755)

    def start(self, **env: str) -> subprocess.Popen[str]:
        here = {name: value for name, value in os.environ.items() if name != "KANYIN_COMPILED"}
        settings = here | {"KANYIN_NO_APT": "1", "PYTHON": str(self.python)} | env
        return subprocess.Popen(
            [str(self.root / "script/setup")], cwd="/", env=settings, stderr=subprocess.PIPE, text=True
        )

    def setup(self, **env: str) -> tuple[int, str]:
        process = self.start(**env)
        _, said = process.communicate(timeout=60)
        return process.returncode, said

    def done(self) -> list[str]:
        """What the fake Python was asked to do since the last call."""
        log = self.root / "log"
        lines = log.read_text(encoding="utf-8").split() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "我的 书")


EVERYTHING = ["venv", "requirements", "kanyin", "compiled"]


@posix_only
class TestVenv:
    def test_second_run_does_and_says_nothing(self, checkout: Checkout) -> None:
        assert checkout.setup()[0] == 0
        assert checkout.done() == EVERYTHING
        assert checkout.setup() == (0, "")
        assert checkout.done() == []

    @pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
    def test_changed_requirements_are_installed_into_the_venv_there_is(self, checkout: Checkout, name: str) -> None:
        checkout.setup()
        checkout.done()
        with (checkout.root / name).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        assert checkout.setup()[0] == 0
        assert checkout.done() == EVERYTHING[1:]

    def test_moved_venv_is_made_anew(self, checkout: Checkout) -> None:
        checkout.setup()
        checkout.done()
        checkout.root = checkout.root.rename(checkout.root.parent / "moved")
        checkout.python = checkout.root / "fake-python"
        assert checkout.setup()[0] == 0
        assert checkout.done() == EVERYTHING

    def test_venv_without_a_stamp_is_made_anew(self, checkout: Checkout) -> None:
        checkout.setup()
        checkout.done()
        (checkout.root / ".venv/kanyin-stamp").unlink()
        (checkout.root / ".venv/leftover").touch()
        assert checkout.setup()[0] == 0
        assert checkout.done() == EVERYTHING
        assert not (checkout.root / ".venv/leftover").exists()

    def test_venv_whose_python_is_broken_is_made_anew(self, checkout: Checkout) -> None:
        checkout.setup()
        checkout.done()
        (checkout.root / ".venv/bin/python").write_text("#!/nowhere/python\n", encoding="utf-8")
        assert checkout.setup()[0] == 0
        assert checkout.done() == EVERYTHING

    def test_failed_install_shows_why_and_leaves_no_stamp(self, checkout: Checkout) -> None:
        (checkout.root / "fail").touch()
        status, said = checkout.setup()
        assert status == 1
        assert "no such package" in said
        assert not (checkout.root / ".venv/kanyin-stamp").exists()

    def test_failed_change_of_packages_leaves_no_stamp(self, checkout: Checkout) -> None:
        checkout.setup()
        (checkout.root / "requirements.lock").write_text("", encoding="utf-8")
        (checkout.root / "fail").touch()
        assert checkout.setup()[0] == 1
        assert not (checkout.root / ".venv/kanyin-stamp").exists()

    def test_killed_setup_is_done_again(self, checkout: Checkout) -> None:
        (checkout.root / "slow").touch()
        process = checkout.start()
        wait_for(lambda: "requirements" in read(checkout.root / "log"))
        process.kill()
        process.communicate()
        assert not (checkout.root / ".venv/kanyin-stamp").exists()
        checkout.done()
        assert checkout.setup()[0] == 0
        assert checkout.done() == EVERYTHING

    def test_two_at_a_time_do_the_work_once(self, checkout: Checkout) -> None:
        (checkout.root / "slow").touch()
        first = checkout.start()
        wait_for(lambda: "requirements" in read(checkout.root / "log"))
        status, said = checkout.setup()
        first.communicate()
        assert (status, first.returncode) == (0, 0)
        assert "another set-up is at work here" in said
        assert checkout.done() == EVERYTHING

    def test_font_that_stays_missing_is_not_looked_for_each_time(self, checkout: Checkout) -> None:
        (checkout.root / "lacking").write_text("LXGW WenKai\n", encoding="utf-8")
        checkout.setup()
        checkout.done()
        assert checkout.setup() == (0, "")

    def test_stamp_tells_what_was_missing_and_that_it_could_not_be_installed(self, checkout: Checkout) -> None:
        (checkout.root / "lacking").write_text("LXGW WenKai\n", encoding="utf-8")
        checkout.setup()
        stamp = read(checkout.root / ".venv/kanyin-stamp")
        assert stamp.endswith("\nlacking: LXGW WenKai (apt: no)\n")

    def test_library_that_went_missing_is_noticed(self, checkout: Checkout) -> None:
        checkout.setup()
        checkout.done()
        (checkout.root / "lacking").write_text("pango\n", encoding="utf-8")
        assert checkout.setup()[0] == 0  # the fake's report finds nothing wrong
        assert checkout.done() == EVERYTHING[1:]

    def test_python_that_is_too_old_is_named(self, checkout: Checkout) -> None:
        old = checkout.root / "old-python"
        old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n', encoding="utf-8")
        old.chmod(0o755)
        status, said = checkout.setup(PYTHON=str(old))
        assert status == 1
        assert "3.11 or newer is needed" in said
        assert f"{old} is Python 3.9.2" in said


# Which Python is taken

TOOLS = (
    "cat", "cp", "cut", "dirname", "env", "find", "grep", "head", "id", "mkdir", "mv", "rm", "sed", "sh", "sleep", "sort", "tr",
)  # fmt: skip


class Machine(Checkout):
    """A checkout on a machine of Linux whose only Pythons are fakes: those on PATH, and the system's own."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.path = root / "bin"
        self.path.mkdir()
        for tool in TOOLS:
            if found := shutil.which(tool):
                (self.path / tool).symlink_to(found)
        self.runs("Linux")
        self.system = root / "system-python3"
        text = read(root / "script/setup")
        assert text.count("set -- /usr/bin/python3\n") == 1
        changed = text.replace("set -- /usr/bin/python3\n", "set -- ./system-python3\n")
        (root / "script/setup").write_text(changed, encoding="utf-8")

    def runs(self, system: str) -> None:
        """Let `uname` name another system."""
        uname = self.path / "uname"
        uname.write_text(f"#!/bin/sh\necho {system}\n", encoding="utf-8")
        uname.chmod(0o755)

    def has(self, path: Path, microseconds: int | None, *, lacking: str = "", broken: bool = False) -> Path:
        """Put a Python there that needs so long for the loop; None: it is too old, or none that would do."""
        shutil.copy(self.python, path)
        for suffix, text in {".time": str(microseconds or ""), ".lacking": lacking, ".broken": "yes" if broken else ""}.items():
            if text:
                path.with_name(path.name + suffix).write_text(text, encoding="utf-8")
        return path

    def on_path(self, name: str, microseconds: int | None, *, lacking: str = "", broken: bool = False) -> Path:
        return self.has(self.path / name, microseconds, lacking=lacking, broken=broken)

    def taken(self, **env: str) -> str:
        """Set up, and return what is said of the Python that was taken."""
        status, said = self.setup(**{"PATH": str(self.path), "PYTHON": ""} | env)
        assert status == 0
        return said.rpartition("making .venv with Python 3.12.0")[2].partition("\n")[0]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "我的 书")


@posix_only
class TestChoice:
    def test_systems_python_is_taken_where_it_is_clearly_faster(self, machine: Machine) -> None:
        machine.on_path("python3", 1700)
        machine.has(machine.system, 1200)
        said = machine.taken()
        assert said == " (./system-python3, which takes 30 % less time than python3; PYTHON=python3 would take that)"
        assert machine.done() == EVERYTHING

    @pytest.mark.parametrize("microseconds", [800, 1000, 2000])
    def test_first_on_path_is_taken_where_the_other_is_not_clearly_faster(
        self, machine: Machine, microseconds: int
    ) -> None:
        machine.on_path("python3", 1000)
        machine.has(machine.system, microseconds)  # 799 would be less than four fifths
        assert machine.taken() == ""

    def test_another_name_on_path_is_taken_where_it_is_clearly_faster(self, machine: Machine) -> None:
        machine.on_path("python3", 1700)
        machine.on_path("python3.13", 1100)
        machine.has(machine.system, 1200)
        assert f" ({machine.path}/python3.13, which takes 36 % less" in machine.taken()

    def test_named_python_is_taken_without_question(self, machine: Machine) -> None:
        machine.on_path("python3", 1700)
        machine.has(machine.system, 1200)
        assert machine.taken(PYTHON="python3") == ""

    def test_python_that_cannot_make_a_venv_is_not_taken_for_its_speed(self, machine: Machine) -> None:
        machine.on_path("python3", 1700)
        machine.on_path("python3.12", 1300)
        machine.has(machine.system, 1200, lacking="venv\n")
        assert f" ({machine.path}/python3.12, which takes 24 % less" in machine.taken()

    def test_python_that_finds_fewer_libraries_is_not_taken_for_its_speed(self, machine: Machine) -> None:
        machine.on_path("python3", 1700, lacking="qpdf\n")
        machine.has(machine.system, 1200, lacking="pango\nqpdf\n")
        assert machine.taken() == ""

    def test_what_both_lack_does_not_keep_the_faster_from_being_taken(self, machine: Machine) -> None:
        machine.on_path("python3", 1700, lacking="venv\nqpdf\n")
        machine.has(machine.system, 1200, lacking="qpdf\n")
        assert "./system-python3" in machine.taken()

    def test_python_that_will_not_do_is_not_measured(self, machine: Machine) -> None:
        machine.on_path("python3", 1700)
        machine.has(machine.system, None)
        assert machine.taken() == ""

    def test_first_that_cannot_be_measured_is_taken(self, machine: Machine) -> None:
        machine.on_path("python3", None)
        machine.has(machine.system, 1200)
        assert machine.taken() == ""

    def test_systems_python_is_looked_for_on_linux_alone(self, machine: Machine) -> None:
        machine.on_path("python3", 1700)
        machine.has(machine.system, 1200)
        machine.runs("Darwin")
        assert machine.taken() == ""

    def test_setup_fails_with_the_faster_only_where_it_fails_with_the_first(self, machine: Machine) -> None:
        machine.on_path("python3", 1700)
        machine.has(machine.system, 1200, broken=True)
        assert machine.taken() == ""
        assert machine.done() == ["venv", *EVERYTHING]
        (machine.path / "python3.broken").touch()
        shutil.rmtree(machine.root / ".venv")
        assert machine.setup(PATH=str(machine.path), PYTHON="")[0] == 1
        assert machine.done() == ["venv", "venv"]

    def test_venv_there_is_stays_as_it_is_though_another_python_is_faster(self, machine: Machine) -> None:
        machine.on_path("python3", 1700)
        assert machine.taken() == ""
        machine.done()
        machine.has(machine.system, 1200)
        assert machine.setup(PATH=str(machine.path), PYTHON="") == (0, "")
        (machine.root / "requirements.lock").write_text("", encoding="utf-8")
        assert machine.setup(PATH=str(machine.path), PYTHON="")[0] == 0
        assert machine.done() == EVERYTHING[1:]
        (machine.root / "requirements.lock").write_text("# again", encoding="utf-8")
        (machine.root / "fail").touch()
        status, said = machine.setup(PATH=str(machine.path), PYTHON="")
        assert (status, "once more" in said) == (1, False)


def test_loop_that_is_timed_runs_and_tells_microseconds_and_the_name() -> None:
    code = re.findall(r"-IS -c '\n(import sys, timeit\n.*?)'", read(ROOT / "script/setup"), re.DOTALL)
    run = subprocess.run([sys.executable, "-IS", "-c", *code, "python3"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"[1-9][0-9]* python3\n", run.stdout)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def wait_for(condition: Any) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


# build.py


def test_build_without_a_venv_says_what_to_run(checkout: Checkout) -> None:
    run = subprocess.run([sys.executable, "build.py"], cwd=checkout.root, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "run script/build" in run.stderr


def test_build_finds_every_book_under_content(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    build: Any = load(checkout.root / "build.py")
    for name in ("b/one.md", "a/book.toml", "c/notes.txt", "loose.md"):
        file = checkout.root / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert [Path(book).name for book in build.all_books()] == ["a", "b"]


def as_module(checkout: Checkout, *options: str) -> subprocess.CompletedProcess[str]:
    """`python -m build --version` in a checkout: build.py is found before the packaging tool of that name."""
    command = [sys.executable, *options, "-m", "build", "--version"]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=checkout.root, env=env, capture_output=True, text=True, check=False)


def test_run_as_a_module_it_is_the_packaging_tool(checkout: Checkout) -> None:
    run = as_module(checkout)
    assert (run.returncode, run.stdout.split(" (")[0]) == (0, f"build {metadata.version('build')}")


@posix_only
def test_run_as_a_module_by_a_python_without_the_tool_it_is_that_of_the_venv(checkout: Checkout) -> None:
    run = as_module(checkout, "-S")  # which sees no installed package
    assert (run.returncode, run.stdout) == (1, "")
    assert "run script/setup" in run.stderr
    checkout.setup()
    (checkout.root / ".venv" / "pyvenv.cfg").touch()  # which a Python that is not a fake would have written
    assert as_module(checkout, "-S").stdout.startswith(f"build {metadata.version('build')} ")


# The lock file


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, list[str]]:
    """Each package of requirements.lock, with its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    hashes = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")
    return {normalized(entry.split("==")[0]): hashes.findall(entry) for entry in entries}


def asked_for() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [normalized(re.split(r"[^\w.-]", requirement)[0]) for requirement in wanted]


def test_every_dependency_is_locked() -> None:
    assert [name for name in asked_for() if name not in locked()] == []


def test_every_locked_package_has_hashes() -> None:
    assert [name for name, hashes in locked().items() if not hashes] == []


def test_windows_gets_what_only_windows_needs() -> None:
    assert "colorama" in locked()


def test_lock_names_no_host_and_no_path() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"//|^-|file:| @ |/\w+/", text, re.MULTILINE) == []
