"""What the commands say when something is wrong: one line on stderr, the way the README states it."""

from __future__ import annotations

from typing import IO, Any

import click

from extractor.errors import InputError

FAILED = 1
# What to do where something cannot be written.
AGAIN = "make room or mend it, then run the same command again"


def complain(path: object, message: str) -> None:
    """Print `jixiao: PATH: MESSAGE` on stderr, in one line whatever the path holds."""
    line = f"jixiao: {path}: {message}"
    click.echo(line.replace("\r", "\\r").replace("\n", "\\n"), err=True)


class Failure(click.ClickException):
    """Ends a command with one line on stderr: `path` is what it is about, the message what is wrong."""

    exit_code = FAILED

    def __init__(self, path: object, message: str) -> None:
        super().__init__(message)
        self.path = path

    @classmethod
    def of(cls, path: object, error: InputError) -> Failure:
        """The failure of a document that cannot be read."""
        return cls(path, str(error))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        complain(self.path, self.message)


class WrongPatterns(Failure):
    """Ends a command whose own patterns cannot be used, before anything is read."""

    exit_code = 2


class Stopped(Failure):
    """Ends a run that cannot go on for a reason outside of it (disk full, store away)."""

    exit_code = 75
