"""`jixiao extract`: one report as JSON, or many as a dataset folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._messages import Failure
from extractor.cli._run_options import Wanted, with_run_options

if TYPE_CHECKING:
    from extractor.inputs import Input


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a dataset into DIR: JSONL, CSV and their description.",
)
@with_run_options
def command(paths: tuple[str, ...], folder: Path | None, wanted: Wanted) -> None:
    """Read reports and give their JSON, or write a dataset.

    PATH is a file, an archive (ZIP, TAR, 7z: each member is a document), a folder (searched to the
    bottom, hidden files excepted), a glob, or - for standard input. A file with several self-evaluation
    tables gives one report a line.

    With -o, what DIR holds already is not read again: a run that was stopped or killed goes on where it
    was, changed files are read anew, and changed patterns applied without reading again.

    \b
    Examples:
      jixiao extract report.pdf
      jixiao extract - < report.txt
      jixiao extract reports/ 'more/*.docx' -o dataset
      jixiao extract archive/ -o dataset --workers 8 --format parquet
    """
    arguments = (*paths, *wanted.listed())
    if not arguments:
        raise click.UsageError("name what to read: files, folders, archives, or - for standard input")
    if folder is None:
        _print_one(arguments, wanted)
    else:
        _refuse_own_output(arguments, folder)
        _write_all(arguments, folder, wanted)


def _print_one(arguments: Sequence[str], wanted: Wanted) -> None:
    from extractor import inputs, pipeline
    from extractor.cli import _reading
    from extractor.redaction import redacted
    from extractor.report import to_json

    items = inputs.collect(arguments)
    if len(items) > 1:
        raise click.UsageError(f"{len(items)} files give a dataset: say where to write it with -o DIR")
    item = _only(items, arguments)
    known, options = wanted.library(), wanted.settings.read_options()
    if _reading.is_archive(item, options):
        raise click.UsageError("an archive gives a dataset: say where to write it with -o DIR")
    document = _reading.document(str(item.path), options)
    if wanted.settings.redact:
        document = redacted(document, known)
    for report in pipeline.extract(document, known):
        sys.stdout.buffer.write(f"{to_json(report)}\n".encode())


def _only(items: Sequence[Input], arguments: Sequence[str]) -> Input:
    if not items:
        raise Failure(", ".join(arguments), "holds no files; name a folder with reports in it")
    return items[0]


def _refuse_own_output(arguments: Sequence[str], folder: Path) -> None:
    if any(Path(path).resolve() == folder.resolve() for path in arguments):
        raise click.UsageError(f"{folder} is to be read: name another folder to write to")


def _write_all(arguments: Sequence[str], folder: Path, wanted: Wanted) -> None:
    from extractor.cli import _running

    _running.carry_out(wanted.request(arguments, folder), wanted.machines)
