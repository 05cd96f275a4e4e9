"""The pages of articles and of whom they name: all that the tables tell, where it stands, and nothing that is not there."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from datasette.utils import tilde_encode

from plugins.show import dossiers, world
from plugins.show.marking import Around, Marked, paragraphs
from plugins.show.registers import SUBJECTS
from tests.test_site import Get, page_of, site_of

KINDS = {"person": ("person_id", "people"), "country": ("country_code", "countries")}
KINDS |= {"organisation": ("organisation_id", "organisations"), "region": ("region_id", "regions")}


@pytest.fixture(scope="module")
def get(news_db: Path) -> Get:
    return site_of(news_db)


@pytest.fixture(scope="module")
def articles(connection: sqlite3.Connection) -> list[int]:
    return [id_ for (id_,) in connection.execute("select id from articles order by id")]


def article(get: Get, id_: int) -> BeautifulSoup:
    return page_of(get(f"/news/articles/{id_}"))


# The article.


def test_the_text_stands_whole_and_in_order(get: Get, articles: list[int], connection: sqlite3.Connection) -> None:
    for id_ in articles:
        (body,) = connection.execute("select body from texts where article_id = ?", [id_]).fetchone()
        shown = [paragraph.get_text() for paragraph in article(get, id_).select("article .text p")]
        assert shown == [line for line in body.split("\n") if line.strip()]


def test_every_mention_is_a_link_where_it_stands(get: Get, articles: list[int], connection: sqlite3.Connection) -> None:
    for id_ in articles:
        page = article(get, id_)
        for row in connection.execute("select * from mentions where article_id = ?", [id_]):
            kind = next(kind for kind, (column, _) in KINDS.items() if row[column] is not None)
            column, table = KINDS[kind]
            marks = page.select(f'article .text a.m.{kind}[href="/news/{table}/{tilde_encode(row[column])}"]')
            assert "".join(mark.get_text() for mark in marks).count(row["surface"][:3]) >= 1
            nested = connection.execute(
                'select 1 from mentions where article_id = ? and start = ? and "end" < ?', [id_, row["start"], row["end"]]
            ).fetchone()
            if nested is None:
                assert page.find(id=f"c{row['start']}")


def test_dates_and_quotations_and_events_have_their_places(get: Get, articles: list[int], connection: sqlite3.Connection) -> None:
    for id_ in articles:
        page = article(get, id_)
        for table, letter in (("quotes", "q"), ("events", "e")):
            for (start,) in connection.execute(f"select distinct start from {table} where article_id = ?", [id_]):
                place = page.find(id=f"{letter}{start}")
                assert isinstance(place, Tag) and place.get_text()
                assert page.select(f'aside a[href="#{letter}{start}"]')
        days = connection.execute("select distinct value from dates where article_id = ? and value is not null", [id_]).fetchall()
        linked = {unquote(link["href"].split("value=")[1]) for link in page.select("article a.m.date")}
        assert linked == {value for (value,) in days}


def test_no_link_lies_in_a_link_and_no_id_stands_twice(get: Get, articles: list[int]) -> None:
    for id_ in articles:
        raw = get(f"/news/articles/{id_}").text
        assert not re.search(r"<a\b(?:(?!</a>).)*<a\b", raw, re.DOTALL)
        ids = re.findall(r'\bid="([^"]+)"', raw)
        assert len(ids) == len(set(ids))


def test_beside_the_text_stands_what_was_found(get: Get, articles: list[int], connection: sqlite3.Connection) -> None:
    for id_ in articles:
        aside = article(get, id_).select_one("aside")
        links = {link.get("href") for link in aside.select("a")}
        for table, key, kind in (("article_people", "person_id", "people"), ("article_countries", "country_code", "countries")):
            wanted = {
                f"/news/{kind}/{tilde_encode(row[0])}" for row in connection.execute(f"select {key} from {table} where article_id = {id_}")
            }
            assert wanted <= links
        for topic, evidence in connection.execute("select topic_id, evidence from article_topics where article_id = ?", [id_]):
            assert f"/news/topics/{topic}" in links and evidence in aside.get_text()
        shapes = {use["href"].split("#")[1] for use in aside.select("figure.world a use")}
        assert shapes == {code for (code,) in connection.execute("select country_code from article_countries where article_id = ?", [id_])}


def test_each_raw_line_has_its_verdict(get: Get, articles: list[int], connection: sqlite3.Connection) -> None:
    for id_ in articles:
        rows = article(get, id_).select("details.verdicts tbody tr")
        kinds = [kind for (kind,) in connection.execute("select kind from page_lines where article_id = ? order by line", [id_])]
        assert [row["class"][0] for row in rows] == [f"verdict-{kind}" for kind in kinds]


def test_an_article_can_be_read_without_scripts_and_by_ear(get: Get, articles: list[int]) -> None:
    page = article(get, articles[0])
    assert page.select_one("article[lang=ar][dir=rtl] h1")
    assert page.select_one("main") and page.select_one("a.skip[href='#content']")
    for section in page.select("aside section"):
        assert page.find(id=section["aria-labelledby"]).name == "h2"
    legend = {each["class"][-1] for each in page.select(".legend > span")}
    assert legend >= {"person", "country", "organisation", "region", "date", "quotation", "event"}


@pytest.mark.parametrize("dropped", [["texts"], ["texts", "page_lines"]])
def test_where_texts_are_not_published_pages_say_so_and_evidence_still_shows(news_db: Path, tmp_path: Path, dropped: list[str]) -> None:
    copy = Path(shutil.copy(news_db, tmp_path / "news.db"))
    with sqlite3.connect(copy) as connection:
        for table in dropped:
            connection.execute(f"drop table {table}")
        id_, clause = connection.execute("select article_id, evidence from events limit 1").fetchone()
        (said,) = connection.execute("select text from quotes where article_id = ?", [id_]).fetchone()
    get = site_of(copy)
    page = article(get, id_)
    assert "غير منشور" in page.select_one(".withheld").text and "not published" in page.select_one(".withheld").text
    assert not page.select(".text")
    assert clause in page.select_one("aside").text and said in page.select_one("aside").text
    for path in ("/", "/news", "/news/evidence", "/news/quotations", "/news/people/sergey-lavrov", "/-/search?q=Lavrov", "/news/articles"):
        page_of(get(path))
    found = get("/-/search.json?q=لافروف").json()["articles"]
    assert found and any("<mark>" in each["snippet"] for each in found)


def test_a_body_is_never_html(news_db: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(news_db, tmp_path / "news.db"))
    with sqlite3.connect(copy) as connection:
        connection.execute("update texts set body = '<script>alert(1)</script>' || substr(body, 26)")
        connection.execute("update articles set title = '<script>alert(2)</script>', author = '<b onclick=x>'")
        connection.execute("update people set name_ar = '<img src=x onerror=alert(3)>'")
        ids = [id_ for (id_,) in connection.execute("select id from articles")]
    get = site_of(copy)
    for path in ("/", "/news/people/sergey-lavrov", "/-/search?q=Lavrov", *(f"/news/articles/{id_}" for id_ in ids)):
        text = get(path).text
        assert "<script>alert" not in text and "<img src=x" not in text and "<b onclick" not in text


# Marking.


@pytest.mark.parametrize(
    ("marks", "around", "html"),
    [
        ([], [], "قال لافروف ذلك"),
        ([Marked(4, 10, "person", "/p", "ش")], [], 'قال <a class="m person" id="c4" href="/p" title="ش">لافروف</a> ذلك'),
        ([], [Around(0, 3, "event", "e0")], '<span class="event" id="e0">قال</span> لافروف ذلك'),
        (
            [],
            [Around(0, 10, "event", "e0"), Around(4, 14, "quotation", "q4")],
            '<span class="event" id="e0">قال <span class="quotation" id="q4">لافروف</span></span><span class="quotation"> ذلك</span>',
        ),
    ],
)
def test_what_crosses_is_marked_in_pieces(marks: list[Marked], around: list[Around], html: str) -> None:
    assert [str(each) for each in paragraphs("قال لافروف ذلك", marks, around)] == [html]


def test_a_quotation_of_two_paragraphs_is_marked_in_both() -> None:
    found = [str(each) for each in paragraphs("قال\n\nذلك", [], [Around(0, 8, "quotation", "q0")])]
    assert found == ['<span class="quotation" id="q0">قال</span>', '<span class="quotation">ذلك</span>']


# People, countries, organisations, regions, topics.


@pytest.mark.parametrize("table", SUBJECTS)
def test_every_subject_has_a_page_with_its_articles(get: Get, connection: sqlite3.Connection, table: str) -> None:
    of = SUBJECTS[table]
    named = connection.execute(f"select {of.column} as id, group_concat(article_id) as articles from {of.link} group by 1").fetchall()
    assert named
    for row in named:
        page = page_of(get(f"/news/{table}/{tilde_encode(row['id'])}"))
        links = {link.get("href") for link in page.select("main a")}
        assert {f"/news/articles/{id_}" for id_ in row["articles"].split(",")} <= links


def test_the_page_of_a_person_tells_all(get: Get, connection: sqlite3.Connection) -> None:
    page = page_of(get("/news/people/sergey-lavrov"))
    text = page.select_one("main").get_text(" ")
    assert page.h1.get_text(" ", strip=True) == "سيرغي لافروف Sergey Lavrov"
    for (spelling,) in connection.execute("select spelling from people_names where person_id = 'sergey-lavrov'"):
        assert spelling in text
    for (role,) in connection.execute("select role from roles where person_id = 'sergey-lavrov'"):
        assert role in text
    said = connection.execute("select text from quotes where speaker_person_id = 'sergey-lavrov'").fetchall()
    assert sum(text_ in text for (text_,) in said) >= min(len(said), dossiers.MOST)
    links = {link["href"] for link in page.select("#dealings ~ ul a")}
    assert {"/news/people/sabri-boukadoum", "/news/people/mevlut-cavusoglu"} <= links


def test_evidence_leads_to_its_place_in_the_text(get: Get) -> None:
    page = page_of(get("/news/people/sergey-lavrov"))
    places = [link["href"].split("#") for link in page.select("a.evidence")]
    assert len(places) > 10
    for address in {address for address, _ in places}:
        ids = {each["id"] for each in page_of(get(address)).select("[id]")}
        assert {place for there, place in places if there == address} <= ids


def test_a_subject_that_nobody_names_has_no_page(get: Get) -> None:
    response = get("/news/people/nobody")
    assert response.status_code == 404
    page = BeautifulSoup(response.text, "lxml")
    assert page.select_one("form.search") and page.select_one("main a[href='/']")
    assert page.select_one("link[rel=stylesheet][href='/static/sijill.css']")


# The world.


def test_every_country_but_the_smallest_has_a_shape() -> None:
    shapes = set(re.findall(r'id="([A-Z]{2})"', world.svg()))
    assert {"DZ", "RU", "LY", "TR", "BH", "PS", "EH", "XK", "MT", "QA"} <= shapes
    assert len(shapes) > 230
    assert all(world.has_shape(code) for code in shapes)


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"), [("DZ", 28.0, 2.6), ("RU", 61.0, 99.0), ("FJ", -17.8, 178.0), ("BH", 26.0, 50.5)]
)
def test_a_shape_lies_where_its_country_is(code: str, latitude: float, longitude: float) -> None:
    path = re.search(rf'id="{code}" d="([^"]+)"', world.svg()).group(1)
    points, (x, y) = [], (0, 0)
    for command, numbers in re.findall(r"([Ml])([-\d ]+)", path):
        pairs = list(zip(*[iter(map(int, numbers.split()))] * 2, strict=True))
        for dx, dy in pairs:
            x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
            points.append((x, y))
    at_x, at_y = world.place(latitude, longitude)
    assert min(x for x, _ in points) <= at_x <= max(x for x, _ in points)
    assert min(y for _, y in points) <= at_y <= max(y for _, y in points)


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "code"),
    [
        ("Simferopol, Crimea", 45.0, 34.1, "RU"),
        ("the Golan", 33.0, 35.8, "IL"),
        ("Laayoune, west of the berm", 27.0, -13.0, "MA"),
        ("Tifariti, east of the berm", 26.15, -10.57, "EH"),
        ("Halaib", 22.5, 35.8, "EG"),
        ("Nablus", 32.2, 35.26, "PS"),
        ("East Jerusalem", 31.79, 35.27, "PS"),
        ("Gaza", 31.45, 34.4, "PS"),
        ("Pristina", 42.66, 21.16, "XK"),
        ("Hargeisa", 9.56, 44.06, None),
        ("Kyrenia", 35.33, 33.3, None),
    ],
)
def test_borders_are_drawn_as_docs_and_the_map_say(place: str, latitude: float, longitude: float, code: str | None) -> None:
    there = [drawn for drawn, rings in world.shapes() if sum(inside(longitude, latitude, ring) for ring in rings) % 2]
    assert there == [code], place


def inside(x: float, y: float, ring: list[tuple[float, float]]) -> bool:
    """Whether a ray from a point to the east crosses a ring an odd number of times."""
    sides = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum((y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in sides) % 2 == 1


def test_the_svg_is_the_same_each_time_and_small() -> None:
    made = world.svg()
    world.svg.cache_clear()
    assert world.svg() == made
    assert len(made) < 450_000
