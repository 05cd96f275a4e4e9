"""Publish the register: news.db -> dist/, one folder that any host can serve. Each step is a file of publishing/.

    python publish.py [--register news.db] [--output dist] [--text full|excerpt|none] [--url https://...]

Links are relative and nothing is fetched from elsewhere, so that the folder may lie anywhere. `--text` decides what
leaves the house: the articles' texts, the clause around each fact, or facts alone.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from publishing.catalogues import catalogues
from publishing.checksums import checksums
from publishing.described import described
from publishing.edition import Text, edition
from publishing.explorer import explorer
from publishing.exports import exports
from publishing.fetched import FetchError
from publishing.frozen import FreezingError, frozen
from publishing.live import live
from publishing.replacing import ReplacingError, replacing
from publishing.site import metadata


def publish(register: Path, output: Path, text: Text, url: str | None) -> None:
    """Write `output` from a register, whole or not at all. The same register gives the same bytes.

    `url` is where the folder will lie, if that is known; it is told to crawlers and in descriptions alone. Raises ReplacingError
    where `output` is a folder of something else, FreezingError, FetchError, sqlite3.Error or OSError where a step cannot do its part.
    """
    with replacing(output) as folder:
        data = folder / "data"
        edition(register, data / "news.db", text)
        exports(data / "news.db", data)
        catalogues(described(folder, metadata(), text, url), folder)
        checksums(data)
        frozen(data / "news.db", folder, text, url)
        live(data / "news.db", folder)
        explorer(folder)


def _url(told: str) -> str:
    if not told.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f"{told} does not begin with https://")
    return told


def main() -> int:
    """The command line: 0 when the folder was written, 2 when it could not be."""
    parser = argparse.ArgumentParser(description="Publish the register: news.db -> dist/.")
    parser.add_argument("--register", type=Path, default=Path("news.db"), help="the database to publish (default: news.db)")
    parser.add_argument("--output", type=Path, default=Path("dist"), help="the folder to write (default: dist)")
    parser.add_argument("--text", type=Text, choices=list(Text), default=Text.EXCERPT, help="how much of the texts (default: excerpt)")
    parser.add_argument("--url", type=_url, help="where the folder will lie, if that is known: https://...")
    options = parser.parse_args()
    if not options.register.is_file():
        print(f"publish.py: {options.register} is not there: make build", file=sys.stderr)
        return 2
    try:
        publish(options.register, options.output, options.text, options.url)
    except (ReplacingError, FreezingError, FetchError, sqlite3.Error, OSError) as error:
        print(f"publish.py: {error}", file=sys.stderr)
        return 2
    files = [path for path in options.output.rglob("*") if path.is_file()]
    print(f"{options.output}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB, texts: {options.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
