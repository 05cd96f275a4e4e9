"""SQL functions that know Arabic: a search and a comparison that see through spelling, the sentence of a mention."""

from __future__ import annotations

import sqlite3

from pluggy import HookimplMarker

from plugins.show.spelling import escape_fts, fold, sentence

hookimpl = HookimplMarker("datasette")

# Stands in for the texts where they are not published, so that a question asks for a sentence and gets none.
NO_TEXTS = "create temp view texts(article_id, body) as select null, null where 0"


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """After Datasette's own functions, so that every search of the site folds what is typed."""
    conn.create_function("escape_fts", 1, escape_fts)
    conn.create_function("fold", 1, fold, deterministic=True)
    conn.create_function("sentence", 3, sentence, deterministic=True)
    tables = {name for (name,) in conn.execute("select name from sqlite_master where name in ('articles', 'texts')")}
    if tables == {"articles"}:
        conn.execute(NO_TEXTS)
