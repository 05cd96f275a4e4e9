"""Names in Latin letters: how parts are told apart, what the table says, what the standard makes of the rest."""

from __future__ import annotations

import re

import pytest

from pipeline import reference
from pipeline.latin import MIXED, PARTICLES, STANDARD, USUAL, WINDOWS, Latin, key, parts
from pipeline.names import found_person

KNOWN = reference.load()
LATIN = Latin.of(KNOWN)
BARE = Latin({}, {})


# Names that nobody in the news bears; every part is in the table.
@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("كمال الحداد", "Kamal al-Haddad"),
        ("الحداد", "Al-Haddad"),
        ("عبد الله بن ناصر", "Abdullah bin Nasser"),
        ("عبدالله بن ناصر", "Abdullah bin Nasser"),
        ("مريم بنت ناصر", "Mariam bint Nasser"),
        ("أبو ناصر", "Abu Nasser"),
        ("ناصر آل حداد", "Nasser Al Haddad"),
        ("فاطمة ناصر", "Fatima Nasser"),
        ("فاطمه ناصر", "Fatima Nasser"),
        ("مصطفى ناصر", "Mustafa Nasser"),
        ("جورج جونسون", "George Johnson"),
    ],
)
def test_known_parts_are_spelt_as_usual(arabic: str, latin: str) -> None:
    assert LATIN.write(arabic) == (latin, USUAL)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("مُنْذِر", "mundhir"),
        ("مُحَمَّد", "muhammad"),
        ("هُدًى", "huda"),
        ("غَازِي", "ghazi"),
        ("ثُرَيَّا", "thurayya"),
        ("آدَم", "adam"),
        ("إِلْيَاس", "ilyas"),
        ("سُؤَاد", "suad"),
        ("رَئِيس", "rais"),
        ("بَدِيعَة", "badia"),
        ("نُور", "nur"),
        ("نَوْفَل", "nawfal"),
        ("نَوفَل", "nawfal"),
        ("لُؤَيّ", "luay"),
        ("خُضَيْر", "khudayr"),
        ("شُكْرِيّ", "shukri"),
        ("گَارِي", "gari"),
        ("ڤِينا", "vina"),
        ("پَاشا", "pasha"),
        ("چَاد", "chad"),
        ("ژِيلا", "zhila"),
    ],
)
def test_written_harakat_are_believed(arabic: str, latin: str) -> None:
    [part] = parts(arabic)
    assert BARE.standard(part) == latin
    assert LATIN.standard(part) == latin


@pytest.mark.parametrize("second", "ابثخدزشقم")
def test_no_word_begins_with_a_long_vowel(second: str) -> None:
    for latin in (BARE, LATIN):
        assert latin.standard(f"و{second}يد").startswith("w")
        assert latin.standard(f"ي{second}يد").startswith("y")


def test_the_way_is_told_part_by_part() -> None:
    latin = Latin({"ناصر": "nasser"}, {})
    assert latin.write("ناصر").made_by == USUAL
    assert latin.write("بن ناصر").made_by == USUAL
    assert latin.write("قزدير").made_by == STANDARD
    assert latin.write("ناصر قزدير").made_by == MIXED
    assert latin.write("ناصر القزدير").made_by == MIXED
    assert latin.write("نَاصِر").made_by == STANDARD


def test_the_longest_window_decides() -> None:
    vowels = {("", "ق", ""): "a", ("", "ق", "ز"): "i", ("#", "ق", "ز"): "u"}
    assert BARE.standard("قزم").startswith("qaz")
    assert Latin({}, vowels).standard("قزم").startswith("quz")
    assert Latin({}, {**vowels, ("##", "ق", "زم"): "o"}).standard("قزم").startswith("qoz")


@pytest.mark.parametrize("supplied", ["=a", "=", "a", ""])
def test_a_supplied_shadda_doubles_one_letter_and_never_two(supplied: str) -> None:
    vowels = {("", "ب", ""): supplied, ("", "ش", ""): supplied}
    assert Latin({}, vowels).standard("ابا") == "a" + "b" * (1 + supplied.count("=")) + "a"
    assert Latin({}, vowels).standard("اشا") == "asha"


def test_a_sun_letter_is_not_doubled_behind_the_article() -> None:
    assert LATIN.write("النَّقيب").name == BARE.write("النَقيب").name == "Al-Naqib"


def test_a_servant_of_an_unknown_name_is_one() -> None:
    latin = Latin({"منان": "mannan"}, {})
    assert latin.write("عبد المنان").name == latin.write("عبدالمنان").name == "Abdul Mannan"
    assert latin.write("سعد الدين").name.endswith(" al-Din")


def test_latin_words_stay() -> None:
    assert LATIN.write("John O'Hara-Smith") == ("John O'Hara-Smith", USUAL)
    assert LATIN.write("ناصر Smith").name == "Nasser Smith"


@pytest.mark.parametrize("nothing", ["", " ", "،", "ـــ", "َ"])
def test_no_letter_gives_no_name_and_no_error(nothing: str) -> None:
    assert not re.search("[^ ]", LATIN.write(nothing).name)


@pytest.mark.parametrize("name", ["ﻧﺎﺻﺮ ﺣﺪﺍﺩ", "ناصـر  حـــداد", "ناصر\u200f حداد", "نّاصر حدّاد", "ناصر\u00a0حداد"])
def test_how_it_is_typed_changes_nothing(name: str) -> None:
    assert LATIN.write(name) == LATIN.write("ناصر حداد")


def test_every_name_becomes_plain_latin_letters() -> None:
    written = [LATIN.write(person.name_ar).name for person in KNOWN.people]
    assert [name for name in written if not re.fullmatch(r"[A-Z][A-Za-z -]*", name)] == []


@pytest.mark.parametrize("given", [row.name for row in KNOWN.given_names][::50])
def test_the_standard_alone_can_be_said(given: str) -> None:
    for part in parts(given):
        assert re.search("[aeiou]", LATIN.standard(part))


def test_a_known_person_has_the_name_of_the_reference() -> None:
    assert {entry.person.name_en_from for entry in KNOWN.people} == {"reference"}


def test_a_person_met_in_a_text_has_a_name_marked_as_made() -> None:
    person = found_person("كمال الحداد", LATIN)
    assert (person.name_en, person.name_en_from, person.known) == ("Kamal al-Haddad", USUAL, False)


# The tables.


def test_the_table_holds_keys() -> None:
    assert [name for name in KNOWN.latin_names if key(name) != name or name in PARTICLES] == []


def test_windows_are_of_the_sizes_that_are_looked_up() -> None:
    assert {(len(before), len(after)) for before, _, after in KNOWN.latin_vowels} <= set(WINDOWS)
    assert all((before + letter + after).strip("#") for before, letter, after in KNOWN.latin_vowels)


@pytest.mark.parametrize("letter", sorted({letter for _, letter, _ in KNOWN.latin_vowels}))
def test_no_window_says_what_a_smaller_one_says(letter: str) -> None:
    learnt = {window: written for window, written in KNOWN.latin_vowels.items() if window[1] == letter}
    for (before, _, after), written in learnt.items():
        smaller = {window: said for window, said in learnt.items() if len(window[0] + window[2]) < len(before + after)}
        if smaller:
            assert Latin({}, smaller).supplied(before.rjust(2, "?") + letter + after.ljust(2, "?")) != written
