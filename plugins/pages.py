"""What pages need beside Datasette's own: the style sheet, the map's script, and what the home page tells."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.database import Database
from markupsafe import Markup, escape
from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")

COUNT_LIMIT_MS = 100
_WITH_HYPHENS = re.compile(r"\b\d+(?:[-/]\w+)+")


class Bilingual(NamedTuple):
    """One text in both languages."""

    ar: str
    en: str


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
    """A database as the home page shows it; `accuracy` by kind, empty where it has none."""

    href: str
    tables: dict[str, Link]
    questions: dict[str, Link]
    accuracy: dict[str, Figure]


@hookimpl
def extra_css_urls(datasette: Datasette) -> list[str]:
    """One style sheet for all pages."""
    return [datasette.urls.path("static/sijill.css")]


@hookimpl
def extra_js_urls(columns: list[str] | None, datasette: Datasette) -> list[dict[str, Any]]:
    """The map's script, on pages that have a map."""
    if not columns or not {"latitude", "longitude"} <= set(columns):
        return []
    return [{"url": datasette.urls.path("static/map.js"), "module": True}]


@hookimpl
def extra_template_vars(view_name: str, datasette: Datasette) -> Callable[[], Awaitable[dict[str, Any]]] | dict[str, Any]:
    """`isolated` for every page; `registers` and `both` for the home page."""
    if view_name != "index":
        return {"isolated": isolated}

    async def load() -> dict[str, Any]:
        registers = [await _register(datasette, each) for name, each in datasette.databases.items() if name != "_internal"]
        return {"registers": registers, "both": both, "isolated": isolated}

    return load


async def _register(datasette: Datasette, database: Database) -> Register:
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
    accuracy = await _accuracy(database) if "accuracy" in questions and "evaluation" in tables else {}
    return Register(str(datasette.urls.database(database.name)), tables, questions, accuracy)


async def _accuracy(database: Database) -> dict[str, Figure]:
    measured = await database.execute("select kind, name_ar, name_en, f1, pages from evaluation order by position")
    return {kind: Figure(Bilingual(name_ar, name_en), f1, pages) for kind, name_ar, name_en, f1, pages in measured.rows}


def _link(href: object, name: str, described: dict[str, Any], rows: int | None = None) -> Link:
    return Link(str(href), both(described.get("title", name)), both(described.get("description", "")), rows)


def isolated(text: str) -> Markup:
    """A text with its ISO dates and the like kept in their own direction: amid Arabic, 2020-07 would read as 07-2020.

    >>> str(isolated("شهر (2020-07)"))
    'شهر (<bdi dir="ltr">2020-07</bdi>)'
    """
    return Markup(_WITH_HYPHENS.sub(r'<bdi dir="ltr">\g<0></bdi>', str(escape(text))))  # noqa: S704 - escaped first


def both(text: str) -> Bilingual:
    """Arabic and English of a title ("العنوان · Title") or a description (a line each); a text without either stands for both.

    >>> both("العنوان · Title").en, both("العنوان\\nTitle\\n").ar, both("id").ar
    ('Title', 'العنوان', 'id')
    """
    for between in ("\n", " · "):
        ar, found, en = text.strip().partition(between)
        if found:
            return Bilingual(ar.strip(), en.strip())
    return Bilingual(text.strip(), text.strip())
