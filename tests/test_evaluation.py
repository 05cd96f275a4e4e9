"""The figures that the site shows are those that the code reaches, and are measured as the scorer of ../shared measures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import evaluate, methods
from benchmarks.evaluate import MEASURES, Count, Pair, id_of
from benchmarks.labelled import DEV_TEXT, OWN, SUPPLIED, labelled, shingles, text_of
from build import Chain
from pipeline import database, reference
from pipeline.happenings import happenings
from pipeline.model import Findings, Mention, Register
from pipeline.stories import stories
from pipeline.tables import tables

SETS = {"own": OWN, "gold": SUPPLIED, "dev": DEV_TEXT}


@pytest.fixture(scope="module")
def read(chain: Chain) -> dict[str, list[Pair]]:
    """Every set of labelled pages that is here, with what is found in each."""
    return {name: evaluate.read_in(chain, labelled(*folders)) for name, folders in SETS.items()}


def test_the_figures_are_those_that_the_code_reaches(read: dict[str, list[Pair]]) -> None:
    measured = evaluate.as_csv(evaluate.evaluate(read["own"]))
    assert measured == evaluate.CSV.read_text("utf8"), "reference/evaluation.csv is not what is measured now: make evaluate"


def test_every_measure_is_explained_and_has_a_figure() -> None:
    known = reference.load()
    assert [measure.kind for measure in known.measures] == [row.kind for row in known.evaluation]
    assert {measure.kind for measure in known.measures} == {*MEASURES, "identity"}


def test_labels_name_topics_and_types_that_are_there(read: dict[str, list[Pair]]) -> None:
    known = reference.load()
    labels = [pair.page.labels for pairs in read.values() for pair in pairs]
    assert {id_of(topic) for each in labels for topic in each.topics} <= {topic.id for topic in known.topics}
    types = {event.type for event in known.events} | {"statement", "other"}
    assert {id_of(event.type) for each in labels for event in each.events} <= types


# Beside the scorer of ../shared.


def worn(pairs: list[Pair]) -> list[Pair]:
    """The same pages read badly: every fourth no article, names, topics and events missing, quotations cut short."""
    return [replace(pair, findings=_worn(pair.findings) if at % 4 and pair.findings else None) for at, pair in enumerate(pairs)]


def _worn(found: Findings) -> Findings:
    def target(mention: Mention) -> object:
        return mention.person or mention.organisation or mention.country

    # Who is mentioned no more could not be a speaker either.
    first = {target(mention): mention for mention in reversed(found.names.mentions)}
    return replace(
        found,
        article=replace(found.article, title=f"{found.article.title} وغيره", published=None, paragraphs=found.article.paragraphs[1:]),
        names=replace(found.names, mentions=tuple(m for at, m in enumerate(found.names.mentions) if at % 2 or first[target(m)] is m)),
        quotes=tuple(replace(quote, text=quote.text[: 12 * at + 40]) for at, quote in enumerate(found.quotes)),
        events=tuple(replace(event, date=None, participants=event.participants[1:]) for event in found.events[1:]),
        topics=found.topics[1:],
    )


def written(pairs: list[Pair], output: Path) -> Path:
    """The register of what was found."""
    found = [pair.findings for pair in pairs if pair.findings]
    told = stories([each.article for each in found])
    database.write(tables(Register(found, told, happenings(found, told), (), {}, ()), reference.load()), output)
    return output


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("reading", [list, worn], ids=["as it is", "worn"])
def test_the_measures_are_those_of_the_scorer(
    scorer: ModuleType, read: dict[str, list[Pair]], name: str, reading: Callable[[list[Pair]], list[Pair]], tmp_path: Path
) -> None:
    pairs = reading(read[name])
    pages, gold = SETS[name]
    for pair in pairs:
        if pair.page.path.suffix != ".txt":
            continue
        taken_out = scorer.gold_body(json.loads((gold / f"{pair.page.path.stem}.json").read_text("utf8")), text_of(pair.page.path))
        assert shingles(taken_out) == shingles(pair.page.body), f"{pair.page.name}: furniture_inside has a line that stands in the text too"
    told = scorer.evaluate(written(pairs, tmp_path / "news.db"), gold, pages, {pair.page.path.stem for pair in pairs})
    ours = {kind: sum(map(measure, pairs), Count(0, 0, 0)) for kind, measure in MEASURES.items()}
    assert {kind: (each.right, each.found, each.labelled) for kind, each in ours.items()} == {
        kind: tuple(map(int, counts)) for kind, counts in told.n.items()
    }
    rows = {row.kind: (row.precision, row.recall, row.f1) for row in evaluate.evaluate(pairs)}
    shares = {kind: scorer.prf(*counts) for kind, counts in told.n.items()} | {"identity": told.bcubed}
    assert rows == {kind: tuple(round(value, 3) for value in each) for kind, each in shares.items()}


@pytest.mark.parametrize("kind", ["found", "body", "people", "p.mentions", "countries", "c.mentions", "orgs", "topics", "quotes", "events"])
def test_nothing_found_is_nothing_right(read: dict[str, list[Pair]], kind: str) -> None:
    count = sum((MEASURES[kind](replace(pair, findings=None)) for pair in read["own"]), Count(0, 0, 0))
    assert (count.right, count.recall) == (0, 0)
    assert count.labelled > 0


# Methods.


def test_a_method_is_asked_of_every_mention_that_the_measures_count(read: dict[str, list[Pair]]) -> None:
    tallies = methods.tallied(read["own"])
    people = [tally for (kind, _), tally in tallies.items() if kind == "person"]
    places = [tally for (kind, _), tally in tallies.items() if kind in ("name", "nationality", "capital")]
    mentions, named = (sum(map(MEASURES[kind], read["own"]), Count(0, 0, 0)) for kind in ("p.mentions", "c.mentions"))
    assert sum(tally.found for tally in people) == mentions.found
    assert mentions.right <= sum(tally.right for tally in people) <= mentions.found
    assert named.right <= sum(tally.right for tally in places) <= sum(tally.found for tally in places) <= named.found


@pytest.mark.parametrize("kind", ["person", "organisation", "name"])
def test_a_mention_of_what_nobody_labelled_is_wrong(read: dict[str, list[Pair]], kind: str) -> None:
    pair, mention = next((pair, m) for pair in read["own"] for m in pair.mentions if m.kind == kind and methods.is_right(pair.page, m))
    body = replace(mention.organisation, name_ar="هيئة مجهولة") if mention.organisation else None
    assert methods.is_right(pair.page, replace(mention, surface="مجهول", organisation=body)) is False


def test_a_country_s_word_is_right_for_that_country_alone(read: dict[str, list[Pair]]) -> None:
    pair, mention = next((pair, m) for pair in read["own"] for m in pair.mentions if m.kind == "name" and methods.is_right(pair.page, m))
    assert methods.is_right(pair.page, replace(mention, country="ZZ")) is False
    weak = next((pair, form) for pair in read["own"] for country in pair.page.labels.countries for form in country.weak)
    assert methods.is_right(weak[0].page, replace(mention, surface=weak[1])) is None


def test_a_row_tells_right_of_found_and_the_confidences() -> None:
    few = {("person", "office"): methods.Tally(1, 2, frozenset({0.85}))}
    many = {("person", "office"): methods.Tally(5, 6, frozenset({0.7}))}
    assert list(methods.rows({"one": few, "two": many})) == [["person · office", "1 of 2", "5 of 6", "0.750", "0.70 to 0.85"]]
