"""`jixiao retry`: what failed in a dataset is tried again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli._reading import parsed_limits, with_all
from extractor.cli._run_options import MIB, TRYING
from extractor.cli.status import DATASET

if TYPE_CHECKING:
    from extractor.bulk.request import Request


def _with_options(command: Any) -> Any:
    return with_all(TRYING, command)


@click.command()
@DATASET
@click.option("--failed", is_flag=True, help="Try all that failed.")
@click.option("--code", "codes", metavar="CODE", multiple=True, help="Try what failed for this reason.")
@_with_options
def command(folder: Path, failed: bool, codes: tuple[str, ...], workers: int, **changes: Any) -> None:
    """Try again what failed in a dataset.

    Inputs and options are those of the run that made it. What is given here is changed for good: more time, more
    memory, a password.

    \b
    Examples:
      jixiao retry dataset --failed
      jixiao retry dataset --code timeout --limit max_seconds=1800
    """
    from extractor.cli import _running
    from extractor.cli._engines import Machines

    if not failed and not codes:
        raise click.UsageError("say what to try again: --failed, or --code with an error code")
    request = replace(_remembered(folder), forget=codes)
    settings = request.settings
    changed = replace(
        settings,
        limits={**settings.limits, **parsed_limits(changes["limits"])},
        password=changes["password"],
        memory_bytes=changes["memory"] * MIB if changes["memory"] else settings.memory_bytes,
    )
    _running.carry_out(replace(request, settings=changed), Machines(workers))


def _remembered(folder: Path) -> Request:
    """The request of the run that made the dataset."""
    from extractor.bulk import catalogue, memory
    from extractor.cli import _running
    from extractor.inputs import STDIN

    with _running.told(folder), catalogue.existing(folder) as opened:
        noted = opened.meta(memory.NAME)
    if noted is None:
        raise click.UsageError(f"{folder} was merged from others: retry in those, and merge again")
    request = memory.from_json(noted, folder)
    if STDIN in request.arguments:
        raise click.UsageError(f"{folder} was read from standard input: run extract again")
    return request
