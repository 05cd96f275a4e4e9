"""What the steps that look for people hand to each other: people found, offices given to them, and the page they look at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipeline.arabic import Folded, Word
from pipeline.lexicon import WordKind

# The share that was right of what each way found on the labelled pages (python -m benchmarks.methods), to the nearest twentieth.
CONFIDENCE = {
    "reference": 0.99,
    "reference-short": 0.75,
    "office": 0.95,
    "title": 0.95,
    "given-name": 0.75,
    "nationality": 0.7,
    "speech": 0.7,
    "model": 0.5,
    "carried": 0.95,
    "carried-near": 0.8,
}


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person at start:end of a folded text: an id of reference/ or None, the full name, how it was found."""

    start: int
    end: int
    id: str | None
    name: str
    method: str

    @property
    def confidence(self) -> float:
        """How sure this way of finding is, 0 to 1."""
        return CONFIDENCE[self.method.split(":")[0]]


@dataclass(frozen=True, slots=True)
class RoleHit:
    """An office at start:end of a folded text, given to the person whose mention begins at `person_start`."""

    start: int
    end: int
    person_start: int
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class People:
    """The people of a text, the offices given to them, and the words of names that a place or a body bears (numbers of words)."""

    found: tuple[PersonHit, ...]
    roles: tuple[RoleHit, ...]
    namesakes: frozenset[int]


@dataclass(slots=True)
class Page:
    """A folded text with its words and what each may be, what is known to stand there, and what has been found so far.

    `spaced` tells of each word whether only a space parts it from the one before. `blocked`, `ali` and `namesakes` are
    numbers of words: those of places and bodies, those علي that are the name, those that a place or body is named after.
    `nationalities` and `states` are the characters where such names begin. `carried_of` is how many people were found when
    surnames were last given to them.
    """

    source: Folded
    tokens: Sequence[Word]
    kinds: Sequence[WordKind]
    spaced: Sequence[bool]
    nationalities: frozenset[int]
    states: frozenset[int]
    blocked: frozenset[int]
    ali: frozenset[int]
    namesakes: frozenset[int] = frozenset()
    found: list[PersonHit] = field(default_factory=list)
    roles: list[RoleHit] = field(default_factory=list)
    starts: dict[int, PersonHit] = field(default_factory=dict)
    taken: bytearray = field(default_factory=bytearray)
    carried_of: int = 0

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.source.text) + 1)

    @property
    def text(self) -> str:
        """The folded text."""
        return self.source.text

    def add(self, hit: PersonHit) -> PersonHit:
        """Keep a person found."""
        self.found.append(hit)
        self.starts.setdefault(hit.start, hit)
        self.taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        return hit

    def remove(self, hits: Collection[PersonHit]) -> None:
        """Forget people found, and the offices given to them."""
        gone = set(hits)
        starts = {hit.start for hit in gone}
        self.found = [hit for hit in self.found if hit not in gone]
        self.roles = [role for role in self.roles if role.person_start not in starts]
        for hit in gone:
            self.starts.pop(hit.start, None)
            self.taken[hit.start : hit.end] = bytes(hit.end - hit.start)

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a person found has any of these characters."""
        return self.taken.find(1, start, end) >= 0

    def joined_kind(self, at: int) -> WordKind | None:
        """What the word at `at` may be, where only a space parts it from the one before; None elsewhere and behind the last."""
        return self.kinds[at] if at < len(self.tokens) and self.spaced[at] else None
