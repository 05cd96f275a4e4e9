"""Who is who across articles: spellings of one person become one row, people of one surname stay two, and the reason is kept."""

from __future__ import annotations

import dataclasses
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from build import Chain
from pipeline import reference
from pipeline.identity import SAME_OFFICE, SPELT_ALIKE, TOLD, Identifier
from pipeline.model import Article, Findings, Paragraph
from pipeline.reference import KnownPerson, Reference

KNOWN = reference.load()
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def chain() -> Chain:
    return Chain.of(KNOWN)


def articles(chain: Chain, texts: tuple[str, ...]) -> list[Findings]:
    """What is found in each text, as an article of its own."""

    def article(at: int, text: str) -> Article:
        return Article(f"{at}.txt", "", None, None, None, None, None, None, None, None, (Paragraph(0, len(text), text),), ())

    return [chain.findings(article(at, text)) for at, text in enumerate(texts)]


def people(found: list[Findings]) -> list[str]:
    """The ids of the people of each article, each once, in the order of the texts."""
    return [id_ for each in found for id_ in dict.fromkeys(m.person.id for m in each.names.mentions if m.person)]


def identified(chain: Chain, *texts: str, known: Reference = KNOWN) -> tuple[list[str], set[str]]:
    """The ids of the people of each text, and the reasons for what was joined."""
    found, why = Identifier.of(known).identify(articles(chain, texts))
    return people(found), set(why.values())


ONE = {
    "g as غ and ج": ("قال المدير سيرغي تشيباكوف إن العمل بدأ.", "قال المدير سيرجي تشيباكوف إن العمل بدأ."),
    "sh and s at the end": ("قال الدبلوماسي مارسيلو كوتيريش إن اللقاء مفيد.", "قال الدبلوماسي مارسيلو كوتيريس إن اللقاء مفيد."),
    "ch as تش and ج": ("صرح السفير التركي مراد تشاويش بذلك.", "صرح السفير التركي مراد جاويش بذلك."),
    "a vowel written or not": ("قال الخبير دونالد هرامب إن السوق هادئة.", "قال الخبير دونالد هرمب إن السوق هادئة."),
    "two words or one": ("أكد الوزير عبد الله الزغموري ذلك.", "أكد الوزير عبدالله الزغموري ذلك."),
    "a short given name": ("قال السيناتور مايكل هاندروف إن القرار خطأ.", "قال السيناتور مايك هاندروف إن القرار خطأ."),
}
TWO = {
    "two Arabic given names of like sound": ("قال النائب حسن الزغموري ذلك.", "قال النائب حسين الزغموري ذلك."),
    "one surname": ("قال السفير مراد كيليتشوغلو ذلك.", "قال اللاعب سليم كيليتشوغلو ذلك."),
    "two states": ("قال وزير النفط العراقي سامر الزغموري ذلك.", "قال وزير الصحة المصري سامر الزغموورى ذلك."),
    "two short sounds": ("قال السفير بارك جينو ذلك.", "قال السفير بارك جونا ذلك."),
}


@pytest.mark.parametrize("case", ONE)
def test_spellings_of_one_person_are_one(chain: Chain, case: str) -> None:
    ids, _ = identified(chain, *ONE[case])
    assert len(ids) == 2
    assert len(set(ids)) == 1


@pytest.mark.parametrize("case", TWO)
def test_two_people_stay_two(chain: Chain, case: str) -> None:
    ids, why = identified(chain, *TWO[case])
    assert len(set(ids)) == len(ids) == 2
    assert why == set()


def test_the_reason_is_told(chain: Chain) -> None:
    assert identified(chain, *ONE["g as غ and ج"])[1] == {SPELT_ALIKE}


def test_holders_of_one_office_are_one_when_the_name_is_told_at_more_length(chain: Chain) -> None:
    texts = ("أكد وزير النفط العراقي سامر الزغموري ذلك.", "أكد وزير النفط العراقي سامر عبد الواحد الزغموري ذلك.")
    ids, why = identified(chain, *texts)
    assert (len(set(ids)), why) == (1, {SAME_OFFICE})


def test_a_name_told_at_more_length_without_an_office_is_nobody_else(chain: Chain) -> None:
    ids, _ = identified(chain, "قال الخبير سامر الزغموري ذلك.", "قال اللاعب سامر عبد الواحد الزغموري ذلك.")
    assert len(set(ids)) == 2


def test_a_strange_spelling_of_a_known_person_is_that_person(chain: Chain) -> None:
    ids, why = identified(chain, "قال وزير الخارجية الأسبق جون كيرري ذلك.", "قال جون كيري ذلك.")
    assert set(ids) == {"john-kerry"}
    assert why <= {SPELT_ALIKE}


def with_person(**changes: tuple[str, ...]) -> Reference:
    """The reference with a person of our own."""
    ours = KnownPerson("zaghmouri", "سامر الزغموري", "Samer Zaghmouri", "IQ", **changes)
    return dataclasses.replace(KNOWN, people=(*KNOWN.people, ours))


def test_same_as_joins_what_no_rule_would(chain: Chain) -> None:
    ids, why = identified(chain, "قال الخبير فيصل الهندزاوي ذلك.", known=with_person(same_as=("فيصل الهندزاوي",)))
    assert (ids, why) == (["zaghmouri"], {TOLD})


def test_never_same_as_keeps_apart_what_a_rule_would_join(chain: Chain) -> None:
    text = "قال الخبير سامر الزغمووري ذلك."
    assert identified(chain, text, known=with_person())[0] == ["zaghmouri"]
    assert identified(chain, text, known=with_person(never_same_as=("سامر الزغمووري",)))[0] != ["zaghmouri"]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database of two articles that spell one man in two ways."""
    folder = tmp_path_factory.mktemp("identity")
    (folder / "raw").mkdir()
    end = " وأضاف أن الوزارة تعمل على خطة جديدة لزيادة الإنتاج في الحقول الجنوبية خلال العام المقبل، وفق بيان رسمي."
    for name, written in (("a", "سيرغي تشيباكوف"), ("b", "سيرجي تشيباكوف")):
        text = f"اجتماع في بغداد\n\nقال وزير الطاقة الروسي {written} إن العمل بدأ في المشروع الجديد، وإن الشركات مستعدة له.{end}\n"
        (folder / "raw" / f"{name}.txt").write_text(text, "utf8")
    db = folder / "news.db"
    subprocess.run([sys.executable, "build.py", "--raw", str(folder / "raw"), "--output", str(db)], cwd=ROOT, check=True)
    opened = sqlite3.connect(db)
    yield opened
    opened.close()


def test_the_register_says_what_was_joined_and_why(register: sqlite3.Connection) -> None:
    rows = register.execute("SELECT spelling, articles, joined_because FROM people_names ORDER BY spelling").fetchall()
    assert rows == [("سيرجي تشيباكوف", 1, SPELT_ALIKE), ("سيرغي تشيباكوف", 1, None)] or rows == [
        ("سيرجي تشيباكوف", 1, None),
        ("سيرغي تشيباكوف", 1, SPELT_ALIKE),
    ]
    assert register.execute("SELECT count(DISTINCT person_id) FROM mentions WHERE person_id IS NOT NULL").fetchone() == (1,)


def test_a_found_person_has_the_country_of_their_office_and_says_so(register: sqlite3.Connection) -> None:
    rows = register.execute("SELECT country_code, country_from, known, name_en_from IS NOT NULL FROM people").fetchall()
    assert rows == [("RU", "office given in an article", 0, 1)]
