"""Documents of a dataset as its last run read them, from its catalogue: no source is opened for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.bulk import catalogue, memory
from extractor.bulk.keys import keys_of
from extractor.bulk.settings import Settings

if TYPE_CHECKING:
    from extractor.document import Document


@contextmanager
def documents_of(folder: Path) -> Iterator[Callable[[str], Document | None]]:
    """Gives the document at a path of the dataset in `folder`, while it is open.

    None where none is kept, or was read by another version or in another way than now.
    Raises: sqlite3.Error, ValueError.
    """
    if not (folder / catalogue.NAME).is_file():
        yield lambda path: None
        return
    with catalogue.existing(folder) as known:
        noted = known.meta(memory.NAME)
        keys = keys_of(memory.from_json(noted, folder).settings if noted else Settings())

        def document(path: str) -> Document | None:
            place = known.where(path)
            data = known.document(place.content, keys) if place and place.content else None
            return _named(data, path) if data else None

        yield document


def _named(data: bytes, path: str) -> Document:
    from extractor.document_bytes import from_bytes

    document = from_bytes(data)
    return replace(document, source=replace(document.source, path=path))
