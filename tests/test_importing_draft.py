"""What becomes of a text: dateline, credits, date, provisional headline, whole drafts."""

from datetime import date

import pytest

from articles.importing import dateline, headline
from articles.importing.assembly import assemble
from articles.importing.classifier import classify
from articles.importing.credits import credits
from articles.importing.dates import report_date
from articles.importing.drafts import BodyBlock, Caption, Credit, DraftComment
from articles.importing.reading import read

LEAD = (
    "افتتح وزير النقل صباح اليوم الجسر الجديد فوق النهر بعد عامين من العمل، بحضور كثير من الأهالي."
)
SECOND = (
    "وقال الوزير في كلمته إن الجسر سيخفف الازدحام عن وسط المدينة، وإن كلفته بلغت 12 مليون دينار."
)


def draft_of(*lines, end="\n"):
    record = read(end.join(lines).encode())
    return assemble(record, classify(record.lines))


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("عمان: أعلنت الوزارة", "عمان", "أعلنت الوزارة"),
        ("بيروت (رويترز) - قال مصدر", "بيروت (رويترز)", "قال مصدر"),
        ("القاهرة - رويترز: قال مصدر", "القاهرة - رويترز", "قال مصدر"),
        ("واشنطن (أ ف ب) أعلنت الوزارة", "واشنطن (أ ف ب)", "أعلنت الوزارة"),
        ("الرباط – أعلنت الوزارة", "الرباط", "أعلنت الوزارة"),
        ("تونس ـ وات", "تونس ـ وات", ""),
        ("المكلا، 3 مارس (سبأ) — وصلت الباخرة", "المكلا، 3 مارس (سبأ)", "وصلت الباخرة"),
        ("وزير الري: لا نقص في المياه", "", "وزير الري: لا نقص في المياه"),
        ("قال الوزير: لن نرفع الأسعار", "", "قال الوزير: لن نرفع الأسعار"),
        ("القاهرة تستعد لاستقبال الوفد", "", "القاهرة تستعد لاستقبال الوفد"),
        ("", "", ""),
    ],
)
def test_a_dateline_is_parted_from_the_text(text, place, rest):
    assert dateline.split(text) == (place, rest)


@pytest.mark.parametrize(
    ("text", "agency", "evidence"),
    [
        ("وقالت مراسلة لرويترز إن الطريق مغلق", "رويترز", "وقالت مراسلة لرويترز"),
        ("وأفاد مصدر في الشرطة للأناضول بأن", "الأناضول", "وأفاد مصدر في الشرطة للأناضول"),
        ("ونقل مراسل فرانس برس عن السكان", "فرانس برس", "مراسل فرانس برس"),
        ("وذكرت وكالة الأنباء السعودية (واس) أن", "واس", "وذكرت وكالة الأنباء السعودية"),
        ("وكالة سبأ الرسمية قالت إن", "سبأ", "وكالة سبأ الرسمية قالت"),
        ("نقلته وكالة أنباء «تسنيم» الإيرانية", "تسنيم", "نقلته وكالة أنباء «تسنيم»"),
        ("المصدر: رويترز", "رويترز", "المصدر: رويترز"),
        ("وانتهى الاجتماع دون اتفاق (د ب أ)", "الألمانية (د ب أ)", "(د ب أ)"),
        ("according to what was told, قال مسؤول لوكالة AFP", "فرانس برس", "قال مسؤول لوكالة AFP"),
    ],
)
def test_an_agency_quoted_as_source_is_credited_with_the_words_that_show_it(text, agency, evidence):
    assert credits("", [text]) == [Credit(agency, evidence)]


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت الشرطة مقتل مراسل رويترز في الانفجار",
        "اقتحم مسلحون مكتب رويترز وسط المدينة",
        "قال فارس الخوري إن مهر العروس كبير",
        "بنا الأهالي جدارا من حجر معا",
    ],
)
def test_an_agency_in_the_news_and_a_word_that_looks_like_one_are_no_source(text):
    assert credits("", [text]) == []


def test_each_agency_is_credited_once_and_the_dateline_comes_first():
    found = credits("بغداد (رويترز)", ["وقال مصدر لرويترز إن", "وقال آخر لفرانس برس إن"])
    assert found == [
        Credit("رويترز", "بغداد (رويترز)"),
        Credit("فرانس برس", "وقال آخر لفرانس برس"),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "وصل الوفد اليوم الخميس 5 مارس 2015 إلى المدينة",
        "وصل الوفد اليوم الخميس (5 آذار/ مارس 2015) إلى المدينة",
        "وصل الوفد يوم الخميس الموافق 5 آذار 2015 إلى المدينة",
        "وصل الوفد الخميس ٥ مارس ٢٠١٥ إلى المدينة",
        "وصل الوفد اليوم 5/3/2015 إلى المدينة",
        "وصل الوفد الخميس 2015-03-05 إلى المدينة",
    ],
)
def test_the_day_of_the_report_is_read_in_the_first_paragraph(lead):
    assert report_date([], lead) == date(2015, 3, 5)


@pytest.mark.parametrize(
    "lead",
    [
        "منذ هجمات 11 سبتمبر 2001 تغير كل شيء",
        "قتل أربعة أشخاص أمس الأربعاء 4 مارس 2015 في حادث",
        "تعقد القمة الخميس المقبل 5 مارس 2015",
        "وصل الوفد الجمعة 5 مارس 2015 إلى المدينة",
        "وصل الوفد الخميس 5 مارس إلى المدينة",
        "يمتد المعرض من الخميس 5 مارس 2015 حتى السبت 7 مارس 2015",
        "ولد اليوم 31/2/2015 طفل",
        "في 5 محرم 1436",
        "",
    ],
)
def test_history_other_days_and_impossible_dates_give_none(lead):
    assert report_date([], lead) is None


@pytest.mark.parametrize(
    "stamp",
    [
        "الخميس 5 مارس 2015 - 11:16",
        "نشر في: 05/03/2015",
        "العدد 12 - الخميس 05 مارس 2015م الموافق 14 جمادى الأولى 1436هـ",
        "آخر تحديث 2015-03-05 الساعة 10:20 ص",
        "5 مارس/آذار 2015",
        "5 ماي 2015",
    ],
)
def test_a_line_that_is_nothing_but_a_date_is_a_stamp(stamp):
    assert report_date([stamp], "").year == 2015


def test_a_line_with_a_date_in_a_sentence_is_no_stamp_and_two_stamps_are_none():
    assert report_date(["ولد في 5 مارس 2015 في المدينة"], "") is None
    assert report_date(["5 مارس 2015", "7 مارس 2015"], "") is None


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("وصل الوفد إلى المدينة. وغادرها مساء.", "وصل الوفد إلى المدينة"),
        ("بلغت النسبة 12.5 في المئة. وهي الأعلى.", "بلغت النسبة 12.5 في المئة"),
        (LEAD, "افتتح وزير النقل صباح اليوم الجسر الجديد فوق النهر بعد عامين من العمل"),
    ],
)
def test_a_provisional_headline_is_the_first_sentence_cut_at_a_clause(text, cut):
    assert headline.provisional(text) == cut


def test_a_provisional_headline_ends_in_no_word_quotation_or_preposition():
    text = "كلمة " * 12 + "«" + "اقتباس طويل " * 5 + "» من " + "كلمة " * 10
    cut = headline.provisional(text)
    assert len(cut) <= headline.LONGEST
    assert cut == ("كلمة " * 12).strip() + "…"


def test_a_word_longer_than_a_headline_is_cut_all_the_same():
    assert headline.provisional("ا" * 200) == "ا" * 89 + "…"


def test_a_draft_holds_the_whole_story_in_order():
    draft = draft_of(
        "افتتاح الجســــر الجديد فوق النهر",
        "كتب: سالم الحمد",
        "* عامان من العمل",
        "عمان: " + LEAD,
        "الوزير يقص شريط الافتتاح (بترا)",
        SECOND,
        "مراحل أخرى",
        SECOND,
    )
    assert draft.headline == "افتتاح الجسر الجديد فوق النهر"
    assert not draft.headline_is_provisional
    assert draft.byline == "كتب: سالم الحمد"
    assert draft.summary == ["عامان من العمل"]
    assert draft.dateline == "عمان"
    assert draft.captions == [Caption("الوزير يقص شريط الافتتاح (بترا)", after_block=1, line=5)]
    assert draft.blocks == [
        BodyBlock("paragraph", LEAD, 4),
        BodyBlock("paragraph", SECOND, 6),
        BodyBlock("heading", "مراحل أخرى", 7),
        BodyBlock("paragraph", SECOND, 8),
    ]


def test_a_text_that_is_read_again_has_the_same_credits():
    text = "وقال متحدث لرويترز"
    first, again = credits("", [text]), credits("", [text])
    assert first == again != []


def test_a_line_of_place_and_agency_alone_is_the_dateline():
    draft = draft_of("القاهرة ـ أ ش أ", LEAD, SECOND)
    assert draft.dateline == "القاهرة ـ أ ش أ"
    assert draft.credits == [Credit("أ ش أ", "القاهرة ـ أ ش أ")]
    assert [block.first_line for block in draft.blocks] == [2, 3]
    assert draft.headline == LEAD.partition("،")[0]


def test_comments_stand_as_received_with_line_and_name():
    draft = draft_of(
        LEAD,
        SECOND,
        "1 - أبو خالد",
        "  الله يعطيكم العافية \u200f",
        "2 - سمير",
        "وين كنتو من زمان ؟؟",
    )
    assert draft.comments == [
        DraftComment("  الله يعطيكم العافية \u200f", line=4, author="أبو خالد"),
        DraftComment("وين كنتو من زمان ؟؟", line=6, author="سمير"),
    ]


def test_a_heading_over_the_thread_is_no_part_of_the_body():
    draft = draft_of(LEAD, SECOND, "التعليقات (2)", "الله يوفق الجميع", "شكرا على الخبر")
    assert [block.text for block in draft.blocks] == [LEAD, SECOND]
    assert [comment.text for comment in draft.comments] == ["الله يوفق الجميع", "شكرا على الخبر"]


def test_a_text_of_one_line_becomes_a_story():
    draft = draft_of("وصل الوفد")
    assert (draft.headline, draft.headline_is_provisional) == ("وصل الوفد", True)
    assert draft.blocks == [BodyBlock("paragraph", "وصل الوفد", 1)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n"])
def test_line_ends_do_not_change_a_draft(end):
    draft = draft_of(LEAD, SECOND, "ليش ما عملتو جسر ثاني يا جماعة", "والله كفو", end=end)
    assert [block.text for block in draft.blocks] == [LEAD, SECOND]
    assert len(draft.comments) == 2
