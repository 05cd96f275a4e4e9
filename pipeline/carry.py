"""The document carries: a surname alone belongs to the full name that the same text gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.gazetteer import Hit
from pipeline.lexicon import Lexicon, skeleton
from pipeline.persons import Page, PersonHit

LONGEST_ENDING = 3


@dataclass(frozen=True, slots=True)
class Carrier:
    """Gives names that stand alone to those whose full name the text has. Made once from the lexicon."""

    lexicon: Lexicon

    def carry(self, page: Page, hits: Sequence[Hit]) -> None:
        """Surnames and name endings alone, given to the person of that name in the same text.

        Where several share it: the known person whom the surname means by itself, else the one named last before.
        """
        if page.carried_of == len(page.found):
            return  # nobody is new
        endings: dict[str, list[PersonHit]] = {}
        for hit in page.found:
            if not hit.method.startswith("carried"):
                for ending in self._endings(page.text[hit.start : hit.end]):
                    endings.setdefault(ending, []).append(hit)
        skeletons = {skeleton(ending): ending for ending in endings if len(skeleton(ending)) >= 3}
        short = {hit.text.replace(" ", ""): hit.of("short")[0].id for hit in hits if hit.of("short")}
        for at in self._candidates(page, endings, skeletons):
            for size in range(LONGEST_ENDING, 0, -1):
                if not all(page.joined_kind(at + step) for step in range(1, size)):
                    continue
                surface, ending = self._carried(page, at, size, endings, skeletons)
                if not ending:
                    continue
                end = page.tokens[at + size - 1].end
                start = end - len(surface)
                if page.is_taken(start, end) or not self._may_stand_alone(page, at, surface):
                    continue
                owners = self._of_verb_gender(page, at, endings[ending])
                owner = next((hit for hit in owners if hit.id is not None and hit.id == short.get(ending)), None)
                owner = owner or max((hit for hit in owners if hit.end <= start), key=lambda hit: hit.end, default=owners[0])
                how = "carried" if surface.replace(" ", "") == ending else "carried-near"
                page.add(PersonHit(start, end, owner.id, owner.name, f"{how}: {owner.name}"))
                break
        page.carried_of = len(page.found)

    @staticmethod
    def _candidates(page: Page, endings: Collection[str], skeletons: Collection[str]) -> list[int]:
        """The words that may begin one of the endings, or be near to one, in the order of the text."""
        beginnings = {ending[:length] for ending in endings for length in range(2, len(ending) + 1)}
        return [
            at
            for at, kind in enumerate(page.kinds)
            if not beginnings.isdisjoint(kind.stems) or (kind.unknown and kind.skeleton in skeletons)
        ]

    def _of_verb_gender(self, page: Page, at: int, owners: list[PersonHit]) -> list[PersonHit]:
        """Of several people of one surname those whom the verb before it fits: قالت خوري is said of a woman."""
        stems = page.kinds[at - 1].stems if page.spaced[at] else ()
        before = next((stem for stem in stems if stem in self.lexicon.speech), "")
        if not before:
            return owners
        woman = before.endswith("ت")
        return [hit for hit in owners if (page.text[hit.start : hit.end].split()[0] in self.lexicon.women) == woman] or owners

    def _endings(self, name: str) -> Iterator[str]:
        """What may stand alone for a name, without spaces: its last words, from the last particle on."""
        parts = name.replace("#", "").split()
        for at in range(1, len(parts)):
            after_half = parts[at - 1] in self.lexicon.particles or (parts[at - 1], parts[at]) in self.lexicon.given_pairs
            if not after_half and parts[at - 1] != "عبد" and parts[at] not in self.lexicon.never_alone:
                yield "".join(parts[at:])

    @staticmethod
    def _carried(page: Page, at: int, size: int, endings: dict[str, list[PersonHit]], skeletons: dict[str, str]) -> tuple[str, str]:
        """The words at:at+size without a proclitic, and the ending that they are or are near to; both empty where they are none."""
        last = page.tokens[at + size - 1].end
        word, kind = page.tokens[at], page.kinds[at]
        for stem in kind.stems:
            if word.text.endswith(stem):
                surface = page.text[word.end - len(stem) : last]
                if surface.replace(" ", "") in endings:
                    return surface, surface.replace(" ", "")
        if size > 1 or not kind.unknown or at in page.blocked:
            return "", ""
        near = skeletons.get(skeleton(word.text))
        return (word.text, near) if near is not None and near[0] == word.text[0] else ("", "")

    def _may_stand_alone(self, page: Page, at: int, surface: str) -> bool:
        """Whether a lone ending means the person: no common word, or one that a title or a verb of speech leads in."""
        before = page.kinds[at - 1] if page.spaced[at] else None
        if before is not None and (before.given or before.given_inside or before.particle or before.head_stem):
            return False
        lead = before is not None and (before.speech_stem or before.title is not None)
        kind = self.lexicon.kind(surface)
        doubtful = kind.given or kind.given_or_word or not self.lexicon.common.isdisjoint(kind.stems)
        if at in page.blocked and " " not in surface:
            return lead and page.tokens[at].start in page.nationalities
        if kind.link or kind.breaks or kind.after_names:
            return False
        return lead or not doubtful or (kind.surname and not kind.given_or_word and not kind.in_common)
