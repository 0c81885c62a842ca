"""Workers that are copies of one process, and documents that are read while it is loaded: the answers stay the same."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import chaos, processes
from extractor.bulk import runner
from extractor.bulk.nursery import Nursery
from extractor.bulk.orders import Answer, Order
from extractor.bulk.pool import Pool
from extractor.bulk.process import WorkerUnusable
from extractor.bulk.request import Request
from extractor.bulk.runner import Engine
from extractor.bulk.settings import Settings
from tests.bulk.conftest import OBEDIENT, QUICK, Inline, Watcher, write
from tests.waiting import comes_true

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are programs of their own elsewhere")

# As the obedient worker; the process that is copied takes its time, and each that reads a document says what it is.
SLOW = (
    sys.executable,
    "-c",
    "import os, sys, time\n"
    f"sys.path.insert(0, {str(Path(OBEDIENT[1]).parent)!r})\n"
    "import obedient_worker\n"
    "role = ''.join(sys.argv[3:])\n"
    "time.sleep(2 if role.isdecimal() else 0)\n"
    "def noted(data, **others):\n"
    "    with open(os.environ['ROLES'], 'a') as file:\n"
    "        file.write(f'{role or \"whole\"}\\n')\n"
    "    return obedient_worker._obeying(data, **others)\n"
    "obedient_worker.readers.read = noted\n"
    "obedient_worker.main()\n",
)


@pytest.fixture
def orders(tmp_path: Path) -> list[Order]:
    """Orders for six short reports."""
    for number in range(1, 7):
        write(tmp_path / "in" / f"{number}.txt", number)
    return [Order(f"{number}.txt", str(tmp_path / "in" / f"{number}.txt"), str(number)) for number in range(1, 7)]


@pytest.fixture
def roles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which processes note in what role they read a document."""
    monkeypatch.setenv("ROLES", str(tmp_path / "roles"))
    return tmp_path / "roles"


def _steady(answer: Answer) -> Answer:
    return replace(answer, seconds=(0.0, 0.0), resident=0)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., dict[str, bytes]]:
    """Makes a dataset of what lies in `in`, with an engine; its files."""

    def carry_out(engine: Engine, out: str, settings: Settings) -> dict[str, bytes]:
        runner.run(Request(tmp_path / out, (str(tmp_path / "in"),), settings), engine, Watcher())
        return chaos.files(tmp_path / out)

    return carry_out


@pytest.mark.parametrize("redact", [False, True])
def test_what_is_read_ahead_makes_the_same_dataset(
    orders: list[Order], roles: Path, read: Callable[..., dict[str, bytes]], redact: bool
) -> None:
    settings = replace(QUICK, redact=redact, limits={"max_seconds": 60})

    made = read(Pool(settings, 2, SLOW, reads_ahead=True), "out", settings)

    assert Counter(roles.read_text().split())["reading"] >= 2
    assert made == read(Inline(settings), "alone", settings)


@pytest.mark.parametrize(("workers", "reads_ahead"), [(1, True), (2, False)])
def test_nothing_is_read_ahead(orders: list[Order], roles: Path, workers: int, reads_ahead: bool) -> None:
    with Pool(QUICK, workers, SLOW, reads_ahead=reads_ahead) as pool:
        done = list(pool.run([order] for order in orders))

    assert {one.answer.status for one in done} == {"ok"}
    assert "reading" not in roles.read_text()


def test_a_document_that_ends_its_reader_is_tried_again_by_itself(tmp_path: Path, roles: Path) -> None:
    for number, first in enumerate(["!exit", "", "!exit", ""], start=1):
        write(tmp_path / "in" / f"{number}.txt", number, first)
    request = Request(tmp_path / "out", (str(tmp_path / "in"),), QUICK)
    watcher = Watcher()

    runner.run(request, Pool(QUICK, 2, SLOW, reads_ahead=True), watcher)

    told = {one.order.name.rpartition("/")[2]: (one.answer.code, one.attempts) for one in watcher.done}
    assert told == {"1.txt": ("crashed", 2), "2.txt": (None, 1), "3.txt": ("crashed", 2), "4.txt": (None, 1)}


@pytest.fixture
def nursery(request: pytest.FixtureRequest) -> Nursery:
    """One that makes obedient workers."""
    made = Nursery(Settings(), OBEDIENT)
    request.addfinalizer(made.close)
    return made


def test_copies_stand_in_sessions_of_their_own_and_answer_alike(nursery: Nursery, orders: list[Order]) -> None:
    workers = [nursery.worker() for _ in range(2)]
    answers = [worker.work(orders[0]) for worker in workers]

    copies = _copies()
    assert {os.getsid(pid) for pid in copies} == copies and len(copies) == 2
    assert all(isinstance(answer, Answer) for answer in answers)
    assert len({_steady(answer).rows for answer in answers if isinstance(answer, Answer)}) == 1
    for worker in workers:
        worker.close()
    assert not _copies()


def test_copies_end_with_what_they_were_copied_from(nursery: Nursery) -> None:
    worker = nursery.worker()
    copies = _copies()

    nursery.kill()

    assert len(copies) == 1
    assert comes_true(lambda: all(_has_ended(pid) for pid in copies))
    worker.close()


def test_where_it_was_killed_no_more_copies_are_made(nursery: Nursery) -> None:
    nursery.worker().close()
    nursery.kill()

    with pytest.raises(WorkerUnusable) as told:
        nursery.worker()
    assert told.value.killed


def _copies() -> set[int]:
    """Processes that the children of this one have started."""
    return {copy for child in processes.children(os.getpid()) for copy in processes.children(child)}


def _has_ended(pid: int) -> bool:
    """Whether the process is gone, or waits for somebody to take note of its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_a_copy_that_is_killed_is_told_so(tmp_path: Path, nursery: Nursery) -> None:
    write(tmp_path / "1.txt", 1, "!kill")

    worker = nursery.worker()
    death = worker.work(Order("1.txt", str(tmp_path / "1.txt"), "1"))
    worker.close()

    assert not isinstance(death, Answer)
    assert (death.cause, death.detail) == ("killed", signal.SIGKILL.name)


def test_a_copy_can_be_ended_before_it_has_done_anything(nursery: Nursery) -> None:
    for _ in range(20):
        nursery.worker().close()

    assert not _copies()
