"""The sample reports: listed, true to their sources, and made again byte for byte."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

SAMPLES = Path(__file__).parent.parent / "samples"
ABOUT = tomllib.loads((SAMPLES / "about.toml").read_text(encoding="utf-8"))
FOLDERS = [sample["folder"] for sample in ABOUT["sample"]]
DEFINED = sorted(path.parent.name for path in SAMPLES.glob("*/source.toml"))
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Meta(Strict):
    title: str
    fiscal_year: int
    org: str
    program: str | None


class Actual(Strict):
    value: Decimal | None
    unit: str | None
    text: str


class Target(Actual):
    op: Literal[">=", "<=", ">", "<", "=", "range", "qualitative"]
    high: Decimal | None


class Indicator(Strict):
    name: str
    level1: str | None
    level2: str | None
    target: Target | None
    actual: Actual | None
    weight: Decimal | None
    score: Decimal | None
    met: bool | None


class Fund(Strict):
    item: str
    role: Literal["initial_budget", "budget", "received", "executed", "carryover", "remaining", "rate", "other"]
    source: Literal["total", "central", "local", "other"] | None
    value: Decimal
    unit: Literal["%", "元", "万元", "亿元"]
    yuan: Decimal | None
    text: str


class Violation(Strict):
    rule: Literal["funds_sum", "execution_rate", "score_sum", "claimed_met"]
    what: str


class Gold(Strict):
    id: str
    kind: Literal["narrative", "table", "mixed"]
    meta: Meta
    indicators: list[Indicator]
    funds: list[Fund]
    self_score: Decimal | None
    grade: Literal["优", "良", "中", "差"] | None
    ambiguous: list[str] = []
    violations: list[Violation]
    note: str


def read_gold(folder: str) -> Gold:
    text = (SAMPLES / folder / "gold.json").read_text(encoding="utf-8")
    return Gold.model_validate(json.loads(text, parse_float=Decimal))


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | dict):
        for child in node.values() if isinstance(node, dict) else node:
            yield from strings(child)


def source_text(folder: str) -> str:
    """The sample's text as a reader of the final wording sees it, from its definition where it has one."""
    defined = SAMPLES / folder / "source.toml"
    if not defined.exists():
        (source,) = (SAMPLES / folder).glob("source.*")
        return source.read_text(encoding="utf-8")
    text = "\n".join(strings(tomllib.loads(defined.read_text(encoding="utf-8"))))
    return re.sub(r"\{\+(.*?)\+\}", r"\1", re.sub(r"\{-.*?-\}", "", text))


def fold(text: str) -> str:
    """The text without blanks and cell borders, in compatibility width."""
    return re.sub(r"[\s|]+", "", unicodedata.normalize("NFKC", text))


GOLD = {folder: read_gold(folder) for folder in FOLDERS}
TEXTS = {folder: fold(source_text(folder)) for folder in FOLDERS}
INDICATORS = [pytest.param(f, i, id=f"{f}-{i.name}") for f, gold in GOLD.items() for i in gold.indicators]
FUNDS = [pytest.param(f, i, id=f"{f}-{i.item}-{i.text}") for f, gold in GOLD.items() for i in gold.funds]
AMOUNTS = [param for param in FUNDS if param.values[1].unit != "%"]  # type: ignore[union-attr]
DECIDED = [
    pytest.param(i.target, i.actual, i.met, id=f"{f}-{i.name}")
    for f, gold in GOLD.items()
    for i in gold.indicators
    if i.target and i.actual and i.target.value is not None and i.actual.value is not None
]
MEASURES = [
    pytest.param(measure, id=f"{f}-{measure.text}")
    for f, gold in GOLD.items()
    for measure in [*(i.target for i in gold.indicators), *(i.actual for i in gold.indicators), *gold.funds]
    if measure is not None and measure.value is not None and re.search(r"\d", measure.text)
]


def test_every_folder_is_listed_and_every_listed_folder_exists() -> None:
    assert sorted(FOLDERS) == sorted(path.parent.name for path in SAMPLES.glob("*/gold.json"))


@pytest.mark.parametrize("sample", ABOUT["sample"], ids=FOLDERS)
def test_a_sample_has_its_file_and_says_what_is_hard(sample: dict[str, str]) -> None:
    assert sample.keys() == {"folder", "file", "form", "hard"}
    assert (SAMPLES / sample["folder"] / sample["file"]).stat().st_size > 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_gold_is_called_like_its_folder(folder: str) -> None:
    assert GOLD[folder].id == folder


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_title_stands_in_the_source(folder: str) -> None:
    assert fold(GOLD[folder].meta.title) in TEXTS[folder]


@pytest.mark.parametrize(("folder", "indicator"), INDICATORS)
def test_an_indicator_stands_in_the_source(folder: str, indicator: Indicator) -> None:
    printed = [indicator.name, *(part.text for part in (indicator.target, indicator.actual) if part)]

    assert [text for text in printed if fold(text) not in TEXTS[folder]] == []


@pytest.mark.parametrize(("folder", "fund"), FUNDS)
def test_a_fund_figure_stands_in_the_source(folder: str, fund: Fund) -> None:
    assert fold(fund.text) in TEXTS[folder]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_value_is_the_number_of_its_text(measure: Actual) -> None:
    printed = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", measure.text)}

    assert printed == {measure.value, getattr(measure, "high", None)} - {None}


@pytest.mark.parametrize(("folder", "fund"), AMOUNTS)
def test_an_amount_in_yuan_follows_its_unit(folder: str, fund: Fund) -> None:
    assert fund.yuan == fund.value * YUAN[fund.unit]


@pytest.mark.parametrize(("target", "actual", "met"), DECIDED)
def test_a_verdict_follows_from_the_numbers(target: Target, actual: Actual, met: bool) -> None:
    assert target.value is not None and actual.value is not None
    high = target.value if target.op == "<=" else target.high
    enough = target.op == "<=" or actual.value >= target.value

    assert met == (enough and (high is None or actual.value <= high))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources made again, where the libraries are those that made the checked-in ones."""
    installed = {item.name: item.version for item in metadata.distributions() if item.name in ABOUT["build"]}
    if installed != ABOUT["build"]:
        pytest.skip(f"samples were built with {ABOUT['build']}, installed are {installed}")
    out = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, "-B", str(SAMPLES / "build.py"), str(out)], check=True)
    return out


@pytest.mark.parametrize("folder", DEFINED)
def test_a_source_is_made_again_byte_for_byte(built: Path, folder: str) -> None:
    (made,) = (built / folder).iterdir()

    assert made.read_bytes() == (SAMPLES / folder / made.name).read_bytes()


def test_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 1_000_000
