"""The pages of the site as files, each link to where in the folder its page is, or to the live site."""

from __future__ import annotations

import asyncio
import html
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath
from posixpath import relpath
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from datasette.app import Datasette
from datasette.plugins import get_plugins

from pipeline.schema import TABLES
from plugins.show import feed
from plugins.show.registers import SUBJECTS, pages_of, rows
from publishing.downloads import downloads
from publishing.edition import Text
from publishing.site import ROOT, metadata, site

WEB = Path(__file__).resolve().parent / "web"
BASE = "/__root__/"
HOST = "http://localhost"
HOME, LIVE, DOWNLOADS = "index.html", "live/index.html", "data/index.html"
CHARSET = '<meta charset="utf-8">'
OURS = ("live/", "explorer/", "data/", "static/", "-/static/", "-/static-plugins/", "-/world.svg")
ALSO = ("feed.atom", "-/dataset.jsonld")
MARKERS = "_size=max&_labels=on&_shape=objects"  # as datasette-cluster-map asks for them
WHOLE = {"_size", "_stream", "_dl", "_labels"}  # what may be said of an export that is not of some rows alone

# Datasette 0.65 puts base_url twice before the address of its JSON.
_ROOT = rf"{BASE}(?:{BASE[1:]})?"
_ADDRESS = re.compile(rf"""(?P<host>{HOST})?{_ROOT}(?P<path>[^"'<>\s]*)""")
_SCRIPT = re.compile(r"(?P<tag><script(?![^>]*ld\+json)[^>]*>)(?P<code>.*?)(?P<end></script>)", re.DOTALL)
_IN_CODE = re.compile(rf"""(?P<mark>["']){_ROOT}(?P<path>[^"'<>\s]*)(?P=mark)""")
_JSON_OF_THE_PAGE = re.compile(r'<link rel="alternate" type="application/json\+datasette"[^>]*>')
_FORM = re.compile(rf"""(?P<tag><form\b[^>]*\baction="){_ROOT}(?P<path>[^"]*)(?P<rest>"[^>]*>)""")


class FreezingError(RuntimeError):
    """A page that the site does not give."""


@dataclass(frozen=True)
class Folder:
    """What of the site is a file in the folder: by its path on the site. `url` is where the folder will lie, or None."""

    files: Mapping[str, str]
    url: str | None = None

    def link(self, address: str, page: str) -> str:
        """Where an address of the site, without its beginning, is for a page of the folder; what is no file, the live site shows.

        >>> folder = Folder({"news/people/x": "news/people/x.html"})
        >>> folder.link("news/people/x#quotes", "news/articles/7.html")
        '../people/x.html#quotes'
        >>> folder.link("news/people?_sort=id", "index.html")
        'live/index.html?_path=%2Fnews%2Fpeople%3F_sort%3Did'
        """
        return quote(relpath(self._file(address), str(PurePosixPath(page).parent)), safe="/~") + self._rest(address)

    def absolute(self, address: str, page: str) -> str:
        """The same for what is to be told to others: with the folder's own address where that is known."""
        if self.url is None:
            return self.link(address, page)
        return f"{self.url.rstrip('/')}/{quote(self._file(address), safe='/~')}{self._rest(address)}"

    def _file(self, address: str) -> str:
        parts = urlsplit(address)
        if parts.path.startswith(OURS):
            return parts.path
        known = self.files.get(parts.path)
        return known if known and {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)} <= self._said_of(known) else LIVE

    def _rest(self, address: str) -> str:
        parts = urlsplit(address)
        asked = "?" + urlencode({"_path": f"/{address.partition('#')[0]}"}) if self._file(address) == LIVE and parts.path != LIVE else ""
        return asked + (f"#{parts.fragment}" if parts.fragment else "")

    @staticmethod
    def _said_of(file: str) -> set[str]:
        return WHOLE if file.startswith("data/") else set()


def frozen(register: Path, output: Path, text: Text, url: str | None) -> None:
    """Write the pages of a register to `output`, with all that they need. FreezingError where the site does not give one.

    The pages are those of the site's map: home, the tables, the questions, and whatever has a page of its own; and that of
    the downloads, which lie in `output`/data.
    """
    asyncio.run(_frozen(site(register, BASE, metadata() | {"published": str(text)}), output, url))


async def _frozen(datasette: Datasette, output: Path, url: str | None) -> None:
    pages = {path: f"{path}.html" if path else HOME for path in await _paths(datasette)}
    also = (*ALSO, *(_for_crawlers(len(pages)) if url else ()))
    folder = Folder(pages | _exported() | dict(zip(also, also, strict=True)), url)
    for path, file in pages.items():
        text = await _asked(datasette, path)
        _write(output / file, thawed(text, path, file, folder))
        if "datasette.cluster_map" in text:
            markers = {"rows": json.loads(await _asked(datasette, f"{path}.json?{MARKERS}"))["rows"], "next_url": None}
            for name in (f"{file}.json", f"{path}.json"):  # of a host that hides .html, too
                _write(output / name, json.dumps(markers, ensure_ascii=False))
    _write(output / DOWNLOADS, thawed(await downloads(datasette, output / "data"), DOWNLOADS, DOWNLOADS, folder))
    for path in also:
        _write(output / path, _readdressed(await _asked(datasette, path), path, folder))
    static(output)
    _write(output / "-/world.svg", await _asked(datasette, "-/world.svg"))
    _write(output / ".nojekyll", "")


async def _paths(datasette: Datasette) -> list[str]:
    """The pages of the site's map, and those of subjects that no article names, which pages link to."""
    database = datasette.get_database()
    page_of = pages_of(datasette, database)
    subjects = [
        page_of(table, *row.values())
        for table, subject in SUBJECTS.items()
        for row in await rows(database, f"select {subject.key} from {table} order by 1")  # noqa: S608 - our own names
    ]
    return [path.removeprefix(BASE) for path in dict.fromkeys([*await feed.pages(datasette), *subjects])]


def _exported() -> dict[str, str]:
    """The exports by the addresses under which the site has them."""
    tables = [table.name for table in TABLES]
    ends = {"csv": "csv", "json": "jsonl"}
    return {"news.db": "data/news.db"} | {
        f"news/{table}.{end}": f"data/{kind}/{table}.{kind}" for table in tables for end, kind in ends.items()
    }


def _for_crawlers(pages: int) -> list[str]:
    parts = -(-pages // feed.MOST_ADDRESSES)
    return ["robots.txt", "sitemap.xml", *(f"sitemap-{part}.xml" for part in range(1, parts + 1) if parts > 1)]


async def _asked(datasette: Datasette, path: str) -> str:
    answer = await datasette.client.request("GET", f"{HOST}{BASE}{path}", avoid_path_rewrites=True)
    if answer.status_code != 200:
        raise FreezingError(f"the site answered {answer.status_code} for /{path}")
    return str(answer.text)


def thawed(page: str, path: str, file: str, folder: Folder) -> str:
    """A page of the site as a file: its links lead to files, its forms and what its scripts ask for to the live site."""
    parts = _SCRIPT.split(page)
    told = []
    for at in range(0, len(parts) - 1, 4):
        markup, tag, code, end = parts[at : at + 4]
        told += [_markup(markup + tag, file, folder), _code(code, file, folder), end]
    told.append(_markup(parts[-1], file, folder))
    script = f'<script src="{folder.link("static/frozen.js", file)}" data-path="/{path}" data-live="{folder.link(LIVE, file)}"></script>'
    return _JSON_OF_THE_PAGE.sub("", "".join(told)).replace(CHARSET, f"{CHARSET}\n    {script}", 1)


def _markup(text: str, file: str, folder: Folder) -> str:
    def form(found: re.Match[str]) -> str:
        hidden = f'<input type="hidden" name="_path" value="/{found["path"]}">'
        return f"{found['tag']}{folder.link(LIVE, file)}{found['rest']}{hidden}"

    return _readdressed(_FORM.sub(form, text), file, folder)


def _readdressed(text: str, file: str, folder: Folder) -> str:
    def link(found: re.Match[str]) -> str:
        lead = folder.absolute if found["host"] else folder.link
        return html.escape(lead(html.unescape(found["path"]), file))

    return _ADDRESS.sub(link, text)


def _code(text: str, file: str, folder: Folder) -> str:
    """In a script an address is made whole: what a module imports it would else seek beside itself."""
    return _IN_CODE.sub(lambda found: f'new URL("{folder.link(found["path"], file)}", document.baseURI).href', text)


def static(output: Path) -> None:
    """Style sheets and scripts: ours, those of what is published, Datasette's, those of its plugins."""
    shutil.copytree(ROOT / "static", output / "static")
    for script in WEB.glob("*.js"):
        shutil.copy(script, output / "static")
    shutil.copytree(Path(str(files("datasette") / "static")), output / "-/static")
    for plugin in get_plugins():
        if plugin["static_path"]:
            shutil.copytree(plugin["static_path"], output / "-/static-plugins" / plugin["name"])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8", newline="\n")
