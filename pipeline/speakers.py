"""Who says a quotation: the subject of the verb of speech that leads it in or follows it, carried over where none stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.annotated import AnnotatedText
from pipeline.arabic import Word, fold, folded, stems
from pipeline.model import Mention, Organisation, Person
from pipeline.reference import Reference, folded_set

REACH = 40
LONGEST_LEAD = 150
BY_NOBODY_NAMED, BY_SEVERAL = "said by somebody unnamed", "said by several"
UNNAMED = (BY_NOBODY_NAMED, BY_SEVERAL)
NOT_TOLD = "no speaker told"
# How surely each way settles a speaker: the share that was right on labelled pages (python -m benchmarks.methods), of ways met
# fewer than ten times there drawn towards two in three.
CONFIDENCES = {
    "subject of the verb": 0.98,
    "subject right before the verb": 0.9,
    "subject of the sentence": 0.92,
    "subject of the sentence before": 0.82,
    "subject of an earlier sentence": 0.6,
    "subject of the verb behind it": 0.67,
    "told by بحسب behind it": 0.75,
    "told of last": 0.67,
    "led in by the same word": 0.72,
    "office without a name": 0.92,
    "office without a name, as before": 0.6,
    "a body told of before": 0.8,
    "whose statement it is": 0.78,
    "the statement told of before": 0.9,
    "in whose name it is said": 0.65,
    "quoted by another": 0.8,
    "name before the colon": 0.6,
    "speaker carried over": 0.67,
    "goes on from the quotation before": 0.75,
    "verb of speech without a subject": 0.5,
    BY_NOBODY_NAMED: 0.9,
    BY_SEVERAL: 0.75,
    NOT_TOLD: 0.5,
}
NEAR = 3
SUBJECT_REACH = 16
EARLIER_SENTENCES = 6
RECENT_SENTENCES = 2
VERB_BEFORE_STATEMENT = 4
TITLE_GAP = 6
HEAD_GAP = 4
OFFICE_WORDS = 4
WORDS_OF_AN_OFFICE = 2
PEOPLE_BEFORE = 60
HIS_SAYING = re.compile("(?:قول|تصريح|تاكيد|افادت|تشديد)(?:ه|ها|هم|هما)$")
PARTICIPLE = re.compile("م.{2,}(?:ا|ه|ين)$|(?:قايل|لافت|داعي|نافي|كاشف)(?:ا|ه|ين)$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, the words that say so, the verb's lemma, how that was settled and how surely."""

    person: Person | None = None
    organisation: Organisation | None = None
    text: str | None = None
    verb: str | None = None
    method: str = NOT_TOLD

    @property
    def confidence(self) -> float:
        """The share of quotations whose speaker was right when he was settled in this way."""
        return CONFIDENCES[self.method]

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
    pronouns: frozenset[str]
    titles: frozenset[str]
    persons: frozenset[str]

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
            pronouns=folded_set(lists.pronouns),
            titles=folded_set(reference.titles.ranks + reference.titles.honorifics + reference.titles.offices),
            persons=folded_set(lists.persons),
        )

    def verb(self, word: str) -> str | None:
        """The form of a verb of speech that a folded word is, proclitics taken off; weak forms do not count."""
        return next((stem for stem in stems(word) if stem in self.lemmas and stem not in self.weak and word.endswith(stem)), None)

    def speaker(self, text: AnnotatedText, start: int, end: int, last: Speaker, last_end: int) -> Speaker:
        """Who says what stands at start:end. `last` spoke the quotation that ended at `last_end` before it."""
        first = text.clause_start(start)
        lead = [word for word in text.before(start, LONGEST_LEAD) if word.start >= first and text.quotation_at(word.start) is None]
        for at in range(len(lead) - 1, max(-1, len(lead) - 1 - REACH), -1):
            form = self.verb(lead[at].text) or (self._weak(lead[at].text) if len(lead) - at <= NEAR else None)
            if form is not None:
                return self._subject(text, lead, at, form, start, last)
            cited = any(stem in self.told_by for word in lead[max(0, at - 2) : at] for stem in stems(word.text))
            if lead[at].text == "لسان" and at > 0 and lead[at - 1].text == "علي":
                in_whose_name = next(iter(text.principals(lead[at].end, start)), None)
                if in_whose_name is not None:
                    return _speaks(in_whose_name, "قال", "in whose name it is said")
            said = any(self.verb(word.text) for word in lead[max(0, at - VERB_BEFORE_STATEMENT) : at])
            if lead[at].text in self.statements and not cited and not said:
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
                return _speaks(named[-1], "قال", "name before the colon")
        if last.known and text.line_start(start) == text.line_start(last_end) and start - last_end < 60:
            return replace(last, method="goes on from the quotation before")
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
        if HIS_SAYING.match(form):
            cited = [m for m in text.principals(lead[0].start, lead[at].start) if self._is_quoted_from(text, m)]
            if cited:
                return replace(_speaks(cited[-1], verb, "quoted by another"))
        if not PARTICIPLE.match(form):
            told = self._told(text, lead, at, start, last)
            if told is not None:
                return replace(told, verb=verb)
            if form.endswith("وا"):
                return replace(NOBODY, verb=verb, method=BY_SEVERAL)
        for earlier in range(at - 1, -1, -1):
            other = self.verb(lead[earlier].text) or (self._weak(lead[earlier].text) if earlier <= 1 else None)
            if other is not None and not PARTICIPLE.match(other):
                told = self._told(text, lead, earlier, lead[at].start, last)
                if told is not None:
                    return replace(told, verb=verb, method="subject of the sentence")
        subject = self._subject_before(text, lead, at)
        if subject is not None:
            return replace(subject, verb=verb)
        recent = self._recent(text, lead[0].start, last)
        if recent is not None:
            return replace(recent, verb=verb)
        if last.known:
            return replace(last, verb=verb, method="speaker carried over")
        return replace(self._from_earlier(text, start), verb=verb)

    def _told(self, text: AnnotatedText, lead: Sequence[Word], at: int, stop: int, last: Speaker) -> Speaker | None:
        """The subject behind a verb, or right before it; one told by an office alone gives way to a name."""
        behind = self._explicit(text, lead, at, stop, last)
        if behind is not None and (behind.known or behind.method in UNNAMED):
            return behind
        return self._right_before(text, lead, at) or behind

    def _recent(self, text: AnnotatedText, start: int, last: Speaker) -> Speaker | None:
        """Who speaks or acts in the sentences right before, as far as they say so: the pronoun of وأضاف is theirs.

        A verb of speech with its subject counts in the line before too; a mere actor only in the same line.
        """
        line = text.line_start(start)
        for first, end in text.sentences_before(start, RECENT_SENTENCES):
            words = [word for word in text.between(first, end) if text.quotation_at(word.start) is None]
            for at, word in enumerate(words):
                form = self.verb(word.text)
                if form is None or PARTICIPLE.match(form):
                    continue
                told = self._told(text, words, at, end, last)
                if told is not None:
                    return replace(told, method="subject of the sentence before")
            if first >= line:
                people = [m for m in text.actors(first, end) if m.person is not None and not self._is_governed(text, m)]
                if people:
                    return _speaks(people[0], "", "subject of the sentence before")
        return None

    def _explicit(self, text: AnnotatedText, lead: Sequence[Word], at: int, stop: int, last: Speaker) -> Speaker | None:
        """The subject that stands behind a verb: a name, an office, a statement, or somebody unnamed; None where none does."""
        following = list(lead[at + 1 : at + 1 + SUBJECT_REACH])
        if following and following[0].text in self.links and re.search("[،,]", text.body[lead[at].end : following[0].start]):
            return None
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
            return Speaker(text=first.text, method=BY_NOBODY_NAMED if first.text in self.anonymous else BY_SEVERAL)
        if first.text in self.statements:
            return self._issued(text, lead, lead.index(first), stop, last)
        titled = self._titled(text, first, stop)
        if titled is not None:
            return titled
        if self._is_unnamed(text, following):
            return Speaker(text=first.text, method=BY_NOBODY_NAMED)
        body = self._body(text, first)
        if body is not None:
            return body
        phrase_end = self._phrase_end(text, following, stop)
        named_to = max(phrase_end, first.end + HEAD_GAP) if first.text in self.heads else phrase_end
        for mention in text.actors(first.start, named_to):
            if mention.person is not None:
                return _speaks(mention, "", "subject of the verb")
            named_by_head = mention.start - first.start <= 2 or first.text in self.heads
            if mention.organisation is not None and named_by_head:
                return _speaks(mention, "", "subject of the verb")
        far = self._named_far_off(text, following, stop)
        if far is not None:
            return far
        office = self._office(text, following, phrase_end, last)
        return office if office is not None and office.known else self._described(text, following) or office

    def _named_far_off(self, text: AnnotatedText, following: Sequence[Word], stop: int) -> Speaker | None:
        """The person named behind an office and what it is of: القيادي في تيار كذا فلان, عضو كتلة كذا النائب فلان."""
        if not any(stem.removeprefix("ال") in self.titles for stem in stems(following[0].text)):
            return None
        for before, word in pairwise(following):
            ends = word.text in self.reporting or self.verb(word.text) is not None or word.start >= stop
            if ends or re.search(r"[،,:؛.(]", text.body[before.end : word.start]):
                return None
            named = next((m for m in text.actors(word.start, word.end) if m.person is not None), None)
            if named is not None:
                return None if self._is_governed(text, named) else _speaks(named, "", "subject of the verb")
        return None

    def _described(self, text: AnnotatedText, following: Sequence[Word]) -> Speaker | None:
        """Whom a title or a nationality without a name means: the person led in by the same word (الأدميرال), or told of last (الرجل)."""
        first = following[0]
        nation = next((word.text for word in following[1:OFFICE_WORDS] if text.countries(word.start, word.end)), None)
        if not first.text.startswith("ال") and nation is None:
            return None
        behind = bisect_left(text.names.mentions, first.start, key=lambda mention: mention.start)
        people = [m for m in reversed(text.names.mentions[max(0, behind - PEOPLE_BEFORE) : behind]) if m.person is not None]
        if first.text in self.persons and people:
            return replace(_speaks(people[0], "", "told of last"), text=first.text)
        if not any(stem.removeprefix("ال") in self.titles for stem in stems(first.text)):
            return None
        for mention in people:
            led_in = {word.text.removeprefix("و").removeprefix("ال") for word in text.before(mention.start, 3)}
            if first.text.removeprefix("ال") in led_in or (nation is not None and nation.removeprefix("ال") in led_in):
                return replace(_speaks(mention, "", "led in by the same word"), text=first.text)
        return None

    @staticmethod
    def _titled(text: AnnotatedText, first: Word, stop: int) -> Speaker | None:
        """The person whose office begins with a word right behind a verb, however long that office is."""
        at = bisect_left(text.roles, first.start - 2, key=lambda role: role.start)
        for role in text.roles[at : at + 2]:
            if role.start > first.start + 2:
                break
            for mention in text.actors(role.start, min(stop, role.end + TITLE_GAP)):
                if mention.person == role.person:
                    return _speaks(mention, "", "subject of the verb")
        return None

    def _is_unnamed(self, text: AnnotatedText, following: Sequence[Word]) -> bool:
        """Whether an office without an article is somebody's who is not named: قال مسؤول في البيت الأبيض."""
        first, rest = following[0], following[1:2]
        if first.text not in self.offices:
            return False
        if any(mention.start <= first.start < mention.end for mention in text.actors(first.start, first.end)):
            return False
        adjective = "يه" if first.text.endswith("ه") else "ي"
        return bool(rest) and (rest[0].text in self.links or (rest[0].text.endswith(adjective) and not rest[0].text.startswith("ال")))

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
        return _speaks(named[-1], "", "a body told of before") if named else None

    def _phrase_end(self, text: AnnotatedText, following: Sequence[Word], stop: int) -> int:
        """Where the noun phrase behind a verb ends: before أن, a preposition, a verb, or the next part of the sentence."""
        end = following[0].end
        for before, word in pairwise(following):
            gap = text.body[before.end : word.start]
            named = next((m for m in text.actors(word.start, word.end)), None)
            if word.start >= stop or word.text in self.reporting or self.verb(word.text) is not None:
                break
            if word.text in self.links and named is None and word.text not in self.pronouns:
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
        said = {word.removeprefix("ال") for word in fold(words).text.split()}
        same = [person for person in holders if self._may_be_of(text.offices[person][0], office, set() if nations else said - {office})]
        shared = {person: _shared(text.offices[person][0], said) for person in holders}
        most = max(shared.values(), default=0)
        if most >= WORDS_OF_AN_OFFICE:
            likest = [person for person in holders if shared[person] == most]
            return Speaker(last.person if last.person in likest else likest[0], None, words, None, "office without a name")
        if not nations and last.person in holders and (not same or last.person in same):
            return Speaker(last.person, None, words, None, "office without a name, as before")
        chosen = next(iter(same or (holders if office not in ("رييس", "وزير") or nations else [])), None)
        if chosen is None:
            return Speaker(text=words, method="office without a name")
        return Speaker(chosen, None, words, None, "office without a name")

    def _may_be_of(self, held: str, office: str, rest_said: set[str]) -> bool:
        """Whether somebody's office, folded, may be the one said: of its kind, and of no other body than what is said of it."""
        of_held = {word.removeprefix("ال") for word in held.split()}
        rest_held = {word for word in of_held - {office} if word not in self.titles}
        return office in of_held and (not rest_held or not rest_said or bool(rest_held & rest_said))

    def _issued(self, text: AnnotatedText, lead: Sequence[Word], at: int, stop: int, last: Speaker) -> Speaker:
        """The body whose statement speaks: named behind the word بيان, or the one that spoke before."""
        until = lead[min(at + 5, len(lead) - 1)].end
        for mention in text.actors(lead[at].end, min(until, stop)):
            if mention.organisation is not None:
                return _speaks(mention, "قال", "whose statement it is")
        if last.organisation is not None:
            return replace(last, method="the statement told of before")
        bodies = [m for m in text.actors(0, lead[at].start) if m.organisation is not None and self._follows_statement(text, m)]
        return _speaks(bodies[-1], "قال", "the statement told of before") if bodies else NOBODY

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
            if re.fullmatch(r"[\s،,]*(?:الذي|التي)?\s*", between) and not self._is_governed(text, mention):
                return _speaks(mention, "", "subject right before the verb")
        return None

    def _subject_before(self, text: AnnotatedText, lead: Sequence[Word], at: int) -> Speaker | None:
        """The subject that stands before the verb: the first actor of the sentence that no preposition governs."""
        for word in lead[: min(at, NEAR)]:
            bare = word.text.removesuffix("ا")
            if not word.text.startswith("ال") and word.text != bare and bare in self.offices | self.anonymous:
                return Speaker(text=word.text, method=BY_NOBODY_NAMED)
        for mention in text.principals(lead[0].start, lead[at].start):
            if self._is_governed(text, mention):
                continue
            position = sum(1 for word in lead if word.start < mention.start)
            if mention.person is not None or position <= NEAR:
                return _speaks(mention, "", "subject of the sentence")
        office = self._office(text, lead[:1], lead[0].end, NOBODY) if at > 0 else None
        return office if office is not None and office.known else None

    @staticmethod
    def _is_quoted_from(text: AnnotatedText, mention: Mention) -> bool:
        """Whether عن stands before a person and the office that leads the name in: نقلت الوكالة عن الوزير فلان قوله."""
        before = text.before(text.phrase_start(mention), 1)
        return bool(before) and before[0].text in ("عن", "لسان")

    def _is_governed(self, text: AnnotatedText, mention: Mention) -> bool:
        """Whether a preposition stands right before a mention, as a word or as a letter."""
        if text.body[mention.start - 1 : mention.start] in ("ل", "ب"):
            return True
        before = text.before(mention.start, 1)
        governs = bool(before) and before[0].text in self.links and before[0].text not in self.reporting | self.told_by
        return bool(before) and before[0].end <= mention.start and (governs or before[0].text == "باسم")

    def _from_earlier(self, text: AnnotatedText, start: int) -> Speaker:
        """The last person whom an earlier sentence is about."""
        for first, last in text.sentences_before(start, EARLIER_SENTENCES):
            people = [m for m in text.actors(first, last) if m.person is not None and not self._is_governed(text, m)]
            if people:
                return _speaks(people[0], "", "subject of an earlier sentence")
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
                if told is None:
                    recent = self._recent(text, text.clause_start(end), last)
                    return replace(recent, verb=self.lemmas[form]) if recent is not None else None
                return replace(told, verb=self.lemmas[form], method="subject of the verb behind it")
            if word.text in self.told_by or (at > 0 and word.text == "ل" and following[at - 1].text in self.told_by):
                rest = following[at + 1 :]
                if rest and any(stem in self.statements for stem in stems(rest[0].text)):
                    return self._issued(text, following, at + 1, end + 70, last)
                named = next(text.actors(word.end, word.end + 30), None)
                return _speaks(named, "قال", "told by بحسب behind it") if named else None
        return None


def _shared(office: str, said: set[str]) -> int:
    """How many words two offices share, articles taken off."""
    return len({word.removeprefix("ال") for word in office.split()} & said)


def _speaks(mention: Mention, verb: str, method: str) -> Speaker:
    """A mention as the speaker."""
    return Speaker(mention.person, mention.organisation, mention.surface, verb or None, method)
