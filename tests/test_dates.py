"""Dates as news writes them: one line an example."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import reference
from pipeline.arabic import folded
from pipeline.dates import DateFinder
from pipeline.temporal import TemporalFinder

FINDER = DateFinder.of(reference.load().months)
TIMES = TemporalFinder.of(reference.load().months, reference.load().hijri_months)
THURSDAY = date(2020, 7, 23)

# Dates that need nothing beside them.
ABSOLUTE = [
    # Egypt and the Gulf
    ("القاهرة في 1 يناير 2020", ["2020-01-01"]),
    ("يوم 29 فبراير 2020", ["2020-02-29"]),
    ("الأربعاء، 18 مارس 2015", ["2015-03-18"]),
    ("في 4 أبريل 2019 بدأ الهجوم", ["2019-04-04"]),
    ("الخميس 4 ابريل 2019", ["2019-04-04"]),
    ("نُشر في: 15 مايو 2018", ["2018-05-15"]),
    ("30 يونيو 2013م", ["2013-06-30"]),
    ("30 يونيه 2013", ["2013-06-30"]),
    ("23 يوليو عام 1952", ["1952-07-23"]),
    ("14 أغسطس من عام 2013", ["2013-08-14"]),
    ("11 سبتمبر 2001", ["2001-09-11"]),
    ("السادس من أكتوبر 1973", ["1973-10-06"]),
    ("19 نوفمبر، 1977", ["1977-11-19"]),
    ("25 ديسمبر2021", ["2021-12-25"]),
    # the Levant
    ("19 كانون الثاني 2020", ["2020-01-19"]),
    ("14 شباط 2005", ["2005-02-14"]),
    ("15 آذار 2011", ["2011-03-15"]),
    ("13 نيسان 1975", ["1975-04-13"]),
    ("25 أيار 2000", ["2000-05-25"]),
    ("5 حزيران 1967", ["1967-06-05"]),
    ("12 تموز 2006", ["2006-07-12"]),
    ("4 آب 2020", ["2020-08-04"]),
    ("16 أيلول 1982", ["1982-09-16"]),
    ("17 تشرين الأول 2019", ["2019-10-17"]),
    ("22 تشرين الثاني 2026", ["2026-11-22"]),
    ("8 كانون الأول 2024", ["2024-12-08"]),
    # two systems side by side
    ("في 19 كانون الثاني/ يناير 2020", ["2020-01-19"]),
    ("4 آب (أغسطس) 2020", ["2020-08-04"]),
    ("12 تموز - يوليو 2006", ["2006-07-12"]),
    # Algeria and Tunisia
    ("14 جانفي 2011", ["2011-01-14"]),
    ("22 فيفري 2019", ["2019-02-22"]),
    ("16 أفريل 1999", ["1999-04-16"]),
    ("8 ماي 1945", ["1945-05-08"]),
    ("19 جوان 1965", ["1965-06-19"]),
    ("5 جويلية 1962", ["1962-07-05"]),
    ("20 أوت 1955", ["1955-08-20"]),
    # Morocco
    ("30 يوليوز 2020", ["2020-07-30"]),
    ("20 غشت 1953", ["1953-08-20"]),
    ("8 شتنبر 2021", ["2021-09-08"]),
    ("6 نونبر 1975", ["1975-11-06"]),
    ("10 دجنبر 2020", ["2020-12-10"]),
    # digits, numbers and English
    ("٢٣ يوليو ٢٠٢٠", ["2020-07-23"]),
    ("نشر في المساء يوم 23 - 07 - 2020", ["2020-07-23"]),
    ("23/07/2020", ["2020-07-23"]),
    ("23.07.2020 | 18:30", ["2020-07-23"]),
    ("2020-07-23T18:30:00+01:00", ["2020-07-23"]),
    ("2020/7/3", ["2020-07-03"]),
    ("٢٣/٧/٢٠٢٠", ["2020-07-23"]),
    ("07/23/2020", ["2020-07-23"]),
    ("July 23, 2020", ["2020-07-23"]),
    ("23rd of July 2020", ["2020-07-23"]),
    ("Thu, 23 Jul 2020 18:30 GMT", ["2020-07-23"]),
    # days in words
    ("الأول من نوفمبر 1954", ["1954-11-01"]),
    ("الحادي عشر من سبتمبر 2001", ["2001-09-11"]),
    ("الخامس والعشرين من يناير 2011", ["2011-01-25"]),
    ("الثلاثين من يونيو 2013", ["2013-06-30"]),
    # a month alone, or days of which the first counts
    ("في أبريل 2019", ["2019-04"]),
    ("منذ شهر مارس 2011", ["2011-03"]),
    ("في كانون الثاني/يناير من عام 2020", ["2020-01"]),
    ("مطلع جانفي 2011", ["2011-01"]),
    ("من 24 إلى 27 نوفمبر 2024", ["2024-11-24"]),
    ("3 و4 يوليو 2021", ["2021-07-03"]),
    # several in one text
    ("بين 4 أبريل 2019 و5 يونيو 2020", ["2019-04-04", "2020-06-05"]),
    ("الإثنين 20 يوليو 2020 - 10:15، آخر تحديث 21/07/2020", ["2020-07-20", "2020-07-21"]),
    ("بـ 23 يوليو 2020", ["2020-07-23"]),
    ("و23 يوليو 2020", ["2020-07-23"]),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_absolute(text: str, expected: list[str]) -> None:
    assert [found.iso for found in FINDER.absolute(folded(text))] == expected


# What looks like a date and is none, or lacks what would make it one.
NOTHING = [
    "31 فبراير 2020",
    "30 فبراير 2020",
    "29 فبراير 2019",
    "31 أبريل 2020",
    "32 يناير 2020",
    "0 مايو 2020",
    "99/99/2020",
    "2020-13-13",
    "2020/02/30",
    "23/07",
    "7/2020",
    "قرار 2254 لمجلس الأمن",
    "كوفيد-19",
    "عملية 30 يوليوزا",
    "قال أحمد جوان إن",
    "4 أبريل",
    "ويوم 8 أبريل الجاري",
    "في ديسمبر المقبل",
    "أمس الأربعاء",
    "آب اللهاب",
    "فتاة في الـ 23",
    "May 35, 2020",
    "1441 هـ",
    "",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_no_date(text: str) -> None:
    assert FINDER.absolute(folded(text)) == []


# Dates without a year, told on 23 July 2020.
BY_ANCHOR = [
    ("4 أبريل", ["2020-04-04"]),
    ("يوم 8 يوليو الجاري", ["2020-07-08"]),
    ("24 ديسمبر الماضي", ["2019-12-24"]),
    ("1 نوفمبر المقبل", ["2020-11-01"]),
    ("3 يناير المقبل", ["2021-01-03"]),
    ("في ديسمبر الماضي", ["2019-12"]),
    ("في سبتمبر القادم", ["2020-09"]),
    ("19 جوان المنصرم", ["2020-06-19"]),
    ("الخامس من جويلية", ["2020-07-05"]),
    ("20 غشت الجاري", ["2020-08-20"]),
    ("17 تشرين الأول الماضي", ["2019-10-17"]),
    ("من 24 إلى 27 أغسطس المقبل", ["2020-08-24"]),
    ("31 ديسمبر", ["2020-12-31"]),
    ("30 فبراير", []),
]


@pytest.mark.parametrize(("text", "expected"), BY_ANCHOR)
def test_the_year_comes_from_the_publication(text: str, expected: list[str]) -> None:
    assert [found.iso for found in FINDER.absolute(folded(text), THURSDAY)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2 يناير", "2021-01-02"), ("29 ديسمبر", "2020-12-29"), ("29 ديسمبر الماضي", "2019-12-29"), ("29 فبراير", "2020-02-29")],
)
def test_at_new_year_the_nearest_day_counts(text: str, expected: str) -> None:
    assert [found.iso for found in FINDER.absolute(folded(text), date(2020, 12, 28))] == [expected]


# Told on Thursday, 23 July 2020.
RELATIVE = [
    ("أمس الأربعاء", ["2020-07-22"]),
    ("أمس", ["2020-07-22"]),
    ("أمس، الثلاثاء،", ["2020-07-22"]),
    ("أول أمس", ["2020-07-21"]),
    ("أمس الأول", ["2020-07-21"]),
    ("أول من أمس", ["2020-07-21"]),
    ("البارحة", ["2020-07-22"]),
    ("اليوم الخميس", ["2020-07-23"]),
    ("غدا الجمعة", ["2020-07-24"]),
    ("بعد غد", ["2020-07-25"]),
    ("يوم الثلاثاء", ["2020-07-21"]),
    ("الخميس", ["2020-07-23"]),
    ("الجمعة", ["2020-07-17"]),
    ("الخميس الماضي", ["2020-07-16"]),
    ("الأحد المقبل", ["2020-07-26"]),
    ("الخميس المقبل", ["2020-07-30"]),
    ("والسبت القادم", ["2020-07-25"]),
    ("الاثنين والثلاثاء", ["2020-07-20", "2020-07-21"]),
    ("الجمعية العامة", []),
    ("الخميسي", []),
    ("من أمسك به", []),
    ("اليومية", []),
]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative(text: str, expected: list[str]) -> None:
    assert [found.iso for found in TIMES.find(folded(text), THURSDAY)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سيزور الخميس", "2020-07-23"),
        ("ستعقد الجمعة", "2020-07-24"),
        ("سيصل الأربعاء", "2020-07-29"),
        ("سيبحث ما جرى الأربعاء الماضي", "2020-07-22"),
    ],
)
def test_a_weekday_to_come(text: str, expected: str) -> None:
    assert [found.iso for found in TIMES.find(folded(text), THURSDAY)] == [expected]


@pytest.mark.parametrize(("text", "_"), RELATIVE)
def test_without_a_publication_date_nothing_is_relative(text: str, _: list[str]) -> None:
    assert [found.value for found in TIMES.find(folded(text), None) if found.value is not None] == []


@pytest.mark.parametrize("month", sorted(reference.load().months))
def test_every_name_of_a_month_is_read(month: str) -> None:
    number = reference.load().months[month]
    for text in (f"5 {month} 2021", f"في {month} 2021", f"الخامس من {month} 2021"):
        [found] = FINDER.absolute(folded(text))
        assert (found.value.year, found.value.month) == (2021, number)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(sorted(reference.load().months)))
def test_every_day_is_read_in_every_month_system(day: date, month: str) -> None:
    number = reference.load().months[month]
    if number == day.month:
        text = f"قال يوم {day.day} {month} {day.year} في الجزائر"
        assert [found.value for found in FINDER.absolute(text)] == [day]
    assert [found.value for found in FINDER.absolute(f"نشر {day.day:02}/{day.month:02}/{day.year} هنا")] == [day]
    assert [found.value for found in FINDER.absolute(day.isoformat())] == [day]


@given(st.text("0123456789 /-.،يناربسمتوفدجكالثحشطغهءع", max_size=40))
def test_any_text_gives_real_dates_that_stand_where_they_say(text: str) -> None:
    page = folded(text)
    for found in FINDER.absolute(page, THURSDAY):
        assert page[found.start :].lstrip().startswith(found.text)
        assert found.iso == found.value.isoformat()[: len(found.iso)]
    told = TIMES.find(page, THURSDAY)
    assert all(one.end <= other.start for one, other in pairwise(told))
    assert all(0 <= each.start < each.end <= len(page) and each.value is not None for each in told)
    assert all(each.value < each.until for each in told if each.value and each.until)


@given(
    st.dates(date(2000, 1, 10), date(2030, 1, 1)),
    st.sampled_from(["السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة"]),
)
def test_a_bare_weekday_is_at_most_six_days_away(anchor: date, weekday: str) -> None:
    [past], [coming] = TIMES.find(folded(weekday), anchor), TIMES.find(folded(f"سيصل {weekday}"), anchor)
    assert past.value is not None and coming.value is not None
    assert timedelta(0) <= anchor - past.value <= timedelta(6)
    assert timedelta(0) <= coming.value - anchor <= timedelta(6)
    assert past.value.weekday() == coming.value.weekday()
