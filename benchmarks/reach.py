"""How much of a large register its readers' browsers read: the light explorer's and the live site's, over a host that gives parts of files.

    python -m benchmarks.large
    python -m benchmarks.reach [--register /tmp/large/news.db]

Each line is a page opened in a browser that has read nothing of the register yet, but for `open`, which is subtracted.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser

from benchmarks.large import invented
from publishing.explorer import explorer
from publishing.frozen import static
from publishing.live import live
from tests.browsing import browsing, visiting
from tests.hosts import Counted, giving_parts

PATIENCE = 600_000.0  # milliseconds
INVENTED = invented(random.Random(1))
RARE, FREQUENT = INVENTED[20_000], INVENTED[0]
EXPLORER = {
    "open": {},
    "row of people": {"table": "people", "row": '["sergey-lavrov-5"]'},
    "first page of mentions": {"table": "mentions"},
    "search for a rare word": {"q": RARE},
    "search for a frequent word": {"q": FREQUENT},
    "search for a country": {"q": "الجزائر"},
    "SQL over an index": {"sql": "select count(*) from articles where month = '2020-07'"},
}
LIVE = {
    "open (home)": "/",
    "row of articles": "/news/articles/57279336214",
    "row of people": "/news/people/sergey-lavrov-5",
    "first page of mentions": "/news/mentions",
    "search for a rare word": "/-/search?" + urlencode({"q": RARE}),
    "search for a person": "/-/search?" + urlencode({"q": "قومينن ألكسندر"}),
    "search for a frequent word": "/-/search?" + urlencode({"q": FREQUENT}),
    "search for a country": "/-/search?" + urlencode({"q": "الجزائر"}),
}


def publish(register: Path, folder: Path) -> None:
    """What the two need, and a link to the register: the rest of what is published would take hours and another gigabyte."""
    (folder / "data").mkdir(parents=True)
    os.link(register, folder / "data" / "news.db")
    static(folder)
    explorer(folder)
    live(folder / "data" / "news.db", folder)


def asked(browser: Browser, host: Counted, path: str) -> tuple[int, int, float]:
    """Bytes of the register and parts of it that a page took, and the seconds until it was shown."""
    bytes_, parts, began = host.bytes, host.parts, time.monotonic()
    with visiting(browser, host.address) as visit:
        visit.page.goto(f"{host.address}/{path}")
        visit.page.wait_for_selector("body[data-shown]", timeout=PATIENCE)
    return host.bytes - bytes_, host.parts - parts, time.monotonic() - began


def measured(browser: Browser, host: Counted, size: int) -> Iterator[str]:
    """A line of the table for each page."""
    pages = [("explorer", name, f"explorer/index.html?{urlencode(wanted)}") for name, wanted in EXPLORER.items()]
    pages += [("live", name, f"live/index.html?_path={quote(path, safe='')}") for name, path in LIVE.items()]
    for part, name, path in pages:
        bytes_, parts, seconds = asked(browser, host, path)
        yield f"| {part} | {name} | {bytes_ / 1e6:.1f} | {bytes_ / size:.2%} | {parts} | {seconds:.1f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How much of a large register is read.")
    parser.add_argument("--register", type=Path, default=Path("/tmp/large/news.db"), help="as benchmarks.large wrote it")
    register = parser.parse_args().register
    folder = Path(tempfile.mkdtemp(dir=register.parent))
    try:
        publish(register, folder)
        size = register.stat().st_size
        print(f"{size / 1e9:.2f} GB\n\n| part | page | MB read | of the file | parts | seconds |\n| --- | --- | --- | --- | --- | --- |")
        with giving_parts(folder) as host, browsing() as browser:
            for line in measured(browser, host, size):
                print(line, flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
