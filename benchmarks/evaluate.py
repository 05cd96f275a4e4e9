"""How right Sijill is, kind by kind, on the labelled pages that ship with it.

    python -m benchmarks.evaluate

reads tests/pages, compares what is found with tests/gold, prints the table and writes reference/evaluation.csv, which
every build puts into news.db. The measures are those of ../shared/evaluate.py, which a user's machine has not;
tests/test_evaluation.py compares the two figure by figure where it is there.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from benchmarks.labelled import OWN, EventLabel, Labelled, QuoteLabel, Reading, is_read, labelled, markdown, same, score, words
from build import Chain
from pipeline import reference
from pipeline.identity import Identifier
from pipeline.model import Event, Findings, Mention, Participant, Problem, Quote
from pipeline.read import read
from pipeline.reference import Evaluated

CSV = reference.FOLDER / "evaluation.csv"
COLUMNS = ("kind", "precision", "recall", "f1", "right", "found", "labelled", "pages", "outlets")
SAME_QUOTE = 0.8
SAME_BODY = 0.6
# Labels name topics and types in words of their own; most are the ids with spaces.
_IDS = {
    "health/COVID-19": "health",
    "elections & domestic politics": "domestic-politics",
    "arms & military cooperation": "military-cooperation",
    "summit/conference": "conference",
    "attack/military action": "attack",
}
_LETTER = "\u0621-\u065f\u0670-\u06d3\u0640"
_CLITICS = "(?:[وف]?[بكل]?)"
# What says nothing of a country: a capital as a mere place, and a name that stands for a state's government.
_ASIDE = ("place", "metonym")

Gold = TypeVar("Gold")
Own = TypeVar("Own")


@dataclass(frozen=True, slots=True)
class Count:
    """How many were right, of how many found and how many labelled."""

    right: int
    found: int
    labelled: int

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.found + other.found, self.labelled + other.labelled)

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right."""
        return self.right / self.found if self.found else float(not self.labelled)

    @property
    def recall(self) -> float:
        """Of what is labelled, the share that was found."""
        return self.right / self.labelled if self.labelled else float(not self.found)


@dataclass(frozen=True)
class Pair:
    """A labelled page and what was found in it: None where it was taken for no article."""

    page: Labelled
    findings: Findings | None

    @cached_property
    def body(self) -> str:
        """The body that was found."""
        return self.findings.article.body if self.findings else ""

    @cached_property
    def mentions(self) -> list[Mention]:
        """The mentions that name a person, a body or a country, in the order of the text."""
        named = self.findings.names.mentions if self.findings else ()
        return sorted((m for m in named if m.kind not in _ASIDE), key=lambda m: (m.start, m.end))

    @cached_property
    def people(self) -> dict[str, Counter[str]]:
        """The people found, by id, with their forms."""
        found: dict[str, Counter[str]] = {}
        for mention in self.mentions:
            if mention.person is not None:
                found.setdefault(mention.person.id, Counter())[same(mention.surface)] += 1
        return found

    @cached_property
    def organisations(self) -> dict[str, set[str]]:
        """The bodies found, by id, with their forms and the name shown."""
        found: dict[str, set[str]] = {}
        for mention in self.mentions:
            if mention.organisation is not None:
                found.setdefault(mention.organisation.id, set()).update((mention.surface, mention.organisation.name_ar))
        return found

    @cached_property
    def quotes(self) -> list[tuple[QuoteLabel, Quote]]:
        """The quotations that were found, each with its label."""
        return paired(self.whole_quotes, self.direct_quotes, lambda label, quote: _overlap(label.text, quote.text) >= SAME_QUOTE)

    @property
    def whole_quotes(self) -> list[QuoteLabel]:
        """The labelled quotations that are whole sentences of speech."""
        return [label for label in self.page.labels.quotes if not label.partial]

    @cached_property
    def direct_quotes(self) -> list[Quote]:
        """The quotations found in quotation marks."""
        return [quote for quote in in_register(self.findings.quotes if self.findings else ()) if quote.direct]

    @cached_property
    def events(self) -> list[tuple[EventLabel, Event]]:
        """The events that were found, each with its label."""
        found = in_register(self.findings.events if self.findings else ())
        return paired(self.page.labels.events, found, self._is_event)

    def _is_event(self, label: EventLabel, event: Event) -> bool:
        """Whether an event is a labelled one: of its type, and with one of its participants, or on its day where either has none."""
        if id_of(label.type) != event.type:
            return False
        labelled_who = {same(name) for name in label.participants}
        for person in self.page.labels.people:
            if same(person.name) in labelled_who:
                labelled_who |= {same(form) for form in person.mentions}
        who = {form for participant in event.participants for form in self._forms(participant)}
        if labelled_who and who:
            return bool(labelled_who & who) or any(is_body(one, other) for one in labelled_who for other in who)
        return (label.date is not None and label.date == event.date) or not (labelled_who or who)

    def _forms(self, who: Participant) -> set[str]:
        """What a participant is called; a country, which labels do not name as one, is somebody without a name."""
        if who.person is not None:
            return {same(who.person.name_ar), *self.people.get(who.person.id, ())}
        return {same(who.organisation.name_ar) if who.organisation else ""}


def in_register(found: Sequence[Own]) -> list[Own]:
    """Quotations or events as the register orders them, by the text of their ids: the tenth before the second.

    Of two that could be the labelled one, the first counts.
    """
    return [each for _, each in sorted(enumerate(found, 1), key=lambda numbered: str(numbered[0]))]


def paired(gold: Iterable[Gold], found: Sequence[Own], is_same: Callable[[Gold, Own], bool]) -> list[tuple[Gold, Own]]:
    """Each label with the first finding that is the same and is not yet another label's.

    >>> paired([1, 2, 2], [2, 1], lambda one, other: one == other)
    [(1, 1), (2, 2)]
    """
    left, pairs = list(found), []
    for label in gold:
        at = next((at for at, each in enumerate(left) if is_same(label, each)), None)
        if at is not None:
            pairs.append((label, left.pop(at)))
    return pairs


def id_of(label: str) -> str:
    """The id of a topic or a type of event that a label names.

    >>> id_of("peace process"), id_of("terrorism & security"), id_of("health/COVID-19")
    ('peace-process', 'terrorism-security', 'health')
    """
    return _IDS.get(label) or re.sub(r"\W+", "-", label.lower())


def surfaces_in(body: str, surfaces: Iterable[str]) -> Counter[str]:
    """How often each form stands in a body: the longest first, whole words, proclitics before them allowed.

    >>> surfaces_in("قال وزير الخارجية الجزائري إن الجزائر وللجزائر", ["الجزائر", "الجزائري"]) == {"الجزاير": 2, "الجزايري": 1}
    True
    """
    text, found = same(body), Counter[str]()
    forms = sorted({same(form) for form in surfaces}, key=lambda form: (-len(form), form))
    if not forms:
        return found
    pattern = rf"(?<![{_LETTER}]){_CLITICS}({'|'.join(map(re.escape, forms))})(?![{_LETTER}])"
    found.update(match.group(1) for match in re.finditer(pattern, text))
    for form in forms:  # للجزائر is ل and الجزائر
        if form.startswith("ال"):
            found[form] += len(re.findall(rf"(?<![{_LETTER}])[وف]?لل{re.escape(form[2:])}(?![{_LETTER}])", text))
    return +found


def _overlap(one: str, other: str) -> float:
    """The share of words that two texts have in common, of the longer one."""
    a, b = Counter(words(one)), Counter(words(other))
    return (a & b).total() / max(a.total(), b.total(), 1)


def is_body(one: str, other: str) -> bool:
    """Whether two names are one body's: all words of the shorter in the longer, and most of the longer's in the shorter.

    >>> is_body("مجلس الأمن", "مجلس الأمن الدولي"), is_body("مجلس الأمن", "مجلس النواب")
    (True, False)
    """
    a, b = _bare_words(one), _bare_words(other)
    shared, (less, more) = len(a & b), sorted((len(a), len(b)))
    return shared == less > 0 and shared / more >= SAME_BODY


def _bare_words(name: str) -> set[str]:
    return {re.sub(r"^(?:وال|بال|لل|ال|ل)(?=..)", "", word) for word in words(name)}


# The measures, each of one page.


def found(pair: Pair) -> Count:
    """Pages that became an article."""
    return Count(int(pair.findings is not None), 1, 1)


def body(pair: Pair) -> Count:
    """The body by its runs of four words."""
    scored = score(Reading(pair.body), pair.page)
    return Count(scored.shared, scored.read, scored.labelled)


def title(pair: Pair) -> Count:
    """Titles that are the labelled one, or rightly none."""
    return _alike(pair.findings.article.title if pair.findings else None, pair.page.title)


def published(pair: Pair) -> Count:
    """Dates of publication that are the labelled one, or rightly none."""
    day = pair.findings.article.published if pair.findings else None
    return _alike(day.isoformat() if day else None, pair.page.published)


def _alike(own: str | None, gold: str | None) -> Count:
    return Count(int(same(own) == same(gold)), 1, 1)


def people(pair: Pair) -> Count:
    """People of an article: right where one of their forms is a labelled one's."""
    gold = [{same(form) for form in person.mentions} for person in pair.page.labels.people]
    right = paired(gold, [set(forms) for forms in pair.people.values()], lambda one, other: bool(one & other))
    return Count(len(right), len(pair.people), len(gold))


def person_mentions(pair: Pair) -> Count:
    """Mentions of people: their forms, as often as each stands."""
    gold = surfaces_in(pair.page.body, (form for person in pair.page.labels.people for form in person.mentions))
    return _counted(gold, sum(pair.people.values(), Counter()))


def _counted(gold: Counter[str], own: Counter[str]) -> Count:
    return Count((gold & own).total(), own.total(), gold.total())


def countries(pair: Pair) -> Count:
    """Countries of an article; those that only a place in them stands for are neither right nor wrong."""
    weak = {country.code for country in pair.page.labels.countries if not country.surfaces}
    gold = {country.code for country in pair.page.labels.countries} - weak
    own = {mention.country for mention in pair.mentions if mention.country is not None} - weak
    return Count(len(gold & own), len(own), len(gold))


def country_mentions(pair: Pair) -> Count:
    """Mentions of countries: their words, as often as each stands; places in them are neither right nor wrong."""
    weak = {same(form) for country in pair.page.labels.countries for form in country.weak}
    gold = surfaces_in(pair.page.body, (form for country in pair.page.labels.countries for form in country.surfaces))
    own = Counter(form for m in pair.mentions if m.country is not None and (form := same(m.surface)) not in weak)
    return _counted(gold, own)


def organisations(pair: Pair) -> Count:
    """Bodies of an article: right where one of their forms, or the name shown, is a labelled one's."""
    gold = pair.page.labels.organisations
    own = [forms for _, forms in sorted(pair.organisations.items())]
    right = paired(gold, own, lambda name, forms: any(is_body(name, form) for form in forms))
    return Count(len(right), len(own), len(gold))


def topics(pair: Pair) -> Count:
    """Topics of an article."""
    gold = {id_of(topic) for topic in pair.page.labels.topics}
    own = {topic.topic_id for topic in pair.findings.topics} if pair.findings else set()
    return Count(len(gold & own), len(own), len(gold))


def quotes(pair: Pair) -> Count:
    """Direct quotations: right where most words are a labelled one's; phrases of a sentence are neither right nor wrong."""
    partial = [label for label in pair.page.labels.quotes if label.partial]
    right = [quote for _, quote in pair.quotes]
    others = [quote for quote in pair.direct_quotes if not any(quote is each for each in right)]
    wrong = [quote for quote in others if not any(_overlap(label.text, quote.text) >= SAME_QUOTE for label in partial)]
    return Count(len(right), len(right) + len(wrong), len(pair.whole_quotes))


def speaker(pair: Pair) -> Count:
    """Of the quotations that were found, those with the right speaker, or rightly none."""
    right = sum(is_speaker(pair, label, quote) for label, quote in pair.quotes)
    return Count(right, len(pair.quotes), len(pair.quotes))


def is_speaker(pair: Pair, label: QuoteLabel, quote: Quote) -> bool:
    """Whether a quotation's speaker is the labelled one, by any word that names them in the article."""
    said_by = label.speaker or ""
    if quote.speaker_person is not None:
        forms = {same(quote.speaker_person.name_ar), *pair.people.get(quote.speaker_person.id, ())}
        return label.speaker_type == "person" and any(set(words(said_by)) & set(words(form)) for form in forms)
    if quote.speaker_organisation is not None:
        names = {quote.speaker_organisation.name_ar, *pair.organisations.get(quote.speaker_organisation.id, ())}
        return label.speaker_type == "organisation" and any(is_body(said_by, name) for name in names)
    return label.speaker is None


def events(pair: Pair) -> Count:
    """Events: right where type and a participant are a labelled one's."""
    return Count(len(pair.events), len(pair.findings.events) if pair.findings else 0, len(pair.page.labels.events))


def event_dates(pair: Pair) -> Count:
    """Of the events that were found, those with the right date, or rightly none."""
    right = sum((label.date or None) == (event.date or None) for label, event in pair.events)
    return Count(right, len(pair.events), len(pair.events))


MEASURES: dict[str, Callable[[Pair], Count]] = {
    "found": found,
    "body": body,
    "title": title,
    "published": published,
    "people": people,
    "p.mentions": person_mentions,
    "countries": countries,
    "c.mentions": country_mentions,
    "orgs": organisations,
    "topics": topics,
    "quotes": quotes,
    "speaker": speaker,
    "events": events,
    "ev.date": event_dates,
}


def identities(pair: Pair) -> Iterator[tuple[str, str]]:
    """Of each mention of a labelled person: who it is by the label, and the id that it was given."""
    owner = {same(form): person.key or same(person.name) for person in pair.page.labels.people for form in person.mentions}
    for id_, forms in pair.people.items():
        for form, times in forms.items():
            if form in owner:
                yield from [(owner[form], id_)] * times


def b_cubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of ids over (labelled, given) ids of mentions: how pure each mention's id is, and how whole its person.

    >>> b_cubed([("تبون", "1"), ("تبون", "2")])
    (1.0, 0.5)
    """
    if not pairs:
        return 0.0, 0.0
    both, by_label, by_id = Counter(pairs), Counter(label for label, _ in pairs), Counter(id_ for _, id_ in pairs)
    precision = sum(times**2 / by_id[id_] for (_, id_), times in both.items()) / len(pairs)
    recall = sum(times**2 / by_label[label] for (label, _), times in both.items()) / len(pairs)
    return precision, recall


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of both.

    >>> f1(1.0, 0.5)
    0.6666666666666666
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def read_in(chain: Chain, pages: Iterable[Labelled]) -> list[Pair]:
    """Labelled pages, each once, with what the steps of build.py find in them."""
    found = [(page, _findings(chain, page)) for page in pages if is_read(page.path)]
    identified = iter(Identifier.of(reference.load()).identify([each for _, each in found if each is not None])[0])
    return [Pair(page, next(identified) if each is not None else None) for page, each in found]


def _findings(chain: Chain, page: Labelled) -> Findings | None:
    raw, _ = read(page.path, page.path.parent)
    found = chain.find(raw) if raw else None
    return None if isinstance(found, Problem) else found


def evaluate(pairs: Sequence[Pair]) -> list[Evaluated]:
    """Every measure over these pages together, rounded to thousandths."""
    outlets = len({pair.page.labels.outlet for pair in pairs} - {None})

    def row(kind: str, precision: float, recall: float, right: int | None, found: int, labelled: int) -> Evaluated:
        mean = round(f1(precision, recall), 3)
        return Evaluated(kind, round(precision, 3), round(recall, 3), mean, right, found, labelled, len(pairs), outlets)

    rows = []
    for kind, measure in MEASURES.items():
        count = sum(map(measure, pairs), Count(0, 0, 0))
        rows.append(row(kind, count.precision, count.recall, count.right, count.found, count.labelled))
        if kind == "people":
            named = [identity for pair in pairs for identity in identities(pair)]
            rows.append(row("identity", *b_cubed(named), None, len(named), len(named)))
    return rows


def as_csv(rows: Iterable[Evaluated]) -> str:
    """The text of reference/evaluation.csv."""
    return "".join(f"{','.join(cells)}\n" for cells in [COLUMNS, *map(_cells, rows)])


def _cells(row: Evaluated) -> list[str]:
    values = [getattr(row, column) for column in COLUMNS]
    return ["" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value) for value in values]


def main() -> int:
    """Measure, print, write."""
    # What was measured before may hold the marks of a merge, and must not keep the steps from being made.
    CSV.write_text(as_csv([]), "utf8")
    rows = evaluate(read_in(Chain.of(reference.load()), labelled(*OWN)))
    CSV.write_text(as_csv(rows), "utf8")
    print(markdown(list(COLUMNS), map(_cells, rows)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
