import pytest

from articles import cleaning


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\u202bنص\u202c", "نص"),
        ("نص\u200f.", "نص."),
        ("ألف\u00a0باء", "ألف باء"),
        ("\ufeffنص\u00adان\u200b", "نصان"),
        ("می\u200cروم", "می\u200cروم"),
    ],
)
def test_hidden_characters_go_and_the_persian_joiner_stays(text, cleaned):
    assert cleaning.remove_hidden(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("فى", "في"),
        ("الجيش السورى", "الجيش السوري"),
        ("وفى شرقى المدينة", "وفي شرقي المدينة"),
        ("العربىّ", "العربيّ"),
        ("على", "على"),
        ("إلى المستشفى", "إلى المستشفى"),
        ("وبالمستشفى", "وبالمستشفى"),
        ("للمبنى الأعلى", "للمبنى الأعلى"),
        ("بدعوى أخرى", "بدعوى أخرى"),
        ("يُدعى مصطفى", "يُدعى مصطفى"),
        ("إحدى القرى", "إحدى القرى"),
        ("استولى على", "استولى على"),
        ("انتهىx", "انتهىx"),
        ("ى", "ى"),
    ],
)
def test_only_an_egyptian_final_yeh_is_written_anew(text, cleaned):
    assert cleaning.write_final_yeh(text) == cleaned


@pytest.mark.parametrize("name", sorted(cleaning.CLEANERS))
def test_cleaning_twice_is_cleaning_once(name):
    clean = cleaning.CLEANERS[name]
    once = clean("ســوريا\u202e فى السورى\u200f إلى")
    assert clean(once) == once


def test_tags_and_addresses_of_a_body_stay_as_they_are():
    markup = '<p><a href="https://e.example/فى">فى</a>&nbsp;حلب</p>'
    assert (
        cleaning.clean_markup(markup, cleaning.write_final_yeh)
        == '<p><a href="https://e.example/فى">في</a>\u00a0حلب</p>'
    )


def test_changed_words_are_named_once_in_their_order():
    before = "فى حلب فى الشرقى"
    after = cleaning.write_final_yeh(before)
    assert cleaning.changed_words(before, after) == [
        ("فى", "في"),
        ("الشرقى", "الشرقي"),
    ]
