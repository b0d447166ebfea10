"""Workers: processes that set sections side by side.

In: how to set one, and orders. Out: formes in the orders' sequence. A worker is a fork of this process and has all that
it has; only orders go in and only formes come out. There are no workers but on Linux: Windows cannot fork, and the
libraries of macOS break when it does.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from .forme import Forme
from .typeset import Order

if TYPE_CHECKING:
    from concurrent.futures import Future

_MEMORY: Final = 400 * 1024 * 1024
"""What a worker may take at most of a book whose chapters are not very long (bytes)."""

_WATCHER: Final = "notify-rs"
"""How the thread is called that watchfiles has."""

_PARENT_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG of linux/prctl.h


def usual_jobs() -> int:
    """Return how many workers this system bears: one a core, as far as there is memory."""
    if sys.platform != "linux":
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), _free_memory() // _MEMORY))


def can_fork() -> bool:
    """Whether this process can be forked now: no library that a fork would use has a thread in it.

    From version 1.52 Pango looks for fonts in a thread of its own, which a fork would wait for and not have. The one
    that watches files under `--watch` waits for the system and is nobody's in a fork.
    """
    try:
        threads = [(task / "comm").read_text("utf-8", "replace") for task in Path("/proc/self/task").iterdir()]
    except OSError:
        return False
    others = sum(not name.startswith(_WATCHER) for name in threads)
    return sys.platform == "linux" and others <= len(sys._current_frames())


def _free_memory() -> int:
    """Return how many bytes there are to be had, in the machine and in the container if there is one."""
    found = [os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemAvailable:"):
            found = [int(line.split()[1]) * 1024]
    limit, used = (next(iter(_lines(f"/sys/fs/cgroup/memory.{name}")), "") for name in ("max", "current"))
    if limit.isdecimal() and used.isdecimal():
        found.append(int(limit) - int(used))
    return min(found)


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("ascii").splitlines()
    except (OSError, ValueError):
        return []


Setter = Callable[[Order], tuple[Forme, float]]
"""Sets an order, and tells how many seconds it took."""

_setter: Setter | None = None


def _begin(parent: int, make: Callable[[], Setter]) -> None:
    """Get ready, in a worker.

    Who presses Ctrl-C means the process that started it, which ends its workers. The streams are opened anew: another
    thread may have held the old ones at the moment of the fork, and would hold them for ever.
    """
    global _setter
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with(parent)
    sys.stdout, sys.stderr = (os.fdopen(descriptor, "w", closefd=False) for descriptor in (1, 2))
    _setter = make()


def _end_with(parent: int) -> None:
    """Have this process end when its parent does, however that ends: nobody would take its work any more."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # which was gone before
        os._exit(1)


def _set(order: Order) -> tuple[Forme, float]:
    assert _setter is not None
    return _setter(order)


class Beside:
    """One piece of work done in a fork of this process while this one goes on; it gives bytes."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        parent = os.getpid()
        self._result, gives = os.pipe()
        self._process = os.fork()
        if not self._process:
            _give(parent, work, gives)
        os.close(gives)

    def result(self) -> bytes | None:
        """Wait for what the work gives, and return it; None if it failed. To be asked once."""
        with os.fdopen(self._result, "rb") as result:
            data = result.read()
        _, status = os.waitpid(self._process, 0)
        return None if status else data

    def abandon(self) -> None:
        """End the work in the middle; nothing is asked any more."""
        os.kill(self._process, signal.SIGKILL)
        self.result()


def _give(parent: int, work: Callable[[], bytes], place: int) -> NoReturn:
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _end_with(parent)
        with os.fdopen(place, "wb") as result:
            result.write(work())
        status = 0
    finally:
        os._exit(status)  # nothing else of this process is to be done twice


class Workers:
    """So many workers; `make` is called once in each, and gives what sets an order."""

    def __init__(self, jobs: int, make: Callable[[], Setter]) -> None:
        import multiprocessing  # both only where there is work for them
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context("fork")
        self._pool = ProcessPoolExecutor(jobs, context, _begin, (os.getpid(), make))

    def set(self, orders: Sequence[Order]) -> list[tuple[Forme, float]]:
        """Return what is set. The longest section is begun first, so that none is left alone at the end.

        Raises `concurrent.futures.process.BrokenProcessPool` when the system has ended a worker, or `BrokenPipeError`
        when it ended all.
        """
        waiting: dict[int, Future[tuple[Forme, float]]] = {}
        for index in sorted(range(len(orders)), key=lambda index: -orders[index].sheet.weight):
            waiting[index] = self._pool.submit(_set, orders[index])
            self._leave_orders_to_workers()
        return [waiting[index].result() for index in range(len(orders))]

    def _leave_orders_to_workers(self) -> None:
        """Close this process's end of the pipe that workers take orders from; the first order has started them all.

        Who writes a long order to it while they are ended is told so. Before 3.11.5 Python held the pipe open until all
        was written, which nobody would read, and never came to an end (gh-94777).
        """
        pool: Any = self._pool
        pool._call_queue._reader.close()

    def close(self) -> None:
        """End the workers; what they have not begun is not done any more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def abandon(self) -> None:
        """End the workers at once, in the middle of what they do: a long chapter takes seconds."""
        for process in list((self._pool._processes or {}).values()):
            process.kill()
        self.close()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        (self.abandon if kind else self.close)()
