"""Where it was: the known place that a clause names nearest to what tells an event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.annotated import AnnotatedText
from pipeline.arabic import fold, folded, words
from pipeline.reference import Reference

NEAR = 90
LONGEST_PLACE = 40
WORDS_OF_A_PLACE = 3
_LETTER = "[\u0621-\u064a]"
_INTO = re.compile(
    rf"(?<!{_LETTER})(?:(?:في|الي|موتمر|قمه|اجتماع|منتدي|زار|زارت|س?[يت]زور|زياره|زيارتها?) (?:مدينه |العاصمه (?:ال\S+ )?)?|[بل])(?=\S)"
)


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds the places of events. Made once from reference/; `places` are folded names with their country."""

    places: Mapping[str, str]

    @classmethod
    def of(cls, reference: Reference) -> PlaceFinder:
        """The finder with the towns, capitals and countries of reference/."""
        places = {folded(name): place.country for place in reference.places for name in (place.name_ar, *place.aliases)}
        capitals = {folded(name): state.code for state in reference.countries.values() for name in state.capitals_ar + state.names_ar}
        return cls(places | capitals)

    def nearest(self, text: AnnotatedText, clause: tuple[int, int], at: int) -> tuple[str | None, str | None]:
        """The place of the clause start:end nearest to what stands `at`, and its country; a place in a body's name is none."""
        first, last = clause
        part = fold(text.body[first:last])
        best: tuple[int, int, int, str | None] | None = None
        for place_start, place_end in self.led_in(part.text):
            start, end = (first + place for place in part.span(place_start, place_end))
            distance = abs(start - at)
            if distance < (NEAR if best is None else best[0]) and not text.is_in_a_name(start):
                best = (distance, start, end, self.places[part.text[place_start:place_end]] or None)
        return (text.body[best[1] : best[2]], best[3]) if best is not None else (None, None)

    def gone_to(self, text: AnnotatedText, clause: tuple[int, int], at: int) -> tuple[str | None, str | None]:
        """The nearest place, or, where no preposition leads one in, the state named behind a word of visiting: زار فلان مصر."""
        place = self.nearest(text, clause, at)
        if place[0] is not None:
            return place
        behind = [mention for mention in text.states(at, min(clause[1], at + NEAR)) if mention.kind != "nationality"]
        return (behind[0].surface, behind[0].country) if behind else (None, None)

    def led_in(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Start and end of the known places behind في, إلى, ب or ل in a folded text, the longest name of each.

        >>> finder, text = PlaceFinder({"القاهره": "EG", "بني سويف": "EG"}), folded("وصل إلى القاهرة ثم سافر لبني سويف")
        >>> [text[start:end] for start, end in finder.led_in(text)]
        ['القاهره', 'بني سويف']
        """
        for match in _INTO.finditer(sentence):
            rest = sentence[match.end() : match.end() + LONGEST_PLACE]
            tokens = list(words(rest))[:WORDS_OF_A_PLACE]
            for size in range(len(tokens), 0, -1):
                if rest[tokens[0].start : tokens[size - 1].end] in self.places:
                    yield match.end() + tokens[0].start, match.end() + tokens[size - 1].end
                    break
