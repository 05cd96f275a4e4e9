"""The names by which what the register holds may be asked for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.arabic import comparable
from pipeline.known_as import sound, tails
from pipeline.schema import NAMED_KINDS

HELD = {"person_id": ("people", "id"), "country_code": ("countries", "code"), "organisation_id": ("organisations", "id")}
HELD |= {"region_id": ("regions", "id"), "topic_id": ("topics", "id")}


@pytest.fixture(scope="module")
def own(own_db: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(own_db)
    connection.row_factory = sqlite3.Row
    return connection


def test_a_row_names_one_thing_and_is_folded_as_questions_are(own: sqlite3.Connection) -> None:
    rows = own.execute("select * from known_as").fetchall()
    assert len(rows) > 3000
    for row in rows:
        assert sum(row[kind] is not None for kind in NAMED_KINDS) == 1
        assert row["asked"] == comparable(row["name"]) and row["sound"] == (sound(row["name"]) or None)


@pytest.mark.parametrize("kind", NAMED_KINDS)
def test_all_that_the_register_holds_can_be_asked_for_by_its_names(own: sqlite3.Connection, kind: str) -> None:
    table, key = HELD[kind]
    asked = {(row["asked"], row[kind]) for row in own.execute(f"select asked, {kind} from known_as where {kind} is not null")}
    for row in own.execute(f"select {key} as id, name_ar, name_en from {table}"):
        assert (comparable(row["name_ar"]), row["id"]) in asked
        assert row["name_en"] is None or (comparable(row["name_en"]), row["id"]) in asked


def test_every_spelling_of_an_article_asks_for_its_person(own: sqlite3.Connection) -> None:
    missing = own.execute("""select person_id, surface from mentions where person_id is not null""").fetchall()
    asked = {(row["asked"], row["person_id"]) for row in own.execute("select asked, person_id from known_as")}
    assert [tuple(row) for row in missing if (comparable(row["surface"]), row["person_id"]) not in asked] == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [("algerie", "DZ"), ("maroc", "MA"), ("cote d ivoire", "CI"), ("libye", "LY"), ("الجزاير", "DZ"), ("united states", "US")],
)
def test_countries_have_english_french_and_arabic_names(own: sqlite3.Connection, asked: str, code: str) -> None:
    assert code in {row[0] for row in own.execute("select country_code from known_as where asked = ?", [asked])}


def test_a_mere_place_asks_for_no_state(own: sqlite3.Connection) -> None:
    places = {comparable(row[0]) for row in own.execute("select surface from mentions where kind = 'place'")}
    states = {comparable(row[0]) for row in own.execute("select surface from mentions where country_code is not null and kind <> 'place'")}
    asked = {row[0] for row in own.execute("select asked from known_as where country_code is not null")}
    assert places - states
    assert not (places - states) & asked


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("سيرغي لافروف", ["سيرغي لافروف", "لافروف"]),
        ("عبد الفتاح السيسي", ["عبد الفتاح السيسي", "السيسي"]),
        ("محمد ولد الشيخ الغزواني", ["محمد ولد الشيخ الغزواني", "ولد الشيخ الغزواني", "الغزواني"]),
        ("Ursula von der Leyen", ["ursula von der leyen", "von der leyen"]),
        ("تبون", ["تبون"]),
        ("", []),
    ],
)
def test_a_name_s_tails_are_its_ends(name: str, found: list[str]) -> None:
    assert list(tails(name)) == found


@pytest.mark.parametrize(
    ("one", "other"), [("غوتيريس", "Guterres"), ("شنقريحة", "Chengriha"), ("تبون", "Tebboune"), ("زيلينسكي", "Zelensky")]
)
def test_one_name_sounds_alike_in_either_script(one: str, other: str) -> None:
    assert sound(one) == sound(other) != ""


@pytest.mark.parametrize(("one", "other"), [("لافروف", "لعمامرة"), ("Putin", "Poutine Medvedev"), ("حفتر", "هنية"), ("Saleh", "Salman")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)
