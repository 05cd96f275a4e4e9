"""Who says a quotation: the subject of the verb of speech that leads it in or follows it, carried over where none stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.annotated import AnnotatedText
from pipeline.arabic import Word, fold, folded, stems
from pipeline.model import Mention, Organisation, Person
from pipeline.reference import Reference, folded_set

REACH = 40
NEAR = 3
SUBJECT_REACH = 16
EARLIER_SENTENCES = 6
RECENT_SENTENCES = 2
PARTICIPLE = re.compile("م.{2,}(?:ا|ه|ين)$|(?:قايل|لافت|داعي|نافي|كاشف)(?:ا|ه|ين)$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, the words that say so, the verb's lemma, how that was settled and how surely."""

    person: Person | None = None
    organisation: Organisation | None = None
    text: str | None = None
    verb: str | None = None
    method: str = "no speaker told"
    confidence: float = 0.5

    @property
    def known(self) -> bool:
        """Whether the speaker is a person or a body."""
        return self.person is not None or self.organisation is not None


NOBODY = Speaker()


@dataclass(frozen=True, slots=True)
class SpeakerFinder:
    """Settles speakers. Made once from reference/speech_verbs.yml, roles.yml and words.yml."""

    lemmas: dict[str, str]
    weak: frozenset[str]
    offices: frozenset[str]
    links: frozenset[str]
    statements: frozenset[str]
    told_by: frozenset[str]
    reporting: frozenset[str]
    anonymous: frozenset[str]
    many: frozenset[str]
    asides: frozenset[str]
    diplomacy: frozenset[str]
    addressing: frozenset[str]
    heads: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> SpeakerFinder:
        """The finder with the verbs and words of reference/ folded."""
        lists = reference.words
        return cls(
            lemmas={folded(form): verb.lemma for verb in reference.speech_verbs for form in verb.forms},
            weak=folded_set(form for verb in reference.speech_verbs for form in verb.weak),
            offices=folded_set(reference.titles.offices + lists.speaker_nouns),
            links=folded_set(lists.links),
            statements=folded_set(lists.statements),
            told_by=folded_set(lists.told_by),
            reporting=folded_set(lists.reporting),
            anonymous=folded_set(lists.anonymous),
            many=folded_set(lists.many),
            asides=folded_set(lists.asides),
            diplomacy=folded_set(lists.diplomacy),
            addressing=frozenset(lists.addressing),
            heads=folded_set(head.word for head in reference.organisation_heads),
        )

    def verb(self, word: str) -> str | None:
        """The form of a verb of speech that a folded word is, proclitics taken off; weak forms do not count."""
        return next((stem for stem in stems(word) if stem in self.lemmas and stem not in self.weak and word.endswith(stem)), None)

    def speaker(self, text: AnnotatedText, start: int, end: int, last: Speaker, last_end: int) -> Speaker:
        """Who says what stands at start:end. `last` spoke the quotation that ended at `last_end` before it."""
        quoted = [span for span in text.quoted if span.start < start]
        lead = [word for word in text.between(text.clause_start(start), start) if not any(s.start <= word.start < s.end for s in quoted)]
        for at in range(len(lead) - 1, max(-1, len(lead) - 1 - REACH), -1):
            form = self.verb(lead[at].text) or (self._weak(lead[at].text) if len(lead) - at <= NEAR else None)
            if form is not None:
                return self._subject(text, lead, at, form, start, last)
            cited = any(stem in self.told_by for word in lead[max(0, at - 2) : at] for stem in stems(word.text))
            if lead[at].text in self.statements and not cited and not any(self.verb(word.text) for word in lead[max(0, at - 2) : at]):
                issued = self._issued(text, lead, at, start, last)
                if issued.known:
                    return issued
        for at in range(len(lead) - 1, -1, -1):
            form = self._weak(lead[at].text)
            if form is not None and any(word.text in self.reporting for word in lead[at + 1 :]):
                return self._subject(text, lead, at, form, start, last)
        behind = self._behind(text, end, last)
        if behind is not None:
            return behind
        if re.search(r"[:：]\s*[\"«“”]?\s*$", text.body[text.line_start(start) : start]) and lead:
            named = list(text.actors(lead[0].start, start))
            if named:
                return _speaks(named[-1], "قال", "name before the colon", 0.7)
        if last.known and text.line_start(start) == text.line_start(last_end) and start - last_end < 60:
            return replace(last, method="goes on from the quotation before", confidence=0.6)
        return NOBODY

    def subject(self, text: AnnotatedText, start: int, end: int) -> Person | None:
        """Whom the sentence at start:end is about: its first person that no preposition governs, or the holder of its first office."""
        for mention in text.actors(start, end):
            if mention.person is not None and not self._is_governed(text, mention):
                return mention.person
        lead = text.between(start, end)
        for at, word in enumerate(lead[:8]):
            if any(stem.removeprefix("ال") in self.offices for stem in stems(word.text)):
                held = self._office(text, lead[at:], self._phrase_end(text, lead[at:], end), NOBODY)
                return held.person if held is not None else None
        return None

    def _weak(self, word: str) -> str | None:
        return next((stem for stem in stems(word) if stem in self.weak and word.endswith(stem)), None)

    def _subject(self, text: AnnotatedText, lead: Sequence[Word], at: int, form: str, start: int, last: Speaker) -> Speaker:
        """The subject of the verb of speech at word `at` of the clause before a quotation."""
        verb = self.lemmas[form]
        if not PARTICIPLE.match(form):
            told = self._explicit(text, lead, at, start, last) or self._right_before(text, lead, at)
            if told is not None:
                return replace(told, verb=verb)
            if form.endswith("وا"):
                return replace(NOBODY, verb=verb, method="said by several")
        for earlier in range(at - 1, -1, -1):
            other = self.verb(lead[earlier].text) or (self._weak(lead[earlier].text) if earlier <= 1 else None)
            if other is not None and not PARTICIPLE.match(other):
                told = self._explicit(text, lead, earlier, lead[at].start, last)
                if told is not None:
                    return replace(told, verb=verb, method="subject of the sentence", confidence=min(told.confidence, 0.8))
        subject = self._subject_before(text, lead, at)
        if subject is not None:
            return replace(subject, verb=verb)
        recent = self._recent(text, lead[0].start, last)
        if recent is not None:
            return replace(recent, verb=verb)
        if last.known:
            return replace(last, verb=verb, method="speaker carried over", confidence=0.7)
        return replace(self._from_earlier(text, start), verb=verb)

    def _recent(self, text: AnnotatedText, start: int, last: Speaker) -> Speaker | None:
        """Who speaks or acts in the sentences right before, as far as they say so: the pronoun of وأضاف is theirs.

        A verb of speech with its subject counts in the line before too; a mere actor only in the same line.
        """
        line = text.line_start(start)
        for first, end in [span for span in reversed(text.sentences) if span[1] <= start][:RECENT_SENTENCES]:
            words = [word for word in text.between(first, end) if not any(s.start <= word.start < s.end for s in text.quoted)]
            for at, word in enumerate(words):
                form = self.verb(word.text)
                if form is None or PARTICIPLE.match(form):
                    continue
                told = self._explicit(text, words, at, end, last) or self._right_before(text, words, at)
                if told is not None:
                    return replace(told, method="subject of the sentence before", confidence=0.65)
            if first >= line:
                people = [m for m in text.actors(first, end) if m.person is not None and not self._is_governed(text, m)]
                if people:
                    return _speaks(people[0], "", "subject of the sentence before", 0.6)
        return None

    def _explicit(self, text: AnnotatedText, lead: Sequence[Word], at: int, stop: int, last: Speaker) -> Speaker | None:
        """The subject that stands behind a verb: a name, an office, a statement, or somebody unnamed; None where none does."""
        following = list(lead[at + 1 : at + 1 + SUBJECT_REACH])
        skipped = 0
        while skipped < len(following) and following[skipped].text in self.asides:
            skipped += 1
        following = following[skipped:]
        if not following or following[0].text in self.reporting or following[0].start >= stop:
            return None
        first = following[0]
        if self.lemmas.get(self.verb(lead[at].text) or "") in self.addressing and self._is_addressed(first):
            return None
        if first.text in self.anonymous or first.text in self.many:
            return Speaker(
                text=first.text, method="said by somebody unnamed" if first.text in self.anonymous else "said by several", confidence=0.8
            )
        if first.text in self.statements:
            return self._issued(text, lead, lead.index(first), stop, last)
        body = self._body(text, first)
        if body is not None:
            return body
        phrase_end = self._phrase_end(text, following, stop)
        for mention in text.actors(first.start, phrase_end):
            if mention.person is not None:
                return _speaks(mention, "", "subject of the verb", 0.9)
            if mention.organisation is not None and mention.start - first.start <= 2:
                return _speaks(mention, "", "subject of the verb", 0.85)
        return self._office(text, following, phrase_end, last)

    def _is_addressed(self, word: Word) -> bool:
        """Whether a word behind ناشد or دعا is more likely the one spoken to: several, or nobody named."""
        return word.text in self.many or word.text in self.anonymous

    def _body(self, text: AnnotatedText, word: Word) -> Speaker | None:
        """The body that a bare الوزارة or الحركة means: the one of that head word named last before."""
        head = word.text.removeprefix("ال")
        if head == word.text or head not in self.heads or any(m.start == word.start for m in text.actors(word.start, word.end)):
            return None
        named = [
            m
            for m in text.actors(0, word.start)
            if m.organisation is not None and head in fold(m.organisation.name_ar).text.replace("ال", "").split()
        ]
        return _speaks(named[-1], "", "a body told of before", 0.7) if named else None

    def _phrase_end(self, text: AnnotatedText, following: Sequence[Word], stop: int) -> int:
        """Where the noun phrase behind a verb ends: before أن, a preposition, a verb, or the next part of the sentence."""
        end = following[0].end
        for before, word in pairwise(following):
            gap = text.body[before.end : word.start]
            named = next((m for m in text.actors(word.start, word.end)), None)
            if word.start >= stop or word.text in self.reporting or self.verb(word.text) is not None:
                break
            if word.text in self.links and named is None:
                break
            if gap.strip(' \u00a0#،,؛"«»“”()') or ("،" in gap and named is None):
                break
            end = word.end
        return end

    def _office(self, text: AnnotatedText, phrase: Sequence[Word], phrase_end: int, last: Speaker) -> Speaker | None:
        """The person whom an office without a name means: one of its country and kind, the last one named first."""
        office = next((bare for stem in stems(phrase[0].text) if (bare := stem.removeprefix("ال")) in self.offices), None)
        if office is None:
            return None
        words = text.body[phrase[0].start : phrase_end]
        if len(phrase) > 1 and phrase[1].text in self.diplomacy:
            office = "وزير"
        nations = text.countries(phrase[0].start, phrase_end)
        holders = [person for person in text.holders(phrase[0].start) if not nations or text.offices[person][1] == nations[0]]
        same = [
            person for person in holders if office in text.offices[person][0].split() or f"ال{office}" in text.offices[person][0].split()
        ]
        if not nations and last.person in holders and (not same or last.person in same):
            return Speaker(last.person, None, words, None, "office without a name, as before", 0.75)
        chosen = next(iter(same or (holders if office not in ("رييس", "وزير") or nations else [])), None)
        if chosen is None:
            return Speaker(text=words, method="office without a name", confidence=0.5)
        return Speaker(chosen, None, words, None, "office without a name", 0.75)

    def _issued(self, text: AnnotatedText, lead: Sequence[Word], at: int, stop: int, last: Speaker) -> Speaker:
        """The body whose statement speaks: named behind the word بيان, or the one that spoke before."""
        until = lead[min(at + 5, len(lead) - 1)].end
        for mention in text.actors(lead[at].end, min(until, stop)):
            if mention.organisation is not None:
                return _speaks(mention, "قال", "whose statement it is", 0.8)
        if last.organisation is not None:
            return replace(last, method="the statement told of before", confidence=0.7)
        bodies = [m for m in text.actors(0, lead[at].start) if m.organisation is not None and self._follows_statement(text, m)]
        return _speaks(bodies[-1], "قال", "the statement told of before", 0.65) if bodies else NOBODY

    def _follows_statement(self, text: AnnotatedText, mention: Mention) -> bool:
        """Whether a body's statement is spoken of beside its name: بيان الوزارة, الوزارة في بيان."""
        beside = [*text.before(mention.start, 3), *text.between(mention.end, mention.end + 14)]
        return any(word.text in self.statements for word in beside)

    def _right_before(self, text: AnnotatedText, lead: Sequence[Word], at: int) -> Speaker | None:
        """The actor that stands right before the verb, at the most a comma between: فإن أنطونيو غوتيريش، أبلغ ..."""
        if at == 0 or lead[at].text.startswith("و"):
            return None
        for mention in text.actors(lead[max(0, at - 6)].start, lead[at].start):
            between = text.body[mention.end : lead[at].start]
            if re.fullmatch(r"[\s،,]*", between) and not self._is_governed(text, mention):
                return _speaks(mention, "", "subject right before the verb", 0.85)
        return None

    def _subject_before(self, text: AnnotatedText, lead: Sequence[Word], at: int) -> Speaker | None:
        """The subject that stands before the verb: the first actor of the sentence that no preposition governs."""
        for mention in text.actors(lead[0].start, lead[at].start):
            if self._is_governed(text, mention):
                continue
            position = sum(1 for word in lead if word.start < mention.start)
            if mention.person is not None or position <= NEAR:
                return _speaks(mention, "", "subject of the sentence", 0.75)
        office = self._office(text, lead[:1], lead[0].end, NOBODY) if at > 0 else None
        return office if office is not None and office.known else None

    def _is_governed(self, text: AnnotatedText, mention: Mention) -> bool:
        """Whether a preposition stands right before a mention, as a word or as a letter."""
        if text.body[mention.start - 1 : mention.start] in ("ل", "ب"):
            return True
        before = text.before(mention.start, 1)
        return bool(before) and before[0].end <= mention.start and (before[0].text in self.links or before[0].text == "باسم")

    def _from_earlier(self, text: AnnotatedText, start: int) -> Speaker:
        """The last person whom an earlier sentence is about."""
        for first, last in [span for span in reversed(text.sentences) if span[1] <= start][:EARLIER_SENTENCES]:
            people = [m for m in text.actors(first, last) if m.person is not None and not self._is_governed(text, m)]
            if people:
                return _speaks(people[0], "", "subject of an earlier sentence", 0.5)
        return replace(NOBODY, method="verb of speech without a subject")

    def _behind(self, text: AnnotatedText, end: int, last: Speaker) -> Speaker | None:
        """The speaker named right behind a quotation: "...", قال فلان; "...", بحسب البيان."""
        following = text.between(end, end + 70)[:8]
        for at, word in enumerate(following):
            gap = text.body[end : word.start]
            if re.search(r"[.!؟\n]", gap):
                return None
            form = self.verb(word.text)
            if at <= 2 and form is not None and form == word.text:
                told = self._explicit(text, following, at, end + 70, last)
                return replace(told, verb=self.lemmas[form], method="subject of the verb behind it", confidence=0.8) if told else None
            if word.text in self.told_by or (at > 0 and word.text == "ل" and following[at - 1].text in self.told_by):
                rest = following[at + 1 :]
                if rest and any(stem in self.statements for stem in stems(rest[0].text)):
                    return self._issued(text, following, at + 1, end + 70, last)
                named = next(text.actors(word.end, word.end + 30), None)
                return _speaks(named, "قال", "told by بحسب behind it", 0.75) if named else None
        return None


def _speaks(mention: Mention, verb: str, method: str, confidence: float) -> Speaker:
    """A mention as the speaker."""
    return Speaker(mention.person, mention.organisation, mention.surface, verb or None, method, confidence)
