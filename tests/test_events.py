"""What a sentence tells: what happened, on which day, and who took part."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import reference
from pipeline.annotated import AnnotatedText
from pipeline.events import EventFinder
from pipeline.model import Article, Paragraph
from pipeline.names import NameFinder

KNOWN = reference.load()
NAMES, EVENTS = NameFinder.of(KNOWN), EventFinder.of(KNOWN)
WEDNESDAY = date(2025, 2, 12)

TOLD = {
    "استقبل الرئيس عبد الفتاح السيسي، أمس، هاكان فيدان الذي يزور القاهرة.": {("meeting", "2025-02-11"), ("visit", None)},
    "التقى سيرغي لافروف هاكان فيدان في موسكو يوم 3 شباط الجاري.": {("meeting", "2025-02-03")},
    "قال سيرغي لافروف، اليوم الأربعاء، إن بلاده جاهزة.\nوجاء ذلك خلال مؤتمر صحفي عقده لافروف في سوتشي.": {
        ("statement", "2025-02-12"),
        ("press-conference", "2025-02-12"),
    },
    "التقى سيرغي لافروف هاكان فيدان أمس في موسكو.\nوقال لافروف في مؤتمر صحفي عقب اللقاء إن الحل قريب.": {
        ("meeting", "2025-02-11"),
        ("press-conference", "2025-02-11"),
    },
    "سيزور هاكان فيدان الجزائر يوم الخميس المقبل.": {("visit", "2025-02-13")},
    "تلقى عبد المجيد تبون مكالمة هاتفية من فلاديمير بوتين الأحد الماضي.": {("phone-call", "2025-02-09")},
    "استقبله هاكان فيدان أمس في أنقرة.": {("meeting", "2025-02-11")},
    "يبحث الناس عن الماء منذ أمس.": set(),
}


@pytest.mark.parametrize("text", TOLD)
def test_events_of_a_text(text: str) -> None:
    paragraphs = tuple(Paragraph(0, len(line), line) for line in text.split("\n"))
    article = Article("a.txt", "", None, None, None, None, None, None, WEDNESDAY, None, paragraphs, ())
    found = EVENTS.find(AnnotatedText.of(article, NAMES.find(article)))
    assert {(event.type, event.date) for event in found} == TOLD[text]
