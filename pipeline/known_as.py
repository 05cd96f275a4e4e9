"""The names by which what the register holds may be asked for: whole names, what is left of them without their beginning,
and how they sound, whichever script they are written in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.arabic import comparable

# Words that begin the rest of a name and are never cut from what follows: بن سلمان, Ben Bella.
_BOUND = "بن ابن بنت ابو ابي ال ولد ام عبد bin ben ibn bint abu abou al el ould umm de van von der la le bou abdel abdul abd"
_JOINED = frozenset(_BOUND.split())
_ARTICLES = frozenset({"al", "el", "as", "ad", "ar", "az", "ash", "an", "at"})
_ARTICLE = re.compile(r"^ال(?=...)")

# Letters and letters together, as transliterations of one name write them for one another. Vowels, h and the throat's
# letters come and go from one to the next, and the press writes g, j, q and k for the same ج غ ق ك.
_DIGRAPHS = (
    ("tch", "C"),
    ("sch", "C"),
    ("ch", "C"),
    ("sh", "C"),
    ("kh", "x"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ff", "f"),
    ("x", "ks"),
)
_SOUNDS = str.maketrans(
    {
        **dict(zip("بتثجحخدذرزسشصضطظعغفقكلمن", "bttk xddrzsCsdtd kfkklmn".replace(" ", "\0"), strict=True)),
        **dict(zip("bcdfgjklmnpqrstvwzCx", "bkdfkkklmnbkrstf\0zCx", strict=True)),
    }
)
_NO_SOUND = re.compile(r"[^a-zC]|[aeiouyhw]")
_DOUBLE = re.compile(r"(.)\1+")


def tails(name: str) -> Iterator[str]:
    """What may stand for a whole name, comparable: itself, and what follows its first words, longest first.

    >>> list(tails("محمد بن سلمان")), list(tails("عبد المجيد تبون"))
    (['محمد بن سلمان', 'بن سلمان'], ['عبد المجيد تبون', 'تبون'])
    >>> list(tails("Abdel Fattah el-Sisi"))
    ['abdel fattah el sisi', 'el sisi', 'sisi']
    """
    parts = comparable(name).split()
    for at in range(len(parts)):
        before = parts[at - 1] if at else ""
        if before in _JOINED and before not in _ARTICLES:
            continue
        yield " ".join(parts[at:])


def sound(name: str) -> str:
    """What transliterations of one name share, in Arabic and in Latin letters: the consonants, word by word.

    Two names that sound alike need not be one: this is for a question that no name answers as it is written.

    >>> sound("لافروف") == sound("Lavrov") == sound("Lavroff"), sound("بوتين") == sound("Poutine")
    (True, True)
    >>> sound("القذافي") == sound("Gaddafi") == sound("al-Kadhafi"), sound("بوقدوم") == sound("Boukadoum")
    (True, True)
    """
    heard = (_word_sound(word) for word in comparable(name).split() if word not in _ARTICLES)
    return " ".join(filter(None, heard))


def _word_sound(word: str) -> str:
    for letters, one in _DIGRAPHS:
        word = word.replace(letters, one)
    return _NO_SOUND.sub("", _DOUBLE.sub(r"\1", _ARTICLE.sub("", word)).translate(_SOUNDS))
