"""Where a person's name begins in a text, and over which words it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.arabic import Word, is_made_from
from pipeline.lexicon import FATHERS, FOREIGN_PARTICLES, Lexicon
from pipeline.persons import Page

OBJECTS = ("ه", "ها", "هم")  # مؤتمر صحفي عقده لافروف: a verb of news with its object, and no name
LONGEST_NAME = 6
_ADJECTIVE = re.compile("ال.*(?:يه|ات|ين|ون)$")


@dataclass(frozen=True, slots=True)
class NameRuns:
    """Tells where names begin and end. Made once from the lexicon."""

    lexicon: Lexicon

    def starts(self, page: Page, at: int, *, titled: bool) -> bool:
        """Whether a name begins at a word: a given name and more, or behind a title two unknown words."""
        token, kind = page.tokens[at], page.kinds[at]
        if page.taken[token.start]:
            return True
        if at in page.blocked:
            after_nationality = page.tokens[at - 1].start in page.nationalities and kind.stems == (token.text,)
            return titled and after_nationality and self._is_followed_by_unknown(page, at)
        if self.is_given(page, at) or self.is_doubtful_given(page, at, titled=titled, in_phrase=True):
            _, stop = self.run(page, at, titled=titled)
            return stop - at >= 2 and not (stop - at == 2 and self.pair(page, at))
        called, introduced = self._is_called(page, at), self._is_introduced(page, at)
        if not titled or (not called and (kind.definite or kind.verb)):
            return False
        plain = kind.title is None and not is_made_from(token.text, OBJECTS, self.lexicon.common) and not kind.head_stem
        if not self.is_unknown(page, at) and not (called and plain and self._is_followed_by_unknown(page, at)):
            return False
        _, stop = self.run(page, at, titled=True)
        rest = page.kinds[at + 1 : stop]
        strange = any(called or introduced or word.surname or word.given or not (word.definite or word.given_or_word) for word in rest)
        return strange and not any(_ADJECTIVE.match(word.text) and not word.surname for word in rest)

    def run(self, page: Page, at: int, *, titled: bool) -> tuple[int, int]:
        """The first character and the word behind the last of the name that begins at word `at`."""
        start = self.inner_start(page.tokens[at], page.kinds[at].given_inside)
        stop = at + (2 if self.pair(page, at) else 1)
        parts = 1
        while parts < LONGEST_NAME and (kind := page.joined_kind(stop)) is not None:
            if (
                kind.particle and page.joined_kind(stop + 1) is not None and self._continues(page, stop + 1, parts, titled=True)
            ) or self.pair(page, stop):
                stop += 2
            elif self._continues(page, stop, parts, titled=titled):
                stop += 1
            else:
                break
            parts += 1
        behind = page.joined_kind(stop)
        if stop - at >= 3 and page.kinds[stop - 1].given_or_word and behind is not None and behind.definite:
            stop -= 1  # a word with its complement behind it: وسام الذكرى
        return start, stop

    def _continues(self, page: Page, at: int, parts: int, *, titled: bool) -> bool:
        """Whether a word goes on with a name of `parts` parts so far."""
        token, kind, before = page.tokens[at], page.kinds[at], page.kinds[at - 1]
        word = token.text
        if at in page.ali:
            return True
        if token.start in page.starts or kind.link or kind.breaks:
            return False
        if before.text in FATHERS or before.text in FOREIGN_PARTICLES:
            return True
        plain = before.given or before.given_or_word or self.pair(page, at - 2) or at - 1 in page.ali
        if kind.title is not None and not kind.given:
            if word.startswith(("بال", "وال", "فال", "كال", "لل")):
                return False
            following = page.joined_kind(at + 1)
            within = kind.direct and word in self.lexicon.direct_titles and following is not None and following.given
            return within or (plain and (parts == 1 or not kind.definite) and not self._governs(page, at))
        blocked = at in page.blocked
        if not blocked and (kind.given or kind.given_or_word or kind.surname):
            return True
        if kind.definite and len(word) > 4 and word not in self.lexicon.no_surnames:
            if parts == 1 and (token.start in page.nationalities or (plain and not blocked)):
                return True
            if page.tokens[at - 2].text in FATHERS and word.endswith(("ي", "يه")):
                return True
        if blocked:
            return False
        if parts == 1 and plain and (titled or not kind.in_common) and self._ends_name(page, at):
            foreign = not word.startswith("ي") and kind.unknown
            return len(word) > 2 and not kind.speech and (foreign or not kind.verb)
        if not kind.unknown or (parts >= 2 and word.endswith("يه") and self.lexicon.is_common(word.removesuffix("يه"))):
            return False
        return not (kind.verb and (parts >= 2 or word.startswith("ي"))) and not (kind.future and parts >= 2)

    def _governs(self, page: Page, at: int) -> bool:
        """Whether a title goes on behind a word (الوكيل المساعد, شيخ الأزهر), so that it is an office and no surname."""
        following = page.joined_kind(at + 1)
        if following is None or following.link or following.speech or following.text.startswith("و") or following.title is not None:
            return False
        return not following.verb

    def _ends_name(self, page: Page, at: int) -> bool:
        """Whether what follows a word shows that a name ends with it: a mark, أن, an office (مصطفى عالم أستاذ العلوم)."""
        following = page.joined_kind(at + 1)
        if following is None:
            return True
        return following.link or following.text in self.lexicon.no_surnames or following.speech or following.title is not None

    def is_unknown(self, page: Page, at: int) -> bool:
        """Whether a word may be part of a name: nothing that we know, and no place here."""
        return page.kinds[at].unknown and at not in page.blocked

    def _is_followed_by_unknown(self, page: Page, at: int) -> bool:
        """Whether the next word, with only a space between, may be a surname and nothing else."""
        following = page.joined_kind(at + 1)
        return following is not None and self.is_unknown(page, at + 1) and not following.verb

    def is_given(self, page: Page, at: int) -> bool:
        """Whether a given name stands here: one word, two (عبد القادر), or one behind a proclitic."""
        kind = page.kinds[at]
        if at in page.ali:
            return True
        if kind.particle or kind.link_stem:
            return False
        if page.spaced[at] and page.tokens[at - 1].text.isdigit():
            return False  # 20 جوان: a month
        if kind.given or self.pair(page, at):
            return True
        return bool(kind.given_inside) and not kind.in_common and not kind.definite

    def pair(self, page: Page, at: int) -> bool:
        """Whether two words here make one given name."""
        following = page.joined_kind(at + 1) if at >= 0 else None
        return following is not None and any((stem, following.text) in self.lexicon.given_pairs for stem in page.kinds[at].stems)

    def is_doubtful_given(self, page: Page, at: int, *, titled: bool, in_phrase: bool) -> bool:
        """Whether a given name that is also a word (سعيد) stands here behind a title, or before another given name."""
        kind = page.kinds[at]
        if not kind.given_or_word:
            return False
        called, introduced = self._is_called(page, at), self._is_introduced(page, at)
        if kind.definite and not (called or introduced):
            return False
        if kind.link_stem or kind.text.removeprefix("و") in self.lexicon.links:
            return False
        following = page.joined_kind(at + 1)
        if following is None:
            return False
        if following.text in FATHERS:
            return True
        if kind.speech or not in_phrase:
            return False
        if following.given:
            return True
        if called or (introduced and not following.in_common and kind.text not in self.lexicon.not_introduced):
            if not following.link and not following.speech:
                return following.title is None and following.text not in self.lexicon.no_surnames and not following.verb
        adjacent = introduced
        if (
            not titled
            or (kind.text in self.lexicon.words_far_off and not adjacent)
            or kind.text in self.lexicon.not_introduced
            or page.text[page.tokens[at].start - 1 : page.tokens[at].start] != " "
        ):
            return False
        return not following.common

    def _is_introduced(self, page: Page, at: int) -> bool:
        """Whether a definite title stands right before a word, so that a name is to come: للروائية جوخة الحارثي."""
        return page.spaced[at] and page.kinds[at - 1].title is not None and page.kinds[at - 1].definite_stem

    def _is_called(self, page: Page, at: int) -> bool:
        """Whether a rank or an honorific stands right before a word: البروفيسور الصادق شرفي."""
        return page.spaced[at] and page.kinds[at - 1].direct

    def inner_start(self, token: Word, given_inside: str) -> int:
        """Where a name in a word begins, its proclitics taken off."""
        return token.start if token.text in self.lexicon.given else token.end - len(given_inside or token.text)
