"""What pages need beside Datasette's own: style sheets, scripts, templates, and what each kind of page tells."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from datasette import Response
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import Request, asgi_static
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup
from pluggy import HookimplMarker

from plugins.show import dossiers, world
from plugins.show.marking import Around, Marked, paragraphs
from plugins.show.registers import register_of
from plugins.show.words import Bilingual, Labels, both, directed, isolated, phrase

hookimpl = HookimplMarker("datasette")

ROOT = Path(__file__).resolve().parent.parent
COUNT_LIMIT_MS = 100
A_YEAR = "public, max-age=31536000"
SHADES = 4
MENTIONED = (
    ("person", "person_id", "people"),
    ("country", "country_code", "countries"),
    ("organisation", "organisation_id", "organisations"),
    ("region", "region_id", "regions"),
)
IN_WORDS = {"person": "شخص · person", "country": "دولة · country", "organisation": "منظمة · organisation", "region": "منطقة · region"}

MONTH = re.compile(r"\d{4}-\d{2}")
HOME = "الأولى · Home"
IN_WORDS_OF = {
    "bars": (Markup("الصفوف {rows}؛ الأكثر {most}: {value}."), Markup("Rows {rows}; the most: {most}: {value}.")),
    "months": (Markup("الأشهر {rows}؛ أكثرها {most}: {value}."), Markup("Months {rows}; the one with most: {most}: {value}.")),
    "network": (
        Markup("الأشخاص {named}، والأزواج {rows}؛ أكثرها تعاملًا {most}: {value}."),
        Markup("People {named}, pairs {rows}; those who dealt most: {most}: {value}."),
    ),
}

Rows = Sequence[dict[str, Any]]


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


class Shape(NamedTuple):
    """A country on a small map: its code, its page, its names and count, its shade (1 to 4); `dot` where it is too small to draw."""

    code: str
    href: str
    name: Bilingual
    mentions: int
    shade: int
    dot: tuple[int, int] | None


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Our templates, wherever Datasette was told to look for some: metadata.yml and plugins/ are all that it must be given.

    The words of the site are there for every page, those of an error too, which Datasette draws without what hooks tell.
    """
    env.filters["groupby_group"] = grouped
    env.globals |= {
        "site": datasette.metadata() or {},
        "t": phrase,
        "both": both,
        "directed": directed,
        "isolated": isolated,
        "labels": Labels.of(datasette),
        "summary": summary,
        "in_words": in_words,
        "parameters_of": lambda metadata: _parameters(datasette, metadata),
        "title_of": lambda label, database=None: _title_of(datasette, label, database),
    }
    env.loader = ChoiceLoader([FileSystemLoader(str(ROOT / "templates")), *([env.loader] if env.loader else [])])


def grouped(queries: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Questions by the group that metadata.yml puts them into, groups and questions in its order."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for query in queries:
        groups.setdefault(query.get("group") or "أسئلة أخرى · Other questions", []).append(query)
    return list(groups.items())


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our static files likewise, and the world's countries as one SVG that maps draw from."""
    return [(r"^/static/(?P<path>.*)$", asgi_static(ROOT / "static")), (r"^/-/world\.svg$", world_svg)]


async def world_svg() -> Response:
    """The SVG: a path for each shape, with the country's code as id where it has one."""
    return Response(world.svg(), content_type="image/svg+xml; charset=utf-8", headers={"cache-control": A_YEAR})


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
def extra_template_vars(
    view_name: str, database: str | None, table: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """What the home page and the pages of rows tell."""

    async def load() -> dict[str, Any]:
        if view_name == "index":
            shown = [each for name, each in datasette.databases.items() if name != "_internal"]
            return {"registers": [await _register(datasette, each) for each in shown]}
        if view_name == "row" and database and table and request:
            return await _page_of_a_row(datasette, datasette.get_database(database), table, tilde_decode(request.url_vars["pks"]))
        return {}

    return load


async def _page_of_a_row(datasette: Datasette, database: Database, table: str, id_: str) -> dict[str, Any]:
    """What the page of an article or a subject tells; nothing for a row of another table or of a database that is no register."""
    register = await register_of(datasette)
    if register is None or register.name != database.name or table not in {"articles", *dossiers.SUBJECTS}:
        return {}

    page_of = _pages_of(datasette, database)
    common = {"page_of": page_of, "table_url": lambda name: datasette.urls.table(database.name, name)}
    if table == "articles":
        told = await dossiers.article(database, id_)
        return common | {
            "article": told,
            "paragraphs": _marked(told, page_of, str(datasette.urls.table(database.name, "dates"))),
            "map": small_map(told["countries"], page_of),
        }
    told = await dossiers.subject(database, table, id_)
    shown = [*told["itself"], *told["countries"]] if table == "countries" else told["countries"]
    return common | {"dossier": told, "subject": table, "map": small_map([_as_counted(row) for row in shown], page_of)}


def _pages_of(datasette: Datasette, database: Database) -> Callable[[str, object], str]:
    """The address of the page of a row."""
    return lambda table, id_: str(datasette.urls.row(database.name, table, tilde_encode(str(id_))))


def _as_counted(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row.get("code"), **row}


def _marked(told: dict[str, list[dict[str, Any]]], page_of: Callable[[str, object], str], dates: str) -> list[Markup]:
    """The paragraphs of an article with all that was found in them; none where the text is not published."""
    body = told["article"][0]["body"]
    if body is None:
        return []
    marks = [
        Marked(each["start"], each["end"], kind, page_of(table, each[column]), _title(kind, each["name_ar"], each["name_en"]))
        for each in told["mentions"]
        for kind, column, table in MENTIONED
        if each[column] is not None
    ]
    marks += [
        Marked(each["start"], each["end"], "date", f"{dates}?value={each['value']}", f"تاريخ · date: {each['value']}")
        for each in told["dates"]
        if each["value"] is not None
    ]
    around = [Around(each["start"], each["end"], "quotation", f"q{each['start']}") for each in told["quotations"]]
    around += [Around(each["start"], each["end"], "event", f"e{each['start']}") for each in told["events"]]
    return list(paragraphs(body, marks, sorted(set(around))))


def _title(kind: str, name_ar: str, name_en: str | None) -> str:
    return f"{IN_WORDS[kind]}: {name_ar}" + (f" · {name_en}" if name_en else "")


def small_map(countries: Rows, page_of: Callable[[str, object], str]) -> dict[str, Any] | None:
    """A part of the world with the countries named on it, the more often the darker; None where none has a place."""
    placed = [row for row in countries if row["latitude"] is not None]
    if not placed:
        return None
    most = max(row["mentions"] for row in placed)
    shapes = [
        Shape(
            code=row["id"],
            href=page_of("countries", row["id"]),
            name=Bilingual(row["name_ar"], row["name_en"]),
            mentions=row["mentions"],
            shade=max(1, -(-SHADES * row["mentions"] // most)),
            dot=None if world.has_shape(row["id"]) else world.place(row["latitude"], row["longitude"]),
        )
        for row in placed
    ]
    return {"box": world.around([(row["latitude"], row["longitude"]) for row in placed]), "shapes": shapes}


def summary(months: Rows) -> Bilingual | None:
    """A chart of months in words: from when to when, in how many months, and the month with most."""
    if not months:
        return None
    most = max(months, key=lambda row: (row["articles"], row["month"]))
    articles, first, last = sum(row["articles"] for row in months), months[0]["month"], months[-1]["month"]
    most_in = f"{most['month']} ({most['articles']})"
    return Bilingual(
        f"من {first} إلى {last}: {articles} من المقالات المؤرخة في {len(months)} من الأشهر؛ أكثرها في {most_in}.",
        f"From {first} to {last}: dated articles: {articles}, months: {len(months)}; most in {most_in}.",
    )


def in_words(chart: dict[str, Any], answered: Sequence[Any]) -> Markup:
    """What a chart of an answer shows, for who does not see it: how many, and which is the greatest."""
    *names, value = chart["columns"] if chart["kind"] == "network" else chart["columns"][:2]
    drawn = [row for row in answered if chart["kind"] != "months" or MONTH.fullmatch(row[names[0]])] or list(answered)
    most = max(drawn, key=lambda row: row[value] or 0)
    told = {
        "rows": len(drawn),
        "named": len({row[name] for row in drawn for name in names}),
        "most": Markup("، ").join(directed(str(most[name])) for name in names),
        "value": most[value],
    }
    ar, en = IN_WORDS_OF.get(chart["kind"], IN_WORDS_OF["bars"])
    return phrase(ar.format(**told), en.format(**told))


def _title_of(datasette: Datasette, label: str, database: str | None) -> str:
    """What metadata.yml calls home, a database or a table; what has no title there is called as it is."""
    if label == "home":
        return HOME
    table = datasette.table_metadata(database, label) if database else {}
    described = (datasette.metadata("databases") or {}).get(label, {})
    return str((described if label == database else table).get("title") or label)


def _parameters(datasette: Datasette, query: dict[str, Any]) -> dict[str, dict[str, str]]:
    """What the blanks of a question are called, and an answer that each takes."""
    known: dict[str, dict[str, str]] = datasette.metadata("parameters") or {}
    return {name: known[name] for name in query.get("params") or [] if name in known}


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
    groups = {group: [questions[query["name"]] for query in those] for group, those in grouped(queries.values())}
    register = await register_of(datasette)
    is_register = register is not None and register.name == database.name
    inside = await dossiers.home(database) if is_register else {}
    accuracy = await _accuracy(database) if "accuracy" in questions and "evaluation" in tables else {}
    page_of = _pages_of(datasette, database)
    drawn = small_map(inside["countries"], page_of) if inside else None
    return Register(str(datasette.urls.database(database.name)), database.name, tables, questions, groups, accuracy, inside, page_of, drawn)


async def _accuracy(database: Database) -> dict[str, Figure]:
    measured = await database.execute("select kind, name_ar, name_en, f1, pages from evaluation order by position")
    return {kind: Figure(Bilingual(name_ar, name_en), f1, pages) for kind, name_ar, name_en, f1, pages in measured.rows}


def _link(href: object, name: str, described: dict[str, Any], rows: int | None = None) -> Link:
    return Link(str(href), both(described.get("title", name)), both(described.get("description", "")), rows)
