"""The nouns of the project: what the steps hand to each other.

Every offset counts code points. Those of a `Paragraph` count in the text of its raw page; all others
count in `Article.body`. `end` is the position after the last character, as in a slice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of itself in its markup; all None for a text file."""

    title: str | None = None
    published: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """A file of raw/ as text. `path` is relative to the raw folder, `sha256` is that of the bytes."""

    path: str
    sha256: str
    text: str
    declared: Declared = Declared()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or a part of it, could not be read. `stage` is the step that gave up."""

    raw_path: str
    stage: str
    message: str


class LineKind(StrEnum):
    """What a line of a raw page was taken for."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    DATE = "date"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    TICKER = "ticker"
    SOURCE = "source"
    RELATED = "related"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a raw page, stripped of white space at its ends, with its verdict and the reason for it."""

    start: int
    end: int
    text: str
    kind: LineKind
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of the body as it stands in the raw page, at start:end of its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date read from `text`; precision is day, month or year. `start` counts in the text that was searched."""

    value: date
    precision: str
    text: str
    start: int

    @property
    def iso(self) -> str:
        """ISO 8601, cut to what is known: 2020-01-19, 2020-01 or 2020."""
        return self.value.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


@dataclass(frozen=True, slots=True)
class TimeFound:
    """What start:end of a folded text tells of time: from `value` to the end of `until`, where it is a range.

    precision is day, week, month or year; `value` is the first day of it, None where the day of publication that it is
    told from is not known.
    """

    start: int
    end: int
    value: date | None
    until: date | None
    precision: str
    method: str

    @property
    def iso(self) -> str | None:
        """ISO 8601, cut to what is known: 2020-01-19, 2020-W03, 2020-01 or 2020."""
        return None if self.value is None else iso(self.value, self.precision)

    @property
    def until_iso(self) -> str | None:
        """The last day, week, month or year of a range, likewise."""
        return None if self.until is None else iso(self.until, self.precision)


def iso(day: date, precision: str) -> str:
    """A day in ISO 8601, cut to a precision.

    >>> [iso(date(2021, 1, 3), precision) for precision in ("day", "week", "month", "year")]
    ['2021-01-03', '2020-W53', '2021-01', '2021']
    """
    if precision == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


@dataclass(frozen=True, slots=True)
class Article:
    """The article proper. What the page does not state is None. `body` is its paragraphs, a line each."""

    raw_path: str
    raw_sha256: str
    title: str | None
    subtitle: str | None
    author: str | None
    dateline: str | None
    outlet_id: str | None
    outlet_from: str | None
    published: date | None
    published_from: str | None
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]

    @property
    def body(self) -> str:
        """The article's text, its paragraphs joined by a line feed."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one text: the same page twice, or a wire story retold. The first is the earliest."""

    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named. `known` tells an entry of reference/people.yml from a name met in a text.

    `name_en_from` is "reference" for the one; for the other the way in which pipeline/latin.py wrote the name.
    `country_from` tells likewise where the country is from, where there is one.
    """

    id: str
    name_ar: str
    name_en: str | None
    country: str | None
    known: bool
    name_en_from: str | None = None
    country_from: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body named. `known` tells an entry of reference/organisations.yml from one met in a text."""

    id: str
    name_ar: str
    name_en: str | None
    kind: str
    country: str | None
    known: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of one thing. Exactly one of the four targets is set.

    kind is person, organisation or region; for countries it is name, nationality, capital (standing for the
    state), place (a capital as a mere place) or metonym (الكرملين). Proclitics stay outside start:end.
    """

    start: int
    end: int
    surface: str
    kind: str
    method: str
    confidence: float
    person: Person | None = None
    country: str | None = None
    organisation: Organisation | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """The office or title that the article gives a person, with the words at start:end that say so.

    `country` is the first that the words name; `nation` the state that the holder serves, where they say it: Russia of the
    Russian minister, but not Libya of the envoy to Libya.
    """

    person: Person
    role: str
    country: str | None
    organisation: Organisation | None
    start: int
    end: int
    method: str
    confidence: float
    nation: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """All that was named in one article."""

    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Timex:
    """What an article tells of time at start:end of its body: from `value` to the end of `until`, ISO 8601, cut to `precision`.

    `value` is None where it is told from a day of publication that is not known, `until` where it is no range.
    """

    start: int
    end: int
    text: str
    value: str | None
    until: str | None
    precision: str
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of speech at start:end. Direct ones stand in quotation marks, which stay outside."""

    start: int
    end: int
    text: str
    direct: bool
    verb: str | None
    speaker_person: Person | None
    speaker_organisation: Organisation | None
    speaker_text: str | None
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part in an event: exactly one of the three is set."""

    person: Person | None = None
    organisation: Organisation | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something done, told by the clause `evidence` at start:end. `date` is ISO, cut to what is known."""

    type: str
    date: str | None
    place: str | None
    country: str | None
    evidence: str
    start: int
    end: int
    participants: tuple[Participant, ...]
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """The event `number`, from 1, of the article of a raw page; `why` it was joined to those told before, None of the first."""

    raw_path: str
    number: int
    why: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, told by one article or by several; participants with how many of them name each."""

    type: str
    date: str | None
    place: str | None
    country: str | None
    participants: tuple[tuple[Participant, int], ...]
    told: tuple[ToldEvent, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How a person dealt with another in a month (YYYY-MM), both by id: in so many happenings or quotations of so many articles."""

    person_id: str
    other_id: str
    kind: str
    month: str | None
    times: int
    articles: int


@dataclass(frozen=True, slots=True)
class TopicScore:
    """What an article is about, how strongly, and the words that decided."""

    topic_id: str
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Findings:
    """An article with all that was found in it."""

    article: Article
    names: Names
    dates: tuple[Timex, ...]
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    topics: tuple[TopicScore, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """All that was found in all articles, and what they tell together. `joined`: why a (person id, spelling) was joined to others."""

    findings: Sequence[Findings]
    stories: Sequence[Story]
    happenings: Sequence[Happening]
    relations: Sequence[Relation]
    joined: Mapping[tuple[str, str], str]
    problems: Sequence[Problem]
