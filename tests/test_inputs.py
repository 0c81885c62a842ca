"""Which files the arguments of a command mean, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor import inputs
from extractor.inputs import Chosen


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with files in several folders."""
    for name in ("in/b.txt", "in/a/z.txt", "in/a.txt", "in/.hidden", "in/.git/x.txt", "in/~$b.docx", "out/old.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _names(*arguments: str, leave_out: str | None = None) -> list[str]:
    found = inputs.collect(arguments, leave_out=Path(leave_out) if leave_out else None)
    return [item.name for item in found]


def test_a_folder_gives_its_files_in_order_without_hidden_ones(folder: Path) -> None:
    assert _names("in") == ["a.txt", "a/z.txt", "b.txt"]


def test_files_of_one_folder_are_named_without_it(folder: Path) -> None:
    assert _names("in/b.txt", "in/a.txt") == ["a.txt", "b.txt"]


def test_names_start_at_the_deepest_folder_that_holds_all(folder: Path) -> None:
    assert _names("in/a", "in/b.txt") == ["a/z.txt", "b.txt"]


def test_a_glob_gives_what_the_shell_would_have_given(folder: Path) -> None:
    assert _names("in/*.txt") == ["a.txt", "b.txt"]


def test_two_stars_search_folders_too(folder: Path) -> None:
    assert _names("in/**/*.txt") == ["a.txt", "a/z.txt", "b.txt"]


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert _names("in", "in/b.txt", f"{folder}/in/b.txt") == ["a.txt", "a/z.txt", "b.txt"]


def test_brackets_in_a_name_are_no_glob_where_the_file_exists(folder: Path) -> None:
    (folder / "in/[1].txt").write_bytes(b"x")

    assert _names("in/[1].txt") == ["[1].txt"]


def test_a_missing_path_is_kept_to_be_told(folder: Path) -> None:
    assert _names("in/b.txt", "in/none.txt") == ["b.txt", "none.txt"]


def test_a_glob_without_match_is_kept_to_be_told(folder: Path) -> None:
    assert _names("in/*.pdf") == ["*.pdf"]


def test_the_output_inside_the_input_is_left_out(folder: Path) -> None:
    assert _names(".", leave_out="out") == ["in/a.txt", "in/a/z.txt", "in/b.txt"]


def test_standard_input_keeps_its_name(folder: Path) -> None:
    assert _names("-", "in/a.txt") == ["-", "a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows names are Unicode")
def test_a_name_that_is_not_unicode_is_still_written(folder: Path) -> None:
    Path(os.fsdecode(b"in/\xd6\xd0.txt")).write_bytes(b"x")

    assert "\ufffd\ufffd.txt" in _names("in")


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_dangling_link_is_kept_to_be_told(folder: Path) -> None:
    Path("in/link.txt").symlink_to("nowhere")

    assert "link.txt" in _names("in")


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (Chosen(include=("*.txt",), exclude=("z*",)), ["a.txt", "b.txt"]),
        (Chosen(include=("a/*",)), ["a/z.txt"]),
        (Chosen(exclude=("a/*", "b.*")), ["a.txt"]),
    ],
)
def test_names_choose_among_the_files(folder: Path, chosen: Chosen, names: list[str]) -> None:
    assert sorted(item.name for item in inputs.find(["in"], chosen=chosen)) == names


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_cannot_be_looked_into_is_kept_to_be_told(folder: Path) -> None:
    Path("in/a").chmod(0)

    assert _names("in") == ["a", "a.txt", "b.txt"]


def test_a_list_names_a_path_a_line(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes("\ufeff一/甲.pdf\r\n\n b.txt \n".encode())

    assert inputs.listed(tmp_path / "list.txt") == ["一/甲.pdf", "b.txt"]
