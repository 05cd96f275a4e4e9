"""A large register, for what is read of it piece by piece: a small one many times over, under other names.

    python -m benchmarks.large [--register news.db] [--output /tmp/large/news.db] [--gigabytes 1]

Each copy has articles, quotations and events of its own and shares its people with every 97th copy, so that nobody is in
all articles; what it tells of is told in words of its own, drawn as words are in a language: few often, most of them seldom.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from pipeline import database
from pipeline.schema import TABLES, KnownAsRow, Row, Table, article_id, columns

ROOT = Path(__file__).resolve().parent.parent
CIRCLES = 97
PERSON = KnownAsRow._fields.index("person_id")
TRIED = 50  # copies, by which the size of one is estimated
LETTERS = "ابتجحدرسشصعفقكلمنهوي"
VOCABULARY, WORDS = 50_000, 60


def large(register: Path, output: Path, size: int) -> int:
    """Write a register of about `size` bytes; the number of copies in it."""
    database.revise(register, output, partial(_multiply, copies=TRIED))
    each = (output.stat().st_size - register.stat().st_size) // (TRIED - 1)
    copies = max(1, size // each)
    database.revise(register, output, partial(_multiply, copies=copies))
    return copies


def _multiply(connection: sqlite3.Connection, copies: int) -> None:
    chance = random.Random(1)
    vocabulary = invented(chance)
    paths = dict(connection.execute("select id, raw_path from articles"))
    grown = [table for table in TABLES if any(column.refers_to for column in columns(table)) and table.name not in ("countries", "outlets")]
    grown += [table for table in TABLES if table.name == "stories"]
    rows = {table.name: connection.execute(f"select * from {table.name}").fetchall() for table in grown}
    for copy in range(1, copies):
        moved = {id_: article_id(f"{copy}/{path}") for id_, path in paths.items()}
        for table in grown:
            places = ", ".join("?" * len(columns(table)))
            told = [tuple(_renamed(table, row, copy, moved)) for row in rows[table.name] if _is_another(table, row, copy)]
            if table.name == "texts":
                told = [(id_, f"{body}\n{_words(vocabulary, chance)}") for id_, body in told]
            connection.executemany(f"insert or ignore into {table.name} values ({places})", told)


def invented(chance: random.Random) -> list[str]:
    """The words of the copies, those that are told most often first."""
    return ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(VOCABULARY)]


def _is_another(table: Table, row: Row, copy: int) -> bool:
    """Whether a row is one more in a copy: names are those of people, and people are shared."""
    return table.name != "known_as" or (copy < CIRCLES and row[PERSON] is not None)


def _renamed(table: Table, row: Row, copy: int, moved: dict[int, int]) -> Iterator[object]:
    """A row of another copy: the keys that lead to articles, events and people are that copy's."""
    for column, value in zip(columns(table), row, strict=True):
        rename = RENAMED.get(column.refers_to or f"{table.name}.{column.name}")
        yield value if value is None or rename is None else rename(value, copy, moved)


Renaming = Callable[[object, int, dict[int, int]], object]


def _article(id_: object, _: int, moved: dict[int, int]) -> object:
    return moved[int(str(id_))]


def _place(id_: object, _: int, moved: dict[int, int]) -> object:
    article, place = str(id_).split("-")
    return f"{moved[int(article)]}-{place}"


def _person(id_: object, copy: int, _: dict[int, int]) -> object:
    return f"{id_}-{copy % CIRCLES}"


def _path(path: object, copy: int, _: dict[int, int]) -> object:
    return f"{copy}/{path}"


RENAMED: dict[str, Renaming] = {
    "articles.id": _article,
    "stories.id": _article,
    "happenings.id": _place,
    "events.id": _place,
    "quotes.id": _place,
    "people.id": _person,
    "articles.raw_path": _path,
}


def _words(vocabulary: list[str], chance: random.Random) -> str:
    """Words of which the n-th is drawn a n-th as often as the first (Zipf)."""
    return " ".join(vocabulary[min(VOCABULARY, int(VOCABULARY ** chance.random())) - 1] for _ in range(WORDS)) + "."


def main() -> None:
    """Write it, and say what it is."""
    parser = argparse.ArgumentParser(description="A large register.")
    parser.add_argument("--register", type=Path, default=ROOT / "news.db")
    parser.add_argument("--output", type=Path, default=Path("/tmp/large/news.db"))
    parser.add_argument("--gigabytes", type=float, default=1.1)
    options = parser.parse_args()
    began = time.monotonic()
    copies = large(options.register, options.output, int(options.gigabytes * 1e9))
    print(f"{options.output}: {options.output.stat().st_size / 1e9:.2f} GB, {copies} copies, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
