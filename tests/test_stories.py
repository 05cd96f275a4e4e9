"""One text is one story, whoever tells it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.stories import shingles, similarity

ROOT = Path(__file__).resolve().parent.parent
WIRE = """وصل وزير الخارجية المصري سامح شكري إلى الجزائر، اليوم الأحد، في زيارة تستغرق يومين يلتقي خلالها عددا من المسؤولين.
وقال الوزير في تصريح للصحفيين بالمطار إن الزيارة تأتي في إطار التشاور المستمر بين البلدين حول الملفات الإقليمية، وعلى رأسها الأزمة الليبية.
ومن المقرر أن يعقد الوزيران جلسة مباحثات موسعة صباح الاثنين، يليها مؤتمر صحفي مشترك في مقر الوزارة.
"""
OTHER = """وصل وزير الخارجية المصري سامح شكري إلى تونس، اليوم الثلاثاء، حاملا رسالة خطية إلى رئيس الجمهورية.
وأكد الوزير عقب اللقاء أن القاهرة تثمن موقف تونس من القضية الفلسطينية، مشيرا إلى أهمية تنسيق المواقف داخل جامعة الدول العربية.
وتطرق اللقاء إلى عقد اللجنة العليا المشتركة قبل نهاية السنة الجارية، وإلى زيادة المبادلات التجارية بين البلدين.
"""
RETOLD = {
    "the same page under another name": WIRE,
    "another headline and a byline": "شكري في الجزائر\nالقاهرة - وكالات\n" + WIRE,
    "without its last paragraph": WIRE.rsplit("ومن المقرر", 1)[0],
    "other hamzas and marks": WIRE.replace("إ", "ا").replace("أ", "ا").replace("،", ","),
    "a sentence of its own at the end": WIRE + "يذكر أن آخر زيارة للوزير المصري إلى الجزائر تعود إلى العام الماضي، بحسب مصادر دبلوماسية.\n",
}


def built(raw: Path, pages: dict[str, str]) -> sqlite3.Connection:
    """The database of some pages."""
    raw.mkdir()
    for name, text in pages.items():
        (raw / name).write_text(text, "utf8")
    output = raw.parent / "news.db"
    subprocess.run([sys.executable, ROOT / "build.py", "--raw", raw, "--output", output], check=True, capture_output=True)
    return sqlite3.connect(output)


@pytest.mark.parametrize("how", RETOLD)
def test_a_text_retold_is_one_story(tmp_path: Path, how: str) -> None:
    pages = {
        "a.txt": f"الخبر الأول\n3 ماي 2020\n{WIRE}",
        "b.txt": f"خبر ثان\n2 ماي 2020\n{OTHER}",
        "c.txt": f"خبر ثالث\n4 ماي 2020\n{RETOLD[how]}",
    }
    database = built(tmp_path / "raw", pages)
    stories = dict(database.execute("SELECT raw_path, story_id FROM articles").fetchall())
    assert stories["a.txt"] == stories["c.txt"] != stories["b.txt"]
    assert database.execute("SELECT first_date, articles FROM stories ORDER BY articles DESC").fetchall() == [
        ("2020-05-03", 2),
        ("2020-05-02", 1),
    ]


def test_the_five_pages_are_five_stories(connection: sqlite3.Connection) -> None:
    assert tuple(connection.execute("SELECT count(*), max(articles) FROM stories").fetchone()) == (5, 1)


def test_a_story_begins_with_its_earliest_article_whatever_comes_later(tmp_path: Path) -> None:
    early, late = f"خبر\n1 ماي 2020\n{WIRE}", f"خبر\n9 ماي 2020\n{WIRE}"
    database = built(tmp_path / "raw", {"z.txt": early, "a.txt": late})
    first = database.execute("SELECT raw_path FROM articles JOIN stories ON stories.id = articles.id").fetchall()
    assert first == [("z.txt",)]


def test_a_short_body_is_alike_only_to_itself() -> None:
    assert similarity(shingles("قال الوزير"), shingles("قال الوزير")) == 1
    assert similarity(shingles("قال الوزير"), shingles("قال السفير")) == 0
