"""What holds for all commands: help, exit codes, one line for what is wrong."""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from extractor.cli import COMMANDS

Run = Callable[..., Result]

JIXIAO = "import sys; from extractor.cli import main; sys.argv[0] = 'jixiao'; main()"
HEAVY = ["pydantic", "spacy", "pandas", "jieba", "pdfplumber", "rich", "lxml"]
# What the commands may cost beside their one import, and how often it is measured.
COST, TIMES = 1.5, 15


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")

    assert result.exit_code == 0
    assert re.findall(r"^  ([\w-]+)  +(.+)$", result.stdout.partition("Commands:")[2], re.M) == list(COMMANDS.items())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_says_what_the_list_says_and_gives_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")

    assert result.exit_code == 0
    assert COMMANDS[command] in result.stdout
    assert re.search(rf"Examples?:\n +jixiao {command}", result.stdout)


def test_every_file_of_a_command_is_listed(checkout: Path) -> None:
    files = {path.stem.replace("_", "-") for path in (checkout / "extractor" / "cli").glob("[!_]*.py")}

    assert files == set(COMMANDS)


def test_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").stdout == "jixiao 0.1.0\n"


@pytest.mark.parametrize("arguments", [["frobnicate"], ["extract"], ["text"], ["extract", "--no-such-option", "a"]])
def test_a_wrong_command_line_is_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_help_loads_no_heavy_library() -> None:
    code = f"import atexit, sys; atexit.register(lambda: print([m for m in {HEAVY} if m in sys.modules])); {JIXIAO}"

    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)

    assert done.stdout.endswith("[]\n")


def test_help_costs_little_more_than_click() -> None:
    ours, click = [], []
    for _ in range(TIMES):
        click.append(_seconds("import click"))
        ours.append(_seconds(JIXIAO, "--help"))

    assert statistics.median(ours) < COST * statistics.median(click)


# Where the tests run in the background of a shell, what they start ignores interrupts.
HEEDING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"


@pytest.mark.skipif(os.name == "nt", reason="needs named pipes and signals")
def test_an_interrupted_command_ends_with_130(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-c", f"{HEEDING}; {JIXIAO}", "text", str(pipe)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    with pipe.open("wb"):  # opens once the command reads from the other end
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 130
    assert said.strip() == "jixiao: interrupted; the same command can be run again"


def test_a_command_line_that_is_wrong_ends_the_process_with_2() -> None:
    done = subprocess.run([sys.executable, "-c", JIXIAO, "text"], capture_output=True, text=True)

    assert done.returncode == 2
    assert "Missing argument 'FILE'" in done.stderr


def test_what_happens_inside_is_told_on_request(report: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", JIXIAO, "-v", "extract", str(report), "-o", str(tmp_path / "out")]

    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stderr.splitlines()[0] == "source.md: ok"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_reader_that_goes_away_is_no_error_to_tell(report: Path) -> None:
    command = f'"{sys.executable}" -c "{JIXIAO}" extract "{report}" | head -c 1'

    done = subprocess.run(command, shell=True, capture_output=True, text=True)

    assert done.stdout == "{"
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize(
    "arguments", [["extract", "REPORT"], ["text", "REPORT"], ["schema"], ["patterns", "list"], ["--help"]]
)
def test_an_output_without_room_ends_a_command_with_75_and_one_line(report: Path, arguments: list[str]) -> None:
    named = [str(report) if one == "REPORT" else one for one in arguments]
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-c", JIXIAO, *named], stdout=full, stderr=subprocess.PIPE, text=True)

    assert done.returncode == 75
    assert done.stderr == (
        "jixiao: output: No space left on device; make room or mend it, then run the same command again\n"
    )


def test_a_defect_is_told_in_one_line_and_shown_on_request(report: Path) -> None:
    defect = "from extractor import pipeline; pipeline.extract = None"

    told, shown = (
        subprocess.run(
            [sys.executable, "-c", f"{defect}; {JIXIAO}", *switch, "extract", str(report)],
            capture_output=True,
            text=True,
        )
        for switch in ([], ["-v"])
    )

    assert (told.returncode, shown.returncode) == (1, 1)
    assert told.stderr.startswith(f"jixiao: extract {report}: a defect of jixiao stopped it (TypeError: ")
    assert told.stderr.count("\n") == 1
    assert "Traceback" in shown.stderr


def _seconds(code: str, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start
