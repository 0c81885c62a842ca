"""`jixiao text`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]


def _evidence(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if "pattern" in data:
            yield data
        for value in data.values():
            yield from _evidence(value)
    elif isinstance(data, list):
        for value in data:
            yield from _evidence(value)


def test_evidence_stands_in_the_text_where_it_says(run: Run, report: Path) -> None:
    text = run("text", report).stdout_bytes.decode()
    evidence = list(_evidence(json.loads(run("extract", report).stdout)))

    assert len(evidence) > 50
    assert [text[one["start"] : one["end"]] for one in evidence] == [one["text"] for one in evidence]


def test_standard_input_can_be_read(run: Run, report: Path) -> None:
    assert run("text", "-", stdin=report.read_bytes()).stdout_bytes == run("text", report).stdout_bytes


def test_a_missing_file_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("text", tmp_path / "none.txt")

    assert result.stderr == f"jixiao: {tmp_path / 'none.txt'}: no such file; check the path\n"
    assert (result.exit_code, result.stdout) == (1, "")


def test_a_folder_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("text", tmp_path)

    assert result.stderr.startswith(f"jixiao: {tmp_path}: ")
    assert result.exit_code == 1


def test_blocks_and_cells_are_shown_with_where_they_stand(run: Run, checkout: Path) -> None:
    source = checkout / "samples" / "transfer-table" / "source.pdf"
    text = run("text", source).stdout_bytes.decode()
    lines = run("text", "--blocks", source).stdout_bytes.decode().splitlines()

    cells = [re.fullmatch(r"  (\d+)\.\.(\d+) p\d+ \[\d+,\d+\](?:\+\d+×\d+)? (.+)", line) for line in lines]
    found = [(int(cell[1]), int(cell[2]), cell[3]) for cell in cells if cell]
    assert len(found) > 20
    assert [content for _, _, content in found] == [text[start:end].replace("\n", "⏎") for start, end, _ in found]
