"""A PDF → the program this system reads PDFs with.

In: a file. Out: the program started, or the reason why it could not be. Nothing waits for the reader to close it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from kanyin.system import is_wsl

_PATIENCE = 2.0
"""Seconds in which a starter like xdg-open says that it failed; one that runs longer is the viewer itself."""


def open_file(path: Path) -> str | None:
    """Show the file in the system's viewer; return why that failed, or None."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError as error:
            return str(error.strerror or error)
        return None
    if reason := _hindrance():
        return reason
    try:
        return _started(_command(path))
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)


def _hindrance() -> str | None:
    """Return why there can be no viewer here, if that is known beforehand."""
    if sys.platform == "darwin" or is_wsl():
        return None
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return "there is no display"
    if not shutil.which("xdg-open"):
        return "there is no xdg-open here (package xdg-utils)"
    return None


def _command(path: Path) -> list[str]:
    if sys.platform == "darwin":
        return ["open", str(path)]
    if not is_wsl():
        return ["xdg-open", str(path)]
    # Linux inside Windows: Windows has the viewer.
    if shutil.which("wslview"):
        return ["wslview", str(path)]
    of_windows = subprocess.run(["wslpath", "-w", str(path)], capture_output=True, check=True, text=True).stdout.strip()
    return ["explorer.exe", of_windows]


def _started(command: list[str]) -> str | None:
    """Start the program in a session of its own, so that Ctrl-C here does not close it."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
    try:
        status = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()  # reaps it when its reader closes it
        return None
    # Windows' explorer ends with 1 whatever happens.
    return f"{command[0]} could not open it" if status and command[0] != "explorer.exe" else None
