"""What the result of a stage follows from, in one string: code, libraries, options, patterns.

A result whose key is that of this run is taken from the catalogue; any other is made anew. The reading
of a document does not follow from the patterns: a changed pattern extracts again without reading again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from extractor import pattern_folder
from extractor.bulk.settings import Settings

_PACKAGE = Path(__file__).parent.parent
_READING = (
    "readers",
    "cache.py",
    "document.py",
    "document_bytes.py",
    "errors.py",
    "personal.py",
    "redaction.py",
    "width.py",
)
_NOT_EXTRACTING = ("readers", "cli", "bulk", "compare", "review", "accuracy", "_patterns")
_READING_LIBRARIES = (
    "libarchive-c", "lxml", "msdoc2docx", "onnxruntime", "opencv-python-headless", "pdfminer.six", "pdfplumber",
    "pillow", "pypdfium2", "rapidocr", "selectolax", "xlrd",
)  # fmt: skip
_EXTRACTING_LIBRARIES = ("jieba", "pydantic", "spacy")
_OF_MEANS = frozenset({"max_seconds"})  # limits that decide whether a result comes about, not which: see `means_of`


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the two stages in this run; that of extraction includes that of reading."""

    read: str
    extract: str


def keys_of(settings: Settings) -> Keys:
    """The keys of a run with `settings`. Raises: OSError where a folder of patterns cannot be read."""
    reading = {
        "code": _digest_of(_sources(_READING)),
        "libraries": _versions(_READING_LIBRARIES),
        "ocr": settings.ocr,
        "limits": {name: limit for name, limit in settings.limits.items() if name not in _OF_MEANS},
        "redact": settings.redact and _digest_of(_pattern_files(settings)),
    }
    read = _digest(reading)
    extracting = {
        "read": read,
        "code": _digest_of(_sources([one.name for one in _PACKAGE.iterdir() if one.name not in _NOT_EXTRACTING])),
        "libraries": _versions(_EXTRACTING_LIBRARIES),
        "patterns": _digest_of(_pattern_files(settings)),
    }
    return Keys(read, _digest(extracting))


def means_of(settings: Settings) -> dict[str, object]:
    """What decides whether a document can be read, not what is read, by the code of the failure for want of it."""
    return {
        "encrypted": _trace(settings.password),
        "timeout": settings.read_options().max_seconds,
        "out_of_memory": settings.memory_bytes,
    }


def _pattern_files(settings: Settings) -> list[Path]:
    own = Path(settings.patterns).glob("*.toml") if settings.patterns else ()
    return sorted([*pattern_folder.folder().glob("*.toml"), *own])


def _sources(names: Iterable[str]) -> list[Path]:
    """Python files of the package under `names`, sorted."""
    paths = [_PACKAGE / name for name in names]
    return sorted(file for path in paths for file in ([path] if path.suffix == ".py" else path.rglob("*.py")))


def _digest_of(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        if file.exists():
            content = file.read_bytes()
            digest.update(f"{file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _digest(held: object) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True, default=str).encode()).hexdigest()


def _versions(names: Iterable[str]) -> dict[str, str | None]:
    """Versions of the libraries; None for what is not installed, which changes what can be read."""
    return {name: _version(name) for name in names}


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _trace(password: str | None) -> str | None:
    """Sixteen bits of the password's hash: enough to tell that it was changed, too few to find it."""
    return hashlib.sha256(password.encode()).hexdigest()[:4] if password else None
