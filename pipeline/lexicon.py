"""What a word may be in a name or beside one: a given name, a title, a word of news, a verb of speech, a link.

A word is judged once, whatever text it stands in; what depends on the text is for the finders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.arabic import Word, folded, stems
from pipeline.reference import Reference, folded_set

FATHERS = frozenset(("بن", "ابن", "بنت", "ولد", "منت"))
ENDINGS = ("تهما", "تهم", "تها", "ته", "هما", "ها", "هم", "نا", "ات", "ان", "ين", "ون", "تا", "وا", "ه", "ا", "ت", "ي")
_ENDINGS_BY_LAST = {last: tuple(ending for ending in ENDINGS if ending[-1] == last) for last in {ending[-1] for ending in ENDINGS}}
PRONOUNS = ("تهما", "تهم", "تها", "ته", "هما", "هم", "ها", "ه")
_CLITICS = ("و", "ف", "وال", "بال", "وبال", "لل", "ولل", "ب", "ل", "وب", "ول", "فال")
_LETTERS = re.compile("[\u0621-\u064a]{2,}")
_VERB = re.compile("[يت].{2,5}$")
_FUTURE = re.compile("س[يتن].{3,}$")
KUNYAS = frozenset(("ابو", "ابي", "ابا", "ام"))
_PREFIXED = re.compile("[وفبك]ال|[وف]?س(?=[يتنا]...)")
_SAME_SOUND = str.maketrans("جقشطظذثص", "غكستضدتس", "اويهء")


def skeleton(folded_name: str) -> str:
    """What transliterations of one name share: its consonants, those that outlets write for one another made one.

    >>> skeleton("كوهلر") == skeleton("كولر")
    True
    """
    return folded_name.translate(_SAME_SOUND)


class WordKind(NamedTuple):
    """What a folded word may be, whatever text it stands in.

    `stems` are the word and what is left of it without proclitics; fields with `stem` hold for any of them, the others for
    the word itself. `given` is a given name and nothing else, `given_or_word` one that is also an everyday word,
    `doubtful` such a one or one behind و.
    `title` is the bare word of an office, a rank, an honorific or a relation that the word is. `unknown` is a word that may
    be part of a name and is nothing that we know; `skeleton` is what other spellings of it share; `dictionary` tells of each
    word whether it is one of written Arabic all the same, `fused` of one that may be such a word behind ب ل ك ف.
    """

    text: str
    stems: tuple[str, ...]
    given: bool
    given_inside: str
    kunya: str
    given_or_word: bool
    doubtful: bool
    begins_pair: bool
    begins_name: bool
    surname: bool
    surname_or_word: bool
    in_common: bool
    common: bool
    title: str | None
    direct: bool
    office: bool
    definite_stem: bool
    speech: bool
    speech_stem: bool
    link: bool
    link_stem: bool
    particle: bool
    breaks: bool
    head: bool
    head_stem: bool
    named_after: bool
    toponym: bool
    letters: bool
    verb: bool
    future: bool
    unknown: bool
    definite: bool
    foreign: bool
    dictionary: bool
    after_names: bool
    fused: bool
    accusative: bool
    owned: bool
    skeleton: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What reference/ knows of words. Made once; remembers what it has judged."""

    given: frozenset[str]
    given_or_word: frozenset[str]
    given_pairs: frozenset[tuple[str, str]]
    pair_beginnings: frozenset[str]
    offices: frozenset[str]
    direct_titles: frozenset[str]
    relations: frozenset[str]
    titles: dict[str, str]
    common: frozenset[str]
    speech: frozenset[str]
    heads: frozenset[str]
    women: frozenset[str]
    links: frozenset[str]
    particles: frozenset[str]
    breaks: frozenset[str]
    no_surnames: frozenset[str]
    namesakes: frozenset[str]
    toponyms: frozenset[str]
    not_introduced: frozenset[str]
    words_far_off: frozenset[str]
    surnames: frozenset[str]
    surnames_or_words: frozenset[str]
    foreign: frozenset[str]
    dictionary: frozenset[str]
    after_names: frozenset[str]
    verbs_in_al: frozenset[str]
    never_alone: frozenset[str]
    _kinds: dict[str, WordKind] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, reference: Reference) -> Lexicon:
        """The names, titles and words of reference/, folded."""
        titles = reference.titles
        links, particles = folded_set(reference.words.links), folded_set(reference.words.name_particles)
        compounds = [folded(name.name).split() for name in reference.given_names if " " in name.name]
        single = [name for name in reference.given_names if " " not in name.name]
        doubtful = frozenset(folded(name.name) for name in single) & (reference.common_words | links | particles)
        ordinals = folded_set(reference.words.ordinals)
        offices, direct = folded_set(titles.offices), folded_set(titles.ranks + titles.honorifics)
        relations = folded_set(titles.relations)
        known = [folded(name) for person in reference.people for name in (person.name_ar, *person.aliases)]
        return cls(
            given=(frozenset(folded(name.name) for name in single if not name.word) - doubtful)
            | frozenset("".join(pair) for pair in compounds),
            given_or_word=(frozenset(folded(name.name) for name in single if name.word) | doubtful) - links - particles,
            given_pairs=frozenset((pair[0], pair[1]) for pair in compounds if len(pair) == 2),
            pair_beginnings=frozenset(pair[0] for pair in compounds if len(pair) == 2),
            offices=offices,
            direct_titles=direct,
            relations=relations,
            titles=dict(_title_forms(offices, direct, relations, reference.common_words)),
            common=reference.common_words,
            speech=folded_set(form for verb in reference.speech_verbs for form in verb.forms),
            heads=folded_set(head.word for head in reference.organisation_heads) | folded_set(reference.words.place_heads),
            women=folded_set(name.name for name in reference.given_names if name.gender == "f"),
            links=links,
            particles=particles,
            breaks=folded_set(reference.words.office_breaks),
            no_surnames=(reference.organisation_ends - ordinals) | folded_set(reference.words.office_breaks),
            namesakes=folded_set(reference.words.place_heads + reference.words.toponym_heads),
            toponyms=folded_set(reference.words.toponym_heads),
            not_introduced=folded_set(reference.words.not_introduced),
            words_far_off=folded_set(reference.words.words_far_off),
            surnames=(
                frozenset(name.split()[-1] for name in known if ordinals.isdisjoint(name.split()[-2:-1]))
                | folded_set(surname.name for surname in reference.surnames if not surname.word)
            )
            - links,
            surnames_or_words=folded_set(surname.name for surname in reference.surnames if surname.word) - links - particles,
            foreign=folded_set(name.name for name in reference.given_names if name.origin == "foreign"),
            dictionary=reference.dictionary,
            after_names=folded_set(reference.words.after_names),
            verbs_in_al=folded_set(reference.words.verbs_in_al),
            never_alone=ordinals | {"الله", "الدين"},
        )

    def kinds(self, words: Iterable[Word]) -> list[WordKind]:
        """What each of the words of a folded text may be."""
        known = self._kinds
        return [known.get(word.text) or self.kind(word.text) for word in words]

    def kind(self, word: str) -> WordKind:
        """What a folded word may be.

        >>> from pipeline import reference
        >>> lexicon = Lexicon.of(reference.load())
        >>> lexicon.kind("للوزير").title, lexicon.kind("وقال").speech_stem, lexicon.kind("لخالد").given_inside
        ('وزير', True, 'خالد')
        """
        kind = self._kinds.get(word)
        if kind is None:
            kind = self._kinds[word] = self._judge(word)
        return kind

    def _judge(self, word: str) -> WordKind:
        found = stems(word)
        bare = [stem.removeprefix("ال") for stem in found]
        title = self.title(word)
        verb = _VERB.match(word) is not None or (word[:1] == "ل" and word[1:] in self.dictionary and _VERB.match(word[1:]) is not None)
        given_inside = "" if word in self.given_or_word else next((stem for stem in found[1:] if self._is_inside(word, stem)), "")
        kunya = next((stem for stem in found if stem in KUNYAS and word.endswith(stem)), "")
        commons = [self.is_common(stem) for stem in found]
        doubtful = word in self.given_or_word or (word[:1] == "و" and word[1:] in self.given_or_word)
        begins_pair = not self.pair_beginnings.isdisjoint(found)
        return WordKind(
            text=word,
            stems=found,
            given=word in self.given,
            given_inside=given_inside,
            kunya=kunya,
            given_or_word=word in self.given_or_word,
            doubtful=doubtful,
            begins_pair=begins_pair,
            begins_name=begins_pair or bool(kunya or given_inside) or word in self.given or doubtful,
            surname=word in self.surnames,
            surname_or_word=word in self.surnames_or_words,
            in_common=word in self.common,
            common=commons[0],
            title=title,
            direct=title in self.direct_titles,
            office=title in self.offices or title in self.relations,
            definite_stem=any(stem.startswith("ال") for stem in found),
            speech=word in self.speech,
            speech_stem=not self.speech.isdisjoint(found),
            link=word in self.links,
            link_stem=not self.links.isdisjoint(found),
            particle=word in self.particles,
            breaks=word in self.breaks,
            head=not self.heads.isdisjoint(found),
            head_stem=not self.heads.isdisjoint(bare),
            named_after=word not in self.given
            and not self.namesakes.isdisjoint(found)
            and not any(stem.startswith("ال") for stem in found),
            toponym=not self.toponyms.isdisjoint(found),
            letters=_LETTERS.fullmatch(word) is not None,
            verb=verb,
            future=_FUTURE.match(word) is not None,
            unknown=title is None and not any(commons) and self._is_unknown(word, found, bare),
            definite=word.startswith("ال") and word not in self.verbs_in_al,
            foreign=word in self.foreign,
            dictionary=self._is_in_dictionary(word),
            after_names=word in self.after_names,
            skeleton=skeleton(word),
            owned=word not in self.surnames and word not in self.given and self._is_owned(word),
            accusative=len(word) > 4 and word.endswith("ا") and word[:-1] in self.dictionary and word not in self.surnames,
            fused=word[:1] in "بلكف"
            and not word.startswith("بل")
            and len(word) > 4
            and (word[1:] in self.dictionary or word[1:] in self.common),
        )

    def _is_owned(self, word: str) -> bool:
        """Whether a word is one of written Arabic with a pronoun on it: جارها, باسمه."""
        return any(word.endswith(pronoun) and len(word) > 4 and word[: -len(pronoun)] in self.dictionary for pronoun in ("ها", "هم", "هما"))

    def _is_inside(self, word: str, stem: str) -> bool:
        """Whether what is left of a word without its proclitics, but with its article, is a given name: لخالد, but not الهنوف."""
        if stem not in self.given or not word.endswith(stem) or word[: len(word) - len(stem)].endswith("ال"):
            return False
        return word[0] not in "فك" or stem not in self.foreign  # فاسكو is no اسكو behind ف

    def _is_unknown(self, word: str, found: tuple[str, ...], bare: list[str]) -> bool:
        """Whether a word that is no title and none of news may be part of a name: Arabic letters, no link, no verb of speech."""
        if not _LETTERS.fullmatch(word) or word in self.links or word.startswith(("لل", "ولل")):
            return False
        if len(word) == 2 and (word in self.dictionary or word in self.particles):
            return False
        if word[0] in "وف" and self._is_inside(word, word[1:]):
            return False
        prefixed = _PREFIXED.match(word)
        if prefixed is not None and len(word) > 3 and (len(word) - prefixed.end() < 3 or self.is_common(word[prefixed.end() :])):
            return False
        return self.speech.isdisjoint(found) and self.heads.isdisjoint(bare)

    def _is_in_dictionary(self, word: str) -> bool:
        """Whether a word is one of written Arabic: itself, behind proclitics, or before a pronoun."""
        forms = [word, *(word.removeprefix(clitic) for clitic in _CLITICS if word.startswith(clitic))]
        if not self.dictionary.isdisjoint(forms):
            return True
        if word[-1:] not in "اهمت":
            return False
        owned = [
            form.removesuffix(ending) for form in forms for ending in (*PRONOUNS, "يا", "ات") if form.endswith(ending) and len(form) > 4
        ]
        return any(rest in self.dictionary or rest + "ه" in self.dictionary for rest in owned)

    def is_common(self, word: str) -> bool:
        """Whether a word is one of news: itself, or what its ending (a pronoun, a plural, an accusative) leaves of it."""
        if word in self.given:
            return False
        if word in self.common:
            return True
        for ending in _ENDINGS_BY_LAST.get(word[-1:], ()):
            if ending == "ي" and word.startswith("ال"):
                continue  # no pronoun on a definite word: السلامي is a surname
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                rest = word[: -len(ending)]
                if rest in self.common or (ending.startswith("ت") and rest + "ه" in self.common):
                    return True
        return False

    def title(self, word: str) -> str | None:
        """The bare title that a word is, proclitics and article taken off, or None."""
        return next((self.titles[stem] for stem in stems(word) if stem in self.titles), None)

    def title_text(self, word: str) -> str:
        """The title word as it stands without و ف ب ل ك before it."""
        return next((stem for stem in stems(word) if stem in self.titles and word.endswith(stem)), word)


def _title_forms(
    offices: frozenset[str], direct: frozenset[str], relations: frozenset[str], common: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Each form of a title with the bare title: with the article, or with a pronoun (محاميته, وزيره, نظيره)."""
    for owned in (*relations, *(office for office in offices if len(office) > 3)):
        for stem in (owned, owned.removesuffix("ه")) if owned.endswith("ه") else (owned,):
            for pronoun in PRONOUNS:
                form = stem + pronoun
                if form not in common or any(form.startswith(relation[:-1]) for relation in relations):
                    yield from ((form, owned), ("ال" + form, owned))
    for bare in (*direct, *offices):
        yield from ((bare, bare), ("ال" + bare, bare))
