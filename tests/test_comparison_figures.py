"""Figures: value, unit, what is counted, whose they are, and the rows that stories share."""

from decimal import Decimal

import pytest

from articles.comparison.figure_rows import align_figures
from articles.comparison.figures import find_figures
from articles.comparison.prose import Prose
from articles.comparison.quotations import QuotedText, find_quotations


def figures_in(text):
    prose = Prose(text)
    return find_figures(prose, QuotedText(find_quotations(prose)))


def values_in(text):
    return [(figure.value, figure.unit_key) for figure in figures_in(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("قتل 465 مدنيا", [(465, "مدني")]),
        ("قتل ٤٦٥ مدنياً", [(465, "مدني")]),
        ("99 في المئة من الأحياء", [(99, "%")]),
        ("بنسبة 34.4% هذا العام", [(Decimal("34.4"), "%")]),
        ("٪٩٥ من المدينة", [(95, "%")]),
        ("ثلاثة أسابيع من القتال", [(3, "أسبوع")]),
        ("أسبوعين من القتال", [(2, "أسبوع")]),
        ("عامين من القتال", [(2, "سنة")]),
        ("منذ أربع سنوات ونصف السنة", [(Decimal("4.5"), "سنة")]),
        ("بعد ساعتين ونصف", [(Decimal("2.5"), "ساعة")]),
        ("بينهم طفلان وسيدتان", [(2, "طفل"), (2, "سيدة")]),
        ("أكثر من مئة وثمانية آلاف مدني", [(108000, "مدني")]),
        ("منذ أربعة أعوام", [(4, "سنة")]),
        ("على مدى سنوات أربع", [(4, "سنة")]),
        ("المدن الخمس الرئيسية", [(5, "مدينة")]),
        ("خلال الساعات الـ24 الماضية", [(24, "ساعة")]),
        ("أقل من 8 كيلو متر", [(8, "كيلومتر")]),
        ("10 كيلومترات مربعة", [(10, "كيلومتر مربع")]),
        ("5.593 بليون دولار أميركي", [(5593000000, "دولار")]),
        ("بين 32.5 و33 مليون برميل", [(32500000, "برميل"), (33000000, "برميل")]),
        ("إصابة 13 من رجال الشرطة", [(13, "رجل")]),
        ("عدد سكان الشرق يقدر بـ250 ألفا", [(250000, "ساكن")]),
        ("34 ألفا على الأقل من المدنيين", [(34000, "مدني")]),
        ("465 مدنيا بينهم 62 طفلا و142 آخرين", [(465, "مدني"), (62, "طفل"), (142, "مدني")]),
        ("عمره 21 عاما", [(21, "سنة")]),
        ("جولتان و18 طعنا", [(2, "جولة"), (18, "طعن")]),
        ("على مساحة كيلومترين مربعين", [(2, "كيلومتر مربع")]),
        ("الوقود لا يكفي إلا ليومين", [(2, "يوم")]),
        ("وصل قبل أسبوع.", [(1, "أسبوع")]),
        ("خلال أقل من شهر، عاد السكان", [(1, "شهر")]),
        ("لمدة ساعة كاملة", [(1, "ساعة")]),
        ("منذ عام 2012", []),
        ("قبل يوم الجمعة", []),
        ("خلال شهر رمضان", []),
        ("انتظروا أكثر من ساعة ونصف", [(Decimal("1.5"), "ساعة")]),
        ("تلقى مليون دولار من أصل 3 ملايين طلبها", [(10**6, "دولار"), (3 * 10**6, "دولار")]),
        ("تجاوز عدد من غادروا 34 ألفا", [(34000, "شخص")]),
    ],
)
def test_a_figure_has_its_value_and_unit(text, values):
    assert values_in(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "في 14 ديسمبر 2016",
        "منذ عام 2011",
        "في 2012 تحولت المدينة",
        "30 أيلول سبتمبر الماضي",
        "في الـ 21 من شهر تموز",
        "القرار 2254",
        "الساعة 10 مساء",
        "قناة فرانس 24",
        "في دورتها الـ 26",
        "من عائلة واحدة",
        "أحد الداعمين وثاني المدن",
    ],
)
def test_dates_and_names_are_no_figures(text):
    assert values_in(text) == []


def test_a_figure_says_how_sure_and_whose_it_is():
    text = "قتل نحو 20 شخصا، وفق المرصد. وأحصينا 5 حافلات."
    first, second = figures_in(text)
    assert (first.bound, first.source, text[first.start : first.end]) == (
        "about",
        "المرصد",
        "20 شخصا",
    )
    assert (second.bound, second.source) == ("", "")
    assert text[second.sentence_start : second.sentence_end] == "وأحصينا 5 حافلات."


def test_a_magnitude_that_nobody_counted_has_no_value():
    (figure,) = figures_in("آلاف المدنيين")
    assert figure.value is None


def test_what_is_counted_is_given_in_the_texts_own_words():
    assert [figure.counted for figure in figures_in("57 مهاجراً غير شرعي، و3 مراكب")] == [
        "مهاجراً",
        "مراكب",
    ]


def rows_of(*texts):
    proses = [Prose(text) for text in texts]
    figures = [find_figures(prose, QuotedText(find_quotations(prose))) for prose in proses]
    return [
        {story: [figure.value for figure in cell] for story, cell in row.cells.items()}
        for row in align_figures(proses, figures)
    ]


def test_the_same_quantity_stands_in_one_row_and_leaves_a_gap_elsewhere():
    rows = rows_of(
        "قتل 465 مدنيا في القصف. وبقي 62 طفلا في الملاجئ.",
        "لا أرقام هنا",
        "أسفر القصف عن مقتل 465 شخصا.",
    )
    assert rows == [{0: [465], 2: [465]}, {0: [62]}]


def test_different_values_of_one_quantity_meet_in_a_row():
    rows = rows_of(
        "أسفر الهجوم الأخير على المدينة عن مقتل 465 مدنيا",
        "أسفر الهجوم الأخير على المدينة عن مقتل 470 مدنيا",
    )
    assert rows == [{0: [465], 1: [470]}]


def test_two_values_in_one_story_are_two_quantities():
    text = "أسفر الهجوم على المدينة عن مقتل 465 مدنيا وأسفر الهجوم على المدينة عن مقتل 142 مدنيا"
    assert rows_of(text) == [{0: [465]}, {0: [142]}]


def test_small_equal_numbers_about_different_things_stay_apart():
    rows = rows_of("استمرت الحرب خمسة أعوام", "وسجن اللص خمسة أعوام")
    assert rows == [{0: [5]}, {1: [5]}]
