"""Shards: the same for any number of machines, verified when they come back, given out again when they are lost."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.bulk import cluster, runner, shards
from extractor.bulk.cluster import Cluster, EngineLost, Outcome, parts_folder
from extractor.bulk.engines import is_loopback
from extractor.bulk.keys import Keys
from extractor.bulk.orders import Answer, Order
from extractor.bulk.pool import Done
from extractor.bulk.request import Request
from extractor.bulk.shards import Means, Report, run_shard
from extractor.cli import jixiao
from tests.bulk.conftest import OBEDIENT, QUICK, Ran, Run, Watcher

Attempt = Callable[[str], str]
MEANS = Means(QUICK, 1, OBEDIENT)


class Here:
    """An executor that works on shards in this process, the last that was given out first.

    `deeds` are done, one after the other, instead of the first attempts.
    """

    def __init__(self, deeds: list[Attempt] | None = None, slots: int = 1) -> None:
        self.slots, self._deeds = slots, deeds or []
        self.waiting: list[tuple[str, Path]] = []
        self.submitted: list[str] = []
        self.cancelled: list[str] = []
        self.most = 0

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def submit(self, shard: str, path: Path) -> None:
        self.waiting.append((shard, path))
        self.submitted.append(shard)
        self.most = max(self.most, len(self.waiting))

    def wait(self, seconds: float) -> list[Outcome]:
        shard, path = self.waiting.pop()
        work = self._deeds.pop(0) if self._deeds else _answered
        try:
            return [Outcome(shard, work(str(path)))]
        except ConnectionError as error:
            return [Outcome(shard, None, str(error))]

    def cancel(self, shard: str) -> None:
        self.cancelled.append(shard)
        self.waiting = [one for one in self.waiting if one[0] != shard]


class Quick:
    """Stands for the pool: answers at once, with the name of the document as its reports."""

    def __init__(self, *_: object) -> None:
        self._stopped = False

    def __enter__(self) -> Quick:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def stop(self) -> None:
        self._stopped = True

    def run(self, batches: Iterator[list[Order]]) -> Iterator[Done]:
        for order in (order for batch in batches for order in batch):
            if self._stopped:
                return
            answer = Answer("ok", "extract", seconds=(0.5, 0.25), resident=7, reports=order.name.encode())
            yield Done(order, replace(answer, document=order.document), attempts=2, said="tired")


@pytest.fixture(autouse=True)
def _quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "run" not in request.fixturenames:
        monkeypatch.setattr(shards, "Pool", Quick)


def _answered(path: str) -> str:
    return run_shard(path)


def _lost(path: str) -> str:
    raise ConnectionError("its machine is gone")


def _damaged(path: str) -> str:
    report = Report.from_json(run_shard(path))
    part = Path(path).with_name(report.part)
    part.write_bytes(part.read_bytes()[:-1])
    return report.to_json()


def _short(path: str) -> str:
    (Path(path).parent / shards.STOP).touch()
    try:
        return run_shard(path)
    finally:
        (Path(path).parent / shards.STOP).unlink()


def _elsewhere(path: str) -> str:
    report = Report.from_json(run_shard(path))
    (Path(path).parent / "sub").mkdir(exist_ok=True)
    moved = f"sub/{report.part}"
    (Path(path).parent / report.part).rename(Path(path).parent / moved)
    return replace(report, part=moved).to_json()


def _nonsense(path: str) -> str:
    return '{"part": 1}'


def _orders(count: int) -> list[Order]:
    return [Order(f"{number:03}.txt", f"/in/{number:03}.txt", f"c{number}") for number in range(count)]


def _done(executor: Here, folder: Path, count: int = 10) -> list[Done]:
    with Cluster(MEANS, executor, folder / "parts", size=3) as engine:
        return list(engine.run([order] for order in _orders(count)))


def test_every_order_is_answered_with_all_that_is_told_beside_the_part(tmp_path: Path) -> None:
    done = _done(Here(), tmp_path)

    assert sorted(one.order.name for one in done) == [order.name for order in _orders(10)]
    assert all(one.answer.reports == one.order.name.encode() for one in done)
    assert {(one.attempts, one.said, one.answer.seconds, one.answer.resident) for one in done} == {
        (2, "tired", (0.5, 0.25), 7)
    }


def test_shards_do_not_follow_from_the_number_of_machines(tmp_path: Path) -> None:
    one, many = Here(slots=1), Here(slots=3)

    _done(one, tmp_path)
    _done(many, tmp_path)

    assert sorted(one.submitted) == sorted(many.submitted)
    assert (len(one.submitted), one.most, many.most) == (4, 2, 4)


def test_the_name_of_a_shard_follows_from_contents_and_keys() -> None:
    orders = _orders(3)
    name = shards.shard_id(Keys("r", "e"), orders)

    assert shards.shard_id(Keys("r", "e"), reversed(orders)) == name
    assert shards.shard_id(Keys("r", "e"), [replace(order, path="/other") for order in orders]) == name
    assert shards.shard_id(Keys("r", "f"), orders) != name
    assert shards.shard_id(Keys("r", "e"), [*orders[:2], replace(orders[2], content="d")]) != name


def test_a_repeated_attempt_writes_the_same_bytes(tmp_path: Path) -> None:
    shards.write_shard(tmp_path / "a.shard", MEANS, _orders(5))

    first, second = (Report.from_json(run_shard(str(tmp_path / "a.shard"))) for _ in range(2))

    assert first.part != second.part
    assert first.sha256 == second.sha256
    assert (tmp_path / first.part).read_bytes() == (tmp_path / second.part).read_bytes()


@pytest.mark.parametrize("deed", [_lost, _damaged, _short, _elsewhere, _nonsense])
def test_a_lost_or_wrong_part_is_made_again(tmp_path: Path, deed: Attempt) -> None:
    executor = Here([deed, deed, deed])

    done = _done(executor, tmp_path)

    assert sorted(one.order.name for one in done) == [order.name for order in _orders(10)]
    assert len(executor.submitted) == 7


def test_a_shard_that_is_lost_again_and_again_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(EngineLost, match=r"begins with 000\.txt was lost 4 times, last because: its machine is gone"):
        _done(Here([_lost] * 4), tmp_path, count=3)


def test_a_shard_that_takes_for_ever_is_cancelled_and_given_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deaf(Here):
        def wait(self, seconds: float) -> list[Outcome]:
            if len(self.submitted) > 2:
                monkeypatch.undo()
                monkeypatch.setattr(shards, "Pool", Quick)
                return super().wait(seconds)
            return []

    monkeypatch.setattr(cluster, "_PATIENCE", -1e9)
    executor = Deaf()

    done = _done(executor, tmp_path, count=6)

    assert len(done) == 6
    assert set(executor.cancelled) == set(executor.submitted)


def test_nothing_is_left_of_parts(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "of a killed run").touch()
    executor = Here([_lost, _damaged])
    seen = []
    with Cluster(MEANS, executor, tmp_path / "parts", size=3) as engine:
        for _ in engine.run([_orders(10)]):
            seen.append(len(list((tmp_path / "parts").iterdir())))

    assert max(seen) <= 4  # two shards and the parts of two attempts
    assert not (tmp_path / "parts").exists()


def test_what_is_in_hand_is_finished_when_it_is_stopped(tmp_path: Path) -> None:
    with Cluster(MEANS, Here(), tmp_path / "parts", size=3) as engine:
        answers = engine.run([_orders(12)])
        done = [next(answers)]
        engine.stop()
        done.extend(answers)

    assert [one.order.name for one in done] == ["003.txt", "004.txt", "005.txt"]


def test_documents_that_were_read_go_with_their_shard_and_are_not_held_meanwhile(tmp_path: Path) -> None:
    orders = [replace(order, document=order.name.encode()) for order in _orders(4)]
    with Cluster(MEANS, Here(), tmp_path / "parts") as engine:
        done = list(engine.run([orders]))

    assert [one.answer.document for one in done] == [order.document for order in orders]
    assert {one.order.document for one in done} == {None}


def test_a_password_is_only_for_the_owner_of_the_shard(tmp_path: Path) -> None:
    shards.write_shard(tmp_path / "a.shard", Means(replace(QUICK, password="暗号7")), _orders(1))

    assert stat.S_IMODE((tmp_path / "a.shard").stat().st_mode) == 0o600
    assert "暗号7" not in run_shard(str(tmp_path / "a.shard"))


def test_parts_lie_in_the_dataset_or_where_all_machines_see_them(tmp_path: Path) -> None:
    shared = [parts_folder(tmp_path / name, tmp_path / "shared") for name in ("a", "b", "a")]

    assert parts_folder(tmp_path / "a", None).parent == tmp_path / "a"
    assert [folder.parent for folder in shared] == [tmp_path / "shared"] * 3
    assert shared[0] == shared[2] != shared[1]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1:6379", True),
        ("tcp://localhost:8786", True),
        ("tcp://[::1]:8786", True),
        ("10.0.0.7:6379", False),
        ("tls://master:8786", False),
        ("auto", False),
        ("127.0.0.1.example.org:80", False),
    ],
)
def test_loopback_is_what_no_other_machine_reaches(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected


def test_a_run_in_shards_gives_the_files_of_a_run_without(run: Run, archive: Path, tmp_path: Path) -> None:
    ran = _in_shards(archive, tmp_path / "shards")

    assert ran.files == run().files
    assert sorted(file.name for file in ran.folder.iterdir() if file.name.startswith(".")) == []


def _in_shards(archive: Path, out: Path) -> Ran:
    request = Request(out, (str(archive),), QUICK)
    watcher = Watcher()
    engine = Cluster(MEANS, Here(), parts_folder(out, None), size=4)
    return Ran(runner.run(request, engine, watcher), watcher, out)


def test_an_address_is_refused_where_nothing_is_reached_by_it(archive: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(jixiao, ["extract", str(archive), "-o", str(tmp_path / "out"), "--address", "10.0.0.7"])

    assert result.exit_code == 2
    assert "--address and --parts are for --engine ray and --engine dask" in result.stderr


@pytest.mark.parametrize(
    ("engine", "address", "remedy"),
    [("dask", "tcp://10.0.0.7:8786", "set TLS up"), ("ray", "10.0.0.7:6379", "RAY_AUTH_MODE=token")],
)
def test_a_cluster_open_to_anybody_is_refused(
    engine: str, address: str, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.delenv("RAY_AUTH_MODE", raising=False)
    (tmp_path / "in").mkdir()
    words = ["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--engine", engine, "--address", address]

    result = CliRunner().invoke(jixiao, words)

    assert result.exit_code == 2
    assert "the code of anybody who can reach it" in result.stderr
    assert remedy in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("engine", "extra"), [("dask", "dask"), ("ray", "cluster")])
def test_a_missing_library_is_named_with_its_command(
    engine: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (tmp_path / "in").mkdir()

    result = CliRunner().invoke(
        jixiao, ["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--engine", engine]
    )

    assert result.exit_code == 2
    assert f"pip install 'jixiao[{extra}]'" in result.stderr
