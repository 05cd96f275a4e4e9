"""Learn reference/names.crfsuite: the model of pipeline/tagger.py.

    python -m training.learn_names CONLL

CONLL is labelled text, token TAB tag, a blank line between sentences (ANERcorp's training text, which is not part of
this project). What is learnt is a weight for each attribute that pipeline/tagger.py sees, no text. The same text, the same
reference/ and the same python-crfsuite give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pycrfsuite

from pipeline import reference
from pipeline.gazetteer import Gazetteer
from pipeline.tagger import MODEL, Attributes, sentences, sorts_of
from training import conll

ARTICLE = 10  # sentences that make a text as long as an article
PARAMETERS = {"c1": 0.05, "c2": 0.02, "max_iterations": 80, "feature.possible_transitions": True}

Example = tuple[list[list[str]], list[str]]


def texts(of: Sequence[conll.Sentence]) -> list[conll.LabelledText]:
    """The sentences as texts of an article's length."""
    return [conll.labelled_text(of[at : at + ARTICLE]) for at in range(0, len(of), ARTICLE)]


def examples(of: Iterable[conll.LabelledText], attributes: Attributes, gazetteer: Gazetteer) -> Iterator[Example]:
    """Each sentence's attributes and labels."""
    for text in of:
        folded = text.folded.text
        sorts = sorts_of(text.tokens, gazetteer.hits(folded))
        led = attributes.led(folded, text.tokens)
        for first, stop in sentences(folded, text.tokens):
            yield attributes.sentence(folded, text.tokens, first, stop, sorts, led), list(text.labels[first:stop])


def learn(of: Iterable[Example], output: Path) -> None:
    """Write the model of some examples to a file."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    for attributes, labels in of:
        trainer.append(attributes, labels)
    trainer.train(str(output))


if __name__ == "__main__":
    known = reference.load()
    labelled = texts(conll.sentences(Path(sys.argv[1]).read_text("utf8")))
    learn(examples(labelled, Attributes.of(known), Gazetteer(known)), MODEL)
