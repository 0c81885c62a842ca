"""Caches give back what was put in, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.cache import FolderCache, NullCache, key_of


@pytest.mark.parametrize("data", [b"", b"page", bytes(range(256))])
def test_a_folder_keeps_bytes(tmp_path: Path, data: bytes) -> None:
    cache = FolderCache(tmp_path / "kept")
    cache.put("ocr/1/a", data)

    assert FolderCache(tmp_path / "kept").get("ocr/1/a") == data
    assert cache.get("ocr/2/a") is None


def test_the_last_one_put_stays(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    cache.put("a", b"1")
    cache.put("a", b"2")

    assert cache.get("a") == b"2"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    cache.put("a", b"12345")
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:-1])

    assert cache.get("a") is None


def test_a_folder_that_cannot_be_written_forgets(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = FolderCache(tmp_path / "file")
    cache.put("a", b"1")

    assert cache.get("a") is None


def test_nothing_keeps_nothing() -> None:
    cache = NullCache()
    cache.put("a", b"1")

    assert cache.get("a") is None


def test_a_key_tells_stages_versions_and_contents_apart() -> None:
    keys = {key_of("ocr", "1", b"a"), key_of("ocr", "2", b"a"), key_of("ocr", "1", b"b"), key_of("text", "1", b"a")}

    assert len(keys) == 4
