"""The servers: `make serve`, `make serve-immutable` and the Dockerfile serve the same site; the real ones where they can run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

from publishing.site import SETTINGS
from tests.browsing import ROOT, free_port, make_says, wait_for

SITE = re.compile(r"--setting (\w+) (\S+)|--(metadata|plugins-dir) (\S+)")


def site_of(command: str) -> set[tuple[str, ...]]:
    return {tuple(filter(None, found)) for found in SITE.findall(command)}


def docker_command() -> str:
    told = (ROOT / "Dockerfile").read_text("utf8").replace("\\\n", " ")
    return " ".join(json.loads(re.findall(r"^CMD (\[.*\])$", told, re.M)[-1]))


def test_all_serve_with_the_same_settings() -> None:
    told = site_of(make_says("serve", "PORT=1"))
    assert {("metadata", "metadata.yml"), ("plugins-dir", "plugins"), ("suggest_facets", "off")} == told
    assert site_of(make_says("serve-immutable", "PORT=1")) == told
    assert site_of(docker_command()) == told
    assert {name: value for name, value in told if name in SETTINGS} == {name: "on" if value else "off" for name, value in SETTINGS.items()}
    for command in (make_says("serve-immutable", "PORT=1"), docker_command()):
        assert "--immutable news.db --inspect-file inspect.json" in command


def test_the_image_has_all_that_the_site_needs_and_no_more_rights_than_it_needs() -> None:
    told = (ROOT / "Dockerfile").read_text("utf8")
    copied = {path.rstrip("/") for line in re.findall(r"^COPY (.*)$", told, re.M) for path in line.split()[:-1]}
    assert {"pipeline", "plugins", "templates", "static", "reference", "metadata.yml", "requirements.txt"} <= copied
    ignored = (ROOT / ".dockerignore").read_text("utf8")
    assert all(f"!{path}" in ignored for path in copied if "$" not in path)
    assert re.search(r"^FROM python:3\.11\.\d+-\S+$", told, re.M)
    assert told.index("\nUSER sijill") < told.index("\nHEALTHCHECK") < told.rindex("\nCMD")
    assert "ARG REGISTER=dist/data/news.db" in told


def test_what_the_image_copies_serves_the_site(dist: Path, tmp_path: Path) -> None:
    """The Dockerfile's steps without Docker: its files in a folder of their own, its inspection, its command, its health check."""
    for folder in ("pipeline", "plugins", "templates", "static", "reference"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "metadata.yml").symlink_to(ROOT / "metadata.yml")
    (tmp_path / "news.db").symlink_to(dist / "data/news.db")
    python, port = sys.executable, free_port()
    subprocess.run([python, "-m", "datasette", "inspect", "news.db", "--inspect-file", "inspect.json"], cwd=tmp_path, check=True)
    command = docker_command().replace("0.0.0.0", "127.0.0.1").replace("8001", str(port)).split()
    server = subprocess.Popen([python, *command[1:]], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/-/versions.json", server)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/news/people/sergey-lavrov") as answer:
            assert "سيرغي لافروف" in answer.read().decode()
    finally:
        server.terminate()
        server.wait(timeout=10)
