"""What pages weigh and how soon they are seen, ours beside plain Datasette's of the same address.

    python -m benchmarks.site [--rounds N] [news.db]

Plain is Datasette with the same database and nothing of ours. Each page is loaded by both in turn, in a window that has
cached nothing, so that a slow moment of the machine slows both. Figures: bytes that crossed the wire, requests, and the median
of the times to the first contentful paint, as a ratio to plain's.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from benchmarks.labelled import markdown
from tests.browsing import ROOT, browsing, free_port, serving, wait_for
from tests.kinds import kinds

PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
    const [entry] = list.getEntriesByName("first-contentful-paint");
    if (entry) done(entry.startTime);
}).observe({type: "paint", buffered: true}))"""
SIZES = "() => performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).map((each) => each.transferSize)"


class Load(NamedTuple):
    """One load of a page: bytes, requests, milliseconds to the first contentful paint."""

    size: int
    requests: int
    paint: float


@contextmanager
def plain(database: Path) -> Iterator[str]:
    """The address of a Datasette that knows nothing of Sijill."""
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(database), "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "DATASETTE_LOAD_PLUGINS": ""}  # the map is a plugin, and ours
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def load(browser: Browser, url: str) -> Load | None:
    """A page in a window that has cached nothing; None where there is no such page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    answer = page.goto(url)
    page.wait_for_load_state("networkidle")
    sizes = page.evaluate(SIZES)
    made = Load(sum(sizes), len(sizes), page.evaluate(PAINT))
    context.close()
    return made if answer and answer.status == 200 else None


def row(browser: Browser, ours: str, theirs: str, path: str, rounds: int) -> list[str]:
    """The figures of one address."""
    loads: dict[str, list[Load]] = {ours: [], theirs: []}
    for number in range(rounds + 1):  # the first, when the servers are cold, is not counted; each side begins every other round
        for address in (ours, theirs) if number % 2 else (theirs, ours):
            made = load(browser, address + path)
            if made and number:
                loads[address].append(made)
    mine, others = loads[ours], loads[theirs]
    if not mine:
        return []
    told = [f"{mine[0].size / 1000:,.0f}", str(mine[0].requests)]
    if not others:
        return [*told, "—", "—", "—"]
    ratio = statistics.median(each.paint for each in mine) / statistics.median(each.paint for each in others)
    return [*told, f"{others[0].size / 1000:,.0f}", str(others[0].requests), f"{ratio:.2f}"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="What pages weigh, beside plain Datasette's.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("database", type=Path, nargs="?", default=Path("news.db"))
    options = parser.parse_args()
    database = options.database.resolve()
    with serving(database) as ours, plain(database) as theirs, browsing() as browser:
        told = {kind: row(browser, ours, theirs, path, options.rounds) for kind, path in kinds(database).items()}
    columns = ["page", "kB", "requests", "plain kB", "plain requests", "first paint, ratio to plain"]
    print(markdown(columns, [[kind, *figures] for kind, figures in told.items() if figures]))


if __name__ == "__main__":
    main()
