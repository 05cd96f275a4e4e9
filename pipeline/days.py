"""On which day it was: the dates of a sentence given to what it tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotated import AnnotatedText
from pipeline.arabic import folded
from pipeline.model import Timex
from pipeline.parties import PartyFinder
from pipeline.reference import Reference
from pipeline.temporal import PART
from pipeline.triggers import Trigger

NEAR = 130
ONE_STAY = ("visit", "meeting", "agreement")
UNTIL = frozenset(map(folded, ("حتى", "قبل", "بعد", "بحلول", "لغاية")))


@dataclass(frozen=True, slots=True)
class DayFinder:
    """Gives events their days. Made once from reference/."""

    parties: PartyFinder

    @classmethod
    def of(cls, reference: Reference) -> DayFinder:
        """The finder with the words that part clauses."""
        return cls(PartyFinder.of(reference))

    def find(self, text: AnnotatedText, triggers: Sequence[Trigger], span: tuple[int, int], dates: Sequence[Timex]) -> dict[int, str]:
        """The day or month (ISO) of each trigger of a sentence, by its place: that of the same clause which stands nearest to it.

        A date before أن is when something was said, one before الذي is not that of what it relates, and one nearer to
        another trigger is that one's; Arabic tells the day behind the verb, so that one before it counts as twice as far.
        What is joined to an event with a day, and has none of its own, was on that day.
        """
        begins = {each.start: self._begins(text, each, span) for each in triggers}
        days: dict[int, tuple[int, str]] = {}
        for timex in dates_of(dates, span):
            day, at = day_of(timex), timex.start
            near = [trigger for trigger in triggers if _distance(trigger, at) < NEAR and begins[trigger.start] <= at]
            owners = [trigger for trigger in near if not self._is_parted(text, trigger, at, timex.precision)]
            owner = min(owners, key=lambda trigger: _distance(trigger, at), default=None)
            if day is not None and owner is not None and _distance(owner, at) < days.get(owner.start, (NEAR, ""))[0]:
                days[owner.start] = (_distance(owner, at), day)
        found = {place: iso for place, (_, iso) in days.items()}
        for one, other in pairwise(triggers):
            if one.start in found and self._joined(text, one, other):
                found.setdefault(other.start, found[one.start])
        return found

    @staticmethod
    def _joined(text: AnnotatedText, one: Trigger, other: Trigger) -> bool:
        """Whether two triggers tell one stay: زار القاهرة أمس والتقى نظيره; وصل أمس، حيث استقبله فلان."""
        if one.kind.type not in ONE_STAY or other.kind.type not in ONE_STAY:
            return False
        return text.body[other.start - 1] == "و" or any(word.text == "حيث" for word in text.before(other.start, 2))

    def _is_parted(self, text: AnnotatedText, trigger: Trigger, at: int, precision: str) -> bool:
        """Whether what stands between a trigger and a date behind it gives the date to something else: حتى, قبل, أن."""
        between = {word.text for word in text.between(trigger.end, at)}
        return bool(between & (UNTIL | self.parties.speakers.reporting)) or (precision == "month" and "منذ" in between)

    def _begins(self, text: AnnotatedText, trigger: Trigger, span: tuple[int, int]) -> int:
        """Where the clause of a trigger begins; what و joins begins with itself."""
        if trigger.start - 1 > span[0] and text.body[trigger.start - 1] == "و":
            return trigger.start
        return self.parties.clause(text, span, trigger.start, trigger.end).start


def dates_of(dates: Sequence[Timex], span: tuple[int, int]) -> Sequence[Timex]:
    """The dates that a sentence tells."""
    return dates[bisect_left(dates, span[0], key=_start) : bisect_left(dates, span[1], key=_start)]


def day_of(timex: Timex) -> str | None:
    """The day or month on which something was, by a date; of a range its first, of half a month that month; None of a week or a year.

    >>> day_of(Timex(0, 9, "5-8 مايو", "2020-05-05", "2020-05-08", "day", "in full", 1.0))
    '2020-05-05'
    """
    if timex.value is None or timex.precision not in ("day", "month"):
        return None
    if timex.method == PART:
        return timex.value[: len("2020-05")] if timex.precision == "day" else None
    return timex.value


def _start(timex: Timex) -> int:
    return timex.start


def _distance(trigger: Trigger, at: int) -> int:
    """How far a date at `at` stands from a trigger, in code points; before it twice as far."""
    return at - trigger.start if at >= trigger.start else 2 * (trigger.start - at)
