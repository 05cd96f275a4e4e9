"""Sijill beside the extractors that others use, on HTML pages with labels: body, title and date of publication.

    .venv/bin/pip install -r requirements.txt -r benchmarks/requirements.txt
    .venv/bin/python -m benchmarks.extraction [--pages]

prints Markdown tables of four real pages (../shared/dev/html) and of our own (tests/pages). trafilatura, readability-lxml
and htmldate are read at their best: every setting is tried, and for each set of pages the one that is best on that very
set is compared. That favours them: Sijill has no settings.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import ModuleType

from bs4 import BeautifulSoup

from benchmarks.labelled import DEV_HTML, OWN, Labelled, Reading, Score, Sijill, labelled, markdown, score, total

SETS = {"real pages": DEV_HTML, "our own pages": OWN}
MODES: tuple[dict[str, bool], ...] = ({}, {"favor_recall": True}, {"favor_precision": True})
INSTALL = ".venv/bin/pip install -r requirements.txt -r benchmarks/requirements.txt"

Scores = dict[str, list[Score]]


@dataclass(frozen=True, slots=True)
class Extractor:
    """A program that reads HTML, at one setting. What it is not asked for is left out of the table."""

    name: str
    setting: str
    read: Callable[[Path], Reading]
    body: bool = True
    title: bool = True
    published: bool = True

    def scores(self, pages: dict[str, list[Labelled]]) -> Scores:
        """How right it is on every page of every set."""
        return {name: [score(self.read(page.path), page) for page in of] for name, of in pages.items()}

    def cells(self, scores: list[Score]) -> list[str]:
        """Its figures in the table of a set; a dash for what it was not asked."""
        titles, dates = sum(each.title for each in scores), sum(each.published for each in scores)
        return [
            f"{total(scores).f1:.3f}" if self.body else "–",
            f"{titles}/{len(scores)}" if self.title else "–",
            f"{dates}/{len(scores)}" if self.published else "–",
        ]

    def cell(self, score: Score) -> str:
        """Its figure in the table of pages: body F1, and what is wrong of title and date."""
        wrong = [name for name in ("title", "published") if getattr(self, name) and not getattr(score, name)]
        return " ".join([f"{score.f1:.3f}"] * self.body + [f"({', '.join(wrong)})"] * bool(wrong)) or "right"


Tried = list[tuple[Extractor, Scores]]


def library(name: str) -> ModuleType | None:
    """A library of benchmarks/requirements.txt; None, said on standard error, where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"{name} is left out, it is not installed ({error}): {INSTALL}", file=sys.stderr)
        return None


def spelt(options: dict[str, bool]) -> str:
    """Settings as they are passed.

    >>> spelt({"fast": True, "deduplicate": False})
    'fast=True, deduplicate=False'
    """
    return ", ".join(f"{name}={value}" for name, value in options.items())


def trafilaturas() -> Iterator[Extractor]:
    """trafilatura, for every combination of settings that may bear on a news page."""
    trafilatura = library("trafilatura")
    if trafilatura is None:
        return
    caches = importlib.import_module("trafilatura.meta")
    for mode, fast, deduplicate, extensive in product(MODES, (False, True), (False, True), (False, True)):
        options = {**mode, "fast": fast, "deduplicate": deduplicate, "include_comments": False}
        dates = {"original_date": True, "extensive_search": extensive}

        def extract(path: Path, options: dict[str, bool] = options, dates: dict[str, bool] = dates) -> Reading:
            caches.reset_caches()  # deduplicate remembers the pages before
            markup = path.read_bytes()
            told = trafilatura.extract_metadata(markup, date_config=dates)
            body = trafilatura.extract(markup, **options) or ""
            return Reading(body, told.title if told else None, told.date if told else None)

        yield Extractor("trafilatura", f"{spelt(options)}; date: {spelt(dates)}", extract)


def readabilities() -> Iterator[Extractor]:
    """readability-lxml, asked for the body."""
    readability = library("readability")
    if readability is None:
        return

    def summary(path: Path) -> Reading:
        markup = path.read_bytes()
        return Reading(BeautifulSoup(readability.Document(markup).summary(), "lxml").get_text(" "))

    yield Extractor("readability-lxml", "", summary, title=False, published=False)


def htmldates() -> Iterator[Extractor]:
    """htmldate, asked for the date on which a page first stood there, with and without its guesses."""
    htmldate = library("htmldate")
    if htmldate is None:
        return
    for extensive in (False, True):

        def find(path: Path, extensive: bool = extensive) -> Reading:
            return Reading(published=htmldate.find_date(path.read_bytes(), original_date=True, extensive_search=extensive))

        yield Extractor("htmldate", f"original_date=True, extensive_search={extensive}", find, body=False, title=False)


def merit(scores: list[Score]) -> tuple[float, int]:
    """What makes one setting better than another: body F1, then titles and dates that are right."""
    return round(total(scores).f1, 6), sum(each.title + each.published for each in scores)


def compared(tried: list[Tried], name: str, pages: list[Labelled], *, by_page: bool) -> str:
    """The table of a set of pages, each extractor at its best there; then what that setting is, and every page."""
    best = [max(settings, key=lambda one: merit(one[1][name])) for settings in tried]
    columns = ["body F1", "title", "published"]
    told = markdown([f"{len(pages)} {name}", *columns], ([each.name, *each.cells(scores[name])] for each, scores in best))
    told += "".join(f"\n{each.name} at its best: {each.setting}\n" for each, _ in best if each.setting)
    if by_page:
        rows = ([page.name, *(each.cell(scores[name][at]) for each, scores in best)] for at, page in enumerate(pages))
        told += "\n" + markdown(["page", *(each.name for each, _ in best)], rows)
    return told


def every_setting(tried: list[Tried], names: list[str]) -> str:
    """The table of all that was tried."""
    columns = ["setting", *(f"{name}: {figure}" for name in names for figure in ("body F1", "title", "published"))]
    rows = (
        [f"{each.name} {each.setting}", *(cell for name in names for cell in each.cells(scores[name]))]
        for settings in tried
        for each, scores in settings
    )
    return markdown(columns, rows)


def main() -> int:
    parser = argparse.ArgumentParser(description="Sijill beside other extractors, on HTML pages with labels.")
    parser.add_argument("--pages", action="store_true", help="the figures of every page, too")
    parser.add_argument("--settings", action="store_true", help="the figures of every setting that was tried, too")
    options = parser.parse_args()
    pages = {name: of for name, (folder, gold) in SETS.items() if (of := labelled(folder, gold, (".html", ".htm")))}
    extractors = [[Extractor("Sijill", "", Sijill.ready())], list(trafilaturas()), list(readabilities()), list(htmldates())]
    tried = [[(each, each.scores(pages)) for each in settings] for settings in extractors if settings]
    print("\n".join(compared(tried, name, of, by_page=options.pages) for name, of in pages.items()))
    if options.settings:
        print(every_setting(tried, list(pages)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
