"""Quantities in digits and words: their value, their place, their hedges, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import fold
from articles.numerals import find_numbers, rank


def values(text, **options):
    return [numeral.value for numeral in find_numbers(text, **options)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("465", 465),
        ("٤٦٥", 465),
        ("۴۶۵", 465),
        ("1,234", 1234),
        ("1.234", 1234),
        ("1٬234٬567", 1234567),
        ("١٬٢٣٤٫٥", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("1.234,5", Decimal("1234.5")),
        ("1,234,567.89", Decimal("1234567.89")),
        ("108\u00a0000", 108000),
        ("108،000", 108000),
        ("0,125", Decimal("0.125")),
        ("0.125", Decimal("0.125")),
        ("3,5", Decimal("3.5")),
        ("3،5", Decimal("3.5")),
        ("١٫٥٥", Decimal("1.55")),
        ("\u22125", -5),
        ("2½", Decimal("2.5")),
        ("¾", Decimal("0.75")),
        ("0", 0),
    ],
)
def test_digits(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5 مليون", 1500000),
        ("1.234 مليون", 1234000),
        ("250 ألف", 250000),
        ("٢٠ ألفا", 20000),
        ("3 آلاف و500", 3500),
        ("3 ملايين و 250 ألف", 3250000),
        ("مليون و200 ألف", 1200000),
        ("7 الاف", 7000),
    ],
)
def test_digits_with_words(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("واحد", 1),
        ("اثنان", 2),
        ("اثنتين", 2),
        ("ثلاث", 3),
        ("خمسة", 5),
        ("ثماني", 8),
        ("عشرة", 10),
        ("أحد عشر", 11),
        ("إحدى عشرة", 11),
        ("أربعا وعشرين", 24),
        ("ثمانياً وأربعين", 48),
        ("اثني عشر", 12),
        ("اثنتا عشرة", 12),
        ("خمسة عشر", 15),
        ("ثماني عشرة", 18),
        ("عشرون", 20),
        ("تسع وعشرين", 29),
        ("إحدى وعشرين", 21),
        ("سبعة واربعون", 47),
        ("خمسة و عشرين", 25),
        ("مئة", 100),
        ("مائة", 100),
        ("مئتان", 200),
        ("مئتي", 200),
        ("مائتين", 200),
        ("ثلاثمائة", 300),
        ("ثلاث مئة", 300),
        ("تسعمئة", 900),
        ("مئة وخمسة وستون", 165),
        ("مئة وأحد عشر", 111),
        ("مئة واحد عشر", 111),
        ("مئة وواحد", 101),
        ("أربعمئة وعشرة", 410),
        ("ألف", 1000),
        ("ألفان", 2000),
        ("ألفي", 2000),
        ("ألفا", 2000),
        ("ألفًا", 1000),
        ("ألف وخمسمئة", 1500),
        ("ألفين وستة عشر", 2016),
        ("ثلاثة آلاف وثلاثة وثلاثين", 3033),
        ("ثلاثة الاف وثلاثة وثلاثين", 3033),
        ("مئة وثمانية آلاف", 108000),
        ("سبعة واربعون الف", 47000),
        ("خمسين ألفا", 50000),
        ("خمسة عشر ألفاً", 15000),
        ("مئة ألف", 100000),
        ("مئتا ألف", 200000),
        ("ثلاثمئة ألف وأربعة", 300004),
        ("مليون", 1000000),
        ("مليونا", 2000000),
        ("مليونين", 2000000),
        ("خمسة ملايين", 5000000),
        ("خمسة ملايين ومئتي ألف وستة", 5200006),
        ("مليون وثلاثمئة ألف", 1300000),
        ("ألف مليون", 10**9),
        ("ثلاثة مليارات", 3 * 10**9),
        ("تريليون", 10**12),
        ("نصف مليون", 500000),
        ("ربع مليون", 250000),
        ("مليون ونصف", 1500000),
        ("مليونين ونصف المليون", 2500000),
        ("مئة وثمانية آلاف ألف", 108000),
        ("خَمْسَةُ آلافٍ", 5000),
        ("ثـــلاثة", 3),
    ],
)
def test_words(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("قتل 465 مدنيا", "465"),
        ("بلغ 1,234.5 دولار.", "1,234.5"),
        ("نحو 99 في المئة", "99"),
        ("99% من", "99"),
        ("٪٩٩ من", "٩٩"),
        ("خروج أكثر من مئة وثمانية آلاف مدني", "مئة وثمانية آلاف"),
        ("بـ250 طنا", "250"),
        ("و3 ملايين طن", "3 ملايين"),
        ("وثلاثة قتلى", "وثلاثة"),
        ("«خمسة»", "خمسة"),
        ("5كم", "5"),
    ],
)
def test_place(text, whole):
    (numeral,) = find_numbers(text)
    assert numeral.text == whole
    assert text[numeral.start : numeral.end] == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل 5 وجرح 30", [5, 30]),
        ("خمسة قتلى وعشرون جريحا", [5, 20]),
        ("20 و30", [20, 30]),
        ("5-10", [5, 10]),
        ("2011،2012", [2011, 2012]),
        ("ثلاثة، أربعة", [3, 4]),
        ("ألف، خمسمئة", [1000, 500]),
        ("ثلاثة عشرين", [3, 20]),
        ("مليون ومليون", [1000000, 1000000]),
        ("14 ديسمبر 2016", [14, 2016]),
        ("أول عشرة", [10]),
    ],
)
def test_several_numbers(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "في الثالث من الشهر",
        "الثاني عشر",
        "الذكرى الخامسة والعشرين",
        "القرن العشرين",
        "المئة",
        "بالمئة",
        "يوم الاثنين",
        "الثلاثاء والأربعاء والخميس",
        "واحدة من أكبر المدن",
        "أحد المسؤولين",
        "إحدى الدول",
        "نصف السكان",
        "لست هنا",
        "14/12/2016",
        "10:30",
        "14.12.2016",
        "إف-16",
        "F16",
        "COVID-19",
        "0096399123456",
        "9" * 5000,
        "الثمانينات",
        "النصف",
        "",
    ],
)
def test_no_quantity(text):
    assert values(text, with_vague=True) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("آلاف المدنيين", 1000),
        ("عشرات الآلاف من المدنيين", 10000),
        ("مئات القتلى", 100),
        ("بضعة آلاف", 3000),
        ("ملايين", 1000000),
    ],
)
def test_magnitudes_are_vague_and_only_given_on_request(text, value):
    assert find_numbers(text) == []
    (numeral,) = find_numbers(text, with_vague=True)
    assert (numeral.value, numeral.is_vague, numeral.is_approximate) == (value, True, True)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("465 مدنيا", ""),
        ("نحو 465 مدنيا", "about"),
        ("بحوالى خمسين", "about"),
        ("أكثر من تسعمئة إرهابي", "more_than"),
        ("لأكثر من 5 سنوات", "more_than"),
        ("أقل من 8 كيلومتر", "less_than"),
        ("ما لا يقل عن 30", "at_least"),
        ("لا يزيد على 30", "at_most"),
        ("ما يزيد على 30", "more_than"),
        ("لم تتجاوز 6 أشهر", "at_most"),
        ("خمسة أشخاص على الأقل", "at_least"),
        ("خمسة أشخاص تقريبا", "about"),
        ("خمسة أشخاص. على الأقل", ""),
        ("أكثر من أي وقت، 30", ""),
    ],
)
def test_hedges(text, bound):
    (numeral,) = find_numbers(text)
    assert numeral.bound == bound
    assert numeral.is_approximate == bool(bound)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("الثالثة", 3), ("والعاشر", 10), ("الأولى", 1), ("الحادي", 1), ("ثلاثة", None), ("حلب", None)],
)
def test_ranks(word, expected):
    assert rank(fold(word)) == expected


number_texts = st.lists(
    st.sampled_from(
        """
        ثلاثة وثلاثين ألف آلاف وألف مئة ومئتين ونصف مليون ألفا
        عشر الثالث و من نحو عشرات الـ ، 5 و7 1.5 1,2,3 واحد
        """.split()
    )
).map(" ".join)


@given(st.text() | st.text("0123456789٠١٢٣.,:/،٬٫-\u2212½ وب\u00a0") | number_texts)
def test_numbers_are_ordered_apart_and_inside_any_text(text):
    end = 0
    for numeral in find_numbers(text, with_vague=True):
        assert end <= numeral.start < numeral.end <= len(text)
        assert numeral.text == text[numeral.start : numeral.end]
        end = numeral.end


@given(st.integers(0, 10**15))
def test_grouped_digits_mean_what_plain_digits_mean(number):
    assert values(f"{number:,}") == [number]
    assert values(f"{number:,}".replace(",", "\u066c")) == [number]
