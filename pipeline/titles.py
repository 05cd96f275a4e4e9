"""Names that an office or a title gives away, and the words of that office: before the name, shared, or behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.persons import Page, PersonHit, RoleHit
from pipeline.runs import NameRuns

OFFICE_LINKS = frozenset(("في", "من", "علي", "الي", "عن", "لدي"))
OF_RANK = frozenset(("اول", "ثان", "ثاني"))  # الفريق أول
LONGEST_TITLE = 16
LONGEST_OFFICE = 7
_COMMAS = frozenset(("،", ",", "؛", "،،", "- ", "(", "-", "–"))
_QUOTES = frozenset("\"“”«»'")
_ENDS = frozenset(".!؟:…\n")
_BEHIND = re.compile(r"\s?[،,:]\s?|\s")


@dataclass(frozen=True, slots=True)
class TitleReader:
    """Reads offices and titles and the names that belong to them. Made once from the lexicon."""

    lexicon: Lexicon
    runs: NameRuns

    def read(self, page: Page) -> None:
        """Names behind an office or a title: وزير الخارجية الروسي، سيرغي لافروف; الفريق السعيد شنقريحة."""
        reached = 0
        for at, kind in enumerate(page.kinds):
            if kind.title is None or at < reached:
                continue
            name_at = self._name_after(page, at)
            if name_at is None:
                continue
            known = self._found_at(page, name_at)
            if known is None:
                start, stop = self.runs.run(page, name_at, titled=True)
                end = page.tokens[stop - 1].end
                known = page.add(PersonHit(start, end, None, page.text[start:end], "office" if kind.office else "title"))
            self._keep_role(page, at, name_at, known)
            reached = name_at + 1
            self._read_coordinated(page, name_at, known)

    def _found_at(self, page: Page, at: int) -> PersonHit | None:
        """The person already found at a word."""
        token = page.tokens[at]
        if not page.taken[token.start] and not page.taken[token.end - 1]:
            return None
        inner = self.runs.inner_start(page, at)
        known = page.starts.get(token.start) or page.starts.get(inner)
        return known or next((hit for hit in page.found if hit.start <= token.start < hit.end), None)

    def _read_coordinated(self, page: Page, at: int, first: PersonHit) -> None:
        """Names that share the title of one before them, which stands at word `at`: وزيرا الخارجية الروسي، فلان، والتركي، فلان."""
        while at < len(page.tokens) and page.tokens[at].start < first.end:
            at += 1
        while at + 1 < len(page.tokens) and page.text[page.tokens[at - 1].end : page.tokens[at].start].strip() in ("", "،", ","):
            token = page.tokens[at]
            gap = page.text[token.end : page.tokens[at + 1].start].strip()
            if not token.text.startswith("و") or token.start + 1 not in page.states or gap not in ("", "،", ","):
                return
            following = page.tokens[at + 1]
            if not self.runs.starts(page, at + 1, titled=True) or page.is_taken(following.start, following.end):
                return
            start, stop = self.runs.run(page, at + 1, titled=True)
            end = page.tokens[stop - 1].end
            hit = page.add(PersonHit(start, end, None, page.text[start:end], "office"))
            page.roles.append(RoleHit(token.start + 1, token.end, hit.start, "shares the title before", 0.75))
            at = stop

    def _keep_role(self, page: Page, at: int, name_at: int, person: PersonHit) -> None:
        """Keep the words of the office that stand between its head and the name."""
        for back in range(name_at - 1, at, -1):
            if self._breaks_off(page, back):
                later = next((word for word in range(back + 1, name_at) if page.kinds[word].title is not None), None)
                if later is None:
                    return
                at = later
                break
        first, kind = page.tokens[at], page.kinds[at]
        last = name_at - 1
        if last > at and page.kinds[last].direct:
            last -= 1
        stop = page.tokens[last].end
        start = first.end - len(self.lexicon.title_text(first.text))
        if stop > start and not (name_at - at == 1 and kind.direct and kind.title not in self.lexicon.offices):
            page.roles.append(RoleHit(start, stop, person.start, "before the name", 0.85))

    def _breaks_off(self, page: Page, at: int) -> bool:
        """Whether a word shows that the office begins only behind it: أن, a verb, اليوم, a word of time or cause."""
        kind = page.kinds[at]
        if at in page.blocked or kind.title is not None or kind.text in OFFICE_LINKS:
            return False
        return kind.link or kind.speech or kind.breaks or kind.verb

    def _name_after(self, page: Page, at: int) -> int | None:
        """Where the name begins to which a title at `at` belongs, or None: at most one comma before it, no verb."""
        kind = page.kinds[at]
        if kind.direct:
            following = at + 1
            while (next_kind := page.joined_kind(following)) is not None and (next_kind.direct or next_kind.text in OF_RANK):
                following += 1
            for name_at in (following, following - 1):
                if at < name_at < len(page.tokens) and page.spaced[name_at] and self.runs.starts(page, name_at, titled=True):
                    return name_at
        if not kind.office:
            return None
        for stop in range(at + 1, min(at + LONGEST_TITLE, len(page.tokens))):
            token, kind = page.tokens[stop], page.kinds[stop]
            if kind.speech:
                return None
            comma = False
            if not page.spaced[stop]:
                gap = page.text[page.tokens[stop - 1].end : token.start]
                comma = gap.strip() in _COMMAS
                if not _ENDS.isdisjoint(gap) or (gap.strip() and not comma and not set(gap.strip()) <= _QUOTES):
                    return None
            if token.start in page.starts or self.runs.starts(page, stop, titled=not self._in_body_name(page, stop)):
                return stop
            if comma and not token.text.startswith("و"):
                return None
        return None

    def _in_body_name(self, page: Page, at: int) -> bool:
        """Whether the word stands in the name of a body or place that a head word begins: شركة ميدكو انرجي."""
        back = at - 1
        while back >= 0 and page.spaced[back + 1] and at - back < 4:
            kind = page.kinds[back]
            if kind.head:
                return not kind.definite_stem
            if kind.common or back in page.blocked:
                return False
            back -= 1
        return False

    def read_appositions(self, page: Page) -> None:
        """Offices that follow a name and a comma: رمطان العمامرة، وزير الخارجية الجزائري،"""
        held = {role.person_start for role in page.roles}
        starts = {token.start: at for at, token in enumerate(page.tokens)}
        for hit in page.found:
            behind = _BEHIND.match(page.text, hit.end, hit.end + 3)
            at = starts.get(behind.end()) if behind else None
            if at is None or hit.start in held or hit.method.startswith("carried"):
                continue
            kind = page.kinds[at]
            if kind.title not in self.lexicon.offices or self.lexicon.title_text(kind.text) != kind.text:
                continue
            stop = at + 1
            while stop - at < LONGEST_OFFICE and page.joined_kind(stop) is not None and self._goes_on(page, stop):
                stop += 1
            page.roles.append(RoleHit(page.tokens[at].start, page.tokens[stop - 1].end, hit.start, "behind the name", 0.75))

    def _goes_on(self, page: Page, at: int) -> bool:
        """Whether a word still belongs to an office: an article, a nationality, a body, باسم or ل and what they govern."""
        kind = page.kinds[at]
        if kind.speech or kind.link or kind.verb or kind.breaks:
            return False
        return (
            at in page.blocked
            or kind.text.startswith(("ال", "لل", "باسم"))
            or (kind.text.startswith("وال") and page.tokens[at - 1].text.startswith(("ال", "لل")))
            or kind.title is not None
            or kind.head_stem
        )
