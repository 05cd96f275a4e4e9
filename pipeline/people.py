"""People named in a text: those of reference/, and those whom a given name, an office or a title gives away."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.arabic import Folded, Word
from pipeline.carry import Carrier
from pipeline.gazetteer import Hit, longest
from pipeline.lexicon import FATHERS, Lexicon, WordKind
from pipeline.persons import Page, People, PersonHit
from pipeline.reference import Reference
from pipeline.runs import NameRuns
from pipeline.tagger import Tagger
from pipeline.titles import TitleReader

DOUBTFUL = frozenset(("office", "title", "given-name", "nationality", "speech"))  # ways of finding that the model may judge
# اجتمع، استقبل، انتقل: stems VIII, X and VII.
_DERIVED_VERB = re.compile("ا[^ا]ت[^ا]{2}|است[^ا]{3}|ان[^ا]{3}")
_SPEECH_GOES_ON = ("ان", "عن", "الي", "علي")


@dataclass(frozen=True, slots=True)
class PersonFinder:
    """Finds people in folded text. Made once from reference/."""

    lexicon: Lexicon
    runs: NameRuns
    titles: TitleReader
    carrier: Carrier
    tagger: Tagger | None
    names: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, reference: Reference) -> PersonFinder:
        """The finder with the names and titles of reference/ folded."""
        lexicon = Lexicon.of(reference)
        runs = NameRuns(lexicon)
        names = {person.id: person.name_ar for person in reference.people}
        return cls(lexicon, runs, TitleReader(lexicon, runs), Carrier(lexicon), Tagger.of(reference), names)

    def find(self, text: Folded, tokens: Sequence[Word], hits: Sequence[Hit], bodies: Sequence[tuple[int, int]]) -> People:
        """The people of a folded text and the offices given to them. `bodies`: spans of known organisations."""
        full = longest(hit for hit in hits if hit.of("person"))
        inside = [span for span in bodies if not any(hit.start <= span[0] and span[1] <= hit.end for hit in full)]
        page = self._page(text, tokens, hits, full, inside)
        self._known(page, full, inside)
        self.titles.read(page)
        self.carrier.carry(page, hits)
        self._given(page)
        self._national(page)
        self.carrier.carry(page, hits)
        self._short(page, hits, inside)
        self._speaking(page)
        self.carrier.carry(page, hits)
        self._judge(page, hits, inside)
        self.titles.read_appositions(page)
        found = tuple(sorted(page.found, key=lambda hit: hit.start))
        return People(found, tuple(sorted(page.roles, key=lambda role: role.start)), page.namesakes)

    def _page(
        self, text: Folded, tokens: Sequence[Word], hits: Sequence[Hit], full: Sequence[Hit], bodies: Sequence[tuple[int, int]]
    ) -> Page:
        """The text with what each word may be, and the words that are taken by places and bodies."""
        places = [(hit.start, hit.end) for hit in hits if hit.of("country-name", "capital", "place", "nationality")]
        free = [span for span in places if not any(hit.start <= span[0] and span[1] <= hit.end for hit in full)]
        kinds = self.lexicon.kinds(tokens)
        starts = {start for start, _ in free}
        named = {at for at, token in enumerate(tokens) if kinds[at].given and token.start not in starts}  # بيريفان is no Yerevan
        named |= {at for at, (one, other) in enumerate(pairwise(kinds)) if one.given_or_word and other.text in FATHERS}  # تركي بن
        page = Page(
            source=text,
            tokens=tokens,
            kinds=kinds,
            spaced=[False, *(text.text[one.end : other.start] == " " for one, other in pairwise(tokens))],
            nationalities=frozenset(hit.start for hit in hits if hit.of("nationality")),
            states=frozenset(hit.start for hit in hits if hit.of("nationality", "country-name")),
            blocked=_covered(tokens, [*bodies, *free]) - named,
            ali=_alis(text, tokens, kinds),
        )
        page.namesakes = self._namesakes(page)
        page.blocked |= page.namesakes
        return page

    # Known names.

    def _known(self, page: Page, full: Sequence[Hit], bodies: Sequence[tuple[int, int]]) -> None:
        """Full names of reference/, run on over the rest of a longer name (محمد بن سلمان بن عبد العزيز)."""
        ends = {token.end: at for at, token in enumerate(page.tokens)}
        begins = {hit.start for hit in full}
        for hit in full:
            at = ends.get(hit.end)
            beside_another = at is not None and at + 1 < len(page.tokens) and page.tokens[at + 1].start in begins
            if (
                any(start <= hit.start and hit.end <= end for start, end in bodies)
                or any(hit.start <= page.tokens[each].start < hit.end for each in page.namesakes)
                or (not beside_another and self._has_more(page, hit, at))
                or self._is_end_of_another(page, hit)
            ):
                continue
            end = hit.end
            if at is not None:
                stop = at + 1
                while (following := page.joined_kind(stop)) is not None and following.text in ("بن", "ال") and page.joined_kind(stop + 1):
                    stop += 2
                end = page.tokens[stop - 1].end
            id_ = hit.of("person")[0].id
            page.add(PersonHit(hit.start, end, id_, self.names[id_], "reference"))

    def _is_end_of_another(self, page: Page, hit: Hit) -> bool:
        """Whether a known name is only the end of somebody else's: أحمد بن محمد بن راشد, أبو عبد الله التركي, يوسف بطرس غالي."""
        before = self.lexicon.kind(_word_before(page.text, hit.start))
        if before.text in FATHERS or before.kunya:
            return True
        return before.given and before.title is None and not hit.proclitic and len(hit.text.split()) == 2

    def _has_more(self, page: Page, hit: Hit, at: int | None) -> bool:
        """Whether a known name of two words is only the beginning of somebody else's: محمد حسان قطنا."""
        following = page.joined_kind(at + 1) if at is not None else None
        if at is None or following is None or len(hit.text.split()) != 2:
            return False
        if following.given:
            return True
        if following.in_common or page.tokens[at + 1].start in page.states or following.title is not None:
            return False
        if following.link or following.speech or following.text.startswith(("ال", "و")) or following.verb or following.future:
            return False
        if following.dictionary and _DERIVED_VERB.fullmatch(following.text):
            return False
        after = page.joined_kind(at + 2)
        return after is None or after.link or after.speech_stem or after.title is not None

    def _short(self, page: Page, hits: Sequence[Hit], bodies: Sequence[tuple[int, int]]) -> None:
        """Surnames that mean a known person by themselves, unless a given name before them says otherwise."""
        blocked_ends = {page.tokens[at].end for at in page.blocked}
        for hit in longest(hit for hit in hits if hit.of("short")):
            if page.is_taken(hit.start, hit.end) or any(start <= hit.start and hit.end <= end for start, end in bodies):
                continue
            if hit.proclitic == "ك" and hit.proclitic + hit.text in self.lexicon.dictionary:
                continue  # كثيرون is no ثيرون
            before = _word_before(page.text, hit.start)
            kind = self.lexicon.kind(before)
            if kind.given or kind.particle or hit.end in blocked_ends:
                continue
            known = not before or kind.speech_stem or kind.link_stem or any(self.lexicon.is_common(stem) for stem in kind.stems)
            if not known and kind.title is None and kind.letters and not any(page.tokens[at].text == before for at in page.blocked):
                continue  # a given name that is in no list
            id_ = hit.of("short")[0].id
            page.add(PersonHit(hit.start, hit.end, id_, self.names[id_], "reference-short"))

    # Names never seen.

    def _given(self, page: Page) -> None:
        """Names that a given name begins: خالد مجاهد."""
        for at, kind in enumerate(page.kinds):
            if (
                not kind.begins_name
                and at not in page.ali
                and not (kind.unknown and page.tokens[at + 1 : at + 2] and page.tokens[at + 1].text in FATHERS)
            ):
                continue
            token = page.tokens[at]
            if page.is_taken(token.start, token.end) or at in page.blocked or self._is_named_after(page, at):
                continue
            if (
                self.runs.is_given(page, at)
                or self.runs.is_kunya(page, at)
                or self.runs.is_doubtful_given(page, at, titled=False, in_phrase=False)
            ):
                start, stop = self.runs.run(page, at, titled=False)
                if stop - at >= 2 and not (stop - at == 2 and self.runs.pair(page, at)):
                    self._add(page, start, stop, "given-name")

    def _national(self, page: Page) -> None:
        """Two words of no language of ours behind a nationality: التايلاندي داناي أودومتشوك."""
        for at in [at for at, kind in enumerate(page.kinds) if kind.unknown and not kind.dictionary and page.spaced[at]]:
            token = page.tokens[at]
            if page.kinds[at].definite or at in page.blocked or page.is_taken(token.start, token.end):
                continue
            if self.runs.is_introduced_by_nationality(page, at):
                start, stop = self.runs.run(page, at, titled=True)
                if any(page.kinds[each].given or self.runs.is_strange(page, each) for each in range(at + 1, stop)):
                    self._add(page, start, stop, "nationality")

    def _speaking(self, page: Page) -> None:
        """Unknown words behind a verb of speech: two with a comma or أن after them, or one that is none of written Arabic."""
        for at in [at + 1 for at, kind in enumerate(page.kinds[:-2]) if kind.speech_stem]:
            if not page.spaced[at] or not self.runs.is_unknown(page, at):
                continue
            if page.is_taken(page.tokens[at].start, page.tokens[at].end):
                continue
            start, stop = self.runs.run(page, at, titled=False)
            after = page.text[page.tokens[stop - 1].end : page.tokens[stop - 1].end + 5].strip()
            goes_on = stop < len(page.tokens) and page.tokens[stop].text in _SPEECH_GOES_ON
            full = 2 <= stop - at <= 4 and (goes_on or after.startswith(("،", ",", "ان ", "(")))
            alone = stop - at == 1 and (goes_on or after.startswith((":", "«", '"', "“"))) and self._may_speak_alone(page, at)
            if full or alone:
                self._add(page, start, stop, "speech")

    def _may_speak_alone(self, page: Page, at: int) -> bool:
        """Whether a verb before one word lets it be a speaker: قال كينيون, قالت داليا, but not قالت غوغل, said of a body."""
        kind = page.kinds[at]
        woman = any(stem.endswith("ت") or stem.startswith("ت") for stem in page.kinds[at - 1].stems if stem in self.lexicon.speech)
        return kind.text in self.lexicon.women if woman else kind.given or self.runs.is_strange(page, at)

    def _judge(self, page: Page, hits: Sequence[Hit], bodies: Sequence[tuple[int, int]]) -> None:
        """Let the model deny those of the rules' people who are none, and give others their right ends."""
        doubtful = {(hit.start, hit.end): hit for hit in page.found if hit.method in DOUBTFUL}
        if self.tagger is None or not doubtful:
            return
        sure = [(hit.start, hit.end) for hit in page.found if hit.method not in DOUBTFUL]
        elsewhere = [(hit.start, hit.end) for hit in hits if hit.of("country-name", "capital", "place", "nationality", "region")]
        namesakes = [(page.tokens[at].start, page.tokens[at].end) for at in page.namesakes]
        judgement = self.tagger.judge(page.text, page.tokens, hits, [*sure, *bodies, *elsewhere, *namesakes], doubtful)
        denied = {doubtful[span] for span in judgement.denied}
        names = {hit.name for hit in denied}
        page.remove([hit for hit in page.found if hit in denied or (hit.method.startswith("carried") and hit.name in names)])
        known = {(hit.start, hit.end): hit.of("person")[0].id for hit in hits if hit.of("person")}
        for span in judgement.corrected:
            if not page.is_taken(span.start, span.end):
                id_ = known.get((span.start, span.end))
                page.add(PersonHit(span.start, span.end, id_, self.names[id_] if id_ else page.text[span.start : span.end], "model"))
        self.carrier.carry(page, hits)

    @staticmethod
    def _add(page: Page, start: int, stop: int, method: str) -> None:
        """Keep the name from character `start` to the word before `stop`."""
        end = page.tokens[stop - 1].end
        page.add(PersonHit(start, end, None, page.text[start:end], method))

    # Names that are no people's.

    def _namesakes(self, page: Page) -> frozenset[int]:
        """The words of names that a place or a body bears: شارع السلطان قابوس, مدرسة سميحة خليل الثانوية."""
        found: set[int] = set()
        for at in [at + 1 for at, kind in enumerate(page.kinds) if kind.named_after and page.joined_kind(at + 1) is not None]:
            name_at = at
            while (kind := page.joined_kind(name_at)) is not None and kind.title is not None:
                name_at += 1
            if kind is None or kind.link:
                continue
            named = kind.given or kind.surname or kind.given_or_word or self.runs.pair(page, name_at)
            if named or name_at > at:
                toponym = page.kinds[at - 1].toponym
                found |= {name_at} if toponym else set(range(name_at, self.runs.run(page, name_at, titled=False)[1]))
        return frozenset(found)

    @staticmethod
    def _is_named_after(page: Page, at: int) -> bool:
        """Whether the word right before makes the name one of a place or body: شارع محمد الخامس, جامعة جونز هوبكنز."""
        return page.spaced[at] and page.kinds[at - 1].named_after


def _alis(text: Folded, tokens: Sequence[Word], kinds: Sequence[WordKind]) -> frozenset[int]:
    """The words علي that are the name: dotted where the text writes the preposition على, and with no word of news behind.

    A text that writes both alike names nobody by it, save behind a title.
    """
    at = [at for at, token in enumerate(tokens) if token.text == "علي"]
    dotted = {each for each in at if text.original[text.span(tokens[each].start, tokens[each].end)[1] - 1] == "ي"}
    if len(dotted) < len(at):
        return frozenset(each for each in dotted if not _governs(kinds, each))
    return frozenset(each for each in dotted if each and kinds[each - 1].title is not None and not _governs(kinds, each))


def _governs(kinds: Sequence[WordKind], at: int) -> bool:
    """Whether the word behind one is such as a preposition governs: common, and no name."""
    following = kinds[at + 1] if at + 1 < len(kinds) else None
    return following is not None and following.common and not (following.given_or_word or following.surname)


def _covered(tokens: Sequence[Word], spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The words that any of the spans touches."""
    starts = [token.start for token in tokens]
    found: set[int] = set()
    for start, end in spans:
        at = bisect_right(starts, start) - 1
        found.update(each for each in range(max(at, 0), bisect_left(starts, end)) if tokens[each].end > start)
    return frozenset(found)


def _word_before(text: str, start: int) -> str:
    """The word right before a character, with only a space between; empty where there is none."""
    return text[max(0, start - 30) : start].split(" ")[-2] if text[start - 1 : start] == " " else ""
