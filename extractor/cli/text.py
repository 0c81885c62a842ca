"""`jixiao text`: the canonical text, which every evidence's `start` and `end` index."""

from __future__ import annotations

import sys

import click


@click.command()
@click.argument("file", metavar="FILE")
def command(file: str) -> None:
    """Print a document's canonical text.

    It is printed as it is, in UTF-8, with nothing added: the start and end of every evidence count its
    characters from 0. FILE may be - for standard input.

    \b
    Example:
      jixiao text report.pdf > report.txt
    """
    from extractor.cli import _reading

    sys.stdout.buffer.write(_reading.document(file).text.encode())
