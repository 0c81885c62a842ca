"""`jixiao status`: how far a dataset is, what failed and what took long."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from extractor.bulk.catalogue import Catalogue

SLOWEST = 5
DATASET = click.argument("folder", metavar="DATASET", type=click.Path(file_okay=False, path_type=Path))


@click.command()
@DATASET
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(folder: Path, as_json: bool) -> None:
    """Say how far a dataset is and what failed.

    Also what took long; also while it is being written.

    \b
    Examples:
      jixiao status dataset
      jixiao status dataset --json
    """
    from extractor.bulk import catalogue
    from extractor.cli import _running

    with _running.told(folder), catalogue.existing(folder) as opened:
        state = _state(opened, folder)
    click.echo(json.dumps(state, ensure_ascii=False, indent=1) if as_json else _in_words(state))


def _state(catalogue: Catalogue, folder: Path) -> dict[str, Any]:
    from extractor.bulk import listing, lock

    told = listing.tally(catalogue.entries(catalogue.keys))
    return {
        "runs": catalogue.run,
        "running": lock.is_held(folder),
        "inputs": told.inputs,
        "statuses": dict(sorted(told.statuses.items())),
        "failed": dict(sorted(told.codes.items())),
        "facts": dict(sorted(told.facts.items())),
        "slowest": [{"path": path, "seconds": seconds} for path, seconds in catalogue.slowest(SLOWEST)],
    }


def _in_words(state: dict[str, Any]) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in state["statuses"].items()) or "none"
    lines = [
        f"{state['inputs']} inputs: {counts}",
        f"runs: {state['runs']}{', one is under way' if state['running'] else ''}",
        *(f"failed: {code} {count}" for code, count in state["failed"].items()),
        *(f"slow: {one['path']} {one['seconds']:.1f} s" for one in state["slowest"]),
    ]
    return "\n".join(lines)
