"""Arabic as text: folding that keeps offsets, words, proclitics, sentences.

Nothing here knows of news, names or dates.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

HARAKAT = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
LONGEST_REMEMBERED = 40
TATWEEL = "\u0640"
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
ARABIC_LETTER = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff"
PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")

# Letters that outlets write for one another. Each stands for one letter, so that offsets hold.
_SAME_LETTER = (
    *((letter, "ا") for letter in "أإآٱ"),
    *((letter, "ي") for letter in "ىئیې"),
    ("ة", "ه"),
    ("ہ", "ه"),
    ("ؤ", "و"),
    ("ک", "ك"),
    ("گ", "غ"),
    ("ڤ", "ف"),
    ("پ", "ب"),
    ("چ", "ج"),
    ("ژ", "ج"),
    *((chr(0x0660 + digit), str(digit)) for digit in range(10)),
    *((chr(0x06F0 + digit), str(digit)) for digit in range(10)),
    *((space, " ") for space in "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
    ("_", " "),
)
# What folding leaves out: harakat, tatweel, invisible marks, a hashtag's sign, the second of two spaces.
_LEFT_OUT = re.compile(f"(?<= )[ {HARAKAT}{TATWEEL}{INVISIBLE}#]+|[{HARAKAT}{TATWEEL}{INVISIBLE}#]+")
LETTER_BY_LETTER = {
    **{ord(letter): same for letter, same in _SAME_LETTER},
    **{at: None for first, last in re.findall("(.)-(.)|.", HARAKAT + INVISIBLE) if first for at in range(ord(first), ord(last) + 1)},
    **{ord(mark): None for mark in re.sub(".-.", "", HARAKAT + TATWEEL + INVISIBLE) + "#"},
}
_LATIN_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", **dict.fromkeys("-‐‑'’‘ʻʿʾ`´", " ")})
_SPACES = re.compile("  +")
# A hyphen within a name parts it as a space does: جان-إيف, بيدوزي-لوران.
HYPHEN = re.compile(f"(?<=[{ARABIC_LETTER}{HARAKAT}])[-‐‑](?=[{ARABIC_LETTER}])")
_MARKS = re.compile(f"[{HARAKAT}]+")
WORD = re.compile(rf"[{ARABIC_LETTER}0-9A-Za-z\u00c0-\u024f]+(?:[.'’][A-Za-z]+)*")
_BETWEEN_WORDS = re.compile(r"[^\w+]+")
_SENTENCE_END = re.compile(r"[.!?؟…]+[\"”»“)\]]*(?=\s|$)|\n+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in folded letters, and for each of them where it stood in the original (code points)."""

    text: str
    origin: array[int]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's start and end of folded characters start:end. Harakat on the last letter belong to it."""
        stop = self.origin[end - 1] + 1
        mark = _MARKS.match(self.original, stop)
        return self.origin[start], mark.end() if mark else stop


class Word(NamedTuple):
    """A word of a folded text at start:end of it."""

    text: str
    start: int
    end: int


def fold(text: str) -> Folded:
    """Letters that outlets write for one another made one; harakat, tatweel and invisible marks left out.

    Line feeds stay. The result remembers where each character stood.

    >>> fold("الأُمَــم  المتّحدة").text
    'الامم المتحده'
    >>> fold("جان-إيف لودريان").text
    'جان ايف لودريان'
    >>> folded = fold("إلى ليبيّـا")
    >>> folded.span(4, 9)
    (4, 11)
    """
    expanded, origin = _expand_presentation_forms(text)
    for letter, same in _SAME_LETTER:
        expanded = expanded.replace(letter, same)
    expanded = HYPHEN.sub(" ", expanded)
    kept: list[str] = []
    kept_origin: array[int] = array("I")
    at = 0
    for gap in _LEFT_OUT.finditer(expanded):
        if gap.start() > at:
            kept.append(expanded[at : gap.start()])
            kept_origin.extend(origin[at : gap.start()])
        at = gap.end()
    if not kept:
        return Folded(expanded[at:], origin[at:], text)
    kept.append(expanded[at:])
    kept_origin.extend(origin[at:])
    return Folded("".join(kept), kept_origin, text)


def _expand_presentation_forms(text: str) -> tuple[str, array[int]]:
    """Presentation forms (ﻻ) as the letters they stand for, with the place of each character in `text`."""
    if not PRESENTATION_FORM.search(text):
        return text, array("I", range(len(text)))
    pieces, origin = [], array("I")
    for at, character in enumerate(text):
        piece = unicodedata.normalize("NFKC", character) if PRESENTATION_FORM.match(character) else character
        pieces.append(piece)
        origin.extend([at] * len(piece))
    return "".join(pieces), origin


def folded(text: str) -> str:
    """The folded text alone, for comparing: spaces at its ends taken off.

    >>> folded("  أوغلو ") == folded("اوغلو")
    True
    """
    return _folded_name(text) if len(text) <= LONGEST_REMEMBERED else fold(text).text.strip()


@lru_cache(maxsize=200_000)
def _folded_name(text: str) -> str:
    """What fold() makes of a name, letter by letter: for the many short ones of reference/, asked for again and again."""
    expanded, _ = _expand_presentation_forms(text)
    return _SPACES.sub(" ", HYPHEN.sub(" ", expanded).translate(LETTER_BY_LETTER)).strip()


def comparable(text: str) -> str:
    """A text for comparing in any script: folded, capitals and Latin accents off, hyphens and apostrophes as spaces.

    >>> comparable("بُوقـادوم") == comparable("بوقادوم"), comparable("Sergueï LAVROV"), comparable("Côte d'Ivoire")
    (True, 'serguei lavrov', 'cote d ivoire')
    """
    latin = folded(text).casefold().translate(_LATIN_LETTERS)
    return " ".join("".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c)).split())


def words(folded_text: str) -> Iterator[Word]:
    """The words of a folded text: runs of letters and digits.

    >>> [word.text for word in words("قال (لافروف): 5 دول، U.S")]
    ['قال', 'لافروف', '5', 'دول', 'U.S']
    """
    for match in WORD.finditer(folded_text):
        yield Word(match.group(), *match.span())


PROCLITIC = re.compile("[وف]?[بكلس]?")


@lru_cache(maxsize=100_000)
def stems(word: str) -> tuple[str, ...]:
    """The word, and what may be left of it when proclitics and the article are taken off, longest first.

    >>> stems("وبالجزاير")
    ('وبالجزاير', 'بالجزاير', 'الجزاير', 'جزاير')
    >>> stems("للحكومه")
    ('للحكومه', 'الحكومه', 'حكومه', 'لحكومه')
    """
    found = [word]
    rest = word
    if len(rest) > 3 and rest[0] in "وف":
        rest = rest[1:]
        found.append(rest)
    if rest.startswith("لل") and len(rest) > 4:
        found += ["ال" + rest[2:], rest[2:], rest[1:]]
    elif len(rest) > 3 and rest[0] in "بكل":
        rest = rest[1:]
        found.append(rest)
        if rest.startswith("ال") and len(rest) > 4:
            found.append(rest[2:])
    elif rest.startswith("ال") and len(rest) > 4:
        found.append(rest[2:])
    return tuple(dict.fromkeys(found))


def is_made_from(word: str, endings: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether a folded word is one of the known ones with one of the endings on it.

    >>> is_made_from("عقده", ("ه", "ها", "هم"), frozenset({"عقد"}))
    True
    """
    return any(word.endswith(ending) and word.removesuffix(ending) in known for ending in endings)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence. A line's end ends one; so does a full stop, save between digits or letters.

    >>> text = "قال ذلك. ثم سافر\\nوعاد"
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['قال ذلك.', 'ثم سافر', 'وعاد']
    """
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        end = match.start() if match.group().startswith("\n") else match.end()
        spans.append((start, end))
        start = match.end()
    spans.append((start, len(text)))
    stripped = ((s + len(text[s:e]) - len(text[s:e].lstrip()), s + len(text[s:e].rstrip())) for s, e in spans)
    return [(s, e) for s, e in stripped if s < e]


def spelling(name: str) -> str:
    """What two spellings of a name share: folded, without spaces and punctuation, عبد الله as عبدالله.

    >>> spelling("عبد الفتّاح السيسى") == spelling("عبدالفتاح السيسي")
    True
    """
    return _BETWEEN_WORDS.sub("", folded(name))


def arabic_share(text: str) -> float:
    """The share of Arabic letters among the letters of a text, 0 to 1; 0 where there is no letter.

    >>> arabic_share("Sputnik عربي") < 0.5
    True
    """
    letters = [character for character in text if character.isalpha()]
    return sum(1 for character in letters if "\u0600" <= character <= "\u06ff") / len(letters) if letters else 0.0
