import pytest

from articles.length import count_words, reading_minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" . — «»", 0),
        ("كَتَبَ الرجلُ.", 2),
        ("بـ250 ألفًا", 2),
        ("ســوريا", 1),
        ("C++ و Java", 3),
    ],
)
def test_words_are_counted_as_a_reader_would(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (271, 1), (272, 2), (753, 4), (1810, 10)]
)
def test_reading_takes_whole_minutes(words, minutes):
    assert reading_minutes(words) == minutes
