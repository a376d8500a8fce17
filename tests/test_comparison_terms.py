"""Terms of a lexicon: what counts as one, in whose voice, and how often."""

import pytest

from articles.comparison.lexicon import Lexicon, LexiconError
from articles.comparison.prose import Prose
from articles.comparison.quotations import QuotedText, find_quotations
from articles.comparison.terms import TermCount, count_terms, find_hits

LEXICON = Lexicon.parse(
    """
# who fought, under every name
[fighters] المقاتلون
المسلحون
  العناصر المسلحة
مقاتلو المعارضة
الإرهابيون
الميليشيات
المعارضة
! المعارضة الإيرانية

[army] الجيش
الجيش السوري
قوات الحكومة
"""
)


def hits_in(text, lexicon=LEXICON):
    prose = Prose(text)
    quoted = QuotedText(find_quotations(prose))
    return find_hits(prose, lexicon, quoted.is_quoted)


def terms_in(text):
    return [(hit.term, text[hit.start : hit.end]) for hit in hits_in(text)]


@pytest.mark.parametrize(
    ("text", "term", "printed"),
    [
        ("خرج المسلحون", "المسلحون", "المسلحون"),
        ("خروج مسلحين من الحي", "المسلحون", "مسلحين"),
        ("وللمسلحين طريق", "المسلحون", "وللمسلحين"),
        ("فالمسلحون غادروا", "المسلحون", "فالمسلحون"),
        ("مسلحو الحي", "المسلحون", "مسلحو"),
        ("غادر مسلحوها", "المسلحون", "مسلحوها"),
        ("قافلة العناصر المسلحة", "المسلحون", "العناصر المسلحة"),
        ("بينهم المُسَلَّحون", "المسلحون", "المُسَلَّحون"),
        ("بعض المســلحين", "المسلحون", "المســلحين"),
        ("الارهابيين", "الإرهابيون", "الارهابيين"),
        ("إرهابيان اثنان", "الإرهابيون", "إرهابيان"),
        ("لمقاتلي المعارضة", "مقاتلو المعارضة", "لمقاتلي المعارضة"),
        ("ميليشياتهم", "الميليشيات", "ميليشياتهم"),
        ("بقوات الحكومة", "قوات الحكومة", "بقوات الحكومة"),
    ],
)
def test_a_term_is_found_in_every_form_that_grammar_gives_it(text, term, printed):
    assert terms_in(text) == [(term, printed)]


@pytest.mark.parametrize(
    "text",
    [
        "نزاع مسلح",
        "القوات المسلحة",
        "تنظيم داعش الإرهابي",
        "المعارضة الإيرانية",
        "الجيش التركي والسوري",
        "مقاتلو الجبهة، المعارض منهم",
        "الجيش. السوري أولا",
    ],
)
def test_words_that_only_look_like_a_term_are_not_counted(text):
    assert terms_in(text) == []


def test_a_number_counts_the_plural_in_the_singular():
    assert terms_in("تسعمئة إرهابي و33 مسلحاً، ثم مسلح") == [
        ("الإرهابيون", "إرهابي"),
        ("المسلحون", "مسلحاً"),
    ]


def test_the_longer_of_two_terms_counts_once():
    assert terms_in("مقاتلو المعارضة ثم المعارضة") == [
        ("مقاتلو المعارضة", "مقاتلو المعارضة"),
        ("المعارضة", "المعارضة"),
    ]


def test_quotation_marks_inside_a_term_do_not_hide_it():
    assert terms_in('قوات "الحكومة"') == [("قوات الحكومة", 'قوات "الحكومة')]


def test_a_term_of_two_words_does_not_reach_over_a_line():
    assert terms_in("الجيش\nالسوري") == []


TAKEN = Lexicon.parse("[city] المدينة\nاستعادة السيطرة\n  استعاد … السيطرة\n[army] الجيش\nالجيش\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("استعاد السيطرة", [("city", "استعاد السيطرة")]),
        (
            "واستعاد الجيش أمس السيطرة",
            [("city", "واستعاد الجيش أمس السيطرة"), ("army", "الجيش")],
        ),
        ("استعاد الجيش، بعد أيام، السيطرة", [("army", "الجيش")]),
        ("استعاد أرضا كانت خارجة عن سيطرته", []),
    ],
)
def test_a_form_may_leap_over_a_few_words_and_lets_others_count_there(text, found):
    hits = [(hit.referent, text[hit.start : hit.end]) for hit in hits_in(text, TAKEN)]
    assert hits == found


def test_a_term_may_stand_under_two_referents():
    lexicon = Lexicon.parse("[one] أول\nالميليشيات\n[two] ثان\nالميليشيات\n")
    assert [hit.referent for hit in hits_in("الميليشيات", lexicon)] == ["one", "two"]


def test_every_hit_knows_its_sentence_and_voice():
    text = 'انسحب المسلحون. وقال الوزير إن "الإرهابيين رحلوا". ثم عاد الهدوء.'
    first, second = hits_in(text)
    assert text[first.sentence_start : first.sentence_end] == "انسحب المسلحون."
    assert text[second.sentence_start : second.sentence_end] == 'وقال الوزير إن "الإرهابيين رحلوا".'
    assert (first.is_quoted, second.is_quoted) == (False, True)


def test_counts_part_the_own_voice_from_quotation_and_give_the_rate():
    text = 'المسلحون والمسلحون. وقال شاهد: "المسلحون هنا".'
    count = count_terms(hits_in(text), word_count=500)
    assert count == [TermCount("fighters", "المسلحون", own=2, quoted=1, word_count=500)]
    assert (count[0].total, count[0].per_thousand) == (3, 6.0)


def test_a_story_without_words_has_the_rate_zero():
    assert TermCount("fighters", "المسلحون", 0, 0, 0).per_thousand == 0.0


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("المسلحون", "no_referent", 1),
        ("[fighters] المقاتلون\n  العناصر", "no_term", 2),
        ("[fighters]", "no_name", 1),
        ("# أ\n[fighters] ب\n...", "no_word", 3),
    ],
)
def test_a_lexicon_line_that_fits_nowhere_is_named(source, code, line):
    with pytest.raises(LexiconError) as error:
        Lexicon.parse(source)
    assert (error.value.code, error.value.line) == (code, line)


def test_the_shipped_lexicon_names_every_referent_and_repeats_no_form():
    lexicon = Lexicon.shipped("aleppo_2016")
    keys = [referent.key for referent in lexicon.referents]
    assert keys == ["fighters", "city", "departure", "government", "army", "allies", "war"]
    forms = [form for ref in lexicon.referents for term in ref.terms for form in term.forms]
    assert len(forms) == len(set(forms))


def test_a_word_before_one_with_the_article_may_mean_another():
    lexicon = Lexicon.parse("[army] جيش\nالجيش\nجيش الحكومة\n! جيش ال…")

    def terms(text):
        return [hit.term for hit in hits_in(text, lexicon)]

    assert terms("بيان لجيش العشائر") == []
    assert terms("تقدم الجيش السريع وتقدم الجيش إلى الحي") == ["الجيش", "الجيش"]
    assert terms("انسحب جيش الحكومة وجيش آخر") == ["جيش الحكومة", "الجيش"]


def test_a_gap_does_not_reach_into_another_clause():
    lexicon = Lexicon.parse("[city] المدينة\nاستعادة المدينة\n  استعادة … السيطرة\nالسيطرة الكاملة")
    text = "استعادة المدينة لا تعني السيطرة الكاملة، واستعادة الجيش السيطرة"
    found = [text[hit.start : hit.end] for hit in hits_in(text, lexicon)]
    assert found == ["استعادة المدينة", "السيطرة الكاملة", "واستعادة الجيش السيطرة"]
