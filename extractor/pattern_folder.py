"""Where the pattern files are: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent / "_patterns"
_CHECKOUT = Path(__file__).parent.parent / "patterns"


def folder() -> Path:
    """The folder that holds the pattern files of this installation."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
