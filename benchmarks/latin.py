"""How well names are written in Latin letters, beside other ways, for docs/latin.md.

    python -m benchmarks.latin AR2EN NAMES

The two files are those that training/learn_latin_names.py learns from. Where PyICU or arabic-name-romanizer is installed
(benchmarks/requirements.txt), it is measured as well. Nothing is measured on a spelling that it was learnt from: of the
parts of names one in five is left out of all learning; a known person's own entry is left out when their name is written.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.labelled import markdown
from pipeline import reference
from pipeline.latin import USUAL, Latin
from training.learn_latin_names import (
    MAGHREB,
    PERSIAN,
    Spellings,
    align,
    ar2en_spellings,
    names_spellings,
    people_spellings,
    plain,
    strangers,
    together,
    usual,
    vowels,
)

PAGE = Path(__file__).resolve().parent.parent / "docs" / "latin.md"
BEGIN, END = "<!-- python -m benchmarks.latin: begin -->", "<!-- python -m benchmarks.latin: end -->"
FOLDS = 5
Pairs = Sequence[tuple[str, str]]
Way = Callable[[str], str]


def fold_of(name: str) -> int:
    """Which of the five folds a name is in, by its SHA-256."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def compared(latin: str) -> str:
    """Latin letters as they are compared: case, diacritics, hyphens, spaces and the article aside, ben as bin.

    >>> compared("Sabri El-Khoury") == compared("sabrī al khoury")
    True
    """
    bare = re.sub(r"\b[ae]l[- ]|[^a-z ]", "", plain(latin).replace("-", "- "))
    return re.sub(r"\b(ben|ibn)\b", "bin", bare).replace(" ", "")


def similarity(one: str, other: str) -> float:
    """1 less the edits from one to the other (insert, delete, replace) by the longer's length.

    >>> similarity("salah", "saleh")
    0.8
    """
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != against)))
        previous = current
    return 1 - previous[-1] / max(len(one), len(other), 1)


def measured(written: Iterable[tuple[str, str]]) -> list[str]:
    """Share the same and mean similarity of what was written and what should have been."""
    scores = [similarity(compared(got), compared(wanted)) for got, wanted in written]
    return [f"{sum(score == 1 for score in scores) / len(scores):.3f}", f"{sum(scores) / len(scores):.3f}"]


def without(spellings: Spellings, fold: int) -> Spellings:
    """Spellings without those of a fold."""
    return {name: counted for name, counted in spellings.items() if fold_of(name) != fold}


def others() -> dict[str, Way]:
    """The ways of other libraries that are installed."""
    found: dict[str, Way] = {}
    try:
        icu = importlib.import_module("icu")
        for standard in ("Arabic-Latin/BGN", "Any-Latin"):
            found[f"ICU {icu.ICU_VERSION}, {standard}"] = icu.Transliterator.createInstance(standard).transliterate
    except ImportError:
        print("PyICU is not installed")
    try:
        found["arabic-name-romanizer 0.2.0"] = importlib.import_module("arabic_name_romanizer").transliterate
    except ImportError:
        print("arabic-name-romanizer is not installed")
    return found


def held_out_parts(ar2en: Spellings, names: Spellings, mashriq: Spellings, people: Spellings) -> list[list[str]]:
    """Rows for parts of names that were never seen: foreign ones (in ar2en alone) and Arab ones."""
    spelt = {name: latin for name, latin in usual(together(ar2en, names, people)).items() if fold_of(name) == 0}
    sets: list[Pairs] = [
        [(name, latin) for name, latin in spelt.items() if name in ar2en and name not in names],
        [(name, latin) for name, latin in usual(mashriq).items() if fold_of(name) == 0],
        [(name, latin) for name, latin in spelt.items() if name in names],
    ]
    learnt = vowels(align(usual(without(together(ar2en, mashriq, people), 0))))
    ways: dict[str, Way] = {
        **{way: write for way, write in others().items() if way.startswith("ICU")},
        "BGN/PCGN 1956, simplified, an `a` between three consonants": Latin({}, {}).standard,
        "BGN/PCGN 1956, simplified, vowels supplied": Latin({}, learnt).standard,
    }
    heads = [[f"({len(pairs):,})", ""] for pairs in sets]
    rows = [[way, *(figure for pairs in sets for figure in measured((write(a), b) for a, b in pairs))] for way, write in ways.items()]
    return [["number of parts", *(cell for head in heads for cell in head)], *rows]


def known_people(pairs: Pairs, ar2en: Spellings, names: Spellings, mashriq: Spellings) -> list[list[str]]:
    """Rows for the names of reference/people.yml, each written without what its own entry teaches."""
    nothing: Spellings = {}
    supplying = vowels(align(usual(together(ar2en, mashriq))))
    rows = [[way, *measured((write(a), b) for a, b in pairs), ""] for way, write in others().items()]
    rows.append(["letters of BGN/PCGN alone", *measured((Latin({}, {}).write(a).name, b) for a, b in pairs), ""])
    rows.append(["with vowels supplied", *measured((Latin({}, supplying).write(a).name, b) for a, b in pairs), ""])
    for way, sources in {"and a table of ar2en": (ar2en, nothing), "and a table of all sources (taken)": (ar2en, names)}.items():
        written = []
        left_out = strangers(together(*sources))
        for fold in range(FOLDS):
            rest = people_spellings(pair for pair in pairs if fold_of(pair[0]) != fold)
            table = {name: latin for name, latin in usual(together(*sources, rest)).items() if name not in left_out}
            latin = Latin(table, supplying)
            written += [(latin.write(a), b) for a, b in pairs if fold_of(a) == fold]
        whole = sum(got.made_by == USUAL for got, _ in written) / len(written)
        rows.append([way, *measured((got.name, wanted) for got, wanted in written), f"{whole:.2f}"])
    return rows


def main() -> None:
    ar2en, names = ar2en_spellings(Path(sys.argv[1])), names_spellings(Path(sys.argv[2]))
    mashriq = names_spellings(Path(sys.argv[2]), PERSIAN + MAGHREB)
    pairs = [(person.name_ar, person.name_en) for person in reference.load().people]
    parts = held_out_parts(ar2en, names, mashriq, people_spellings(pairs))
    people = known_people(pairs, ar2en, names, mashriq)
    figures = [
        "Parts of names that were never learnt from:\n",
        markdown(["way", "foreign: same", "alike", "Mashriq: same", "alike", "all Arab: same", "alike"], parts),
        f"The {len(pairs):,} names of `reference/people.yml`, each without its own entry:\n",
        markdown(["way", "same", "alike", "wholly from the table"], people),
    ]
    text = "\n".join(figures)
    print(text)
    before, after = PAGE.read_text("utf8").split(BEGIN)[0], PAGE.read_text("utf8").split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{text}{END}{after}", "utf8")


if __name__ == "__main__":
    main()
