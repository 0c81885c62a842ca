"""Carries a run out for a command, and says how it ended: what went wrong, the totals, the exit code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import INTERRUPTED
from extractor.cli._messages import AGAIN, FAILED, Failure, Stopped, complain

if TYPE_CHECKING:
    from extractor.bulk.request import Request
    from extractor.bulk.runner import Ended, Engine
    from extractor.cli._engines import Machines


def carry_out(request: Request, machines: Machines) -> None:
    """Do what `request` says and leave with the exit code that fits how it ended."""
    engine = machines.engine_for(request)
    with closing(engine):
        if not request.folder.exists():  # all is to be read: what workers need is loaded meanwhile
            engine.begin()
        ended = _ended(request, engine)
    _tell(ended, request)


def _ended(request: Request, engine: Engine) -> Ended:
    from extractor.bulk import runner
    from extractor.cli import _reading
    from extractor.cli._progress import Progress

    own = Path(request.settings.patterns) if request.settings.patterns else None
    with told(request.folder), _reading.wrong_patterns(own), Progress(engine) as progress:
        if own:
            engine.prepare()
        return runner.run(request, engine, progress)


def _tell(ended: Ended, request: Request) -> None:
    """Say how the run ended. Raises: Failure and Exit as it did."""
    from extractor.cli import _summary

    if not ended.tally.inputs and not ended.stopped:
        raise Failure(", ".join(request.arguments), "holds no files; name a folder with reports in it")
    for row in (row for row in ended.tally.bad if row.verdict.status == "failed"):
        complain(row.path, row.verdict.message or "")
    _summary.show(ended.tally, request.folder)
    if ended.stopped:
        click.echo("jixiao: interrupted; the same command goes on from here", err=True)
        raise click.exceptions.Exit(INTERRUPTED)
    if ended.tally.statuses["failed"]:
        raise click.exceptions.Exit(FAILED)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What ends a run from outside, told in one line. Raises: Stopped where it can be resumed, Failure where not."""
    from extractor.bulk.cluster import EngineLost
    from extractor.bulk.lock import Held
    from extractor.bulk.pool import PoolBroken
    from extractor.bulk.process import NoRoom
    from extractor.errors import InputError

    try:
        yield
    except InputError as error:
        raise Failure.of(folder, error) from error
    except Held as error:
        raise Failure(folder, "another run is writing it; wait for its end, or write to another folder") from error
    except PoolBroken as error:
        raise Stopped(folder, f"worker processes cannot be started ({error}); mend it, then run it again") from error
    except EngineLost as error:
        raise Stopped(folder, f"{error}; mend it, then run the same command again") from error
    except sqlite3.Error as error:
        problem = f"its catalogue cannot be written ({error}); {AGAIN}"
        raise Stopped(folder, problem) from error
    except NoRoom as error:
        problem = (
            f"{error.filename} is full ({error.strerror}); make room or set TMPDIR, then run the same command again"
        )
        raise Stopped(folder, problem) from error
    except OSError as error:
        problem = f"cannot be written ({error.strerror}); {AGAIN}"
        raise Stopped(folder, problem) from error
