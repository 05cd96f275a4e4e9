"""The body of an article as HTML, with what was found in it marked where it stands.

Each name and date is a link of its own, the innermost where they are nested; quotations and the clauses of events lie around
them. Whatever crosses something else, or a paragraph's end, is marked in pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from markupsafe import Markup, escape

ANCHOR = Markup('<a class="m {kind}" id="c{start}" href="{href}" title="{title}">{text}</a>')
ANCHOR_AGAIN = Markup('<a class="m {kind}" href="{href}" title="{title}">{text}</a>')
AROUND = Markup('<span class="{kind}" id="{id}">{inner}</span>')
_LINE = re.compile(r"[^\n]+")
AROUND_AGAIN = Markup('<span class="{kind}">{inner}</span>')
MENTIONED = (
    ("person", "person_id", "people"),
    ("country", "country_code", "countries"),
    ("organisation", "organisation_id", "organisations"),
    ("region", "region_id", "regions"),
)
TITLES = {"person": "شخص · person", "country": "دولة · country", "organisation": "منظمة · organisation", "region": "منطقة · region"}


class Marked(NamedTuple):
    """Characters start:end of a body that are a name or a date: what kind, where a click leads, what it is in words."""

    start: int
    end: int
    kind: str
    href: str
    title: str


class Around(NamedTuple):
    """Characters start:end of a body that are a quotation or tell an event; `id` is its address in the page."""

    start: int
    end: int
    kind: str
    id: str


def paragraphs(body: str, marks: Sequence[Marked], around: Sequence[Around]) -> Iterator[Markup]:
    """The inner HTML of each paragraph of a body.

    >>> found = [Marked(4, 10, "person", "/p", "شخص"), Marked(8, 10, "country", "/c", "دولة")]
    >>> [str(each) for each in paragraphs("قال لافروف", found, [Around(0, 10, "event", "e0")])]
    ['<span class="event" id="e0">قال <a class="m person" id="c4" href="/p" title="شخص">لافر</a><a class="m country" \
id="c8" href="/c" title="دولة">وف</a></span>']
    """
    lines = [line.span() for line in _LINE.finditer(body)]
    starts = [start for start, _ in lines]
    found: list[list[Marked | Around]] = [[] for _ in lines]
    all_: list[Marked | Around] = [*marks, *around]
    for each in all_:
        first = max(0, bisect_right(starts, each.start) - 1)
        for at in range(first, bisect_left(starts, each.end)):
            found[at].append(each)
    for (start, end), here in zip(lines, found, strict=True):
        if body[start:end].strip():
            yield _nested(body, list(_leaves(start, end, here)), 0)


class _Leaf(NamedTuple):
    """Characters that one link and the same surroundings hold."""

    start: int
    end: int
    mark: Marked | None
    around: tuple[Around, ...]


def _leaves(start: int, end: int, found: Sequence[Marked | Around]) -> Iterator[_Leaf]:
    """A paragraph cut wherever something begins or ends; each piece with the innermost link and all that lies around it."""
    cuts = sorted({start, end} | {edge for each in found for edge in (each.start, each.end) if start < edge < end})
    to_come = sorted(found, key=lambda each: each.start, reverse=True)
    open_: list[Marked | Around] = []
    for first, last in pairwise(cuts):
        while to_come and to_come[-1].start <= first:
            open_.append(to_come.pop())
        open_ = [each for each in open_ if each.end > first]
        marks = [each for each in open_ if isinstance(each, Marked)]
        wide = [each for each in open_ if isinstance(each, Around)]
        innermost = min(marks, key=lambda each: (each.end - each.start, each.kind), default=None)
        yield _Leaf(first, last, innermost, tuple(sorted(wide, key=lambda each: (each.start - each.end, each))))


def _nested(body: str, leaves: Sequence[_Leaf], depth: int) -> Markup:
    """The leaves within their surroundings from a depth on."""
    html = Markup()
    for outer, group in groupby(leaves, key=lambda leaf: leaf.around[depth] if len(leaf.around) > depth else None):
        inside = list(group)
        if outer is None:
            html += Markup().join(_link(body, leaf) for leaf in inside)
        else:
            template = AROUND if inside[0].start == outer.start else AROUND_AGAIN
            html += template.format(kind=outer.kind, id=outer.id, inner=_nested(body, inside, depth + 1))
    return html


def _link(body: str, leaf: _Leaf) -> Markup:
    text = body[leaf.start : leaf.end]
    if leaf.mark is None:
        return escape(text)
    template = ANCHOR if leaf.start == leaf.mark.start else ANCHOR_AGAIN
    return template.format(kind=leaf.mark.kind, start=leaf.mark.start, href=leaf.mark.href, title=leaf.mark.title, text=text)


def of_article(told: dict[str, list[dict[str, Any]]], page_of: Callable[[str, object], str], dates: str) -> list[Markup]:
    """The paragraphs of an article with all that was found in them; none where the text is not published."""
    body = told["article"][0]["body"]
    if body is None:
        return []
    marks = [
        Marked(each["start"], each["end"], kind, page_of(table, each[column]), _title(kind, each["name_ar"], each["name_en"]))
        for each in told["mentions"]
        for kind, column, table in MENTIONED
        if each[column] is not None
    ]
    marks += [
        Marked(each["start"], each["end"], "date", f"{dates}?value={each['value']}", f"تاريخ · date: {each['value']}")
        for each in told["dates"]
        if each["value"] is not None
    ]
    around = [Around(each["start"], each["end"], "quotation", f"q{each['start']}") for each in told["quotations"]]
    around += [Around(each["start"], each["end"], "event", f"e{each['start']}") for each in told["events"]]
    return list(paragraphs(body, marks, sorted(set(around))))


def _title(kind: str, name_ar: str, name_en: str | None) -> str:
    return f"{TITLES[kind]}: {name_ar}" + (f" · {name_en}" if name_en else "")
