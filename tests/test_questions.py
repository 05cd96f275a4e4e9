"""Questions that a reader asks of the five supplied pages, answered by the site's queries with evidence."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml

from plugins import sql

ROOT = Path(__file__).resolve().parent.parent
QUERIES = yaml.safe_load((ROOT / "metadata.yml").read_text("utf8"))["databases"]["news"]["queries"]
LAVROV, BOUKADOUM, CAVUSOGLU = "سيرغي لافروف", "صبري بوقدوم", "مولود تشاووش أوغلو"

Asking = Any


@pytest.fixture(scope="module")
def ask(news_db: Path) -> Asking:
    """A query's rows by its name and parameters."""
    connection = sqlite3.connect(f"file:{news_db}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    sql.prepare_connection(connection)

    def rows(name: str, /, **parameters: str) -> list[sqlite3.Row]:
        asked = dict.fromkeys(QUERIES[name].get("params", ()), "") | parameters
        return connection.execute(QUERIES[name]["sql"], asked).fetchall()

    return rows


@pytest.mark.parametrize("person", ["لافروف", "Lavrov", "سيرغي لافروف"])
def test_whom_did_lavrov_talk_with_when_and_how(ask: Asking, person: str) -> None:
    told = ask("who_met_whom", person=person)
    assert {(row["with_whom"], row["type"], row["date"]) for row in told} == {
        (BOUKADOUM, "press-conference", "2020-07-22"),
        (BOUKADOUM, "press-conference", None),
        (BOUKADOUM, "meeting", None),
        (CAVUSOGLU, "phone-call", None),
    }
    assert {row["person"] for row in told} == {LAVROV}
    assert all(row["evidence"] and row["confidence"] > 0 for row in told)


def test_what_did_boukadoum_say_of_a_military_solution(ask: Asking) -> None:
    said = ask("quotations", person="بوقادوم", words="حل عسكري")
    assert len(said) == 3
    assert {row["person"] for row in said} == {BOUKADOUM}
    assert all("لا حل عسكري في ليبيا" in row["text"] or "ليس لها حل عسكري" in row["text"] for row in said)
    assert len({row["article_id"] for row in said}) == 2


def test_which_events_took_place_in_moscow_in_july_2020(ask: Asking) -> None:
    told = {(row["type"], row["date"], row["who"]) for row in ask("events_by_place", place="موسكو", month="2020-07")}
    assert told == {
        ("visit", "2020-07-21", BOUKADOUM),
        ("press-conference", "2020-07-22", f"{BOUKADOUM}، {LAVROV}"),
    }


def test_who_spoke_of_nato(ask: Asking) -> None:
    for name in ("الناتو", "حلف شمال الأطلسي", "NATO"):
        said = ask("spoke_of", name=name)
        assert {row["speaker"] for row in said} == {LAVROV}, name
        assert all("الناتو" in row["text"] or "شمال الأطلسي" in row["text"] for row in said)
