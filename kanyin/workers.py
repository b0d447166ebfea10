"""Workers: processes that do a build's tasks side by side.

In: how a task is done, and tasks. Out: what came of each that was done. There are no workers but on Linux: Windows
cannot fork, and the libraries of macOS break when it does.

The first worker is a fork of this process, and gets ready while this one reads the book; `kanyin build` forks one that
stands by before it loads anything. The others are forks of the first, made when it has done its first task: they have
the engine that it loaded, the stylesheets that it parsed, the characters that it shaped. So what comes before a process
can set pages, a third of a second, is done once, and beside the reading.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, NoReturn

from .collector import resting
from .pipes import Line, close, line_pair

_MEMORY: Final = 400 * 1024 * 1024
"""What a worker may take at most of a book whose chapters are not very long (bytes)."""

_WORTH: Final = 10_000
"""How much the tasks beside the heaviest must weigh for another worker to be worth a fork."""

_LIGHT: Final = 100_000
"""How much the first worker's first task may weigh, for which the others wait."""

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


Work = Callable[[Any], Any]
"""Does a task. Both the task and what comes of it go from one process to another."""

Make = Callable[[Callable[[], bool]], Work]
"""Gives what does tasks, and may ask whether there is time, since none is there yet. It goes from one process to
another too."""


class Workers:
    """So many workers at most. The first one calls `prepare` at once, to get ready for whatever comes; `employ` says
    what that is.

    `alone`: each is a fork of one that has not called it yet, because after that none can be made.
    """

    def __init__(self, jobs: int, prepare: Callable[[], object] = lambda: None, *, alone: bool = False) -> None:
        ours, theirs = zip(*(line_pair() for _ in range(jobs)), strict=True)
        self._lines: list[Line] = list(ours)
        self._alone, self._unmade = alone, 0
        self._doing: Doing | None = None
        parent = os.getpid()
        self._first = os.fork()
        if not self._first:
            close(ours)
            _Worker(theirs[0], theirs[1:]).run(parent, prepare, alone=alone)
        close(theirs)

    @property
    def jobs(self) -> int:
        """How many there may be."""
        return len(self._lines)

    def employ(self, make: Make, jobs: int) -> None:
        """Have so many of them, at most, get ready with `make` for tasks."""
        close(self._lines[jobs:])
        del self._lines[jobs:]
        self._unmade = 0 if self._alone else jobs - 1
        for each in self._lines[: 1 if self._unmade else jobs]:
            with suppress(OSError):  # nobody is there: `begin` will see
                each.send(make)

    def begin(self, tasks: Sequence[Any], weights: Sequence[int]) -> Doing:
        """Have the tasks done, of which each weighs so much; it waits for what was begun before."""
        if self._doing:
            self._doing.wait()
        more = min(self._unmade, len(tasks) - 1) if sum(sorted(weights)[:-1]) > _WORTH else 0
        if more > 0:
            self._unmade, self._lines = 0, self._lines[: more + 1]
        lines = [line for line in self._lines if not line.closed]
        self._doing = Doing(lines[: 1 if self._unmade else len(tasks)], tasks, weights, max(more, 0))
        return self._doing

    def dismiss(self) -> None:
        """Let the workers go; there is nothing more to do."""
        if self._doing:
            self._doing.wait()
        close(self._lines)

    def end(self) -> None:
        """End the workers at once, in the middle of what they do if they do something: a long chapter takes seconds."""
        if self._doing is None or self._doing.goes_on:
            os.kill(self._first, signal.SIGKILL)  # and the others with it
        self.dismiss()
        os.waitpid(self._first, 0)


class Doing:
    """Tasks that are being done: a thread for each worker waits for it. After its first task the first worker makes
    `more` of them."""

    def __init__(self, lines: Sequence[Line], tasks: Sequence[Any], weights: Sequence[int], more: int) -> None:
        self._tasks, self._more = tasks, more
        self._done: dict[int, tuple[Any, Exception | None]] = {}
        self._come: SimpleQueue[int | None] = SimpleQueue()  # places in the order in which they are done; None: no more
        # The heaviest is begun first, so that none is left alone at the end.
        order = sorted(range(len(tasks)), key=lambda index: -weights[index])
        first = [_typical(order, weights)] if more else []
        rest = iter([index for index in order if index not in first])  # one for all threads: each takes what is next
        served = zip(lines, chain([chain(first, rest)], repeat(rest)), strict=False)
        self._threads = [Thread(target=self._serve, args=each, daemon=True) for each in served]
        for thread in self._threads:
            thread.start()

    @property
    def goes_on(self) -> bool:
        """Whether a worker is at work still."""
        return any(thread.is_alive() for thread in self._threads)

    def wait(self) -> None:
        """Wait until no worker is at work."""
        for thread in self._threads:
            thread.join()

    def results(self, come: Callable[[Any], object] | None = None) -> Mapping[int, Any]:
        """Wait for what came of the tasks, and return it by their places; what a worker had to do that was lost is not
        there. Meanwhile call `come` with each as it comes. Raises what the first of them raised that raised
        anything."""
        for _ in self._threads if come else ():
            while (place := self._come.get()) is not None:
                result, error = self._done[place]
                if come and not error:
                    come(result)
        self.wait()
        for _, (_, error) in sorted(self._done.items()):
            if error:
                raise error
        return {index: result for index, (result, _) in self._done.items()}

    def _serve(self, line: Line, order: Iterator[int]) -> None:
        try:
            for index in order:
                line.send((self._tasks[index], self._more))
                self._done[index] = line.receive()
                self._come.put(index)
        except (OSError, EOFError, pickle.UnpicklingError):  # the system has ended it: too little memory
            line.close()
        finally:
            self._come.put(None)


def _typical(order: Sequence[int], weights: Sequence[int]) -> int:
    """Return the task of middle weight, in which most is met that the others need; or the lightest, if that is not
    light. `order` is from heavy to light."""
    middle = order[len(order) // 2]
    return middle if weights[middle] <= _LIGHT else order[-1]


_standing_by: Workers | None = None


def stand_by(prepare: Callable[[], object], *, alone: bool = False) -> None:
    """Have workers stand by for the first build of this process, if the system bears any; it has no threads yet."""
    global _standing_by
    if (jobs := usual_jobs()) > 1:
        _standing_by = Workers(jobs, prepare, alone=alone)


def standing_by(jobs: int) -> Workers | None:
    """Return the workers that stand by, if they may be so many, and let go of them; else they end."""
    global _standing_by
    if _standing_by and not 1 < jobs <= _standing_by.jobs:
        stand_down()
    found, _standing_by = _standing_by, None
    return found


def stand_down() -> None:
    """End the workers that stand by, if there are any."""
    global _standing_by
    if _standing_by:
        _standing_by.end()
        _standing_by = None


# ---- in a worker


class _Worker:
    """A process that does tasks which come over a line; `unmade` are the lines of those that it may have to make."""

    def __init__(self, line: Line, unmade: Sequence[Line] = (), work: Work | None = None) -> None:
        self._line, self._unmade, self._work = line, unmade, work
        self._made: list[int] = []

    def run(self, parent: int, prepare: Callable[[], object] = lambda: None, *, alone: bool = False) -> NoReturn:
        """Do one task after another until nobody is at the other end; the collector rests all the time."""
        try:
            _settle(parent)
            with resting(), suppress(EOFError):
                if alone:
                    self._make(len(self._unmade), prepare)
                prepare()
                if self._work is None:
                    self._work = self._line.receive()(self._line.is_empty)
                while True:
                    task, more = self._line.receive()
                    self._line.send(_result(self._work, task))
                    self._make(more)
            for child in self._made:
                os.waitpid(child, 0)
        finally:
            os._exit(0)  # nothing else of the process that was forked is to be done twice

    def _make(self, number: int, prepare: Callable[[], object] = lambda: None) -> None:
        """Make so many workers, if any; those that were not made then never are."""
        here = os.getpid()
        for line in self._unmade[:number]:
            child = os.fork()
            if not child:
                close(other for other in (self._line, *self._unmade) if other is not line)
                _Worker(line, work=self._work).run(here, prepare)
            self._made.append(child)
        if number:
            close(self._unmade)
            self._unmade = ()


def _settle(parent: int) -> None:
    """Make a process of its own of what was forked.

    Who presses Ctrl-C means the process that started it, which ends its workers. The streams are opened anew: another
    thread may have held the old ones at the moment of the fork, and would hold them for ever.
    """
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)  # nobody would take its work any more
    if os.getppid() != parent:  # which was gone before
        os._exit(1)
    sys.stdout, sys.stderr = (
        stream and os.fdopen(descriptor, "w", closefd=False)
        for descriptor, stream in ((1, sys.stdout), (2, sys.stderr))
    )


def _result(work: Work, task: Any) -> tuple[Any, Exception | None]:
    try:
        return work(task), None
    except MemoryError:  # as when the system ends a worker: somebody else will do it
        raise
    except Exception as error:
        return None, error
