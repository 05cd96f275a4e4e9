"""Learn reference/common_words.txt: words of news that are no part of a person's name.

    python -m training.learn_common_words CONLL

CONLL is labelled text, token TAB tag, a blank line between sentences (ANERcorp's training text, which is not part of
this project). A word is common where it stands outside names at least twice, and ten times as often outside as in a
person's name. Its spelling with proclitics taken off counts as well. Only words are kept, no text.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from pipeline.arabic import folded, stems, words

OUTPUT = Path(__file__).resolve().parent.parent / "reference" / "common_words.txt"
LEAST = 2
OUTSIDE_FOR_ONE_INSIDE = 10


def learn(conll: str) -> list[str]:
    """The common words of labelled text, in the order of their code points."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for line in conll.splitlines():
        token, _, tag = line.partition("\t")
        counter = inside if tag.endswith("PER") else outside
        for word in words(folded(token)):
            counter.update([word.text] if counter is inside else stems(word.text))
    return sorted(
        word
        for word, count in outside.items()
        if count >= LEAST and count >= OUTSIDE_FOR_ONE_INSIDE * inside[word] and len(word) > 1 and not word.isascii()
    )


if __name__ == "__main__":
    OUTPUT.write_text("\n".join(learn(Path(sys.argv[1]).read_text("utf8"))) + "\n", "utf8")
