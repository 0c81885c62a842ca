"""Bytes of a web page, or of one saved with its pictures (MHTML) -> the characters of its pages.

The bytes decide on the encoding, never what the page declares: pages that say gb2312 hold characters
of GB18030, and many say what they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from itertools import islice

from extractor.document import Note
from extractor.errors import InputError
from extractor.readers.encoding import Decoded, decode

_FOREIGN = re.compile(rb"[\x80-\xff]")
_MULTIPART = re.compile(rb"(?im)^content-type:\s*(?:multipart/|text/html)")
_HEADER_BYTES = 4096
_MAX_PARTS = 1000


def pages_in(data: bytes) -> Iterator[tuple[str, tuple[Note, ...]]]:
    """Characters of each page in `data`, with a note where bytes were unreadable; one page but for MHTML.

    Raises: InputError `corrupt`.
    """
    if _MULTIPART.search(data[:_HEADER_BYTES]) and not data.lstrip().startswith(b"<"):
        for content in _parts(data):
            decoded = decode_page(content)
            yield decoded.text, decoded.notes
    else:
        decoded = decode_page(data)
        yield decoded.text, decoded.notes


def decode_page(data: bytes) -> Decoded:
    """Characters of one page. What stands before the first foreign byte says nothing and is set aside."""
    first = _FOREIGN.search(data)
    start = 0 if first is None else first.start()
    if not start or b"\0" in data[:start]:
        return decode(data)
    rest = decode(data[start:])
    return Decoded(data[:start].decode("ascii") + rest.text, rest.encoding, rest.replaced)


def _parts(data: bytes) -> list[bytes]:
    """Contents of the parts that are pages, in order."""
    try:
        message: Message = message_from_bytes(data, policy=compat32)
        parts = [part for part in islice(message.walk(), _MAX_PARTS) if part.get_content_type() == "text/html"]
        contents = [part.get_payload(decode=True) for part in parts]
    except (RecursionError, ValueError, LookupError, TypeError) as error:
        raise InputError("corrupt", "the saved web page is damaged", "save it again, as HTML") from error
    return [content for content in contents if isinstance(content, bytes)]
