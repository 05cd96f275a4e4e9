"""The world's countries as one SVG, made of Natural Earth's shapes, and the part of it that a page shows.

The shapes are those of npm's world-atlas (1:50 million, public domain) in Web Mercator, the map's projection, so that the
pages' small maps and the large one draw from one file. Natural Earth draws who holds the ground, not who claims it.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
SHAPES = ROOT / "static" / "vendor" / "countries-50m.json"
COUNTRIES = ROOT / "reference" / "countries.csv"
SCALE = 10  # units of the SVG in a degree of longitude
NORTHERNMOST = 85.0
# Shapes without an ISO number, by Natural Earth's name for them; what is not here is drawn as land of no country.
UNNUMBERED = {"Kosovo": "XK"}
MARGIN, NARROWEST = 6.0, 36.0  # degrees around the countries of a small map, and its least width
RATIO = 1.5

Ring = list[tuple[float, float]]


class Box(NamedTuple):
    """A part of the world in the SVG's units, as viewBox wants it."""

    x: int
    y: int
    width: int
    height: int


@cache
def svg() -> str:
    """The countries of the world; `land` is all of them, and each is also there by its code."""
    drawn = "".join(f'<path{_id(code)} d="{"".join(map(_line, rings))}"/>' for code, rings in shapes())
    width, top = 372 * SCALE, round(_mercator(NORTHERNMOST) * SCALE)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-180 * SCALE} {-top} {width} {2 * top}"><g id="land">{drawn}</g></svg>'


def _id(code: str | None) -> str:
    return f' id="{code}"' if code else ""


def around(places: Iterable[tuple[float, float]]) -> Box:
    """The part of the world around some places (latitude, longitude in degrees), half as wide again as it is high."""
    points = [(longitude, -_mercator(max(-60.0, min(75.0, latitude)))) for latitude, longitude in places]
    left, right = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    top, bottom = min(y for _, y in points) - MARGIN, max(y for _, y in points) + MARGIN
    width = max(right - left, NARROWEST, (bottom - top) * RATIO)
    height = width / RATIO
    x, y = (left + right - width) / 2, (top + bottom - height) / 2
    return Box(*(round(each * SCALE) for each in (x, y, width, height)))


@cache
def has_shape(code: str) -> bool:
    """Whether a country is large enough to be drawn at this scale."""
    return any(code == drawn for drawn, _ in shapes())


def place(latitude: float, longitude: float) -> tuple[int, int]:
    """Where a place is in the SVG."""
    return round(longitude * SCALE), round(-_mercator(latitude) * SCALE)


@cache
def shapes() -> tuple[tuple[str | None, tuple[Ring, ...]], ...]:
    """The rings of each shape (longitude, latitude in degrees), with its country's code; None for land of no country."""
    atlas = json.loads(SHAPES.read_text("utf8"))
    with COUNTRIES.open(encoding="utf8", newline="") as file:
        numeric = {country["numeric"]: country["code"] for country in csv.DictReader(file) if country["numeric"]}
    lines = [list(_decoded(arc, atlas["transform"])) for arc in atlas["arcs"]]
    found: list[tuple[str | None, tuple[Ring, ...]]] = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        code = numeric.get(shape.get("id", "")) or UNNUMBERED.get(shape["properties"]["name"])
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        # Two shapes may bear one number (Australia and Ashmore Reef): the first, which is the greater, has the id.
        first = code if all(code != other for other, _ in found) else None
        found.append((first, tuple(_unwrapped(_ring(arcs, lines)) for polygon in polygons for arcs in polygon)))
    return tuple(found)


def _decoded(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Iterator[tuple[float, float]]:
    """TopoJSON: each point is told by its distance from the one before (topojson-specification, 2.1.1)."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale_x + left, y * scale_y + bottom


def _ring(arcs: Sequence[int], lines: Sequence[Ring]) -> Ring:
    """Arcs are shared between rings; one that is drawn the other way round has the complement of its number."""
    ring: Ring = []
    for number in arcs:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def _unwrapped(ring: Ring) -> Ring:
    """A ring that crosses 180 degrees goes on beyond it, eastwards, not back around the world."""
    turn, turned = 0, []
    for at, (x, y) in enumerate(ring):
        step = x - ring[at - 1][0] if at else 0.0
        turn += -360 if step > 180 else 360 if step < -180 else 0
        turned.append((x + turn, y))
    shift = 360 if any(x < -180.5 for x, _ in turned) else 0
    return [(x + shift, y) for x, y in turned]


def _line(ring: Ring) -> str:
    """A closed line of whole units, each point told by its distance from the one before."""
    points = [(round(x * SCALE), round(-_mercator(y) * SCALE)) for x, y in ring]
    (x, y), *rest = points
    steps = []
    for to_x, to_y in rest:
        if (to_x, to_y) != (x, y):
            steps.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z" if len(steps) > 1 else ""


def _mercator(latitude: float) -> float:
    """Degrees north in Web Mercator, in degrees of longitude at the equator (EPSG:3857)."""
    held = math.radians(max(-NORTHERNMOST, min(NORTHERNMOST, latitude)))
    return math.degrees(math.log(math.tan(math.pi / 4 + held / 2)))
