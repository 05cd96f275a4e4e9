"""Folded text, the day of publication -> the dates that it tells: days, weeks, months, years, ranges, in words and in figures.

Offsets count code points of the folded text. Weeks are those of ISO 8601, Monday to Sunday; so is what is written of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from hijridate import Hijri

from pipeline.calendars import calendar_day, moved, nearest, of_month, shifted
from pipeline.model import TimeFound
from pipeline.numerals import ORDINALS, number
from pipeline.time_patterns import COUNTED, rules
from pipeline.time_words import CENTURIES, COMING, DAYS_AWAY, DECADES, EARLY, MANY, MIDDLE, PAST, UNITS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: its first day (None without an anchor), the first day of its last part, and how precise both are."""

    value: date | None
    precision: str
    method: str
    until: date | None = None


UNANCHORED = "day of publication not known"
ABSOLUTE, NEAREST, RELATIVE = "in full", "year of the publication", "told from the publication"
HIJRI = "Hijri, by Umm al-Qura"
PART = "part of a week, month or year"
_Resolver = Callable[[re.Match[str], date | None], Reading | None]


@dataclass(frozen=True, slots=True)
class TemporalFinder:
    """Finds what texts tell of time. Made once from the months of reference/ (folded name -> number)."""

    months: Mapping[str, int]
    hijri_months: Mapping[str, int]
    rules: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, months: Mapping[str, int], hijri_months: Mapping[str, int]) -> TemporalFinder:
        """The finder for these month names, all systems together."""
        return cls(months, hijri_months, tuple((re.compile(pattern), rule) for pattern, rule in rules(months, hijri_months)))

    def find(self, text: str, anchor: date | None) -> list[TimeFound]:
        """The dates of a folded text in their order, none within another. `anchor` is the day of publication.

        >>> from pipeline.arabic import folded
        >>> finder = TemporalFinder.of({"يوليو": 7, "مايو": 5}, {})
        >>> text = folded("عاد أمس الأربعاء من زيارة بدأت الأسبوع الماضي، ويزور تونس من 4 إلى 6 مايو المقبل")
        >>> [(found.iso, found.until_iso) for found in finder.find(text, date(2020, 7, 23))]
        [('2020-07-22', None), ('2020-W29', None), ('2021-05-04', '2021-05-06')]
        """
        found: list[TimeFound] = []
        taken = bytearray(len(text) + 1)
        for pattern, rule in self.rules:
            resolve: _Resolver = getattr(self, rule)
            for match in pattern.finditer(text):
                start, end = match.span("x")
                if any(taken[start:end]) or _is_a_name(text, start, end):
                    continue
                read = resolve(match, anchor)
                if read is None:
                    continue
                taken[start:end] = b"\1" * (end - start)
                method = UNANCHORED if read.value is None else read.method
                found.append(TimeFound(start, end, read.value, read.until, read.precision, method))
        return list(_ranges(text, sorted(found, key=lambda each: each.start)))

    # Resolvers: a match -> what it means.

    def _month(self, match: re.Match[str], anchor: date | None, day: int = 1) -> Reading | None:
        """The day of the month that a match tells by its name, or from the publication's."""
        parts = match.groupdict()
        if parts.get("mrel"):
            if anchor is None:
                return Reading(None, "month", RELATIVE)
            return _read(of_month(shifted(anchor, "month", _steps(parts["mrel"])), day), "month", RELATIVE)
        month = self.months[re.sub(" +", " ", parts["month"])]
        if parts.get("year"):
            year = number(parts["year"].rstrip("م"))
            return _read(calendar_day(year, month, day), "month", ABSOLUTE) if year else None
        if anchor is None:
            return Reading(None, "month", NEAREST)
        if parts.get("yrel"):
            return _read(calendar_day(anchor.year + _steps(parts["yrel"]), month, day), "month", RELATIVE)
        weekday = WEEKDAYS.get(parts.get("weekday") or "")
        return _read(nearest(month, day, anchor, parts.get("side"), weekday), "month", NEAREST)

    def _day(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """5 مايو 2020, الخامس من الشهر المقبل, الاثنين 5 مايو."""
        day = number(match["day"])
        if day is None or not 1 <= day <= 31:
            return None
        read = self._month(match, anchor, day)
        return None if read is None else Reading(read.value, "day", read.method)

    def _days(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """من 4 إلى 22 مايو, 19-20 نوفمبر, من 4 إلى 22 هذا الشهر."""
        first, last = number(match["day"]), number(match["last"])
        one_number = not match["day"].isdigit() and last in (20, 30)  # الثاني والعشرين is 22
        if first is None or last is None or one_number or not 1 <= first < last <= 31:
            return None
        one, other = self._month(match, anchor, first), self._month(match, anchor, last)
        if one is None or other is None:
            return None
        if one.value is not None and other.value is not None and one.value > other.value:
            return None
        return Reading(one.value, "day", one.method, other.value)

    def _across(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """من 4 سبتمبر إلى 8 أكتوبر 2020."""
        first, last = number(match["first"]), number(match["day"])
        last_day = self._month(match, anchor, last) if last and 1 <= last <= 31 else None
        if first is None or last_day is None:
            return None
        if last_day.value is None:
            return Reading(None, "day", last_day.method)
        month = self.months[re.sub(" +", " ", match["month1"])]
        starts = [calendar_day(year, month, first) for year in (last_day.value.year, last_day.value.year - 1)]
        start = next((day for day in starts if day is not None and day < last_day.value), None)
        return None if start is None else Reading(start, "day", last_day.method, last_day.value)

    def _of_the_month(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """24 الجاري, يوم 27."""
        day = number(match["day"])
        if day is None or not 1 <= day <= 31:
            return None
        return Reading(None, "day", RELATIVE) if anchor is None else _read(of_month(anchor, day), "day", RELATIVE)

    def _dated_weekday(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """الخميس 21: the day of that number and weekday nearest to the publication."""
        day = number(match["day"])
        if day is None or anchor is None:
            return None if day is None or day > 31 else Reading(None, "day", RELATIVE)
        months = [shifted(anchor.replace(day=1), "month", steps) for steps in (-2, -1, 0, 1, 2)]
        days = [found for month in months if (found := of_month(month, day)) and found.weekday() == WEEKDAYS[match["weekday"]]]
        return _read(min(days, key=lambda found: abs(found - anchor), default=None), "day", RELATIVE)

    def _dated_weekdays(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """من الجمعة 11 حتى الثلاثاء 15."""
        first, last = number(match["day"]), number(match["last"])
        start = self._dated_weekday(match, anchor)
        if first is None or last is None or not 1 <= first < last <= 31 or start is None or start.value is None:
            return start if start is not None and start.value is None else None
        return Reading(start.value, "day", RELATIVE, start.value + timedelta(days=last - first))

    def _nth_weekday_of_the_month(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """يوم الأحد الثاني: of the month of publication."""
        nth = ORDINALS[match["nth"]]
        if anchor is None or nth > 5:
            return Reading(None, "day", RELATIVE) if nth <= 5 else None
        days = [day for at in range(1, 32) if (day := of_month(anchor, at)) and day.weekday() == WEEKDAYS[match["weekday"]]]
        return Reading(days[nth - 1], "day", RELATIVE) if nth <= len(days) else None

    def _nth_weekday(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """أول يوم جمعة من يوليو, الأحد الثاني من الشهر الجاري."""
        weekday = WEEKDAYS["ال" + match["weekday"].removeprefix("ال")]
        read = self._month(match, anchor)
        if read is None or read.value is None:
            return read and Reading(None, "day", read.method)
        days = [day for at in range(1, 32) if (day := of_month(read.value, at)) and day.weekday() == weekday]
        nth = -1 if match["nth"] in ("اخر", "الاخير") else ORDINALS[match["nth"]] - 1
        return Reading(days[nth], "day", read.method) if -1 <= nth < len(days) else None

    def _week_of(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """الأسبوع الثالث من يوليو: the third that begins in it; of a year those of ISO 8601; أسبوع 16 سبتمبر: the one of that day."""
        if match.groupdict().get("day"):
            read = self._day(match, anchor)
            return read and Reading(read.value and shifted(read.value, "week", 0), "week", read.method)
        last = match["nth"] in ("اخر", "الاخير")
        nth = 0 if last else ORDINALS[match["nth"]]
        if match.groupdict().get("month") or match.groupdict().get("mrel"):
            read = self._month(match, anchor)
            if read is None or read.value is None:
                return read and Reading(None, "week", read.method)
            mondays = [day for at in range(1, 32) if (day := of_month(read.value, at)) and day.weekday() == 0]
            chosen = mondays[-1] if last else mondays[nth - 1] if nth <= len(mondays) else None
            return _read(chosen, "week", read.method)
        year = self._year_told(match, anchor)
        if year is None:
            return Reading(None, "week", RELATIVE)
        final = date(year, 12, 28).isocalendar().week
        return Reading(date.fromisocalendar(year, final if last else nth, 1), "week", ABSOLUTE if match["year"] else RELATIVE)

    def _quarter(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """الربع الثالث من عام 2016."""
        nth, year = ORDINALS[match["nth"]], self._year_told(match, anchor)
        if nth > 4 or year is None:
            return Reading(None, "month", RELATIVE) if nth <= 4 else None
        return Reading(date(year, 3 * nth - 2, 1), "month", ABSOLUTE if match["year"] else RELATIVE, date(year, 3 * nth, 1))

    @staticmethod
    def _year_told(match: re.Match[str], anchor: date | None) -> int | None:
        """The year that a match tells in figures, in words, or from the publication's."""
        if match["year"]:
            return number(match["year"].rstrip("م"))
        return None if anchor is None else anchor.year + _steps(match["yrel"])

    def _in_month(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """يوليو 2020, نوفمبر الماضي, في مايو."""
        return self._month(match, anchor)

    @staticmethod
    def _in_year(match: re.Match[str], anchor: date | None) -> Reading | None:
        """عام 2011, عام ألفين وعشرين."""
        year = number(match["year"].rstrip("م"))
        return None if year is None or not 100 <= year <= MAXYEAR else Reading(date(year, 1, 1), "year", ABSOLUTE)

    @staticmethod
    def _years(match: re.Match[str], anchor: date | None) -> Reading | None:
        """بين عامي 2014 و2018, 2014-2018."""
        first, last = number(match["first"].rstrip("م")), number(match["year"].rstrip("م"))
        if first is None or last is None or not first < last <= first + 150:
            return None
        return Reading(date(first, 1, 1), "year", ABSOLUTE, date(last, 1, 1))

    @staticmethod
    def _decade(match: re.Match[str], anchor: date | None) -> Reading | None:
        """سبعينيات القرن الماضي; of a century that is not told, the last one."""
        tens = DECADES[match["tens"]]
        century = CENTURIES[match["century"]] if match["century"] else 1900 if tens > 20 else None
        return None if century is None else Reading(date(century + tens, 1, 1), "year", ABSOLUTE, date(century + tens + 9, 1, 1))

    @staticmethod
    def _away(match: re.Match[str], anchor: date | None) -> Reading | None:
        """أمس الأربعاء, اليوم, غدا."""
        steps = DAYS_AWAY[match["away"]]
        return Reading(None if anchor is None else anchor + timedelta(days=steps), "day", RELATIVE)

    @staticmethod
    def _weekday(match: re.Match[str], anchor: date | None) -> Reading | None:
        """الأربعاء الماضي, يوم الخميس: the last one, or the next where what stands before it tells what is to come."""
        if anchor is None:
            return Reading(None, "day", RELATIVE)
        side = match["side"] or ""
        coming = side in COMING or (not side and match.groupdict().get("coming") is not None)
        distance = (WEEKDAYS[match["weekday"]] - anchor.weekday()) % 7
        if coming:
            return Reading(anchor + timedelta(days=distance or (7 if side else 0)), "day", RELATIVE)
        return Reading(anchor - timedelta(days=(7 - distance) % 7 or (7 if side in PAST else 0)), "day", RELATIVE)

    @staticmethod
    def _weekday_of_week(match: re.Match[str], anchor: date | None) -> Reading | None:
        """الجمعة من الأسبوع المقبل, هذا الأسبوع من الثلاثاء إلى الخميس."""
        if anchor is None:
            return Reading(None, "day", RELATIVE)
        monday = shifted(anchor, "week", _steps(match["week"]))
        last = match.groupdict().get("last")
        until = monday + timedelta(days=WEEKDAYS[last]) if last else None
        return Reading(monday + timedelta(days=WEEKDAYS[match["weekday"]]), "day", RELATIVE, until)

    @staticmethod
    def _part(match: re.Match[str], anchor: date | None) -> Reading | None:
        """مطلع العام المقبل, أواخر الشهر الماضي: the half of it, as Recognizers-Text (Microsoft) has it; of a week three days or four."""
        unit, early = UNITS[match["unit"]], match["part"] in EARLY
        if anchor is None:
            return Reading(None, unit, RELATIVE)
        first = shifted(anchor, unit, _steps(match["x"]))
        last = shifted(first, unit, 1) - timedelta(days=1)
        if match["part"] in MIDDLE:
            return (
                Reading(first + timedelta(days=1), "day", PART, first + timedelta(days=4))
                if unit == "week"
                else Reading(first, unit, RELATIVE)
            )
        if unit == "year":
            return Reading(first, "month", PART, first.replace(month=6)) if early else Reading(first.replace(month=7), "month", PART, last)
        half = first + timedelta(days=3 if unit == "week" else 15)
        return Reading(first, "day", PART, half - timedelta(days=1)) if early else Reading(half, "day", PART, last)

    def _part_of_month(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """نهاية شهر مارس, مطلع يوليو 2020: the half of it."""
        read = self._month(match, anchor)
        if read is None or read.value is None or match["part"] in MIDDLE:
            return read
        half, last = read.value.replace(day=16), shifted(read.value, "month", 1) - timedelta(days=1)
        early = match["part"] in EARLY
        return Reading(read.value, "day", PART, half - timedelta(days=1)) if early else Reading(half, "day", PART, last)

    @staticmethod
    def _later(match: re.Match[str], anchor: date | None) -> Reading | None:
        """لاحقا هذا الأسبوع, في وقت لاحق من هذا الشهر: its second half, as far as it lies behind the publication."""
        if anchor is None:
            return Reading(None, "day", RELATIVE)
        unit = UNITS[match["unit"]]
        first, last = shifted(anchor, unit, 0), shifted(anchor, unit, 1) - timedelta(days=1)
        half = {"week": first + timedelta(days=3), "month": first + timedelta(days=15), "year": first.replace(month=7)}[unit]
        start = max(half, anchor + timedelta(days=1))
        return Reading(start, "day", PART, last) if start < last else None

    @staticmethod
    def _unit(match: re.Match[str], anchor: date | None) -> Reading | None:
        """الأسبوع الماضي, الشهر الجاري, العام قبل الماضي, هذا العام."""
        unit = UNITS[match["unit"]]
        return Reading(None if anchor is None else shifted(anchor, unit, _steps(match["x"])), unit, RELATIVE)

    @staticmethod
    def _rest(match: re.Match[str], anchor: date | None) -> Reading | None:
        """بقية الأسبوع, باقي العام: from the publication to its end."""
        unit = UNITS[match["unit"].removesuffix("ي")]
        if anchor is None:
            return Reading(None, "day", RELATIVE)
        return Reading(anchor, "day", RELATIVE, shifted(anchor, unit, 1) - timedelta(days=1))

    @staticmethod
    def _ago(match: re.Match[str], anchor: date | None) -> Reading | None:
        """منذ يومين, قبل ثلاثة أيام, بعد أسبوعين, قبل شهر و21 يوما: as precise as the smallest unit."""
        counts = [(_count(part), UNITS[part["unit"]]) for part in COUNTED.finditer(match["parts"])]
        if not counts or any(count is None for count, _ in counts):
            return None
        precision = min((unit for _, unit in counts), key=("day", "week", "month", "year", "decade").index)
        if precision == "decade":
            return None
        if anchor is None:
            return Reading(None, precision, RELATIVE)
        sign = 1 if match["sign"].strip() == "بعد" else -1
        day: date | None = anchor
        for count, unit in counts:
            day = None if day is None or count is None else moved(day, unit, sign * count)
        return _read(day, precision, RELATIVE)

    @staticmethod
    def _span(match: re.Match[str], anchor: date | None) -> Reading | None:
        """الأيام الثلاثة الماضية, الأسبوعين المقبلين, آخر 3 سنوات, العقد الماضي: up to the publication, or from the day behind it."""
        count, unit = _count(match), UNITS[match["unit"]]
        if count is None:
            return None
        if anchor is None:
            return Reading(None, "year" if unit == "decade" else "day", RELATIVE)
        coming = (match.groupdict().get("side") or "").startswith(COMING)
        if unit == "decade":
            decade = anchor.year // 10 * 10
            first, last = (decade + 10, decade + 10 * count + 9) if coming else (decade - 10 * count, decade - 1)
            return Reading(date(first, 1, 1), "year", RELATIVE, date(last, 1, 1))
        ends = moved(anchor, unit, count if coming else -count)
        if ends is None:
            return None
        one_day = timedelta(days=1)
        return Reading(anchor + one_day, "day", RELATIVE, ends) if coming else Reading(ends, "day", RELATIVE, anchor - one_day)

    @staticmethod
    def _figures(match: re.Match[str], anchor: date | None) -> Reading | None:
        """23/07/2020, 2020-07-23, 7/2020; of two figures that may both be months the first is the day, as Arabic writes them."""
        parts = match.groupdict()
        year, month = int(parts["year"]), int(parts["nmonth"])
        if not parts.get("day"):
            return _read(calendar_day(year, month, 1), "month", ABSOLUTE)
        day = int(parts["day"])
        if month > 12 >= day:
            day, month = month, day
        return _read(calendar_day(2000 + year if year < 100 else year, month, day), "day", ABSOLUTE)

    @staticmethod
    def _figures_of_a_year(match: re.Match[str], anchor: date | None) -> Reading | None:
        """في 22/4: the nearest."""
        day, month = int(match["day"]), int(match["nmonth"])
        if month > 12 >= day:
            day, month = month, day
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
        return Reading(None, "day", NEAREST) if anchor is None else _read(nearest(month, day, anchor, None, None), "day", NEAREST)

    def _hijri(self, match: re.Match[str], anchor: date | None) -> Reading | None:
        """14 صفر 1442 هـ, by the calendar of Umm al-Qura (1343 to 1500): the Saudi one; elsewhere the moon may be a day off."""
        month, year = self.hijri_months[re.sub(" +", " ", match["hijri"])], number(match["year"])
        day = number(match["day"]) if match["day"] else None
        if year is None or (day is None and match["day"]):
            return None
        try:
            value = Hijri(year, month, day or 1).to_gregorian()
        except (ValueError, OverflowError):
            return None
        first = date(value.year, value.month, value.day)
        return Reading(first, "day" if day else "month", HIJRI)


def _read(value: date | None, precision: str, method: str) -> Reading | None:
    """A reading, or None where the calendar has no such day."""
    return None if value is None else Reading(value, precision, method)


def _steps(words: str) -> int:
    """How many units from the present one: الماضي is one back, قبل الماضي two, المقبل one on."""
    further = 2 if re.search(r"(?<![\u0621-\u064a])(?:قبل|بعد)(?![\u0621-\u064a])", words) else 1
    if any(word in words for word in PAST):
        return -further
    return further if any(word in words for word in COMING) else 0


def _count(match: re.Match[str]) -> int | None:
    """How many units a match counts: in figures, in words, by the dual, or one; None for a plural that does not say."""
    told = match["count"] or match.groupdict().get("after")
    if told:
        return number(told.removeprefix("ال"))
    if match["unit"] in MANY:
        return None
    return 2 if match["unit"].endswith(("ين", "ان")) else 1


# What looks like a day and is none: the National Day, the day after, the newspapers The Day and Tomorrow, in dire need.
_NO_DAYS = (
    *("الوطني", "الماضي", "العالمي", "الدولي", "السابع", "العربي", "التالي", "الموالي", "السابق", "نفسه", "ذاته", "الاول"),
    *("الثاني", "الثالث", "الرابع", "الخامس", "الاخير", "التاريخي", "الذي", "الموعود"),
)
_NAMED = re.compile(rf"اليوم +(?:{'|'.join(_NO_DAYS)})|امس +الحاجه|الغد +(?:الافضل|المشرق|الاردنيه)")
_A_NAMED_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)}) +(?:الاسود|السوداء|العظيمه|الحزينه|البيضاء|الابيض)")
_MARKET = re.compile(r"سوق +$")
_NAMING = re.compile(
    r"(?:(?P<per>في)|(?:المصري|اخبار|روسيا|فلسطين|ليبيا|العرب|كل|وكاله|صحيفه|صحيفتي|جريده|قناه|موقع|حزب|مجله|تيار|شبكه|بوابه)"
    r"(?: ال\S+)?|[وف]?يوما +بعد) +$"
)
# What is named after a day of some year: ثورة 25 يناير, مدينة 6 أكتوبر.
_AFTER_A_DAY = re.compile(
    r"(?:قوي|تحالف|تيار|ثوره|ثورتي|حركه|حراك|حرب|انتفاضه|انقلاب|هجمات|احداث|مجزره"
    r"|مدينه|شارع|ميدان|ساحه|جسر|كوبري|نادي|جامعه|مستشفي|ملعب|محور) +$"
)
LOOKS_BACK = 24


def _is_a_name(text: str, start: int, end: int) -> bool:
    """Whether what looks like a day is part of a name or an idiom: اليوم الوطني, صحيفة الغد, في أمس الحاجة, ثورة 25 يناير, سوق الأحد."""
    before = text[max(0, start - LOOKS_BACK) : start]
    if text[start].isdigit() and not re.search(r"\d{4}", text[start:end]) and _AFTER_A_DAY.search(before):
        return True
    if _A_NAMED_WEEKDAY.match(text, start) or (text.startswith(tuple(WEEKDAYS), start) and _MARKET.search(before)):
        return True
    if not text.startswith(("اليوم", "امس", "الغد", "غدا"), start):
        return False
    if _NAMED.match(text, start):
        return True
    naming = _NAMING.search(before)
    alone = " " not in text[start:end].strip()
    return naming is not None and alone and (naming["per"] is None or text.startswith("اليوم", start))


def _ranges(text: str, found: list[TimeFound]) -> Iterator[TimeFound]:
    """The dates of a text, those that it tells as a range made one: 12 يناير 2016 - 2016/01/22."""
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        if other is not None and _is_range(text, one, other):
            yield TimeFound(one.start, other.end, one.value, other.value, one.precision, other.method)
            at += 2
        else:
            yield one
            at += 1


def _is_range(text: str, one: TimeFound, other: TimeFound) -> bool:
    """Whether one date, "to", and another stand side by side, both of one precision and in order."""
    if one.precision != other.precision or one.until is not None or other.until is not None or one.value is None or other.value is None:
        return False
    return one.value < other.value and re.fullmatch(r" *(?:الي|حتي|ولغايه|-|–) *(?:يوم +)?", text[one.end : other.start]) is not None
