"""Our own pages, in the manner of many outlets, read as their labels say: title, date, body, and nothing of the furniture."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
from bs4 import BeautifulSoup

from benchmarks.labelled import DEV_TEXT, OWN, SUPPLIED, Labelled, Reading, labelled, same, score, shingles
from build import Chain
from pipeline.model import Findings, Problem, RawPage
from pipeline.read import decode
from tests.chain import find_in, offences

PAGES = labelled(*OWN)
LEAST, LEAST_MEAN = 0.90, 0.97

Found = tuple[RawPage | None, Findings | Problem]


@pytest.fixture(scope="module")
def found(chain: Chain) -> dict[str, Found]:
    """Every page and what was found in it, by the name of its file."""
    return {page.name: find_in(chain, page.path) for page in PAGES}


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> Labelled:
    return request.param


@pytest.fixture
def findings(page: Labelled, found: dict[str, Found]) -> Findings:
    """What was found in a page; that there is an article is a test of its own."""
    _, read = found[page.name]
    if isinstance(read, Problem):
        pytest.fail(f"no article: {read.message}")
    return read


def lines_of(text: str) -> list[str]:
    return [line for line in map(same, text.split("\n")) if line]


def differences(findings: Findings, page: Labelled) -> str:
    """The lines that a body has too many and too few, for whoever mends it."""
    got, gold = lines_of(findings.article.body), lines_of(page.body)
    return "\n".join(
        [*(f"too much: {line}" for line in got if line not in gold), *(f"missing: {line}" for line in gold if line not in got)]
    )


def test_there_are_pages_of_many_outlets_text_and_html() -> None:
    outlets = {json.loads(gold.read_text("utf8"))["outlet"] for gold in OWN[1].glob("*.json")} - {None}
    assert len(PAGES) >= 30
    assert len(outlets) >= 10
    assert {page.path.suffix for page in PAGES} == {".txt", ".html"}
    unlabelled = {path.name for path in OWN[0].iterdir()} - {page.name for page in PAGES}
    assert unlabelled == set()


def test_the_article_is_found(page: Labelled, found: dict[str, Found]) -> None:
    _, read = found[page.name]
    assert not isinstance(read, Problem), read


def test_title_is_the_labelled_one(page: Labelled, findings: Findings) -> None:
    def spaced(text: str | None) -> str:
        return " ".join((text or "").split())

    assert spaced(findings.article.title) == spaced(page.title)


def test_published_is_the_labelled_date(page: Labelled, findings: Findings) -> None:
    published = findings.article.published
    assert (published.isoformat() if published else None) == page.published, f"read from {findings.article.published_from!r}"


def test_body_is_the_labelled_one(page: Labelled, findings: Findings) -> None:
    f1 = score(Reading(findings.article.body), page).f1
    assert f1 >= LEAST, f"body F1 {f1:.3f}\n{differences(findings, page)}"


def test_bodies_together(found: dict[str, Found]) -> None:
    scores = {
        page.name: 0.0 if isinstance(read, Problem) else score(Reading(read.article.body), page).f1
        for page in PAGES
        for _, read in [found[page.name]]
    }
    mean = sum(scores.values()) / len(scores)
    low = ", ".join(f"{name} {f1:.3f}" for name, f1 in sorted(scores.items(), key=lambda item: item[1]) if f1 < LEAST_MEAN)
    assert mean >= LEAST_MEAN, f"the mean body F1 is {mean:.3f}; lowest: {low}"


def test_no_furniture_stands_in_the_body(page: Labelled, findings: Findings) -> None:
    lines = lines_of(findings.article.body)
    assert [line for line in page.furniture_inside if same(line) in lines] == []
    longer = [line for line in map(same, page.furniture_inside) if len(line.split()) >= 4]
    assert [line for line in longer if any(line in paragraph for paragraph in lines)] == []


def test_law_1(page: Labelled, found: dict[str, Found], findings: Findings) -> None:
    raw, _ = found[page.name]
    assert raw is not None
    assert offences(raw, findings) == []


def test_paragraphs_stand_in_the_file_in_order(page: Labelled, findings: Findings) -> None:
    """White space aside, which a browser shows as it likes, a paragraph is in the file character by character."""
    text = decode(page.path.read_bytes())[0] or ""
    whole = text if page.path.suffix == ".txt" else BeautifulSoup(text, "lxml").get_text()
    raw, at = "".join(whole.split()), 0
    for paragraph in findings.article.paragraphs:
        bare = "".join(paragraph.text.split())
        at = raw.find(bare, at)
        assert at >= 0, f"not in {page.name}, or not in its turn: {paragraph.text}"
        at += len(bare)


def test_the_measure_is_that_of_the_scorer(scorer: ModuleType) -> None:
    """Cut short, a body of evaluate.py and one of ours count the same shingles."""
    for folder, gold in (SUPPLIED, DEV_TEXT):
        for page in labelled(folder, gold):
            label = json.loads((gold / f"{page.path.stem}.json").read_text("utf8"))
            body = scorer.gold_body(label, page.path.read_text("utf8"))
            assert shingles(page.body) == shingles(body)
            words = scorer.words(body)
            assert sum(shingles(body).values()) == max(len(words) - 3, 0)
            cut = body[: len(body) // 2]
            half = len(scorer.words(cut)) - 3
            shared = sum((shingles(body) & shingles(cut)).values())
            assert score(Reading(cut), page).f1 == pytest.approx(scorer.prf(shared, half, len(words) - 3)[2])
            assert same(page.title) == scorer.fold(label["title"])
