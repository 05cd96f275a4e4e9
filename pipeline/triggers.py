"""Which words of a sentence tell events: those of reference/events.yml, with what must, or must not, stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.arabic import Folded, folded
from pipeline.places import PlaceFinder
from pipeline.reference import EventType, Reference, folded_set

LONGEST_WORD = 30
_LETTER = "[\u0621-\u064a]"
_TALKS = ("محادثات", "محادثاته", "محادثاتها", "مباحثات", "مباحثاته", "بحث", "بحثت", "يبحث", "بحثا", "ناقش", "مشاورات")
TALKS = frozenset(map(folded, _TALKS))


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words at start:end of a body that tell an event of a type, folded; `known` where they speak of one told before."""

    kind: EventType
    start: int
    end: int
    text: str
    known: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of reference/events.yml that tell a type of event; `known` where they speak of one told before."""

    kind: EventType
    pattern: re.Pattern[str]
    known: bool = False
    guard: re.Pattern[str] | None = None
    place: bool = False
    within: int = 0


@dataclass(frozen=True, slots=True)
class TriggerFinder:
    """Finds triggers. Made once from reference/events.yml."""

    telling: tuple[_Words, ...]
    backgrounds: Mapping[str, frozenset[str]]
    denials: Mapping[str, re.Pattern[str]]
    places: PlaceFinder

    @classmethod
    def of(cls, reference: Reference) -> TriggerFinder:
        """The finder with the words of reference/events.yml folded."""
        return cls(
            telling=tuple(each for kind in reference.events for each in _words_of(kind)),
            backgrounds={kind.type: folded_set(kind.background) for kind in reference.events},
            denials={kind.type: _pattern(kind.denied) for kind in reference.events if kind.denied},
            places=PlaceFinder.of(reference),
        )

    def find(self, sentence: Folded, start: int) -> list[Trigger]:
        """The triggers of the sentence that begins at `start`, one a type, each word used once."""
        taken: list[tuple[int, int]] = []
        chosen: dict[str, Trigger] = {}
        denied = {type_ for type_, pattern in self.denials.items() if pattern.search(sentence.text)}
        for telling in self.telling:
            type_ = telling.kind.type
            for match in telling.pattern.finditer(sentence.text):
                if any(s < match.end() and match.start() < e for s, e in taken):
                    continue
                stands_to = self._stands_to(telling, sentence.text, match.end())
                if stands_to is None:
                    continue
                taken.append((match.start(), stands_to))
                before = sentence.text[max(0, match.start() - LONGEST_WORD) : match.start()].split()[-1:]
                if type_ in denied or (before and before[0].removeprefix("و") in self.backgrounds[type_]):
                    continue
                first, last = sentence.span(*match.span(1))
                chosen.setdefault(type_, Trigger(telling.kind, start + first, start + last, match[1], telling.known))
        if "phone-call" in chosen and "meeting" in chosen and chosen["meeting"].text in TALKS:
            del chosen["meeting"]
        return sorted(chosen.values(), key=lambda trigger: trigger.start)

    def _stands_to(self, telling: _Words, sentence: str, end: int) -> int | None:
        """Where the words that end at `end` of a folded sentence end with what guards them; None where that does not stand there."""
        behind = sentence[end : end + telling.within]
        if telling.place:
            return end if next(self.places.led_in(behind), None) is not None else None
        if telling.guard is None:
            return end
        guard = telling.guard.search(behind)
        return end + guard.end() if guard is not None else None


def _words_of(kind: EventType) -> Iterator[_Words]:
    """The words that tell events of a type: the guarded ones, which are the surest, those of events not told before, the rest."""
    for guarded in kind.guarded:
        guard = _pattern(guarded.by) if guarded.by else None
        yield _Words(kind, _pattern(guarded.words), guard=guard, place=guarded.place, within=guarded.within)
    if kind.new:
        yield _Words(kind, _pattern(kind.new))
    if kind.same:
        yield _Words(kind, _pattern(kind.same), known=True)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of the phrases in folded text, whole words, proclitics before them; group 1 is the phrase."""
    forms = "|".join(re.escape(folded(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!{_LETTER})[وف]?[بكلس]?({forms})(?!{_LETTER})")
