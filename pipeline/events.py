"""AnnotatedText -> Events: who met, called, visited, signed, attacked, where and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.annotated import AnnotatedText
from pipeline.arabic import Folded, fold, folded, words
from pipeline.dates import WEEKDAYS, DateFinder
from pipeline.model import Event, Participant, Person
from pipeline.reference import EventType, Reference, folded_set
from pipeline.speakers import SpeakerFinder

TALKS = ("محادثات", "محادثاته", "محادثاتهما", "مباحثات", "مباحثاته", "بحثا", "بحث", "بحثت", "ناقش", "مشاورات")
RECEIVED = ("استقبا", "استقبل", "يستقبل", "التق", "يلتق", "سيلتق", "اجتمع", "في استقبا", "كان في استقبا")
AFTER_THE_MEETING = re.compile("(?:عقب|بعد|اثر|ختام|خلال) (?:اللقاء|الاجتماع|المحادثات|المباحثات|الجلسه)(?![\u0621-\u064a])")
CAME_WITH = re.compile("^[وف]?(?:جاء|جاءت|كان|ورد) (?:ذلك|هذا|التصريح|التصريحات|تصريحات|تصريحاته)(?![\u0621-\u064a])")
FUTURE = re.compile("(?<![\u0621-\u064a])[وف]?(?:س[يت][^ ]|سوف|المقرر|المنتظر)")
LONGEST_EVIDENCE = 220
ISSUED = re.compile(r"(?<![\u0621-\u064a])في (?:بيان|بلاغ|بيانها|بيان صحفي)(?![\u0621-\u064a])")
RELATIVES = ("الذي", "التي", "الذين", "اللذين", "اللذان")
NEAR_RELATIVE = 3
NEAR = 130
NEAR_PLACE = 90
NEAR_BODY = 70
DAY = re.compile(rf"(?<![\u0621-\u064a])(?:اليوم|امس|مساء|صباح|{'|'.join(WEEKDAYS)})(?![\u0621-\u064a])")


@dataclass(frozen=True, slots=True)
class _Trigger:
    """The words at start:end of a body that tell an event of a type; `known` where they speak of one told before."""

    kind: EventType
    start: int
    end: int
    text: str
    known: bool


@dataclass(frozen=True, slots=True)
class EventFinder:
    """Finds events by the words of reference/events.yml. Made once from reference/."""

    patterns: tuple[tuple[EventType, bool, re.Pattern[str]], ...]
    backgrounds: dict[str, frozenset[str]]
    speakers: SpeakerFinder
    dates: DateFinder
    places: dict[str, str]

    @classmethod
    def of(cls, reference: Reference) -> EventFinder:
        """The finder with the words, months and places of reference/ folded."""
        places = {folded(name): place.country for place in reference.places for name in (place.name_ar, *place.aliases)}
        places |= {
            folded(name): country.code for country in reference.countries.values() for name in country.capitals_ar + country.names_ar
        }
        return cls(
            patterns=tuple(
                (kind, known, _pattern(phrases))
                for kind in reference.events
                for phrases, known in ((kind.new, False), (kind.same, True))
                if phrases
            ),
            backgrounds={kind.type: folded_set(kind.background) for kind in reference.events},
            speakers=SpeakerFinder.of(reference),
            dates=DateFinder.of(reference.months),
            places=places,
        )

    def find(self, text: AnnotatedText) -> tuple[Event, ...]:
        """The events of an article in the order of its text; what is told twice is one event."""
        found: list[Event] = []
        for start, end in text.sentences:
            sentence = fold(text.body[start:end])
            triggers = self._triggers(sentence, start)
            days = self._days(text, sentence, triggers, start)
            told = self._told_before(found, sentence.text)
            for trigger in triggers:
                day = days.get(trigger.start) or (told if trigger.kind.type in ("press-conference", "agreement") else None)
                self._add(found, self._event(text, trigger, start, end, day), trigger)
            statement = self._statement(text, start, end)
            if statement is not None:
                found.append(statement)
        return tuple(sorted(found, key=lambda event: (event.start, event.type)))

    @staticmethod
    def _told_before(found: Sequence[Event], sentence: str) -> str | None:
        """The day that a folded sentence takes from an event before it: عقب اللقاء from the meeting, جاء ذلك from the statement."""
        if CAME_WITH.search(sentence):
            return found[-1].date if found and found[-1].type == "statement" else None
        if AFTER_THE_MEETING.search(sentence):
            return next((event.date for event in reversed(found) if event.type == "meeting" and event.date), None)
        return None

    def _triggers(self, sentence: Folded, start: int) -> list[_Trigger]:
        """The triggers of the sentence that begins at `start`, one a type, each word used once."""
        taken: list[tuple[int, int]] = []
        chosen: dict[str, _Trigger] = {}
        for kind, known, pattern in self.patterns:
            for match in pattern.finditer(sentence.text):
                if any(s < match.end() and match.start() < e for s, e in taken):
                    continue
                taken.append(match.span())
                before = sentence.text[: match.start()].split()
                if before and before[-1] in self.backgrounds[kind.type]:
                    continue
                first, last = sentence.span(*match.span(1))
                chosen.setdefault(kind.type, _Trigger(kind, start + first, start + last, match.group(1), known))
        return sorted(chosen.values(), key=lambda trigger: trigger.start)

    def _event(self, text: AnnotatedText, trigger: _Trigger, start: int, end: int, day: str | None) -> Event:
        """The event that a trigger of the sentence start:end tells."""
        people = self._participants(text, trigger, start, end)
        return self._told(text, trigger.kind.type, (start, end), trigger.start, day, people, f"word: {trigger.text}")

    def _days(self, text: AnnotatedText, sentence: Folded, triggers: Sequence[_Trigger], start: int) -> dict[int, str]:
        """The day or month of each trigger of a sentence, by its place: that of the same clause which stands nearest to it.

        A date before أن is when something was said, one before الذي is not that of what it relates, and one nearer to
        another trigger is that one's.
        """
        future = FUTURE.search(sentence.text) is not None
        found = self.dates.absolute(sentence.text, text.published) + self.dates.relative(sentence.text, text.published, future)
        days: dict[int, tuple[int, str]] = {}
        for each in found:
            at = start + sentence.origin[min(each.start, len(sentence.origin) - 1)]
            owners = [
                trigger
                for trigger in triggers
                if max(self._told_from(text, trigger, start), self._related_from(text, trigger, start)) <= at
            ]
            owner = min(owners, key=lambda trigger: abs(trigger.start - at), default=None)
            if owner is not None and abs(owner.start - at) < days.get(owner.start, (NEAR, ""))[0]:
                days[owner.start] = (abs(owner.start - at), each.iso)
        return {place: iso for place, (_, iso) in days.items()}

    def _participants(self, text: AnnotatedText, trigger: _Trigger, start: int, end: int) -> tuple[Participant, ...]:
        """Who of the sentence takes part in what a trigger tells."""
        kind = trigger.kind
        if kind.whose == "none":
            return ()
        if kind.whose == "subject":
            visitor = self._visitor(text, trigger, end) or self.speakers.subject(text, self._told_from(text, trigger, start), end)
            return (Participant(person=visitor),) if visitor is not None else ()
        mentions = sorted(text.actors(start, end), key=lambda m: abs(m.start - trigger.start))
        people = list(dict.fromkeys(m.person for m in mentions if m.person and abs(m.start - trigger.start) < NEAR))[: kind.actors]
        if people:
            return tuple(Participant(person=p) for p in dict.fromkeys(m.person for m in text.actors(start, end)) if p in people)
        holder = self.speakers.subject(text, start, end)
        if holder is not None:
            return (Participant(person=holder),)
        bodies = list(dict.fromkeys(m.organisation for m in mentions if m.organisation and abs(m.start - trigger.start) < NEAR_BODY))
        return tuple(Participant(organisation=body) for body in bodies[: kind.actors])

    def _told_from(self, text: AnnotatedText, trigger: _Trigger, start: int) -> int:
        """Where the clause begins in which a trigger stands: behind the last أن before it, whose subject is another."""
        return max((word.end for word in text.between(start, trigger.start) if word.text in self.speakers.reporting), default=start)

    @staticmethod
    def _related_from(text: AnnotatedText, trigger: _Trigger, start: int) -> int:
        """Where the relative clause begins in which a trigger stands: نظيره الذي يزور البلاد; else the sentence's beginning."""
        near = text.between(start, trigger.start)[-NEAR_RELATIVE:]
        return max((word.end for word in near if word.text in RELATIVES), default=start)

    def _visitor(self, text: AnnotatedText, trigger: _Trigger, end: int) -> Person | None:
        """The person named right behind a word of visiting (زيارة الرئيس تبون), or before it and الذي (سلال الذي يؤدي زيارة)."""
        before = text.before(trigger.start, 4)
        relative = next((word for word in before if word.text in RELATIVES), None)
        if relative is not None:
            named = [m.person for m in text.actors(text.line_start(trigger.start), relative.start) if m.person is not None]
            return named[-1] if named else None
        if trigger.text.endswith(("ته", "تها")):
            return None
        for word in text.between(trigger.end, min(end, trigger.end + 60))[:6]:
            if re.search(r"[،,:؛\"«]", text.body[trigger.end : word.start]):
                return None
            mention = next(text.actors(word.start, word.end), None)
            if mention is not None and mention.person is not None:
                return mention.person
            if word.text in self.speakers.links:
                return None
        return None

    def _statement(self, text: AnnotatedText, start: int, end: int) -> Event | None:
        """A statement: a verb of speech at the head of a sentence, its subject, and a day before what is said."""
        lead = text.between(start, end)[:30]
        verb = next((at for at, word in enumerate(lead[:4]) if self.speakers.verb(word.text)), None)
        if verb is None:
            return None
        said = next((word.start for word in lead[verb + 1 :] if word.text in self.speakers.reporting or word.text in ("ان", "انه")), end)
        lead_in = fold(text.body[lead[verb].start : said]).text
        subject = next((m for m in text.actors(lead[verb].start, said)), None)
        if subject is None or not (DAY.search(lead_in) or (subject.organisation is not None and ISSUED.search(lead_in))):
            return None
        who = Participant(person=subject.person) if subject.person else Participant(organisation=subject.organisation)
        found = self.dates.absolute(lead_in, text.published) + self.dates.relative(lead_in, text.published)
        day = found[0].iso if found else None
        return self._told(text, "statement", (start, end), lead[verb].start, day, (who,), "verb of speech with its day")

    def _told(
        self,
        text: AnnotatedText,
        type_: str,
        sentence: tuple[int, int],
        at: int,
        day: str | None,
        people: tuple[Participant, ...],
        method: str,
    ) -> Event:
        """An event of a sentence with its clause and its place."""
        first, last = _clause(text.body, *sentence, at)
        place, country = self._place(text.body, first, fold(text.body[first:last]), at) if type_ != "phone-call" else (None, None)
        return Event(
            type=type_,
            date=day,
            place=place,
            country=country,
            evidence=text.body[first:last],
            start=first,
            end=last,
            participants=people,
            method=method,
            confidence=0.7 if people else 0.5,
        )

    def _place(self, body: str, first: int, clause: Folded, at: int) -> tuple[str | None, str | None]:
        """The place behind في, إلى, ب or ل nearest to the trigger, and its country."""
        best: tuple[int, str, str | None] | None = None
        for match in re.finditer(r"(?<![\u0621-\u064a])(?:(?:في|الي) (?:مدينه |العاصمه (?:ال\S+ )?)?|[بل])(?=\S)", clause.text):
            rest = clause.text[match.end() :]
            tokens = list(words(rest[:40]))[:3]
            for size in range(len(tokens), 0, -1):
                if rest[tokens[0].start : tokens[size - 1].end] not in self.places:
                    continue
                start, end = clause.span(match.end() + tokens[0].start, match.end() + tokens[size - 1].end)
                distance = abs(first + start - at)
                if best is None or distance < best[0]:
                    best = (distance, body[first + start : first + end], self.places[rest[tokens[0].start : tokens[size - 1].end]] or None)
                break
        return (best[1], best[2]) if best is not None and best[0] < NEAR_PLACE else (None, None)

    def _add(self, found: list[Event], event: Event, trigger: _Trigger) -> None:
        """Add an event, or fill in the one of its type that it tells once more; leave out what tells too little."""
        earlier = [at for at, other in enumerate(found) if other.type == event.type]
        if trigger.kind.type == "meeting" and trigger.text in map(folded, TALKS):
            earlier += [
                at for at, other in enumerate(found) if other.type == "phone-call" and set(other.participants) & set(event.participants)
            ]
        same = [at for at in earlier if trigger.known or _may_be_one(found[at], event)]
        if same:
            other = found[same[-1]]
            fuller = (
                other.type == event.type
                and len(event.participants) > len(other.participants)
                and not (trigger.known and other.participants)
            )
            more = event if fuller else other
            found[same[-1]] = replace(
                other,
                participants=more.participants,
                date=other.date or (event.date if not trigger.known else None),
                place=other.place or (event.place if not trigger.known else None),
                country=other.country or (event.country if not trigger.known else None),
            )
        elif _tells_enough(event, trigger):
            found.append(event)


def _tells_enough(event: Event, trigger: _Trigger) -> bool:
    """Whether an event is worth a row: two met, somebody did something, a conference has its place, a meeting its day."""
    if event.type == "meeting":
        received = trigger.text.startswith(RECEIVED) and bool(event.participants)
        return received or len(event.participants) >= 2 or event.date is not None
    if event.type == "conference":
        return event.place is not None or event.date is not None
    return bool(event.participants) or (event.type == "agreement" and event.date is not None)


def _may_be_one(one: Event, other: Event) -> bool:
    """Whether two clauses may tell one event: a shared participant (or none told), and no two dates."""
    if one.date is not None and other.date is not None and one.date != other.date:
        return False
    if one.type == "conference":
        return one.place == other.place or other.place is None
    return bool(set(one.participants) & set(other.participants)) or not other.participants


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of the phrases in folded text, whole words, proclitics before them; group 1 is the phrase."""
    forms = "|".join(re.escape(folded(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\u0621-\u064a])[وف]?[بكلس]?({forms})(?![\u0621-\u064a])")


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
