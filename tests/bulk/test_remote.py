"""Inputs in stores, by the store that fsspec keeps in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from extractor.inputs import Chosen
from tests.bulk.conftest import Run, write
from tests.bulk.test_runner import _documents


@pytest.fixture
def store(tmp_path: Path) -> Iterator[fsspec.AbstractFileSystem]:
    """A store with three reports, one of them twice."""
    store = fsspec.filesystem("memory")
    for number, name in enumerate(("a.txt", "sub/b.txt", "sub/c.txt", "sub/d.txt"), start=1):
        write(tmp_path / "report.txt", min(number, 3))
        store.pipe(f"/bucket/{name}", (tmp_path / "report.txt").read_bytes())
    yield store
    store.rm("/bucket", recursive=True)


def test_files_of_a_store_are_read_once_and_called_by_their_address(run: Run, store: object) -> None:
    ran = run(arguments=("memory://bucket",))

    assert _documents(ran) == {
        "bucket/a.txt": ("ok", ""),
        "bucket/sub/b.txt": ("ok", ""),
        "bucket/sub/c.txt": ("ok", ""),
        "bucket/sub/d.txt": ("duplicate", ""),
    }
    assert run(arguments=("memory://bucket",)).watcher.names == []


def test_names_choose_in_a_store_too(run: Run, store: object) -> None:
    ran = run(arguments=("memory://bucket",), chosen=Chosen(include=("bucket/sub/*",), exclude=("c*",)))

    assert list(_documents(ran)) == ["bucket/sub/b.txt", "bucket/sub/d.txt"]


@pytest.mark.parametrize(("address", "code"), [("memory://nowhere", "not_found"), ("nosuch://bucket", "unsupported")])
def test_a_store_that_cannot_be_listed_is_told(run: Run, address: str, code: str) -> None:
    assert _documents(run(arguments=(address,))) == {address: ("failed", code)}


def test_a_file_that_is_too_large_is_not_fetched(run: Run, store: object) -> None:
    from dataclasses import replace

    from tests.bulk.conftest import QUICK

    ran = run(arguments=("memory://bucket/a.txt",), settings=replace(QUICK, limits={"max_bytes": 10}))

    assert _documents(ran) == {"bucket/a.txt": ("failed", "too_large")}
