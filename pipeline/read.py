"""raw/ -> RawPage: bytes of a file to text, whatever its encoding; what cannot be read becomes a Problem."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag

from pipeline.arabic import ARABIC_LETTER
from pipeline.model import Declared, Problem, RawPage

SUFFIXES = {".txt", ".html", ".htm", ".xhtml"}
LARGEST = 16 * 1024 * 1024
LONGEST_LINE = 1_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ARABIC = re.compile(f"[{ARABIC_LETTER}]")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
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
    text = _decoded(data, "cp1256")
    if text is not None and len(_ARABIC.findall(text)) >= len(text) / 4 and len(_MOJIBAKE.findall(text)) < len(text) / 20:
        return text, "not UTF-8: read as cp1256"
    return None, "no text in any encoding that Arabic pages use"


def _decoded(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    """The text in that encoding, line ends made line feeds; None where it is none or full of control characters."""
    try:
        text = data.decode(encoding, errors)
    except (UnicodeError, LookupError):
        return None
    if len(_CONTROL.findall(text)) > len(text) / 200:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    pieces = "".join(_pieces(soup))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in pieces.split("\n"))
    return "\n".join(line for line in lines if line), declared


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

    def meta(*names: str) -> str | None:
        for name in names:
            tag = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
            if isinstance(tag, Tag) and str(tag.get("content") or "").strip():
                return str(tag["content"]).strip()
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
        or meta("article:published_time", "og:article:published_time", "pubdate", "date", "DC.date.issued"),
        author=_text(author) or meta("article:author", "author"),
        site=meta("og:site_name"),
        url=str(canonical.get("href") or "") if isinstance(canonical, Tag) else meta("og:url"),
    )


def _text(value: object) -> str | None:
    """The value where it is a text with something in it, halves of surrogate pairs left out."""
    return value.encode("utf8", "ignore").decode("utf8").strip() or None if isinstance(value, str) else None


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
