"""Hard cases for the classifier, each a short text written for it."""

import pytest

from articles.importing.classifier import classify

LEAD = (
    "أعلنت وزارة الأشغال اليوم الأحد بدء العمل في توسعة الطريق الدائري، بكلفة تبلغ 40 مليون دينار"
    " وعلى مدى عامين، وفق ما ذكر بيان صدر عنها."
)
SECOND = (
    "وقال مدير المشروع إن التوسعة ستشمل أربعة جسور وثلاثة أنفاق، مؤكدا أن السير لن يتوقف خلال"
    " الأعمال."
)
THIRD = "وأضاف أن الوزارة ستعلن لاحقا أسماء الشركات المنفذة بعد فتح العروض."
REPORT = [LEAD, SECOND, THIRD]


def kinds(*lines):
    return [line.kind for line in classify(list(lines))]


def first_comment(*lines):
    """The index of the first comment among the lines, None without comments."""
    found = kinds(*lines)
    return found.index("comment") if "comment" in found else None


@pytest.mark.parametrize(
    "thread",
    [
        ["وين كنتو من عشر سنين", "كل يوم نسمع هالكلام وما نشوف شي"],
        ["حسبنا الله ونعم الوكيل"],
        ["هو احنا ناقصين تكسير فى الشوارع", "ربنا يستر"],
        ["واش هاد المشروع غادي يكمل ولا لا", "الله يهدي ما خلق"],
        ["يا ريت يخلص قبل الشتا", "شو هالحكي", "الله يعين"],
        ["الزول دا كلامو سمح لكن وين التنفيذ", "ربنا يصلح الحال"],
        ["مشروع ممتاز وأتمنى أن لا يتأخر كغيره", "شكرا للوزارة", "نطالب بتوسعة طريقنا أيضا"],
        ["أين كانت الوزارة كل هذه السنين؟", "المشكلة في من يديرها", "لا أظن أنه سيكتمل"],
        ["👍👍👍", "ههههههه", "مبروووك"],
        ["Bravo pour ce projet", "شكرا"],
        ["محمد - الأردن", "منذ 3 ساعات", "الله يعطيكم العافية", "سمير", "منذ 5 ساعات", "ممتاز"],
        ["1 - متابع", "كلام جميل", "2 - أبو أحمد", "نتمنى السرعة في التنفيذ"],
        ["يقول خالد:", "12 مارس 2014 الساعة 10:15 ص", "والله تعبنا من الزحمة"],
    ],
    ids=lambda thread: thread[0][:20],
)
def test_a_thread_begins_right_below_the_last_paragraph(thread):
    assert first_comment(*REPORT, *thread) == len(REPORT)
    assert set(kinds(*REPORT, *thread)[len(REPORT) :]) == {"comment"}


def test_blank_lines_between_paragraphs_and_comments_do_not_hide_the_thread():
    lines = [LEAD, "", SECOND, "", "الله يوفقكم", "", "وين الوعود القديمة يا جماعة", ""]
    assert kinds(*lines) == [
        *["paragraph", "blank", "paragraph", "blank"],
        *["comment", "blank", "comment", "blank"],
    ]


@pytest.mark.parametrize("dot", [".", "؟", "!!!", "صح"])
def test_a_comment_may_be_a_single_sign_or_word(dot):
    assert first_comment(*REPORT, "الله يعين الناس على هالحفريات", dot, "والله تعبنا") == 3


@pytest.mark.parametrize(
    "ending",
    [
        ["ولم يحدد المتحدث موعدا آخر."],
        ["ولم يحدد المتحدث موعدا آخر"],
        ["المصدر: وكالات", "اقرأ أيضا", "شارك الخبر", "كلمات مفتاحية: طرق، جسور"],
        ["اترك تعليقاً", "لن يتم نشر عنوان بريدك الإلكتروني", "البريد الإلكتروني"],
        ["وجاءت المراحل كالتالي:", "المرحلة الأولى: الجسور", "المرحلة الثانية: الأنفاق"],
        ["وقال أحد السكان: «والله تعبنا، وين نروح؟»", "«حسبنا الله ونعم الوكيل»، تقول جارته."],
        ["وختم بقوله: يا جماعة اصبروا علينا شوية واحنا معاكم"],
        ["رحم الله الفقيد وأسكنه فسيح جناته."],
        ["إنا لله وإنا إليه راجعون"],
        ["والله من وراء القصد"],
        ["وأنشد الشاعر:", "يا دار مهلا لا يغرك حسنها", "فالدهر يأخذ ما يشاء ويترك"],
        ["1. عمان - 12 كيلومترا", "2. الزرقاء - 8 كيلومترات", "3. إربد - 5 كيلومترات"],
        ["آلية تعمل في موقع التوسعة", "عمال يمدون شبكة المياه", "الوزير خلال جولته في الموقع"],
    ],
    ids=lambda ending: ending[0][:20],
)
def test_a_report_may_end_in_many_ways_without_comments(ending):
    assert first_comment(*REPORT, *ending) is None


def test_a_column_in_dialect_has_no_comments_because_of_its_dialect():
    column = [
        "كل يوم نطلع من البيت ونقول اليوم غير، ونرجع آخر النهار واحنا زي ما احنا، لا الشارع خلص ولا"
        " الزحمة خفت، وما حدا عارف وين رايحين فينا هالجماعة اللي قاعدين على الكراسي.",
        "والله يا جماعة الخير تعبنا من كتر الحكي، بدنا حدا يشتغل بدل ما يوعد، ونشوف شي بعيوننا.",
    ]
    assert first_comment(*column) is None


def test_an_interview_has_no_comments_because_it_speaks_of_itself():
    interview = [
        "تحدث المخرج عن فيلمه الجديد وعن سنوات عمله الأولى في هذا الحوار الذي أجريناه في مكتبه.",
        "كيف بدأت الفكرة؟",
        "- بدأت من صورة رأيتها في بيت جدي، ولم تفارقني منذ ذلك اليوم.",
        "وهل تعبت في إقناع المنتجين؟",
        "- طبعا، لكنني لا أندم على شيء، وأنا سعيد بما وصلنا إليه.",
        "ماذا تقول لجمهورك؟",
        "- شكرا لكم من القلب وأحبكم كثيرا",
    ]
    assert first_comment(*interview) is None


def test_captions_stand_between_paragraphs_and_at_the_end():
    lines = [
        LEAD,
        "الوزير خلال جولته في موقع المشروع",
        SECOND,
        "جانب من أعمال الحفر (بترا)",
        THIRD,
        "عمال يصبون الأساسات قرب الجسر الثاني",
        "آلية ترفع الأتربة من موقع الجسر",
        "مهندسة تتفقد أعمال الجسر الثاني",
    ]
    assert kinds(*lines) == [
        *["paragraph", "caption", "paragraph", "caption", "paragraph"],
        *["caption", "caption", "caption"],
    ]


def test_a_caption_may_stand_above_the_text_instead_of_a_headline():
    assert kinds("أعمال الحفر في الطريق الدائري (أرشيفية)", *REPORT)[0] == "caption"


@pytest.mark.parametrize("heading", ["مراحل المشروع", "كلفة مرتفعة", "هل يكفي عامان؟", "ماذا بعد؟"])
def test_a_short_line_before_a_paragraph_is_a_heading(heading):
    assert kinds(LEAD, heading, SECOND, THIRD)[1] == "heading"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("كتب: سالم الحمد", "byline"),
        ("عمان - سالم الحمد", "byline"),
        ("salem alhamad", "byline"),
        ("* أربعة جسور وثلاثة أنفاق", "summary"),
        ("- العمل يستمر عامين", "summary"),
    ],
)
def test_the_lines_under_a_headline_are_bylines_and_summaries(line, kind):
    found = kinds("توسعة الطريق الدائري تبدأ اليوم", line, *REPORT)
    assert found == ["headline", kind, "paragraph", "paragraph", "paragraph"]


def test_lines_broken_by_width_are_joined_up_to_the_short_last_one():
    lines = [
        "أعلنت وزارة الأشغال اليوم الأحد بدء العمل في توسعة الطريق الدائري بكلفة",
        "تبلغ أربعين مليون دينار وعلى مدى عامين وفق ما ذكر بيان صدر عنها وأشار إلى",
        "موعد الإنجاز",
        "وقال مدير المشروع إن التوسعة ستشمل أربعة جسور وثلاثة أنفاق مؤكدا أن السير",
        "لن يتوقف خلال الأعمال.",
        "وشكر السكان.",
    ]
    assert [line.block for line in classify(lines)] == [1, 1, 1, 2, 2, 3]


def test_whole_paragraphs_without_full_stops_are_not_joined():
    lines = [LEAD.rstrip("."), SECOND.rstrip("."), THIRD.rstrip(".")]
    assert [line.block for line in classify(lines)] == [1, 2, 3]
    assert kinds(*lines) == ["paragraph"] * 3


def test_a_single_line_is_a_paragraph_and_nothing_is_blank():
    assert kinds(LEAD) == ["paragraph"]
    assert kinds("") == ["blank"]
    assert kinds("\u200f\u00a0\n") == ["blank"]
    assert kinds() == []
