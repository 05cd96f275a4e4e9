"""Findings, Happenings -> Relations: who dealt with whom, in what way, month by month."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations

from pipeline.model import Findings, Happening, Person, Relation

DEALINGS = ("meeting", "phone-call", "press-conference", "agreement", "visit")
SPOKE_OF = "spoke-of"


def relations(findings: Sequence[Findings], happened: Sequence[Happening]) -> tuple[Relation, ...]:
    """How people dealt with one another, a row for each pair, way and month; a dealing of two stands in both orders.

    Two people deal with one another where both take part in a happening, in its month; one spoke of another where a
    quotation of his names the other, in the month of its article. The month is None where nothing tells it.
    """
    counted: dict[tuple[str, str, str, str | None], list[tuple[str, str]]] = defaultdict(list)
    for person, other, kind, month, what, path in (*_dealings(happened), *_spoken_of(findings)):
        counted[person, other, kind, month].append((what, path))
    return tuple(
        Relation(person, other, kind, month, len({what for what, _ in told}), len({path for _, path in told}))
        for (person, other, kind, month), told in counted.items()
    )


_Dealing = tuple[str, str, str, str | None, str, str]


def _dealings(happened: Sequence[Happening]) -> Iterator[_Dealing]:
    """Both ids of every two people of a happening, its type and month, what it is known by, and each article that tells it."""
    for number, each in enumerate(happened):
        if each.type not in DEALINGS:
            continue
        people = [party.person.id for party, _ in each.participants if party.person is not None]
        month = each.date[:7] if each.date is not None and len(each.date) >= len("2020-07") else None
        for person, other in permutations(people, 2):
            for told in each.told:
                yield person, other, each.type, month, str(number), told.raw_path


def _spoken_of(findings: Sequence[Findings]) -> Iterator[_Dealing]:
    """The id of every speaker with that of each other person whom a quotation of his names."""
    for found in findings:
        path = found.article.raw_path
        published = found.article.published
        month = published.isoformat()[:7] if published is not None else None
        starts = [mention.start for mention in found.names.mentions]
        for quote in found.quotes:
            speaker = quote.speaker_person
            if speaker is None:
                continue
            within = found.names.mentions[bisect_left(starts, quote.start) : bisect_left(starts, quote.end)]
            for other in _others(speaker, [mention.person for mention in within]):
                yield speaker.id, other, SPOKE_OF, month, f"{path}:{quote.start}", path


def _others(speaker: Person, named: Sequence[Person | None]) -> list[str]:
    """The ids of the people named who are not the speaker."""
    return sorted({person.id for person in named if person is not None and person.id != speaker.id})
