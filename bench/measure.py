"""A command run and measured: seconds on the clock, seconds of the processors' work, memory at its highest.

In: a command. Out: `Measured`. The figures are the system's own, of the process and all it started and waited for.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds on the clock, seconds of CPU in the program's own code (`user`), and peak memory in MB.

    Of several processes the memory is that of the largest.
    """

    wall: float
    user: float
    memory: float


def measured(command: Sequence[str], environment: Mapping[str, str]) -> Measured:
    """Run a command to its end. Raises `RuntimeError` with what it said when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **environment}
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{said.decode('utf-8', 'replace')}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Measured(time.perf_counter() - start, usage.ru_utime, usage.ru_maxrss / unit)


def output(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what a command writes to its standard output. Raises `subprocess.CalledProcessError` when it fails."""
    run = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **environment})
    return run.stdout


def pages(pdf: Path) -> int:
    """Return how many pages a PDF has."""
    import pikepdf

    with pikepdf.open(pdf) as opened:
        return len(opened.pages)
