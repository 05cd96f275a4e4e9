"""What the pages of an article, a person, a country, an organisation, a region and a topic tell: a question in SQL for each part.

Each takes :id, the key of the row that the page is of. `{link}`, `{column}` and `{count}` are the table that tells which
articles name it, its column there, and how often; `{most}` is how many rows a part has at most.
"""

from __future__ import annotations

from typing import Any

from datasette.database import Database

from plugins.show.registers import SUBJECTS, has, rows

MOST = 40

_OF_ALL = {
    "articles": """
        select a.id, coalesce(a.title, a.raw_path) as title, a.published, o.name_ar as outlet_ar, o.name_en as outlet_en,
          {count} as mentions
        from {link} l join articles a on a.id = l.article_id left join outlets o on o.id = a.outlet_id
        where l.{column} = :id order by a.published desc, {count} desc, a.id limit {most}""",
    "counted": "select count(*) as articles, coalesce(sum({count}), 0) as mentions from {link} l where l.{column} = :id",
    "months": """
        select a.month, count(*) as articles, sum({count}) as mentions
        from {link} l join articles a on a.id = l.article_id
        where l.{column} = :id and a.month is not null group by a.month order by a.month""",
    "topics": """
        select t.id, t.name_ar, t.name_en, count(*) as articles
        from {link} l join article_topics o on o.article_id = l.article_id join topics t on t.id = o.topic_id
        where l.{column} = :id and t.id <> :id group by t.id order by articles desc, t.id limit 12""",
    "people": """
        select p.id, p.name_ar, p.name_en, count(*) as articles, sum(o.mentions) as mentions
        from {link} l join article_people o on o.article_id = l.article_id join people p on p.id = o.person_id
        where l.{column} = :id and p.id <> :id group by p.id order by articles desc, mentions desc, p.id limit 24""",
    "countries": """
        select c.code as id, c.name_ar, c.name_en, c.latitude, c.longitude, count(*) as articles, sum(o.mentions) as mentions
        from {link} l join article_countries o on o.article_id = l.article_id join countries c on c.code = o.country_code
        where l.{column} = :id and c.code <> :id group by c.code order by articles desc, mentions desc, c.code limit 24""",
}
_SPELLINGS = """
    select surface as spelling, kind, count(*) as mentions, count(distinct article_id) as articles, null as joined_because
    from mentions where {column} = :id group by surface, kind order by mentions desc, surface limit {most}"""
_HAPPENINGS = """
    select h.id, h.type, h.date, h.who, h.place, h.articles, e.article_id, e.start, e.evidence, e.confidence
    from happenings h join events e on e.id = h.id
    where h.id in (select happening_id from happening_participants where {column} = :id)
    order by h.date desc, h.articles desc, h.id limit {most}"""
_SAID = """
    select q.id, q.article_id, q.start, q.text, q.direct, q.verb, q.confidence, a.published,
      q.speaker_person_id, coalesce(p.name_ar, o.name_ar, q.speaker_text) as speaker_ar, coalesce(p.name_en, o.name_en) as speaker_en
    from quotes q join articles a on a.id = q.article_id
    left join people p on p.id = q.speaker_person_id left join organisations o on o.id = q.speaker_organisation_id"""
_LATEST = "order by a.published desc, q.article_id, q.start limit {most}"
_OF_WHOM = f"""{_SAID} where q.rowid in (
      select o.rowid from mentions m join quotes o on o.article_id = m.article_id and m.start >= o.start and m."end" <= o."end"
      where m.{{column}} = :id) {_LATEST}"""  # noqa: S608 - our own words
_ROLES = """
    select p.id, p.name_ar, p.name_en, r.role, count(distinct a.id) as articles, min(a.published) as first,
      max(a.published) as last, min(r.article_id) as article_id
    from roles r join people p on p.id = r.person_id join articles a on a.id = r.article_id
    where r.{column} = :id group by p.id, r.role order by articles desc, p.id, r.role limit {most}"""

_OF_EACH = {
    "people": {
        "spellings": """
            select spelling, null as kind, mentions, articles, joined_because from people_names
            where person_id = :id order by mentions desc, spelling limit {most}""",
        "roles": """
            select r.role, r.country_code, c.name_ar, c.name_en, count(distinct a.id) as articles, min(a.published) as first,
              max(a.published) as last, min(r.article_id) as article_id
            from roles r join articles a on a.id = r.article_id left join countries c on c.code = r.country_code
            where r.person_id = :id group by r.role, r.country_code order by first is null, first, articles desc, r.role limit {most}""",
        "quotations": _SAID + " where q.speaker_person_id = :id " + _LATEST,
        "spoken_of": _OF_WHOM,
        "dealings": """
            select p.id, p.name_ar, p.name_en, r.kind, sum(r.times) as times, sum(r.articles) as articles,
              min(r.month) as first, max(r.month) as last
            from relations r join people p on p.id = r.other_id
            where r.person_id = :id group by p.id, r.kind order by r.kind = 'spoke-of', times desc, p.id, r.kind limit {most}""",
        "happenings": _HAPPENINGS,
    },
    "countries": {
        "spellings": _SPELLINGS,
        "roles": _ROLES,
        "quotations": _OF_WHOM,
        "dealings": """
            select c.code as id, c.name_ar, c.name_en, h.type as kind, count(*) as times, sum(h.articles) as articles,
              min(h.month) as first, max(h.month) as last
            from happening_participants one join happening_participants two on two.happening_id = one.happening_id
            join happenings h on h.id = one.happening_id join countries c on c.code = two.country_code
            where one.country_code = :id and two.country_code <> :id
            group by c.code, h.type order by times desc, c.code, h.type limit {most}""",
        "happenings": _HAPPENINGS.replace("order by", "or h.country_code = :id order by"),
    },
    "organisations": {
        "spellings": _SPELLINGS,
        "roles": _ROLES,
        "quotations": _SAID + " where q.speaker_organisation_id = :id " + _LATEST,
        "spoken_of": _OF_WHOM,
        "happenings": _HAPPENINGS,
    },
    "regions": {"spellings": _SPELLINGS, "quotations": _OF_WHOM},
    "topics": {
        "reasons": """
            select a.id, coalesce(a.title, a.raw_path) as title, l.score, l.evidence
            from article_topics l join articles a on a.id = l.article_id
            where l.topic_id = :id order by l.score desc, a.id limit {most}""",
        "quotations": _SAID + " join article_topics l on l.article_id = a.id where l.topic_id = :id " + _LATEST,
        "happenings": """
            select distinct h.id, h.type, h.date, h.who, h.place, h.articles, e.article_id, e.start, e.evidence, e.confidence
            from article_topics l join events e on e.article_id = l.article_id join happenings h on h.id = e.id
            where l.topic_id = :id order by h.date desc, h.articles desc, h.id limit {most}""",
    },
}

_ARTICLE = {
    "article": """
        select a.*, o.name_ar as outlet_ar, o.name_en as outlet_en, t.body
        from articles a left join outlets o on o.id = a.outlet_id left join texts t on t.article_id = a.id where a.id = :id""",
    "mentions": """
        select m.start, m."end", m.surface, m.kind, m.method, m.confidence, m.person_id, m.country_code, m.organisation_id,
          m.region_id, coalesce(p.name_ar, c.name_ar, o.name_ar, r.name_ar) as name_ar,
          coalesce(p.name_en, c.name_en, o.name_en, r.name_en) as name_en
        from mentions m left join people p on p.id = m.person_id left join countries c on c.code = m.country_code
        left join organisations o on o.id = m.organisation_id left join regions r on r.id = m.region_id
        where m.article_id = :id order by m.start, m."end" desc""",
    "quotations": _SAID.replace("q.start,", 'q.start, q."end", q.method,') + " where q.article_id = :id order by q.start",
    "dates": 'select start, "end", text, value, until, precision from dates where article_id = :id order by start',
    "events": """
        select e.id, e.happening_id, e.type, coalesce(e.date, h.date) as date, e.place, e.evidence, e.start, e."end", e.method,
          e.confidence, h.who, h.articles
        from events e join happenings h on h.id = e.happening_id where e.article_id = :id order by e.start""",
    "people": """
        select p.id, p.name_ar, p.name_en, l.mentions, (
            select group_concat(role, '، ') from (
              select distinct role from roles r where r.person_id = p.id and r.article_id = l.article_id order by r.start)) as roles
        from article_people l join people p on p.id = l.person_id where l.article_id = :id order by l.mentions desc, p.id""",
    "countries": """
        select c.code as id, c.name_ar, c.name_en, c.latitude, c.longitude, l.mentions
        from article_countries l join countries c on c.code = l.country_code
        where l.article_id = :id order by l.mentions desc, c.code""",
    "organisations": """
        select o.id, o.name_ar, o.name_en, l.mentions from article_organisations l join organisations o on o.id = l.organisation_id
        where l.article_id = :id order by l.mentions desc, o.id""",
    "regions": """
        select r.id, r.name_ar, r.name_en, l.mentions from article_regions l join regions r on r.id = l.region_id
        where l.article_id = :id order by l.mentions desc, r.id""",
    "topics": """
        select t.id, t.name_ar, t.name_en, l.score, l.evidence from article_topics l join topics t on t.id = l.topic_id
        where l.article_id = :id order by l.score desc""",
    "story": """
        select b.id, coalesce(b.title, b.raw_path) as title, b.published, o.name_ar as outlet_ar, o.name_en as outlet_en
        from articles a join articles b on b.story_id = a.story_id and b.id <> a.id left join outlets o on o.id = b.outlet_id
        where a.id = :id order by b.published, b.raw_path""",
    "same_happenings": """
        select b.id, coalesce(b.title, b.raw_path) as title, b.published, o.name_ar as outlet_ar, o.name_en as outlet_en
        from events e join events f on f.happening_id = e.happening_id and f.article_id <> e.article_id
        join articles b on b.id = f.article_id left join outlets o on o.id = b.outlet_id
        where e.article_id = :id group by b.id order by b.published, b.id""",
}
_LINES = "select line, kind, reason, text from page_lines where article_id = :id order by line"


async def subject(database: Database, table: str, id_: str) -> dict[str, list[dict[str, Any]]]:
    """What the page of a person, country, organisation, region or topic tells, part by part."""
    of = SUBJECTS[table]
    asked = {**_OF_ALL, **_OF_EACH[table], "itself": f"select * from {table} where {of.key} = :id"}  # noqa: S608
    return {
        part: await rows(database, sql.format(link=of.link, column=of.column, count=of.times, most=MOST), {"id": id_})
        for part, sql in asked.items()
    }


async def article(database: Database, id_: str) -> dict[str, list[dict[str, Any]]]:
    """What the page of an article tells, part by part; the verdicts on its lines where they are published."""
    asked = {**_ARTICLE, **({"lines": _LINES} if await has(database, "page_lines") else {})}
    return {part: await rows(database, sql, {"id": id_}) for part, sql in asked.items()}


_HOME = {
    "people": "select id, name_ar, name_en, articles, mentions from people order by mentions desc, id limit 15",
    "countries": """
        select code as id, name_ar, name_en, latitude, longitude, articles, mentions from countries
        where articles > 0 order by mentions desc, code""",
    "months": "select month, count(*) as articles from articles where month is not null group by month order by month",
    "topics": """
        select t.id, t.name_ar, t.name_en, count(*) as articles from article_topics l join topics t on t.id = l.topic_id
        group by t.id order by articles desc, t.id""",
    "latest": """
        select a.id, coalesce(a.title, a.raw_path) as title, a.published, o.name_ar as outlet_ar, o.name_en as outlet_en,
          s.articles, s.outlets
        from stories s join articles a on a.id = s.id left join outlets o on o.id = a.outlet_id
        order by a.published desc, a.id limit 8""",
}


async def home(database: Database) -> dict[str, list[dict[str, Any]]]:
    """What the home page tells of what is in a register, part by part."""
    return {part: await rows(database, sql) for part, sql in _HOME.items()}
