"""Article -> Names: the countries, people and organisations mentioned in it, each with its place in the text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.arabic import Folded, fold, folded, spelling, words
from pipeline.countries import CountryFinder, CountryHit
from pipeline.gazetteer import Gazetteer, longest
from pipeline.latin import Latin
from pipeline.model import Article, Mention, Names, Organisation, Person, Role
from pipeline.organisations import OrganisationFinder, OrganisationHit
from pipeline.people import PersonFinder
from pipeline.persons import People, PersonHit
from pipeline.reference import Reference
from pipeline.regions import find_regions

# Words before the state to which one is sent, or with which one deals: سفير لدى ليبيا, مبعوث إلى ليبيا.
ABROAD = frozenset(map(folded, ("إلى", "لدى", "في", "بشأن", "حول", "مع", "عن", "ملف", "شؤون", "من", "على", "أزمة", "لشؤون")))
# A letter for a letter, for ids alone: they are addresses, not names to read.
_LATIN = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويء",
        [
            "a",
            "b",
            "t",
            "th",
            "j",
            "h",
            "kh",
            "d",
            "dh",
            "r",
            "z",
            "s",
            "sh",
            "s",
            "d",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "q",
            "k",
            "l",
            "m",
            "n",
            "h",
            "w",
            "y",
            "a",
        ],
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds all names of an article. Made once from reference/."""

    gazetteer: Gazetteer
    countries: CountryFinder
    organisations: OrganisationFinder
    people: PersonFinder
    known_people: Mapping[str, Person]
    known_organisations: Mapping[str, Organisation]
    states: Mapping[str, frozenset[str | None]]
    latin: Latin

    @classmethod
    def of(cls, reference: Reference) -> NameFinder:
        """The finder with all names of reference/ in one automaton."""
        return cls(
            gazetteer=Gazetteer(reference),
            countries=CountryFinder.of(reference),
            organisations=OrganisationFinder.of(reference),
            people=PersonFinder.of(reference),
            known_people={entry.id: entry.person for entry in reference.people},
            known_organisations={entry.id: entry.organisation for entry in reference.organisations},
            states={entry.id: frozenset({entry.country, *(office.country for office in entry.offices)}) for entry in reference.people},
            latin=Latin.of(reference),
        )

    def find(self, article: Article) -> Names:
        """The mentions of an article in the order of its text, and the roles that it gives to people."""
        text = fold(article.body)
        tokens = list(words(text.text))
        hits = self.gazetteer.hits(text.text)
        bodies = [(hit.start, hit.end) for hit in longest(hit for hit in hits if hit.of("organisation"))]
        named = self.people.find(text, tokens, hits, bodies)
        spans = [(hit.start, hit.end) for hit in named.found]
        organisations = self.organisations.find(text.text, tokens, hits, named)
        countries = self.countries.find(text.text, hits, spans)
        regions = find_regions(hits, [*spans, *((hit.start, hit.end) for hit in organisations)])
        people = self._without_namesakes(text, named, countries)
        persons = self._persons(text, people)
        mentions = [
            *(_mention(text, hit.start, hit.end, "person", hit.method, hit.confidence, person=persons[hit]) for hit in people),
            *(self._organisation_mention(text, hit) for hit in organisations),
            *(_mention(text, hit.start, hit.end, hit.kind, hit.method, hit.confidence, country=hit.code) for hit in countries),
            *(_mention(text, hit.start, hit.end, "region", hit.method, hit.confidence, region=hit.id) for hit in regions),
        ]
        by_start = {hit.start: persons[hit] for hit in people}
        given = tuple(
            Role(
                person=by_start[role.person_start],
                role=re.sub(r"\s+", " ", _surface(text, role.start, role.end)).strip(" ،,؛-–"),
                country=next((hit.code for hit in countries if role.start <= hit.start and hit.end <= role.end), None),
                organisation=next(
                    (self._organisation(text, hit) for hit in organisations if role.start <= hit.start and hit.end <= role.end), None
                ),
                start=text.span(role.start, role.end)[0],
                end=text.span(role.start, role.end)[1],
                method=role.method,
                confidence=role.confidence,
                nation=_nation(text.text, role.start, role.end, countries),
            )
            for role in named.roles
            if role.person_start in by_start
        )
        return Names(tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.kind))), given)

    def _without_namesakes(self, text: Folded, named: People, countries: Sequence[CountryHit]) -> tuple[PersonHit, ...]:
        """The people, those of reference/ taken for strangers whom the text makes nationals of another state.

        عضو البرلمان الإندونيسي محمد نجيب is not Egypt's president of that name.
        """
        strangers: dict[str, str] = {}
        by_start = {hit.start: hit for hit in named.found}
        for role in named.roles:
            hit = by_start.get(role.person_start)
            if hit is None or hit.method != "reference" or hit.id is None or role.method != "before the name":
                continue
            nation = next(
                (c.code for c in countries if c.kind == "nationality" and role.start <= c.start and 0 <= role.end - c.end <= 1), None
            )
            if nation is not None and nation not in self.states[hit.id]:
                strangers[hit.id] = text.text[hit.start : hit.end]
        return tuple(replace(hit, id=None, name=strangers[hit.id]) if hit.id in strangers else hit for hit in named.found)

    def _persons(self, text: Folded, hits: Sequence[PersonHit]) -> dict[PersonHit, Person]:
        """Whom each hit means: the known person, or one for every name, a shorter form of a name joined to the longer.

        A name is shown as the text first writes it.
        """
        written: dict[str, str] = {}
        for hit in hits:
            if hit.id is None and text.text[hit.start : hit.end] == hit.name:
                written.setdefault(hit.name, re.sub(r"[\s#]+", " ", _surface(text, hit.start, hit.end)).strip())
        longer = {
            name: max((other for other in written if _is_form_of(name, other)), key=lambda other: (len(other), other), default=name)
            for name in written
        }
        found = {name: found_person(written[longest], self.latin) for name, longest in longer.items()}
        return {hit: self.known_people[hit.id] if hit.id else found[hit.name] for hit in hits}

    def _organisation_mention(self, text: Folded, hit: OrganisationHit) -> Mention:
        return _mention(text, hit.start, hit.end, "organisation", hit.method, hit.confidence, organisation=self._organisation(text, hit))

    def _organisation(self, text: Folded, hit: OrganisationHit) -> Organisation:
        """The body that a hit means: the known one, or one that its name makes."""
        if hit.id is not None:
            return self.known_organisations[hit.id]
        name = re.sub(r"\s+", " ", _surface(text, hit.start, hit.end))
        if hit.name and name.startswith("لل"):
            name = ("ا" + name) if hit.name.startswith("الل") else ("ال" + name[2:])
        return Organisation(slug(name), name, None, hit.kind, None, known=False)


def _nation(text: str, start: int, end: int, countries: Sequence[CountryHit]) -> str | None:
    """The state that the holder of the office at start:end serves: a nationality, or a name that the office governs."""
    for hit in countries:
        if start <= hit.start and hit.end <= end and hit.kind in ("nationality", "name", "capital"):
            before = text[start : hit.start].split()
            served = text[hit.start - 1] == " " and bool(before) and before[-1] not in ABROAD
            return hit.code if hit.kind == "nationality" or served else None
    return None


def _surface(text: Folded, start: int, end: int) -> str:
    first, last = text.span(start, end)
    return text.original[first:last]


def _mention(
    text: Folded,
    start: int,
    end: int,
    kind: str,
    method: str,
    confidence: float,
    *,
    person: Person | None = None,
    country: str | None = None,
    organisation: Organisation | None = None,
    region: str | None = None,
) -> Mention:
    """A hit in folded text as a mention of the original."""
    first, last = text.span(start, end)
    return Mention(first, last, text.original[first:last], kind, method, confidence, person, country, organisation, region)


def _is_form_of(name: str, other: str) -> bool:
    """Whether `other` is the same name told at more length: it begins with it, or has its first and last word.

    >>> _is_form_of("محمد بن نايف", "محمد بن نايف بن عبدالعزيز")
    True
    """
    short, long = name.split(), other.split()
    return len(long) >= len(short) >= 2 and (long[: len(short)] == short or (long[0], long[-1]) == (short[0], short[-1]))


def found_person(name: str, latin: Latin) -> Person:
    """A person met in a text by that name, with the name in Latin letters."""
    name_en, made_by = latin.write(name)
    return Person(slug(name), name, name_en, None, known=False, name_en_from=made_by)


def slug(name: str) -> str:
    """An id for a name: its letters in Latin, and four digits of its spelling's SHA-256 that keep two names apart.

    >>> slug("خالد مجاهد") == slug("خالد  مجاهد")
    True
    """
    latin = "-".join("".join(_LATIN.get(letter, "") for letter in word.text) for word in words(folded(name)))
    return f"{latin.strip('-')}-{hashlib.sha256(spelling(name).encode()).hexdigest()[:4]}"
