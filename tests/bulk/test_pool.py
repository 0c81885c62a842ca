"""Whatever a document does to its worker, it alone is told, in bounded time, and all others are read."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import processes
from benchmarks.bulk import OWN_PATTERN
from extractor.bulk.orders import Order
from extractor.bulk.pool import Done, Pool, PoolBroken
from extractor.bulk.process import NoRoom
from extractor.bulk.settings import Settings
from extractor.errors import PatternError
from tests.bulk.conftest import OBEDIENT, QUICK, write
from tests.waiting import comes_true

POISON = {
    "!spin": "timeout",
    "!spawn": "timeout",
    "!allocate": "out_of_memory",
    "!bad_alloc": "out_of_memory",
    "!segfault": "crashed",
    "!abort": "crashed",
    "!exit": "crashed",
    "!hang": "timeout",
}
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def _orders(folder: Path, firsts: list[str]) -> list[Order]:
    orders = []
    for number, first in enumerate(firsts, start=1):
        write(folder / f"{number}.txt", number, first)
        orders.append(Order(f"{number}.txt", str(folder / f"{number}.txt"), str(number)))
    return orders


def _answers(orders: list[Order], workers: int = 2) -> dict[str, Done]:
    with Pool(QUICK, workers, OBEDIENT) as pool:
        done = list(pool.run([order] for order in orders))
    assert len(done) == len(orders)
    return {one.order.name: one for one in done}


def test_every_poison_has_its_code_and_no_innocent_is_blamed(tmp_path: Path) -> None:
    firsts = [first for poison in POISON for first in ("", poison, "")]

    answers = _answers(_orders(tmp_path, firsts))

    got = {first: answers[f"{number}.txt"].answer.code for number, first in enumerate(firsts, start=1)}
    assert got == {"": None, **POISON}
    assert sum(one.answer.status == "ok" for one in answers.values()) == 2 * len(POISON)


@pytest.mark.parametrize(
    ("first", "attempts"), [("!segfault", 2), ("!allocate", 2), ("!kill", 6), ("!spin", 1), ("", 1)]
)
def test_a_crash_is_tried_again_before_it_is_told(tmp_path: Path, first: str, attempts: int) -> None:
    (done,) = _answers(_orders(tmp_path, [first])).values()

    assert done.attempts == attempts


def test_what_a_worker_says_on_standard_output_harms_nothing(tmp_path: Path) -> None:
    answers = _answers(_orders(tmp_path, ["!print", ""]))

    assert [one.answer.status for one in answers.values()] == ["ok", "ok"]


def test_the_last_words_of_a_worker_are_kept(tmp_path: Path) -> None:
    (done,) = _answers(_orders(tmp_path, ["!segfault"]), workers=1).values()

    assert "Segmentation fault" in done.said


@linux
def test_a_worker_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    orders = _orders(tmp_path, ["!slow"] * 12)
    with Pool(QUICK, 2, OBEDIENT) as pool:
        killer = threading.Thread(target=_kill_some, args=(os.getpid(), 4))
        killer.start()
        done = list(pool.run([order] for order in orders))
        killer.join()

    assert sorted(one.order.name for one in done) == sorted(order.name for order in orders)
    assert {one.answer.status for one in done} == {"ok"}


def test_what_is_in_hand_is_finished_when_it_is_stopped(tmp_path: Path) -> None:
    orders = _orders(tmp_path, ["!slow"] * 20)
    with Pool(QUICK, 2, OBEDIENT) as pool:
        answers = pool.run([order] for order in orders)
        done = [next(answers)]
        pool.stop()
        done.extend(answers)

    assert 1 <= len(done) <= 5
    assert {one.answer.status for one in done} == {"ok"}


def test_workers_that_cannot_start_are_told(tmp_path: Path) -> None:
    broken = (sys.executable, "-c", "import sys; sys.exit('no dictionary')")

    with Pool(QUICK, 1, broken) as pool, pytest.raises(PoolBroken, match="no dictionary"):
        list(pool.run([_orders(tmp_path, [""])]))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with an own pattern whose example does not hold."""
    folder = tmp_path / "patterns"
    folder.mkdir()
    failing = OWN_PATTERN.replace("共花去了3万元", "共用去了3万元")
    (folder / "own.toml").write_text(failing, encoding="utf-8")
    return folder


def test_patterns_that_cannot_be_used_are_told_before_there_is_an_order(own: Path) -> None:
    with pytest.raises(PatternError, match=r"own\.toml: own\.cue: does not match its hit “共用去了3万元”"):
        Pool(replace(QUICK, patterns=str(own)), 1).prepare()


def test_patterns_that_nobody_asked_about_break_the_pool(tmp_path: Path, own: Path) -> None:
    with Pool(replace(QUICK, patterns=str(own)), 1) as pool, pytest.raises(PoolBroken, match="does not match"):
        list(pool.run([_orders(tmp_path, [""])]))


@linux
def test_the_worker_that_was_prepared_takes_the_first_order(tmp_path: Path) -> None:
    pool = Pool(QUICK, 1, OBEDIENT)
    pool.prepare()
    ready = processes.started(os.getpid())
    with pool:
        answers = pool.run([_orders(tmp_path, [""])])

        assert next(answers).answer.status == "ok"
        assert processes.started(os.getpid()) == ready


def test_no_document_is_blamed_where_a_worker_finds_no_room(tmp_path: Path) -> None:
    with Pool(QUICK, 1, OBEDIENT) as pool, pytest.raises(NoRoom, match="No space left"):
        list(pool.run([_orders(tmp_path, ["!full"])]))


def test_a_worker_makes_way_after_so_many_documents(tmp_path: Path) -> None:
    settings = Settings(recycle_after=1)
    with Pool(settings, 1, OBEDIENT) as pool:
        done = list(pool.run([_orders(tmp_path, ["", "", ""])]))

    assert [one.answer.status for one in done] == ["ok", "ok", "ok"]


@linux
@pytest.mark.parametrize("first", ["!spin", "!hang", "!spawn", ""])
def test_no_worker_survives_its_parent(tmp_path: Path, first: str) -> None:
    _orders(tmp_path, [first])
    script = (
        "import sys, time\n"
        "from extractor.bulk.orders import Order\nfrom extractor.bulk.pool import Pool\n"
        "from extractor.bulk.settings import Settings\n"
        f"with Pool(Settings(), 2, {OBEDIENT!r}) as pool:\n"
        f"    for done in pool.run([[Order('1', {str(tmp_path / '1.txt')!r}, '1')]] ):\n        time.sleep(3600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    workers = comes_true(lambda: processes.started(parent.pid))
    time.sleep(1.5)
    workers |= processes.started(parent.pid)

    parent.kill()
    parent.wait()

    assert workers
    assert comes_true(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def _kill_some(pid: int, count: int) -> None:
    for _ in range(count):
        time.sleep(0.7)
        for child in sorted(processes.started(pid))[:1]:
            os.kill(child, 9)
