"""Learn reference/latin_names.csv and reference/latin_vowels.csv: how names are spelt in Latin letters.

    python -m training.learn_latin_names AR2EN NAMES

AR2EN is ar2en.txt of google/transliteration (Apache-2.0), Arabic TAB Latin. NAMES is resources/names.sqlite3 of the
package arabic-name-romanizer 0.2.0 (MIT; spellings of name parts with their counts, from Wikidata and the Algerian Name
Transcription Corpus, both CC0, and DziriNames, MIT). The third source is reference/people.yml. None of the files is part
of this project. Only single parts of names are kept, with one spelling each.
"""

from __future__ import annotations

import math
import re
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline import reference
from pipeline.latin import CONSONANTS, EDGE, PARTICLES, SERVANT, WINDOWS, Latin, key, kinds, parts, without_article

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
PERSIAN = ("AF", "IR", "PK")
# Where Latin spelling follows French and a dialect that drops short vowels (Khlifa, Slimane): no witness for the standard's.
MAGHREB = ("DZ", "MA", "MR", "TN")
# What one sight of a spelling weighs in each source: the first two are lists, where a spelling stands once.
OF_PEOPLE, OF_AR2EN, OF_NAMES = 5, 4, 1
# The spelling of a name whose ال is the article: that of the name without it.
ARTICLE = ""
LONGEST_CHUNK = 4
ROUNDS = 6
# How alike two names are is the mean log-probability of a letter's chunk: above the first a pair teaches vowels; below the
# second it is two different names and left out, unless it was met as often as the third.
ALIKE, UNLIKE, OFTEN = -2.2, -3.3, 10
Spellings = dict[str, Counter[str]]
Aligned = tuple[str, list[str], float]

_NO_LETTER_OF_ITS_OWN = str.maketrans({"ı": "i", "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "œ": "oe"})
_ARABIC = re.compile("[ء-غف-ي]{2,}")
_LATIN_ARTICLE = re.compile(r"^(?:[ae]l[- ]|[ae]([dnrstz]|sh|th|ch|dh)[- ](?=\1))")
_GLUED_ARTICLE = re.compile("^[AE]l(?=[^aeiouy -]{1,2}[aeiouy])")
_VOWELS = "aeiouy"
_LEADING_VOWELS = re.compile("[aeiou]+(?=[^aeiou])")
# Latin vowels as they are supplied; Latin consonants that stand for an Arabic letter beside that of the standard.
_VOWEL = {
    **{vowel: vowel for vowel in ("", "a", "e", "i", "o", "u")},
    **dict.fromkeys(("aa", "ae", "ai", "ay", "ei", "ey"), "a"),
    **dict.fromkeys(("ee", "ie", "ii", "y", "ea"), "i"),
    **dict.fromkeys(("eo", "oa", "oe"), "o"),
    **dict.fromkeys(("ou", "oo", "eu", "ue"), "u"),
}
_SPELT = {
    "ج": ("dj", "j", "g"), "ش": ("sch", "sh", "ch"), "ق": ("q", "k", "g", "c"), "ك": ("ck", "ch", "k", "c"),
    "ف": ("ph", "f", "v"), "ب": ("b", "p"), "غ": ("gh", "g"), "خ": ("kh", "ch", "h"), "ذ": ("dh", "th", "d", "z"),
    "ظ": ("dh", "th", "z", "d"), "ض": ("dh", "d"), "ث": ("th", "t", "s"), "س": ("s", "c", "z"), "ز": ("z", "s"),
    "ت": ("th", "t"), "و": ("w", "v", "ou"), "ي": ("y", "j"),
}  # fmt: skip
_LONG = {
    "و": {"u": "u", "ou": "u", "oo": "u", "o": "o", "aw": "aw", "au": "aw", "ow": "aw"},
    "ي": {"i": "i", "ee": "i", "ie": "i", "y": "i", "e": "i", "ai": "ay", "ay": "ay", "ei": "ay", "ey": "ay"},
}


def plain(latin: str) -> str:
    """Latin letters without case and diacritics.

    >>> plain("Maïga"), plain("Müller")
    ('maiga', 'muller')
    """
    decomposed = unicodedata.normalize("NFD", latin.lower().translate(_NO_LETTER_OF_ITS_OWN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def ar2en_spellings(path: Path) -> Spellings:
    """The pairs of AR2EN by the key of their Arabic."""
    found: Spellings = defaultdict(Counter)
    for line in path.read_text("utf8").splitlines():
        arabic, _, latin = line.partition("\t")
        _add(found, arabic.strip("\u200c\u200e،. "), latin, OF_AR2EN)
    return found


def names_spellings(path: Path, without: tuple[str, ...] = PERSIAN) -> Spellings:
    """The name parts of NAMES, counted, but for those of some countries. A nisba's article is one (Alzubaidi), written apart or not."""
    found: Spellings = defaultdict(Counter)
    query = "select arabic_key, latin, country, count from units order by 1, 2, 3, count"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as names:
        for arabic, latin, country, count in names.execute(query):
            if country not in without and len(list(parts(arabic))) == 1:
                _add(found, arabic, _GLUED_ARTICLE.sub("al-", latin) if arabic.endswith("ي") else latin, count * OF_NAMES)
    return found


def people_spellings(people: Iterable[tuple[str, str]]) -> Spellings:
    """The parts of the names of known people, where Arabic and Latin have as many."""
    found: Spellings = defaultdict(Counter)
    for name_ar, name_en in people:
        arabic = [part for part in parts(name_ar) if key(part) not in PARTICLES]
        latin = re.sub(r"\b([AE]l|al|ad|as)[- ]|\b([Bb][ie]n|[Ii]bn|Ab[iu]|Ould|Umm) ", "", name_en).split()
        if len(arabic) == len(latin) and not any(" " in part for part in arabic):
            for part, word in zip(arabic, latin, strict=True):
                _add(found, part, word, OF_PEOPLE)
    return found


def _add(found: Spellings, arabic: str, latin: str, weight: int) -> None:
    """Count a spelling. Where Latin has the article too, or leaves it out, it is the name without ال that is spelt."""
    name, spelt = key(arabic), plain(latin)
    bare = without_article(name)
    if bare != name and not name.startswith(SERVANT):
        without = _LATIN_ARTICLE.sub("", spelt)
        if without != spelt or _begins_like(spelt, bare):
            found[name][ARTICLE] += weight
            name, spelt = bare, without
    spelt = re.sub("[^a-z]", "", spelt)
    if _ARABIC.fullmatch(name) and len(spelt) > 1 and name not in PARTICLES:
        found[name][spelt] += weight


def _begins_like(latin: str, bare: str) -> bool:
    """Whether Latin letters spell the name without its ال, by how they begin (assad for اسد, but neither elias nor lyes for ياس)."""
    if bare[0] in "اع":
        return latin.startswith(("a", "e", "i", "o", "u")) and latin[1:2] != "l"
    return latin[:1] not in "aei" and (latin[:1] != "l" or bare[0] == "ل")


def together(*sources: Spellings) -> Spellings:
    """Spellings of several sources as one."""
    found: Spellings = defaultdict(Counter)
    for source in sources:
        for name, spellings in source.items():
            found[name].update(spellings)
    return found


def usual(spellings: Spellings) -> dict[str, str]:
    """The spelling that each part of a name has most often, the first of the alphabet where two are as frequent.

    A name whose ال was told for the article somewhere is left to the name without it (الحكيم, though Alhakim stands too).
    """
    best = {}
    for name, counted in sorted(spellings.items()):
        if 4 * counted[ARTICLE] < sum(counted.values()):
            best[name] = min((latin for latin in counted if latin), key=lambda latin: (-counted[latin], latin))
    return best


def align(pairs: Mapping[str, str]) -> list[Aligned]:
    """Each Arabic letter with the Latin letters that stand for it, and how alike the two are a letter (Viterbi training)."""
    costs: dict[tuple[str, str], float] = {}
    aligned: list[Aligned] = []
    for _ in range(ROUNDS):
        aligned = [found for name, latin in pairs.items() if (found := _align(name, latin, costs)) is not None]
        seen = Counter(pair for name, chunks, _ in aligned for pair in zip(name, chunks, strict=True))
        letters = Counter(letter for name, _, _ in aligned for letter in name)
        costs = {(letter, chunk): math.log(count / (letters[letter] + 1)) for (letter, chunk), count in seen.items()}
    return [(name, _vowels_behind(chunks), score / len(name)) for name, chunks, score in aligned]


def _vowels_behind(chunks: Sequence[str]) -> list[str]:
    """Chunks with the vowels that stand before a consonant moved to the letter before it, whose vowel they are.

    >>> _vowels_behind(["kh", "al", "i", "l"])
    ['kha', 'l', 'i', 'l']
    """
    moved = list(chunks)
    for at in range(1, len(moved)):
        before = _LEADING_VOWELS.match(moved[at])
        if before:
            moved[at - 1] += before.group()
            moved[at] = moved[at][before.end() :]
    return moved


def _align(name: str, latin: str, costs: Mapping[tuple[str, str], float]) -> Aligned | None:
    """The best way to cut Latin letters into one chunk for each Arabic letter; before anything is learnt, by their length."""
    scores = [[-math.inf] * (len(latin) + 1) for _ in range(len(name) + 1)]
    lengths = [[0] * (len(latin) + 1) for _ in range(len(name) + 1)]
    scores[0][0] = 0.0
    for row, letter in enumerate(name):
        for column, score in enumerate(scores[row]):
            if score == -math.inf:
                continue
            for length in range(min(LONGEST_CHUNK, len(latin) - column) + 1):
                chunk = latin[column : column + length]
                after = score + (costs.get((letter, chunk), -14.0) if costs else _first_guess(chunk, len(latin) / len(name)))
                if after > scores[row + 1][column + length]:
                    scores[row + 1][column + length] = after
                    lengths[row + 1][column + length] = length
    if scores[-1][-1] == -math.inf:
        return None
    chunks, column = [], len(latin)
    for row in range(len(name), 0, -1):
        length = lengths[row][column]
        chunks.append(latin[column - length : column])
        column -= length
    return name, chunks[::-1], scores[-1][-1]


def _first_guess(chunk: str, length: float) -> float:
    """How likely a chunk is before anything is learnt: of usual length, with one consonant."""
    consonants = sum(letter not in _VOWELS for letter in chunk)
    digraph = chunk[:2] in ("sh", "ch", "kh", "gh", "th", "dh", "ph", "dj")
    return -abs(len(chunk) - length) - (0 if chunk else 3) - (2 if consonants > 1 and not digraph else 0)


def supplied(letter: str, chunk: str, last: bool) -> str | None:
    """What a chunk supplies beside the standard's consonant: a vowel, = before it where the consonant is doubled.

    For و ي the whole chunk in the standard's letters, for a last ه that is a mere vowel `-` and the vowel; None where the
    chunk is nothing that the letter is usually written as.

    >>> supplied("م", "mma", False), supplied("و", "ou", False), supplied("ه", "eh", True), supplied("ب", "x", False)
    ('=a', 'u', '-a', None)
    """
    if letter in _LONG and chunk in _LONG[letter]:
        return _LONG[letter][chunk]
    if letter == "ا":
        return _VOWEL.get(chunk)
    if letter == "ه" and last and chunk in ("a", "eh", "ah", "e"):
        return "-a"
    standard = CONSONANTS.get(letter, "")
    for consonant in _SPELT.get(letter, (standard,)):
        for written, doubled in ((consonant * 2, "="), (consonant, "")):
            vowel = _VOWEL.get(chunk.removeprefix(written)) if chunk.startswith(written) and (written or not doubled) else None
            if vowel is not None and not (last and vowel == "e"):
                return standard + vowel if letter in _LONG else (doubled if len(standard) == 1 and consonant else "") + vowel
    return None


def vowels(aligned: Sequence[Aligned]) -> dict[tuple[str, str, str], str]:
    """What stands behind a letter in its surroundings, where a smaller window does not tell the same and two names do."""
    seen: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for name, chunks, likeness in aligned:
        if likeness < ALIKE:
            continue
        around = EDGE * 2 + kinds(name) + EDGE * 2
        for at, chunk in enumerate(chunks):
            found = supplied(around[at + 2], chunk, at == len(chunks) - 1)
            if found is not None:
                for before, after in WINDOWS:
                    seen[around[at + 2 - before : at + 2], around[at + 2], around[at + 3 : at + 3 + after]][found] += 1
    learnt: dict[tuple[str, str, str], str] = {}
    for before, after in reversed(WINDOWS):
        level = {}
        for window, counted in sorted(seen.items()):
            if (len(window[0]), len(window[2])) == (before, after) and sum(counted.values()) > 1:
                best = _best(counted)
                if best != Latin({}, learnt).supplied(window[0].rjust(2, "?") + window[1] + window[2].ljust(2, "?")):
                    level[window] = best
        learnt.update(level)
    return learnt


def _best(counted: Counter[str]) -> str:
    """The commonest: first whether there is a vowel, then which, so that five vowels do not lose to none by being five."""
    voiced = {found: count for found, count in counted.items() if found.strip("=")}
    silent = {found: count for found, count in counted.items() if not found.strip("=")}
    most = voiced if sum(voiced.values()) > sum(silent.values()) else silent
    return min(most, key=lambda found: (-most[found], found))


def strangers(spellings: Spellings) -> frozenset[str]:
    """Names whose Latin is another name altogether, a fault of the list that has them; rare ones only."""
    aligned = align(usual(spellings))
    return frozenset(name for name, _, likeness in aligned if likeness < UNLIKE and sum(spellings[name].values()) < OFTEN)


def learn(ar2en: Spellings, names: Spellings, mashriq: Spellings, people: Spellings) -> Latin:
    """Both tables. Vowels are learnt from `mashriq`, the names without those of the Maghreb, whose spelling follows a dialect."""
    spellings = together(ar2en, names, people)
    left_out = strangers(spellings)
    kept = {name: latin for name, latin in usual(spellings).items() if name not in left_out}
    return Latin(kept, vowels(align(usual(together(ar2en, mashriq, people)))))


def main() -> None:
    """Write both files."""
    ar2en, names = Path(sys.argv[1]), Path(sys.argv[2])
    people = people_spellings((person.name_ar, person.name_en) for person in reference.load().people)
    latin = learn(ar2en_spellings(ar2en), names_spellings(names), names_spellings(names, PERSIAN + MAGHREB), people)
    rows = [f"{name},{spelling}" for name, spelling in latin.usual.items()]
    (REFERENCE / "latin_names.csv").write_text("\n".join(["name,latin", *rows]) + "\n", "utf8")
    rows = [f"{before},{letter},{after},{written}" for (before, letter, after), written in sorted(latin.vowels.items())]
    (REFERENCE / "latin_vowels.csv").write_text("\n".join(["before,letter,after,written", *rows]) + "\n", "utf8")


if __name__ == "__main__":
    main()
