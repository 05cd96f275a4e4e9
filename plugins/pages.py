"""What pages need beside Datasette's own: style sheets, scripts, templates, and what each kind of page tells."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import Response
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request, asgi_static
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from pluggy import HookimplMarker

from plugins.show import dossiers, home, marking, world
from plugins.show.charts import in_words, summary
from plugins.show.maps import small_map
from plugins.show.registers import SUBJECTS, pages_of, register_of
from plugins.show.words import Labels, both, directed, isolated, phrase

hookimpl = HookimplMarker("datasette")

ROOT = Path(__file__).resolve().parent.parent
A_YEAR = "public, max-age=31536000"
HOME = "الأولى · Home"


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Our templates, wherever Datasette was told to look for some: metadata.yml and plugins/ are all that it must be given.

    The words of the site are there for every page, those of an error too, which Datasette draws without what hooks tell.
    """
    env.filters["groupby_group"] = home.grouped
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


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our static files likewise, and the world's countries as one SVG that maps draw from."""
    return [(r"^/static/(?P<path>.*)$", asgi_static(ROOT / "static")), (r"^/-/world\.svg$", world_svg)]


async def world_svg() -> Response:
    """The SVG: a path for each shape, with the country's code as id where it has one."""
    return Response(world.svg(), content_type="image/svg+xml; charset=utf-8", headers={"cache-control": A_YEAR})


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
            return {"registers": [await home.register(datasette, each) for each in shown]}
        if view_name == "row" and database and table and request:
            return await _page_of_a_row(datasette, datasette.get_database(database), table, tilde_decode(request.url_vars["pks"]))
        return {}

    return load


async def _page_of_a_row(datasette: Datasette, database: Database, table: str, id_: str) -> dict[str, Any]:
    """What the page of an article or a subject tells; nothing for a row of another table or of a database that is no register."""
    register = await register_of(datasette)
    if register is None or register.name != database.name or table not in {"articles", *SUBJECTS}:
        return {}

    page_of = pages_of(datasette, database)
    common = {"page_of": page_of}
    if table == "articles":
        told = await dossiers.article(database, id_)
        return common | {
            "article": told,
            "paragraphs": marking.of_article(told, page_of, str(datasette.urls.table(database.name, "dates"))),
            "map": small_map(told["countries"], page_of),
        }
    told = await dossiers.subject(database, table, id_)
    shown = [*told["itself"], *told["countries"]] if table == "countries" else told["countries"]
    return common | {"dossier": told, "subject": table, "map": small_map([_as_counted(row) for row in shown], page_of)}


def _as_counted(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row.get("code"), **row}


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
