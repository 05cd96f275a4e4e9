"""What is published: its size by part, and how long its parts take to show a page, beside a local Datasette.

make publish
python -m benchmarks.published [--dist dist] [--times 5]
"""

from __future__ import annotations

import argparse
import statistics
import time
import zlib
from pathlib import Path

from playwright.sync_api import Browser

from tests.browsing import browsing, hosting, serving, visiting

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("data", "news", "static", "-", "live", "explorer")
PATIENCE = 600_000.0  # milliseconds
PAGE = "news/people/sergey-lavrov"
SHOWN = "body[data-shown]"


def sizes(dist: Path) -> None:
    """Print the bytes of each part, as they lie there and as a host that compresses would send them."""
    print("| part | files | MB | MB, compressed |\n| --- | --- | --- | --- |")
    for part in (*PARTS, "the rest", "all"):
        files = [path for path in dist.rglob("*") if path.is_file() and _is_of(path.relative_to(dist).parts[0], part)]
        packed = sum(len(zlib.compress(path.read_bytes(), 6)) for path in files)
        print(f"| {part} | {len(files)} | {sum(path.stat().st_size for path in files) / 1e6:.2f} | {packed / 1e6:.2f} |")


def _is_of(first: str, part: str) -> bool:
    return part in {"all", first if first in PARTS else "the rest"}


def seconds(browser: Browser, url: str, shown: str, times: int) -> float:
    """The median time until a page is shown, in a browser that knows nothing of it yet."""
    taken = []
    for _ in range(times):
        with visiting(browser, url) as visit:
            began = time.monotonic()
            visit.page.goto(url)
            visit.page.wait_for_selector(shown, timeout=PATIENCE)
            taken.append(time.monotonic() - began)
    return statistics.median(taken)


def times(dist: Path, how_often: int) -> None:
    """Print how long one page takes from each, as ratios to a local Datasette."""
    with serving(dist / "data" / "news.db") as site, hosting(dist.parent) as host, browsing() as browser:
        here = f"{host}/{dist.name}"
        pages = {
            "a local Datasette": (f"{site}/{PAGE}", "footer"),
            "frozen": (f"{here}/{PAGE}.html", "footer"),
            "explorer": (f'{here}/explorer/index.html?table=people&row=["sergey-lavrov"]', f"{SHOWN} dl.row"),
            "live": (f"{here}/live/index.html?_path=/{PAGE}", SHOWN),
        }
        found = {name: seconds(browser, *asked, how_often) for name, asked in pages.items()}
    print("\n| shown by | seconds | ratio |\n| --- | --- | --- |")
    for name, taken in found.items():
        print(f"| {name} | {taken:.2f} | {taken / found['a local Datasette']:.1f} |")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Sizes and times of what is published.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    sizes(options.dist.resolve())
    times(options.dist.resolve(), options.times)


if __name__ == "__main__":
    main()
