"""The register as it may leave the house: with the articles' texts, with the clause around each fact, or with facts alone."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

from pipeline import database
from pipeline.arabic import sentence_spans

Span = tuple[int, int]

AROUND = 5  # words on either side of a name, a date or an office
CLAUSE = 20  # words of a quotation, or of the clause that tells an event
FACT = -1
BLANK, WITHHELD = "\0", "…"

_NAMED = """select article_id, start, "end" from mentions union all select article_id, start, "end" from dates
    union all select article_id, start, "end" from roles"""
_TOLD = """select article_id, start, "end" from quotes union all select article_id, start, "end" from events"""
_WORD = re.compile(r"\S+")
_RUN = re.compile(f"{BLANK}(?:[{BLANK} ]*{BLANK})?")


class Text(StrEnum):
    """How much of the articles' own words is published."""

    FULL = "full"
    EXCERPT = "excerpt"
    NONE = "none"


def edition(register: Path, output: Path, text: Text) -> None:
    """Write the edition of a register that has this much of the articles' words, its full-text indexes included.

    Every table stays, so that a question asked of one edition can be asked of all. Raises as `database.write` does.
    """
    changes: dict[Text, Callable[[sqlite3.Connection], None]] = {Text.FULL: _nothing, Text.EXCERPT: _excerpt, Text.NONE: _facts_alone}
    database.revise(register, output, changes[text])


def excerpted(body: str, named: Iterable[Span], told: Iterable[Span]) -> str:
    """A text of the same length in which what is withheld is blank but for a sign, so that places in it still hold.

    Of no sentence more than half of its words stays, but for names, dates and offices, which are facts: those, then what
    stands nearest to them, and the beginnings of quotations and of clauses that tell an event (`told`).

    >>> body = "قال الوزير أحمد عطاف اليوم إن الجزائر لن تتخلى أبدا عن حقها في الدفاع عن أرضها"
    >>> " ".join(excerpted(body, named=[(11, 20)], told=[]).split())
    'قال الوزير أحمد عطاف اليوم إن الجزائر لن …'
    """
    words = [match.span() for match in _WORD.finditer(body)]
    starts, ends = [start for start, _ in words], [end for _, end in words]

    def within(start: int, end: int) -> range:
        return range(bisect_right(ends, start), bisect_left(starts, end))

    farness = [AROUND + 1] * len(words)
    for start, end in told:
        for place, at in enumerate(within(start, end)[:CLAUSE]):
            farness[at] = min(farness[at], place * AROUND // CLAUSE)
    for start, end in named:
        inside = within(start, end)
        for at in range(max(0, inside.start - AROUND), min(len(words), inside.stop + AROUND)):
            far = FACT if at in inside else max(inside.start - at, at - inside.stop + 1)
            farness[at] = min(farness[at], far)
    letters = list(body)
    for sentence in sentence_spans(body):
        inside = within(*sentence)
        facts = sum(1 for at in inside if farness[at] == FACT)
        near = sorted((at for at in inside if farness[at] <= AROUND), key=lambda at: (farness[at], at))
        for at in set(inside).difference(near[: max(facts, len(inside) // 2)]):
            start, end = words[at]
            letters[start:end] = BLANK * (end - start)
    return _RUN.sub(lambda run: WITHHELD.ljust(len(run[0])), "".join(letters))


def _excerpt(connection: sqlite3.Connection) -> None:
    """In quotations and evidence what is left of the text there."""
    named, told = _spans(connection, _NAMED), _spans(connection, _TOLD)
    bodies = dict(connection.execute("select article_id, body from texts"))
    left = {id_: excerpted(body, named[id_], told[id_]) for id_, body in bodies.items()}
    connection.executemany("update texts set body = ? where article_id = ?", [(body, id_) for id_, body in left.items()])
    for table, column in (("quotes", "text"), ("events", "evidence")):
        places = connection.execute(f'select id, article_id, start, "end" from {table}').fetchall()  # noqa: S608 - our own names
        told_by = [(" ".join(left[article][start:end].split()), id_) for id_, article, start, end in places]
        connection.executemany(f"update {table} set {column} = ? where id = ?", told_by)  # noqa: S608 - our own names
    connection.execute("delete from page_lines")


def _facts_alone(connection: sqlite3.Connection) -> None:
    """Titles, names, offices and dates stay: they are facts. What is said in them is not."""
    connection.executescript("delete from page_lines; delete from texts; update articles set subtitle = null;")
    for table, column in (("quotes", "text"), ("events", "evidence"), ("article_topics", "evidence")):
        connection.execute(f"update {table} set {column} = ?", [WITHHELD])  # noqa: S608 - our own names


def _nothing(connection: sqlite3.Connection) -> None:
    """The whole text stays."""


def _spans(connection: sqlite3.Connection, sql: str) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for article, start, end in connection.execute(sql):
        found[article].append((start, end))
    return found
