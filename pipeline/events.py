"""Article, Names -> Events: who met, called, visited, signed, attacked, where and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.arabic import fold, folded, sentence_spans, stems, words
from pipeline.dates import DateFinder
from pipeline.model import Article, Event, Mention, Names, Participant
from pipeline.reference import Reference, folded_set

TWO_SIDED = ("meeting", "phone-call", "press-conference")
PEOPLE_COUNT = {
    "meeting": 4,
    "phone-call": 2,
    "press-conference": 2,
    "visit": 1,
    "statement": 1,
    "agreement": 4,
    "conference": 6,
    "attack": 2,
}
LONGEST_EVIDENCE = 220
REACH = 160


@dataclass(frozen=True, slots=True)
class EventFinder:
    """Finds events by the phrases of reference/events.yml. Made once from reference/."""

    triggers: tuple[tuple[str, re.Pattern[str]], ...]
    dates: DateFinder
    speech: frozenset[str]
    places: dict[str, str]

    @classmethod
    def of(cls, reference: Reference) -> EventFinder:
        """The finder with the phrases, months and places of reference/ folded."""

        def pattern(phrases: Sequence[str]) -> re.Pattern[str]:
            forms = "|".join(re.escape(folded(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
            return re.compile(rf"(?<![\u0621-\u064a])[وف]?(?:لل|[بكل]?ال|[بكلس])?({forms})(?![\u0621-\u064a])")

        places = {folded(name): place.country for place in reference.places for name in (place.name_ar, *place.aliases)}
        places |= {
            folded(name): country.code for country in reference.countries.values() for name in country.capitals_ar + country.names_ar
        }
        return cls(
            triggers=tuple((event.type, pattern(event.phrases)) for event in reference.events),
            dates=DateFinder.of(reference.months),
            speech=folded_set(form for verb in reference.speech_verbs for form in verb.forms if form not in verb.weak),
            places=places,
        )

    def find(self, article: Article, names: Names) -> tuple[Event, ...]:
        """The events of an article in the order of its text; what is told twice is one event."""
        found: list[Event] = []
        for start, end in sentence_spans(article.body):
            for event in self._in_sentence(article, names, start, end):
                self._join(found, event)
        return tuple(sorted(found, key=lambda event: (event.start, event.type)))

    def _in_sentence(self, article: Article, names: Names, start: int, end: int) -> list[Event]:
        """The events that one sentence tells, one of each type at the most."""
        body = article.body
        text = fold(body[start:end])
        mentions = [m for m in names.mentions if start <= m.start < end]
        events: list[Event] = []
        taken: list[tuple[int, int]] = []
        for type_, pattern in self.triggers:
            match = next((m for m in pattern.finditer(text.text) if not any(s < m.end() and m.start() < e for s, e in taken)), None)
            if match is None:
                continue
            taken.append(match.span())
            at = start + text.span(*match.span(1))[0]
            people = self._participants(type_, mentions, at)
            if type_ in TWO_SIDED and not people and type_ != "meeting":
                continue
            if type_ in ("visit", "agreement", "attack", "meeting", "conference") and not people:
                continue
            events.append(self._event(article, type_, start, end, at, text.text, people, names))
        if not events:
            events += self._statement(article, names, start, end, mentions, text.text)
        return events

    def _participants(self, type_: str, mentions: Sequence[Mention], at: int) -> tuple[Participant, ...]:
        """The people of the sentence nearest to the trigger, in the order of the text; bodies where there are no people."""
        people = list(
            dict.fromkeys(m.person for m in sorted(mentions, key=lambda m: abs(m.start - at)) if m.person and abs(m.start - at) < REACH)
        )
        chosen = people[: PEOPLE_COUNT[type_]]
        if chosen:
            return tuple(Participant(person=person) for person in dict.fromkeys(m.person for m in mentions) if person in chosen)
        bodies = list(
            dict.fromkeys(
                m.organisation for m in sorted(mentions, key=lambda m: abs(m.start - at)) if m.organisation and abs(m.start - at) < 80
            )
        )
        return tuple(Participant(organisation=body) for body in bodies[:2])

    def _statement(self, article: Article, names: Names, start: int, end: int, mentions: Sequence[Mention], text: str) -> list[Event]:
        """A statement: a verb of speech, its subject and the day it was made."""
        when = self._when(text, article, future=False)
        tokens = list(words(text))[:6]
        if when is None or not any(stem in self.speech for token in tokens for stem in stems(token.text)):
            return []
        subject = next((m for m in mentions if m.person or m.organisation), None)
        if subject is None or subject.start - start > 60:
            return []
        who = Participant(person=subject.person) if subject.person else Participant(organisation=subject.organisation)
        return [self._event(article, "statement", start, end, subject.start, text, (who,), names)]

    def _event(
        self, article: Article, type_: str, start: int, end: int, at: int, text: str, people: tuple[Participant, ...], names: Names
    ) -> Event:
        """An event told in the sentence start:end by the words at `at`."""
        first, last = _clause(article.body, start, end, at)
        place, country = self._place(names, article.body, start, end, at)
        future = re.search(r"(?<![\u0621-\u064a])[وف]?(?:سي|ست|سوف)", text) is not None
        return Event(
            type=type_,
            date=self._when(fold(article.body[first:last]).text, article, future),
            place=place,
            country=country,
            evidence=article.body[first:last],
            start=first,
            end=last,
            participants=people,
            method="phrase of reference/events.yml" if type_ != "statement" else "verb of speech with its day",
            confidence=0.7 if people else 0.5,
        )

    def _when(self, text: str, article: Article, future: bool) -> str | None:
        """The day or month that a clause gives, ISO."""
        found = self.dates.absolute(text, article.published) or self.dates.relative(text, article.published, future)
        return found[0].iso if found else None

    def _place(self, names: Names, body: str, start: int, end: int, at: int) -> tuple[str | None, str | None]:
        """The place behind في, إلى, ب or ل nearest to the trigger, and its country."""
        text = fold(body[start:end])
        best: tuple[int, str, str | None] | None = None
        for match in re.finditer(r"(?<![\u0621-\u064a])(?:(?:في|الي) (?:مدينه |العاصمه (?:ال\S+ )?)?|[بل])(?=\S)", text.text):
            rest = text.text[match.end() :]
            tokens = list(words(rest[:40]))[:3]
            for size in range(len(tokens), 0, -1):
                name = rest[tokens[0].start : tokens[size - 1].end]
                if name in self.places:
                    first, last = text.span(match.end() + tokens[0].start, match.end() + tokens[size - 1].end)
                    distance = abs(start + first - at)
                    if best is None or distance < best[0]:
                        best = (distance, body[start + first : start + last], self.places[name] or None)
                    break
        return (best[1], best[2]) if best is not None and best[0] < REACH else (None, None)

    @staticmethod
    def _join(found: list[Event], event: Event) -> None:
        """Add an event, or make it one with an earlier one of its type that shares a participant and no other date."""
        for at, other in enumerate(found):
            shared = set(other.participants) & set(event.participants)
            if (
                other.type == event.type
                and (shared or not event.participants)
                and (other.date == event.date or None in (other.date, event.date))
            ):
                more = event if len(event.participants) > len(other.participants) else other
                found[at] = replace(
                    other,
                    participants=more.participants,
                    date=other.date or event.date,
                    place=other.place or event.place,
                    country=other.country or event.country,
                )
                return
        found.append(event)


def _clause(body: str, start: int, end: int, at: int) -> tuple[int, int]:
    """The sentence, or of a long one what stands around `at`, cut at words."""
    if end - start <= LONGEST_EVIDENCE:
        return start, end
    first, last = max(start, at - LONGEST_EVIDENCE // 2), min(end, at + LONGEST_EVIDENCE // 2)
    while first > start and not body[first - 1].isspace():
        first -= 1
    while last < end and not body[last].isspace():
        last += 1
    return first, last
