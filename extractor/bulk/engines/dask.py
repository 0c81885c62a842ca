"""Carries shards with Dask: processes of its own on this machine, or a cluster that is there already."""

from __future__ import annotations

import importlib.util
import queue
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from extractor.bulk.cluster import EngineLost, Outcome
from extractor.bulk.engines import Refused, is_loopback
from extractor.bulk.shards import run_shard

_CONNECT = 30  # seconds


class DaskExecutor:
    """`slots` processes here, or those of the scheduler at `address` (at most `slots`, if that is given).

    Raises: Refused.
    """

    def __init__(self, slots: int | None, address: str | None = None) -> None:
        if importlib.util.find_spec("distributed") is None:
            raise Refused("the engine dask needs distributed, which is not installed; run: pip install 'jixiao[dask]'")
        if address is not None and not (is_loopback(address) or address.startswith("tls://")):
            raise Refused(
                f"{address} runs the code of anybody who can reach it; set TLS up (distributed.comm.tls), "
                "and name it as tls://HOST:PORT"
            )
        self._slots, self._address = slots, address
        self._stack = ExitStack()
        self._client: Any = None
        self._futures: dict[str, Any] = {}
        self._ended: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._submitted = 0
        self.slots = 1

    def __enter__(self) -> DaskExecutor:
        from distributed import Client

        connect: Any = Client  # published without types
        where = self._address or self._local()
        try:
            self._client = self._stack.enter_context(connect(where, timeout=_CONNECT, set_as_default=False))
        except OSError as error:
            raise EngineLost(f"no Dask scheduler answers at {self._address}") from error
        threads = sum(self._client.nthreads().values())
        self.slots = max(min(threads, self._slots or threads), 1)
        return self

    def __exit__(self, *_: object) -> None:
        self._futures.clear()
        self._stack.close()

    def submit(self, shard: str, path: Path) -> None:
        """Hand a shard out."""
        self._submitted += 1  # a key that was used before would give what became of that attempt
        future = self._client.submit(run_shard, str(path), key=f"{shard}-{self._submitted}")
        self._futures[shard] = future
        future.add_done_callback(lambda future: self._ended.put((shard, future)))

    def wait(self, seconds: float) -> list[Outcome]:
        """What has ended."""
        if self._client.status != "running":
            raise EngineLost("the connection to the Dask scheduler is lost")
        with suppress(queue.Empty):
            shard, future = self._ended.get(timeout=seconds)
            if self._futures.get(shard) is future:
                del self._futures[shard]
                return [_outcome(shard, future)]
        return []

    def cancel(self, shard: str) -> None:
        """Take a shard back; a worker that hangs in it is not ended by that, which Dask cannot do."""
        self._futures.pop(shard).cancel(force=True)

    def _local(self) -> Any:
        from distributed import LocalCluster

        start: Any = LocalCluster
        return self._stack.enter_context(
            start(
                n_workers=self._slots,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs="CRITICAL",
                scheduler_kwargs={"allowed_failures": 0},  # lost shards are given out again by `Cluster`, counted
            )
        )


def _outcome(shard: str, future: Any) -> Outcome:
    if future.status == "finished":
        return Outcome(shard, future.result())
    error = future.exception() if future.status == "error" else None
    return Outcome(shard, None, str(error) if error else "its worker was lost")
