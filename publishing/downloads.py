"""The page of all that can be taken away whole."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from datasette.app import Datasette

from pipeline.schema import TABLES
from plugins.show.registers import rows
from publishing.exports import BY_MONTH, FORMATS


class File(NamedTuple):
    """A file to take away: its name, its address on the site, its size."""

    name: str
    href: str
    bytes: int


async def downloads(datasette: Datasette, data: Path) -> str:
    """The page as HTML, from what lies in `data`."""
    database = datasette.get_database()
    tables = [
        {
            "name": table.name,
            "title": datasette.table_metadata(database.name, table.name).get("title", table.name),
            "rows": (await rows(database, f"select count(*) as n from {table.name}"))[0]["n"],  # noqa: S608 - our own names
            "files": [_file(datasette, data, data / kind / f"{table.name}.{kind}") for kind in FORMATS],
        }
        for table in TABLES
    ]
    told = {
        "whole": [_file(datasette, data, path) for path in sorted(data.iterdir()) if path.is_file()],
        "kinds": [kind.upper() for kind in FORMATS],
        "tables": tables,
        "months": [_file(datasette, data, path) for path in sorted((data / BY_MONTH).iterdir())],
    }
    return str(await datasette.render_template("downloads.html", told))


def _file(datasette: Datasette, data: Path, path: Path) -> File:
    href = datasette.urls.path(f"data/{path.relative_to(data).as_posix()}")
    return File(path.name, str(href), path.stat().st_size)
