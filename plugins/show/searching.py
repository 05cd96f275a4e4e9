"""One box for all: the people, countries, organisations and topics that a question names, articles, quotations.

An article answers where it names all that is asked for, or has the words; it ranks by how often and how near its title.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log1p
from typing import Any, NamedTuple

from datasette.database import Database
from markupsafe import Markup, escape

from pipeline.arabic import fold, sentence_spans
from pipeline.schema import quote_id
from plugins.show.asked import KINDS, NOT_ASKED_FOR, Part, Thing, thing_of, understand
from plugins.show.registers import SUBJECTS, has, rows

PAGE = 20
QUOTATIONS = 10
THINGS = 12
LONGEST_SNIPPET = 320
WEIGHTS = "8.0, 1.0"  # of a word in the title, and in the body
SPEAKERS = {"person_id": "speaker_person_id", "organisation_id": "speaker_organisation_id"}

Span = tuple[int, int]


class Named(NamedTuple):
    """A person, country, organisation, region or topic that a question names."""

    table: str
    id: str
    name_ar: str
    name_en: str | None
    articles: int
    heard: bool


class Found(NamedTuple):
    """An article that answers; `snippet` is of its own text, what was asked for marked, or a clause of its evidence."""

    id: int
    title: Markup
    published: str | None
    outlet_ar: str | None
    outlet_en: str | None
    snippet: Markup


class Said(NamedTuple):
    """A quotation that answers."""

    id: str
    article_id: int
    start: int
    text: Markup
    speaker_ar: str | None
    speaker_en: str | None
    speaker_person_id: str | None
    published: str | None


class Answer(NamedTuple):
    """All that answers a question; `articles` is one page of `article_count`."""

    named: list[Named]
    article_count: int
    articles: list[Found]
    quotation_count: int
    quotations: list[Said]
    heard: bool


async def answer(database: Database, question: str, offset: int = 0, page: int = PAGE) -> Answer:
    """All that answers a question; of the articles those from number `offset` on, as many as a page has."""
    parts = await understand(database, question)
    ranked = _ranked([await _articles_of(database, part) for part in parts])
    said = _ranked([await _quotations_of(database, part) for part in parts])
    return Answer(
        named=await _named(database, parts, question),
        article_count=len(ranked),
        articles=await _articles(database, ranked[offset : offset + page], parts),
        quotation_count=len(said),
        quotations=await _quotations(database, said[:QUOTATIONS], parts),
        heard=any(part.heard for part in parts),
    )


def _ranked(scores: list[dict[Any, float]]) -> list[Any]:
    """What answers every part, the best first."""
    if not scores:
        return []
    common = set.intersection(*(set(each) for each in scores))
    return sorted(common, key=lambda key: (-sum(each[key] for each in scores), key))


async def _articles_of(database: Database, part: Part) -> dict[int, float]:
    """Articles that hold the words of a part or name what it names, with how much they do."""
    score: dict[int, float] = defaultdict(float)
    if await has(database, "articles_fts"):
        sql = f"select rowid, bm25(articles_fts, {WEIGHTS}) as rank from articles_fts where articles_fts match ?"  # noqa: S608
        for row in await rows(database, sql, [part.fts]):
            score[row["rowid"]] -= row["rank"]
    for kind, ids in _by_kind(part.things):
        of = SUBJECTS[KINDS[kind]]
        sql = f"select l.article_id, {of.times} as mentions from {of.link} l where l.{kind} in ({_places(ids)})"  # noqa: S608
        for row in await rows(database, sql, ids):
            score[row["article_id"]] += log1p(row["mentions"])
    return score


async def _quotations_of(database: Database, part: Part) -> dict[str, float]:
    """Quotations that hold the words of a part, name what it names, or were said by whom it names."""
    score: dict[str, float] = defaultdict(float)
    if await has(database, "quotes_fts"):
        for row in await rows(database, "select rowid, rank from quotes_fts where quotes_fts match ?", [part.fts]):
            score[quote_id(row["rowid"])] -= row["rank"]
    for kind, ids in _by_kind(part.things):
        if kind in SPEAKERS:
            for row in await rows(database, f"select id from quotes where {SPEAKERS[kind]} in ({_places(ids)})", ids):  # noqa: S608
                score[row["id"]] += 2
        if kind != "topic_id":
            # `cross join`: the planner would else read every quotation, and its text, where a thing is named often.
            sql = f"""select distinct q.id from mentions m cross join quotes q on q.article_id = m.article_id
                and m.start >= q.start and m."end" <= q."end" where m.{kind} in ({_places(ids)})"""  # noqa: S608
            for row in await rows(database, sql, ids):
                score[row["id"]] += 1
    return score


def _by_kind(things: Iterable[Thing]) -> list[tuple[str, list[str]]]:
    return [(kind, ids) for kind in KINDS if (ids := sorted(id_ for each, id_ in things if each == kind))]


def _places(values: list[Any]) -> str:
    return ", ".join("?" * len(values))


async def _named(database: Database, parts: list[Part], question: str) -> list[Named]:
    """Whom and what the parts name, then those whose names go on from what was typed; those that most articles name first.

    Whom the register knows and no article names (a state whose minister is named) is left out.
    """
    heard = {thing: part.heard for part in parts for thing in part.things}
    begun = await _beginning(database, " ".join(part.typed for part in parts)) - set(heard)
    named = [(thing, heard.get(thing, False), await _articles_naming(database, thing)) for thing in [*heard, *begun]]
    told = sorted((each for each in named if each[2]), key=lambda each: (each[0] in begun, -each[2], each[0]))
    return [await _described(database, thing, was_heard, articles) for thing, was_heard, articles in told[:THINGS]]


async def _beginning(database: Database, typed: str) -> set[Thing]:
    """Those who have a word in their name that begins as what is typed."""
    if len(typed) < 3:
        return set()
    sql = f"select distinct {', '.join(KINDS)} from known_as where instr(' ' || asked, ' ' || ?) limit 50"  # noqa: S608
    return {thing_of(row) for row in await rows(database, sql, [typed])} - {NOT_ASKED_FOR}


async def _articles_naming(database: Database, thing: Thing) -> int:
    kind, id_ = thing
    [row] = await rows(database, f"select count(*) as articles from {SUBJECTS[KINDS[kind]].link} where {kind} = ?", [id_])  # noqa: S608
    return int(row["articles"])


async def _described(database: Database, thing: Thing, heard: bool, articles: int) -> Named:
    kind, id_ = thing
    table = KINDS[kind]
    [row] = await rows(database, f"select name_ar, name_en from {table} where {SUBJECTS[table].key} = ?", [id_])  # noqa: S608
    return Named(table, id_, row["name_ar"], row["name_en"], articles, heard)


async def _articles(database: Database, ids: list[int], parts: list[Part]) -> list[Found]:
    sql = f"""select a.id, coalesce(a.title, a.raw_path) as title, a.published, o.name_ar as outlet_ar, o.name_en as outlet_en, t.body
        from articles a left join outlets o on o.id = a.outlet_id left join texts t on t.article_id = a.id
        where a.id in ({_places(ids)})"""  # noqa: S608
    by_id = {row["id"]: row for row in await rows(database, sql, ids)}
    return [await _found(database, by_id[id_], parts) for id_ in ids if id_ in by_id]


async def _found(database: Database, row: dict[str, Any], parts: list[Part]) -> Found:
    title = marked(row["title"], [span for part in parts for span in spans(part, row["title"])])
    snippet = await (_snippet(database, row, parts) if row["body"] is not None else _evidence(database, row["id"], parts))
    return Found(row["id"], title, row["published"], row["outlet_ar"], row["outlet_en"], snippet)


async def _snippet(database: Database, row: dict[str, Any], parts: list[Part]) -> Markup:
    """The sentence of a body that has most of what was asked for."""
    body = row["body"]
    found = [(number, *span) for number, part in enumerate(parts) for span in spans(part, body)]
    for number, part in enumerate(parts):
        for kind, ids in _by_kind(part.things):
            if kind != "topic_id":
                sql = f'select start, "end" from mentions where article_id = ? and {kind} in ({_places(ids)})'  # noqa: S608
                found += [(number, each["start"], each["end"]) for each in await rows(database, sql, [row["id"], *ids])]
    parts_in: Counter[Span] = Counter()
    sentences = sentence_spans(body)
    for start, end in sentences:
        inside = [number for number, first, last in found if start <= first and last <= end]
        parts_in[start, end] = 100 * len(set(inside)) + len(inside)
    start, end = max(sentences, key=lambda span: (parts_in[span], -span[0]), default=(0, len(body)))
    return _cut(body, start, end, [(first, last) for _, first, last in found])


async def _evidence(database: Database, article: int, parts: list[Part]) -> Markup:
    """A clause of an article whose text is not published: of its quotations and events, the one with most of what was asked for."""
    sql = "select text from quotes where article_id = ? union all select evidence from events where article_id = ?"
    clauses = [row["text"] for row in await rows(database, sql, [article, article])]
    found = {clause: [span for part in parts for span in spans(part, clause)] for clause in clauses}
    best = max(clauses, key=lambda clause: len(found[clause]), default="")
    return _cut(best, 0, len(best), found.get(best, []))


def spans(part: Part, text: str) -> list[Span]:
    """Where the words of a part stand in a text, in any spelling: start and end in code points."""
    letters = fold(text)
    return [letters.span(*match.span()) for match in part.pattern.finditer(letters.text)]


def _cut(text: str, start: int, end: int, found: list[Span]) -> Markup:
    """A sentence with what was found marked; a long one from a little before the first to where it is long enough."""
    inside = sorted(span for span in found if start <= span[0] and span[1] <= end)
    first = max(start, inside[0][0] - LONGEST_SNIPPET // 3) if inside and end - start > LONGEST_SNIPPET else start
    first = first if first == start else text.index(" ", first) + 1 if " " in text[first : inside[0][0]] else inside[0][0]
    last = min(end, first + LONGEST_SNIPPET)
    last = last if last == end else max(text.rfind(" ", first, last), first + 1)
    piece = marked(text[first:last], [(a - first, b - first) for a, b in inside if first <= a and b <= last])
    return Markup("{}{}{}").format("…" if first > start else "", piece, "…" if last < end else "")


def marked(text: str, found: list[Span]) -> Markup:
    """A text as HTML with the spans marked; those that overlap are one.

    >>> str(marked("قال لافروف <اليوم>", [(4, 10)]))
    'قال <mark>لافروف</mark> &lt;اليوم&gt;'
    """
    pieces, at = Markup(), 0
    for start, end in sorted(found):
        if end <= at:
            continue
        pieces += escape(text[at : max(start, at)]) + Markup("<mark>{}</mark>").format(text[max(start, at) : end])
        at = end
    return pieces + escape(text[at:])


async def _quotations(database: Database, ids: list[str], parts: list[Part]) -> list[Said]:
    sql = f"""select q.id, q.article_id, q.start, q.text, coalesce(p.name_ar, o.name_ar, q.speaker_text) as speaker_ar,
        coalesce(p.name_en, o.name_en) as speaker_en, q.speaker_person_id, a.published
        from quotes q join articles a on a.id = q.article_id left join people p on p.id = q.speaker_person_id
        left join organisations o on o.id = q.speaker_organisation_id where q.id in ({_places(ids)})"""  # noqa: S608
    by_id = {row["id"]: row for row in await rows(database, sql, ids)}
    return [_said(by_id[id_], parts) for id_ in ids if id_ in by_id]


def _said(row: dict[str, Any], parts: list[Part]) -> Said:
    found = [span for part in parts for span in spans(part, row["text"])]
    return Said(**row | {"text": _cut(row["text"], 0, len(row["text"]), found)})
