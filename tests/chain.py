"""The chain of build.py on one file, and law 1 on what they find: for the tests that read many pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path

from build import Chain
from pipeline.model import Findings, Line, Paragraph, Problem, RawPage
from pipeline.read import read


def find_in(chain: Chain, path: Path) -> tuple[RawPage | None, Findings | Problem]:
    """A file's page, and what is found in its article or why there is none."""
    page, problems = read(path, path.parent)
    if page is None:
        [problem] = problems
        return None, problem
    return page, chain.find(page)


def offences(page: RawPage, findings: Findings) -> list[str]:
    """Where law 1 does not hold, a line each: every row leads back to the characters that it was read from."""
    article, body = findings.article, findings.article.body
    told = []
    pieces: tuple[Sequence[Paragraph | Line], ...] = (article.paragraphs, article.lines)
    for of in pieces:
        told += [f"{each} is not page[{each.start}:{each.end}]" for each in of if page.text[each.start : each.end] != each.text]
        told += [f"{each} is empty" for each in of if not each.text.strip()]
        told += [f"{after} begins before {before} ends" for before, after in pairwise(of) if after.start < before.end]
    for start, end, text, row in _rows(findings):
        if not 0 <= start < end <= len(body):
            told.append(f"{row} is no span of the body")
        elif body[start:end] != text:
            told.append(f"{row} is not body[{start}:{end}], {body[start:end]!r}")
    return told + [f"{text!r} is none for a database" for text in _strings(findings) if "\0" in text or not _is_unicode(text)]


def _rows(findings: Findings) -> Iterator[tuple[int, int, str, object]]:
    """Start, end, text of everything whose offsets count in the body, and the thing itself. A role has no text of its own."""
    yield from ((each.start, each.end, each.surface, each) for each in findings.names.mentions)
    yield from ((each.start, each.end, each.text, each) for each in findings.dates)
    yield from ((each.start, each.end, each.text, each) for each in findings.quotes)
    yield from ((each.start, each.end, each.evidence, each) for each in findings.events)
    yield from ((each.start, each.end, findings.article.body[each.start : each.end], each) for each in findings.names.roles)


def _strings(value: object) -> Iterator[str]:
    """Every text in nested dataclasses and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def _is_unicode(text: str) -> bool:
    """Whether a text has no half of a surrogate pair."""
    try:
        text.encode("utf8")
    except UnicodeEncodeError:
        return False
    return True
