"""Bodies named in a text: those of reference/, and those that a head word and what follows it tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.arabic import Word, folded, is_made_from, stems
from pipeline.gazetteer import Entry, Hit, longest
from pipeline.persons import People
from pipeline.reference import OrganisationHead, Reference, folded_set

LONGEST_NAME = 9
CALLED_BY_NAME = frozenset({"media", "ngo"})  # صحيفة «الأهرام», جمعية «بيت الندى»: the name in the marks is the whole name
DESCRIBING = ("يه", "ها", "هم", "هما")  # شركة وهمية, تنظيم دخولها: any company, the organising of something
MOST_INDEFINITE = 2
PUBLIC = ("العامه", "العام", "الوطنيه", "الوطني")
QUOTABLE = ("media", "military", "party", "armed-group", "company")
STATE_BODIES = ("government", "military", "parliament", "party")
_IN_MARKS = re.compile('["«“‹] ?([^"«»“”‹›\\n]{3,30}?) ?["»”›]')
_QUOTED = re.compile(r' ?["«“‹]\s?([^"»”›\n]{2,40}?)\s?["»”›]')
CONFIDENCE = {"reference": 0.95, "head": 0.85, "outlet in quotation marks": 0.9}  # as measured (python -m benchmarks.methods)


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
class _Around:
    """A folded text with its words, and where in it names of other kinds begin; `namesakes` are numbers of words."""

    text: str
    tokens: Sequence[Word]
    nationalities: frozenset[int]
    proper: frozenset[int]
    known: frozenset[int]
    people: frozenset[int]
    namesakes: frozenset[int]

    def joined(self, at: int) -> bool:
        """Whether only a space parts the word at `at` from the one before it."""
        return at > 0 and self.text[self.tokens[at - 1].end : self.tokens[at].start] == " "


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
    institutional: frozenset[str]
    purposes: frozenset[str]
    outlets: frozenset[str]
    ministry: str
    judged: dict[str, tuple[OrganisationHead | None, str, int]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, reference: Reference) -> OrganisationFinder:
        """The finder with the head words of reference/ folded."""
        heads = folded_set(head.word for head in reference.organisation_heads)
        return cls(
            titles=folded_set(reference.titles.honorifics + reference.titles.ranks),
            ministry=folded("وزارة"),
            links=folded_set(reference.words.links),
            institutional=folded_set(reference.words.institutional),
            purposes=folded_set(reference.words.purposes),
            outlets=folded_set(name for outlet in reference.outlets for name in (outlet.name_ar, *outlet.names)),
            leads=heads | folded_set(reference.titles.offices + reference.words.complements_of),
            heads={folded(head.word): head for head in reference.organisation_heads},
            ends=reference.organisation_ends,
            common=reference.common_words,
            kinds={body.id: body.kind for body in reference.organisations},
            speech=folded_set(form for verb in reference.speech_verbs for form in verb.forms),
        )

    def find(self, text: str, tokens: Sequence[Word], hits: Sequence[Hit], named: People) -> list[OrganisationHit]:
        """The bodies of a folded text: known names, and head words with what belongs to them."""
        known = [hit for hit in longest(hit for hit in hits if hit.of("organisation")) if not self._is_complement(text, hit)]
        around = _Around(
            text=text,
            tokens=tokens,
            nationalities=frozenset(hit.start for hit in hits if hit.of("nationality")),
            proper=frozenset(hit.start for hit in hits if hit.of("country-name", "capital", "place")),
            known=frozenset(hit.start for hit in known),
            people=frozenset(hit.start for hit in named.found),
            namesakes=named.namesakes,
        )
        built = self._built(around) + self._quoted_outlets(text)
        found: list[OrganisationHit] = []
        for hit in known:
            if not any(hit.end < other.end and hit.start == other.start for other in built):
                entry: Entry = hit.of("organisation")[0]
                found.append(OrganisationHit(hit.start, hit.end, entry.id, self.kinds[entry.id], "reference"))
        for other in built:
            if not any(hit.start < other.end and other.start < hit.end for hit in found):
                found.append(other)
        return sorted(found, key=lambda each: each.start)

    def _quoted_outlets(self, text: str) -> list[OrganisationHit]:
        """Outlets named by nothing but their name in quotation marks: قال لـ«الأهرام»."""
        return [
            OrganisationHit(match.start(1), match.end(1), None, "media", "outlet in quotation marks")
            for match in _IN_MARKS.finditer(text)
            if match[1] in self.outlets
        ]

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

    def _built(self, around: _Around) -> list[OrganisationHit]:
        """Bodies told by a head word: وزارة الموارد المائية, اللجنة الدستورية السورية, شركة ميدكو."""
        text, tokens = around.text, around.tokens
        found: list[OrganisationHit] = []
        reached = 0
        for at, token in enumerate(tokens):
            head, bare, offset = self._head(token.text)
            if head is None or at < reached:
                continue
            if head.kind == "ministry" and head.nationality and around.joined(at) and self._leads(tokens[at - 1].text):
                continue
            quoted = _QUOTED.match(text, token.end) if head.named else None
            if quoted is not None:
                alone = head.kind in CALLED_BY_NAME
                begin = quoted.start(1) if alone else token.start + offset
                finish = quoted.end(1) if alone else quoted.end()
                found.append(OrganisationHit(begin, finish, None, head.kind, f"head: {head.word}"))
                continue
            stop = self._stop(around, at, head, bare.startswith("ال"))
            if self._complete(around, head, bare.startswith("ال"), at + 1, stop):
                start, end = token.start + offset, tokens[stop - 1].end
                name = bare + text[token.end : end] if text[start : token.end] != bare else ""
                found.append(OrganisationHit(start, end, None, head.kind, f"head: {head.word}", name))
                reached = stop
        return found

    def _stop(self, around: _Around, at: int, head: OrganisationHead, definite: bool) -> int:
        """The word behind the last that belongs to the name whose head stands at `at`."""
        stop = at + 1
        while stop < len(around.tokens) and stop - at < LONGEST_NAME:
            gap = around.text[around.tokens[stop - 1].end : around.tokens[stop].start]
            if gap.strip(' "«»“”') or "\n" in gap or (gap.strip() and head.kind not in QUOTABLE):
                break
            if around.tokens[stop].start in around.people or not self._belongs(around, at, stop, head, definite):
                break
            stop += 1
        return stop

    def _leads(self, word: str) -> bool:
        """Whether a word makes what follows its complement, so that no body begins there: وزير الخارجية, السياسة الخارجية."""
        return any(stem.removeprefix("ال") in self.leads for stem in stems(word))

    def _head(self, word: str) -> tuple[OrganisationHead | None, str, int]:
        """The head that a word is, its form without proclitics, and how many letters those have."""
        if word not in self.judged:
            self.judged[word] = self._judge(word)
        return self.judged[word]

    def _judge(self, word: str) -> tuple[OrganisationHead | None, str, int]:
        """The answer of `_head`, not asked before."""
        for stem in stems(word):
            bare = stem.removeprefix("ال")
            if bare in self.heads and (stem == word or word.endswith(stem) or word.startswith(("لل", "ولل"))):
                if word.startswith(("لل", "ولل", "فلل")):
                    return self.heads[bare], "ال" + bare, word.index("لل")
                if word.endswith(stem):
                    return self.heads[bare], stem, len(word) - len(stem)
                return self.heads[bare], stem, 1 if word.startswith("و") else 0
        return None, word, 0

    def _belongs(self, around: _Around, at: int, stop: int, head: OrganisationHead, definite: bool) -> bool:
        """Whether the word at `stop` still belongs to the name whose head stands at `at`."""
        tokens, word = around.tokens, around.tokens[stop].text
        first = stop == at + 1
        if first and word in map(folded, head.not_with):
            return False
        if stop in around.namesakes or (first and head.named and word.removeprefix("ال") in self.titles and stop + 1 in around.namesakes):
            return True
        if not first and tokens[stop - 1].start in around.proper and tokens[stop].start not in around.nationalities:
            return False
        if word in ("رفيع", "رفيعه", "عالي", "عاليه") and stop + 1 < len(tokens) and tokens[stop + 1].text == "المستوي":
            return not first
        if self._ends(word, first=first):
            return False
        if tokens[stop].start in around.nationalities:
            return word.startswith(("ال", "وال")) or not definite
        if word.startswith(("وال", "ولل")):
            return self._goes_on_with(around, at, stop, definite)
        if not first and word.startswith("ل") and word[1:] in self.purposes and self._leads_on(around, stop):
            return True
        other = self._head(word)[0]
        if other is not None and not other.nationality and not first:
            return False
        if word.startswith(("ال", "لل")) and len(word) > 3:
            return True
        if definite:
            public = tokens[stop - 1].text in PUBLIC and not first
            return public and word.startswith("ل") and len(word) > 4 and self._leads_on(around, stop)
        if tokens[stop].start in around.proper:
            return first or not tokens[stop - 1].text.startswith("ال")
        if first and head.named and word not in self.common and len(word) > 2:
            return True
        return not tokens[stop - 1].text.startswith("ال") and stop - at <= MOST_INDEFINITE and self._leads_on(around, stop)

    def _ends(self, word: str, *, first: bool) -> bool:
        """Whether a name ends before a word."""
        if word.removeprefix("و") in self.ends:
            return not (first and word == "الدول")
        return word.removeprefix("ال") in self.titles or word in self.links or word in self.speech or word.isdigit()

    def _goes_on_with(self, around: _Around, at: int, stop: int, definite: bool) -> bool:
        """Whether و and a definite word go on with a name (الصحة والسكان) and begin no other."""
        if stop == at + 1 or around.tokens[stop].start + 1 in around.known or self._head(around.tokens[stop].text[1:])[0] is not None:
            return False
        return not definite or around.tokens[stop - 1].text.startswith(("لل", "ال"))

    def _leads_on(self, around: _Around, stop: int) -> bool:
        """Whether an indefinite word leads on to what makes it definite: مجلس إدارة الشركة, مؤسسة كهرباء لبنان."""
        if stop + 1 >= len(around.tokens) or not around.joined(stop + 1) or around.tokens[stop].text in self.links:
            return False
        following = around.tokens[stop + 1]
        if following.text.startswith("ال") or following.start in around.proper:
            return self._head(following.text)[0] is None and not self._ends(following.text, first=False)
        if stop + 2 >= len(around.tokens) or not around.joined(stop + 2) or following.text.startswith("ل"):
            return False
        return around.tokens[stop + 2].text.startswith("ال")

    def _complete(self, around: _Around, head: OrganisationHead, definite: bool, first: int, stop: int) -> bool:
        """Whether head and rest name one body and not just any: وزارة needs a complement, اللجنة two adjectives."""
        rest = around.tokens[first:stop]
        if not rest:
            return False
        national = [word.start in around.nationalities for word in rest]
        institutional = definite and rest[0].text in self.institutional
        if head.nationality:
            feminine = head.word.endswith("ة")
            agrees = any(told and word.text.endswith("ه") == feminine for told, word in zip(national[:2], rest[:2], strict=True))
            return agrees or institutional or (head.kind == "military" and any(national[:2]))
        if definite:
            return len(rest) >= 2 or institutional or (national[0] and head.kind in STATE_BODIES)
        last = rest[-1]
        own, borne = last.text.startswith("ال") or last.start in around.proper, stop - 1 in around.namesakes
        if len(rest) == 1 and not own and (national[0] or is_made_from(last.text, DESCRIBING, self.common)):
            return borne
        return own or borne or head.named or national[-1] or last.text.startswith(("لل", "وال"))
