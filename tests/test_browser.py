"""The site as a real browser shows it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests.browsing import CHROMIUM, browsing, serving

pytestmark = pytest.mark.skipif(
    not Path(CHROMIUM).exists() and not os.environ.get("CI"), reason="chromium is not installed (apt-get install chromium)"
)

SHOWN = """() => [...document.querySelectorAll('.leaflet-marker-icon')]
    .reduce((sum, icon) => sum + (icon.matches('.marker-cluster') ? Number(icon.innerText) : 1), 0)"""
PAGES_WITH_A_MAP = ("/news/countries", "/news/map")


@dataclass
class Visit:
    """A page, what it asked for outside, and the errors that it told."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def keep_inside(self, route: Route) -> None:
        if route.request.url.startswith(self.address):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and message.location.get("url") not in self.outside:
            self.errors.append(message.text)


@pytest.fixture(scope="module")
def address(news_db: Path) -> Iterator[str]:
    with serving(news_db) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    made = Visit(page, address)
    page.route("**/*", made.keep_inside)
    page.on("console", made.note)
    page.on("pageerror", lambda error: made.errors.append(str(error)))
    yield made
    page.close()


@pytest.mark.parametrize("path", PAGES_WITH_A_MAP)
def test_the_map_has_a_marker_and_a_shade_for_each_country_named(visit: Visit, connection: sqlite3.Connection, path: str) -> None:
    page = visit.open(path)
    (named,) = connection.execute("select count(*) from countries where articles > 0").fetchone()
    assert named > 5
    page.wait_for_function(f"({SHOWN})() === {named}")
    page.wait_for_function(f"document.querySelectorAll('svg.world path[data-named]').length === {named}")
    assert visit.outside == []
    assert visit.errors == []


@pytest.mark.parametrize("path", PAGES_WITH_A_MAP)
def test_a_popup_names_the_country_counts_and_leads_to_its_articles(visit: Visit, path: str) -> None:
    page = visit.open(path)
    page.locator("img.leaflet-marker-icon").first.click()
    popup = page.locator(".leaflet-popup-content a")
    popup.wait_for()
    assert "المقالات" in popup.inner_text()
    assert "Articles: " in popup.inner_text()
    page.wait_for_selector(".leaflet-pan-anim", state="detached")  # the map moves until the whole popup is seen
    popup.click()
    page.wait_for_url("**/countries/*")
    assert page.locator("ul.articles li").count() > 0


@pytest.mark.parametrize("path", ["/", "/news", "/news/articles", "/news/mentions", "/news/quotations", "/news/evidence", "/news/accuracy"])
def test_pages_without_a_map_ask_nothing_outside_and_tell_no_error(visit: Visit, path: str) -> None:
    visit.open(path)
    assert visit.outside == []
    assert visit.errors == []


def test_each_cell_has_its_own_direction(visit: Visit) -> None:
    page = visit.open("/news/countries")
    style = "cell => { const { direction, textAlign } = getComputedStyle(cell); return [direction, textAlign]; }"
    assert page.locator("td.col-name_ar > *").first.evaluate(style) == ["rtl", "start"]
    assert page.locator("td.col-name_en").first.evaluate(style) == ["ltr", "start"]


def test_a_paragraph_begins_at_the_side_of_its_language(visit: Visit) -> None:
    page = visit.open("/news/articles")
    arabic, english = page.locator(".metadata-description p").all()
    direction = "paragraph => getComputedStyle(paragraph).direction"
    assert (arabic.evaluate(direction), english.evaluate(direction)) == ("rtl", "ltr")


@pytest.mark.parametrize("path", ["/news/articles", "/news/article_people", "/news/mentions"])
def test_a_facet_s_count_stands_beside_its_label(visit: Visit, path: str) -> None:
    page = visit.open(path)
    facets = page.locator(".facet-info li").all()
    assert facets
    overlaps = """facet => {
        const count = facet.querySelector(".facet-count").getBoundingClientRect();
        return [...facet.querySelector("a, bdi").getClientRects()]
            .some((line) => line.left < count.right && count.left < line.right
                && line.top < count.bottom - 4 && count.top + 4 < line.bottom);
    }"""
    assert [facet.inner_text() for facet in facets if facet.evaluate(overlaps)] == []


def test_what_is_typed_is_found(visit: Visit) -> None:
    page = visit.open("/news/articles")
    page.fill("#_search", "لافرُوف")
    page.press("#_search", "Enter")
    page.wait_for_url("**_search=*")
    assert page.locator("table.rows-and-columns tbody tr").count() > 0


@pytest.mark.parametrize("path", ["/", "/news/articles", "/news/map", "/news/quotations", "/news/accuracy"])
def test_no_page_is_wider_than_a_phone(visit: Visit, path: str) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 800})
    page = visit.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
