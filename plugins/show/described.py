"""A register and an article described in schema.org's words, from metadata.yml and the tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from markupsafe import Markup

from plugins.show.registers import pages_of, rows, tables_of
from plugins.show.words import both

Address = Callable[[object], str]


async def dataset(datasette: Datasette, database: Database, address: Address, *, with_columns: bool) -> dict[str, Any]:
    """The register as a Dataset (schema.org), its columns as variables where they are wanted."""
    said: dict[str, Any] = datasette.metadata() or {}
    title, text = both(said.get("title", database.name)), both(said.get("description", ""))
    [spanned] = await rows(database, "select min(published) as first, max(published) as last, count(*) as articles from articles")
    outlets = await rows(database, "select name_ar, name_en, domain from outlets order by id")
    tables = await tables_of(database)
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{title.ar} · {title.en}",
        "description": f"{text.ar}\n{text.en}",
        "url": address(datasette.urls.instance()),
        "license": said.get("license_url"),
        "isAccessibleForFree": True,
        "inLanguage": ["ar", "en"],
        "creator": {"@type": "Organization", "name": title.en},
        "measurementTechnique": f"read from {spanned['articles']} news pages by rules and a model; each row says where from and how surely",
        "isBasedOn": [_outlet(row) for row in outlets],
        "distribution": [_download(datasette, database, address, table, kind) for table in tables for kind in ("csv", "json")],
    }
    if spanned["first"]:
        told["temporalCoverage"] = f"{spanned['first']}/{spanned['last']}"
    if with_columns:
        told["variableMeasured"] = [
            {"@type": "PropertyValue", "name": f"{table}.{column}", "description": meaning}
            for table in tables
            for column, meaning in (datasette.table_metadata(database.name, table).get("columns") or {}).items()
        ]
    return told


def _outlet(row: dict[str, Any]) -> dict[str, Any]:
    told = {"@type": "NewsMediaOrganization", "name": row["name_ar"], "alternateName": row["name_en"]}
    if row["domain"]:
        told["url"] = f"https://{row['domain']}/"
    return {key: value for key, value in told.items() if value}


def _download(datasette: Datasette, database: Database, address: Address, table: str, kind: str) -> dict[str, str]:
    formats = {"csv": "text/csv", "json": "application/json"}
    url = address(datasette.urls.table(database.name, table, format=kind))
    return {"@type": "DataDownload", "name": table, "encodingFormat": formats[kind], "contentUrl": url}


async def article(datasette: Datasette, database: Database, address: Address, id_: str) -> dict[str, Any] | None:
    """An article as a NewsArticle (schema.org), with whom and what it names and without its text; None where there is none."""
    found = await rows(
        database,
        "select a.*, o.name_ar as outlet from articles a left join outlets o on o.id = a.outlet_id where a.id = ?",
        [id_],
    )
    if not found:
        return None
    [row] = found
    people = await rows(
        database,
        "select p.* from article_people l join people p on p.id = l.person_id where l.article_id = ? order by l.mentions desc, p.id",
        [id_],
    )
    about = await rows(
        database,
        """select 'countries' as page, c.code as id, c.name_ar from article_countries l join countries c on c.code = l.country_code
        where l.article_id = :id union all
        select 'topics', t.id, t.name_ar from article_topics l join topics t on t.id = l.topic_id where l.article_id = :id order by 1, 2""",
        {"id": id_},
    )
    page_of = pages_of(datasette, database)

    def page(table: str, key: object) -> str:
        return address(page_of(table, key))

    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": row["title"],
        "alternativeHeadline": row["subtitle"],
        "datePublished": row["published"],
        "author": {"@type": "Person", "name": row["author"]} if row["author"] else None,
        "publisher": {"@type": "NewsMediaOrganization", "name": row["outlet"]} if row["outlet"] else None,
        "inLanguage": "ar",
        "wordCount": row["words"],
        "url": page("articles", row["id"]),
        "mentions": [
            {"@type": "Person", "name": each["name_ar"], "alternateName": each["name_en"], "url": page("people", each["id"])}
            for each in people
        ],
        "about": [{"@type": "Thing", "name": each["name_ar"], "url": page(each["page"], each["id"])} for each in about],
    }
    return {key: value for key, value in told.items() if value}


def in_a_page(told: dict[str, Any] | None) -> Markup | None:
    """JSON-LD for a script element, which no word of it can end.

    >>> str(in_a_page({"headline": "</script><script>"}))
    '{"headline": "\\\\u003c/script>\\\\u003cscript>"}'
    """
    if told is None:
        return None
    return Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - no tag can begin in it
