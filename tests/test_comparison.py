"""The comparison as a whole: aims on the annotated reports, and what holds for any text."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.comparison import Lexicon, StoryText, compare, fingerprints
from articles.comparison.marks import find_marked
from articles.comparison.voices import find_voices
from tests.benchmarks.comparison import score_shared, score_texts
from tests.comparison_gold import FOLDER, read_gold

SEEDS = Path(__file__).parent.parent / "seeds"
LEXICON = Lexicon.shipped("aleppo_2016")
PIECES = tuple(
    """
    قال الوزير إن أن وأضاف وفق المرصد بحسب المسلحون حلب 465 مدنيا في المئة ثلاثة آلاف الـ24 أعلن
    «نعم» " ” “ « » : ، . .. ؟ 12.5 % ٪ و ل بـ عن إلى مشيرا استعادة السيطرة أسبوعين 2016 '' - (
    """.split()
)
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*PIECES, "\n"]), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


@pytest.fixture(scope="module")
def golds():
    return read_gold(FOLDER / "seeds.txt")


def test_the_annotated_reports_are_the_seeds_word_for_word(golds):
    for gold in golds:
        received = (SEEDS / f"{gold.name}.txt").read_text(encoding="utf-8").replace("&", " ")
        words, left = gold.text.split(), received.split()
        for word in words:
            assert word in left, (gold.name, word)
            del left[: left.index(word) + 1]


def test_the_aims_hold_on_the_annotated_reports(golds):
    scores, voices = score_texts(golds, LEXICON)
    hits, figures, sayings = scores.values()
    assert hits.right >= 0.95 * (hits.right + max(hits.wrong, hits.missed))
    assert 2 * figures.right >= 0.9 * (2 * figures.right + figures.wrong + figures.missed)
    assert sayings.right >= 0.8 * (sayings.right + max(sayings.wrong, sayings.missed))
    assert all(right >= 0.95 * total for right, total in voices.values())


@pytest.mark.parametrize("name", ["written", "fresh", "unseen"])
def test_the_aims_hold_on_reports_in_other_manners(name):
    scores, voices = score_texts(read_gold(FOLDER / f"{name}.txt"), LEXICON)
    assert [kind for kind, score in scores.items() if score.f1 < 0.9] == []
    assert all(right >= 0.95 * total for right, total in voices.values())


def test_copies_are_found_and_nothing_else(golds):
    found, false, native = score_shared(golds, copies=40)
    assert (found, false, native) == (40, 0, 0)


def test_a_comparison_counts_and_places_everything():
    copied = " ".join(chr(0x0628 + number) * 3 for number in range(20))
    stories = [
        StoryText("a", f"خرج المسلحون من حلب.\n{copied}", ("رويترز",)),
        StoryText("b", f"وقال الوزير إن 20 شخصا خرجوا.\n{copied}"),
    ]
    comparison = compare(stories, LEXICON)
    first, second = comparison.stories
    assert (first.key, first.word_count, first.quoted_word_count) == ("a", 24, 0)
    assert [(count.term, count.own, count.quoted) for count in first.counts] == [("المسلحون", 1, 0)]
    assert second.quoted_word_count == 3
    assert [(row.unit_key, list(row.cells)) for row in comparison.figure_rows] == [("شخص", [1])]
    assert [(voice.name, voice.kind, voice.stories) for voice in comparison.voices] == [
        ("الوزير", "person", {1})
    ]
    (copy,) = comparison.copies
    assert (copy.first_agencies, copy.second_agencies) == (("رويترز",), ())


def test_nothing_to_compare_is_an_empty_comparison():
    comparison = compare([], LEXICON)
    assert (comparison.stories, comparison.figure_rows, comparison.voices) == ([], [], [])
    assert compare([StoryText("a", "")], Lexicon()).stories[0].word_count == 0


def voices_of(*stories):
    comparison = compare([StoryText(str(n), text) for n, text in enumerate(stories)], LEXICON)
    return [(voice.name, voice.kind, sorted(voice.stories)) for voice in comparison.voices]


def test_a_voice_has_one_name_in_all_stories():
    assert voices_of(
        "قال وزير الخارجية الروسي سيرغي لافروف إن المحادثات مستمرة. وأضاف لافروف أن الوقت قصير.",
        "وقال لافروف إن الهدنة قريبة. وذكر المرصد السوري أن القصف توقف.",
        "وقال مراسل إن القصف عاد، وفق المرصد السوري لحقوق الإنسان.",
    ) == [
        ("وزير الخارجية الروسي سيرغي لافروف", "person", [0, 1]),
        ("المرصد السوري", "body", [1]),
        ("مراسل", "person", [2]),
    ]


def test_ministers_of_two_countries_are_two_voices():
    assert (
        len(
            voices_of(
                "قال وزير الخارجية التركي إن الطريق آمن.", "قال وزير الخارجية المصري إن الوقت قصير."
            )
        )
        == 2
    )


def test_words_that_nobody_speaks_make_no_voice():
    assert find_voices([]) == []
    assert voices_of('مناطق "المعارضة" شرقا') == []


@settings(deadline=None)
@given(st.lists(texts, max_size=3))
def test_any_text_is_compared_and_every_span_lies_inside_it(stories):
    comparison = compare([StoryText(str(n), text) for n, text in enumerate(stories)], LEXICON)
    for text, reading in zip(stories, comparison.stories, strict=True):
        for hit in reading.hits:
            assert 0 <= hit.sentence_start <= hit.start < hit.end <= hit.sentence_end <= len(text)
        for figure in reading.figures:
            assert 0 <= figure.sentence_start <= figure.start < figure.end
            assert figure.end <= figure.sentence_end <= len(text)
            assert figure.unit in text
        ends = [0]
        for quotation in reading.quotations:
            assert ends[-1] <= quotation.start < quotation.end <= len(text)
            assert quotation.verb in text
            ends.append(quotation.end)
    for copy in comparison.copies:
        passage = copy.passage
        assert 0 <= passage.first_start < passage.first_end <= len(stories[passage.first])
        assert 0 <= passage.second_start < passage.second_end <= len(stories[passage.second])


@given(texts)
def test_marked_passages_are_in_order_and_hold_no_outer_marks(text):
    end = 0
    for passage in find_marked(text):
        assert end <= passage.opened < passage.start < passage.end <= passage.closed <= len(text)
        assert re.match("''|[\"“”„‟«»]", text[passage.opened :])
        end = passage.closed


@given(texts)
def test_fingerprints_are_sorted_integers_without_repeats(text):
    found = fingerprints(text)
    assert found == sorted(set(found))
    assert all(0 <= value < 2**31 for value in found)
