"""The newest articles for a feed, and all pages of the site for a crawler."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from datasette.app import Datasette
from datasette.database import Database

from plugins.show.registers import pages_of, register_of, rows, tables_of

NEWEST = 50
MOST_ADDRESSES = 50_000  # in one file, sitemaps.org
NO_DATE = "1970-01-01"

_NEWEST = """
    select a.id, coalesce(a.title, a.raw_path) as title, a.published, o.name_ar as outlet,
      (select group_concat(name_ar, '، ') from (select p.name_ar from article_people l join people p on p.id = l.person_id
        where l.article_id = a.id order by l.mentions desc, p.id limit 5)) as people,
      (select group_concat(name_ar, '، ') from (select c.name_ar from article_countries l join countries c on c.code = l.country_code
        where l.article_id = a.id order by l.mentions desc, c.code limit 5)) as countries,
      (select group_concat(topic_id) from (select topic_id from article_topics where article_id = a.id order by score desc)) as topics
    from articles a left join outlets o on o.id = a.outlet_id
    where a.published is not null order by a.published desc, a.id limit ?"""
_ROWS = (
    ("articles", "select id from articles order by id"),
    ("people", "select id from people where articles > 0 order by id"),
    ("countries", "select code from countries where articles > 0 order by code"),
    ("organisations", "select id from organisations where articles > 0 order by id"),
    ("regions", "select id from regions order by id"),
    ("topics", "select id from topics order by id"),
)


class Feed(NamedTuple):
    """The newest articles; `updated` is the day of the newest, so that the same register gives the same feed."""

    id: str
    updated: str
    entries: list[dict[str, Any]]


async def entries(database: Database) -> Feed:
    """The newest articles that state a date."""
    newest = await rows(database, _NEWEST, [NEWEST])
    told = [
        {**row, "urn": uuid5(NAMESPACE_OID, f"sijill article {row['id']}").urn, "topics": (row["topics"] or "").split(",")}
        for row in newest
    ]
    return Feed(uuid5(NAMESPACE_OID, f"sijill {database.name}").urn, newest[0]["published"] if newest else NO_DATE, told)


async def pages(datasette: Datasette) -> list[str]:
    """The paths of home, the tables, the questions, and of the page of every article and of whom and what they name."""
    database = await register_of(datasette)
    found = [str(datasette.urls.instance())]
    if database is None:
        return found
    page_of = pages_of(datasette, database)
    found.append(str(datasette.urls.database(database.name)))
    found += [str(datasette.urls.table(database.name, table)) for table in await tables_of(database)]
    found += [str(datasette.urls.query(database.name, query)) for query in await datasette.get_canned_queries(database.name, None)]
    for table, sql in _ROWS:
        found += [page_of(table, *row.values()) for row in await rows(database, sql)]
    return found
