"""What does the work of a run: the processes of this machine, or an engine that reaches others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extractor.bulk.cluster import ShardExecutor
    from extractor.bulk.request import Request
    from extractor.bulk.runner import Engine

OPTIONS = (
    click.option(
        "--engine",
        type=click.Choice(["local", "ray", "dask"]),
        default="local",
        show_default=True,
        help="What does the work.",
    ),
    click.option("--address", metavar="ADDRESS", help="The cluster of that engine; without it, one on this machine."),
    click.option(
        "--parts",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        help="A folder that all machines of the cluster see.",
    ),
)
_LISTENS = "Ray listens on all addresses of this machine until the run has ended, and obeys who has this run's token"


@dataclass(frozen=True, slots=True)
class Machines:
    """Who works: `workers` processes of `engine`, all that there are at `address` where None is said."""

    workers: int
    all_of_them: bool = False
    engine: str = "local"
    address: str | None = None
    parts: Path | None = None

    @property
    def _slots(self) -> int | None:
        return None if self.address and self.all_of_them else self.workers

    def engine_for(self, request: Request) -> Engine:
        """The engine that carries `request` out. Raises: UsageError where it cannot or must not be used."""
        from extractor.bulk.pool import Pool

        if self.engine == "local":
            if self.address or self.parts:
                raise click.UsageError("--address and --parts are for --engine ray and --engine dask")
            return Pool(request.settings, self.workers, reads_ahead=request.keep_documents)
        from extractor.bulk.cluster import Cluster, parts_folder
        from extractor.bulk.engines import Refused
        from extractor.bulk.shards import Means

        try:
            executor = self._executor()
        except Refused as error:
            raise click.UsageError(str(error)) from error
        return Cluster(Means(request.settings), executor, parts_folder(request.folder, self.parts))

    def _executor(self) -> ShardExecutor:
        from extractor.bulk.engines.dask import DaskExecutor
        from extractor.bulk.engines.ray import RayExecutor

        if self.engine == "ray":
            if self.address is None:
                click.echo(f"jixiao: {_LISTENS}", err=True)
            return RayExecutor(self._slots, self.address)
        return DaskExecutor(self._slots, self.address)
