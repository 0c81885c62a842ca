"""How a run reads: the options that results follow from, and the bounds of its workers. Crosses to workers as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.patterns import Library
    from extractor.readers.limits import ReadOptions

_MIB = 1024 * 1024
# The reader stops by itself at its limit of time and says so; only a reader that hangs is ended from outside.
_PATIENCE = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Settings:
    """What workers are told once: how to read and extract, and within which bounds.

    `limits` are the limits of `ReadOptions` by name. `patterns` is a folder of the user's own patterns,
    `redact` leaves personal data out. `memory_bytes` is the address space of a worker, which is replaced after
    `recycle_after` documents or when it holds `recycle_bytes` between documents.
    """

    ocr: str = "auto"
    ocr_cache: str | None = None
    password: str | None = field(default=None, repr=False)
    limits: Mapping[str, float] = field(default_factory=dict)
    patterns: str | None = None
    redact: bool = False
    memory_bytes: int = 3072 * _MIB
    recycle_after: int = 1000  # what libraries keep is a megabyte a hundred documents
    recycle_bytes: int = 1024 * _MIB

    @property
    def seconds(self) -> float:
        """After how long a document's worker is ended."""
        return self.read_options().max_seconds + _PATIENCE

    def read_options(self) -> ReadOptions:
        """The options for readers."""
        from extractor.cache import FolderCache, NullCache
        from extractor.readers.limits import ReadOptions

        cache = FolderCache(Path(self.ocr_cache)) if self.ocr_cache else NullCache()
        given: dict[str, Any] = dict(self.limits)
        return ReadOptions(password=self.password, ocr=self.ocr, cache=cache, **given)  # type: ignore[arg-type]

    def library(self) -> Library:
        """The patterns. Raises: PatternError."""
        from extractor import patterns

        return patterns.merged(Path(self.patterns)) if self.patterns else patterns.load()

    def to_json(self) -> str:
        """All of it, in a stable order."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """What `to_json` wrote."""
        return cls(**json.loads(text))
