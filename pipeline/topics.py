"""What an article is about, told by the weighted terms of reference/topics.yml."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass

import ahocorasick

from pipeline.arabic import fold, folded, words
from pipeline.model import Article, Names, TopicScore
from pipeline.reference import Reference

PREFIX = re.compile("[وف]?(?:لل|[بكل]?ال|[بكل])?")
THRESHOLD = 5.0
SHARE = 0.45
SHOWN = 8
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
        for topic in reference.topics:
            for weight, terms in topic.terms.items():
                for term in terms:
                    owners[folded(term)].append((topic.id, weight))
        automaton = ahocorasick.Automaton()
        for term, found in owners.items():
            automaton.add_word(term, (term, tuple(found)))
        automaton.make_automaton()
        return cls(automaton)

    def find(self, article: Article, names: Names) -> tuple[TopicScore, ...]:
        """The topics of an article, the strongest first; `other` where none is strong enough.

        A term counts by its weight times the logarithm of how often it stands, so that one word told over and
        over does not decide alone; words of the title count double. Where the article gives offices to people of two
        states, fewer words make it a story of the two. The score is per 100 words of text.
        """
        counts: dict[str, float] = defaultdict(float)
        body = fold(article.body).text
        for text, weight in ((body, 1.0), (fold(article.title or "").text, 2.0)):
            for term, found in self._terms(text).items():
                counts[term] += weight * found
        length = sum(1 for _ in words(body))
        scores: dict[str, float] = defaultdict(float)
        reasons: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for term, count in counts.items():
            for topic, weight in self.automaton.get(term)[1]:
                points = weight * math.log2(1 + count)
                scores[topic] += points
                reasons[topic].append((points, term))
        scale = math.sqrt(200 / max(length, 60))
        best = max(scores.values(), default=0.0)
        kept = [topic for topic, score in scores.items() if score * scale >= THRESHOLD and score >= SHARE * best]
        states = {role.country or role.person.country for role in names.roles} - {None}
        if len(states) >= 2 and BILATERAL not in kept and scores[BILATERAL] * scale >= THRESHOLD_OF_TWO_STATES:
            kept.append(BILATERAL)
        if not kept:
            return (TopicScore(OTHER, 0.0, "no topic's words are strong enough"),)
        ordered = sorted(kept, key=lambda topic: (-scores[topic], topic))
        return tuple(TopicScore(topic, round(scores[topic] * scale, 2), "، ".join(_shown(reasons[topic]))) for topic in ordered)

    def _terms(self, text: str) -> dict[str, int]:
        """How often each term stands in a folded text, the longest first, whole words, proclitics allowed."""
        found: list[tuple[int, int, str]] = []
        for last, (term, _) in self.automaton.iter(text):
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


def _shown(reasons: list[tuple[float, str]]) -> list[str]:
    """The terms that weighed most."""
    return [term for _, term in sorted(reasons, key=lambda each: (-each[0], each[1]))[:SHOWN]]
