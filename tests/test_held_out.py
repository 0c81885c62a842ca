"""Libraries without what they would load beside themselves: gone while they load, there again for whoever wants it."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from extractor.held_out import held_out


@pytest.fixture
def greeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that is not loaded yet."""
    (tmp_path / "greeting_of_a_test.py").write_text("word = 'hello'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return "greeting_of_a_test"


def test_what_is_held_out_cannot_be_imported(greeting: str) -> None:
    with held_out(greeting), pytest.raises(ModuleNotFoundError):
        importlib.import_module(greeting)


def test_something_else_stands_in_its_place(greeting: str) -> None:
    instead = ModuleType(greeting)

    with held_out(greeting, instead):
        assert importlib.import_module(greeting) is instead


def test_afterwards_it_is_there_as_ever(greeting: str) -> None:
    with held_out(greeting, ModuleType(greeting)):
        pass

    assert importlib.import_module(greeting).word == "hello"


def test_what_is_loaded_already_stays() -> None:
    with held_out("json"):
        assert importlib.import_module("json") is sys.modules["json"]


def test_the_pipeline_is_built_without_command_lines_and_spacy_keeps_its_own() -> None:
    program = """
import sys
from extractor.language import language
from extractor.patterns import load
language(load())
print([name for name in ("spacy.cli", "typer", "pkg_resources") if name in sys.modules])
import spacy
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
import spacy.cli
print(spacy.cli.info is not spacy.info and callable(spacy.cli.info))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split("\n") == ["[]", "True", "True", ""]
