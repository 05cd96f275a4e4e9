"""What the search box finds, asked of our own pages and judged by their labels."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from datasette.app import Datasette

from benchmarks.labelled import OWN, text_of
from plugins.show.asked import understand
from plugins.show.searching import Answer, answer
from tests.test_site import site_of

QUESTIONS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "search.yml").read_text("utf8"))

Ask = Callable[[str], Answer]


@dataclass(frozen=True)
class Page:
    """What a reader labelled in a page: names, codes of countries (weak: meant by a place alone), title and body."""

    people: frozenset[str]
    countries: frozenset[str]
    weak: frozenset[str]
    organisations: frozenset[str]
    text: str


def page_of(gold: Path, pages: Path) -> Page:
    said = json.loads(gold.read_text("utf8"))
    body = text_of(pages / f"{gold.stem}.txt")[said["body_start"] : said["body_end"]]
    return Page(
        frozenset(person["name"] for person in said["people"]),
        frozenset(country["code"] for country in said["countries"] if country["surfaces"]),
        frozenset(country["code"] for country in said["countries"] if not country["surfaces"]),
        frozenset(said["organisations"]),
        f"{said['title']}\n{said['subtitle']}\n{body}",
    )


PAGES = {path.stem: page_of(path, Path(OWN[0])) for path in sorted(Path(OWN[1]).glob("*.json"))}


def relevant(question: dict[str, Any]) -> set[str]:
    """The pages that a question must find, by their labels."""
    found = set(PAGES)
    if "person" in question:
        found &= {name for name, page in PAGES.items() if page.people & set(question["person"])}
    if "country" in question:
        found &= {name for name, page in PAGES.items() if question["country"] in page.countries}
    if "organisation" in question:
        found &= {name for name, page in PAGES.items() if page.organisations & set(question["organisation"])}
    if "holds" in question:
        found &= {name for name, page in PAGES.items() if re.search(question["holds"], page.text)}
    return found


@pytest.fixture(scope="module")
def ask(own_db: Path) -> Ask:
    datasette = Datasette(immutables=[str(own_db)], plugins_dir=str(Path(__file__).parent.parent / "plugins"))
    return lambda question: asyncio.run(answer(datasette.get_database("news"), question, page=len(PAGES)))


@pytest.fixture(scope="module")
def names(own_db: Path) -> dict[int, str]:
    with sqlite3.connect(own_db) as connection:
        return {id_: Path(raw_path).stem for id_, raw_path in connection.execute("select id, raw_path from articles")}


@dataclass(frozen=True)
class Judged:
    """What a question found: the pages that it should, those that it should not, those that it missed; and who is named."""

    right: frozenset[str]
    wrong: frozenset[str]
    missed: frozenset[str]
    named: frozenset[str]


@pytest.fixture(scope="module")
def judged(ask: Ask, names: dict[int, str]) -> dict[str, Judged]:
    return {question["query"]: judge(question, ask(question["query"]), names) for question in QUESTIONS}


def judge(question: dict[str, Any], given: Answer, names: dict[int, str]) -> Judged:
    assert given.article_count == len(given.articles)
    found = {names[article.id] for article in given.articles}
    asked, allowed = relevant(question), set(question.get("also", {}))
    allowed |= {name for name, page in PAGES.items() if question.get("country") in page.weak}
    return Judged(
        frozenset(found & asked), frozenset(found - asked - allowed), frozenset(asked - found), frozenset(each.id for each in given.named)
    )


def test_there_are_sixty_questions_and_each_has_an_answer_to_expect() -> None:
    assert len({question["query"] for question in QUESTIONS}) == len(QUESTIONS) >= 60
    assert [question["query"] for question in QUESTIONS if not relevant(question) and not question.get("nothing")] == []
    assert [question["query"] for question in QUESTIONS if set(question.get("also", {})) & relevant(question)] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["query"])
def test_a_question_finds_what_it_must_and_nothing_else(judged: dict[str, Judged], question: dict[str, Any]) -> None:
    found = judged[question["query"]]
    assert (found.missed, found.wrong) == (frozenset(), frozenset())
    assert set(question.get("named", [])) <= found.named
    assert not set(question.get("not_named", [])) & found.named


def test_docs_state_recall_and_precision(judged: dict[str, Judged]) -> None:
    right, wrong, missed = (sum(len(getattr(each, kind)) for each in judged.values()) for kind in ("right", "wrong", "missed"))
    said = (Path(__file__).parent.parent / "docs" / "site.md").read_text("utf8")
    recall, precision = right / (right + missed), right / (right + wrong)
    assert f"{len(QUESTIONS)} questions, {right + missed} pages to find: recall {recall:.3f}, precision {precision:.3f}" in said


@pytest.mark.parametrize(
    ("query", "name"),
    [("Lavrov", "لافروف"), ("بوقدوم", "بوقادوم"), ("Algérie", "الجزائر"), ("الجفاف", "الجفاف"), ("OMS", "منظمة الصحة العالمية")],
)
def test_a_snippet_is_of_the_text_and_marks_what_was_asked_for(ask: Ask, own_db: Path, query: str, name: str) -> None:
    with sqlite3.connect(own_db) as connection:
        bodies = dict(connection.execute("select article_id, body from texts"))
    found = ask(query).articles
    assert found
    marked = [re.findall("<mark>(.*?)</mark>", article.snippet) for article in found]
    assert all(marked)
    assert any(name in word for words in marked for word in words)
    for article in found:
        assert article.snippet.striptags().strip("…") in re.sub(r"\s+", " ", bodies[article.id])


def test_the_title_counts_more_than_the_body(ask: Ask) -> None:
    assert "بوقادوم" in ask("بوقادوم").articles[0].title


def test_quotations_are_found_by_their_words_and_by_who_said_them(ask: Ask) -> None:
    [said] = ask("أمن جيراننا").quotations
    assert "أمن جيراننا" in said.text.striptags() and said.speaker_person_id == "sabri-boukadoum"
    assert "sabri-boukadoum" in {each.speaker_person_id for each in ask("Boukadoum").quotations}


@pytest.mark.parametrize(
    "typed", ['"', '""', "؟", "AND", "NEAR(", "الجزائر AND", "*", "a:b", "(", "\0", "-", "' or 1=1", "«", "ـ", "و", "x" * 400, "ال " * 200]
)
def test_whatever_is_typed_is_answered(own_db: Path, typed: str) -> None:
    assert site_of(own_db)(f"/-/search?q={quote(typed)}").status_code == 200


def test_what_was_typed_and_what_is_found_are_never_html(own_db: Path) -> None:
    response = site_of(own_db)("/-/search?q=" + quote("<script>alert(1)</script>"))
    assert response.status_code == 200 and "<script>alert" not in response.text


@pytest.mark.parametrize(("typed", "parts"), [("وزير الخارجية سيرغي لافروف", 3), ('"حل عسكري" ليبيا', 2), ("", 0)])
def test_a_question_is_parted_into_names_and_words(own_db: Path, typed: str, parts: int) -> None:
    datasette = Datasette(immutables=[str(own_db)], plugins_dir=str(Path(__file__).parent.parent / "plugins"))
    assert len(asyncio.run(understand(datasette.get_database("news"), typed))) == parts


def test_whom_no_article_names_is_not_among_the_names(ask: Ask, own_db: Path) -> None:
    with sqlite3.connect(own_db) as connection:
        unnamed = {id_ for (id_,) in connection.execute("select id from topics except select topic_id from article_topics")}
        unnamed |= {code for (code,) in connection.execute("select code from countries where articles = 0")}
        asked = [
            name for (name,) in connection.execute("select name_ar from topics union select name_ar from countries where articles = 0")
        ]
    assert len(unnamed) > 3
    assert not unnamed & {each.id for name in asked for each in ask(name).named}
