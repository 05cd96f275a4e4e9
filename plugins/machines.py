"""What programs read: a feed, a map of the site, JSON with Arabic as Arabic, CSV that spreadsheets open right, descriptions."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette import Response
from datasette.app import Datasette
from datasette.renderer import json_renderer
from datasette.utils import MultiParams
from datasette.utils.asgi import NotFound, Request
from pluggy import HookimplMarker

from plugins.show import described, feed
from plugins.show.registers import pages_of, register_of

hookimpl = HookimplMarker("datasette")

BOM = "\ufeff".encode()
Message = MutableMapping[str, Any]
App = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]

ROBOTS = """User-agent: *
Disallow: /*?
Disallow: /*.csv$
Disallow: /*.json$
Allow: /

Sitemap: {sitemap}
"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The feed, the map of the site in parts, what crawlers may ask for, and the register described for catalogues."""
    return [
        (r"^/feed\.atom$", atom),
        (r"^/sitemap\.xml$", sitemap),
        (r"^/sitemap-(?P<part>\d+)\.xml$", sitemap),
        (r"^/robots\.txt$", robots),
        (r"^/-/dataset\.jsonld$", dataset),
    ]


async def atom(request: Request, datasette: Datasette) -> Response:
    """The newest dated articles as an Atom feed (RFC 4287); no text of theirs."""
    database = await register_of(datasette)
    if database is None:
        raise NotFound("no register")
    told = {"feed": await feed.entries(database), "address": lambda path: _absolute(datasette, request, path)}
    told["page_of"] = lambda table, id_: _absolute(datasette, request, pages_of(datasette, database)(table, id_))
    body = await datasette.render_template("feed.atom", told, request=request)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


async def sitemap(request: Request, datasette: Datasette) -> Response:
    """The addresses of all pages that are worth a crawl (sitemaps.org); where they are too many for one file, of the files."""
    addresses = [_absolute(datasette, request, path) for path in await feed.pages(datasette)]
    parts = [addresses[at : at + feed.MOST_ADDRESSES] for at in range(0, len(addresses), feed.MOST_ADDRESSES)]
    asked = request.url_vars.get("part")
    if asked is not None and not 1 <= int(asked) <= len(parts):
        raise NotFound("no such part")
    files = [_absolute(datasette, request, datasette.urls.path(f"sitemap-{number}.xml")) for number in range(1, len(parts) + 1)]
    is_index = asked is None and len(parts) > 1
    told = {"is_index": is_index, "addresses": files if is_index else parts[int(asked or 1) - 1]}
    return Response(await datasette.render_template("sitemap.xml", told, request=request), content_type="application/xml; charset=utf-8")


async def robots(request: Request, datasette: Datasette) -> Response:
    """Pages may be crawled; what is sorted, filtered, paged and exported may not: there is no end of it."""
    return Response.text(ROBOTS.format(sitemap=_absolute(datasette, request, datasette.urls.path("sitemap.xml"))))


async def dataset(request: Request, datasette: Datasette) -> Response:
    """The register as a schema.org Dataset, with every column."""
    database = await register_of(datasette)
    if database is None:
        raise NotFound("no register")
    told = await described.dataset(datasette, database, lambda path: _absolute(datasette, request, path), with_columns=True)
    return Response(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/ld+json; charset=utf-8")


@hookimpl
def extra_template_vars(
    view_name: str, database: str | None, table: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """What stands in the head of the home page and of the pages of rows."""

    async def load() -> dict[str, Any]:
        register = await register_of(datasette)
        if request is None or register is None:
            return {}

        def address(path: object) -> str:
            return _absolute(datasette, request, path)

        told: dict[str, Any] = {"canonical": address(request.path) if view_name in ("index", "row") else None}
        if view_name == "index":
            told["json_ld"] = described.in_a_page(await described.dataset(datasette, register, address, with_columns=False))
        if view_name == "row" and database == register.name and table == "articles":
            id_ = request.url_vars["pks"]
            told["json_ld"] = described.in_a_page(await described.article(datasette, register, address, id_))
            told["is_article"] = True
        return told

    return load


def _absolute(datasette: Datasette, request: Request, path: object) -> str:
    return str(datasette.absolute_url(request, str(path)))


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    """JSON as Datasette gives it, Arabic as Arabic instead of by number."""
    return {"extension": "json", "render": unescaped}


def unescaped(args: MultiParams, data: dict[str, Any], view_name: str) -> Response:
    """Datasette's own answer, read and written again."""
    response = json_renderer(args, data, view_name)
    in_lines = response.content_type == "text/plain"
    told = response.body.split("\n") if in_lines else [response.body]
    response.body = "\n".join(json.dumps(json.loads(each), ensure_ascii=False) if each else each for each in told)
    response.content_type = "text/plain; charset=utf-8" if in_lines else response.content_type
    return response


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """CSV begins with a byte order mark: without it, spreadsheets take UTF-8 for something else."""
    return marked


def marked(app: App) -> App:
    """The same application, each CSV that succeeds with a mark before its first byte."""

    async def with_mark(scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith(".csv"):
            await app(scope, receive, send)
            return
        due = False

        async def send_marked(message: Message) -> None:
            nonlocal due
            if message["type"] == "http.response.start":
                due = message["status"] == 200
                message["headers"] = [
                    (name, str(int(value) + len(BOM)).encode() if due and name == b"content-length" else value)
                    for name, value in message["headers"]
                ]
            elif due and message["type"] == "http.response.body":
                message["body"] = BOM + message.get("body", b"")
                due = False
            await send(message)

        await app(scope, receive, send_marked)

    return with_mark
