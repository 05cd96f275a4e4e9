"""What pages say, in both languages: phrases of the site, labels of columns and values, names."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from datasette.app import Datasette
from markupsafe import Markup, escape

from pipeline.arabic import arabic_share

LONGEST_IN_LINE = 60
_WITH_HYPHENS = re.compile(r"\b\d+(?:[-/]\w+)+")
_PHRASE = Markup(
    '<span class="ui" lang="ar" dir="rtl">{ar}</span><span class="ui or" aria-hidden="true"> · </span>'
    '<span class="ui" lang="en" dir="ltr">{en}</span>'
)
_SENTENCE = Markup('<span class="ui line" lang="ar" dir="rtl">{ar}</span> <span class="ui line" lang="en" dir="ltr">{en}</span>')
_ARABIC = Markup('<bdi lang="ar" dir="rtl">{text}</bdi>')
_LATIN = Markup('<bdi lang="en" dir="ltr">{text}</bdi>')


class Bilingual(NamedTuple):
    """One text in both languages."""

    ar: str
    en: str


def both(text: str) -> Bilingual:
    """Arabic and English of a title ("العنوان · Title") or a description (a line each); a text without either stands for both.

    >>> both("العنوان · Title").en, both("العنوان\\nTitle\\n").ar, both("id").ar
    ('Title', 'العنوان', 'id')
    """
    for between in ("\n", " · "):
        ar, found, en = text.strip().partition(between)
        if found:
            return Bilingual(ar.strip(), en.strip())
    return Bilingual(text.strip(), text.strip())


def phrase(ar: str, en: str | None = None) -> Markup:
    """A phrase of the site itself; long ones stand below each other. Who reads the site in one language alone sees one of the two."""
    text = both(ar) if en is None else Bilingual(ar, en)
    if text.ar == text.en and not isinstance(ar, Markup):
        return isolated(text.en)
    template = _SENTENCE if len(text.en) > LONGEST_IN_LINE else _PHRASE
    return template.format(ar=isolated(text.ar), en=isolated(text.en))


def directed(text: str | None) -> Markup:
    """A text of the data in its own direction and language."""
    if not text:
        return Markup("—")
    return (_ARABIC if arabic_share(text) >= 0.5 else _LATIN).format(text=text)


def isolated(text: str) -> Markup:
    """A text with its ISO dates and the like kept in their own direction: amid Arabic, 2020-07 would read as 07-2020.

    >>> str(isolated("شهر (2020-07)"))
    'شهر (<bdi dir="ltr">2020-07</bdi>)'
    """
    return Markup(_WITH_HYPHENS.sub(r'<bdi dir="ltr">\g<0></bdi>', str(escape(text))))  # noqa: S704 - escaped first


class Labels(NamedTuple):
    """What metadata.yml calls columns and the values that stand in them for something: `meeting`, `ticker`."""

    columns: dict[str, str]
    values: dict[str, str]

    @classmethod
    def of(cls, datasette: Datasette) -> Labels:
        """The labels of metadata.yml; what has none is called by its id."""
        labels: dict[str, Any] = datasette.metadata("labels") or {}
        return cls(labels.get("columns", {}), labels.get("values", {}))

    def column(self, name: str) -> Markup:
        """A column's heading: its Arabic label, and its id as words."""
        en = name.removesuffix("_id").removesuffix("_code").replace("_", " ")
        return phrase(self.columns[name], en) if name in self.columns else escape(en)

    def plain(self, name: str) -> str:
        """A column's heading where no markup can stand: in a choice, in a style sheet."""
        return f"{self.columns[name]} · {name}" if name in self.columns else name

    def value(self, id_: str | None) -> Markup:
        """What a value stands for."""
        if id_ is None:
            return Markup("—")
        return phrase(self.values[id_]) if id_ in self.values else directed(id_)
