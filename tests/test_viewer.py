"""Showing a PDF: the right program for each system, and a reason where there is none."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from kanyin import viewer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files by itself")


@pytest.fixture
def linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that alone is on the path, in a Linux with a display."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("platform.release", lambda: "6.1.0-amd64")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, name: str, script: str) -> None:
    """Put a program on the path."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(stat.S_IRWXU)


def said(file: Path) -> str:
    """Return what a program wrote, once it has."""
    for _ in range(100):
        if file.exists() and file.read_text().endswith("\n"):
            return file.read_text().strip()
        time.sleep(0.02)
    return "nothing"


def test_linux_has_xdg_open(linux: Path) -> None:
    program(linux, "xdg-open", f'echo "$1" > "{linux}/said"')
    assert viewer.open_file(linux / "书 1.pdf") is None
    assert said(linux / "said") == str(linux / "书 1.pdf")


def test_a_viewer_that_stays_open_is_not_waited_for(linux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewer, "_PATIENCE", 0.2)
    program(linux, "xdg-open", "exec /bin/sleep 1")
    start = time.monotonic()
    assert viewer.open_file(linux / "x.pdf") is None
    assert time.monotonic() - start < 0.9


def test_what_xdg_open_cannot_open_is_told(linux: Path) -> None:
    program(linux, "xdg-open", "exit 3")
    assert viewer.open_file(linux / "x.pdf") == "xdg-open could not open it"


def test_without_a_display_or_a_program_there_is_a_reason(linux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "xdg-utils" in str(viewer.open_file(linux / "x.pdf"))
    program(linux, "xdg-open", f'touch "{linux}/said"')
    monkeypatch.delenv("DISPLAY")
    assert viewer.open_file(linux / "x.pdf") == "there is no display"
    assert not (linux / "said").exists()


def test_linux_in_windows_hands_the_file_to_windows(linux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.release", lambda: "5.15.0-microsoft-standard-WSL2")
    monkeypatch.delenv("DISPLAY")
    program(linux, "wslpath", 'echo "C:\\书$2"')
    program(linux, "explorer.exe", f'echo "$1" > "{linux}/said"; exit 1')  # it says 1 whatever happens
    assert viewer.open_file(Path("/x.pdf")) is None
    assert said(linux / "said") == "C:\\书/x.pdf"
    program(linux, "wslview", f'echo "wslview $1" > "{linux}/said"')
    assert viewer.open_file(Path("/x.pdf")) is None
    assert said(linux / "said") == "wslview /x.pdf"


def test_linux_in_windows_without_its_tools_has_a_reason(linux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.release", lambda: "5.15.0-microsoft-standard-WSL2")
    assert "wslpath" in str(viewer.open_file(Path("/x.pdf")))


def test_macos_has_open(linux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv("DISPLAY")
    program(linux, "open", f'echo "$1" > "{linux}/said"')
    assert viewer.open_file(linux / "x.pdf") is None
    assert said(linux / "said") == os.fspath(linux / "x.pdf")
