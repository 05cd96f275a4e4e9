"""Arabic as text: one line an example, in the words of news."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.arabic import PRESENTATION_FORM, arabic_share, fold, folded, sentence_spans, spelling, stems, words

# From reading pages: what outlets write, and the one form that it is compared in.
FOLDED = [
    # hamza, alif, ya, ta marbuta
    ("أحمد", "احمد"),
    ("إيران", "ايران"),
    ("آل ثاني", "ال ثاني"),
    ("ٱلجزائر", "الجزاير"),
    ("مصطفى", "مصطفي"),
    ("مؤتمر", "موتمر"),
    ("رئيس", "رييس"),
    ("القاهرة", "القاهره"),
    ("شيء", "شيء"),
    ("أبو ظبي", "ابو ظبي"),
    # harakat, small marks, hamza and madda written as marks of their own
    ("مُحَمَّدٌ", "محمد"),
    ("الأُمَمُ المُتَّحِدَة", "الامم المتحده"),
    ("شدّد على أنّ", "شدد علي ان"),
    ("هٰذا", "هذا"),
    ("ا\u0653ل ثاني", "ال ثاني"),
    ("ي\u0654", "ي"),
    ("ا\u0654حمد", "احمد"),
    # tatweel
    ("الجزائـــر", "الجزاير"),
    ('بـ"أهميتها"', 'ب"اهميتها"'),
    ("2020 هـ", "2020 ه"),
    # presentation forms
    ("ﺍﻟﺠﺰﺍﺋﺮ", "الجزاير"),
    ("ﻻﻓﺮﻭﻑ", "لافروف"),
    ("ﷲ", "الله"),
    ("ﻷﻥ", "لان"),
    ("بيان ﻟﻠرئاسة", "بيان للرياسه"),
    # letters of Persian, Urdu and the Maghreb
    ("خامنه ای", "خامنه اي"),
    ("کابل", "كابل"),
    ("پوتين", "بوتين"),
    ("ڤيينا", "فيينا"),
    ("چاد", "جاد"),
    ("گوتيريش", "غوتيريش"),
    ("ڨلال", "ڨلال"),
    # spaces and invisible marks
    ("وزارة\u00a0الخارجية", "وزاره الخارجيه"),
    ("وزارة  الخارجية", "وزاره الخارجيه"),
    ("وزارة \u00a0الخارجية", "وزاره الخارجيه"),
    ("وزارة\tالخارجية", "وزاره الخارجيه"),
    ("لي\u200bبيا", "ليبيا"),
    ("\u202bليبيا\u202c", "ليبيا"),
    ("\ufeffليبيا", "ليبيا"),
    ("\u200fليبيا\u200e", "ليبيا"),
    ("مي\u200cخواهم", "ميخواهم"),
    ("الأمم\u200b المتحدة", "الامم المتحده"),
    ("الأمم \u200bالمتحدة", "الامم المتحده"),
    ("الأمم \u200b المتحدة", "الامم المتحده"),
    ("الأمم \u202c\u00a0المتحدة", "الامم المتحده"),
    # hashtags
    ("#الجزائر", "الجزاير"),
    ("#سيرغي_لافروف", "سيرغي لافروف"),
    ("قال #لافروف", "قال لافروف"),
    # digits
    ("١٩ يناير ٢٠٢٠", "19 يناير 2020"),
    ("۱۳۹۹", "1399"),
    # what stays
    ("قال: «نعم»، ثم سافر!", "قال: «نعم»، ثم سافر!"),
    ("BBC عربي", "BBC عربي"),
    ("", ""),
    ("   ", ""),
    ("\u064e\u0651", ""),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


# A text, the folded words looked for in it, and what stands there in the original.
SPANS = [
    ("قال وزيرُ الخارجيّةِ إنه", "الخارجيه", "الخارجيّةِ"),
    ("إلى ليبيّـا اليوم", "ليبيا", "ليبيّـا"),
    ("مع #سيرغي_لافروف في", "سيرغي لافروف", "سيرغي_لافروف"),
    ("في وزارة \u00a0الخارجية أمس", "وزاره الخارجيه", "وزارة \u00a0الخارجية"),
    ("إن ﻻﻓﺮﻭﻑ قال", "لافروف", "ﻻﻓﺮﻭﻑ"),
    ("بعد ﷲ أكبر", "الله", "ﷲ"),
    ("في \u202bالجزائر\u202c أمس", "الجزاير", "الجزائر"),
    ("في لي\u200bبيا أمس", "ليبيا", "لي\u200bبيا"),
    ("😀😀 وصل بوقدوم 🇩🇿", "بوقدوم", "بوقدوم"),
    ("\ufeff\ufeffتونس", "تونس", "تونس"),
    ("الجزائرُ", "الجزاير", "الجزائرُ"),
    ("الجزائرـــ وتونس", "الجزاير", "الجزائر"),
    ("عام ٢٠٢٠م", "2020", "٢٠٢٠"),
]


@pytest.mark.parametrize(("text", "looked_for", "original"), SPANS)
def test_a_place_in_folded_text_is_a_place_in_the_original(text: str, looked_for: str, original: str) -> None:
    page = fold(text)
    at = page.text.index(looked_for)
    start, end = page.span(at, at + len(looked_for))
    assert text[start:end] == original


@pytest.mark.parametrize(("text", "_", "original"), SPANS)
def test_sqlite_counts_as_we_do(text: str, _: str, original: str) -> None:
    start = text.index(original)
    [(found,)] = sqlite3.connect(":memory:").execute("SELECT substr(?, ? + 1, ?)", (text, start, len(original)))
    assert found == original


# Letters, marks and spaces as they meet on pages, and whatever else Unicode has.
PAGE_TEXT = st.text(
    st.one_of(
        st.sampled_from("ابتةجحدرسعلمنهوىيئؤءأإآٱپچکگی"),
        st.sampled_from(" \t\u00a0\u200b\u200f\u202b\u202c\u2009\ufeff\u0640\u064b\u064e\u0651\u0670#_"),
        st.sampled_from('0٣۴.،؛؟!"«»()-\n😀ﻻﻷﷲﺍﺮﷺﳲ'),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def cuts_a_ligature(text: str, start: int, end: int) -> bool:
    """Whether a folded start:end begins or ends between two letters that are one character of the original (ﻻ)."""
    origin = fold(text).origin
    return (start > 0 and origin[start - 1] == origin[start]) or (end < len(origin) and origin[end - 1] == origin[end])


@given(PAGE_TEXT, st.data())
def test_every_span_maps_to_a_slice_that_folds_to_it(text: str, data: st.DataObject) -> None:
    page = fold(text)
    if not page.text:
        return
    start = data.draw(st.integers(0, len(page.text) - 1))
    end = data.draw(st.integers(start + 1, len(page.text)))
    if cuts_a_ligature(text, start, end):
        return
    first, last = page.span(start, end)
    assert 0 <= first < last <= len(text)
    assert fold(text[first:last]).text == page.text[start:end]


@given(PAGE_TEXT)
def test_there_is_a_place_for_every_folded_character(text: str) -> None:
    page = fold(text)
    assert len(page.origin) == len(page.text)
    assert list(page.origin) == sorted(page.origin)
    assert page.text.count("\n") == text.count("\n")


@given(PAGE_TEXT)
@example("الأمم \u200b المتحدة")
@example("أ ـ ب")
@example("ﳲ")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(PAGE_TEXT.filter(lambda text: not PRESENTATION_FORM.search(text)))
def test_folding_never_makes_a_text_longer(text: str) -> None:
    assert len(fold(text).text) <= len(text)


WORDS = [
    ("قال (لافروف): 5 دول", ["قال", "لافروف", "5", "دول"]),
    ("الجزائر-روسيا.. لقاءات", ["الجزائر", "روسيا", "لقاءات"]),
    ("الجزائر/تونس", ["الجزائر", "تونس"]),
    ("روسيا،الجزائر", ["روسيا", "الجزائر"]),
    ("«الجيش الوطني»", ["الجيش", "الوطني"]),
    ("المصدر: BBC.com", ["المصدر", "BBC.com"]),
    ("U.S و d'Alger", ["U.S", "و", "d'Alger"]),
    ("كوفيد-19", ["كوفيد", "19"]),
    ("3.5 مليون", ["3", "5", "مليون"]),
    ("...؟!", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: list[str]) -> None:
    found = list(words(text))
    assert [word.text for word in found] == expected
    assert [text[word.start : word.end] for word in found] == expected


# A folded word, and what must be among its stems; what must not be.
STEMS = [
    ("والجزاير", {"والجزاير", "الجزاير", "جزاير"}, {"زاير"}),
    ("بالجزاير", {"الجزاير", "جزاير"}, set()),
    ("وبالجزاير", {"الجزاير", "جزاير"}, set()),
    ("فالجزاير", {"الجزاير"}, set()),
    ("للجزاير", {"الجزاير", "جزاير"}, set()),
    ("وللجزاير", {"الجزاير", "جزاير"}, set()),
    ("كالجزاير", {"الجزاير"}, set()),
    ("لموسكو", {"موسكو"}, set()),
    ("وموسكو", {"موسكو"}, set()),
    ("لافروف", {"لافروف"}, {"فروف"}),
    ("وليد", {"وليد"}, set()),
    ("بوتين", {"بوتين"}, set()),
    ("الجزاير", {"الجزاير", "جزاير"}, {"لجزاير"}),
    ("وال", {"وال"}, {"ال"}),
    ("قال", {"قال"}, {"ال"}),
    ("من", {"من"}, {"ن"}),
    ("و", {"و"}, {""}),
    ("وقال", {"قال"}, {"ال"}),
    ("فقال", {"قال"}, {"ال"}),
    ("واضاف", {"اضاف"}, set()),
]


@pytest.mark.parametrize(("word", "among", "never"), STEMS)
def test_stems(word: str, among: set[str], never: set[str]) -> None:
    assert stems(word)[0] == word
    assert among <= set(stems(word))
    assert not never & set(stems(word))


@given(st.text("ابتجدرسعلمنهوي", min_size=1, max_size=12))
def test_stems_are_distinct_and_never_empty(word: str) -> None:
    assert len(set(stems(word))) == len(stems(word))
    assert all(stems(word))
    assert all(len(stem) <= len(word) for stem in stems(word))


SENTENCES = [
    ("قال ذلك. ثم سافر.", ["قال ذلك.", "ثم سافر."]),
    ("قال ذلك! أحقا؟ نعم", ["قال ذلك!", "أحقا؟", "نعم"]),
    ("الفقرة الأولى\nالفقرة الثانية", ["الفقرة الأولى", "الفقرة الثانية"]),
    ("بلغ 3.5 مليون دولار. وانتهى", ["بلغ 3.5 مليون دولار.", "وانتهى"]),
    ('قال "نعم لذلك". وغادر', ['قال "نعم لذلك".', "وغادر"]),
    ('قال "نعم لذلك." وغادر', ['قال "نعم لذلك."', "وغادر"]),
    ("قال «نعم.» وغادر", ["قال «نعم.»", "وغادر"]),
    ("لا حل عسكري في ليبيا..", ["لا حل عسكري في ليبيا.."]),
    ("لا حل.. قال الوزير", ["لا حل..", "قال الوزير"]),
    ("موقع bbc.com نشر الخبر", ["موقع bbc.com نشر الخبر"]),
    ("\n\n  خبر  \n\n", ["خبر"]),
    ("خبر بلا نقطة", ["خبر بلا نقطة"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


@given(PAGE_TEXT)
def test_sentences_lose_no_word(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before <= after for (_, before), (after, _) in pairwise(spans))
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


SAME_NAME = [
    ("عبد الفتاح السيسي", "عبدالفتاح السيسى"),
    ("أبو ظبي", "أبوظبي"),
    ("عبد الله", "عبدالله"),
    ("الأمم المتّحدة", "الامم المتحدة"),
    ("أوغلو", "اوغلو"),
    ("بن سلمان", "بن  سلمان"),
    ("فولوديمير زيلينسكي", "ڤولوديمير زيلينسكي"),
    ("سي. آي. إيه", "سي آي إيه"),
]
OTHER_NAME = [
    ("بوقدوم", "بوقادوم"),
    ("سيرغي", "سيرجي"),
    ("محمد بن سلمان", "محمد بن نايف"),
    ("مالي", "مال"),
    ("الجزائر", "جزائر"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAME)
def test_one_spelling(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), OTHER_NAME)
def test_two_spellings(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


@pytest.mark.parametrize(
    ("text", "share"), [("الجزائر", 1.0), ("BBC", 0.0), ("", 0.0), ("2020 - 07", 0.0), ("اب cd", 0.5), ("© الجزائر 2020", 1.0)]
)
def test_arabic_share(text: str, share: float) -> None:
    assert arabic_share(text) == share
