"""AnnotatedText -> Quotes: what was said, directly or as reported, and who said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotated import AnnotatedText, QuotedSpan
from pipeline.arabic import stems
from pipeline.model import Quote
from pipeline.reference import Reference, folded_set
from pipeline.speakers import NOBODY, Speaker, SpeakerFinder

FEWEST_WORDS = 4
FEWEST_WORDS_ALONE = 6
REPORTING_REACH = 12


@dataclass(frozen=True, slots=True)
class QuoteFinder:
    """Finds quotations with their speakers. Made once from reference/."""

    speakers: SpeakerFinder
    labels: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> QuoteFinder:
        """The finder with the verbs of speech of reference/ folded."""
        return cls(SpeakerFinder.of(reference), folded_set(reference.words.labels))

    def find(self, text: AnnotatedText) -> tuple[Quote, ...]:
        """The quotations of an article in the order of its text, direct ones and those told with أن."""
        direct = text.quoted
        spans = [(span, True) for span in direct] + [(span, False) for span in self._reported(text, direct)]
        quotes: list[Quote] = []
        last, last_end = NOBODY, 0
        for span, is_direct in sorted(spans, key=lambda pair: pair[0].start):
            speaker = self.speakers.speaker(text, span.start, span.end, last, last_end)
            if is_direct and not self._is_speech(text, span, speaker):
                continue
            quotes.append(_quote(text, span, is_direct, speaker))
            if speaker.known:
                last, last_end = speaker, span.end
        return tuple(quotes)

    def _is_speech(self, text: AnnotatedText, span: QuotedSpan, speaker: Speaker) -> bool:
        """Whether a quoted span is speech: long enough, no name or label, led in or followed by a verb of speech."""
        if any(stem in self.labels for word in text.before(span.start, 2) for stem in stems(word.text)):
            return False
        if any(mention.start <= span.start + 2 and mention.end >= span.end - 2 for mention in text.names.mentions):
            return False
        return len(text.between(span.start, span.end)) >= (FEWEST_WORDS if speaker is not NOBODY else FEWEST_WORDS_ALONE)

    def _reported(self, text: AnnotatedText, direct: Sequence[QuotedSpan]) -> Iterator[QuotedSpan]:
        """Clauses that a verb of speech and أن lead in, in sentences where nobody is quoted directly."""
        for start, end in text.sentences:
            if any(span.start < end and start < span.end for span in direct):
                continue
            for word in text.between(start, end):
                led_in = word.text in self.speakers.reporting and any(
                    self.speakers.verb(before.text) for before in text.before(word.start, REPORTING_REACH) if before.start >= start
                )
                if led_in:
                    yield QuotedSpan(word.start, len(text.body[:end].rstrip(" .،")), True)
                    break


def _quote(text: AnnotatedText, span: QuotedSpan, is_direct: bool, speaker: Speaker) -> Quote:
    """A span as a quotation, white space inside its marks left out."""
    inside = text.body[span.start : span.end]
    start, end = span.start + len(inside) - len(inside.lstrip()), span.start + len(inside.rstrip())
    return Quote(
        start=start,
        end=end,
        text=text.body[start:end],
        direct=is_direct,
        verb=speaker.verb,
        speaker_person=speaker.person,
        speaker_organisation=speaker.organisation,
        speaker_text=speaker.text,
        method=speaker.method,
        confidence=speaker.confidence,
    )
