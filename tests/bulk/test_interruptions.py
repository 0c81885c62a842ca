"""Real processes that are killed, interrupted and starved of room: the next run ends with the same dataset."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import chaos
from benchmarks.corpus import make_corpus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SMALL = 24  # documents


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of short reports."""
    folder = tmp_path_factory.mktemp("archive")
    make_corpus(folder, SMALL, ("txt",))
    return folder


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The dataset of `archive`, made in peace."""
    out = tmp_path_factory.mktemp("undisturbed")
    chaos.run(archive, out)
    return chaos.files(out)


def test_kills_at_any_moment_change_nothing(archive: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    account, made = chaos.disturbed(archive, tmp_path, kills=6, seed=3)

    assert account.kills >= 6
    assert all(one == undisturbed for one in made)


def test_an_interrupted_run_writes_and_is_continued(
    archive: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    process = _begun(archive, tmp_path / "out")

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert process.returncode == 130
    assert b"finishing what is in hand" in said
    assert b"the same command goes on from here" in said
    assert (tmp_path / "out" / "documents.csv").read_bytes().count(b"\r\n") == SMALL + 1
    chaos.run(archive, tmp_path / "out")
    assert chaos.files(tmp_path / "out") == undisturbed


def test_a_second_interrupt_stops_at_once_and_the_run_is_continued(
    archive: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    process = _begun(archive, tmp_path / "out")

    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.02)
    process.communicate(timeout=60)

    assert process.returncode == 130
    chaos.run(archive, tmp_path / "out")
    assert chaos.files(tmp_path / "out") == undisturbed


def test_a_full_disk_stops_the_run_blames_no_document_and_is_continued(
    archive: Path, undisturbed: dict[str, bytes], small_disk: Path
) -> None:
    full = subprocess.run([*chaos.JIXIAO, "extract", archive, "-o", small_disk / "out"], capture_output=True, text=True)

    assert full.returncode == 75
    assert full.stderr.splitlines()[-1].startswith(f"jixiao: {small_disk / 'out'}: ")
    assert "then run the same command again" in full.stderr
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    chaos.run(archive, small_disk / "out")
    assert chaos.files(small_disk / "out") == undisturbed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with half a megabyte of room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("needs the right to mount a disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_folder_that_cannot_be_written_is_told(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    told = subprocess.run(
        [*chaos.JIXIAO, "extract", archive, "-o", tmp_path / "file" / "out"], capture_output=True, text=True
    )

    assert told.returncode == 75
    assert told.stderr.count("\n") == 1
    assert "Not a directory" in told.stderr


def _begun(archive: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run with one worker that has read some documents."""
    command = [*chaos.JIXIAO, "extract", str(archive), "-o", str(out), "--workers", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ})
    journal = out / "run.jsonl"
    while not journal.exists() or journal.read_bytes().count(b'"document"') < 2:
        assert process.poll() is None
        time.sleep(0.01)
    return process
