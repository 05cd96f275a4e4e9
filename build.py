"""Build the register: raw/ -> news.db. Read this file and you know the project.

    python build.py [--raw raw/] [--output news.db]

Each step is a file of pipeline/ and takes what the one before it gave. What is known of the world (countries,
people, outlets, verbs of speech) is data, in reference/.
"""

from __future__ import annotations

import argparse
import gc
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline import database, reference
from pipeline.annotated import AnnotatedText
from pipeline.articles import ArticleFinder
from pipeline.events import EventFinder
from pipeline.happenings import happenings
from pipeline.identity import Identifier
from pipeline.model import Article, Findings, Problem, RawPage, Register
from pipeline.names import NameFinder
from pipeline.quotes import QuoteFinder
from pipeline.read import raw_paths, read
from pipeline.reference import Reference
from pipeline.relations import relations
from pipeline.stories import stories
from pipeline.tables import Tables, tables
from pipeline.timexes import TimexFinder
from pipeline.topics import TopicFinder


@dataclass(frozen=True, slots=True)
class Chain:
    """The finders in the order of their work. Made once from reference/."""

    articles: ArticleFinder
    names: NameFinder
    dates: TimexFinder
    quotes: QuoteFinder
    events: EventFinder
    topics: TopicFinder

    @classmethod
    def of(cls, known: Reference) -> Chain:
        """The finders with what reference/ knows."""
        return cls(
            ArticleFinder.of(known),
            NameFinder.of(known),
            TimexFinder.of(known),
            QuoteFinder.of(known),
            EventFinder.of(known),
            TopicFinder.of(known),
        )

    def find(self, page: RawPage) -> Findings | Problem:
        """All that is found in the article of a page, or the problem that there is none."""
        article = self.articles.find(page)
        return article if isinstance(article, Problem) else self.findings(article)

    def findings(self, article: Article) -> Findings:
        """All that is found in an article."""
        names = self.names.find(article)
        text = AnnotatedText.of(article, names)
        dates, quotes = self.dates.find(text), self.quotes.find(text)
        events = self.events.find(text, quotes, dates)
        return Findings(
            article=article,
            names=names,
            dates=dates,
            quotes=quotes,
            events=events,
            topics=self.topics.find(article, events),
        )


def build(raw: Path) -> Tables:
    """All tables from the files of a raw folder. A file that cannot be read becomes a row of `problems`."""
    gc.disable()  # what is known stays: no use in looking through it for garbage, now or later
    known = reference.load()
    chain = Chain.of(known)
    gc.freeze()
    gc.enable()
    findings: list[Findings] = []
    problems: list[Problem] = []
    for path in raw_paths(raw):
        page, notes = read(path, raw)
        problems += notes
        if page is None:
            continue
        found = chain.find(page)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            findings.append(found)
    return register(findings, problems, known)


def register(findings: list[Findings], problems: list[Problem], known: Reference) -> Tables:
    """All tables from what was found in each article: who is who, which articles and events are one, who dealt with whom."""
    told = stories([found.article for found in findings])
    identified, joined = Identifier.of(known).identify(findings)
    happened = happenings(identified, told)
    return tables(Register(identified, told, happened, relations(identified, happened), joined, tuple(problems)), known)


def main() -> int:
    """The command line: 0 when the database was written, 2 when it could not be."""
    parser = argparse.ArgumentParser(description="Build the register: raw/ -> news.db.")
    parser.add_argument("--raw", type=Path, default=Path("raw"), help="folder of article files (default: raw/)")
    parser.add_argument("--output", type=Path, default=Path("news.db"), help="the database to write (default: news.db)")
    options = parser.parse_args()
    if not options.raw.is_dir():
        print(f"build.py: {options.raw} is not a folder", file=sys.stderr)
        return 2
    try:
        built = build(options.raw)
        database.write(built, options.output)
    except (reference.ReferenceError, database.BusyError, sqlite3.Error, OSError) as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 2
    articles, problems = len(built.rows["articles"]), len(built.rows["problems"])
    print(f"{options.output}: {articles} articles, {len(built.rows['mentions'])} mentions, {problems} problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
