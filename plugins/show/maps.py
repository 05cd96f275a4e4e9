"""The small map of a page: the part of the world where the countries are that it names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from plugins.show import world
from plugins.show.words import Bilingual

SHADES = 4


class Shape(NamedTuple):
    """A country on a small map: its code, its page, its names and count, its shade (1 to 4); `dot` where it is too small to draw."""

    code: str
    href: str
    name: Bilingual
    mentions: int
    shade: int
    dot: tuple[int, int] | None


def small_map(countries: Sequence[dict[str, Any]], page_of: Callable[[str, object], str]) -> dict[str, Any] | None:
    """A part of the world with the countries named on it, the more often the darker; None where none has a place."""
    placed = [row for row in countries if row["latitude"] is not None]
    if not placed:
        return None
    most = max(row["mentions"] for row in placed)
    shapes = [
        Shape(
            code=row["id"],
            href=page_of("countries", row["id"]),
            name=Bilingual(row["name_ar"], row["name_en"]),
            mentions=row["mentions"],
            shade=max(1, -(-SHADES * row["mentions"] // most)),
            dot=None if world.has_shape(row["id"]) else world.place(row["latitude"], row["longitude"]),
        )
        for row in placed
    ]
    return {"box": world.around([(row["latitude"], row["longitude"]) for row in placed]), "shapes": shapes}
