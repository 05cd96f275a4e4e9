"""What the tests share: raw/ built once, by the command that everybody uses."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser

from benchmarks.labelled import OWN, SHARED
from build import Chain
from pipeline import reference
from tests.browsing import browsing

ROOT = Path(__file__).resolve().parent.parent


def build(raw: Path, output: Path) -> None:
    """A database of a folder, by the command that everybody uses."""
    command = [sys.executable, "build.py", "--raw", str(raw), "--output", str(output)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr


@pytest.fixture(scope="session")
def build_of() -> Callable[[Path, Path], None]:
    """The build, for a folder of a test's own."""
    return build


@pytest.fixture(scope="session")
def news_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the five supplied pages."""
    output = tmp_path_factory.mktemp("site") / "news.db"
    build(ROOT / "raw", output)
    return output


@pytest.fixture(scope="session")
def own_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of our own labelled pages, without those that tell the same in HTML."""
    folder = tmp_path_factory.mktemp("own")
    raw = folder / "raw"
    raw.mkdir()
    for path in OWN[0].glob("*.txt"):
        shutil.copy(path, raw)
    build(raw, folder / "news.db")
    return folder / "news.db"


@pytest.fixture(scope="session")
def editions(news_db: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What was published of it, by how much of the texts is in it; `again` is `excerpt` once more."""
    folder = tmp_path_factory.mktemp("published")
    texts = {"full": "full", "excerpt": "excerpt", "none": "none", "again": "excerpt"}
    started = {name: _publishing(news_db, folder / name / "dist", text, str(seed)) for seed, (name, text) in enumerate(texts.items())}
    for name, process in started.items():
        _, said = process.communicate()
        assert process.returncode == 0, (name, said)
    return {name: folder / name / "dist" for name in texts}


def _publishing(register: Path, output: Path, text: str, seed: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "publish.py"), "--register", str(register), "--output", str(output), "--text", text]
    output.parent.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.Popen(command, cwd=output.parent, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


@pytest.fixture(scope="session")
def dist(editions: dict[str, Path]) -> Path:
    """What `make publish` makes of the five supplied pages."""
    return editions["excerpt"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium. For a module, not longer: while playwright runs, no other test can run a loop of its own."""
    with browsing() as started:
        yield started


@pytest.fixture(scope="session")
def connection(news_db: Path) -> Iterator[sqlite3.Connection]:
    """The same database, for reading only."""
    opened = sqlite3.connect(f"{news_db.as_uri()}?mode=ro", uri=True)
    opened.row_factory = sqlite3.Row
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def chain() -> Chain:
    """The steps of build.py, in process."""
    return Chain.of(reference.load())


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    """The scorer of ../shared, whose measures ours must be."""
    script = SHARED / "evaluate.py"
    if not script.exists():
        pytest.skip("not compared: ../shared is not here")
    spec = importlib.util.spec_from_file_location("evaluate", script)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
