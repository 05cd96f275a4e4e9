"""Where a person's name begins in a text, and over which words it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.arabic import is_made_from
from pipeline.lexicon import FATHERS, Lexicon, WordKind
from pipeline.persons import Page

OBJECTS = ("ه", "ها", "هم")  # مؤتمر صحفي عقده لافروف: a verb of news with its object, and no name
LONGEST_NAME = 6
_FUSED = ("بال", "وال", "فال", "كال", "لل", "وبال", "ولل")
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
        if self._is_address(page, at):
            return False
        if at in page.blocked:
            after_nationality = page.tokens[at - 1].start in page.nationalities and kind.stems == (token.text,)
            if kind.given_or_word and self._is_called(page, at) and self._is_followed_by_unknown(page, at):
                return True  # العميد تركي الخليوي
            return titled and after_nationality and self._is_followed_by_unknown(page, at)
        if self.is_given(page, at) or self.is_kunya(page, at) or self.is_doubtful_given(page, at, titled=titled, in_phrase=True):
            _, stop = self.run(page, at, titled=titled)
            return stop - at >= 2 and not (stop - at == 2 and self.pair(page, at))
        called, introduced = self._is_called(page, at), self._is_introduced(page, at)
        if not titled or (not called and (kind.definite or kind.verb)):
            return False
        following = page.joined_kind(at + 1)
        named = following is not None and (following.given or _is_strange(following) or self.pair(page, at + 1))
        if kind.definite and following is not None and not following.definite and named:
            return False  # العميد المتقاعد عبد الإله: an adjective, and the name behind it
        plain = kind.title is None and not is_made_from(token.text, OBJECTS, self.lexicon.common) and not kind.head_stem
        if kind.owned or (kind.dictionary and not (called or introduced)):
            return False
        if not self.is_unknown(page, at) and not (called and plain and self._is_followed_by_unknown(page, at)):
            return False
        _, stop = self.run(page, at, titled=True)
        rest = page.kinds[at + 1 : stop]
        strange = any(called or introduced or word.surname or word.given or not (word.definite or word.given_or_word) for word in rest)
        return strange and not any(_ADJECTIVE.match(word.text) and not word.surname for word in rest)

    def run(self, page: Page, at: int, *, titled: bool) -> tuple[int, int]:
        """The first character and the word behind the last of the name that begins at word `at`."""
        start = self.inner_start(page, at)
        stop = at + (2 if self.pair(page, at) else 1)
        parts = 1
        while parts < LONGEST_NAME and (kind := page.joined_kind(stop)) is not None:
            if (
                kind.particle
                and stop not in page.blocked
                and page.joined_kind(stop + 1) is not None
                and self._continues(page, stop + 1, parts, titled=True)
            ) or (self.pair(page, stop) and not kind.text.startswith("و")):
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
        if at in page.ali:
            return True
        if token.start in page.starts or kind.link or kind.breaks or kind.after_names:
            return False
        if before.particle or before.kunya:
            born = before.text == "ولد" and not kind.given and (kind.fused or at in page.blocked or kind.text.endswith("ا"))
            return not born  # محمد ولد سيدي, but ولد بفاس
        plain = before.given or before.given_or_word or bool(before.given_inside) or self.pair(page, at - 2) or at - 1 in page.ali
        if kind.title is not None and not kind.given:
            return self._is_title_as_name(page, at, parts, plain)
        if at not in page.blocked and (kind.given or kind.given_or_word or kind.surname):
            return True
        named = before.given or before.given_or_word or before.surname
        if kind.surname_or_word and at not in page.blocked and named and (not kind.common or self._ends_name(page, at)):
            return not kind.verb
        if kind.text.startswith(_FUSED) and (kind.dictionary or kind.common) and len(kind.text) > 4 and not before.foreign:
            return False
        if kind.text.startswith("و") and len(kind.text) > 3 and not self._is_surname_in_waw(page, at, parts):
            return False
        if kind.definite and len(kind.text) > 4 and kind.text not in self.lexicon.no_surnames:
            return self._is_definite_surname(page, at, parts, plain)
        if at in page.blocked:
            return False
        if parts == 1 and plain and (titled or not kind.in_common) and self._ends_name(page, at):
            return len(kind.text) > 2 and not (kind.speech or kind.fused or kind.accusative) and (kind.unknown or not kind.verb)
        if not kind.unknown or (parts >= 2 and kind.text.endswith("يه") and self.lexicon.is_common(kind.text.removesuffix("يه"))):
            return False
        if kind.dictionary and (kind.verb or kind.future or kind.text.endswith("وا")):
            return False
        return parts == 1 or not kind.dictionary or (self._ends_name(page, at) and not kind.text.endswith("ا"))

    def _is_title_as_name(self, page: Page, at: int, parts: int, plain: bool) -> bool:
        """Whether a title is a name here: the surname of a given name (محمد الوزير), or one within a name (أحمد الشيخ علي)."""
        kind, following = page.kinds[at], page.joined_kind(at + 1)
        if kind.text.removeprefix("ال") != kind.title:
            return False
        within = kind.direct and following is not None and (following.given or following.given_or_word or _is_strange(following))
        return within or (plain and (parts == 1 or not kind.definite) and not self._governs(page, at))

    def _is_surname_in_waw(self, page: Page, at: int, parts: int) -> bool:
        """Whether a word in و is a surname and not a further name: كريستوفر والكن, but سالم وعبد الله."""
        kind, rest = page.kinds[at], self.lexicon.kind(page.tokens[at].text[1:])
        if parts > 1 or not page.kinds[at - 1].given or not kind.unknown:
            return False
        known = rest.given or rest.given_or_word or rest.particle or rest.common or rest.title is not None or rest.dictionary
        return not known and not self.pair(page, at)

    def _is_definite_surname(self, page: Page, at: int, parts: int, plain: bool) -> bool:
        """Whether a word with the article goes on with a name: سامر الفاضل, رانيا فوزي العدوي, but not رونالدو الكرة."""
        kind, blocked = page.kinds[at], at in page.blocked
        nisba = kind.text.endswith(("ي", "يه"))
        if parts == 1:
            if page.tokens[at].start in page.nationalities:
                return True
            if plain and not blocked:
                listed = kind.surname or kind.surname_or_word or kind.given_or_word
                return not kind.in_common or listed or (nisba and not page.kinds[at - 1].foreign)
            return not blocked and kind.unknown and (nisba or not kind.dictionary)
        if page.tokens[at - 2].text in FATHERS and nisba:
            return True
        if blocked or kind.common or kind.verb:
            return False
        return nisba or not kind.dictionary or self._ends_name(page, at)

    def _governs(self, page: Page, at: int) -> bool:
        """Whether a title goes on behind a word (الوكيل المساعد, شيخ الأزهر), so that it is an office and no surname."""
        following = page.joined_kind(at + 1)
        if following is None or following.link or following.speech:
            return False
        if following.text.startswith("و") and (following.text[1:] in self.lexicon.dictionary or not following.dictionary):
            return False  # شيخ والوفد, but لاعب وسط
        if following.definite and not page.kinds[at].definite:
            return True
        return following.title is None and not following.verb

    def _ends_name(self, page: Page, at: int) -> bool:
        """Whether what follows a word shows that a name ends with it: a mark, أن, an office (مصطفى عالم أستاذ العلوم)."""
        following = page.joined_kind(at + 1)
        if following is None:
            return True
        return following.link or following.text in self.lexicon.no_surnames or following.speech or following.title is not None

    def _is_address(self, page: Page, at: int) -> bool:
        """Whether a given name is the word of address that it also is, since another name follows: السيد أحمد الجفيري."""
        kind, following = page.kinds[at], page.joined_kind(at + 1)
        return kind.direct and kind.definite_stem and following is not None and (following.given or self.is_kunya(page, at + 1))

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
        if kind.particle or kind.link_stem or self._is_address(page, at):
            return False
        if page.spaced[at] and page.tokens[at - 1].text.isdigit():
            return False  # 20 جوان: a month
        if kind.given or self.pair(page, at):
            return True
        if kind.unknown and self._is_child_of(page, at):
            return True
        return bool(kind.given_inside) and not kind.in_common and not kind.definite

    @staticmethod
    def _is_child_of(page: Page, at: int) -> bool:
        """Whether son or daughter of somebody follows: أصايل بنت حسين."""
        following, father = page.joined_kind(at + 1), page.joined_kind(at + 2)
        return following is not None and following.text in ("بن", "بنت", "منت") and father is not None and father.given

    def pair(self, page: Page, at: int) -> bool:
        """Whether two words here make one given name."""
        if at < 0 or not page.kinds[at].begins_pair:
            return False
        following = page.joined_kind(at + 1)
        return following is not None and any((stem, following.text) in self.lexicon.given_pairs for stem in page.kinds[at].stems)

    def is_kunya(self, page: Page, at: int) -> bool:
        """Whether a name begins with father of or mother of: أبو حمزة المصري, أم كريم, but not أبو ظبي, or أم for or."""
        kind, following = page.kinds[at], page.joined_kind(at + 1)
        if not kind.kunya or following is None or at + 1 in page.blocked:
            return False
        if kind.kunya == "ام":
            before = page.kinds[at - 1] if page.spaced[at] else None
            led = before is not None and (before.speech_stem or before.title is not None)
            return following.given or (following.given_or_word and led)
        return following.given or following.given_or_word or (following.definite and not following.common) or _is_strange(following)

    def is_doubtful_given(self, page: Page, at: int, *, titled: bool, in_phrase: bool) -> bool:
        """Whether a given name that is also a word (سعيد) stands here behind a title, or before what can only be a name."""
        kind, following = page.kinds[at], page.joined_kind(at + 1)
        if not kind.doubtful or following is None or self._is_address(page, at):
            return False
        called, introduced = self._is_called(page, at), self._is_introduced(page, at)
        if kind.definite and not (called or (introduced and page.kinds[at - 1].title is not None)):
            return False
        if kind.link_stem or kind.text.removeprefix("و") in self.lexicon.links:
            return False
        if kind.title is not None and following.definite and not following.given:
            return False  # قائد القوات: an office, whoever bears it as a name
        if kind.definite and following.definite and following.dictionary and not following.surname:
            return False  # العضو العربي الوحيد
        if following.text in FATHERS:
            return True
        spoken = kind.speech or (not in_phrase and kind.text[0] in "وف" and kind.text[1:] in self.lexicon.speech)  # ورد
        if spoken or (not in_phrase and (kind.verb or kind.text in self.lexicon.words_far_off)):
            return False
        if following.given or (_is_strange(following) and not following.verb and at + 1 not in page.blocked):
            return in_phrase or not following.definite
        if not in_phrase:
            return False
        to_come = called or (introduced and not following.in_common and kind.text not in self.lexicon.not_introduced)
        if to_come and not following.link and not following.speech:
            return following.title is None and following.text not in self.lexicon.no_surnames and not following.verb
        if (
            not titled
            or (kind.text in self.lexicon.words_far_off and not introduced)
            or kind.text in self.lexicon.not_introduced
            or page.text[page.tokens[at].start - 1 : page.tokens[at].start] != " "
        ):
            return False
        return not following.common

    def _is_introduced(self, page: Page, at: int) -> bool:
        """Whether a definite title or nationality stands right before a word, so that a name is to come: للروائية جوخة الحارثي."""
        before = page.kinds[at - 1]
        titled = page.spaced[at] and before.title is not None and before.definite_stem
        return titled or self.is_introduced_by_nationality(page, at)

    @staticmethod
    def is_introduced_by_nationality(page: Page, at: int) -> bool:
        """Whether a nationality of one man or woman stands right before a word: البرازيلي كارلوس كوريا."""
        before = page.kinds[at - 1].text
        bare = before.lstrip("وبكلف")
        singular = bare.startswith("ال") and bare.endswith(("ي", "يه"))
        return page.spaced[at] and singular and page.tokens[at - 1].end - len(bare) in page.nationalities

    @staticmethod
    def is_strange(page: Page, at: int) -> bool:
        """Whether a word is none of written Arabic and no place here, and so most likely a name."""
        return _is_strange(page.kinds[at]) and at not in page.blocked

    def _is_called(self, page: Page, at: int) -> bool:
        """Whether a rank or an honorific stands right before a word: البروفيسور الصادق شرفي."""
        return page.spaced[at] and page.kinds[at - 1].direct

    def inner_start(self, page: Page, at: int) -> int:
        """The character where a name in a word begins, its proclitics taken off."""
        token, kind = page.tokens[at], page.kinds[at]
        if kind.text[0] == "و" and not (kind.given or kind.given_or_word) and kind.text[1:] in self.lexicon.given_or_word:
            return token.start + 1
        return token.start if kind.given else token.end - len(kind.kunya or kind.given_inside or token.text)


def _is_strange(kind: WordKind) -> bool:
    """Whether a word is none of written Arabic, and so most likely a name."""
    return kind.unknown and not kind.dictionary
