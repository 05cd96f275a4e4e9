"""The model of names: what it finds in sentences of ours that no list knows, what it leaves alone, and how it is learnt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import reference
from pipeline.arabic import Folded, Word, fold, words
from pipeline.gazetteer import Gazetteer
from pipeline.tagger import MODEL, Attributes, Tagger, parts, sentences, sorts_of
from training import conll
from training.learn_names import examples, learn

KNOWN = reference.load()
TAGGER = Tagger.of(KNOWN)
GAZETTEER = Gazetteer(KNOWN)
OURS = """\
التقى	O
الوزير	O
سامر	B-PER
حنون	I-PER
وزيرة	O
الصحة	O
في	O
كركوك	B-LOC
.	O

وقالت	O
شركة	B-ORG
مارفيل	I-ORG
إن	O
سامر	B-PER
حنون	I-PER
غادر	O
.	O
"""


def cut(text: str) -> tuple[Folded, list[Word]]:
    """A text folded, and its words."""
    folded = fold(text)
    return folded, list(words(folded.text))


def span_of(folded: Folded, words: str) -> tuple[int, int]:
    """Where words stand in a folded text."""
    start = folded.text.index(fold(words).text)
    return start, start + len(fold(words).text)


def judged(text: str, sure: tuple[str, ...] = (), doubtful: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """Whom the model sees with other ends and whom it denies, as the text writes them."""
    folded, tokens = cut(text)
    judgement = TAGGER.judge(
        folded.text,
        tokens,
        GAZETTEER.hits(folded.text),
        [span_of(folded, each) for each in sure],
        [span_of(folded, each) for each in doubtful],
    )
    corrected = [text[slice(*folded.span(span.start, span.end))] for span in judgement.corrected]
    return corrected, [text[slice(*folded.span(*span))] for span in sorted(judgement.denied)]


DENIED = {
    "وضعت صورتين تذكاريتين للأميرة في القاعة.": "صورتين تذكاريتين",
    "وتباع اللوحات في مزاد علني الشهر المقبل.": "مزاد علني",
}
CORRECTED = {
    "وفاز السويسري روجيه هوستلر المصنف ثانيا على منافسه.": ("روجيه هوستلر المصنف", ["روجيه هوستلر"]),
    "أهدى المدرب قميص أحمد محمد لاعب الفريق إلى الجمهور.": ("أحمد محمد لاعب", ["أحمد محمد"]),
    "وتأهل علاء عبدالغني وجمال حمزة إلى الدور الثاني.": ("علاء عبدالغني وجمال حمزة", ["علاء عبدالغني", "جمال حمزة"]),
}
CONFIRMED = {
    "وقال وزير الخارجية سامر حنون إن اللقاء مفيد.": "سامر حنون",
    "وقال المحامي سامر حنون إن اللقاء مفيد.": "سامر حنون",
}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "قال.",
        "أكدت الحكومة أن الأسعار لن ترتفع هذا العام في الأسواق المحلية.",
        "وصلت المساعدات إلى بوركينا فاسو وساحل العاج أمس.",
        "Reuters reported it in 2020.",
        "وقال الخبير الاقتصادي زورافيل كاتشينكو إن السوق هادئة.",
    ],
)
def test_nobody_is_added(text: str) -> None:
    assert judged(text) == ([], [])


@pytest.mark.parametrize("text", DENIED)
def test_a_rule_is_denied(text: str) -> None:
    assert judged(text, doubtful=(DENIED[text],)) == ([], [DENIED[text]])


@pytest.mark.parametrize("text", CORRECTED)
def test_a_rule_is_corrected(text: str) -> None:
    rule, model = CORRECTED[text]
    assert judged(text, doubtful=(rule,)) == (model, [rule])


@pytest.mark.parametrize("text", CONFIRMED)
def test_a_rule_is_confirmed(text: str) -> None:
    assert judged(text, doubtful=(CONFIRMED[text],)) == ([], [])


def test_what_is_something_else_is_left_alone() -> None:
    text, (rule, model) = next(iter(CORRECTED.items()))
    assert judged(text, sure=tuple(model), doubtful=(rule,))[0] == []


def test_only_sentences_with_a_doubtful_one_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    read = Tagger._read

    def noted(self: Tagger, *arguments: Any) -> Any:
        asked.extend(arguments[3])
        return read(self, *arguments)

    monkeypatch.setattr(Tagger, "_read", noted)
    text = "قال الرئيس إن الحكومة قررت ذلك.\nوقال زورافيل كاتشينكو إن السوق هادئة.\nوعاد الوزير.\nوقال هوستلر أمس."
    _, tokens = cut("قال الرئيس إن الحكومة قررت ذلك.")
    judged(text)
    assert asked == []
    judged(text, doubtful=("هوستلر",))
    assert asked == [(len(tokens) + 8, len(tokens) + 11)]


def test_a_proclitic_stays_outside() -> None:
    text = "حضر اللقاء الكاتب زورافيل كاتشينكو وغانلوفا تيموشيفا، ثم غادرا."
    folded, tokens = cut(text)
    found = TAGGER.spans(folded.text, tokens, {}, sentences(folded.text, tokens))
    assert all(folded.text[span.start : span.end][0] != "و" for span in found)


@pytest.mark.parametrize(
    ("word", "there", "name"),
    [
        ("وليد", set(), "وليد"),
        ("فؤاد", set(), "فؤاد"),
        ("ومحمد", set(), "محمد"),
        ("لمحمد", set(), "محمد"),
        ("وغانلوفا", set(), "غانلوفا"),
        ("بوتيفار", set(), "بوتيفار"),
        ("بكاتشينكو", {"كاتشينكو"}, "كاتشينكو"),
        ("وبكاتشينكو", {"كاتشينكو"}, "كاتشينكو"),
    ],
)
def test_where_a_name_begins_in_its_word(word: str, there: set[str], name: str) -> None:
    folded = fold(word).text
    assert folded[TAGGER._inner_start(Word(folded, 0, len(folded)), there) :] == fold(name).text


def test_probabilities_are_such_and_spans_lie_in_the_text() -> None:
    folded, tokens = cut("\n".join(CONFIRMED))
    for span in TAGGER.spans(folded.text, tokens, {}, sentences(folded.text, tokens)):
        assert 0 < span.probability <= 1
        assert tokens[span.first].start <= span.start < span.end == tokens[span.stop - 1].end
        assert span.kind in conll.KINDS


def test_a_model_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "none").write_text("no model")
    with pytest.raises((OSError, ValueError)):
        Tagger.of(KNOWN, tmp_path / "none")
    with pytest.raises(OSError, match="missing"):
        Tagger.of(KNOWN, tmp_path / "missing")


def test_learning_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    text = conll.labelled_text(conll.sentences(OURS))
    for name in ("one", "two"):
        learn(examples([text] * 3, Attributes.of(KNOWN), GAZETTEER), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_is_learnt_is_found_again(tmp_path: Path) -> None:
    text = conll.labelled_text(conll.sentences(OURS))
    learn(examples([text] * 5, Attributes.of(KNOWN), GAZETTEER), tmp_path / "model")
    tagger = Tagger.of(KNOWN, tmp_path / "model")
    folded = text.folded.text
    spans = tagger.spans(folded, text.tokens, sorts_of(text.tokens, GAZETTEER.hits(folded)), sentences(folded, text.tokens))
    assert [(span.first, span.stop, span.kind) for span in spans] == list(parts(text.labels))


def test_the_model_is_under_ten_megabytes() -> None:
    assert 100_000 < MODEL.stat().st_size < 10_000_000


def test_labelled_text_is_written_as_pages_write_it() -> None:
    tokens = ["قال", "(", "كوفي", "-", "عنان", ")", ":", '"', "نعم", '"', "،", "و", "بوش", "."]
    tags = ["O", "O", "B-PER", "I-PER", "I-PER", "O", "O", "O", "O", "O", "O", "O", "B-PER", "O"]
    text = conll.labelled_text([list(zip(tokens, tags, strict=True))])
    assert text.text == 'قال (كوفي - عنان): "نعم"، وبوش.'
    assert [word.text for word in text.tokens] == ["قال", "كوفي", "عنان", "نعم", "وبوش"]
    assert text.labels == ("O", "B-PER", "I-PER", "O", "B-PER")


def test_labels_of_other_kinds_are_left_out() -> None:
    assert conll.sentences("كأس\tB-MISC\nالعالم\tI-MISC\n\n\nقال\tO\n") == [[("كأس", "O"), ("العالم", "O")], [("قال", "O")]]


def test_attributes_are_kept_of_so_many_words_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    folded, tokens = cut("\n".join(CONFIRMED))
    attributes = Attributes.of(KNOWN)
    before = [attributes.sentence(folded.text, tokens, *each, {}, frozenset()) for each in sentences(folded.text, tokens)]
    monkeypatch.setattr("pipeline.tagger.REMEMBERED", 3)
    after = [attributes.sentence(folded.text, tokens, *each, {}, frozenset()) for each in sentences(folded.text, tokens)]
    bounded = Attributes.of(KNOWN)
    assert [bounded.sentence(folded.text, tokens, *each, {}, frozenset()) for each in sentences(folded.text, tokens)] == before == after
    assert len(bounded.seen) <= 3
