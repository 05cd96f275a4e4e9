"""AnnotatedText -> Timexes: every day, week, month and year that an article tells, with what it means.

A timex is a temporal expression (TimeML, Pustejovsky et al. 2003).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.annotated import AnnotatedText
from pipeline.model import Timex
from pipeline.reference import Reference
from pipeline.temporal import ABSOLUTE, HIJRI, NEAREST, PART, RELATIVE, UNANCHORED, TemporalFinder

# The share that means what the value says, of the expressions of benchmarks/dates.py and of tests/test_timexes.py together;
# the last two stand there too seldom to be measured.
CONFIDENCES = {ABSOLUTE: 0.94, NEAREST: 0.95, RELATIVE: 0.9, PART: 0.6, HIJRI: 0.9, UNANCHORED: 0.9}


NO_LETTER = "ء"


@dataclass(frozen=True, slots=True)
class TimexFinder:
    """Finds timexes. Made once from reference/."""

    times: TemporalFinder

    @classmethod
    def of(cls, reference: Reference) -> TimexFinder:
        """The finder with the months of reference/."""
        return cls(TemporalFinder.of(reference.months, reference.hijri_months))

    def find(self, text: AnnotatedText) -> tuple[Timex, ...]:
        """The timexes of an article in the order of its text, told from its day of publication; those within a name are none."""
        found = []
        for each in self.times.find(_without_names(text), text.published):
            start, end = text.folded.span(each.start, each.end)
            found.append(
                Timex(
                    start=start,
                    end=end,
                    text=text.body[start:end],
                    value=each.iso,
                    until=each.until_iso,
                    precision=each.precision,
                    method=each.method,
                    confidence=CONFIDENCES[each.method],
                )
            )
        return tuple(found)


def _without_names(text: AnnotatedText) -> str:
    """The folded body with a letter that tells nothing in place of each letter of a name: سيرغي is no future, حركة 20 فبراير no day."""
    letters = list(text.folded.text)
    for mention in text.names.mentions:
        first = bisect_left(text.folded.origin, mention.start)
        last = bisect_left(text.folded.origin, mention.end)
        letters[first:last] = [" " if letter == " " else NO_LETTER for letter in letters[first:last]]
    return "".join(letters)
