"""What runs in a reader's browser: the site, asked in process. Imported there by live/worker.js, by nothing here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from datasette.app import Datasette

from publishing.site import metadata, site

# WebAssembly has no threads, and takes a few times as long.
SETTINGS = {"num_sql_threads": 0, "sql_time_limit_ms": 5000}


class Answer(NamedTuple):
    """What the site gives for an address: an HTTP status, its headers and its body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def opened(register: str, base_url: str, inspected: str) -> Datasette:
    """The site of a register, its addresses beginning with `base_url`; `inspected` is what `datasette inspect` tells, as JSON."""
    return site(Path(register), base_url, metadata(), SETTINGS, json.loads(inspected))


async def answer(datasette: Datasette, url: str) -> Answer:
    """What the site answers to a whole address (a path alone would be given base_url once more)."""
    response = await datasette.client.request("GET", url, avoid_path_rewrites=True)
    return Answer(response.status_code, list(response.headers.items()), response.content)
