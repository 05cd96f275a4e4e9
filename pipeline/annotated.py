"""An article's body with its words, names and quotation marks at hand, for the finders that look around in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pipeline.arabic import Folded, Word, fold, sentence_spans, words
from pipeline.model import Article, Mention, Names, Person, Role

_PASSED_ON = re.compile(r"\s[-–—]\s*(?=و?(?:قال|أضاف|أكد|صرح|تابع|أوضح|يقول))")
WORDS_OF_SPEECH = 4
LONGEST_NAME = 80
GAP_AFTER_OFFICE = 4
NAMES_IN_MARKS = 3
_CLAUSE_END = re.compile(r"(?<![\d\"»”])[.!؟](?=\s)|[.!؟][\"»”]\s|[\"»”][.]\s")
OPENING = ("«", "“", "‹", "„", "‘", "((")
# Marks that open as well as close, by outlet and by accident.
EITHER = ('"', "''", "”", "“", "'", "‘", "’")
CLOSES_UNOPENED = ("»", "”", "›", '"')
_MARK = re.compile(r"''|\(\(|\)\)|[\"«»“”„‹›]|(?<![A-Za-z])['‘’](?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """A quotation at start:end of a body, marks outside; `closed` is False where its end mark is missing."""

    start: int
    end: int
    closed: bool


def quoted_spans(text: str) -> list[QuotedSpan]:
    """The outermost quotations of a text, whatever their marks; a nested one is part of its outer one.

    Each line has its own, save that one left open runs on to a mark that closes it at the end of the next. A mark that
    nothing opened closes what a colon or أن begins.

    >>> [(s.start, s.end, s.closed) for s in quoted_spans('قال "نعم" و«لا» ثم "ربما')]
    [(5, 8, True), (12, 14, True), (20, 24, False)]
    >>> [(s.start, s.end) for s in quoted_spans("قال: بلاده لن تقبل بهذا».")]
    [(5, 23)]
    """
    spans: list[QuotedSpan] = []
    at, left_open = 0, False
    for line in text.split("\n"):
        found = list(_line_spans(line, left_open))
        spans += [replace(span, start=span.start + at, end=span.end + at) for span in found]
        left_open = bool(found) and not found[-1].closed
        at += len(line) + 1
    return spans


def _line_spans(line: str, left_open: bool) -> Iterator[QuotedSpan]:
    """The quotations of one line; `left_open` where the line before left one open."""
    stack: list[int] = []
    inner: list[QuotedSpan] = []
    closed_to = 0
    for match in _MARK.finditer(line):
        mark, start, end = match.group(), match.start(), match.end()
        if _opens(line, mark, start, end, within=bool(stack)):
            stack.append(end)
        elif stack:
            opened = stack.pop()
            inner.append(QuotedSpan(opened, start, True))
            if not stack:
                yield inner[-1]
                inner, closed_to = [], end
        elif mark in CLOSES_UNOPENED:
            begun = 0 if left_open and not closed_to else _begun(line, closed_to, start)
            if begun is not None and begun < start:
                yield QuotedSpan(begun, start, True)
                closed_to = end
    if not stack:
        return
    stop = min([span.start for span in inner if span.start > stack[0]] + stack[1:] + [len(line) + 1]) - 1
    passed_on = _PASSED_ON.search(line, stack[0], stop)
    yield QuotedSpan(stack[0], passed_on.start() if passed_on else stop, False)
    yield from (span for span in inner if span.start > stop)


def _opens(line: str, mark: str, start: int, end: int, within: bool) -> bool:
    """Whether a mark at start:end of a line opens a quotation: by its shape, or, of those that serve as both, by the spaces at it."""
    if mark not in EITHER:
        return mark in OPENING
    spaced_before = start == 0 or line[start - 1] in " (:،\u00a0ـ[\u200b-–,"
    spaced_after = end == len(line) or line[end] in " ).،,؛:!؟\u00a0\u200b]…" or line[end : end + 1] in '"»'
    if not spaced_before and not spaced_after:
        return not within
    return spaced_before and (not spaced_after or not within)


def _begun(line: str, first: int, stop: int) -> int | None:
    """Where a quotation begins that a mark at `stop` closes and none opens: behind the last colon before it."""
    colon = line.rfind(":", first, stop)
    return None if colon < 0 else colon + 1 + len(line[colon + 1 : stop]) - len(line[colon + 1 : stop].lstrip())


@dataclass(frozen=True)
class AnnotatedText:
    """A body with its names and the day of its publication. `tokens` are its words, folded, each with its start and end in the body."""

    body: str
    published: date | None
    names: Names

    @classmethod
    def of(cls, article: Article, names: Names) -> AnnotatedText:
        """The body of an article with its day and the names found in it."""
        return cls(article.body, article.published, names)

    @cached_property
    def folded(self) -> Folded:
        """The body folded."""
        return fold(self.body)

    @cached_property
    def tokens(self) -> list[Word]:
        """The words of the body, folded, at their places in the body itself."""
        return [Word(word.text, *self.folded.span(word.start, word.end)) for word in words(self.folded.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence."""
        return sentence_spans(self.body)

    def sentences_before(self, at: int, count: int) -> list[tuple[int, int]]:
        """The sentences that end before a place, the last first, at the most so many."""
        behind = bisect_right(self.sentences, at, key=lambda span: span[1])
        return self.sentences[max(0, behind - count) : behind][::-1]

    @cached_property
    def quoted(self) -> list[QuotedSpan]:
        """What stands in quotation marks."""
        return quoted_spans(self.body)

    def speech_from(self, at: int) -> int | None:
        """Where what is said begins behind a place: the next quotation of several words; None where none follows."""
        behind = self.quoted[bisect_left(self.quoted, at, key=lambda span: span.start) :][:NAMES_IN_MARKS]
        return next((span.start for span in behind if len(self.between(span.start, span.end)) >= WORDS_OF_SPEECH), None)

    def quotation_at(self, at: int) -> QuotedSpan | None:
        """The quotation in which a place lies."""
        before = bisect_left(self.quoted, at + 1, key=lambda span: span.start)
        span = self.quoted[before - 1] if before else None
        return span if span is not None and at < span.end else None

    def is_said(self, at: int) -> bool:
        """Whether a place lies in a quotation of several words."""
        span = self.quotation_at(at)
        return span is not None and len(self.between(span.start, span.end)) >= WORDS_OF_SPEECH

    def is_in_a_name(self, at: int) -> bool:
        """Whether a place lies within the name of a person or a body, behind its first letter."""
        before = [m for m in self._named(max(0, at - LONGEST_NAME), at) if m.country is None and m.region is None]
        return any(mention.end > at for mention in before)

    def between(self, start: int, end: int) -> Sequence[Word]:
        """The words that begin between two places."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, at: int, count: int) -> Sequence[Word]:
        """The last words before a place, in the same line."""
        behind = bisect_left(self._starts, at)
        line = self.line_start(at)
        return [word for word in self.tokens[max(0, behind - count) : behind] if word.start >= line]

    def line_start(self, at: int) -> int:
        """Where the line begins in which a place is."""
        return self.body.rfind("\n", 0, at) + 1

    def clause_start(self, at: int) -> int:
        """Where the sentence begins in which a quotation at `at` stands; a full stop inside an earlier one ends none."""
        line = self.line_start(at)
        before = bisect_right(self._clause_ends, at) - 1
        return max(line, self._clause_ends[before]) if before >= 0 else line

    @cached_property
    def _clause_ends(self) -> list[int]:
        """Where sentences end, a full stop inside a quotation left out."""
        return [match.end() for match in _CLAUSE_END.finditer(self.body)]

    def actors(self, start: int, end: int) -> Iterator[Mention]:
        """People and bodies named between two places."""
        return (m for m in self._named(start, end) if m.person is not None or m.organisation is not None)

    def principals(self, start: int, end: int) -> list[Mention]:
        """The people and bodies named between two places, without the bodies that only say whose office somebody holds."""
        found: list[Mention] = []
        for mention in self.actors(start, end):
            nested = bool(found) and mention.end <= found[-1].end
            if not nested and not (mention.organisation is not None and self._is_of_an_office(mention)):
                found.append(mention)
        return found

    def _is_of_an_office(self, body: Mention) -> bool:
        """Whether a body is named only in an office: رئيس المفوضية فلان, المتحدث باسم الكرملين فلان."""
        at = bisect_right(self.roles, body.start, key=lambda role: role.start) - 1
        return any(role.start <= body.start and body.end <= role.end for role in self.roles[max(0, at - 1) : at + 1])

    def phrase_start(self, mention: Mention) -> int:
        """Where the phrase of a mention begins, with the office that leads it in: وزير الخارجية الروسي، سيرغي لافروف."""
        start = mention.start
        for role in self.roles_of(mention):
            if role.start < start and start - role.end <= GAP_AFTER_OFFICE:
                start = role.start
        return start

    def countries(self, start: int, end: int) -> list[str]:
        """The countries named between two places."""
        return [m.country for m in self._named(start, end) if m.country is not None]

    def states(self, start: int, end: int) -> list[Mention]:
        """Where countries are named between two places."""
        return [m for m in self._named(start, end) if m.country is not None]

    def _named(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin between two places."""
        return self.names.mentions[bisect_left(self._mention_starts, start) : bisect_left(self._mention_starts, end)]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.names.mentions]

    @cached_property
    def roles(self) -> list[Role]:
        """The offices that the article gives, in the order of its text."""
        return sorted(self.names.roles, key=lambda role: role.start)

    def roles_of(self, mention: Mention) -> list[Role]:
        """The offices given to the person of a mention in the words before it."""
        at = bisect_left(self.roles, mention.start, key=lambda role: role.start)
        return [role for role in self.roles[max(0, at - 2) : at] if role.person == mention.person]

    @cached_property
    def offices(self) -> dict[Person, tuple[str, str | None]]:
        """The office that the article gives each person, folded, with the country it is of."""
        return {
            role.person: (fold(role.role).text, role.country or role.person.country)
            for role in sorted(self.names.roles, key=lambda role: -role.start)
        }

    def holders(self, at: int) -> list[Person]:
        """People to whom the article gives an office, those named last before a place first, then those named behind it."""
        after = bisect_left(self._holdings, at, key=lambda held: held[0])
        nearest = [*reversed(self._holdings[:after]), *self._holdings[after:]]
        return list({person.id: person for _, person in nearest}.values())

    @cached_property
    def _holdings(self) -> list[tuple[int, Person]]:
        """Where people to whom the article gives an office are named, in the order of the text."""
        return [(m.start, m.person) for m in self.names.mentions if m.person is not None and m.person in self.offices]
