"""What finds names, and how well: lists, rules, the model of pipeline/tagger.py, and all of them together.

    python -m benchmarks.names [CONLL]

CONLL is ANERcorp's training text (../shared/corpora/anercorp_train.conll where nothing is said), which no one who wrote the
rules read. It is cut into five folds of consecutive sentences, and each fold is read by what was learnt from the other four: the
model, and common_words.txt, which comes from the same text. Ten sentences make an article, for the text does not say where one
ends. The tables go into docs/names.md.

A name counts as found where kind, first and last word are those of the label. Words are the project's, with what is attached to
them: labelled or found, a name is the words that it touches, so that a proclitic inside or outside makes no difference. Our
mentions become the corpus's kinds: a person is PER; a country's name or capital and a place of places.csv are LOC, nationality words
are nothing, for the corpus leaves them out; a body is ORG. The corpus leaves out ministries, governments and parliaments too,
which the project wants: ORG is told with them and without.

The labelled pages of ../shared tell what the model adds to the build: people F1 of evaluate.py, with reference/people.yml as it is and
without a single person in it, which is how pages look on which nobody is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pycrfsuite

from benchmarks.labelled import DEV_TEXT, OWN, PROJECT, SHARED, SUPPLIED, markdown
from build import Chain, register
from pipeline import database, reference
from pipeline.arabic import Folded, Word
from pipeline.gazetteer import Gazetteer, Hit, longest
from pipeline.model import Article, Findings, Mention, Names, Paragraph, Problem
from pipeline.names import NameFinder
from pipeline.read import raw_paths, read
from pipeline.reference import Reference
from pipeline.tagger import Attributes, NameSpan, Tagger, parts, sentences, sorts_of
from training import conll
from training.learn_common_words import learn as learn_common_words
from training.learn_names import Example, examples, learn, texts

CORPUS = SHARED / "corpora" / "anercorp_train.conll"
PAGE = PROJECT / "docs" / "names.md"
FOLDS = 5
KINDS = ("PER", "LOC", "ORG")
STATE_BODIES = frozenset(("ministry", "government", "parliament"))
LISTED = {"person": "PER", "short": "PER", "country-name": "LOC", "capital": "LOC", "place": "LOC", "organisation": "ORG"}
GROUPS = {
    "w": "words",
    "a": "first and last letters",
    "s": "length",
    "l": "lists of reference/",
    "g": "gazetteer",
    "m": "marks and sentence ends",
    "c": "two sorts together",
    "d": "elsewhere in the text",
}
SETS = {"the five pages": SUPPLIED, "21 other real pages": DEV_TEXT, "own pages": OWN}

Found = set[tuple[int, int, str]]  # first word, word behind the last, kind


@dataclass(slots=True)
class Tally:
    """Names right, found and labelled."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    def add(self, found: Found, labelled: Found) -> None:
        """Count another text."""
        self.right += len(found & labelled)
        self.found += len(found)
        self.labelled += len(labelled)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the shares of what was found and what was labelled that is right."""
        return 2 * self.right / (self.found + self.labelled) if self.found + self.labelled else 0.0

    @property
    def cells(self) -> list[str]:
        """Precision, recall and F1 as a table shows them."""
        return [f"{value:.3f}" for value in (self.precision, self.right / self.labelled if self.labelled else 0.0, self.f1)]


@dataclass(frozen=True, slots=True)
class Reading:
    """What each way finds in a text of the corpus."""

    labelled: Found
    listed: Found
    ruled: Found
    ruled_without_state: Found
    modelled: Found
    together: Found
    together_without_state: Found


def _of(span: NameSpan) -> tuple[int, int, str]:
    return span.first, span.stop, span.kind


def folds(of: Sequence[conll.Sentence]) -> list[list[conll.LabelledText]]:
    """The corpus in parts of consecutive sentences, each as texts of an article's length."""
    return [texts(of[len(of) * at // FOLDS : len(of) * (at + 1) // FOLDS]) for at in range(FOLDS)]


def touched(tokens: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The words that characters start:end of a folded text touch, first and behind the last."""
    starts = [token.start for token in tokens]
    return max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)


def listed(tokens: Sequence[Word], hits: Iterable[Hit]) -> Found:
    """The names of reference/ as such, the longest of those that overlap."""
    return {
        (*touched(tokens, hit.start, hit.end), kind)
        for hit in longest(hit for hit in hits if hit.of(*LISTED))
        for kind in [next(LISTED[sort] for sort in LISTED if hit.of(sort))]
    }


def ruled(text: Folded, tokens: Sequence[Word], hits: Iterable[Hit], names: Names, but: frozenset[str] = frozenset()) -> Found:
    """The project's mentions as the corpus's kinds, with the places of places.csv that stand in none; no body of the kinds in `but`."""
    found: Found = set()
    taken: set[int] = set()
    for mention in names.mentions:
        first, stop = touched(tokens, *_in_folded(text, mention))
        taken.update(range(first, stop) if mention.kind != "nationality" else ())
        kind = _kind(mention)
        if kind and not (mention.organisation and mention.organisation.kind in but):
            found.add((first, stop, kind))
    for hit in longest(hit for hit in hits if hit.of("place")):
        first, stop = touched(tokens, hit.start, hit.end)
        if taken.isdisjoint(range(first, stop)):
            found.add((first, stop, "LOC"))
    return found


def _kind(mention: Mention) -> str | None:
    """The corpus's kind of a mention; None where it has none."""
    if mention.person:
        return "PER"
    return "ORG" if mention.organisation else {"name": "LOC", "capital": "LOC", "place": "LOC"}.get(mention.kind)


def _in_folded(text: Folded, mention: Mention) -> tuple[int, int]:
    """Where a mention stands in the folded text."""
    return bisect_left(text.origin, mention.start), bisect_left(text.origin, mention.end)


def article_of(text: str) -> Article:
    """A text as an article, a paragraph a line."""
    paragraphs = tuple(Paragraph(0, len(line), line) for line in text.split("\n"))
    return Article("corpus", "", None, None, None, None, None, None, None, None, paragraphs, ())


def rules_alone(finder: NameFinder) -> NameFinder:
    """A finder whose people no model judges."""
    return replace(finder, people=replace(finder.people, tagger=None))


def readings(of: Iterable[conll.LabelledText], known: Reference, model: Path) -> Iterator[Reading]:
    """What each way finds in each of some texts."""
    rules = rules_alone(NameFinder.of(known))
    tagger = Tagger.of(known, model)
    both = replace(rules, people=replace(rules.people, tagger=tagger))
    for each in of:
        folded, tokens = each.folded, each.tokens
        hits = rules.gazetteer.hits(folded.text)
        article = article_of(each.text)
        by_rules, by_both = rules.find(article), both.find(article)
        spans = tagger.spans(folded.text, tokens, sorts_of(tokens, hits), sentences(folded.text, tokens))
        yield Reading(
            labelled=set(parts(each.labels)),
            listed=listed(tokens, hits),
            ruled=ruled(folded, tokens, hits, by_rules),
            ruled_without_state=ruled(folded, tokens, hits, by_rules, STATE_BODIES),
            modelled={_of(span) for span in spans},
            together=ruled(folded, tokens, hits, by_both),
            together_without_state=ruled(folded, tokens, hits, by_both, STATE_BODIES),
        )


def five_fold(of: Sequence[conll.Sentence], known: Reference) -> list[Reading]:
    """Every text of the corpus, read by what was learnt from the other folds."""
    parts_of = folds(of)
    attributes, gazetteer = Attributes.of(known), Gazetteer(known)
    removed = _common(of) - known.common_words  # by hand, from the list that was learnt
    learnable = [list(examples(part, attributes, gazetteer)) for part in parts_of]
    found: list[Reading] = []
    with tempfile.TemporaryDirectory() as folder:
        for at, part in enumerate(parts_of):
            model = Path(folder) / f"{at}.crfsuite"
            learn((example for other, of_part in enumerate(learnable) if other != at for example in of_part), model)
            seen = [s for other in range(FOLDS) if other != at for s in of[len(of) * other // FOLDS : len(of) * (other + 1) // FOLDS]]
            found += readings(part, replace(known, common_words=_common(seen) - removed), model)
    return found


def _common(of: Iterable[conll.Sentence]) -> frozenset[str]:
    """The common words that some sentences teach."""
    return frozenset(learn_common_words("\n".join(f"{token}\t{tag}" for sentence in of for token, tag in sentence)))


def ways(found: Sequence[Reading]) -> str:
    """Precision, recall and F1 of each kind, for each way."""
    of: dict[str, Callable[[Reading], Found]] = {
        "list": lambda each: each.listed,
        "rules": lambda each: each.ruled,
        "rules, no ministry, government or parliament": lambda each: each.ruled_without_state,
        "model": lambda each: each.modelled,
        "all": lambda each: each.together,
        "all, no ministry, government or parliament": lambda each: each.together_without_state,
    }
    rows = []
    for name, way in of.items():
        cells = []
        for kind in KINDS:
            tally = Tally()
            for each in found:
                tally.add({span for span in way(each) if span[2] == kind}, {span for span in each.labelled if span[2] == kind})
            cells += tally.cells
        rows.append([name, *cells])
    return markdown(["", *(f"{kind} {figure}" for kind in KINDS for figure in ("P", "R", "F1"))], rows)


def without_groups(of: Sequence[conll.Sentence], known: Reference) -> str:
    """F1 of the model alone with each group of its attributes taken out, and trained in other ways.

    Measured on an averaged perceptron of the same attributes (python-crfsuite's `ap`), which learns in a tenth of the time.
    """
    attributes, gazetteer = Attributes.of(known), Gazetteer(known)
    learnable = [list(examples(part, attributes, gazetteer)) for part in folds(of)]
    rows = [["all", *_perceptron(learnable, "")]]
    rows += [[f"without {name}", *_perceptron(learnable, group)] for group, name in GROUPS.items()]
    people, *_ = _perceptron([[_of_people(example) for example in part] for part in learnable], "")
    rows.append(["people alone labelled", people, "", ""])
    return markdown(["averaged perceptron", *(f"{kind} F1" for kind in KINDS)], rows)


def _of_people(example: Example) -> Example:
    """An example with the labels of people alone."""
    attributes, labels = example
    return attributes, [label if label.endswith("PER") else conll.OUTSIDE for label in labels]


def _perceptron(learnable: Sequence[Sequence[Example]], group: str) -> list[str]:
    """F1 of each kind over the five folds, without the attributes of a group."""
    tallies = {kind: Tally() for kind in KINDS}
    with tempfile.TemporaryDirectory() as folder:
        for at, part in enumerate(learnable):
            trainer = pycrfsuite.Trainer(algorithm="ap", params={"max_iterations": 12}, verbose=False)
            for other in (each for each in range(FOLDS) if each != at):
                for attributes, labels in learnable[other]:
                    trainer.append(_without(attributes, group), labels)
            trainer.train(f"{folder}/{at}")
            tagger = pycrfsuite.Tagger()
            tagger.open(f"{folder}/{at}")
            for attributes, labels in part:
                found = set(parts(tagger.tag(_without(attributes, group))))
                for kind in KINDS:
                    tallies[kind].add({s for s in found if s[2] == kind}, {s for s in parts(labels) if s[2] == kind})
    return [f"{tally.f1:.3f}" for tally in tallies.values()]


def _without(attributes: list[list[str]], group: str) -> list[list[str]]:
    """The attributes but those of a group; all where it is empty."""
    return [[each for each in item if each[0] != group] for item in attributes] if group else attributes


def gain(known: Reference) -> str:
    """People F1 on the labelled pages without the model and with it, people.yml as it is and emptied."""
    rows = []
    for title, nobody in (("people.yml as it is", known), ("people.yml emptied", replace(known, people=()))):
        both = Chain.of(nobody)
        rules = replace(both, names=rules_alone(both.names))
        for name, (pages, gold) in SETS.items():
            cells = []
            for chain in (rules, both):
                precision, recall, f1, *_ = _people(chain, nobody, pages, gold)
                cells += [f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}"]
            rows.append([f"{title}: {name}", *cells])
    return markdown(["people", "rules P", "R", "F1", "all P", "R", "F1"], rows)


def _people(chain: Chain, known: Reference, pages: Path, gold: Path) -> list[float]:
    """What evaluate.py says of people in a build of some pages."""
    findings: list[Findings] = []
    problems: list[Problem] = []
    for path in raw_paths(pages):
        page, notes = read(path, pages)
        problems += notes
        found = chain.find(page) if page else None
        if isinstance(found, Findings):
            findings.append(found)
        elif isinstance(found, Problem):
            problems.append(found)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "news.db"
        database.write(register(findings, problems, known), db)
        command = [sys.executable, str(SHARED / "evaluate.py"), "--db", str(db), "--gold", str(gold), "--raw", str(pages), "--json"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures: dict[str, list[float]] = json.loads(told)
    return figures["people"]


def put(section: str, text: str) -> None:
    """A table between the marks of its section in docs/names.md."""
    begin, end = f"<!-- python -m benchmarks.names: {section} -->\n", f"<!-- python -m benchmarks.names: {section} end -->"
    page = PAGE.read_text("utf8")
    before, after = page.split(begin)[0], page.split(end)[1]
    PAGE.write_text(f"{before}{begin}{text}{end}{after}", "utf8")


def main() -> int:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not corpus.exists():
        print(f"names not measured: {corpus} is not here")
        return 2
    known = reference.load()
    of = conll.sentences(corpus.read_text("utf8"))
    found = five_fold(of, known)
    sections = {
        "ways": ways(found),
        "attributes": without_groups(of, known),
    }
    if (SHARED / "evaluate.py").exists():
        sections["gain"] = gain(known)
    for section, text in sections.items():
        print(text)
        put(section, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
