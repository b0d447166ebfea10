"""How the command ends: interrupted, killed, with nowhere to write to. As processes of their own, on POSIX."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from ..conftest import MakeBook

COMMAND = (sys.executable, "-m", "kanyin")
TEXT = "风过处，稻浪一层一层推向天边，远山只剩一抹青。" * 60

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are processes of Linux alone")


def group(leader: int) -> list[int]:
    """Return the living processes of a process group."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, its = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(its) == leader and state != "Z":
                found.append(int(folder.name))
    return found


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait until something is true, and return whether it came to be."""
    end = time.monotonic() + seconds
    while not (came := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return came


@pytest.fixture
def long_book(make_book: MakeBook) -> Path:
    """A book that takes workers some seconds."""
    return make_book({f"{number}.md": f"# 章\n\n{f'{TEXT}{chr(10)}{chr(10)}' * 40}" for number in range(4)})


def started(book: Path, out: Path) -> subprocess.Popen[str]:
    """Return a build that has its workers."""
    arguments = (*COMMAND, "build", str(book), "--out", str(out), "--no-cache", "--jobs", "2")
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert until(lambda: len(group(process.pid)) == 3)  # the build and two workers
    time.sleep(0.3)
    return process


def test_ctrl_c_ends_a_parallel_build_at_once_with_130(long_book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = started(long_book, out)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    said = process.communicate(timeout=5)[1]
    assert process.returncode == 130
    assert said.splitlines()[-1] == "stopped"
    assert "Traceback" not in said
    assert until(lambda: group(process.pid) == [], 1)
    assert not out.exists()


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_build_that_started_them(long_book: Path, tmp_path: Path, signal_: signal.Signals) -> None:
    process = started(long_book, tmp_path / "out")
    process.send_signal(signal_)
    process.wait(5)
    assert until(lambda: group(process.pid) == [], 5)
    process.communicate()


@pytest.mark.parametrize("count", [1, 2])
def test_build_whose_workers_are_killed_is_done_without_them(long_book: Path, tmp_path: Path, count: int) -> None:
    process = started(long_book, tmp_path / "out")
    for worker in [each for each in group(process.pid) if each != process.pid][:count]:
        os.kill(worker, signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert (tmp_path / "out/book.pdf").exists()


def test_closed_streams_are_no_error(make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book({"一.md": "# 一\n\n甲乙丙。\n"})
    line = f'exec "$@" >&- 2>"{tmp_path}/said"'
    arguments = ("sh", "-c", line, "sh", *COMMAND, "build", str(book), "--out", str(tmp_path))
    assert subprocess.run(arguments, check=False).returncode == 0
    assert "Traceback" not in (tmp_path / "said").read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_to_a_full_disk_is_an_error_without_a_traceback(make_book: MakeBook) -> None:
    book = make_book({"一.md": "# 一\n\n甲,乙。\n"})
    with Path("/dev/full").open("w") as full:
        arguments = (*COMMAND, "fix", str(book), "--diff")
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "the output cannot be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
