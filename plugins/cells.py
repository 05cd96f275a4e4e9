"""Cells as a reader of Arabic expects them: each in its own direction, each reference a link with a label."""

from __future__ import annotations

from collections.abc import Awaitable

from datasette.app import Datasette
from datasette.utils import escape_sqlite, is_url, tilde_encode
from markupsafe import Markup
from pluggy import HookimplMarker

from pipeline.arabic import arabic_share
from pipeline.schema import TABLES, columns

hookimpl = HookimplMarker("datasette")

LABEL_LENGTH = 120
REFERENCES: dict[tuple[str, str], tuple[str, str]] = {
    (table.name, column.name): (column.refers_to.split(".")[0], column.refers_to.split(".")[1])
    for table in TABLES
    for column in columns(table)
    if column.refers_to is not None
}
REFERENCES_BY_COLUMN = {column: target for (_, column), target in REFERENCES.items()}

Cell = str | int | float | bytes | dict[str, str | int | None] | None

TEXT = Markup('<div dir="{direction}"{lang}>{text}</div>')
LINK = Markup('<a href="{href}">{text}</a>')
LABELLED_LINK = Markup('<div dir="{direction}"{lang}><a href="{href}">{text}</a> <em><bdi dir="ltr">{id}</bdi></em></div>')
ARABIC = Markup(' lang="ar"')


@hookimpl
def render_cell(value: Cell, column: str, table: str | None, database: str, datasette: Datasette) -> Markup | Awaitable[Markup] | None:
    """Datasette's own rendering where a cell holds no Arabic and refers to nothing."""
    if value is None or value == "":
        return None
    target = _target(table, column)
    if target is None:
        return _directed(value, datasette) if isinstance(value, str) else None
    if table is None:
        return LINK.format(href=_address(datasette, database, target[0], value), text=value)
    if isinstance(value, dict) and value["label"] is not None:
        return _labelled(datasette, database, target[0], value["value"], value["label"])
    return _look_up(datasette, database, target, value["value"] if isinstance(value, dict) else value)


def _target(table: str | None, column: str) -> tuple[str, str] | None:
    """The table and column that a cell refers to. In a query's result the name of the column tells, as in `other_person_id`."""
    if table is not None:
        return REFERENCES.get((table, column))
    named = (name for name in REFERENCES_BY_COLUMN if column == name or column.endswith("_" + name))
    return REFERENCES_BY_COLUMN.get(next(named, ""))


def _directed(text: str, datasette: Datasette) -> Markup | None:
    """A text in its direction. Links and what Datasette would cut short are left to it."""
    share = arabic_share(text)
    if share == 0 or len(text) > datasette.setting("truncate_cells_html") or is_url(text.strip()):
        return None
    return TEXT.format(text=text, **_direction(share))


def _direction(share: float) -> dict[str, str]:
    return {"direction": "rtl", "lang": ARABIC} if share >= 0.5 else {"direction": "ltr", "lang": ""}


async def _look_up(datasette: Datasette, database: str, target: tuple[str, str], id_: object) -> Markup:
    """A link whose label is not at hand: on the page of a row, and where a label column is NULL (`label_else` stands in)."""
    table, key = target
    described = datasette.table_metadata(database, table)
    labels = [described[name] for name in ("label_column", "label_else") if name in described]
    label = ", ".join(escape_sqlite(column) for column in (*labels, key, key))
    sql = f"select coalesce({label}) from {escape_sqlite(table)} where {escape_sqlite(key)} = ?"  # noqa: S608
    row = (await datasette.get_database(database).execute(sql, [id_])).first()
    return _labelled(datasette, database, table, id_, row[0] if row else id_)


def _labelled(datasette: Datasette, database: str, table: str, id_: object, label: object) -> Markup:
    href, text = _address(datasette, database, table, id_), str(label)
    if text == str(id_):
        return LINK.format(href=href, text=text)
    shown = text if len(text) <= LABEL_LENGTH else text[:LABEL_LENGTH].rsplit(" ", 1)[0] + "…"
    return LABELLED_LINK.format(href=href, text=shown, id=id_, **_direction(arabic_share(text)))


def _address(datasette: Datasette, database: str, table: str, id_: object) -> str:
    return str(datasette.urls.row(database, table, tilde_encode(str(id_))))
