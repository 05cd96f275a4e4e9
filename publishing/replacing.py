"""A folder written whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OURS = "data/SHA256SUMS"


class ReplacingError(RuntimeError):
    """There is something else where the folder is to be."""


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """An empty folder to write into, beside `output`: it takes its place at the end, or goes on an error.

    What is replaced must be empty or have been published before: whoever says `--output .` loses nothing.
    """
    output = output.resolve()
    if output.exists() and not (output / OURS).is_file() and (not output.is_dir() or any(output.iterdir())):
        raise ReplacingError(f"{output} holds something else than what was published: name another folder, or empty it")
    partial, former = (output.with_name(f"{output.name}.{end}") for end in ("partial", "former"))
    for left in (partial, former):
        shutil.rmtree(left, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        yield partial
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    if output.exists():
        output.replace(former)
    partial.replace(output)
    shutil.rmtree(former, ignore_errors=True)
