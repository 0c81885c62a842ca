"""Several datasets into one, through their catalogues: nothing is read or extracted again.

Contents that several of them have are listed once and as duplicates elsewhere, as if one run had read them all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from extractor.bulk import catalogue as catalogues
from extractor.bulk import listing, memory, output
from extractor.bulk.catalogue import Catalogue, existing
from extractor.bulk.keys import Keys
from extractor.bulk.listing import Tally
from extractor.bulk.lock import locked
from extractor.bulk.request import Form
from extractor.errors import InputError


def merge(datasets: Sequence[tuple[str, Path]], folder: Path, form: Form) -> Tally:
    """Write into `folder` the dataset of all `datasets`; with each, what is put before its paths (`2023/`, or nothing).

    Raises: InputError where one is none, they were made in different ways, two have the same path, or `folder`
    holds a dataset that was not merged; lock.Held; sqlite3.Error; OSError.
    """
    keys = {_keys(dataset) for _, dataset in datasets}
    if len(keys) > 1:
        problem = "the datasets were made by different versions, or with different options or patterns"
        raise InputError("unreadable", problem, "run extract on each with the same ones, then merge")
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        _make_room(folder)
        with Catalogue(folder) as merged:
            merged.begin(keys.pop())
            for prefix, dataset in datasets:
                _take_in(merged, dataset, prefix)
            told = listing.tally(merged.entries(merged.keys))
            output.write(merged, folder, form, told)
    return told


def _keys(dataset: Path) -> Keys:
    with existing(dataset) as catalogue:
        return catalogue.keys


def _make_room(folder: Path) -> None:
    """Take away what was merged here before."""
    if not (folder / catalogues.NAME).exists():
        return
    with existing(folder) as there:
        if there.meta(memory.NAME) is not None:
            raise InputError("unreadable", "holds a dataset that extract has written", "name another folder")
    (folder / catalogues.NAME).unlink()


def _take_in(merged: Catalogue, dataset: Path, prefix: str) -> None:
    try:
        merged.take_in(dataset / catalogues.NAME, prefix)
    except sqlite3.IntegrityError as error:
        problem = f"{dataset} has paths that another dataset has too"
        raise InputError("unreadable", problem, "put each dataset's name before its paths (--prefix)") from error
