"""Regions and groups of states named in a text: they are no countries, whatever countries lie in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.gazetteer import Hit, longest

CONFIDENCE = {"reference": 0.95, "carried": 0.8}
COUNTRIES = ("country-name", "nationality", "capital", "place")


@dataclass(frozen=True, slots=True)
class RegionHit:
    """A region at start:end of a folded text: its id and how it was found."""

    start: int
    end: int
    id: str
    method: str

    @property
    def confidence(self) -> float:
        """How sure this way of finding is, 0 to 1."""
        return CONFIDENCE[self.method.split(":")[0]]


def find_regions(hits: Sequence[Hit], taken: Iterable[tuple[int, int]]) -> list[RegionHit]:
    """The regions among the hits of a folded text, save those inside `taken` spans (names of people and bodies).

    A short name (الساحل, which is also the coast) counts where the text has a full one of the same region (منطقة الساحل).
    """
    spans = list(taken)
    named = [
        hit
        for hit in longest(hit for hit in hits if hit.of("region", "region-short", *COUNTRIES))
        if hit.of("region", "region-short") and not any(start < hit.end and hit.start < end for start, end in spans)
    ]
    full = {entry.id for hit in named for entry in hit.of("region")}
    found = []
    for hit in named:
        if hit.of("region"):
            found.append(RegionHit(hit.start, hit.end, hit.of("region")[0].id, "reference"))
        elif hit.of("region-short")[0].id in full:
            found.append(RegionHit(hit.start, hit.end, hit.of("region-short")[0].id, "carried: named in full in this text"))
    return found
