"""The tables of the catalogue, and how an older one is brought up to date."""

from __future__ import annotations

import sqlite3

VERSION = 1

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

-- One row for every file, and every member of an archive, that a run has found. `content` is null where
-- nobody has looked yet; `code` and `message` say why its bytes cannot be had.
CREATE TABLE input (
  path TEXT PRIMARY KEY, run INTEGER NOT NULL, source TEXT NOT NULL,
  size INTEGER, changed INTEGER, inode INTEGER, draw TEXT,
  content TEXT, code TEXT, message TEXT, container TEXT, member INTEGER
) WITHOUT ROWID;
CREATE INDEX input_by_content ON input (content, path);
CREATE INDEX input_by_container ON input (container, member) WHERE container IS NOT NULL;

-- What became of a content, whatever files have it. The keys are those of `keys.py`.
CREATE TABLE content (
  id TEXT PRIMARY KEY, read_key TEXT, extract_key TEXT, status TEXT, stage TEXT, code TEXT, message TEXT, facts TEXT,
  attempts INTEGER, reading REAL, extracting REAL, resident INTEGER, said TEXT,
  begun INTEGER NOT NULL DEFAULT 0, interruptions INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE member (
  archive TEXT, number INTEGER, name TEXT NOT NULL, content TEXT, code TEXT, message TEXT, PRIMARY KEY (archive, number)
) WITHOUT ROWID;

-- The packed parts of a content's `Record`, and its document as read.
CREATE TABLE record (id TEXT PRIMARY KEY, reports BLOB NOT NULL, rows BLOB NOT NULL);
CREATE TABLE document (id TEXT PRIMARY KEY, read_key TEXT NOT NULL, data BLOB NOT NULL);
"""


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty catalogue. Raises: ValueError for one of a later version."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise ValueError(f"the catalogue was written by a later version of jixiao (its form {version})")
    if version == 0:
        with connection:
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
