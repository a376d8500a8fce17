import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import MOST_TERMS, Phrase, Unsearchable, parse


def groups(text):
    """Each group as its phrases, each phrase as its terms, joined by blanks."""
    return [[" ".join(phrase.terms) for phrase in group] for group in parse(text).groups]


def excluded(text):
    return [" ".join(phrase.terms) for phrase in parse(text).excluded]


@pytest.mark.parametrize(
    "text",
    [
        '"شرق حلب"',
        "«شرق حلب»",
        "“شرق حلب”",
        "‹شرق حلب›",
        "»شرق حلب«",
        "«شرق حلب",
    ],
)
def test_quotation_marks_of_every_kind_make_a_phrase(text):
    assert groups(text) == [["شرق حلب"]]


def test_words_without_marks_are_each_wanted():
    assert groups("شرق حلب") == [["شرق"], ["حلب"]]


@pytest.mark.parametrize("minus", ["-", "\u2212", "\u2013"])
def test_a_minus_stuck_to_a_word_or_phrase_excludes_it(minus):
    text = f"حلب {minus}شرق {minus}«وقف النار»"
    assert (groups(text), excluded(text)) == ([["حلب"]], ["شرق", "وقف نار"])


@pytest.mark.parametrize("text", ["حلب - شرق", "حلب-شرق"])
def test_a_minus_that_stands_elsewhere_is_a_dash(text):
    assert (groups(text), excluded(text)) == ([["حلب"], ["شرق"]], [])


@pytest.mark.parametrize(
    "text",
    [
        "حلب OR شرق",
        "حلب | شرق",
        "حلب أو شرق",
    ],
)
def test_or_alone_between_two_words_joins_them(text):
    assert groups(text) == [["حلب", "شرق"]]


@pytest.mark.parametrize(
    "text",
    [
        "أو حلب",
        "حلب أو",
        "حلب OR OR",
        "| حلب |",
    ],
)
def test_or_with_nothing_to_join_is_nothing(text):
    assert groups(text) == [["حلب"]]


def test_a_star_stands_for_all_that_begins_so_from_three_letters_on():
    assert parse("الانسح*").groups == ((Phrase(("انسح",), is_prefix=True),),)
    assert parse("شر*").groups == ((Phrase(("شر",)),),)


def test_a_number_with_a_separator_is_a_phrase():
    assert groups("1,55") == [["1 55"]]


def test_more_than_sixteen_terms_are_cut():
    words = [f"كلمة{number}" for number in range(40)]
    query = parse(" ".join(words))
    assert query.is_cut
    assert len(query.terms()) <= MOST_TERMS


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Unsearchable.EMPTY),
        (" .. !؟ «» - * ", Unsearchable.EMPTY),
        (
            "في من إلى",
            Unsearchable.STOP_WORDS,
        ),
        (
            "-حلب",
            Unsearchable.ONLY_EXCLUDED,
        ),
    ],
)
def test_a_query_with_nothing_to_look_for_says_why(text, problem):
    assert parse(text).problem == problem


@given(st.text(alphabet=st.one_of(st.sampled_from('«»"“”-*|() أوORحلبشرق12'), st.characters())))
def test_whatever_is_typed_becomes_letters_and_digits(text):
    query = parse(text)
    phrases = [phrase for group in (*query.groups, query.excluded) for phrase in group]
    assert all(term.isalnum() for phrase in phrases for term in phrase.terms)
    assert all(phrase.terms for phrase in phrases)
    assert bool(query.groups) == (query.problem is None)
    assert sum(len(phrase.terms) for phrase in phrases) <= MOST_TERMS
