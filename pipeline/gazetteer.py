"""All names of reference/ in one automaton, found in folded text at whole words, proclitics outside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from pipeline.arabic import PROCLITIC, folded
from pipeline.reference import Reference

_COMPOUND = re.compile(r"\b(عبد|ابو|ابي|ام)(?: (?=\S)|(?=ال\S{2}))")
_FUSED_SERVANT = re.compile(r"\bعبدال(?=\S{2})")
SHORTEST_GLUED = 4
SHORTEST_FUSED = 9
_LETTERS = frozenset(filter(re.compile("[0-9A-Za-z\u0621-\u064a\u0671-\u06d3]").match, map(chr, range(0x6D4))))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for. `sort` is country-name, nationality, capital, metonym, person, short, organisation, region,
    region-short or place."""

    sort: str
    id: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at start:end of a folded text, with the proclitic letters right before it."""

    start: int
    end: int
    text: str
    proclitic: str
    entries: tuple[Entry, ...]

    def of(self, *sorts: str) -> tuple[Entry, ...]:
        """The entries of those sorts."""
        if len(self.entries) == 1:
            return self.entries if self.entries[0].sort in sorts else ()
        return tuple(entry for entry in self.entries if entry.sort in sorts)


class Gazetteer:
    """Finds every name of reference/ in a folded text. Made once; holds no state of a text."""

    def __init__(self, reference: Reference) -> None:
        entries: dict[str, dict[Entry, None]] = defaultdict(dict)
        for sort, id_, name in _names(reference):
            for key in _keys(name):
                entries[key][Entry(sort, id_)] = None
        self._automaton = ahocorasick.Automaton()
        for key, found in entries.items():
            self._automaton.add_word(key, (len(key), tuple(found)))
        self._automaton.make_automaton()

    def hits(self, text: str) -> list[Hit]:
        """All names in a folded text, overlapping ones too, in the order of their ends.

        A name ends where its word ends, save where links were stripped and it is glued to the next name:
        الاممالمتحده, روسياوالجزاير.
        """
        found: list[Hit] = []
        open_ended: dict[int, list[Hit]] = defaultdict(list)
        for last, (length, entries) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            proclitic = self._proclitic(text, start)
            glued_to = self._glued(open_ended, text, start, length) if proclitic is None else []
            if proclitic is None and not glued_to:
                continue
            hit = Hit(start, end, text[start:end], proclitic or "", entries)
            if end < len(text) and text[end] in _LETTERS:
                if length >= SHORTEST_GLUED and not all(entry.sort == "short" for entry in entries):
                    open_ended[end].append(hit)
                continue
            found += [*glued_to, hit]
        return found

    @staticmethod
    def _proclitic(text: str, start: int) -> str | None:
        """The letters between a word's beginning and `start` where they are a proclitic, or none; None where they are not."""
        if start == 0 or text[start - 1] == " ":
            return ""
        before = start
        while before and text[before - 1] in _LETTERS and start - before < 4:
            before -= 1
        return text[before:start] if PROCLITIC.fullmatch(text[before:start]) else None

    @staticmethod
    def _glued(open_ended: dict[int, list[Hit]], text: str, start: int, length: int) -> list[Hit]:
        """The names that end right before a name at `start`, or before a proclitic of it."""
        if length < SHORTEST_GLUED:
            return []
        return [hit for gap in range(3) for hit in open_ended.get(start - gap, ()) if PROCLITIC.fullmatch(text[start - gap : start])]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that remain when a longer one takes its characters, in the order of the text."""
    longest_first = sorted(hits, key=lambda each: (each.start - each.end, each.start))
    taken = bytearray(max((hit.end for hit in longest_first), default=0))
    kept: list[Hit] = []
    for hit in longest_first:
        if taken.find(1, hit.start, hit.end) < 0:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda each: each.start)


def _names(reference: Reference) -> Iterator[tuple[str, str, str]]:
    """Sort, id and name of everything in reference/ that has a name."""
    for country in reference.countries.values():
        yield from (("country-name", country.code, name) for name in country.names_ar)
        yield from (("nationality", country.code, word) for word in country.nationality_words())
        yield from (("capital", country.code, name) for name in country.capitals_ar)
        yield from (("metonym", country.code, name) for name in country.metonyms)
    for person in reference.people:
        yield from (("person", person.id, name) for name in (person.name_ar, *person.aliases))
        yield from (("short", person.id, name) for name in person.short)
    for body in reference.organisations:
        yield from (("organisation", body.id, name) for name in (body.name_ar, *body.aliases))
    for region in reference.regions:
        yield from (("region", region.id, name) for name in (*region.names, *region.nationality_words()))
        yield from (("region-short", region.id, name) for name in region.short)
    for place in reference.places:
        yield from (("place", place.country, name) for name in (place.name_ar, *place.aliases))


def _keys(name: str) -> Iterator[str]:
    """The folded ways to write a name: عبد الله and عبدالله, and لل for ل + ال.

    >>> list(_keys("عبد الله السراج"))
    ['عبد الله السراج', 'عبدالله السراج', 'عبداللهالسراج']
    >>> list(_keys("الجزائر"))
    ['الجزاير', 'للجزاير']
    """
    key = " ".join(folded(name).split())
    written = [key]
    if _COMPOUND.search(key):
        written += [_COMPOUND.sub(r"\1", key), _FUSED_SERVANT.sub("عبد ال", key)]
    if len(key.replace(" ", "")) >= SHORTEST_FUSED:
        written.append(key.replace(" ", ""))
    written = list(dict.fromkeys(written))
    yield from written
    yield from ("لل" + key[2:] for key in written if key.startswith("ال") and len(key) > 4)
