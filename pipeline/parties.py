"""AnnotatedText -> who takes part in what a clause tells: those it names, those it only points at, those who go on from before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.annotated import AnnotatedText
from pipeline.arabic import Word, stems
from pipeline.model import Mention, Organisation, Participant, Person
from pipeline.reference import Reference, folded_set
from pipeline.speakers import SpeakerFinder

Whose = Literal["parties", "visitor", "holders", "attenders", "doers", "none"]
NEAR = 130
SIDE_BY_SIDE = 6
NEAR_RELATIVE = 3
VISITOR_WORDS = 8
RIGHT_AT = 4
COUNTERPART_REACH = 40
DOER_REACH = 12
EARLIER_SENTENCES = 3
_LETTER = "[\u0621-\u064a]"
_RIGHT_BEFORE = re.compile(r"[\s،,]*(?:قد |كان |كانت )?[سو]?")
_CLAUSE_MARK = re.compile(r"[،,:؛\"«]")


@dataclass(frozen=True, slots=True)
class Clause:
    """The clause start:end of a body in which the words at:until tell something; its sentence is first:last."""

    first: int
    start: int
    at: int
    until: int
    end: int
    last: int


@dataclass(frozen=True, slots=True)
class PartyFinder:
    """Settles who takes part. Made once from reference/parties.yml and what tells speakers."""

    speakers: SpeakerFinder
    relatives: frozenset[str]
    counterparts: frozenset[str]
    matters: frozenset[str]
    attending: frozenset[str]
    doing: frozenset[str]
    delegations: frozenset[str]
    heading: frozenset[str]
    skipped: frozenset[str]
    receiving: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> PartyFinder:
        """The finder with the words of reference/ folded."""
        lists = reference.parties
        return cls(
            speakers=SpeakerFinder.of(reference),
            relatives=folded_set(lists.relatives),
            counterparts=folded_set(lists.counterparts),
            matters=folded_set(lists.matters),
            attending=folded_set(lists.attending),
            doing=folded_set(lists.doing),
            delegations=folded_set(lists.delegations),
            heading=folded_set(lists.heading),
            skipped=folded_set(lists.skipped),
            receiving=folded_set(lists.receiving),
        )

    def clause(self, text: AnnotatedText, sentence: tuple[int, int], at: int, until: int) -> Clause:
        """The clause of a sentence around the words at:until.

        It begins behind the last أن or the relative right before them, and ends before what the event was about (حول),
        before a verb of speech, and before the next أن or relative.
        """
        first, last = sentence
        start = max(self._told_from(text, first, at), self._related_from(text, first, at))
        end = next((word.start for word in text.between(until, last) if self._ends_clause(word)), last)
        speech = text.speech_from(until)
        return Clause(first, start, at, until, min(end, last if speech is None else speech), last)

    def means_both(self, text: AnnotatedText, clause: Clause) -> bool:
        """Whether the subject of a clause is الجانبان, الوزيران: two told of before."""
        return any(word.text in self.speakers.many for word in text.between(clause.at, clause.end)[:3])

    def _told_from(self, text: AnnotatedText, first: int, at: int) -> int:
        """Where the clause begins that is told with the last أن before `at`: its subject is another than the speaker."""
        return max((word.end for word in text.between(first, at) if word.text.removeprefix("و") in self.speakers.reporting), default=first)

    def _related_from(self, text: AnnotatedText, first: int, at: int) -> int:
        """Where the relative clause begins in which `at` stands: نظيره الذي يزور البلاد; else the sentence's beginning."""
        near = text.between(first, at)[-NEAR_RELATIVE:]
        return max((word.end for word in near if word.text in self.relatives), default=first)

    def _ends_clause(self, word: Word) -> bool:
        """Whether what follows a clause begins with this word."""
        stem = word.text.removeprefix("و")
        return (
            word.text in self.speakers.reporting
            or word.text in self.relatives
            or stem in self.matters
            or self.speakers.verb(word.text) is not None
        )

    def find(self, text: AnnotatedText, clause: Clause, whose: Whose, most: int) -> tuple[Participant, ...]:
        """Who takes part in what a clause tells, at the most so many, in the order of the text."""
        match whose:
            case "parties":
                return self._parties(text, clause, most)
            case "holders":
                return self._holders(text, clause, most)
            case "visitor":
                return self._visitor(text, clause)
            case "attenders":
                return self._attenders(text, clause, most)
            case "doers":
                return self._led_in(text, clause, self.doing, clause.end, most)
            case "none":
                return ()

    def _parties(self, text: AnnotatedText, clause: Clause, most: int) -> tuple[Participant, ...]:
        """Those who meet, talk or sign: the people of the clause, or its bodies; a counterpart without a name, and the subject before."""
        found = self._between(text, clause, most) or self._nearest(text, clause, most)
        people = [each for each in found if each.person is not None]
        if len(people) < 2 and (other := self._counterpart(text, clause, people)) is not None:
            found.append(Participant(person=other))
        if len(found) == 1 and (subject := self._going_on(text, clause, found)) is not None:
            found.insert(0, Participant(person=subject))
        return tuple(found) or self._states(text, clause)

    def _between(self, text: AnnotatedText, clause: Clause, most: int) -> list[Participant]:
        """Those whom بين behind the words of an event leads in, two at the least, and who attended: شهد فلان توقيع عقد بين ..."""
        for word in text.between(clause.until, min(clause.end, clause.until + NEAR)):
            if word.text == "بين":
                named = [_participant(m) for m in text.principals(word.end, min(clause.end, word.end + NEAR))]
                attended = self._led_in(text, clause, self.attending, clause.at, most) if len(named) >= 2 else ()
                return list(dict.fromkeys((*attended, *named)))[:most] if len(named) >= 2 else []
        return []

    def _holders(self, text: AnnotatedText, clause: Clause, most: int) -> tuple[Participant, ...]:
        """Those who hold a press conference: the people of the clause, or its subject, or the nearest body."""
        found = self._nearest(text, clause, most)
        if any(each.person is not None for each in found):
            return tuple(found)
        subject = self._going_on(text, clause, [])
        return (Participant(person=subject),) if subject is not None else tuple(found)

    def _nearest(self, text: AnnotatedText, clause: Clause, most: int) -> list[Participant]:
        """The people of a clause nearest to its event, or, where it has none, the bodies."""
        actors = [m for m in text.principals(clause.start, clause.end) if abs(m.start - clause.at) < NEAR and self._may_act(text, m)]
        actors.sort(key=lambda m: abs(m.start - clause.at))
        people = list(dict.fromkeys(m.person for m in actors if m.person is not None))[:most]
        if people:
            doer = self._doer(text, clause)
            order = dict.fromkeys(m.person for m in text.principals(clause.start, clause.end) if m.person in people)
            return [Participant(organisation=doer)] * (doer is not None) + [Participant(person=person) for person in order]
        bodies = list(dict.fromkeys(m.organisation for m in actors if m.organisation is not None))[:most]
        return [Participant(organisation=body) for body in bodies]

    @staticmethod
    def _doer(text: AnnotatedText, clause: Clause) -> Organisation | None:
        """The body that stands right behind the words of an event as its subject: وقعت وزارة الصحة ..."""
        for mention in text.principals(clause.until, min(clause.end, clause.until + DOER_REACH)):
            return mention.organisation if governing(text, mention) == "" else None
        return None

    def _may_act(self, text: AnnotatedText, mention: Mention) -> bool:
        """Whether a person or body may take part: not the matter talked of (عن، حول), nor where it was (في), nor who told it."""
        governor = governing(text, mention)
        if mention.organisation is not None:
            return mention.organisation.kind != "media" and governor in ("", "مع", "بين", "من", "ل", "ب")
        return governor not in ("عن", "حول", "بشان", "ضد", "منذ", "خلفا", "باسم", "لصالح")

    def _counterpart(self, text: AnnotatedText, clause: Clause, people: Sequence[Participant]) -> Person | None:
        """Whom a bare نظيره الروسي means: the holder of an office of that state named nearest."""
        for word in text.between(clause.start, clause.end):
            if not any(stem in self.counterparts for stem in stems(word.text)):
                continue
            states = text.countries(word.end, min(clause.end, word.end + COUNTERPART_REACH))[:1]
            known = [person for person in text.holders(word.start) if states and text.offices[person][1] == states[0]]
            others = [person for person in known if Participant(person=person) not in people]
            if others:
                return others[0]
        return None

    def _going_on(self, text: AnnotatedText, clause: Clause, found: Sequence[Participant]) -> Person | None:
        """The subject that a clause without one takes: of its own sentence, or of those right before it in the text."""
        own = self.speakers.subject(text, clause.first, clause.at)
        if own is not None and Participant(person=own) not in found:
            return own
        before = bisect_right(text.sentences, (clause.first, -1))
        for start, end in reversed(text.sentences[max(0, before - EARLIER_SENTENCES) : before]):
            subject = self.speakers.subject(text, start, end)
            if subject is not None:
                return subject if Participant(person=subject) not in found else None
        return None

    def _visitor(self, text: AnnotatedText, clause: Clause) -> tuple[Participant, ...]:
        """Who travels: named before the word and الذي, right before it, right behind it (زيارة الرئيس تبون), or whom the clause is about.

        The guest of somebody who receives is the one named last: استقبل فلان نظيره فلانا في مستهل زيارة.
        """
        related = [word for word in text.before(clause.at, NEAR_RELATIVE + 1) if word.text in self.relatives]
        if related:
            named = [m for m in text.principals(text.line_start(clause.at), related[0].start) if m.person is not None]
            return (_participant(named[-1]),) if named else ()
        told = self._right_before(text, clause) or self._right_behind(text, clause) or self._guest(text, clause)
        if told is not None:
            return (_participant(told),)
        if self._has_strange_subject(text, clause):
            holder = self.speakers.subject(text, clause.until, clause.end)
            return (Participant(person=holder),) if holder is not None else ()
        subject = self.speakers.subject(text, clause.start, clause.at) or self._going_on(text, clause, [])
        return (Participant(person=subject),) if subject is not None else ()

    @staticmethod
    def _right_before(text: AnnotatedText, clause: Clause) -> Mention | None:
        """The person or body named right before the words of an event as their subject: فلان، زار; وكان فلان قد زار."""
        for mention in text.principals(max(clause.start, clause.at - NEAR), clause.at):
            begins = mention.person is not None or mention.start - clause.start <= RIGHT_AT
            if begins and _RIGHT_BEFORE.fullmatch(text.body[mention.end : clause.at]) and governing(text, mention) == "":
                return mention
        return None

    def _right_behind(self, text: AnnotatedText, clause: Clause) -> Mention | None:
        """The person or body named behind the words of an event, or who heads the delegation named there."""
        if text.body[clause.at : clause.until].endswith(("ته", "تها")):
            return None
        behind = text.between(clause.until, min(clause.end, clause.until + NEAR))
        if behind and behind[0].text in self.delegations:
            heads = [word.end for word in behind if word.text in self.heading]
            return next((m for m in text.principals(heads[0], clause.end) if m.person is not None), None) if heads else None
        if behind and behind[0].text == "الي":
            named = text.principals(clause.until, min(clause.end, clause.until + NEAR))
            return next((m for m in named if m.person is not None and governing(text, m) == ""), None)
        for word in [word for word in behind if word.text not in self.skipped][:VISITOR_WORDS]:
            mention = next(iter(text.principals(word.start, word.end)), None)
            phrase = word.start if mention is None else text.phrase_start(mention)
            if _CLAUSE_MARK.search(text.body[clause.until : phrase]) and mention is not None:
                return None
            if mention is not None and (mention.person is not None or governing(text, mention) == "من"):
                return mention
            if word.text in self.speakers.links and word.text != "من":
                return None
        return None

    def _guest(self, text: AnnotatedText, clause: Clause) -> Mention | None:
        """The person named last before the words of an event, behind a verb of receiving."""
        received = [word.end for word in text.between(clause.first, clause.at) if word.text.removeprefix("و") in self.receiving]
        named = [m for m in text.principals(received[-1], clause.at) if m.person is not None] if received else []
        return named[-1] if named else None

    def _has_strange_subject(self, text: AnnotatedText, clause: Clause) -> bool:
        """Whether the subject behind the words of an event is somebody not named: يزور وفد طهران, زيارة الوزيرين."""
        behind = text.between(clause.until, clause.end)[:1]
        return any(word.text in self.delegations or word.text.removeprefix("ال") in self.speakers.offices for word in behind)

    def _attenders(self, text: AnnotatedText, clause: Clause, most: int) -> tuple[Participant, ...]:
        """Who attends: led in by بمشاركة فلان or الذي شارك فيه فلان, or whose going there is told: يتوجه فلان للمشاركة في مؤتمر."""
        going = [word for word in text.between(max(clause.first, clause.at - NEAR), clause.at) if self._is_one_of(word, self.attending)]
        found = self._led_in(text, clause, self.attending, self._attended_to(text, clause), most)
        if not found and going:
            told = Clause(clause.first, clause.start, going[-1].start, going[-1].end, clause.end, clause.last)
            return self._visitor(text, told)
        return found

    def _attended_to(self, text: AnnotatedText, clause: Clause) -> int:
        """Where the words about a conference end: before the next أن or verb of speech, at the most so far off."""
        behind = text.between(clause.until, min(clause.last, clause.until + NEAR))
        ends = (w.start for w in behind if w.text in self.speakers.reporting or self.speakers.verb(w.text) is not None)
        return next(ends, min(clause.last, clause.until + NEAR))

    def _led_in(self, text: AnnotatedText, clause: Clause, words: frozenset[str], end: int, most: int) -> tuple[Participant, ...]:
        """Those whom a word before `end` leads in that says how they take part: بمشاركة فلان, شارك فيه فلان; شنته قوات كذا."""
        found: list[Participant] = []
        for word in text.between(clause.first, end):
            if self._is_one_of(word, words):
                behind = text.principals(word.end, min(clause.last, word.end + NEAR))
                found += [_participant(m) for m in behind if self._may_act(text, m)]
        return tuple(dict.fromkeys(found))[:most]

    @staticmethod
    def _is_one_of(word: Word, words: frozenset[str]) -> bool:
        """Whether a word, its proclitics taken off, is one of a list."""
        return any(stem in words for stem in stems(word.text))

    @staticmethod
    def _states(text: AnnotatedText, clause: Clause) -> tuple[Participant, ...]:
        """Two states that a clause without people or bodies names side by side: بين الجزائر وروسيا, الجزائرية - الروسية."""
        named = text.states(max(clause.start, clause.at - NEAR // 2), min(clause.end, clause.until + NEAR // 2))
        pair = next((pair for pair in pairwise(named) if pair[1].start - pair[0].end <= SIDE_BY_SIDE), None)
        if pair is None or pair[0].country == pair[1].country or governing(text, pair[0]) not in ("", "بين"):
            return ()
        return tuple(Participant(country=each.country) for each in pair)


def governing(text: AnnotatedText, mention: Mention) -> str:
    """The preposition, folded, that stands before a mention and the office that leads it in; "" where none does."""
    start = text.phrase_start(mention)
    letter = text.body[start - 1 : start]
    if letter in ("ل", "ب"):
        return letter
    before = text.before(start, 1)
    return before[0].text.removeprefix("و") if before and before[0].text.removeprefix("و") in _GOVERNING else ""


_GOVERNING = frozenset(["عن", "على", "علي", "حول", "بشان", "ضد", "منذ", "في", "الي", "من", "مع", "بين", "خلال", "لدي", "باسم", "خلفا"])


def _participant(mention: Mention) -> Participant:
    """A mention as one who takes part."""
    return Participant(person=mention.person) if mention.person is not None else Participant(organisation=mention.organisation)
