"""Labelled text in CONLL's form as news pages would write it: what learning and measuring read.

A line is a token, TAB, its tag (B-PER, I-PER, O ...); a blank line ends a sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.arabic import Folded, Word, fold, words

KINDS = frozenset(("PER", "LOC", "ORG"))
OUTSIDE = "O"
_CLOSING = frozenset("،.,:؛!؟?)]»/%…”’") | {".."}
_OPENING = frozenset("([«/“")
_QUOTES = frozenset(('"', "'", "''"))

Sentence = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text, its folded words, and a label for each of them."""

    text: str
    folded: Folded
    tokens: tuple[Word, ...]
    labels: tuple[str, ...]


def sentences(conll: str) -> list[Sentence]:
    """The sentences of labelled text: tokens with their tags, those of other kinds than people, places and bodies made O."""
    found: list[Sentence] = [[]]
    for line in conll.splitlines():
        token, _, tag = line.partition("\t")
        if not token.strip():
            found.append([])
        else:
            found[-1].append((token, tag if tag[2:] in KINDS else OUTSIDE))
    return [sentence for sentence in found if sentence]


def labelled_text(of: Iterable[Sentence]) -> LabelledText:
    """Sentences as one text, a line each, with the label of each of its words as the project cuts them.

    >>> text = labelled_text([[("قال", "O"), ("كوفي", "B-PER"), ("عنان", "I-PER"), ("،", "O"), ("أمس", "O"), (".", "O")]])
    >>> text.text
    'قال كوفي عنان، أمس.'
    >>> text.labels
    ('O', 'B-PER', 'I-PER', 'O')
    """
    lines, at = [], 0
    spans: list[tuple[int, int, str]] = []
    for sentence in of:
        line = ""
        for space, (token, tag) in zip(_spaces(sentence), sentence, strict=True):
            line += space + token
            spans.append((at + len(line) - len(token), at + len(line), tag))
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    folded = fold(text)
    tokens = tuple(words(folded.text))
    starts = [span[0] for span in spans]
    labels = []
    before = -1
    for word in tokens:
        of_token = bisect_right(starts, folded.origin[word.start]) - 1
        last = bisect_left(starts, folded.origin[word.end - 1] + 1) - 1
        tag = next((spans[each][2] for each in range(of_token, last + 1) if spans[each][2] != OUTSIDE), OUTSIDE)
        labels.append(f"I{tag[1:]}" if of_token == before and tag != OUTSIDE else tag)
        before = of_token
    return LabelledText(text, folded, tokens, tuple(_whole(labels)))


def _spaces(sentence: Sentence) -> Iterator[str]:
    """What stands before each token: nothing before a mark that closes and behind one that opens, or behind a lone و."""
    quoted, glued = False, True
    for written, _ in sentence:
        if written in _QUOTES:
            yield "" if quoted or glued else " "
            quoted = not quoted
            glued = quoted
        else:
            yield "" if glued or written in _CLOSING else " "
            glued = written in _OPENING or written == "و"


def _whole(labels: Sequence[str]) -> Iterator[str]:
    """Labels of which each name begins with a B: an I behind O or another kind is one."""
    before = OUTSIDE
    for label in labels:
        yield f"B{label[1:]}" if label.startswith("I") and before[1:] != label[1:] else label
        before = label
