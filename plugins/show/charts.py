"""What charts show, in words, for whoever does not see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from plugins.show.words import Bilingual, directed, phrase

MONTH = re.compile(r"\d{4}-\d{2}")
IN_WORDS_OF = {
    "bars": (Markup("الصفوف {rows}؛ الأكثر {most}: {value}."), Markup("Rows {rows}; the most: {most}: {value}.")),
    "months": (Markup("الأشهر {rows}؛ أكثرها {most}: {value}."), Markup("Months {rows}; the one with most: {most}: {value}.")),
    "network": (
        Markup("الأشخاص {named}، والأزواج {rows}؛ أكثرها تعاملًا {most}: {value}."),
        Markup("People {named}, pairs {rows}; those who dealt most: {most}: {value}."),
    ),
}


def summary(months: Sequence[dict[str, Any]]) -> Bilingual | None:
    """A chart of months in words: from when to when, in how many months, and the month with most."""
    if not months:
        return None
    most = max(months, key=lambda row: (row["articles"], row["month"]))
    articles, first, last = sum(row["articles"] for row in months), months[0]["month"], months[-1]["month"]
    most_in = f"{most['month']} ({most['articles']})"
    return Bilingual(
        f"من {first} إلى {last}: {articles} من المقالات المؤرخة في {len(months)} من الأشهر؛ أكثرها في {most_in}.",
        f"From {first} to {last}: dated articles: {articles}, months: {len(months)}; most in {most_in}.",
    )


def in_words(chart: dict[str, Any], answered: Sequence[Any]) -> Markup:
    """What a chart of an answer shows, for who does not see it: how many, and which is the greatest."""
    *names, value = chart["columns"] if chart["kind"] == "network" else chart["columns"][:2]
    drawn = [row for row in answered if chart["kind"] != "months" or MONTH.fullmatch(row[names[0]])] or list(answered)
    most = max(drawn, key=lambda row: row[value] or 0)
    told = {
        "rows": len(drawn),
        "named": len({row[name] for row in drawn for name in names}),
        "most": Markup("، ").join(directed(str(most[name])) for name in names),
        "value": most[value],
    }
    ar, en = IN_WORDS_OF.get(chart["kind"], IN_WORDS_OF["bars"])
    return phrase(ar.format(**told), en.format(**told))
