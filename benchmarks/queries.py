"""What the canned queries and the search cost on a register of 10,000 articles.

    python -m benchmarks.queries [--articles 10000] [--database FILE]

The pages are made from our own labelled ones: three of them lend their paragraphs to each, and people who do not exist meet
and speak in a sentence more, so that names, days and pairs are as many as in a real folder. The register is built by the
build that everybody uses and kept under /tmp, so that a second run begins at once.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from datasette.app import Datasette

from benchmarks.labelled import OWN, text_of
from build import build
from pipeline import database, reference

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(tempfile.gettempdir()) / "sijill-queries"
ROUNDS = 5
ANSWERS = {
    "country": "ليبيا",
    "person": "لافروف",
    "name": "NATO",
    "place": "موسكو",
    "page": "00003",
    "words": "الأزمة",
    "month": "2020-07",
    "topic": "libya",
}
SEARCHES = ("الجزائر", "Lavrov", "حل عسكري", "ليبيا المغرب", "Lavroff", "رئيس")
PAGES = ("/", "/{}", "/{}/articles", "/{}/mentions", "/{}/countries/DZ", "/{}/topics/libya")
FIRST_DAY, DAYS = date(2012, 1, 1), 5000
SENTENCES = (
    "استقبل وزير الخارجية {0}، اليوم، السفير {1}، وبحثا الوضع في {2} وسبل التعاون مع {3}.",
    "وقال رئيس الوفد {0} إن «الوضع في {2} يستدعي حوارا بين جميع الأطراف»، بعد لقائه الوزير {1} في {3}.",
    "وأجرى الرئيس {0} مكالمة هاتفية مع المبعوث {1} تناولت الأزمة في {2} وعلاقات {3}.",
)


def pages(folder: Path, articles: int) -> None:
    """So many pages into the folder; the same number gives the same pages."""
    chance = random.Random(2026)
    known = reference.load()
    given = [name.name for name in known.given_names if name.word == 0]
    surnames = [name.name for name in known.surnames if name.word == 0]
    people = [f"{chance.choice(given)} {chance.choice(surnames)}" for _ in range(articles // 3)]
    countries = [country.names_ar[0] for country in known.countries.values()]
    paragraphs = [[line for line in text_of(path).splitlines() if len(line) > 120] for path in sorted(Path(OWN[0]).glob("*.txt"))]
    for number in range(articles):
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        body = [line for page in chance.sample(paragraphs, 3) for line in page[:4]]
        chance.shuffle(body)
        body[1:1] = [chance.choice(SENTENCES).format(*chance.sample(people, 2), *chance.sample(countries, 2)) for _ in range(2)]
        head = [body[0][:60].rsplit(" ", 1)[0], f"{day.day:02}/{day.month:02}/{day.year}"]
        (folder / f"{number:05}.txt").write_text("\n".join([*head, *body]), "utf8")


def register(articles: int) -> Path:
    """A register of so many articles, built where there is none yet."""
    output = KEPT / f"{articles}" / "news.db"
    if not output.exists():
        raw = output.parent / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        pages(raw, articles)
        database.write(build(raw), output)
    return output


async def timed(site: Datasette, path: str) -> float:
    """Milliseconds that the site needs for an answer: the median of some rounds after a first that is not counted, or no end."""
    spent = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        answer = await site.client.get(path)
        spent.append(1000 * (time.perf_counter() - started))
        if answer.status_code != 200:
            return float("inf")
    return statistics.median(spent[1:])


async def main() -> None:
    """Print the milliseconds of each canned query with its form left empty and filled in, of searches and of pages."""
    parser = argparse.ArgumentParser(description="What the canned queries cost.")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--database", type=Path)
    options = parser.parse_args()
    file = options.database or register(options.articles)
    metadata: dict[str, Any] = yaml.safe_load((ROOT / "metadata.yml").read_text("utf8"))
    site = Datasette(immutables=[str(file)], metadata=metadata, plugins_dir=str(ROOT / "plugins"), settings={"suggest_facets": False})
    await site.invoke_startup()
    for name, query in metadata["databases"]["news"]["queries"].items():
        asked = "&".join(f"{blank}={quote(ANSWERS[blank])}" for blank in query.get("params", []))
        empty, filled = [await timed(site, f"/{file.stem}/{name}.json?_shape=arrays&{blanks}") for blanks in ("", asked)]
        print(f"{name:24}{empty:8.0f} ms{filled:8.0f} ms", flush=True)
    for question in SEARCHES:
        print(f"{question:24}{await timed(site, f'/-/search.json?q={quote(question)}'):8.0f} ms", flush=True)
    for page in PAGES:
        print(f"{page:24}{await timed(site, page.format(file.stem)):8.0f} ms", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
