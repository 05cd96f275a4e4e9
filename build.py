"""Build the register: raw/ -> news.db. Read this file and you know the project.

    python build.py [--raw raw/] [--output news.db]

Each step is a file of pipeline/ and takes what the one before it gave. What is known of the world (countries,
people, outlets, verbs of speech) is data, in reference/.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from pipeline import database, reference
from pipeline.articles import ArticleFinder
from pipeline.events import EventFinder
from pipeline.model import Findings, Problem
from pipeline.names import NameFinder
from pipeline.quotes import QuoteFinder
from pipeline.read import raw_paths, read
from pipeline.stories import stories
from pipeline.tables import Tables, tables
from pipeline.topics import TopicFinder


def build(raw: Path) -> Tables:
    """All tables from the files of a raw folder. A file that cannot be read becomes a row of `problems`."""
    known = reference.load()
    articles, names, quotes = ArticleFinder.of(known), NameFinder.of(known), QuoteFinder.of(known)
    events, topics = EventFinder.of(known), TopicFinder.of(known)
    findings: list[Findings] = []
    problems: list[Problem] = []
    for path in raw_paths(raw):
        page, notes = read(path, raw)
        problems += notes
        if page is None:
            continue
        article = articles.find(page)
        if isinstance(article, Problem):
            problems.append(article)
            continue
        named = names.find(article)
        findings.append(
            Findings(
                article=article,
                names=named,
                quotes=quotes.find(article, named),
                events=events.find(article, named),
                topics=topics.find(article, named),
            )
        )
    told = stories([found.article for found in findings])
    return tables(findings, told, problems, known)


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
