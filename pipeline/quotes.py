"""AnnotatedText -> Quotes: what was said, directly or as reported, and who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotated import AnnotatedText, QuotedSpan
from pipeline.arabic import Word, folded, stems
from pipeline.model import Quote
from pipeline.reference import Reference, folded_set
from pipeline.speakers import NOBODY, PARTICIPLE, Speaker, SpeakerFinder

FEWEST_WORDS = 4
FEWEST_WORDS_ALONE = 6
FEWEST_WORDS_LED_IN = 3
REPORTING_REACH = 14
FEWEST_WORDS_REPORTED = 3
SURE = 0.9
PARTICLE_REACH = 8
THAT_REACH = 8
JOINING = ("كما", "فيما", "بينما", "ثم", "قد", "لكن", "لكنه")
# What joins the next clause to this one is no part of it.
_TRAILING = re.compile(r"(?:[\s،,.؛:…\-–]|(?<=\s)(?:كما|فيما|بينما|حيث|و|إذ|كذلك|وقد|قد))+$")


@dataclass(frozen=True, slots=True)
class QuoteFinder:
    """Finds quotations with their speakers. Made once from reference/."""

    speakers: SpeakerFinder
    labels: frozenset[str]
    particles: Mapping[str, str]
    not_reporting: frozenset[str]

    @classmethod
    def of(cls, reference: Reference) -> QuoteFinder:
        """The finder with the verbs of speech of reference/ folded."""
        return cls(
            SpeakerFinder.of(reference),
            folded_set(reference.words.labels),
            {verb.lemma: folded(verb.particle) for verb in reference.speech_verbs if verb.particle},
            folded_set(reference.words.not_reporting),
        )

    def find(self, text: AnnotatedText) -> tuple[Quote, ...]:
        """The quotations of an article in the order of its text, direct ones and those told with أن."""
        direct = text.quoted
        spans = [(span, True) for span in direct] + [(span, False) for span in self._reported(text)]
        quotes: list[Quote] = []
        last, last_end = NOBODY, 0
        for span, is_direct in sorted(spans, key=lambda pair: pair[0].start):
            speaker = self.speakers.speaker(text, span.start, span.end, last, last_end)
            if not (self._is_speech(text, span, speaker) if is_direct else speaker.verb is not None):
                continue
            quotes.append(_quote(text, span, is_direct, speaker))
            if speaker.known and (is_direct or speaker.confidence >= SURE):
                last, last_end = speaker, span.end
        return tuple(quotes)

    def _is_speech(self, text: AnnotatedText, span: QuotedSpan, speaker: Speaker) -> bool:
        """Whether a quoted span is speech: long enough, no name or label, led in or followed by a verb of speech."""
        before = text.before(span.start, 2)
        if any(stem in self.labels for word in before if not _parted(text, word, span) for stem in stems(word.text)):
            return False
        if any(mention.start <= span.start + 2 and mention.end >= span.end - 2 for mention in text.names.mentions):
            return False
        fewest = FEWEST_WORDS_ALONE if speaker is NOBODY else FEWEST_WORDS_LED_IN if self._is_led_in(text, span) else FEWEST_WORDS
        return len(text.between(span.start, span.end)) >= fewest

    def _is_led_in(self, text: AnnotatedText, span: QuotedSpan) -> bool:
        """Whether a colon, أن or a verb of speech stands right before a quotation, so that even a few words are speech."""
        before = text.before(span.start, 1)
        if re.search(r":\s*\W{0,3}$", text.body[max(0, span.start - 5) : span.start]):
            return True
        return bool(before) and (before[0].text in self.speakers.reporting or self.speakers.verb(before[0].text) is not None)

    def _reported(self, text: AnnotatedText) -> Iterator[QuotedSpan]:
        """Clauses that verbs of speech lead in with أن or with their preposition (دعا إلى), each up to the next such verb."""
        for start, end in text.sentences:
            words = [word for word in text.between(start, end) if text.quotation_at(word.start) is None]
            verbs = [at for at, word in enumerate(words) if self._begins_a_clause(words, at)]
            for at, following in pairwise([*verbs, len(words)]):
                led_in = next((each for each in range(at + 1, min(following, at + REPORTING_REACH)) if self._begins(words, at, each)), None)
                if led_in is None:
                    continue
                stop = words[following].start if following < len(words) else end
                speech = text.speech_from(words[led_in].start)
                if speech is not None and speech - 1 < stop:
                    continue  # only leads a quotation in
                clause = text.body[words[led_in].start : stop]
                told = _TRAILING.sub("", clause)
                if len(text.between(words[led_in].start, words[led_in].start + len(told))) >= FEWEST_WORDS_REPORTED:
                    yield QuotedSpan(words[led_in].start, words[led_in].start + len(told), True)

    def _begins_a_clause(self, words: Sequence[Word], at: int) -> bool:
        """Whether a verb of speech begins a clause: first in its sentence, behind و or ف, a participle (مؤكدا), or with its أن at hand."""
        form = self._form(words[at].text)
        if form is None:
            return False
        joined = at == 0 or words[at].text.startswith(("و", "ف")) or words[at - 1].text in JOINING or PARTICIPLE.match(form) is not None
        return joined or any(self._begins(words, at, each) for each in range(at + 1, min(len(words), at + THAT_REACH)))

    def _form(self, word: str) -> str | None:
        """The form of a verb of speech that a folded word is, weak ones too: أن behind it says that it is one."""
        weak = (stem for stem in stems(word) if stem in self.speakers.weak and word.endswith(stem))
        return self.speakers.verb(word) or next(weak, None)

    def _begins(self, words: Sequence[Word], verb: int, at: int) -> bool:
        """Whether what the verb says begins with the word `at`: أن, or the verb's own preposition with no أن behind it."""
        word = words[at].text
        if word in self.speakers.reporting:
            return words[at - 1].text not in self.not_reporting
        form = self._form(words[verb].text)
        particle = self.particles.get(self.speakers.lemmas.get(form or "", ""))
        that = at + 1 < len(words) and words[at + 1].text in self.speakers.reporting
        if particle == "ب":
            return at <= verb + PARTICLE_REACH and word.startswith("بال") and not that
        return particle is not None and word == particle and not that


def _parted(text: AnnotatedText, word: Word, span: QuotedSpan) -> bool:
    """Whether a mark parts a word from the quotation behind it, so that it is no name of it: في المؤتمر الصحفي: "..."."""
    return re.search("[:،,]", text.body[word.end : span.start]) is not None


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
