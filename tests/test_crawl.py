"""A browser opens every page within two clicks of home, and counts: requests to the outside, errors, answers that fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Response, Route

from plugins.show.registers import SUBJECTS
from tests.browsing import HOW_TO_GET_IT, MISSING, serving

pytestmark = pytest.mark.skipif(MISSING, reason=HOW_TO_GET_IT)

CLICKS = 2
ROWS = 3  # of a table whose rows are shown as Datasette shows them
NO_PAGES = (".json", ".csv", ".db", ".atom", ".xml", ".jsonld", ".svg", ".txt")
HREFS = "[...document.querySelectorAll('a[href]')].map((link) => new URL(link.getAttribute('href'), location).href)"


@dataclass
class Walk:
    """Where a crawl was, and what it met: requests to the outside, answers that failed, errors on a page, pages wider than a phone."""

    address: str
    pages: int = 0
    open_requests: int = 0
    seen: set[str] = field(default_factory=set)
    plain_rows: Counter[str] = field(default_factory=Counter)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)

    def keep_inside(self, route: Route) -> None:
        if route.request.url.startswith((self.address, "data:")):
            route.continue_()
        else:
            self.outside.append(f"{route.request.frame.url} asked for {route.request.url}")
            route.abort()

    def begin(self, _: Request) -> None:
        self.open_requests += 1

    def end(self, _: Request) -> None:
        self.open_requests -= 1

    def note_answer(self, response: Response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by going on to the next page
            self.failed.append(f"{request.failure} {request.url}")

    def go(self, page: Page) -> None:
        """Breadth first. Of addresses that differ in what is asked alone (sorted, filtered, faceted), one is opened beside the bare one,
        and of tables whose rows have no page of their own a few rows."""
        queue = [f"{self.address}/"]
        for _ in range(CLICKS + 1):
            found: list[str] = []
            for url in queue:
                self.pages += 1
                page.goto(url)
                if self.open_requests > 0:  # what charts and maps ask for once the page is there
                    page.wait_for_load_state("networkidle")
                if page.evaluate("document.documentElement.scrollWidth") > 390:
                    self.wide.append(url)
                found += page.evaluate(HREFS)
            queue = [url for url in dict.fromkeys(each.split("#")[0] for each in found) if self.is_new(url)]

    def is_new(self, url: str) -> bool:
        parts = urlsplit(url)
        kind = f"{parts.path}?{'asked' if parts.query else ''}"
        if not url.startswith(self.address + "/") or parts.path.endswith(NO_PAGES) or kind in self.seen:
            return False
        _, *place = parts.path.strip("/").split("/")
        if len(place) == 2 and place[0] not in {"articles", *SUBJECTS}:
            self.plain_rows[place[0]] += 1
            if self.plain_rows[place[0]] > ROWS:
                return False
        self.seen.add(kind)
        return True


@pytest.fixture(scope="module")
def walk(browser: Browser, news_db: Path) -> Iterator[Walk]:
    with serving(news_db) as address:
        made = Walk(address, seen={"/?"})
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.route("**/*", made.keep_inside)
        page.on("response", made.note_answer)
        page.on("requestfailed", made.note_failure)
        page.on("request", made.begin)
        page.on("requestfinished", made.end)
        page.on("requestfailed", made.end)
        page.on("console", lambda message: made.errors.append(f"{page.url} {message.text}") if message.type == "error" else None)
        page.on("pageerror", lambda error: made.errors.append(f"{page.url} {error}"))
        made.go(page)
        page.close()
        print(f"{made.pages} pages opened; rows of plain tables left out: {sum(max(0, n - ROWS) for n in made.plain_rows.values())}")
        yield made


def test_the_walk_sees_every_kind_of_page(walk: Walk) -> None:
    paths = {kind.split("?")[0] for kind in walk.seen}
    for part in ("articles", "people", "countries", "organisations", "topics", "map", "network", "accuracy"):
        assert f"/news/{part}" in paths
    assert len(paths) > 100, len(walk.seen)


def test_no_page_asks_for_anything_outside(walk: Walk) -> None:
    assert walk.outside == []


def test_no_answer_fails_and_no_page_tells_an_error(walk: Walk) -> None:
    assert walk.failed == []
    assert walk.errors == []


def test_no_page_is_wider_than_a_phone(walk: Walk) -> None:
    assert walk.wide == []
