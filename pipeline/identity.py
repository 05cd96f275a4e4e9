"""Findings -> the same findings with one person for all spellings of a name, and why each spelling was joined.

A person of reference/, or the spelling named most often, stands for the rest. A surname alone joins nobody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.arabic import folded, spelling
from pipeline.lexicon import skeleton
from pipeline.model import Event, Findings, Mention, Names, Person, Quote, Role
from pipeline.reference import KnownPerson, Reference

SPELT_ALIKE = "given name and surname are spelt alike"
SAME_OFFICE = "same office and country, surname spelt alike"
TOLD = "same_as in people.yml"
COUNTRY_FROM_OFFICE = "office given in an article"

Parts = tuple[str, ...]
Office = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """Whom a found person turned out to be, and why."""

    person: Person
    why: str


@dataclass(slots=True)
class _Named:
    """What the articles say of a person met in a text."""

    person: Person
    parts: Parts
    mentions: int
    offices: set[Office]
    nations: Counter[str]


@dataclass(frozen=True, slots=True)
class Identifier:
    """Tells which names are one person's. Made once from reference/."""

    known: Mapping[str, KnownPerson]
    told: Mapping[str, str]
    never: Mapping[str, frozenset[str]]
    by_name: Mapping[tuple[str, str], tuple[tuple[Parts, str], ...]]
    arabic: frozenset[str]
    alike: Mapping[str, str]

    @classmethod
    def of(cls, reference: Reference) -> Identifier:
        """The identifier with the names of reference/ folded."""
        alike = {folded(name): folded(group.names[0]) for group in reference.same_names for name in group.names}
        by_name: dict[tuple[str, str], list[tuple[Parts, str]]] = defaultdict(list)
        for entry in reference.people:
            for name in (entry.name_ar, *entry.aliases):
                parts = _parts(name)
                if len(parts) > 1:
                    by_name[_key(parts, alike)].append((parts, entry.id))
        return cls(
            known={entry.id: entry for entry in reference.people},
            told={spelling(name): entry.id for entry in reference.people for name in entry.same_as},
            never={entry.id: frozenset(map(spelling, (entry.name_ar, *entry.aliases, *entry.never_same_as))) for entry in reference.people},
            by_name={key: tuple(names) for key, names in by_name.items()},
            arabic=frozenset(folded(name.name) for name in reference.given_names if name.origin == "arabic"),
            alike=alike,
        )

    def identify(self, findings: Sequence[Findings]) -> tuple[list[Findings], dict[tuple[str, str], str]]:
        """The findings with persons joined, and for each (person id, spelling) that needed joining the reason."""
        named = _named(findings)
        joined = self._joined(named)
        nations = _nations(named, joined)
        final = {id_: _with_country(joined[id_].person if id_ in joined else each.person, nations) for id_, each in named.items()}
        why: dict[tuple[str, str], str] = {}
        for found in findings:
            for mention in found.names.mentions:
                if mention.person is not None and mention.person.id in joined:
                    why[final[mention.person.id].id, " ".join(mention.surface.split())] = joined[mention.person.id].why
        return [_replaced(found, final) for found in findings], why

    def _joined(self, named: Mapping[str, _Named]) -> dict[str, Joined]:
        """Whom each found person turned out to be; those who are only themselves are left out."""
        reasons: dict[str, str] = {}
        leaders = {id_: id_ for id_ in named}

        def leader(id_: str) -> str:
            while leaders[id_] != id_:
                id_ = leaders[id_]
            return id_

        for one, other, why in self._pairs(named):
            first, second = sorted((leader(one), leader(other)), key=lambda id_: (-named[id_].mentions, id_))
            if first != second:
                leaders[second] = first
                reasons.setdefault(second, why)
        clusters: dict[str, list[str]] = defaultdict(list)
        for id_ in named:
            clusters[leader(id_)].append(id_)
        joined: dict[str, Joined] = {}
        for lead, members in clusters.items():
            known = self._known(lead, members, named)
            target = known.person if known else named[lead].person
            for id_ in members:
                if known is not None:
                    joined[id_] = Joined(target, known.why)
                elif id_ != lead:
                    joined[id_] = Joined(target, reasons[id_])
        return joined

    def _known(self, lead: str, members: Sequence[str], named: Mapping[str, _Named]) -> Joined | None:
        """The one person of reference/ whose name the members bear, where no state and no never_same_as says otherwise."""
        for id_ in members:
            told = self.told.get(spelling(named[id_].person.name_ar))
            if told is not None:
                return Joined(self.known[told].person, TOLD)
        each = named[lead]
        candidates = {id_ for parts, id_ in self.by_name.get(_key(each.parts, self.alike), ()) if self._same_name(each.parts, parts)}
        # A known name to the letter that the finder left a stranger's is one: it had its reasons.
        candidates = {id_ for id_ in candidates if spelling(each.person.name_ar) not in self.never[id_]}
        if len(candidates) != 1:
            return None
        entry = self.known[candidates.pop()]
        states = {entry.country, *(office.country for office in entry.offices)}
        nations = {nation for id_ in members for nation in named[id_].nations}
        if nations and not nations & states:
            return None
        return Joined(entry.person, SPELT_ALIKE)

    def _pairs(self, named: Mapping[str, _Named]) -> Iterator[tuple[str, str, str]]:
        """Pairs of found persons who are one, with the reason."""
        by_key: dict[tuple[str, str], list[str]] = defaultdict(list)
        by_office: dict[tuple[Office, str], list[str]] = defaultdict(list)
        for id_ in sorted(named):
            parts = named[id_].parts
            if len(parts) < 2:
                continue
            by_key[_key(parts, self.alike)].append(id_)
            for office in named[id_].offices:
                by_office[office, _sound(parts[-1])].append(id_)
        for ids in by_key.values():
            for one, other in _all_pairs(ids):
                states = named[one].nations, named[other].nations
                if self._same_name(named[one].parts, named[other].parts) and (not all(states) or states[0].keys() & states[1].keys()):
                    yield one, other, SPELT_ALIKE
        for ids in by_office.values():
            for one, other in _all_pairs(ids):
                if self._may_be_one(named[one].parts, named[other].parts):
                    yield one, other, SAME_OFFICE

    def _same_name(self, one: Parts, other: Parts) -> bool:
        """Whether two names have as many parts, each spelt alike.

        >>> from pipeline import reference
        >>> identifier = Identifier.of(reference.load())
        >>> identifier._same_name(("سيرغي", "غوتيريش"), ("سيرجي", "جوتيريس"))
        True
        >>> identifier._same_name(("محمد", "حسن"), ("محمد", "حسين"))
        False
        """
        return len(one) == len(other) > 1 and all(map(self._same_part, one, other))

    def _same_part(self, one: str, other: str) -> bool:
        """Whether two parts of names are spellings of one: alike in sound, and no two names that Arabic keeps apart."""
        if self.alike.get(one, one) == self.alike.get(other, other):
            return True
        if one in self.arabic and other in self.arabic:
            return False
        sound = _sound(one)
        if len(sound) < 2 or sound != _sound(other):
            return False
        return len(sound) > 2 or _written(one).replace("ا", "") == _written(other).replace("ا", "")  # بارك جين is not بارك جون

    def _may_be_one(self, one: Parts, other: Parts) -> bool:
        """Whether two holders of one office may be one: surnames alike, given names alike, or one of two told at more length."""
        short, long = sorted((one, other), key=len)
        if not self._same_part(short[-1], long[-1]):
            return False
        return self._same_part(short[0], long[0]) or (len(short) == len(long) == 2 and _sound(short[0])[:2] == _sound(long[0])[:2])


def _parts(name: str) -> Parts:
    """The parts of a folded name; عبد and أبو belong to what follows, بن and the like to nobody."""
    parts: list[str] = []
    words = folded(name).split()
    for at, word in enumerate(words):
        if at and words[at - 1] in ("عبد", "ابو", "ابي", "ام", "ال"):
            parts[-1] += word
        elif word not in ("بن", "ابن", "بنت"):
            parts.append(word)
    return tuple(parts)


def _written(part: str) -> str:
    """A part with تش read as ج (تشاووش, جاويش) and no letter twice in a row."""
    return re.sub(r"(.)\1+", r"\1", part.replace("تش", "ج"))


def _sound(part: str) -> str:
    """What is left of a part when its vowels are gone."""
    return skeleton(_written(part))


def _key(parts: Parts, alike: Mapping[str, str]) -> tuple[str, str]:
    """What spellings of one name share for certain: the sounds of its first and last part."""
    return _sound(alike.get(parts[0], parts[0])), _sound(parts[-1])


def _all_pairs(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((one, other) for at, one in enumerate(ids) for other in ids[at + 1 :])


def _named(findings: Iterable[Findings]) -> dict[str, _Named]:
    """The persons met in texts, with what the articles say of them."""
    named: dict[str, _Named] = {}
    for found in findings:
        for mention in found.names.mentions:
            if mention.person is not None and not mention.person.known:
                person = mention.person
                named.setdefault(person.id, _Named(person, _parts(person.name_ar), 0, set(), Counter())).mentions += 1
        for role in found.names.roles:
            each = named.get(role.person.id)
            if each is not None and role.nation is not None:
                each.nations[role.nation] += 1
                each.offices.add((folded(role.role).split()[0].removeprefix("ال"), role.nation))
    return named


def _nations(named: Mapping[str, _Named], joined: Mapping[str, Joined]) -> dict[str, str]:
    """The country of each found person, by the id that stands for them: the one that their offices name most often."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for id_, each in named.items():
        counted[joined[id_].person.id if id_ in joined else id_] += each.nations
    return {id_: min(nations, key=lambda code: (-nations[code], code)) for id_, nations in counted.items() if nations}


def _with_country(person: Person, nations: Mapping[str, str]) -> Person:
    """A found person with the country that articles give them."""
    if person.known or person.id not in nations:
        return person
    return replace(person, country=nations[person.id], country_from=COUNTRY_FROM_OFFICE)


def _replaced(found: Findings, final: Mapping[str, Person]) -> Findings:
    """Findings with each person replaced by the one who stands for them."""

    def of(person: Person | None) -> Person | None:
        return None if person is None else final.get(person.id, person)

    def mention(each: Mention) -> Mention:
        return replace(each, person=of(each.person))

    def role(each: Role) -> Role:
        return replace(each, person=final.get(each.person.id, each.person))

    def quote(each: Quote) -> Quote:
        return replace(each, speaker_person=of(each.speaker_person))

    def event(each: Event) -> Event:
        told = (replace(who, person=of(who.person)) for who in each.participants)
        return replace(each, participants=tuple(dict.fromkeys(told)))

    return replace(
        found,
        names=Names(tuple(map(mention, found.names.mentions)), tuple(map(role, found.names.roles))),
        quotes=tuple(map(quote, found.quotes)),
        events=tuple(map(event, found.events)),
    )
