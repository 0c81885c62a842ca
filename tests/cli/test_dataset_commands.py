"""`jixiao status`, `retry`, `merge`, `verify`: what can be done with a dataset once it is there."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from extractor.bulk.output import NOT_DETERMINISTIC

Run = Callable[..., Result]


@pytest.fixture
def reports(tmp_path: Path, report: Path, checkout: Path) -> Path:
    """A folder with two reports and a file that cannot be read."""
    folder = tmp_path / "in"
    (folder / "2021").mkdir(parents=True)
    shutil.copy(report, folder / "a.md")
    shutil.copy(checkout / "samples" / "fitness-2021" / "source.txt", folder / "2021" / "b.txt")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture
def dataset(run: Run, tmp_path: Path, reports: Path) -> Path:
    """The dataset of `reports`."""
    run("extract", reports, "-o", tmp_path / "out", "--workers", 1)
    return tmp_path / "out"


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name not in NOT_DETERMINISTIC}


def _statuses(folder: Path) -> dict[str, str]:
    with (folder / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"]: row["status"] for row in csv.DictReader(file)}


def test_status_counts_what_became_of_all_inputs(run: Run, dataset: Path) -> None:
    state = json.loads(run("status", dataset, "--json").stdout)

    assert (state["inputs"], state["statuses"], state["failed"]) == (3, {"failed": 1, "ok": 2}, {"empty": 1})
    assert (state["runs"], state["running"]) == (1, False)
    assert {"2021/b.txt", "a.md"} <= {one["path"] for one in state["slowest"]}
    assert run("status", dataset).stdout.startswith("3 inputs: 1 failed, 2 ok\nruns: 1\nfailed: empty 1\n")


def test_what_is_no_dataset_is_told(run: Run, tmp_path: Path) -> None:
    result = run("status", tmp_path)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"jixiao: {tmp_path}: holds no catalogue.sqlite")


def test_retry_reads_again_what_failed_and_nothing_else(run: Run, dataset: Path, reports: Path) -> None:
    before = json.loads((dataset / "run.jsonl").read_text(encoding="utf-8").splitlines()[-1])

    result = run("retry", dataset, "--failed", "--workers", 1)

    ended = json.loads((dataset / "run.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert result.exit_code == 1
    assert (before["answered"], ended["answered"]) == (3, 1)


def test_retry_takes_the_failures_of_one_kind(run: Run, dataset: Path) -> None:
    run("retry", dataset, "--code", "timeout")

    ended = json.loads((dataset / "run.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert ended["answered"] == 0


def test_retry_must_be_told_what(run: Run, dataset: Path) -> None:
    assert run("retry", dataset).exit_code == 2


def test_merged_parts_are_the_whole(run: Run, tmp_path: Path, reports: Path) -> None:
    for part, names in {"one": ("a.md", "empty.txt"), "two": ("2021/b.txt",)}.items():
        for name in names:
            (tmp_path / part / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(reports / name, tmp_path / part / name)
        run("extract", tmp_path / part, "-o", tmp_path / f"{part}-out", "--workers", 1)
    run("extract", reports, "-o", tmp_path / "whole", "--workers", 1)

    result = run("merge", tmp_path / "one-out", tmp_path / "two-out", "-o", tmp_path / "merged")

    assert result.exit_code == 0
    assert _files(tmp_path / "merged") == _files(tmp_path / "whole")


def test_paths_that_two_datasets_have_are_told_apart_by_a_prefix(run: Run, tmp_path: Path, dataset: Path) -> None:
    shutil.copytree(dataset, tmp_path / "copy")

    refused = run("merge", dataset, tmp_path / "copy", "-o", tmp_path / "merged")
    run("merge", dataset, tmp_path / "copy", "-o", tmp_path / "merged", "--prefix")

    assert refused.exit_code == 1
    assert "--prefix" in refused.stderr
    assert _statuses(tmp_path / "merged") == {
        "copy/2021/b.txt": "ok",
        "copy/a.md": "ok",
        "copy/empty.txt": "failed",
        "out/2021/b.txt": "duplicate",
        "out/a.md": "duplicate",
        "out/empty.txt": "failed",
    }


def test_a_dataset_that_was_extracted_is_not_merged_over(run: Run, dataset: Path) -> None:
    result = run("merge", dataset, "-o", dataset)

    assert result.exit_code == 1
    assert _statuses(dataset)["a.md"] == "ok"


def test_a_dataset_as_it_was_written_holds(run: Run, dataset: Path) -> None:
    result = run("verify", dataset, "--workers", 1)

    assert (result.exit_code, result.stderr) == (0, f"{dataset}: all of it holds\n")


def test_changes_to_files_reports_and_sources_are_found(run: Run, dataset: Path, reports: Path) -> None:
    lines = (dataset / "reports.jsonl").read_text(encoding="utf-8")
    (dataset / "reports.jsonl").write_text(
        lines.replace('"text":"部门整体支出"', '"text":"部门整本支出"'), encoding="utf-8"
    )
    (dataset / "funds.csv").unlink()
    (reports / "2021" / "b.txt").write_text("换过了的文件", encoding="utf-8")

    told = run("verify", dataset, "--workers", 1).stderr

    assert f"{dataset / 'reports.jsonl'}: was changed after it had been written" in told
    assert f"{dataset / 'funds.csv'}: is missing" in told
    assert f"{dataset / '2021/b.txt'}: was changed after it had been read" in told
    assert f"{dataset / 'a.md'}: " in told
    assert "pieces of evidence do not stand in it" in told
