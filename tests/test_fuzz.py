"""What nobody would call a page: whatever the bytes, nothing raises, and what is found leads back to its characters (law 1).

Every example is the same in every run. A failing one is told by hypothesis as small as it gets; put it among HARD.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import build
from build import Chain
from pipeline import database
from pipeline.model import Problem
from tests.chain import find_in, offences

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path for folder in ("raw", "tests/pages") for path in (ROOT / folder).iterdir() if path.suffix in (".txt", ".html"))
REAL = [path.read_bytes() for path in FILES]
MARKUP = [path.read_bytes() for path in FILES if path.suffix == ".html"]
LINES = sorted({line for data in REAL for line in data.decode("utf8", "ignore").split("\n") if 10 < len(line) < 600 and "<" not in line})
WORDS = sorted({word for line in LINES for word in line.split()})
SUFFIXES = (".txt", ".html")

# Sentences in which every step finds something: names, offices, countries, speech, a meeting, dates.
NEWS = (
    "استقبل وزير الخارجية الجزائري صبري بوقدوم، يوم الأحد 3 ماي 2020، نظيره الروسي سيرغي لافروف، وبحثا الوضع في ليبيا ومالي.",
    "وقال بوقدوم في مؤتمر صحفي: «نعمل مع جميع الأطراف من أجل السلام، ولا حل عسكريا في ليبيا»، حسب بيان لوزارة الشؤون الخارجية.",
    'وأكد الأمين العام للأمم المتحدة أنطونيو غوتيريش، في اتصال هاتفي مع الرئيس قيس سعيد، أن "وقف إطلاق النار لا يقبل التأجيل".',
    "وأضاف المتحدث باسم الكرملين ديمتري بيسكوف أن موسكو وأنقرة ستوقعان، غدا الثلاثاء، اتفاقية للتعاون العسكري مع حلف الناتو.",
)

ODD = [
    # harakat alone, tatweel, presentation forms (one of them 18 letters)
    "\u064b", "\u0651\u064e", "\u0670", "\u0653", "\u0300\u0301\u0302", "ـ", "ــــ", "ﻻ", "ﷲ", "ﷺ", "ﺍﻟ", "ﻋ", "ٱ", "ﯾ",
    # marks of direction and of nothing
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202e", "\u2066", "\u2069", "\ufeff",
    "\u061c", "\u00ad",
    # controls, line ends that are none, spaces that are none
    "\0", "\x01", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x85", "\u2028", "\u2029", "\r", "\r\n", "\n", "\n\n", "\t", "\u00a0", "\u3000",
    # halves of pairs, what is no character, what lies beyond the first plane
    "\ud800", "\udfff", "\udc80", "\ufffd", "\ufffe", "\U0010ffff", "😀", "🇩🇿", "👨\u200d👩\u200d👧", "𝐀", "𐎠", "𞸀", "𞤀",
    # punctuation, alone and in twos
    "«", "»", '"', "''", "“", "”", "((", "))", "[", "/", "//", ":", "..", "…", "،", "؛", "؟", "#", "_", "@", "©", "--", "–", "|",
    "||", "%", "\\",
    # digits of other scripts, dates that are none
    "٣", "۳", "३", "²", "½", "Ⅷ", "①", "00/00/0000", "99-99-9999", "31 فبراير 2020", "٠٢:٠٠", "0000-00-00", "29 فيفري 2021", "999999 يوليو",
    # letters that grow when folded, and Arabic words that are only beginnings
    "İ", "ß", "ﬃ", "ǅ", "\u212a", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "عبد", "أبو", "بن",
]  # fmt: skip

TAGS = """html head body title base meta link div p span a b i br hr ul ol li dl dt dd table tr td th form input textarea select option
    button label fieldset h1 h2 h3 article main header footer nav aside section figure figcaption blockquote pre script style noscript
    template svg math iframe object time frameset frame plaintext xmp listing marquee font center image isindex ruby rt rp html:p o:p ق"""
OPENINGS = """<!-- --> <!--> <! <!DOCTYPE <![CDATA[ ]]> <?xml <?php ?> </ </> < > <> <p</p> <p/ <a< </p/> <script> </script> <style> <title>
    &nbsp; &laquo; &#x627; &#1575; &#0; &#xD800; &#xDFFF; &#x110000; &#99999999999; &lrm; &zwj; &shy; & &; &#; &#x; &amp;lt;"""
ATTRIBUTES = [
    "", " id=x", " class", ' class="article-body"', ' class="sr-only d-none"', " hidden", ' style="DISPLAY : NONE !important"',
    ' datetime="2020-05-03T10:00"', " datetime=2020-99-99", " datetime", ' itemprop="datePublished" content="2020-05-03"',
    ' itemprop="headline"', ' property="og:title" content="قمة الجزائر"', ' property="article:published_time" content="أمس"',
    ' name="date" content=""', " content", ' http-equiv="Content-Type" content="text/html; charset=utf-16"', ' charset="klingon"',
    " charset=utf-7", ' rel="canonical" href="http://[::1"', ' href="//spa.gov.sa"', ' type="application/ld+json"',
    f' x="{"ا" * 5000}"', " " + " ".join(f"a{number}=1" for number in range(300)), " \"'", " =",
]  # fmt: skip
LINKED_DATA = [
    "{", "[[[[", "null", "7", '{"@graph": [null, 7, []]}', '{"@type": ' * 3000,
    '{"@type": "NewsArticle", "headline": "قمة", "datePublished": "2020-05-03"}',
    '{"@type": "NewsArticle", "headline": "\\ud800", "author": {"name": "\\udfff"}, "datePublished": "\\ud8002020-05-03"}',
    '{"@type": "NewsArticle", "headline": "ا\\u0000ب", "datePublished": "0000-00-00"}',
    '{"@type": "NewsArticle", "headline": {}, "author": 7}',
    '{"@type": "NewsArticle", "datePublished": "' + "9" * 5000 + '"}',
    '{"@type": "Article", "author": [[]]}',
    '{"@type": {"Article": 1}, "author": {"name": []}}',
]  # fmt: skip

# Pages that are hard in one way: name, content.
HARD = {
    "nested-divs.html": "<div>" * 20_000 + NEWS[0],
    "nested-forms.html": "<form><table><tr><td>" * 2_000 + "".join(f"<p>{line}" for line in NEWS),
    "unclosed.html": "".join(f"<p><b><i><a href='{line}>{line}" for line in NEWS),
    "attribute.html": f"<p title='{'ا' * 300_000}'>{NEWS[0]}</p><p>{NEWS[1]}",
    "attributes.html": f"<p {' '.join(f'a{n}={n}' for n in range(20_000))}>{NEWS[0]}</p><p>{NEWS[1]}",
    "hidden-all.html": f"<body hidden style='display:none'><p>{NEWS[0]}</p><p>{NEWS[1]}</p></body>",
    "hidden-nested.html": "<div hidden>" * 500 + NEWS[0] + "</div>" * 500 + f"<p>{NEWS[1]}</p><p>{NEWS[2]}</p>",
    "hidden-many.html": "<i hidden>ا</i>" * 500 + f"<p>{NEWS[1]}</p><p>{NEWS[2]}</p>",
    "times.html": "<time datetime='2020-05-03'>أمس</time>" * 500 + f"<p>{NEWS[0]}</p><p>{NEWS[1]}</p>",
    "ld.html": "".join(f"<script type='application/ld+json'>{data}</script>" for data in LINKED_DATA)
    + f"<h1>قمة</h1><p>{NEWS[0]}</p><p>{NEWS[1]}",
    "title-half.html": f"<meta property='og:title' content='&#xD800;قمة'><title>\0</title><h1>قمة&#0;</h1><p>{NEWS[0]}</p><p>{NEWS[1]}</p>",
    "one-line.txt": " ".join(NEWS * 100),
    "many-lines.txt": "\n".join(NEWS * 100),
    "headings.txt": "\n".join(line for at in range(30) for line in ("اقرأ أيضا", NEWS[at % 4], NEWS[0][:30])),
    "dates.txt": "\n".join(f"{day}/13/2020 - {day} رجب {day}{day}{day}{day} هـ" for day in range(100)) + "\n" + "\n".join(NEWS),
    "quotes.txt": "\n".join(line.replace(" ", " «") for line in NEWS),
    "quotes-shut.txt": "\n".join(line.replace(" ", "» ") for line in NEWS),
    "quotes-both.txt": "\n".join(line.replace(" ", ' "« ') for line in NEWS),
    "harakat.txt": "\n".join("".join(letter + "\u064b\u0651\u0640" for letter in line) for line in NEWS),
    "harakat-alone.txt": "\n".join(["\u064b\u0651" * 20, "ا", *NEWS, "\u064e" * 99]),
    "no-space.txt": "\n".join(line.replace(" ", "") for line in NEWS),
    "letters.txt": "\n".join(" ".join(line) for line in NEWS),
    "marks.txt": "\n".join("\u200f\u202b" + line.replace(" ", " \u200e\u200b\ufeff") + "\u202c" for line in NEWS),
    "line-ends.txt": "\u2028".join(NEWS) + "\u2029" + "\x85".join(NEWS) + "\x0b".join(NEWS) + "\r\r\n\n\r".join(NEWS),
    "pairs.txt": "\n".join(line.replace("ا", "ا😀𐎠") for line in NEWS),
    "forms.txt": "\n".join(line.replace("الله", "ﷲ").replace("لا", "ﻻ").replace("ل", "ﻟ") for line in NEWS),
    "blank-lines.txt": "\n\u2003\n".join([*NEWS[:2], "\x85\n\x1c\n\u2028\n\u3000", *NEWS[2:]]),
    "headline-nul.html": f"<script type='application/ld+json'>{LINKED_DATA[-5]}</script><h1>قمة</h1><p>{NEWS[0]}</p><p>{NEWS[1]}</p>",
    "nothing.html": "<!-- الجزائر --><p></p>\u200f",
    "a-letter.txt": "ا",
}


def quietly(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many examples, the same in every run, however long one takes."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=slow)


def one_of(long: Sequence[str]) -> st.SearchStrategy[str]:
    """One of several texts that are too long to be told as a whole."""
    return st.integers(0, len(long) - 1).map(long.__getitem__)


Reads = Callable[..., str]


@pytest.fixture(scope="module")
def reads(chain: Chain, tmp_path_factory: pytest.TempPathFactory) -> Reads:
    """Read bytes as a file, in every step; what law 1 says of it is asserted. Says what became of it."""
    folder = tmp_path_factory.mktemp("fuzz")

    def read(data: bytes, suffix: str) -> str:
        path = folder / f"page{suffix}"
        path.write_bytes(data)
        page, found = find_in(chain, path)
        if isinstance(found, Problem):
            assert found.message
            return found.stage
        assert page is not None
        assert offences(page, found) == []
        return "article"

    return read


@pytest.mark.parametrize("name", HARD)
def test_hard_pages(reads: Reads, name: str) -> None:
    reads(HARD[name].encode("utf8", "surrogatepass"), Path(name).suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("encoding", "stage"),
    [
        *((encoding, "article") for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6")),
        *((encoding, "read") for encoding in ("utf-32", "utf-7", "cp1252", "cp500")),
    ],
)
def test_news_in_many_encodings(reads: Reads, encoding: str, stage: str, suffix: str) -> None:
    assert reads("\n".join(NEWS).encode(encoding, "replace"), suffix) == stage


@given(data=st.binary(max_size=600), suffix=st.sampled_from(SUFFIXES))
@quietly(200)
def test_any_bytes(reads: Reads, data: bytes, suffix: str) -> None:
    reads(data, suffix)


PLACE = st.integers(0, 2**20)
HARM = st.one_of(
    st.tuples(st.just("cut"), PLACE, PLACE),
    st.tuples(st.just("flip"), PLACE, st.integers(1, 255)),
    st.tuples(st.just("put"), PLACE, st.binary(min_size=1, max_size=8)),
    st.tuples(st.just("splice"), PLACE, PLACE),
    st.tuples(st.just("twice"), PLACE, st.integers(1, 2_000)),
)


def harmed(data: bytes, harm: tuple[str, int, int | bytes], other: bytes) -> bytes:
    """A page's bytes after one accident."""
    what, place, by = harm
    at = place % (len(data) + 1)
    if isinstance(by, bytes):
        return data[:at] + by + data[at:]
    if what == "cut":
        return data[:at] + data[at + by % 500 :]
    if what == "flip":
        return data[:at] + bytes(byte ^ by for byte in data[at : at + 1]) + data[at + 1 :]
    if what == "splice":
        return data[:at] + other[by % (len(other) + 1) :]
    return data[: at + by] + data[at:]


@given(
    data=st.sampled_from(REAL),
    other=st.sampled_from(REAL),
    harms=st.lists(HARM, min_size=1, max_size=12),
    suffix=st.sampled_from(SUFFIXES),
)
@quietly(400)
def test_real_pages_cut_spliced_and_flipped(
    reads: Reads, data: bytes, other: bytes, harms: list[tuple[str, int, int | bytes]], suffix: str
) -> None:
    for harm in harms:
        data = harmed(data, harm, other)
    reads(data, suffix)


SENTENCE = st.one_of(st.sampled_from(NEWS), st.sampled_from(LINES))
TAG = st.sampled_from(TAGS.split())
PIECE = st.one_of(
    st.builds("<{}{}>".format, TAG, one_of(ATTRIBUTES)),
    st.builds("<{}{}/>".format, TAG, one_of(ATTRIBUTES)),
    st.builds("</{}>".format, TAG),
    st.builds("<script type='application/ld+json'>{}</script>".format, one_of(LINKED_DATA)),
    st.builds("<p>{}</p>".format, SENTENCE),
    SENTENCE,
    st.sampled_from(OPENINGS.split()),
    st.sampled_from(ODD),
)


@given(pieces=st.lists(PIECE, min_size=1, max_size=60))
@quietly(400)
def test_broken_markup(reads: Reads, pieces: list[str]) -> None:
    reads("".join(pieces).encode("utf8", "surrogatepass"), ".html")


@given(
    data=st.sampled_from(MARKUP),
    pieces=st.lists(st.tuples(PLACE, PIECE), min_size=1, max_size=10),
)
@quietly(200)
def test_real_markup_with_tags_where_they_do_not_belong(reads: Reads, data: bytes, pieces: list[tuple[int, str]]) -> None:
    for place, piece in pieces:
        at = place % (len(data) + 1)
        data = data[:at] + piece.encode("utf8", "surrogatepass") + data[at:]
    reads(data, ".html")


@given(
    sentences=st.lists(SENTENCE, min_size=1, max_size=8),
    odd=st.lists(st.tuples(PLACE, st.sampled_from(ODD)), min_size=1, max_size=30),
    encoding=st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "cp1256"]),
    suffix=st.sampled_from([".txt", ".txt", ".html"]),
)
@quietly(450)
def test_odd_characters_in_news(reads: Reads, sentences: list[str], odd: list[tuple[int, str]], encoding: str, suffix: str) -> None:
    text = "\n".join([*NEWS[:2], *sentences])
    for place, characters in odd:
        at = place % (len(text) + 1)
        text = text[:at] + characters + text[at:]
    reads(text.encode(encoding, "replace" if encoding == "cp1256" else "surrogatepass"), suffix)


@given(text=st.text(max_size=200), encoding=st.sampled_from(["utf-8", "utf-16", "utf-16-be"]))
@quietly(150)
def test_any_text_in_news(reads: Reads, text: str, encoding: str) -> None:
    reads(f"{NEWS[0]}\n{text}\n{NEWS[1][:60]}{text}{NEWS[1][60:]}".encode(encoding, "surrogatepass"), ".txt")


@given(lines=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join), min_size=1, max_size=12))
@quietly(300)
def test_words_of_news_in_any_order(reads: Reads, lines: list[str]) -> None:
    reads("\n".join([NEWS[0], *lines]).encode(), ".txt")


@given(
    words=st.lists(st.sampled_from([*" ".join(NEWS).split(), *("«", "»", '"', "،", ".", "\n")]), min_size=20, max_size=150),
)
@quietly(300)
def test_four_sentences_in_any_order_of_words(reads: Reads, words: list[str]) -> None:
    reads(f"{' '.join(words)} .\n{NEWS[3]}".encode(), ".txt")


def test_a_whole_build_of_such_pages(tmp_path: Path) -> None:
    """What the steps find goes into tables and a database, too."""
    chance, raw = random.Random(3), tmp_path / "raw"
    raw.mkdir()
    for name, text in HARD.items():
        (raw / name).write_bytes(text.encode("utf8", "surrogatepass"))
    for number in range(40):
        data = chance.choice(REAL)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data) + 1)
            piece = chance.choice([*ODD, *LINKED_DATA, *OPENINGS.split(), "<p>", "</div>"]).encode("utf8", "surrogatepass")
            data = data[:at] + piece + data[at + chance.choice((0, 1, 300)) :]
        (raw / f"{number:02}{chance.choice(SUFFIXES)}").write_bytes(data)
    built = build.build(raw)
    database.write(built, tmp_path / "news.db")
    files = len(list(raw.iterdir()))
    paths = {*(row.raw_path for row in built.rows["articles"]), *(row.raw_path for row in built.rows["problems"])}
    assert len(paths) == files


def test_the_examples_reach_every_step(chain: Chain, tmp_path: Path) -> None:
    """The sentences that are broken above do give names, quotes, events and topics, whole."""
    (tmp_path / "a.txt").write_text("\n".join(NEWS))
    _, found = find_in(chain, tmp_path / "a.txt")
    assert not isinstance(found, Problem)
    assert len(found.article.paragraphs) == 4
    assert len(found.names.mentions) > 10
    assert found.names.roles
    assert found.quotes
    assert found.events
    assert found.topics
    assert re.search("لافروف", found.article.body)
