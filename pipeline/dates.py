"""Arabic date expressions -> dates with their precision, in every month system that news uses.

Texts come folded (pipeline.arabic.fold); offsets count code points of that folded text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.calendars import calendar_day, nearest
from pipeline.model import DateFound
from pipeline.numerals import ORDINALS
from pipeline.time_words import COMING, CURRENT, PAST

ENGLISH_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
_SIDE = "|".join((*PAST, *COMING, *CURRENT))
_NOT_BEFORE_LETTER = r"(?![\u0620-\u064a])"
_NOT_AFTER_LETTER = r"(?<![\u0620-\u064a])"


@dataclass(frozen=True, slots=True)
class DateFinder:
    """Finds dates in folded text; made once from the month names of reference/months.csv (folded name -> number)."""

    months: Mapping[str, int]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, months: Mapping[str, int]) -> DateFinder:
        """The finder for these month names: folded name -> number, all systems together."""
        names = "|".join(re.escape(name).replace(r"\ ", " +") for name in sorted(months, key=len, reverse=True))
        english = "|".join(sorted(ENGLISH_MONTHS, key=len, reverse=True))
        ordinals = "|".join(re.escape(word) for word in sorted(ORDINALS, key=len, reverse=True))
        month = rf"(?:شهر +)?(?P<month>{names})(?:(?: *[/(\-] *| +)(?:{names})\)?)?"
        year = r"(?:[ ,،/]*(?:من +)?(?:عام|سنه|لعام|لسنه)? *(?P<year>(?:1[89]|20)\d\d)م?(?!\d))"
        side = rf"(?: *(?:من )?(?:شهر )?(?:هذا )?(?:العام )?\(?(?P<side>{_SIDE}){_NOT_BEFORE_LETTER})"
        return cls(
            months,
            tuple(
                re.compile(pattern, re.IGNORECASE)
                for pattern in (
                    r"(?<![\d.,])(?P<year>(?:19|20)\d\d) *(?P<sep>[-/.]) *(?P<nmonth>\d\d?) *(?P=sep) *(?P<day>\d\d?)(?!\d)",
                    r"(?<![\d.,])(?P<day>\d\d?) *(?P<sep>[-/.]) *(?P<nmonth>\d\d?) *(?P=sep) *(?P<year>(?:19|20)\d\d)(?!\d)",
                    rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th)? +(?:of +)?(?P<emonth>{english})\.?,? +(?P<year>(?:19|20)\d\d)(?!\d)",
                    rf"\b(?P<emonth>{english})\.? +(?P<day>\d\d?)(?:st|nd|rd|th)?,? +(?P<year>(?:19|20)\d\d)(?!\d)",
                    rf"(?<!\d)(?P<day>\d\d?)(?: *(?:و|-|الي) *\d\d?)?[ \-./،,]*(?:من +)?{month}{_NOT_BEFORE_LETTER}(?:{year}|{side})?",
                    rf"{_NOT_AFTER_LETTER}(?P<ordinal>{ordinals})(?: من)? +{month}{_NOT_BEFORE_LETTER}(?:{year}|{side})?",
                    rf"(?<!\d )(?<!\d){_NOT_AFTER_LETTER}[وفبل]?{month}{_NOT_BEFORE_LETTER}(?:{year}|{side})",
                )
            ),
        )

    def absolute(self, text: str, anchor: date | None = None) -> list[DateFound]:
        """Dates given by day or month in a folded text, in its order, overlapping ones left out.

        Where no year stands, `anchor` (the publication date) gives it: the nearest such day, the last one
        where the text says الماضي, the next where it says المقبل. Without an anchor such a date is left out.

        >>> from pipeline.arabic import folded
        >>> finder = DateFinder.of({"كانون الثاني": 1, "يناير": 1, "ابريل": 4})
        >>> [found.iso for found in finder.absolute(folded("في 19 كانون الثاني/ يناير 2020 وفي أبريل 2019"))]
        ['2020-01-19', '2019-04']
        >>> [found.iso for found in finder.absolute(folded("يوم 8 أبريل الجاري"), date(2019, 4, 12))]
        ['2019-04-08']
        """
        found: list[DateFound] = []
        taken: list[tuple[int, int]] = []
        for pattern in self.patterns:
            for match in pattern.finditer(text):
                if any(start < match.end() and match.start() < end for start, end in taken):
                    continue
                read = self._read(match, anchor)
                if read is not None:
                    found.append(read)
                    taken.append(match.span())
        return sorted(found, key=lambda each: each.start)

    def _read(self, match: re.Match[str], anchor: date | None) -> DateFound | None:
        """A match of one of the patterns as a date, or None where it is no real one or lacks its year."""
        parts = match.groupdict()
        day: int | None = None
        if parts.get("ordinal"):
            day = ORDINALS[parts["ordinal"]]
        elif parts.get("day"):
            day = int(parts["day"])
        if parts.get("nmonth"):
            month = int(parts["nmonth"])
            if month > 12 and day is not None and day <= 12:
                day, month = month, day
        elif parts.get("emonth"):
            month = ENGLISH_MONTHS[parts["emonth"].lower()]
        else:
            month = self.months[re.sub(" +", " ", parts["month"])]
        year, side = parts.get("year"), parts.get("side")
        of_month = 1 if day is None else day
        value = calendar_day(int(year), month, of_month) if year else nearest(month, of_month, anchor, side) if anchor is not None else None
        if value is None:
            return None
        return DateFound(value, "month" if day is None else "day", match.group().strip(), match.start())
