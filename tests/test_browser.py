"""The site as a real browser shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import HOW_TO_GET_IT, MARKERS, MISSING, Visit, serving, visiting

pytestmark = pytest.mark.skipif(MISSING, reason=HOW_TO_GET_IT)

PAGES_WITH_A_MAP = ("/news/countries", "/news/map")


@pytest.fixture(scope="module")
def address(news_db: Path) -> Iterator[str]:
    with serving(news_db) as started:
        yield started


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as made:
        yield made


@pytest.mark.parametrize("path", PAGES_WITH_A_MAP)
def test_the_map_has_a_marker_and_a_shade_for_each_country_named(visit: Visit, connection: sqlite3.Connection, path: str) -> None:
    page = visit.open(path)
    (named,) = connection.execute("select count(*) from countries where articles > 0").fetchone()
    assert named > 5
    page.wait_for_function(f"({MARKERS})() === {named}")
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


STYLE = "(element, name) => getComputedStyle(element)[name]"


def test_an_article_reads_from_the_right_in_either_language(visit: Visit, connection: sqlite3.Connection) -> None:
    (id_,) = connection.execute("select article_id from events limit 1").fetchone()
    page = visit.open(f"/news/articles/{id_}")
    for language in ("", "ar", "en"):
        page.click(f'.languages [data-ui="{language}"]')
        for element in ("article h1", "article .text p"):
            assert page.locator(element).first.evaluate(STYLE, "direction") == "rtl"
        assert page.locator("article .text p").first.evaluate(STYLE, "textAlign") == "start"


def test_kinds_of_marks_differ_by_more_than_colour(visit: Visit, connection: sqlite3.Connection) -> None:
    (id_,) = connection.execute("select article_id from events limit 1").fetchone()
    page = visit.open(f"/news/articles/{id_}")
    kinds = ("person", "country", "organisation", "region", "date")
    lines = [page.locator(f".legend .m.{kind}").evaluate(STYLE, "textDecorationStyle") for kind in kinds]
    assert len(set(lines)) == len(kinds)
    assert page.locator("article .quotation").first.evaluate(STYLE, "borderTopStyle") == "solid"


def test_a_place_in_the_text_is_led_to_and_shown(visit: Visit, connection: sqlite3.Connection) -> None:
    id_, start = connection.execute("select article_id, start from quotes order by start desc limit 1").fetchone()
    page = visit.open(f"/news/articles/{id_}")
    page.click(f'aside a[href="#q{start}"]')
    place = page.locator(f"#q{start}")
    page.wait_for_function(
        "id => { const box = document.getElementById(id).getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }",
        arg=f"q{start}",
    )
    plain = page.locator("article .quotation:not(:target)").first.evaluate(STYLE, "backgroundColor")
    assert place.evaluate(STYLE, "backgroundColor") != plain


def test_the_language_that_was_chosen_is_kept(visit: Visit) -> None:
    page = visit.open("/")
    page.click('.languages [data-ui="ar"]')
    page = visit.open("/news/people/sergey-lavrov")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.locator(".ui[lang=en]:visible").count() == 0
    assert page.locator(".ui[lang=ar]:visible").count() > 10
    page.click('.languages [data-ui=""]')
    assert page.locator(".ui[lang=en]:visible").count() > 10


def test_what_is_typed_into_the_box_leads_to_an_article_and_a_person(visit: Visit) -> None:
    page = visit.open("/")
    page.fill("#q", "Boukadoum")
    page.press("#q", "Enter")
    page.wait_for_url("**/-/search?q=Boukadoum")
    assert page.locator("ol.results mark").count() > 0
    page.locator("ol.results a.headline").first.click()
    page.wait_for_url("**/news/articles/*")
    assert "بوقادم" in page.locator("article").inner_text()
    page.go_back()
    page.locator("ul.chips a").first.click()
    page.wait_for_url("**/news/people/sabri-boukadoum")
    assert visit.errors == []


@pytest.mark.parametrize(
    ("path", "marks"), [("/news/network", "circle"), ("/news/most_named", "rect"), ("/news/people_by_country", "rect")]
)
def test_a_chart_draws_its_table_and_says_it_in_words(visit: Visit, path: str, marks: str) -> None:
    page = visit.open(path)
    chart = page.locator("figure.chart > svg, figure.chart > figure svg").first
    chart.wait_for()
    assert chart.get_attribute("role") == "img"
    assert len(chart.get_attribute("aria-label") or "") > 20
    rows = page.locator("figure.chart tbody tr").count()
    drawn = chart.locator(f"[data-mark] {marks}").count()
    people = {text for row in page.locator("figure.chart tbody tr").all() for text in row.locator("td").all_inner_texts()[:2]}
    assert rows > 2
    assert drawn == (len(people) if marks == "circle" else rows)


def test_a_chart_of_months_has_a_bar_for_each_month_that_has_articles(browser: Browser, own_db: Path) -> None:
    with serving(own_db) as address:
        page = browser.new_page()
        page.goto(f"{address}/news/timeline")
        chart = page.locator("figure.chart > svg").first
        chart.wait_for()
        months = [text for text in page.locator("td.col-month").all_inner_texts() if text[:2] == "20"]
        assert chart.locator("[data-mark='rect'] rect").count() == len(months) > 20
        page.close()


def test_a_country_on_the_map_leads_to_its_page(visit: Visit) -> None:
    page = visit.open("/news/map")
    page.wait_for_selector("svg.world path[data-named]")
    page.evaluate("document.querySelector('svg.world #RU').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    page.wait_for_url("**/news/countries/RU")


def test_small_maps_draw_the_countries_named(visit: Visit) -> None:
    page = visit.open("/news/people/sergey-lavrov")
    shapes = page.locator("figure.world a use").all()
    assert len(shapes) > 3
    assert all((shape.bounding_box() or {"width": 0})["width"] > 1 for shape in shapes)


def test_all_can_be_read_without_scripts(browser: Browser, address: str, connection: sqlite3.Connection) -> None:
    (id_,) = connection.execute("select article_id from events limit 1").fetchone()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/news/articles/{id_}")
    assert page.locator("article .text p:visible").count() > 3
    assert page.locator("aside figure.world use:visible").count() > 1
    page.goto(f"{address}/news/most_named")
    assert page.locator("figure.chart tbody tr:visible").count() > 3
    page.goto(f"{address}/-/search?q=Lavrov")
    assert page.locator("ol.results li:visible").count() > 1
    context.close()


def test_arabic_is_set_in_the_face_that_ships_with_the_site(visit: Visit) -> None:
    page = visit.open("/")
    faces = "document.fonts.ready.then((all) => [...all].filter((face) => face.status === 'loaded').map((face) => face.family).join())"
    assert "Sijill Naskh" in page.evaluate(faces)


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


@pytest.mark.parametrize(
    "path",
    ["/", "/news", "/news/articles", "/news/map", "/news/quotations", "/news/accuracy", "/news/network", "/news/people/sergey-lavrov"],
)
def test_no_page_is_wider_than_a_phone(visit: Visit, path: str) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 800})
    page = visit.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
