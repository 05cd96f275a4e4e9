"""Make the README's pictures: docs/map.png and docs/articles.png.

    python -m docs.screenshots [news.db]

A real server, a real browser; the map's tiles are not fetched, so that the pictures depend on nothing outside.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page

from tests.browsing import browsing, serving

HERE = Path(__file__).resolve().parent
WIDTH = 1280
WITHOUT_SOURCES = "?_nocol=outlet_from&_nocol=published_from&_nocol=dateline&_nocol=raw_sha256"


def main(database: Path) -> None:
    """Both pictures of one database."""
    with serving(database) as address, browsing() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
        take_map(page, address)
        take_articles(page, address)


def take_map(page: Page, address: str) -> None:
    """The countries involved, one of them open."""
    page.goto(f"{address}/news/map")
    marker = page.locator("img.leaflet-marker-icon").first
    marker.wait_for()
    page.wait_for_load_state("networkidle")
    marker.click()
    page.locator(".leaflet-popup-content a").wait_for()
    page.wait_for_timeout(1000)
    page.screenshot(path=HERE / "map.png")


def take_articles(page: Page, address: str) -> None:
    """The table of articles with its facets."""
    page.set_viewport_size({"width": WIDTH, "height": 1080})
    page.goto(f"{address}/news/articles{WITHOUT_SOURCES}")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / "articles.png")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "news.db").resolve())
