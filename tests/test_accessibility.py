"""axe-core finds nothing serious on any kind of page, on a phone and a wide screen, by day and by night, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browsing import HOW_TO_GET_IT, MISSING, serving
from tests.kinds import OTHERS, SUBJECTS, kinds

pytestmark = pytest.mark.skipif(MISSING, reason=HOW_TO_GET_IT)

WINDOWS: list[tuple[int, Literal["light", "dark"], str]] = [(390, "dark", ""), (1280, "light", "ar")]

AXE = Axe()


@pytest.fixture(scope="module")
def address(own_db: Path) -> Iterator[str]:
    with serving(own_db) as started:
        yield started


@pytest.fixture(scope="module")
def windows(browser: Browser) -> dict[int, Page]:
    """A page for each width, light or dark, in a language: opened once, for opening one costs more than going on to the next address."""
    opened = {}
    for width, scheme, language in WINDOWS:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
        context.add_init_script(f"localStorage.setItem('sijill-language', '{language}')")
        opened[width] = context.new_page()
    return opened


@pytest.mark.parametrize("width", [width for width, _, _ in WINDOWS])
@pytest.mark.parametrize("kind", [*OTHERS, *SUBJECTS])
def test_a_page_has_no_serious_fault(windows: dict[int, Page], address: str, own_db: Path, kind: str, width: int) -> None:
    page = windows[width]
    answer = page.goto(address + kinds(own_db)[kind])
    assert answer and answer.status == (404 if kind == "nothing" else 200)
    page.wait_for_function("[...document.querySelectorAll('figure.chart')].every((figure) => figure.querySelector('svg'))")
    faults = [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for fault in AXE.run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:3]
    ]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
