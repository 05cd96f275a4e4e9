"""The ratchet: what evaluate.py measures may only rise.

    python -m benchmarks.ratchet

builds the supplied pages and the measured ones of ../shared, scores both, and raises tests/scores.json where a figure
has risen. It never lowers one: where a lower figure is meant, edit the file and say why in the commit.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.labelled import DEV_HTML, DEV_TEXT, OWN, PROJECT, SHARED, SUPPLIED, is_read

SCORES = PROJECT / "tests" / "scores.json"
# Each set: the pages that are built, their labels, and the text pages that the labels' offsets count in.
SETS = {
    "gold": (*SUPPLIED, SUPPLIED[0]),
    "dev": (*DEV_TEXT, DEV_TEXT[0]),
    "html": (*DEV_HTML, DEV_TEXT[0]),
    "own": (*OWN, OWN[0]),
}
TOLERANCE = 0.0005

Scores = dict[str, dict[str, float]]


def measure() -> Scores:
    """The F1 of every figure of evaluate.py, for each set of labelled pages, of databases built anew.

    A set is scored on the pages that it has: the four of html are a part of dev, and own are the text pages of tests/.
    """
    measured: Scores = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (pages, gold, texts) in SETS.items():
            db = Path(folder) / f"{name}.db"
            raw = _once(pages, Path(folder) / name)
            _run(PROJECT / "build.py", "--raw", raw, "--output", db)
            only = ",".join(sorted(page.stem for page in raw.iterdir()))
            told = _run(SHARED / "evaluate.py", "--db", db, "--gold", gold, "--raw", texts, "--only", only, "--json")
            measured[name] = {figure: values[2] for figure, values in json.loads(told).items()}
    return measured


def _once(pages: Path, folder: Path) -> Path:
    """A folder with every page once: as text where it is there as HTML too."""
    folder.mkdir()
    for page in pages.iterdir():
        if is_read(page):
            shutil.copyfile(page, folder / page.name)
    return folder


def _run(script: Path, *options: object) -> str:
    """What a script of ours prints; a failure of it is ours."""
    done = subprocess.run([sys.executable, str(script), *map(str, options)], cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{script.name} failed:\n{done.stderr}")
    return done.stdout


def committed() -> Scores:
    """The figures that the project has reached before."""
    scores: Scores = json.loads(SCORES.read_text("utf8")) if SCORES.exists() else {}
    return scores


def changes(before: Scores, now: Scores) -> tuple[list[str], list[str]]:
    """What has fallen and what has risen, a line each. A figure that is measured no more has fallen.

    >>> changes({"gold": {"people": 0.95, "body": 1.0}}, {"gold": {"people": 0.96, "body": 0.9}})
    (['gold body fell from 1.000 to 0.900'], ['gold people rose from 0.950 to 0.960'])
    """
    fallen, risen = [], []
    for name in dict.fromkeys([*before, *now]):
        old, new = before.get(name, {}), now.get(name, {})
        for figure in dict.fromkeys([*old, *new]):
            was, is_ = old.get(figure), new.get(figure)
            if is_ is None:
                fallen.append(f"{name} {figure} is measured no more")
            elif was is None:
                risen.append(f"{name} {figure} is new: {is_:.3f}")
            elif is_ < was - TOLERANCE:
                fallen.append(f"{name} {figure} fell from {was:.3f} to {is_:.3f}")
            elif is_ > was + TOLERANCE:
                risen.append(f"{name} {figure} rose from {was:.3f} to {is_:.3f}")
    return fallen, risen


def raised(before: Scores, now: Scores) -> Scores:
    """The higher of both, figure by figure.

    >>> raised({"gold": {"people": 0.95, "body": 1.0}}, {"gold": {"people": 0.96, "body": 0.9}})
    {'gold': {'people': 0.96, 'body': 1.0}}
    """
    return {
        name: {
            figure: max(before.get(name, {}).get(figure, 0.0), now.get(name, {}).get(figure, 0.0))
            for figure in dict.fromkeys([*before.get(name, {}), *now.get(name, {})])
        }
        for name in dict.fromkeys([*before, *now])
    }


def main() -> int:
    if not (SHARED / "evaluate.py").exists():
        print("scores not compared: ../shared is not here")
        return 2
    before, now = committed(), measure()
    fallen, risen = changes(before, now)
    print("\n".join([*fallen, *risen]) or "every figure is as it was")
    SCORES.write_text(json.dumps(raised(before, now), indent=1) + "\n", "utf8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
