"""`jixiao merge`: one dataset of several."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from extractor.cli._reading import with_all
from extractor.cli._run_options import OUTPUTS, form_of


def _with_outputs(command: Any) -> Any:
    return with_all(OUTPUTS, command)


@click.command()
@click.argument("datasets", nargs=-1, required=True, metavar="DATASET...", type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path))
@click.option("--prefix", is_flag=True, help="Put the name of each dataset's folder before its paths.")
@_with_outputs
def command(datasets: tuple[Path, ...], folder: Path, prefix: bool, formats: Any, split: Any) -> None:
    """Make one dataset of several.

    Nothing is read again. A content that several datasets have is kept once and listed as duplicate elsewhere.

    \b
    Examples:
      jixiao merge part1 part2 -o whole
      jixiao merge 2022 2023 -o years --prefix --format parquet
    """
    from extractor.bulk.merge import merge
    from extractor.cli import _running, _summary

    names = [f"{dataset.resolve().name}/" if prefix else str(number) for number, dataset in enumerate(datasets)]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise click.UsageError(f"several datasets are called {twice[0]}: rename their folders")
    named = [(name if prefix else "", dataset) for name, dataset in zip(names, datasets, strict=True)]
    with _running.told(folder):
        told = merge(named, folder, form_of(formats, split))
    _summary.show(told, folder)
