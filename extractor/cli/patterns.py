"""`jixiao patterns`: what wordings there are, whether their examples hold, and which of them read a report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._messages import FAILED, Failure, complain
from extractor.cli._reading import PATTERNS
from extractor.cli._terminal import Heading, table, tracked

if TYPE_CHECKING:
    from extractor.document import Document
    from extractor.explain import Explanation
    from extractor.patterns import Library

LIST = (
    Heading("id"),
    Heading("finder"),
    Heading("field"),
    Heading("value"),
    Heading("source", fit="wrapped"),
)
SHOWN = 60


@click.group()
def command() -> None:
    """List, test and explain the wordings that are known.

    Their examples can be run, and each fact of a report traced to the wordings that read it.

    \b
    Examples:
      jixiao patterns list --finder fund_column
      jixiao patterns test --patterns my-patterns
      jixiao patterns explain report.pdf
    """


@command.command("list")
@click.option("--finder", metavar="NAME", help="Only the entries of this finder.")
@PATTERNS
def list_patterns(finder: str | None, own: Path | None) -> None:
    """List the entries of the pattern library.

    \b
    Example:
      jixiao patterns list --finder indicator_column
    """
    from extractor.cli import _reading

    library = _reading.library(own)
    shown = [one for one in library.patterns if finder in (None, one.finder)]
    if not shown:
        known = ", ".join(sorted({one.finder for one in library.patterns}))
        raise click.UsageError(f"there is no finder {finder!r}; there are {known}")
    table(LIST, ((one.id, one.finder, one.field, one.value, one.source) for one in shown), sys.stdout)


@command.command("test")
@PATTERNS
@click.option(
    "--corpus",
    metavar="DATASET",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Also say which entries never fire on these documents: a dataset, or a folder of documents. "
    "With --patterns, also which facts change.",
)
@click.option(
    "--documents",
    "root",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the documents lie that the dataset names and does not keep; by default here.",
)
def test_patterns(own: Path | None, corpus: Path | None, root: Path) -> None:
    """Run the examples of every entry; the exit code is 1 if one does not hold.

    \b
    Examples:
      jixiao patterns test
      jixiao patterns test --patterns my-patterns --corpus dataset --documents reports
    """
    from extractor import pattern_tests
    from extractor.cli import _reading

    library = _reading.untested_library(own)
    cases = list(pattern_tests.cases(library))
    wrong = [(case, reason) for case in cases if (reason := pattern_tests.failure(library, case))]
    for case, reason in wrong:
        complain(library.files[case.pattern.id], f"{case.pattern.id}: {reason}")
    click.echo(f"{len(library.patterns)} entries, {len(cases)} examples, {len(wrong)} do not hold")
    unread = _on_corpus(library, own, corpus, root) if corpus else 0
    if wrong or unread:
        raise click.exceptions.Exit(FAILED)


@command.command()
@click.argument("file", metavar="FILE")
@click.option("--fact", "key", metavar="KEY", help="Only the fact with this key, as in the report JSON.")
@PATTERNS
def explain(file: str, key: str | None, own: Path | None) -> None:
    """Tell for each fact of FILE which pattern read it where, and whether that pattern alone reads it again.

    \b
    Examples:
      jixiao patterns explain report.pdf
      jixiao patterns explain report.pdf --fact meta.program
    """
    from extractor.cli import _reading

    known: list[str] = []
    shown = False
    for one in _explained(_reading.document(file), _reading.library(own)):
        known.append(one.fact)
        if key in (None, one.fact):
            shown = True
            for line in _lines(one):
                click.echo(line)
    if key is not None and not shown:
        keys = ", ".join(dict.fromkeys(known))
        raise Failure(file, f"has no fact {key}; there are {keys}")


def _explained(document: Document, library: Library) -> Iterator[Explanation]:
    from extractor import parts, pipeline
    from extractor.explain import explain as explained

    reports = pipeline.extract(document, library)
    for part, report in zip(parts.parts(document, library), reports, strict=True):
        yield from explained(part, report, library)


AGAIN = {True: "read again by its text alone", False: "NOT read again by its text alone", None: ""}


def _lines(one: Explanation) -> Iterator[str]:
    place = one.evidence
    page = f", page {place.page}" if place.page else ""
    again = f"; {AGAIN[one.again]}" if AGAIN[one.again] else ""
    yield f"{one.fact}  {place.field}  {_short(place.text)}  [{place.start}:{place.end}{page}]  by {one.rule}{again}"
    for step in one.steps:
        alone = "" if step.alone else "; NOT by this entry alone"
        yield f"    {step.pattern} matched {_short(step.text)} [{step.start}:{step.end}]{alone}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= SHOWN else f"“{plain[:SHOWN]}…”"


def _on_corpus(library: Library, own: Path | None, corpus: Path, root: Path) -> int:
    """Print what a corpus says about the library; the number of documents that could not be read."""
    from extractor import pattern_corpus, patterns

    fired: set[str] = set()
    names, reading = _documents(corpus, root)
    read = 0
    with reading as document_of:
        for name in tracked(names, total=len(names)):
            document = document_of(name)
            if document is None:
                continue
            read += 1
            fired |= pattern_corpus.firing(document, library)
            for change in pattern_corpus.changes(document, patterns.load(), library) if own else ():
                click.echo(f"{change.document} {change.kind} at {change.start}: {change.before} ⇒ {change.after}")
    silent = [one.id for one in library.patterns if one.id not in fired]
    click.echo(f"{read} documents, {len(silent)} entries never fire: {', '.join(silent) or 'none'}")
    return len(names) - read


_Reading = Callable[[str], "Document | None"]


def _documents(corpus: Path, root: Path) -> tuple[Sequence[str], AbstractContextManager[_Reading]]:
    """What a dataset lists, or the files of a folder that is no dataset, and how each of them is had."""
    from extractor import dataset, inputs
    from extractor.errors import InputError

    if not (corpus / "documents.csv").is_file():
        return [str(item.path) for item in inputs.collect([str(corpus)])], nullcontext(_readable)
    try:
        listed = dataset.load(corpus)["documents"]
    except InputError as error:
        raise Failure.of(corpus, error) from error
    names = [path for path, status in zip(listed["path"], listed["status"], strict=True) if status in _READ]
    return names, _as_read(corpus, root)


_READ = ("ok", "partial")


@contextmanager
def _as_read(corpus: Path, root: Path) -> Iterator[_Reading]:
    """Documents as the dataset keeps them, else from the files under `root`."""
    from extractor.bulk.kept import documents_of

    with documents_of(corpus) as kept:
        yield lambda name: kept(name) or _readable(str(root / name))


def _readable(path: str) -> Document | None:
    """The document at `path`; one that cannot be read is said so on stderr and passed over."""
    from extractor.cli import _reading

    try:
        return _reading.document(path)
    except Failure as failure:
        failure.show()
        return None
