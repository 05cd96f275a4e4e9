"""What an article is about, told by the weighted terms of reference/topics.yml."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import ahocorasick

from pipeline.arabic import fold, folded, words
from pipeline.model import Article, Event, TopicScore
from pipeline.reference import Reference

PREFIX = re.compile("[وف]?(?:لل|[بكل]?ال|[بكل])?")
THRESHOLD = 6.0
SHARE = 0.5
SHOWN = 8
DEALINGS = ("meeting", "phone-call", "visit", "agreement", "press-conference")
OTHER = "other"
BILATERAL = "bilateral-relations"
THRESHOLD_OF_TWO_STATES = 3.0
_LETTER = re.compile("[0-9A-Za-z\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class TopicFinder:
    """Weighs an article's words by topic. Made once from reference/topics.yml."""

    automaton: ahocorasick.Automaton

    @classmethod
    def of(cls, reference: Reference) -> TopicFinder:
        """The finder with the terms of reference/topics.yml in one automaton."""
        owners: dict[str, list[tuple[str, int]]] = defaultdict(list)
        written: dict[str, str] = {}
        for topic in reference.topics:
            for weight, terms in topic.terms.items():
                for term in terms:
                    owners[folded(term)].append((topic.id, weight))
                    written.setdefault(folded(term), term)
        automaton = ahocorasick.Automaton()
        for term, found in owners.items():
            automaton.add_word(term, (term, tuple(found), written[term]))
        automaton.make_automaton()
        return cls(automaton)

    def find(self, article: Article, events: Sequence[Event]) -> tuple[TopicScore, ...]:
        """The topics of an article, the strongest first; `other` where none is strong enough.

        A term counts by its weight times the logarithm of how often it stands, so that one word told over and over does not
        decide alone, and a word that only hints never does; words of the title count double. Where people of two states
        meet, call or sign, fewer words make it a story of the two, and the evidence names them. The score is per 100 words.
        """
        counts: dict[str, float] = defaultdict(float)
        body = fold(article.body).text
        for text, weight in ((body, 1.0), (fold(article.title or "").text, 2.0)):
            for term, found in self._terms(text).items():
                counts[term] += weight * found
        length = sum(1 for _ in words(body))
        scores: dict[str, float] = defaultdict(float)
        reasons: dict[str, list[tuple[float, str]]] = defaultdict(list)
        strongest: dict[str, int] = defaultdict(int)
        for term, count in counts.items():
            _, owners, written = self.automaton.get(term)
            for topic, weight in owners:
                points = weight * math.log2(1 + count)
                scores[topic] += points
                reasons[topic].append((points, written))
                strongest[topic] = max(strongest[topic], weight)
        scale = math.sqrt(200 / max(length, 60))
        best = max(scores.values(), default=0.0)
        told = [topic for topic in scores if len(reasons[topic]) > 1 or strongest[topic] > 1]
        kept = [topic for topic in told if scores[topic] * scale >= THRESHOLD and scores[topic] >= SHARE * best]
        states = _dealing(events)
        if states and BILATERAL not in kept and scores[BILATERAL] * scale >= THRESHOLD_OF_TWO_STATES:
            kept.append(BILATERAL)
        if not kept:
            return (TopicScore(OTHER, 0.0, "no topic's words are strong enough"),)
        ordered = sorted(kept, key=lambda topic: (-scores[topic], topic))
        shown = {topic: "، ".join(_shown(reasons[topic])) for topic in ordered}
        if states and BILATERAL in shown:
            shown[BILATERAL] += f" (حدث يجمع {' و'.join(states)})"
        return tuple(TopicScore(topic, round(scores[topic] * scale, 2), shown[topic]) for topic in ordered)

    def _terms(self, text: str) -> dict[str, int]:
        """How often each term stands in a folded text, the longest first, whole words, proclitics allowed."""
        found: list[tuple[int, int, str]] = []
        for last, (term, _, _) in self.automaton.iter(text):
            start, end = last + 1 - len(term), last + 1
            if end < len(text) and _LETTER.match(text[end]):
                continue
            before = start
            while before and _LETTER.match(text[before - 1]) and start - before < 5:
                before -= 1
            if PREFIX.fullmatch(text[before:start]):
                found.append((start, end, term))
        counts: dict[str, int] = defaultdict(int)
        taken_to = 0
        for start, end, term in sorted(found, key=lambda each: (each[0], -each[1])):
            if start >= taken_to:
                counts[term] += 1
                taken_to = end
        return counts


def _dealing(events: Sequence[Event]) -> list[str]:
    """The codes of the first two states or more whose people deal with one another in an event."""
    for event in events:
        states = {party.person.country if party.person else party.country for party in event.participants} - {None}
        if event.type in DEALINGS and len(states) >= 2:
            return sorted(filter(None, states))
    return []


def _shown(reasons: list[tuple[float, str]]) -> list[str]:
    """The terms that weighed most."""
    return [term for _, term in sorted(reasons, key=lambda each: (-each[0], each[1]))[:SHOWN]]
