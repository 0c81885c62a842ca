"""From a path, or standard input, to a document and its reports; what cannot be read becomes a failure."""

from __future__ import annotations

import functools
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli._messages import Failure, WrongPatterns
from extractor.errors import InputError, PatternError

if TYPE_CHECKING:
    from extractor.document import Document
    from extractor.inputs import Input
    from extractor.patterns import Library
    from extractor.readers.limits import ReadOptions
    from extractor.report import Report

STDIN = "-"
# The limits of `ReadOptions` that the command line can change.
LIMITS = (
    "max_bytes",
    "max_pages",
    "max_pixels",
    "max_unpacked_bytes",
    "max_ratio",
    "max_nesting",
    "max_cells",
    "max_span",
    "max_seconds",
)

log = logging.getLogger(__name__)


def document(path: str, options: ReadOptions | None = None) -> Document:
    """The document at `path`, or the one on standard input for `-`. Raises: Failure."""
    return document_and_bytes(path, options)[0]


def document_and_bytes(path: str, options: ReadOptions | None = None) -> tuple[Document, bytes]:
    """The document at `path`, or the one on standard input for `-`, and the file's bytes. Raises: Failure."""
    from extractor import readers
    from extractor.readers.limits import DEFAULTS

    try:
        data = _bytes(Path(path), options)
        return readers.read(data, path=path, options=options or DEFAULTS), data
    except InputError as error:
        raise Failure.of(path, error) from error


PATTERNS = click.option(
    "--patterns",
    "own",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder of your own patterns, which add to the library or override it by id.",
)


READING = (
    click.option(
        "--ocr",
        type=click.Choice(["auto", "off", "force"]),
        default="auto",
        show_default=True,
        help="Read as pictures the pages without text of use, none, or all.",
    ),
    click.option("--ocr-cache", metavar="DIR", type=click.Path(path_type=Path), help="Keep recognised pages in DIR."),
    click.option("--password", metavar="WORD", help="Opens encrypted files."),
)


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with the switches that say how files are read; it gets them as `options`, a ReadOptions."""

    @click.option(
        "--limit",
        "limits",
        metavar="NAME=N",
        multiple=True,
        callback=lambda context, parameter, given: parsed_limits(given),
        help=f"Change a limit of reading: {', '.join(LIMITS)}. May be given several times.",
    )
    @functools.wraps(command)
    def wrapped(
        *arguments: Any, ocr: Any, ocr_cache: Path | None, password: str | None, limits: dict[str, int], **others: Any
    ) -> None:
        from extractor.cache import FolderCache, NullCache
        from extractor.readers.limits import ReadOptions

        cache = FolderCache(ocr_cache) if ocr_cache else NullCache()
        options = ReadOptions(password=password, ocr=ocr, cache=cache, **limits)
        command(*arguments, options=options, **others)

    return with_all(READING, wrapped)


def with_all(options: Sequence[Callable[..., Any]], command: Callable[..., None]) -> Callable[..., None]:
    """`command` with `options`, which the help lists in their order."""
    for option in reversed(options):
        command = option(command)
    return command


def parsed_limits(given: Sequence[str]) -> dict[str, int]:
    """Limits of reading by name, from `NAME=N`. Raises: BadParameter."""
    limits = {}
    for one in given:
        name, _, number = one.partition("=")
        if name not in LIMITS or not number.isdecimal() or not int(number):
            raise click.BadParameter(f"{one!r} is no NAME=N with one of {', '.join(LIMITS)} and a whole number")
        limits[name] = int(number)
    return limits


def library(own: Path | None) -> Library:
    """The patterns that ship with jixiao, and those of `own`, whose examples must hold. Raises: WrongPatterns."""
    from extractor import pattern_tests

    with wrong_patterns(own):
        known = untested_library(own)
        if own:
            pattern_tests.refuse_failing(known)
        return known


def untested_library(own: Path | None) -> Library:
    """The same with examples that may not hold. Raises: WrongPatterns."""
    from extractor import patterns

    with wrong_patterns(own):
        return patterns.merged(own) if own else patterns.load()


@contextmanager
def wrong_patterns(own: Path | None) -> Iterator[None]:
    """Patterns that cannot be used, told in one line. Raises: WrongPatterns."""
    from extractor import pattern_folder

    try:
        yield
    except PatternError as error:
        place = own if own and error.entry == "folder" else (own or pattern_folder.folder()) / error.file
        raise WrongPatterns(place, f"{error.entry}: {error.reason}; mend it or leave it out") from error


def reports(path: str, known: Library, options: ReadOptions) -> tuple[Report, ...]:
    """The reports in the document at `path`, or on standard input, read with the patterns `known`. Raises: Failure."""
    from extractor import pipeline

    return pipeline.extract(document(path, options), known)


def is_archive(item: Input, options: ReadOptions) -> bool:
    """Whether the file that `item` names is an archive of documents; no for standard input and what cannot be read."""
    from extractor.readers import bundle

    try:
        return item.name != STDIN and bundle.is_bundle(_bytes(item.path, options), item.name)
    except InputError:
        return False


def _bytes(path: Path, options: ReadOptions | None) -> bytes:
    from extractor import readers
    from extractor.readers.limits import DEFAULTS

    if path.is_dir():
        raise InputError("unreadable", "is a folder that cannot be read as a file", "name its files, or use -o DIR")
    with _on_disk(path) as file:
        return readers.bytes_of(file, options or DEFAULTS)


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
