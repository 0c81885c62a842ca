"""How a run is shown while it goes on: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.bulk.orders import Answer, Order
from extractor.bulk.pool import Done
from extractor.cli import _progress
from extractor.cli._progress import Progress
from tests.cli.test_cli import JIXIAO


class Work:
    """Has one document in hand, and has had it for long."""

    def stop(self) -> None:
        """Nothing is stopped."""

    def kill(self) -> None:
        """Nothing is killed."""

    def busy(self) -> list[tuple[str, float]]:
        """The document in hand."""
        return [("年报/很慢.pdf", 75.4)]


def test_without_a_terminal_a_line_is_told_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_progress, "EVERY", 0.0)
    with Progress(Work()) as progress:
        progress.found(8)
        progress.answered(Done(Order("a", "a", "a"), Answer("failed", code="corrupt")))

    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("jixiao: 1 of 8 documents, about ")
    assert line.endswith(" a second, 1 failed, 年报/很慢.pdf 75 s")


def test_between_such_lines_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(Work()) as progress:
        progress.found(8)

    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_on_a_terminal_a_bar_shows_how_far_it_is(report: Path, tmp_path: Path) -> None:
    import pty

    master, slave = pty.openpty()
    command = [sys.executable, "-c", JIXIAO, "extract", str(report), "-o", str(tmp_path / "out"), "--workers", "1"]
    process = subprocess.Popen(command, stderr=slave, stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"})
    os.close(slave)
    shown = _all_of(master)

    assert process.wait() == 0
    assert "0/1" in shown or "1/1" in shown
    assert "a second" in shown


def _all_of(descriptor: int) -> str:
    said = b""
    while True:
        try:
            some = os.read(descriptor, 4096)
        except OSError:  # how Linux tells the end of a terminal
            some = b""
        if not some:
            os.close(descriptor)
            return said.decode(errors="replace")
        said += some
