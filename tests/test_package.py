"""What the wheel and the sdist hold."""

from __future__ import annotations

import contextlib
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling import build


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    return _built(Path(__file__).parent.parent, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    with contextlib.chdir(Path(__file__).parent.parent):
        archive = build.build_sdist(str(folder))
    with tarfile.open(folder / archive) as content:
        content.extractall(folder, filter="data")
    return folder / archive.removesuffix(".tar.gz")


def _built(project: Path, folder: Path) -> Path:
    with contextlib.chdir(project):
        return folder / build.build_wheel(str(folder))


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as content:
        return set(content.namelist())


def test_the_wheel_holds_every_source_and_pattern_file(wheel: Path, checkout: Path) -> None:
    python = (checkout / "extractor").rglob("*.py")
    assets = (path for path in (checkout / "extractor" / "compare" / "assets").rglob("*") if path.is_file())
    sources = {path.relative_to(checkout).as_posix() for path in (*python, *assets)}
    patterns = {f"extractor/_patterns/{path.name}" for path in (checkout / "patterns").iterdir()}

    held = {name for name in _names(wheel) if ".dist-info/" not in name}
    assert held == sources | patterns | {"extractor/py.typed"}


def test_the_sdist_gives_the_same_wheel(wheel: Path, unpacked: Path, tmp_path: Path) -> None:
    assert _names(_built(unpacked, tmp_path)) == _names(wheel)


@pytest.mark.parametrize(
    "name", ["LICENSE", "Makefile", "requirements/dev.txt", "samples/about.toml", "docs/output.md"]
)
def test_the_sdist_holds_what_is_needed_to_work_on_it(unpacked: Path, name: str) -> None:
    assert (unpacked / name).is_file()
