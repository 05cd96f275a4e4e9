"""Rows -> SQLite, whole or not at all. The only place that writes a database."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.arabic import fold
from pipeline.schema import TABLES, Row, Table, columns, quote_number
from pipeline.tables import Tables

SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}
PAGE_SIZE = 4096
UNGUARDED = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"  # an error takes the whole file away
FULL_TEXT = {"articles_fts": ("title", "body"), "quotes_fts": ("text",)}
_ARTICLES = "SELECT a.id, a.title, a.subtitle, t.body FROM articles a LEFT JOIN texts t ON t.article_id = a.id ORDER BY a.id"
_QUOTES = "SELECT id, text FROM quotes"


class BusyError(RuntimeError):
    """Another build is writing the same database."""


def write(tables: Tables, output: Path) -> None:
    """Write a database of these tables to `output`, replacing what was there in one step once it is complete.

    The same tables give the same bytes. Raises BusyError where another build writes there, OSError where the
    place cannot be written; either way `output` is as it was.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    with _partial(output) as path, closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA page_size = {PAGE_SIZE}; {UNGUARDED}")
        with connection:
            for table in TABLES:
                connection.execute(create_sql(table))
                _insert(connection, table, tables)
            _index(connection)
        _close(connection)


def revise(source: Path, output: Path, change: Callable[[sqlite3.Connection], None]) -> None:
    """Write a copy of a database to `output` in which some rows are other ones; its full-text indexes hold what is left.

    Nothing of what was changed stays in the file. Raises as `write` does.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    with (
        _partial(output) as path,
        closing(sqlite3.connect(path)) as connection,
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original,
    ):
        original.backup(connection)
        connection.executescript(UNGUARDED)
        with connection:
            change(connection)
            for name in FULL_TEXT:
                connection.execute(f'DROP TABLE "{name}"')
            _full_texts(connection)
            connection.execute("ANALYZE")
        _close(connection)


def _close(connection: sqlite3.Connection) -> None:
    """Every key leads somewhere, and no page of the file is left over."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise sqlite3.IntegrityError(f"foreign keys that lead nowhere: {broken[:5]}")
    connection.execute("VACUUM")


@contextmanager
def _partial(output: Path) -> Iterator[Path]:
    """An empty file to write into, beside the output: it takes the output's place at the end, or goes on an error.

    A killed build leaves it behind; the next one writes over it. Who holds its lock is the one who writes.
    """
    partial = output.with_name(output.name + ".partial")
    with _locked(partial, output) as file:
        try:
            file.truncate(0)
            yield partial
            os.fsync(file.fileno())
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        partial.replace(output)


@contextmanager
def _locked(partial: Path, output: Path) -> Iterator[BinaryIO]:
    """The partial file, locked; BusyError where another build holds it."""
    while True:
        with partial.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise BusyError(f"another build is writing {output}") from error
            # Between opening and locking, another build may have finished and moved the file away.
            if partial.exists() and os.fstat(file.fileno()).st_ino == partial.stat().st_ino:
                yield file
                return


def create_sql(table: Table) -> str:
    """The CREATE TABLE statement of a table: STRICT, with its keys."""
    told = []
    for column in columns(table):
        line = f'"{column.name}" {SQL_TYPES[column.holds]}' + ("" if column.nullable else " NOT NULL")
        if column.refers_to is not None:
            other, key = column.refers_to.split(".")
            line += f' REFERENCES "{other}"("{key}")'
        told.append(line)
    if table.key:
        told.append("PRIMARY KEY (" + ", ".join(f'"{name}"' for name in table.key) + ")")
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(told) + "\n) STRICT" + (", WITHOUT ROWID" if table.link else "")


def _insert(connection: sqlite3.Connection, table: Table, tables: Tables) -> None:
    """All rows of a table."""
    places = ", ".join("?" * len(columns(table)))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', tables.rows[table.name])  # noqa: S608 - our own names


def _index(connection: sqlite3.Connection) -> None:
    """Indexes, statistics, and the full-text indexes of articles and of quotations."""
    for table in TABLES:
        for indexed in table.indexes:
            connection.execute(_index_sql(table, indexed.split(", ")))
    _full_texts(connection)
    connection.execute("ANALYZE")


def _index_sql(table: Table, indexed: list[str]) -> str:
    named = ", ".join(f'"{column}"' for column in indexed)
    where = f' WHERE "{indexed[0]}" IS NOT NULL' if table.sparse else ""
    return f'CREATE INDEX "idx_{table.name}_{"_".join(indexed)}" ON "{table.name}" ({named}){where}'


def _full_texts(connection: sqlite3.Connection) -> None:
    articles = [
        (id_, fold(" ".join(filter(None, (title, subtitle)))).text, fold(body or "").text)
        for id_, title, subtitle, body in connection.execute(_ARTICLES)
    ]
    quotes = sorted((quote_number(id_), fold(text).text) for id_, text in connection.execute(_QUOTES))
    _full_text(connection, "articles_fts", articles)
    _full_text(connection, "quotes_fts", quotes)


def _full_text(connection: sqlite3.Connection, name: str, rows: Sequence[Row]) -> None:
    """An index of folded words without a second copy of the text; the first field of a row is the number by which it is found.

    SQLite's unicode61 splits words at harakat, whatever its remove_diacritics, unless marks count as letters.
    """
    named = ", ".join(FULL_TEXT[name])
    connection.execute(f"""CREATE VIRTUAL TABLE "{name}" USING fts5({named}, content='', tokenize="unicode61 categories 'L* N* Co Mn'")""")
    places = ", ".join("?" * (len(FULL_TEXT[name]) + 1))
    connection.executemany(f'INSERT INTO "{name}"(rowid, {named}) VALUES ({places})', rows)  # noqa: S608 - our own names
    connection.execute(f"""INSERT INTO "{name}"("{name}") VALUES ('optimize')""")  # noqa: S608
