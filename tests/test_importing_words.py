"""The word lists: a line that cannot match anything is a mistake nobody would notice."""

from pathlib import Path

import pytest

from articles import arabic
from articles.importing import words

FOLDER = Path(words.__file__).parent
LISTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
AS_WRITTEN = {"stamp_words", "hijri_months"}  # compared with dates, which have a table of their own


def comment_of(name):
    lines = (FOLDER / f"{name}.txt").read_text().splitlines()
    return " ".join(line for line in lines if line.startswith("#"))


FOLDED = [name for name in LISTS if "Folded" in comment_of(name) and name not in AS_WRITTEN]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_what_it_is_and_names_nothing_twice(name):
    assert comment_of(name)
    assert len(set(words.entries(name))) == len(words.entries(name))


@pytest.mark.parametrize("name", FOLDED)
def test_a_list_of_folded_words_is_folded(name):
    arabic_words = [
        word for entry in words.entries(name) for word in entry.replace("*", "").split()
    ]
    assert [word for word in arabic_words if word.isalpha() and arabic.fold(word) != word] == []


def test_a_phrase_is_found_as_whole_words_with_any_letters_for_a_star():
    found = words.Phrases(("رحم* الله", "شكرا"))
    text = "ثم رحمه الله تعالى"
    assert found.search(text, frozenset(text.split()))
    assert not found.search("ثم شكراه", frozenset(["ثم", "شكراه"]))
    assert [found.match("شكرا لكم"), found.match("ثم شكرا")] == [True, False]
    assert [found.fullmatch("رحم الله"), found.fullmatch("رحم الله فلانا")] == [True, False]


def test_a_word_is_known_with_the_particles_written_onto_it():
    offices = words.with_clitics("offices")
    assert {"وزير", "والوزير", "للوزير", "بالوزير"} <= offices
