"""The model of names: what it finds in sentences of ours that no list knows, what it leaves alone, and how it is learnt."""

from __future__ import annotations

from pathlib import Path

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


def people(text: str, taken: tuple[str, ...] = ()) -> list[str]:
    """Whom the model adds, as the text writes them, where `taken` are words that others have found."""
    folded, tokens = cut(text)
    spans = [(folded.text.index(each), folded.text.index(each) + len(each)) for each in taken]
    found = TAGGER.people(folded.text, tokens, GAZETTEER.hits(folded.text), spans)
    return [text[slice(*folded.span(span.start, span.end))] for span in found]


STRANGERS = {
    "وقال الخبير الاقتصادي زورافيل كاتشينكو إن السوق هادئة.": ["زورافيل كاتشينكو"],
}


@pytest.mark.parametrize("text", STRANGERS)
def test_strangers_are_found(text: str) -> None:
    assert people(text) == STRANGERS[text]


@pytest.mark.parametrize("text", STRANGERS)
def test_what_is_found_already_is_left_alone(text: str) -> None:
    [name] = STRANGERS[text]
    assert people(text, taken=(fold(name).text,)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "قال.",
        "أكدت الحكومة أن الأسعار لن ترتفع هذا العام في الأسواق المحلية.",
        "وصلت المساعدات إلى بوركينا فاسو وساحل العاج أمس.",
        "Reuters reported it in 2020.",
    ],
)
def test_nobody_is_found(text: str) -> None:
    assert people(text) == []


def test_sentences_without_two_unknown_words_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(Tagger, "spans", lambda self, text, tokens, sorts, chosen: asked.extend(chosen) or [])
    people("قال الرئيس إن الحكومة قررت ذلك.\nوقال زورافيل كاتشينكو إن السوق هادئة.\nوعاد الوزير.")
    _, tokens = cut("قال الرئيس إن الحكومة قررت ذلك.")
    assert asked == [(len(tokens), len(tokens) + 6)]


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
    folded, tokens = cut("\n".join(STRANGERS))
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
    tokens = 'قال ( كوفي - عنان ) : " نعم " ، و بوش .'.split()
    tags = "O O B-PER I-PER I-PER O O O O O O O B-PER O".split()
    text = conll.labelled_text([list(zip(tokens, tags, strict=True))])
    assert text.text == 'قال (كوفي - عنان): "نعم"، وبوش.'
    assert [word.text for word in text.tokens] == ["قال", "كوفي", "عنان", "نعم", "وبوش"]
    assert text.labels == ("O", "B-PER", "I-PER", "O", "B-PER")


def test_labels_of_other_kinds_are_left_out() -> None:
    assert conll.sentences("كأس\tB-MISC\nالعالم\tI-MISC\n\n\nقال\tO\n") == [[("كأس", "O"), ("العالم", "O")], [("قال", "O")]]
