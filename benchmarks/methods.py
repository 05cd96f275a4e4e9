"""How often each way of finding a name, a speaker, an event is right, so that `confidence` can be what was measured.

    python -m benchmarks.methods

reads the labelled pages of tests/, and those of ../shared where it is there. Of every mention of a person, a country or
a body: is it one that a reader labelled in that page? Of every speaker of a labelled quotation: is it the labelled one? Of
every event: is it a labelled one? They are grouped by kind and by `method` up to its colon, events by their type.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.evaluate import Pair, is_body, is_speaker, read_in
from benchmarks.labelled import DEV_TEXT, OWN, SUPPLIED, Labelled, labelled, markdown, same
from build import Chain
from pipeline import reference
from pipeline.model import Mention

SETS = {"own": OWN, "gold": SUPPLIED, "dev": DEV_TEXT}
Method = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the mentions that a method found: how many are right, and the confidences that they were given."""

    right: int = 0
    found: int = 0
    confidences: frozenset[float] = frozenset()

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.confidences | other.confidences)


def is_right(page: Labelled, mention: Mention) -> bool | None:
    """Whether a mention is a labelled one of its page; None where the labels do not say: a region, a place in a country, a mere capital.

    A person is right by a form of any labelled person, a country by a word labelled for that very country, a body by
    its words in the text or by the name shown for it.
    """
    form = same(mention.surface)
    if mention.person is not None:
        return any(form == same(each) for person in page.labels.people for each in person.mentions)
    if mention.organisation is not None:
        names = (mention.surface, mention.organisation.name_ar)
        return any(is_body(label, name) for label in page.labels.organisations for name in names)
    if mention.region is not None or any(form == same(each) for country in page.labels.countries for each in country.weak):
        return None
    if any(country.code == mention.country and not country.surfaces for country in page.labels.countries):
        return None
    return any(form == same(each) for country in page.labels.countries if country.code == mention.country for each in country.surfaces)


def judged(pairs: Iterable[Pair]) -> Iterator[tuple[Method, Tally]]:
    """Every mention of these pages by which labels can be asked, under its kind and method."""
    for pair in pairs:
        for mention in pair.mentions:
            right = is_right(pair.page, mention)
            if right is not None:
                yield (mention.kind, mention.method.split(":")[0]), Tally(int(right), 1, frozenset({mention.confidence}))


def judged_speakers(pairs: Iterable[Pair]) -> Iterator[tuple[Method, Tally]]:
    """The speaker of every labelled quotation that was found, under the way in which he was told."""
    for pair in pairs:
        for label, quote in pair.quotes:
            yield ("speaker", quote.method), Tally(int(is_speaker(pair, label, quote)), 1, frozenset({quote.confidence}))


def judged_events(pairs: Iterable[Pair]) -> Iterator[tuple[Method, Tally]]:
    """Every event, under its type."""
    for pair in pairs:
        labelled_ones = [event for _, event in pair.events]
        for event in pair.findings.events if pair.findings else ():
            yield ("event", event.type), Tally(int(event in labelled_ones), 1, frozenset({event.confidence}))


def tallied(pairs: Sequence[Pair]) -> dict[Method, Tally]:
    """What each method found in these pages."""
    tallies: dict[Method, Tally] = defaultdict(Tally)
    for method, tally in (*judged(pairs), *judged_speakers(pairs), *judged_events(pairs)):
        tallies[method] += tally
    return dict(tallies)


def rows(sets: dict[str, dict[Method, Tally]]) -> Iterator[list[str]]:
    """A row a method: right of found in every set, precision over all, the confidences given today."""
    for method in sorted({method for tallies in sets.values() for method in tallies}):
        each = [tallies.get(method, Tally()) for tallies in sets.values()]
        total = sum(each, Tally())
        given = sorted(total.confidences)
        yield [
            " · ".join(method),
            *(f"{tally.right} of {tally.found}" if tally.found else "" for tally in each),
            f"{total.right / total.found:.3f}",
            f"{given[0]:.2f}" if given[0] == given[-1] else f"{given[0]:.2f} to {given[-1]:.2f}",
        ]


def main() -> int:
    """Measure and print."""
    chain = Chain.of(reference.load())
    pages = {name: labelled(*folders) for name, folders in SETS.items()}
    sets = {name: tallied(read_in(chain, found)) for name, found in pages.items() if found}
    print(markdown(["kind · method", *sets, "precision", "confidence"], rows(sets)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
