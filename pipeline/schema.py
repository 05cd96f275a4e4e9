"""The tables of the register, each declared once: the class of a row is its schema.

A field's type is its column's type, `| None` lets it be NULL, `Annotated[type, "table.column"]` is a foreign key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, NamedTuple, get_args, get_origin, get_type_hints

Country = Annotated[str | None, "countries.code"]
OfArticle = Annotated[int, "articles.id"]
OfPerson = Annotated[str | None, "people.id"]
OfOrganisation = Annotated[str | None, "organisations.id"]
OfRegion = Annotated[str | None, "regions.id"]


class CountryRow(NamedTuple):
    """A country that some row refers to; latitude and longitude where an article names it."""

    code: str
    name_ar: str
    name_en: str
    latitude: float | None
    longitude: float | None
    articles: int
    mentions: int


class OutletRow(NamedTuple):
    """A newspaper, channel, agency or portal."""

    id: str
    name_ar: str
    name_en: str | None
    country_code: Country
    domain: str | None


class PersonRow(NamedTuple):
    """Someone named in an article."""

    id: str
    name_ar: str
    name_en: str | None
    country_code: Country
    country_from: str | None
    known: int
    name_en_from: str | None
    articles: int
    mentions: int


class PersonNameRow(NamedTuple):
    """A spelling by which articles name a person, and the ways in which it was found to be theirs."""

    person_id: Annotated[str, "people.id"]
    spelling: str
    articles: int
    mentions: int
    method: str
    joined_because: str | None


class OrganisationRow(NamedTuple):
    """A body named in an article."""

    id: str
    name_ar: str
    name_en: str | None
    kind: str
    country_code: Country
    articles: int
    mentions: int


class RegionRow(NamedTuple):
    """A part of the world or a group of states named in an article; never a country."""

    id: str
    name_ar: str
    name_en: str
    kind: str


class TopicRow(NamedTuple):
    """One of the nineteen topics."""

    id: str
    name_ar: str
    name_en: str


class StoryRow(NamedTuple):
    """One text, told by one article or by several; its id is that of its first article."""

    id: int
    title: str | None
    first_date: str | None
    articles: int
    outlets: int


class ArticleRow(NamedTuple):
    """What the page states of an article; narrow, so that facets stay fast."""

    id: int
    outlet_id: Annotated[str | None, "outlets.id"]
    outlet_from: str | None
    title: str | None
    subtitle: str | None
    author: str | None
    dateline: str | None
    published: str | None
    published_from: str | None
    month: str | None
    words: int
    story_id: Annotated[int, "stories.id"]
    raw_path: str
    raw_sha256: str


class PageLineRow(NamedTuple):
    """A line of a raw page and what it was taken for; start and end count in the page's text."""

    article_id: OfArticle
    line: int
    kind: str
    reason: str
    start: int
    end: int
    text: str


class TextRow(NamedTuple):
    """The body of an article."""

    article_id: OfArticle
    body: str


class MentionRow(NamedTuple):
    """One naming of one person, country, body or region; exactly one of the four ids is set."""

    article_id: OfArticle
    start: int
    end: int
    surface: str
    kind: str
    person_id: OfPerson
    country_code: Country
    organisation_id: OfOrganisation
    region_id: OfRegion
    method: str
    confidence: float


class ArticleTopicRow(NamedTuple):
    """A topic of an article, with the words that decided."""

    article_id: OfArticle
    topic_id: Annotated[str, "topics.id"]
    score: float
    evidence: str


class ArticlePersonRow(NamedTuple):
    """How often an article names a person."""

    article_id: OfArticle
    person_id: Annotated[str, "people.id"]
    mentions: int


class ArticleCountryRow(NamedTuple):
    """How often an article names a country."""

    article_id: OfArticle
    country_code: Annotated[str, "countries.code"]
    mentions: int


class ArticleOrganisationRow(NamedTuple):
    """How often an article names a body."""

    article_id: OfArticle
    organisation_id: Annotated[str, "organisations.id"]
    mentions: int


class ArticleRegionRow(NamedTuple):
    """How often an article names a region."""

    article_id: OfArticle
    region_id: Annotated[str, "regions.id"]
    mentions: int


class RoleRow(NamedTuple):
    """The office that an article gives a person."""

    person_id: Annotated[str, "people.id"]
    role: str
    country_code: Country
    organisation_id: OfOrganisation
    article_id: OfArticle
    start: int
    end: int
    method: str
    confidence: float


class DateRow(NamedTuple):
    """A day, week, month or year that an article tells; `value` is NULL where the day of publication that it needs is not known."""

    article_id: OfArticle
    start: int
    end: int
    text: str
    value: str | None
    until: str | None
    precision: str
    method: str
    confidence: float


class QuoteRow(NamedTuple):
    """Words of speech and who said them."""

    id: str
    article_id: OfArticle
    text: str
    start: int
    end: int
    direct: int
    verb: str | None
    speaker_person_id: OfPerson
    speaker_organisation_id: OfOrganisation
    speaker_text: str | None
    method: str
    confidence: float


class HappeningRow(NamedTuple):
    """One thing that happened, with all articles that tell it; its id is that of the event that told it first."""

    id: str
    type: str
    date: str | None
    month: str | None
    who: str | None
    place: str | None
    country_code: Country
    articles: int
    outlets: int


class HappeningParticipantRow(NamedTuple):
    """Who took part in a happening, and how many articles say so; exactly one of the three ids is set."""

    happening_id: Annotated[str, "happenings.id"]
    person_id: OfPerson
    organisation_id: OfOrganisation
    country_code: Country
    articles: int


class RelationRow(NamedTuple):
    """How one person dealt with another in a month: met, called, visited, signed with, held a press conference with, or spoke of."""

    person_id: Annotated[str, "people.id"]
    other_id: Annotated[str, "people.id"]
    kind: str
    month: str | None
    times: int
    articles: int


class EventRow(NamedTuple):
    """Something done, with the clause that tells it."""

    id: str
    article_id: OfArticle
    happening_id: Annotated[str, "happenings.id"]
    joined_because: str | None
    type: str
    date: str | None
    place: str | None
    country_code: Country
    evidence: str
    start: int
    end: int
    method: str
    confidence: float


class EventParticipantRow(NamedTuple):
    """Who took part in an event; exactly one of the three ids is set."""

    event_id: Annotated[str, "events.id"]
    person_id: OfPerson
    organisation_id: OfOrganisation
    country_code: Country


class ProblemRow(NamedTuple):
    """What could not be read, and why."""

    raw_path: str
    stage: str
    message: str


class MethodRow(NamedTuple):
    """How much one way of finding found of one kind of thing, and how surely."""

    what: str
    method: str
    found: int
    mean_confidence: float
    least_confidence: float


class EvaluationRow(NamedTuple):
    """How right Sijill was on its own labelled pages, in one measure; `right` is NULL where it is no number of things."""

    kind: str
    position: int
    name_ar: str
    name_en: str
    meaning_ar: str
    meaning_en: str
    precision: float
    recall: float
    f1: float
    right: int | None
    found: int
    labelled: int
    pages: int
    outlets: int


class KnownAsRow(NamedTuple):
    """A name by which one person, country, body, region or topic may be asked for; exactly one of the five ids is set."""

    asked: str
    name: str
    sound: str | None
    source: str
    person_id: OfPerson
    country_code: Country
    organisation_id: OfOrganisation
    region_id: OfRegion
    topic_id: Annotated[str | None, "topics.id"]


Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, the class of its rows, its primary key, its indexes, each the names of its columns with commas between.

    A `link` is stored in the order of its key. The indexes of a `sparse` table hold the rows whose first indexed column is set.
    """

    name: str
    row: type[Row]
    key: tuple[str, ...]
    indexes: tuple[str, ...] = ()
    link: bool = False
    sparse: bool = False


NAMED_KINDS = ("person_id", "country_code", "organisation_id", "region_id", "topic_id")
QUOTE_BITS = 20  # an article's id has 40 bits, and SQLite's rowid 63

TABLES = (
    Table("countries", CountryRow, ("code",)),
    Table("outlets", OutletRow, ("id",)),
    Table("people", PersonRow, ("id",), ("mentions", "country_code")),
    Table("people_names", PersonNameRow, ("person_id", "spelling")),
    Table("organisations", OrganisationRow, ("id",), ("mentions",)),
    Table("regions", RegionRow, ("id",)),
    Table("topics", TopicRow, ("id",)),
    Table("stories", StoryRow, ("id",)),
    Table("articles", ArticleRow, ("id",), ("outlet_id", "published", "month", "story_id")),
    Table("page_lines", PageLineRow, ("article_id", "line")),
    Table("texts", TextRow, ("article_id",)),
    Table(
        "mentions",
        MentionRow,
        ("article_id", "start", "end", "kind"),
        # One of the four is set. Where a thing is named is told by its index alone: a search asks that of thousands of rows.
        tuple(f"{kind}, article_id, start, end" for kind in ("person_id", "country_code", "organisation_id", "region_id")),
        sparse=True,
    ),
    Table("article_topics", ArticleTopicRow, ("article_id", "topic_id"), ("topic_id, score",), link=True),
    Table("article_people", ArticlePersonRow, ("article_id", "person_id"), ("person_id, mentions",), link=True),
    Table("article_countries", ArticleCountryRow, ("article_id", "country_code"), ("country_code, mentions",), link=True),
    Table("article_organisations", ArticleOrganisationRow, ("article_id", "organisation_id"), ("organisation_id, mentions",), link=True),
    Table("article_regions", ArticleRegionRow, ("article_id", "region_id"), ("region_id, mentions",), link=True),
    Table("roles", RoleRow, ("person_id", "article_id", "start"), ("article_id",)),
    Table("dates", DateRow, ("article_id", "start"), ("value",)),
    Table("quotes", QuoteRow, ("id",), ("article_id, start, end, id", "speaker_person_id", "speaker_organisation_id")),
    Table("happenings", HappeningRow, ("id",), ("type", "date", "country_code")),
    Table(
        "happening_participants",
        HappeningParticipantRow,
        (),
        ("happening_id", "person_id", "organisation_id", "country_code"),
    ),
    Table("events", EventRow, ("id",), ("article_id", "type", "date", "happening_id", "place", "country_code")),
    Table("event_participants", EventParticipantRow, (), ("event_id", "person_id", "organisation_id", "country_code")),
    Table("relations", RelationRow, (), ("person_id, other_id, kind", "other_id", "month")),
    Table(
        "known_as",
        KnownAsRow,
        (),
        ("asked", "sound", "person_id", "country_code", "organisation_id"),
    ),
    Table("problems", ProblemRow, ("raw_path", "stage")),
    Table("methods", MethodRow, ("what", "method")),
    Table("evaluation", EvaluationRow, ("kind",)),
)


class Column(NamedTuple):
    """A column of a table: what it holds, and the table.column that it refers to, or None."""

    name: str
    holds: type
    nullable: bool
    refers_to: str | None


def columns(table: Table) -> list[Column]:
    """The columns of a table in their order."""
    hints = get_type_hints(table.row, include_extras=True)
    return [_column(name, hint) for name, hint in hints.items()]


def _column(name: str, hint: object) -> Column:
    told, *refers_to = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    kinds = get_args(told) or (told,)
    [holds] = (kind for kind in kinds if kind is not NoneType)
    return Column(name, holds, NoneType in kinds, next(iter(refers_to), None))


def article_id(raw_path: str) -> int:
    """The id of the article read from `raw_path`: the first 40 bits of the path's SHA-256.

    It depends on nothing else, so that an article keeps its address (law 7), and JavaScript can hold it.
    """
    return int.from_bytes(hashlib.sha256(raw_path.encode()).digest()[:5])


def part_id(article: int, number: int) -> str:
    """The id of what stands at that place among an article's quotations or events, from 1."""
    return f"{article}-{number}"


def quote_number(id_: str) -> int:
    """The number of a quotation in the full-text index: the article's id, and its place among the article's quotations.

    >>> quote_id(quote_number("57279336214-3"))
    '57279336214-3'
    """
    article, place = id_.split("-")
    return int(article) << QUOTE_BITS | int(place)


def quote_id(number: int) -> str:
    """The id of the quotation that has this number in the full-text index."""
    return part_id(number >> QUOTE_BITS, number & (1 << QUOTE_BITS) - 1)
