"""What the build costs, as ratios to starting Python with the libraries that it imports.

    python -m benchmarks.build [--rounds N] [--copies N]

Three commands run in turn, again and again, so that a slow minute of the machine slows all of them; the medians
count. Ratios are what to compare: seconds and megabytes are this machine's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LIBRARIES = "ahocorasick, argparse, bs4, csv, hashlib, json, lxml.etree, msgspec, sqlite3, yaml"


@dataclass(slots=True)
class Runs:
    """What the runs of one command took: seconds on the clock and megabytes at the most."""

    name: str
    command: list[str]
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def once(self) -> None:
        """Run the command and note what it took."""
        started = time.perf_counter()
        process = subprocess.Popen(self.command, cwd=PROJECT, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - started)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{self.name} ended with {process.returncode}")
        self.megabytes.append(usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))

    @property
    def time(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)

    @property
    def memory(self) -> float:
        """The median of the megabytes."""
        return statistics.median(self.megabytes)


def copied(pages: list[Path], copies: int, folder: Path) -> Path:
    """The pages, so many times, under other names."""
    folder.mkdir()
    for page in pages:
        for number in range(copies):
            shutil.copyfile(page, folder / f"{number:04}-{page.name}")
    return folder


def ratio(costs: list[float], least: list[float]) -> float:
    """The median over the rounds of one command's cost by another's in the same round."""
    return statistics.median(cost / base for cost, base in zip(costs, least, strict=True))


def report(runs: list[Runs], articles: int, more: int) -> str:
    """The table of what was measured."""
    lines = [f"{'':34}{'time':>9}{'ratio':>8}{'peak':>10}{'ratio':>8}"]
    for each in runs:
        times, memories = ratio(each.seconds, runs[0].seconds), ratio(each.megabytes, runs[0].megabytes)
        lines.append(f"{each.name:34}{each.time:7.2f} s{times:8.2f}{each.memory:7.0f} MB{memories:8.2f}")
    steady = statistics.median((long - short) / (more - articles) for long, short in zip(runs[2].seconds, runs[1].seconds, strict=True))
    lines.append("")
    lines.append(f"steady state: {1 / steady:.0f} articles a second; an article costs {steady / runs[0].time:.4f} of starting Python")
    lines.append(f"an article's memory: {1000 * (runs[2].memory - runs[1].memory) / (more - articles):.0f} kB")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="What the build costs.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command runs (default: 5)")
    parser.add_argument("--copies", type=int, default=200, help="how often each page is copied for the steady state (default: 200)")
    options = parser.parse_args()
    pages = sorted((PROJECT / "raw").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        many = copied(pages, options.copies, Path(folder) / "many")
        build = [sys.executable, "build.py", "--output", str(Path(folder) / "news.db"), "--raw"]
        runs = [
            Runs("Python and the libraries", [sys.executable, "-c", f"import {LIBRARIES}"]),
            Runs(f"build of raw/ ({len(pages)} articles)", [*build, "raw"]),
            Runs(f"build of {len(pages) * options.copies:,} articles", [*build, str(many)]),
        ]
        for _ in range(options.rounds):
            for each in runs:
                each.once()
    print(report(runs, len(pages), len(pages) * options.copies))
    return 0


if __name__ == "__main__":
    sys.exit(main())
