"""Datasette itself, for the reader's browser: Python in WebAssembly, the site in one zip, a page that shows its answers."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from pipeline.schema import TABLES
from publishing import fetched
from publishing.checksums import sha256
from publishing.site import ROOT, metadata

WEB = Path(__file__).resolve().parent / "web" / "live"
ENGINE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
OURS = (
    "pipeline/__init__.py",
    "pipeline/arabic.py",
    "pipeline/known_as.py",
    "pipeline/schema.py",
    "plugins/**/*.py",
    "publishing/__init__.py",
    "publishing/answering.py",
    "publishing/site.py",
    "reference/countries.csv",
    "static/vendor/countries-50m.json",
    "templates/*",
)
PACKAGES = ("datasette", "datasette-cluster-map")
LICENCE = re.compile(r"(?i)licen[cs]e|copying|notice|authors")
UNUSED = {"pip", "setuptools", "uvicorn", "hupper"}  # for a server's command line
WHOLE = 50_000_000  # bytes: a register that is no larger is loaded whole, as web/ranges.js says
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def live(register: Path, output: Path) -> None:
    """Write `output`/live, which serves ../data/news.db to whoever opens it. The same register gives the same bytes."""
    folder = output / "live"
    shutil.copytree(WEB, folder)
    (folder / "pyodide").mkdir()
    for name in ENGINE:
        (folder / "pyodide" / name).write_bytes(fetched.member("pyodide", name))
    lock = json.loads(fetched.member("pyodide", "pyodide-lock.json"))
    (folder / "pyodide" / "pyodide-lock.json").write_text(json.dumps(lock | {"packages": {}}), "utf8")
    _zip(folder / "site.zip")
    (folder / "inspect.json").write_text(json.dumps(_inspected(register)), "utf8")
    loaded = [folder / "site.zip", *(folder / "pyodide").iterdir(), *([register] if register.stat().st_size <= WHOLE else [])]
    (folder / "sizes.json").write_text(json.dumps({path.name: path.stat().st_size for path in sorted(loaded)}), "utf8")


def _inspected(register: Path) -> dict[str, object]:
    """What `datasette inspect` would tell of the register."""
    with closing(sqlite3.connect(f"{register.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        counts = {table.name: connection.execute(f"select count(*) from {table.name}").fetchone()[0] for table in TABLES}  # noqa: S608
    tables = {name: {"count": count} for name, count in counts.items()}
    return {register.stem: {"hash": sha256(register), "size": register.stat().st_size, "file": register.name, "tables": tables}}


def _zip(path: Path) -> None:
    """All that the browser's Python imports and reads, its packages without what was compiled for this machine."""
    contents = {name: file.read_bytes() for pattern in OURS for file in ROOT.glob(pattern) if file.is_file() for name in [_name(file)]}
    # As JSON, which is YAML too and which Datasette tries first: PyYAML without its compiled half takes seconds.
    contents["metadata.yml"] = json.dumps(metadata(), ensure_ascii=False).encode()
    for package in _needed(*PACKAGES):
        contents |= {f"packages/{name}": data for name, data in _files(package)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(contents):
            packed.writestr(zipfile.ZipInfo(name, LONG_AGO), contents[name], zipfile.ZIP_DEFLATED)


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _needed(*names: str) -> list[Distribution]:
    """These packages and what they need in turn, as they are installed here."""
    found: dict[str, Distribution] = {}
    wanted = list(names)
    while wanted:
        name = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        if name in found or name in UNUSED:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # of another platform
            continue
        requirements = map(Requirement, found[name].requires or ())
        wanted += [each.name for each in requirements if each.marker is None or each.marker.evaluate({"extra": ""})]
    return [found[name] for name in sorted(found)]


def _files(package: Distribution) -> Iterator[tuple[str, bytes]]:
    """The files of a package and its licences, without what is compiled, lies outside it or differs between installations."""
    for file in package.files or ():
        own = file.parts[0].endswith(".dist-info")
        if ".." in file.parts or file.suffix in {".pyc", ".so", ".pyi"} or ("static" in file.parts[:-1] and file.name != "app.css"):
            continue
        if own and file.name not in {"METADATA", "entry_points.txt"} and not LICENCE.match(file.name):
            continue
        yield file.as_posix(), Path(str(file.locate())).read_bytes()
