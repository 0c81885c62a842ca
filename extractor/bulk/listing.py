"""From the catalogue to what the dataset says: the status of every input, totals, and the records to write."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.bulk.catalogue import Catalogue
from extractor.bulk.keys import Keys
from extractor.bulk.rows import Entry
from extractor.writers.record import Record
from extractor.writers.tables import Outcome, Status

SHOWN = 40  # rows of each kind
_NOT_YET = "the run was interrupted before it was read; run the same command again"
_GONE = "interrupted"


class Verdict(NamedTuple):
    """What the dataset says of an input: one of the four statuses, and why it is not `ok`."""

    status: Status
    code: str | None = None
    message: str | None = None


class Row(NamedTuple):
    """An input for a list to look at: its path, what became of it, and what was found in it."""

    path: str
    verdict: Verdict
    facts: dict[str, Any]


@dataclass
class Tally:
    """Totals of a dataset: inputs by status, failures by code, sums of `indicators` and `funds`.

    `first` are its first inputs, `bad` the first that failed or are partial; at most `SHOWN` of each. `state` is
    a hash of all that decides what is written.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    first: list[Row] = field(default_factory=list)
    bad: list[Row] = field(default_factory=list)
    state: str = ""

    @property
    def inputs(self) -> int:
        """How many inputs there are: the sum of the statuses."""
        return self.statuses.total()


def verdict(entry: Entry) -> Verdict:
    """The one status in which an input ends."""
    if entry.code is not None:
        return Verdict("failed", entry.code, entry.message)
    if not entry.fresh:
        return Verdict("failed", _GONE, _NOT_YET)
    if entry.status in ("failed", "archive"):
        return Verdict("failed", entry.content_code, entry.content_message)
    if entry.first != entry.path:
        return Verdict("duplicate", None, f"same content as {entry.first}")
    return Verdict("partial" if entry.status == "partial" else "ok", None, entry.content_message)


def tally(entries: Iterable[Entry]) -> Tally:
    """The totals of `entries`."""
    told, state = Tally(), hashlib.sha256()
    for entry in entries:
        said = verdict(entry)
        told.statuses[said.status] += 1
        if said.code:
            told.codes[said.code] += 1
        if said.status in ("ok", "partial"):
            told.facts.update({name: entry.facts.get(name) or 0 for name in ("indicators", "funds")})
        row = Row(entry.path, said, entry.facts if said.status in ("ok", "partial") else {})
        _add(told.first, row)
        if said.status in ("failed", "partial"):
            _add(told.bad, row)
        decided = (entry.path, entry.content, *said, entry.extract_key)
        state.update(repr(decided).encode("utf-8", "surrogatepass") + b"\n")
    told.state = state.hexdigest()
    return told


def _add(rows: list[Row], row: Row) -> None:
    if len(rows) < SHOWN:
        rows.append(row)


class Records:
    """The records of a dataset, by path; can be gone through again and again, one at a time in memory."""

    def __init__(self, catalogue: Catalogue, keys: Keys) -> None:
        self._catalogue, self._keys = catalogue, keys

    def __iter__(self) -> Iterator[Record]:
        for entry in self._catalogue.entries(self._keys):
            yield self._record(entry)

    def _record(self, entry: Entry) -> Record:
        from extractor.writers.record import record_of

        said = verdict(entry)
        if said.status in ("ok", "partial") and entry.content is not None:
            kept = self._catalogue.record(entry.content)
            if kept is not None:
                return Record(entry.path, *kept)
        return record_of(_outcome(entry, said))


def _outcome(entry: Entry, said: Verdict) -> Outcome:
    """The outcome of an input that gives no reports: failed, or a copy of another."""
    facts: dict[str, Any] = entry.facts if entry.fresh else {}
    return Outcome(
        path=entry.path,
        status=said.status,
        sha256=entry.content[:64] if entry.content else None,
        code=said.code,
        message=said.message,
        media_type=facts.get("media_type"),
        bytes=facts.get("bytes"),
        pages=facts.get("pages"),
        ocr_pages=facts.get("ocr_pages"),
    )
