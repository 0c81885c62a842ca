"""What a run is asked to do: which inputs, how to read them, and what to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.bulk.settings import Settings
from extractor.inputs import Chosen

if TYPE_CHECKING:
    from extractor.dataset import Format
    from extractor.writers.split import By


@dataclass(frozen=True, slots=True)
class Form:
    """What is written besides the files that every dataset has: further formats, and a folder a year or body."""

    formats: tuple[Format, ...] = ()
    split: By | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be done: which inputs, how to read them, and what to write into `folder`.

    `limit` takes the first inputs by path only, `sample` as many by chance, always the same. `look_again` hashes every
    file anew; `keep_removed` keeps what earlier runs found and this one does not; `keep_documents` keeps documents as
    read, so that changed patterns need not read them again. `forget` names the codes of failures that are tried again,
    all where it is empty.
    """

    folder: Path
    arguments: tuple[str, ...]
    settings: Settings = field(default_factory=Settings)
    chosen: Chosen = field(default_factory=Chosen)
    limit: int | None = None
    sample: int | None = None
    form: Form = field(default_factory=Form)
    look_again: bool = False
    keep_removed: bool = False
    keep_documents: bool = True
    durable: bool = False
    forget: tuple[str, ...] | None = None
