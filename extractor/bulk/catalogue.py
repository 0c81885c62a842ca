"""The catalogue of a dataset: what was found, what was read of it, and what is kept for the next run.

An SQLite database in the dataset's folder, written by the coordinator alone, readable by others meanwhile.
What is committed survives the end of the process at any moment; `durable` extends that to the end of the machine.

A *content* is what several files may share: its id is the SHA-256 of the bytes (and all of the name
that reading heeds). Results hang on contents, never on paths.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.bulk import schema
from extractor.bulk.keys import Keys
from extractor.bulk.orders import Order
from extractor.bulk.pool import Done
from extractor.bulk.rows import Entry, Found, Pending
from extractor.errors import InputError

NAME = "catalogue.sqlite"
_CHUNK = 500  # rows looked at in one go
_PATIENCE = 30.0  # seconds to wait for a reader of the catalogue
# A document in hand when a run ended is given another chance, from the third time on by itself after all others.
LATE_AFTER, GIVEN_UP_AFTER = 3, 13  # interruptions

_FRESH = """(
  content.status IS NOT NULL
  AND (content.extract_key = :extract OR (content.read_key = :read AND (content.status = 'archive'
       OR (content.status = 'failed' AND content.stage = 'read')))))"""

# In an upsert: the file is the one that was found before, by all that can be seen without opening it.
_SAME = """(size IS NOT NULL AND size = excluded.size AND changed IS excluded.changed AND inode IS excluded.inode
  AND source = excluded.source)"""
# Failures of a path and not of what it holds: looked at again in every run.
_OF_PATHS = frozenset({"not_found", "unreadable"})


class Catalogue:
    """The catalogue in `folder`, which is made if need be. A context manager.

    Raises: sqlite3.Error where it cannot be opened or written, ValueError for one of a later version.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        address = f"file:{quote(str((folder / NAME).absolute()))}"
        self._db = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        schema.prepare(self._db)
        self.run = int(self.meta("run") or 0)

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def meta(self, name: str) -> str | None:
        """What was noted under `name`."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str | None) -> None:
        """Note `value` under `name`; None takes it away."""
        if value is None:
            self._db.execute("DELETE FROM meta WHERE name = ?", (name,))
        else:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # -- a run --------------------------------------------------------------------------------------

    def begin(self, keys: Keys) -> None:
        """Begin the next run; documents in hand when the last one ended are counted as interrupted."""
        with self._transaction():
            self.run += 1
            self.note("run", str(self.run))
            self.note("keys", json.dumps([keys.read, keys.extract]))
            self._db.execute("UPDATE content SET begun = 0, interruptions = interruptions + 1 WHERE begun")

    def found(self, inputs: Iterable[Found], *, look_again: bool = False) -> None:
        """Take the inputs of this run in; what is known of unchanged ones holds, unless `look_again`."""
        same = "0" if look_again else _SAME
        statement = f"""
            INSERT INTO input (path, run, source, size, changed, inode, draw) VALUES (?, {self.run}, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET run = excluded.run, content = CASE WHEN {same} THEN content END,
              code = NULL, message = NULL, source = excluded.source, size = excluded.size, changed = excluded.changed,
              inode = excluded.inode, draw = excluded.draw, container = NULL, member = NULL"""
        with self._transaction():
            self._db.executemany(statement, inputs)

    def keep_only(self, count: int, *, by_chance: bool) -> None:
        """Leave out all inputs of this run but `count`: the first by path, or those that chance draws."""
        order = "draw, path" if by_chance else "path"
        self._db.execute(
            f"""UPDATE input SET run = 0 WHERE run = ? AND path NOT IN
                (SELECT path FROM input WHERE run = ? ORDER BY {order} LIMIT ?)""",
            (self.run, self.run, count),
        )

    def expand(self) -> int:
        """Take in the members of all archives of this run; how many were not among its inputs yet."""
        before = self._count("run = ?", self.run)
        with self._transaction():
            self._db.execute(
                f"""INSERT INTO input (path, run, source, content, code, message, container, member)
                    SELECT i.path || m.name, {self.run}, i.source, m.content, m.code, m.message, i.path, m.number
                    FROM input i JOIN content c ON c.id = i.content JOIN member m ON m.archive = i.content
                    WHERE i.run = {self.run} AND c.status = 'archive' AND i.container IS NULL
                    ON CONFLICT (path) DO UPDATE SET run = excluded.run, source = excluded.source,
                      content = excluded.content, code = excluded.code, message = excluded.message,
                      container = excluded.container, member = excluded.member"""
            )
        return self._count("run = ?", self.run) - before

    def pending(self, keys: Keys, *, members: bool = False, late: bool = False) -> Iterator[Pending]:
        """Inputs of this run without a result that holds: files by path, or `members` by archive and number.

        What was interrupted often comes only where `late` is asked for, and then nothing else does.
        """
        place = "container, member" if members else "input.path"
        statement = f"""
            SELECT input.path, source, input.content, container, member
            FROM input LEFT JOIN content ON content.id = input.content
            WHERE run = :run AND ({place}) > ({":container, :member" if members else ":path"})
              AND container IS {"NOT" if members else ""} NULL AND input.code IS NULL
              AND (input.content IS NULL OR content.id IS NULL OR NOT {_FRESH})
              AND NOT coalesce(content.begun, 0)
              AND (coalesce(content.interruptions, 0) >= {LATE_AFTER}) = :late
            ORDER BY {place} LIMIT {_CHUNK}"""
        given = {"run": self.run, "read": keys.read, "extract": keys.extract, "late": late}
        last = Pending("", "", None, "", -1)
        while rows := self._db.execute(statement, {**given, **last._asdict()}).fetchall():
            for row in rows:
                last = Pending._make(row)
                yield last

    def identified(self, contents: Sequence[tuple[str, str]], failures: Sequence[tuple[str, str, str]]) -> None:
        """Take in what looking at inputs gave: content of a path; or code and message of a path."""
        with self._transaction():
            self._db.executemany("UPDATE input SET content = ?2 WHERE path = ?1", contents)
            self._db.executemany("UPDATE input SET content = NULL, code = ?2, message = ?3 WHERE path = ?1", failures)

    def is_open(self, content: str, keys: Keys, *, late: bool) -> bool:
        """Whether it is to be read now: no result holds, no worker has it, and it is as `late` as asked for."""
        row = self._db.execute(
            f"SELECT begun OR {_FRESH} OR (interruptions >= {LATE_AFTER}) <> :late FROM content WHERE id = :id",
            {"id": content, "read": keys.read, "extract": keys.extract, "late": late},
        ).fetchone()
        return not late if row is None else not row[0]

    def interruptions(self, content: str) -> int:
        """How many runs ended with the content in hand."""
        row = self._db.execute("SELECT interruptions FROM content WHERE id = ?", (content,)).fetchone()
        return int(row[0]) if row else 0

    def begin_reading(self, content: str) -> None:
        """Note that a worker gets the content."""
        self._db.execute(
            "INSERT INTO content (id, begun) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET begun = 1", (content,)
        )

    def document(self, content: str, keys: Keys) -> bytes | None:
        """The document as read, where it was read in the way of this run."""
        row = self._db.execute(
            "SELECT data FROM document WHERE id = ? AND read_key = ?", (content, keys.read)
        ).fetchone()
        return row[0] if row else None

    def put_aside(self, order: Order, document: bytes | None, keys: Keys) -> None:
        """Keep a document that is read and not extracted from; without one take note that the order comes again."""
        with self._transaction():
            self._let_go(order.content)
            self._keep_document(order.content, document, keys)

    def settle(self, done: Done, content: str, keys: Keys, *, keep_document: bool) -> None:
        """Take in what became of an order, whose bytes turned out to be `content`."""
        order, answer = done.order, done.answer
        with self._transaction():
            if order.content != content:  # the file was changed after it had been looked at
                self._let_go(order.content)
                self._db.execute("UPDATE input SET content = ? WHERE path = ?", (content, order.name))
            if answer.code in _OF_PATHS or (answer.code == "too_large" and answer.sha256 is None):
                self._let_go(order.content)
                self._db.execute(
                    "UPDATE input SET code = ?, message = ? WHERE path = ?", (answer.code, answer.message, order.name)
                )
                return
            self._keep(done, content, keys)
            if keep_document:
                self._keep_document(content, answer.document, keys)

    def _let_go(self, content: str) -> None:
        """Note that no worker has the content any more."""
        self._db.execute("UPDATE content SET begun = 0 WHERE id = ?", (content,))

    def _keep_document(self, content: str, document: bytes | None, keys: Keys) -> None:
        """Keep the document as read, where there is one."""
        if document is not None:
            self._db.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (content, keys.read, document))

    def _keep(self, done: Done, content: str, keys: Keys) -> None:
        answer = done.answer
        reading, extracting = answer.seconds
        facts = json.dumps(dict(answer.facts), ensure_ascii=False, sort_keys=True)
        self._db.execute(
            f"INSERT OR REPLACE INTO content VALUES ({', '.join('?' * 15)})",
            (
                *(content, keys.read, keys.extract, answer.status, answer.stage, answer.code, answer.message, facts),
                *(done.attempts, round(reading, 4), round(extracting, 4), answer.resident, done.said or None, 0, 0),
            ),
        )
        self._db.execute("DELETE FROM member WHERE archive = ?", (content,))
        self._db.executemany(
            "INSERT INTO member VALUES (?, ?, ?, ?, ?, ?)",
            ((content, number, *_member(member)) for number, member in enumerate(answer.members)),
        )
        self._db.execute("DELETE FROM record WHERE id = ?", (content,))
        if answer.status in ("ok", "partial"):
            self._db.execute("INSERT INTO record VALUES (?, ?, ?)", (content, answer.reports, answer.rows))

    def put_back(self) -> None:
        """Take note that no worker has a document in hand any more, none of them through its own doing."""
        self._db.execute("UPDATE content SET begun = 0 WHERE begun")

    @property
    def keys(self) -> Keys:
        """The keys of the last run."""
        return Keys(*json.loads(self.meta("keys") or '["", ""]'))

    # -- what is in it ------------------------------------------------------------------------------

    def entries(self, keys: Keys) -> Iterator[Entry]:
        """What the dataset lists, by path: every input but archives that were read to their end."""
        rows = self._db.execute(
            f"""SELECT input.path, input.source, input.content, container, input.code, input.message,
                  (SELECT min(path) FROM input other WHERE other.content = input.content), coalesce({_FRESH}, 0),
                  content.status, content.code, content.message, content.facts, content.extract_key
                FROM input LEFT JOIN content ON content.id = input.content
                WHERE NOT (coalesce(content.status, '') = 'archive' AND content.code IS NULL)
                ORDER BY input.path""",
            {"read": keys.read, "extract": keys.extract},
        )
        for row in rows:
            yield Entry._make((*row[:11], json.loads(row[11] or "{}"), row[12]))

    def record(self, content: str) -> tuple[bytes, bytes] | None:
        """The packed parts of the content's `Record`: reports, rows."""
        row = self._db.execute("SELECT reports, rows FROM record WHERE id = ?", (content,)).fetchone()
        return (row[0], row[1]) if row else None

    def adopt_removed(self) -> None:
        """Keep what earlier runs found and this one did not."""
        self._db.execute("UPDATE input SET run = ?1 WHERE run < ?1", (self.run,))

    def forget_removed(self) -> None:
        """Forget inputs that this run did not find, and contents that no input has any more."""
        with self._transaction():
            self._db.execute("DELETE FROM input WHERE run <> ?", (self.run,))
            had = "(SELECT content FROM input WHERE content IS NOT NULL)"
            for table, column in (("content", "id"), ("record", "id"), ("document", "id"), ("member", "archive")):
                self._db.execute(f"DELETE FROM {table} WHERE {column} NOT IN {had}")

    def forget_failed(self, codes: Sequence[str] = ()) -> int:
        """Forget the results of documents that failed (with one of `codes`, if any are given); how many."""
        chosen = f"AND code IN ({', '.join('?' * len(codes))})" if codes else ""
        return self._db.execute(f"DELETE FROM content WHERE status = 'failed' {chosen}", tuple(codes)).rowcount

    def slowest(self, count: int) -> list[tuple[str, float]]:
        """The documents that took longest, and how many seconds."""
        return self._db.execute(
            """SELECT min(input.path), reading + extracting AS seconds FROM content JOIN input ON input.content = id
               WHERE seconds > 0 GROUP BY id ORDER BY seconds DESC, 1 LIMIT ?""",
            (count,),
        ).fetchall()

    def where(self, path: str) -> Pending | None:
        """Where the bytes of an input are."""
        row = self._db.execute(
            "SELECT path, source, content, container, member FROM input WHERE path = ?", (path,)
        ).fetchone()
        return Pending._make(row) if row else None

    def take_in(self, other: Path, prefix: str) -> None:
        """Add the inputs and results of the catalogue `other`, whose paths get `prefix`; results here already stay."""
        self._db.execute("ATTACH ? AS other", (f"file:{quote(str(other.absolute()))}?mode=ro",))
        try:
            with self._transaction():
                self._db.execute(
                    f"""INSERT INTO input SELECT ? || path, {self.run}, source, size, changed, inode, draw,
                          content, code, message, ? || container, member FROM other.input""",
                    (prefix, prefix),
                )
                for table in ("content", "member", "record"):
                    self._db.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM other.{table}")
        finally:
            self._db.execute("DETACH other")

    def _count(self, condition: str, *given: Any) -> int:
        (count,) = self._db.execute(f"SELECT count(*) FROM input WHERE {condition}", given).fetchone()
        return int(count)

    def count(self) -> int:
        """Inputs of this run, archives and their members included."""
        return self._count("run = ?", self.run)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def existing(folder: Path) -> Catalogue:
    """The catalogue of the dataset in `folder`. Raises: InputError where there is none, and as `Catalogue`."""
    if not (folder / NAME).is_file():
        problem = f"holds no {NAME}, so it is no dataset that jixiao extract -o has written"
        raise InputError("not_found", problem, "name the folder that was given to -o")
    return Catalogue(folder)


def _member(member: Sequence[Any]) -> tuple[Any, ...]:
    """Name, content, code, message of a listed member: a name with its content, or with code and message."""
    name, first, second = member
    return (name, first, None, None) if second is None else (name, None, first, second)
