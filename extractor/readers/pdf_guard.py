"""Whether a PDF may be given to a parser that cannot be stopped once it has begun.

PDFium loads a page in one go, and where memory ends it takes the whole process with it. So the file
is looked at first: streams that unpack to far too much are refused; what can multiply itself (forms in
forms, content named many times, packing that cannot be looked into) is tried in a process of its own
with limits of memory and time, and refused if that does not end well.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from extractor.errors import InputError
from extractor.readers.limits import ReadOptions, unsafe
from extractor.readers.pdf_streams import Stream, Unpacked, streams_of, unpacked

_MAX_STREAM = 32 * 1024 * 1024  # bytes; the content of a page has 5 at most, a font of all Chinese 20
_SMALL = 4 * 1024 * 1024  # bytes, up to which any ratio is harmless
_MAX_EXPANDED = 16 * 1024 * 1024  # bytes of content that a form and those in it come to
_DEEP = 40  # forms in forms; PDFium gives up there, too
_MAX_SHOWN = 256 * 1024 * 1024  # bytes of content that all pages may come to by what they show
_ENDLESS = 1 << 40
_SPARE = 512 * 1024 * 1024  # bytes of memory: what Python and PDFium take for themselves

_SHOWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R\b")
_REFERENCE = re.compile(rb"\d+\s+\d+\s+R\b")
_LONG_ARRAY = re.compile(rb"\[(?:\s*\d+\s+\d+\s+R\b){100,}")
_LOCKED = re.compile(rb"/Encrypt\b")
_ELSEWHERE = re.compile(rb"/Filter\s+\d+\s+\d+\s+R\b")


class _Form(NamedTuple):
    """A drawing that others can show: its length, and what it shows, each time; None where that is not to be seen."""

    size: int
    shows: tuple[int | None, ...]


@dataclass
class _Seen:
    """What the streams of a file come to: bytes unpacked, drawings by number, how often any is shown by a page."""

    total: int = 0
    forms: dict[int, _Form] = field(default_factory=dict)
    shown: int = 0
    veiled: bool = False


def refuse_harmful(data: bytes, options: ReadOptions) -> None:
    """Nothing for a file that a parser can be given.

    Raises: InputError `unsafe_archive` or `timeout`.
    """
    if _is_suspicious(data, options):
        try_apart(data, options, draw=False)


def try_apart(data: bytes, options: ReadOptions, *, draw: bool) -> None:
    """Nothing if a process of its own can load all pages of the file, and draw them, within the limits.

    Raises: InputError `unsafe_archive` or `timeout`.
    """
    memory = 2 * options.max_unpacked_bytes + 4 * len(data) + _SPARE
    order = {
        "password": options.password,
        "memory": memory,
        "pages": options.max_pages,
        "draw": draw,
        "parent": os.getpid(),
    }
    command = [sys.executable, "-P", str(Path(__file__).with_name("pdf_trial.py"))]  # -P: this folder is no library
    try:
        done = subprocess.run(
            command, input=json.dumps(order).encode() + b"\n" + data, capture_output=True, timeout=options.max_seconds
        )
    except subprocess.TimeoutExpired as error:
        seconds = f"{options.max_seconds:g}"
        raise InputError("timeout", f"reading took more than {seconds} s", "split it, or allow more time") from error
    except OSError as error:
        raise unsafe("the PDF may unpack to far more than a document holds, and cannot be tried apart") from error
    if done.returncode:
        raise unsafe("reading the PDF takes far more memory than a document needs, or crashes its parser")


def _is_suspicious(data: bytes, options: ReadOptions) -> bool:
    """Whether the file holds what could multiply itself, or cannot be looked into."""
    seen, end, between = _Seen(), 0, list[bytes]()
    for stream in streams_of(data):
        between.append(data[end : stream.start])
        end = stream.end
        if not stream.is_picture and _is_odd(stream, unpacked(data, stream, _MAX_STREAM), seen, options):
            return True
    return _multiplies(b"\n".join([*between, data[end:]])) or _is_growing(seen)


def _is_odd(stream: Stream, held: Unpacked, seen: _Seen, options: ReadOptions) -> bool:
    """Whether a stream holds far too much, by itself or with those before; what it shows is added to `seen`."""
    dense = held.size > _SMALL and len(held.content) > options.max_ratio * (stream.end - stream.start)
    seen.total += len(held.content)
    if dense or held.size > _MAX_STREAM or seen.total > options.max_unpacked_bytes or len(stream.packing) > 1:
        return True
    shown = _shown(held.content)
    if b"/Form" in stream.head:
        named = {name: int(number) for name, number in _NAMED.findall(stream.head)}
        seen.forms[stream.number] = _Form(held.size, tuple(named.get(name) for name in shown))
    seen.shown += len(shown)
    seen.veiled = seen.veiled or held.size > len(held.content)
    return b"/ObjStm" in stream.head and _multiplies(held.content)


def _shown(content: bytes) -> list[bytes]:
    """Names of the drawings that the content shows."""
    at = content.find(b"Do")
    while at >= 0:
        if content[at - 1 : at].isspace():
            return _SHOWN.findall(content)
        at = content.find(b"Do", at + 2)
    return []


def _multiplies(objects: bytes) -> bool:
    """Whether objects name things over and over, are encrypted, or say elsewhere how their streams are packed."""
    if _LOCKED.search(objects) or _ELSEWHERE.search(objects):
        return True
    arrays = (_REFERENCE.findall(found[0]) for found in _LONG_ARRAY.finditer(objects))
    return any(len(set(references)) * 2 < len(references) for references in arrays)


def _is_growing(seen: _Seen) -> bool:
    """Whether pages and drawings come, with all that they show, to far more content than they are."""
    forms = seen.forms
    if not forms:
        return False
    if any(len(form.shows) > 1 for form in forms.values()) and any(None in form.shows for form in forms.values()):
        return True
    known: dict[int, int] = {}
    largest = max(_expanded(number, forms, known, 0) for number in forms)
    return seen.veiled or largest > _MAX_EXPANDED or largest * seen.shown > _MAX_SHOWN


def _expanded(number: int | None, forms: Mapping[int, _Form], known: dict[int, int], depth: int) -> int:
    """Bytes of content of a form and of all that it shows; too many where it shows itself."""
    if number is None or number not in forms:
        return 0  # a picture
    if depth > _DEEP:
        return _ENDLESS
    if number not in known:
        known[number] = _ENDLESS  # while it is open: a form within itself
        inner = sum(_expanded(shown, forms, known, depth + 1) for shown in forms[number].shows)
        known[number] = min(forms[number].size + inner, _ENDLESS)
    return known[number]
