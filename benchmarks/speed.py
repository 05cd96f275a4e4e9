"""What finding names costs, as a ratio to reading and folding the same text.

    python -m benchmarks.speed [--rounds N]

Both are done to each article in turn, so that a slow moment of the machine slows both. The texts are those of ../shared's
corpus where it is there, cut into texts of an article's length; else our own pages. The first round also judges each word that was
not met before; later rounds meet only known ones, as the later pages of a large folder mostly do. The rules are measured by themselves too,
without the model that judges the people whom they find.
"""

from __future__ import annotations

import argparse
import gc
import time
from pathlib import Path

from benchmarks.labelled import OWN, SHARED, text_of
from benchmarks.names import rules_alone
from pipeline import reference
from pipeline.arabic import fold, words
from pipeline.model import Article, Paragraph
from pipeline.names import NameFinder
from training import conll

CORPUS = SHARED / "corpora" / "anercorp_train.conll"
LINES = 15


def articles() -> list[Article]:
    """The texts as articles: paragraphs and nothing else."""
    if CORPUS.exists():
        sentences = list(conll.sentences(CORPUS.read_text("utf8")))
        lines = [" ".join(token for token, _ in sentence) for sentence in sentences]
        texts = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    else:
        texts = [text_of(path).splitlines() for path in sorted(Path(OWN[0]).glob("*.txt"))]
    return [_article([line for line in text if line.strip()]) for text in texts]


def _article(lines: list[str]) -> Article:
    paragraphs = tuple(Paragraph(0, len(line), line) for line in lines)
    return Article("a.txt", "", None, None, None, None, None, None, None, None, paragraphs, ())


def once(finder: NameFinder, texts: list[Article]) -> tuple[float, float]:
    """Seconds of processor time for reading and folding all texts, and for finding their names, which folds them again."""
    folding = finding = 0.0
    for article in texts:
        start = time.process_time()
        list(words(fold(article.body).text))
        middle = time.process_time()
        finder.find(article)
        folding += middle - start
        finding += time.process_time() - middle
    return folding, finding


def main() -> None:
    parser = argparse.ArgumentParser(description="What finding names costs.")
    parser.add_argument("--rounds", type=int, default=5, help="how often all texts are read (default: 5)")
    options = parser.parse_args()
    texts = articles()
    megabytes = sum(len(article.body.encode()) for article in texts) / 1e6
    judged = NameFinder.of(reference.load())
    rules = rules_alone(judged)
    gc.freeze()  # as build.py does
    print(f"{megabytes:.2f} MB in {len(texts)} texts; of one core's time, in MB of UTF-8 a second:")
    for number in range(1, options.rounds + 1):
        told = "each word for the first time" if number == 1 else "words met before"
        for way, finder in (("rules", rules), ("rules and model", judged)):
            folding, finding = once(finder, texts)
            print(f"folding {megabytes / folding:.2f}, names {megabytes / finding:.2f}, ratio {finding / folding:.1f} ({way}; {told})")


if __name__ == "__main__":
    main()
