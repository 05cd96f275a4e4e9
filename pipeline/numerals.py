"""Arabic number words -> numbers: ألفين وثمانية عشر is 2018, الحادي والعشرين is 21.

Words come folded (pipeline.arabic.fold).
"""

from __future__ import annotations

from collections.abc import Iterable

_ONES = (
    ("واحد", "واحده", "احدي", "احد"),
    ("اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي"),
    ("ثلاث", "ثلاثه"),
    ("اربع", "اربعه"),
    ("خمس", "خمسه"),
    ("ست", "سته"),
    ("سبع", "سبعه"),
    ("ثمان", "ثماني", "ثمانيه"),
    ("تسع", "تسعه"),
    ("عشر", "عشره"),
)
_TENS = ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_VALUES = {
    **{word: number for number, words in enumerate(_ONES, 1) for word in words},
    **{stem + end: 10 * number for number, stem in enumerate(_TENS, 2) for end in ("ون", "ين")},
    **dict.fromkeys(("مايه", "ميه", "مئه"), 100),
    **dict.fromkeys(("مايتان", "مايتين", "ميتان", "ميتين"), 200),
    **{stem + end: 100 * number for number, stem in enumerate(_TENS[1:], 3) for end in ("مايه", "ميه")},
    "ثمانيمايه": 800,
    "الف": 1000,
    "الفان": 2000,
    "الفين": 2000,
}
_ORDINAL_ONES = (
    ("الاول", "الاولي", "اول"),
    ("الثاني", "الثانيه", "ثاني"),
    ("الثالث", "الثالثه", "ثالث"),
    ("الرابع", "الرابعه", "رابع"),
    ("الخامس", "الخامسه", "خامس"),
    ("السادس", "السادسه", "سادس"),
    ("السابع", "السابعه", "سابع"),
    ("الثامن", "الثامنه", "ثامن"),
    ("التاسع", "التاسعه", "تاسع"),
    ("العاشر", "العاشره", "عاشر"),
)
_NINETEEN = "تسعه عشر "
_TEENS = ("الحادي", "الحاديه")
_EVEN = (("العشرين", "العشرون"), ("الثلاثين", "الثلاثون"))


def _ordinals() -> Iterable[tuple[str, int]]:
    """Every ordinal of a day of the month with its number."""
    for number, words in enumerate(_ORDINAL_ONES, 1):
        yield from ((word, number) for word in words)
    teens: list[tuple[str, ...]] = [_TEENS, *(words[:2] for words in _ORDINAL_ONES[1:9])]
    for number, stems in enumerate(teens, 1):
        for word in stems:
            yield from ((f"{word} {end}", 10 + number) for end in ("عشر", "عشره"))
            yield from ((f"{word} و{tens}", 20 + number) for tens in _EVEN[0])
    for word in _TEENS:
        yield from ((f"{word} و{tens}", 31) for tens in _EVEN[1])
    for number, tens in ((20, _EVEN[0]), (30, _EVEN[1])):
        yield from ((word, number) for word in tens)


ORDINALS = dict(_ordinals())
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
NUMBER = rf"(?:{_WORD})(?: +(?:و *)?(?:{_WORD})(?![\u0620-\u064a]))*"
_TAIL = rf"(?: +و? *(?:{_WORD})(?![\u0620-\u064a]))"
SPELT_YEAR = rf"تسعه عشر{_TAIL}+|(?:ال)?(?:الفين|الفان|الف)(?: +و? *(?:{_WORD})(?![\u0620-\u064a]))*"


def number(words: str) -> int | None:
    """The number that folded words, or digits, say; None where they are no number.

    >>> from pipeline.arabic import folded
    >>> [number(folded(words)) for words in ("ألفين وثمانية عشر", "ألف وتسعمائة وثمانية وسبعون", "واحد وعشرين", "15", "كتاب")]
    [2018, 1978, 21, 15, None]
    """
    if words.isdigit():
        return int(words)
    if words in ORDINALS:
        return ORDINALS[words]
    if words.startswith(_NINETEEN):  # تسعة عشر ثمانية وسبعون: a year told in two parts, as from English
        rest = number(words.removeprefix(_NINETEEN))
        return None if rest is None or rest > 99 else 1900 + rest
    total = 0
    for word in words.split():
        value = next((_VALUES[each] for each in (word, word.removeprefix("و"), word.removeprefix("ال")) if each in _VALUES), None)
        if value is None:
            return None
        total += value
    return total or None
