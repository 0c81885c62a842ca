"""Hostile documents in one run with good ones: each ends in one status, in bounded time, and changes no other."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.bulk import runner
from extractor.bulk.pool import Pool
from extractor.bulk.request import Request
from extractor.bulk.settings import Settings
from tests.bulk.conftest import OBEDIENT, Ran, Watcher, write
from tests.readers.hostile_files import FILES, zipped
from tests.readers.hostile_giants import GIANTS
from tests.readers.hostile_pdf import MEBI

SECONDS, PATIENCE = 3, 3
BOUNDS = Settings(ocr="off", limits={"max_seconds": SECONDS, "max_unpacked_bytes": 64 * MEBI}, memory_bytes=1536 * MEBI)
GOOD = 20
# How each ends where there is time for it; on a slow machine it may be `timeout`.
NASTY = {
    "content of 1 GiB packed twice.pdf": "unsafe_archive",
    "table stream of 2^31 entries.pdf": "corrupt",
    "forms in forms 10^10.pdf": "unsafe_archive",
    "character map of 2^32.pdf": "",
    "table before is itself.pdf": "",
    "a million kids that are one page.pdf": "too_large",
    "document of blanks.docx": "unsafe_archive",
    "laughs.docx": "corrupt",
    "external entity.docx": "corrupt",
    "tables 20 000 deep.docx": "corrupt",
    "merge of all.xlsx": "",
    "number of a million digits.xlsx": "",
    "200 000 deep.html": "too_large",
    "line of 20 MB.txt": "out_of_memory",
    "overlapping.zip": "unsafe_archive",
    "member of 2^60 bytes.tar": "unsafe_archive",
}
# One of each kind of trouble, by what stands in the file or begins it.
TROUBLES = {
    "endless.txt": "timeout",
    "allocates.txt": "out_of_memory",
    "segfault.txt": "crashed",
    "no permission.txt": "unreadable",
    "100 000 pages.pdf": "too_large",
    "bomb.zip": "unsafe_archive",
    "encrypted.pdf": "encrypted",
    "garbage.pdf": "corrupt",
    "nothing.pdf": "empty",
}


def trouble() -> Iterator[tuple[str, bytes]]:
    """The documents of `TROUBLES`."""
    yield "endless.txt", b"!spin"
    yield "allocates.txt", b"!allocate"
    yield "segfault.txt", b"!segfault"
    yield "no permission.txt", b"!unreadable"
    yield "100 000 pages.pdf", GIANTS["100 000 pages"]()
    yield "bomb.zip", zipped({"a.txt": b"0" * (100 * MEBI)})
    yield "encrypted.pdf", GIANTS["lock with a key of 2^31 bits"]()
    yield "garbage.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 50
    yield "nothing.pdf", b""


def _nasty() -> Iterator[tuple[str, bytes]]:
    made = {**FILES, **{f"{name}.pdf": make for name, make in GIANTS.items()}}
    yield from ((name, made[name]()) for name in NASTY)


def ran(folder: Path, bad: Iterator[tuple[str, bytes]], good: int = GOOD) -> Ran:
    """A run over so many good documents and the bad ones."""
    for number in range(1, good + 1):
        write(folder / "in" / f"good {number}.txt", number)
    for name, data in bad:
        (folder / "in" / name).write_bytes(data)
    watcher, request = Watcher(), Request(folder / "out", (str(folder / "in"),), BOUNDS)
    return Ran(runner.run(request, Pool(BOUNDS, 2, OBEDIENT), watcher), watcher, folder / "out")


@pytest.fixture(scope="module", params=["troubles", "nasty"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Ran]:
    """A run over bad documents among good ones, and with which code each of the bad ones ends."""
    folder = tmp_path_factory.mktemp("run")
    if request.param == "troubles":
        return dict(TROUBLES), ran(folder, trouble())
    return dict(NASTY), ran(folder, _nasty())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A run over the good documents alone."""
    return ran(tmp_path_factory.mktemp("undisturbed"), iter(()))


def _documents(ran: Ran) -> dict[str, dict[str, str]]:
    with (ran.folder / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def _good(ran: Ran, name: str) -> list[bytes]:
    return [line for line in (ran.folder / name).read_bytes().splitlines() if b"good " in line]


def test_every_document_ends_in_one_status_with_its_code(case: tuple[dict[str, str], Ran]) -> None:
    expected, ran = case
    documents = _documents(ran)

    got = {path: row["error"] for path, row in documents.items() if path in expected}

    assert got == {path: "timeout" if got.get(path) == "timeout" else code for path, code in expected.items()}
    assert {row["status"] for row in documents.values()} <= {"ok", "partial", "failed", "duplicate"}
    assert len(documents) == ran.ended.tally.statuses.total()


def test_every_attempt_ends_in_its_time(case: tuple[dict[str, str], Ran]) -> None:
    events = [json.loads(line) for line in (case[1].folder / "run.jsonl").read_bytes().splitlines()]
    took = {event["path"]: event["longest"] for event in events if event["event"] == "document"}

    assert {path: seconds for path, seconds in took.items() if seconds > SECONDS + PATIENCE} == {}


@pytest.mark.parametrize("name", ["reports.jsonl", "documents.csv", "indicators.csv", "funds.csv"])
def test_no_document_changes_what_is_read_of_another(
    case: tuple[dict[str, str], Ran], undisturbed: Ran, name: str
) -> None:
    assert _good(case[1], name) == _good(undisturbed, name) != []
