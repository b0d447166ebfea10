"""Completion: the scripts, and what they are answered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kanyin import theme
from kanyin.cli.completion import SHELLS
from kanyin.settings import EDITIONS

from .running import run

KANYIN = Path(sys.executable).parent / "kanyin"
bash_only = pytest.mark.skipif(not shutil.which("bash") or not KANYIN.exists(), reason="no bash, or not installed")


def completed(line: str, folder: Path) -> list[str]:
    """Return what bash, with the script, has to offer at the end of the line."""
    words = line.split(" ")
    script = f"""
source <("$KANYIN" completion bash)
COMP_WORDS=({" ".join(repr(word) for word in words)})
COMP_CWORD={len(words) - 1}
compopt() {{ echo "(compopt $1 $2)"; }}
_kanyin_completion kanyin
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    path = f"{KANYIN.parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"KANYIN": str(KANYIN), "PATH": path}
    done = subprocess.run(
        ["bash", "--norc", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_names_the_command(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_KANYIN_COMPLETE" in result.stdout


def test_another_shell_is_wrong_usage_that_names_those_there_are() -> None:
    result = run("completion", "tcsh")
    assert result.exit_code == 2
    assert "bash" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_what_its_shell_can_read(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not here")
    (tmp_path / "script").write_text(run("completion", shell).stdout)
    subprocess.run([shell, "-n", str(tmp_path / "script")], check=True, capture_output=True)


@bash_only
def test_bash_completes_commands_themes_editions_and_paths(tmp_path: Path) -> None:
    assert completed("kanyin ", tmp_path) == ["new", "build", "import", "check", "impose", "doctor", "completion"]
    assert completed("kanyin build --theme bo", tmp_path) == [name for name in theme.names() if name.startswith("bo")]
    assert completed("kanyin build --edition ", tmp_path) == list(EDITIONS)
    assert completed("kanyin impose a.pdf --layout s", tmp_path) == ["saddle", "signatures"]
    assert completed("kanyin impose a.pdf --sheet sra", tmp_path) == ["SRA3", "SRA4"]
    assert completed("kanyin impose a.pdf --sheet 正度1", tmp_path) == ["正度1开", "正度16开"]
    assert completed("kanyin build 我", tmp_path)[0] == "(compopt -o default)"  # the shell's own: files and folders
    assert completed("kanyin new ", tmp_path)[0] == "(compopt -o dirnames)"


def test_completing_loads_neither_the_engine_nor_rich() -> None:
    code = (
        "import os, sys, atexit\n"
        "atexit.register(lambda: print(sorted({'weasyprint', 'rich', 'jinja2', 'watchfiles', 'pikepdf'} & set(sys.modules))))\n"
        "from kanyin.cli import main\n"
        "main(prog_name='kanyin')"
    )
    env = os.environ | {"_KANYIN_COMPLETE": "bash_complete", "COMP_WORDS": "kanyin build --theme ", "COMP_CWORD": "3"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [*(f"plain,{name}" for name in theme.names()), "[]"]
