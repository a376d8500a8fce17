"""Whose words a text carries: marks, speakers, and the story's own voice."""

import pytest

from articles.comparison.marks import find_marked
from articles.comparison.prose import Prose
from articles.comparison.quotations import QuotedText, find_quotations


def marked(text):
    return [text[passage.start : passage.end] for passage in find_marked(text)]


def said(text):
    """(speaker, verb, words) of all that somebody is said to say."""
    return [
        (quotation.speaker, quotation.verb, text[quotation.start : quotation.end])
        for quotation in find_quotations(Prose(text))
    ]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ('قال "نعم" ثم مضى', ["نعم"]),
        ("قال «نعم» ثم مضى", ["نعم"]),
        ("قال “نعم” ثم مضى", ["نعم"]),
        ("قال ”نعم“ ثم مضى", ["نعم"]),
        ("قال »نعم« ثم مضى", ["نعم"]),
        ("قال ''نعم'' ثم مضى", ["نعم"]),
        ('قال " نعم " ثم مضى', ["نعم"]),
        ('كتب في الثلاثاء" نحن باقون".', ["نحن باقون"]),
        ('بـ"المعارضة" ول"الحياة"', ["المعارضة", "الحياة"]),
        ("قال «جاء في “البيان” أمس» وانتهى", ["جاء في “البيان” أمس"]),
        ('قال "جماعة تسمي نفسها "أجناد" هنا".', ['جماعة تسمي نفسها "أجناد" هنا']),
        ("لا علامات هنا", []),
        ('""', []),
    ],
)
def test_quotation_marks_are_paired_as_people_print_them(text, passages):
    assert marked(text) == passages


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph():
    assert marked('قال "نحن هنا\nوعاد الهدوء') == ["نحن هنا"]


def test_a_quotation_runs_on_into_the_paragraph_that_closes_it():
    assert marked('قال: "نحن هنا\nولن نرحل". ثم مضى') == ["نحن هنا\nولن نرحل"]


def test_each_paragraph_of_a_long_quotation_may_open_anew():
    text = 'وقال السفير "توقف القتال.\n"انتهى كل شيء".'
    assert said(text) == [
        ("السفير", "وقال", "توقف القتال."),
        ("السفير", "وقال", "انتهى كل شيء"),
    ]


def test_a_forgotten_mark_does_not_swallow_the_next_speaker():
    text = 'قال عمر إن "الطريق مفتوح. وأضاف سالم أن "القافلة وصلت".'
    assert said(text) == [
        ("عمر", "قال", "الطريق مفتوح."),
        ("سالم", "وأضاف", "القافلة وصلت"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال وزير الصحة إن الوضع مستقر.", [("وزير الصحة", "قال", "الوضع مستقر.")]),
        (
            "وأكدت وزيرة التعليم، منى سالم، أن المدارس مفتوحة.",
            [("وزيرة التعليم، منى سالم", "وأكدت", "المدارس مفتوحة.")],
        ),
        (
            "وقال المتحدث خلال مؤتمر صحفي إن الطريق آمن.",
            [("المتحدث", "وقال", "الطريق آمن.")],
        ),
        (
            "قيادة الأركان أكدت أن العملية انتهت.",
            [("قيادة الأركان", "أكدت", "العملية انتهت.")],
        ),
        (
            "وكان المدير قد أوضح، أمس الخميس، أن العدد قليل.",
            [("المدير", "أوضح", "العدد قليل.")],
        ),
        ("وقال مصدر في الوزارة: الطريق آمن.", [("مصدر في الوزارة", "وقال", "الطريق آمن.")]),
        ("أعلنت الوزارة مساء أمس وصول القافلة.", [("الوزارة", "أعلنت", "وصول القافلة.")]),
        ("رحبت الجامعة بانتهاء القتال.", [("الجامعة", "رحبت", "بانتهاء القتال.")]),
        ("الوزارة تؤكد.. الطريق آمن", [("الوزارة", "تؤكد", "الطريق آمن")]),
        (
            "ونقلت وكالة عن مدير المشفى قوله إن الجرحى كثر.",
            [("مدير المشفى", "ونقلت", "الجرحى كثر.")],
        ),
        ("وجاء في بيان للجيش أن المعركة انتهت.", [("بيان للجيش", "وجاء في", "المعركة انتهت.")]),
        ("وبحسب المرصد، خرج ألف شخص.", [("المرصد", "وبحسب", "خرج ألف شخص.")]),
        ("ووفق خبراء فإن السعر سيرتفع.", [("خبراء", "ووفق", "السعر سيرتفع.")]),
        ("خرج ألف شخص، وفقا للمرصد.", [("المرصد", "وفقا", "خرج ألف شخص")]),
        ("خرج ألف شخص، بحسب ما ذكرت الوزارة.", [("الوزارة", "بحسب", "خرج ألف شخص")]),
        ('"لن نرحل من هنا أبدا"، قال سالم.', [("سالم", "قال", "لن نرحل من هنا أبدا")]),
        (
            "وفي باريس، دعا الرئيس إلى هدنة فورية.",
            [("الرئيس", "دعا", "هدنة فورية.")],
        ),
        (
            "ظهر الرئيس في تسجيل مصور وقال إن المعركة انتهت.",
            [("الرئيس", "وقال", "المعركة انتهت.")],
        ),
        (
            "أما وزير الصحة فقال إن الدواء قليل.",
            [("وزير الصحة", "فقال", "الدواء قليل.")],
        ),
        (
            "بلغت الكلفة، وفقا للبنك الدولي، مليار دولار.",
            [
                ("البنك الدولي", "وفقا", "بلغت الكلفة"),
                ("البنك الدولي", "وفقا", "مليار دولار."),
            ],
        ),
        (
            "وأكد مصدر عسكري، طلب عدم نشر اسمه، أن الطريق آمن.",
            [("مصدر عسكري", "وأكد", "الطريق آمن.")],
        ),
        (
            'تبكي الأم قبل أن تضيف: "سنعود".',
            [("الأم", "تضيف", "سنعود")],
        ),
        (
            'وقال أحدهم، ويدعى سامر: "سنعود".',
            [("أحدهم، ويدعى سامر", "وقال", "سنعود")],
        ),
        (
            'وأعلن مصرف "النور" ارتفاع أرباحه.',
            [("", "", "النور"), ("مصرف النور", "وأعلن", "ارتفاع أرباحه.")],
        ),
    ],
)
def test_who_says_what_is_read_from_the_sentence(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قال الطبيب إن الدواء قليل لكن اللجنة أكدت أنه يكفي.",
            [("الطبيب", "قال", "الدواء قليل"), ("اللجنة", "أكدت", "يكفي.")],
        ),
        (
            "ذكر المدير أن العدد كبير دون أن يكشف تفاصيل أخرى.",
            [("المدير", "ذكر", "العدد كبير")],
        ),
        (
            "الجيش يعلن استعادة الحي والمعارضة تنفي",
            [("الجيش", "يعلن", "استعادة الحي")],
        ),
    ],
)
def test_what_is_said_ends_where_somebody_else_goes_on(text, expected):
    assert said(text) == expected


def test_a_participle_goes_on_with_the_same_speaker():
    text = "قال الوزير إن الطريق آمن، مضيفا أن القافلة وصلت."
    assert said(text) == [
        ("الوزير", "قال", "الطريق آمن"),
        ("الوزير", "مضيفا", "القافلة وصلت."),
    ]


def test_a_verb_without_a_speaker_goes_on_with_the_last_one():
    text = "قال الوزير إن الطريق آمن. وأضاف أن القافلة وصلت."
    assert [speaker for speaker, _verb, _words in said(text)] == ["الوزير", "الوزير"]


def test_two_speakers_in_one_sentence_are_parted():
    text = "قال الوالي إن العدد كبير، وأكد الطبيب أن الدواء قليل."
    assert said(text) == [
        ("الوالي", "قال", "العدد كبير"),
        ("الطبيب", "وأكد", "الدواء قليل."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "يذكر أن المدينة كبيرة.",
        "ولم يؤكد المصدر هذه الأرقام.",
        "دخلت القافلة وفقا للاتفاق.",
        "وصل الوزير بعد أن هدأ القتال.",
        "سار الجيش بشكل سريع نحو المدينة.",
        "رفض أن يقول شيئا.",
        "لم يكن أحد يتوقع أن تنتهي الحرب.",
    ],
)
def test_what_nobody_says_stays_the_storys_own_voice(text):
    assert said(text) == []


def test_a_word_in_marks_is_quoted_though_nobody_speaks():
    text = 'مناطق ما يسمى "المعارضة" شرقا'
    assert said(text) == [("", "", "المعارضة")]
    quoted = QuotedText(find_quotations(Prose(text)))
    assert [quoted.is_quoted(text.index(word)) for word in ("مناطق", "المعارضة", "شرقا")] == [
        False,
        True,
        False,
    ]


def test_after_direct_speech_the_story_speaks_again():
    text = 'وأضاف أنهم "قضوا في القصف الأخير" قرب المدينة.'
    quoted = QuotedText(find_quotations(Prose(text)))
    assert quoted.is_quoted(text.index("قضوا"))
    assert not quoted.is_quoted(text.index("قرب"))


def test_a_sentence_ends_at_its_stop_and_not_in_numbers_or_initials():
    text = "بلغ السعر 11.78 دولار. وقال د. سالم.وعاد أ.ف.ب قال نعم"
    prose = Prose(text)
    assert [text[span.start : span.end] for span in prose.sentences] == [
        "بلغ السعر 11.78 دولار.",
        "وقال د. سالم.",
        "وعاد أ.ف.ب قال نعم",
    ]
