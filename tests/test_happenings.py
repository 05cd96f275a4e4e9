"""What several articles tell of one happening is one row with many sources; who dealt with whom follows from it."""

from __future__ import annotations

from datetime import date

import pytest

from build import Chain
from pipeline import reference
from pipeline.happenings import happenings
from pipeline.model import Article, Findings, Happening, Paragraph
from pipeline.relations import relations
from pipeline.stories import stories


@pytest.fixture(scope="module")
def chain() -> Chain:
    return Chain.of(reference.load())


def articles(chain: Chain, *told: tuple[str | None, str]) -> list[Findings]:
    """What is found in each text, as an article published on its day."""

    def article(at: int, published: str | None, text: str) -> Article:
        day = date.fromisoformat(published) if published else None
        return Article(f"{at}.txt", "", None, None, None, None, None, None, day, None, (Paragraph(0, len(text), text),), ())

    return [chain.findings(article(at, published, text)) for at, (published, text) in enumerate(told)]


def happened(found: list[Findings]) -> tuple[Happening, ...]:
    """The happenings of some articles."""
    return happenings(found, stories([each.article for each in found]))


MEETING = "التقى سيرغي لافروف هاكان فيدان في موسكو يوم 3 فبراير 2025، وبحثا الوضع في سوريا."
ONE = {
    "two parties and the day, other words": (
        ("2025-02-04", MEETING),
        ("2025-02-05", "وكان هاكان فيدان قد اجتمع مع سيرغي لافروف في العاصمة الروسية يوم الاثنين."),
        "two parties, same day",
    ),
    "the month is enough where both parties are told": (
        ("2025-02-04", MEETING),
        ("2025-03-20", "يذكر أن سيرغي لافروف اجتمع مع هاكان فيدان في فبراير 2025."),
        "two parties, same month",
    ),
    "no day, but told within days": (
        ("2025-02-04", MEETING),
        ("2025-02-06", "أشادت الصحف التركية بلقاء سيرغي لافروف مع هاكان فيدان في موسكو."),
        "two parties, told within days",
    ),
    "a visit, by its visitor": (
        ("2025-02-04", "وصل هاكان فيدان إلى القاهرة أمس."),
        ("2025-02-04", "زار هاكان فيدان القاهرة، الاثنين، وأجرى محادثات مع المسؤولين المصريين حول غزة."),
        "a party, same day",
    ),
    "the conference of a place, its day told once": (
        ("2020-07-01", "وانعقد مؤتمر برلين حول ليبيا في 19 يناير 2020 بحضور قادة عدد من الدول المعنية بالأزمة."),
        ("2020-07-22", "وقال خبراء إن نتائج الحوار لا تخالف ما خلص إليه مؤتمر برلين من تفاهمات سياسية."),
        "the only conference told of there",
    ),
}
TWO = {
    "another day": (
        ("2025-02-04", MEETING),
        ("2025-02-12", "التقى سيرغي لافروف هاكان فيدان في موسكو يوم 11 فبراير 2025."),
    ),
    "another man": (
        ("2025-02-04", MEETING),
        ("2025-02-04", "التقى سيرغي لافروف أحمد عطاف يوم 3 فبراير 2025."),
    ),
    "no day, and weeks between": (
        ("2025-02-04", MEETING),
        ("2025-04-01", "تحدث مراقبون عن لقاء سيرغي لافروف مع هاكان فيدان وما دار فيه."),
    ),
    "no day, and no day of publication": (
        ("2025-02-04", MEETING),
        (None, "تحدث مراقبون عن لقاء سيرغي لافروف مع هاكان فيدان وما دار فيه."),
    ),
    "a call on the day of a meeting": (
        ("2025-02-04", MEETING),
        ("2025-02-04", "أجرى سيرغي لافروف اتصالا هاتفيا مع هاكان فيدان يوم 3 فبراير 2025."),
    ),
    "visits of one man to two countries": (
        ("2025-02-04", "زار هاكان فيدان القاهرة يوم 3 فبراير 2025."),
        ("2025-02-04", "زار هاكان فيدان الجزائر في 3 فبراير 2025."),
    ),
}


@pytest.mark.parametrize("what", ONE)
def test_one_happening_has_both_articles(chain: Chain, what: str) -> None:
    first, second, why = ONE[what]
    found = articles(chain, first, second)
    type_ = found[0].events[0].type
    of_type = [each for each in happened(found) if each.type == type_]
    assert [[told.raw_path for told in each.told] for each in of_type] == [["0.txt", "1.txt"]]
    assert [told.why for told in of_type[0].told] == [None, why]


@pytest.mark.parametrize("what", TWO)
def test_two_happenings_stay_two(chain: Chain, what: str) -> None:
    found = articles(chain, *TWO[what])
    assert all(each.events for each in found)
    assert all(len(each.told) == 1 for each in happened(found))


def test_a_happening_has_the_best_date_and_all_who_took_part(chain: Chain) -> None:
    (meeting,) = happened(
        articles(
            chain,
            ("2025-02-20", "يذكر أن سيرغي لافروف اجتمع مع هاكان فيدان في فبراير 2025."),
            ("2025-02-25", "التقى سيرغي لافروف هاكان فيدان وأحمد عطاف في موسكو يوم 3 فبراير 2025."),
        )
    )
    assert (meeting.date, meeting.place) == ("2025-02-03", "موسكو")
    assert {party.person.id: count for party, count in meeting.participants if party.person} == {
        "sergey-lavrov": 2,
        "hakan-fidan": 2,
        "ahmed-attaf": 1,
    }


def test_the_order_of_files_changes_no_happening(chain: Chain) -> None:
    found = articles(
        chain, *(each for pair in TWO.values() for each in pair), *(each for first, second, _ in ONE.values() for each in (first, second))
    )
    assert happened(found) == happened(found[::-1])


def test_every_event_is_of_one_happening(chain: Chain) -> None:
    found = articles(chain, *(each for first, second, _ in ONE.values() for each in (first, second)))
    told = [(each.raw_path, each.number) for happening in happened(found) for each in happening.told]
    assert sorted(told) == [(each.article.raw_path, at) for each in found for at in range(1, len(each.events) + 1)]


def test_a_meeting_told_twice_is_one_dealing_of_two_articles(chain: Chain) -> None:
    first, second, _ = ONE["two parties and the day, other words"]
    found = articles(chain, first, second)
    dealings = {(r.person_id, r.other_id, r.kind, r.month): (r.times, r.articles) for r in relations(found, happened(found))}
    assert dealings == {
        ("sergey-lavrov", "hakan-fidan", "meeting", "2025-02"): (1, 2),
        ("hakan-fidan", "sergey-lavrov", "meeting", "2025-02"): (1, 2),
    }


def test_who_speaks_of_whom_goes_one_way(chain: Chain) -> None:
    found = articles(
        chain,
        ("2025-02-04", 'قال أحمد عطاف: "إن زيارة هاكان فيدان ستفتح صفحة جديدة بين البلدين، ونحن ننتظرها منذ أشهر".'),
        (None, 'وأضاف أحمد عطاف: "إن هاكان فيدان صديق قديم للجزائر، وقد قال ذلك أكثر من مرة".'),
    )
    spoken = [(r.person_id, r.other_id, r.month, r.times) for r in relations(found, ()) if r.kind == "spoke-of"]
    assert sorted(spoken, key=str) == [("ahmed-attaf", "hakan-fidan", "2025-02", 1), ("ahmed-attaf", "hakan-fidan", None, 1)]
