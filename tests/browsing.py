"""A real server and a real browser, for the tests and for the pictures of the README."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Where it is missing, the tests that need it are skipped with a plain word; in CI they never are.
MISSING = not Path(CHROMIUM).exists() and not os.environ.get("CI")
HOW_TO_GET_IT = "chromium is not installed (apt-get install chromium)"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves the machine, whatever a page asks for
]
START_SECONDS = 30.0
# How many places the markers of a map stand for.
MARKERS = """() => [...document.querySelectorAll('.leaflet-marker-icon')]
    .reduce((sum, icon) => sum + (icon.matches('.marker-cluster') ? Number(icon.innerText) : 1), 0)"""


@dataclass
class Visit:
    """A page, what it asked for outside, and the errors that it told. That it gets nothing from outside is the flags' doing."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page and wait until it asks for nothing more."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def note_request(self, request: Request) -> None:
        """Keep what is asked of another than the site."""
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def note_message(self, message: ConsoleMessage) -> None:
        """Keep what the console tells as an error."""
        if message.type == "error" and message.location.get("url") not in self.outside:
            self.errors.append(message.text)


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visit]:
    """A page of a browser of its own, watched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page(), address)
    context.on("request", visit.note_request)
    visit.page.on("console", visit.note_message)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    yield visit
    context.close()


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """The address of a host that knows nothing but the files of a folder: `python -m http.server`."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]
    with _running(command, address):
        yield address


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The address of a server of this database, started as `make serve` starts it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with _running(_serve_command(database, port), address):
        yield address


@contextmanager
def _running(command: list[str], address: str) -> Iterator[None]:
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(address, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _serve_command(database: Path, port: int) -> list[str]:
    said = shlex.split(make_says("serve", f"PORT={port}"))
    return [sys.executable, *(str(database) if word == "news.db" else word for word in said[1:])]


def make_says(target: str, *variables: str) -> str:
    """The command by which make serves."""
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    told = subprocess.run(["make", "--dry-run", target, *variables], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return next(line for line in told.stdout.splitlines() if "datasette serve" in line)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return once a server answers; RuntimeError where it ends or does not begin to."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer on {address}")
