"""Which prediction belongs to which gold.

Gold stands as `<stem>.json` in its folder, or as `<stem>/gold.json` beside the document. Predictions
stand as `<stem>.json`, or in the `reports.jsonl` of a dataset: there a document belongs to the gold
that is named as its path without the ending, or as the folder that it lies in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.accuracy import forms
from extractor.accuracy.forms import NOTHING, Facts
from extractor.errors import InputError

BESIDE = "gold.json"
DATASET = "reports.jsonl"


@dataclass(frozen=True, slots=True)
class Compared:
    """One document's gold and prediction; `problem` says why there is no usable prediction, else None."""

    stem: str
    gold: Facts
    predicted: Facts
    problem: str | None


def compared(gold_folder: Path, predicted_folder: Path, *, only_present: bool) -> Iterator[Compared]:
    """All gold of `gold_folder` by name; with `only_present`, less that without a prediction.

    Raises: InputError where there is no gold, or gold that is no JSON.
    """
    reports = predicted_folder / DATASET
    dataset = forms.read_dataset(reports) if reports.exists() else None
    for stem, path in _golds(gold_folder).items():
        if dataset is None:
            predicted, problem = _from_file(predicted_folder / f"{stem}.json")
        else:
            predicted, problem = _from_dataset(dataset, stem)
        if predicted is not None or not only_present:
            yield Compared(stem, forms.read(path), predicted or NOTHING, problem)


def _golds(folder: Path) -> dict[str, Path]:
    found = {path.stem: path for path in folder.glob("*.json")}
    beside = {path.parent.name: path for path in folder.glob(f"*/{BESIDE}")}
    if not found and not beside:
        raise InputError("not_found", f"holds no gold (*.json or */{BESIDE})", "name the folder that does")
    return dict(sorted((found | beside).items()))


def _from_file(path: Path) -> tuple[Facts | None, str | None]:
    if not path.exists():
        return None, "no prediction"
    try:
        return forms.read(path), None
    except InputError as error:
        return NOTHING, str(error)


def _from_dataset(dataset: dict[str, Facts], stem: str) -> tuple[Facts | None, str | None]:
    for path, facts in dataset.items():
        document = PurePosixPath(path)
        if stem in (document.with_suffix("").as_posix(), document.parent.as_posix()):
            return facts, None
    return None, "no prediction"
