"""People named in a text: those of reference/, and those whom a given name, an office or a title gives away.

Then the document carries: a surname alone belongs to the full name that the same article gives.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.arabic import Folded, Word, folded, is_made_from, stems
from pipeline.gazetteer import Hit, longest
from pipeline.reference import Reference, folded_set

FATHERS = frozenset(("بن", "ابن", "بنت", "ولد", "منت"))
FOREIGN_PARTICLES = frozenset(("دي", "دو", "دا", "فان", "فون", "ديل", "دل"))
OFFICE_LINKS = frozenset(("في", "من", "علي", "الي", "عن", "لدي"))
ENDINGS = ("تهما", "تهم", "تها", "ته", "هما", "ها", "هم", "نا", "ات", "ان", "ين", "ون", "تا", "وا", "ه", "ا", "ت", "ي")
OBJECTS = ("ه", "ها", "هم")  # مؤتمر صحفي عقده لافروف: a verb of news with its object, and no name
LONGEST_NAME = 6
LONGEST_TITLE = 16
LONGEST_OFFICE = 7
CONFIDENCE = {
    "reference": 0.98,
    "reference-short": 0.9,
    "office": 0.85,
    "title": 0.85,
    "given-name": 0.8,
    "speech": 0.65,
    "carried": 0.9,
    "carried-near": 0.75,
}
_LETTERS = re.compile("[\u0621-\u064a]{3,}")
_ADJECTIVE = re.compile("ال.*(?:يه|ات|ين|ون)$")
_PRONOUNS = ("تهما", "تهم", "تها", "ته", "هما", "هم", "ها", "ه")
_VERB = re.compile("[يت].{2,5}$")
_FUTURE = re.compile("س[يتن].{3,}$")
_PREFIXED = re.compile("[وفبك]ال|[وف]?س(?=[يتنا]...)")
_QUOTES = "\"“”«»'"


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person at start:end of a folded text: an id of reference/ or None, the full name, how it was found."""

    start: int
    end: int
    id: str | None
    name: str
    method: str

    @property
    def confidence(self) -> float:
        """How sure this way of finding is, 0 to 1."""
        return CONFIDENCE[self.method.split(":")[0]]


@dataclass(frozen=True, slots=True)
class RoleHit:
    """An office at start:end of a folded text, given to the person whose mention begins at `person_start`."""

    start: int
    end: int
    person_start: int
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class People:
    """The people of a text, the offices given to them, and the words of names that a place or a body bears (numbers of words)."""

    found: tuple[PersonHit, ...]
    roles: tuple[RoleHit, ...]
    namesakes: frozenset[int]


@dataclass(slots=True)
class _Page:
    """A folded text with its words, and what is known of each of them."""

    source: Folded
    tokens: Sequence[Word]
    blocked: frozenset[int]
    nationalities: frozenset[int]
    states: frozenset[int]
    spaced: Sequence[bool]
    ali: frozenset[int]
    namesakes: frozenset[int] = frozenset()
    found: list[PersonHit] = field(default_factory=list)
    roles: list[RoleHit] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The folded text."""
        return self.source.text

    def joined(self, at: int) -> bool:
        """Whether only a space (or a hashtag's) parts the word at `at` from the one before it."""
        return self.spaced[at]

    def taken(self, start: int, end: int) -> bool:
        return any(hit.start < end and start < hit.end for hit in self.found)


_SAME_SOUND = str.maketrans("جقشطظذثص", "غكستضدتس", "اويهء")


def skeleton(folded_name: str) -> str:
    """What transliterations of one name share: its consonants, those that outlets write for one another made one.

    >>> skeleton("كوهلر") == skeleton("كولر")
    True
    """
    return folded_name.translate(_SAME_SOUND)


def _alis(text: Folded, tokens: Sequence[Word]) -> frozenset[int]:
    """The words علي that are the name, in a text that writes the preposition على; none in one that writes both alike."""
    at = [at for at, token in enumerate(tokens) if token.text == "علي"]
    dotted = {each for each in at if text.original[text.span(tokens[each].start, tokens[each].end)[1] - 1] == "ي"}
    return frozenset(dotted) if len(dotted) < len(at) else frozenset()


def _covered(tokens: Sequence[Word], spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The words that any of the spans touches."""
    starts = [token.start for token in tokens]
    found: set[int] = set()
    for start, end in spans:
        at = bisect_right(starts, start) - 1
        found.update(each for each in range(max(at, 0), bisect_left(starts, end)) if tokens[each].end > start)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class PersonFinder:
    """Finds people in folded text. Made once from reference/."""

    given: frozenset[str]
    given_also_words: frozenset[str]
    given_pairs: frozenset[tuple[str, str]]
    offices: frozenset[str]
    direct_titles: frozenset[str]
    relations: frozenset[str]
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
    names: dict[str, str]
    surnames: frozenset[str]
    titles: dict[str, str | None] = field(default_factory=dict, compare=False)  # what _title_of has answered

    @classmethod
    def of(cls, reference: Reference) -> PersonFinder:
        """The finder with the names and titles of reference/ folded."""
        titles = reference.titles
        links, particles = folded_set(reference.words.links), folded_set(reference.words.name_particles)
        compounds = [folded(name.name).split() for name in reference.given_names if " " in name.name]
        single = [name for name in reference.given_names if " " not in name.name]
        doubtful = frozenset(folded(name.name) for name in single) & (reference.common_words | links | particles)
        ordinals = folded_set(reference.words.ordinals)
        known = [folded(name) for person in reference.people for name in (person.name_ar, *person.aliases)]
        return cls(
            given=(frozenset(folded(name.name) for name in single if not name.word) - doubtful)
            | frozenset("".join(pair) for pair in compounds),
            given_also_words=(frozenset(folded(name.name) for name in single if name.word) | doubtful) - links - particles,
            given_pairs=frozenset((pair[0], pair[1]) for pair in compounds if len(pair) == 2),
            offices=folded_set(titles.offices),
            direct_titles=folded_set(titles.ranks + titles.honorifics),
            relations=folded_set(titles.relations),
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
            names={person.id: person.name_ar for person in reference.people},
            surnames=frozenset(name.split()[-1] for name in known if ordinals.isdisjoint(name.split()[-2:-1])) - links,
        )

    def find(self, text: Folded, tokens: Sequence[Word], hits: Sequence[Hit], bodies: Sequence[tuple[int, int]]) -> People:
        """The people of a folded text and the offices given to them. `bodies`: spans of known organisations."""
        full = longest(hit for hit in hits if hit.of("person"))
        inside = [span for span in bodies if not any(hit.start <= span[0] and span[1] <= hit.end for hit in full)]
        places = [(hit.start, hit.end) for hit in hits if hit.of("country-name", "capital", "place", "nationality")]
        spans = inside + [span for span in places if not any(hit.start <= span[0] and span[1] <= hit.end for hit in full)]
        blocked = _covered(tokens, spans)
        nationalities = frozenset(hit.start for hit in hits if hit.of("nationality"))
        states = frozenset(hit.start for hit in hits if hit.of("nationality", "country-name"))
        spaced = [False, *(text.text[one.end : other.start] == " " for one, other in pairwise(tokens))]
        page = _Page(text, tokens, blocked, nationalities, states, spaced, _alis(text, tokens))
        page.namesakes = self._namesakes(page)
        page.blocked |= page.namesakes
        self._known(page, full, inside)
        self._titled(page)
        self._carry(page, hits)
        self._given(page)
        self._carry(page, hits)
        self._short(page, hits, inside)
        self._speaking(page)
        self._carry(page, hits)
        self._appositions(page)
        found = tuple(sorted(page.found, key=lambda hit: hit.start))
        return People(found, tuple(sorted(page.roles, key=lambda role: role.start)), page.namesakes)

    # Known names.

    def _known(self, page: _Page, full: Sequence[Hit], bodies: Sequence[tuple[int, int]]) -> None:
        """Full names of reference/, run on over the rest of a longer name (محمد بن سلمان بن عبد العزيز)."""
        ends = {token.end: at for at, token in enumerate(page.tokens)}
        for hit in full:
            at = ends.get(hit.end)
            if (
                any(start <= hit.start and hit.end <= end for start, end in bodies)
                or self._is_namesake(page, hit)
                or self._has_more(page, hit, at)
            ):
                continue
            stop = at + 1 if at is not None else None
            while (
                stop is not None
                and stop + 1 < len(page.tokens)
                and page.joined(stop)
                and page.tokens[stop].text in ("بن", "ال")
                and page.joined(stop + 1)
            ):
                stop += 2
            end = page.tokens[stop - 1].end if stop is not None else hit.end
            id_ = hit.of("person")[0].id
            page.found.append(PersonHit(hit.start, end, id_, self.names[id_], "reference"))

    @staticmethod
    def _is_namesake(page: _Page, hit: Hit) -> bool:
        """Whether a known name is borne by a place or a body here."""
        return any(hit.start <= page.tokens[at].start < hit.end for at in page.namesakes)

    def _has_more(self, page: _Page, hit: Hit, at: int | None) -> bool:
        """Whether a known name of two words is only the beginning of somebody else's: محمد حسان قطنا."""
        if at is None or at + 1 >= len(page.tokens) or not page.joined(at + 1) or len(hit.text.split()) != 2:
            return False
        following = page.tokens[at + 1].text
        if following in self.given:
            return True
        if following in self.common or page.tokens[at + 1].start in page.states or self._title_of(following) is not None:
            return False
        if following in self.links or following in self.speech or following.startswith(("ال", "و")):
            return False
        if _VERB.match(following) or _FUTURE.match(following):
            return False
        after = page.tokens[at + 2].text if at + 2 < len(page.tokens) and page.joined(at + 2) else ""
        return not after or after in self.links or any(stem in self.speech for stem in stems(after)) or self._title_of(after) is not None

    def _short(self, page: _Page, hits: Sequence[Hit], bodies: Sequence[tuple[int, int]]) -> None:
        """Surnames that mean a known person by themselves, unless a given name before them says otherwise."""
        for hit in longest(hit for hit in hits if hit.of("short")):
            if page.taken(hit.start, hit.end) or any(start <= hit.start and hit.end <= end for start, end in bodies):
                continue
            before = self._word_before(page, hit.start)
            if before in self.given or before in self.particles or self._is_blocked(page, hit.end):
                continue
            known = not before or any(stem in self.links or stem in self.speech or self._is_common(stem) for stem in stems(before))
            if not known and self._title_of(before) is None and _LETTERS.fullmatch(before) and self._may_be_unknown(page, before):
                continue  # a given name that is in no list
            id_ = hit.of("short")[0].id
            page.found.append(PersonHit(hit.start, hit.end, id_, self.names[id_], "reference-short"))

    @staticmethod
    def _word_before(page: _Page, start: int) -> str:
        """The word right before a character, with only a space between; empty where there is none."""
        return page.text[max(0, start - 30) : start].split(" ")[-2] if page.text[start - 1 : start] == " " else ""

    @staticmethod
    def _is_blocked(page: _Page, end: int) -> bool:
        """Whether the word that ends here belongs to the name of a place or a body."""
        return any(page.tokens[at].end == end for at in page.blocked)

    def _may_be_unknown(self, page: _Page, word: str) -> bool:
        """Whether a word is none that names a country, a place or a body in this text."""
        return not any(page.tokens[at].text == word for at in page.blocked)

    # Names never seen.

    def _titled(self, page: _Page) -> None:
        """Names behind an office or a title: وزير الخارجية الروسي، سيرغي لافروف; الفريق السعيد شنقريحة."""
        at = 0
        while at < len(page.tokens):
            bare = self._title_of(page.tokens[at].text)
            if bare is None:
                at += 1
                continue
            name_at = self._name_after_title(page, at)
            if name_at is None:
                at += 1
                continue
            known = next(
                (
                    hit
                    for hit in page.found
                    if hit.start <= page.tokens[name_at].start < hit.end or hit.start == self._inner_start(page.tokens[name_at])
                ),
                None,
            )
            if known is None:
                start, stop = self._run(page, name_at, titled=True)
                known = self._add(page, start, name_at, stop, "office" if bare in self.offices or bare in self.relations else "title")
            self._role(page, at, name_at, known)
            at = name_at + 1
            self._coordinated(page, known)

    def _coordinated(self, page: _Page, first: PersonHit) -> None:
        """Names that share the title of one before them: وزيرا الخارجية الروسي، فلان، والتركي، فلان."""
        at = next((at for at, token in enumerate(page.tokens) if token.start >= first.end), len(page.tokens))
        while at + 1 < len(page.tokens) and page.text[page.tokens[at - 1].end : page.tokens[at].start].strip() in ("", "،", ","):
            token = page.tokens[at]
            gap = page.text[token.end : page.tokens[at + 1].start].strip()
            if not token.text.startswith("و") or token.start + 1 not in page.states or gap not in ("", "،", ","):
                return
            if not self._starts_name(page, at + 1, titled=True) or page.taken(page.tokens[at + 1].start, page.tokens[at + 1].end):
                return
            start, stop = self._run(page, at + 1, titled=True)
            hit = self._add(page, start, at + 1, stop, "office")
            page.roles.append(RoleHit(token.start + 1, token.end, hit.start, "shares the title before", 0.75))
            at = stop

    def _role(self, page: _Page, at: int, name_at: int, person: PersonHit) -> None:
        """Keep the words of the office that stand between its head and the name."""
        for back in range(name_at - 1, at, -1):
            if self._breaks_off(page, back):
                later = next((word for word in range(back + 1, name_at) if self._title_of(page.tokens[word].text) is not None), None)
                if later is None:
                    return
                at = later
                break
        first = page.tokens[at]
        last = name_at - 1
        if last > at and self._title_of(page.tokens[last].text) in self.direct_titles:
            last -= 1
        stop = page.tokens[last].end
        start = first.start + len(first.text) - len(self._without_proclitic(first.text))
        if stop > start and not (name_at - at == 1 and self._title_of(first.text) in self.direct_titles - self.offices):
            page.roles.append(RoleHit(start, stop, person.start, "before the name", 0.85))

    def _breaks_off(self, page: _Page, at: int) -> bool:
        """Whether a word shows that the office begins only behind it: أن, a verb, اليوم, a word of time or cause."""
        word = page.tokens[at].text
        if at in page.blocked or self._title_of(word) is not None or word in OFFICE_LINKS:
            return False
        return word in self.links or word in self.speech or word in self.breaks or _VERB.match(word) is not None

    def _without_proclitic(self, word: str) -> str:
        """The title word as it stands without و ف ب ل ك before it."""
        return next((stem for stem in stems(word) if word.endswith(stem) and self._bare_title(stem) is not None), word)

    def _title_of(self, word: str) -> str | None:
        """The bare title that a word is, proclitics and article taken off, or None."""
        if word not in self.titles:
            self.titles[word] = next((bare for stem in stems(word) if (bare := self._bare_title(stem)) is not None), None)
        return self.titles[word]

    def _bare_title(self, stem: str) -> str | None:
        """The title that a word without proclitics is, its article or its pronoun taken off (محاميته, وزيره, نظيره)."""
        bare = stem.removeprefix("ال")
        if bare in self.offices or bare in self.direct_titles:
            return bare
        if bare in self.common and not any(bare.startswith(relation[:-1]) for relation in self.relations):
            return None
        for pronoun in _PRONOUNS:
            if bare.endswith(pronoun):
                rest = bare[: -len(pronoun)]
                for owned in (rest, rest + "ه"):
                    if owned in self.relations or (owned in self.offices and len(owned) > 3):
                        return owned
        return None

    def _name_after_title(self, page: _Page, at: int) -> int | None:
        """Where the name begins to which a title at `at` belongs, or None: at most one comma before it, no verb."""
        title = self._title_of(page.tokens[at].text)
        if self._is_direct(title):
            following = at + 1
            while (
                following < len(page.tokens)
                and page.joined(following)
                and self._title_of(page.tokens[following].text) in self.direct_titles
            ):
                following += 1
            for name_at in (following, following - 1):
                if at < name_at < len(page.tokens) and page.joined(name_at) and self._starts_name(page, name_at, titled=True):
                    return name_at
        if title not in self.offices and title not in self.relations:
            return None
        quoted = False
        for stop in range(at + 1, min(at + LONGEST_TITLE, len(page.tokens))):
            gap = page.text[page.tokens[stop - 1].end : page.tokens[stop].start]
            word = page.tokens[stop].text
            if "\n" in gap or any(mark in gap for mark in ".!؟:…") or word in self.speech:
                return None
            comma = gap.strip() in ("،", ",", "؛", "،،", "- ", "(", "-", "–")
            if gap.strip() and not comma and not set(gap.strip()) <= set(_QUOTES):
                return None
            if any(hit.start == page.tokens[stop].start for hit in page.found):
                return stop
            if self._starts_name(page, stop, titled=not self._in_body_name(page, stop)):
                return stop
            if comma and not word.startswith("و"):
                return None
            quoted = quoted or bool(set(gap) & set(_QUOTES))
        return None

    def _appositions(self, page: _Page) -> None:
        """Offices that follow a name and a comma: رمطان العمامرة، وزير الخارجية الجزائري،"""
        held = {role.person_start for role in page.roles}
        starts = {token.start: at for at, token in enumerate(page.tokens)}
        for hit in page.found:
            behind = re.match(r"\s?[،,:]\s?|\s", page.text[hit.end : hit.end + 3])
            at = starts.get(hit.end + behind.end()) if behind else None
            if at is None or hit.start in held or hit.method.startswith("carried"):
                continue
            bare = self._title_of(page.tokens[at].text)
            if bare is None or bare not in self.offices or self._without_proclitic(page.tokens[at].text) != page.tokens[at].text:
                continue
            stop = at + 1
            while stop < len(page.tokens) and stop - at < LONGEST_OFFICE and page.joined(stop) and self._goes_on(page, stop):
                stop += 1
            page.roles.append(RoleHit(page.tokens[at].start, page.tokens[stop - 1].end, hit.start, "behind the name", 0.75))

    def _goes_on(self, page: _Page, at: int) -> bool:
        """Whether a word still belongs to an office: an article, a nationality, a body, باسم or ل and what they govern."""
        word = page.tokens[at].text
        if word in self.speech or word in self.links or _VERB.match(word):
            return False
        if word in self.breaks:
            return False
        inner = stems(word)[1:]
        return (
            at in page.blocked
            or word.startswith(("ال", "لل", "باسم"))
            or (word.startswith("وال") and page.tokens[at - 1].text.startswith(("ال", "لل")))
            or self._title_of(word) is not None
            or any(stem.removeprefix("ال") in self.heads for stem in (word, *inner))
        )

    def _is_direct(self, title: str | None) -> bool:
        return title is not None and title in self.direct_titles

    def _in_body_name(self, page: _Page, at: int) -> bool:
        """Whether the word stands in the name of a body or place that a head word begins: شركة ميدكو انرجي."""
        back = at - 1
        while back >= 0 and page.joined(back + 1) and at - back < 4:
            word = page.tokens[back].text
            if any(stem in self.heads for stem in stems(word)):
                return not any(stem.startswith("ال") for stem in stems(word))
            if self._is_common(word) or back in page.blocked:
                return False
            back -= 1
        return False

    def _namesakes(self, page: _Page) -> frozenset[int]:
        """The words of names that a place or a body bears: شارع السلطان قابوس, مدرسة سميحة خليل الثانوية."""
        found: set[int] = set()
        for at in range(1, len(page.tokens)):
            if not self._is_named_after(page, at):
                continue
            name_at = at
            while name_at < len(page.tokens) and page.joined(name_at) and self._title_of(page.tokens[name_at].text) in self.direct_titles:
                name_at += 1
            if name_at == len(page.tokens) or not page.joined(name_at):
                continue
            word = page.tokens[name_at].text
            named = word in self.given or word in self.surnames or word in self.given_also_words or self._pair(page, name_at)
            toponym = any(stem in self.toponyms for stem in stems(page.tokens[at - 1].text))
            if named or name_at > at:
                found |= {name_at} if toponym else set(range(name_at, self._run(page, name_at, titled=False)[1]))
        return frozenset(found)

    def _is_named_after(self, page: _Page, at: int) -> bool:
        """Whether the word right before makes the name one of a place or body: شارع محمد الخامس, جامعة جونز هوبكنز."""
        head = stems(page.tokens[at - 1].text)
        return page.joined(at) and any(stem in self.namesakes for stem in head) and not any(stem.startswith("ال") for stem in head)

    def _given(self, page: _Page) -> None:
        """Names that a given name begins: خالد مجاهد."""
        for at, token in enumerate(page.tokens):
            if page.taken(token.start, token.end) or at in page.blocked or self._is_named_after(page, at):
                continue
            if self._is_given(page, at) or self._is_doubtful_given(page, at, titled=False, in_phrase=False):
                start, stop = self._run(page, at, titled=False)
                if stop - at >= 2 and not (stop - at == 2 and self._pair(page, at)):
                    self._add(page, start, at, stop, "given-name")

    def _speaking(self, page: _Page) -> None:
        """Two unknown words behind a verb of speech, with a comma or أن after them: نفى رمطان العمامرة، ..."""
        for at in range(1, len(page.tokens) - 1):
            if not any(stem in self.speech for stem in stems(page.tokens[at - 1].text)) or not page.joined(at):
                continue
            if page.taken(page.tokens[at].start, page.tokens[at].end) or not self._is_unknown(page, at):
                continue
            start, stop = self._run(page, at, titled=False)
            after = page.text[page.tokens[stop - 1].end : page.tokens[stop - 1].end + 5].strip()
            if 2 <= stop - at <= 4 and (
                after.startswith(("،", ",", "ان ", "("))
                or (stop < len(page.tokens) and page.tokens[stop].text in ("ان", "عن", "الي", "علي"))
            ):
                self._add(page, start, at, stop, "speech")

    def _add(self, page: _Page, start: int, at: int, stop: int, method: str) -> PersonHit:
        """Keep the name of the words at:stop, which begins at character `start`."""
        end = page.tokens[stop - 1].end
        name = page.text[start:end]
        hit = PersonHit(start, end, None, name, method)
        page.found.append(hit)
        return hit

    def _starts_name(self, page: _Page, at: int, *, titled: bool) -> bool:
        """Whether a name begins at a word: a given name and more, or behind a title two unknown words."""
        token = page.tokens[at]
        if any(hit.start <= token.start < hit.end for hit in page.found):
            return True
        if at in page.blocked:
            after_nationality = page.tokens[at - 1].start in page.nationalities and stems(token.text) == (token.text,)
            return titled and after_nationality and self._is_followed_by_unknown(page, at)
        if self._is_given(page, at) or self._is_doubtful_given(page, at, titled=titled, in_phrase=True):
            _, stop = self._run(page, at, titled=titled)
            return stop - at >= 2 and not (stop - at == 2 and self._pair(page, at))
        called, introduced = self._is_called(page, at), self._is_introduced(page, at)
        if not titled or (not called and (token.text.startswith("ال") or _VERB.match(token.text))):
            return False
        plain = (
            self._title_of(token.text) is None
            and not is_made_from(token.text, OBJECTS, self.common)
            and not any(stem.removeprefix("ال") in self.heads for stem in stems(token.text))
        )
        if not self._is_unknown(page, at) and not (called and plain and self._is_followed_by_unknown(page, at)):
            return False
        _, stop = self._run(page, at, titled=True)
        rest = [page.tokens[each].text for each in range(at + 1, stop)]
        strange = [
            word
            for word in rest
            if called
            or introduced
            or word in self.surnames
            or word in self.given
            or not (word.startswith("ال") or word in self.given_also_words)
        ]
        return bool(strange) and not any(_ADJECTIVE.match(word) and word not in self.surnames for word in rest)

    def _is_followed_by_unknown(self, page: _Page, at: int) -> bool:
        """Whether the next word, with only a space between, may be a surname and nothing else."""
        if at + 1 >= len(page.tokens) or not page.joined(at + 1):
            return False
        return self._is_unknown(page, at + 1) and not _VERB.match(page.tokens[at + 1].text)

    def _is_doubtful_given(self, page: _Page, at: int, *, titled: bool, in_phrase: bool) -> bool:
        """Whether a given name that is also a word (سعيد) stands here behind a title, or before another given name."""
        word = page.tokens[at].text
        called = self._is_called(page, at)
        introduced = self._is_introduced(page, at)
        if word not in self.given_also_words or (word.startswith("ال") and not (called or introduced)):
            return False
        if any(stem in self.links for stem in (*stems(word), word.removeprefix("و"))):
            return False
        if at + 1 == len(page.tokens) or not page.joined(at + 1):
            return False
        following = page.tokens[at + 1].text
        if following in ("بن", "ابن", "بنت", "ولد", "منت"):
            return True
        if word in self.speech or not in_phrase:
            return False
        if following in self.given:
            return True
        if (
            (called or (introduced and following not in self.common and word not in self.not_introduced))
            and following not in self.links
            and following not in self.speech
        ):
            return self._title_of(following) is None and following not in self.no_surnames and not _VERB.match(following)
        adjacent = self._title_of(page.tokens[at - 1].text) is not None and introduced
        if (
            not titled
            or (word in self.words_far_off and not adjacent)
            or word in self.not_introduced
            or page.text[page.tokens[at].start - 1 : page.tokens[at].start] != " "
        ):
            return False
        return not self._is_common(following)

    def _is_introduced(self, page: _Page, at: int) -> bool:
        """Whether a definite title stands right before a word, so that a name is to come: للروائية جوخة الحارثي."""
        if not page.joined(at):
            return False
        before = page.tokens[at - 1].text
        return self._title_of(before) is not None and any(stem.startswith("ال") for stem in stems(before))

    def _is_called(self, page: _Page, at: int) -> bool:
        """Whether a rank or an honorific stands right before a word: البروفيسور الصادق شرفي."""
        return page.joined(at) and self._title_of(page.tokens[at - 1].text) in self.direct_titles

    def _inner_start(self, token: Word) -> int:
        """Where a name in a word begins, its proclitics taken off."""
        if token.text in self.given:
            return token.start
        for stem in stems(token.text)[1:]:
            if stem in self.given and token.text.endswith(stem):
                return token.end - len(stem)
        return token.start

    def _is_given(self, page: _Page, at: int) -> bool:
        """Whether a given name stands here: one word, two (عبد القادر), or one behind a proclitic."""
        word = page.tokens[at].text
        if at in page.ali:
            return True
        if word in self.particles or any(stem in self.links for stem in stems(word)):
            return False
        if page.joined(at) and page.tokens[at - 1].text.isdigit():
            return False  # 20 جوان: a month
        if word in self.given or self._pair(page, at):
            return True
        return (
            word not in self.common
            and any(stem in self.given and word.endswith(stem) for stem in stems(word)[1:])
            and not word.startswith("ال")
        )

    def _pair(self, page: _Page, at: int) -> bool:
        """Whether two words here make one given name."""
        if at + 1 >= len(page.tokens) or not page.joined(at + 1):
            return False
        second = page.tokens[at + 1].text
        return any((stem, second) in self.given_pairs for stem in stems(page.tokens[at].text))

    def _is_common(self, word: str) -> bool:
        """Whether a word is one of news: itself, or what its ending (a pronoun, a plural, an accusative) leaves of it."""
        if word in self.given:
            return False
        if word in self.common:
            return True
        for ending in ENDINGS:
            if ending == "ي" and word.startswith("ال"):
                continue  # no pronoun on a definite word: السلامي is a surname
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                rest = word[: -len(ending)]
                if rest in self.common or (ending.startswith("ت") and rest + "ه" in self.common):
                    return True
        return False

    def _is_unknown(self, page: _Page, at: int) -> bool:
        """Whether a word may be part of a name: no word of news, no place, no title, Arabic letters."""
        word = page.tokens[at].text
        if at in page.blocked or not _LETTERS.fullmatch(word) or word in self.links or word.startswith(("لل", "ولل")):
            return False
        if word[0] in "وف" and word[1:] in self.given:
            return False
        prefixed = _PREFIXED.match(word)
        if prefixed is not None and (len(word) - prefixed.end() < 3 or self._is_common(word[prefixed.end() :])):
            return False
        if any(self._is_common(stem) for stem in stems(word)) or self._title_of(word) is not None:
            return False
        return not any(stem in self.speech or stem.removeprefix("ال") in self.heads for stem in stems(word))

    def _run(self, page: _Page, at: int, *, titled: bool) -> tuple[int, int]:
        """The first character and the word behind the last of the name that begins at word `at`."""
        start = self._inner_start(page.tokens[at])
        stop = at + (2 if self._pair(page, at) else 1)
        parts = 1
        while stop < len(page.tokens) and page.joined(stop) and parts < LONGEST_NAME:
            word = page.tokens[stop].text
            if (
                word in self.particles
                and stop + 1 < len(page.tokens)
                and page.joined(stop + 1)
                and self._continues(page, stop + 1, parts, titled=True)
            ) or self._pair(page, stop):
                stop += 2
            elif self._continues(page, stop, parts, titled=titled):
                stop += 1
            else:
                break
            parts += 1
        last = page.tokens[stop - 1].text
        if (
            stop - at >= 3
            and last in self.given_also_words
            and stop < len(page.tokens)
            and page.joined(stop)
            and page.tokens[stop].text.startswith("ال")
        ):
            stop -= 1  # a word with its complement behind it: وسام الذكرى
        return start, stop

    def _continues(self, page: _Page, at: int, parts: int, *, titled: bool) -> bool:
        """Whether a word goes on with a name of `parts` parts so far."""
        word, before = page.tokens[at].text, page.tokens[at - 1].text
        if at in page.ali:
            return True
        if any(hit.start == page.tokens[at].start for hit in page.found) or word in self.links or word in self.breaks:
            return False
        if before in FATHERS or before in FOREIGN_PARTICLES:
            return True
        plain = before in self.given or before in self.given_also_words or self._pair(page, at - 2) or at - 1 in page.ali
        if self._title_of(word) is not None and word not in self.given:
            if word.startswith(("بال", "وال", "فال", "كال", "لل")):
                return False
            within = (
                word in self.direct_titles and at + 1 < len(page.tokens) and page.joined(at + 1) and page.tokens[at + 1].text in self.given
            )
            return within or (plain and (parts == 1 or not word.startswith("ال")) and not self._governs(page, at))
        if at not in page.blocked and (word in self.given or word in self.given_also_words or word in self.surnames):
            return True
        if word.startswith("ال") and len(word) > 4 and word not in self.no_surnames:
            if parts == 1 and (page.tokens[at].start in page.nationalities or (plain and at not in page.blocked)):
                return True
            if page.tokens[at - 2].text in FATHERS and word.endswith(("ي", "يه")):
                return True
        if at in page.blocked:
            return False
        if parts == 1 and plain and (titled or word not in self.common) and self._ends_name(page, at):
            foreign = not word.startswith("ي") and self._is_unknown(page, at)
            return len(word) > 2 and word not in self.speech and (foreign or not _VERB.match(word))
        if not self._is_unknown(page, at) or (parts >= 2 and word.endswith("يه") and self._is_common(word.removesuffix("يه"))):
            return False
        return not (_VERB.match(word) and (parts >= 2 or word.startswith("ي"))) and not (_FUTURE.match(word) and parts >= 2)

    def _governs(self, page: _Page, at: int) -> bool:
        """Whether a title goes on behind a word (الوكيل المساعد, شيخ الأزهر), so that it is an office and no surname."""
        if at + 1 >= len(page.tokens) or not page.joined(at + 1):
            return False
        following = page.tokens[at + 1].text
        if following in self.links or following in self.speech or following.startswith("و") or self._title_of(following) is not None:
            return False
        return _VERB.match(following) is None

    def _ends_name(self, page: _Page, at: int) -> bool:
        """Whether what follows a word shows that a name ends with it: a mark, أن, an office (مصطفى عالم أستاذ العلوم)."""
        if at + 1 >= len(page.tokens) or not page.joined(at + 1):
            return True
        following = page.tokens[at + 1].text
        return following in self.links or following in self.no_surnames or following in self.speech or self._title_of(following) is not None

    # The document carries.

    def _carry(self, page: _Page, hits: Sequence[Hit]) -> None:
        """Surnames and name endings alone, given to the person of that name in the same text.

        Where several share it: the known person whom the surname means by itself, else the one named last before.
        """
        endings: dict[str, list[PersonHit]] = {}
        for hit in page.found:
            if not hit.method.startswith("carried"):
                for ending in self._endings(page.text[hit.start : hit.end]):
                    endings.setdefault(ending, []).append(hit)
        skeletons = {skeleton(ending): ending for ending in endings if len(skeleton(ending)) >= 3}
        short = {hit.text.replace(" ", ""): hit.of("short")[0].id for hit in hits if hit.of("short")}
        beginnings = {ending[:2] for ending in endings}
        for at, token in enumerate(page.tokens):
            if not any(stem[:2] in beginnings for stem in stems(token.text)):
                continue
            for size in (3, 2, 1):
                if at + size > len(page.tokens) or not all(page.joined(at + step) for step in range(1, size)):
                    continue
                surface, ending = self._carried(page, at, size, endings, skeletons)
                if not ending:
                    continue
                start, end = page.tokens[at + size - 1].end - len(surface), page.tokens[at + size - 1].end
                if page.taken(start, end) or not self._may_stand_alone(page, at, surface):
                    continue
                owners = self._of_verb_gender(page, at, endings[ending])
                owner = next((hit for hit in owners if hit.id is not None and hit.id == short.get(ending)), None)
                owner = owner or max((hit for hit in owners if hit.end <= start), key=lambda hit: hit.end, default=owners[0])
                how = "carried" if surface.replace(" ", "") == ending else "carried-near"
                page.found.append(PersonHit(start, end, owner.id, owner.name, f"{how}: {owner.name}"))
                break

    def _of_verb_gender(self, page: _Page, at: int, owners: list[PersonHit]) -> list[PersonHit]:
        """Of several people of one surname those whom the verb before it fits: قالت خوري is said of a woman."""
        before = next((stem for stem in stems(page.tokens[at - 1].text) if stem in self.speech), "") if page.joined(at) else ""
        if not before:
            return owners
        woman = before.endswith("ت")
        fitting = [hit for hit in owners if (page.text[hit.start : hit.end].split()[0] in self.women) == woman]
        return fitting or owners

    def _endings(self, name: str) -> Iterator[str]:
        """What may stand alone for a name, without spaces: its last words, from the last particle on."""
        parts = name.replace("#", "").split()
        for at in range(1, len(parts)):
            if parts[at - 1] not in self.particles and parts[at - 1] != "عبد":
                yield "".join(parts[at:])

    def _carried(self, page: _Page, at: int, size: int, endings: dict[str, list[PersonHit]], skeletons: dict[str, str]) -> tuple[str, str]:
        """The words at:at+size without a proclitic, and the ending that they are or are near to; both empty where they are none."""
        last = page.tokens[at + size - 1].end
        word = page.tokens[at]
        for stem in stems(word.text):
            if word.text.endswith(stem):
                surface = page.text[word.end - len(stem) : last]
                if surface.replace(" ", "") in endings:
                    return surface, surface.replace(" ", "")
        near = skeletons.get(skeleton(word.text)) if size == 1 else None
        if near is not None and not self._is_unknown(page, at):
            near = None
        return (word.text, near) if near is not None and near[0] == word.text[0] else ("", "")

    def _may_stand_alone(self, page: _Page, at: int, surface: str) -> bool:
        """Whether a lone ending means the person: no common word, or one that a title or a verb of speech leads in."""
        before = page.tokens[at - 1].text if page.joined(at) else ""
        if before in self.given or before in self.particles or any(stem.removeprefix("ال") in self.heads for stem in stems(before)):
            return False
        lead = any(stem in self.speech for stem in stems(before)) or self._title_of(before) is not None
        doubtful = surface in self.given or surface in self.given_also_words or any(stem in self.common for stem in stems(surface))
        if at in page.blocked and " " not in surface:
            return lead and page.tokens[at].start in page.nationalities
        return lead or not doubtful or (surface in self.surnames and surface not in self.given_also_words)
