"""What a search and a comparison see through: spelling, the article, what leans on a word; and the sentence of a mention."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.arabic import comparable, folded, sentence_spans, words

CONJUNCTIONS = ("", "و", "ف")
PREPOSITIONS = ("", "ب", "ك", "ل")
ARTICLE = "ال"
ARABIC = re.compile("[\u0620-\u064a]")
PHRASE_OR_REST = re.compile(r'"([^"]*)"?|([^"]+)')
CACHED_LENGTH = 100


def escape_fts(query: str) -> str:
    """What is typed into a search box, as an FTS5 query over folded text: all words, each in any form; phrases as they stand.

    >>> escape_fts('"الأمم المتّحدة"')
    '"الامم المتحده"'
    >>> escape_fts("Lavrov OR") # FTS5's own words are words like any other
    '("Lavrov") AND ("OR")'
    """
    parts: list[str] = []
    for phrase, rest in PHRASE_OR_REST.findall(query.replace("\0", " ")):
        if phrase.strip():
            parts.append(f'"{folded(phrase)}"')
        parts += [any_of(forms(word.text)) for word in words(folded(rest))]
    return " AND ".join(parts) or '""'


def forms(word: str) -> list[str]:
    """How a folded word may stand in a text: with and without the article, a conjunction, a preposition.

    >>> {"الجزاير", "والجزاير", "بالجزاير", "للجزاير", "جزاير"} <= set(forms("جزاير")) & set(forms("الجزاير"))
    True
    >>> "لالمانيا" in forms("المانيا")
    True
    """
    if not ARABIC.match(word):
        return [word]
    bare = word.removeprefix(ARTICLE) if len(word) > 4 else word
    stems = [stem for before in PREPOSITIONS for stem in (before + bare, before + ARTICLE + bare)] + ["لل" + bare]
    return list(dict.fromkeys(before + stem for before in CONJUNCTIONS for stem in stems))


def any_of(phrases: list[str]) -> str:
    """An FTS5 query for any of some phrases."""
    return "(" + " OR ".join(f'"{each}"' for each in phrases) + ")"


def fold(text: str | int | None) -> str | None:
    """A text for comparing, whatever its hamzas, harakat, tatweel, capitals and accents; NULL stays NULL.

    >>> fold("بُوقـادوم") == fold("بوقادوم"), fold("Sergueï LAVROV")
    (True, 'serguei lavrov')
    """
    if text is None:
        return None
    as_text = str(text)
    return _fold_name(as_text) if len(as_text) <= CACHED_LENGTH else comparable(as_text)


_fold_name = lru_cache(maxsize=100_000)(comparable)
_spans = lru_cache(maxsize=16)(sentence_spans)


def sentence(body: str | None, start: int, end: int) -> str | None:
    """The sentence of a body in which characters start:end stand.

    >>> sentence("وصل لافروف. ثم سافر.", 4, 10)
    'وصل لافروف.'
    """
    if body is None:
        return None
    around = [span for span in _spans(body) if span[0] < end and span[1] > start]
    return body[around[0][0] : around[-1][1]] if around else body[start:end]
