"""`jixiao evaluate`: precision, recall and F1 of predictions against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._messages import FAILED, Failure, complain

if TYPE_CHECKING:
    from extractor.accuracy import Evaluation

WORST_LISTED = 10


@click.command()
@click.argument("gold_dir", metavar="GOLD_DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("pred_dir", metavar="PRED_DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--only-present", is_flag=True, help="Leave out gold that has no prediction.")
@click.option(
    "--floors",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TOML or JSON with the least F1 of each metric; below one the exit code is 1.",
)
def command(gold_dir: Path, pred_dir: Path, as_json: bool, only_present: bool, floors: Path | None) -> None:
    """Measure predictions against gold.

    Both folders hold one JSON file a document, with the same name: gold as report JSON or in the short
    form, predictions as `jixiao extract FILE` prints them.

    \b
    Example:
      jixiao evaluate gold predictions --floors floors.toml
    """
    from extractor import accuracy
    from extractor.errors import InputError

    try:
        least = accuracy.read_floors(floors) if floors else {}
    except InputError as error:
        raise Failure.of(floors, error) from error
    try:
        evaluation = accuracy.evaluate(gold_dir, pred_dir, only_present=only_present)
    except InputError as error:
        raise Failure.of(gold_dir, error) from error
    for stem, reason in evaluation.missing:
        complain(pred_dir / f"{stem}.json", reason)
    click.echo(accuracy.to_json(evaluation) if as_json else _table(evaluation))
    below = accuracy.below(evaluation, least)
    for name, reached, floor in below:
        complain(name, f"{reached:.4f} is below its floor {floor}")
    if below:
        raise click.exceptions.Exit(FAILED)


def _table(evaluation: Evaluation) -> str:
    head = f"{len(evaluation.worst)} documents\n{'':24}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}"
    rows = (
        f"{name:24}{figure.precision:8.3f}{figure.recall:8.3f}{figure.f1:8.3f}{figure.gold:7d}"
        for name, figure in evaluation.figures.items()
    )
    worst = ", ".join(f"{one.stem} {one.hits}/{one.facts}" for one in evaluation.worst[:WORST_LISTED])
    return "\n".join([head, *rows, f"worst: {worst}"])
