"""Which word a mistyped one stands for."""

import random

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles import arabic
from articles.search.spelling import ARABIC_LETTERS, likeliness, slips

ROWS = (
    "ضصثقفغعهخحجد",
    "شسيبلاتنمكط",
)
WORDS = sorted(
    {
        arabic.fold(word)
        for seed in (settings.BASE_DIR / "seeds").iterdir()
        for word in arabic.printed_words(seed.read_text())
        if len(word) > 3 and word[0] in ARABIC_LETTERS
    }
)


def best(typed, words):
    return max(words, key=lambda word: likeliness(typed, word, words[word]))


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        # letters of one sound, keys side by side, places changed, a letter twice, a vowel lost
        ("مضاهرة", "مظاهرة", "مناهرة"),
        ("حاب", "حلب", "حرب"),
        ("مدنية", "مدينة", "منية"),
        ("اتفااق", "اتفاق", "انفااق"),
        ("سوريا", "سوريا", "سورية"),
        ("قطع", "قطاع", "قطعت"),
    ],
)
def test_the_likelier_slip_comes_first(typed, meant, other):
    folded = {arabic.fold(word): 5 for word in (meant, other)}
    if typed != meant:
        assert best(arabic.fold(typed), folded) == arabic.fold(meant)


def test_of_equal_slips_the_word_of_more_stories_comes_first():
    assert best("هدمة", {"هدية": 2, "هدنة": 400}) == "هدنة"


@given(st.text(alphabet=ARABIC_LETTERS, min_size=2, max_size=9), st.data())
def test_every_single_slip_is_thought_of(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(ARABIC_LETTERS))
    typed = {
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    }
    assert all(word in slips(slip) for slip in typed - {word})


def slip_in(word, chance):
    """A word as a hurried hand writes it."""
    at = chance.randrange(1, len(word))
    row = next((row for row in ROWS if word[at] in row), "")
    place = row.find(word[at])
    beside = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + (chance.choice(beside) if beside else word[at]) + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        ]
    )


def test_nine_of_ten_slips_in_the_seeds_words_are_seen_through():
    """The seeds have few words, so few that look alike: more of them would cost a tenth."""
    chance = random.Random(9)
    known = dict.fromkeys(WORDS, 2)
    typed = [(word, slip_in(word, chance)) for word in WORDS]
    unknown = [(word, slip) for word, slip in typed if slip not in known]
    right = [
        word
        for word, slip in unknown
        if best(slip, {near: 2 for near in slips(slip) if near in known}) == word
    ]
    assert len(unknown) > 800
    assert len(right) > 0.9 * len(unknown)
