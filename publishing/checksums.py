"""SHA-256 of every file of a folder, as `sha256sum -c` reads them."""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def checksums(folder: Path) -> None:
    """Write `folder`/SHA256SUMS over all other files in it, by path."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    (folder / NAME).write_text("".join(f"{sha256(folder / path)}  {path}\n" for path in paths), "utf8")


def sha256(path: Path) -> str:
    """Of one file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
