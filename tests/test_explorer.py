"""The light explorer, in a real browser, on a host that gives parts of files and on one that does not."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.arabic import folded
from plugins.show.spelling import escape_fts
from tests.browsing import HOW_TO_GET_IT, MISSING, Visit, hosting, visiting
from tests.hosts import giving_parts

pytestmark = pytest.mark.skipif(MISSING, reason=HOW_TO_GET_IT)

LIGHT = 2_000_000  # bytes, before data
ODD = (
    "",
    "بُوقـادوم",
    "والجزائر",
    '"الأمم المتّحدة" لافروف',
    "لألمانيا",
    "Lavrov OR",
    "Côte d'Ivoire U.S.",
    "جان-إيف لودريان",
    "ﻻ ﷲ ﻣﻮﺳﻜﻮ",
    "٢٠٢٠ ۱۲",
    '"غير مغلقة',
    "گورباچف ژاك ڤيينا",
    "#ليبيا_الآن",
    "\u200fنص\u200e",
)


@pytest.fixture(scope="module", params=["host of parts", "host of whole files"])
def visit(request: pytest.FixtureRequest, browser: Browser, dist: Path) -> Iterator[Visit]:
    if request.param == "host of parts":
        with giving_parts(dist.parent) as host, visiting(browser, f"{host.address}/dist/explorer/index.html?pieces&") as made:
            yield made
    else:
        with hosting(dist.parent) as host_, visiting(browser, f"{host_}/dist/explorer/index.html?") as made:
            yield made


def ask(visit: Visit, **wanted: str) -> Page:
    """A page of the explorer, once it shows what was asked for."""
    visit.page.goto(visit.address + urlencode(wanted))
    visit.page.wait_for_selector("body[data-shown]")
    outside = [url for url in visit.outside if not url.startswith(visit.address.partition("/dist/")[0] + "/dist/")]
    assert outside == []
    assert visit.errors == []
    return visit.page


def rows(dist: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(dist / "data/news.db")) as connection:
        return connection.execute(sql, values).fetchall()


def cells(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))"
    )
    return found


def test_it_is_light(dist: Path) -> None:
    assert sum(path.stat().st_size for path in (dist / "explorer").rglob("*") if path.is_file()) < LIGHT


def test_sql_is_answered_as_sqlite_answers(visit: Visit, dist: Path) -> None:
    sql = "select kind, count(*) as n, max(surface) from mentions group by kind order by 1"
    page = ask(visit, sql=sql)
    assert cells(page) == [[str(value) for value in row] for row in rows(dist, sql)]
    assert page.locator("#sql").input_value() == sql


def test_an_error_is_told_as_sqlite_tells_it(visit: Visit) -> None:
    expect(ask(visit, sql="select 1 from nowhere").locator(".error")).to_contain_text("no such table: nowhere")
    expect(ask(visit, sql="delete from people").locator(".error")).to_contain_text("readonly")


def test_a_host_that_gives_no_parts_is_named(visit: Visit) -> None:
    page = ask(visit, sql="select 1")
    told = page.locator("#host").inner_text()
    assert ("Range" in told) == ("pieces" not in visit.address), told
    assert "MB" in page.locator("#read").inner_text()


def test_every_table_is_listed_and_opens_page_by_page(visit: Visit, dist: Path) -> None:
    page = ask(visit)
    names = page.locator("#answer li code").all_inner_texts()
    assert {"articles", "people", "mentions", "quotes"} <= set(names)
    page = ask(visit, table="mentions")
    assert len(cells(page)) == 100
    seen = [row[1:4] for row in cells(page)]
    while page.get_by_text("Next").count():
        page.get_by_text("Next").click()
        page.wait_for_selector("body[data-shown]")
        seen += [row[1:4] for row in cells(page)]
    expected = rows(dist, 'select article_id, start, "end" from mentions order by article_id, start, "end", kind')
    assert seen == [[str(value) for value in row] for row in expected]


def test_a_row_is_shown_whole_and_leads_to_its_page_and_what_it_refers_to(visit: Visit, dist: Path) -> None:
    page = ask(visit, table="people")
    page.locator("tbody tr", has_text="sergey-lavrov").locator("a").first.click()
    page.wait_for_selector("body[data-shown] dl.row")
    expect(page.locator("dl.row")).to_contain_text("سيرغي لافروف")
    assert page.locator("a[href='../news/people/sergey-lavrov.html']").count() == 1
    page.locator("dl.row a", has_text="RU").click()
    expect(page.locator("dl.row")).to_contain_text("Russia")
    page.go_back()
    expect(page.locator("dl.row")).to_contain_text("Lavrov")


@pytest.mark.parametrize("typed", ["الروسيه", "والجزائر", "ليبيا حفتر", '"مجلس الأمن"'])
def test_a_search_finds_what_the_site_finds_by_words(visit: Visit, dist: Path, typed: str) -> None:
    found = rows(dist, "select rowid from articles_fts where articles_fts match ? order by rank", escape_fts(typed))
    page = ask(visit, q=typed)
    links = page.locator("#answer ol").first.locator("a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    assert links == [f"../news/articles/{id_}.html" for (id_,) in found]
    assert links


def test_letters_are_folded_as_the_register_folds_them(visit: Visit, dist: Path) -> None:
    words = {word for (text,) in rows(dist, "select text from quotes union select surface from mentions") for word in str(text).split()}
    texts = [*sorted(words), *ODD]
    page = ask(visit)
    script = """async (texts) => {
        const { folded, query } = await import("./spelling.js");
        return texts.map((text) => [folded(text), query(text)]);
    }"""
    told = page.evaluate(script, texts)
    assert [each for each, found in zip(texts, told, strict=True) if found != [folded(each), escape_fts(each)]] == []
    assert len(texts) > 400


def test_an_answer_can_be_taken_away(visit: Visit, dist: Path) -> None:
    sql = "select id, name_ar, name_en, null from people order by id"
    page = ask(visit, sql=sql)
    with page.expect_download() as download:
        page.locator("a[download]").click()
    saved = Path(download.value.path()).read_text("utf-8-sig")
    assert list(csv.reader(io.StringIO(saved)))[1:] == [["" if value is None else str(value) for value in row] for row in rows(dist, sql)]


def test_a_question_that_takes_too_long_can_be_stopped(visit: Visit) -> None:
    page = ask(visit)
    page.fill("#sql", "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n")
    page.locator("form.sql button").first.click()
    page.locator("#stop").click()
    expect(page.locator(".error")).to_contain_text("Stopped")
    page.fill("#sql", "select 40 + 2")
    page.locator("form.sql button").first.click()
    expect(page.locator("tbody td")).to_have_text("42")


def test_pieces_are_read_as_they_are_needed(browser: Browser, dist: Path) -> None:
    size = (dist / "data/news.db").stat().st_size
    with giving_parts(dist.parent) as host, visiting(browser, f"{host.address}/dist/explorer/index.html?pieces&") as visit:
        ask(visit, table="people", row=json.dumps(["sergey-lavrov"]))
        assert 0 < host.bytes < size / 2
        assert visit.page.evaluate("window.explorerRead.bytes") == host.bytes - 1  # that there are parts was asked by one byte
