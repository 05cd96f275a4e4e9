"""What each kind of input gives: the labelled pages by the way they were saved, and how right Sijill reads each kind.

    python -m benchmarks.reading

prints a Markdown table and, where ../shared is here, puts it into docs/reading.md, which says of each kind what is done
and what is known not to work. The kind of a page follows from its labels: what stands above its body and below.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from benchmarks.labelled import (
    DEV_HTML,
    DEV_TEXT,
    OWN,
    PROJECT,
    SUPPLIED,
    Labelled,
    Score,
    Sijill,
    labelled,
    markdown,
    score,
    text_of,
    total,
)

PAGE = PROJECT / "docs" / "reading.md"
BEGIN, END = "<!-- python -m benchmarks.reading: begin -->", "<!-- python -m benchmarks.reading: end -->"
MOST_AROUND = 5
HEAD = re.compile(rb"""application/ld\+json|["'](?:og:title|article:published_time)["']""")
# Marks that an old encoding lacks, and what writers of its time typed in their place: one character for one, so that
# a page keeps its lines and words.
TYPED = str.maketrans("«»“”„‘’–—…•❊■▪●◆○\u00a0", '"""""\'\'--.******* ')


class Kind(StrEnum):
    """How a page was saved."""

    HTML_DECLARED = "HTML, title or date in its head"
    HTML_BARE = "HTML, nothing in its head"
    WHOLE = "text, the whole page"
    RECORD = "text, record: title, time, author, paragraphs"
    UNDATED = "text, title, byline, paragraphs"
    ONE_LINE = "text, title, body in one line"
    PARAGRAPHS = "text, paragraphs alone"
    CP1256 = "text in cp1256, undeclared"
    ISO_8859_6 = "text in ISO 8859-6, undeclared"
    UTF_16 = "text in UTF-16, without its mark"


ENCODINGS = {Kind.CP1256: "cp1256", Kind.ISO_8859_6: "iso8859-6", Kind.UTF_16: "utf-16-le"}


def kind(page: Labelled) -> Kind:
    """How a page was saved, by what stands around its body."""
    if page.path.suffix != ".txt":
        return Kind.HTML_DECLARED if HEAD.search(page.path.read_bytes()) else Kind.HTML_BARE
    if not page.above:
        return Kind.PARAGRAPHS
    if len(page.above) + len(page.below) > MOST_AROUND:
        return Kind.WHOLE
    if "\n" not in page.body.strip():
        return Kind.ONE_LINE
    dated = page.published_from and any(page.published_from in line for line in page.above)
    return Kind.RECORD if dated else Kind.UNDATED


def saved_as(page: Labelled, encoding: str, folder: Path) -> Labelled:
    """The page in another encoding, its labels as that encoding can write them. What it lacks becomes a question mark."""

    def written(text: str) -> str:
        return text.translate(TYPED).encode(encoding, "replace").decode(encoding)

    copy = folder / page.name
    copy.write_bytes(text_of(page.path).translate(TYPED).encode(encoding, "replace"))
    return replace(page, path=copy, title=page.title and written(page.title), body=written(page.body))


def scored(sijill: Sijill, pages: Iterable[Labelled]) -> list[tuple[Kind, Labelled, Score]]:
    """Every page with its kind and score, and the text pages once more in each of the old encodings."""
    found = [(kind(page), page, score(sijill(page.path), page)) for page in pages]
    texts = [page for _, page, _ in found if page.path.suffix == ".txt"]
    for old, encoding in ENCODINGS.items():
        with tempfile.TemporaryDirectory() as folder:
            copies = [saved_as(page, encoding, Path(folder)) for page in texts]
            found += [(old, page, score(sijill(page.path), page)) for page in copies]
    order = list(Kind)
    return sorted(found, key=lambda one: order.index(one[0]))


def table(found: list[tuple[Kind, Labelled, Score]]) -> str:
    """A row for each kind: pages, found, body F1, and of how many pages title and date are right."""
    rows = []
    for of, group in groupby(found, key=lambda one: one[0]):
        scores = [each for _, _, each in group]
        right = [f"{sum(getattr(each, figure) for each in scores)}/{len(scores)}" for figure in ("found", "title", "published")]
        rows.append([of, right[0], f"{total(scores).f1:.3f}", *right[1:]])
    return markdown(["input", "found", "body F1", "title", "published"], rows)


def misses(found: list[tuple[Kind, Labelled, Score]]) -> str:
    """What is not read as labelled, a line a page."""
    told = []
    for of, page, each in found:
        wrong = [name for name in ("title", "published") if not getattr(each, name)]
        if not each.found:
            wrong = ["not found"]
        elif each.f1 < 0.95:
            wrong.insert(0, f"body {each.f1:.3f}")
        if wrong:
            told.append(f"{of}: {page.name}: {', '.join(wrong)}\n")
    return "".join(told)


def put(text: str) -> None:
    """The table between its marks in docs/reading.md."""
    before, after = PAGE.read_text("utf8").split(BEGIN)[0], PAGE.read_text("utf8").split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{text}{END}{after}", "utf8")


def main() -> int:
    sets = (SUPPLIED, DEV_TEXT, DEV_HTML, OWN)
    found = scored(Sijill.ready(), [page for folder, gold in sets for page in labelled(folder, gold)])
    print(table(found))
    print(misses(found), end="")
    if all(folder.exists() for folder, _ in sets):
        put(table(found))
    else:
        print("docs/reading.md is left as it is: ../shared is not here")
    return 0


if __name__ == "__main__":
    sys.exit(main())
