"""The patterns of temporal expressions, each with the resolver of pipeline/temporal.py that reads it.

Group x of each is the expression without its proclitics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.numerals import NUMBER, ORDINAL, SPELT_YEAR
from pipeline.time_words import CENTURIES, COMING, CURRENT, DAYS_AWAY, DECADES, EARLY, LATE, MIDDLE, PAST, UNITS, WEEKDAYS

_L = "[\u0621-\u064a]"
_HEAD = rf"(?<!{_L})(?<!\d)(?:(?!واحد)(?:[وف]?[بلك](?=ال|ل)|[وفبلك]))?"
_END = rf"(?!{_L})"
_SIDE = rf"(?:{'|'.join(PAST + COMING + CURRENT)})(?:ه|ين|تين)?{_END}"
_WEEKDAY = "|".join(WEEKDAYS)
_BARE_WEEKDAY = "|".join(name.removeprefix("ال") for name in WEEKDAYS)
_HALF_A_MONTH = (
    "(?<!تشرين )(?<!كانون )(?<!ربيع )(?<!جمادي )"  # the second half of a month's name is no day of the next: تشرين الثاني/نوفمبر
)
_DAY = rf"(?:\d\d?(?!\d|[.,]\d)|{_HALF_A_MONTH}(?:{ORDINAL}){_END}|(?:{NUMBER}){_END})"
_YEAR = rf"(?:[12]\d\d\d(?!\d)م?|(?:{SPELT_YEAR}){_END})"
_NTH = rf"(?:{ORDINAL}|الاخير|اخر)"
_TO = r" *(?:الي|حتي|ولغايه|لغايه|و|-|–) *(?:يوم +)?"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_PARTS = "|".join(EARLY + MIDDLE + LATE)
_STOP = r"(?= *[.،,؛)\n!]|$)"
_COUNT = rf"(?:\d+|{NUMBER})"
COUNTED = re.compile(rf"(?:(?P<count>{_COUNT}) +)?(?P<unit>{_UNIT}){_END}")


def rules(months: Mapping[str, int], hijri_months: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The patterns, the fullest first, each with the resolver that reads it; group x is the expression without its proclitics."""
    names, hijri = _any_name(months), _any_name(hijri_months)
    name = rf"(?:شهر +)?(?P<month>{names})(?:(?: *[/(\-] *| +)(?:{names})\)?)?{_END}"
    year = rf"(?:[ .،,/\-]*(?:من +)?(?:عام|سنه|لعام|لسنه)? *(?P<year>{_YEAR}))"
    of_year = rf"(?: +(?:من +)?(?P<yrel>(?:هذا|هذه) +(?:العام|السنه)|(?:العام|السنه) +{_SIDE}))"
    side = rf"(?: *(?:من +)?(?:شهر +)?\(?(?P<side>{'|'.join(PAST + COMING + CURRENT)}){_END})"
    relative = rf"(?P<mrel>هذا +الشهر|ا?لشهر +(?:(?:قبل|بعد) +)?{_SIDE})"
    month = rf"(?:{name}(?:{year}|{of_year}|{side})?|{relative})"
    yield from _figure_rules()
    of_hijri = rf"(?:شهر +)?(?P<hijri>{hijri}){_END}[ ،,]*(?:من +)?(?:عام|سنه|لعام|لسنه)? *(?P<year>1[345]\d\d)(?: *ه(?:جري|جريه)?)?{_END}"
    yield rf"{_HEAD}(?P<x>(?:(?P<day>{_DAY}) *(?:من +)?)?{of_hijri})", "_hijri"
    yield from _week_rules(month, rf"(?: *(?:من +|في +|ل)?(?:عام|سنه|العام|السنه)? *(?P<year>{_YEAR})|{of_year})")
    yield from _day_rules(name, month)
    yield from _weekday_rules(month)
    yield from _year_rules()
    yield rf"{_HEAD}(?P<x>(?P<part>{_PARTS}) +{month})", "_part_of_month"
    yield rf"{_HEAD}(?P<x>{name}(?:{year}|{of_year}|{side}))", "_in_month"
    before = "في|خلال|منذ|حتي|شهر|بدايه|نهايه|منتصف|مطلع|اواخر|اوايل|اواسط|بحلول|قبل|بعد|من|هذا"
    yield rf"(?<!{_L})(?:{before}) +(?:شهر +)?(?P<x>{name})", "_in_month"
    yield from _relative_rules(f"{names}|{hijri}")
    yield from _bare_weekday_rules()


def _any_name(names: Mapping[str, int]) -> str:
    """Any of these names, the longest first; never empty."""
    return "|".join(re.escape(name).replace(r"\ ", " +") for name in sorted(names, key=len, reverse=True)) or "(?!)"


def _figure_rules() -> Iterator[tuple[str, str]]:
    """Dates in figures."""
    alone, year = r"(?<![\d.,/:\-])", r"(?P<year>(?:1[89]|20)\d\d)"
    day, month = r"(?P<day>\d\d?)", r"(?P<nmonth>\d\d?)"
    yield rf"{alone}(?P<x>{year} *(?P<s>[-/.]) *{month} *(?P=s) *{day})(?![\d/])", "_figures"
    yield rf"{alone}(?P<x>{day} *(?P<s>[-/.]) *{month} *(?P=s) *{year})(?!\d)", "_figures"
    yield rf"{alone}(?P<x>{day}(?P<s>[-/]){month}(?P=s)(?P<year>\d\d))(?![\d/\-])", "_figures"
    yield rf"{alone}(?P<x>{month}/{day}, *{year})(?!\d)", "_figures"
    yield rf"{alone}(?P<x>{month}/{day}, *(?P<year>\d\d))(?!\d)", "_figures"
    yield rf"{alone}(?P<x>{month}[/\-]{year})(?![\d/\-])", "_figures"
    yield rf"{alone}(?P<x>{year}[/\-]{month})(?![\d/\-])", "_figures"
    yield rf"{alone}(?P<x>(?P<day>\d\d)/(?P<nmonth>0\d))(?![\d/\-.%])", "_figures_of_a_year"
    yield rf"(?<!{_L})(?:في|يوم|بتاريخ|تاريخ|ليوم) +(?P<x>{day}[/\-]{month})(?![\d/\-.%])", "_figures_of_a_year"


def _week_rules(month: str, year: str) -> Iterator[tuple[str, str]]:
    """Quarters and weeks of a year or a month."""
    yield rf"{_HEAD}(?P<x>(?:ال|ل)?ربع +(?P<nth>{ORDINAL}){year})", "_quarter"
    yield rf"{_HEAD}(?P<x>(?:ال|ل)?اسبوع +(?P<nth>{_NTH}){_END} +(?:من +|في +)?{month})", "_week_of"
    yield rf"{_HEAD}(?P<x>(?:ال|ل)?اسبوع +(?P<nth>{_NTH}){_END}{year})", "_week_of"
    yield rf"{_HEAD}(?P<x>اسبوع +(?P<day>{_DAY}) +(?:من +)?{month})", "_week_of"


def _day_rules(name: str, month: str) -> Iterator[tuple[str, str]]:
    """Days and ranges of days of a month."""
    other = name.replace("<month>", "<month1>")
    weekday = rf"(?:(?P<weekday>{_WEEKDAY}){_END}[ ،,()]*(?:الموافق +(?:ل)?)?)?"
    yield rf"{_HEAD}(?P<x>(?:من +|بين +)?(?P<first>{_DAY}) +(?:من +)?{other}{_TO}(?P<day>{_DAY}) +(?:من +)?{month})", "_across"
    yield rf"{_HEAD}(?P<x>(?:(?:من|بين|يومي|ايام) +)?(?P<day>{_DAY}){_TO}(?P<last>{_DAY}) +(?:من +|في +)?{month})", "_days"
    yield rf"{_HEAD}(?P<x>{weekday}(?P<day>{_DAY})\)? *[\-./،,]* *(?:من +)?{month})", "_day"
    yield rf"{_HEAD}(?P<x>{weekday}{name} *-? *(?P<day>{_DAY})[ ،,]+(?:من +)?(?P<year>{_YEAR}))", "_day"
    yield rf"{_HEAD}(?P<x>{weekday}{name} +(?P<day>(?:{ORDINAL})){_END})", "_day"
    yield rf"{_HEAD}(?P<x>{name}-(?P<day>\d\d?))(?![\d\-])", "_day"
    yield rf"{_HEAD}(?P<x>{name} +بين +(?P<day>{_DAY}){_TO}(?P<last>{_DAY}))", "_days"
    yield rf"{_HEAD}(?P<x>(?P<day>\d\d?) +(?:من +)?(?:الشهر +)?(?:الجاري|الحالي){_END})", "_of_the_month"
    yield rf"{_HEAD}(?P<x>(?P<day>{ORDINAL}) +من +(?:الجاري|الحالي){_END})", "_of_the_month"
    yield rf"(?<!{_L})(?P<x>يوم +(?P<day>\d\d?)){_STOP}", "_of_the_month"


def _weekday_rules(month: str) -> Iterator[tuple[str, str]]:
    """Weekdays that something beside them dates: a number, a month, a week."""
    day, week = rf"(?P<weekday>{_WEEKDAY}){_END}", rf"(?P<week>هذا +الاسبوع|ا?لاسبوع +{_SIDE})"
    bare = rf"(?P<weekday>(?:ال)?(?:{_BARE_WEEKDAY})){_END}"
    yield rf"{_HEAD}(?P<x>(?P<nth>اول|ثاني|ثالث|رابع|اخر) +(?:يوم +)?{bare} +(?:من +|في +)?{month})", "_nth_weekday"
    yield rf"{_HEAD}(?P<x>{day} +(?P<nth>{_NTH}){_END} +من +{month})", "_nth_weekday"
    yield rf"{_HEAD}(?P<x>{day} +(?:من +|في +)?{week})", "_weekday_of_week"
    yield rf"{_HEAD}(?P<x>{week} +(?:من +|بين +|يوم +)*{day}(?:{_TO}(?P<last>{_WEEKDAY}){_END})?)", "_weekday_of_week"
    yield rf"{_HEAD}(?P<x>{day} +(?P<day>\d\d?){_TO}(?:{_WEEKDAY}){_END} +(?P<last>\d\d?))(?!\d)", "_dated_weekdays"
    yield rf"{_HEAD}(?P<x>{day} +(?P<day>\d\d?)){_STOP}", "_dated_weekday"
    yield rf"{_HEAD}(?P<x>{day} +في +(?P<day>{_DAY})){_STOP}", "_dated_weekday"
    yield rf"{_HEAD}(?P<x>{day} +(?P<nth>{ORDINAL})){_STOP}", "_nth_weekday_of_the_month"


def _year_rules() -> Iterator[tuple[str, str]]:
    """Years, ranges of years, decades."""
    lead = r"(?:(?:من|بين|عامي|سنتي|الفتره|اعوام|سنوات) +)+(?:عام +|سنه +|عامي +)?"
    yield rf"{_HEAD}(?P<x>{lead}(?P<first>{_YEAR}){_TO}(?:عام +|سنه +)?(?P<year>{_YEAR}))", "_years"
    yield r"(?<![\d.,/:\-])(?P<x>(?P<first>(?:19|20)\d\d) *[-–] *(?P<year>(?:19|20)\d\d))(?![\d\-])", "_years"
    century = rf"(?: +(?:من +)?القرن +(?P<century>{'|'.join(CENTURIES)}){_END})?"
    yield rf"{_HEAD}(?P<x>(?:ال)?(?P<tens>{'|'.join(DECADES)})ين(?:ي)?ات{_END}{century})", "_decade"
    other_era = rf"(?! *ه(?:جري|جريه)?{_END}| +قبل +الميلاد| *ق\. ?م)"
    yield rf"{_HEAD}(?P<x>(?:عام|سنه|العام|السنه) +(?P<year>{_YEAR}|\d\d\d(?!\d)|(?:{NUMBER}){_END})){other_era}", "_in_year"
    yield rf"(?<!{_L})(?:في|منذ|حتي) +(?P<x>(?P<year>(?:الفين|الف) +و(?:{NUMBER}){_END}))", "_in_year"
    # 2000 of something is no year: في 2000 قرية, بعد 1900 يوم.
    counted = rf"(?! *[%٪\d]| *[.,]\d| +{_L}*(?:ين|ه|ا|ات)(?!{_L})| +(?:يوم|شخص|مليون|الف){_END})"
    yield rf"(?<!{_L})(?:في|منذ|حتي|خلال|قبل|بعد) +(?P<x>(?P<year>(?:1[89]|20)\d\d)){counted}", "_in_year"


def _relative_rules(months: str) -> Iterator[tuple[str, str]]:
    """What is told from the day of publication."""
    unit, short = rf"(?P<unit>{_UNIT}){_END}", r"(?P<unit>اسبوع|شهر|عام|سنه)"
    away = "|".join(sorted(DAYS_AWAY, key=len, reverse=True))
    yield rf"{_HEAD}(?P<x>(?P<away>{away}){_END}(?:[ ،,(]+(?:{_WEEKDAY}){_END}\)?)?)", "_away"
    yield rf"{_HEAD}(?P<x>(?:بقيه|باقي) +(?:(?:هذا +)?ال)?(?P<unit>{_UNIT}|اسبوعي){_END})", "_rest"
    counted = rf"(?:(?:{_COUNT}) +)?(?:{_UNIT}){_END}"
    of_another = rf"(?! +(?:من|علي|واحد|{_WEEKDAY}|{months}){_END})"
    yield rf"(?<!{_L})(?P<x>(?P<sign>قبل|منذ|بعد) +(?P<parts>{counted}(?: *[و،,] *{counted})*(?: +من +الان)?)){of_another}", "_ago"
    sides = rf"(?P<side>{'|'.join(PAST + COMING)})"
    yield rf"{_HEAD}(?P<x>(?:ال)?(?P<count>{_COUNT}) +{unit} +{sides}(?:ه|ين)?{_END})", "_span"
    after = rf"(?: +(?P<after>ال(?:{NUMBER}){_END}))?"
    yield rf"{_HEAD}(?P<x>(?:ال|ل)(?P<count>){unit}{after} +{sides}(?:ه|ين|تين){_END})", "_span"
    yield rf"{_HEAD}(?P<x>اخر +(?P<count>{_COUNT}) +{unit})", "_span"
    yield rf"{_HEAD}(?P<x>(?:ال|ل)(?P<count>)(?P<unit>عقد) +{sides}{_END})", "_span"
    yield rf"{_HEAD}(?P<x>(?P<part>{_PARTS}) +(?:(?:هذا|هذه) +)?ال{short}{_END}(?: +(?:(?:قبل|بعد) +)?{_SIDE})?)", "_part"
    yield rf"{_HEAD}(?P<x>(?:لاحقا|في وقت لاحق) +(?:من +|في +)?(?:هذا|هذه) +ال{short}{_END})", "_later"
    yield rf"{_HEAD}(?P<x>(?:هذا|هذه) +ال{short}{_END})", "_unit"
    yield rf"{_HEAD}(?P<x>(?:ال|ل){short} +(?:(?:قبل|بعد) +)?{_SIDE})", "_unit"


def _bare_weekday_rules() -> Iterator[tuple[str, str]]:
    """Weekdays alone; `coming` is there where the words before tell what is to come."""
    weekday, sides = rf"(?P<weekday>{_WEEKDAY}){_END}", "|".join(PAST + COMING)
    yield rf"{_HEAD}(?P<x>هذا +(?:يوم +)?{weekday}(?P<side>)(?P<coming>))", "_weekday"
    announced = "المقرر|المنتظر|المرتقب|يعتزم|تعتزم|ينتظر|يرتقب|سوف"
    present = "لتقي|ستقبل|زور|صل|توجه|عقد|جتمع|بدا|فتتح|شارك|نطلق|حل|سافر|غادر|وقع"
    future = rf"(?<!{_L})(?:[وف]?(?:س[يت](?:{_L}{{3,}}|صل|حل|تم|قع|مر|رد)|ي(?:{present}))|{announced})"
    yield rf"(?P<coming>{future} +(?:{_L}+ +){{0,6}})(?:يوم +)?(?P<x>{weekday})(?! +(?:{sides}){_END})(?P<side>)", "_weekday"
    yield rf"{_HEAD}(?P<x>{weekday}(?: +(?P<side>{sides}|{'|'.join(CURRENT)}){_END})?)", "_weekday"
