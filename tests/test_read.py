"""Bytes to text: every encoding and every kind of file that a raw folder may hold."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read import LARGEST, LONGEST_LINE, decode, raw_paths, read, visible_text

NEWS = "أعلن وزير الخارجية الجزائري، أمس، أن بلاده تدعم الحل السياسي في ليبيا.\nوأضاف: «لا حل عسكري».\n"
PLAIN = "أعلن وزير الخارجية الجزائري، أمس، أن بلاده تدعم الحل السياسي في ليبيا.\nوأضاف: لا حل عسكري.\n"

# Bytes, the text in them, and how the note begins (empty where nothing had to be assumed).
ENCODINGS = [
    ("UTF-8", NEWS.encode(), NEWS, ""),
    ("UTF-8 with a mark", codecs.BOM_UTF8 + NEWS.encode(), NEWS, ""),
    ("UTF-16, little end first", codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le"), NEWS, ""),
    ("UTF-16, big end first", codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"), NEWS, ""),
    ("cp1256 undeclared", NEWS.encode("cp1256"), NEWS, "not UTF-8: read as cp1256"),
    ("UTF-16 without a mark", NEWS.encode("utf-16-le"), NEWS, "no mark: read as utf-16-le"),
    ("big-endian UTF-16 without a mark", NEWS.encode("utf-16-be"), NEWS, "no mark: read as utf-16-be"),
    ("ISO-8859-6 undeclared", PLAIN.encode("iso8859_6"), PLAIN, "not UTF-8: read as iso8859_6"),
    ("ISO-8859-6 declared", b"charset=ISO-8859-6 " + PLAIN.encode("iso8859_6"), "charset=ISO-8859-6 " + PLAIN, ""),
    ("cp1256 declared", b'<meta charset="windows-1256">' + NEWS.encode("cp1256"), '<meta charset="windows-1256">' + NEWS, ""),
    (
        "cp1256 declared the old way",
        b"<meta content='text/html; charset=windows-1256'>\xd1",
        "<meta content='text/html; charset=windows-1256'>ر",
        "",
    ),
    (
        "ISO 8859-6 declared",
        b"<meta charset=iso-8859-6>" + "أعلن وزير الخارجية".encode("iso-8859-6"),
        "<meta charset=iso-8859-6>أعلن وزير الخارجية",
        "",
    ),
    ("UTF-8 wrongly declared", b'<meta charset="windows-1256">' + NEWS.encode(), '<meta charset="windows-1256">' + NEWS, ""),
    (
        "a charset that is none",
        b'<meta charset="klingon">' + NEWS.encode("cp1256"),
        '<meta charset="klingon">' + NEWS,
        "not UTF-8: read as cp1256",
    ),
    ("line ends of Windows", NEWS.replace("\n", "\r\n").encode(), NEWS, ""),
    ("line ends of the old Mac", NEWS.replace("\n", "\r").encode(), NEWS, ""),
    ("one broken byte", NEWS.encode() + b"\xff", NEWS + "\ufffd", "broken UTF-8: 1 "),
    ("a letter cut in two", NEWS.encode() + "ي".encode()[:1], NEWS + "\ufffd", "broken UTF-8: 1 "),
    ("Latin letters", b"Algiers", "Algiers", ""),
]


@pytest.mark.parametrize(("data", "text", "note"), [case[1:] for case in ENCODINGS], ids=[case[0] for case in ENCODINGS])
def test_encodings(data: bytes, text: str, note: str) -> None:
    found, said = decode(data)
    assert found == text
    assert said.startswith(note)
    assert bool(said) == bool(note)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"%PDF-1.7\n\x00\x01\x02\x03\xe2\xe3\xcf\xd3" * 20,
        NEWS.encode("utf-32"),
    ],
    ids=["all bytes", "a picture", "a PDF", "UTF-32"],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    found, said = decode(data)
    assert found is None
    assert said


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    text, note = decode(data)
    assert text is not None or note
    assert text is None or ("\r" not in text and not any("\ud800" <= character <= "\udfff" for character in text))


@given(st.text(st.characters(codec="cp1256", exclude_categories=["Cc"]), max_size=80))
@settings(max_examples=50)
def test_what_is_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode((NEWS + text).encode()) == (NEWS + text, "")


# Markup, and what a browser shows of it, a block a line.
VISIBLE = [
    ("<h1>قمة</h1><p>قال <b>الوزير</b></p>", "قمة\nقال الوزير"),
    ("<p>قال<br>الوزير</p>", "قال\nالوزير"),
    ("<p>قال\n  الوزير</p>", "قال الوزير"),
    ("<p>قال&nbsp;الوزير &laquo;نعم&raquo;</p>", "قال الوزير «نعم»"),
    ("<div>واحد<div>اثنان</div>ثلاثة</div>", "واحد\nاثنان\nثلاثة"),
    ("<ul><li>واحد</li><li>اثنان</li></ul>", "واحد\nاثنان"),
    ("<p>ال<span>جزائ</span>ر</p>", "الجزائر"),
    ("<p>نص</p><script>x = 'سر'</script><style>سر</style>", "نص"),
    ("<p>نص<!-- سر --></p><noscript>سر</noscript><template>سر</template>", "نص"),
    ("<table><tr><td>واحد</td><td>اثنان</td></tr></table>", "واحد\nاثنان"),
    ("<title>عنوان</title><p>نص", "نص"),
    ("<p>نص بلا نهاية<p>وآخر", "نص بلا نهاية\nوآخر"),
    ("<select><option>سر</option></select><p>نص</p>", "نص"),
    ("نص بلا وسوم", "نص بلا وسوم"),
    ("", ""),
]


@pytest.mark.parametrize(("markup", "expected"), VISIBLE)
def test_visible_text(markup: str, expected: str) -> None:
    assert visible_text(markup)[0] == expected


def ld(data: str) -> str:
    return f'<head><script type="application/ld+json">{data}</script></head>'


# Markup, the field of Declared, and what it says.
DECLARED = [
    ('<meta property="og:title" content=" قمة الجزائر ">', "title", "قمة الجزائر"),
    ('<meta name="twitter:title" content="قمة">', "title", "قمة"),
    ('<meta property="og:title" content="">', "title", None),
    (ld('{"@type": "NewsArticle", "headline": "قمة"}') + '<meta property="og:title" content="موقع">', "title", "قمة"),
    (ld('[{"@type": "Organization"}, {"@type": "Article", "headline": "قمة"}]'), "title", "قمة"),
    (ld('{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "قمة"}]}'), "title", "قمة"),
    (ld('{"@type": "Organization", "headline": "قمة"}'), "title", None),
    (ld("{broken"), "title", None),
    (ld("null"), "title", None),
    (ld('{"@graph": null}'), "title", None),
    (ld('{"@type": "NewsArticle", "headline": 7}'), "title", None),
    (ld('{"@type": "NewsArticle", "headline": "سطر\nوآخر"}'), "title", "سطر\nوآخر"),
    ('<meta property="article:published_time" content="2020-07-23T10:00">', "published", "2020-07-23T10:00"),
    (ld('{"@type": "NewsArticle", "datePublished": "2020-07-23"}'), "published", "2020-07-23"),
    (ld('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "ربيعة"}}'), "author", "ربيعة"),
    (ld('{"@type": "NewsArticle", "author": [{"name": "ربيعة"}, {"name": "آخر"}]}'), "author", "ربيعة"),
    (ld('{"@type": "NewsArticle", "author": []}'), "author", None),
    ('<meta name="author" content="ربيعة">', "author", "ربيعة"),
    ('<meta property="og:site_name" content="المساء">', "site", "المساء"),
    ('<link rel="canonical" href="https://el-massa.com/1">', "url", "https://el-massa.com/1"),
    ('<meta property="og:url" content="https://el-massa.com/2">', "url", "https://el-massa.com/2"),
    ("<p>لا شيء</p>", "title", None),
]


@pytest.mark.parametrize(("markup", "field", "expected"), DECLARED)
def test_declared(markup: str, field: str, expected: str | None) -> None:
    assert getattr(visible_text(markup)[1], field) == expected


# Name, content, and the end of the message; None where the page is sound.
FILES = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \r\n\t ", "empty"),
    ("a.txt", b"no Arabic here", "no Arabic letter in it"),
    ("a.html", "<script>الجزائر</script>".encode(), "no Arabic letter in it"),
    ("a.txt", b"\x00\x01\x02" * 99, "no text in any encoding that Arabic pages use"),
    ("a.txt", ("ا" * (LONGEST_LINE + 1)).encode(), "a line of more than 1,000,000 characters"),
    ("a.txt", b"a" * (LARGEST + 1), "larger than 16 MB"),
    ("a.txt", NEWS.encode(), None),
    ("a.HTM", f"<p>{NEWS}</p>".encode(), None),
    ("صفحة أولى.txt", NEWS.encode(), None),
]


@pytest.mark.parametrize(("name", "data", "message"), FILES)
def test_read(tmp_path: Path, name: str, data: bytes, message: str | None) -> None:
    (tmp_path / name).write_bytes(data)
    page, problems = read(tmp_path / name, tmp_path)
    if message is None:
        assert page is not None
        assert (page.path, page.sha256, problems) == (name, hashlib.sha256(data).hexdigest(), ())
    else:
        assert page is None
        [problem] = problems
        assert (problem.raw_path, problem.stage) == (name, "read")
        assert problem.message == message


def test_a_mended_page_comes_with_its_note(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(NEWS.encode("cp1256"))
    page, [note] = read(tmp_path / "a.txt", tmp_path)
    assert page is not None
    assert page.text == NEWS
    assert (note.raw_path, note.stage, note.message) == ("a.txt", "read", "not UTF-8: read as cp1256")


def test_a_folder_and_a_link_to_nowhere_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    for name in ("folder.txt", "dangling.txt", "missing.txt"):
        page, [problem] = read(tmp_path / name, tmp_path)
        assert (page, problem.message) == (None, "not a file")


def test_pages_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["b.txt", "a.html", "z/1.txt", "أ.htm", "B.TXT", "10.xhtml", "2.txt"]
    for name in [*names, "README.md", "a.json", "a.txt.gz", ".gitkeep", "notes"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS)
    assert [path.relative_to(tmp_path).as_posix() for path in raw_paths(tmp_path)] == sorted(names)


def test_an_empty_folder_has_no_pages(tmp_path: Path) -> None:
    assert raw_paths(tmp_path) == []
