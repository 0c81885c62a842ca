"""No PDF, however malformed, gives anything but a document or an error of ours, in bounded time and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.errors import ERROR_CODES, InputError
from extractor.readers import read
from extractor.readers.limits import ReadOptions
from tests.readers.hostile_giants import GIANTS
from tests.readers.hostile_pdf import KINDS, MEBI, bomb, pdf, stream
from tests.waiting import comes_true

SMALL = ReadOptions(ocr="off", max_unpacked_bytes=64 * MEBI)  # so that trials end sooner
CASES = [(f"{kind}: {name}", data) for kind, made in KINDS.items() for name, data in made()]
SECONDS, MEMORY = 30, 700 * MEBI


def outcome(data: bytes, options: ReadOptions = SMALL) -> str:
    try:
        return read(data, path="a.pdf", options=options).text
    except InputError as error:
        return error.code


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in CASES])
def test_nothing_escapes_hangs_or_eats_the_machine(data: bytes) -> None:
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    try:
        read(data, path="a.pdf", options=SMALL)
    except InputError as error:
        assert error.code in ERROR_CODES
        assert "\n" not in str(error)

    assert time.process_time() - started < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MEMORY


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bombs: content of 300 MiB", "unsafe_archive"),
        ("bombs: content packed twice, 2 GiB", "unsafe_archive"),
        ("nesting: ten forms in ten forms, twelve deep", "unsafe_archive"),
        ("page tree: 5000 times the same page", "too_large"),
        ("crowds: 60000 texts in one place", "too_large"),
        ("missing parts: locked by Nobody /…", "encrypted"),
        ("garbage: header alone", "corrupt"),
    ],
)
def test_what_goes_beyond_a_limit_says_which(name: str, code: str) -> None:
    assert outcome(dict(CASES)[name]) == code


@pytest.mark.parametrize(
    "name",
    [
        "wrong xref: startxref huge",
        "wrong xref: no table",
        "wrong xref: no trailer",
        "truncated: cut at 90 %",
        "page tree: kid is its own parent",
        "boxes: box [0 0 1e30 1e30]",
        "boxes: box [0 0 -5 -5]",
        "numbers: lines to infinity",
        "missing parts: length of a billion",
        "nesting: 100 000 arrays in the content",
    ],
)
def test_text_is_read_wherever_it_can_be_found(name: str) -> None:
    assert outcome(dict(CASES)[name]).startswith("Budget 100.00 spent 97.60")


def test_a_locked_file_does_not_make_the_next_one_locked() -> None:
    torn = dict(CASES)["page tree: no tree"]
    before = outcome(torn)

    assert outcome(GIANTS["lock with a key of 2^31 bits"]()) == "encrypted"
    assert outcome(torn) == before
    assert before.startswith("Budget 100.00")


def test_time_for_a_file_is_limited() -> None:
    options = ReadOptions(ocr="off", max_seconds=0.0)

    assert outcome(pdf(), options) == "timeout"


def test_trial_of_a_suspicious_file_is_limited_in_time() -> None:
    data = pdf({4: stream(bomb(40, b" "), b"/Filter /FlateDecode")})

    assert outcome(data, ReadOptions(ocr="off", max_seconds=0.01)) == "timeout"


def test_number_of_pages_is_limited() -> None:
    pages = b"<< /Type /Pages /Kids [3 0 R 3 0 R 3 0 R] /Count 3 >>"

    assert outcome(pdf({2: pages}), ReadOptions(max_pages=2)) == "too_large"


def test_number_of_bytes_is_limited() -> None:
    assert outcome(pdf(), ReadOptions(max_bytes=100)) == "too_large"


def test_file_beside_the_pdf_is_never_opened(tmp_path: object) -> None:
    external = b"<< /Length 0 /F (/etc/hostname) >>\nstream\n\nendstream"

    assert outcome(pdf({4: external})) == "no_text"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_trial_of_a_file_ends_with_the_process_that_wanted_it(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    (tmp_path / "pypdfium2.py").write_text(
        "import os, pathlib, time\n"
        "class PdfiumError(Exception): pass\n"
        "def PdfDocument(*_, **__):\n"
        f"    pathlib.Path({str(begun)!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(3600)\n"
    )
    asks = "from extractor.readers import limits, pdf_guard; pdf_guard.try_apart(b'', limits.DEFAULTS, draw=False)"
    found = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    asking = subprocess.Popen([sys.executable, "-c", asks], env={**os.environ, "PYTHONPATH": found})
    assert comes_true(lambda: begun.exists() and begun.read_text() != "")

    asking.kill()
    asking.wait()

    assert comes_true(lambda: not Path(f"/proc/{begun.read_text()}").exists())


@pytest.mark.parametrize("name", ["table stream of 2^31 entries", "table stream with wide entries"])
def test_a_table_that_claims_too_much_does_not_hang_the_second_parser(name: str) -> None:
    assert outcome(GIANTS[name]()) == "corrupt"
