"""Writing a file: the old one or the new one stands, whatever stops the program."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kanyin.diagnostics import Report
from kanyin.files import write_whole

# Writes `new` over argv[1], and stands still where the data is in the temporary file and the old file still in place.
_STALLED = """
import os, sys, time
from pathlib import Path
from kanyin.diagnostics import Report
from kanyin.files import write_whole

def stall(handle):
    print("stalled", flush=True)
    time.sleep(60)

os.fsync = stall
write_whole(Path(sys.argv[1]), b"new" * 100000, Report())
"""


def _stop_half_way(path: Path, number: int) -> None:
    """Write to `path` in another process, and end it by the signal while it writes."""
    with subprocess.Popen([sys.executable, "-c", _STALLED, str(path)], stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "stalled\n"
        child.send_signal(number)
        child.wait(10)
        assert child.returncode != 0


def _files(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙" / "书.pdf"
    assert write_whole(path, b"data", Report())
    assert path.read_bytes() == b"data"
    assert _files(path.parent) == ["书.pdf"]


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "书.pdf"
    path.write_bytes(b"longer than the new data")
    assert write_whole(path, b"new", Report())
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced there")
def test_a_reader_of_the_old_file_keeps_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "书.pdf"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        assert write_whole(path, b"new", Report())
        assert reader.read() == b"old"  # replaced in one step, not written over


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_program_killed_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "书.pdf"
    path.write_bytes(b"old")
    _stop_half_way(path, signal.SIGKILL)
    assert path.read_bytes() == b"old"
    # A killed process cannot clear up; what it leaves is hidden and in nobody's way.
    assert all(name.startswith(".") for name in _files(tmp_path) if name != "书.pdf")
    assert write_whole(path, b"new", Report())
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_program_interrupted_while_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "书.pdf"
    path.write_bytes(b"old")
    _stop_half_way(path, signal.SIGINT)
    assert path.read_bytes() == b"old"
    assert _files(tmp_path) == ["书.pdf"]


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_file_has_the_permissions_the_umask_leaves(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "书.pdf", b"data", Report())
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "书.pdf").stat().st_mode) == 0o666 & ~mask


def _fails(path: Path) -> str:
    report = Report()
    assert not write_whole(path, b"new", report)
    [found] = report
    assert (found.code, found.severity) == ("output.write", "error")
    assert found.span is not None
    assert found.span.file == path
    return found.message


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "书.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in _fails(path)
    report = Report()
    write_whole(path, b"new", report)
    assert [found.hint for found in report] == ["make room, or name a folder on another disk"]
    assert path.read_bytes() == b"old"
    assert _files(tmp_path) == ["书.pdf"]


def test_a_folder_that_takes_no_new_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", denied)
    assert "Permission denied" in _fails(tmp_path / "书.pdf")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "书.pdf"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        _fails(path)
        assert path.read_bytes() == b"old"
    finally:
        tmp_path.chmod(0o700)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "dist").write_bytes(b"old")
    _fails(tmp_path / "dist" / "书.pdf")
    assert (tmp_path / "dist").read_bytes() == b"old"


def test_a_folder_where_the_file_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "书.pdf" / "x").mkdir(parents=True)
    _fails(tmp_path / "书.pdf")
    assert _files(tmp_path) == ["书.pdf"]


def test_the_longest_name_the_system_allows_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("书" * 83 + ".pdf")  # 83 x 3 + 4 = 253 of 255 bytes
    assert write_whole(path, b"data", Report())
