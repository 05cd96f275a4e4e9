"""One page of each kind that the site has, for the tests and benchmarks that look at every kind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from datasette.utils import tilde_encode

# The one of each table that most articles name.
SUBJECTS = {
    "people": "select id from people order by mentions desc, id limit 1",
    "countries": "select code from countries order by mentions desc, code limit 1",
    "organisations": "select id from organisations order by mentions desc, id limit 1",
    "regions": "select region_id from article_regions group by 1 order by sum(mentions) desc, 1 limit 1",
    "topics": "select topic_id from article_topics group by 1 order by count(*) desc, 1 limit 1",
    "articles": "select article_id from events group by 1 order by count(*) desc, 1 limit 1",
    "outlets": "select id from outlets limit 1",
}
OTHERS = {
    "home": "/",
    "database": "/news",
    "table": "/news/articles",
    "long table": "/news/mentions",
    "map": "/news/map",
    "months": "/news/timeline",
    "bars": "/news/most_named",
    "network": "/news/network",
    "question": f"/news/quotations?person={quote('لافروف')}",
    "accuracy": "/news/accuracy",
    "SQL": "/news?sql=select+name_ar%2C+name_en+from+people",
    "search": f"/-/search?q={quote('لافروف')}",
    "empty search": "/-/search",
    "nothing": "/news/nothing",
}


def kinds(database: Path) -> dict[str, str]:
    """The address of a page of each kind, from what the register holds."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        found = {table: connection.execute(sql).fetchone() for table, sql in SUBJECTS.items()}
    return {**OTHERS, **{table: f"/news/{table}/{tilde_encode(str(row[0]))}" for table, row in found.items() if row}}
