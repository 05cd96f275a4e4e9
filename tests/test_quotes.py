"""Who said what: quotations in every mark, their speakers, reported speech with its clause, and what is no speech."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import reference
from pipeline.annotated import AnnotatedText
from pipeline.model import Article, Paragraph, Quote
from pipeline.names import NameFinder
from pipeline.quotes import QuoteFinder

KNOWN = reference.load()
NAMES, QUOTES = NameFinder.of(KNOWN), QuoteFinder.of(KNOWN)


def quotes_of(text: str) -> tuple[Quote, ...]:
    """The quotations of an article with these lines."""
    paragraphs = tuple(Paragraph(0, len(line), line) for line in text.split("\n"))
    article = Article("a.txt", "", None, None, None, None, None, None, date(2025, 2, 12), None, paragraphs, ())
    found = QUOTES.find(AnnotatedText.of(article, NAMES.find(article)))
    assert all("\n".join(text.split("\n"))[quote.start : quote.end] == quote.text for quote in found)
    return found


def direct(text: str) -> list[str]:
    return [quote.text for quote in quotes_of(text) if quote.direct]


SAID = "نحن مستعدون للحوار في أي وقت"
MARKS = ['"{}"', "«{}»", "“{}”", "”{}“", "„{}“", "''{}''", "'{}'", "‘{}’", "‹{}›", "(({}))", "« {} »", '" {} "', "“{}“"]


@pytest.mark.parametrize("marks", MARKS)
def test_speech_in_every_mark(marks: str) -> None:
    assert direct(f"قال الوزير أحمد عطاف: {marks.format(SAID)}، ثم غادر القاعة.") == [SAID]


def test_a_nested_quotation_is_part_of_the_outer_one() -> None:
    assert direct('قال أحمد عطاف: «سمعنا من يقول "لا حاجة إلى الحوار" ونحن نقول غير ذلك».') == [
        'سمعنا من يقول "لا حاجة إلى الحوار" ونحن نقول غير ذلك'
    ]


def test_a_quotation_never_closed_ends_with_its_line() -> None:
    assert direct(f'وقال أحمد عطاف: "{SAID}\nوعاد الوفد إلى بلاده.') == [SAID]


def test_a_quotation_never_opened_begins_at_the_colon() -> None:
    assert direct(f'وقال أحمد عطاف: {SAID}".') == [SAID]


def test_a_quotation_runs_on_to_the_next_paragraph() -> None:
    text = f'وقال أحمد عطاف: "{SAID}.\nولن نغير موقفنا مهما طالت المفاوضات".\nثم غادر القاعة.'
    assert direct(text) == [f"{SAID}.", "ولن نغير موقفنا مهما طالت المفاوضات"]


def test_a_reporting_clause_splits_a_quotation() -> None:
    text = f'"{SAID} - قال أحمد عطاف في الندوة - "ولن نغير موقفنا مهما طالت المفاوضات".'
    assert direct(text) == [SAID, "ولن نغير موقفنا مهما طالت المفاوضات"]
    assert {quote.speaker_person.id for quote in quotes_of(text) if quote.speaker_person} == {"ahmed-attaf"}


NO_SPEECH = [
    'قصفت قوات "الجيش الوطني الليبي" مواقع في المدينة.',
    'وعرض المخرج فيلمه "ريح الشمال التي لا تهدأ" في المهرجان.',
    "انطلقت عملية «الأمل الجديد في الصحراء الكبرى» فجر اليوم.",
    'وقع الطرفان ما يسمى "اتفاق المبادئ العامة للسلام" في الدوحة.',
    "يحمل الكتاب عنوان «تاريخ المدينة في ألف عام».",
    "اشترى John's brother سيارة من O'Brien في المدينة.",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_names_and_titles_are_no_speech(text: str) -> None:
    assert direct(text) == []


# Own articles in the manner of news: the speaker of each quotation in them, by id, by Arabic name, or None; direct speech only.
LAVROV, ATTAF, FIDAN, SISI, TEBBOUNE = "sergey-lavrov", "ahmed-attaf", "hakan-fidan", "abdel-fattah-el-sisi", "abdelmadjid-tebboune"
GUTERRES, ABBAS, MACRON, ERDOGAN = "antonio-guterres", "mahmoud-abbas", "emmanuel-macron", "recep-tayyip-erdogan"
SPEAKERS: dict[str, tuple[str, list[str | None]]] = {
    "a name behind the verb": (f'وقال سيرغي لافروف: "{SAID}".', [LAVROV]),
    "a name before the verb": (f'إلا أن سيرغي لافروف أكد أن "{SAID}".', [LAVROV]),
    "a name behind the quotation": (f'"{SAID}"، يقول هاكان فيدان.', [FIDAN]),
    "a long office before the name": (
        f'وأوضح المبعوث الخاص للأمين العام إلى ليبيا عبد الله باتيلي أن "{SAID}".',
        ["abdoulaye-bathily"],
    ),
    "an office alone": (
        f'التقى وزير الخارجية الروسي سيرغي لافروف نظيره الجزائري أحمد عطاف.\nوقال الوزير الجزائري: "{SAID}".',
        [ATTAF],
    ),
    "the office of a counterpart": (
        f'استقبل رئيس الوزراء المصري مصطفى مدبولي نظيره الأردني بشر الخصاونة.\nوأشار رئيس الوزراء الأردني إلى أن "{SAID}".',
        ["bisher-al-khasawneh"],
    ),
    "the head of a diplomacy": (
        f'استقبل وزير الخارجية الجزائري أحمد عطاف السفراء.\nوأكد رئيس الدبلوماسية الجزائرية أن "{SAID}".',
        [ATTAF],
    ),
    "the pronoun of وأضاف": (f'قال هاكان فيدان إن بلاده ملتزمة بالاتفاق. وأضاف: "{SAID}".', [FIDAN]),
    "a participle": (f'استقبل عبد الفتاح السيسي الوفد، مؤكدا أن "{SAID}".', [SISI]),
    "a participle behind another's name": (f'شكر عبد المجيد تبون نظيره إيمانويل ماكرون على دعوته، مضيفا أن "{SAID}".', [TEBBOUNE]),
    "an agency quotes him": (f'ونقلت وكالة الأناضول عن وزير الخارجية التركي هاكان فيدان قوله إن "{SAID}".', [FIDAN]),
    "a statement": (f'وجاء في بيان للجامعة العربية: "{SAID}".', ["جامعة الدول العربية"]),
    "a body": (f'وذكرت وزارة الخارجية المصرية أن "{SAID}".', ["وزارة الخارجية المصرية"]),
    "somebody unnamed": (f'وقال مسؤول في البيت الأبيض لم تكشف هويته إن "{SAID}".', [None]),
    "a source": (f'التقى سيرغي لافروف هاكان فيدان. ورد مصدر حكومي على ذلك قائلا "{SAID}".', [None]),
    "several": (f'التقى سيرغي لافروف هاكان فيدان. وقال الوزيران: "{SAID}".', [None]),
    "in whose name": (f'ورحبت الرئاسة على لسان المتحدث باسمها أحمد فهمي بأن "{SAID}".', ["أحمد فهمي"]),
    "who stands before الذي": (f'وبحسب أنطونيو غوتيريش، الذي تحدث للصحفيين في نيويورك، قائلا: "{SAID}".', [GUTERRES]),
    "whose spokesman it is": (f'وقال المتحدث باسم الكرملين دميتري بيسكوف: "{SAID}".', ["dmitry-peskov"]),
    "a headline": (f"لافروف: «{SAID}»\nوصل سيرغي لافروف إلى الجزائر.", [LAVROV]),
    "two who speak in turn": (
        f'قال سيرغي لافروف: "{SAID}".\nمن جهته، قال هاكان فيدان: "{SAID} وفي أي مكان".\nوتابع قائلا: "{SAID} كما قلنا".',
        [LAVROV, FIDAN, FIDAN],
    ),
    "told in a conference of others": (f'وقال محمود عباس، في مؤتمر نظمته جامعة الدول العربية، إن "{SAID}".', [ABBAS]),
    "an answer": (f'وردّ عليه الرئيس التركي رجب طيب أردوغان بأن "{SAID}".', [ERDOGAN]),
    "he says no more than that": (f'واكتفى إيمانويل ماكرون بالقول: "{SAID}".', [MACRON]),
    "words that nobody is told to say": (f'رفع المتظاهرون لافتات كتب عليها "{SAID}".', [None]),
}


@pytest.mark.parametrize("what", SPEAKERS)
def test_who_speaks(what: str) -> None:
    text, expected = SPEAKERS[what]
    found = [quote for quote in quotes_of(text) if quote.direct]
    assert [speaker(quote) for quote in found] == expected


def speaker(quote: Quote) -> str | None:
    """A quotation's speaker as the labels write him: a known person by id."""
    person, body = quote.speaker_person, quote.speaker_organisation
    if person is not None:
        return person.id if person.known else person.name_ar
    return body.name_ar if body is not None else None


REPORTED: dict[str, list[tuple[str | None, str | None, str]]] = {
    "أكد أحمد عطاف أن بلاده متمسكة بالحل السياسي.": [("أكد", ATTAF, "أن بلاده متمسكة بالحل السياسي")],
    "شدد سيرغي لافروف على أن الحوار مستمر، مشيرا إلى أن موسكو لن تتراجع.": [
        ("شدد", LAVROV, "أن الحوار مستمر"),
        ("أشار", LAVROV, "أن موسكو لن تتراجع"),
    ],
    "ودعا أنطونيو غوتيريش إلى وقف فوري لإطلاق النار في غزة.": [("دعا", GUTERRES, "إلى وقف فوري لإطلاق النار في غزة")],
    "أعرب محمود عباس عن قلقه من تصاعد العنف، وطالب بالإفراج عن الأسرى.": [
        ("أعرب", ABBAS, "عن قلقه من تصاعد العنف"),
        ("طالب", ABBAS, "بالإفراج عن الأسرى"),
    ],
    "وحذر هاكان فيدان من اتساع رقعة الحرب في المنطقة.": [("حذر", FIDAN, "من اتساع رقعة الحرب في المنطقة")],
    "ونفت وزارة الخارجية المصرية أن تكون القاهرة طرفا في النزاع.": [("نفى", "وزارة الخارجية المصرية", "أن تكون القاهرة طرفا في النزاع")],
    "وصل الوزير إلى القاهرة أمس والتقى نظيره.": [],
}


@pytest.mark.parametrize("text", REPORTED)
def test_reported_speech_is_kept_with_its_clause(text: str) -> None:
    found = quotes_of(text)
    assert not any(quote.direct for quote in found)
    assert [(quote.verb, speaker(quote), quote.text) for quote in found] == REPORTED[text]


def test_what_leads_a_quotation_in_is_not_reported_too() -> None:
    [quote] = quotes_of(f'وأكد أحمد عطاف أن الجزائر "{SAID}".')
    assert (quote.direct, quote.text) == (True, SAID)


def test_speaker_text_method_and_confidence_say_how() -> None:
    text, _ = SPEAKERS["an office alone"]
    quote = next(quote for quote in quotes_of(text) if quote.direct)
    assert quote.speaker_text == "الوزير الجزائري"
    assert quote.method == "office without a name"
    assert 0.5 < quote.confidence < 1


def test_the_verbs_are_a_hundred_and_more() -> None:
    assert len(KNOWN.speech_verbs) > 100
