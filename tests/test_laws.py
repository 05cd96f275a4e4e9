"""The eight laws of the project, on databases that were really built."""

from __future__ import annotations

import fcntl
import hashlib
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import database, reference
from pipeline.arabic import fold, folded
from pipeline.schema import TABLES, EventRow, article_id, columns

PROJECT = Path(__file__).resolve().parent.parent
RAW = PROJECT / "raw"
PAGES = ("000_62f31a78b0c36b3d", "001_5b7ad11702215904", "002_72f83734b4a4f666", "003_f16876b4f5d40b60", "004_2a2da4f36225d565")

# A page of our own: title, date, five sentences.
PAGE = """الجزائر وموسكو تبحثان الوضع في ليبيا
الأحد 3 ماي 2020

بحث وزير الخارجية الجزائري صبري بوقدوم، الأحد، مع نظيره الروسي سيرغي لافروف، الوضع في ليبيا ومالي، حسب بيان لوزارة الخارجية الجزائرية.
وقال بوقدوم في مؤتمر صحفي في موسكو: "نحن نعمل مع جميع الأطراف من أجل السلام والاستقرار في المنطقة كلها".
وأضاف أن الجزائر وروسيا متفقتان على ضرورة وقف إطلاق النار، وأن الأمم المتحدة ترعى المفاوضات بين الليبيين.
"""

# What pages contain beside plain letters: harakat, tatweel, presentation forms, NBSP, zero-width marks, hashtags, emoji.
DECORATED = """أكَّدَ وزيرُ الخارجيّةِ الجزائريُّ صبري بوقـــدوم 😀، أن الجزائـــر و\u200bليبيا و\u200fتونس تعمل مع الأُمَمِ المُتَّحِدَة من أجل السلام.
وقال #سيرغي_لافروف في موسكو: « نعمل مع\u00a0الجزائر\u00a0ومع #الأمم_المتحدة من أجل حل سياسي في ليبيا »، حسب وزارة\u00a0 الخارجية الروسية.
\u202bوأضاف ﻻﻓﺮﻭﻑ أن ﺍﻟﺠﺰﺍﺋﺮ 🇩🇿 شريك مهم لبلاده، وأن فلاديمير\u200c بوتين سيزور الجزائر.\u202c
\ufeffوشدّد عبدالمجيد تبّون على أنّ "لا حلَّ عسكريًّا في ليبيا"، مضيفا أن بلاده  ترفض التدخل الأجنبي.
"""

CONTRACT = {
    "outlets": "id name_ar name_en country_code domain",
    "articles": "id outlet_id title subtitle author dateline published published_from month words raw_path raw_sha256",
    "texts": "article_id body",
    "people": "id name_ar name_en country_code known",
    "countries": "code name_ar name_en latitude longitude articles mentions",
    "organisations": "id name_ar name_en kind country_code",
    "topics": "id name_ar name_en",
    "mentions": "article_id start end surface kind person_id country_code organisation_id method confidence",
    "article_topics": "article_id topic_id score evidence",
    "article_people": "article_id person_id mentions",
    "article_countries": "article_id country_code mentions",
    "article_organisations": "article_id organisation_id mentions",
    "roles": "person_id role country_code organisation_id article_id start end",
    "quotes": "id article_id text start end direct verb speaker_person_id speaker_organisation_id speaker_text",
    "events": "id article_id type date place country_code evidence start end",
    "event_participants": "event_id person_id organisation_id country_code",
    "problems": "raw_path stage message",
}
OF_AN_ARTICLE = (
    "texts",
    "mentions",
    "article_topics",
    "article_people",
    "article_countries",
    "article_organisations",
    "roles",
    "dates",
    "quotes",
    "events",
)


def build(raw: Path, output: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run the command that everything else calls."""
    command = [sys.executable, str(PROJECT / "build.py"), "--raw", str(raw), "--output", str(output)]
    options = {"cwd": PROJECT, "capture_output": True, "text": True, "timeout": 240} | settings
    return subprocess.run(command, check=False, **options)


def built(raw: Path, output: Path, **settings: object) -> Path:
    """The database that the command makes of a folder."""
    done = build(raw, output, **settings)
    assert done.returncode == 0, done.stderr
    return output


def rows(db: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copy_of_raw(folder: Path, order: Callable[[list[Path]], list[Path]] = list) -> Path:
    """The five pages in another folder, copied in the order given."""
    folder.mkdir(parents=True)
    for page in order(sorted(RAW.glob("*.txt"))):
        shutil.copyfile(page, folder / page.name)
    return folder


def write_page(folder: Path, name: str, text: str | bytes) -> None:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


TEXT_OF = {"mentions": "surface", "dates": "text", "quotes": "text", "events": "evidence"}


def misplaced(db: Path, table: str) -> list[tuple[object, ...]]:
    """The rows of a table whose text is not what stands at start:end of the body."""
    text = TEXT_OF[table]
    found = 'substr(body, start + 1, "end" - start)'
    return rows(db, f'SELECT start, "end", {text}, {found} FROM {table} JOIN texts USING (article_id) WHERE {text} IS NOT {found}')


@pytest.fixture(scope="module")
def odd_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five pages and some of our own that are hard on offsets."""
    folder = tmp_path_factory.mktemp("odd")
    raw = copy_of_raw(folder / "raw")
    write_page(raw, "page.txt", PAGE)
    write_page(raw, "decorated.txt", DECORATED)
    write_page(raw, "windows-lines.txt", PAGE.replace("\n", "\r\n"))
    write_page(raw, "byte-order-mark.txt", PAGE.encode("utf-16"))
    write_page(raw, "page.html", f"<html><body><h1>قمة الجزائر</h1>{''.join(f'<p>{line}</p>' for line in PAGE.splitlines())}</body></html>")
    write_page(raw, "clitics.txt", "\n".join(line for line, _ in CLITICS))
    return built(raw, folder / "odd.db")


@pytest.fixture(params=["news_db", "odd_db"])
def any_db(request: pytest.FixtureRequest) -> Path:
    """Each database in turn: that of the five pages, and the one with hard pages."""
    return request.getfixturevalue(request.param)


# Law 1: every row is traceable to the characters that it was read from.


@pytest.mark.parametrize("table", TEXT_OF)
def test_offsets_give_the_text(any_db: Path, table: str) -> None:
    assert misplaced(any_db, table) == []
    assert rows(any_db, f"SELECT count(*) > 0 FROM {table}") == [(1,)]


@pytest.mark.parametrize("table", ["mentions", "dates", "quotes", "events", "roles"])
def test_spans_lie_inside_the_body(any_db: Path, table: str) -> None:
    inside = '0 <= start AND start < "end" AND "end" <= length(body)'
    assert rows(any_db, f'SELECT start, "end" FROM {table} JOIN texts USING (article_id) WHERE NOT ({inside})') == []


def test_decorated_letters_are_counted_as_code_points(odd_db: Path) -> None:
    [(id_, body)] = rows(odd_db, "SELECT id, body FROM articles JOIN texts ON id = article_id WHERE raw_path = 'decorated.txt'")
    assert "😀" in str(body)
    found = {str(surface) for (surface,) in rows(odd_db, "SELECT surface FROM mentions WHERE article_id = ?", id_)}
    assert {
        "الجزائريُّ",
        "صبري بوقـــدوم",
        "الجزائـــر",
        "ليبيا",
        "الأُمَمِ المُتَّحِدَة",
        "سيرغي_لافروف",
        "ﻻﻓﺮﻭﻑ",
        "ﺍﻟﺠﺰﺍﺋﺮ",
        "عبدالمجيد تبّون",
    } <= found


def test_paragraphs_stand_in_the_raw_file_in_order(odd_db: Path) -> None:
    checked = 0
    for raw_path, body in rows(odd_db, "SELECT raw_path, body FROM articles JOIN texts ON id = article_id WHERE raw_path LIKE '%.txt'"):
        data = (odd_db.parent / "raw" / str(raw_path)).read_bytes()
        raw, at = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8"), 0
        for paragraph in str(body).split("\n"):
            at = raw.find(paragraph, at)
            assert at >= 0, (raw_path, paragraph)
            assert paragraph.strip(), raw_path
            at += len(paragraph)
            checked += 1
    assert checked > 100


# A line, and the surfaces that must be found in it, in its order: no more and no less.
CLITICS = [
    (
        "وأكد رئيس الجمهورية عبد المجيد تبون ولافروف، الخميس، أن الجزائر وروسيا متفقتان على الحل السياسي.",
        ["عبد المجيد تبون", "لافروف", "الجزائر", "روسيا"],
    ),
    ("فالجزائر ترى أن الحل في يد الأطراف، كما قال سيرغي لافروف في مؤتمر صحفي، أمس الأول.", ["الجزائر", "سيرغي لافروف"]),
    ("وقالت الوكالة إن الاتصالات جارية بليبيا وبسوريا، وإن الزيارة تشمل دولا كتركيا وكإيران.", ["ليبيا", "سوريا", "تركيا", "إيران"]),
    (
        "ونقلت الوكالة عن فلاديمير بوتين قوله إن لروسيا ولتركيا موقفا واحدا، وإن بوتين سيزور المنطقة.",
        ["فلاديمير بوتين", "روسيا", "تركيا", "بوتين"],
    ),
    ("وأعلن الوزير أن الوفد سيتوجه من لبنان إلى ليبيا، قبل أن يعود إلى بلجيكا وفرنسا، يوم الاثنين.", ["لبنان", "ليبيا", "بلجيكا", "فرنسا"]),
    (
        "وأضاف البيان أن المحادثات شملت التعاون الجزائري الروسي والليبي التونسي، والأزمة بالسودان، يوم الثلاثاء.",
        ["الجزائري", "الروسي", "الليبي", "التونسي", "السودان"],
    ),
]


@pytest.mark.parametrize(("line", "surfaces"), CLITICS)
def test_proclitics_stay_outside(odd_db: Path, line: str, surfaces: list[str]) -> None:
    [(id_, body)] = rows(odd_db, "SELECT article_id, body FROM texts JOIN articles ON id = article_id WHERE raw_path = 'clitics.txt'")
    start = str(body).index(line)
    found = rows(
        odd_db,
        'SELECT surface FROM mentions WHERE article_id = ? AND start >= ? AND "end" <= ? ORDER BY start',
        id_,
        start,
        start + len(line),
    )
    assert [surface for (surface,) in found] == surfaces


def known_forms(db: Path) -> dict[str, set[str]]:
    """Every folded way to write each person, country and body: its names, and the endings of a person's names."""
    known, forms = reference.load(), {}
    for country in known.countries.values():
        forms[country.code] = {
            folded(name) for name in (*country.names_ar, *country.nationality_words(), *country.capitals_ar, *country.metonyms)
        }
    for region in known.regions:
        forms[region.id] = {folded(name) for name in (*region.names, *region.short, *region.nationality_words())}
    for entry in (*known.people, *known.organisations):
        forms[entry.id] = {folded(name) for name in (entry.name_ar, *entry.aliases, *getattr(entry, "short", ()))}
    for id_, name in rows(db, "SELECT id, name_ar FROM people UNION SELECT id, name_ar FROM organisations"):
        forms.setdefault(str(id_), set()).add(folded(str(name)))
    people = {str(id_) for (id_,) in rows(db, "SELECT id FROM people")}
    for id_ in people:
        forms[id_] |= {" ".join(name.split()[at:]) for name in forms[id_] for at in range(len(name.split()))}
    return forms


def test_no_surface_is_a_known_form_with_a_proclitic_before_it(any_db: Path) -> None:
    """Where the letters after a proclitic are a form of the same name, and the whole is none, the proclitic is inside."""
    forms = known_forms(any_db)
    for target, surface in rows(any_db, "SELECT coalesce(person_id, country_code, organisation_id, region_id), surface FROM mentions"):
        written, own = re.sub(r"\s+", " ", folded(str(surface))), forms[str(target)]
        if written not in own:
            rests = [written[match.end() :] for match in (re.match(f"[وف]?[بلك]?(?<=^.{{{size}}})", written) for size in (1, 2)) if match]
            assert not own & set(rests), (surface, own & set(rests))


def test_no_body_begins_with_and_or_by(any_db: Path) -> None:
    """والحكومة, بالحكومة: a found body begins with its head word, with or without the article; ل fuses with it (للجنة)."""
    heads = {folded(head.word) for head in reference.load().organisation_heads}
    fused = {f"ل{head}" if head.startswith("ل") else f"لل{head}" for head in heads}
    begins = heads | {f"ال{head}" for head in heads} | fused
    for (surface,) in rows(any_db, "SELECT surface FROM mentions WHERE method LIKE 'head%'"):
        assert folded(str(surface)).split()[0] in begins, surface


# Law 2: the same input gives the same bytes.


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_hash_seed_changes_nothing(news_db: Path, tmp_path: Path, seed: str) -> None:
    assert digest(built(RAW, tmp_path / "b.db", env=os.environ | {"PYTHONHASHSEED": seed})) == digest(news_db)


def test_place_working_directory_clock_and_listing_order_change_nothing(news_db: Path, tmp_path: Path) -> None:
    raw = copy_of_raw(tmp_path / "elsewhere" / "صفحات خام", order=lambda pages: pages[::-1])
    for age, page in enumerate(raw.iterdir()):
        os.utime(page, (1_000_000_000 - age * 86_400, 1_000_000_000 - age * 86_400))
    environment = os.environ | {"TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": str(tmp_path)}
    output = built(raw, tmp_path / "new" / "folder" / "other name.db", cwd=tmp_path, env=environment)
    assert digest(output) == digest(news_db)


def test_the_default_raw_and_output_are_those_of_the_working_directory(news_db: Path, tmp_path: Path) -> None:
    copy_of_raw(tmp_path / "raw")
    done = subprocess.run([sys.executable, str(PROJECT / "build.py")], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "news.db") == digest(news_db)


def test_building_over_an_older_database_leaves_nothing_of_it(news_db: Path, tmp_path: Path) -> None:
    raw = copy_of_raw(tmp_path / "raw")
    write_page(raw, "more.txt", PAGE)
    output = built(raw, tmp_path / "b.db")
    (raw / "more.txt").unlink()
    assert digest(output) != digest(news_db)
    assert digest(built(raw, output)) == digest(news_db)


# Law 3: whole or not at all.

# Runs build.py and, at its n-th SQL statement or before the new file takes its place, dies or waits for the file `go`.
INTERRUPTED = """
import os, runpy, signal, sqlite3, sys, time
moment, deed = sys.argv[1:3]
sys.argv[:3] = ["build.py"]
connect, replace, count = sqlite3.connect, os.replace, 0

def reached():
    if deed == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    open(deed + ".reached", "w").close()
    while not os.path.exists(deed + ".go"):
        time.sleep(0.01)

def step(statement):
    global count
    count += 1
    if str(count) == moment:
        reached()

def traced(*values, **named):
    connection = connect(*values, **named)
    connection.set_trace_callback(step)
    return connection

def late(*values, **named):
    if moment == "replace":
        reached()
    return replace(*values, **named)

sqlite3.connect, os.replace = traced, late
runpy.run_path("build.py", run_name="__main__")
"""


def interrupted(moment: str, deed: str, raw: Path, output: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", INTERRUPTED, moment, deed, "--raw", str(raw), "--output", str(output)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("moment", ["1", "30", "300", "500", "replace"])
def test_a_killed_build_leaves_the_old_file_and_the_next_one_succeeds(news_db: Path, tmp_path: Path, moment: str) -> None:
    raw = copy_of_raw(tmp_path / "raw")
    write_page(raw, "more.txt", PAGE)
    output = tmp_path / "out" / "news.db"
    output.parent.mkdir()
    shutil.copyfile(news_db, output)
    process = interrupted(moment, "die", raw, output)
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert digest(output) == digest(news_db)
    built(raw, output)
    assert digest(output) == digest(built(raw, tmp_path / "fresh.db"))
    assert [path.name for path in output.parent.iterdir()] == ["news.db"]


def test_a_build_killed_where_nothing_was_leaves_no_database(tmp_path: Path) -> None:
    process = interrupted("300", "die", RAW, tmp_path / "news.db")
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert not (tmp_path / "news.db").exists()


def test_a_full_disk_leaves_the_old_file_and_says_so(news_db: Path, tmp_path: Path) -> None:
    """The limit on the size of a file stands for the full disk: SQLite fails while it writes."""
    output = tmp_path / "news.db"
    shutil.copyfile(news_db, output)
    done = build(RAW, output, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)))
    assert digest(output) == digest(news_db)
    assert [path.name for path in tmp_path.iterdir()] == ["news.db"]
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr


@pytest.mark.parametrize("error", [RuntimeError("anything"), KeyboardInterrupt()])
def test_an_exception_while_writing_leaves_the_old_file(
    news_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    output = tmp_path / "news.db"
    shutil.copyfile(news_db, output)
    whole = database.create_sql

    def failing(table: database.Table) -> str:
        if table.name == "mentions":
            raise error
        return whole(table)

    monkeypatch.setattr(database, "create_sql", failing)
    with pytest.raises(type(error)):
        database.write(database.Tables({table.name: [] for table in database.TABLES}), output)
    assert digest(output) == digest(news_db)
    assert [path.name for path in tmp_path.iterdir()] == ["news.db"]


ALTERNATING = """
import sys
from pathlib import Path
from build import build
from pipeline import database
one, other, output = map(Path, sys.argv[1:])
tables = [build(one), build(other)]
for number in range(16):
    database.write(tables[number % 2], output)
"""


def test_no_reader_ever_sees_a_half_written_database(news_db: Path, tmp_path: Path) -> None:
    raw = copy_of_raw(tmp_path / "raw")
    write_page(raw, "more.txt", PAGE)
    whole = {digest(news_db), digest(built(raw, tmp_path / "other.db"))}
    output = tmp_path / "out.db"
    shutil.copyfile(news_db, output)
    process = subprocess.Popen(
        [sys.executable, "-c", ALTERNATING, str(RAW), str(raw), str(output)], cwd=PROJECT, stderr=subprocess.PIPE, text=True
    )
    seen: list[str] = []
    while process.poll() is None:
        seen.append(digest(output))
        assert rows(output, "SELECT count(*) FROM articles") in ([(5,)], [(6,)])
    assert process.returncode == 0, process.stderr.read() if process.stderr else ""
    assert set(seen) <= whole
    assert len(seen) > 50


def wait_for(path: Path) -> None:
    until = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < until, f"{path} never came"
        time.sleep(0.01)


def test_of_two_builds_at_once_one_wins_and_the_other_says_so(news_db: Path, tmp_path: Path) -> None:
    output = tmp_path / "news.db"
    first = interrupted("300", str(tmp_path / "first"), RAW, output)
    try:
        wait_for(tmp_path / "first.reached")
        second = build(RAW, output)
        assert second.returncode == 2
        assert "another build" in second.stderr
        assert "Traceback" not in second.stderr
        assert second.stderr.count("\n") == 1
    finally:
        (tmp_path / "first.go").touch()
        _, message = first.communicate(timeout=120)
    assert first.returncode == 0, message
    assert digest(output) == digest(news_db)


def test_a_lock_whose_file_is_gone_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build may end, and its locked file be gone, between another's opening of that file and its locking it."""
    empty = database.Tables({table.name: [] for table in database.TABLES})
    lock, whole = fcntl.flock, database.create_sql
    refused: list[str] = []

    def late(file: object, operation: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        for left in tmp_path.iterdir():
            left.unlink()
        lock(file, operation)

    def meanwhile(table: database.Table) -> str:
        if not refused:
            refused.append("")
            with pytest.raises(database.BusyError):
                database.write(empty, tmp_path / "news.db")
        return whole(table)

    monkeypatch.setattr(fcntl, "flock", late)
    monkeypatch.setattr(database, "create_sql", meanwhile)
    database.write(empty, tmp_path / "news.db")
    assert refused


@pytest.mark.parametrize(
    ("raw", "output", "said"),
    [
        ("nowhere", "news.db", "nowhere is not a folder"),
        ("raw/page.txt", "news.db", "is not a folder"),
        ("raw", "raw", ""),
        ("raw", "raw/page.txt/news.db", ""),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(tmp_path: Path, raw: str, output: str, said: str) -> None:
    (tmp_path / "raw").mkdir()
    write_page(tmp_path / "raw", "page.txt", PAGE)
    done = build(tmp_path / raw, tmp_path / output)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.startswith("build.py: ")
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "raw" / "page.txt").read_text("utf8") == PAGE


def bad_files() -> Iterator[tuple[str, bytes, str]]:
    """Name, content, and what becomes of it: refused, noted (an article with a problem beside it) or sound."""
    yield "empty.txt", b"", "refused"
    yield "white-space.txt", " \n\t\u00a0\u200b\r\n".encode(), "refused"
    yield "binary.txt", bytes(range(256)) * 200, "refused"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(random.Random(7).randbytes(20_000)), "refused"
    yield "broken-utf8.txt", PAGE.encode()[:400] + b"\xff\xd8" + PAGE.encode()[400:], "noted"
    yield "cut-utf8.txt", PAGE.encode().rstrip()[:-1] + "ي".encode()[:1], "noted"
    yield "cp1256.txt", PAGE.encode("cp1256"), "noted"
    yield "cp1256-declared.html", f'<meta charset="windows-1256"><h1>خبر</h1><p>{PAGE}</p>'.encode("cp1256"), "sound"
    yield "utf16.txt", PAGE.encode("utf-16"), "sound"
    yield "utf16-big.txt", b"\xfe\xff" + PAGE.encode("utf-16-be"), "sound"
    yield "utf16-no-mark.txt", PAGE.encode("utf-16-le"), "noted"
    yield "iso8859-6.txt", PAGE.replace("«", '"').replace("»", '"').encode("iso8859_6", "ignore"), "noted"
    yield "twenty-megabytes.txt", ("الجزائر " * 1_400_000).encode(), "refused"
    yield "two-megabytes.txt", ("الجزائر " * 150_000).encode(), "refused"
    yield "no-text.html", b"<html><head><title></title></head><body><script>x()</script></body></html>", "refused"
    yield "english.txt", b"The minister met his counterpart in Algiers on Monday, a statement said.\n" * 9, "refused"
    yield "menu.txt", "الرئيسية\nسياسة\nرياضة\nاتصل بنا\n".encode(), "refused"
    yield "صفحة من الجزائر 1.txt", PAGE.encode(), "sound"
    yield "line\nfeed.txt", PAGE.encode(), "sound"
    yield "SHOUTED.TXT", PAGE.encode(), "sound"
    yield "nested/folder/page.txt", PAGE.encode(), "sound"


# Files that are no regular files: name, and how to make one.
NO_FILES: dict[str, Callable[[Path], object]] = {
    "folder.txt": Path.mkdir,
    "dangling.txt": lambda path: path.symlink_to("nowhere"),
    "loop.txt": lambda path: path.symlink_to(path.name),
    "pipe.txt": os.mkfifo,
}


@pytest.fixture(scope="module")
def bad_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five pages among all kinds of bad files, in one build."""
    folder = tmp_path_factory.mktemp("bad")
    raw = copy_of_raw(folder / "raw")
    for name, data, _ in bad_files():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_bytes(data)
    for name, make in NO_FILES.items():
        make(raw / name)
    (raw / "forbidden.txt").write_text(PAGE, "utf8")
    (raw / "forbidden.txt").chmod(0)
    return built(raw, folder / "bad.db")


@pytest.mark.parametrize(("name", "fate"), [(name, fate) for name, _, fate in bad_files()] + [(name, "refused") for name in NO_FILES])
def test_a_bad_file_is_a_problem_and_a_sound_one_an_article(bad_db: Path, name: str, fate: str) -> None:
    articles = rows(bad_db, "SELECT words FROM articles WHERE raw_path = ?", name)
    problems = rows(bad_db, "SELECT stage, message FROM problems WHERE raw_path = ?", name)
    assert (len(articles), len(problems)) == {"refused": (0, 1), "noted": (1, 1), "sound": (1, 0)}[fate], problems
    assert all(stage and message for stage, message in problems)
    assert all(count > 50 for (count,) in articles)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_a_problem(bad_db: Path) -> None:
    assert rows(bad_db, "SELECT stage FROM problems WHERE raw_path = 'forbidden.txt'") == [("read",)]


def test_every_file_that_looks_like_a_page_is_an_article_or_a_problem(bad_db: Path) -> None:
    looked = sorted(
        path.relative_to(bad_db.parent / "raw").as_posix()
        for path in (bad_db.parent / "raw").rglob("*")
        if re.search(r"(?i)\.(txt|html?|xhtml)$", path.name)
    )
    told = rows(bad_db, "SELECT raw_path FROM articles UNION SELECT raw_path FROM problems ORDER BY 1")
    assert [path for (path,) in told] == looked


def json_ld(data: str) -> str:
    """A page whose head says that; its body has neither title nor date."""
    told = "".join(f"<p>{line}</p>" for line in PAGE.splitlines()[3:])
    return f'<html><head><script type="application/ld+json">{data}</script></head><body>{told}</body></html>'


# Pages with a trap in them. Each is built alone, beside the five pages.
TRAPS: dict[str, tuple[bytes, bytes]] = {
    "a NUL character": (b"nul.txt", PAGE.replace("بوقدوم، الأحد", "بوقدوم، \0الأحد").encode()),
    "a NUL in a name": (b"nul-name.txt", PAGE.replace("صبري بوقدوم", "صبري\0 بوقدوم").encode()),
    "JSON-LD of 200,000 brackets": (b"deep.html", json_ld("[" * 200_000).encode()),
    "a title with half a surrogate pair": (
        b"title.html",
        json_ld(r'{"@type": "NewsArticle", "headline": "قمة \ud83d في الجزائر"}').encode(),
    ),
    "an author with half a surrogate pair": (b"author.html", json_ld(r'{"@type": "NewsArticle", "author": {"name": "\udfff"}}').encode()),
    "JSON-LD of other types than expected": (
        b"types.html",
        json_ld('{"@type": ["NewsArticle"], "@graph": null, "headline": 7, "author": [[1]], "datePublished": {}}').encode(),
    ),
    "100,000 nested elements": (b"nested.html", f"<body>{'<div>' * 100_000}<p>{PAGE}</p>".encode()),
    "character references of no character": (b"entity.html", f"<body><p>&#xD800;&#0;&#1114112;{PAGE}</p>".encode()),
    "a name that is not UTF-8": (b"\xc7\xe1\xcc\xd2\xc7\xc6\xd1.txt", PAGE.encode()),
    "a codec that is none for text": (b"codec.html", b'<meta charset="base64">' + PAGE.encode("cp1256")),
    "dates of no calendar": (b"dates.txt", PAGE.replace("3 ماي 2020", "31 فبراير 2020 - 99/99/2020 - 0 ماي 2020 - 2020/13/13").encode()),
    "separators of lines and records": (b"lines.txt", PAGE.replace("، ", "،\u2028").replace("\n", "\u0085\n\x0b\x0c\x1c\n").encode()),
    "5,000 quotation marks": (b"quotes.txt", (PAGE + '"«' * 2_500 + PAGE).encode()),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_no_page_stops_the_build(news_db: Path, tmp_path: Path, trap: str) -> None:
    raw = copy_of_raw(tmp_path / "raw")
    name, data = TRAPS[trap]
    Path(os.fsdecode(os.fsencode(raw) + b"/" + name)).write_bytes(data)
    output = built(raw, tmp_path / "news.db")
    assert of_articles(news_db).items() <= of_articles(output).items()
    assert len(rows(output, "SELECT raw_path FROM articles UNION SELECT raw_path FROM problems")) == 6
    assert [misplaced(output, table) for table in TEXT_OF] == [[]] * len(TEXT_OF)


def test_pages_of_shuffled_words_never_stop_the_build(tmp_path: Path) -> None:
    """What nobody thought of: the lines, words and marks of the five pages in any order."""
    chance = random.Random(20201122)
    lines = [line for page in RAW.glob("*.txt") for line in page.read_text("utf8").splitlines() if 0 < len(line) < 2_000]
    words = [word for line in lines for word in line.split()]
    (tmp_path / "raw").mkdir()
    for number in range(120):
        kind = number % 3
        if kind == 0:
            text = "\n".join(chance.sample(lines, 12))
        elif kind == 1:
            text = "\n".join(" ".join(chance.choices(words, k=chance.randint(3, 60))) for _ in range(8))
        else:
            marks = ['"', "«", "»", "''", "(", ")", ":", "،", ".", "...", "\u200b", "\u00a0", "ـ", "#", "_", "2020", "/", "-", "و", "😀"]
            text = "\n".join(chance.choice(["", " "]).join(chance.choices(words + marks * 40, k=90)) for _ in range(6))
        write_page(tmp_path / "raw", f"{number}.txt", text)
    output = built(tmp_path / "raw", tmp_path / "news.db")
    assert rows(output, "SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM problems)") == [(120,)]
    assert [misplaced(output, table) for table in TEXT_OF] == [[]] * len(TEXT_OF)


# Law 4: nothing is invented.


@pytest.mark.parametrize(
    ("page", "column"),
    [
        (PAGES[1], "title"),
        (PAGES[1], "published"),
        (PAGES[3], "title"),
        (PAGES[3], "published"),
        (PAGES[4], "published"),
        (PAGES[4], "outlet_id"),
    ],
)
def test_what_a_page_does_not_state_is_null(news_db: Path, page: str, column: str) -> None:
    assert rows(news_db, f"SELECT {column} FROM articles WHERE raw_path = ?", f"{page}.txt") == [(None,)]


@pytest.mark.parametrize(
    ("page", "column", "stated"),
    [
        (PAGES[0], "title", "الجزائر وروسيا ترفضان لغة الدبابات والمدافع في ليبيا"),
        (PAGES[0], "subtitle", "وزيرا خارجية البلدين في ندوة صحية مشتركة بموسكو"),
        (PAGES[0], "published", "2020-07-23"),
        (PAGES[0], "outlet_id", "el-massa"),
        (PAGES[2], "title", "الجزائر- روسيا.. لقاءات الكبار"),
        (PAGES[2], "published", "2020-07-22"),
        (PAGES[2], "month", "2020-07"),
        (PAGES[3], "author", "ربيعة خريس"),
        (PAGES[3], "dateline", "الجزائر – ربيعة خريس"),
        (PAGES[3], "outlet_id", "libya-today"),
        (PAGES[4], "title", "لافروف وتشاووش أوغلو: الحوار السياسي فقط لتحقيق المصالحة ووقف القتال بين طرفي النزاع في ليبيا"),
    ],
)
def test_what_a_page_states_is_there(news_db: Path, page: str, column: str, stated: str) -> None:
    assert rows(news_db, f"SELECT {column} FROM articles WHERE raw_path = ?", f"{page}.txt") == [(stated,)]


@pytest.mark.parametrize("column", ["title", "subtitle", "author", "dateline", "published_from", "outlet_from"])
def test_what_is_stated_stands_on_the_page(odd_db: Path, column: str) -> None:
    for raw_path, stated in rows(odd_db, f"SELECT raw_path, {column} FROM articles WHERE {column} IS NOT NULL AND raw_path LIKE '%.txt'"):
        data = (odd_db.parent / "raw" / str(raw_path)).read_bytes()
        text = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8")
        assert fold(str(stated)).text in fold(text).text, (raw_path, stated)


def test_outlet_and_date_say_what_they_were_read_from(any_db: Path) -> None:
    assert rows(any_db, "SELECT id FROM articles WHERE (outlet_id IS NULL) IS NOT (outlet_from IS NULL)") == []
    assert rows(any_db, "SELECT id FROM articles WHERE (published IS NULL) IS NOT (published_from IS NULL)") == []
    assert rows(any_db, "SELECT id FROM articles WHERE month IS NOT substr(published, 1, 7)") == []


@pytest.mark.parametrize("page", [PAGES[3], PAGES[4]])
def test_without_a_date_of_publication_no_weekday_becomes_a_date(news_db: Path, page: str) -> None:
    """الثلاثاء on page 003 and 8 أبريل الجاري on page 004 have no year to lean on."""
    assert (
        rows(
            news_db,
            "SELECT date FROM events JOIN articles ON articles.id = article_id WHERE raw_path = ? AND date IS NOT NULL",
            f"{page}.txt",
        )
        == []
    )


def test_a_speaker_stands_in_the_article_or_is_null(any_db: Path) -> None:
    named = "SELECT {1} FROM mentions WHERE mentions.article_id = quotes.article_id AND {1} IS NOT NULL"
    unnamed = "SELECT quotes.id FROM quotes WHERE {0} IS NOT NULL AND {0} NOT IN (" + named + ")"
    assert rows(any_db, unnamed.format("speaker_person_id", "person_id")) == []
    assert rows(any_db, unnamed.format("speaker_organisation_id", "organisation_id")) == []
    assert (
        rows(
            any_db,
            "SELECT quotes.id FROM quotes JOIN texts USING (article_id) WHERE speaker_text IS NOT NULL AND instr(body, speaker_text) = 0",
        )
        == []
    )
    assert rows(any_db, "SELECT id FROM quotes WHERE speaker_person_id IS NOT NULL AND speaker_organisation_id IS NOT NULL") == []


def test_words_that_nobody_is_told_to_say_have_no_speaker(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    write_page(
        tmp_path / "raw",
        "a.txt",
        'رفع المتظاهرون لافتات كتب عليها "نريد وطنا يسع الجميع ولا نريد حربا أخرى"، وساروا في شوارع المدينة ساعات، ثم تفرقوا في هدوء.\n',
    )
    output = built(tmp_path / "raw", tmp_path / "news.db")
    assert rows(output, "SELECT count(*) FROM articles") == [(1,)]
    assert rows(output, "SELECT speaker_person_id, speaker_organisation_id, speaker_text FROM quotes") in ([], [(None, None, None)])
    assert rows(output, "SELECT * FROM people") == []


def test_participants_of_an_event_are_named_in_its_article(any_db: Path) -> None:
    for column in ("person_id", "organisation_id", "country_code"):
        told = f"SELECT article_id, event_participants.{column} FROM event_participants JOIN events ON events.id = event_id"
        named = f"SELECT article_id, {column} FROM mentions"
        assert rows(any_db, f"{told} WHERE event_participants.{column} IS NOT NULL EXCEPT {named}") == []
    exactly_one = "(person_id IS NOT NULL) + (organisation_id IS NOT NULL) + (country_code IS NOT NULL) = 1"
    assert rows(any_db, f"SELECT * FROM event_participants WHERE NOT {exactly_one}") == []
    one_of_four = exactly_one.replace(" = 1", " + (region_id IS NOT NULL) = 1")
    assert rows(any_db, f"SELECT * FROM mentions WHERE NOT {one_of_four}") == []


# Law 5: what stands around an article is evidence of nothing.

# Names that stand on a page in its tickers, related headlines, captions and comments alone.
FURNITURE = [
    *(
        (PAGES[0], name)
        for name in (
            "غوتيريش",
            "رائد سعد",
            "ترامب",
            "حماس",
            "شنقريحة",
            "بيتكوفيتش",
            "محمد صلاح",
            "بوعمامة",
            "سيفي غريّب",
            "دربال",
            "اليونسكو",
            "غزة",
            "السودان",
            "بنين",
        )
    ),
    *(
        (PAGES[2], name)
        for name in (
            "نتنياهو",
            "غالانت",
            "عطاف",
            "عراقجي",
            "كمال داود",
            "منظمة العفو الدولية",
            "اليونسكو",
            "سوناطراك",
            "أوبك",
            "ماندي",
            "السينغال",
            "لبنان",
            "فرنسا",
        )
    ),
    *(
        (PAGES[3], name)
        for name in (
            "هيفاء وهبي",
            "أحمد جمال",
            "ريهام عبد الغفور",
            "مايا نصري",
            "وجدي سعيد",
            "ربيعة خريس",
            "الهند",
            "الولايات المتحدة",
            "مفوضية اللاجئين",
        )
    ),
    *(
        (PAGES[4], name)
        for name in (
            "مدفيديف",
            "بايدن",
            "بلينكن",
            "ستارمر",
            "بلومبرغ",
            "واشنطن بوست",
            "نوفوستي",
            "إسرائيل",
            "لبنان",
            "أوكرانيا",
            "كييف",
            "غزة",
        )
    ),
]


@pytest.mark.parametrize(("page", "name"), FURNITURE)
def test_what_stands_around_the_article_is_evidence_of_nothing(news_db: Path, page: str, name: str) -> None:
    assert name in (RAW / f"{page}.txt").read_text("utf8")
    [(id_,)] = rows(news_db, "SELECT id FROM articles WHERE raw_path = ?", f"{page}.txt")
    if page == PAGES[0] and name == "شنقريحة":
        assert rows(news_db, "SELECT * FROM article_people WHERE article_id = ? AND person_id LIKE '%chengriha%'", id_) == []
    [(body,)] = rows(news_db, "SELECT body FROM texts WHERE article_id = ?", id_)
    assert not re.search(rf"(?<!\w)[وف]?[بلك]?{name}(?!\w)", str(body))
    assert rows(news_db, "SELECT surface FROM mentions WHERE article_id = ? AND instr(surface, ?)", id_, name) == []
    elsewhere = rows(news_db, "SELECT count(*) FROM texts WHERE instr(body, ?)", name)[0][0]
    if not elsewhere:
        assert (
            rows(
                news_db,
                "SELECT name_ar FROM people WHERE instr(name_ar, ?) UNION SELECT name_ar FROM organisations WHERE instr(name_ar, ?)",
                name,
                name,
            )
            == []
        )


@pytest.mark.parametrize(
    "around",
    [
        "\n\nأخبار ذات صلة\n\nبوتين يستقبل إيمانويل ماكرون في موسكو\nأنطونيو غوتيريش يزور السودان والصومال\n",
        "\n\nالتعليقات\n\nيا ليت أنجيلا ميركل تعرف ما قاله إيمانويل ماكرون عن فرنسا وألمانيا، هذا كلام غير مقبول والله.\n",
        "\n\nاقرأ أيضا\nأنجيلا ميركل تلتقي بوريس جونسون في لندن\nرجب طيب أردوغان: لن نتراجع عن حقوقنا في المتوسط\n",
    ],
)
def test_headlines_and_comments_below_an_article_change_none_of_its_rows(tmp_path: Path, around: str) -> None:
    found = []
    for folder, text in (("without", PAGE), ("with", PAGE + around)):
        (tmp_path / folder).mkdir()
        write_page(tmp_path / folder, "page.txt", text)
        [rows_of_page] = of_articles(built(tmp_path / folder, tmp_path / f"{folder}.db"), raw_sha256=False).values()
        found.append(rows_of_page)
    assert found[0] == found[1]


# Law 6: what was inferred says how, and how surely.


@pytest.mark.parametrize("table", ["mentions", "dates", "quotes", "events", "roles"])
def test_inferred_rows_say_how_and_how_surely(any_db: Path, table: str) -> None:
    columns = {name for (name,) in rows(any_db, "SELECT name FROM pragma_table_info(?)", table)}
    assert {"method", "confidence"} <= columns, f"{table} does not say how and how surely"
    assert rows(any_db, f"SELECT count(*) > 0 FROM {table}") == [(1,)]
    unsaid = "trim(coalesce(method, '')) = '' OR confidence IS NULL OR NOT (0 < confidence AND confidence <= 1)"
    assert rows(any_db, f"SELECT method, confidence FROM {table} WHERE {unsaid}") == []


def test_topics_show_their_evidence(any_db: Path) -> None:
    assert rows(any_db, "SELECT * FROM article_topics WHERE trim(evidence) = '' OR score < 0") == []
    assert rows(any_db, "SELECT raw_path FROM articles WHERE id NOT IN (SELECT article_id FROM article_topics)") == []


# Law 7: the same raw file keeps the same id and rows.


# Which columns of `events` an article alone decides.
OF_AN_EVENT = [at for at, column in enumerate(EventRow._fields) if column not in ("happening_id", "joined_because")]


def of_articles(db: Path, *, raw_sha256: bool = True) -> dict[str, dict[str, list[tuple[object, ...]]]]:
    """All rows of each article, by raw path and table; not its story and happenings, which other files share."""
    found = {}
    leave_out = "" if raw_sha256 else ", '' AS raw_sha256"
    for id_, raw_path in rows(db, "SELECT id, raw_path FROM articles"):
        own = {table: sorted(rows(db, f"SELECT * FROM {table} WHERE article_id = ?", id_), key=repr) for table in OF_AN_ARTICLE}
        columns = f"id, outlet_id, title, subtitle, author, dateline, published, words, raw_path{leave_out or ', raw_sha256'}"
        own["events"] = [tuple(event[at] for at in OF_AN_EVENT) for event in own["events"]]
        own["articles"] = rows(db, f"SELECT {columns} FROM articles WHERE id = ?", id_)
        participants = "SELECT event_participants.* FROM event_participants JOIN events ON events.id = event_id WHERE article_id = ?"
        own["event_participants"] = rows(db, f"{participants} ORDER BY 1, 2, 3, 4", id_)
        found[str(raw_path)] = own
    return found


def test_ids_of_the_supplied_pages_are_for_ever() -> None:
    assert [article_id(f"{page}.txt") for page in PAGES] == [134151291281, 1090406784516, 57279336214, 567921921844, 98236837916]


def test_articles_keep_id_and_rows_when_files_come_and_go(news_db: Path, tmp_path: Path) -> None:
    raw = copy_of_raw(tmp_path / "raw")
    before = of_articles(news_db)
    for name in ("0.txt", "003_a.txt", "zz.html", "أ.txt"):
        write_page(raw, name, PAGE)
    more = of_articles(built(raw, tmp_path / "more.db"))
    assert len(more) == 9
    assert before.items() <= more.items()
    (raw / f"{PAGES[0]}.txt").unlink()
    (raw / f"{PAGES[3]}.txt").unlink()
    (raw / "0.txt").unlink()
    fewer = of_articles(built(raw, tmp_path / "fewer.db"))
    assert len(fewer) == 6
    assert fewer.items() <= more.items()


def test_an_id_is_a_number_that_a_browser_can_hold(any_db: Path) -> None:
    assert rows(any_db, "SELECT id FROM articles WHERE NOT (0 < id AND id < 9007199254740992)") == []


# Law 8: strict tables, valid keys; and the names of the contract.


def test_no_column_holds_an_empty_text(any_db: Path) -> None:
    """So that an empty cell of a CSV file can mean nothing but NULL."""
    for table in TABLES:
        for column in columns(table):
            if column.holds is str:
                assert not rows(any_db, f"select * from {table.name} where \"{column.name}\" = ''"), (table.name, column.name)


def test_tables_are_strict(any_db: Path) -> None:
    assert (
        rows(
            any_db,
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND NOT strict",
        )
        == []
    )


def test_keys_lead_somewhere_and_the_file_is_sound(bad_db: Path, any_db: Path) -> None:
    for db in (any_db, bad_db):
        assert rows(db, "PRAGMA foreign_key_check") == []
        assert rows(db, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("table", CONTRACT)
def test_the_contract_is_kept(news_db: Path, table: str) -> None:
    columns = [str(name) for (name,) in rows(news_db, "SELECT name FROM pragma_table_info(?)", table)]
    assert set(CONTRACT[table].split()) <= set(columns)


@pytest.mark.parametrize("table", CONTRACT)
def test_every_column_that_names_another_row_is_a_foreign_key(news_db: Path, table: str) -> None:
    targets = {"article_id": "articles", "topic_id": "topics", "country_code": "countries", "outlet_id": "outlets", "event_id": "events"}
    targets |= dict.fromkeys(("person_id", "speaker_person_id"), "people") | dict.fromkeys(
        ("organisation_id", "speaker_organisation_id"), "organisations"
    )
    expected = {(column, targets[column]) for column in CONTRACT[table].split() if column in targets}
    assert expected <= set(rows(news_db, 'SELECT "from", "table" FROM pragma_foreign_key_list(?)', table))


def test_kinds_and_types_are_those_of_the_contract(any_db: Path) -> None:
    kinds = "'person', 'organisation', 'name', 'nationality', 'capital', 'place', 'metonym', 'region'"
    assert rows(any_db, f"SELECT kind FROM mentions WHERE kind NOT IN ({kinds})") == []
    assert rows(any_db, "SELECT kind FROM mentions WHERE (kind = 'person') IS NOT (person_id IS NOT NULL)") == []
    assert rows(any_db, "SELECT kind FROM mentions WHERE (kind = 'organisation') IS NOT (organisation_id IS NOT NULL)") == []
    types = "'meeting', 'visit', 'phone-call', 'press-conference', 'conference', 'statement', 'agreement', 'attack', 'other'"
    assert rows(any_db, f"SELECT type FROM events WHERE type NOT IN ({types})") == []
    assert rows(any_db, "SELECT date FROM events WHERE date NOT GLOB '[12][0-9][0-9][0-9]*' OR length(date) NOT IN (4, 7, 10)") == []


def test_counts_are_those_of_the_mentions(any_db: Path) -> None:
    for table, column, where in (
        ("article_people", "person_id", ""),
        ("article_organisations", "organisation_id", ""),
        ("article_countries", "country_code", "AND kind != 'place'"),
    ):
        counted = rows(
            any_db, f"SELECT article_id, {column}, count(*) FROM mentions WHERE {column} IS NOT NULL {where} GROUP BY 1, 2 ORDER BY 1, 2"
        )
        assert rows(any_db, f"SELECT article_id, {column}, mentions FROM {table} ORDER BY 1, 2") == counted
    told = "SELECT country_code, count(*), sum(mentions) FROM article_countries GROUP BY 1 ORDER BY 1"
    assert rows(any_db, "SELECT code, articles, mentions FROM countries WHERE articles > 0 ORDER BY 1") == rows(any_db, told)
