"""A light page that reads the register piece by piece, with SQLite in WebAssembly: SQL, tables, rows, search."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from pipeline.arabic import HYPHEN, LETTER_BY_LETTER, PRESENTATION_FORM, WORD
from pipeline.schema import TABLES, Table, columns
from plugins.show.registers import SUBJECTS
from plugins.show.spelling import ARABIC, ARTICLE, CONJUNCTIONS, PREPOSITIONS
from plugins.show.words import both
from publishing import fetched
from publishing.site import metadata

WEB = Path(__file__).resolve().parent / "web" / "explorer"
ENGINE = ("index.mjs", "sqlite3.wasm")


def explorer(output: Path) -> None:
    """Write `output`/explorer, which reads ../data/news.db. It needs what the frozen pages need: style sheets, /static."""
    folder = output / "explorer"
    shutil.copytree(WEB, folder)
    (folder / "sqlite").mkdir()
    for name in ENGINE:
        (folder / "sqlite" / name).write_bytes(fetched.member("@sqlite.org/sqlite-wasm", f"dist/{name}"))
    for told, name in ((spelling(), "spelling.json"), (_tables(), "tables.json")):
        (folder / name).write_text(json.dumps(told, ensure_ascii=False), "utf8")


def spelling() -> dict[str, Any]:
    """What the search sees through, for spelling.js: letters by what they are folded to, and what leans on a word."""
    return {
        "letters": {chr(letter): same or "" for letter, same in LETTER_BY_LETTER.items()},
        "presentationForm": PRESENTATION_FORM.pattern,
        "hyphen": HYPHEN.pattern,
        "word": WORD.pattern,
        "arabic": ARABIC.pattern,
        "article": ARTICLE,
        "conjunctions": CONJUNCTIONS,
        "prepositions": PREPOSITIONS,
    }


def _tables() -> list[dict[str, Any]]:
    """The tables with their keys, their titles, and what their columns are called and refer to."""
    said = metadata()
    described = next(iter(said["databases"].values()))["tables"]
    return [_table(table, described.get(table.name, {}).get("title", table.name), said["labels"]["columns"]) for table in TABLES]


def _table(table: Table, title: str, labels: dict[str, str]) -> dict[str, Any]:
    named = both(title)
    told = {
        column.name: {"ar": labels.get(column.name, column.name), "refersTo": column.refers_to and column.refers_to.split(".")[0]}
        for column in columns(table)
    }
    return {
        "name": table.name,
        "ar": named.ar,
        "en": named.en,
        "key": table.key,
        "page": table.name in {"articles", *SUBJECTS},
        "columns": told,
    }
