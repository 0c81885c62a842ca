"""The two forms in which a report can be compared, report JSON and the short form, read into one.

The short form is what people write by hand: `org` for organization, `op` for comparator, metadata as
bare values, `met` beside the indicator, the amount beside the fund figure, `ambiguous` for indicators
that may or may not be there. A file with a report a line (several parts) counts as one document: the
facts of all parts, the metadata and score of the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.errors import InputError

Json = Mapping[str, Any]

# Gold tells roles and sources apart no finer than this.
ROLES = {"allocated": "budget", "initial_budget": "budget", "subsidy": "budget"}
SOURCES = {"provincial": "local", "municipal": "local", "county": "local"}


@dataclass(frozen=True, slots=True)
class Value:
    """A target or an actual value; `number` is None for one in words."""

    comparator: str | None
    number: Decimal | None
    high: Decimal | None
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator, reduced to what is compared."""

    name: str
    target: Value | None = None
    actual: Value | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """One fund figure, with its role and source in coarse groups."""

    number: Decimal | None
    unit: str | None
    role: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is compared of one document; `meta` holds words and numbers by field, None where not stated."""

    items: tuple[Item, ...]
    doubtful: tuple[Item, ...]
    funds: tuple[Money, ...]
    meta: Mapping[str, str | Decimal | None]


NOTHING = Facts((), (), (), {})


def read(path: Path) -> Facts:
    """The facts in the file at `path`. Raises: InputError where it does not hold one or more JSON objects."""
    with _complaining(path):
        return facts(_objects(path.read_text(encoding="utf-8")))


def read_dataset(path: Path) -> dict[str, Facts]:
    """The facts of each document in the `reports.jsonl` at `path`, by the document's path. Raises: InputError."""
    by_document: dict[str, list[Json]] = {}
    with _complaining(path):
        for report in _lines(path.read_text(encoding="utf-8")):
            by_document.setdefault(report["source"]["path"], []).append(report)
        return {document: facts(parts) for document, parts in by_document.items()}


def facts(parts: list[Json]) -> Facts:
    """The facts of one document from the objects of its parts (at least one), in either form."""
    first = parts[0]
    return Facts(
        items=tuple(_item(one) for part in parts for one in part.get("indicators") or ()),
        doubtful=tuple(_doubtful(one) for one in first.get("ambiguous") or ()),
        funds=tuple(_money(one) for part in parts for one in part.get("funds") or ()),
        meta=_meta(first),
    )


@contextmanager
def _complaining(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError("unreadable", f"{path.name} cannot be read ({error.strerror})", "check the file") from error
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        raise InputError("corrupt", f"{path.name} is not report JSON ({error})", "write it anew") from error


def _objects(text: str) -> list[Json]:
    try:
        return [json.loads(text, parse_float=Decimal, parse_int=Decimal)]
    except ValueError:
        return _lines(text)


def _lines(text: str) -> list[Json]:
    lines = (line for line in text.split("\n") if line.strip())
    return [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]


def _item(data: Json) -> Item:
    verdict = (data.get("attainment") or {}).get("met", data.get("met"))
    return Item(
        name=data.get("name") or "",
        target=_value(data.get("target")),
        actual=_value(data.get("actual")),
        weight=_number(data.get("weight")),
        score=_number(data.get("score")),
        met=verdict if isinstance(verdict, bool) else None,
    )


def _doubtful(data: Json | str) -> Item:
    return Item(data) if isinstance(data, str) else _item(data)


def _value(data: Json | None) -> Value | None:
    if not data:
        return None
    comparator = data.get("comparator") or data.get("op")
    number, high = _number(data.get("value")), _number(data.get("high"))
    return Value(comparator, number, high, data.get("unit"), data.get("text") or "")


def _money(data: Json) -> Money:
    amount = data.get("amount")
    stated = amount if isinstance(amount, Mapping) else data
    role, source = data.get("role") or "other", data.get("source")
    number, unit = _number(stated.get("value")), stated.get("unit")
    return Money(number, unit, ROLES.get(role, role), SOURCES.get(source, source) if source else None)


def _meta(data: Json) -> dict[str, str | Decimal | None]:
    meta, score = data.get("meta") or {}, data.get("score") or {}
    return {
        "fiscal_year": _plain(meta.get("fiscal_year")),
        "organization": _plain(meta.get("organization") or meta.get("org")),
        "program": _plain(meta.get("program")),
        "self_score": _plain(score.get("self", data.get("self_score"))),
        "grade": _plain(score.get("grade", data.get("grade"))),
    }


def _plain(value: Any) -> str | Decimal | None:
    bare = value.get("value") if isinstance(value, Mapping) else value
    return bare if isinstance(bare, str | Decimal) else None


def _number(value: Any) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
