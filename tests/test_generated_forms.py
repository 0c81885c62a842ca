"""Made-up forms in every layout: what is read is what was written, and nothing else."""

from __future__ import annotations

import pytest

from tests.documents import ABOVE, money, report, stated
from tests.generated_forms import LAYOUTS, fund_form, indicator_form

SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_indicators_of_a_form_are_those_that_were_written(layout: str, seed: int) -> None:
    form = indicator_form(seed, merged=ABOVE)

    found = report(LAYOUTS[layout](form.rows)).indicators
    assert [
        f"{one.level1} {one.level2} {one.name} {stated(one.target)} | {stated(one.actual)} | "
        f"{'-' if one.weight is None else one.weight} {'-' if one.score is None else one.score}"
        for one in found
    ] == form.truth


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_funds_of_a_form_are_those_that_were_written(layout: str, seed: int) -> None:
    form = fund_form(seed)

    found = report(LAYOUTS[layout]([*form.rows, ["年度总体目标", *[""] * (len(form.rows[0]) - 1)]])).funds
    assert sorted(map(money, found)) == sorted(form.truth)
