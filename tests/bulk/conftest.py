"""Runs over small archives, with workers that do what documents say (`obedient_worker.py`)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import chaos
from extractor.bulk import runner
from extractor.bulk.desk import Desk
from extractor.bulk.orders import Order
from extractor.bulk.pool import Done, Pool
from extractor.bulk.request import Request
from extractor.bulk.runner import Ended
from extractor.bulk.settings import Settings

OBEDIENT = (sys.executable, str(Path(__file__).with_name("obedient_worker.py")))
QUICK = Settings(limits={"max_seconds": 4}, memory_bytes=1536 * 1024**2)


@dataclass
class Watcher:
    """Takes note of all that it is told."""

    stopped: bool = False
    known: int = 0
    done: list[Done] = field(default_factory=list)

    def found(self, count: int) -> None:
        self.known = count

    def answered(self, done: Done) -> None:
        self.done.append(done)

    @property
    def names(self) -> list[str]:
        return sorted(one.order.name for one in self.done)


@dataclass(frozen=True)
class Ran:
    """A run that has ended, and what was done in it."""

    ended: Ended
    watcher: Watcher
    folder: Path

    @property
    def files(self) -> dict[str, bytes]:
        return chaos.files(self.folder)


Run = Callable[..., Ran]


class Inline:
    """Reads in this process, one document after the other, as a worker does."""

    def __init__(self, settings: Settings) -> None:
        self._desk = Desk(settings)
        self._stopped = False

    def begin(self) -> None:
        return None

    def prepare(self) -> None:
        return None

    def close(self) -> None:
        return None

    def __enter__(self) -> Inline:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def run(self, batches: Iterable[Sequence[Order]]) -> Iterator[Done]:
        for order in (order for batch in batches for order in batch):
            if self._stopped:
                return
            yield Done(order, self._desk.answer(order))

    def stop(self) -> None:
        self._stopped = True

    def kill(self) -> None:
        self.stop()

    def busy(self) -> list[tuple[str, float]]:
        return []


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Reads `in` of the test's folder into `out` of it; other words are those of a Request, `workers` aside.

    Without `workers` documents are read in this process: what they can do to one is tested in `test_pool.py`.
    """

    def carry_out(*arguments: str, workers: int = 0, out: str = "out", **wanted: Any) -> Ran:
        paths = tuple(str(tmp_path / one) for one in arguments or ("in",))
        request = replace(Request(tmp_path / out, paths, QUICK), **wanted)
        watcher = Watcher()
        engine = Pool(request.settings, workers, OBEDIENT, reads_ahead=True) if workers else Inline(request.settings)
        ended = runner.run(request, engine, watcher)
        return Ran(ended, watcher, tmp_path / out)

    return carry_out


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder `in` with five short reports, one of them twice."""
    folder = tmp_path / "in"
    for number in range(1, 6):
        write(folder / f"{number}.txt", number)
    write(folder / "again" / "3.txt", 3)
    return folder


def write(file: Path, number: int, first: str = "") -> None:
    """A short report, told apart by `number`; `first` stands in front of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"{first}霁州市档案馆{2000 + number}年度部门整体支出绩效自评报告\n\n"
        f"一、资金情况\n全年预算数{number}00万元，全年执行数{number}0万元，执行率10%。\n"
        f"二、目标完成情况\n数字化档案数量指标值≥{number}万页，实际完成{number + 1}万页。\n",
        encoding="utf-8",
    )
