"""What is reached on the evaluation material stays reached."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor import accuracy, dataset, pipeline, readers
from extractor.accuracy import Evaluation
from extractor.writers.tables import Outcome

FLOORS = Path(__file__).parent / "floors"


def _evaluated(folder: Path, predictions: Path) -> Evaluation:
    """Every text of `folder` read and compared with the gold beside it."""
    dataset.write_outcomes([_outcome(path) for path in sorted(folder.glob("*.txt"))], predictions)
    return accuracy.evaluate(folder, predictions, only_present=False)


def _outcome(path: Path) -> Outcome:
    return dataset.extracted(path.name, pipeline.extract(readers.read_file(path, name=path.name)))


@pytest.mark.parametrize("material", ["seed", "dev"])
def test_accuracy_holds_its_floors(material: str, shared: Path, tmp_path: Path) -> None:
    evaluation = _evaluated(shared / material, tmp_path)

    assert evaluation.missing == ()
    assert accuracy.below(evaluation, accuracy.read_floors(FLOORS / f"{material}.toml")) == []


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "xlsx"])
def test_typeset_documents_hold_their_floors_in_every_format(kind: str, shared: Path, tmp_path: Path) -> None:
    paths = [path for path in sorted((shared / "docs").glob(f"*.{kind}")) if not path.stem.endswith("-scan")]
    dataset.write_outcomes([_outcome(path) for path in paths], tmp_path)

    evaluation = accuracy.evaluate(shared / "docs", tmp_path, only_present=True)

    assert paths
    assert accuracy.below(evaluation, accuracy.read_floors(FLOORS / "docs.toml")) == []


def test_the_growth_target_that_was_missed_is_told_as_missed(shared: Path) -> None:
    (path,) = (shared / "seed").glob("*.txt")
    (report,) = pipeline.extract(readers.read_file(path))

    second = report.indicators[1]
    assert second.target is not None and second.actual is not None
    assert (second.target.comparator, second.target.value) == (">=", Decimal(15))
    assert (second.actual.value, second.actual.basis) == (Decimal("5.1"), "growth")
    assert second.attainment.met is False
    assert second.deviation is not None and second.deviation.reason is not None


def test_a_misprinted_unit_is_inferred_and_told(shared: Path) -> None:
    (path,) = (shared / "seed").glob("*.txt")
    (report,) = pipeline.extract(readers.read_file(path))

    actual = report.indicators[3].actual
    assert actual is not None
    assert (actual.value, actual.inferred) == (Decimal(42), ("unit",))
    assert ["此" in warning.message for warning in report.warnings if warning.code == "unit_misprint"] == [True]
