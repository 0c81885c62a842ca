"""The switches of `extract`: how to read, which inputs to take, what to write, with how much of the machine."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from extractor.cli import _engines
from extractor.cli._engines import Machines
from extractor.cli._messages import Failure
from extractor.cli._reading import LIMITS, PATTERNS, READING, parsed_limits, with_all

if TYPE_CHECKING:
    from extractor.bulk.request import Form, Request
    from extractor.bulk.settings import Settings
    from extractor.patterns import Library

FORMATS = ("parquet", "xlsx", "duckdb")
MIB = 1024 * 1024

INPUTS = (
    click.option("--files-from", metavar="FILE", type=click.Path(path_type=Path), help="Read the paths in FILE too."),
    click.option("--include", metavar="GLOB", multiple=True, help="Take only files of such names."),
    click.option("--exclude", metavar="GLOB", multiple=True, help="Leave out files of such names."),
    click.option(
        "--limit",
        "limits",
        metavar="N or NAME=N",
        multiple=True,
        help=f"Take the first N files only; or change a limit of reading: {', '.join(LIMITS)}.",
    ),
    click.option("--sample", metavar="N", type=click.IntRange(min=1), help="Take N files by chance, always the same."),
    click.option("--rehash", is_flag=True, help="Look into every file, also those whose size and time are unchanged."),
    click.option("--keep-removed", is_flag=True, help="Keep documents whose files are gone."),
)
OUTPUTS = (
    click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Write this too."),
    click.option(
        "--split-by", "split", type=click.Choice(["year", "organization"]), help="Write a folder for each, too."
    ),
)
REDACT = click.option(
    "--redact", is_flag=True, help="Leave telephone numbers and names of persons out of every output."
)
WORKERS = click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), default=lambda: os.cpu_count() or 1, help="Processes."
)
MEMORY = click.option(
    "--memory", metavar="MIB", type=click.IntRange(min=512), help="Address space of a process; 3072 if never said."
)
MACHINE = (
    WORKERS,
    MEMORY,
    click.option("--no-cache", is_flag=True, help="Keep no documents as read: changed patterns must read again."),
    click.option("--durable", is_flag=True, help="Lose nothing to a power failure either; slower."),
)
# What a document that failed may want more of.
TRYING = (
    WORKERS,
    MEMORY,
    click.option("--limit", "limits", metavar="NAME=N", multiple=True, help="Change a limit of reading."),
    click.option("--password", metavar="WORD", help="Opens encrypted files."),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the switches of `extract` say."""

    settings: Settings
    machines: Machines
    others: dict[str, Any]

    def listed(self) -> list[str]:
        """The paths that `--files-from` names."""
        from extractor import inputs

        file: Path | None = self.others["files_from"]
        try:
            return inputs.listed(file) if file else []
        except (OSError, UnicodeDecodeError) as error:
            raise Failure(
                file, f"cannot be read as a list of files ({error}); write one path a line, in UTF-8"
            ) from error

    def library(self) -> Library:
        """The patterns. Raises: WrongPatterns."""
        from extractor.cli import _reading

        return _reading.library(Path(self.settings.patterns) if self.settings.patterns else None)

    def form(self) -> Form:
        """What is written besides the files that every dataset has."""
        return form_of(self.others["formats"], self.others["split"])

    def request(self, arguments: Sequence[str], folder: Path) -> Request:
        """The run that is asked for."""
        from extractor.bulk.request import Request
        from extractor.inputs import Chosen

        return Request(
            folder=folder,
            arguments=tuple(arguments),
            settings=self.settings,
            chosen=Chosen(self.others["include"], self.others["exclude"]),
            limit=self.others["first"],
            sample=self.others["sample"],
            form=self.form(),
            look_again=self.others["rehash"],
            keep_removed=self.others["keep_removed"],
            keep_documents=not self.others["no_cache"],
            durable=self.others["durable"],
        )


def form_of(formats: Sequence[Any], split: Any) -> Form:
    """What `--format` and `--split-by` ask for. Raises: UsageError where a library for it is missing."""
    from extractor.bulk.request import Form

    form = Form(tuple(sorted(set(formats))), split)
    if not formats:
        return form
    from extractor import dataset
    from extractor.errors import InputError

    try:
        dataset.require(form.formats)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    return form


def with_run_options(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with all these switches; it gets them as `wanted`."""

    @functools.wraps(command)
    def wrapped(
        *, paths: tuple[str, ...], folder: Path | None, own: Path | None, limits: tuple[str, ...], **others: Any
    ) -> None:
        from extractor.bulk.settings import Settings

        counts = [one for one in limits if one.isdecimal()]
        others["first"] = int(counts[-1]) if counts else None
        cache: Path | None = others.pop("ocr_cache")
        settings = Settings(
            ocr=others.pop("ocr"),
            ocr_cache=str(cache.absolute()) if cache else None,
            password=others.pop("password"),
            limits=parsed_limits([one for one in limits if not one.isdecimal()]),
            redact=others.pop("redact"),
            patterns=str(own.absolute()) if own else None,
        )
        if memory := others.pop("memory"):
            settings = replace(settings, memory_bytes=memory * MIB)
        command(paths=paths, folder=folder, wanted=Wanted(settings, _machines(others), others))

    return with_all((PATTERNS, *READING, *INPUTS, *OUTPUTS, REDACT, *MACHINE, *_engines.OPTIONS), wrapped)


def _machines(others: dict[str, Any]) -> Machines:
    """Who works, taken out of the switches."""
    given = click.get_current_context().get_parameter_source("workers")
    return Machines(
        workers=others.pop("workers"),
        all_of_them=given is ParameterSource.DEFAULT,
        engine=others.pop("engine"),
        address=others.pop("address"),
        parts=others.pop("parts"),
    )
