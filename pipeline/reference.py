"""reference/ -> a typed Reference, checked on load. An error names the file and the entry.

What the project knows about the world is there, as data; the code knows only Arabic and newspapers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import tee
from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args

import msgspec
import ryaml

from pipeline.arabic import folded, spelling
from pipeline.model import Organisation, Person

FOLDER = Path(__file__).resolve().parent.parent / "reference"
NISBA_ENDINGS = ("ي", "ية", "يا", "يون", "يين", "يان", "يتان", "يتين", "يات")


class ReferenceError(ValueError):
    """Something in reference/ is not as its README says; the message names file and entry."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of an entry: a field that its class does not name is an error."""


Names = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
PartialDate = Annotated[str, msgspec.Meta(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]


class Country(Entry, frozen=True):
    """A row of countries.csv. Arabic names and capitals: the first is the one shown."""

    code: str
    name_en: str
    name_fr: str
    names_ar: Names
    nationality: tuple[str, ...]
    plurals: tuple[str, ...]
    capital_en: str
    capitals_ar: tuple[str, ...]
    metonyms: tuple[str, ...]
    latitude: Latitude
    longitude: Longitude
    numeric: Annotated[str, msgspec.Meta(pattern=r"^(\d{3})?$")]

    def nationality_words(self) -> tuple[str, ...]:
        """Every gender and number of the nationality words, with and without the article.

        Words of two take ending and article each (الكوريتان الجنوبيتان), or, as news also writes, the first alone
        the article (الجنوب أفريقي).
        """
        return _nationality_words(self.nationality, self.plurals)


def _nationality_words(nationality: tuple[str, ...], plurals: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Nationality words in every gender and number, without the article and with it."""
    bare = [_inflected(word, ending) for word in nationality for ending in NISBA_ENDINGS] + list(plurals)
    definite = [" ".join("ال" + part for part in word.split()) for word in bare]
    half_definite = ["ال" + word for word in bare if " " in word]
    return tuple(bare + definite + half_definite)


def _inflected(word: str, ending: str) -> str:
    """A nationality word with another ending in place of its ي, in each of its parts that has it.

    >>> _inflected("كوري جنوبي", "يتان"), _inflected("جنوب أفريقي", "ية")
    ('كوريتان جنوبيتان', 'جنوب أفريقية')
    """
    return " ".join(part[:-1] + ending if part.endswith("ي") else part for part in word.split())


class Office(Entry, frozen=True):
    """An office held; `since` and `until` are ISO dates, cut to what is known."""

    role: str
    country: str | None = None
    organisation: str | None = None
    since: PartialDate | None = msgspec.field(default=None, name="from")
    until: PartialDate | None = msgspec.field(default=None, name="to")


class KnownPerson(Entry, frozen=True):
    """An entry of people.yml. `short` names mean this person even where no full name stands."""

    id: str
    name_ar: str
    name_en: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    never_same_as: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()

    @property
    def person(self) -> Person:
        """The person that the entry describes."""
        return Person(
            self.id,
            self.name_ar,
            self.name_en,
            self.country,
            known=True,
            name_en_from="reference",
            country_from="reference" if self.country else None,
        )


class SameNames(Entry, frozen=True):
    """A row of same_names.csv: given names that one person may bear."""

    names: Names


class LatinAliases(Entry, frozen=True):
    """A row of latin_aliases.csv: what a person, body, region or topic is also called in Latin letters."""

    id: str
    names: Names


class KnownOrganisation(Entry, frozen=True):
    """An entry of organisations.yml."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def organisation(self) -> Organisation:
        """The body that the entry describes."""
        return Organisation(self.id, self.name_ar, self.name_en, self.kind, self.country, known=True)


class Outlet(Entry, frozen=True):
    """An entry of outlets.yml."""

    id: str
    name_ar: str
    name_en: str
    country: str | None = None
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Topic(Entry, frozen=True):
    """An entry of topics.yml: terms by weight."""

    id: str
    name_ar: str
    name_en: str
    terms: dict[int, tuple[str, ...]] = {}


class SpeechVerb(Entry, frozen=True):
    """An entry of speech_verbs.yml; `weak` forms count only beside a quotation mark or a colon.

    `particle` is the preposition that leads in what is said where no أن does: دعا إلى ضبط النفس.
    """

    lemma: str
    forms: tuple[str, ...]
    weak: tuple[str, ...] = ()
    particle: str | None = None


class GuardedWords(Entry, frozen=True):
    """Words that tell an event only where one of `by`, or a place, stands behind them: وقع ... مذكرة, وصل إلى القاهرة.

    It stands there within so many folded letters.
    """

    words: tuple[str, ...]
    by: tuple[str, ...] = ()
    place: bool = False
    within: int = 60


class EventType(Entry, frozen=True):
    """An entry of events.yml: the words that tell a type of event, and who takes part."""

    type: str
    new: tuple[str, ...]
    actors: int
    whose: Literal["parties", "visitor", "holders", "attenders", "doers", "none"]
    needs: tuple[Literal["party", "two parties", "date", "place"], ...]
    confidence: float
    same: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    guarded: tuple[GuardedWords, ...] = ()
    denied: tuple[str, ...] = ()


class Context(Entry, frozen=True):
    """An entry of contexts.yml: the company in which a form means a country."""

    form: str
    country: str
    why: str
    only_after: tuple[str, ...] | None = None
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    yields_to: str | None = None


class Titles(Entry, frozen=True):
    """roles.yml: the words that stand before a person's name."""

    offices: tuple[str, ...]
    ranks: tuple[str, ...]
    honorifics: tuple[str, ...]
    relations: tuple[str, ...]


class Parties(Entry, frozen=True):
    """parties.yml: the words by which the clause of an event says who takes part."""

    relatives: tuple[str, ...]
    counterparts: tuple[str, ...]
    matters: tuple[str, ...]
    attending: tuple[str, ...]
    doing: tuple[str, ...]
    stating: tuple[str, ...]
    delegations: tuple[str, ...]
    heading: tuple[str, ...]
    skipped: tuple[str, ...]
    receiving: tuple[str, ...]


class Furniture(Entry, frozen=True):
    """furniture.yml: what pages say around an article."""

    ends: tuple[str, ...]
    breaks: tuple[str, ...]
    starts_breaks: tuple[str, ...]
    starts_ends: tuple[str, ...]
    inside: tuple[str, ...]
    starts_inside: tuple[str, ...]
    captions: tuple[str, ...]
    captions_end: tuple[str, ...]
    sources: tuple[str, ...]
    bylines: tuple[str, ...]
    date_words: tuple[str, ...]


class Capitals(Entry, frozen=True):
    """capitals.yml: the words behind which a capital is a mere place, and those that say what kind of state follows."""

    place_after: tuple[str, ...]
    descriptors: tuple[str, ...]


class OrganisationHead(Entry, frozen=True):
    """An entry of organisation_heads.yml: a word that begins the name of a body."""

    word: str
    kind: str
    named: bool = False
    nationality: bool = False
    not_with: tuple[str, ...] = ()


class Words(Entry, frozen=True):
    """words.yml: small closed lists of words, each explained there."""

    links: tuple[str, ...]
    name_particles: tuple[str, ...]
    place_heads: tuple[str, ...]
    complements_of: tuple[str, ...]
    labels: tuple[str, ...]
    statements: tuple[str, ...]
    speaker_nouns: tuple[str, ...]
    told_by: tuple[str, ...]
    reporting: tuple[str, ...]
    anonymous: tuple[str, ...]
    many: tuple[str, ...]
    asides: tuple[str, ...]
    diplomacy: tuple[str, ...]
    office_breaks: tuple[str, ...]
    goes_on: tuple[str, ...]
    ordinals: tuple[str, ...]
    toponym_heads: tuple[str, ...]
    not_introduced: tuple[str, ...]
    words_far_off: tuple[str, ...]
    institutional: tuple[str, ...]
    addressing: tuple[str, ...]
    mastheads: tuple[str, ...]
    after_names: tuple[str, ...]
    verbs_in_al: tuple[str, ...]
    purposes: tuple[str, ...]
    pronouns: tuple[str, ...]
    persons: tuple[str, ...]
    not_reporting: tuple[str, ...]


class Month(Entry, frozen=True):
    """A row of months.csv: a number and its names in all month systems."""

    month: Annotated[int, msgspec.Meta(ge=1, le=12)]
    names: Names
    systems: tuple[str, ...]


class HijriMonth(Entry, frozen=True):
    """A row of hijri_months.csv: a month of the Islamic calendar and its names."""

    month: Annotated[int, msgspec.Meta(ge=1, le=12)]
    names: Names


class GivenName(Entry, frozen=True):
    """A row of given_names.csv; `word` = 1 where it is also a common word."""

    name: str
    gender: str
    origin: str
    word: int


class Surname(Entry, frozen=True):
    """A row of surnames.csv; `word` = 1 where it is also a common word."""

    name: str
    origin: str
    word: int


class Place(Entry, frozen=True):
    """A row of places.csv."""

    name_ar: str
    name_en: str
    country: str
    kind: str
    aliases: tuple[str, ...]


class Measure(Entry, frozen=True):
    """An entry of measures.yml: what is measured, for readers."""

    kind: str
    name_ar: str
    name_en: str
    meaning_ar: str
    meaning_en: str


Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Number = Annotated[int, msgspec.Meta(ge=0)]


class Evaluated(Entry, frozen=True):
    """A row of evaluation.csv: how right Sijill was, in one measure; `right` is None where it is no number of things."""

    kind: str
    precision: Share
    recall: Share
    f1: Share
    right: Number | None
    found: Number
    labelled: Number
    pages: Number
    outlets: Number


class Region(Entry, frozen=True):
    """A row of regions.csv: a part of the world or a group of states that is no country."""

    id: str
    name_ar: str
    name_en: str
    kind: Literal["region", "continent", "bloc", "former-state"]
    nationality: tuple[str, ...]
    aliases: tuple[str, ...]
    short: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names that mean the region wherever they stand; those of `short` need one of them in the article."""
        return (self.name_ar, *self.aliases)

    def nationality_words(self) -> tuple[str, ...]:
        """Every gender and number of the adjectives, with and without the article."""
        return _nationality_words(self.nationality)


class LatinVowel(Entry, frozen=True):
    """A row of latin_vowels.csv: what is supplied behind a letter that stands between `before` and `after`."""

    before: Annotated[str, msgspec.Meta(max_length=2)]
    letter: Annotated[str, msgspec.Meta(min_length=1, max_length=1)]
    after: Annotated[str, msgspec.Meta(max_length=2)]
    written: Annotated[str, msgspec.Meta(pattern="^[=-]?[a-z]*$")]


@dataclass(frozen=True, slots=True)
class Reference:
    """All of reference/."""

    countries: Mapping[str, Country]
    people: tuple[KnownPerson, ...]
    organisations: tuple[KnownOrganisation, ...]
    outlets: tuple[Outlet, ...]
    topics: tuple[Topic, ...]
    speech_verbs: tuple[SpeechVerb, ...]
    events: tuple[EventType, ...]
    contexts: tuple[Context, ...]
    titles: Titles
    words: Words
    parties: Parties
    furniture: Furniture
    capitals: Capitals
    organisation_heads: tuple[OrganisationHead, ...]
    organisation_ends: frozenset[str]
    months: Mapping[str, int]
    hijri_months: Mapping[str, int]
    given_names: tuple[GivenName, ...]
    surnames: tuple[Surname, ...]
    same_names: tuple[SameNames, ...]
    latin_aliases: Mapping[str, tuple[str, ...]]
    places: tuple[Place, ...]
    regions: tuple[Region, ...]
    common_words: frozenset[str]
    dictionary: frozenset[str]
    measures: tuple[Measure, ...]
    evaluation: tuple[Evaluated, ...]
    latin_names: Mapping[str, str]
    latin_vowels: Mapping[tuple[str, str, str], str]


@cache
def load_countries(folder: Path = FOLDER) -> Mapping[str, Country]:
    """The countries alone, by code, in the order of their file. Raises ReferenceError as `load` does."""
    listed = _rows(folder / "countries.csv", Country)
    _check_ids("countries.csv", (country.code for country in listed))
    return {country.code: country for country in listed}


@cache
def load(folder: Path = FOLDER) -> Reference:
    """Read and check reference/.

    Raises ReferenceError where a file is not as its README says, an id stands twice, a country is not
    one of countries.csv, two entries own one name, or something was measured that measures.yml does not explain.
    """
    countries = load_countries(folder)
    people = _entries(folder / "people.yml", KnownPerson)
    organisations = _entries(folder / "organisations.yml", KnownOrganisation)
    outlets = _entries(folder / "outlets.yml", Outlet)
    topics = _entries(folder / "topics.yml", Topic)
    contexts = _entries(folder / "contexts.yml", Context)
    _check_ids("people.yml", (person.id for person in people))
    _check_ids("organisations.yml", (body.id for body in organisations))
    _check_ids("outlets.yml", (outlet.id for outlet in outlets))
    _check_ids("topics.yml", (topic.id for topic in topics))
    _check_ids("outlets.yml", (domain for outlet in outlets for domain in outlet.domains), (o.id for o in outlets for _ in o.domains))
    _check_owned_once("outlets.yml", ((o.id, name) for o in outlets for name in o.names))
    _check_owned_once("people.yml", ((p.id, name) for p in people for name in {p.name_ar, *p.aliases, *p.short, *p.same_as}))
    _check_owned_once("organisations.yml", ((o.id, name) for o in organisations for name in {o.name_ar, *o.aliases}))
    _check_owned_once("countries.csv", ((c.code, name) for c in countries.values() for name in c.names_ar + c.capitals_ar + c.metonyms))
    _check_countries("people.yml", ((p.id, p.country) for p in people), countries)
    _check_countries("people.yml", ((p.id, office.country) for p in people for office in p.offices), countries)
    _check_countries("organisations.yml", ((o.id, o.country) for o in organisations), countries)
    _check_countries("outlets.yml", ((o.id, o.country) for o in outlets), countries)
    _check_countries("contexts.yml", ((c.form, c.country) for c in contexts), countries)
    _check_countries("contexts.yml", ((c.form, c.yields_to) for c in contexts if c.yields_to), countries)
    _check_bodies(people, {body.id for body in organisations})
    _check_forms(contexts, countries)
    same_names = _rows(folder / "same_names.csv", SameNames)
    _check_owned_once("same_names.csv", ((group.names[0], name) for group in same_names for name in group.names))
    months = _rows(folder / "months.csv", Month)
    _check_owned_once("months.csv", ((str(month.month), name) for month in months for name in month.names))
    hijri_months = _rows(folder / "hijri_months.csv", HijriMonth)
    _check_owned_once("hijri_months.csv", ((str(month.month), name) for month in hijri_months for name in month.names))
    regions = _rows(folder / "regions.csv", Region)
    _check_ids("regions.csv", (region.id for region in regions))
    _check_owned_once("regions.csv", ((r.id, name) for r in regions for name in {*r.names, *r.short, *r.nationality}))
    latin_aliases = _rows(folder / "latin_aliases.csv", LatinAliases)
    _check_ids("latin_aliases.csv", (row.id for row in latin_aliases))
    _check_known(
        "latin_aliases.csv",
        (row.id for row in latin_aliases),
        {each.id for entries in (people, organisations, regions, topics) for each in entries},
    )
    places = _rows(folder / "places.csv", Place)
    latin_vowels = _rows(folder / "latin_vowels.csv", LatinVowel)
    _check_ids("latin_vowels.csv", (f"{vowel.before},{vowel.letter},{vowel.after}" for vowel in latin_vowels))
    _check_countries("places.csv", ((p.name_ar, p.country or None) for p in places), countries)
    measures = _entries(folder / "measures.yml", Measure)
    evaluation = _rows(folder / "evaluation.csv", Evaluated)
    _check_ids("measures.yml", (measure.kind for measure in measures))
    _check_ids("evaluation.csv", (row.kind for row in evaluation))
    _check_explained(evaluation, {measure.kind for measure in measures})
    return Reference(
        countries=countries,
        people=people,
        organisations=organisations,
        outlets=outlets,
        topics=topics,
        speech_verbs=_entries(folder / "speech_verbs.yml", SpeechVerb),
        events=_entries(folder / "events.yml", EventType),
        contexts=contexts,
        titles=_entry(folder / "roles.yml", Titles),
        words=_entry(folder / "words.yml", Words),
        parties=_entry(folder / "parties.yml", Parties),
        furniture=_entry(folder / "furniture.yml", Furniture),
        capitals=_entry(folder / "capitals.yml", Capitals),
        organisation_heads=_entries(folder / "organisation_heads.yml", OrganisationHead),
        organisation_ends=_words(folder / "organisation_ends.txt"),
        months={folded(name): month.month for month in months for name in month.names},
        hijri_months={folded(name): month.month for month in hijri_months for name in month.names},
        given_names=_rows(folder / "given_names.csv", GivenName),
        surnames=_rows(folder / "surnames.csv", Surname),
        same_names=same_names,
        latin_aliases={row.id: row.names for row in latin_aliases},
        places=places,
        regions=regions,
        common_words=_words(folder / "common_words.txt"),
        dictionary=frozenset(_text(folder / "dictionary.txt").split()),
        measures=measures,
        evaluation=evaluation,
        latin_names=_latin_names(folder / "latin_names.csv"),
        latin_vowels={(vowel.before, vowel.letter, vowel.after): vowel.written for vowel in latin_vowels},
    )


_LATIN_NAME = re.compile("^([ءابتثجحخدذرزسشصضطظعغفقكلمنهوي]+),([a-z]+)$", re.MULTILINE)
EntryType = TypeVar("EntryType", bound=Entry)


def _text(path: Path) -> str:
    """The text of a file of reference/."""
    try:
        return path.read_text("utf8")
    except (OSError, UnicodeError) as error:
        raise ReferenceError(f"{path.name}: {error}") from error


def _yaml(path: Path) -> object:
    """What a YAML file says."""
    text = _text(path)
    try:
        return ryaml.loads(text)
    except ryaml.InvalidYamlError as error:
        raise ReferenceError(f"{path.name}: {_broken_entry(text)}{error}") from error


def _broken_entry(text: str) -> str:
    """The first line of the entry of a YAML list that is no YAML by itself, for an error; empty where the file is no list."""
    for entry in re.split(r"^(?=- )", text, flags=re.MULTILINE):
        try:
            ryaml.loads(entry)
        except ryaml.InvalidYamlError:
            return f"{entry.splitlines()[0]}: "
    return ""


def _convert(path: Path, value: object, kind: type[EntryType], where: str = "") -> EntryType:
    """A value of a file as its entry class; an error names file and entry."""
    try:
        return msgspec.convert(value, kind, strict=path.suffix != ".csv")
    except msgspec.ValidationError as error:
        raise ReferenceError(f"{path.name}: {where or 'the file'}: {error}") from error


def _entry(path: Path, kind: type[EntryType]) -> EntryType:
    """The one entry that a YAML file is."""
    return _convert(path, _yaml(path), kind)


def _entries(path: Path, kind: type[EntryType]) -> tuple[EntryType, ...]:
    """The entries of a YAML list."""
    listed = _yaml(path)
    if not isinstance(listed, list):
        raise ReferenceError(f"{path.name}: not a list of entries")
    return tuple(_convert(path, entry, kind, f"entry {number}: {_name_of(entry)}") for number, entry in enumerate(listed, 1))


def folded_set(words: Iterable[str]) -> frozenset[str]:
    """Words of reference/ as they stand in folded text."""
    return frozenset(map(folded, words))


def _words(path: Path) -> frozenset[str]:
    """The words of a text file, folded."""
    return folded_set(_text(path).split())


def _name_of(entry: object) -> str:
    """How an entry calls itself, for an error."""
    return str(next(iter(entry.values()), "")) if isinstance(entry, dict) else str(entry)


def _rows(path: Path, kind: type[EntryType]) -> tuple[EntryType, ...]:
    """The rows of a CSV file. A field that its class has as a tuple holds values parted by |; an empty one is None where it may be."""
    many = {field.name for field in msgspec.structs.fields(kind) if "tuple" in str(field.type)}
    optional = {field.name for field in msgspec.structs.fields(kind) if type(None) in get_args(field.type)}
    rows = csv.DictReader(_text(path).splitlines())
    found: list[tuple[int, dict[str, object]]] = []
    for row in rows:
        if None in row or None in row.values():
            raise ReferenceError(f"{path.name}: line {rows.line_num}: {_name_of(row)}: not as many fields as the first line names")
        split: dict[str, object] = {
            key: [v.strip() for v in value.split("|") if v.strip()] if key in many else None if key in optional and not value else value
            for key, value in row.items()
        }
        found.append((rows.line_num, split))
    try:
        return tuple(msgspec.convert([row for _, row in found], list[kind], strict=False))  # type: ignore[valid-type]
    except msgspec.ValidationError:  # one by one, so that the error names its line
        return tuple(_convert(path, row, kind, f"line {number}: {_name_of(row)}") for number, row in found)


def _latin_names(path: Path) -> dict[str, str]:
    """The rows of latin_names.csv: so many that each as an entry would be a third of what a build of five pages takes."""
    head, *rows = _text(path).splitlines()
    if head != "name,latin":
        raise ReferenceError(f"{path.name}: line 1: {head}: not name,latin")
    found = _LATIN_NAME.findall("\n".join(rows))
    if len(found) < len(rows):
        line, row = next((number, row) for number, row in enumerate(rows, 2) if not _LATIN_NAME.fullmatch(row))
        raise ReferenceError(f"{path.name}: line {line}: {row}: not a folded Arabic word and its Latin letters in lower case")
    _check_ids(path.name, (name for name, _ in found))
    return dict(found)


def _check_ids(file: str, ids: Iterable[str], owners: Iterable[str] | None = None) -> None:
    """Raise where an id, or something else that is one entry's alone, stands twice; `owners` are the entries in their order."""
    seen: set[str] = set()
    for id_, owner in zip(*tee(ids), strict=True) if owners is None else zip(ids, owners, strict=True):
        if id_ in seen:
            raise ReferenceError(f"{file}: {owner}: {id_} stands twice")
        seen.add(id_)


def _check_bodies(people: Iterable[KnownPerson], ids: set[str]) -> None:
    """Raise where an office lies in a body that organisations.yml has not."""
    for person in people:
        for office in person.offices:
            if office.organisation is not None and office.organisation not in ids:
                raise ReferenceError(f"people.yml: {person.id}: {office.organisation} is no id of organisations.yml")


def _check_forms(contexts: Iterable[Context], countries: Mapping[str, Country]) -> None:
    """Raise where a context's form is no name, nationality word or capital of its country."""
    for context in contexts:
        country = countries[context.country]
        if spelling(context.form) not in map(spelling, country.names_ar + country.capitals_ar + country.nationality_words()):
            raise ReferenceError(f"contexts.yml: {context.form}: no word for {context.country} in countries.csv")


def _check_explained(evaluation: Iterable[Evaluated], kinds: set[str]) -> None:
    """Raise where something was measured that measures.yml does not explain."""
    for row in evaluation:
        if row.kind not in kinds:
            raise ReferenceError(f"evaluation.csv: {row.kind} is no kind of measures.yml")


def _check_owned_once(file: str, owned: Iterable[tuple[str, str]]) -> None:
    """Raise where two entries own one name, as folding sees it."""
    owner: dict[str, str] = {}
    for id_, name in owned:
        key = spelling(name)
        if not key:
            raise ReferenceError(f"{file}: {id_}: a name without a letter")
        if owner.setdefault(key, id_) != id_:
            raise ReferenceError(f"{file}: {id_}: {name} belongs to {owner[key]} already")


def _check_known(file: str, ids: Iterable[str], known: Collection[str]) -> None:
    """Raise where an id is that of no entry."""
    for id_ in ids:
        if id_ not in known:
            raise ReferenceError(f"{file}: {id_} is no person, organisation, region or topic")


def _check_countries(file: str, used: Iterable[tuple[str, str | None]], countries: Mapping[str, Country]) -> None:
    """Raise where an entry names a country that countries.csv has not."""
    for id_, code in used:
        if code is not None and code not in countries:
            raise ReferenceError(f"{file}: {id_}: {code} is not a country of countries.csv")
