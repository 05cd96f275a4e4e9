"""On which day it was: the dates of a sentence given to what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotated import AnnotatedText
from pipeline.arabic import Folded, folded
from pipeline.dates import DateFinder
from pipeline.model import DateFound
from pipeline.parties import PartyFinder
from pipeline.reference import Reference
from pipeline.triggers import Trigger

NEAR = 130
COMING_WORDS = 4
ONE_STAY = ("visit", "meeting", "agreement")
COMING = re.compile("[وف]?(?:سوف|المقرر|المنتظر|المرتقب|يعتزم|تعتزم|ينتظر|يرتقب|س[يت][\u0621-\u064a]{3,})")
UNTIL = frozenset(map(folded, ("حتى", "قبل", "بعد", "بحلول", "لغاية")))


@dataclass(frozen=True, slots=True)
class DayFinder:
    """Gives events their days. Made once from reference/."""

    dates: DateFinder
    parties: PartyFinder

    @classmethod
    def of(cls, reference: Reference) -> DayFinder:
        """The finder with the months of reference/."""
        return cls(DateFinder.of(reference.months), PartyFinder.of(reference))

    def find(self, text: AnnotatedText, sentence: Folded, triggers: Sequence[Trigger], span: tuple[int, int]) -> dict[int, str]:
        """The day or month (ISO) of each trigger of a sentence, by its place: that of the same clause which stands nearest to it.

        A date before أن is when something was said, one before الذي is not that of what it relates, and one nearer to
        another trigger is that one's; Arabic tells the day behind the verb, so that one before it counts as twice as far.
        What is joined to an event with a day, and has none of its own, was on that day.
        """
        begins = {each.start: self._begins(text, each, span) for each in triggers}
        days: dict[int, tuple[int, str]] = {}
        for at, each, coming in self._told(text, sentence, span[0]):
            near = [trigger for trigger in triggers if _distance(trigger, at) < NEAR and begins[trigger.start] <= at]
            owners = [trigger for trigger in near if not self._is_parted(text, trigger, at, each.precision)]
            owner = min(owners, key=lambda trigger: _distance(trigger, at), default=None)
            if owner is not None and _distance(owner, at) < days.get(owner.start, (NEAR, ""))[0]:
                days[owner.start] = (_distance(owner, at), (coming if self._is_coming(text, owner, span[0]) else each).iso)
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

    def _told(self, text: AnnotatedText, sentence: Folded, start: int) -> Iterator[tuple[int, DateFound, DateFound]]:
        """The dates of a sentence: where they stand in the body, and what they mean of the past and of what is to come."""
        for each in self.dates.absolute(sentence.text, text.published):
            yield start + sentence.origin[min(each.start, len(sentence.origin) - 1)], each, each
        past = self.dates.relative(sentence.text, text.published)
        coming = self.dates.relative(sentence.text, text.published, future=True)
        for one, other in zip(past, coming, strict=True):
            yield start + sentence.origin[min(one.start, len(sentence.origin) - 1)], one, other

    def _is_parted(self, text: AnnotatedText, trigger: Trigger, at: int, precision: str) -> bool:
        """Whether what stands between a trigger and a date behind it gives the date to something else: حتى, قبل, أن."""
        between = {word.text for word in text.between(trigger.end, at)}
        return bool(between & (UNTIL | self.parties.speakers.reporting)) or (precision == "month" and "منذ" in between)

    def _begins(self, text: AnnotatedText, trigger: Trigger, span: tuple[int, int]) -> int:
        """Where the clause of a trigger begins; what و joins begins with itself."""
        if trigger.start - 1 > span[0] and text.body[trigger.start - 1] == "و":
            return trigger.start
        return self.parties.clause(text, span, trigger.start, trigger.end).start

    @staticmethod
    def _is_coming(text: AnnotatedText, trigger: Trigger, start: int) -> bool:
        """Whether a trigger tells what is to come: سيلتقي, من المقرر أن يلتقي."""
        before = [word for word in text.before(trigger.start, COMING_WORDS) if next(text.actors(word.start, word.end), None) is None]
        return trigger.coming or any(COMING.fullmatch(word.text) for word in before if word.start >= start)


def _distance(trigger: Trigger, at: int) -> int:
    """How far a date at `at` stands from a trigger, in code points; before it twice as far."""
    return at - trigger.start if at >= trigger.start else 2 * (trigger.start - at)
