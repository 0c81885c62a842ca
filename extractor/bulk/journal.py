"""`run.jsonl`: what happened in each run, a JSON object a line, with times; added to, never rewritten."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from types import TracebackType
from typing import Any

NAME = "run.jsonl"


class Journal:
    """The journal of the dataset in `folder`. A context manager. Raises: OSError where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / NAME).open("ab")

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def tell(self, event: str, **facts: Any) -> None:
        """Add a line; facts that are None are left out."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        held = {"time": now, "event": event, **{name: fact for name, fact in facts.items() if fact is not None}}
        self._file.write(json.dumps(held, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
