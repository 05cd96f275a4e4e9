"""What a question typed into the search box asks for: names that the register knows, and words.

Names come first, the longest: `وزير الخارجية لافروف` asks for two words and for one man. A name that nobody bears as it is
written, and a word that no text holds, is heard: whoever sounds like it is taken (`Lavroff`, `لافرووف`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from datasette.database import Database

from pipeline.arabic import comparable, folded, stems, words
from pipeline.known_as import sound
from plugins.show.registers import SUBJECTS, has, rows
from plugins.show.spelling import ARABIC, ARTICLE, PHRASE_OR_REST, any_of, forms

LONGEST_NAME = 6
SHORTEST_SOUND = 3
ALIKE = 0.6
KINDS = {of.column: table for table, of in SUBJECTS.items()}
NOT_ASKED_FOR = ("topic_id", "other")

Thing = tuple[str, str]  # a column of known_as, and the id in it


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a question asks for: the words as typed, folded; who or what they name; whether they only sound like that."""

    typed: str
    phrases: tuple[str, ...]
    things: frozenset[Thing] = frozenset()
    heard: bool = False

    @property
    def fts(self) -> str:
        """The words as an FTS5 query."""
        return any_of(list(self.phrases))

    def also_called(self, names: Iterable[str]) -> Part:
        """The same, and in a text also by other names."""
        phrases = [phrase for name in names for phrase in _phrases(name.split())]
        return replace(self, phrases=tuple(dict.fromkeys([*self.phrases, *phrases])))

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words in a folded text."""
        longest_first = sorted(self.phrases, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(each) for each in longest_first)})(?!\w)", re.IGNORECASE)


async def understand(database: Database, question: str) -> list[Part]:
    """The parts of a question, in its order. A phrase in quotation marks is taken as it stands."""
    parts: list[Part] = []
    for phrase, rest in PHRASE_OR_REST.findall(re.sub("[“”«»„]", '"', question.replace("\0", " "))):
        if comparable(phrase):
            parts.append(Part(comparable(phrase), (folded(phrase),)))
        typed = [word.text for word in words(folded(rest))]
        parts += await _parts(database, typed)
    return parts


async def _parts(database: Database, typed: list[str]) -> list[Part]:
    """Names, the longest first, and what is left as words."""
    ends = {at: range(at + 1, min(len(typed), at + LONGEST_NAME) + 1) for at in range(len(typed))}
    asked = {(at, end): list(_as_a_name(typed[at:end])) for at in ends for end in ends[at]}
    known = await _known(database, {name for names in asked.values() for name in names})
    parts: list[Part] = []
    at = 0
    while at < len(typed):
        named = ((end, _all(known, asked[at, end])) for end in reversed(ends[at]))
        end, things = next(((end, things) for end, things in named if things), (at + 1, frozenset[Thing]()))
        parts.append(Part(comparable(" ".join(typed[at:end])), tuple(_phrases(typed[at:end])), things))
        at = end
    heard = await _heard(database, parts)
    return [part.also_called(await _called(database, part.things)) for part in heard]


async def _called(database: Database, things: Iterable[Thing]) -> list[str]:
    """The Arabic names of some things by which a text names nothing else: of people whole names, of the rest all of reference/."""
    names: list[str] = []
    for kind, id_ in sorted(things):
        if kind != "topic_id":
            sql = f"select asked from known_as where {kind} = ? and source = 'reference' order by asked"  # noqa: S608
            called = [row["asked"] for row in await rows(database, sql, [id_]) if ARABIC.match(row["asked"])]
            names += [name for name in called if kind != "person_id" or " " in name]
    return names


def _as_a_name(typed: list[str]) -> Iterator[str]:
    """How a name may stand in known_as: as typed, without what leans on its first word, with the article and without."""
    rest = [comparable(word) for word in typed[1:]]
    for stem in stems(typed[0]) if ARABIC.match(typed[0]) else (typed[0],):
        yield " ".join([comparable(stem), *rest])
        if ARABIC.match(stem) and not stem.startswith(ARTICLE):
            yield " ".join([ARTICLE + comparable(stem), *rest])


def _phrases(typed: list[str]) -> Iterator[str]:
    """How words may stand in a text side by side: the first in any of its forms."""
    for form in forms(typed[0]):
        yield " ".join([form, *typed[1:]])


async def _known(database: Database, asked: set[str]) -> dict[str, set[Thing]]:
    """Who bears each of some names."""
    found: dict[str, set[Thing]] = defaultdict(set)
    sql = f"select asked, {', '.join(KINDS)} from known_as where asked in ({', '.join('?' * len(asked))})"  # noqa: S608
    for row in await rows(database, sql, sorted(asked)):
        found[row["asked"]].add(thing_of(row))
    return found


def thing_of(row: dict[str, str | None]) -> Thing:
    """Whom or what a row of known_as names."""
    return next((kind, id_) for kind in KINDS if (id_ := row[kind]) is not None)


def _all(known: dict[str, set[Thing]], names: Iterable[str]) -> frozenset[Thing]:
    """All who bear one of some names: as it is typed, or else without what leans on it."""
    for name in names:
        if things := known.get(name, set()) - {NOT_ASKED_FOR}:
            return frozenset(things)
    return frozenset()


async def _heard(database: Database, parts: list[Part]) -> list[Part]:
    """The same parts; of those that no one bears and no text holds, whoever sounds like them, the most words at once."""
    silent = [not part.things and not await _stands_in_a_text(database, part) for part in parts]
    heard: list[Part] = []
    at = 0
    while at < len(parts):
        end = next((end for end in range(at, len(parts)) if not silent[end]), len(parts))
        for stop in range(end, at, -1):
            typed = " ".join(part.typed for part in parts[at:stop])
            if things := await _sounding_like(database, typed):
                heard.append(Part(typed, tuple(_phrases(typed.split())), things, heard=True))
                at = stop
                break
        else:
            heard.append(parts[at])
            at += 1
    return heard


async def _stands_in_a_text(database: Database, part: Part) -> bool:
    """Whether some article holds the words."""
    if not await has(database, "articles_fts"):
        return False
    return bool(await rows(database, "select 1 from articles_fts where articles_fts match ? limit 1", [part.fts]))


async def _sounding_like(database: Database, typed: str) -> frozenset[Thing]:
    """Whoever has a name that sounds and looks like what is typed."""
    asked = sound(typed)
    if len(asked.replace(" ", "")) < SHORTEST_SOUND:
        return frozenset()
    found = await rows(database, f"select asked, {', '.join(KINDS)} from known_as where sound = ?", [asked])  # noqa: S608
    return frozenset(thing_of(row) for row in found if _looks_alike(typed, row["asked"])) - {NOT_ASKED_FOR}


def _looks_alike(one: str, other: str) -> bool:
    """Whether two names of one sound may be one: in one script, and most letters the same. Who is named has a name in each.

    >>> _looks_alike("لافرووف", "لافروف"), _looks_alike("lavroff", "lavrov"), _looks_alike("الكهربا", "الغرب")
    (True, True, False)
    """
    if bool(ARABIC.match(one)) != bool(ARABIC.match(other)):
        return False
    return SequenceMatcher(None, one.removeprefix(ARTICLE), other.removeprefix(ARTICLE)).ratio() >= ALIKE
