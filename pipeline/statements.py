"""Who made a statement, and on which day: a verb of stating at the head of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotated import AnnotatedText
from pipeline.arabic import fold, folded
from pipeline.days import dates_of, day_of
from pipeline.model import Participant, Quote, Timex
from pipeline.reference import Reference, folded_set
from pipeline.speakers import SpeakerFinder
from pipeline.time_words import WEEKDAYS
from pipeline.triggers import Trigger

HEARD_AT = ("press-conference", "phone-call", "meeting", "conference")
RIGHT_BEHIND = 3
VERB_AT = 7
LEAD_WORDS = 30
METHOD, CONFIDENCE = "verb of speech with its day", 0.77  # as measured: python -m benchmarks.methods
_LETTER = "[\u0621-\u064a]"
ISSUED = re.compile(rf"(?<!{_LETTER})في (?:بيان|بيانها|بيان صحفي|بلاغ)(?!{_LETTER})")
DAY = re.compile(rf"(?<!{_LETTER})(?:اليوم|امس|مساء|صباح|{'|'.join(WEEKDAYS)})(?!{_LETTER})")


@dataclass(frozen=True, slots=True)
class Statement:
    """That somebody said something: told with the verb at `at`, on `date` (ISO) where that is told."""

    at: int
    who: Participant
    date: str | None


@dataclass(frozen=True, slots=True)
class StatementFinder:
    """Finds statements. Made once from reference/."""

    speakers: SpeakerFinder
    stating: frozenset[str]
    saying: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> StatementFinder:
        """The finder with the verbs of reference/ folded."""
        stating = {verb.lemma: verb.forms for verb in reference.speech_verbs if verb.lemma in reference.parties.stating}
        return cls(
            speakers=SpeakerFinder.of(reference),
            stating=frozenset(folded(form) for forms in stating.values() for form in forms),
            saying=folded_set((*reference.words.reporting, *reference.parties.relatives, "عن", "إلى", "على")),
        )

    def find(
        self,
        text: AnnotatedText,
        sentence: tuple[int, int],
        triggers: Sequence[Trigger],
        quotes: Sequence[Quote],
        dates: Sequence[Timex],
    ) -> Statement | None:
        """A statement: a verb of stating at the head of a sentence, its subject, and a day or a بيان before what is said.

        What was said in a meeting, a call or a conference of the same clause is part of that.
        """
        start, end = sentence
        lead = text.between(start, end)[:LEAD_WORDS]
        verb = next((at for at, word in enumerate(lead[:VERB_AT]) if self.speakers.verb(word.text) in self.stating), None)
        if verb is None or any(word.text in self.speakers.told_by for word in lead[:verb]):
            return None
        speech = text.speech_from(lead[verb].start)
        said = min(next((word.start for word in lead[verb + 1 :] if word.text in self.saying), end), end if speech is None else speech)
        if any(trigger.kind.type in HEARD_AT and trigger.start < said for trigger in triggers):
            return None
        lead_in = fold(text.body[start:said])
        day = DAY.search(lead_in.text)
        told = next(filter(None, map(day_of, dates_of(dates, (start, said)))), None)
        if day is None and told is None and not ISSUED.search(lead_in.text):
            return None
        until = start + lead_in.origin[day.start()] if day is not None and said == end else said
        who = self._speaker(text, (start, end), (lead[verb].end, until), quotes)
        if who is None:
            return None
        return Statement(lead[verb].start, who, told)

    @staticmethod
    def _speaker(text: AnnotatedText, told: tuple[int, int], lead: tuple[int, int], quotes: Sequence[Quote]) -> Participant | None:
        """Who makes a statement: a body right behind the verb, the first person of its lead, or the speaker of the quotation in it."""
        named = text.principals(*lead)
        if named and (named[0].person is not None or named[0].start - lead[0] <= RIGHT_BEHIND):
            return Participant(person=named[0].person, organisation=named[0].organisation)
        before = text.principals(told[0], lead[0])
        person = next((m.person for m in named if m.person is not None), None)
        if person is not None and not before:
            return Participant(person=person)
        at = bisect_left(quotes, lead[0], key=lambda quote: quote.start)
        quote = quotes[at] if at < len(quotes) and quotes[at].start < told[1] else None
        if quote is not None and (quote.speaker_person is not None or quote.speaker_organisation is not None):
            return Participant(person=quote.speaker_person, organisation=quote.speaker_organisation)
        bodies = [m for m in (*before[:1], *named) if m.organisation is None or m.organisation.kind != "media"]
        return Participant(person=bodies[0].person, organisation=bodies[0].organisation) if bodies else None
