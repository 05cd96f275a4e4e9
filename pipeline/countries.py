"""Countries named in a text: by name, by nationality word, by their capital, by a seat of power that stands for the state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.arabic import folded, stems
from pipeline.gazetteer import Hit, longest
from pipeline.reference import Context, Reference, folded_set

_WORD_AT_END = re.compile("[0-9A-Za-z\u0620-\u064a\u0671-\u06d3]+$")
KINDS = {"country-name": "name", "nationality": "nationality", "capital": "capital", "metonym": "metonym"}
NO_COUNTRIES = ("place", "region", "region-short")  # a longer one of these takes the name inside it: المغرب in المغرب العربي
# As measured (python -m benchmarks.methods); the labels tell nothing of places and metonyms.
CONFIDENCE = {"name": 0.98, "nationality": 0.98, "capital": 0.95, "place": 0.8, "metonym": 0.9}


@dataclass(frozen=True, slots=True)
class CountryHit:
    """A country at start:end of a folded text: its code, the kind of naming, and what decided."""

    start: int
    end: int
    code: str
    kind: str
    method: str

    @property
    def confidence(self) -> float:
        """How sure this way of finding is, 0 to 1."""
        return CONFIDENCE[self.kind]


@dataclass(frozen=True, slots=True)
class CountryFinder:
    """Sorts out which names of countries in a text mean the country. Made once from reference/."""

    contexts: dict[tuple[str, str], Context]
    place_after: frozenset[str]
    descriptors: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> CountryFinder:
        """The finder with the contexts and place words of reference/ folded."""
        return cls(
            contexts={(folded(context.form), context.country): context for context in reference.contexts},
            place_after=folded_set(reference.capitals.place_after),
            descriptors=folded_set(reference.capitals.descriptors),
        )

    def find(self, text: str, hits: Sequence[Hit], taken: Iterable[tuple[int, int]]) -> list[CountryHit]:
        """The countries among the hits of a folded text, save those inside `taken` spans (people's names)."""
        spans = list(taken)
        named = [hit for hit in hits if hit.of(*KINDS, *NO_COUNTRIES)]
        longer = longest(named)
        told = Counter(entry.id for hit in longer for entry in hit.of("country-name", "nationality") if not self._rival(hit, entry.id))
        found = []
        for hit in [self._without_descriptor(hit, named) for hit in longer]:
            entries = hit.of(*KINDS)
            if not entries or any(start < hit.end and hit.start < end for start, end in spans):
                continue
            before, after = _last_word(text, hit.start - len(hit.proclitic)), _first_word(text, hit.end)
            allowed = [(entry, why) for entry in entries if (why := self._allowed(hit, entry.id, before, after)) is not None]
            if not allowed:
                continue
            entry, why = min(allowed, key=lambda pair: list(KINDS).index(pair[0].sort))
            kind, code = KINDS[entry.sort], entry.id
            rival = self._rival(hit, code)
            if rival is not None and told[rival] > told[code]:
                kind, code, why = "place", rival, f"{rival} named {told[rival]} times, {code} {told[code]}"
            if kind == "capital" and self._is_place(hit, before, text):
                kind, why = "place", f"behind {hit.proclitic or before}"
            found.append(CountryHit(hit.start, hit.end, code, kind, f"reference: {why}" if why else "reference"))
        return found

    def _without_descriptor(self, hit: Hit, hits: Sequence[Hit]) -> Hit:
        """The name behind what kind of state it is: تركيا in جمهورية تركيا, السعودية in المملكة السعودية."""
        descriptor, _, rest = hit.text.partition(" ")
        if descriptor not in self.descriptors or not rest or (descriptor.startswith("ال") and " " in rest):
            return hit
        codes = {entry.id for entry in hit.of(*KINDS)}
        start = hit.start + len(descriptor) + 1
        inner = [
            other for other in hits if other.start == start and other.end <= hit.end and codes & {entry.id for entry in other.of(*KINDS)}
        ]
        return max(inner, key=lambda other: other.end, default=hit)

    def _rival(self, hit: Hit, code: str) -> str | None:
        """The other state that has a city of this name: عمان is Oman's or Jordan's, طرابلس Libya's or Lebanon's."""
        context = self.contexts.get((_without_lam(hit.text), code))
        return None if context is None else context.yields_to

    def _allowed(self, hit: Hit, code: str, before: str, after: str) -> str | None:
        """The reason why a form that has a context counts here, empty where it has none; None where it does not count."""
        context = self.contexts.get((_without_lam(hit.text), code))
        if context is None:
            return ""
        if after in map(folded, context.not_before) or before in map(folded, context.not_after):
            return None
        if context.only_after is None:
            return f"though {context.why}"
        if f"{hit.proclitic}-" in context.only_after:
            return f"behind {hit.proclitic}-"
        return f"behind {before}" if before in map(folded, context.only_after) else None

    def _is_place(self, hit: Hit, before: str, text: str) -> bool:
        """Whether a capital is a mere place: behind ب or a word of place, or العاصمة with its adjective."""
        if hit.proclitic.endswith("ب") or any(stem in self.place_after for stem in stems(before)):
            return True
        earlier = text[: hit.start].split()[-2:-1]
        return earlier in (["العاصمه"], ["بالعاصمه"], ["والعاصمه"])


def _without_lam(form: str) -> str:
    """للجزائر as الجزائر, so that both find one context."""
    return "ال" + form[2:] if form.startswith("لل") else form


def _last_word(text: str, end: int) -> str:
    """The word right before `end`, with only a space between; empty where there is none."""
    before = text[max(0, end - 40) : end]
    if not before.endswith(" "):
        return ""
    found = _WORD_AT_END.search(before, 0, len(before) - 1)
    return found.group() if found else ""


def _first_word(text: str, start: int) -> str:
    """The word right behind `start`, with only a space between; empty where there is none."""
    after = text[start : start + 40]
    return after[1:].split(" ")[0].strip('،.,؛:"»') if after.startswith(" ") else ""
