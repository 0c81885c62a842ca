"""The files of a dataset, written from the catalogue; not at all where they would be the same again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from extractor.bulk import catalogue as catalogues
from extractor.bulk import journal
from extractor.bulk.catalogue import Catalogue
from extractor.bulk.listing import Records, Tally
from extractor.bulk.request import Form

# The only files that differ from run to run.
NOT_DETERMINISTIC = (journal.NAME, catalogues.NAME, f"{catalogues.NAME}-wal", f"{catalogues.NAME}-shm")
_WRITTEN, _FILES = "written", "files"


def write(catalogue: Catalogue, folder: Path, form: Form, tally: Tally) -> bool:
    """Write the dataset that `catalogue` holds; whether that had to be done. Raises: OSError."""
    state = [tally.state, catalogue.keys.extract, sorted(form.formats), form.split]
    wanted = hashlib.sha256(json.dumps(state).encode()).hexdigest()
    if catalogue.meta(_WRITTEN) == wanted and catalogue.meta(_FILES) == _seen(folder):
        return False
    from extractor import dataset

    catalogue.note(_WRITTEN, None)
    dataset.write(Records(catalogue, catalogue.keys), folder, formats=form.formats, split=form.split)
    catalogue.note(_FILES, _seen(folder))
    catalogue.note(_WRITTEN, wanted)
    return True


def _seen(folder: Path) -> str:
    """Sizes and times of all files of the dataset, to see whether anybody has touched them."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name not in NOT_DETERMINISTIC)
    return json.dumps([(str(file.relative_to(folder)), file.stat().st_size, file.stat().st_mtime_ns) for file in files])
