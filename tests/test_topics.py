"""What a text is about: two articles a topic in the manner of news, hard neighbours, and the words that decided."""

from __future__ import annotations

from datetime import date

import pytest

from build import Chain
from pipeline import reference
from pipeline.model import Article, Findings, Paragraph


@pytest.fixture(scope="module")
def chain() -> Chain:
    return Chain.of(reference.load())


def findings(chain: Chain, text: str) -> Findings:
    """What is found in an article with these lines, the first its title."""
    title, *lines = text.split("\n")
    paragraphs = tuple(Paragraph(0, len(line), line) for line in lines)
    return chain.findings(Article("a.txt", "", title, None, None, None, None, None, date(2025, 2, 12), None, paragraphs, ()))


ABOUT: dict[str, tuple[str, ...]] = {
    ("عطاف يستقبل نظيره التركي\nاستقبل وزير الخارجية أحمد عطاف نظيره التركي هاكان فيدان، وبحثا تعزيز العلاقات الثنائية بين البلدين."): (
        "bilateral-relations",
    ),
    ("سفير جديد في القاهرة\nقدم السفير أوراق اعتماده، وأكد حرص بلاده على تطوير العلاقات بين البلدين وعقد اللجنة المشتركة العليا."): (
        "bilateral-relations",
    ),
    ("معارك عنيفة في الفاشر\nتجددت الاشتباكات بالأسلحة الثقيلة، وتبادل الطرفان القصف المدفعي، وسقط عشرات القتلى والجرحى في المعارك."): (
        "armed-conflict",
    ),
    ("جولة جديدة من مفاوضات السلام\nيستأنف طرفا النزاع مفاوضات السلام برعاية المبعوث الأممي، سعيا إلى تسوية سياسية وخارطة طريق."): (
        "peace-process",
    ),
    ("تفكيك خلية إرهابية\nأوقفت قوات الأمن عناصر خلية إرهابية موالية لتنظيم داعش، وحجزت أحزمة ناسفة في إطار مكافحة الإرهاب."): (
        "terrorism-security",
    ),
    ("أوبك تبقي الإنتاج على حاله\nقررت منظمة أوبك خفض إنتاج النفط، فارتفع سعر برميل خام برنت، وتراجعت صادرات الغاز الطبيعي المسال."): (
        "energy",
    ),
    (
        "التضخم يتراجع\n"
        "خفض البنك المركزي أسعار الفائدة بعد تراجع معدل التضخم، "
        "وارتفعت الصادرات وتقلص عجز الميزانية وزاد حجم التبادل التجاري."
    ): ("economy-trade",),
    (
        "إنقاذ مهاجرين في المتوسط\n"
        "أنقذ خفر السواحل مهاجرين غير شرعيين كانوا على متن قارب، "
        "ونقلوا إلى مركز إيواء للاجئين، في إطار مكافحة الهجرة غير النظامية."
    ): ("migration",),
    ("حملة تطعيم ضد الكوليرا\nأطلقت وزارة الصحة حملة تطعيم ضد الكوليرا في المستشفيات، بعد تسجيل إصابات جديدة بالوباء، ووزعت اللقاحات."): (
        "health",
    ),
    ("منظمة العفو تدين الاعتقالات\nأدانت منظمة العفو الدولية الاعتقال التعسفي لصحفيين وتعذيب سجناء الرأي، ودعت إلى احترام حقوق الإنسان."): (
        "human-rights",
    ),
    (
        "انتخابات تشريعية مبكرة\n"
        "حل الرئيس البرلمان ودعا إلى انتخابات تشريعية مبكرة، "
        "وقدمت الأحزاب مرشحيها، ونظمت هيئة الانتخابات صناديق الاقتراع."
    ): ("domestic-politics",),
    (
        "مناورات بحرية مشتركة\n"
        "أجرت القوات البحرية مناورات عسكرية مشتركة، وبحث "
        "رئيسا الأركان التعاون العسكري وصفقات السلاح والتدريب العسكري."
    ): ("military-cooperation",),
    (
        "مجلس الأمن يمدد ولاية المينورسو\nمدد مجلس الأمن ولاية بعثة المينورسو في الصحراء الغربية، وجددت جبهة البوليساريو مطلب تقرير المصير."
    ): ("western-sahara",),
    (
        "مستوطنون يقتحمون الأقصى\n"
        "اقتحم مستوطنون المسجد الأقصى تحت حماية الاحتلال الإسرائيلي، "
        "ودعت السلطة الفلسطينية إلى حماية القدس والضفة الغربية."
    ): ("palestine",),
    ("قافلة إلى إدلب\nدخلت قافلة مساعدات إلى إدلب في شمال سوريا عبر معبر باب الهوى، فيما واصل الجيش السوري تقدمه نحو حلب."): ("syria",),
    ("حكومة الدبيبة وبرقة\nبحثت حكومة الوحدة الوطنية في طرابلس الأزمة الليبية مع مجلس النواب الليبي في بنغازي، وتوحيد المؤسسات الليبية."): (
        "libya",
    ),
    ("عقوبات أوروبية جديدة\nفرض الاتحاد الأوروبي عقوبات اقتصادية جديدة، وجمد أصول مسؤولين وأدرجهم في قائمة العقوبات، ومدد حظر السفر."): (
        "sanctions",
    ),
    ("افتتاح معرض الكتاب\nافتتح وزير الثقافة معرض الكتاب الدولي، وشارك في المهرجان شعراء وروائيون، وعرضت أفلام وثائقية ومسرحية."): (
        "culture-education",
    ),
    ("فوز المنتخب\nفاز المنتخب بهدفين نظيفين في تصفيات كأس العالم، وسجل المهاجم هدفه الأول في الشوط الثاني من المباراة."): ("sport",),
    ("وفاة شيخ في قريته\nودعت القرية شيخها الذي عاش تسعين عاما بين حقول الزيتون، وبكاه الجيران والأحفاد."): ("other",),
}
# What stands beside a topic and is not it.
NOT_ABOUT: dict[str, tuple[str, ...]] = {
    ("الجزائر تهزم مصر\nفاز المنتخب الجزائري على نظيره المصري بهدفين في مباراة ودية جرت في القاهرة، وسجل اللاعب هدفه في الشوط الأول."): (
        "bilateral-relations",
    ),
    ("لقاء الدوري\nجمع اللقاء الفريقين على ملعب المدينة، وانتهت المباراة بالتعادل بعد هدف في الشوط الثاني من الدوري."): (
        "bilateral-relations",
        "peace-process",
    ),
    ("بورصة طرابلس\nارتفعت الأسهم وزادت الصادرات والواردات، وخفض البنك المركزي سعر الفائدة، وتحسن سعر الصرف."): (
        "armed-conflict",
        "energy",
    ),
    ("لقاح للاجئين\nقدمت وزارة الصحة لقاحات ضد الحصبة في المستشفيات ومراكز العلاج، ولم تسجل إصابات بالوباء بين الأطفال."): (
        "sport",
        "energy",
    ),
    ("جائزة لروائي\nنال الروائي جائزة البوكر العربية في مهرجان الأدب، وقرأ قصيدة لشاعر كبير في المسرح."): (
        "bilateral-relations",
        "domestic-politics",
    ),
}


@pytest.mark.parametrize("text", ABOUT)
def test_what_a_text_is_about(chain: Chain, text: str) -> None:
    assert {topic.topic_id for topic in findings(chain, text).topics} >= set(ABOUT[text])


@pytest.mark.parametrize("text", NOT_ABOUT)
def test_what_a_text_is_not_about(chain: Chain, text: str) -> None:
    assert not {topic.topic_id for topic in findings(chain, text).topics} & set(NOT_ABOUT[text])


def test_every_topic_has_an_article_here() -> None:
    assert {topic for topics in ABOUT.values() for topic in topics} == {topic.id for topic in reference.load().topics}


def test_the_evidence_is_the_words_as_they_are_written_and_the_states_that_met(chain: Chain) -> None:
    text = next(iter(ABOUT))
    [bilateral] = [topic for topic in findings(chain, text).topics if topic.topic_id == "bilateral-relations"]
    assert "تعزيز العلاقات" in bilateral.evidence
    assert bilateral.evidence.endswith("(حدث يجمع DZ وTR)")


def test_a_word_told_over_and_over_does_not_decide_alone(chain: Chain) -> None:
    once = "قمح\nباع الفلاح القمح وعاد إلى بيته مساء."
    often = "قمح\n" + "باع الفلاح القمح وحمل القمح وخزن القمح في بيت القمح. " * 5
    assert (
        {topic.topic_id for topic in findings(chain, once).topics}
        == {topic.topic_id for topic in findings(chain, often).topics}
        == {"other"}
    )
