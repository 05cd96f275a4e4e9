"""The README's questions, asked: the answers that stand there are those of the database."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
QUESTION = re.compile(r"\*\*(?P<question>[^*]+\?)\*\*\n\n```sql\n(?P<sql>.+?)```\n\n(?P<answer>(?:\|[^\n]*\n)*)", re.DOTALL)
FIGURES = [
    "body",
    "title",
    "published",
    "people",
    "p.mentions",
    "countries",
    "c.mentions",
    "orgs",
    "topics",
    "quotes",
    "speaker",
    "events",
    "ev.date",
]


def table(columns: list[str], rows: list[tuple[object, ...]]) -> str:
    """Rows as a Markdown table, NULL as an empty cell."""
    cells = [[str("" if value is None else value).replace("|", "\\|") for value in row] for row in rows]
    lines = [columns, ["---"] * len(columns), *cells]
    return "".join(f"| {' | '.join(line)} |\n".replace("|  |", "| |") for line in lines)


def answer(connection: sqlite3.Connection, sql: str) -> str:
    """What the database answers, as the README shows it."""
    cursor = connection.execute(sql)
    return table([column[0] for column in cursor.description], cursor.fetchall())


QUESTIONS = [match.groupdict() for match in QUESTION.finditer(README.read_text("utf8"))]


def test_there_are_five_questions() -> None:
    assert len(QUESTIONS) >= 5


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["question"])
def test_the_answer_is_the_real_one(connection: sqlite3.Connection, asked: dict[str, str]) -> None:
    got = answer(connection, asked["sql"])
    assert got.count("\n") > 2, "the database has no answer"
    assert asked["answer"] == got, f"the README should say:\n{got}"


def test_figures_are_those_of_the_ratchet() -> None:
    scores = json.loads((ROOT / "tests" / "scores.json").read_text("utf8"))
    assert scores_table(scores) in README.read_text("utf8"), f"the README should say:\n{scores_table(scores)}"


def scores_table(scores: dict[str, dict[str, float]]) -> str:
    """The committed figures as the README shows them."""
    figures = [(kind, *(f"{scores[name][kind]:.3f}" for name in ("gold", "dev", "own"))) for kind in FIGURES]
    return table(["F1", "the five pages", "21 other real pages", "60 own pages"], figures)


def test_files_that_the_readme_names_are_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text("utf8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_commands_that_the_readme_names_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf8")
    commands = set(re.findall(r"`make ([a-z]+)`|^    make ([a-z]+)", README.read_text("utf8"), re.MULTILINE))
    assert all(f"\n{first or second}:" in makefile for first, second in commands)
