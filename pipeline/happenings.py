"""Findings, Stories -> Happenings: which events of several articles are one, so that who met whom has one answer with many sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from pipeline.arabic import folded
from pipeline.model import Event, Findings, Happening, Participant, Story, ToldEvent

TWO_SIDED = frozenset({"meeting", "phone-call", "agreement"})
ONE_SIDED = frozenset({"visit", "press-conference"})
GATHERINGS = frozenset({"conference", "attack", "other"})
WITHIN_DAYS = timedelta(days=4)
LATEST_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class _Telling:
    """An event as one article tells it: where it stands, when that article was published, of which story it is."""

    event: Event
    raw_path: str
    number: int
    published: date | None
    story: str

    @property
    def place(self) -> str | None:
        """The place, folded."""
        return None if self.event.place is None else folded(self.event.place)


@dataclass(slots=True)
class _Group:
    """Tellings of one happening, each with why it was joined to those before it."""

    tellings: list[tuple[_Telling, str | None]] = field(default_factory=list)

    def why_one(self, telling: _Telling) -> str | None:
        """Why a telling is of this happening; None where it is not."""
        if any(not _dates_agree(telling.event.date, member.event.date) for member, _ in self.tellings):
            return None
        return next((why for member, _ in self.tellings if (why := _why_one(member, telling)) is not None), None)


def happenings(findings: Sequence[Findings], stories: Sequence[Story]) -> tuple[Happening, ...]:
    """Every event of every article in one happening, those told earliest first.

    Two tellings are one happening where type and parties agree and their dates do: of a meeting, a call or an agreement two
    parties, or one on the same day in the same country; of a visit or a press conference one; of a statement its speaker
    and day; of a conference or an attack the place and day. An undated telling agrees with a day within four of its
    article's publication. Of a conference it agrees with the only one that is told of in its place. Tellings of one text are
    one where type and parties agree. Within an article every event is one of its own.
    """
    groups: list[_Group] = []
    found: dict[tuple[str, object], list[_Group]] = defaultdict(list)
    for telling in _tellings(findings, _story_of(stories)):
        group, why = _group_of(telling, found)
        if group is None:
            group = _Group()
            groups.append(group)
        group.tellings.append((telling, why))
        for key in _keys(telling):
            if not any(group is other for other in found[key]):
                found[key].append(group)
    return tuple(_happening(group) for group in _conferences_joined(groups))


def _story_of(stories: Sequence[Story]) -> Mapping[str, str]:
    """The first file of each file's story."""
    return {article.raw_path: story.articles[0].raw_path for story in stories for article in story.articles}


def _tellings(findings: Sequence[Findings], story_of: Mapping[str, str]) -> Iterator[_Telling]:
    """The events of all articles, those of articles published earliest first."""
    for found in sorted(findings, key=lambda each: (each.article.published or date.max, each.article.raw_path)):
        path = found.article.raw_path
        for number, event in enumerate(found.events, 1):
            yield _Telling(event, path, number, found.article.published, story_of[path])


def _group_of(telling: _Telling, found: Mapping[tuple[str, object], list[_Group]]) -> tuple[_Group | None, str | None]:
    """The happening that a telling is of, with the reason, the latest told first."""
    candidates = {id(group): group for key in _keys(telling) for group in islice(reversed(found.get(key, ())), LATEST_LOOKED_AT)}
    for group in candidates.values():
        if not any(member.raw_path == telling.raw_path for member, _ in group.tellings):
            why = group.why_one(telling)
            if why is not None:
                return group, why
    return None, None


def _keys(telling: _Telling) -> list[tuple[str, object]]:
    """By what a telling's happening can be found again: its parties, its place, its story."""
    type_ = telling.event.type
    keys: list[tuple[str, object]] = [(type_, party) for party in telling.event.participants]
    keys += [(type_, telling.place)] if telling.place is not None and type_ in GATHERINGS else []
    return [*keys, (type_, telling.story)]


def _why_one(one: _Telling, other: _Telling) -> str | None:
    """Why two tellings of one type, whose dates agree, are one happening; None where they are not."""
    shared = len(set(one.event.participants) & set(other.event.participants))
    if one.story == other.story and (shared or one.event.participants == other.event.participants):
        return "one text"
    when = _when_one(one, other)
    type_ = one.event.type
    if when is None:
        return None
    if type_ in TWO_SIDED and shared >= 2:
        return f"two parties, {when}"
    if type_ in TWO_SIDED and shared and when == "same day" and one.event.country is not None and one.event.country == other.event.country:
        return f"a party and the country, {when}"
    if type_ in ONE_SIDED and shared and _one_country(one.event, other.event):
        return f"a party, {when}"
    if type_ == "statement" and shared and when == "same day":
        return f"the speaker, {when}"
    if type_ in GATHERINGS and when == "same day" and one.place is not None and one.place == other.place:
        return f"the place, {when}"
    return None


def _when_one(one: _Telling, other: _Telling) -> str | None:
    """How the times of two tellings agree; None where nothing says that they do."""
    days = (one.event.date, other.event.date)
    if days[0] is not None and days[1] is not None:
        if not _dates_agree(*days):
            return None
        return "same day" if len(days[0]) == len(days[1]) == len("2020-07-22") else "same month"
    times = (_about(one), _about(other))
    if times[0] is None or times[1] is None or abs(times[0] - times[1]) > WITHIN_DAYS:
        return None
    return "told within days"


def _about(telling: _Telling) -> date | None:
    """About when a telling's event was: its day, or else the day of its article."""
    iso = telling.event.date
    if iso is None:
        return telling.published
    return date.fromisoformat(iso) if len(iso) == len("2020-07-22") else None


def _dates_agree(one: str | None, other: str | None) -> bool:
    """Whether two ISO dates, each cut to what is known, may be of one day.

    >>> _dates_agree("2020-07", "2020-07-22"), _dates_agree("2020-07-21", "2020-07-22"), _dates_agree(None, "2020")
    (True, False, True)
    """
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _one_country(one: Event, other: Event) -> bool:
    """Whether two events may have been in one country."""
    return None in (one.country, other.country) or one.country == other.country


def _conferences_joined(groups: Sequence[_Group]) -> list[_Group]:
    """The groups, undated conferences joined to the only dated one of their place."""
    dated: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        first = group.tellings[0][0]
        if first.event.type == "conference" and first.place and any(member.event.date for member, _ in group.tellings):
            dated[first.place].append(group)
    kept: list[_Group] = []
    for group in groups:
        first = group.tellings[0][0]
        same = dated.get(first.place or "", []) if first.event.type == "conference" else []
        paths = {member.raw_path for member, _ in group.tellings}
        if len(same) == 1 and group is not same[0] and not paths & {member.raw_path for member, _ in same[0].tellings}:
            same[0].tellings += [(member, why or "the only conference told of there") for member, why in group.tellings]
        else:
            kept.append(group)
    return kept


def _happening(group: _Group) -> Happening:
    """A group as one happening: the most precise date, the first place told, every party with how many tellings name it."""
    events = [telling.event for telling, _ in group.tellings]
    placed = next((event for event in events if event.place is not None), events[0])
    named: dict[Participant, int] = defaultdict(int)
    for event in events:
        for party in event.participants:
            named[party] += 1
    return Happening(
        type=events[0].type,
        date=max((event.date for event in events if event.date is not None), key=len, default=None),
        place=placed.place,
        country=placed.country,
        participants=tuple(named.items()),
        told=tuple(ToldEvent(telling.raw_path, telling.number, why) for telling, why in group.tellings),
    )
