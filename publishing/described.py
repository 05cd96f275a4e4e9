"""What is published, read once: the words of metadata.yml, the tables of the schema, the files as they lie there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.schema import TABLES, Column, Table, columns
from plugins.show.words import Bilingual, both
from publishing.checksums import sha256
from publishing.edition import Text
from publishing.exports import FORMATS

REGISTER = "data/news.db"
MEDIA = {
    ".csv": "text/csv",
    ".db": "application/vnd.sqlite3",
    ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
}
UNKNOWN_MEDIA = "application/octet-stream"
DIGITS_OF_VERSION = 8

_TOPICS = "select name_ar, name_en from topics where id in (select topic_id from article_topics) order by id"

TEXTS = {
    Text.FULL: Bilingual("فيه نصوص المقالات كاملة.", "It holds the articles' texts in full."),
    Text.EXCERPT: Bilingual(
        "فيه من نصوص المقالات ما حول كل معلومة، ومكان ما حُجب علامة ….",
        "Of the articles' texts it holds what stands around each fact; … stands where words are withheld.",
    ),
    Text.NONE: Bilingual("فيه المعلومات والعناوين، وليس فيه نصوص المقالات.", "It holds facts and titles, and none of the articles' texts."),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder; its path is relative to that."""

    path: str
    size: int
    sha256: str
    media: str


@dataclass(frozen=True, slots=True)
class DescribedColumn:
    """A column of the schema, and what it means."""

    column: Column
    meaning: Bilingual


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table of the schema and its file in each format; `reserved` says whose its words are where they are not ours to license."""

    name: str
    title: Bilingual
    description: Bilingual
    key: tuple[str, ...]
    columns: tuple[DescribedColumn, ...]
    files: dict[str, File]
    reserved: str | None


@dataclass(frozen=True, slots=True)
class Licence:
    """What everybody may do with the facts."""

    name: str
    url: str

    @property
    def spdx(self) -> str:
        """Its identifier in SPDX.

        >>> Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/").spdx
        'CC-BY-4.0'
        """
        return self.name.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Outlet:
    """Whose pages were read."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Described:
    """The register as its catalogues tell it.

    Its days are those of the newest and the oldest article. `url` is where the folder will lie, with a slash at its end,
    or None where that is not known.
    """

    title: Bilingual
    description: Bilingual
    texts: Bilingual
    rights: Bilingual
    licence: Licence
    keywords: tuple[Bilingual, ...]
    outlets: tuple[Outlet, ...]
    first: str | None
    last: str | None
    version: str
    tables: tuple[DescribedTable, ...]
    files: tuple[File, ...]
    url: str | None

    @property
    def register(self) -> File:
        """The database itself."""
        [file] = (file for file in self.files if file.path == REGISTER)
        return file

    @property
    def whole_description(self) -> Bilingual:
        """What it is, how much of the texts is in it, and whose those are."""
        parts = (self.description, self.texts, self.rights)
        return Bilingual("\n".join(part.ar for part in parts), "\n".join(part.en for part in parts))


def described(folder: Path, said: dict[str, Any], text: Text, url: str | None) -> Described:
    """What lies in `folder`/data, by its own database, in the words of metadata.yml (`said`)."""
    files = tuple(_file(path, folder) for path in sorted((folder / "data").rglob("*")) if path.is_file())
    by_path = {file.path: file for file in files}
    with closing(sqlite3.connect(f"{(folder / REGISTER).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        first, last = connection.execute("select min(published), max(published) from articles").fetchone()
        topics = connection.execute(_TOPICS).fetchall()
        outlets = connection.execute("select name_ar, name_en, domain from outlets order by id").fetchall()
    return Described(
        title=both(said["title"]),
        description=both(said["description"]),
        texts=TEXTS[text],
        rights=both(said["source"]),
        licence=Licence(said["license"], said["license_url"]),
        keywords=tuple(Bilingual(*names) for names in topics),
        outlets=tuple(Outlet(" · ".join(filter(None, names)), f"https://{domain}/" if domain else None) for *names, domain in outlets),
        first=first,
        last=last,
        version=_version(last, by_path[REGISTER]),
        tables=tuple(_table(table, said["databases"]["news"]["tables"][table.name], by_path) for table in TABLES),
        files=files,
        url=f"{url.rstrip('/')}/" if url else None,
    )


def _file(path: Path, folder: Path) -> File:
    return File(path.relative_to(folder).as_posix(), path.stat().st_size, sha256(path), MEDIA.get(path.suffix, UNKNOWN_MEDIA))


def _table(table: Table, said: dict[str, Any], files: dict[str, File]) -> DescribedTable:
    return DescribedTable(
        name=table.name,
        title=both(said["title"]),
        description=both(said["description"]),
        key=table.key,
        columns=tuple(DescribedColumn(column, both(said["columns"][column.name])) for column in columns(table)),
        files={kind: files[f"data/{kind}/{table.name}.{kind}"] for kind in FORMATS},
        reserved=said.get("license"),
    )


def _version(last: str | None, register: File) -> str:
    """The day of the newest article and the beginning of the database's SHA-256, as a semantic version.

    >>> _version("2020-07-03", File("data/news.db", 1, "62f31a78b0c36b3d", MEDIA[".db"]))
    '2020.7.3+62f31a78'
    """
    day = date.fromisoformat(last) if last else None
    told = f"{day.year}.{day.month}.{day.day}" if day else "0.0.0"
    return f"{told}+{register.sha256[:DIGITS_OF_VERSION]}"
