"""AnnotatedText, Quotes -> Events: who met, called, visited, signed, attacked, said, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import statements
from pipeline.annotated import AnnotatedText
from pipeline.arabic import fold
from pipeline.days import DayFinder
from pipeline.model import Event, Participant, Quote, Timex
from pipeline.parties import PartyFinder
from pipeline.places import PlaceFinder
from pipeline.reference import EventType, Reference
from pipeline.statements import Statement, StatementFinder
from pipeline.triggers import TALKS, Trigger, TriggerFinder

FROM_A_MEETING = ("press-conference", "agreement")
AT_A_STAY = ("press-conference", "meeting", "agreement")
LONGEST_EVIDENCE = 220
AFTER_THE_MEETING = re.compile("(?:عقب|بعد|اثر|ختام|خلال) (?:اللقاء|الاجتماع|المحادثات|المباحثات|الجلسه)(?![\u0621-\u064a])")
CAME_WITH = re.compile("^[وف]?(?:جاء|جاءت|كان|ورد) (?:ذلك|هذا|التصريح|التصريحات|تصريحات|تصريحاته)(?![\u0621-\u064a])")

Span = tuple[int, int]
Place = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class EventFinder:
    """Finds events by the words of reference/events.yml. Made once from reference/."""

    triggers: TriggerFinder
    parties: PartyFinder
    days: DayFinder
    places: PlaceFinder
    statements: StatementFinder

    @classmethod
    def of(cls, reference: Reference) -> EventFinder:
        """The finder with what reference/ knows."""
        return cls(
            TriggerFinder.of(reference),
            PartyFinder.of(reference),
            DayFinder.of(reference),
            PlaceFinder.of(reference),
            StatementFinder.of(reference),
        )

    def find(self, text: AnnotatedText, quotes: Sequence[Quote], dates: Sequence[Timex]) -> tuple[Event, ...]:
        """The events of an article in the order of its text; what is told twice is one event. Quotations say who spoke.

        What is only spoken of, in somebody's words and without a day, is none.
        """
        found: list[Event] = []
        for span in text.sentences:
            sentence = fold(text.body[slice(*span)])
            triggers = self.triggers.find(sentence, span[0])
            days = self.days.find(text, triggers, span, dates)
            told = _told_before(found, sentence.text)
            stay = self._place_of_stay(text, triggers, span)
            for trigger in triggers:
                if text.is_said(trigger.start) and len(days.get(trigger.start, "")) < len("2020-07-22"):
                    continue
                day = days.get(trigger.start) or (told if trigger.kind.type in FROM_A_MEETING else None)
                met = next((event.participants for event in reversed(found) if len(event.participants) >= 2), ())
                _add(found, self._event(text, trigger, span, day, stay, met), trigger)
            statement = self.statements.find(text, span, triggers, quotes, dates)
            if statement is not None and not _said_already(found, statement):
                found.append(_stated(text, span, statement))
        return tuple(sorted(_said_at_conferences(found), key=lambda event: (event.start, event.type)))

    def _event(
        self, text: AnnotatedText, trigger: Trigger, span: Span, day: str | None, stay: Place, met: tuple[Participant, ...]
    ) -> Event:
        """The event that a trigger of a sentence tells. `stay` is where its visit went; `met` met last: الجانبان means them."""
        kind = trigger.kind
        clause = self.parties.clause(text, span, trigger.start, trigger.end)
        who = self.parties.find(text, clause, kind.whose, kind.actors)
        if not any(each.country is None for each in who) and self.parties.means_both(text, clause):
            who = met or who
        first, last = _evidence(text.body, span, trigger.start)
        place = self._place(text, trigger, (first, last))
        if place[0] is None and kind.type in AT_A_STAY:
            place = stay
        return Event(
            type=kind.type,
            date=day,
            place=place[0],
            country=place[1],
            evidence=text.body[first:last],
            start=first,
            end=last,
            participants=who,
            method=f"word: {trigger.text}",
            confidence=kind.confidence,
        )

    def _place(self, text: AnnotatedText, trigger: Trigger, clause: Span) -> Place:
        """Where the event of a trigger was; a call has no place."""
        if trigger.kind.type == "phone-call":
            return None, None
        find = self.places.gone_to if trigger.kind.type == "visit" else self.places.nearest
        return find(text, clause, trigger.start)

    def _place_of_stay(self, text: AnnotatedText, triggers: Sequence[Trigger], span: Span) -> Place:
        """Where the visit that a sentence tells goes to: what else it tells with no place of its own was there."""
        visit = next((trigger for trigger in triggers if trigger.kind.type == "visit"), None)
        return self._place(text, visit, _evidence(text.body, span, visit.start)) if visit is not None else (None, None)


def _told_before(found: Sequence[Event], sentence: str) -> str | None:
    """The day that a folded sentence takes from an event before it: عقب اللقاء from the meeting, جاء ذلك from the statement."""
    if CAME_WITH.search(sentence):
        return found[-1].date if found and found[-1].type == "statement" else None
    if AFTER_THE_MEETING.search(sentence):
        return next((event.date for event in reversed(found) if event.type == "meeting" and event.date), None)
    return None


def _add(found: list[Event], event: Event, trigger: Trigger) -> None:
    """Add an event, or fill in the one of its type that it tells once more; leave out what tells too little, or is only referred to."""
    earlier = [at for at, other in enumerate(found) if other.type == event.type]
    if trigger.kind.type == "meeting" and trigger.text in TALKS:
        earlier += [
            at for at, other in enumerate(found) if other.type == "phone-call" and set(other.participants) & set(event.participants)
        ]
    same = [at for at in earlier if trigger.known or _may_be_one(found[at], event)]
    if same:
        other = found[same[-1]]
        states = all(each.country is not None for each in other.participants)
        fuller = (
            other.type == event.type
            and (len(event.participants) > len(other.participants) or (states and any(p.country is None for p in event.participants)))
            and not (trigger.known and other.participants and not states)
        )
        more = event if fuller else other
        found[same[-1]] = replace(
            other,
            participants=more.participants,
            date=other.date or (event.date if not trigger.known else None),
            place=other.place or (event.place if not trigger.known else None),
            country=other.country or (event.country if not trigger.known else None),
        )
    elif not trigger.known and _tells_enough(event, trigger.kind):
        found.append(event)


def _tells_enough(event: Event, kind: EventType) -> bool:
    """Whether an event has one of the things that its type asks for: its parties, its date, its place."""
    told = {
        "party": bool(event.participants),
        "two parties": len(event.participants) >= 2,
        "date": event.date is not None,
        "place": event.place is not None,
    }
    return any(told[need] for need in kind.needs)


def _may_be_one(one: Event, other: Event) -> bool:
    """Whether two clauses may tell one event: a shared participant (or none told), and no two dates."""
    if one.date is not None and other.date is not None and one.date != other.date:
        return False
    if None not in (one.country, other.country) and one.country != other.country:
        return False
    if one.type == "conference":
        return one.place == other.place or other.place is None
    return bool(set(one.participants) & set(other.participants)) or (not other.participants and other.date in (None, one.date))


def _stated(text: AnnotatedText, span: Span, statement: Statement) -> Event:
    """A statement of a sentence as an event; where it was made is not told by where it speaks of."""
    first, last = _evidence(text.body, span, statement.at)
    return Event(
        type="statement",
        date=statement.date,
        place=None,
        country=None,
        evidence=text.body[first:last],
        start=first,
        end=last,
        participants=(statement.who,),
        method=statements.METHOD,
        confidence=statements.CONFIDENCE,
    )


def _said_already(found: Sequence[Event], statement: Statement) -> bool:
    """Whether a statement of the same day was told before."""
    return any(
        event.type == "statement"
        and statement.who in event.participants
        and (event.date is None or statement.date is None or event.date == statement.date)
        for event in found
    )


def _said_at_conferences(found: Sequence[Event]) -> Iterator[Event]:
    """The events with the statements made in a press conference told as that conference, which takes their day."""
    conferences = [event for event in found if event.type == "press-conference"]
    made_at: dict[Event, Event] = {}
    for statement in (event for event in found if event.type == "statement"):
        for conference in conferences:
            one_day = conference.date is None or statement.date is None or conference.date == statement.date
            if one_day and set(statement.participants) & set(conference.participants):
                made_at[statement] = conference
    days = {conference: statement.date for statement, conference in made_at.items()}
    for event in found:
        if event not in made_at:
            yield replace(event, date=event.date or days.get(event))


def _evidence(body: str, span: Span, at: int) -> Span:
    """Of a body the sentence at span, or of a long one what stands around `at`, cut at words."""
    start, end = span
    if end - start <= LONGEST_EVIDENCE:
        return start, end
    first, last = max(start, at - LONGEST_EVIDENCE // 2), min(end, at + LONGEST_EVIDENCE // 2)
    while first > start and not body[first - 1].isspace():
        first -= 1
    while last < end and not body[last].isspace():
        last += 1
    return first, last
