"""Article, Names -> Quotes: what was said, directly or as reported, and who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.arabic import Folded, Word, fold, folded, stems, words
from pipeline.model import Article, Mention, Names, Organisation, Person, Quote
from pipeline.reference import Reference, folded_set

OPENING, CLOSING = "«“‹", "»”›"
FEWEST_WORDS = 4
REACH = 40
PASSED_ON = re.compile(r"\s[-–—]\s*(?=و?(?:قال|أضاف|أكد|صرح|تابع|أوضح|يقول))")


@dataclass(frozen=True, slots=True)
class _Span:
    """A quotation at start:end of a body, marks outside; `closed` is False where its end mark is missing."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who speaks, the words that say so, how that was settled and how surely."""

    person: Person | None
    organisation: Organisation | None
    text: str | None
    verb: str | None
    method: str
    confidence: float

    @property
    def known(self) -> bool:
        return self.person is not None or self.organisation is not None


NOBODY = _Speaker(None, None, None, None, "no speaker told", 0.5)


def quoted_spans(text: str) -> list[_Span]:
    """The outermost quotations of a text, line by line, whatever their marks; a nested one is part of its outer one.

    >>> [(s.start, s.end, s.closed) for s in quoted_spans('قال "نعم" و«لا» ثم "ربما')]
    [(5, 8, True), (12, 14, True), (20, 24, False)]
    """
    spans: list[_Span] = []
    at = 0
    for line in text.split("\n"):
        spans += [replace(span, start=span.start + at, end=span.end + at) for span in _line_spans(line)]
        at += len(line) + 1
    return spans


def _line_spans(line: str) -> Iterator[_Span]:
    """The quotations of one line."""
    stack: list[int] = []
    inner: list[_Span] = []
    for match in re.finditer(r"''|[\"«»“”‹›]", line):
        mark, start, end = match.group(), match.start(), match.end()
        opens = mark in OPENING
        if mark in ('"', "''", "”", "“"):
            spaced_before = start == 0 or line[start - 1] in " (:،\u00a0ـ[\u200b-–,"
            spaced_after = end == len(line) or line[end] in " ).،,؛:!؟\u00a0\u200b]…" or line[end : end + 1] in '"»'
            opens = (spaced_before and not spaced_after) or (spaced_before and spaced_after and not stack)
            if not spaced_before and not spaced_after:
                opens = not stack
        if opens:
            stack.append(end)
        elif stack:
            opened = stack.pop()
            inner.append(_Span(opened, start, True))
            if not stack:
                yield inner[-1]
                inner = []
    if not stack:
        return
    stop = min([span.start for span in inner if span.start > stack[0]] + stack[1:] + [len(line) + 1]) - 1
    passed_on = PASSED_ON.search(line, stack[0], stop)
    yield _Span(stack[0], passed_on.start() if passed_on else stop, False)
    yield from (span for span in inner if span.start > stop)


@dataclass(frozen=True, slots=True)
class QuoteFinder:
    """Finds quotations and their speakers. Made once from reference/speech_verbs.yml and roles.yml."""

    lemmas: dict[str, str]
    weak: frozenset[str]
    participles: frozenset[str]
    offices: frozenset[str]
    labels: frozenset[str]
    statements: frozenset[str]
    told_by: frozenset[str]
    reporting: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> QuoteFinder:
        """The finder with the verbs of speech of reference/ folded."""
        lemmas = {folded(form): verb.lemma for verb in reference.speech_verbs for form in verb.forms}
        return cls(
            lemmas=lemmas,
            weak=folded_set(form for verb in reference.speech_verbs for form in verb.weak),
            participles=frozenset(
                form
                for form in lemmas
                if re.match("م.*(?:ا|ه|ين)$", form) or form in ("قايلا", "قايله", "لافتا", "داعيا", "نافيا", "كاشفا", "داعيه", "لافته")
            ),
            offices=folded_set(reference.titles.offices + reference.words.speaker_nouns),
            labels=folded_set(reference.words.labels),
            statements=folded_set(reference.words.statements),
            told_by=folded_set(reference.words.told_by),
            reporting=folded_set(reference.words.reporting),
        )

    def find(self, article: Article, names: Names) -> tuple[Quote, ...]:
        """The quotations of an article in the order of its text, direct ones and those told with أن."""
        page = _Page(article.body, names)
        quotes: list[Quote] = []
        last = NOBODY
        direct = quoted_spans(article.body)
        reported = list(self._reported(page, direct))
        for span, is_direct in sorted(
            [(span, True) for span in direct] + [(span, False) for span in reported], key=lambda pair: pair[0].start
        ):
            speaker = self._speaker(page, span, last)
            if speaker is None or (is_direct and not self._is_speech(page, span, speaker)):
                continue
            text = page.text[span.start : span.end]
            trimmed = len(text) - len(text.lstrip())
            start, end = span.start + trimmed, span.end - (len(text) - len(text.rstrip()))
            quotes.append(
                Quote(
                    start,
                    end,
                    page.text[start:end],
                    is_direct,
                    speaker.verb,
                    speaker.person,
                    speaker.organisation,
                    speaker.text,
                    speaker.method,
                    speaker.confidence,
                )
            )
            if speaker.known:
                last = speaker
        return tuple(quotes)

    def _is_speech(self, page: _Page, span: _Span, speaker: _Speaker) -> bool:
        """Whether a quoted span is speech: long enough, no name or label, led in or followed by a verb of speech."""
        inside = list(words(fold(page.text[span.start : span.end]).text))
        before = page.words_before(span.start, 2)
        if any(stem in self.labels for word in before for stem in stems(word)):
            return False
        if any(mention.start <= span.start + 2 and mention.end >= span.end - 2 for mention in page.names.mentions):
            return False
        if len(inside) < FEWEST_WORDS:
            return False
        return speaker is not NOBODY or len(inside) >= 6

    def _reported(self, page: _Page, direct: Sequence[_Span]) -> Iterator[_Span]:
        """Clauses that a verb of speech and أن lead in, in sentences where nobody is quoted directly."""
        for start, end in page.sentences:
            if any(span.start < end and start < span.end for span in direct):
                continue
            for word in page.tokens_between(start, end):
                if word.text not in self.reporting:
                    continue
                before = page.words_before(page.origin(word.start), 12)
                if any(self._verb_of(each) for each in before):
                    yield _Span(page.origin(word.start), len(page.text[:end].rstrip(" .،")), True)
                    break

    def _verb_of(self, word: str) -> str | None:
        """The form of a verb of speech that a word is, proclitics taken off; weak ones do not count."""
        return next((stem for stem in stems(word) if stem in self.lemmas and stem not in self.weak and word.endswith(stem)), None)

    def _speaker(self, page: _Page, span: _Span, last: _Speaker) -> _Speaker | None:
        """Who says what stands at `span`: the subject of the verb before it, else of one right after it, else NOBODY."""
        start = page.clause_start(span.start)
        lead = page.tokens_between(start, span.start)
        for at in range(len(lead) - 1, -1, -1):
            form = self._verb_of(lead[at].text)
            near = len(lead) - at <= REACH
            if form is None and len(lead) - at <= 3:
                form = next((stem for stem in stems(lead[at].text) if stem in self.lemmas and lead[at].text.endswith(stem)), None)
            if form is not None and near:
                return self._subject(page, lead, at, form, span, last)
        after = page.tokens_between(span.end, min(len(page.text), span.end + 60))[:6]
        for word in after:
            form = self._verb_of(word.text)
            if form is not None and "\n" not in page.text[span.end : page.origin(word.start)]:
                mention = page.first_mention(page.origin(word.end), page.origin(word.end) + 40)
                if mention is not None:
                    return _speaks(mention, self.lemmas[form], "subject of the verb behind it", 0.8)
            if word.text in self.told_by:
                mention = page.first_mention(page.origin(word.end), page.origin(word.end) + 30)
                if mention is not None:
                    return _speaks(mention, "قال", "told by بحسب behind it", 0.75)
                if last.organisation is not None:
                    return replace(last, method="the statement told of before", confidence=0.6)
        colon = re.search(r"[:：]\s*[\"«“]?\s*$", page.text[start : span.start])
        if colon and lead:
            mention = page.last_mention(start, span.start)
            if mention is not None:
                return _speaks(mention, "قال", "name before the colon", 0.7)
        return NOBODY

    def _subject(self, page: _Page, lead: Sequence[Word], at: int, form: str, span: _Span, last: _Speaker) -> _Speaker:
        """The subject of the verb of speech at word `at` of the clause before a quotation."""
        verb = self.lemmas[form]
        verb_end = page.origin(lead[at].end - 1) + 1
        stop = next((page.origin(word.start) for word in lead[at + 1 :] if word.text in self.reporting), span.start)
        if form not in self.participles:
            for mention in page.mentions_between(verb_end, stop):
                if mention.person is not None:
                    return _speaks(mention, verb, "subject of the verb", 0.9)
                if mention.organisation is not None and len(list(words(fold(page.text[verb_end : mention.start]).text))) <= 4:
                    return _speaks(mention, verb, "subject of the verb", 0.85)
            office = self._office(page, lead, at, stop)
            if office is not None:
                return replace(office, verb=verb)
            if any(word.text in self.statements for word in lead[at + 1 : at + 3]) and last.organisation is not None:
                return replace(last, verb=verb, method="the statement told of before", confidence=0.7)
        started = page.origin(lead[0].start)
        before = [
            m for m in page.mentions_between(started, page.origin(lead[at].start)) if m.person is not None or m.organisation is not None
        ]
        subject = next((m for m in before if m.person is not None and self._is_subject(page, m)), None)
        if subject is not None:
            return _speaks(subject, verb, "subject of the sentence", 0.75)
        office = self._office(page, lead, -1, page.origin(lead[at].start)) if before or at > 2 else None
        if office is not None:
            return replace(office, verb=verb, confidence=0.65)
        if before and any(word.text in self.statements for word in lead[:at]) and before[0].organisation is not None:
            return _speaks(before[0], verb, "whose statement it is", 0.75)
        if last.known:
            return replace(last, verb=verb, method="speaker carried over", confidence=0.7)
        return replace(NOBODY, verb=verb, method="verb of speech without a name")

    def _is_subject(self, page: _Page, mention: Mention) -> bool:
        """Whether a verb of speech or action stands shortly before a person, so that the sentence is about that person."""
        before = page.words_before(mention.start, 8)
        return (
            any(self._verb_of(word) or re.match("[وف]?(?:ت|ا)", word) for word in before)
            or page.clause_start(mention.start) == mention.start
        )

    def _office(self, page: _Page, lead: Sequence[Word], at: int, stop: int) -> _Speaker | None:
        """The person whom an office without a name means: by its nationality word, else the last one who held such an office."""
        for word in lead[at + 1 : at + 4]:
            if page.origin(word.start) >= stop:
                return None
            if not any(stem.removeprefix("ال") in self.offices for stem in stems(word.text)):
                continue
            begin = page.origin(word.start)
            countries = [m.country for m in page.names.mentions if m.country and begin <= m.start < min(stop, begin + 45)]
            holders = page.holders(begin)
            matching = [person for person, country in holders if not countries or country == countries[0]]
            if matching:
                end = max(
                    [m.end for m in page.names.mentions if m.country and begin <= m.start < min(stop, begin + 45)]
                    + [page.origin(word.end - 1) + 1]
                )
                return _Speaker(matching[0], None, page.text[begin:end], None, "office without a name", 0.75)
            return None
        return None


def _speaks(mention: Mention, verb: str, method: str, confidence: float) -> _Speaker:
    return _Speaker(mention.person, mention.organisation, mention.surface, verb, method, confidence)


class _Page:
    """A body with its words, sentences and names, for looking around."""

    def __init__(self, body: str, names: Names) -> None:
        self.text = body
        self.folded: Folded = fold(body)
        self.tokens = list(words(self.folded.text))
        self.names = names
        self.sentences = [match.span() for match in re.finditer(r"[^\n.!؟]+(?:[.!؟]+[\"»”]?)?", body) if match.group().strip()]
        self._origins = [self.folded.origin[token.start] for token in self.tokens]

    def origin(self, at: int) -> int:
        """The place in the body of a folded character."""
        return self.folded.origin[at] if at < len(self.folded.origin) else len(self.text)

    def tokens_between(self, start: int, end: int) -> list[Word]:
        return [token for token, origin in zip(self.tokens, self._origins, strict=True) if start <= origin < end]

    def words_before(self, at: int, count: int) -> list[str]:
        """The last `count` words before a place, in the same line."""
        line = self.text.rfind("\n", 0, at) + 1
        return [token.text for token in self.tokens_between(line, at)][-count:]

    def clause_start(self, at: int) -> int:
        """Where the sentence begins in which a quotation at `at` stands; quotations before it do not end it."""
        line = self.text.rfind("\n", 0, at) + 1
        ends = [match.end() for match in re.finditer(r"(?<![\d\"»”])[.!؟](?=\s)|[.!؟][\"»”]\s|[\"»”][.]\s", self.text[line:at])]
        return line + (ends[-1] if ends else 0)

    def mentions_between(self, start: int, end: int) -> list[Mention]:
        """People and bodies named between two places."""
        return [m for m in self.names.mentions if start <= m.start < end and (m.person is not None or m.organisation is not None)]

    def first_mention(self, start: int, end: int) -> Mention | None:
        return next(iter(self.mentions_between(start, end)), None)

    def last_mention(self, start: int, end: int) -> Mention | None:
        return next(reversed(self.mentions_between(start, end)), None)

    def holders(self, at: int) -> list[tuple[Person, str | None]]:
        """People to whom the article gives an office, with their country, those named last before `at` first."""
        roles = {role.person: role.country or role.person.country for role in reversed(self.names.roles)}
        seen: dict[Person, int] = {}
        for mention in self.names.mentions:
            if mention.person is not None and mention.person in roles and mention.start < at:
                seen[mention.person] = mention.start
        return [(person, roles[person] or person.country) for person in sorted(seen, key=lambda person: -seen[person])]
