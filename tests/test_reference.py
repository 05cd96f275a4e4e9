"""reference/: that a mistake is caught and named, and that what readers of the region's news expect is there."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from pipeline import reference
from pipeline.arabic import folded, spelling

KNOWN = reference.load()
FOLDER = reference.FOLDER


def some_one(more: str = "") -> str:
    """An entry of people.yml, sound but for what it is given."""
    return "- {id: some-one, name_ar: فلان الفلاني, name_en: Some One" + (f", {more}" if more else "") + "}"


# File, what is put at its end, and what the error must name beside the file.
MISTAKES = {
    "YAML that is none": ("people.yml", "- id: [", ""),
    "a tab for spaces": ("organisations.yml", "- id: x\n\tname_ar: س", ""),
    "an entry that is a word": ("people.yml", "- بوقدوم", "بوقدوم"),
    "a field that nobody knows": ("people.yml", some_one("colour: red"), "some-one"),
    "a field left out": ("people.yml", "- {id: some-one, name_en: Some One}", "some-one"),
    "a list that is a word": ("people.yml", some_one("aliases: فلان"), "some-one"),
    "a name that YAML reads as true": ("people.yml", "- {id: some-one, name_ar: true, name_en: Some One}", "some-one"),
    "a field twice": ("people.yml", some_one("aliases: [فلان الأول], aliases: [فلان الثاني]"), "some-one"),
    "a person's id twice": ("people.yml", "- {id: sergey-lavrov, name_ar: فلان الفلاني, name_en: Some One}", "sergey-lavrov"),
    "a person's name twice": ("people.yml", "- {id: some-one, name_ar: سيرغى لافروف, name_en: Some One}", "some-one"),
    "a person's alias twice": ("people.yml", some_one("aliases: [صبري بوقادوم]"), "some-one"),
    "a person's short name twice": ("people.yml", some_one("short: [لافروف]"), "some-one"),
    "an alias of no letter": ("people.yml", some_one("aliases: ['']"), "some-one"),
    "a person of no country": ("people.yml", some_one("country: ZZ"), "some-one"),
    "an office of no country": ("people.yml", some_one("offices: [{role: وزير, country: ZZ}]"), "some-one"),
    "an office in no body": ("people.yml", some_one("offices: [{role: وزير, organisation: no-such-body}]"), "some-one"),
    "an office since no date": ("people.yml", some_one("offices: [{role: وزير, from: '2020-13'}]"), "some-one"),
    "a body's id twice": (
        "organisations.yml",
        "- {id: united-nations, name_ar: هيئة ما, name_en: Some Body, kind: other}",
        "united-nations",
    ),
    "a body's name twice": ("organisations.yml", "- {id: some-body, name_ar: الامم المتحده, name_en: Some Body, kind: other}", "some-body"),
    "a body of no country": (
        "organisations.yml",
        "- {id: some-body, name_ar: هيئة ما, name_en: Some Body, kind: other, country: Algeria}",
        "some-body",
    ),
    "a body of no kind": ("organisations.yml", "- {id: some-body, name_ar: هيئة ما, name_en: Some Body}", "some-body"),
    "an outlet's id twice": ("outlets.yml", "- {id: el-massa, name_ar: صحيفة ما, name_en: Some Paper}", "el-massa"),
    "an outlet's domain twice": (
        "outlets.yml",
        "- {id: some-paper, name_ar: صحيفة ما, name_en: Some Paper, domains: [el-massa.com]}",
        "some-paper",
    ),
    "an outlet's name twice": (
        "outlets.yml",
        "- {id: some-paper, name_ar: صحيفة ما, name_en: Some Paper, names: [جريدة المساء الجزائرية]}",
        "some-paper",
    ),
    "an outlet of no country": ("outlets.yml", "- {id: some-paper, name_ar: صحيفة ما, name_en: Some Paper, country: ZZ}", "some-paper"),
    "a topic's id twice": ("topics.yml", "- {id: libya, name_ar: ليبيا, name_en: Libya}", "libya"),
    "a weight that is a word": ("topics.yml", "- {id: other-topic, name_ar: ما, name_en: Some, terms: {heavy: [مطر]}}", "other-topic"),
    "a verb without forms": ("speech_verbs.yml", "- lemma: همهم", "همهم"),
    "a context of no country": ("contexts.yml", "- {form: لالا, country: ZZ, why: no reason}", "لالا"),
    "a context of no form": ("contexts.yml", "- {form: لالا, country: DZ, why: no reason}", "لالا"),
    "a context without its reason": ("contexts.yml", "- {form: الجزائر, country: DZ}", "الجزائر"),
    "a head word of no kind": ("organisation_heads.yml", "- {word: رهط}", "رهط"),
    "an event of no type": ("events.yml", "- {kind: birthday}", "birthday"),
    "a country twice": ("countries.csv", "DZ,Algeria,الدزاير,دزايري,,Algiers,دزاير,28.0,2.6", "DZ"),
    "a country's name twice": ("countries.csv", "ZZ,Nowhere,الجزائر,لالاوي,,,,1.0,1.0", "ZZ"),
    "a country off the globe": ("countries.csv", "ZZ,Nowhere,لالاستان,لالاوي,,,,91.0,1.0", "ZZ"),
    "a country without a point": ("countries.csv", "ZZ,Nowhere,لالاستان,لالاوي,,,,,", "ZZ"),
    "a country without an Arabic name": ("countries.csv", "ZZ,Nowhere,,لالاوي,,,,1.0,1.0", "ZZ"),
    "a row too short": ("countries.csv", "ZZ,Nowhere", "ZZ"),
    "a row too long": ("countries.csv", "ZZ,Nowhere,لالاستان,لالاوي,,,,1.0,1.0,more", "ZZ"),
    "a place of no country": ("places.csv", "لالاباد,Lalabad,ZZ,city,", "لالاباد"),
    "a month that is no number": ("months.csv", "may,مهرجان,gregorian", "may"),
    "a thirteenth month": ("months.csv", "13,مهرجان,gregorian", "13"),
    "a month's name twice": ("months.csv", "5,يناير,gregorian", "5"),
    "a given name with a word for a number": ("given_names.csv", "لالا,f,arabic,yes", "لالا"),
    "a Latin name with a capital": ("latin_names.csv", "لالا,Lala", "لالا"),
    "a Latin name of no folded word": ("latin_names.csv", "لالأ,lala", "لالأ"),
    "a name's Latin twice": ("latin_names.csv", "محمد,mehmet", "محمد"),
    "a window of no letter": ("latin_vowels.csv", "لا,,ل,a", "لا"),
    "a window with a capital": ("latin_vowels.csv", "لا,ل,لا,A", "لا"),
    "roles of no sort": ("roles.yml", "nonsense: [وزير]", "nonsense"),
    "furniture of no sort": ("furniture.yml", "nonsense: [وزير]", "nonsense"),
    "a measure twice": ("measures.yml", "- {kind: people, name_ar: ما, name_en: Some, meaning_ar: ما, meaning_en: Some}", "people"),
    "a measure without its meaning": ("measures.yml", "- {kind: luck, name_ar: الحظ, name_en: Luck}", "luck"),
    "a figure that nobody explains": ("evaluation.csv", "luck,0.5,0.5,0.5,1,2,2,40,30", "luck"),
    "a figure twice": ("evaluation.csv", "people,0.5,0.5,0.5,1,2,2,40,30", "people"),
    "a share above one": ("evaluation.csv", "luck,1.5,0.5,0.5,1,2,2,40,30", "luck"),
    "a number of pages left out": ("evaluation.csv", "luck,0.5,0.5,0.5,1,2,2,,30", "luck"),
    "capitals of no sort": ("capitals.yml", "nonsense: [وزير]", "nonsense"),
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of reference/ to break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "reference"))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_file_and_entry(copied: Path, mistake: str) -> None:
    file, added, named = MISTAKES[mistake]
    with (copied / file).open("a", encoding="utf8") as opened:
        opened.write(f"\n{added}\n" if file.endswith(".yml") else f"{added}\n")
    with pytest.raises(reference.ReferenceError) as caught:
        reference.load(copied)
    assert file in str(caught.value)
    assert named in str(caught.value)


@pytest.mark.parametrize("file", ["people.yml", "countries.csv", "common_words.txt", "roles.yml"])
def test_a_file_that_is_not_utf8_is_named(copied: Path, file: str) -> None:
    (copied / file).write_bytes("أحمد".encode("cp1256"))
    with pytest.raises(reference.ReferenceError, match=re.escape(file)):
        reference.load(copied)


@pytest.mark.parametrize("file", ["people.yml", "outlets.yml", "events.yml"])
def test_a_file_that_is_no_list_is_named(copied: Path, file: str) -> None:
    (copied / file).write_text("id: some-one\n", "utf8")
    with pytest.raises(reference.ReferenceError, match=re.escape(file)):
        reference.load(copied)


def test_a_column_of_another_name_is_named(copied: Path) -> None:
    rows = (copied / "countries.csv").read_text("utf8")
    (copied / "countries.csv").write_text(rows.replace("capital_en", "capital", 1), "utf8")
    with pytest.raises(reference.ReferenceError, match=r"countries\.csv.*AD"):
        reference.load(copied)


def test_the_copy_itself_is_sound(copied: Path) -> None:
    assert reference.load(copied) == KNOWN


# What must be there.


def listed(text: str) -> list[str]:
    """The words of a text, for long lists of short ones."""
    return text.split()


# ISO 3166-1 alpha-2, and XK, which everybody uses for Kosovo.
ISO = listed("""
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI
CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ
GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG
PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK
TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK
""")
# No capital, or one whose Arabic name means another place first (جورج تاون, كينغستون).
WITHOUT_CAPITAL = set(listed("AQ BV CC CX GI GS HK HM KY MO NF TF TK UM"))
# Territories and islets of which news makes no nationality word, and states whose word is another's: كونغولي, دومينيكي.
WITHOUT_NATIONALITY = set(
    listed("AQ AS AW AX BL BQ BV CC CG CK CX DM GF GG GS HM IM JE KN LC MF MP NF NU PM PN SB SH SJ SX TC TF TK UM VC VG VI WF")
)
TOPICS = listed("""bilateral-relations armed-conflict peace-process terrorism-security energy economy-trade migration health human-rights
domestic-politics military-cooperation western-sahara palestine syria libya sanctions culture-education sport other""")


def test_every_country_of_iso_is_there_and_no_other() -> None:
    assert len(ISO) == 250
    assert set(KNOWN.countries) == set(ISO)


@pytest.mark.parametrize("code", ISO)
def test_a_country_has_its_names_its_capital_and_a_point(code: str) -> None:
    country = KNOWN.countries[code]
    assert country.name_en.strip()
    assert country.names_ar
    assert all(re.search("[\u0621-\u064a]", name) for name in (*country.names_ar, *country.capitals_ar, *country.nationality))
    assert bool(country.capitals_ar) != (code in WITHOUT_CAPITAL)
    assert bool(country.nationality) != (code in WITHOUT_NATIONALITY)
    assert -90 <= country.latitude <= 90
    assert -180 <= country.longitude <= 180
    assert (country.latitude, country.longitude) != (0, 0)


# South, north, west and east that hold the point of a country.
BOXES = [
    ("DZ", 19, 37, -9, 12),
    ("MA", 27, 36, -14, -1),
    ("TN", 30, 38, 7, 12),
    ("LY", 19, 34, 9, 26),
    ("EG", 22, 32, 25, 35),
    ("SD", 8, 23, 21, 39),
    ("ML", 10, 25, -13, 5),
    ("NE", 11, 24, 0, 16),
    ("MR", 14, 28, -18, -4),
    ("EH", 20, 28, -18, -8),
    ("SA", 16, 33, 34, 56),
    ("AE", 22, 27, 51, 57),
    ("QA", 24, 27, 50, 52),
    ("BH", 25, 27, 50, 51),
    ("KW", 28, 31, 46, 49),
    ("OM", 16, 27, 51, 60),
    ("YE", 12, 19, 42, 55),
    ("IQ", 29, 38, 38, 49),
    ("SY", 32, 38, 35, 43),
    ("LB", 33, 35, 35, 37),
    ("JO", 29, 34, 34, 40),
    ("PS", 31, 33, 34, 36),
    ("IL", 29, 34, 34, 36),
    ("TR", 35, 43, 25, 45),
    ("IR", 25, 40, 44, 64),
    ("RU", 41, 78, 30, 180),
    ("UA", 44, 53, 22, 41),
    ("US", 24, 50, -125, -66),
    ("FR", 41, 52, -6, 10),
    ("GB", 49, 61, -9, 2),
    ("DE", 47, 56, 5, 16),
    ("IT", 36, 48, 6, 19),
    ("CN", 18, 54, 73, 135),
    ("AU", -44, -10, 112, 154),
    ("BR", -34, 6, -74, -34),
]


@pytest.mark.parametrize(("code", "south", "north", "west", "east"), BOXES)
def test_the_point_lies_in_the_country(code: str, south: float, north: float, west: float, east: float) -> None:
    country = KNOWN.countries[code]
    assert south < country.latitude < north
    assert west < country.longitude < east


def test_no_two_countries_share_a_point_a_name_or_a_nationality() -> None:
    points = Counter((country.latitude, country.longitude) for country in KNOWN.countries.values())
    assert [point for point, count in points.items() if count > 1] == []
    for words in (lambda c: c.names_ar + c.capitals_ar, lambda c: c.nationality_words()):
        owners: dict[str, set[str]] = {}
        for code, country in KNOWN.countries.items():
            for word in words(country):
                owners.setdefault(folded(word), set()).add(code)
        assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("code", sorted(set(ISO) - WITHOUT_NATIONALITY))
def test_nationalities_have_all_genders_and_numbers(code: str) -> None:
    country = KNOWN.countries[code]
    for word in country.nationality:
        if " " not in word:
            assert word.endswith("ي")
            forms = {word[:-1] + ending for ending in ("ي", "ية", "يان", "يين", "يون", "يتان", "يتين", "يات", "يا")}
            assert forms | {"ال" + form for form in forms} <= set(country.nationality_words())


# Words of nationality that news uses, by country.
NATIONALITIES = [
    ("DZ", "جزائري"),
    ("DZ", "الجزائرية"),
    ("DZ", "الجزائريون"),
    ("DZ", "جزائريين"),
    ("DZ", "الجزائريتين"),
    ("DZ", "جزائريات"),
    ("DZ", "الجزائريان"),
    ("RU", "الروسي"),
    ("RU", "الروس"),
    ("RU", "روس"),
    ("TR", "الأتراك"),
    ("TR", "التركيتان"),
    ("SY", "السوريين"),
    ("LY", "الليبيون"),
    ("FR", "الفرنسيتين"),
    ("GB", "البريطانية"),
    ("GB", "الإنجليز"),
    ("US", "الأمريكي"),
    ("US", "الأميركية"),
    ("US", "الأمريكان"),
    ("DE", "الألمان"),
    ("ES", "الإسبان"),
    ("ES", "إسبانية"),
    ("PL", "البولنديون"),
    ("BG", "البلغار"),
    ("RS", "الصرب"),
    ("AF", "الأفغان"),
    ("KR", "الكورية الجنوبية"),
    ("KR", "الكوري الجنوبي"),
    ("KR", "الكوريون الجنوبيون"),
    ("KP", "الكورية الشمالية"),
    ("KP", "كوريين شماليين"),
    ("ZA", "جنوب أفريقية"),
    ("ZA", "الجنوب أفريقي"),
    ("LK", "السريلانكية"),
    ("SL", "السيراليوني"),
    ("CR", "الكوستاريكي"),
    ("CD", "الكونغولية"),
    ("CI", "الإيفواري"),
    ("NL", "الهولندي"),
    ("CH", "السويسرية"),
    ("SO", "الصوماليين"),
    ("TD", "التشادية"),
    ("ML", "الماليون"),
    ("NE", "النيجري"),
    ("NG", "النيجيري"),
    ("EH", "الصحراويين"),
    ("PS", "الفلسطينيات"),
    ("IL", "الإسرائيليون"),
    ("SS", "جنوب سودانية"),
    ("BA", "البوسنيون"),
    ("KW", "الكويتيتين"),
    ("KR", "كوريان جنوبيان"),
    ("KP", "الكوريتان الشماليتان"),
    ("SS", "السودانية الجنوبية"),
]


@pytest.mark.parametrize(("code", "word"), NATIONALITIES)
def test_a_word_of_nationality_is_known(code: str, word: str) -> None:
    assert word in KNOWN.countries[code].nationality_words()


# Names of countries and capitals as outlets spell them.
SPELLINGS = [
    ("DZ", "الجزائر"),
    ("DZ", "الجمهورية الجزائرية الديمقراطية الشعبية"),
    ("RU", "روسيا الاتحادية"),
    ("RU", "فيدرالية روسيا"),
    ("RU", "موسكو"),
    ("US", "الولايات المتحدة الأميركية"),
    ("US", "أميركا"),
    ("US", "واشنطن"),
    ("GB", "المملكة المتحدة"),
    ("GB", "لندن"),
    ("SY", "سورية"),
    ("SY", "سوريا"),
    ("EG", "مصر"),
    ("EG", "القاهرة"),
    ("SA", "المملكة العربية السعودية"),
    ("AE", "أبو ظبي"),
    ("AE", "أبوظبي"),
    ("IR", "طهران"),
    ("TR", "أنقرة"),
    ("KZ", "أستانا"),
    ("FR", "باريس"),
    ("DE", "برلين"),
    ("BE", "بروكسل"),
    ("CN", "بكين"),
    ("UA", "كييف"),
    ("ML", "باماكو"),
    ("NE", "النيجر"),
    ("NG", "نيجيريا"),
    ("BF", "بوركينا فاسو"),
    ("CI", "ساحل العاج"),
    ("CI", "كوت ديفوار"),
    ("TD", "تشاد"),
    ("CF", "جمهورية أفريقيا الوسطى"),
    ("CD", "جمهورية الكونغو الديمقراطية"),
    ("EH", "الصحراء الغربية"),
    ("SS", "جنوب السودان"),
    ("PS", "رام الله"),
    ("VA", "الفاتيكان"),
    ("MM", "ميانمار"),
    ("CZ", "التشيك"),
]


@pytest.mark.parametrize(("code", "name"), SPELLINGS)
def test_a_name_of_a_country_is_known(code: str, name: str) -> None:
    country = KNOWN.countries[code]
    assert spelling(name) in {spelling(known) for known in country.names_ar + country.capitals_ar}


def test_a_hundred_people_and_a_hundred_bodies_at_least() -> None:
    assert len(KNOWN.people) >= 100
    assert len(KNOWN.organisations) >= 100
    assert len({person.country for person in KNOWN.people}) >= 40


# People whom a reader of the region's news expects, as outlets write them, by country.
PEOPLE = [
    ("DZ", "عبد المجيد تبون"),
    ("DZ", "عبدالمجيد تبون"),
    ("DZ", "عبد العزيز بوتفليقة"),
    ("DZ", "صبري بوقدوم"),
    ("DZ", "صبري بوقادوم"),
    ("DZ", "رمطان لعمامرة"),
    ("DZ", "أحمد عطاف"),
    ("DZ", "عبد القادر مساهل"),
    ("DZ", "السعيد شنقريحة"),
    ("DZ", "أحمد قايد صالح"),
    ("TN", "قيس سعيد"),
    ("TN", "الباجي قائد السبسي"),
    ("TN", "راشد الغنوشي"),
    ("MA", "ناصر بوريطة"),
    ("MA", "سعد الدين العثماني"),
    ("LY", "خليفة حفتر"),
    ("LY", "فائز السراج"),
    ("LY", "عقيلة صالح"),
    ("LY", "عبد الحميد الدبيبة"),
    ("LY", "معمر القذافي"),
    ("EG", "عبد الفتاح السيسي"),
    ("EG", "سامح شكري"),
    ("EG", "محمد مرسي"),
    ("SD", "عبد الفتاح البرهان"),
    ("SD", "عمر البشير"),
    ("SD", "محمد حمدان دقلو"),
    ("ML", "إبراهيم بوبكر كيتا"),
    ("ML", "عاصمي غويتا"),
    ("MR", "محمد ولد الغزواني"),
    ("SY", "بشار الأسد"),
    ("SY", "وليد المعلم"),
    ("LB", "ميشال عون"),
    ("LB", "سعد الحريري"),
    ("LB", "حسن نصر الله"),
    ("JO", "أيمن الصفدي"),
    ("PS", "محمود عباس"),
    ("PS", "إسماعيل هنية"),
    ("IL", "بنيامين نتنياهو"),
    ("SA", "محمد بن سلمان"),
    ("SA", "عادل الجبير"),
    ("QA", "تميم بن حمد آل ثاني"),
    ("AE", "محمد بن زايد"),
    ("IQ", "مصطفى الكاظمي"),
    ("YE", "عبد ربه منصور هادي"),
    ("IR", "حسن روحاني"),
    ("IR", "محمد جواد ظريف"),
    ("IR", "علي خامنئي"),
    ("TR", "رجب طيب أردوغان"),
    ("TR", "مولود تشاووش أوغلو"),
    ("TR", "مولود جاويش أوغلو"),
    ("RU", "فلاديمير بوتين"),
    ("RU", "سيرغي لافروف"),
    ("RU", "سيرجي لافروف"),
    ("RU", "سيرغي شويغو"),
    ("RU", "دميتري بيسكوف"),
    ("RU", "ميخائيل بوغدانوف"),
    ("RU", "ماريا زاخاروفا"),
    ("US", "دونالد ترامب"),
    ("US", "دونالد ترمب"),
    ("US", "جو بايدن"),
    ("US", "مايك بومبيو"),
    ("US", "أنتوني بلينكن"),
    ("FR", "إيمانويل ماكرون"),
    ("FR", "جان إيف لودريان"),
    ("DE", "أنجيلا ميركل"),
    ("DE", "هايكو ماس"),
    ("GB", "بوريس جونسون"),
    ("IT", "لويجي دي مايو"),
    ("UA", "فولوديمير زيلينسكي"),
    ("CN", "شي جين بينغ"),
    ("PT", "أنطونيو غوتيريش"),
    ("PT", "أنطونيو غوتيريس"),
    ("LB", "غسان سلامة"),
    ("US", "ستيفاني وليامز"),
]


@pytest.mark.parametrize(("country", "name"), PEOPLE)
def test_a_person_is_known_by_that_name(country: str, name: str) -> None:
    [person] = [person for person in KNOWN.people if spelling(name) in map(spelling, (person.name_ar, *person.aliases))]
    assert person.country in (country, None)


@pytest.mark.parametrize(
    "names",
    [
        ("صبري بوقدوم", "صبري بوقادوم", "صبري بوقادم"),
        ("سيرغي لافروف", "سيرجي لافروف", "سيرغيه لافروف"),
        ("مولود تشاووش أوغلو", "مولود جاويش أوغلو", "مولود تشاويش أوغلو"),
        ("أنطونيو غوتيريش", "أنطونيو غوتيريس", "أنطونيو جوتيريش"),
        ("دونالد ترامب", "دونالد ترمب"),
        ("رمطان لعمامرة", "رمطان العمامرة"),
    ],
)
def test_spellings_of_one_person_are_one_person(names: tuple[str, ...]) -> None:
    owner = {spelling(alias): person.id for person in KNOWN.people for alias in (person.name_ar, *person.aliases)}
    assert len({owner.get(spelling(name), f"nobody: {name}") for name in names}) == 1


BODIES = [
    "الأمم المتحدة",
    "مجلس الأمن الدولي",
    "الجمعية العامة للأمم المتحدة",
    "الاتحاد الأوروبي",
    "الاتحاد الأفريقي",
    "الاتحاد الإفريقي",
    "جامعة الدول العربية",
    "حلف شمال الأطلسي",
    "الناتو",
    "حلف الناتو",
    "مجلس التعاون الخليجي",
    "منظمة التعاون الإسلامي",
    "أوبك",
    "صندوق النقد الدولي",
    "البنك الدولي",
    "منظمة الصحة العالمية",
    "المحكمة الجنائية الدولية",
    "اليونسكو",
    "الأونروا",
    "الوكالة الدولية للطاقة الذرية",
    "حزب الله",
    "حركة حماس",
    "حركة النهضة",
    "الجيش الوطني الليبي",
    "حكومة الوفاق الوطني",
    "جبهة البوليساريو",
    "جماعة الحوثي",
    "تنظيم القاعدة",
    "تنظيم الدولة الإسلامية",
    "داعش",
    "الجيش الوطني الشعبي",
    "سوناطراك",
    "غازبروم",
    "الكرملين",
    "البيت الأبيض",
    "البنتاغون",
    "الكونغرس",
    "الكنيست",
    "الحرس الثوري الإيراني",
    "قوات سوريا الديمقراطية",
    "قناة الجزيرة",
    "رويترز",
    "وكالة الأنباء الجزائرية",
    "الهلال الأحمر",
    "منظمة العفو الدولية",
    "هيومن رايتس ووتش",
    "روس أوبورون إكسبورت",
    "وزارة الخارجية الروسية",
]


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_known_by_that_name(name: str) -> None:
    assert any(spelling(name) in map(spelling, (body.name_ar, *body.aliases)) for body in KNOWN.organisations)


def test_no_name_belongs_to_a_person_and_to_a_body_or_a_country() -> None:
    people = {spelling(name) for person in KNOWN.people for name in (person.name_ar, *person.aliases, *person.short)}
    bodies = {spelling(name) for body in KNOWN.organisations for name in (body.name_ar, *body.aliases)}
    countries = {spelling(name) for country in KNOWN.countries.values() for name in country.names_ar + country.capitals_ar}
    assert people & bodies == set()
    assert people & countries == set()
    assert bodies & countries == set()


def test_offices_end_after_they_began_and_lie_in_known_bodies() -> None:
    bodies = {body.id for body in KNOWN.organisations}
    for person in KNOWN.people:
        for office in person.offices:
            assert office.organisation in bodies | {None}, (person.id, office.organisation)
            assert all(re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-[0-3]\d)?)?", day) for day in (office.since, office.until) if day), (
                person.id
            )
            if office.since and office.until:
                assert office.since <= office.until, person.id


@pytest.mark.parametrize(("id_", "name", "country"), [("el-massa", "المساء", "DZ"), ("libya-today", "ليبيا اليوم", "LY")])
def test_the_outlets_of_the_five_pages_are_there(id_: str, name: str, country: str) -> None:
    [outlet] = [outlet for outlet in KNOWN.outlets if outlet.id == id_]
    assert spelling(name) in map(spelling, (outlet.name_ar, *outlet.names))
    assert outlet.country == country


OUTLETS = [
    "aljazeera.net",
    "alarabiya.net",
    "skynewsarabia.com",
    "bbc.com",
    "arabic.rt.com",
    "sputnikarabic.ae",
    "aa.com.tr",
    "reuters.com",
    "france24.com",
    "dw.com",
    "echoroukonline.com",
    "elkhabar.com",
    "ennaharonline.com",
    "aps.dz",
    "hespress.com",
    "mosaiquefm.net",
    "ahram.org.eg",
    "youm7.com",
    "almasryalyoum.com",
    "aawsat.com",
    "okaz.com.sa",
    "alquds.co.uk",
    "alaraby.co.uk",
    "annahar.com",
    "almayadeen.net",
    "alwatan.com.sa",
    "albayan.ae",
]


@pytest.mark.parametrize("domain", OUTLETS)
def test_an_outlet_is_known_by_its_domain(domain: str) -> None:
    assert any(
        domain == known or domain.endswith("." + known) or known.endswith("." + domain)
        for outlet in KNOWN.outlets
        for known in outlet.domains
    )


def test_the_topics_of_the_contract_are_there() -> None:
    assert set(TOPICS) <= {topic.id for topic in KNOWN.topics}
    assert all(topic.terms for topic in KNOWN.topics if topic.id != "other")
    assert {weight for topic in KNOWN.topics for weight in topic.terms} == {1, 2, 3}


def test_twelve_months_in_every_system() -> None:
    assert set(KNOWN.months.values()) == set(range(1, 13))
    assert len(KNOWN.months) >= 45


@pytest.mark.parametrize("lemma", ["قال", "أضاف", "أكد", "شدد", "أوضح", "أشار", "صرح", "أعلن", "ذكر", "دعا"])
def test_a_verb_of_speech_has_its_forms(lemma: str) -> None:
    [verb] = [verb for verb in KNOWN.speech_verbs if verb.lemma == lemma]
    assert len(verb.forms) >= 4
    assert set(verb.weak) <= set(verb.forms) | set(verb.weak)


# The data dictionary.

README = (FOLDER / "README.md").read_text("utf8")
SECTIONS = {part.split("\n", 1)[0].strip(): part for part in README.split("\n## ")[1:]}
ENTRIES = {
    "countries.csv": reference.Country, "people.yml": reference.KnownPerson, "organisations.yml": reference.KnownOrganisation,
    "outlets.yml": reference.Outlet, "topics.yml": reference.Topic, "speech_verbs.yml": reference.SpeechVerb,
    "events.yml": reference.EventType, "contexts.yml": reference.Context, "roles.yml": reference.Titles, "words.yml": reference.Words,
    "furniture.yml": reference.Furniture, "capitals.yml": reference.Capitals, "organisation_heads.yml": reference.OrganisationHead,
    "months.csv": reference.Month, "given_names.csv": reference.GivenName, "places.csv": reference.Place, "regions.csv": reference.Region,
    "surnames.csv": reference.Surname, "same_names.csv": reference.SameNames,
    "measures.yml": reference.Measure, "evaluation.csv": reference.Evaluated, "latin_vowels.csv": reference.LatinVowel,
}  # fmt: skip


def test_the_readme_tells_of_every_file_and_of_no_other() -> None:
    assert set(SECTIONS) == {path.name for path in FOLDER.iterdir() if path.is_file()} - {"README.md"}


@pytest.mark.parametrize("file", ENTRIES)
def test_the_readme_tells_every_field(file: str) -> None:
    assert [field.encode_name for field in msgspec.structs.fields(ENTRIES[file]) if f"`{field.encode_name}`" not in SECTIONS[file]] == []


def test_the_readme_tells_every_field_of_an_office() -> None:
    fields = msgspec.structs.fields(reference.Office)
    assert [field.encode_name for field in fields if f"`offices.{field.encode_name}`" not in SECTIONS["people.yml"]] == []


@pytest.mark.parametrize("file", sorted(set(SECTIONS) - {"names.crfsuite"}))  # it is no text
def test_the_readme_shows_a_line_that_stands_in_the_file(file: str) -> None:
    shown = [line[4:] for line in SECTIONS[file].splitlines() if line.startswith("    ")]
    lines = {line.rstrip() for line in (FOLDER / file).read_text("utf8").splitlines()}
    assert shown
    assert [line for line in shown if "..." not in line and line not in lines and "  " + line not in lines] == []
