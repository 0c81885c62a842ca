"""`jixiao verify`: a dataset held against its description and its sources."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli._messages import FAILED, complain
from extractor.cli._run_options import WORKERS
from extractor.cli.status import DATASET


@click.command()
@DATASET
@click.option("--no-sources", is_flag=True, help="Do not open the documents.")
@WORKERS
def command(folder: Path, no_sources: bool, workers: int) -> None:
    """Hold a dataset against its description and its sources.

    Files must have the hashes that datapackage.json states, every report the form of the schema, and every
    piece of evidence must stand in its document, which is read anew for that.

    \b
    Example:
      jixiao verify dataset
    """
    from itertools import chain

    from extractor.bulk import catalogue, verify
    from extractor.cli import _running

    count = 0
    with _running.told(folder), catalogue.existing(folder) as opened:
        against_sources = [] if no_sources else verify.sources(folder, opened, workers)
        for problem in chain(verify.files(folder), verify.reports(folder), against_sources):
            complain(folder / problem.place, problem.what)
            count += 1
    click.echo(f"{folder}: {'all of it holds' if not count else f'{count} problems'}", err=True)
    if count:
        raise click.exceptions.Exit(FAILED)
