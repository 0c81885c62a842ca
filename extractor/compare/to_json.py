"""A comparison as JSON, in the form of `jixiao schema comparison`, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor.compare.models import Comparison, adapter
from extractor.errors import InputError
from extractor.writers import whole_file


def write(comparison: Comparison, path: Path) -> None:
    """Write `comparison` to `path`. Raises: OSError."""
    whole_file.replace(path, [dump(comparison), b"\n"])


def dump(comparison: Comparison) -> bytes:
    """The JSON of `comparison`, indented by one blank, keys in the order of the models."""
    return adapter().dump_json(comparison, by_alias=True, indent=1)


def read(path: Path) -> Comparison:
    """The comparison in the JSON file at `path`. Raises: InputError."""
    try:
        return adapter().validate_json(path.read_bytes())
    except OSError as error:
        raise InputError("unreadable", f"cannot be read ({error.strerror})", "name a comparison JSON file") from error
    except ValidationError as error:
        problem = f"is no comparison JSON of this version ({error.error_count()} places)"
        raise InputError("corrupt", problem, "write it with jixiao compare") from error


def schema() -> dict[str, Any]:
    """The JSON Schema of what `write` writes."""
    return adapter().json_schema(by_alias=True, mode="serialization")
