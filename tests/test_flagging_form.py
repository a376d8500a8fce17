"""Shouting, empty comments, personal data, links, copies and floods."""

from datetime import datetime, timedelta

import pytest

from comments.flagging import check
from comments.flagging.copies import find_copy, find_flood

NOON = datetime(2024, 5, 1, 12)
LONG = "هذا تعليق طويل يكرره صاحبه تحت كل خبر"


def found(text, rule):
    return [s.text for f in check(text) if f.rule == rule for s in f.spans]


@pytest.mark.parametrize(
    "text", ["", ".", "...", "؟!", "😀😀", "\u064e\u064f", "- - -", "\u200f", "\n", "ا"]
)
def test_a_comment_without_words_has_no_content(text):
    assert [f.rule for f in check(text)] == ["no_content"]
    assert found(text, "no_content") == [text]


@pytest.mark.parametrize("text", ["لا", "نعم", "100", "ok", "👍 شكرا"])
def test_a_short_word_is_content(text):
    assert found(text, "no_content") == []


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("كفااااية ظلم", ["كفااااية"]),
        ("لييييش هيك!!!!", ["لييييش", "!!!!"]),
        ("noooo", ["noooo"]),
    ],
)
def test_stretched_words_and_rows_of_marks_are_shouting(text, evidence):
    assert found(text, "shouting") == evidence


@pytest.mark.parametrize(
    "text", ["هههههه", "خخخخ", "يااااا رب", "آمييين", "ممتاز!", "الســـــلام", "1111"]
)
def test_laughter_prayer_and_tatweel_are_no_shouting(text):
    assert found(text, "shouting") == []


@pytest.mark.parametrize(
    "number",
    [
        "01012345678",
        "+201012345678",
        "0501234567",
        "966501234567",
        "00966501234567",
        "٠٥٠١٢٣٤٥٦٧",
        "050-123-4567",
        "0551234567",
        "+971 50 123 4567",
        "+96512345678",
        "+97455123456",
        "+97336123456",
        "+96891234567",
        "07701234567",
        "+9647701234567",
        "0791234567",
        "+962791234567",
        "0944123456",
        "+963944123456",
        "+96170123456",
        "+970599123456",
        "+967771234567",
        "+249912345678",
        "+218912345678",
        "+21620123456",
        "0661234567",
        "+213551234567",
        "0612345678",
        "+212612345678",
        "+22245123456",
        "+252612345678",
        "+25377123456",
        "+2693212345",
        "021234567",
    ],
)
def test_telephone_numbers_of_every_arab_country_are_personal_data(number):
    assert found(f"كلمني على {number} ضروري", "personal_data") == [number]


@pytest.mark.parametrize("number", ["70123456", "36123456", "771234567"])
def test_a_short_number_counts_where_it_is_announced(number):
    assert found(f"رقمي واتساب {number}", "personal_data") == [number]
    assert found(f"بلغ عدد السكان {number} نسمة", "personal_data") == []


@pytest.mark.parametrize(
    "text",
    [
        "في 14/12/2016 الساعة 10:30",
        "2010-2011-2012",
        "20161214",
        "قتل 1200000 إنسان",
        "1,000,000,000 دولار",
        "0.123456789",
        "المادة 153 من القانون رقم 12345",
        "من 1990 2000 2010",
    ],
)
def test_dates_years_and_amounts_are_no_telephone_numbers(text):
    assert found(text, "personal_data") == []


def test_addresses_and_accounts_are_personal_data():
    assert found("راسلني name.family@mail.example.com الآن", "personal_data") == [
        "name.family@mail.example.com"
    ]
    iban = "SA03 8000 0000 6080 1016 7519"
    assert found(f"حولوا على {iban}", "personal_data") == [iban]


def test_links_are_named_and_three_are_many():
    assert found("انظر http://a.example/x و www.b.example", "links") == [
        "http://a.example/x",
        "www.b.example",
    ]
    assert found("http://a.example http://b.example", "many_links") == []
    assert len(found("http://a.example t.me/b c.com", "many_links")) == 3


def test_advertisements_are_spam():
    assert [f.reason for f in check("شيخ روحاني جلب الحبيب")] == ["spam"]


def test_a_long_comment_said_before_is_a_copy():
    finding = find_copy(LONG, ["غيره", LONG])
    assert (finding.rule, finding.reason) == ("copy", "copy")
    assert [s.text for s in finding.spans] == [LONG]


def test_letters_drawn_out_marks_and_spelling_hide_no_copy():
    assert find_copy("هذا تعليييييق طويل، يكرره صاحبه تحت كل خبر!!", [LONG]).rule == "copy"


def test_the_third_copy_is_a_flood():
    assert find_copy(LONG, [LONG] * 3).reason == "flood"


def test_condolences_are_no_copies_of_each_other():
    assert find_copy("الله يرحمه", ["الله يرحمه"] * 20) is None


def test_another_text_is_no_copy():
    assert find_copy(LONG, [f"{LONG} أيضا", ""]) is None


def test_five_comments_in_two_minutes_make_the_next_a_flood():
    earlier = [NOON - timedelta(seconds=20 * n) for n in range(1, 6)]
    assert find_flood(NOON, earlier).reason == "flood"
    assert find_flood(NOON, earlier[:4]) is None


def test_slow_and_later_comments_are_no_flood():
    assert find_flood(NOON, [NOON - timedelta(minutes=n) for n in range(3, 20)]) is None
    assert find_flood(NOON, [NOON + timedelta(seconds=n) for n in range(1, 20)]) is None
