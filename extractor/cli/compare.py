"""`jixiao compare`: reports of several years side by side."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._messages import AGAIN, Failure, Stopped, complain
from extractor.cli._terminal import Heading, table

if TYPE_CHECKING:
    from extractor.compare.links import Links
    from extractor.compare.models import Comparison, Series
    from extractor.report import Report

HEADINGS = (
    Heading("programme", fit="cut"),
    Heading("indicator", fit="wrapped"),
    Heading("targets", fit="wrapped"),
    Heading("actual", fit="wrapped"),
    Heading("what changed", fit="wrapped"),
)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", type=FILE, help="Write .json, .csv, .wide.csv, .xlsx or .html.")
@click.option("--links", "links_file", metavar="FILE", type=FILE, help="A person's links: same and different.")
@click.option("--export-links", metavar="FILE", type=FILE, help="Write all links as CSV, to be edited.")
@click.option("--plots", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Draw PNG and SVG.")
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    links_file: Path | None,
    export_links: Path | None,
    plots: Path | None,
) -> None:
    """Follow indicators and funds over the years.

    SOURCE is a dataset folder, or a file of report JSON. Without -o the series are printed as a table.
    A links file decides over the algorithm: write it with --export-links, fill in the column decision with
    same or different, and give it back with --links.

    \b
    Examples:
      jixiao compare dataset -o comparison.html
      jixiao compare 2021.json 2022.json 2023.json --export-links links.csv
    """
    from extractor.compare.build import compare
    from extractor.errors import InputError

    write = _writer(output)
    links = _links(links_file)
    try:
        with _installed():
            comparison = compare(_reports(sources), links)
    except InputError as error:
        raise Failure.of(links_file, error) from error
    for warning in comparison.warnings:
        complain(warning.report or ", ".join(map(str, sources)), warning.message)
    if write and output:
        _save(write, comparison, output)
    if export_links:
        from extractor.compare import links as link_files

        _save(lambda one, path: link_files.write(one, path, links), comparison, export_links)
    if plots:
        _draw(comparison, plots)
    if not (output or export_links or plots):
        _print(comparison)


@contextmanager
def _installed() -> Iterator[None]:
    """Says what to install where a library of the extra `compare` is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise Failure(error.name or "a library", "is not installed; run: pip install 'jixiao[compare]'") from error


def _writer(output: Path | None) -> Callable[[Comparison, Path], None] | None:
    """The function that writes what the ending of `output` asks for."""
    if output is None:
        return None
    from extractor.compare import to_csv, to_html, to_json, to_xlsx

    by_ending = {".json": to_json.write, ".csv": to_csv.write, ".xlsx": to_xlsx.write, ".html": to_html.write}
    if output.suffix not in by_ending:
        raise click.UsageError(f"{output} must end in {', '.join(by_ending)}")
    return by_ending[output.suffix]


def _links(path: Path | None) -> Links:
    from extractor.compare import links
    from extractor.errors import InputError

    try:
        return links.read(path) if path else links.NO_LINKS
    except InputError as error:
        raise Failure.of(path, error) from error


def _reports(sources: tuple[Path, ...]) -> Iterator[Report]:
    from extractor.compare.gather import read
    from extractor.errors import InputError

    for source in sources:
        try:
            yield from read(source)
        except InputError as error:
            raise Failure.of(source, error) from error


def _save(write: Callable[[Comparison, Path], None], comparison: Comparison, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _installed():
            write(comparison, path)
    except OSError as error:
        problem = f"cannot be written ({error.strerror}); {AGAIN}"
        raise Stopped(path, problem) from error


def _draw(comparison: Comparison, folder: Path) -> None:
    from extractor.compare import plots
    from extractor.errors import InputError

    try:
        _save(plots.write, comparison, folder)
    except InputError as error:
        raise Failure.of(folder, error) from error


def _print(comparison: Comparison) -> None:
    from extractor.compare.labels import label

    rows = [
        (
            series.program or "",
            series.name,
            _by_year(series, "target"),
            _by_year(series, "actual"),
            ", ".join(label("flags", flag, "en") for flag in series.flags),
        )
        for series in comparison.series
    ]
    if rows:
        table(HEADINGS, rows, sys.stdout)


def _by_year(series: Series, side: str) -> str:
    stated = [(p.fiscal_year, p.target if side == "target" else p.actual) for p in series.points]
    return " ".join(f"{year}:{value.text}" for year, value in stated if value)
