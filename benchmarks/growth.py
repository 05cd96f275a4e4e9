"""How the cost of a page grows with its size, on pages that hold data: a line of base64, rules of dashes, hidden elements.

    python -m benchmarks.growth

Four times the page should cost about four times as much; sixteen times is a page that never ends.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from build import build

SMALL, LARGE = 8_000, 32_000
NEWS = (
    "الجزائر وروسيا تبحثان الوضع في ليبيا",
    "3 ماي 2020",
    "استقبل وزير الخارجية الجزائري صبري بوقدوم، الأحد، نظيره الروسي سيرغي لافروف، وبحثا الوضع في ليبيا ومالي وسبل التعاون بين البلدين.",
)
PAGES: dict[str, Callable[[int], str]] = {
    "letters.txt": lambda size: "\n".join([*NEWS, "a" * size]),
    "digits.txt": lambda size: "\n".join([*NEWS, "1" * size]),
    "dashes.txt": lambda size: "\n".join([*NEWS, "-" * size]),
    "dots.txt": lambda size: "\n".join([*NEWS, "a." * size]),
    "quotes.txt": lambda size: "\n".join([*NEWS, " «قال" * size]),
    "harakat.txt": lambda size: "\n".join([*NEWS, "ا" + "\u064b" * size]),
    "spaces.txt": lambda size: "\n".join([*NEWS, "ا" + " " * size + "ا"]),
    "lines.txt": lambda size: "\n".join([*NEWS, *["خبر قصير"] * size]),
    "hidden.html": lambda size: "<i hidden>ا</i>" * (size // 4) + "".join(f"<p>{line}</p>" for line in NEWS),
    "nested.html": lambda size: "<div>" * size + NEWS[2],
    "breaks.html": lambda size: "ا<br>" * size + NEWS[2],
}


def seconds(name: str, size: int) -> float:
    """What building one such page takes."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_text(PAGES[name](size), "utf8")
        started = time.perf_counter()
        build(Path(folder))
        return time.perf_counter() - started


def main() -> None:
    """Print the ratio of a large page's cost to that of one a quarter as large, the bare build taken off."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        started = time.perf_counter()
        build(Path(folder))
        bare = time.perf_counter() - started
    for name in PAGES:
        small, large = seconds(name, SMALL) - bare, seconds(name, LARGE) - bare
        print(f"{name:14}{small:8.2f} s{large:8.2f} s{large / max(small, 0.01):8.1f}", flush=True)


if __name__ == "__main__":
    main()
