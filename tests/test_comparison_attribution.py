"""Where an attribution begins and ends: whom a verb is aimed at, asides, comments, headlines."""

import pytest

from articles.comparison.prose import Prose
from articles.comparison.quotations import find_quotations


def said(text):
    """(speaker, words) of all that somebody is said to say, without the stop at the end."""
    return [
        (quotation.speaker, text[quotation.start : quotation.end].rstrip("."))
        for quotation in find_quotations(Prose(text))
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("وحمّل وزير الداخلية المعارضة مسؤولية ما جرى.", "وزير الداخلية", "المعارضة مسؤولية ما جرى"),
        (
            "اتهم ضابط في الحرس الوطني الحكومة بإخفاء الأرقام.",
            "ضابط في الحرس الوطني",
            "الحكومة بإخفاء الأرقام",
        ),
        ("اتهم التلفزيون «جهات خارجية» بتمويل الهجوم.", "التلفزيون", "جهات خارجية» بتمويل الهجوم"),
        (
            "ناشدت نقابة الأطباء المجتمع الدولي إرسال أدوية.",
            "نقابة الأطباء",
            "المجتمع الدولي إرسال أدوية",
        ),
        ("دعت الوزارة، في بيان صدر أمس، المسافرين إلى الحذر.", "الوزارة", "المسافرين إلى الحذر"),
    ],
)
def test_whom_a_verb_is_aimed_at_belongs_to_what_is_said(text, speaker, words):
    assert said(text) == [(speaker, words)]


def test_whom_a_verb_is_aimed_at_is_not_taken_for_the_speaker():
    text = "قال الطبيب إن الوباء ينتشر، ونصح الأهالي بغسل اليدين."
    assert [speaker for speaker, _words in said(text)] == ["الطبيب", "الطبيب"]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("أكد المجلس، في بيان نشره على صفحته، صحة الخبر.", "المجلس", "صحة الخبر"),
        ("وأوضحت رئيسة البلدية، عبر حسابها، أن الجسر آمن.", "رئيسة البلدية", "الجسر آمن"),
        (
            "وقال مصدر أمني، رفض الكشف عن هويته، للوكالة إن المهاجم اعتقل.",
            "مصدر أمني",
            "المهاجم اعتقل",
        ),
        ("ويتذكر جارها، وهو نجار فقد بيته، أن النهر فاض.", "جارها", "النهر فاض"),
        ("وتابع خبراء تحدثت إليهم الصحيفة أن السد يتسع.", "خبراء", "السد يتسع"),
        ("وصرح مسؤول، طالبا عدم ذكر اسمه، بأن القطار تأخر.", "مسؤول", "القطار تأخر"),
    ],
)
def test_what_stands_between_a_speaker_and_the_words_is_neither(text, speaker, words):
    assert said(text) == [(speaker, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الناطق إن المحادثات تتقدم، على حد تعبيره.", [("الناطق", "المحادثات تتقدم")]),
        ("رأى النائب أن الخطة فاشلة، وفق ما نقلته عنه صحيفة محلية.", [("النائب", "الخطة فاشلة")]),
        ("قدّر خبير أن الخسائر كبيرة، وهو تقدير يصعب التحقق منه.", [("خبير", "الخسائر كبيرة")]),
        (
            "زعم الحارس أن الباب أغلق، وهو ما نفاه مدير المتحف قائلا إن الباب بقي مفتوحا.",
            [("الحارس", "الباب أغلق"), ("مدير المتحف", "الباب بقي مفتوحا")],
        ),
        (
            "فالمدينة، التي قال رئيس بلديتها إن موازنتها نفدت، تنتظر القرض.",
            [("رئيس بلديتها", "موازنتها نفدت")],
        ),
    ],
)
def test_words_end_where_the_story_comments_or_names_its_source(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ذهب خبير اقتصادي إلى أن الأزمة طويلة.", "خبير اقتصادي"),
        ("وأجمعت الصحف على أن الجولة فاشلة.", "الصحف"),
        ("كما بيّن مهندس للصحيفة أن الجسر قديم.", "مهندس"),
        ("لكن مسؤولا في البعثة كان قد صرح في آذار بأن القرض جاهز.", "مسؤولا في البعثة"),
        ("غير أن مصدرا في الوزارة أكد أن القرض جاهز.", "مصدرا في الوزارة"),
        ("وقالت صيدلانية لبي بي سي إن الدواء نفد.", "صيدلانية"),
        ("واستقبل الرئيس الوفد، وأكد لهم أن الضرائب ثابتة.", "الرئيس الوفد"),
        ("انخفضت الأسعار، وفق ما نقلته صحيفة عن تجار.", "تجار"),
        ("أصدرت النقابة بيانا جاء فيه أن الإضراب مستمر.", "النقابة"),
        ("«لن نعود إلى الوراء»، بهذه الكلمات بدأ العميد.", "العميد"),
        ("وقالت المعلمة ليلى حسن (35 عاما): «لم يبق لنا شيء».", "المعلمة ليلى حسن"),
        ("فالوزير كرر أن الطريق آمن.", "الوزير"),
    ],
)
def test_a_speaker_is_found_in_the_manners_of_reporters(text, speaker):
    assert [name for name, _words in said(text)] == [speaker]


def test_a_headline_says_with_a_colon_who_speaks():
    assert said("وزير المالية: لا زيادة في الأسعار\nنص.") == [
        ("وزير المالية", "لا زيادة في الأسعار")
    ]
    assert said("القاهرة: أعلن البنك خفض الفائدة.")[0][0] == "البنك"


def test_another_subject_speaks_after_a_noun_in_a_headline():
    text = "الجيش ينفي سقوط مدنيين والسكان يؤكدون مقتل عشرة"
    assert said(text) == [("الجيش", "سقوط مدنيين"), ("السكان", "مقتل عشرة")]


@pytest.mark.parametrize(
    "text",
    [
        "شلت المدينة بإضراب دعا إليه الاتحاد في أول اختبار له.",
        "وبينما كان الوزير يتحدث، انقطعت الكهرباء عن القاعة.",
        "حمل المتظاهرون صور الضحايا وساروا إلى الميدان.",
        "ذهب الوفد إلى العاصمة على متن طائرة.",
        "وردا على الهجوم أغلقت السلطات المعبر.",
    ],
)
def test_a_verb_that_reports_nothing_here_leaves_the_story_its_voice(text):
    assert said(text) == []
