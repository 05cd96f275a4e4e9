"""What the home page tells of a database: what is in it, what may be asked of it, how accurate it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.database import Database

from plugins.show import dossiers
from plugins.show.maps import small_map
from plugins.show.registers import pages_of, register_of
from plugins.show.words import Bilingual, both

COUNT_LIMIT_MS = 10_000  # told once for a database that does not change


class Link(NamedTuple):
    """A table or a question: where it is, what it says, how many rows it has."""

    href: str
    title: Bilingual
    description: Bilingual
    rows: int | None = None


class Figure(NamedTuple):
    """How right one kind of finding is (F1, 0 to 1), measured on so many pages."""

    name: Bilingual
    f1: float
    pages: int


class Register(NamedTuple):
    """A database as the home page shows it; `accuracy` by kind and `inside` by part, empty where it has none."""

    href: str
    name: str
    tables: dict[str, Link]
    questions: dict[str, Link]
    groups: dict[str, list[Link]]
    accuracy: dict[str, Figure]
    inside: dict[str, list[dict[str, Any]]]
    page_of: Callable[[str, object], str]
    map: dict[str, Any] | None


def grouped(queries: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Questions by the group that metadata.yml puts them into, groups and questions in its order."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for query in queries:
        groups.setdefault(query.get("group") or "أسئلة أخرى · Other questions", []).append(query)
    return list(groups.items())


async def register(datasette: Datasette, database: Database) -> Register:
    """A database as the home page shows it."""
    described = (datasette.metadata("databases") or {}).get(database.name, {}).get("tables", {})
    counts = await database.table_counts(COUNT_LIMIT_MS)
    hidden = set(await database.hidden_table_names())
    names = [*(name for name in described if name in counts), *(name for name in counts if name not in described)]
    tables = {
        name: _link(datasette.urls.table(database.name, name), name, described.get(name, {}), counts[name])
        for name in names
        if name not in hidden
    }
    queries = await datasette.get_canned_queries(database.name, None)
    questions = {name: _link(datasette.urls.query(database.name, name), name, query) for name, query in queries.items()}
    groups = {group: [questions[query["name"]] for query in those] for group, those in grouped(queries.values())}
    found = await register_of(datasette)
    is_register = found is not None and found.name == database.name
    inside = await dossiers.home(database) if is_register else {}
    accuracy = await _accuracy(database) if "accuracy" in questions and "evaluation" in tables else {}
    page_of = pages_of(datasette, database)
    drawn = small_map(inside["countries"], page_of) if inside else None
    return Register(str(datasette.urls.database(database.name)), database.name, tables, questions, groups, accuracy, inside, page_of, drawn)


async def _accuracy(database: Database) -> dict[str, Figure]:
    measured = await database.execute("select kind, name_ar, name_en, f1, pages from evaluation order by position")
    return {kind: Figure(Bilingual(name_ar, name_en), f1, pages) for kind, name_ar, name_en, f1, pages in measured.rows}


def _link(href: object, name: str, described: dict[str, Any], rows: int | None = None) -> Link:
    return Link(str(href), both(described.get("title", name)), both(described.get("description", "")), rows)
