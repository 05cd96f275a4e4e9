"""A judge of the people whom rules found: a model learnt from labelled news, reference/names.crfsuite, a conditional random field.

It is asked for the sentences alone in which a rule found somebody. It adds nobody where rules found none: docs/names.md tells why.
`training/learn_names.py` makes the model from the same features.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pycrfsuite

from pipeline.arabic import Word, sentence_spans, stems
from pipeline.gazetteer import Hit
from pipeline.reference import FOLDER, Reference, folded_set

MODEL = FOLDER / "names.crfsuite"
OUTSIDE = "O"
# How sure the model must be of a person with other ends than a rule found; and how improbable a person must be to it in a word that
# such a one leaves out, and in all words of one that it denies.
CORRECTING = 0.5
DROPPED = 0.01
DENIED = 0.005
# The sorts of the gazetteer that the model sees. It sees no person of reference/: it is there for those who are not in it.
SORTS = {"country-name": "c", "capital": "c", "nationality": "n", "place": "p", "organisation": "o"}
REMEMBERED = 50_000  # words whose attributes are kept at a time
LEADING = frozenset(("given", "title"))
UNLISTED = frozenset(("?", "ال"))
_MARKS = str.maketrans("“”»«'’؛,؟!…", '"""""":،...')


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name of a kind (PER, LOC or ORG) at start:end of a folded text, proclitics outside; it is the words first:stop.

    `probability` (0 to 1) is that of the least sure of its words.
    """

    start: int
    end: int
    first: int
    stop: int
    kind: str
    probability: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a word says of itself, and to the words one and two places away: lists of attributes, made once a word."""

    own: list[str]
    to_next: list[str]
    to_previous: list[str]
    to_second_next: list[str]
    to_second_previous: list[str]
    sort: str


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the model sees of the words of a sentence. Made once from reference/.

    An attribute is the letter of its group, the place that it speaks of, and a value: `w-1=قال` is the word before. Groups: `w`
    words, `a` first and last letters, `s` length, `l` the lists of reference/, `g` its gazetteer, `m` marks
    between words and the sentence's ends, `c` two of them together, `d` what stands before the word elsewhere in the text.
    """

    lists: tuple[tuple[str, frozenset[str]], ...]
    seen: dict[str, _Seen] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, reference: Reference) -> Attributes:
        """With the lists of reference/ folded; common_words.txt is left out, which is learnt from the text that the model learns from."""
        words, titles = reference.words, reference.titles
        single = [name for name in reference.given_names if " " not in name.name]
        return cls(
            (
                ("link", folded_set(words.links)),
                ("particle", folded_set(words.name_particles)),
                ("given", folded_set(name.name for name in single if not name.word)),
                ("given?", folded_set(name.name for name in single if name.word)),
                ("office", folded_set(titles.offices + titles.relations)),
                ("title", folded_set(titles.ranks + titles.honorifics)),
                ("speech", folded_set(form for verb in reference.speech_verbs for form in verb.forms)),
                ("body", folded_set(head.word for head in reference.organisation_heads)),
                ("place", folded_set(words.place_heads)),
                ("ends", reference.organisation_ends | folded_set(words.office_breaks)),
            )
        )

    def led(self, text: str, tokens: Sequence[Word]) -> frozenset[str]:
        """The words of a folded text that are in no list and stand somewhere in it behind a given name or a title."""
        return frozenset(
            word.text
            for before, word in pairwise(tokens)
            if self._of(before.text).sort in LEADING and self._of(word.text).sort in UNLISTED and text[before.end : word.start] == " "
        )

    def sentence(
        self, text: str, tokens: Sequence[Word], first: int, stop: int, sorts: Mapping[int, str], led: frozenset[str]
    ) -> list[list[str]]:
        """The attributes of each of the words first:stop of a folded text.

        `sorts` says of words what the gazetteer has them for, `led` is that of the text.
        """
        words = [token.text for token in tokens[first:stop]]
        seen = [self._of(word) for word in words]
        marks = ["^", *(_mark(text[one.end : other.start]) for one, other in pairwise(tokens[first:stop])), "$"]
        kinds = [sorts.get(at, "") for at in range(first, stop)]
        items = []
        last = len(seen) - 1
        for at, word in enumerate(seen):
            before, after = marks[at], marks[at + 1]
            item = [*word.own, f"m-1={before}", f"m+1={after}", f"c0={before}{word.sort}"]
            if kinds[at]:
                item.append(f"g0={kinds[at]}")
            if words[at] in led or words[at][1:] in led:
                item.append("d0")
            if at < last and words[at + 1] in led:
                item.append("d+1")
            if at:
                previous = seen[at - 1]
                item += previous.to_next
                item.append(f"c-1={previous.sort}{before}{word.sort}")
                if kinds[at - 1]:
                    item.append(f"g-1={kinds[at - 1]}")
                if at > 1:
                    item += seen[at - 2].to_second_next
                    if kinds[at - 2]:
                        item.append(f"g-2={kinds[at - 2]}")
            if at < last:
                following = seen[at + 1]
                item += following.to_previous
                item.append(f"c+1={word.sort}{after}{following.sort}")
                if kinds[at + 1]:
                    item.append(f"g+1={kinds[at + 1]}")
                if at + 1 < last:
                    item += seen[at + 2].to_second_previous
            items.append(item)
        return items

    def _of(self, word: str) -> _Seen:
        """The attributes that a word brings, whatever stands around it."""
        known = self.seen.get(word)
        if known is None:
            if len(self.seen) >= REMEMBERED:
                self.seen.clear()
            known = self.seen[word] = self._look(word)
        return known

    def _look(self, word: str) -> _Seen:
        forms = stems(word)
        named = [name for name, members in self.lists if word in members]
        named += [f"~{name}" for name, members in self.lists if word not in members and any(form in members for form in forms[1:])]
        definite = word.startswith(("ال", "وال", "بال", "فال", "كال", "لل", "ولل"))
        sort = named[0] if named else ("1" if word.isdigit() else "x" if word.isascii() else "ال" if definite else "?")
        short = [f"l{{}}={name}" for name in named] or [f"l{{}}={sort}"]
        own = [
            f"w0={word}",
            f"w0~={forms[-1]}",
            f"s0={min(len(word), 9)}",
            *(f"a0^{word[:size]}" for size in (1, 2, 3) if len(word) > size),
            *(f"a0${word[-size:]}" for size in (1, 2, 3) if len(word) > size),
            *(each.format("0") for each in short),
        ]
        return _Seen(
            own=own,
            to_next=[f"w-1={word}", f"a-1${word[-2:]}", f"a-1^{word[:2]}", *(each.format("-1") for each in short)],
            to_previous=[f"w+1={word}", f"a+1${word[-2:]}", f"a+1^{word[:2]}", *(each.format("+1") for each in short)],
            to_second_next=[f"w-2={word}", *(each.format("-2") for each in short)],
            to_second_previous=[f"w+2={word}", *(each.format("+2") for each in short)],
            sort=sort,
        )


def _mark(gap: str) -> str:
    """What stands between two words, marks of one use made one."""
    return gap if gap == " " else gap.translate(_MARKS).replace(" ", "")[:2]


def sentences(text: str, tokens: Sequence[Word]) -> list[tuple[int, int]]:
    """The sentences of a folded text as numbers of words, first and behind the last.

    >>> from pipeline.arabic import words
    >>> text = "قال ذلك. ثم سافر"
    >>> sentences(text, list(words(text)))
    [(0, 2), (2, 4)]
    """
    starts = [token.start for token in tokens]
    spans = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in sentence_spans(text))
    return [(first, stop) for first, stop in spans if first < stop]


def sorts_of(tokens: Sequence[Word], hits: Iterable[Hit]) -> dict[int, str]:
    """What the gazetteer has words for, by their numbers: the sorts of all hits that cover them."""
    starts = [token.start for token in tokens]
    found: dict[int, set[str]] = {}
    for hit in hits:
        kinds = {SORTS[entry.sort] for entry in hit.entries if entry.sort in SORTS}
        if kinds:
            for at in _touched(starts, hit.start, hit.end):
                found.setdefault(at, set()).update(kinds)
    return {at: "".join(sorted(kinds)) for at, kinds in found.items()}


def parts(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The names that labels spell out (B-PER, I-PER, O): first word, word behind the last, kind.

    >>> list(parts(["O", "B-PER", "I-PER", "B-LOC", "O"]))
    [(1, 3, 'PER'), (3, 4, 'LOC')]
    """
    first, kind = 0, ""
    for at, label in enumerate([*labels, OUTSIDE]):
        if kind and label != f"I-{kind}":
            yield first, at, kind
            kind = ""
        if label != OUTSIDE and not kind:
            first, kind = at, label[2:]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of the people whom rules found: those who are none, or not so long, and those to be told of instead."""

    denied: frozenset[tuple[int, int]]
    corrected: tuple[NameSpan, ...]


@dataclass(frozen=True, slots=True)
class Tagger:
    """Finds names in folded text with the model. Made once; holds no state of a text."""

    attributes: Attributes
    model: pycrfsuite.Tagger
    common: frozenset[str]
    given: frozenset[str]
    places: frozenset[str]

    @classmethod
    def of(cls, reference: Reference, model: Path = MODEL) -> Tagger:
        """The tagger with the lists of reference/ and its model. Raises OSError or ValueError where the model is not there, or is none."""
        opened = pycrfsuite.Tagger()
        opened.open(str(model))
        return cls(
            attributes=Attributes.of(reference),
            model=opened,
            common=reference.common_words,
            given=folded_set(part for name in reference.given_names for part in name.name.split()),
            places=folded_set(reference.words.place_heads),
        )

    def judge(
        self,
        text: str,
        tokens: Sequence[Word],
        hits: Iterable[Hit],
        sure: Iterable[tuple[int, int]],
        doubtful: Iterable[tuple[int, int]],
    ) -> Judgement:
        """What the model says of a folded text in which rules have found people.

        `sure` are the spans that are something beyond doubt: people of reference/, bodies, countries. `doubtful` are those of people
        whom a rule found. The model reads the sentences that have one of the latter. It denies a doubtful one where it all but
        excludes a person, or sees one with other ends there and is sure of what it leaves out. `hits` are the gazetteer's. A surname
        alone that belongs to a full name of the same text is better told by that than by its sentence, and so is sure.
        """
        sorts = sorts_of(tokens, hits)
        starts = [token.start for token in tokens]
        blocked = {at for span in sure for at in _touched(starts, *span)}
        suspects = {span: _touched(starts, *span) for span in doubtful}
        suspected = {at for touched in suspects.values() for at in touched}
        chosen = [(first, stop) for first, stop in sentences(text, tokens) if not suspected.isdisjoint(range(first, stop))]
        spans, chances = self._read(text, tokens, sorts, chosen, suspected)
        people = [span for span in spans if self._is_believed(text, tokens, span, blocked, suspected)]
        inside = {at for span in people for at in range(span.first, span.stop)}
        named = {(span.first, span.stop) for span in people}
        confirmed: set[int] = set()
        denied = set()
        for span, touched in suspects.items():
            left = [chances.get(at, 1.0) for at in touched if at not in inside]
            if (touched.start, touched.stop) in named or max(left, default=0.0) >= (DROPPED if len(left) < len(touched) else DENIED):
                confirmed.update(touched)
            else:
                denied.add(span)
        corrected = (span for span in people if confirmed.isdisjoint(range(span.first, span.stop)))
        return Judgement(frozenset(denied), tuple(corrected))

    def spans(self, text: str, tokens: Sequence[Word], sorts: Mapping[int, str], chosen: Sequence[tuple[int, int]]) -> list[NameSpan]:
        """All names in the chosen sentences of a folded text, in their order. `sorts`: of its words, as sorts_of() gives them."""
        return self._read(text, tokens, sorts, chosen, frozenset())[0]

    def _read(
        self,
        text: str,
        tokens: Sequence[Word],
        sorts: Mapping[int, str],
        chosen: Sequence[tuple[int, int]],
        suspected: AbstractSet[int],
    ) -> tuple[list[NameSpan], dict[int, float]]:
        """The names in the chosen sentences, and of each suspected word in them the probability that it is a person's."""
        there = {token.text for token in tokens}
        led = self.attributes.led(text, tokens) if chosen else frozenset()
        found, chances = [], {}
        for first, stop in chosen:
            labels = self.model.tag(self.attributes.sentence(text, tokens, first, stop, sorts, led))
            for start, end, kind in parts(labels):
                probability = min(self.model.marginal(labels[at], at) for at in range(start, end))
                name_at = self._inner_start(tokens[first + start], there)
                found.append(NameSpan(name_at, tokens[first + end - 1].end, first + start, first + end, kind, probability))
            for at in range(first, stop):
                if at in suspected:
                    chances[at] = self.model.marginal("B-PER", at - first) + self.model.marginal("I-PER", at - first)
        return found, chances

    def _is_believed(
        self, text: str, tokens: Sequence[Word], span: NameSpan, blocked: AbstractSet[int], suspected: AbstractSet[int]
    ) -> bool:
        """Whether a name is a person where rules have seen one, of two words or more, with no mark inside, and not behind شارع."""
        words = range(span.first, span.stop)
        if span.kind != "PER" or len(words) < 2 or span.probability < CORRECTING or suspected.isdisjoint(words):
            return False
        if any(text[tokens[at - 1].end : tokens[at].start] != " " for at in words[1:]):
            return False
        if span.first and text[tokens[span.first - 1].end : tokens[span.first].start] == " ":
            before = stems(tokens[span.first - 1].text)
            if not self.places.isdisjoint(before) and not any(form.startswith("ال") for form in before):
                return False
        return not any(at in blocked or tokens[at].text in self.common for at in words)

    def _inner_start(self, token: Word, there: AbstractSet[str]) -> int:
        """Where a name begins in its first word: behind و, and behind ف ب ل ك where what is left is a given name or stands in the text.

        A given name that begins with such a letter stays whole (وليد, فؤاد).
        """
        word = token.text
        if word in self.given:
            return token.start
        inner = [form for form in stems(word)[1:] if word.endswith(form) and len(form) > 2]
        whole = next((form for form in inner if form in self.given or form in there), None)
        if whole is None and inner and word.startswith("و"):
            whole = inner[0]
        return token.start if whole is None else token.end - len(whole)


def _touched(starts: Sequence[int], start: int, end: int) -> range:
    """The numbers of the words that characters start:end touch, where words begin at `starts`."""
    return range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end))
