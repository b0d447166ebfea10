"""Workers: every task is done once, by processes that end; whoever is lost leaves a gap and nothing else."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
import watchfiles

from kanyin import workers
from kanyin.pipes import line_pair
from kanyin.workers import Workers, can_fork, stand_by, stand_down, standing_by, usual_jobs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there are no workers")


@pytest.fixture(autouse=True)
def _light_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make workers for tasks however light they are."""
    monkeypatch.setattr(workers, "_WORTH", 0)


class Told:
    """Gives work to workers, which have it since they were forked: a function of a test cannot be sent."""

    given: ClassVar[staticmethod[[], Any]]

    def __call__(self, _has_time: Callable[[], bool]) -> Any:
        return self.given()


@contextmanager
def hired(jobs: int, work: Callable[[Any], Any], *, alone: bool = False) -> Iterator[Workers]:
    workers = employed(jobs, lambda: work, alone=alone)
    try:
        yield workers
    finally:
        workers.end()


def employed(jobs: int, make: Callable[[], Any], *, alone: bool = False) -> Workers:
    Told.given = staticmethod(make)
    workers = Workers(jobs, alone=alone)
    workers.employ(Told(), jobs)
    return workers


def slow(task: Any) -> Any:
    time.sleep(0.05)
    return task, os.getpid()


@pytest.mark.parametrize("alone", [False, True])
def test_every_task_is_done_and_its_result_is_in_its_place(alone: bool) -> None:
    with hired(3, slow, alone=alone) as workers:
        done = workers.begin([f"{number}" for number in range(12)], [*range(12)]).results()
    assert {index: task for index, (task, _) in done.items()} == {number: f"{number}" for number in range(12)}
    makers = {pid for _, pid in done.values()}
    assert len(makers) == 3
    assert os.getpid() not in makers


def test_more_than_a_pipe_holds_goes_through_it() -> None:
    with hired(2, lambda text: text * 2) as workers:
        done = workers.begin(["永" * 300_000] * 6, [1] * 6).results()
    assert [len(done[index]) for index in range(6)] == [600_000] * 6


def test_each_result_is_told_once_while_others_are_due() -> None:
    told: list[tuple[str, float]] = []
    with hired(2, slow) as workers:
        doing = workers.begin([f"{number}" for number in range(8)], [1] * 8)
        done = doing.results(lambda result: told.append((result[0], time.monotonic())))
        end = time.monotonic()
    assert sorted(task for task, _ in told) == sorted(task for task, _ in done.values())
    assert told[0][1] < end - 0.01  # each task takes longer


def test_a_result_that_is_an_error_is_not_told() -> None:
    told: list[object] = []

    def work(task: int) -> int:
        if task == 2:
            raise ValueError("2 is wrong")
        return task

    with hired(2, work) as workers, pytest.raises(ValueError, match="2 is wrong"):
        workers.begin([1, 2, 3], [1, 1, 1]).results(told.append)
    assert sorted(told) == [1, 3]  # type: ignore[type-var]


def test_a_typical_task_is_done_first_and_the_others_begin_with_the_heaviest() -> None:
    # Of 1, 2, 3, 4, 5 the first worker does 3; then there are two, and 5 and 4 come before 2 and 1.
    def work(weight: int) -> tuple[int, float]:
        time.sleep(0.03)
        return weight, time.monotonic()

    with hired(2, work) as workers:
        done = workers.begin([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).results()
    order = [weight for weight, _ in sorted(done.values(), key=lambda each: each[1])]
    assert order[0] == 3
    assert set(order[1:3]) == {4, 5}


def test_the_others_wait_for_nothing_heavy() -> None:
    weights = [1, workers._LIGHT + 1, workers._LIGHT + 2]
    assert workers._typical([2, 1, 0], weights) == 0
    assert workers._typical([1, 0, 0], weights) == 0


def test_those_made_later_have_what_the_first_one_got_ready() -> None:
    ready: list[int] = []

    def make() -> Callable[[int], tuple[int, ...]]:
        ready.append(os.getpid())
        return lambda _: (os.getpid(), *ready)

    workers = employed(2, make)
    done = workers.begin([0] * 30, [1] * 30).results()
    workers.end()
    assert len({who for who, *_ in done.values()}) == 2
    assert len({first for _, first in done.values()}) == 1  # made once, in the first
    assert ready == []


def test_light_tasks_are_left_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_WORTH", 10)
    with hired(2, slow) as made:
        one = made.begin(["a", "b", "c"], [99, 5, 5]).results()
        two = made.begin(["a", "b", "c"], [99, 5, 6]).results()
    assert [len({maker for _, maker in done.values()}) for done in (one, two)] == [1, 2]


@pytest.mark.parametrize("alone", [False, True])
def test_of_those_that_stand_by_only_so_many_are_employed(alone: bool) -> None:
    Told.given = staticmethod(lambda: slow)
    made = Workers(4, alone=alone)
    made.employ(Told(), 2)
    done = made.begin([1] * 8, [1] * 8).results()
    made.end()
    assert len({maker for _, maker in done.values()}) == 2


def test_who_gets_ready_sees_whether_a_task_is_waiting() -> None:
    # The first message comes with nothing behind it, then one waits until it is taken.
    here, there = line_pair()
    assert there.is_empty()
    here.send("make")
    here.send("永" * 20_000)
    assert not there.is_empty()
    assert there.receive() == "make"
    assert not there.is_empty()
    assert len(there.receive()) == 20_000
    assert there.is_empty()
    here.close()
    with pytest.raises(EOFError):
        there.receive()
    there.close()


def test_one_task_makes_no_second_worker_and_more_do_later() -> None:
    with hired(2, slow) as workers:
        [(_, first)] = workers.begin(["a"], [1]).results().values()
        again = workers.begin(["a", "b", "c", "d"], [1] * 4).results()
    makers = {pid for _, pid in again.values()}
    assert len(makers) == 2
    assert first in makers


def test_what_a_task_raises_is_raised_here() -> None:
    with hired(2, lambda task: 1 // task) as workers:
        doing = workers.begin([1, 0, 1], [1] * 3)
        with pytest.raises(ZeroDivisionError):
            doing.results()
        assert workers.begin([1], [1]).results() == {0: 1}


@pytest.mark.parametrize("alone", [False, True])
def test_a_worker_that_is_lost_leaves_its_task_undone(alone: bool) -> None:
    def work(task: str) -> str:
        if task == "x":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.02)
        return task

    # The first one does "b", in the middle; the second one takes "x", the heaviest, while the first goes on.
    with hired(2, work, alone=alone) as workers:
        done = workers.begin(["a", "b", "x"], [1, 2, 3]).results()
        assert 2 not in done
        if not alone:
            assert done == {0: "a", 1: "b"}


def test_what_cannot_be_sent_is_as_if_its_worker_were_lost() -> None:
    with hired(1, lambda task: (lambda: task) if task else task) as workers:
        assert workers.begin([0, 1], [2, 1]).results() == {0: 0}


def test_without_its_first_worker_there_is_none() -> None:
    with hired(2, lambda _: os._exit(1)) as workers:
        assert workers.begin([1, 2, 3], [1] * 3).results() == {}
        assert workers.begin([1, 2, 3], [1] * 3).results() == {}


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def ends(process: int) -> bool:
    end = time.monotonic() + 10
    while is_there(process) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_there(process)


def test_workers_end_in_the_middle_of_what_they_do(tmp_path: Path) -> None:
    def work(task: int) -> None:
        (tmp_path / f"{os.getpid()}").touch()
        time.sleep(60 * task)

    workers = employed(2, lambda: work)
    workers.begin([0, 1, 1], [1, 1, 1])
    while len(names := [*tmp_path.iterdir()]) < 2:
        time.sleep(0.01)
    workers.end()
    assert all(ends(int(name.name)) for name in names)


def test_one_that_was_never_needed_is_not_waited_for() -> None:
    workers = Workers(2, lambda: time.sleep(60))
    workers.end()
    assert not is_there(workers._first)


def test_their_time_is_counted_as_this_process_s() -> None:
    def work(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    before = sum(os.times()[2:4])
    with hired(2, work) as workers:
        workers.begin([0.1] * 6, [1] * 6).results()
    assert sum(os.times()[2:4]) - before >= 0.5  # of two processes, a sixth of it at least in either


def test_what_stands_by_is_prepared_and_is_employed_once(tmp_path: Path) -> None:
    Told.given = staticmethod(lambda: lambda task: (task, (tmp_path / "prepared").exists()))
    stand_by((tmp_path / "prepared").touch)
    found = standing_by(2) if usual_jobs() > 1 else None
    if found is None:
        pytest.skip("there is one core")
    found.employ(Told(), 2)
    done = found.begin([1, 2], [1, 1]).results()
    found.end()
    assert done == {0: (1, True), 1: (2, True)}
    assert standing_by(2) is None


def test_the_collector_rests_in_a_worker() -> None:
    # One that stands by is made before a build lets it rest.
    assert gc.isenabled()
    with hired(2, lambda _: gc.isenabled()) as made:
        assert made.begin([1] * 4, [1] * 4).results() == dict.fromkeys(range(4), False)


def test_what_stands_by_ends_where_others_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "usual_jobs", lambda: 2)
    for jobs in (1, 3):
        stand_by(lambda: None)
        found = workers._standing_by
        assert found is not None
        assert standing_by(jobs) is None
        assert not is_there(found._first)


def test_what_stands_by_stands_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "usual_jobs", lambda: 2)
    stand_by(lambda: None)
    found = workers._standing_by
    assert found is not None
    stand_down()
    stand_down()
    assert not is_there(found._first)
    assert standing_by(2) is None


def test_nothing_stands_by_where_there_is_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "usual_jobs", lambda: 1)
    stand_by(lambda: None)
    assert standing_by(2) is None


def test_a_process_with_a_thread_of_a_library_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_fork()
    monkeypatch.setattr("sys._current_frames", dict)  # one that Python does not know of
    assert not can_fork()


def test_a_process_that_watches_files_is_forked(tmp_path: Path) -> None:
    changes = watchfiles.watch(tmp_path, rust_timeout=50, yield_on_timeout=True)
    next(changes)
    assert can_fork()


def test_there_are_no_more_workers_than_memory_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_free_memory", lambda: 1_000_000_000)
    assert 1 <= usual_jobs() <= 2  # 400 MiB each
    monkeypatch.setattr(workers, "_free_memory", lambda: 1)
    assert usual_jobs() == 1
    monkeypatch.setattr("sys.platform", "darwin")
    assert usual_jobs() == 1
