"""A run over an archive: what it reads, what it leaves alone, and that it gives the same dataset however it went."""

from __future__ import annotations

import csv
import hashlib
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.bulk import OWN_PATTERN
from extractor.bulk import lock, runner
from extractor.bulk.catalogue import GIVEN_UP_AFTER, LATE_AFTER, Catalogue
from extractor.bulk.keys import Keys
from extractor.bulk.pool import Done
from extractor.bulk.request import Request
from tests.bulk.conftest import QUICK, Inline, Ran, Run, Watcher, write


def _documents(ran: Ran) -> dict[str, tuple[str, str]]:
    with (ran.folder / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"]: (row["status"], row["error"]) for row in csv.DictReader(file)}


def test_every_input_ends_in_one_status(run: Run, archive: Path) -> None:
    write(archive / "bad.txt", 9, "!segfault")
    (archive / "empty.pdf").write_bytes(b"")

    ran = run(workers=1)

    assert _documents(ran) == {
        "1.txt": ("ok", ""),
        "2.txt": ("ok", ""),
        "3.txt": ("ok", ""),
        "4.txt": ("ok", ""),
        "5.txt": ("ok", ""),
        "again/3.txt": ("duplicate", ""),
        "bad.txt": ("failed", "crashed"),
        "empty.pdf": ("failed", "empty"),
    }
    assert ran.ended.tally.inputs == ran.ended.tally.statuses.total() == 8


def test_the_same_content_is_read_once(run: Run, archive: Path) -> None:
    assert run().watcher.names == ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"]


def test_an_unchanged_archive_is_not_read_again(run: Run, archive: Path) -> None:
    before = run().files

    again = run()

    assert again.watcher.names == []
    assert again.ended.written is False
    assert again.files == before


def test_a_file_that_was_only_touched_is_looked_at_and_not_read(run: Run, archive: Path) -> None:
    run()
    os.utime(archive / "1.txt")

    assert run().watcher.names == []


def test_a_changed_file_is_read_again(run: Run, archive: Path) -> None:
    run()
    write(archive / "2.txt", 7)

    again = run()

    assert again.watcher.names == ["2.txt"]
    assert again.files == run(out="fresh").files


def test_a_changed_file_with_its_old_size_and_time_is_found_when_asked_for(run: Run, archive: Path) -> None:
    run()
    before = (archive / "2.txt").stat()
    write(archive / "2.txt", 8)
    os.utime(archive / "2.txt", ns=(before.st_atime_ns, before.st_mtime_ns))

    assert run().watcher.names == []
    assert run(look_again=True).watcher.names == ["2.txt"]


def test_a_removed_file_leaves_the_dataset(run: Run, archive: Path) -> None:
    run()
    (archive / "1.txt").unlink()

    assert "1.txt" not in _documents(run())


def test_a_removed_file_stays_where_that_is_asked_for(run: Run, archive: Path) -> None:
    run()
    (archive / "1.txt").unlink()

    assert _documents(run(keep_removed=True))["1.txt"] == ("ok", "")


def test_the_copy_takes_the_place_of_a_removed_original(run: Run, archive: Path) -> None:
    run()
    (archive / "3.txt").unlink()

    again = run()

    assert _documents(again)["again/3.txt"] == ("ok", "")
    assert again.watcher.names == []
    assert again.files == run(out="fresh").files


def test_changed_patterns_extract_without_reading(run: Run, archive: Path, tmp_path: Path) -> None:
    run()
    own = tmp_path / "patterns"
    own.mkdir()
    (own / "own.toml").write_text(OWN_PATTERN, encoding="utf-8")

    again = run(settings=replace(QUICK, patterns=str(own)))

    assert again.watcher.names == ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"]
    assert {done.order.document is not None for done in again.watcher.done} == {True}
    assert {done.answer.seconds[0] for done in again.watcher.done} == {0.0}


def test_without_kept_documents_changed_limits_and_patterns_read_again(run: Run, archive: Path) -> None:
    run(keep_documents=False)

    again = run(settings=replace(QUICK, limits={"max_seconds": 4, "max_pages": 7}), keep_documents=False)

    assert {done.order.document for done in again.watcher.done} == {None}
    assert len(again.watcher.done) == 5


def test_any_number_of_workers_gives_the_same_bytes(run: Run, archive: Path) -> None:
    assert run(workers=1, out="one").files == run(workers=2, out="two").files == run(out="none").files


def test_members_of_archives_are_documents_of_their_own(run: Run, archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive / "all.zip", "w") as packed:
        for number in (8, 3, 6):
            write(tmp_path / "member.txt", number, "!segfault" if number == 6 else "")
            packed.write(tmp_path / "member.txt", f"年报/{number}.txt")
        packed.writestr("cut.docx", b"PK\x03\x04")
    (archive / "none.zip").write_bytes(b"PK\x05\x06" + bytes(18))

    ran = run(workers=2)

    told = _documents(ran)
    assert told["all.zip!/年报/8.txt"] == ("ok", "")
    assert told["all.zip!/年报/3.txt"] == ("duplicate", "") or told["3.txt"] == ("duplicate", "")
    assert told["all.zip!/年报/6.txt"] == ("failed", "crashed")
    assert told["all.zip!/cut.docx"] == ("failed", "corrupt")
    assert told["none.zip"] == ("failed", "empty")
    assert "all.zip" not in told
    assert run().watcher.names == []


def test_the_first_inputs_and_a_sample_are_the_same_each_time(run: Run, archive: Path) -> None:
    assert list(_documents(run(limit=2))) == ["1.txt", "2.txt"]
    sample = list(_documents(run(sample=3, out="some")))

    assert len(sample) == 3
    assert list(_documents(run(sample=3, out="others"))) == sample


def test_a_second_run_on_a_dataset_is_refused(run: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    with lock.locked(tmp_path / "out"), pytest.raises(lock.Held):
        run()


def test_a_missing_file_is_looked_for_again(run: Run, archive: Path) -> None:
    assert _documents(run("in/1.txt", "in/new.txt"))["new.txt"] == ("failed", "not_found")
    write(archive / "new.txt", 7)

    assert _documents(run("in/1.txt", "in/new.txt"))["new.txt"] == ("ok", "")


def test_a_stopped_run_says_what_was_not_read_and_the_next_reads_it(run: Run, archive: Path, tmp_path: Path) -> None:
    engine = Inline(QUICK)
    watcher = _Stopping(engine)

    stopped = Ran(
        runner.run(Request(tmp_path / "out", (str(archive),), QUICK), engine, watcher), watcher, tmp_path / "out"
    )

    assert _documents(stopped) == {
        "1.txt": ("ok", ""),
        "2.txt": ("ok", ""),
        "3.txt": ("failed", "interrupted"),
        "4.txt": ("failed", "interrupted"),
        "5.txt": ("failed", "interrupted"),
        "again/3.txt": ("failed", "interrupted"),
    }
    again = run()
    assert again.watcher.names == ["3.txt", "4.txt", "5.txt"]
    assert again.files == run(out="fresh").files


class _Stopping(Watcher):
    """Stops the run after two documents."""

    def __init__(self, engine: Inline) -> None:
        super().__init__()
        self._engine = engine

    def answered(self, done: Done) -> None:
        super().answered(done)
        if len(self.done) == 2:
            self.stopped = True
            self._engine.stop()


def test_a_document_that_run_after_run_ends_with_is_given_up(run: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    content = hashlib.sha256((archive / "1.txt").read_bytes()).hexdigest()
    with Catalogue(tmp_path / "out") as catalogue:
        for _ in range(GIVEN_UP_AFTER):
            catalogue.begin_reading(content)
            catalogue.begin(Keys("", ""))

    told = _documents(run())

    assert (told["1.txt"], told["2.txt"]) == (("failed", "interrupted"), ("ok", ""))


def test_a_document_that_some_runs_ended_with_is_read_after_all_others(run: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    content = hashlib.sha256((archive / "1.txt").read_bytes()).hexdigest()
    with Catalogue(tmp_path / "out") as catalogue:
        for _ in range(LATE_AFTER):
            catalogue.begin_reading(content)
            catalogue.begin(Keys("", ""))

    ran = run()

    assert ran.watcher.done[-1].order.name == "1.txt"
    assert ran.files == run(out="fresh").files
