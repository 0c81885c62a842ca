"""Bytes of an RTF file -> its tokens. Source: Rich Text Format Specification 1.9.1, "Conventions of an RTF Reader"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r"(?P<brace>[{}])|\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?[0-9]{1,9})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<symbol>.)|(?P<text>[^{}\\\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_SYMBOLS = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\"}


class Token(NamedTuple):
    """A brace, a control word with its number, or text: one byte a character."""

    kind: Literal["open", "close", "word", "text"]
    text: str = ""
    value: int | None = None


def tokens_of(data: bytes) -> Iterator[Token]:
    """Tokens of the file `data`, in order; embedded binary data are left out."""
    source = data.decode("latin-1")
    place = 0
    while (found := _TOKEN.match(source, place)) is not None:
        place = found.end()
        token = _token(found)
        if token is None:
            continue
        if token.kind == "word" and token.text == "bin":
            place += max(token.value or 0, 0)
        else:
            yield token


def _token(found: re.Match[str]) -> Token | None:
    kind = found.lastgroup
    if kind == "brace":
        return Token("open" if found["brace"] == "{" else "close")
    if kind in ("word", "value"):
        return Token("word", found["word"], int(found["value"]) if found["value"] else None)
    if kind == "byte":
        return Token("text", chr(int(found["byte"], 16)))
    if kind == "text":
        return Token("text", found["text"])
    return _symbol(found["symbol"]) if kind == "symbol" else None


def _symbol(symbol: str) -> Token | None:
    if symbol == "*":
        return Token("word", "*")
    if symbol in "\r\n":
        return Token("word", "par")
    shown = _SYMBOLS.get(symbol)
    return None if shown is None else Token("text", shown)
