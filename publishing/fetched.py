"""Packages of npm, each by its version and its hash: fetched once, at `make install`, and kept in .cache/npm.

python -m publishing.fetched
"""

from __future__ import annotations

import base64
import csv
import hashlib
import sys
import tarfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import httpx

from publishing.site import ROOT

PINS = Path(__file__).resolve().parent / "web" / "npm.csv"
CACHE = ROOT / ".cache" / "npm"
REGISTRY = "https://registry.npmjs.org"
PATIENCE = 60.0  # seconds without a byte


class FetchError(RuntimeError):
    """A package that cannot be had, or is not the one that was pinned."""


class Pin(NamedTuple):
    """A package, its version, and its hash as npm writes it (Subresource Integrity: sha512-, then base64)."""

    package: str
    version: str
    integrity: str

    @property
    def file(self) -> str:
        """The name of its archive."""
        return f"{self.package.rpartition('/')[2]}-{self.version}.tgz"


@cache
def pins() -> dict[str, Pin]:
    """What npm.csv pins, by package."""
    with PINS.open(encoding="utf8", newline="") as file:
        return {row["package"]: Pin(**row) for row in csv.DictReader(file)}


def member(package: str, name: str) -> bytes:
    """A file of a package. FetchError where the package cannot be had."""
    with tarfile.open(_archive(pins()[package])) as archive:
        file = archive.extractfile(f"package/{name}")
        if file is None:
            raise FetchError(f"{package} has no file {name}")
        return file.read()


def _archive(pin: Pin) -> Path:
    path = CACHE / pin.file
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        partial.write_bytes(_checked(pin, _fetched(pin)))
        partial.replace(path)
    _checked(pin, path.read_bytes())
    return path


def _fetched(pin: Pin) -> bytes:
    url = f"{REGISTRY}/{pin.package}/-/{pin.file}"
    try:
        return httpx.get(url, timeout=PATIENCE, follow_redirects=True).raise_for_status().content
    except httpx.HTTPError as error:
        raise FetchError(f"{url}: {error}") from error


def _checked(pin: Pin, data: bytes) -> bytes:
    if "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode() != pin.integrity:
        raise FetchError(f"{pin.package} {pin.version} is not what was pinned; take {CACHE / pin.file} away to fetch it again")
    return data


def main() -> int:
    """Fetch all that is pinned: 0, or 1 with a line that says what could not be had."""
    try:
        for pin in pins().values():
            _archive(pin)
    except (FetchError, OSError) as error:
        print(f"publishing.fetched: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
