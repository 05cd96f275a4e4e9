"""Reckoning with dates: the same day of another month, the first day of a week, the nearest 5 May."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from pipeline.time_words import COMING, CURRENT, PAST


def calendar_day(year: int | None, month: int, number: int) -> date | None:
    """The day, or None where the calendar has none such, or the year is not known.

    >>> calendar_day(2020, 2, 29), calendar_day(2021, 2, 29)
    (datetime.date(2020, 2, 29), None)
    """
    try:
        return None if year is None else date(year, month, number)
    except ValueError:
        return None


def of_month(month: date, number: int) -> date | None:
    """The day of that number in the month of a date."""
    return calendar_day(month.year, month.month, number)


def nearest(month: int, number: int, anchor: date, side: str | None, weekday: int | None = None) -> date | None:
    """The day of that month nearest to the anchor, on the side that the text names, of the weekday that it names."""
    days = [value for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (value := calendar_day(year, month, number))]
    if side in PAST:
        days = [value for value in days if value <= anchor]
    elif side in COMING:
        days = [value for value in days if value >= anchor]
    elif side in CURRENT:
        days = [value for value in days if value.year == anchor.year]
    days = [value for value in days if value.weekday() == weekday] or days
    return min(days, key=lambda value: abs(value - anchor), default=None)


def shifted(anchor: date, unit: str, steps: int) -> date:
    """The first day of the unit so many steps from that of the anchor."""
    if unit == "day":
        return anchor + timedelta(days=steps)
    if unit == "week":
        return anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=steps)
    if unit == "month":
        months = 12 * anchor.year + anchor.month - 1 + steps
        return date(months // 12, months % 12 + 1, 1)
    return date(anchor.year + steps, 1, 1)


def moved(anchor: date, unit: str, steps: int) -> date | None:
    """The day so many units from the anchor; the last of a month that is too short."""
    try:
        if unit in ("day", "week"):
            return anchor + timedelta(**{f"{unit}s": steps})
        months = 12 * anchor.year + anchor.month - 1 + steps * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(anchor.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None
