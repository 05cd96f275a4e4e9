"""RawPage -> Article: which lines of a page are the article, and what the page states of it.

No outlet needs to be known. A page is lines; the body is the run of lines that reads most like told news; the
title, the date and the byline stand above it. Each line gets a verdict with its reason.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from pipeline.arabic import ARABIC_LETTER, INVISIBLE, arabic_share, fold, folded, stems, words
from pipeline.dates import DateFinder
from pipeline.model import Article, Line, LineKind, Paragraph, Problem, RawPage
from pipeline.reference import Reference, folded_set
from pipeline.time_words import WEEKDAYS

PROSE_WORDS = 15
SENTENCE_WORDS = 5
SHORTEST_HEADLINE = 4
LONGEST_TITLE = 32
LONGEST_MASTHEAD = 4
LONGEST_URL = 500
LONGEST_TEASER = 40
LINES_ABOVE = 30
BREAK_LINES = 16
SUBHEAD_SHARED = 0.3
RARE_SHARED = 0.35
TICKER_GAP = re.compile(r"\S[ \t\u00a0]{3,}\S")
_INSIDE = re.compile(rf"[^\s{INVISIBLE}](?:.*[^\s{INVISIBLE}])?", re.DOTALL)
BULLET = re.compile(r"^[❊•*●▪■◆○–-]\s*")
FULL_STOP = re.compile(r"(?<!\.)[.!؟»”\"][\s\u200b-\u200f]*$")
COMMA = re.compile(r"[.،,؛؟]")
ENDMARK = re.compile(r"^[\s/*#\-–_.]*(?:انتهى|انتهي|أ ?هـ|ا ?هـ)[\s/*#\-–_.]*$")
BREAK = "a heading of a box that may stand inside an article"
TEASER = "another story in a box of them"
REPEATED = "stands more than once on the page"
CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?|\d{1,2} ?(?:ص|م)\b")
_HIJRI_MONTHS = (
    "محرم|صفر|ربيع (?:الاول|الثاني|الاخر)|جمادي (?:الاولي|الاول|الاخره|الثانيه|الثاني)|رجب|شعبان|رمضان|شوال|ذ[ويا] (?:القعده|الحجه)"
)
BREADCRUMB = re.compile(r"\S [>›»/] \S+(?: \S+){0,2}$")  # ثقافة وفنون > سينما
ISSUE = re.compile(r"العدد *[:：]? *\d{2,}")
HIJRI = re.compile(rf"\d{{1,2}} *(?:من )?(?:{_HIJRI_MONTHS}) *(?:عام )?1[34]\d\d *(?:ه|هـ)?")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A line as it stands: offsets in the page, its text without the white space at its ends, folded, its words."""

    start: int
    end: int
    text: str
    folded: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleFinder:
    """Finds the article of a page. Made once from reference/."""

    reference: Reference
    dates: DateFinder
    ends: frozenset[str]
    breaks: frozenset[str]
    starts_breaks: tuple[str, ...]
    openers: tuple[str, ...]
    links: frozenset[str]
    mastheads: frozenset[str]
    inside: frozenset[str]
    starts_ends: tuple[str, ...]
    starts_inside: tuple[str, ...]
    captions: tuple[str, ...]
    captions_end: tuple[str, ...]
    bylines: frozenset[str]
    date_words: frozenset[str]
    title_words: frozenset[str]
    given_names: frozenset[str]
    speech: frozenset[str]
    place_names: frozenset[str]
    outlet_names: dict[str, str]
    outlet_domains: dict[str, str]

    @classmethod
    def of(cls, reference: Reference) -> ArticleFinder:
        """The finder with the labels, names and words of reference/ folded."""
        furniture, titles = reference.furniture, reference.titles
        places = [name for country in reference.countries.values() for name in country.names_ar + country.capitals_ar]
        places += [name for place in reference.places for name in (place.name_ar, *place.aliases)]
        return cls(
            reference=reference,
            dates=DateFinder.of(reference.months),
            ends=frozenset(map(_bare, furniture.ends)),
            breaks=frozenset(map(_bare, furniture.breaks)),
            starts_breaks=tuple(map(folded, furniture.starts_breaks)),
            openers=tuple(map(folded, reference.words.goes_on)),
            links=folded_set(reference.words.links),
            mastheads=folded_set(reference.words.mastheads),
            inside=frozenset(map(_bare, furniture.inside)),
            starts_ends=tuple(map(folded, furniture.starts_ends)),
            starts_inside=tuple(map(folded, furniture.starts_inside)),
            captions=tuple(map(folded, furniture.captions)),
            captions_end=tuple(map(folded, furniture.captions_end)),
            bylines=folded_set(furniture.bylines),
            date_words=frozenset(word for phrase in furniture.date_words for word in folded(phrase).split()),
            title_words=folded_set(titles.offices + titles.ranks + titles.honorifics),
            given_names=frozenset(folded(name.name) for name in reference.given_names if not name.word),
            speech=folded_set(form for verb in reference.speech_verbs for form in verb.forms if form not in verb.weak),
            place_names=folded_set(places),
            outlet_names=_outlet_names(reference),
            outlet_domains={domain: outlet.id for outlet in reference.outlets for domain in outlet.domains},
        )

    def find(self, page: RawPage) -> Article | Problem:
        """The article of a page, or the problem that there is none."""
        lines = _lines(page.text)
        often = Counter(line.folded for line in lines)
        verdicts = [self._verdict(line, repeated=often[line.folded] > 1) for line in lines]
        self._mark_teasers(lines, verdicts)
        first, last = self._body(lines, verdicts)
        if first > last:
            return Problem(page.path, "article", "no run of sentences that reads like an article")
        first += self._heading_in_run(lines, first, last)
        title_at, title = self._title(page, lines, verdicts, first, last)
        verdicts = self._settle(lines, verdicts, first, last)
        paragraphs_at = [at for at in range(first, last + 1) if verdicts[at][0] is LineKind.BODY]
        if not paragraphs_at:
            return Problem(page.path, "article", "nothing but headlines")
        first = paragraphs_at[0]
        heading = range(max(0, (title_at if title_at is not None else first) - 3), first)
        published, published_from, dated_at = self._published(page, lines, verdicts, heading, title_at, last)
        subtitle_at = self._subtitle(lines, verdicts, title_at, first, dated_at)
        author, dateline, credit_at = self._credits(lines, heading, title_at, dated_at)
        for at, kind, reason in (
            (title_at, LineKind.TITLE, "names what the body tells, above it"),
            (subtitle_at, LineKind.SUBTITLE, "stands between title and date"),
            (dated_at, LineKind.DATE, "the date nearest to the title"),
            (credit_at, LineKind.BYLINE, "place, agency or author above the body"),
        ):
            if at is not None:
                verdicts[at] = (kind, reason)
        paragraphs = [
            Paragraph(line.start, line.end, line.text) for line, (kind, _) in zip(lines, verdicts, strict=True) if kind is LineKind.BODY
        ]
        paragraphs[0], lead = self._without_dateline(paragraphs[0])
        if published is None and lead is not None:
            published, published_from = self._dated(lead)
        outlet_id, outlet_from = self._outlet(page, lines, verdicts, first, last, dated_at, credit_at, lead)
        return Article(
            raw_path=page.path,
            raw_sha256=page.sha256,
            title=title,
            subtitle=lines[subtitle_at].text if subtitle_at is not None else None,
            author=author or page.declared.author,
            dateline=dateline or lead,
            outlet_id=outlet_id,
            outlet_from=outlet_from,
            published=published,
            published_from=published_from,
            paragraphs=tuple(paragraphs),
            lines=tuple(Line(line.start, line.end, line.text, kind, reason) for line, (kind, reason) in zip(lines, verdicts, strict=True)),
        )

    def _verdict(self, line: _Raw, *, repeated: bool) -> tuple[LineKind, str]:
        """What a line is by itself and by standing more than once; BODY here means no more than that it might be."""
        bare = _bare(line.text)
        if len(TICKER_GAP.findall(line.text)) >= 3:
            return LineKind.TICKER, "headlines joined by runs of spaces"
        if bare in self.ends or line.folded.startswith(self.starts_ends) or ENDMARK.match(line.text):
            source = line.folded.startswith(("المصدر", "مصدر")) or ENDMARK.match(line.text)
            return (LineKind.SOURCE, "a source line") if source else (LineKind.RELATED, "a heading that comes after an article")
        if bare in self.breaks or line.folded.startswith(self.starts_breaks):
            return LineKind.RELATED, BREAK
        if bare in self.inside or line.folded.startswith(self.starts_inside):
            return LineKind.FURNITURE, "a label of the site"
        if len(line.words) < 25 and line.folded.startswith(self.captions):
            return LineKind.CAPTION, "begins like a caption"
        if len(line.words) < 25 and line.folded.rstrip(" .").endswith(self.captions_end):
            return LineKind.CAPTION, "ends like a caption"
        if self._is_date_line(line):
            return LineKind.DATE, "a date and little else"
        if not line.words or arabic_share(line.text) < 0.4:
            return LineKind.FURNITURE, "hardly an Arabic letter in it"
        if bare in self.outlet_names:
            return LineKind.FURNITURE, "the name of an outlet"
        if repeated and len(line.words) <= LONGEST_TITLE:
            return LineKind.CAPTION, REPEATED
        if len(line.words) > 40 and not COMMA.search(line.text):
            return LineKind.TICKER, "a long line without a comma or full stop"
        return LineKind.BODY, "a run of sentences"

    def _is_date_line(self, line: _Raw) -> bool:
        """Whether a line is a date with at most six words that do not belong to dates."""
        if len(line.words) > 30:
            return False
        found = [each for each in self.dates.absolute(line.folded) if each.precision == "day"]
        if not found:
            return False
        rest = HIJRI.sub(" ", CLOCK.sub(" ", line.folded))
        for each in found:
            rest = rest.replace(each.text, " ")
        strange = [w.text for w in words(rest) if w.text.lower() not in self.date_words and w.text not in WEEKDAYS and not w.text.isdigit()]
        return len(strange) <= 6 and len(strange) <= 2 * len(found) + 4 and not FULL_STOP.search(line.text.rstrip(") "))

    def _body(self, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]]) -> tuple[int, int]:
        """First and last line of the run that reads most like an article; first > last where none does."""
        best, best_score = (1, 0), 0.0
        start = 0
        for at in range(len(lines) + 1):
            if at < len(lines) and not self._is_barrier(verdicts[at][0]):
                continue
            run = self._best_run(lines, verdicts, start, at)
            if run is not None:
                dated = any(verdicts[above][0] is LineKind.DATE for above in range(max(0, run[0] - 12), run[0]))
                score = self._news_score(lines, verdicts, *run) * (1.5 if dated else 1.0)
                if score > best_score:
                    best, best_score = run, score
            start = at + 1
        return self._bridge(lines, verdicts, *best)

    def _heading_in_run(self, lines: Sequence[_Raw], first: int, last: int) -> int:
        """How many lines at the head of a run are no paragraphs: a headline that ends like a sentence, and the byline below it."""
        headline, below = lines[first], lines[min(first + 1, last)]
        heads = len(headline.words) <= LONGEST_TITLE and not headline.text.rstrip().endswith((".", "؟"))
        return 2 if heads and last > first + 2 and self._is_credit(below) else 0

    def _bridge(self, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], first: int, last: int) -> tuple[int, int]:
        """The run with those that go on with it beyond a box in the article's middle (اقرأ أيضا and its headlines)."""
        grown = True
        while grown and first <= last:
            grown = False
            after = self._next_run(lines, verdicts, last, 1)
            if after is not None and self._goes_on(lines, verdicts, (first, last), after):
                last, grown = after[1], True
            before = self._next_run(lines, verdicts, first, -1)
            if before is not None and self._goes_on(lines, verdicts, (first, last), before):
                first, grown = before[0], True
        return first, last

    def _next_run(self, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], at: int, step: int) -> tuple[int, int] | None:
        """The run beyond the soft break next to a line, or None where an end, a date or too much lies between."""
        edge, broken = at + step, False
        while 0 <= edge < len(lines) and abs(edge - at) <= BREAK_LINES:
            kind, reason = verdicts[edge]
            if reason in (BREAK, TEASER):
                broken = True
            elif self._is_barrier(kind):
                return None
            elif broken and len(lines[edge].words) >= PROSE_WORDS and _weight(lines[edge], kind) >= PROSE_WORDS:
                break
            edge += step
        else:
            return None
        start = stop = edge
        while 0 <= stop + step < len(lines) and not self._is_barrier(verdicts[stop + step][0]):
            stop += step
        return self._best_run(lines, verdicts, min(start, stop), max(start, stop) + 1)

    def _mark_teasers(self, lines: Sequence[_Raw], verdicts: list[tuple[LineKind, str]]) -> None:
        """Mark what stands in a box of other stories: its headlines, and the lead that follows each of them."""
        for at in [at for at, (_, reason) in enumerate(verdicts) if reason == BREAK]:
            told = _stems(lines[:at])
            below = at + 1
            while (
                below < len(lines)
                and not _is_speech(lines[below])
                and (_is_head(lines[below]) or _is_number(lines[below]))
                and not self._is_barrier(verdicts[below][0])
            ):
                verdicts[below] = (LineKind.RELATED, TEASER)
                below += 1
                lead = (
                    below < len(lines)
                    and verdicts[below][0] is LineKind.BODY
                    and not _is_head(lines[below])
                    and not _is_number(lines[below])
                )
                if (
                    lead
                    and not _is_speech(lines[below])
                    and not self._opens_on(lines[below])
                    and not self._shares(lines[below : below + 1], told)
                ):
                    verdicts[below] = (LineKind.RELATED, TEASER)
                    below += 1

    def _goes_on(
        self, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], run: tuple[int, int], other: tuple[int, int]
    ) -> bool:
        """Whether two runs tell one story: the later opens in the manner of going on, or the earlier shares its rarer words."""
        later = max(run, other)
        opening = next((line for line in lines[later[0] : later[1] + 1] if len(line.words) >= PROSE_WORDS), lines[later[0]])
        if self._opens_on(opening) or other > run:
            return self._opens_on(opening)
        prose = [lines[at] for at in range(other[0], other[1] + 1) if _weight(lines[at], verdicts[at][0]) > 0]
        return self._shares(prose, _stems(lines[run[0] : run[1] + 1]))

    def _shares(self, prose: Sequence[_Raw], told: frozenset[str]) -> bool:
        """Whether the rarer words of some lines are told elsewhere too."""
        rare = [word for line in prose for word in line.words if not any(stem in self.reference.common_words for stem in stems(word))]
        shared = sum(1 for word in rare if any(stem in told for stem in stems(word)))
        return shared >= 3 and shared / len(rare) >= RARE_SHARED

    def _opens_on(self, line: _Raw) -> bool:
        """Whether a paragraph opens as one that goes on: وأضاف, من جانبه, وكان; وزير and وفد open none."""
        bare = " ".join(line.words)
        if _is_speech(line):
            return True
        if any(bare == phrase or bare.startswith(phrase + " ") for phrase in self.openers):
            return True
        word = line.words[0]
        return word.startswith("و") and (word[1:] in self.reference.common_words or word[1:] in self.speech)

    @staticmethod
    def _is_barrier(kind: LineKind) -> bool:
        return kind in (LineKind.RELATED, LineKind.SOURCE, LineKind.DATE)

    def _best_run(self, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], start: int, stop: int) -> tuple[int, int] | None:
        """The run of start:stop with the largest sum of line weights (Kadane's maximum subarray)."""
        best: tuple[int, int] | None = None
        best_sum, running, run_start = 0.0, 0.0, start
        for at in range(start, stop):
            if running <= 0:
                running, run_start = 0.0, at
            running += _weight(lines[at], verdicts[at][0])
            if running > best_sum:
                best, best_sum = (run_start, at), running
        if best is None:
            return None
        first, last = best
        while first < last and _weight(lines[first], verdicts[first][0]) <= 0:
            first += 1
        return (first, last) if best_sum >= SENTENCE_WORDS else None

    def _news_score(self, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], first: int, last: int) -> float:
        """Words of prose in a run, raised by how often it tells who said what and when."""
        told, count = 0, 0
        for line, (kind, _) in zip(lines[first : last + 1], verdicts[first : last + 1], strict=True):
            if kind is LineKind.BODY and _weight(line, kind) > 0:
                count += len(line.words)
                told += sum(1 for word in line.words if any(stem in self.speech or stem in WEEKDAYS for stem in stems(word)))
        return math.sqrt(count) * (0.2 + min(1.0, 30 * told / (count + 30)))

    def _title(
        self, page: RawPage, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], first: int, last: int
    ) -> tuple[int | None, str | None]:
        """The line above the body that shares most with it, and its text; (None, None) where no line is a title."""
        declared = page.declared.title
        folded_declared = folded(declared or "")
        body = Counter(stem for line in lines[first : last + 1] for word in line.words for stem in stems(word))
        best, best_score = None, 0.0
        scores: dict[int, float] = {}
        above = [at for at in range(max(0, first - LINES_ABOVE), first) if lines[at].words]
        for nearness, at in enumerate(reversed(above)):
            line = lines[at]
            if (
                (verdicts[at][0] is not LineKind.BODY and verdicts[at][1] != REPEATED)
                or not 3 <= len(line.words) <= LONGEST_TITLE
                or self._is_caption(line)
            ):
                continue
            if (
                self._is_credit(line)
                or BULLET.match(line.text)
                or BREADCRUMB.search(line.text)
                or (len(line.words) <= LONGEST_MASTHEAD and line.words[0] in self.mastheads)
                or (FULL_STOP.search(line.text) and line.text.rstrip().endswith(".") and not line.text.rstrip().endswith(".."))
            ):
                continue
            shared = sum(1 for word in line.words if len(word) > 2 and any(body[stem] for stem in stems(word) if len(stem) > 2))
            score = shared / len(line.words) * min(len(line.words), 8)
            score += 2.0 * (verdicts[at][1] == REPEATED) + 2.0 * self._dated_below(lines, verdicts, at, first)
            score += 6.0 * (line.folded in folded_declared) - 0.1 * nearness
            if shared >= 2 or nearness <= 1:
                scores[at] = score
                if score > best_score:
                    best, best_score = at, score
        if best is None:
            return None, declared
        inner = [at for at in scores if at != best and lines[at].folded in lines[best].folded and len(lines[at].words) >= SENTENCE_WORDS]
        if inner and len(lines[inner[0]].words) < len(lines[best].words):
            return inner[0], lines[inner[0]].text  # the other is the page's <title>, with the site's name
        upper = best - 1
        if (
            upper in scores
            and len(lines[upper].words) >= SHORTEST_HEADLINE
            and declared is None
            and (page.text.count("\n", lines[upper].end, lines[best].start) == 1 or _is_section(lines[upper - 1]))
            and self._dated_below(lines, verdicts, best, first)
        ):
            best = upper  # a headline and its second deck, a line each, above the date
        return best, lines[best].text

    @staticmethod
    def _dated_below(lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], at: int, first: int) -> bool:
        """Whether a date line follows within three lines, above the body."""
        return any(verdicts[below][0] is LineKind.DATE for below in range(at + 1, min(at + 4, first)))

    def _is_caption(self, line: _Raw) -> bool:
        """Whether a line is no more than an office and a name, as under a picture."""
        if len(line.words) > 12 or ":" in line.text:
            return False
        starts = bool({line.words[0], line.words[0].removeprefix("ال")} & self.title_words)
        bare = " ".join(line.words)
        named = any(f" {name} " in f" {bare} " for name in self._given_in(line.words))
        verb = any(re.match("[يت]", word) and word not in self.given_names and word not in self.place_names for word in line.words)
        linked = any(word in ("الي", "من", "علي", "في", "عن", "بعد", "قبل", "مع", "بين") for word in line.words)
        return starts and named and not verb and not linked

    def _given_in(self, line_words: Sequence[str]) -> set[str]:
        """The given names among words, one word or two."""
        pairs = {f"{a} {b}" for a, b in pairwise(line_words)}
        return (set(line_words) | pairs) & self.given_names

    def _settle(self, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], first: int, last: int) -> list[tuple[LineKind, str]]:
        """Verdicts with the page in view: what is outside the body, captions and related headlines inside it."""
        settled = [
            verdict if verdict[0] is not LineKind.BODY or first <= at <= last else (LineKind.FURNITURE, "outside the run of the article")
            for at, verdict in enumerate(verdicts)
        ]
        heads = [at for at in range(first, last + 1) if settled[at][0] is LineKind.BODY and _is_head(lines[at])]
        for at in heads:
            neighbours = {at - 1, at + 1} & set(heads)
            after_caption = at > first and settled[at - 1][0] in (LineKind.CAPTION, LineKind.FURNITURE) and "©" in lines[at - 1].text
            if neighbours or after_caption:
                settled[at] = (LineKind.RELATED, "one of several headlines between paragraphs")
        for at in heads:
            if settled[at][0] is LineKind.BODY and not self._heads_what_follows(lines, settled, at):
                settled[at] = (LineKind.RELATED, "a headline that shares nothing with the paragraphs around it")
            if settled[at][0] is LineKind.BODY and self._is_caption(lines[at]):
                settled[at] = (LineKind.CAPTION, "an office and a name")
        return settled

    def _heads_what_follows(self, lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], at: int) -> bool:
        """Whether a lone headline is a subhead: enough of its words stand in the paragraphs next to it."""
        around = [each for each in range(max(0, at - 2), min(len(lines), at + 4)) if each != at and verdicts[each][0] is LineKind.BODY]
        told = _stems([lines[each] for each in around])
        content = [word for word in lines[at].words if len(word) > 2 and word not in self.links]
        shared = [word for word in content if any(stem in told for stem in stems(word) if len(stem) > 2)]
        rare = any(not any(stem in self.reference.common_words for stem in stems(word)) for word in shared)
        return rare or len(shared) >= SUBHEAD_SHARED * len(content)

    def _published(
        self,
        page: RawPage,
        lines: Sequence[_Raw],
        verdicts: Sequence[tuple[LineKind, str]],
        heading: range,
        title_at: int | None,
        last: int,
    ) -> tuple[date | None, str | None, int | None]:
        """The publication date, the string it was read from and its line: below the title first, then above it.

        Further up a date may be the day of the visit; only beside the number of an issue is it the newspaper's own.
        """
        if page.declared.published:
            found = [each for each in self.dates.absolute(folded(page.declared.published)) if each.precision == "day"]
            if found:
                return found[0].value, page.declared.published, None
        below = [at for at in heading if title_at is None or at > title_at]
        above = [at for at in heading if title_at is not None and at < title_at]
        mastheads = [at for at in range(title_at or 0) if ISSUE.search(lines[at].folded)]
        for at in [*below, *reversed(above), *range(last + 1, min(last + 2, len(lines))), *mastheads]:
            if verdicts[at][0] is LineKind.DATE:
                found = [each for each in self.dates.absolute(lines[at].folded) if each.precision == "day"]
                return found[0].value, lines[at].text, at
        return None, None, None

    def _dated(self, line: str) -> tuple[date | None, str | None]:
        """The day that a line gives, and the line."""
        found = [each for each in self.dates.absolute(folded(line)) if each.precision == "day"]
        return (found[0].value, line) if found else (None, None)

    @staticmethod
    def _subtitle(
        lines: Sequence[_Raw], verdicts: Sequence[tuple[LineKind, str]], title_at: int | None, first: int, dated_at: int | None
    ) -> int | None:
        """The line between title and date, where the page has one."""
        if title_at is None or dated_at is None or not title_at + 1 < dated_at <= first or title_at + 2 < dated_at:
            return None
        at = title_at + 1
        return at if len(lines[at].words) >= 4 and verdicts[at][1] == "outside the run of the article" else None

    def _credits(
        self, lines: Sequence[_Raw], heading: range, title_at: int | None, dated_at: int | None
    ) -> tuple[str | None, str | None, int | None]:
        """Author and dateline from the byline above the body, and its line."""
        for at in heading:
            if (title_at is not None and at <= title_at) or at == dated_at or not lines[at].words:
                continue
            author, dateline = self._credit(lines[at])
            if author or dateline:
                return author, dateline, at
        return None, None, None

    def _is_credit(self, line: _Raw) -> bool:
        return any(self._credit(line))

    def _credit(self, line: _Raw) -> tuple[str | None, str | None]:
        """Author and dateline that a line states: كتبت فلانة; الجزائر – فلان; لندن: «...»; العربية.نت."""
        if len(line.words) > 9:
            return None, None
        if line.words and line.words[0] in self.bylines and 2 <= len(line.words) <= 6:
            author = re.sub(r"^\S+\s*[:：]?\s*", "", line.text).strip(" -–:/|")
            return author, None
        parts = [part.strip(' «»"“”()') for part in re.split(r"\s*[-–—:/|،]\s*", BULLET.sub("", line.text)) if part.strip(' «»"“”()')]
        if len(parts) == 1:
            return (None, line.text) if folded(parts[0]) in self.outlet_names else (None, None)
        if not 2 <= len(parts) <= 3 or len(line.words) > 8:
            return None, None
        is_place = [folded(part) in self.place_names for part in parts]
        is_outlet = [folded(part) in self.outlet_names for part in parts]
        if not any(is_place) or sum(is_place) == len(parts):
            return None, None
        if any(outlet and not place for outlet, place in zip(is_outlet, is_place, strict=True)):
            return None, line.text
        other = next(part for part, place in zip(parts, is_place, strict=True) if not place)
        if 2 <= len(other.split()) <= 4 and self._may_be_name(other):
            return other, line.text
        quoted = re.search(rf"[«\"“]{re.escape(other)}[»\"”]", line.text)
        return (None, line.text) if quoted or len(other.split()) == 1 else (None, None)

    def _may_be_name(self, text: str) -> bool:
        """Whether a text may be a person's name: two to four words, none of them common."""
        return not any(word.text in self.reference.common_words and word.text not in self.given_names for word in words(folded(text)))

    def _without_dateline(self, paragraph: Paragraph) -> tuple[Paragraph, str | None]:
        """The first paragraph without the dateline it opens with, and that dateline.

        Either place or outlet before a dash or colon (موسكو، روسيا (CNN)--), or place, date and agency in brackets
        (القاهرة 5 مايو 2019 (شينخوا)).
        """
        match = _DATELINE.match(paragraph.text)
        if match is None or not self._is_dateline(match["line"], drawn=len(re.sub(r"\s", "", match["dash"])) > 1):
            match = _AGENCY.match(paragraph.text)
            if match is None or not self._is_place_and_day(match["place"]):
                return paragraph, None
        cut = match.end()
        return replace(paragraph, start=paragraph.start + cut, text=paragraph.text[cut:]), match["line"].strip()

    def _is_place_and_day(self, text: str) -> bool:
        """Whether a text is places and days and nothing else."""
        line = HIJRI.sub("،", folded(text))
        for found in self.dates.absolute(line):
            line = line.replace(found.text, "،")
        parts = [part.strip() for part in re.split(r"[،,/–—-]| في ", line) if part.strip()]
        return bool(parts) and all(part in self.place_names or part in WEEKDAYS or part in self.date_words for part in parts)

    def _is_dateline(self, line: str, *, drawn: bool) -> bool:
        """Whether what stands before a dash is a dateline: it names a place or an outlet, or is short and a long dash follows."""
        if len(line.split()) > 7:
            return False
        parts = [folded(part) for part in re.split(r"[-–—:/|،,()«»\"]", line) if part.strip()]
        named = any(part in self.place_names or part in self.outlet_names or not re.search(f"[{ARABIC_LETTER}]", part) for part in parts)
        return named or (drawn and len(line.split()) <= 3)

    def _outlet(
        self,
        page: RawPage,
        lines: Sequence[_Raw],
        verdicts: Sequence[tuple[LineKind, str]],
        first: int,
        last: int,
        dated_at: int | None,
        credit_at: int | None,
        lead: str | None,
    ) -> tuple[str | None, str | None]:
        """The outlet and the string that names it: its domain, its name by the date, the byline, or its mark on the page."""
        for text in (page.declared.url, *(line.text for at, line in enumerate(lines) if verdicts[at][0] is not LineKind.BODY)):
            for domain in _domains(text or ""):
                for suffix in _suffixes(domain):
                    if suffix in self.outlet_domains:
                        return self.outlet_domains[suffix], domain
        for text in [lines[at].text for at in (dated_at, credit_at) if at is not None] + [lead, page.declared.site]:
            for part in self._parts(text or ""):
                if part in self.outlet_names and part not in self.place_names:
                    return self.outlet_names[part], text
        marked = Counter[str]()
        for at, line in enumerate(lines):
            if not first <= at <= last:
                owned = "©" in line.text or "الحقوق محفوظه" in line.folded
                marked.update(
                    {name: 3 if owned else 1 for name in set(_phrases(line.folded)) if name in self.outlet_names and (owned or " " in name)}
                )
        name, marks = max(marked.items(), key=lambda item: (item[1], len(item[0]), item[0]), default=("", 0))
        return (self.outlet_names[name], name) if marks >= 3 else (None, None)

    def _parts(self, text: str) -> list[str]:
        """The pieces of a date line, byline or site name that may name an outlet, folded."""
        line = folded(text)
        printed = re.search(r"نشرت? في (?:جريده |صحيفه |موقع )?(.+?) (?:يوم|بتاريخ)", line)
        for found in self.dates.absolute(line):
            line = line.replace(found.text, "|")
        pieces = re.split(r"\s*[-–—:/|،()«»\"]\s*", HIJRI.sub("|", line))
        kept = [" ".join(word.text for word in words(piece) if word.text not in self.date_words) for piece in pieces]
        return ([printed[1]] if printed else []) + [_bare(piece) for piece in pieces] + kept


_DATELINE = re.compile(r"^(?P<line>[^.\n]{2,60}?)(?P<dash>\s*(?::\s*[-–—]+|[-–—]{2,}|\s[-–—:]\s|(?<=\))\s*[-–—:]\s*|/\s))\s*(?=\S)")
_AGENCY = re.compile(r"^(?P<line>(?P<place>[^.()\n]{2,60}?)\s*\([^().\n]{2,25}\))\s*[-–—:]*\s*(?=\S)")
_DOMAIN = re.compile(r"(?<![a-z0-9.-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![a-z0-9-])", re.IGNORECASE)


def _domains(text: str) -> list[str]:
    """The domains that a text names, in small letters. A longer word than a URL is data, and is not searched."""
    return [domain.lower() for word in text.split() if "." in word and len(word) <= LONGEST_URL for domain in _DOMAIN.findall(word)]


def _suffixes(domain: str) -> list[str]:
    """A domain and those above it: arabic.example.com, example.com."""
    parts = domain.split(".")
    return [".".join(parts[at:]) for at in range(len(parts) - 1)]


def _phrases(text: str) -> list[str]:
    """All runs of up to six words of a folded text, longest first."""
    found = [word.text for word in words(text)]
    return [" ".join(found[at : at + size]) for size in range(min(6, len(found)), 0, -1) for at in range(len(found) - size + 1)]


def _outlet_names(reference: Reference) -> dict[str, str]:
    """Folded names of outlets -> id; a name that two outlets share belongs to the first."""
    names: dict[str, str] = {}
    for outlet in reference.outlets:
        for name in (outlet.name_ar, *outlet.names, outlet.name_en):
            bare = _bare(name)
            if not bare.isdigit():
                names.setdefault(bare, outlet.id)
    return names


def _bare(text: str) -> str:
    """A line's words, folded, a space between: for comparing with labels and names."""
    return " ".join(word.text for word in words(folded(text)))


def _lines(text: str) -> list[_Raw]:
    """The lines of a page that have something in them, without white space and invisible marks at their ends."""
    lines, at = [], 0
    for whole in text.split("\n"):
        inside = _INSIDE.search(whole)
        if inside is not None:
            stripped = inside.group()
            start = at + inside.start()
            line = re.sub(r" +(?=[:|])", "", fold(stripped).text.strip())
            lines.append(_Raw(start, start + len(stripped), stripped, line, tuple(word.text for word in words(line))))
        at += len(whole) + 1
    return lines


def _stems(lines: Sequence[_Raw]) -> frozenset[str]:
    """All words of some lines, with and without their proclitics."""
    return frozenset(stem for line in lines for word in line.words for stem in stems(word))


def _is_section(line: _Raw) -> bool:
    """Whether a line is no more than the sections that lead to a page: لبنان / سياسة."""
    return len(line.words) <= 4 and BREADCRUMB.search(line.text) is not None


def _is_speech(line: _Raw) -> bool:
    """Whether a paragraph opens with words of speech and goes on behind them: "نعم"، كما تقول فلانة."""
    return len(line.words) >= PROSE_WORDS and line.text.startswith(('"', "«", "“")) and line.text.endswith(".")


def _is_number(line: _Raw) -> bool:
    """Whether a line is no more than a number or a mark, as in a list of the most read."""
    return not line.words or (len(line.words) <= 2 and line.words[0].isdigit())


def _weight(line: _Raw, kind: LineKind) -> float:
    """How strongly a line speaks for being part of an article's run: its words where it is prose, less than 0 where not."""
    size = len(line.words)
    if kind is not LineKind.BODY:
        return -12.0 if kind is LineKind.TICKER else -3.0
    if size < LONGEST_TEASER and line.text.endswith(("...", "…")):
        return -4.0
    if size >= PROSE_WORDS:
        return float(min(size, 120)) if COMMA.search(line.text) or size >= 25 else 2.0
    if size >= SENTENCE_WORDS and FULL_STOP.search(line.text):
        return float(size)
    if size >= SENTENCE_WORDS and BULLET.match(line.text):
        return 2.0
    return -4.0


def _is_head(line: _Raw) -> bool:
    """Whether a line may be a headline or a caption: short, and no sentence."""
    sentence = FULL_STOP.search(line.text) and not line.text.endswith("؟")
    return len(line.words) < PROSE_WORDS and not sentence and not BULLET.match(line.text) and not line.text.endswith((":", "؛", "،"))
