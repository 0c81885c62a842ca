"""Real engines: they give the files that this machine alone gives, also when what they consist of is killed."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import chaos, processes
from extractor.bulk import runner
from extractor.bulk.cluster import Cluster, EngineLost, ShardExecutor, parts_folder
from extractor.bulk.engines import dask
from extractor.bulk.request import Request
from extractor.bulk.shards import Means
from extractor.cli import jixiao
from tests.bulk.conftest import OBEDIENT, QUICK, Ran, Run, Watcher, write

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
    pytest.mark.filterwarnings("default"),  # theirs are not ours to mend
]
PATIENT = replace(QUICK, limits={"max_seconds": 60})  # other engines start while documents are read
CHECKOUT = Path(__file__).parent.parent.parent
LONG = (
    "全年组织培训班12期，培训学员360人次，学员满意度达到95%以上。实际支出28.5万元。\n" * 10_000
)  # half a minute of work


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder `in` with twelve short reports, one of which ends its worker."""
    for number in range(1, 13):
        write(tmp_path / "in" / f"{number}.txt", number, "!segfault" if number == 5 else "")
    return tmp_path / "in"


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))


def _require(library: str) -> None:
    if importlib.util.find_spec(library) is None:  # not imported: Ray looks at its environment when that is done
        pytest.skip(f"{library} is not installed")


def _dask(slots: int | None = 2, address: str | None = None) -> ShardExecutor:
    _require("distributed")
    from extractor.bulk.engines.dask import DaskExecutor

    return DaskExecutor(slots, address)


def _ray(slots: int | None = 2, address: str | None = None) -> ShardExecutor:
    _require("ray")
    from extractor.bulk.engines.ray import RayExecutor

    return RayExecutor(slots, address)


def _run(executor: ShardExecutor, reports: Path, out: Path) -> Ran:
    request = Request(out, (str(reports),), PATIENT)
    watcher = Watcher()
    engine = Cluster(Means(PATIENT, 1, OBEDIENT), executor, parts_folder(out, None), size=6)
    return Ran(runner.run(request, engine, watcher), watcher, out)


def _processes(word: str) -> Iterator[int]:
    """Processes under this one in whose command `word` stands."""
    for pid in processes.started(os.getpid()):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in command:
            yield pid


def _kill_who_works(word: str) -> Callable[[], bool]:
    """Kills the first process with `word` in its command that has a worker under it; tells whether there was one."""

    def once() -> bool:
        for pid in _processes(OBEDIENT[1]):
            parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            if parent in _processes(word):
                os.kill(parent, 9)
                return True
        return False

    return once


class Soon:
    """Does `deed` again and again until it says that it is done; `did` tells whether it was."""

    def __init__(self, deed: Callable[[], bool], seconds: float = 120.0) -> None:
        self.did = False
        self._deed, self._end = deed, time.monotonic() + seconds
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def wait(self) -> bool:
        self._thread.join()
        return self.did

    def _work(self) -> None:
        while not self.did and time.monotonic() < self._end:
            with contextlib.suppress(OSError):  # a process that was seen and has ended
                self.did = self._deed()
            time.sleep(0.02)


@pytest.mark.parametrize(("engine", "process"), [(_dask, "multiprocessing"), (_ray, "ray::")], ids=["dask", "ray"])
def test_engines_give_the_files_of_this_machine_though_a_worker_of_theirs_is_killed(
    engine: Callable[[], ShardExecutor], process: str, run: Run, reports: Path, tmp_path: Path
) -> None:
    executor = engine()
    killer = Soon(_kill_who_works(process))

    ran = _run(executor, reports, tmp_path / "engine")

    assert killer.wait()
    assert ran.files == run(workers=2, out="local", settings=PATIENT).files
    assert ran.ended.tally.codes == {"crashed": 1}


def test_a_lost_head_of_ray_ends_the_run_in_one_line(reports: Path, tmp_path: Path) -> None:
    _require("ray")
    (reports / "5.txt").write_text(LONG, encoding="utf-8")
    command = [*chaos.JIXIAO, "extract", str(reports), "-o", str(tmp_path / "out"), "--engine", "ray", "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def kill() -> bool:
        heads = list(_processes("gcs_server")) if any(_processes("ray::run_shard")) else []
        for pid in heads:
            os.kill(pid, 9)
        return bool(heads)

    killer = Soon(kill)
    _, said = process.communicate(timeout=300)

    assert killer.wait()
    assert process.returncode == 75, said
    assert f"jixiao: {tmp_path / 'out'}: the connection to the Ray cluster is lost; mend it, then run" in said
    assert not (tmp_path / "out" / ".shards").exists()


def _started(part: str, *words: str) -> subprocess.Popen[bytes]:
    program = f"from distributed.cli.dask_{part} import main; main()"
    command = [sys.executable, "-c", program, *words, "--no-dashboard"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def scheduler() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A Dask scheduler of its own with one worker, and its address."""
    _require("distributed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    first = _started("scheduler", "--host", address)
    second = _started("worker", address, "--nthreads", "1", "--no-nanny")
    yield first, address
    for process in (second, first):
        process.kill()
        process.wait()


def test_a_lost_scheduler_ends_the_run_which_can_be_resumed(
    run: Run, reports: Path, tmp_path: Path, scheduler: tuple[subprocess.Popen[bytes], str]
) -> None:
    process, address = scheduler
    answered = tmp_path / "out" / ".shards"

    def kill() -> bool:
        if any(answered.glob("*.shard")):
            time.sleep(0.5)
            process.kill()
            return True
        return False

    killer = Soon(kill)
    with pytest.raises(EngineLost, match="the connection to the Dask scheduler is lost"):
        _run(_dask(None, address), reports, tmp_path / "out")

    assert killer.wait()
    assert not answered.exists()
    assert run(workers=2, settings=PATIENT).files == chaos.files(tmp_path / "out")


@pytest.mark.parametrize(
    ("engine", "problem"),
    [("dask", "no Dask scheduler answers at 127.0.0.1:1"), ("ray", "no Ray cluster answers at 127.0.0.1:1")],
)
def test_a_cluster_that_does_not_answer_is_told_in_one_line(
    engine: str, problem: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _require("distributed" if engine == "dask" else "ray")
    monkeypatch.setattr(dask, "_CONNECT", 1)
    words = ["extract", str(reports), "-o", str(tmp_path / "out"), "--engine", engine, "--address", "127.0.0.1:1"]

    result = CliRunner().invoke(jixiao, words)

    assert result.exit_code == 75
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"jixiao: {tmp_path / 'out'}: {problem}; mend it, then run")
