"""The search box: its page, and its answer as JSON."""

from __future__ import annotations

import json
from typing import Any

from datasette import Response
from datasette.app import Datasette
from datasette.utils.asgi import Request
from pluggy import HookimplMarker

from plugins.show.registers import pages_of, register_of
from plugins.show.searching import PAGE, Answer, answer

hookimpl = HookimplMarker("datasette")

LONGEST_QUESTION = 300


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The page of the search box, and its answer as JSON."""
    return [(r"^/-/search$", search_page), (r"^/-/search\.json$", search_json)]


async def search_page(request: Request, datasette: Datasette) -> Response:
    """A page that anybody can read: nothing typed gives the box alone."""
    database = await register_of(datasette)
    question, offset = _typed(request)
    found = await answer(database, question, offset) if database and question else None
    names = {"database": database.name if database else None, "question": question, "answer": found, "offset": offset, "page": PAGE}
    names["page_of"] = pages_of(datasette, database) if database else None
    return Response.html(await datasette.render_template("search.html", names, request=request))


async def search_json(request: Request, datasette: Datasette) -> Response:
    """The same as JSON; what is marked stands between <mark> and </mark>."""
    database = await register_of(datasette)
    question, offset = _typed(request)
    found = await answer(database, question, offset) if database else Answer([], 0, [], 0, [], heard=False)
    told = found._asdict() | {name: [each._asdict() for each in getattr(found, name)] for name in ("named", "articles", "quotations")}
    body = json.dumps({"question": question, **told}, ensure_ascii=False)
    return Response(body, content_type="application/json; charset=utf-8")


def _typed(request: Request) -> tuple[str, int]:
    """The question and how many articles to pass over; what is no number is none."""
    offset = request.args.get("from") or "0"
    return (request.args.get("q") or "").strip()[:LONGEST_QUESTION], int(offset) if offset.isascii() and offset.isdigit() else 0
