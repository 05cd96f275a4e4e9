"""Which of the databases that are served is a register, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_encode

OF_A_REGISTER = {"articles", "mentions", "known_as"}


async def register_of(datasette: Datasette) -> Database | None:
    """The first database that is a register, or None."""
    for name, database in datasette.databases.items():
        if name != "_internal" and set(await database.table_names()) >= OF_A_REGISTER:
            return database
    return None


async def rows(database: Database, sql: str, parameters: dict[str, Any] | Sequence[Any] | None = None) -> list[dict[str, Any]]:
    """What a question of ours answers, whole: a row as a dictionary."""
    answered = await database.execute(sql, parameters, truncate=False)
    return [dict(row) for row in answered.rows]


async def has(database: Database, table: str) -> bool:
    """Whether a table was published."""
    return table in await database.table_names()


def pages_of(datasette: Datasette, database: Database) -> Callable[[str, object], str]:
    """The address of the page of a row."""
    return lambda table, id_: str(datasette.urls.row(database.name, table, tilde_encode(str(id_))))
