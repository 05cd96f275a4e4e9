"""raw/ -> RawPage: bytes of a file to text, whatever its encoding; what cannot be read becomes a Problem."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag, XMLParsedAsHTMLWarning

from pipeline.arabic import ARABIC_LETTER
from pipeline.model import Declared, Problem, RawPage

# XHTML is read as HTML, as browsers do with what servers send.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)

SUFFIXES = {".txt", ".html", ".htm", ".xhtml"}
LARGEST = 16 * 1024 * 1024
CLOSE_TO_TITLE = 300
LONGEST_LINE = 1_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ARABIC = re.compile(f"[{ARABIC_LETTER}]")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ACCENTED = re.compile("[\u0621-\u064a][\u00c0-\u00ff]|[\u00c0-\u00ff][\u0621-\u064a]|[\x80-\x9f]")
_MOJIBAKE = re.compile("[طظ][^\u0621-\u064a\\s]")


def raw_paths(folder: Path) -> list[Path]:
    """Everything in the raw folder that looks like a page, in the order of its name; README.md is none."""
    return sorted(
        (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES), key=lambda path: path.relative_to(folder).as_posix()
    )


def read(path: Path, folder: Path) -> tuple[RawPage | None, tuple[Problem, ...]]:
    """A file of the raw folder as a page, and what was wrong with it. Never raises for what is in the file.

    A page that had to be mended (cp1256 undeclared, broken UTF-8) comes with the problem that says so.
    """
    name = _printable(path.relative_to(folder).as_posix())

    def refused(message: str) -> tuple[None, tuple[Problem, ...]]:
        return None, (Problem(name, "read", message),)

    try:
        if not path.is_file():
            return refused("not a file")
        if path.stat().st_size > LARGEST:
            return refused(f"larger than {LARGEST // 2**20} MB")
        data = path.read_bytes()
    except OSError as error:
        return refused(error.strerror or type(error).__name__)
    if not data.strip():
        return refused("empty")
    text, note = decode(data)
    if text is None:
        return refused(note)
    if "\0" in text:
        note = note or f"{text.count(chr(0))} NUL characters lost"
        text = text.replace("\0", "\ufffd")
    declared = Declared()
    if path.suffix.lower() != ".txt":
        text, declared = visible_text(text)
    if not _ARABIC.search(text):
        return refused("no Arabic letter in it")
    if max(map(len, text.split("\n"))) > LONGEST_LINE:
        return refused(f"a line of more than {LONGEST_LINE:,} characters")
    notes = (Problem(name, "read", note),) if note else ()
    return RawPage(name, hashlib.sha256(data).hexdigest(), text, declared), notes


def _printable(name: str) -> str:
    """A file's name as text: bytes of it that are no UTF-8 as \\x.."""
    return name.encode("utf8", "surrogateescape").decode("utf8", "backslashreplace")


def decode(data: bytes) -> tuple[str | None, str]:
    """Bytes as text, and what had to be assumed for it; no text for binary data, with the reason.

    Tried in turn: the byte order mark, UTF-8, the charset that the page declares, UTF-8 with a few broken
    bytes (read as U+FFFD), cp1256.

    >>> decode("مؤتمر صحفي في الجزائر".encode("cp1256"))
    ('مؤتمر صحفي في الجزائر', 'not UTF-8: read as cp1256')
    """
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    declared = _CHARSET.search(data[:4096])
    certain = [marked] if marked else ["utf-8", *([declared[1].decode("ascii")] if declared else [])]
    for encoding in certain:
        text = _decoded(data, encoding)
        if text is not None:
            return text, ""
    mended = _decoded(data, "utf-8", "replace")
    if mended is not None and mended.count("\ufffd") <= len(_ARABIC.findall(mended)) / 20:
        return mended, f"broken UTF-8: {mended.count(chr(0xFFFD))} characters lost"
    guessed = _guessed(data)
    if guessed is not None:
        return guessed
    return None, "no text in any encoding that Arabic pages use"


def _guessed(data: bytes) -> tuple[str, str] | None:
    """The text in the old encoding that reads most like Arabic, and its name; None where none does.

    UTF-16 without a mark has the high byte of Arabic letters at every second place. cp1256 and ISO-8859-6 share
    their first letters; read as the wrong one, the others become Latin letters with accents or nothing.
    """
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if high.count(6) > len(high) / 4 and (text := _decoded(data, encoding)) is not None:
            return text, f"no mark: read as {encoding}"
    candidates = [(text, encoding) for encoding in ("cp1256", "iso8859_6") if (text := _decoded(data, encoding)) is not None]
    best = max(candidates, key=lambda candidate: _arabic_minus_strange(candidate[0]), default=None)
    if best is None or _arabic_minus_strange(best[0]) < len(best[0]) / 4:
        return None
    return best[0], f"not UTF-8: read as {best[1]}"


def _arabic_minus_strange(text: str) -> int:
    """Arabic letters less what stands among them only when the encoding is wrong."""
    return len(_ARABIC.findall(text)) - 5 * len(_MOJIBAKE.findall(text)) - 5 * len(_ACCENTED.findall(text))


def _decoded(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    """The text in that encoding, line ends made line feeds; None where it is none or full of control characters."""
    try:
        text = data.decode(encoding, errors)
    except (UnicodeError, LookupError):
        return None
    if len(_CONTROL.findall(text)) > len(text) / 200:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


_HIDDEN_CLASSES = {"sr-only", "visually-hidden", "screen-reader-text", "d-none"}
_SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "select", "option", "button", "head")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)


def visible_text(markup: str) -> tuple[str, Declared]:
    """The text that a browser would show of an HTML page, a block a line, and what its head declares.

    >>> visible_text("<h1>قمة</h1><p>قال <b>الوزير</b></p><script>x</script>")[0]
    'قمة\\nقال الوزير'
    """
    soup = BeautifulSoup(markup, "lxml")
    declared = _declared(soup)
    for tag in soup.find_all(_SILENT):
        tag.decompose()
    whole = len(soup.get_text())
    for tag in [tag for tag in soup.find_all(_is_hidden) if len(tag.get_text()) < whole / 3]:
        if not tag.decomposed:
            tag.decompose()
    pieces = "".join(_pieces(soup))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in pieces.split("\n"))
    return "\n".join(line for line in lines if line), declared


def _is_hidden(tag: Tag) -> bool:
    """Whether a browser would not show an element, as far as its own attributes say."""
    style = re.sub(r"\s", "", str(tag.get("style") or "")).lower()
    classes = " ".join(each for each in tag.get_attribute_list("class") if each).split()
    return tag.has_attr("hidden") or "display:none" in style or "visibility:hidden" in style or bool(_HIDDEN_CLASSES & set(classes))


def _pieces(soup: BeautifulSoup) -> Iterator[str]:
    """The strings of a page in its order, with a line feed around every block."""
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name in _BLOCKS:
                yield "\n"
        elif not isinstance(node, Comment):
            yield re.sub(r"\s+", " ", str(node))
            parent = node.parent
            if parent is not None and parent.name in _BLOCKS and node.next_sibling is None:
                yield "\n"


def _declared(soup: BeautifulSoup) -> Declared:
    """What JSON-LD and meta tags say of the article."""
    data = _json_ld(soup)

    def item(name: str) -> str | None:
        tag = soup.find(True, attrs={"itemprop": name})
        return _text(tag.get("content") or tag.get("datetime")) if isinstance(tag, Tag) else None

    def meta(*names: str) -> str | None:
        for name in names:
            tag = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
            content = _text(tag.get("content")) if isinstance(tag, Tag) else None
            if content is not None:
                return content
        return None

    author = data.get("author")
    if isinstance(author, list):
        author = author[0] if author else None
    if isinstance(author, dict):
        author = author.get("name")
    canonical = soup.find("link", rel="canonical")
    return Declared(
        title=_text(data.get("headline")) or meta("og:title", "twitter:title"),
        published=_text(data.get("datePublished"))
        or meta("article:published_time", "og:article:published_time", "pubdate", "date", "DC.date.issued")
        or _time_by_title(soup),
        author=_text(author) or meta("article:author", "author"),
        site=meta("og:site_name"),
        url=str(canonical.get("href") or "") if isinstance(canonical, Tag) else meta("og:url"),
    )


def _time_by_title(soup: BeautifulSoup) -> str | None:
    """The <time datetime> that follows the headline closely, or the only one of the page."""
    times = soup.find_all("time", attrs={"datetime": True})
    if len(times) == 1:
        return str(times[0]["datetime"])
    title = soup.find("h1")
    between = 0
    for node in title.next_elements if isinstance(title, Tag) else ():
        if isinstance(node, Tag) and node.name == "time" and node.has_attr("datetime"):
            return str(node["datetime"])
        between += 0 if isinstance(node, Tag) else len(str(node).strip())
        if between > CLOSE_TO_TITLE:
            return None
    return None


def _text(value: object) -> str | None:
    """The value where it is a text with something in it; control characters and halves of surrogate pairs left out."""
    return _CONTROL.sub("", value).encode("utf8", "ignore").decode("utf8").strip() or None if isinstance(value, str) else None


def _json_ld(soup: BeautifulSoup) -> dict[str, Any]:
    """The first JSON-LD object of a news article, or an empty one."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.string or "", strict=False)
        except (ValueError, RecursionError):
            continue
        listed = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for each in listed if isinstance(listed, list) else []:
            if isinstance(each, dict) and "Article" in str(each.get("@type")):
                return each
    return {}
