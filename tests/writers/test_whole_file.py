"""A file is replaced whole or stays what it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.writers import whole_file


def _breaks_off() -> Iterator[bytes]:
    yield b"half"
    raise KeyboardInterrupt


def test_content_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old and longer")

    whole_file.replace(path, [b"new", b" one"])

    assert path.read_bytes() == b"new one"


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    with pytest.raises(KeyboardInterrupt):
        whole_file.replace(path, _breaks_off())

    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]
