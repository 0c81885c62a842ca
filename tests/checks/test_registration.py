"""The files of the checks, their codes and the manual say the same."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from extractor import checks

CHECKOUT = Path(__file__).parent.parent.parent
MANUAL = (CHECKOUT / "docs" / "checks.md").read_text(encoding="utf-8")
ENGLISH, _, CHINESE = MANUAL.partition("## 规则")


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"extractor.checks.{name}")


def _rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\| `.+$", text, re.M)]


def test_the_name_of_a_file_is_its_registration() -> None:
    files = [path.stem for path in (CHECKOUT / "extractor" / "checks").glob("[a-z]*.py")]

    assert sorted(files) == sorted(checks.NAMES)


@pytest.mark.parametrize("name", checks.NAMES)
def test_a_check_has_its_code_and_one_public_function(name: str) -> None:
    module = _module(name)
    own = [one for one, value in inspect.getmembers(module, inspect.isfunction) if value.__module__ == module.__name__]

    assert module.RULE.replace(".", "_") == name
    assert [one for one in own if not one.startswith("_")] == ["check"]


def test_the_manual_lists_every_rule_in_order() -> None:
    codes = [f"`{_module(name).RULE}`" for name in checks.NAMES]

    assert [row[0] for row in _rows(ENGLISH)] == codes
    assert [row[0] for row in _rows(CHINESE)] == codes


@pytest.mark.parametrize("name", checks.NAMES)
def test_the_manual_says_what_the_check_says_of_itself(name: str) -> None:
    about = _module(name).__doc__ or ""
    (row,) = [row for row in _rows(ENGLISH) if row[0] == f"`{_module(name).RULE}`"]
    source = re.search(r"^Source: (.+?)\.?$", about, re.M)

    assert about.startswith(f"{_module(name).RULE} — {row[1]}.")
    assert row[4] == (source[1] if source else "—")
    assert all(row)
