"""What texts tell of time: one line an example, told from Thursday, 23 July 2020."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks import dates
from pipeline import reference
from pipeline.annotated import AnnotatedText
from pipeline.arabic import folded
from pipeline.model import Article, Paragraph
from pipeline.names import NameFinder
from pipeline.temporal import HIJRI, PART, TemporalFinder
from pipeline.timexes import TimexFinder

KNOWN = reference.load()
FINDER = TemporalFinder.of(KNOWN.months, KNOWN.hijri_months)
NAMES, TIMEXES = NameFinder.of(KNOWN), TimexFinder.of(KNOWN)
THURSDAY = date(2020, 7, 23)
# At least this share of the expressions of ../shared/corpora/dates means what the corpus gives. It may only rise.
AT_LEAST = {"days": 0.71, "periods": 0.751}

Told = tuple[str, str | None, str | None, str]

# A sentence of news, and each date that it tells: its words, its value, the end of its range, its precision.
TOLD: dict[str, list[Told]] = {
    # months of every system, with a year and without
    "وقع الاتفاق في 19 كانون الثاني/ يناير 2020 بالعاصمة": [("19 كانون الثاني/ يناير 2020", "2020-01-19", None, "day")],
    "انعقد يوم 12 تموز (يوليو) الجاري": [("12 تموز (يوليو) الجاري", "2020-07-12", None, "day")],
    "منذ 5 جويلية 1962 إلى اليوم": [("5 جويلية 1962 إلى اليوم", "1962-07-05", "2020-07-23", "day")],
    "يعود إلى 30 يوليوز من العام الماضي": [("30 يوليوز من العام الماضي", "2019-07-30", None, "day")],
    "في الثاني والعشرين من مايو المنصرم": [("الثاني والعشرين من مايو المنصرم", "2020-05-22", None, "day")],
    "ولد في واحد وعشرين مارس سنة ألف وتسعمائة وثمانين": [("واحد وعشرين مارس سنة ألف وتسعمائة وثمانين", "1980-03-21", None, "day")],
    "أعلن ذلك في تشرين الثاني/نوفمبر 2019 في بيروت": [("تشرين الثاني/نوفمبر 2019", "2019-11", None, "month")],
    "انتهت المهلة في كانون الثاني/ يناير الماضي": [("كانون الثاني/ يناير الماضي", "2020-01", None, "month")],
    "قُتل في الثاني من تشرين الثاني/نوفمبر 2019": [("الثاني من تشرين الثاني/نوفمبر 2019", "2019-11-02", None, "day")],
    "زار الجزائر في نوفمبر الماضي": [("نوفمبر الماضي", "2019-11", None, "month")],
    "ستجرى الانتخابات في مايو 2021": [("مايو 2021", "2021-05", None, "month")],
    "بدأ الإضراب في أفريل": [("أفريل", "2020-04", None, "month")],
    "صدر القرار الاثنين 13 جويلية": [("الاثنين 13 جويلية", "2020-07-13", None, "day")],
    # figures
    "حرر بتاريخ 22/07/2020 بالجزائر": [("22/07/2020", "2020-07-22", None, "day")],
    "صدر في 2020-07-01 عن الوزارة": [("2020-07-01", "2020-07-01", None, "day")],
    "حتى تاريخ 15/8 كأقصى حد": [("15/8", "2020-08-15", None, "day")],
    # Hijri, with the Gregorian day and without
    "مساء الأربعاء 1 ذو الحجة 1441هـ الموافق 22 يوليو 2020م": [
        ("الأربعاء", "2020-07-22", None, "day"),
        ("1 ذو الحجة 1441هـ", "2020-07-22", None, "day"),
        ("22 يوليو 2020م", "2020-07-22", None, "day"),
    ],
    "بدأ التعليم في محرم 1442": [("محرم 1442", "2020-08", None, "month")],
    # days told from the publication
    "في ندوة عقدها أمس الأربعاء": [("أمس الأربعاء", "2020-07-22", None, "day")],
    "وصل أول أمس على رأس وفد": [("أول أمس", "2020-07-21", None, "day")],
    "يغادر غدا ويعود بعد غد": [("غدا", "2020-07-24", None, "day"), ("بعد غد", "2020-07-25", None, "day")],
    "اجتمعت اللجنة اليوم (الخميس) برئاسته": [("اليوم (الخميس)", "2020-07-23", None, "day")],
    "التقاه الاثنين الماضي": [("الاثنين الماضي", "2020-07-20", None, "day")],
    "استقبله الخميس الماضي": [("الخميس الماضي", "2020-07-16", None, "day")],
    "من المقرر أن يلتقي نظيره الأحد": [("الأحد", "2020-07-26", None, "day")],
    "سيعقد الوزيران محادثات يوم الأحد المقبل": [("الأحد المقبل", "2020-07-26", None, "day")],
    "وأعلن مساء الثلاثاء عن القرار": [("الثلاثاء", "2020-07-21", None, "day")],
    "قدم إحاطته في 8 أبريل الجاري": [("8 أبريل الجاري", "2020-04-08", None, "day")],
    "تنتهي المهلة في 31 الجاري": [("31 الجاري", "2020-07-31", None, "day")],
    "تبدأ في الخامس من الشهر المقبل": [("الخامس من الشهر المقبل", "2020-08-05", None, "day")],
    "توفي منذ يومين": [("منذ يومين", "2020-07-21", None, "day")],
    "اختفى قبل ثلاثة أيام": [("قبل ثلاثة أيام", "2020-07-20", None, "day")],
    "تعقد بعد أسبوعين": [("بعد أسبوعين", "2020-W32", None, "week")],
    "آخر جمعة من يوليو": [("آخر جمعة من يوليو", "2020-07-31", None, "day")],
    # weeks, months, years told from the publication
    "تلقى الأسبوع الماضي مكالمة": [("الأسبوع الماضي", "2020-W29", None, "week")],
    "يعقد في الأسبوع المقبل": [("الأسبوع المقبل", "2020-W31", None, "week")],
    "خلال الأسبوع الثاني من يوليو": [("الأسبوع الثاني من يوليو", "2020-W29", None, "week")],
    "تنظم الشهر المقبل دورة": [("الشهر المقبل", "2020-08", None, "month")],
    "تراجع الإنتاج قبل شهرين": [("قبل شهرين", "2020-05", None, "month")],
    "ارتفع خلال العام الماضي": [("العام الماضي", "2019", None, "year")],
    "منذ العام قبل الماضي": [("العام قبل الماضي", "2018", None, "year")],
    "قبل عشر سنوات": [("قبل عشر سنوات", "2010", None, "year")],
    "اندلعت الحرب عام 2011 وتوقفت سنة ألفين وعشرين": [
        ("عام 2011", "2011", None, "year"),
        ("سنة ألفين وعشرين", "2020", None, "year"),
    ],
    # ranges
    "يزور تونس من 4 إلى 6 أغسطس المقبل": [("من 4 إلى 6 أغسطس المقبل", "2020-08-04", "2020-08-06", "day")],
    "يومي 28 و29 يوليو": [("يومي 28 و29 يوليو", "2020-07-28", "2020-07-29", "day")],
    "من 28 ديسمبر إلى 3 يناير 2021": [("من 28 ديسمبر إلى 3 يناير 2021", "2020-12-28", "2021-01-03", "day")],
    "بين عامي 2014 و2018": [("بين عامي 2014 و2018", "2014", "2018", "year")],
    "خلال الأيام الثلاثة الماضية": [("الأيام الثلاثة الماضية", "2020-07-20", "2020-07-22", "day")],
    "في الربع الثالث من عام 2019": [("الربع الثالث من عام 2019", "2019-07", "2019-09", "month")],
    "في تسعينيات القرن الماضي": [("تسعينيات القرن الماضي", "1990", "1999", "year")],
    "أواخر العام الماضي": [("أواخر العام الماضي", "2019-07", "2019-12", "month")],
}
# Where no day of publication is known, a date that needs it has no value; one that needs none has.
UNANCHORED = ["أمس الأربعاء", "الشهر المقبل", "12 مايو", "قبل ثلاثة أيام", "من 4 إلى 6 أغسطس", "العام الماضي"]
NO_DATES = [
    "قال إن المفاوضات توقفت منذ أعوام بلا سبب",
    "زار الوفد المدينة قبل أيام برفقة السفير",
    "دعت قوى 14 آذار إلى التظاهر",
    "اندلع حريق في سوق الأحد الشعبي",
    "تخفيضات الجمعة السوداء في المتاجر",
    "يعود المخطوط إلى عام 1441 هـ وفق المتحف",
    "بني المعبد سنة 300 قبل الميلاد",
    "احتفلت البلاد باليوم الوطني",
    "بمناسبة اليوم العالمي للصحافة",
    "وهي في أمس الحاجة إلى الدعم",
    "قالت صحيفة الغد الأردنية",
    "نقلت المصري اليوم عن مصدر",
    "تستقبل 300 مريض في اليوم",
    "وفي اليوم التالي عاد الوفد",
    "مارس ضغوطا على الأطراف",
    "سجل 3/4 من الأهداف بنتيجة 2-1",
    "شارك 12 مارا في السباق",
    "فاز بنسبة 4.22 في المئة",
    "تسببت في مقتل 2000 شخص",
    "عاد إلى مدينة 6 أكتوبر",
    "شبان ثورة 25 يناير",
    "الساعة 10:30",
]


def told(text: str, anchor: date | None = THURSDAY) -> list[Told]:
    """Each date of a text: its folded words, value, end and precision."""
    plain = folded(text)
    return [(plain[each.start : each.end], each.iso, each.until_iso, each.precision) for each in FINDER.find(plain, anchor)]


@pytest.mark.parametrize("text", TOLD)
def test_dates_of_a_sentence(text: str) -> None:
    assert told(text) == [(folded(words), *meaning) for words, *meaning in TOLD[text]]


def test_there_are_forty_and_more() -> None:
    assert sum(map(len, TOLD.values())) > 50


def examples_of_the_docs() -> list[tuple[str, str, str]]:
    """Each expression that docs/dates.md shows, with its value and its end."""
    rows = [line.strip("| ").split(" | ") for line in (dates.PAGE.read_text("utf8")).splitlines() if line.count("|") == 5]
    shown = [[cell.strip() for cell in row] for row in rows[2:]]
    return [
        (text, values[at] if len(values := row[1].split(" · ")) > 1 else row[1], row[2] if len(row) == 4 else "")
        for row in shown
        for at, text in enumerate(row[0].split(" · "))
    ]


@pytest.mark.parametrize(("text", "value", "until"), examples_of_the_docs())
def test_the_docs_show_what_is_read(text: str, value: str, until: str) -> None:
    [(_, told_value, told_until, _)] = told(text)
    assert (told_value, told_until or "") == (value, until)


@pytest.mark.parametrize("text", UNANCHORED)
def test_without_a_day_of_publication_the_value_is_not_known(text: str) -> None:
    [(words, value, until, _)] = told(text, None)
    assert (words, value, until) == (folded(text), None, None)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert told(text) == []


def test_how_it_was_read_is_said() -> None:
    methods = {
        text: FINDER.find(folded(text), THURSDAY)[0].method for text in ("مطلع الشهر المقبل", "1 ذو الحجة 1441", "أمس", "5 مايو 2020")
    }
    assert list(methods.values()) == [PART, HIJRI, "told from the publication", "in full"]


def test_offsets_lead_into_the_body_and_names_tell_no_dates() -> None:
    body = "عُقِـد اللّقاء يومَ ٢٢ تمّوز ٢٠٢٠ بين أعضاء حركة 20 فبراير والوزير."
    article = Article("a.txt", "", None, None, None, None, None, None, THURSDAY, None, (Paragraph(0, len(body), body),), ())
    (timex,) = TIMEXES.find(AnnotatedText.of(article, NAMES.find(article)))
    assert body[timex.start : timex.end] == timex.text == "٢٢ تمّوز ٢٠٢٠"
    assert (timex.value, timex.precision) == ("2020-07-22", "day")


def test_a_name_that_begins_like_a_verb_to_come_is_none() -> None:
    body = "التقى هاكان فيدان سيرغي لافروف في موسكو يوم الاثنين."
    article = Article("a.txt", "", None, None, None, None, None, None, THURSDAY, None, (Paragraph(0, len(body), body),), ())
    assert [timex.value for timex in TIMEXES.find(AnnotatedText.of(article, NAMES.find(article)))] == ["2020-07-20"]


def test_a_long_line_takes_no_longer_by_the_word() -> None:
    text = folded("التقى الوزير نظيره يوم 3 مايو 2020 في موسكو ") * 2000
    assert len(FINDER.find(text, THURSDAY)) == 2000


@pytest.mark.parametrize("name", AT_LEAST)
def test_the_corpus_is_read_as_well_as_before(name: str) -> None:
    if not dates.CORPUS.exists():
        pytest.skip("dates not compared: ../shared/corpora/dates is not here")
    right, asked = dates.shares()[name]
    assert right / asked >= AT_LEAST[name]
