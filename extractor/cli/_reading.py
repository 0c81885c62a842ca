"""From a path, or standard input, to a document and its reports; what cannot be read becomes a failure."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._messages import Failure
from extractor.errors import InputError

if TYPE_CHECKING:
    from extractor.dataset import Input
    from extractor.document import Document
    from extractor.report import Report
    from extractor.writers.tables import Outcome

STDIN = "-"

log = logging.getLogger(__name__)


def document(path: str) -> Document:
    """The document at `path`, or the one on standard input for `-`. Raises: Failure."""
    try:
        return _read(Path(path), path)
    except InputError as error:
        raise Failure.of(path, error) from error


def reports(path: str) -> tuple[Report, ...]:
    """The reports in the document at `path`, or on standard input. Raises: Failure."""
    from extractor import pipeline

    return pipeline.extract(document(path))


def outcomes(items: Iterable[Input]) -> Iterator[Outcome]:
    """What becomes of each of `items`; a copy of a document that has been read is not read again."""
    from extractor import dataset

    read: dict[str, Outcome] = {}
    for item in items:
        sha256 = None if item.name == STDIN else dataset.digest(item.path)
        if sha256 in read:
            yield dataset.duplicate(item, read[sha256])
            continue
        outcome = _outcome(item, sha256)
        log.info("%s: %s", outcome.path, outcome.status)
        if outcome.sha256 and outcome.reports:
            read[outcome.sha256] = outcome
        yield outcome


def _outcome(item: Input, sha256: str | None) -> Outcome:
    from extractor import dataset, pipeline

    try:
        return dataset.extracted(item.name, pipeline.extract(_read(item.path, item.name)))
    except InputError as error:
        return dataset.failed(item, sha256, error)
    except Exception as defect:  # ours: told as such, and the other documents are still read
        log.exception("%s", item.name)
        problem = f"a defect of jixiao stopped the reading ({type(defect).__name__}: {defect})"
        return dataset.failed(item, sha256, InputError("crashed", problem, "report what jixiao -v says on it"))


def _read(path: Path, name: str) -> Document:
    from extractor import readers

    if path.is_dir():
        raise InputError("unreadable", "is a folder that cannot be read as a file", "name its files, or use -o DIR")
    with _on_disk(path) as file:
        return readers.read_file(file, name=name)


@contextmanager
def _on_disk(path: Path) -> Iterator[Path]:
    """`path`, or a file with what standard input holds for `-`; pipes are kept in a file too."""
    if str(path) != STDIN and (path.is_file() or not os.path.lexists(path)):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder, click.open_file(str(path), "rb") as stream:
        copy = Path(folder, "stdin")
        copy.write_bytes(stream.read())
        yield copy
