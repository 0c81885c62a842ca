"""`jixiao show-page`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

Run = Callable[..., Result]

RED, GREEN = (0xC6, 0x28, 0x28), (0x2E, 0x7D, 0x32)


@pytest.fixture
def sample(checkout: Path) -> Path:
    """A PDF with indicators and fund figures on its first page."""
    return checkout / "samples" / "transfer-table" / "source.pdf"


def test_facts_are_framed_on_the_page(run: Run, sample: Path, tmp_path: Path) -> None:
    result = run("show-page", sample, 1, "-o", tmp_path / "page.png")

    assert (result.exit_code, result.stdout) == (0, "")
    with Image.open(tmp_path / "page.png") as picture:
        colors = {color for _, color in picture.convert("RGB").getcolors(1 << 24)}
        assert {RED, GREEN, (0, 0, 0)} <= colors
        assert abs(picture.width * 297 - picture.height * 210) < 1000


@pytest.mark.parametrize(
    ("name", "said"),
    [("transfer-table/source.pdf", "pages; name a page"), ("department-table/source.md", "has no pages")],
)
def test_a_page_that_is_not_there_is_one_line(run: Run, checkout: Path, tmp_path: Path, name: str, said: str) -> None:
    result = run("show-page", checkout / "samples" / name, 99, "-o", tmp_path / "page.png")

    assert result.exit_code == 1
    assert said in result.stderr
    assert not (tmp_path / "page.png").exists()
