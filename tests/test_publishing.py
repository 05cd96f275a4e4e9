"""What is published: the same bytes each time, as much of the texts as was said, exports that equal the register, no link to nowhere."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from pipeline.arabic import sentence_spans
from pipeline.schema import TABLES, Table, columns
from publishing.edition import WITHHELD, excerpted
from tests.browsing import serving

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = 5  # words, from which on it is one: "قال لافروف" is a fact
NAMES = [table.name for table in TABLES]


def files_of(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def asked(db: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


# The same register gives the same bytes.


def test_two_publishings_are_the_same_bytes(editions: dict[str, Path]) -> None:
    one, other = files_of(editions["excerpt"]), files_of(editions["again"])
    assert list(one) == list(other)
    assert [name for name in one if one[name].read_bytes() != other[name].read_bytes()] == []


def test_checksums_are_of_all_data(dist: Path) -> None:
    told = dict(line.split("  ")[::-1] for line in (dist / "data/SHA256SUMS").read_text().splitlines())
    found = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files_of(dist / "data").items()}
    assert {name: digest for name, digest in found.items() if name not in ("SHA256SUMS", "index.html")} == told


def publishing(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "publish.py"), *options], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "options",
    [
        ("--register", "missing.db"),
        ("--register", "none.db"),
        ("--register", "news.db", "--output", "."),
        ("--register", "news.db", "--url", "x.org"),
    ],
)
def test_what_cannot_be_published_is_said_and_leaves_what_was_there(news_db: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "dist" / "data").mkdir(parents=True)
    (tmp_path / "dist" / "data" / "SHA256SUMS").touch()
    (tmp_path / "none.db").write_bytes(b"no database at all" * 999)
    (tmp_path / "news.db").symlink_to(news_db)
    before = sorted(tmp_path.rglob("*"))
    done = publishing(tmp_path, *options)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert re.match(r"publish\.py: |usage: ", done.stderr)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_register_of_nothing_is_published_too(build_of: Callable[[Path, Path], None], tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "no.txt").write_text("No Arabic at all.", "utf8")
    build_of(tmp_path / "raw", tmp_path / "news.db")
    done = publishing(tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "dist" / "news" / "problems.html").is_file()
    done = publishing(tmp_path, "--text", "none", "--url", "https://example.org/s/")
    assert done.returncode == 0, done.stderr
    assert "https://example.org/s/index.html" in (tmp_path / "dist" / "sitemap.xml").read_text("utf8")
    assert "https://example.org/s/sitemap.xml" in (tmp_path / "dist" / "robots.txt").read_text("utf8")


# How much of the texts leaves the house.


def sentences(db: Path) -> list[str]:
    """The sentences of all articles that no title tells."""
    titles = " ".join(f"{title} {subtitle}" for title, subtitle in asked(db, "select title, subtitle from articles"))
    bodies = (str(body) for (body,) in asked(db, "select body from texts"))
    found = (body[start:end].strip() for body in bodies for start, end in sentence_spans(body))
    return [each for each in found if len(each.split()) >= SENTENCE and each not in titles]


def said_in(path: Path) -> Iterator[bytes]:
    """All that a file says, however it is packed."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".parquet":
        rows = parquet.read_table(path).to_pylist()
        yield "\n".join(str(value) for row in rows for value in row.values()).encode()
    if path.suffix == ".zip":
        with zipfile.ZipFile(BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if path.suffix in {".html", ".atom"}:
        yield " ".join(BeautifulSoup(data.decode(), "lxml").get_text("").split()).encode()
    if path.suffix in {".csv", ".json", ".jsonl", ".jsonld"}:
        yield html.unescape(data.decode().replace('""', '"').replace('\\"', '"')).encode()


def kinds_that_tell(folder: Path, told: list[str]) -> Counter[str]:
    """How many of these sentences the files of each kind tell."""
    found: dict[str, set[str]] = {}
    for path in files_of(folder).values():
        for text in said_in(path):
            found.setdefault(path.suffix, set()).update(each for each in told if " ".join(each.split()).encode() in text)
    return Counter({kind: len(each) for kind, each in found.items() if each})


def test_nowhere_in_what_is_published_is_a_sentence_of_a_text(news_db: Path, editions: dict[str, Path]) -> None:
    told = sentences(news_db)
    assert len(told) > 80
    for text in ("excerpt", "none"):
        assert kinds_that_tell(editions[text], told) == {}
    whole = kinds_that_tell(editions["full"], told)  # the search finds what is there
    for kind in (".db", ".csv", ".jsonl", ".parquet", ".html"):
        assert whole[kind] > 0.9 * len(told), whole


def test_the_words_of_the_index_are_those_that_were_published(editions: dict[str, Path]) -> None:
    counts = {}
    for text in ("full", "excerpt", "none"):
        with sqlite3.connect(":memory:") as connection:
            connection.execute("attach ? as news", [str(editions[text] / "data/news.db")])
            connection.execute("create virtual table temp.words using fts5vocab('news', 'articles_fts', 'col')")
            counts[text] = dict(connection.execute("select col, sum(cnt) from words group by col"))
        connection.close()
    assert counts["full"]["body"] > 1.5 * counts["excerpt"]["body"] > 0
    assert "body" not in counts["none"]


def test_facts_alone_have_no_words_of_the_texts(editions: dict[str, Path]) -> None:
    db = editions["none"] / "data/news.db"
    for table, column in (("quotes", "text"), ("events", "evidence"), ("article_topics", "evidence")):
        assert asked(db, f"select distinct {column} from {table}") == [(WITHHELD,)]
    assert asked(db, "select (select count(*) from texts), (select count(*) from page_lines)") == [(0, 0)]


def test_an_excerpt_keeps_every_fact_and_its_place(news_db: Path, dist: Path) -> None:
    published = dist / "data/news.db"
    for table in NAMES:
        if table in ("page_lines", "texts", "quotes", "events"):
            continue
        assert asked(published, f"select * from {table}") == asked(news_db, f"select * from {table}"), table
    shown = 'select surface, substr(body, start + 1, "end" - start) from mentions join texts using (article_id)'
    assert all(surface == there for surface, there in asked(published, shown))
    quotations = asked(published, "select text from quotes")
    assert len(quotations) == len(asked(news_db, "select id from quotes")) > 50
    assert sum(len(str(text).split()) > 2 for (text,) in quotations) > 0.8 * len(quotations)


@given(st.text(alphabet="ابت .؟!\n،", max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=4))
def test_an_excerpt_is_as_long_as_the_text_and_half_of_it_at_most(body: str, told: list[tuple[int, int]]) -> None:
    left = excerpted(body, named=[], told=[(start, start + length) for start, length in told])
    assert len(left) == len(body)
    for start, end in sentence_spans(body):
        kept = [word for word in left[start:end].split() if word != WITHHELD]
        assert len(kept) <= len(body[start:end].split()) // 2


# Exports.


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_every_export_equals_the_register_row_for_row(dist: Path, table: Table) -> None:
    names = [column.name for column in columns(table)]
    order = ", ".join(f'"{name}"' for name in table.key) or "rowid"
    rows = asked(dist / "data/news.db", f"select * from {table.name} order by {order}")
    packed = parquet.read_table(dist / f"data/parquet/{table.name}.parquet")
    assert packed.column_names == names
    assert list(zip(*(column.to_pylist() for column in packed.columns), strict=True)) == rows
    assert {packed_.compression for packed_ in chunks(dist / f"data/parquet/{table.name}.parquet")} <= {"ZSTD"}
    lines = (dist / f"data/jsonl/{table.name}.jsonl").read_text("utf8").splitlines()
    assert [tuple(json.loads(line).values()) for line in lines] == rows
    told = dist / f"data/csv/{table.name}.csv"
    assert told.read_bytes().startswith("\ufeff".encode())
    with told.open(encoding="utf-8-sig", newline="") as file:
        header, *cells = csv.reader(file)
    assert header == names
    kinds = [column.holds for column in columns(table)]
    assert [tuple(kind(cell) if cell else None for kind, cell in zip(kinds, row, strict=True)) for row in cells] == rows


def chunks(path: Path) -> Iterator[object]:
    told = parquet.ParquetFile(path).metadata
    return (told.row_group(group).column(column) for group in range(told.num_row_groups) for column in range(told.num_columns))


def test_articles_by_month_are_all_articles(dist: Path) -> None:
    months = {path.stem: parquet.read_table(path).to_pylist() for path in (dist / "data/articles-by-month").iterdir()}
    assert all(row["month"] == month for month, rows in months.items() for row in rows if month != "undated")
    assert sorted(row["id"] for rows in months.values() for row in rows) == [
        id_ for (id_,) in asked(dist / "data/news.db", "select id from articles order by id")
    ]


# Pages.


def links_of(page: BeautifulSoup) -> Iterator[str]:
    for name in ("href", "src", "action"):
        yield from (str(tag[name]) for tag in page.select(f"[{name}]"))
    for script in page.select("script:not([src])"):
        yield from re.findall(r'new URL\("([^"]+)", document.baseURI\)', script.get_text())


@pytest.fixture(scope="module")
def pages(dist: Path) -> dict[str, BeautifulSoup]:
    return {name: BeautifulSoup(path.read_bytes(), "lxml") for name, path in files_of(dist).items() if name.endswith(".html")}


def test_every_link_leads_somewhere(dist: Path, pages: dict[str, BeautifulSoup]) -> None:
    """Those to the live site are asked of a server of the same register."""
    known, missing, count = set(files_of(dist)), [], 0
    live: set[str] = set()
    anchors = {name: {tag["id"] for tag in page.select("[id]")} for name, page in pages.items()}
    for name, page in pages.items():
        for link in links_of(page):
            count += 1
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                if not link.startswith(("https://", "data:", "mailto:")):
                    missing.append((name, link))
                continue
            target = unquote(str(Path("/", name).parent.joinpath(parts.path).resolve()))[1:] if parts.path else name
            if target not in known or (parts.fragment and target.endswith(".html") and parts.fragment not in anchors[target]):
                missing.append((name, link))
            if target == "live/index.html" and parts.query:
                live.add(parse_qs(parts.query)["_path"][0])
    assert missing == []
    assert count > 5000
    with serving(dist / "data/news.db") as address, ThreadPoolExecutor(4) as at_once:
        statuses = dict(zip(sorted(live), at_once.map(lambda path: status(address + path), sorted(live)), strict=True))
    print(f"{count} links on {len(pages)} pages, {len(live)} of them to the live site")
    assert {path: answer for path, answer in statuses.items() if answer != 200} == {}


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_every_page_states_its_charset_first_and_stands_alone(dist: Path, pages: dict[str, BeautifulSoup]) -> None:
    for name in pages:
        data = (dist / name).read_bytes()
        assert re.search(rb'<meta charset="utf-8">', data[:1024]), name
        assert b"__root__" not in data and b"localhost:" not in data and b"http://localhost" not in data, name


@pytest.mark.parametrize("table", ["articles", "people", "countries", "organisations", "regions", "topics"])
def test_whatever_has_a_page_is_a_file(dist: Path, table: str) -> None:
    key = "code" if table == "countries" else "id"
    rows = asked(dist / "data/news.db", f"select count(*) from {table} where {key} is not null")
    assert [(len(list((dist / "news" / table).glob("*.html"))),)] == rows


def test_tables_and_questions_are_pages(dist: Path) -> None:
    told = {path.stem for path in (dist / "news").glob("*.html")}
    assert told >= set(NAMES)
    assert told >= {"map", "network", "quotations", "who_met_whom", "accuracy"}


def test_no_two_files_differ_in_capitals_alone(dist: Path) -> None:
    names = Counter(name.lower() for name in files_of(dist))
    assert [name for name, count in names.items() if count > 1] == []
