"""The dataset once more in parts: a folder for each year or each body, every one a small dataset of its own.

A report goes with its year or body, and so do its rows; what says none goes to `unknown`, and so do inputs
without a report. The row of an input in `documents.csv` stands in every folder that one of its reports went to.
However many folders there are, few files are open at a time.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Literal

from extractor.writers import csv_cells, to_csv, to_datapackage, to_jsonl
from extractor.writers.columns import DOCUMENT, Row
from extractor.writers.record import Part, Record
from extractor.writers.tables import DOCUMENTS, TABLES

By = Literal["year", "organization"]
FOLDERS: dict[By, str] = {"year": "by-year", "organization": "by-organization"}
UNKNOWN = "unknown"
# Seven files each: within the 256 handles that macOS gives a process.
OPEN_FOLDERS = 16
# Characters of a name: four bytes each and what tells namesakes apart stay within the 255 bytes of a file system.
LONGEST_NAME = 60
# No names, since Windows keeps them for devices, with any ending, or they are given here.
TAKEN = re.compile(rf"|(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?|{UNKNOWN}|.*-[0-9a-f]{{8}}", re.I)
# Characters that Windows takes for others, or no system writes well.
UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u2028\u2029\ud800-\udfff]')
_PART = [column.name for column in DOCUMENT].index("part")


def write(records: Iterable[Record], folder: Path, by: By) -> None:
    """Write the parts into `folder`, in one pass, in place of those of an earlier run. Raises: OSError."""
    whole, draft = folder / FOLDERS[by], folder / f".{FOLDERS[by]}.part"
    if not remove(whole):
        raise FileExistsError(errno.EEXIST, f"{whole.name} in it holds files that jixiao did not write", str(whole))
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    with _Open(draft) as folders:
        for record in records:
            for value, share in _shares(record, by).items():
                folders.add(folder_name(value), share)
    for part in draft.iterdir():
        to_datapackage.write(part)
    os.replace(draft, whole)


def remove(whole: Path) -> bool:
    """Remove the parts at `whole` and say whether nothing is there any more; what jixiao did not write stays."""
    if not whole.exists():
        return True
    if not all((part / to_datapackage.NAME).is_file() for part in whole.iterdir()):
        return False
    shutil.rmtree(whole)
    return True


def folder_name(value: str | int | None) -> str:
    """The folder of `value`: its own name where every system takes it, else one made of it; no two share one."""
    if value is None:
        return UNKNOWN
    told = str(value)
    safe = UNSAFE.sub("_", unicodedata.normalize("NFC", told))[:LONGEST_NAME].strip(". ")
    # Systems that do not tell cases apart would put ABC and abc into one folder.
    if safe == told == told.casefold() and not TAKEN.fullmatch(safe):
        return safe
    digest = hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{safe}-{digest}"


@dataclass(slots=True)
class _Share:
    """What of one record goes into one folder."""

    lines: list[bytes] = field(default_factory=list)
    tables: dict[str, list[Row]] = field(default_factory=dict)


def _shares(record: Record, by: By) -> dict[str | int | None, _Share]:
    content = record.content()
    values: dict[Any, str | int | None] = {part.number: _value(part, by) for part in content.parts}
    shares: dict[str | int | None, _Share] = {value: _Share() for value in values.values()} or {None: _Share()}
    for part, line in zip(content.parts, record.lines().split(b"\n"), strict=False):
        shares[values[part.number]].lines.append(line + b"\n")
    for share in shares.values():
        share.tables[DOCUMENTS.name] = content.tables[DOCUMENTS.name]
    for table, rows in content.tables.items():
        if table != DOCUMENTS.name:
            for row in rows:
                shares[values[row[_PART]]].tables.setdefault(table, []).append(row)
    return shares


def _value(part: Part, by: By) -> str | int | None:
    return part.fiscal_year if by == "year" else part.organization


class _Open:
    """Folders that are written to by turns: those used last are open, the others are opened again to add to them."""

    def __init__(self, draft: Path) -> None:
        self.draft = draft
        self.open: OrderedDict[str, tuple[ExitStack, dict[str, BinaryIO]]] = OrderedDict()

    def __enter__(self) -> _Open:
        return self

    def __exit__(self, *_: object) -> None:
        while self.open:
            self._close_oldest()

    def add(self, name: str, share: _Share) -> None:
        """Write `share` at the end of the files of the folder `name`."""
        files = self._files(name)
        files[to_jsonl.NAME].writelines(share.lines)
        for table, rows in share.tables.items():
            files[table].write("".join(csv_cells.lines(rows)).encode())

    def _files(self, name: str) -> dict[str, BinaryIO]:
        if name not in self.open:
            if len(self.open) == OPEN_FOLDERS:
                self._close_oldest()
            self.open[name] = _opened(self.draft / name)
        self.open.move_to_end(name)
        return self.open[name][1]

    def _close_oldest(self) -> None:
        _, (stack, _) = self.open.popitem(last=False)
        stack.close()


def _opened(folder: Path) -> tuple[ExitStack, dict[str, BinaryIO]]:
    """The files of `folder`, to be added to; new ones begin with their header."""
    is_new = not folder.exists()
    folder.mkdir(exist_ok=True)
    stack = ExitStack()
    paths = {to_jsonl.NAME: to_jsonl.NAME, **{table.name: to_csv.name(table) for table in TABLES}}
    files: dict[str, BinaryIO] = {key: stack.enter_context((folder / path).open("ab")) for key, path in paths.items()}
    if is_new:
        for table in TABLES:
            files[table.name].write(to_csv.head(table))
    return stack, files
