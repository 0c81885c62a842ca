"""The manual says what the code does: columns, fields, codes and commands are all in it, and its commands run."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.cli import COMMANDS, jixiao
from extractor.errors import ERROR_CODES
from extractor.report import Evidence, FundFigure, Indicator, Measure, Report
from extractor.writers.columns import DOCUMENT, EVIDENCE, MEASURE, Column
from extractor.writers.tables import TABLES, Table

CHECKOUT = Path(__file__).parent.parent
OUTPUT = (CHECKOUT / "docs" / "output.md").read_text(encoding="utf-8")
READMES = ["README.md", "README.zh-CN.md"]
FAMILIES = {"document": DOCUMENT, "measure": MEASURE, "evidence": EVIDENCE}
PLACES = {"report.pdf": "samples/transfer-table/source.pdf", "report.txt": "samples/fitness-2021/source.txt"}


def _row(column: Column[Any]) -> str:
    return f"| `{column.name}` | {column.type} | {column.title} | {column.description} |"


def _rows(group: tuple[Column[Any], ...]) -> list[str]:
    """The rows that describe a group of columns: one for a whole family, else one a column."""
    names = [column.name for column in group]
    for family, members in FAMILIES.items():
        prefix = names[0].removesuffix(members[0].name)
        if names == [prefix + member.name for member in members]:
            title = group[0].title.removesuffix(members[0].title)
            return [f"| `{prefix}…` | {family} | {title} | |" if prefix else f"| … | {family} | | |"]
    return [_row(column) for column in group]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_described_column_by_column(table: Table[Any]) -> None:
    rows = "\n".join(row for group in table.groups for row in _rows(group))

    assert f"### {table.name}.csv · {table.title}\n{table.description}\n" in OUTPUT
    assert f"\n{rows}\n" in OUTPUT


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_columns_is_described(family: str) -> None:
    assert "\n".join(_row(column) for column in FAMILIES[family]) in OUTPUT


@pytest.mark.parametrize("model", [Report, Indicator, FundFigure, Measure, Evidence], ids=lambda model: model.__name__)
def test_every_field_of_the_report_is_described(model: Any) -> None:
    names = [field.serialization_alias or name for name, field in model.model_fields.items()]

    assert [name for name in names if f"`{name}`" not in OUTPUT] == []


def test_every_error_code_is_described() -> None:
    assert set(re.findall(r"^\| `(\w+)` \| error \|", OUTPUT, re.M)) == ERROR_CODES


def test_every_warning_code_is_described() -> None:
    folder = CHECKOUT / "extractor"
    sources = (path for path in folder.rglob("*.py") if "compare" not in path.parts)
    code = re.compile(r"""\bNote\(\s*"(\w+)"|\bcode="(\w+)",\s+message=""")
    given = {first or second for path in sources for first, second in code.findall(path.read_text(encoding="utf-8"))}
    table = OUTPUT.partition("## Warning codes")[2].partition("## Error codes")[0]
    described = {name for cell in re.findall(r"^\| (`[^|]*`) \|", table, re.M) for name in re.findall(r"\w+", cell)}

    assert len(given) > 40
    assert given <= described


def test_the_architecture_names_every_room() -> None:
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    floors = set(re.findall(r"\w+", text.partition("## Floors")[2].split("```")[1]))
    rooms = {path.stem for path in (CHECKOUT / "extractor").iterdir() if path.suffix == ".py" or path.is_dir()}

    assert {room for room in rooms if not room.startswith("_")} <= floors


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_every_command(readme: str) -> None:
    text = (CHECKOUT / readme).read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"`jixiao {name}" not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_starts_with_the_two_commands(readme: str) -> None:
    blocks = re.findall(r"```sh\n(.+?)```", (CHECKOUT / readme).read_text(encoding="utf-8"), re.S)

    assert [line.partition(" #")[0].strip() for line in blocks[0].splitlines()] == ["make demo", "make test"]


@pytest.mark.parametrize("readme", READMES)
def test_the_commands_of_the_readme_run(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reports").mkdir()
    for name, sample in PLACES.items():
        shutil.copy(CHECKOUT / sample, tmp_path / name)
        shutil.copy(CHECKOUT / sample, tmp_path / "reports" / name)
    shutil.copytree(CHECKOUT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```sh\n(.+?)```", (CHECKOUT / readme).read_text(encoding="utf-8"), re.S)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("jixiao ")]

    assert lines
    assert {line: _exit_code(line) for line in lines} == dict.fromkeys(lines, 0)


@pytest.mark.parametrize("readme", READMES)
def test_the_example_of_the_readme_is_true(readme: str) -> None:
    (example,) = re.findall(r"```json\n(.+?)```", (CHECKOUT / readme).read_text(encoding="utf-8"), re.S)
    result = CliRunner().invoke(jixiao, ["extract", str(CHECKOUT / "samples" / "department-table" / "source.md")])

    assert _holds(json.loads(result.stdout)["indicators"], [json.loads(example)])


def _holds(whole: Any, part: Any) -> bool:
    """Whether everything in `part` stands in `whole`, at the same place but for the order of lists."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(_holds(whole[name], value) for name, value in part.items())
    if isinstance(part, list):
        return all(any(_holds(one, value) for one in whole) for value in part)
    return bool(whole == part)


def _exit_code(line: str) -> int:
    """Exit code of one command of the README, its standard output going where it says."""
    words = shlex.split(line.partition(" #")[0])
    command, _, target = " ".join(map(shlex.quote, words)).partition(" '>' ")
    result = CliRunner().invoke(jixiao, shlex.split(command)[1:], prog_name="jixiao")
    if target:
        Path(target).write_bytes(result.stdout_bytes)
    return result.exit_code
