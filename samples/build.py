"""Writes the sample sources that are made from a definition: `<sample>/source.toml` gives the file that it names.

    python samples/build.py [OUT]      writes into OUT/<sample>/ (default: beside the definitions)

The same definitions give the same bytes, with the library versions that about.toml names: no clock, no random ids,
nothing compressed (deflate differs between zlib versions). samples/README.md describes the definitions.
"""

from __future__ import annotations

import codecs
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from as_docx import docx_bytes
from as_pdf import pdf_bytes

Definition = dict[str, Any]


def text_bytes(definition: Definition) -> bytes:
    """The text in the definition's encoding and line ends, with a byte order mark where it asks for one."""
    text: str = definition["text"].replace("\n", definition["newline"])
    mark = codecs.BOM_UTF8.decode() if definition.get("byte_order_mark") else ""
    return (mark + text).encode(str(definition["encoding"]))


WRITERS: dict[str, Callable[[Definition], bytes]] = {".txt": text_bytes, ".docx": docx_bytes, ".pdf": pdf_bytes}


def main(out: Path) -> None:
    """Write every defined source below `out`."""
    for path in sorted(Path(__file__).parent.glob("*/source.toml")):
        definition = tomllib.loads(path.read_text(encoding="utf-8"))
        target = out / path.parent.name / definition["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(WRITERS[target.suffix](definition))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
