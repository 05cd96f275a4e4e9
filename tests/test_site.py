"""The site in process: every page answers, everything is described, links have labels, search sees through spelling."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from bs4 import BeautifulSoup
from datasette.app import Datasette
from datasette.utils import tilde_encode
from httpx import Response

from pipeline.schema import TABLES

ROOT = Path(__file__).resolve().parent.parent
METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text())
NEWS = METADATA["databases"]["news"]
QUERIES = NEWS["queries"]
COLUMNS = {table.name: list(table.row._fields) for table in TABLES}
ANSWERS = {
    "country": "الجزائر",
    "person": "لافروف",
    "name": "ليبيا",
    "place": "موسكو",
    "page": "003",
    "words": "الأزمة الليبية",
    "month": "2020-07",
    "topic": "ليبيا",
}
ANSWERS_OF = {"who_tells_it": {"person": "تبون"}, "quotations": {"person": "بوقدوم"}}
MAY_BE_EMPTY = {"gaps", "told_twice", "unread"}
ARABIC, LATIN = re.compile("[\u0620-\u064a]{2}"), re.compile("[A-Za-z]{2}")

Get = Callable[[str], Response]


def site_of(database: Path) -> Get:
    datasette = Datasette(
        immutables=[str(database)],
        metadata=METADATA,
        plugins_dir=str(ROOT / "plugins"),
        settings={"suggest_facets": False},
    )
    return lambda path: asyncio.run(datasette.client.get(path, follow_redirects=True))


@pytest.fixture(scope="module")
def get(news_db: Path) -> Get:
    return site_of(news_db)


def page_of(response: Response) -> BeautifulSoup:
    assert response.status_code == 200, response.text[:2000]
    return BeautifulSoup(response.text, "lxml")


def question(name: str, /, **answers: str) -> str:
    return f"/news/{name}.json?_shape=objects&" + "&".join(f"{key}={quote(value)}" for key, value in answers.items())


def rows_of(response: Response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text[:2000]
    rows: list[dict[str, Any]] = response.json()["rows"]
    return rows


# Every page answers.


def test_home_says_what_is_in_here(get: Get, connection: sqlite3.Connection) -> None:
    page = page_of(get("/"))
    text = page.get_text(" ", strip=True)
    for said in ("سجل", "Sijill", "CC BY 4.0", "Apache-2.0", "ملك للصحف", "belong to the outlets"):
        assert said in text
    links = {link["href"] for link in page.find_all("a", href=True)}
    assert {f"/news/{name}" for name in [*QUERIES, *COLUMNS]} <= links
    for table in ("articles", "mentions"):
        (count,) = connection.execute(f"select count(*) from {table}").fetchone()
        assert page.select_one(f'.counts a[href="/news/{table}"] strong').text == f"{count:,}"


def test_home_says_how_accurate_it_is_and_leads_there(get: Get, connection: sqlite3.Connection) -> None:
    page = page_of(get("/"))
    (people,) = connection.execute("select f1 from evaluation where kind = 'people'").fetchone()
    said = page.select_one("p.accuracy")
    assert f"people {people:.3f}" in said.select_one("[lang=en]").text
    assert f"الأشخاص {people:.3f}" in said.select_one("[lang=ar][dir=rtl]").text
    assert page.select_one('#accuracy a[href="/news/accuracy"]')


def test_the_page_of_accuracy_shows_every_measure_in_both_languages(get: Get, connection: sqlite3.Connection) -> None:
    page = page_of(get("/news/accuracy"))
    rows = connection.execute("select * from evaluation order by position").fetchall()
    assert len(rows) >= 14
    assert [row["id"] for row in page.select("table.accuracy tbody tr")] == [row["kind"] for row in rows]
    for row in rows:
        shown = page.find(id=row["kind"])
        english, arabic = shown.select_one("th[lang=en]").text, shown.select_one("th[lang=ar][dir=rtl]").text
        assert row["name_en"] in english and row["meaning_en"] in english
        assert row["name_ar"] in arabic and row["meaning_ar"] in arabic
        figures = [f"{row[share]:.3f}" for share in ("precision", "recall", "f1")]
        counts = ["—" if row[count] is None else f"{row[count]:,}" for count in ("right", "found", "labelled")]
        assert [cell.text.strip() for cell in shown.select("td")] == figures + counts
    for language in ("en", "ar"):
        said = page.select_one(f".reading [lang={language}]").text
        assert str(rows[0]["pages"]) in said and str(rows[0]["outlets"]) in said
    assert not page.select("section.content script")


def test_iso_dates_keep_their_direction_amid_arabic(get: Get) -> None:
    page = page_of(get("/news/events_by_place"))
    [arabic] = [line for line in page.select(".metadata-description p") if "شهر" in line.text]
    assert [(each.text, each["dir"]) for each in arabic.select("bdi")] == [("2020-07", "ltr")]
    columns = page_of(get("/news/dates")).select("dl.column-descriptions dd bdi")
    assert {"2020-07-22", "2020-W30"} <= {each.text for each in columns}


def test_the_database_page_hides_the_index(get: Get) -> None:
    page = page_of(get("/news"))
    shown = {heading.text for heading in page.select(".db-table h3")}
    assert shown == set(COLUMNS)


@pytest.mark.parametrize("table", COLUMNS)
def test_every_table_page_answers(get: Get, table: str) -> None:
    page = page_of(get(f"/news/{table}"))
    assert page.html["lang"] == "en"
    assert page.select_one("meta[charset]")
    assert page.h1.text.strip() == NEWS["tables"][table]["title"]
    assert {term.text for term in page.select("dl.column-descriptions dt")} == set(COLUMNS[table])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_page_of_every_table_answers(get: Get, connection: sqlite3.Connection, table: Any) -> None:
    key = ", ".join(f'"{column}"' for column in table.key or ("rowid",))
    row = connection.execute(f"select {key} from {table.name}").fetchone()
    if row is None:
        pytest.skip("the five pages give no row of this table")
    page_of(get(f"/news/{table.name}/" + ",".join(tilde_encode(str(value)) for value in row)))


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_answers_on_an_empty_form(get: Get, name: str) -> None:
    page_of(get(f"/news/{name}"))
    assert rows_of(get(question(name))) or name in MAY_BE_EMPTY


@pytest.mark.parametrize("name", [name for name, query in QUERIES.items() if query.get("params")])
def test_every_query_answers_with_parameters(get: Get, name: str) -> None:
    answers = {parameter: ANSWERS[parameter] for parameter in QUERIES[name]["params"]} | ANSWERS_OF.get(name, {})
    page_of(get(f"/news/{name}?" + "&".join(f"{key}={quote(value)}" for key, value in answers.items())))
    assert rows_of(get(question(name, **answers)))
    assert rows_of(get(question(name, **dict.fromkeys(answers, "لا أحد بهذا الاسم")))) == []


@pytest.mark.parametrize("path", ["/", "/news", *(f"/news/{name}" for name in [*COLUMNS, *QUERIES])])
def test_nothing_is_loaded_from_outside(get: Get, path: str) -> None:
    page = page_of(get(path))
    loaded = [tag.get("src") or tag.get("href") for tag in page.select("script[src], link[rel=stylesheet], img[src], iframe[src]")]
    assert loaded
    assert [address for address in loaded if not re.match("/[^/]", address)] == []


# Everything is described, in both languages, and nothing else.


def both_languages(text: str | None) -> bool:
    return bool(text and ARABIC.search(text) and LATIN.search(text))


def test_every_table_and_column_is_described_and_nothing_more(connection: sqlite3.Connection) -> None:
    found = {
        table: [row["name"] for row in connection.execute(f"pragma table_info('{table}')")]
        for (table,) in connection.execute(
            "select name from sqlite_master where type = 'table' and name not glob '*_fts*' and name not glob 'sqlite_*'"
        )
    }
    described = {table: list(said.get("columns", {})) for table, said in NEWS["tables"].items()}
    assert {table: sorted(columns) for table, columns in described.items()} == {table: sorted(columns) for table, columns in found.items()}


@pytest.mark.parametrize("table", NEWS["tables"])
def test_a_table_is_described_in_both_languages(table: str) -> None:
    said = NEWS["tables"][table]
    assert both_languages(said["title"]) and " · " in said["title"]
    assert both_languages(said["description"])
    assert [column for column, text in said["columns"].items() if not both_languages(text) or len(text.splitlines()) != 2] == []


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_described_in_both_languages_and_its_sql_is_no_html(name: str) -> None:
    query = QUERIES[name]
    assert both_languages(query["title"]) and " · " in query["title"]
    assert both_languages(query["description"]) and len(query["description"].splitlines()) == 2
    assert set(re.findall(r":([a-z_]+)", query["sql"])) == set(query.get("params", []))
    assert all(f"{parameter}:" in query["description"] for parameter in query.get("params", []))
    assert not re.search(r"</?[a-z]", query["sql"])


def test_metadata_names_columns_that_exist() -> None:
    for table, said in NEWS["tables"].items():
        named = [*said.get("facets", []), *(said[key] for key in ("sort", "sort_desc", "label_column", "label_else") if key in said)]
        assert set(named) <= set(COLUMNS[table])


def test_tables_that_are_linked_to_have_a_label() -> None:
    linked_to = {"articles", "people", "countries", "organisations", "topics", "outlets", "events", "happenings", "stories", "regions"}
    assert {table for table, said in NEWS["tables"].items() if "label_column" in said} == linked_to


# Facets, labels, directions.


@pytest.mark.parametrize("table", [table for table, said in NEWS["tables"].items() if said.get("facets")])
def test_facets_are_there(get: Get, table: str) -> None:
    page = page_of(get(f"/news/{table}"))
    assert {facet["data-column"] for facet in page.select(".facet-info")} == set(NEWS["tables"][table]["facets"])
    assert not page.select(".facets-timed-out")


def test_references_are_links_with_labels(get: Get, connection: sqlite3.Connection) -> None:
    person, name = connection.execute("select id, name_ar from people join article_people on id = person_id limit 1").fetchone()
    page = page_of(get(f"/news/article_people?person_id={tilde_encode(person)}"))
    link = page.select_one("td.col-person_id a")
    assert (link.text, link["href"]) == (name, f"/news/people/{tilde_encode(person)}")


def test_a_row_page_links_too(get: Get, connection: sqlite3.Connection) -> None:
    id_, outlet, name = connection.execute("select a.id, o.id, o.name_ar from articles a join outlets o on o.id = a.outlet_id").fetchone()
    link = page_of(get(f"/news/articles/{id_}")).select_one("td.col-outlet_id a")
    assert (link.text, link["href"]) == (name, f"/news/outlets/{outlet}")


def test_a_query_s_references_are_links(get: Get) -> None:
    links = page_of(get("/news/articles_on_country")).select("td.col-article_id a")
    assert links
    assert all(get(link["href"]).status_code == 200 for link in links)


def test_an_article_without_a_title_is_known_by_its_file(news_db: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(news_db, tmp_path / "news.db"))
    with sqlite3.connect(copy) as connection:
        connection.execute("update articles set title = null")
        id_, raw_path = connection.execute("select id, raw_path from articles join article_countries on article_id = id").fetchone()
    get = site_of(copy)
    for path in (f"/news/article_countries?article_id={id_}", "/news/texts/" + str(id_)):
        assert page_of(get(path)).select_one("td.col-article_id a").text == raw_path


def test_cells_say_their_direction(get: Get) -> None:
    page = page_of(get("/news/countries"))
    arabic, english = page.select_one("td.col-name_ar > *"), page.select_one("td.col-name_en")
    assert (arabic["dir"], arabic["lang"]) == ("rtl", "ar")
    assert not english.find()


def test_what_a_cell_holds_is_never_html(news_db: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(news_db, tmp_path / "news.db"))
    hostile = "خبر <script>alert(1)</script> عاجل من العاصمة"
    with sqlite3.connect(copy) as connection:
        connection.execute("update articles set title = ?, subtitle = ?", (hostile, hostile))
    get = site_of(copy)
    for path in ("/news/articles", "/news/article_countries", "/news/articles_on_country"):
        response = get(path)
        assert "<script>alert" not in response.text
        assert hostile in page_of(response).get_text()


# Search and questions see through spelling.


def found(get: Get, words: str) -> set[int]:
    return {row["id"] for row in rows_of(get(f"/news/articles.json?_shape=objects&_search={quote(words)}"))}


@pytest.mark.parametrize(
    "spellings",
    [
        ("الجزائر", "جزائر", "الجزاير", "الجزائِر", "الجـــزائر"),
        ("أوغلو", "اوغلو", "أُوغلو"),
        ("الأزمة", "الازمه", "أزمة", "الأَزْمَة"),
        ("لافروف", "لافرُوف", "لافـروف"),
        ("موسكو روسيا", "روسيا  موسكو", "مُوسكو رُوسيا"),
        ('"وزير الخارجية"', '"وزير الخارجيه', "“وزير الخارجية”"),
    ],
)
def test_search_finds_the_same_articles_however_a_word_is_spelt(get: Get, spellings: tuple[str, ...]) -> None:
    assert found(get, spellings[0])
    for spelling in spellings[1:]:
        assert found(get, spelling) >= found(get, spellings[0])


def test_search_finds_a_word_behind_proclitics(get: Get, connection: sqlite3.Connection) -> None:
    holding = {
        id_ for id_, body in connection.execute("select article_id, body from texts") if re.search(r"\b[وف]?(بال|لل|ال)جزائر\b", body)
    }
    assert holding
    assert holding <= found(get, "جزائر")


def test_search_finds_nothing_where_there_is_nothing(get: Get) -> None:
    assert found(get, "بطاطس") == set()


@pytest.mark.parametrize("typed", ['"', '""', "؟", "AND", "NEAR(", "الجزائر AND", "*", "a:b", "(", "\0", "-", "' or 1=1"])
def test_whatever_is_typed_is_a_search(get: Get, typed: str) -> None:
    assert get(f"/news/articles?_search={quote(typed)}").status_code == 200


@pytest.mark.parametrize("spelling", ["سيرغي لافروف", "سيرغي لافرُوف", "لافروف", "Lavrov", "lavrov", "sergey-lavrov", " Sergey Lavrov "])
def test_a_person_is_found_by_any_spelling(get: Get, spelling: str) -> None:
    said = rows_of(get(question("quotations", person=spelling)))
    assert said == rows_of(get(question("quotations", person="sergey-lavrov")))
    assert {row["person"] for row in said} == {"سيرغي لافروف"}


@pytest.mark.parametrize("spelling", ["بوقدوم", "بوقادم", "صبري بوقادوم", "Boukadoum"])
def test_spellings_of_one_person_come_together(get: Get, spelling: str) -> None:
    spellings = {row["spelling"] for row in rows_of(get(question("spellings", person=spelling)))}
    assert {"صبري بوقدوم", "بوقادوم"} <= spellings


@pytest.mark.parametrize("spelling", ["DZ", "dz", "الجزائر", "Algeria", "الجزاير"])
def test_a_country_is_found_by_code_and_name(get: Get, connection: sqlite3.Connection, spelling: str) -> None:
    (articles,) = connection.execute("select articles from countries where code = 'DZ'").fetchone()
    for name in ("articles_on_country", "countries_by_month", "timeline"):
        told = rows_of(get(question(name, country=spelling)))
        assert articles == (len(told) if name == "articles_on_country" else sum(row["articles"] for row in told))


def test_who_met_whom(get: Get) -> None:
    met = {(row["person"], row["with_whom"]) for row in rows_of(get(question("who_met_whom", person="لافروف")))}
    assert {person for person, _ in met} == {"سيرغي لافروف"}
    assert {"صبري بوقدوم", "مولود تشاووش أوغلو"} <= {other for _, other in met}


def test_evidence_holds_its_mention(get: Get, connection: sqlite3.Connection) -> None:
    bodies = dict(connection.execute("select raw_path, body from texts join articles on id = article_id").fetchall())
    rows = rows_of(get(question("evidence", name="ليبيا") + "&_size=max"))
    assert len(rows) > 20
    for row in rows:
        assert row["surface"] in row["sentence"]
        assert bodies[row["raw_path"]][row["start"] : row["end"]] == row["surface"]


def test_the_map_has_a_point_for_every_country_named(get: Get, connection: sqlite3.Connection) -> None:
    named = {code for (code,) in connection.execute("select code from countries where articles > 0")}
    points = rows_of(get(question("map")))
    assert {row["country_code"] for row in points} == named
    for row in points:
        assert -90 <= row["latitude"] <= 90 and -180 <= row["longitude"] <= 180
        link = yaml.safe_load(row["popup"])["link"]
        assert get(f"/news/{link}").status_code == 200
