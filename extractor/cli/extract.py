"""`jixiao extract`: one report as JSON, or many as a dataset folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._messages import FAILED, Failure, Stopped, complain
from extractor.cli._reading import PATTERNS, with_options

if TYPE_CHECKING:
    from extractor.dataset import Input
    from extractor.patterns import Library
    from extractor.readers.limits import ReadOptions
    from extractor.writers.tables import Outcome


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a dataset into DIR: JSONL, CSV and their description.",
)
@PATTERNS
@with_options
def command(paths: tuple[str, ...], folder: Path | None, own: Path | None, options: ReadOptions) -> None:
    """Read reports and give their JSON, or write a dataset.

    PATH is a file, an archive (ZIP, TAR, 7z: each member is a document), a folder (searched to the
    bottom, hidden files excepted), a glob, or - for standard input. A file with several self-evaluation
    tables gives one report a line.

    \b
    Examples:
      jixiao extract report.pdf
      jixiao extract - < report.txt
      jixiao extract reports/ 'more/*.docx' -o dataset
    """
    from extractor import dataset
    from extractor.cli import _reading

    known = _reading.library(own)
    items = dataset.collect(paths, leave_out=folder)
    if not items:
        raise Failure(", ".join(paths), "holds no files; name a folder with reports in it")
    if folder is None:
        _print_one(items, known, options)
    else:
        _refuse_own_output(paths, folder)
        _write_all(items, folder, known, options)


def _print_one(items: Sequence[Input], known: Library, options: ReadOptions) -> None:
    from extractor.cli import _reading
    from extractor.report import to_json

    if len(items) > 1:
        raise click.UsageError(f"{len(items)} files give a dataset: say where to write it with -o DIR")
    if _reading.is_archive(items[0], options):
        raise click.UsageError("an archive gives a dataset: say where to write it with -o DIR")
    for report in _reading.reports(str(items[0].path), known, options):
        sys.stdout.buffer.write(f"{to_json(report)}\n".encode())


def _refuse_own_output(paths: Sequence[str], folder: Path) -> None:
    if any(Path(path).resolve() == folder.resolve() for path in paths):
        raise click.UsageError(f"{folder} is to be read: name another folder to write to")


def _write_all(items: Sequence[Input], folder: Path, known: Library, options: ReadOptions) -> None:
    from extractor import dataset
    from extractor.cli import _reading, _summary, _terminal

    outcomes = list(_terminal.tracked(_reading.outcomes(items, known, options), total=len(items)))
    try:
        dataset.write_outcomes(outcomes, folder)
    except OSError as error:
        problem = f"cannot be written ({error.strerror}); make room or mend it, then run the same command again"
        raise Stopped(folder, problem) from error
    bad = [outcome for outcome in outcomes if outcome.status == "failed"]
    _tell(bad)
    _summary.show(outcomes, folder)
    if bad:
        raise click.exceptions.Exit(FAILED)


def _tell(bad: Sequence[Outcome]) -> None:
    for outcome in bad:
        complain(outcome.path, outcome.message or "")
