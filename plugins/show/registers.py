"""Which of the databases that are served is a register, and what it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_encode

OF_A_REGISTER = {"articles", "mentions", "known_as"}


class Subject(NamedTuple):
    """A table whose rows have a page, and how articles name them."""

    key: str
    link: str
    column: str
    times: str = "l.mentions"


SUBJECTS = {
    "people": Subject("id", "article_people", "person_id"),
    "countries": Subject("code", "article_countries", "country_code"),
    "organisations": Subject("id", "article_organisations", "organisation_id"),
    "regions": Subject("id", "article_regions", "region_id"),
    "topics": Subject("id", "article_topics", "topic_id", "1"),
}


async def register_of(datasette: Datasette) -> Database | None:
    """The first database that is a register, or None."""
    for name, database in datasette.databases.items():
        if name != "_internal" and set(await database.table_names()) >= OF_A_REGISTER:
            return database
    return None


async def rows(database: Database, sql: str, parameters: dict[str, Any] | Sequence[Any] | None = None) -> list[dict[str, Any]]:
    """What a question of ours answers, whole: a row as a dictionary.

    Datasette's limits of time and rows are for questions of others: half an answer would be shown as if it were all.
    """
    return cast(list[dict[str, Any]], await database.execute_fn(lambda connection: _all(connection, sql, parameters or ())))


def _all(connection: sqlite3.Connection, sql: str, parameters: dict[str, Any] | Sequence[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sql, parameters)]


async def tables_of(database: Database) -> list[str]:
    """The tables that are shown, by name."""
    hidden = set(await database.hidden_table_names())
    return [table for table in await database.table_names() if table not in hidden]


async def has(database: Database, table: str) -> bool:
    """Whether a table was published."""
    return table in await database.table_names()


def pages_of(datasette: Datasette, database: Database) -> Callable[[str, object], str]:
    """The address of the page of a row."""
    return lambda table, id_: str(datasette.urls.row(database.name, table, tilde_encode(str(id_))))
