"""Make the README's pictures, docs/*.png.

    python -m docs.screenshots [news.db]

A real server, a real browser.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from tests.browsing import browsing, serving

HERE = Path(__file__).resolve().parent
ARTICLE = "select id from articles where title is not null and published is not null order by published, id limit 1"


class Picture(NamedTuple):
    """A page as a picture: its file, its address, the window (pixels), light or dark, and what must be there before it is taken."""

    file: str
    path: str
    size: tuple[int, int]
    scheme: str
    ready: str


def pictures(database: Path) -> list[Picture]:
    """The pictures of a register."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        (article,) = connection.execute(ARTICLE).fetchone()
    return [
        Picture("home.png", "/", (1280, 1000), "light", "figure.world use"),
        Picture("article.png", f"/news/articles/{article}", (1280, 1000), "light", ".text .m"),
        Picture("search.png", "/-/search?q=Boukadoum", (1280, 720), "dark", "ol.results mark"),
        Picture("map.png", "/news/map", (1280, 900), "light", "svg.world path[data-named]"),
        Picture("phone.png", "/news/people/sergey-lavrov", (390, 844), "dark", ".sections"),
    ]


def take(browser: Browser, address: str, picture: Picture) -> None:
    """One picture."""
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if picture.scheme == "dark" else "light")
    page = context.new_page()
    page.goto(address + picture.path)
    page.locator(picture.ready).first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / picture.file)
    context.close()


def main(database: Path) -> None:
    """All pictures of one database."""
    with serving(database) as address, browsing() as browser:
        for picture in pictures(database):
            take(browser, address, picture)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "news.db").resolve())
