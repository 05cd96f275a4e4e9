"""What was published, in a real browser, under a sub-path of a host that knows nothing but files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browsing import HOW_TO_GET_IT, MARKERS, MISSING, Visit, hosting, visiting
from tests.hosts import giving_parts

pytestmark = pytest.mark.skipif(MISSING, reason=HOW_TO_GET_IT)

PATIENCE = 60_000.0  # milliseconds: the site's whole Python comes into the browser
PAGES = (
    "index.html",
    "news.html",
    "news/articles.html",
    "news/articles/57279336214.html",
    "news/people/sergey-lavrov.html",
    "news/countries/DZ.html",
    "news/topics/libya.html",
    "news/map.html",
    "news/network.html",
    "news/timeline.html",
    "news/quotations.html",
    "data/index.html",
)


@pytest.fixture(scope="module")
def address(dist: Path) -> Iterator[str]:
    with hosting(dist.parent) as started:
        yield f"{started}/dist/"


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as made:
        yield made
        assert made.outside == []
        assert made.errors == []


@pytest.fixture(scope="module")
def live(browser: Browser, address: str) -> Iterator[Visit]:
    """The live site, opened once."""
    with visiting(browser, address) as made:
        made.page.goto(f"{address}live/index.html")
        shown(made.page)
        yield made
        assert made.outside == []
        assert made.errors == []


def shown(page: Page) -> FrameLocator:
    """The site within the page, once there is one."""
    page.wait_for_selector("body[data-shown]", timeout=PATIENCE)
    return page.frame_locator("#site")


def go(live: Visit, path: str) -> FrameLocator:
    """Another page of the live site."""
    live.page.evaluate(
        """(path) => {
            delete document.body.dataset.shown;
            document.getElementById("site").src = new URL("site/" + path, location.href);
        }""",
        path,
    )
    return shown(live.page)


def number(db: Path, sql: str) -> int:
    with closing(sqlite3.connect(db)) as connection:
        return int(connection.execute(sql).fetchone()[0])


@pytest.mark.parametrize("path", PAGES)
def test_a_frozen_page_stands_as_on_a_server(visit: Visit, path: str) -> None:
    page = visit.open(path)
    expect(page.locator("h1").first).to_be_visible()
    assert page.evaluate("document.characterSet") == "UTF-8"
    assert page.evaluate("getComputedStyle(document.querySelector('header.site')).backgroundColor") == "rgb(31, 78, 107)"


@pytest.mark.parametrize("path", ["news/map.html", "news/countries.html"])
def test_the_frozen_map_has_a_marker_for_each_country_and_leads_on(visit: Visit, dist: Path, path: str) -> None:
    page = visit.open(path)
    assert page.evaluate(MARKERS) == number(dist / "data/news.db", "select count(*) from countries where articles > 0")
    page.evaluate("document.querySelector('svg.world #DZ').dispatchEvent(new MouseEvent('click', { bubbles: true }))")
    page.wait_for_url("**/news/countries/DZ.html")


def test_the_frozen_charts_are_drawn(visit: Visit) -> None:
    expect(visit.open("news/timeline.html").locator("figure.chart svg").first).to_be_visible()


def test_what_a_frozen_table_cannot_do_the_live_site_does(visit: Visit) -> None:
    page = visit.open("news/people.html")
    page.goto(page.url + "?_sort_desc=name_ar")
    names = shown(page).locator("td.col-name_ar")
    assert page.url.startswith(visit.address + "live/index.html?_path=%2Fnews%2Fpeople%3F_sort_desc")
    expect(names.first).to_contain_text("مولود")


def test_the_search_box_of_a_frozen_page_asks_the_live_site(visit: Visit) -> None:
    page = visit.open("index.html")
    page.fill("#q", "لافروڤ")
    page.press("#q", "Enter")
    frame = shown(page)
    expect(frame.locator("section[aria-labelledby=named]")).to_contain_text("سيرغي لافروف")
    assert page.title().startswith("لافروڤ")


def test_the_live_site_begins_at_home_and_tells_its_place(live: Visit) -> None:
    frame = go(live, "news/articles")
    frame.locator("td.col-title a, td.col-id a").first.click()
    live.page.wait_for_url("**_path=%2Fnews%2Farticles%2F*", timeout=PATIENCE)
    expect(shown(live.page).locator("h1").first).to_be_visible()


def test_the_live_site_answers_sql(live: Visit) -> None:
    frame = go(live, "news?sql=select+fold('أُحبُّ')+as+folded,+count(*)+as+n+from+mentions")
    expect(frame.locator("td.col-folded")).to_contain_text("احب")


def test_the_live_site_searches_as_a_server_does(live: Visit) -> None:
    frame = go(live, "-/search?q=والجزائر")
    expect(frame.locator("section[aria-labelledby=articles] li").first).to_be_visible()


def test_the_live_map_has_its_markers(live: Visit, dist: Path) -> None:
    go(live, "news/map")
    frame = next(each for each in live.page.frames if "/live/site/" in each.url)
    frame.wait_for_selector(".leaflet-marker-icon", timeout=PATIENCE)
    assert frame.evaluate(MARKERS) == number(dist / "data/news.db", "select count(*) from countries where articles > 0")


def test_a_question_of_metadata_is_answered_live(live: Visit) -> None:
    frame = go(live, "news/spoke_of")
    expect(frame.locator("h1")).to_be_visible()
    frame = go(live, "news/named_with?name=لافروف")
    expect(frame.locator("table.rows-and-columns tbody tr").first).to_be_visible()


def test_sql_is_answered_in_the_explorer(visit: Visit, dist: Path) -> None:
    visit.page.goto(f"{visit.address}explorer/index.html?sql=select+count(*)+from+mentions")
    expect(visit.page.locator("tbody td")).to_have_text(str(number(dist / "data/news.db", "select count(*) from mentions")))


def test_a_table_can_be_taken_away_from_the_live_site(live: Visit) -> None:
    go(live, "news/people")
    with live.page.expect_download(timeout=PATIENCE) as download:
        live.page.evaluate(
            "document.getElementById('site').contentWindow.location = new URL('site/news/people.csv?_dl=on', location.href).href"
        )
    assert "لافروف" in Path(download.value.path()).read_text("utf-8-sig")


def test_the_register_can_be_taken_away_from_the_live_site(live: Visit, dist: Path) -> None:
    fetched = "async () => (await (await fetch('site/news.db')).arrayBuffer()).byteLength"
    assert live.page.evaluate(fetched) == (dist / "data/news.db").stat().st_size


def test_the_live_site_says_what_is_not_there(browser: Browser, address: str) -> None:
    """The browser notes the 404 in its console, whoever reads it."""
    with visiting(browser, address) as visit:
        visit.page.goto(f"{address}live/index.html?_path=/news/people/nobody")
        expect(shown(visit.page).locator("main")).to_contain_text("Nothing has this address")
        assert visit.outside == []


def test_the_live_site_reads_a_register_piece_by_piece(browser: Browser, dist: Path) -> None:
    with giving_parts(dist.parent) as host, visiting(browser, f"{host.address}/dist/") as visit:
        visit.page.goto(f"{visit.address}live/index.html?pieces&_path=/news/people/sergey-lavrov")
        expect(shown(visit.page).locator("h1").first).to_contain_text("لافروف")
        assert host.parts > 1
        assert host.bytes < (dist / "data/news.db").stat().st_size
        assert visit.errors == visit.outside == []


def test_an_address_of_the_site_opened_by_itself_comes_with_what_is_around_it(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        visit.page.goto(f"{address}live/index.html")
        shown(visit.page)
        visit.page.goto(f"{address}live/site/news/people/sergey-lavrov")
        expect(shown(visit.page).locator("h1").first).to_contain_text("لافروف")
        assert visit.page.url.startswith(f"{address}live/index.html?_path=")
