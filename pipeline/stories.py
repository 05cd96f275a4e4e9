"""Articles -> stories: which articles are one text, saved twice or retold by several outlets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rensa import RMinHash, RMinHashLSH

from pipeline.arabic import folded, words
from pipeline.model import Article, Story

SHINGLE = 4
PERMUTATIONS = 128
BANDS = 32
SEED = 1
SAME = 0.4


def stories(articles: Sequence[Article]) -> tuple[Story, ...]:
    """Every article in one story; a story's first article is the earliest dated, then the first by path.

    Near-duplicates are found by MinHash signatures of four-word shingles in bands (Broder 1997; Leskovec et al.,
    Mining of Massive Datasets, ch. 3), and each candidate pair is compared exactly: one story where the shingles'
    Jaccard similarity is at least 0.4.
    """
    ordered = sorted(articles, key=lambda article: (article.published or date.max, article.raw_path))
    texts = [shingles(article.body) for article in ordered]
    index = RMinHashLSH(threshold=SAME, num_perm=PERMUTATIONS, num_bands=BANDS)
    story_of: list[int] = []
    for at, text in enumerate(texts):
        signature = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update(sorted(text))
        alike = [other for other in sorted(index.query(signature)) if similarity(text, texts[other]) >= SAME]
        story_of.append(story_of[alike[0]] if alike else at)
        index.insert(at, signature)
    members: dict[int, list[Article]] = {}
    for at, first in enumerate(story_of):
        members.setdefault(first, []).append(ordered[at])
    return tuple(Story(tuple(told)) for told in members.values())


def shingles(body: str) -> frozenset[str]:
    """The runs of four words of a body, folded; of a shorter one all its words.

    >>> sorted(shingles("وصل الوزير إلى الجزائر أمس"))
    ['الوزير الي الجزاير امس', 'وصل الوزير الي الجزاير']
    """
    found = [word.text for word in words(folded(body))]
    return frozenset(" ".join(found[at : at + SHINGLE]) for at in range(max(1, len(found) - SHINGLE + 1)))


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard similarity of two sets, 0 to 1."""
    return len(one & other) / len(one | other)
