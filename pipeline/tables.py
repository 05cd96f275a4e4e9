"""Findings -> rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from math import fsum
from typing import Any

from pipeline.arabic import comparable, words
from pipeline.known_as import sound, tails
from pipeline.model import Findings, Happening, Mention, Organisation, Participant, Person, Register, Story
from pipeline.reference import Reference
from pipeline.schema import (
    NAMED_KINDS,
    TABLES,
    ArticleRow,
    ArticleTopicRow,
    CountryRow,
    DateRow,
    EvaluationRow,
    EventParticipantRow,
    EventRow,
    HappeningParticipantRow,
    HappeningRow,
    KnownAsRow,
    MentionRow,
    MethodRow,
    OrganisationRow,
    OutletRow,
    PageLineRow,
    PersonNameRow,
    PersonRow,
    ProblemRow,
    QuoteRow,
    RegionRow,
    RelationRow,
    RoleRow,
    Row,
    StoryRow,
    TextRow,
    TopicRow,
    article_id,
    columns,
    part_id,
)


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of a database, by table name."""

    rows: dict[str, list[Row]]


def tables(register: Register, reference: Reference) -> Tables:
    """All rows of the database, each table in the order of its key."""
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    people: dict[str, Person] = {}
    bodies: dict[str, Organisation] = {}
    outlets: set[str] = set()
    story_of: dict[str, int] = {}
    for story in register.stories:
        row = _story_row(story)
        rows["stories"].append(row)
        story_of |= {article.raw_path: row.id for article in story.articles}
    told: dict[tuple[str, int], tuple[str, str | None]] = {}
    outlet_of = {found.article.raw_path: found.article.outlet_id for found in register.findings}
    for happening in register.happenings:
        row_, participants_ = _happening_rows(happening, outlet_of)
        rows["happenings"].append(row_)
        rows["happening_participants"] += participants_
        told |= {(each.raw_path, each.number): (row_.id, each.why) for each in happening.told}
    rows["relations"] = [RelationRow(*astuple(each)) for each in register.relations]
    for found in sorted(register.findings, key=lambda each: each.article.raw_path):
        article, id_ = found.article, article_id(found.article.raw_path)
        rows["articles"].append(_article_row(found, id_, story_of[article.raw_path]))
        rows["page_lines"] += [
            PageLineRow(id_, number, line.kind, line.reason, line.start, line.end, line.text)
            for number, line in enumerate(article.lines, 1)
        ]
        rows["texts"].append(TextRow(id_, article.body))
        rows["mentions"] += [_mention_row(id_, mention) for mention in found.names.mentions]
        rows["roles"] += _role_rows(found, id_)
        rows["dates"] += [DateRow(id_, *astuple(timex)) for timex in found.dates]
        rows["quotes"] += _quote_rows(found, id_)
        rows["article_topics"] += [ArticleTopicRow(id_, topic.topic_id, topic.score, topic.evidence) for topic in found.topics]
        for name, pairs in _counts(found.names.mentions).items():
            rows[name] += [(id_, target, count) for target, count in pairs]
        events, participants = _event_rows(found, id_, told)
        rows["events"] += events
        rows["event_participants"] += participants
        if article.outlet_id is not None:
            outlets.add(article.outlet_id)
        people = {person.id: person for person in _people(found)} | people
        bodies = {body.id: body for body in _bodies(found)} | bodies
    rows["people"] = _people_rows(people, rows["article_people"])
    rows["organisations"] = _organisation_rows(bodies, rows["article_organisations"])
    rows["outlets"] = [
        OutletRow(o.id, o.name_ar, o.name_en, o.country, o.domains[0] if o.domains else None) for o in reference.outlets if o.id in outlets
    ]
    regions = {region_id for _, region_id, _ in rows["article_regions"]}
    rows["regions"] = [RegionRow(r.id, r.name_ar, r.name_en, r.kind) for r in reference.regions if r.id in regions]
    rows["topics"] = [TopicRow(topic.id, topic.name_ar, topic.name_en) for topic in reference.topics]
    rows["problems"] = [ProblemRow(problem.raw_path, problem.stage, problem.message) for problem in register.problems]
    rows["methods"] = _method_rows(rows)
    rows["evaluation"] = list(_evaluation_rows(reference))
    rows["people_names"] = _people_names(rows, register.joined)
    rows["countries"] = _country_rows(rows, reference)
    rows["known_as"] = _known_as_rows(rows, reference)
    for table in TABLES:
        rows[table.name].sort(key=_sort_key)
    return Tables(rows)


def _sort_key(row: Row) -> tuple[tuple[bool, Any], ...]:
    """Rows in one order whatever their NULLs: numbers by value, texts by code point."""
    return tuple((value is not None, "" if value is None else value) for value in row)


def _story_row(story: Story) -> StoryRow:
    first = story.articles[0]
    return StoryRow(
        id=article_id(first.raw_path),
        title=next((article.title for article in story.articles if article.title), None),
        first_date=first.published.isoformat() if first.published else None,
        articles=len(story.articles),
        outlets=len({article.outlet_id for article in story.articles if article.outlet_id}),
    )


def _article_row(found: Findings, id_: int, story_id: int) -> ArticleRow:
    article = found.article
    published = article.published.isoformat() if article.published else None
    return ArticleRow(
        id=id_,
        outlet_id=article.outlet_id,
        outlet_from=article.outlet_from,
        title=article.title,
        subtitle=article.subtitle,
        author=article.author,
        dateline=article.dateline,
        published=published,
        published_from=article.published_from,
        month=published[:7] if published else None,
        words=sum(1 for _ in words(article.body)),
        story_id=story_id,
        raw_path=article.raw_path,
        raw_sha256=article.raw_sha256,
    )


def _mention_row(id_: int, mention: Mention) -> MentionRow:
    return MentionRow(
        article_id=id_,
        start=mention.start,
        end=mention.end,
        surface=mention.surface,
        kind=mention.kind,
        person_id=mention.person.id if mention.person else None,
        country_code=mention.country,
        organisation_id=mention.organisation.id if mention.organisation else None,
        region_id=mention.region,
        method=mention.method,
        confidence=mention.confidence,
    )


def _role_rows(found: Findings, id_: int) -> Iterator[RoleRow]:
    for role in found.names.roles:
        yield RoleRow(
            person_id=role.person.id,
            role=role.role,
            country_code=role.country,
            organisation_id=role.organisation.id if role.organisation else None,
            article_id=id_,
            start=role.start,
            end=role.end,
            method=role.method,
            confidence=role.confidence,
        )


def _quote_rows(found: Findings, id_: int) -> Iterator[QuoteRow]:
    for number, quote in enumerate(found.quotes, 1):
        yield QuoteRow(
            id=part_id(id_, number),
            article_id=id_,
            text=quote.text,
            start=quote.start,
            end=quote.end,
            direct=int(quote.direct),
            verb=quote.verb,
            speaker_person_id=quote.speaker_person.id if quote.speaker_person else None,
            speaker_organisation_id=quote.speaker_organisation.id if quote.speaker_organisation else None,
            speaker_text=quote.speaker_text,
            method=quote.method,
            confidence=quote.confidence,
        )


def _event_id(raw_path: str, number: int) -> str:
    """The id of the event of an article that stands at that place among its events, from 1."""
    return part_id(article_id(raw_path), number)


def _happening_rows(happening: Happening, outlet_of: Mapping[str, str | None]) -> tuple[HappeningRow, list[Row]]:
    """A happening and those who took part in it."""
    id_ = _event_id(happening.told[0].raw_path, happening.told[0].number)
    date = happening.date
    row = HappeningRow(
        id=id_,
        type=happening.type,
        date=date,
        month=date[:7] if date is not None and len(date) >= len("2020-07") else None,
        who="، ".join(name for party, _ in happening.participants if (name := _name(party))) or None,
        place=happening.place,
        country_code=happening.country,
        articles=len({each.raw_path for each in happening.told}),
        outlets=len({outlet for each in happening.told if (outlet := outlet_of[each.raw_path]) is not None}),
    )
    return row, [HappeningParticipantRow(id_, *_party_ids(party), count) for party, count in happening.participants]


def _name(party: Participant) -> str | None:
    """The Arabic name of a person or a body that took part."""
    named = party.person or party.organisation
    return named.name_ar if named is not None else None


def _party_ids(party: Participant) -> tuple[str | None, str | None, str | None]:
    """The ids of a participant: of the person, the body, the country; one of them is set."""
    return (party.person.id if party.person else None, party.organisation.id if party.organisation else None, party.country)


def _event_rows(
    found: Findings, id_: int, told: Mapping[tuple[str, int], tuple[str, str | None]]
) -> tuple[list[EventRow], list[EventParticipantRow]]:
    events, participants = [], []
    for number, event in enumerate(found.events, 1):
        event_id = _event_id(found.article.raw_path, number)
        happening_id, why = told[found.article.raw_path, number]
        events.append(
            EventRow(
                event_id,
                id_,
                happening_id,
                why,
                event.type,
                event.date,
                event.place,
                event.country,
                event.evidence,
                event.start,
                event.end,
                event.method,
                event.confidence,
            )
        )
        participants += [EventParticipantRow(event_id, *_party_ids(party)) for party in event.participants]
    return events, participants


def _counts(mentions: Sequence[Mention]) -> dict[str, list[tuple[str, int]]]:
    """How often an article names each person, country and organisation; a capital as a mere place names no country."""
    counters: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.person is not None:
            counters["article_people"][mention.person.id] += 1
        elif mention.organisation is not None:
            counters["article_organisations"][mention.organisation.id] += 1
        elif mention.region is not None:
            counters["article_regions"][mention.region] += 1
        elif mention.country is not None and mention.kind != "place":
            counters["article_countries"][mention.country] += 1
    return {name: sorted(counter.items()) for name, counter in counters.items()}


def _people(found: Findings) -> Iterator[Person]:
    yield from (mention.person for mention in found.names.mentions if mention.person)


def _bodies(found: Findings) -> Iterator[Organisation]:
    yield from (mention.organisation for mention in found.names.mentions if mention.organisation)
    yield from (role.organisation for role in found.names.roles if role.organisation)


def _people_names(rows: dict[str, list[Row]], joined: Mapping[tuple[str, str], str]) -> list[Row]:
    """Each spelling of each person with its counts; of a method its first word alone (carried, not by whose name)."""
    places: dict[tuple[str, str], list[MentionRow]] = defaultdict(list)
    for row in rows["mentions"]:
        if isinstance(row, MentionRow) and row.person_id is not None:
            places[row.person_id, re.sub(r"\s+", " ", row.surface)].append(row)
    return [
        PersonNameRow(
            person_id=person,
            spelling=spelling,
            articles=len({row.article_id for row in named}),
            mentions=len(named),
            method=", ".join(sorted({row.method.split(":")[0] for row in named})),
            joined_because=joined.get((person, spelling)),
        )
        for (person, spelling), named in places.items()
    ]


def _people_rows(people: Mapping[str, Person], pairs: list[Row]) -> list[Row]:
    named = _named_how_often(pairs)
    return [
        PersonRow(p.id, p.name_ar, p.name_en, p.country, p.country_from, int(p.known), p.name_en_from, *named[p.id])
        for p in people.values()
    ]


def _organisation_rows(bodies: Mapping[str, Organisation], pairs: list[Row]) -> list[Row]:
    named = _named_how_often(pairs)
    return [OrganisationRow(o.id, o.name_ar, o.name_en, o.kind, o.country, *named[o.id]) for o in bodies.values()]


def _named_how_often(pairs: list[Row]) -> dict[str, tuple[int, int]]:
    """By id, how many articles name it and how often; of a table of pairs (article, id, mentions). Whom none names: 0, 0."""
    counted: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for _, id_, mentions in pairs:
        articles, before = counted[str(id_)]
        counted[str(id_)] = (articles + 1, before + int(str(mentions)))
    return counted


def _method_rows(rows: dict[str, list[Row]]) -> list[Row]:
    """Each way in which something was found, without what follows a colon in its name."""
    sure: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in (*rows["mentions"], *rows["quotes"], *rows["events"]):
        match row:
            case MentionRow():
                what = row.kind
            case QuoteRow():
                what = "direct quotation" if row.direct else "reported quotation"
            case EventRow():
                what = f"event: {row.type}"
            case _:
                continue
        sure[what, row.method.split(":")[0]].append(row.confidence)
    return [MethodRow(*named, len(each), round(fsum(each) / len(each), 2), min(each)) for named, each in sure.items()]


def _evaluation_rows(reference: Reference) -> Iterator[EvaluationRow]:
    """What was measured, in the order and with the names of measures.yml."""
    measured = {row.kind: row for row in reference.evaluation}
    for position, measure in enumerate(reference.measures, 1):
        if row := measured.get(measure.kind):
            yield EvaluationRow(
                kind=measure.kind,
                position=position,
                name_ar=measure.name_ar,
                name_en=measure.name_en,
                meaning_ar=measure.meaning_ar,
                meaning_en=measure.meaning_en,
                precision=row.precision,
                recall=row.recall,
                f1=row.f1,
                right=row.right,
                found=row.found,
                labelled=row.labelled,
                pages=row.pages,
                outlets=row.outlets,
            )


def _known_as_rows(rows: dict[str, list[Row]], reference: Reference) -> list[Row]:
    """The names of all that the register holds: those of reference/, those that articles use, and the ends of people's names."""
    called: dict[tuple[str, str, str], tuple[str, str]] = {}
    for kind, id_, source, names in [*_named_by_reference(rows, reference), *_named_by_articles(rows)]:
        for name in names:
            called.setdefault((kind, id_, comparable(name)), (name, source))
    for (kind, id_, _), (name, source) in list(called.items()):
        if kind == "person_id":
            for tail in tails(name):
                called.setdefault((kind, id_, tail), (tail, f"end of a name of {source}"))
    nobody = dict.fromkeys(NAMED_KINDS)
    return [
        KnownAsRow(asked, name, sound(name) or None, source, **{**nobody, kind: id_})
        for (kind, id_, asked), (name, source) in called.items()
        if asked
    ]


def _named_by_reference(rows: dict[str, list[Row]], reference: Reference) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """What reference/ calls those that the register holds: column, id, source, names."""
    names: dict[str, dict[str, tuple[str, ...]]] = {
        "person_id": {p.id: (p.name_ar, p.name_en, *p.aliases, *p.short) for p in reference.people},
        "country_code": {code: (*c.names_ar, c.name_en, c.name_fr) for code, c in reference.countries.items()},
        "organisation_id": {o.id: (o.name_ar, o.name_en, *o.aliases) for o in reference.organisations},
        "region_id": {r.id: (r.name_ar, r.name_en, *r.aliases) for r in reference.regions},
        "topic_id": {t.id: (t.name_ar, t.name_en) for t in reference.topics},
    }
    tables = {
        "people": "person_id",
        "countries": "country_code",
        "organisations": "organisation_id",
        "regions": "region_id",
        "topics": "topic_id",
    }
    for table, kind in tables.items():
        for row in rows[table]:
            id_ = str(row[0])
            if id_ in names[kind]:
                yield kind, id_, "reference", names[kind][id_] + reference.latin_aliases.get(id_, ())


def _named_by_articles(rows: dict[str, list[Row]]) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """What articles call them, and the name that the register made of it: column, id, source, names. A mere place names no state."""
    for row in rows["people"]:
        if isinstance(row, PersonRow) and not row.known:
            yield "person_id", row.id, "articles", tuple(filter(None, (row.name_ar, row.name_en)))
    for row in rows["organisations"]:
        if isinstance(row, OrganisationRow):
            yield "organisation_id", row.id, "articles", tuple(filter(None, (row.name_ar, row.name_en)))
    named = {
        (kind, id_, row.surface)
        for row in rows["mentions"]
        if isinstance(row, MentionRow) and row.kind != "place"
        for kind in ("person_id", "country_code", "organisation_id", "region_id")
        if (id_ := getattr(row, kind)) is not None
    }
    for kind, id_, surface in sorted(named):
        yield kind, id_, "articles", (surface,)


def _country_rows(rows: dict[str, list[Row]], reference: Reference) -> list[Row]:
    """The countries that any row refers to. Only those that an article names have a point for the map."""
    articles: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for row in rows["article_countries"]:
        _, code, count = row
        articles[str(code)] += 1
        mentions[str(code)] += int(str(count))
    used = set(articles)
    for table in TABLES:
        places = [at for at, column in enumerate(columns(table)) if column.refers_to == "countries.code"]
        used |= {str(row[at]) for row in rows[table.name] for at in places if row[at] is not None}
    return [
        CountryRow(
            code=code,
            name_ar=country.names_ar[0],
            name_en=country.name_en,
            latitude=country.latitude if articles[code] else None,
            longitude=country.longitude if articles[code] else None,
            articles=articles[code],
            mentions=mentions[code],
        )
        for code, country in reference.countries.items()
        if code in used
    ]
