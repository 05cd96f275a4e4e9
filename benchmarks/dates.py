"""What Sijill makes of the date expressions of ../shared/corpora/dates (Microsoft's Recognizers-Text), and what it does not.

    .venv/bin/pip install -r requirements.txt -r benchmarks/requirements.txt
    .venv/bin/python -m benchmarks.dates

prints Markdown tables and puts them into docs/dates.md. An expression is read right where one of the dates found in its
sentence is what the corpus gives, told from its reference date, as of the past or as of the future. A period is right with both
its ends: the corpus ends a week, a month or a year with the day behind it, and a range from A to B with the first day of B.
Seasons, which it gives no dates for, and days that no calendar has are left out. dateparser is asked for the expression
alone, cut out of its sentence, and for single days only: it reads no periods.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.labelled import PROJECT, SHARED, markdown
from pipeline import reference
from pipeline.arabic import folded
from pipeline.model import TimeFound
from pipeline.temporal import TemporalFinder

CORPUS = SHARED / "corpora" / "dates"
PAGE = PROJECT / "docs" / "dates.md"
BEGIN, END = "<!-- python -m benchmarks.dates: {} -->\n", "<!-- python -m benchmarks.dates: {} end -->"
SETS = {"days": "DateParser.json", "periods": "DatePeriodParser.json"}
# Why an expression is not read as the corpus does, the first that fits.
KINDS = (
    ("the weekend, which is another in Riyadh and in Rabat", r"عطلة|نهاية (?:هذا )?الأسبوع(?: الحالي)?$|نهاية أسبوعي"),
    ("told from what was told before, not from the publication: اليوم التالي", r"التالي|آخر يوم|اليوم الماضي"),
    ("vague: بضعة أيام", r"بضعة|القليلة|العقود"),
    ("less precisely: of قبل شهر Sijill says the month, the corpus the day", r"^قبل شهر|^قبل عامين|^بعد أسبوعين"),
    ("colloquial: أسبوعي, يومي", r"أسبوعي|اسبوعي|يومي|الإسبوع"),
    ("a bare number that may count anything: عدت إلى 27", r"^(?:إلى |لل?)?(?:\d+|ال\S+(?: وال\S+)?|ثا\S+(?: وال\S+)?|للثا\S+.*|للثلاثين)$"),
    ("figures in an order that must be guessed: 4.22, 16/04/21", r"^[\d.,/ -]+$"),
    ("years as English says them, or decades of one word", r"تسعة عشر|ألفين|الألفين|العشرين|1970|القرن"),
    ("another reading: of بعد 3 أسابيع, الأحد القادم, سبتمبر الماضي, في وقت لاحق", r"^بعد|القادم$|الماضي$|لاحق"),
    ("a way of writing that is not read", r""),
)


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of the corpus in its sentence, the day that it is told from, and the dates that it may mean."""

    text: str
    sentence: str
    anchor: date
    meanings: tuple[tuple[date, date | None], ...]

    def is_meant(self, found: TimeFound) -> bool:
        """Whether a date that was found is what the corpus gives."""
        if found.value is None:
            return False
        until = found.until or found.value
        behind = _last_day(until, found.precision) + timedelta(days=1)
        ends = {behind, until} if found.until else {behind}
        day = found.precision == "day" and found.until is None
        return any(found.value == start and (day if end is None else end in ends) for start, end in self.meanings)


def _last_day(first: date, precision: str) -> date:
    """The last day of the day, week, month or year that begins on a day."""
    if precision == "month":
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first + timedelta(days={"day": 0, "week": 6}[precision]) if precision != "year" else first.replace(month=12, day=31)


def expressions(path: Path) -> Iterator[Expression]:
    """The expressions of a file of the corpus that have a date."""
    for item in json.loads(path.read_text("utf8")):
        for result in item["Results"]:
            value = result.get("Value") or {}
            told = [each for name in ("PastResolution", "FutureResolution") if (each := value.get(name))]
            meanings = tuple(dict.fromkeys(_meaning(each) for each in told))
            if meanings and all(start.year > 1 for start, _ in meanings):
                anchor = date.fromisoformat(item["Context"]["ReferenceDateTime"][:10])
                yield Expression(result["Text"], item["Input"], anchor, meanings)


def _meaning(told: dict[str, str]) -> tuple[date, date | None]:
    """A resolution of the corpus as the day, or the first day and where it ends."""
    try:
        first = date.fromisoformat(told.get("date") or told["startDate"])
    except ValueError:  # 31 November
        first = date.min
    return first, date.fromisoformat(told["endDate"]) if "endDate" in told else None


def finder() -> TemporalFinder:
    """Sijill's."""
    known = reference.load()
    return TemporalFinder.of(known.months, known.hijri_months)


def is_right(times: TemporalFinder, expression: Expression) -> bool:
    """Whether Sijill finds what is meant."""
    return any(expression.is_meant(found) for found in times.find(folded(expression.sentence), expression.anchor))


def shares() -> dict[str, tuple[int, int]]:
    """Of each set of the corpus how many are right, and how many there are."""
    times = finder()
    sets = {name: list(expressions(CORPUS / file)) for name, file in SETS.items()}
    return {name: (sum(is_right(times, each) for each in found), len(found)) for name, found in sets.items()}


def by_dateparser() -> tuple[int, int] | None:
    """How many of the days dateparser reads, and of how many; None where it is not installed."""
    try:
        dateparser: Any = importlib.import_module("dateparser")
    except ImportError:
        return None
    asked = list(expressions(CORPUS / SETS["days"]))
    right = 0
    for each in asked:
        settings = {"RELATIVE_BASE": datetime.combine(each.anchor, datetime.min.time())}
        read = dateparser.parse(each.text, languages=["ar"], settings=settings)
        right += read is not None and any(start == read.date() for start, _ in each.meanings)
    return right, len(asked)


def kind_of(expression: Expression) -> str:
    """Why an expression is not read, in a few words."""
    return next(kind for kind, pattern in KINDS if re.search(pattern, expression.text))


def spans() -> tuple[int, int]:
    """Of the expressions of DateExtractor.json, which gives no dates, how many overlap with one that is found, and how many there are."""
    times = finder()
    found = asked = 0
    for item in json.loads((CORPUS / "DateExtractor.json").read_text("utf8")):
        text = item["Input"]
        told = [text[each.start : each.end] for each in times.find(folded(text), date(2016, 11, 7))] if folded(text) == text else None
        for result in item["Results"]:
            asked += 1
            texts = told if told is not None else [folded(text)[t.start : t.end] for t in times.find(folded(text), date(2016, 11, 7))]
            found += any(set(folded(result["Text"]).split()) & set(folded(each).split()) for each in texts)
    return found, asked


def main() -> int:
    if not CORPUS.exists():
        print("dates not measured: ../shared/corpora/dates is not here")
        return 2
    sets = shares()
    rows = [[name, f"{right} of {asked}", f"{right / asked:.3f}"] for name, (right, asked) in sets.items()]
    right, asked = (sum(each[at] for each in sets.values()) for at in (0, 1))
    rows.append(["both", f"{right} of {asked}", f"{right / asked:.3f}"])
    library = by_dateparser()
    if library is not None:
        rows.append(["days, by dateparser", f"{library[0]} of {library[1]}", f"{library[0] / library[1]:.3f}"])
    found, all_spans = spans()
    rows.append(["found, whatever they mean (DateExtractor)", f"{found} of {all_spans}", f"{found / all_spans:.3f}"])
    measured = markdown(["set", "right", "share"], rows)
    times = finder()
    missed = [each for file in SETS.values() for each in expressions(CORPUS / file) if not is_right(times, each)]
    counted = Counter(kind_of(each) for each in missed)
    kinds = markdown(["not read as the corpus does", "expressions"], [[kind, str(counted[kind])] for kind, _ in KINDS if counted[kind]])
    print(measured, kinds, sep="\n")
    page = PAGE.read_text("utf8")
    for section, text in (("measured", measured), ("missed", kinds)):
        before, after = page.split(BEGIN.format(section))[0], page.split(END.format(section))[1]
        page = f"{before}{BEGIN.format(section)}{text}{END.format(section)}{after}"
    PAGE.write_text(page, "utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
