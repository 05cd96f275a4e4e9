"""Labelled pages, Sijill's reading of them, and how right it is: shared by the benchmarks and tests/test_pages.py.

The measures are those of ../shared/evaluate.py (tests/test_pages.py compares the two where it is there), so that
they can be had where it is not: the body by its runs of four words, title and date by being the same. Those of what is
found in an article are in evaluate.py beside this file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from pipeline import reference
from pipeline.articles import ArticleFinder
from pipeline.model import Problem
from pipeline.read import decode, read

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
OWN = (PROJECT / "tests" / "pages", PROJECT / "tests" / "gold")
SUPPLIED = (SHARED / "raw", SHARED / "gold")
DEV_TEXT = (SHARED / "dev" / "pages", SHARED / "dev" / "gold")
DEV_HTML = (SHARED / "dev" / "html", SHARED / "dev" / "gold")
_FOLD = str.maketrans("أإآٱىةؤئ\u00a0", "اااايهوي ", "ـ\u200b\u200e\u200f\u202a\u202c\ufeff" + "".join(map(chr, range(0x64B, 0x653))))

Shingles = Counter[tuple[str, ...]]


class PersonLabel(msgspec.Struct, frozen=True):
    """A person of a page with the forms that name them. `key` is one for all pages, where the name alone is not."""

    name: str
    mentions: tuple[str, ...]
    key: str | None = None


class CountryLabel(msgspec.Struct, frozen=True):
    """A country of a page with its words there; `weak` ones are places in it, and neither right nor wrong."""

    code: str
    surfaces: tuple[str, ...]
    weak: tuple[str, ...] = ()


class QuoteLabel(msgspec.Struct, frozen=True):
    """Words in quotation marks and who said them; a `partial` one is a phrase of a sentence, and neither right nor wrong."""

    text: str
    speaker: str | None
    speaker_type: Literal["person", "organisation"] | None
    partial: bool = False


class EventLabel(msgspec.Struct, frozen=True):
    """Something done, by whom, and its ISO date where the page tells it. The type is in the labels' own words."""

    type: str
    participants: tuple[str, ...]
    date: str | None


class Labels(msgspec.Struct, frozen=True):
    """What a reader found in an article. The topics are in the labels' own words."""

    outlet: str | None
    people: tuple[PersonLabel, ...]
    countries: tuple[CountryLabel, ...]
    organisations: tuple[str, ...]
    topics: tuple[str, ...]
    quotes: tuple[QuoteLabel, ...]
    events: tuple[EventLabel, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page with what a reader found in it. `above` and `below` are the lines around the body of its text."""

    path: Path
    title: str | None
    published: str | None
    published_from: str | None
    body: str
    furniture_inside: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    labels: Labels

    @property
    def name(self) -> str:
        """The file's name: the page as it is called in tables."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Reading:
    """What a program read from a page; no body where it found no article."""

    body: str = ""
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How right a reading is: shingles shared, read and labelled; title and date right or not."""

    shared: int
    read: int
    labelled: int
    found: bool
    title: bool
    published: bool

    @property
    def f1(self) -> float:
        """Of the body: the harmonic mean of the shares of what was read and what was labelled."""
        return 2 * self.shared / (self.read + self.labelled) if self.read + self.labelled else 1.0


def labelled(pages: Path, gold: Path, suffixes: Iterable[str] = (".txt", ".html", ".htm")) -> list[Labelled]:
    """The pages of a folder that have labels, in the order of their names; none where the folder is not there."""
    found = sorted(path for path in pages.glob("*") if path.suffix in suffixes)
    return [_labelled(path, gold / f"{path.stem}.json") for path in found if (gold / f"{path.stem}.json").exists()]


def is_read(path: Path) -> bool:
    """Whether a page that is to be read once is read from this file: its text, where it is there as HTML too."""
    return path.suffix == ".txt" or not path.with_suffix(".txt").exists()


def _labelled(path: Path, gold: Path) -> Labelled:
    """A page with its labels. Offsets of the body count in the text file of that name, wherever the page is HTML."""
    label: dict[str, Any] = json.loads(gold.read_text("utf8"))
    html = path.suffix != ".txt"
    # A line that also stands inside words (a bare 1) is labelled together with the next: the scorer takes it out wherever it stands.
    inside = tuple(line.strip() for lines in label.get("furniture_inside", ()) for line in lines.split("\n"))
    body, above, below = label.get("body", ""), "", ""
    texts = [text for text in (path.with_suffix(".txt"), gold.parent.parent / "pages" / f"{path.stem}.txt") if text.exists()]
    if texts and "body_start" in label:
        text = text_of(texts[0])
        above, body, below = (text[part] for part in _parts(label["body_start"], label["body_end"]))
    return Labelled(
        path=path,
        title=label.get("title_html", label["title"]) if html else label["title"],
        published=label.get("published_html", label["published"]) if html else label["published"],
        published_from=label.get("published_from"),
        body="\n".join(line for line in body.split("\n") if line.strip() not in inside),
        furniture_inside=inside,
        above=_lines(above),
        below=_lines(below),
        labels=msgspec.convert(label, Labels),
    )


def _parts(start: int, end: int) -> tuple[slice, slice, slice]:
    return slice(start), slice(start, end), slice(end, None)


def text_of(path: Path) -> str:
    """The text of a file: as it stands where it is UTF-8, so that offsets hold."""
    data = path.read_bytes()
    try:
        return data.decode("utf8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return decode(data)[0] or ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def same(text: str | None) -> str:
    """A text as evaluate.py compares it: letters folded, a space between words; empty for none.

    >>> same("  إلى  القُمّة ") == same("الى القمة")
    True
    """
    return re.sub(r"\s+", " ", (text or "").translate(_FOLD)).strip()


def words(text: str) -> list[str]:
    """The words of a text, letters folded."""
    return re.findall(r"\w+", same(text))


def shingles(text: str) -> Shingles:
    """The runs of four words of a text, with how often each stands in it.

    >>> len(shingles("قال الوزير إن الحل سياسي"))
    2
    """
    found = words(text)
    return Counter(zip(*(found[at:] for at in range(4)), strict=False))


def score(reading: Reading, page: Labelled) -> Score:
    """How right the reading of a page is."""
    got, gold = shingles(reading.body), shingles(page.body)
    return Score(
        shared=(got & gold).total(),
        read=got.total(),
        labelled=gold.total(),
        found=bool(reading.body),
        title=same(reading.title) == same(page.title),
        published=same(reading.published) == same(page.published),
    )


def total(scores: Iterable[Score]) -> Score:
    """The scores of several pages as that of one: every shingle counts alike. `found`, title and date: all of them."""
    of = list(scores)
    return Score(
        shared=sum(each.shared for each in of),
        read=sum(each.read for each in of),
        labelled=sum(each.labelled for each in of),
        found=all(each.found for each in of),
        title=all(each.title for each in of),
        published=all(each.published for each in of),
    )


@dataclass(frozen=True, slots=True)
class Sijill:
    """Our own reading, in process: read() and ArticleFinder, as build.py uses them."""

    finder: ArticleFinder

    @classmethod
    def ready(cls) -> Sijill:
        """With reference/ loaded."""
        return cls(ArticleFinder.of(reference.load()))

    def __call__(self, path: Path) -> Reading:
        """What Sijill reads from a file."""
        page, _ = read(path, path.parent)
        article = self.finder.find(page) if page else None
        if article is None or isinstance(article, Problem):
            return Reading()
        return Reading(article.body, article.title, article.published.isoformat() if article.published else None)


def markdown(columns: list[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table; all columns but the first are figures."""
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
