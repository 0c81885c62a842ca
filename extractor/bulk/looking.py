"""What inputs hold, by their hashes: looked at a little ahead of the work, several at once. Nothing is parsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, islice
from pathlib import Path

from extractor.bulk import remote
from extractor.bulk.archives import content_id
from extractor.bulk.catalogue import Catalogue
from extractor.bulk.keys import Keys
from extractor.bulk.orders import Order
from extractor.bulk.rows import Pending
from extractor.errors import InputError
from extractor.readers import digest_of
from extractor.readers.limits import ReadOptions

_AHEAD = 32  # inputs looked at in one go
_THREADS = 4


class Lookout:
    """The orders of a run, made as they are wanted: looks at inputs, leaves out what is known or in hand."""

    def __init__(self, catalogue: Catalogue, keys: Keys, options: ReadOptions, spool: Path) -> None:
        self._catalogue, self._keys, self._options, self._spool = catalogue, keys, options, spool
        self._fetched: dict[str, Path] = {}

    def batches(self, pending: Iterable[Pending], *, late: bool = False) -> Iterator[list[Order]]:
        """Orders for one worker each: members of an archive together, files alone.

        Contents that were interrupted often are left out, or only these taken if `late`.
        """
        with ThreadPoolExecutor(_THREADS) as threads:
            inputs = iter(pending)
            while window := list(islice(inputs, _AHEAD)):
                yield from self._batches(self._identified(window, threads), late)

    def _identified(self, window: Sequence[Pending], threads: ThreadPoolExecutor) -> list[Pending]:
        """The inputs with their contents; those whose bytes cannot be had are noted and left out."""
        unknown = [one for one in window if one.content is None]
        looked = dict(zip([one.path for one in unknown], threads.map(self._look, unknown), strict=True))
        contents = [(path, found) for path, found in looked.items() if isinstance(found, str)]
        failures = [(path, error.code, str(error)) for path, error in looked.items() if isinstance(error, InputError)]
        if looked:
            self._catalogue.identified(contents, failures)
        known = dict(contents)
        found = (one._replace(content=one.content or known.get(one.path)) for one in window)
        return [one for one in found if one.content is not None]

    def _look(self, one: Pending) -> str | InputError:
        try:
            return content_id(digest_of(self._here(one.source), self._options), one.path)
        except InputError as error:
            return error

    def _here(self, source: str) -> Path:
        """The file at `source`; a copy of it where that is in a store. Raises: InputError."""
        if not remote.is_remote(source):
            return Path(source)
        if source not in self._fetched:
            self._fetched[source] = remote.fetch(source, self._spool, self._options.max_bytes)
        return self._fetched[source]

    def let_go(self, order: Order) -> None:
        """Take note that the order is settled: a copy that was fetched for it alone is not needed any more."""
        if order.member is None:
            self._let_go(next((source for source, copy in self._fetched.items() if str(copy) == order.path), ""))

    def _let_go(self, source: str) -> None:
        copy = self._fetched.pop(source, None)
        if copy is not None:
            copy.unlink(missing_ok=True)

    def _batches(self, inputs: Iterable[Pending], late: bool) -> Iterator[list[Order]]:
        for container, group in groupby(inputs, key=lambda one: one.container):
            orders = self._orders(group, late)
            if container is None:
                yield from ([order] for order in orders)
            else:
                yield list(orders)

    def _orders(self, inputs: Iterable[Pending], late: bool) -> Iterator[Order]:
        for one in inputs:
            if one.content is None or not self._catalogue.is_open(one.content, self._keys, late=late):
                self._let_go(one.source)
                continue
            kept = self._catalogue.document(one.content, self._keys)
            try:
                path = one.source if kept is not None else str(self._here(one.source))
            except InputError as error:
                self._catalogue.identified([], [(one.path, error.code, str(error))])
                continue
            self._catalogue.begin_reading(one.content)
            yield Order(name=one.path, path=path, content=one.content, member=one.member, document=kept)
