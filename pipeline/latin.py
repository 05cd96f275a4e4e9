"""Arabic name -> Latin name, and the way it was made.

A part of a name that reference/latin_names.csv has is spelt as it usually is. Any other is written by BGN/PCGN 1956
without its dots, strokes and apostrophes; the vowels that Arabic leaves unwritten are supplied from
reference/latin_vowels.csv. docs/latin.md says how well, and how the standard was simplified.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.arabic import ARABIC_LETTER, HARAKAT, INVISIBLE, TATWEEL, folded
from pipeline.reference import Reference

USUAL = "usual spelling"
STANDARD = "BGN/PCGN 1956, vowels supplied"
MIXED = f"{USUAL} and {STANDARD}"

# Words beside the parts of a name, spelt as the press spells them whichever way the parts are.
PARTICLES = {
    "بن": "bin",
    "ابن": "ibn",
    "بنت": "bint",
    "ابو": "Abu",
    "ابي": "Abi",
    "ابا": "Aba",
    "ام": "Umm",
    "ال": "Al",
    "ولد": "Ould",
    "ذو": "Dhu",
}
SERVANT = "عبد"
SECOND_HALVES = {"الدين": "al-Din", "الله": "Allah"}

CONSONANTS = {
    **dict(zip("بتجحدرزسصضطظفقكلمنهويگڤپ", "btjhdrzssdtzfqklmnhwygvp", strict=True)),
    **dict(zip("ثخذشغچژ", ("th", "kh", "dh", "sh", "gh", "ch", "zh"), strict=True)),
}
_LONG_VOWELS = {"و": "u", "ي": "i"}
_HAMZA_SEATS = {"ؤ": "u", "ئ": "i"}
_SAME_LETTER = str.maketrans("کیېہٱ", "كييها")
_KINDS = str.maketrans("أإآؤئةىگڤپچژ", "اااويهيغفبجج")
_SHADDA = "\u0651"
_WRITTEN_VOWELS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u0652": "", "\u0670": "a"}
_SHORT_VOWELS = frozenset("\u064e\u064f\u0650")
_NOT_SPOKEN = re.compile(f"[{TATWEEL}{INVISIBLE}\u064b-\u064d]")
_WORD = re.compile(rf"[{ARABIC_LETTER}][{ARABIC_LETTER}{HARAKAT}]*|[^\W_]+(?:['’.-][^\W_]+)*")
_LETTER = re.compile(f"([{ARABIC_LETTER}])([{HARAKAT}]*)")
_SERVANT = re.compile(rf"^ع[{HARAKAT}]*ب[{HARAKAT}]*د[{HARAKAT}]*\s*")
_ARTICLE = re.compile(f"^[اٱ][{HARAKAT}]*ل[{HARAKAT}]*(?=(?:[{ARABIC_LETTER}][{HARAKAT}]*){{3}})")
_SUN_LETTER = re.compile(f"^(.[{HARAKAT}]*?){_SHADDA}")
_LONG_TWICE = re.compile(r"([aiu])\1+")

# How much is looked at to supply a vowel: letters before and after, the most first.
WINDOWS = ((2, 2), (1, 2), (1, 1), (0, 1), (0, 0))
EDGE = "#"


class LatinName(NamedTuple):
    """A name in Latin letters and the way it was made: USUAL, STANDARD or MIXED."""

    name: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Latin:
    """Writes names in Latin letters. Made once from reference/.

    `usual` gives the spelling of a name's part by its `key`; `vowels` what stands behind a letter in its surroundings.
    """

    usual: Mapping[str, str]
    vowels: Mapping[tuple[str, str, str], str]

    @classmethod
    def of(cls, reference: Reference) -> Latin:
        """The writer with the tables of reference/."""
        return cls(reference.latin_names, reference.latin_vowels)

    def write(self, name: str) -> LatinName:
        """An Arabic name in Latin letters. What is in Latin letters already stays as it is.

        >>> latin = Latin({"محمد": "mohamed", "عبدالله": "abdullah", "سعود": "saud"}, {("", "ن", ""): "a"})
        >>> latin.write("محمّد بن عبد الله آل سعود")
        LatinName(name='Mohamed bin Abdullah Al Saud', made_by='usual spelling')
        >>> latin.write("محمد النقيب")
        LatinName(name='Mohamed al-Naqib', made_by='usual spelling and BGN/PCGN 1956, vowels supplied')
        >>> latin.write("مُنْذِر")
        LatinName(name='Mundhir', made_by='BGN/PCGN 1956, vowels supplied')
        """
        written = [self._part(part) for part in parts(name)]
        latin = " ".join(part for part, _ in written)
        ways = {way for _, way in written if way is not None}
        return LatinName(latin[:1].upper() + latin[1:], MIXED if len(ways) > 1 else min(ways, default=USUAL))

    def _part(self, part: str) -> tuple[str, str | None]:
        """A part of a name and the way it was written, None for a particle and for what is Latin already."""
        name = key(part)
        if not _LETTER.search(part):
            return part, None
        if name in PARTICLES:
            return PARTICLES[name], None
        if name in self.usual and _SHORT_VOWELS.isdisjoint(part):
            return _capital(self.usual[name]), USUAL
        halves = part.split()
        if len(halves) == 2 and key(halves[1]) in SECOND_HALVES and key(halves[0]) != SERVANT:
            latin, way = self._part(halves[0])
            return f"{latin} {SECOND_HALVES[key(halves[1])]}", way
        if name.startswith(SERVANT + "ال") and len(name) > len("عبدال") + 1:
            latin, way = self._part(without_article(_SERVANT.sub("", part)))
            return f"Abdul {latin}", way
        bare = without_article(part)
        if bare != part:
            # Egypt's press writes the ي of a nisba as ى (السنباطى).
            latin, way = self._part(bare.removesuffix("ى") + "ي" * part.endswith("ى"))
            return f"al-{latin}", way
        return _capital(self.standard(part)), STANDARD

    def standard(self, word: str) -> str:
        """A word by BGN/PCGN 1956, simplified; lower case. Vowels that are written are believed, the others supplied.

        >>> Latin({}, {}).standard("گورباتشوف"), Latin({}, {}).standard("مُحَمَّد")
        ('gurbatshuf', 'muhammad')
        """
        letters: list[tuple[str, str]] = _LETTER.findall(word.translate(_SAME_LETTER))
        around = EDGE * 2 + "".join(kinds(letter) for letter, _ in letters) + EDGE * 2
        behind = ["", *(_written_vowel(marks) or "" for _, marks in letters)]
        written = [self._letter(letter, marks, behind[at], around[at : at + 5]) for at, (letter, marks) in enumerate(letters)]
        return _LONG_TWICE.sub(r"\1", "".join(_no_three_consonants(written)))

    def _letter(self, letter: str, marks: str, behind: str, around: str) -> str:
        """A letter with the vowel after it; `behind` is the written vowel before it, `around` the two letters on each side and its own."""
        first, last = around[1] == EDGE, around[3] == EDGE
        vowel = _written_vowel(marks)
        supplied = self.supplied(around)
        if letter in "آة" or (letter in "اى" and not first):
            return "a"
        if first and letter in "اأإ":
            return vowel if vowel is not None else "i" if letter == "إ" else supplied or "a"
        if letter in _LONG_VOWELS and vowel is None and (_SHADDA not in marks or last):
            if behind:
                return "" if behind == _LONG_VOWELS[letter] else CONSONANTS[letter]
            if first and supplied[:1] not in ("w", "y"):
                # No Arabic word begins with a long vowel.
                return CONSONANTS[letter] + ("" if around[3] in "اوي" else "a")
            return supplied or _LONG_VOWELS[letter]
        if letter in _HAMZA_SEATS and vowel is None:
            return supplied.lstrip("wy") or _HAMZA_SEATS[letter]
        if vowel is None and supplied.startswith("-"):
            return supplied[1:]
        consonant = CONSONANTS.get(letter, "")
        double = _SHADDA in marks or (vowel is None and supplied.startswith("="))
        return consonant * (2 if double and len(consonant) == 1 else 1) + (supplied.lstrip("=-") if vowel is None else vowel)

    def supplied(self, around: str) -> str:
        """What reference/latin_vowels.csv has behind a letter, by as much of its surroundings as it knows."""
        for before, after in WINDOWS:
            found = self.vowels.get((around[2 - before : 2], around[2], around[3 : 3 + after]))
            if found is not None:
                return found
        return ""


def parts(name: str) -> Iterator[str]:
    """The parts of a name, عبد and الدين kept with their other half.

    >>> list(parts("نور الدين بن عبد القادر، شريف"))
    ['نور الدين', 'بن', 'عبد القادر', 'شريف']
    """
    waiting: str | None = None
    for word in _WORD.findall(_NOT_SPOKEN.sub("", unicodedata.normalize("NFKC", name))):
        if waiting is None:
            waiting = word
        elif key(waiting) == SERVANT or (key(word) in SECOND_HALVES and key(waiting) not in PARTICLES and " " not in waiting):
            waiting += " " + word
        else:
            yield waiting
            waiting = word
    if waiting is not None:
        yield waiting


def key(part: str) -> str:
    """What a name's part is called in reference/latin_names.csv: folded, its halves joined.

    >>> key("عبد الله") == key("عبدالله")
    True
    """
    return folded(part).replace(" ", "")


def without_article(word: str) -> str:
    """A word without its ال. ألبرت, with a hamza, begins with none; nor do the three letters of الف.

    >>> without_article("الْمنصوري"), without_article("النّجار"), without_article("ألبرت")
    ('منصوري', 'نجار', 'ألبرت')
    """
    bare = _ARTICLE.sub("", word)
    return word if bare == word else _SUN_LETTER.sub(r"\1", bare)


def kinds(letters: str) -> str:
    """Letters as reference/latin_vowels.csv has them: hamza as its seat, letters of other tongues as Arabic's.

    >>> kinds("فؤادة")
    'فواده'
    """
    return letters.translate(_KINDS)


def _written_vowel(marks: str) -> str | None:
    """The vowel that harakat write, empty for a sukun, None where they write none."""
    vowels = [_WRITTEN_VOWELS[mark] for mark in marks if mark in _WRITTEN_VOWELS]
    return vowels[0] if vowels else None


def _capital(latin: str) -> str:
    return latin[:1].upper() + latin[1:]


def _no_three_consonants(written: list[str]) -> list[str]:
    """What letters were written as, with an a where three consonants would meet: no Arabic word lets them.

    >>> _no_three_consonants(["z", "q", "z", "u", "q"])
    ['za', 'q', 'z', 'u', 'q']
    """
    filled = [piece for piece in written if piece]
    for at in range(len(filled) - 2):
        first, second, third = filled[at : at + 3]
        if first[-1] not in "aeiou" and not set(second) & set("aeiou") and third[0] not in "aeiou":
            filled[at if at == 0 else at + 1] += "a"
    if not set("".join(filled)) & set("aeiou"):
        filled[:1] = [piece + "a" for piece in filled[:1]]
    return filled
