"""What is published, told once for every catalogue: from metadata.yml, the schema, the register and the files."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.schema import TABLES, Column, Table, columns
from plugins.show.words import Bilingual, both

TYPES = {
    ".csv": "text/csv",
    ".db": "application/vnd.sqlite3",
    ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
}
_SPANNED = "select min(published), max(published), count(*) from articles"
_OUTLETS = "select name_ar, name_en, domain from outlets order by id"


@dataclass(frozen=True, slots=True)
class DescribedFile:
    """A file of what is published: its path in the folder, its media type, its bytes and their SHA-256."""

    path: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table, with what it and each of its columns mean, and its exports by format."""

    table: Table
    columns: tuple[Column, ...]
    title: Bilingual
    text: Bilingual
    meanings: dict[str, Bilingual]
    files: dict[str, DescribedFile]


@dataclass(frozen=True, slots=True)
class Described:
    """A published register. Dates are ISO 8601, of the articles, and None where none states one; `url` ends with a slash."""

    title: Bilingual
    text: Bilingual
    license: str
    license_url: str
    source: Bilingual
    keywords: tuple[str, ...]
    first: str | None
    last: str | None
    articles: int
    outlets: tuple[tuple[str, str | None, str | None], ...]
    tables: tuple[DescribedTable, ...]
    register: DescribedFile
    url: str | None

    @property
    def license_id(self) -> str:
        """The licence as SPDX calls it."""
        return self.license.replace(" ", "-")

    @property
    def version(self) -> str:
        """The same register has the same: the beginning of its hash."""
        return self.register.sha256[:12]

    @property
    def files(self) -> tuple[DescribedFile, ...]:
        """The register and all exports of whole tables."""
        return (self.register, *(file for table in self.tables for file in table.files.values()))


def described(output: Path, said: dict[str, Any], url: str | None) -> Described:
    """What lies in `output`/data, in the words of metadata.yml."""
    register = output / "data" / "news.db"
    with closing(sqlite3.connect(f"{register.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        first, last, articles = connection.execute(_SPANNED).fetchone()
        outlets = tuple(connection.execute(_OUTLETS))
    told = next(iter(said["databases"].values()))["tables"]
    return Described(
        title=both(said["title"]),
        text=both(said["description"]),
        license=said["license"],
        license_url=said["license_url"],
        source=both(said["source"]),
        keywords=tuple(said["keywords"]),
        first=first,
        last=last,
        articles=articles,
        outlets=outlets,
        tables=tuple(_table(output, table, told[table.name]) for table in TABLES),
        register=_file(output, register),
        url=url and url.rstrip("/") + "/",
    )


def _table(output: Path, table: Table, said: dict[str, Any]) -> DescribedTable:
    return DescribedTable(
        table=table,
        columns=tuple(columns(table)),
        title=both(said["title"]),
        text=both(said["description"]),
        meanings={name: both(text) for name, text in said["columns"].items()},
        files={kind: _file(output, output / "data" / kind / f"{table.name}.{kind}") for kind in ("csv", "parquet", "jsonl")},
    )


def _file(output: Path, path: Path) -> DescribedFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return DescribedFile(path.relative_to(output).as_posix(), TYPES[path.suffix], path.stat().st_size, digest)
