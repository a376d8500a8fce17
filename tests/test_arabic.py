"""The analyser: what it makes equal, what it keeps apart, and that no text upsets it."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import arabic
from tests.respelling import RESPELLINGS

SEEDS = Path(__file__).parent.parent / "seeds"
ARABIC_LETTERS = "".join(
    map(chr, [*range(0x621, 0x63B), *range(0x640, 0x653), 0x670, 0x671, 0x6CC])
)
anything = st.text(st.characters(), max_size=60)
near_arabic = st.text(
    ARABIC_LETTERS
    + " .،؛&;#0123٤٥٦xAé\u200c\u200f\u202b\u00a0\u00ad\ufdfa\ufefb\u0654\u0653\u06ea\n",
    max_size=60,
)
entities = st.lists(
    st.sampled_from(
        ["&amp;", "&#38;", "&lt;", "&nbsp;", "&shy;", "&", ";", "amp", "lt", "ب", "T", " ", "\n"]
    ),
    max_size=14,
).map("".join)
texts = anything | near_arabic | entities

SPELLINGS = """
    انسحاب للانسحاب
    السوري السورى
    سوريا ســــوريا
    سوريا سورية
    سوريا سوريون
    السورية السوريين
    مسؤول مسئول
    شؤون شئون
    قراءة قرائة
    بحلب لحلب
    حلب وحلب
    بدمج دمج
    الوزير للوزير
    وزير الوزير
    ألمانيا الألمانية
    ألمانيا ألماني
    إلغاء الإلغاء
    أحداث احداث
    إعلان اعلان
    آلاف الاف
    الأمم الامم
    في فى
    إلى الي
    رضائي رضائى
    مدرسة مدرسه
    والاقتصادية الاقتصاد
    للمسلحين المسلحون
    المسلحين مسلحة
    فلسطين الفلسطينية
    الفلسطينيين فلسطيني
    تحوّلاً تحولا
    كُتِبَتْ كتبت
    ٱلله الله
    جنيڤ جنيف
    باريس پاريس
    بيجينگ بيجينك
    تچاد تجاد
    ایران إيران
    کرد كرد
    ﺳﻮﺭﻳﺎ سوريا
    ﻻجئون لاجئون
    ٢٠١٦ 2016
    ۲۰۱۶ 2016
    café CAFE
    Straße STRASSE
    الرحمٰن الرحمن
    معارضة معارضتها
    قواتهم قوات
    مدينتنا مدينة
    اتفاقيات اتفاقية
"""


def pairs(block):
    return [tuple(line.split()) for line in block.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(SPELLINGS))
def test_spellings_of_a_word_meet(one, other):
    assert [token.stem for token in arabic.tokens(one)] == [
        token.stem for token in arabic.tokens(other)
    ]


def test_there_are_at_least_forty_spelling_pairs():
    assert len(set(pairs(SPELLINGS))) >= 40


STEMS = """
    السورية سوري
    السوريين سوري
    سوريا سوري
    السورى سوري
    بحلب حلب
    لحلب حلب
    بدمج دمج
    وزير زير
    الوزير زير
    للوزير زير
    ألمانيا ماني
    الألمانية ماني
    ألماني ماني
    إلغاء غاء
    الإلغاء غاء
    والاقتصادية اقتصاد
    الاقتصاد اقتصاد
    للمسلحين مسلح
    المسلحون مسلح
    مسلحة مسلح
    فلسطين فلسط
    الفلسطينية فلسط
    الفلسطينيين فلسط
    مسؤول مسءول
    مسئول مسءول
    المسؤولية مسءول
    قراءة قراء
    قرائة قراء
    لبنان نان
    لبناني ناني
    بطاطس طاطس
    aleppo aleppo
    2016 2016
"""


@pytest.mark.parametrize(("word", "expected"), pairs(STEMS))
def test_stem(word, expected):
    assert arabic.stem(arabic.fold(word)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    pairs("""
        مدينة مدن
        وزير وزراء
        أعلن يعلن
        لبنان لبناني
        حلب حماة
        سوريا روسيا
    """),
)
def test_words_that_do_not_meet(one, other):
    assert arabic.terms(one) != arabic.terms(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱٲٳٵ", "ااااااا"),
        ("ا\u0654 ا\u0655 ا\u0653", "ا ا ا"),
        ("ؤ ئ و\u0654 ي\u0654", "ء ء ء ء"),
        ("ىیېےۍێ", "يييييي"),
        ("ةۃہۂۀەھ", "ههههههه"),
        ("کڪگڭڨ", "ككككك"),
        ("پچژڤڥۋۆۇ", "بجزففووو"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("ســـوريا", "سوريا"),
        ("كَتَبَ\u200f", "كتب"),
        ("«1٫5»، (ب)_-", " 1 5    ب   "),
        ("\ufdf2 \ufdfa", "الله صلي الله عليه وسلم"),
        ("Café ÉTÉ ﬁ", "cafe ete fi"),
        ("", ""),
    ],
)
def test_character_table(text, folded):
    assert arabic.fold(text) == folded


def words_of(text):
    return [(token.text, token.folded) for token in arabic.tokens(text)]


def test_a_change_of_kind_ends_a_token():
    assert words_of("بـ250 طن covid19") == [
        ("بـ", "ب"),
        ("250", "250"),
        ("طن", "طن"),
        ("covid", "covid"),
        ("19", "19"),
    ]


def test_a_separator_parts_a_number():
    assert words_of("1,55") == [("1", "1"), ("55", "55")]


def test_tokens_are_whole_printed_words_without_what_surrounds_them():
    assert words_of("«ســــوريا»، تحوّلاً.\u200f") == [
        ("ســــوريا", "سوريا"),
        ("تحوّلاً", "تحولا"),
    ]


def test_a_token_knows_its_place_stem_and_whether_it_is_a_stop_word():
    assert arabic.tokens(" إلى للانسحاب") == [
        arabic.Token(1, 4, "إلى", "الي", "الي", True),
        arabic.Token(5, 13, "للانسحاب", "للانسحاب", "انسحاب", False),
    ]


def test_offsets_survive_characters_that_fold_to_several():
    places = [
        (token.start, token.end, token.folded) for token in arabic.tokens("قال \ufdfa \ufefbجئ")
    ]
    assert places == [
        (0, 3, "قال"),
        (4, 5, "صلي"),
        (4, 5, "الله"),
        (4, 5, "عليه"),
        (4, 5, "وسلم"),
        (6, 9, "لاجء"),
    ]


def test_terms_keep_order_and_repetition_without_stop_words():
    text = "وقال السوريون إن حلب، كل حلب، في سوريا"
    assert arabic.terms(text) == ["سوري", "حلب", "حلب", "سوري"]


def test_stop_words_alone_give_no_terms():
    assert arabic.terms("من هو الذي كان في هذا؟") == []


@pytest.mark.parametrize("word", ["في", "فى", "على", "إلى", "وهو", "وقال", "أو", "أن", "ما", "و"])
def test_stop_words_in_any_spelling(word):
    assert arabic.is_stop_word(arabic.fold(word))


@pytest.mark.parametrize("word", ["حلب", "وزير", "حرب", "2016", "الأمن"])
def test_words_that_tell_stories_apart_are_no_stop_words(word):
    assert not arabic.is_stop_word(arabic.fold(word))


@pytest.mark.parametrize(
    ("received", "stored"),
    [
        ("النزاع في &العام 2011.", "النزاع في العام 2011."),
        ("الحكومة السورية.&\nوتشكل", "الحكومة السورية.\nوتشكل"),
        ("من الصعب ان &تعوض", "من الصعب ان تعوض"),
        ("ميدانياً& وسياسياً", "ميدانياً وسياسياً"),
        ("المدينة&القديمة", "المدينة القديمة"),
        ("العام 2011&", "العام 2011"),
        ("انتهى. &", "انتهى."),
        ("شركة AT&T وبرنامج R&D", "شركة AT&T وبرنامج R&D"),
        ("إرنست & يونغ", "إرنست & يونغ"),
        ("http://a.example/?x=1&copy=2", "http://a.example/?x=1&copy=2"),
        ("في&nbsp;العام", "في العام"),
        ("في&amp;nbsp;العام", "في العام"),
        ("&#1581;&#x644;&#1576;", "حلب"),
        ("&quot;حلب&quot;", '"حلب"'),
        ("في\u00a0العام", "في العام"),
        ("\ufeff\u202bحلب\u202c\u2067 الشـ\u00adرقية\u2069", "حلب الشـرقية"),
        ("مدينةحلب", "مدينة حلب"),
        ("#مدينةحلب", "#مدينةحلب"),
        ("ا\u0654حمد", "أحمد"),
        ("ســـوريا فى ٢٠١٦ تحولاً", "ســـوريا فى ٢٠١٦ تحولاً"),
        ("می\u200cشود", "می\u200cشود"),
        ("سطر\n\nسطر", "سطر\n\nسطر"),
    ],
)
def test_clean(received, stored):
    assert arabic.clean(received) == stored


def test_tatweel_is_found_and_removed_only_where_it_draws_out_a_word():
    assert arabic.remove_tatweel("ســــوريا وشـرق") == "سوريا وشرق"
    assert arabic.remove_tatweel("بـ250 عام 1438 هـ") == "بـ250 عام 1438 هـ"


def test_strip_marks_leaves_the_letters_as_written():
    assert arabic.strip_marks("أُعْلِنَ فى ســـوريا، ٢٠١٦") == "أعلن فى سوريا، ٢٠١٦"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("99 في المئة من أحياء المدينة", "99-في-المئة-من-أحياء-المدينة"),
        ("ســــوريا: ٢٠١٦ وأحداثٌ «كبرى»", "سوريا-2016-وأحداث-كبرى"),
        ("مى\u200cرود", "مى-رود"),
        ("Aleppo’s END", "aleppo-s-end"),
        (" -- ؟!… ", ""),
        ("ا" * 61, "ا" * 60),
        ("حلب " * 30, "-".join(["حلب"] * 15)),
    ],
)
def test_slug(text, expected):
    assert arabic.slug(text) == expected


def test_the_analyser_names_its_version():
    assert arabic.ANALYSER == "ar1"


@given(texts)
@example("و\u06ea\u0654")
@example("\ud800")
def test_folding_twice_is_folding_once(text):
    assert arabic.fold(arabic.fold(text)) == arabic.fold(text)


@given(texts)
@example("&l&shy;t;")
@example("&lt\u037e")
@example("& & x\n&")
def test_cleaning_twice_is_cleaning_once(text):
    assert arabic.clean(arabic.clean(text)) == arabic.clean(text)


@given(texts)
def test_cleaning_changes_no_search_term(text):
    without_ampersands = text.replace("&", "").replace(";", "").replace("ة", "ت")
    assert arabic.terms(arabic.clean(without_ampersands)) == arabic.terms(without_ampersands)


@settings(max_examples=300)
@given(st.text(ARABIC_LETTERS, max_size=14) | texts)
def test_the_stem_of_a_stem_is_the_stem(text):
    for word in arabic.fold(text).split():
        assert arabic.stem(arabic.stem(word)) == arabic.stem(word)


@settings(max_examples=300)
@given(texts)
@example("و\u06ea\u0654")
@example("\ufdfa½㏠")
@example("\u0654ب")
def test_offsets_are_ordered_inside_the_text_and_fold_to_the_token(text):
    found = arabic.tokens(text)
    spans = [(token.start, token.end) for token in found]
    assert spans == sorted(spans)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end]
        folded = arabic.fold(token.text).split()
        shared = [
            other.folded for other in found if other.start < token.end and token.start < other.end
        ]
        assert token.folded in "".join(folded)
        assert len(shared) > 1 or folded == [token.folded]


@settings(max_examples=300)
@given(texts)
def test_terms_are_the_stems_of_the_tokens(text):
    assert arabic.terms(text) == [token.stem for token in arabic.tokens(text) if not token.is_stop]


@settings(max_examples=300)
@given(texts)
def test_tokens_hold_every_letter_and_digit_that_folding_keeps(text):
    assert "".join(token.folded for token in arabic.tokens(text)) == "".join(
        arabic.fold(text).split()
    )


@given(texts)
def test_slugs_fit_an_address_and_stay_the_same(text):
    found = arabic.slug(text)
    assert len(found) <= arabic.SLUG_LENGTH
    assert arabic.slug(found) == found
    assert all(char == "-" or char.isalnum() for char in found)
    assert found == found.strip("-")


@given(texts)
def test_nothing_raises(text):
    arabic.strip_marks(text)
    arabic.remove_tatweel(text)
    arabic.is_stop_word(text)
    arabic.stem(text)
    assert unicodedata.is_normalized("NFC", arabic.clean(text))


@pytest.mark.parametrize("respell", RESPELLINGS.values(), ids=RESPELLINGS)
def test_respelt_seeds_have_the_same_terms(respell):
    for seed in (SEEDS).iterdir():
        for line in seed.read_text().splitlines():
            assert arabic.terms(respell(line)) == arabic.terms(line)


def test_words_that_are_met_again_are_not_forgotten_when_the_memory_is_full():
    asked = []
    remembered = arabic.Remembered(lambda word: asked.append(word) or word[::-1], most=2)
    read = [remembered[word] for word in ("ab", "cd", "ef", "ab", "gh", "cd", "ab", "cd")]
    assert read == ["ba", "dc", "fe", "ba", "hg", "dc", "ba", "dc"]
    assert asked == ["ab", "cd", "ef", "gh", "cd"]
    assert len(remembered) <= 2
