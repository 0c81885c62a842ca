"""What a worker is told to do, and what it answers: the words of the messages between them.

An order is one document: where its bytes are, and the stages that are still wanted. An answer is what
became of it. Both are JSON with bytes beside it (`frames.py`), so that they can cross to another machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from extractor.bulk.frames import Frame

Status = Literal["ok", "partial", "failed", "archive", "read"]
Stage = Literal["read", "extract"]

OUT_OF_MEMORY = "reading it needs more memory than a worker may take; allow more (--memory), or split it"


class Quote(NamedTuple):
    """A piece of a document's canonical text: half-open range, and what should stand there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """One document to read: `name` in the dataset, the file at `path` or its member number `member` (from 0).

    `content` is what the bytes were when they were looked at (see `Catalogue`). `document` are the bytes of
    the document where the reading is done already. With `quoted`, pieces of its text with their places, the
    document is read to see whether they stand there, and nothing else is done.
    """

    name: str
    path: str
    content: str
    member: int | None = None
    document: bytes | None = field(default=None, repr=False)
    quoted: tuple[Quote, ...] | None = None

    def frame(self) -> Frame:
        """The order as it is sent."""
        head: dict[str, Any] = {"name": self.name, "path": self.path, "content": self.content, "member": self.member}
        if self.quoted is not None:
            head["quoted"] = self.quoted
        return Frame(head, () if self.document is None else (self.document,))

    @classmethod
    def of(cls, frame: Frame) -> Order:
        """The order that was sent."""
        quoted = frame.head.pop("quoted", None)
        quotes = None if quoted is None else tuple(Quote(*quote) for quote in quoted)
        return cls(**frame.head, document=frame.blobs[0] if frame.blobs else None, quoted=quotes)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a document, and what is kept of it.

    With the status `read` nothing is extracted yet. `stage` is the last that was begun, `code` and `message` say
    why it failed or is partial. `facts`: what lists and summaries show (media type, bytes, pages, counts, year …).
    `members` of an archive: name, SHA-256 and hint of each, or name, code and message of one that cannot be had.
    `reports` and `rows` are the packed parts of its `Record`, `document` the document as read, None where it is
    kept already.
    """

    status: Status
    stage: Stage = "read"
    sha256: str | None = None
    code: str | None = None
    message: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    members: tuple[tuple[Any, ...], ...] = ()
    seconds: tuple[float, float] = (0.0, 0.0)
    resident: int = 0
    reports: bytes = field(default=b"", repr=False)
    rows: bytes = field(default=b"", repr=False)
    document: bytes | None = field(default=None, repr=False)

    def frame(self) -> Frame:
        """The answer as it is sent."""
        head = {name: value for name, value in asdict(self).items() if name not in ("reports", "rows", "document")}
        document = () if self.document is None else (self.document,)
        return Frame(head, (self.reports, self.rows, *document))

    @classmethod
    def of(cls, frame: Frame) -> Answer:
        """The answer that was sent. Raises: TypeError for a frame that is none."""
        reports, rows, *document = frame.blobs
        members = tuple(tuple(member) for member in frame.head.pop("members"))
        seconds = tuple(frame.head.pop("seconds"))
        held = {**frame.head, "members": members, "seconds": seconds}
        return cls(**held, reports=reports, rows=rows, document=document[0] if document else None)


def failed(code: str, message: str, stage: Stage = "read") -> Answer:
    """The answer for a document that cannot be read, or that its worker did not survive."""
    return Answer("failed", stage, code=code, message=message)
