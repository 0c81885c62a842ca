"""Which files make a dataset: those that arguments name, and what each is called in it."""

from __future__ import annotations

import fnmatch
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

STDIN = "-"
# Left alone in folders: hidden files, and the lock files that Office leaves beside open documents.
HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: where it is, and its name in the dataset (relative to the input root, with `/`)."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of the files found are taken: all that fit one of `include` (all, without any) and none of `exclude`.

    Patterns are those of the shell (`*`, `?`, `[...]`), for the whole name, or for its last part where they
    hold no `/`.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def holds(self, name: str) -> bool:
        """Whether the input called `name` is taken."""
        return (not self.include or _fits(name, self.include)) and not _fits(name, self.exclude)


def find(arguments: Sequence[str], *, leave_out: Path | None = None, chosen: Chosen = Chosen()) -> Iterator[Input]:
    """The files that `arguments` (files, folders, globs, `-`) mean, in no order; twice where arguments overlap.

    Folders are searched to the bottom, hidden files and everything under `leave_out` excepted. The
    input root is the deepest folder that holds all folders and files named. A path that does not
    exist, and a folder that cannot be looked into, is kept, so that reading it says so.
    """
    named = [Path(path) for argument in arguments for path in _globbed(argument)]
    root = _root(named)
    inputs = (Input(path, _name(path, root)) for name in named for path in _files(name, leave_out))
    return (item for item in inputs if chosen.holds(item.name))


def collect(arguments: Sequence[str], *, leave_out: Path | None = None) -> tuple[Input, ...]:
    """The same files, each once, by name."""
    found = {item.path.absolute(): item for item in find(arguments, leave_out=leave_out)}
    return tuple(sorted(found.values(), key=lambda item: item.name))


def listed(file: Path) -> list[str]:
    """Paths that `file` lists, one a line; `-` is standard input. Raises: OSError, UnicodeDecodeError."""
    text = sys.stdin.buffer.read() if str(file) == STDIN else file.read_bytes()
    return [line.strip() for line in text.decode("utf-8-sig").splitlines() if line.strip()]


def _fits(name: str, patterns: Sequence[str]) -> bool:
    last = name.rsplit("/", 1)[-1]
    return any(fnmatch.fnmatchcase(name if "/" in pattern else last, pattern) for pattern in patterns)


def _globbed(argument: str) -> list[str]:
    if os.path.lexists(argument) or not glob.has_magic(argument):
        return [argument]
    return sorted(glob.glob(argument, recursive=True)) or [argument]


def _files(path: Path, leave_out: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    shut: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=shut.append):
        folders[:] = [name for name in folders if _is_open(Path(folder, name), leave_out)]
        yield from (Path(folder, name) for name in files if _is_open(Path(folder, name), leave_out))
    yield from (Path(error.filename) for error in shut)


def _is_open(path: Path, leave_out: Path | None) -> bool:
    if path.name.startswith(HIDDEN):
        return False
    if path.is_dir():
        return leave_out is None or path.resolve() != leave_out.resolve()
    return path.is_file() or path.is_symlink()  # no pipes and devices; a dangling link is told as not found


def _root(named: Sequence[Path]) -> Path | None:
    folders = {path.absolute() if path.is_dir() else path.absolute().parent for path in named if str(path) != STDIN}
    try:
        return Path(os.path.commonpath(folders)) if folders else None
    except ValueError:  # several drives of Windows have no common folder
        return None


def _name(path: Path, root: Path | None) -> str:
    if str(path) == STDIN:
        return STDIN
    relative = Path(os.path.relpath(path, root)) if root else path
    return os.fsencode(relative.as_posix()).decode(errors="replace")
