"""Carries shards with Ray: processes of its own on this machine, or a cluster that is there already.

Ray runs the code of anybody who reaches its ports, and listens on all addresses of a machine. So a Ray that
is started here takes a token that only this run knows, and one elsewhere must have been given one.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extractor.bulk.cluster import EngineLost, Outcome
from extractor.bulk.engines import Refused, is_loopback
from extractor.bulk.shards import run_shard

_MODE, _TOKEN = "RAY_AUTH_MODE", "RAY_AUTH_TOKEN"
_EVERY, _KNOCK = 3.0, 10.0  # seconds
_STORE = 100 * 1024 * 1024  # bytes; what crosses are paths and reports, not documents


class RayExecutor:
    """`slots` processes here, or those of the cluster at `address` (at most `slots`, if that is given).

    Raises: Refused.
    """

    def __init__(self, slots: int | None, address: str | None = None) -> None:
        if importlib.util.find_spec("ray") is None:
            raise Refused("the engine ray needs ray, which is not installed; run: pip install 'jixiao[cluster]'")
        if address is not None and not is_loopback(address) and os.environ.get(_MODE) != "token":
            raise Refused(
                f"{address} may run the code of anybody who can reach it; start the cluster with {_MODE}=token "
                "and a token, and set both here too"
            )
        self._given, self._address = slots, address
        self._stack = ExitStack()
        self._task: Any = None
        self._refs: dict[Any, str] = {}
        self._head, self._knocked = "", 0.0
        self.slots = 1

    def __enter__(self) -> RayExecutor:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        if self._address is None:  # before Ray is imported, which looks at them once
            os.environ[_MODE] = "token"
            os.environ.setdefault(_TOKEN, secrets.token_hex(32))
        import ray

        with _own_signals():
            processors = self._connect(ray)
        self._stack.callback(ray.shutdown)
        self._task = ray.remote(num_cpus=1, max_retries=0)(run_shard)
        self.slots = max(min(processors, self._given or processors), 1)
        return self

    def __exit__(self, *_: object) -> None:
        self._refs.clear()
        self._stack.close()

    def submit(self, shard: str, path: Path) -> None:
        """Hand a shard out."""
        self._refs[self._task.remote(str(path))] = shard

    def wait(self, seconds: float) -> list[Outcome]:
        """What has ended."""
        import ray

        if time.monotonic() > self._knocked + _EVERY:  # Ray ends this process where its head is gone for a minute
            self._knocked = time.monotonic()
            _knock(self._head, "the connection to the Ray cluster is lost")
        ready, _ = ray.wait(list(self._refs), num_returns=1, timeout=seconds)
        return [self._outcome(ref) for ref in ready]

    def cancel(self, shard: str) -> None:
        """End the process that works on a shard."""
        import ray

        for ref in [ref for ref, one in self._refs.items() if one == shard]:
            del self._refs[ref]
            ray.cancel(ref, force=True)

    def _outcome(self, ref: Any) -> Outcome:
        import ray
        from ray.exceptions import RayError, RayTaskError

        shard = self._refs.pop(ref)
        try:
            return Outcome(shard, ray.get(ref))
        except RayTaskError as error:
            return Outcome(shard, None, str(error.cause))
        except RayError as error:
            return Outcome(shard, None, type(error).__name__)

    def _connect(self, ray: Any) -> int:
        """The processors of the cluster, once this process belongs to it."""
        here: dict[str, Any] = {}
        if self._address is None:
            problem = "Ray cannot be started here"
            here = {"num_cpus": self._given, "object_store_memory": _STORE, "include_dashboard": False}
        else:
            problem = f"no Ray cluster answers at {self._address}"
            _knock(self._address, problem)
        try:
            ray.init(address=self._address or "local", log_to_driver=False, logging_level="CRITICAL", **here)
            self._head = ray.get_runtime_context().gcs_address
            return int(ray.cluster_resources().get("CPU", 1))
        except Exception as error:  # of many classes, where the head ends while it is asked
            ray.shutdown()
            raise EngineLost(f"{problem} ({error})") from error


@contextmanager
def _own_signals() -> Iterator[None]:
    """Ray sets a handler of its own for SIGTERM; the run's is put back."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, before)


def _knock(address: str, problem: str) -> None:
    """Raise EngineLost where nobody listens; Ray itself would wait for minutes."""
    where = urlsplit(address if "//" in address else f"//{address}")
    if where.hostname is not None and where.port is not None:
        try:
            socket.create_connection((where.hostname, where.port), timeout=_KNOCK).close()
        except OSError as error:
            raise EngineLost(problem) from error
