"""Our figures are those of the scoring script beside the evaluation material, on gold bent at random."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor import accuracy

Json = dict[str, Any]
UNITS = ["%", "元", "万元", "亿元", "万", "个", "万人次", "人次", "千克", "天", None]
ROLES = ["initial_budget", "budget", "allocated", "executed", "remaining", "rate", "other"]
SOURCES = ["total", "central", "provincial", "county", "other", None]


def _as_report(gold: Json) -> Json:
    """The gold as report JSON that says the same."""
    meta = gold.get("meta") or {}
    named = {"fiscal_year": meta.get("fiscal_year"), "organization": meta.get("org"), "program": meta.get("program")}
    return {
        "meta": {name: {"value": value, "evidence": []} if value else None for name, value in named.items()},
        "score": {"self": gold.get("self_score"), "grade": gold.get("grade")},
        "indicators": [_indicator(one) for one in gold.get("indicators") or []],
        "funds": [_fund(one) for one in gold.get("funds") or []],
    }


def _indicator(one: Json) -> Json:
    target, actual = one.get("target"), one.get("actual")
    return {
        "name": one["name"],
        "target": {**target, "comparator": target.get("op")} if target else None,
        "actual": {**actual, "comparator": "="} if actual else None,
        "weight": one.get("weight"),
        "score": one.get("score"),
        "attainment": {"met": one.get("met")},
    }


def _fund(one: Json) -> Json:
    amount = {"value": one["value"], "unit": one.get("unit")}
    return {"item": one["item"], "role": one.get("role"), "source": one.get("source"), "amount": amount}


def _bend_name(chance: random.Random, report: Json) -> None:
    one = chance.choice(report["indicators"])
    name = one["name"]
    cut = chance.randrange(len(name) + 1)
    one["name"] = chance.choice([name[:cut], name[cut:] + "率", f"（{cut}）{name}", name.replace("数", "量")])


def _bend_value(chance: random.Random, report: Json) -> None:
    value = chance.choice(report["indicators"])[chance.choice(["target", "actual"])]
    if value:
        field = chance.choice(["value", "unit", "comparator", "high", "text"])
        choices = {
            "value": [None, value["value"], 0, 15, (value["value"] or 1) * 10000],
            "unit": UNITS,
            "comparator": [">=", "<=", "=", "range", "qualitative"],
            "high": [None, 20],
            "text": ["", "已完成", "未完成"],
        }
        value[field] = chance.choice(choices[field])


def _bend_points(chance: random.Random, report: Json) -> None:
    one = chance.choice(report["indicators"])
    one[chance.choice(["weight", "score"])] = chance.choice([None, 10, 9.5])
    one["attainment"] = chance.choice([{"met": True}, {"met": False}, {"met": None}, {}])


def _bend_list(chance: random.Random, report: Json) -> None:
    facts = report[chance.choice(["indicators", "funds"])]
    if facts:
        at = chance.randrange(len(facts))
        if chance.random() < 0.5:
            del facts[at]
        else:
            facts.insert(0, json.loads(json.dumps(facts[at])))


def _bend_fund(chance: random.Random, report: Json) -> None:
    if report["funds"]:
        one = chance.choice(report["funds"])
        one["role"], one["source"] = chance.choice(ROLES), chance.choice(SOURCES)
        one["amount"] = {"value": chance.choice([one["amount"]["value"], 0, None]), "unit": chance.choice(UNITS[:5])}


def _bend_meta(chance: random.Random, report: Json) -> None:
    report["meta"][chance.choice(["fiscal_year", "organization", "program"])] = chance.choice(
        [None, {"value": 2022}, {"value": "某某局"}]
    )
    report["score"]["grade"] = chance.choice(["优", "良", None])


BENDS: list[Callable[[random.Random, Json], None]] = [
    _bend_name,
    _bend_value,
    _bend_value,
    _bend_points,
    _bend_list,
    _bend_fund,
    _bend_fund,
    _bend_meta,
]


def _bent(gold: Json, chance: random.Random) -> str:
    """The gold as report JSON with up to twenty changes, in some cases as two parts."""
    report = _as_report(gold)
    for bend in chance.choices(BENDS, k=chance.randrange(21)):
        if report["indicators"]:
            bend(chance, report)
    if chance.random() < 0.1:
        rest = {"meta": {}, "score": {}, "indicators": report["indicators"][1:], "funds": []}
        first = {**report, "indicators": report["indicators"][:1]}
        return f"{json.dumps(first)}\n{json.dumps(rest)}\n"
    return json.dumps(report)


def _defined(script: Path, gold: Path, predicted: Path, monkeypatch: pytest.MonkeyPatch) -> Json:
    spec = importlib.util.spec_from_file_location("definitions", script)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["score", str(gold), str(predicted), "--json", "--only-present"])
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        module.main()
    figures: Json = json.loads(printed.getvalue())
    return figures


@pytest.mark.parametrize("seed", range(8))
def test_all_figures_are_equal(seed: int, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    chance = random.Random(seed)
    for path in sorted((shared / "dev").glob("*.json")):
        if chance.random() < 0.9:
            bent = _bent(json.loads(path.read_text(encoding="utf-8")), chance)
            (tmp_path / path.name).write_text(bent, encoding="utf-8")

    ours = json.loads(accuracy.to_json(accuracy.evaluate(shared / "dev", tmp_path, only_present=True)))

    defined = _defined(shared / "score.py", shared / "dev", tmp_path, monkeypatch)
    assert list(ours) == list(defined)
    assert ours == {name: pytest.approx(figure, abs=1e-12) for name, figure in defined.items()}
