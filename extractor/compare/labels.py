"""What flags, reasons and headings are called in Chinese and English (`assets/labels.json`)."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

ASSETS = Path(__file__).parent / "assets"
Tongue = Literal["zh", "en"]
Labels = dict[str, dict[str, tuple[str, str]]]


@lru_cache(maxsize=1)
def labels() -> Labels:
    """All labels by group and code, each in Chinese and English."""
    groups: dict[str, dict[str, list[str]]] = json.loads((ASSETS / "labels.json").read_text(encoding="utf-8"))
    return {group: {code: (zh, en) for code, (zh, en) in codes.items()} for group, codes in groups.items()}


def label(group: str, code: str, tongue: Tongue = "zh") -> str:
    """The label of `code`; the code itself where it has none."""
    return labels()[group].get(code, (code, code))[tongue == "en"]
