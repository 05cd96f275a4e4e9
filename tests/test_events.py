"""What a sentence tells: what happened, on which day, where, and who took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest

from pipeline import reference
from pipeline.annotated import AnnotatedText
from pipeline.events import EventFinder
from pipeline.model import Article, Event, Paragraph
from pipeline.names import NameFinder
from pipeline.quotes import QuoteFinder
from pipeline.timexes import TimexFinder

KNOWN = reference.load()
NAMES, DATES, QUOTES, EVENTS = NameFinder.of(KNOWN), TimexFinder.of(KNOWN), QuoteFinder.of(KNOWN), EventFinder.of(KNOWN)
WEDNESDAY = date(2025, 2, 12)


def events_of(text: str, published: date | None = WEDNESDAY) -> tuple[Event, ...]:
    """The events of an article with these lines."""
    paragraphs = tuple(Paragraph(0, len(line), line) for line in text.split("\n"))
    article = Article("a.txt", "", None, None, None, None, None, None, published, None, paragraphs, ())
    annotated = AnnotatedText.of(article, NAMES.find(article))
    return EVENTS.find(annotated, QUOTES.find(annotated), DATES.find(annotated))


TOLD = {
    "استقبل الرئيس عبد الفتاح السيسي، أمس، هاكان فيدان الذي يزور القاهرة.": {("meeting", "2025-02-11"), ("visit", None)},
    "التقى سيرغي لافروف هاكان فيدان في موسكو يوم 3 شباط الجاري.": {("meeting", "2025-02-03")},
    # What is said at a press conference is told once, as the conference.
    "قال سيرغي لافروف، اليوم الأربعاء، إن بلاده جاهزة.\nوجاء ذلك خلال مؤتمر صحفي عقده لافروف في سوتشي.": {
        ("press-conference", "2025-02-12"),
    },
    "التقى سيرغي لافروف هاكان فيدان أمس في موسكو.\nوقال لافروف في مؤتمر صحفي عقب اللقاء إن الحل قريب.": {
        ("meeting", "2025-02-11"),
        ("press-conference", "2025-02-11"),
    },
    "سيزور هاكان فيدان الجزائر يوم الخميس المقبل.": {("visit", "2025-02-13")},
    "تلقى عبد المجيد تبون مكالمة هاتفية من فلاديمير بوتين الأحد الماضي.": {("phone-call", "2025-02-09")},
    "استقبله هاكان فيدان أمس في أنقرة.": {("meeting", "2025-02-11")},
    "يبحث الناس عن الماء منذ أمس.": set(),
}


@pytest.mark.parametrize("text", TOLD)
def test_events_of_a_text(text: str) -> None:
    assert {(event.type, event.date) for event in events_of(text)} == TOLD[text]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a reader of a text would tell it: people by id, bodies by Arabic name, states by code."""

    type: str
    date: str | None
    who: frozenset[str]
    place: str | None = None


def told(type_: str, date_: str | None, *who: str, place: str | None = None) -> Told:
    return Told(type_, date_, frozenset(who), place)


LAVROV, FIDAN, ATTAF, SISI = "sergey-lavrov", "hakan-fidan", "ahmed-attaf", "abdel-fattah-el-sisi"
PUTIN, TEBBOUNE, ERDOGAN, MACRON = "vladimir-putin", "abdelmadjid-tebboune", "recep-tayyip-erdogan", "emmanuel-macron"
GUTERRES, ABBAS, ABDULLAH = "antonio-guterres", "mahmoud-abbas", "abdullah-ii"

# Own articles in the manner of news, with what they tell.
LABELLED = {
    "the guest named by his office's counterpart": (
        "استقبل وزير الخارجية الروسي سيرغي لافروف، الثلاثاء، نظيره التركي هاكان فيدان في موسكو.",
        {told("meeting", "2025-02-11", LAVROV, FIDAN, place="موسكو")},
    ),
    "two ministers in one office, coordinated": (
        "أجرى وزيرا الخارجية الروسي، سيرغي لافروف، والتركي، هاكان فيدان، اتصالا هاتفيا أمس بحثا خلاله الملف السوري.",
        {told("phone-call", "2025-02-11", LAVROV, FIDAN)},
    ),
    "a counterpart without a name": (
        "وصل وزير الخارجية التركي هاكان فيدان إلى الجزائر يوم الاثنين.\nوالتقى وزير الخارجية الجزائري أحمد عطاف نظيره التركي.",
        {told("visit", "2025-02-10", FIDAN, place="الجزائر"), told("meeting", None, ATTAF, FIDAN)},
    ),
    "the ministers of the sentence before": (
        "اجتمع سيرغي لافروف وهاكان فيدان في أنقرة أمس.\nووقع الوزيران مذكرة تفاهم حول الطاقة.",
        {told("meeting", "2025-02-11", LAVROV, FIDAN, place="أنقرة"), told("agreement", None, LAVROV, FIDAN)},
    ),
    "a stay: the meeting on the day of the arrival": (
        "وصل الرئيس الفرنسي إيمانويل ماكرون إلى القاهرة أمس، حيث استقبله الرئيس المصري عبد الفتاح السيسي.",
        {told("visit", "2025-02-11", MACRON, place="القاهرة"), told("meeting", "2025-02-11", MACRON, SISI, place="القاهرة")},
    ),
    "who is received is who visits": (
        "استقبل الرئيس الجزائري عبد المجيد تبون، اليوم، وزير الخارجية الروسي سيرغي لافروف في مستهل زيارة تستغرق يومين إلى الجزائر.",
        {told("meeting", "2025-02-12", TEBBOUNE, LAVROV, place="الجزائر"), told("visit", None, LAVROV, place="الجزائر")},
    ),
    "a body signs with a body": (
        "وقعت وزارة الخارجية الجزائرية، الخميس الماضي، مذكرة تفاهم مع وزارة الخارجية التركية في أنقرة.",
        {told("agreement", "2025-02-06", "وزارة الخارجية الجزائرية", "وزارة الخارجية التركية", place="أنقرة")},
    ),
    "between two states": (
        "انطلقت أمس في الدوحة مشاورات بين مصر وتركيا.",
        {told("meeting", "2025-02-11", "EG", "TR", place="الدوحة")},
    ),
    "what was said is not what happened": (
        'قال أحمد عطاف إن بلاده "ستستضيف قمة في الجزائر العام المقبل إذا توفرت الشروط اللازمة لذلك".',
        set(),
    ),
    "a statement with its day": (
        "أعلن وزير الخارجية الجزائري أحمد عطاف، اليوم الأربعاء، رفع التمثيل الدبلوماسي مع تركيا.",
        {told("statement", "2025-02-12", ATTAF)},
    ),
    "whose spokesman it is, is not who speaks": (
        "أعلن المتحدث باسم وزارة الخارجية المصرية أحمد أبو زيد، أمس الثلاثاء، أن بلاده ترفض التهجير.",
        {told("statement", "2025-02-11", "ahmed-abu-zeid")},
    ),
    "a body's statement": (
        "ودعت بعثة الأمم المتحدة للدعم في ليبيا، في بيان، إلى وقف فوري لإطلاق النار.",
        {told("statement", None, "بعثة الأمم المتحدة للدعم في ليبيا")},
    ),
    "what somebody says in a meeting is part of it": (
        "أكد سيرغي لافروف، خلال لقاء مع هاكان فيدان أمس، أن موسكو متمسكة بالحوار.",
        {told("meeting", "2025-02-11", LAVROV, FIDAN)},
    ),
    "a press conference of two": (
        "أكد أحمد عطاف، في مؤتمر صحفي مشترك مع هاكان فيدان، أمس، أن العلاقات بين البلدين متينة.",
        {told("press-conference", "2025-02-11", ATTAF, FIDAN)},
    ),
    "a conference told twice, and its day": (
        "وانعقد مؤتمر برلين حول ليبيا في 19 كانون الثاني/ يناير 2020.\nواعتبر خبراء أن مؤتمر برلين لم يغير شيئا.",
        {told("conference", "2020-01-19", place="برلين")},
    ),
    "who goes to a conference": (
        "يتوجه الرئيس الفلسطيني محمود عباس إلى القاهرة للمشاركة في القمة العربية يوم 4 مارس المقبل.",
        {told("visit", None, ABBAS, place="القاهرة"), told("conference", "2025-03-04", ABBAS, place="القاهرة")},
    ),
    "a call is no meeting": (
        "بحث هاكان فيدان هاتفيا مع سيرغي لافروف، يوم الاثنين، الوضع في أوكرانيا.",
        {told("phone-call", "2025-02-10", FIDAN, LAVROV)},
    ),
    "an interview by telephone is no call": (
        "وقال هاكان فيدان لصحيفة الشروق في اتصال هاتفي إن بلاده مستعدة.",
        set(),
    ),
    "an attack and its doers": (
        "قتل خمسة جنود في هجوم نفذه تنظيم داعش على حاجز للجيش أمس الثلاثاء.",
        {told("attack", "2025-02-11", "تنظيم الدولة الإسلامية")},
    ),
    "a match is no meeting": (
        "وشهد اللقاء الذي جمع الفريقين أمس هدفا في الشوط الثاني من المباراة.",
        set(),
    ),
    "an invitation is no visit": (
        "ووجه فلاديمير بوتين دعوة إلى عبد المجيد تبون لزيارة روسيا.",
        set(),
    ),
    "a deadline is no day of it": (
        "التقى أنطونيو غوتيريش الملك عبد الله الثاني في عمان، وطالب بوقف القتال قبل يوم الجمعة.",
        {told("meeting", None, GUTERRES, ABDULLAH, place="عمان")},
    ),
    "two visits of one man to two countries": (
        "زار هاكان فيدان مصر أمس.\nويتوجه فيدان غدا إلى طرابلس.",
        {told("visit", "2025-02-11", FIDAN, place="مصر"), told("visit", "2025-02-13", FIDAN, place="طرابلس")},
    ),
    "what happened is told with its month": (
        "وكان رجب طيب أردوغان قد زار الجزائر في نوفمبر الماضي والتقى عبد المجيد تبون.",
        {told("visit", "2024-11", ERDOGAN, place="الجزائر"), told("meeting", "2024-11", ERDOGAN, TEBBOUNE, place="الجزائر")},
    ),
}


def named(event: Event) -> Told:
    """An event as the labels write one."""
    who = {
        party.person.id
        if party.person and party.person.known
        else party.person.name_ar
        if party.person
        else party.organisation.name_ar
        if party.organisation
        else str(party.country)
        for party in event.participants
    }
    return Told(event.type, event.date, frozenset(who), event.place)


@pytest.mark.parametrize("what", LABELLED)
def test_who_took_part_when_and_where(what: str) -> None:
    text, expected = LABELLED[what]
    assert {named(event) for event in events_of(text)} == expected


def test_without_a_day_of_publication_a_weekday_dates_nothing() -> None:
    (meeting,) = events_of("التقى سيرغي لافروف هاكان فيدان في موسكو يوم الثلاثاء.", published=None)
    assert meeting.date is None


def test_the_evidence_is_the_text_at_its_place() -> None:
    text = "قال خبراء إن الطقس بارد.\n" + LABELLED["two visits of one man to two countries"][0]
    found = events_of(text)
    assert len(found) == 2
    assert all(text[event.start : event.end] == event.evidence for event in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
