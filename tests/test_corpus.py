"""The generated reports that measurements run on: the same on every run, no two alike, readable in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import KINDS, make_corpus, report
from extractor.pipeline import extract
from extractor.readers import read


def test_kinds_take_turns_and_no_two_files_are_alike(tmp_path: Path) -> None:
    paths = make_corpus(tmp_path / "corpus", 30, ("txt", "html", "pdf"))

    assert [path.name for path in paths[:4]] == ["000000.txt", "000001.html", "000002.pdf", "000003.txt"]
    assert len({path.read_bytes() for path in paths}) == 30


@pytest.mark.parametrize("kind", KINDS)
def test_a_generated_report_depends_on_its_number_and_seed_alone(kind: str) -> None:
    assert report(7, kind) == report(7, kind)
    assert report(7, kind) != report(7, kind, seed=1)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_generated_report_states_is_found_in_it(kind: str) -> None:
    (found,) = extract(read(report(3, kind), path=f"a.{kind}"))

    assert len(found.indicators) == 19
    assert sum(1 for one in found.indicators if one.target and one.actual) >= 15
    assert "budget" in {fund.role for fund in found.funds}
