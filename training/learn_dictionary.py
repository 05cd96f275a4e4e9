"""Learn reference/dictionary.txt: words of written Arabic, inflected as news inflects them.

    pip install wordfreq==3.1.1; apt-get install hunspell hunspell-ar
    python -m training.learn_dictionary

The most frequent words of wordfreq's Arabic list that Ayaspell's dictionary (hunspell-ar) accepts: what is frequent and in no
dictionary is a name or a slip of the pen. Folded, in the order of their code points. Neither tool is needed afterwards.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from pipeline.arabic import folded

OUTPUT = Path(__file__).resolve().parent.parent / "reference" / "dictionary.txt"
MOST_FREQUENT = 250_000
_WORD = re.compile("[\u0621-\u064a]{2,}")


def learn(frequent: list[str], unknown: set[str]) -> list[str]:
    """The frequent words that are not unknown, folded.

    >>> learn(["إلى", "لافروف", "قال"], {"لافروف"})
    ['الي', 'قال']
    """
    return sorted({folded(word) for word in frequent if _WORD.fullmatch(word) and word not in unknown})


def main() -> None:
    """Ask both and write the file."""
    from wordfreq import top_n_list  # type: ignore[import-not-found]  # noqa: PLC0415 - not one of the project's libraries

    frequent = top_n_list("ar", MOST_FREQUENT, wordlist="best")
    checked = subprocess.run(
        ["/usr/bin/hunspell", "-d", "ar", "-i", "utf-8", "-l"], input="\n".join(frequent), capture_output=True, text=True, check=True
    )
    OUTPUT.write_text("\n".join(learn(frequent, set(checked.stdout.split()))) + "\n", "utf8")


if __name__ == "__main__":
    main()
