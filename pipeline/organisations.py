"""Bodies named in a text: those of reference/, and those that a head word and what follows it tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.arabic import Word, folded, stems
from pipeline.gazetteer import Entry, Hit, longest
from pipeline.reference import OrganisationHead, Reference, folded_set

LONGEST_NAME = 9
_QUOTED = re.compile(r' ?["«“‹]\s?([^"»”›\n]{2,40}?)\s?["»”›]')
CONFIDENCE = {"reference": 0.97, "head": 0.7}


@dataclass(frozen=True, slots=True)
class OrganisationHit:
    """A body at start:end of a folded text: an id of reference/ or None, its kind, how it was found.

    `name` is its name where the text fuses it with a proclitic: اللجنة العليا for للجنة العليا.
    """

    start: int
    end: int
    id: str | None
    kind: str
    method: str
    name: str = ""

    @property
    def confidence(self) -> float:
        """How sure this way of finding is, 0 to 1."""
        return CONFIDENCE[self.method.split(":")[0]]


@dataclass(frozen=True, slots=True)
class OrganisationFinder:
    """Finds bodies in folded text. Made once from reference/."""

    heads: dict[str, OrganisationHead]
    ends: frozenset[str]
    common: frozenset[str]
    kinds: dict[str, str]
    speech: frozenset[str]
    leads: frozenset[str]
    titles: frozenset[str]
    links: frozenset[str]
    ministry: str

    @classmethod
    def of(cls, reference: Reference) -> OrganisationFinder:
        """The finder with the head words of reference/ folded."""
        heads = folded_set(head.word for head in reference.organisation_heads)
        return cls(
            titles=folded_set(reference.titles.honorifics + reference.titles.ranks),
            ministry=folded("وزارة"),
            links=folded_set(reference.words.links),
            leads=heads | folded_set(reference.titles.offices + reference.words.complements_of),
            heads={folded(head.word): head for head in reference.organisation_heads},
            ends=reference.organisation_ends,
            common=reference.common_words,
            kinds={body.id: body.kind for body in reference.organisations},
            speech=folded_set(form for verb in reference.speech_verbs for form in verb.forms),
        )

    def find(self, text: str, tokens: Sequence[Word], hits: Sequence[Hit], people: Sequence[tuple[int, int]]) -> list[OrganisationHit]:
        """The bodies of a folded text: known names, and head words with what belongs to them."""
        known = [hit for hit in longest(hit for hit in hits if hit.of("organisation")) if not self._is_complement(text, hit)]
        nationalities = {hit.start for hit in hits if hit.of("nationality")}
        proper = {hit.start for hit in hits if hit.of("country-name", "capital", "place")}
        built = self._built(text, tokens, known, nationalities, proper, people)
        found: list[OrganisationHit] = []
        for hit in known:
            if not any(other.start <= hit.start and hit.end < other.end and hit.start == other.start for other in built):
                entry: Entry = hit.of("organisation")[0]
                found.append(OrganisationHit(hit.start, hit.end, entry.id, self.kinds[entry.id], "reference"))
        for other in built:
            if not any(hit.start < other.end and other.start < hit.end for hit in found):
                found.append(other)
        return sorted(found, key=lambda each: each.start)

    def _is_complement(self, text: str, hit: Hit) -> bool:
        """Whether a ministry's short name belongs to its minister: وزير الخارجية الروسية."""
        if (
            self.kinds[hit.of("organisation")[0].id] != "ministry"
            or self._head(hit.text.split()[0])[0] is None
            or hit.text.startswith(self.ministry)
        ):
            return False
        before = text[max(0, hit.start - 30) : hit.start].rsplit(" ", 2)
        return len(before) == 3 and not before[2] and self._leads(before[1])

    def _built(
        self,
        text: str,
        tokens: Sequence[Word],
        known: Sequence[Hit],
        nationalities: set[int],
        proper: set[int],
        people: Sequence[tuple[int, int]],
    ) -> list[OrganisationHit]:
        """Bodies told by a head word: وزارة الموارد المائية, اللجنة الدستورية السورية, شركة ميدكو."""
        known_starts = {hit.start: hit.end for hit in known}
        persons = [start for start, _ in people]
        found, at = [], 0
        while at < len(tokens):
            token = tokens[at]
            head, bare, offset = self._head(token.text)
            if head is None:
                at += 1
                continue
            definite = bare.startswith("ال")
            if (
                head.kind == "ministry"
                and head.nationality
                and at
                and text[tokens[at - 1].end : token.start] == " "
                and self._leads(tokens[at - 1].text)
            ):
                at += 1
                continue
            quoted = _QUOTED.match(text, token.end) if head.named else None
            if quoted is not None:
                found.append(OrganisationHit(quoted.start(1), quoted.end(1), None, head.kind, f"head: {head.word}"))
                at += 1
                continue
            stop = at + 1
            while stop < len(tokens) and stop - at < LONGEST_NAME:
                gap = text[tokens[stop - 1].end : tokens[stop].start]
                if (
                    gap.strip(' "«»“”')
                    or "\n" in gap
                    or (gap.strip() and head.kind not in ("media", "military", "party", "armed-group", "company"))
                ):
                    break
                if tokens[stop].start in persons or not self._belongs(
                    tokens, at, stop, head, definite, nationalities, proper, known_starts
                ):
                    break
                stop += 1
            if stop > at + 1 and tokens[stop - 1].text in ("و",):
                stop -= 1
            rest = [word.text for word in tokens[at + 1 : stop]]
            if self._complete(head, definite, rest, tokens[at + 1 : stop], nationalities):
                start, end = token.start + offset, tokens[stop - 1].end
                name = bare + text[token.end : end] if text[start : token.end] != bare else ""
                found.append(OrganisationHit(start, end, None, head.kind, f"head: {head.word}", name))
                at = stop
            else:
                at += 1
        return found

    def _leads(self, word: str) -> bool:
        """Whether a word makes what follows its complement, so that no body begins there: وزير الخارجية, السياسة الخارجية."""
        return any(stem.removeprefix("ال") in self.leads for stem in stems(word))

    def _head(self, word: str) -> tuple[OrganisationHead | None, str, int]:
        """The head that a word is, its form without proclitics, and how many letters those have."""
        for stem in stems(word):
            bare = stem.removeprefix("ال")
            if bare in self.heads and (stem == word or word.endswith(stem) or word.startswith(("لل", "ولل"))):
                if word.startswith(("لل", "ولل", "فلل")):
                    return self.heads[bare], "ال" + bare, word.index("لل")
                if word.endswith(stem):
                    return self.heads[bare], stem, len(word) - len(stem)
                return self.heads[bare], stem, 1 if word.startswith("و") else 0
        return None, word, 0

    def _belongs(
        self,
        tokens: Sequence[Word],
        at: int,
        stop: int,
        head: OrganisationHead,
        definite: bool,
        nationalities: set[int],
        proper: set[int],
        known: dict[int, int],
    ) -> bool:
        """Whether the word at `stop` still belongs to the name that begins at `at`."""
        word = tokens[stop].text
        first = stop == at + 1
        if first and word in map(folded, head.not_with):
            return False
        if not first and tokens[stop - 1].start in proper and tokens[stop].start not in nationalities:
            return False
        if word in ("رفيع", "رفيعه", "عالي", "عاليه") and stop + 1 < len(tokens) and tokens[stop + 1].text == "المستوي":
            return not first
        if (
            word in self.ends
            or word.removeprefix("و") in self.ends
            or word.removeprefix("ال") in self.titles
            or word in self.links
            or word in self.speech
            or word.isdigit()
        ):
            return False
        if tokens[stop].start in nationalities:
            return word.startswith(("ال", "وال")) or not definite
        joined = word.startswith(("وال", "ولل"))
        if joined:
            inner = word[1:]
            if first or tokens[stop].start + 1 in known or self._head(inner)[0] is not None:
                return False
            return not definite or tokens[stop - 1].text.startswith(("لل", "ال"))
        other = self._head(word)[0]
        if other is not None and not other.nationality and not first:
            return False
        if word.startswith(("ال", "لل")) and len(word) > 3:
            return True
        if definite or not first:
            return False
        if tokens[stop].start in proper:
            return True
        return (head.named and word not in self.common and len(word) > 2) or (
            not head.named and stop + 1 < len(tokens) and self._heads_complement(tokens, stop)
        )

    def _heads_complement(self, tokens: Sequence[Word], stop: int) -> bool:
        """Whether an indefinite word leads on to a definite one: مجلس إدارة الشركة, وزارة شؤون المرأة."""
        return (
            tokens[stop + 1].text.startswith("ال")
            and tokens[stop + 1].start - tokens[stop].end == 1
            and tokens[stop].text not in self.links
        )

    @staticmethod
    def _complete(head: OrganisationHead, definite: bool, rest: Sequence[str], words: Sequence[Word], nationalities: set[int]) -> bool:
        """Whether head and rest name one body and not just any: وزارة needs a complement, اللجنة an adjective."""
        if not rest:
            return False
        national = [word.start in nationalities for word in words]
        if head.nationality:
            feminine = head.word.endswith("ة")
            return any(told and word.text.endswith("ه") == feminine for told, word in zip(national[:2], words[:2], strict=True)) or (
                head.kind == "military" and any(national[:2])
            )
        if definite:
            return len(rest) >= 2 or (national[0] and head.kind in ("government", "military", "parliament", "party"))
        return True
