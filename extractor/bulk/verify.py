"""A dataset held against its own description, its models, and the documents that it was read from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from extractor.bulk import memory
from extractor.bulk.archives import content_id
from extractor.bulk.catalogue import Catalogue
from extractor.bulk.orders import Order, Quote
from extractor.bulk.pool import Pool
from extractor.bulk.settings import Settings
from extractor.errors import InputError

_DESCRIPTION, _REPORTS = "datapackage.json", "reports.jsonl"


class Problem(NamedTuple):
    """Something that does not hold: where, and what."""

    place: str
    what: str


def files(folder: Path) -> Iterator[Problem]:
    """What differs from the description: files that are gone, other sizes, other hashes."""
    try:
        resources = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))["resources"]
    except (OSError, ValueError, KeyError) as error:
        yield Problem(_DESCRIPTION, f"cannot be read ({error})")
        return
    for resource in resources:
        path = folder / resource["path"]
        if not path.is_file():
            yield Problem(resource["path"], "is missing")
        elif "hash" in resource and _hash(path) != resource["hash"]:
            yield Problem(resource["path"], "was changed after it had been written")


def reports(folder: Path) -> Iterator[Problem]:
    """Lines of the reports that are none, by the models, or whose evidence is not of the length of its text."""
    from extractor.report import from_json

    for number, line in enumerate(_lines(folder), start=1):
        try:
            from_json(line)
        except ValueError as error:
            yield Problem(f"{_REPORTS}:{number}", str(error))


def sources(folder: Path, catalogue: Catalogue, workers: int) -> Iterator[Problem]:
    """Evidence that does not stand in its document as it is read now, and documents that cannot be read any more."""
    noted = catalogue.meta(memory.NAME)
    settings = memory.from_json(noted, folder).settings if noted else Settings()
    with Pool(settings, workers) as pool:
        for done in pool.run([order] for order in _orders(folder, catalogue)):
            order, answer = done.order, done.answer
            now = content_id(answer.sha256, order.name) if answer.sha256 else None
            if answer.status == "failed":
                yield Problem(order.name, f"cannot be read any more: {answer.message}")
            elif now != order.content:
                yield Problem(order.name, "was changed after it had been read")
            elif answer.facts["wrong"]:
                wrong, quotes = answer.facts["wrong"], answer.facts["quotes"]
                yield Problem(order.name, f"{wrong} of {quotes} pieces of evidence do not stand in it")


def _orders(folder: Path, catalogue: Catalogue) -> Iterator[Order]:
    parsed = (json.loads(line) for line in _lines(folder))
    for path, some in groupby(parsed, key=lambda report: report["source"]["path"]):
        place = catalogue.where(path)
        if place is None or place.content is None:
            raise InputError("unreadable", f"its catalogue does not know {path}", "run extract again")
        quotes = tuple(quote for report in some for quote in _quotes(report))
        yield Order(path, place.source, place.content, place.member, quoted=quotes)


def _quotes(value: Any) -> Iterator[Quote]:
    """All evidence in a report."""
    if isinstance(value, list):
        for one in value:
            yield from _quotes(one)
    elif isinstance(value, dict):
        if {"start", "end", "text", "pattern"} <= value.keys():
            yield Quote(value["start"], value["end"], value["text"])
        for one in value.values():
            yield from _quotes(one)


def _lines(folder: Path) -> Iterator[bytes]:
    with (folder / _REPORTS).open("rb") as file:
        yield from file


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
