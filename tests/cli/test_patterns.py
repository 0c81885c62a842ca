"""`jixiao patterns`, and a user's own patterns for the other commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

RENAMED = """
[[pattern]]
id = "mine.actual"
finder = "indicator_column"
field = "role"
value = "actual"
labels = ["办结情况"]
source = "made up for this test"
hits = [{ text = "办结情况" }, { text = "办结情况" }]
misses = ["年度指标值"]
"""
FORM = """# 青禾县绿道养护项目支出绩效自评表

| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 办结情况 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- | --- |
| 产出指标 | 数量指标 | 养护绿道里程 | ≥30公里 | 32公里 | 50 | 50 |
| 产出指标 | 数量指标 | 补植乔木数量 | ≥200株 | 210株 | 50 | 50 |
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one entry: a header that the library does not know."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mine.toml").write_text(RENAMED, encoding="utf-8")
    return folder


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A report with that header, in a folder of its own."""
    path = tmp_path / "reports" / "form.md"
    path.parent.mkdir()
    path.write_text(FORM, encoding="utf-8")
    return path


def test_the_entries_of_a_finder_are_listed(run: Run) -> None:
    lines = run("patterns", "list", "--finder", "fund_column").stdout.splitlines()

    assert "fund_column.executed" in {line.split()[0] for line in lines if line.strip()}
    assert not any("column.target" in line for line in lines)


def test_a_finder_that_is_not_there_is_a_wrong_command_line(run: Run) -> None:
    result = run("patterns", "list", "--finder", "colour")

    assert result.exit_code == 2
    assert "there is no finder 'colour'; there are " in result.stderr


def test_the_examples_of_the_library_hold(run: Run) -> None:
    result = run("patterns", "test")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("0 do not hold\n")


def test_an_example_that_does_not_hold_is_named_with_file_entry_and_reason(run: Run, own: Path) -> None:
    (own / "mine.toml").write_text(
        RENAMED.replace('misses = ["年度指标值"]', 'misses = ["办结情况"]'), encoding="utf-8"
    )

    result = run("patterns", "test", "--patterns", own)

    assert result.stderr == "jixiao: mine.toml: mine.actual: matches its miss “办结情况”\n"
    assert result.exit_code == 1


@pytest.mark.parametrize("command", [["extract"], ["show"], ["patterns", "explain"]])
def test_a_bad_entry_is_one_line_and_2(run: Run, own: Path, report: Path, command: list[str]) -> None:
    (own / "mine.toml").write_text(RENAMED.replace('"办结情况"]', '"(情+)+$"]'), encoding="utf-8")

    result = run(*command, report, "--patterns", own)

    assert result.stderr.startswith(f"jixiao: {own / 'mine.toml'}: mine.actual: (情+)+$: ")
    assert (result.stderr.count("\n"), result.exit_code, result.stdout) == (1, 2, "")


def test_a_dataset_is_not_begun_with_a_bad_entry(run: Run, own: Path, report: Path, tmp_path: Path) -> None:
    (own / "mine.toml").write_text(RENAMED.replace('"办结情况"]', '"(情+)+$"]'), encoding="utf-8")

    result = run("extract", report, "-o", tmp_path / "out", "--patterns", own)

    assert result.stderr.startswith(f"jixiao: {own / 'mine.toml'}: mine.actual: (情+)+$: ")
    assert (result.stderr.count("\n"), result.exit_code, (tmp_path / "out").exists()) == (1, 2, False)


def test_a_folder_that_is_not_there_is_one_line_and_2(run: Run, report: Path, tmp_path: Path) -> None:
    result = run("extract", report, "--patterns", tmp_path / "none")

    assert result.stderr.startswith(f"jixiao: {tmp_path / 'none'}: folder: there is no such folder")
    assert result.exit_code == 2


def test_own_patterns_read_a_form_of_ones_own(run: Run, own: Path, form: Path) -> None:
    known = json.loads(run("extract", form, "--patterns", own).stdout)
    unknown = json.loads(run("extract", form).stdout)

    assert [indicator["actual"]["value"] for indicator in known["indicators"]] == [32, 210]
    assert [indicator["actual"] for indicator in unknown["indicators"]] != [
        indicator["actual"] for indicator in known["indicators"]
    ]


def test_a_corpus_tells_what_never_fires_and_what_changes(run: Run, own: Path, form: Path) -> None:
    result = run("patterns", "test", "--patterns", own, "--corpus", form.parent)

    assert result.exit_code == 0
    assert "⇒ 养护绿道里程: >=30公里 → =32公里, 50/50, met True" in result.stdout
    silent = result.stdout.splitlines()[-1]
    assert silent.startswith("1 documents, ")
    assert "fund_column.executed" in silent
    assert "mine.actual" not in silent


def test_the_documents_that_a_dataset_keeps_are_a_corpus_without_their_files(
    run: Run, form: Path, tmp_path: Path
) -> None:
    run("extract", form.parent, "-o", tmp_path / "dataset")
    form.unlink()

    result = run("patterns", "test", "--corpus", tmp_path / "dataset")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1].startswith("1 documents, ")


@pytest.mark.parametrize(("root", "code"), [("here", 0), ("elsewhere", 1)])
def test_a_document_that_the_dataset_does_not_keep_is_read_again(
    run: Run, form: Path, tmp_path: Path, root: str, code: int
) -> None:
    run("extract", form.parent, "-o", tmp_path / "dataset", "--no-cache")
    documents = form.parent if root == "here" else tmp_path

    result = run("patterns", "test", "--corpus", tmp_path / "dataset", "--documents", documents)

    assert result.exit_code == code
    assert result.stderr.startswith(f"jixiao: {tmp_path / 'form.md'}: ") == bool(code)


def test_a_fact_is_explained_by_the_header_of_its_column(run: Run, own: Path, form: Path) -> None:
    result = run("patterns", "explain", form, "--fact", "indicator.1", "--patterns", own)

    assert "    mine.actual matched “办结情况” [" in result.stdout
    assert "NOT" not in result.stdout


def test_a_fact_that_is_not_there_is_told_with_those_that_are(run: Run, form: Path) -> None:
    result = run("patterns", "explain", form, "--fact", "indicator.9")

    assert result.stderr.startswith(f"jixiao: {form}: has no fact indicator.9; there are ")
    assert result.exit_code == 1


AGAINST_ITSELF = RENAMED.replace('hits = [{ text = "办结', 'hits = [{ text = "办理')
NOT_HELD = "mine.actual: does not match its hit “办理情况”"


def test_an_entry_against_its_own_example_is_not_used(run: Run, own: Path, form: Path) -> None:
    (own / "mine.toml").write_text(AGAINST_ITSELF, encoding="utf-8")

    result = run("extract", str(form), "--patterns", str(own))

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{NOT_HELD}; mend it or leave it out" in result.stderr


def test_an_entry_against_its_own_example_is_listed_by_the_test(run: Run, own: Path) -> None:
    (own / "mine.toml").write_text(AGAINST_ITSELF, encoding="utf-8")

    result = run("patterns", "test", "--patterns", str(own))

    assert result.exit_code == 1
    assert NOT_HELD in result.stderr
