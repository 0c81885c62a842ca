"""`jixiao extract`."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from extractor import dataset
from extractor.bulk import catalogue
from extractor.bulk.output import NOT_DETERMINISTIC
from extractor.document_bytes import from_bytes

Run = Callable[..., Result]

BAD = {
    "cut.docx": "corrupt",
    "empty.txt": "empty",
    "locked.pdf": "encrypted",
    "random.pdf": "unsupported",
}


def _documents(folder: Path) -> list[dict[str, str]]:
    with (folder / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_file_gives_its_report_on_standard_output_alone(run: Run, report: Path) -> None:
    result = run("extract", report)

    (line,) = result.stdout.splitlines()
    assert json.loads(line)["schema"] == "jixiao/report/1"
    assert json.loads(line)["source"]["path"] == str(report)
    assert (result.exit_code, result.stderr) == (0, "")


def test_standard_input_gives_the_same_facts(run: Run, report: Path) -> None:
    from_file = json.loads(run("extract", report).stdout)
    from_stdin = json.loads(run("extract", "-", stdin=report.read_bytes()).stdout)

    assert from_stdin["source"]["path"] == "-"
    assert {**from_stdin, "source": None} == {**from_file, "source": None}


def test_a_folder_with_one_file_is_that_file(run: Run, tmp_path: Path, report: Path) -> None:
    shutil.copy(report, tmp_path / "a.md")

    assert json.loads(run("extract", tmp_path).stdout)["source"]["path"] == str(tmp_path / "a.md")


@pytest.mark.parametrize("name", [*BAD, "missing.pdf"])
def test_a_file_that_cannot_be_read_is_one_line(run: Run, bad: Path, name: str) -> None:
    result = run("extract", bad / name)

    (line,) = result.stderr.splitlines()
    assert line.startswith(f"jixiao: {bad / name}: ")
    assert "; " in line
    assert (result.exit_code, result.stdout) == (1, "")


def test_more_than_one_file_needs_a_folder_to_write_to(run: Run, bad: Path) -> None:
    result = run("extract", bad)

    assert result.exit_code == 2
    assert "4 files give a dataset: say where to write it with -o DIR" in result.stderr


def test_a_folder_without_files_is_told(run: Run, tmp_path: Path) -> None:
    result = run("extract", tmp_path)

    assert result.stderr == f"jixiao: {tmp_path}: holds no files; name a folder with reports in it\n"
    assert result.exit_code == 1


def test_what_is_read_is_not_written_to(run: Run, bad: Path) -> None:
    result = run("extract", bad, "-o", bad)

    assert result.exit_code == 2
    assert "is to be read: name another folder to write to" in result.stderr


def test_bad_files_stand_in_the_dataset_and_the_others_are_written(
    run: Run, tmp_path: Path, bad: Path, report: Path
) -> None:
    shutil.copy(report, bad / "good.md")

    result = run("extract", bad, "-o", tmp_path / "out")

    rows = {row["path"]: (row["status"], row["error"]) for row in _documents(tmp_path / "out")}
    assert rows == {name: ("failed", code) for name, code in BAD.items()} | {"good.md": ("ok", "")}
    assert result.exit_code == 1
    told = [line.split(": ")[1] for line in result.stderr.splitlines() if line.startswith("jixiao: ")]
    assert told == sorted(BAD)


def test_a_missing_file_stands_in_the_dataset_too(run: Run, tmp_path: Path, report: Path) -> None:
    shutil.copy(report, tmp_path / "a.md")

    result = run("extract", tmp_path / "a.md", tmp_path / "b.md", "-o", tmp_path / "out")

    assert [(row["path"], row["error"]) for row in _documents(tmp_path / "out")] == [
        ("a.md", ""),
        ("b.md", "not_found"),
    ]
    assert result.exit_code == 1


def test_a_copy_is_not_read_again(run: Run, tmp_path: Path, report: Path) -> None:
    for name in ("in/a.md", "in/sub/b.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(report, tmp_path / name)

    result = run("extract", tmp_path / "in", "-o", tmp_path / "out")

    rows = [(row["path"], row["status"], row["message"]) for row in _documents(tmp_path / "out")]
    assert rows == [("a.md", "ok", ""), ("sub/b.md", "duplicate", "same content as a.md")]
    assert (tmp_path / "out" / "reports.jsonl").read_bytes().count(b"\n") == 1
    assert result.exit_code == 0


def test_the_summary_ends_what_is_told_and_standard_output_stays_empty(run: Run, tmp_path: Path, report: Path) -> None:
    result = run("extract", report, "-o", tmp_path / "out")

    assert result.stdout == ""
    assert "霁州市" not in result.stderr
    assert result.stderr.splitlines()[-1].startswith("documents: 1, indicators: 11, ")


def test_a_dataset_is_the_same_whatever_the_order_of_arguments(
    run: Run, tmp_path: Path, checkout: Path, report: Path
) -> None:
    other = checkout / "samples" / "fitness-2021" / "source.txt"

    run("extract", report, other, "-o", tmp_path / "one")
    run("extract", other, report, "-o", tmp_path / "two")

    one, two = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir() if file.name not in NOT_DETERMINISTIC}
        for name in ("one", "two")
    )
    assert one == two


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_run_that_cannot_write_stops_with_75(run: Run, tmp_path: Path, report: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".reports.jsonl.part").symlink_to("/dev/full")

    result = run("extract", report, "-o", out)

    assert result.exit_code == 75
    assert result.stderr == (
        f"jixiao: {out}: cannot be written (No space left on device); "
        "make room or mend it, then run the same command again\n"
    )


def test_members_of_an_archive_are_documents(run: Run, report: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(report, "2023/自评.md")
        archive.write(report, "copy.md")
        archive.writestr("cut.docx", b"PK\x03\x04")
    (tmp_path / "none.zip").write_bytes(b"PK\x05\x06" + bytes(18))

    result = run("extract", tmp_path / "all.zip", tmp_path / "none.zip", "-o", tmp_path / "out")

    documents = dataset.load(tmp_path / "out")["documents"]
    assert result.exit_code == 1
    assert dict(zip(documents["path"], documents["status"], strict=True)) == {
        "all.zip!/2023/自评.md": "ok",
        "all.zip!/copy.md": "duplicate",
        "all.zip!/cut.docx": "failed",
        "none.zip": "failed",
    }


def test_an_archive_alone_needs_a_folder_to_write_to(run: Run, report: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(report, "自评.md")

    result = run("extract", tmp_path / "all.zip")

    assert result.exit_code == 2
    assert "-o DIR" in result.stderr


def test_limits_of_reading_can_be_changed(run: Run, report: Path) -> None:
    result = run("extract", report, "--limit", "max_bytes=10")

    assert result.exit_code == 1
    assert "more than the limit of 10" in result.stderr


@pytest.mark.parametrize("limit", ["max_bytes", "max_bytes=0", "max_bytes=many", "max_cows=3"])
def test_a_limit_that_is_none_is_refused(run: Run, report: Path, limit: str) -> None:
    assert run("extract", report, "--limit", limit).exit_code == 2


def test_personal_data_is_left_out_of_every_output(run: Run, tmp_path: Path) -> None:
    text = (
        "霁州市档案馆2023年度部门整体支出绩效自评报告\n联系人：闻人静姝\n联系电话：0599-7654321\n"
        "全年预算数100万元，全年执行数90万元。\n"
    )
    (tmp_path / "in.txt").write_text(text, encoding="utf-8")

    alone = run("extract", tmp_path / "in.txt", "--redact")
    run("extract", tmp_path / "in.txt", "-o", tmp_path / "out", "--redact", "--workers", 1)

    written = b"".join(file.read_bytes() for file in (tmp_path / "out").iterdir() if file.name != "catalogue.sqlite")
    for said in (alone.stdout.encode(), written):
        assert "闻人静姝".encode() not in said and b"7654321" not in said
        assert "霁州市档案馆".encode() in said
    kept = catalogue.existing(tmp_path / "out")
    with kept:
        (content,) = [entry.content for entry in kept.entries(kept.keys)]
        document = kept.document(content or "", kept.keys)
    assert document is not None and "闻人静姝" not in from_bytes(document).text


def test_formats_and_parts_are_written_on_request(run: Run, tmp_path: Path, report: Path) -> None:
    run("extract", report, "-o", tmp_path / "out", "--format", "parquet", "--split-by", "year", "--workers", 1)

    names = {str(file.relative_to(tmp_path / "out")) for file in (tmp_path / "out").rglob("*") if file.is_file()}
    assert {"indicators.parquet", "by-year/2023/reports.jsonl"} <= names
