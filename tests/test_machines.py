"""What programs read of the site: feed, sitemap, robots, JSON, CSV, descriptions."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from datasette.app import Datasette
from lxml import etree

from plugins.show import feed
from tests.test_site import METADATA, QUERIES, Get, page_of, site_of

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def get(own_db: Path) -> Get:
    return site_of(own_db)


@pytest.fixture(scope="module")
def own(own_db: Path) -> sqlite3.Connection:
    return sqlite3.connect(own_db)


def xml(get: Get, path: str) -> Any:
    response = get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def test_the_feed_is_atom_and_has_the_newest_articles(get: Get, own: sqlite3.Connection) -> None:
    told = xml(get, "/feed.atom")
    assert told.tag == f"{ATOM}feed" and told.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    for name in ("id", "title", "updated"):
        assert told.find(ATOM + name).text
    assert {link.get("rel") for link in told.findall(ATOM + "link")} == {"self", "alternate"}
    newest = own.execute(
        "select id, coalesce(title, raw_path), published from articles where published is not null order by 3 desc, 1"
    ).fetchall()
    entries = told.findall(ATOM + "entry")
    assert len(entries) == min(len(newest), feed.NEWEST)
    assert told.find(ATOM + "updated").text == f"{newest[0][2]}T00:00:00Z"
    assert len({entry.find(ATOM + "id").text for entry in entries}) == len(entries)
    for entry, (id_, title, published) in zip(entries, newest, strict=False):
        assert entry.find(ATOM + "title").text == title
        assert entry.find(ATOM + "published").text == f"{published}T00:00:00Z"
        assert entry.find(f"{ATOM}author/{ATOM}name").text
        assert entry.find(ATOM + "link").get("href") == f"http://localhost/news/articles/{id_}"


def test_the_feed_holds_no_text_of_an_article(get: Get, own: sqlite3.Connection) -> None:
    told = get("/feed.atom").text
    for (body,) in own.execute("select body from texts"):
        assert not any(line in told for line in body.split("\n") if len(line) > 100)


def test_the_sitemap_leads_to_every_page_once(get: Get, own: sqlite3.Connection) -> None:
    addresses = [each.text for each in xml(get, "/sitemap.xml").iter(SITEMAP + "loc")]
    assert len(addresses) == len(set(addresses))
    paths = {urlsplit(address).path for address in addresses}
    assert {"/", "/news", "/news/articles", *(f"/news/{name}" for name in QUERIES)} <= paths
    assert {f"/news/articles/{id_}" for (id_,) in own.execute("select id from articles")} <= paths
    for path in sorted(paths)[::40]:
        assert get(path).status_code == 200


def test_a_long_sitemap_is_an_index_of_parts(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [each.text for each in xml(get, "/sitemap.xml").iter(SITEMAP + "loc")]
    monkeypatch.setattr(feed, "MOST_ADDRESSES", 500)
    index = xml(get, "/sitemap.xml")
    assert index.tag == f"{SITEMAP}sitemapindex"
    files = [urlsplit(each.text).path for each in index.iter(SITEMAP + "loc")]
    assert len(files) == -(-len(whole) // 500) > 1
    assert [each.text for file in files for each in xml(get, file).iter(SITEMAP + "loc")] == whole
    assert get("/sitemap-99.xml").status_code == 404


def test_robots_name_the_sitemap_and_keep_out_of_what_has_no_end(get: Get) -> None:
    told = get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in told
    assert {"Disallow: /*?", "Disallow: /*.csv$", "Disallow: /*.json$"} <= set(told.splitlines())


@pytest.fixture(scope="module")
def plain(own_db: Path) -> Get:
    """Datasette without anything of ours but the metadata."""
    datasette = Datasette(immutables=[str(own_db)], metadata=METADATA, settings={"suggest_facets": False})
    return lambda path: asyncio.run(datasette.client.get(path))


@pytest.mark.parametrize("shape", ["_shape=array", "_shape=object", "_shape=array&_nl=on", "_shape=arrayfirst", "_shape=array&_labels=on"])
def test_json_has_arabic_as_arabic_and_nothing_else_changed(get: Get, plain: Get, shape: str) -> None:
    path = f"/news/people.json?_col=name_ar&{shape}"
    ours, theirs = get(path), plain(path)
    assert "\\u06" not in ours.text and (shape == "_shape=arrayfirst" or "عاصم جهاد" in ours.text)
    assert "charset=utf-8" in ours.headers["content-type"]
    assert [json.loads(line) for line in ours.text.split("\n")] == [json.loads(line) for line in theirs.text.split("\n")]
    assert ours.headers.get("link") == theirs.headers.get("link")


def test_a_mistake_in_a_shape_is_told_as_datasette_tells_it(get: Get) -> None:
    response = get("/news/countries.json?_shape=round")
    assert response.status_code == 400 and response.json()["error"] == "Invalid _shape: round"


@pytest.mark.parametrize(
    "path", ["/news/countries.csv", "/news/countries.csv?_stream=1&_labels=on", "/news/most_named.csv", "/news/countries.csv?_dl=1"]
)
def test_csv_begins_with_a_mark_and_is_csv(get: Get, path: str) -> None:
    response = get(path)
    assert response.content.startswith("\ufeff".encode()) and response.content.count("\ufeff".encode()) == 1
    first, *rest = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rest) > 20 and {len(row) for row in rest} == {len(first)}
    assert not first[0].startswith("\ufeff")


def test_a_csv_that_is_not_there_has_no_mark(get: Get) -> None:
    response = get("/news/nothing.csv")
    assert response.status_code == 404 and not response.content.startswith("\ufeff".encode())


def test_the_home_page_describes_the_register_as_a_dataset(get: Get, own: sqlite3.Connection) -> None:
    page = page_of(get("/"))
    told = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert told["@type"] == "Dataset" and told["license"] == METADATA["license_url"]
    first, last = own.execute("select min(published), max(published) from articles").fetchone()
    assert told["temporalCoverage"] == f"{first}/{last}"
    assert {each["name"] for each in told["isBasedOn"]} == {name for (name,) in own.execute("select name_ar from outlets")}
    for each in told["distribution"]:
        assert get(urlsplit(each["contentUrl"]).path).status_code == 200
    whole = get(page.select_one("link[rel=describedby]")["href"]).json()
    described = {f"{table}.{column}" for table, said in METADATA["databases"]["news"]["tables"].items() for column in said["columns"]}
    assert {each["name"] for each in whole["variableMeasured"]} == described


def test_an_article_is_described_without_its_text(get: Get, own: sqlite3.Connection) -> None:
    id_, title, published = own.execute(
        "select id, title, published from articles where title is not null and published is not null"
    ).fetchone()
    page = page_of(get(f"/news/articles/{id_}"))
    told = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert (told["@type"], told["headline"], told["datePublished"]) == ("NewsArticle", title, published)
    people = {
        name for (name,) in own.execute("select name_ar from article_people join people on id = person_id where article_id = ?", [id_])
    }
    assert {each["name"] for each in told.get("mentions", [])} == people
    assert "articleBody" not in told
    assert page.select_one('meta[property="og:title"]')["content"] == title
    assert page.select_one('meta[property="og:type"]')["content"] == "article"
    assert page.select_one("link[rel=canonical]")["href"] == f"http://localhost/news/articles/{id_}"


def test_no_title_ends_the_description(own_db: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(own_db, tmp_path / "news.db"))
    with sqlite3.connect(copy) as connection:
        connection.execute("update articles set title = '</script><script>alert(1)</script>', published = null")
        (id_,) = connection.execute("select id from articles limit 1").fetchone()
    get = site_of(copy)
    assert "<script>alert" not in get(f"/news/articles/{id_}").text
    assert xml(get, "/feed.atom").findall(ATOM + "entry") == []
    assert "temporalCoverage" not in get("/-/dataset.jsonld").json()


def test_an_empty_register_and_another_database_are_served_too(tmp_path: Path, build_of: Any) -> None:
    (tmp_path / "raw").mkdir()
    build_of(tmp_path / "raw", tmp_path / "news.db")
    get = site_of(tmp_path / "news.db")
    for path in ("/", "/news", "/feed.atom", "/sitemap.xml", "/-/search?q=لافروف", "/news/map", "/news/network", "/-/dataset.jsonld"):
        assert get(path).status_code == 200, path
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("create table countries(code text primary key)")
        connection.execute("insert into countries values ('DZ')")
    get = site_of(tmp_path / "other.db")
    for path in ("/", "/other", "/other/countries", "/other/countries/DZ", "/-/search?q=x", "/robots.txt", "/sitemap.xml"):
        assert get(path).status_code == 200, path
    assert get("/feed.atom").status_code == 404
