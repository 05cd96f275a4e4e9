"""The site as `make serve` serves it, as an object: for whoever asks it in process, on this machine or in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils import parse_metadata

ROOT = Path(__file__).resolve().parent.parent
SETTINGS: dict[str, Any] = {"suggest_facets": False}


def metadata() -> dict[str, Any]:
    """What metadata.yml says of the register."""
    said: dict[str, Any] = parse_metadata((ROOT / "metadata.yml").read_text("utf8"))
    return said


def site(
    register: Path,
    base_url: str,
    said: dict[str, Any],
    settings: dict[str, Any] | None = None,
    inspected: dict[str, Any] | None = None,
) -> Datasette:
    """A Datasette of a register that nobody changes, its addresses beginning with `base_url`, its words those of `said`.

    `inspected` tells the register's size, hash and rows by table, which Datasette else reads the whole file for.
    """
    return Datasette(
        immutables=[str(register)],
        inspect_data=inspected,
        metadata=said,
        plugins_dir=str(ROOT / "plugins"),
        settings={**SETTINGS, "base_url": base_url, **(settings or {})},
    )
