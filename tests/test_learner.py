"""The newsroom's learner on small data of our own: the insult «زرنوق» is invented."""

import io
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.flagging import Learner, assess, check, starting_score
from comments.flagging.learner import CALIBRATED_FROM, SILENT_BELOW, UnequalLengths
from comments.flagging.stored_arrays import ArraysRefused, pack, unpack

PLACES = "السوق البحر الجبل المدرسة الملعب الحديقة المكتبة المطار الميناء القرية".split()
TIMES = "صباحا مساء اليوم أمس غدا ليلا ظهرا عصرا فجرا دائما".split()
APPROVED = [f"ذهبنا إلى {place} {time} مع الأهل" for place in PLACES for time in TIMES]
REJECTED = [f"كاتب الخبر زرنوق في {place} {time}" for place in PLACES for time in TIMES]
GREETING = "وصلنا إلى الميناء مع الأصدقاء"
INSULT = "يا لهذا الزرنوق عند الميناء"
LONGEST_STORED = 2**20  # bytes
RULES = "comments.flagging.lexicon"
HEAVY = {"numpy", "scipy", "sklearn", RULES, "articles.importing.printed"}


def fitted(decisions):
    """A learner after as many decisions, half of them rejections."""
    half = decisions // 2
    texts = APPROVED[:half] + REJECTED[: decisions - half]
    return Learner().fit(texts, [False] * half + [True] * (decisions - half))


def test_a_learner_ranks_what_is_like_the_rejected_higher():
    learner = fitted(SILENT_BELOW)
    assert learner.score(INSULT) > learner.score(GREETING)
    assert starting_score(INSULT) < learner.score(INSULT)


def test_more_decisions_part_the_two_further():
    few, many = fitted(SILENT_BELOW), fitted(CALIBRATED_FROM)
    assert many.score(INSULT) - many.score(GREETING) > few.score(INSULT) - few.score(GREETING)


def test_stretched_and_vowelled_words_count_as_the_plain_word():
    learner = fitted(SILENT_BELOW)
    scores = {learner.score(word, []) for word in ("زرنوووووق", "زَرْنُوق", "زرنوق")}
    assert len(scores) == 1


def test_a_new_learner_is_silent_and_the_starting_model_speaks():
    learner = Learner()
    assert (learner.is_silent, learner.is_calibrated, learner.speaks) == (
        True,
        False,
        "starting_model",
    )
    assert learner.score(INSULT) == starting_score(INSULT)


@pytest.mark.parametrize(
    ("decisions", "speaks"),
    [(SILENT_BELOW - 1, "starting_model"), (SILENT_BELOW, "learner")],
)
def test_the_learner_speaks_from_the_fiftieth_decision(decisions, speaks):
    learner = fitted(decisions)
    assert (learner.decisions, learner.speaks) == (decisions, speaks)
    assert (learner.score(INSULT) == starting_score(INSULT)) == learner.is_silent


@pytest.mark.parametrize("rejected", [[False] * 100, [True] * 100, [True] * 4 + [False] * 96])
def test_nothing_is_learned_where_nearly_all_was_decided_alike(rejected):
    learner = Learner().fit(APPROVED, rejected)
    assert (learner.decisions, learner.speaks) == (100, "starting_model")


def test_no_decisions_are_no_error():
    learner = Learner().fit([], [])
    assert (learner.decisions, learner.is_silent) == (0, True)


def test_texts_and_decisions_must_be_as_many():
    with pytest.raises(UnequalLengths, match="2 texts, 1 decisions"):
        Learner().fit(["نعم", "لا"], [True])


def test_a_learner_is_calibrated_from_two_hundred_decisions():
    assert not fitted(CALIBRATED_FROM - 1).is_calibrated
    assert fitted(CALIBRATED_FROM).is_calibrated


def test_calibrated_scores_do_not_claim_more_than_was_seen():
    """The verdicts have nothing to do with the texts: no score may pretend that they have."""
    rejected = [number % 4 == 0 for number in range(CALIBRATED_FROM)]
    shuffled = np.random.default_rng(1).permutation(rejected).tolist()
    learner = Learner().fit(APPROVED + REJECTED, shuffled)
    scores = [learner.score(text) for text in (GREETING, INSULT)]
    assert all(0.05 < score < 0.6 for score in scores)


def test_a_refit_forgets_what_was_learned_before():
    learner = fitted(SILENT_BELOW)
    learner.fit([INSULT], [True])
    assert (learner.decisions, learner.score(INSULT)) == (1, starting_score(INSULT))


def test_the_same_decisions_teach_the_same_to_the_last_bit():
    assert fitted(CALIBRATED_FROM).to_bytes() == fitted(CALIBRATED_FROM).to_bytes()


def test_comments_without_a_word_can_be_learned_from():
    learner = Learner().fit(["!", "."] * 50, [True, False] * 50)
    assert 0 <= learner.score("?") <= 1


@pytest.mark.parametrize("decisions", [0, SILENT_BELOW, CALIBRATED_FROM])
def test_a_stored_learner_scores_as_before(decisions):
    learner = fitted(decisions)
    again = Learner.from_bytes(learner.to_bytes())
    assert again.score(INSULT) == learner.score(INSULT)
    assert (again.decisions, again.speaks, again.is_calibrated) == (
        learner.decisions,
        learner.speaks,
        learner.is_calibrated,
    )


def test_what_is_stored_stays_small():
    assert len(fitted(CALIBRATED_FROM).to_bytes()) < LONGEST_STORED


def test_changed_arrays_are_refused():
    arrays = unpack(fitted(SILENT_BELOW).to_bytes())
    stored = pack(arrays)
    weights = arrays["pieces"].tobytes()
    place = stored.index(weights) + len(weights) // 2
    changed = stored[:place] + bytes([stored[place] ^ 1]) + stored[place + 1 :]
    with pytest.raises(ArraysRefused):
        Learner.from_bytes(changed)


def test_arrays_with_another_digest_are_refused():
    buffer = io.BytesIO()
    np.savez(buffer, **unpack(fitted(SILENT_BELOW).to_bytes()), digest="0" * 64)
    with pytest.raises(ArraysRefused) as refused:
        Learner.from_bytes(buffer.getvalue())
    assert refused.value.code == "damaged"


def test_a_pickle_is_refused():
    buffer = io.BytesIO()
    np.savez(buffer, pieces=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ArraysRefused) as refused:
        Learner.from_bytes(buffer.getvalue())
    assert refused.value.code == "unreadable"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_other_bytes_are_refused(stored):
    with pytest.raises(ArraysRefused):
        Learner.from_bytes(stored)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", np.int64(0)),
        ("starting_model", np.array("another")),
        ("reasons", np.array(["insult"])),
    ],
)
def test_what_was_learned_on_other_ground_has_to_be_learned_anew(name, value):
    arrays = unpack(fitted(SILENT_BELOW).to_bytes())
    with pytest.raises(ArraysRefused) as refused:
        Learner.from_bytes(pack({**arrays, name: value}))
    assert refused.value.code == "outdated"


def test_the_words_that_drove_a_score_are_shown_as_they_were_typed():
    text = "بصراحة هذا زَرْنوووق كبير"
    words = fitted(CALIBRATED_FROM).explain(text)
    assert words[0].text == "زَرْنوووق"
    assert words[0].log_odds > 0
    assert [text[word.start : word.end] for word in words] == [word.text for word in words]
    strength = [abs(word.log_odds) for word in words]
    assert strength == sorted(strength, reverse=True)


def test_a_silent_learner_explains_with_the_starting_model():
    words = Learner().explain("يا حمار")
    assert (words[0].text, words[0].log_odds > 0) == ("حمار", True)


def test_nothing_explains_a_comment_without_words():
    assert Learner().explain(" . ") == []


@settings(deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=200))
def test_any_text_has_a_score_and_an_explanation(text):
    for learner in (Learner(), fitted(SILENT_BELOW)):
        assert 0 <= learner.score(text) <= 1
        words = learner.explain(text)
        assert [text[word.start : word.end] for word in words] == [word.text for word in words]


@pytest.mark.parametrize(
    "text",
    ["", "\0", "\u0651" * 5000, "😀" * 5000, "\u202e" * 10, "\ud800", "كلب " * 250_000],
    ids=["empty", "nul", "marks", "emoji", "overrides", "surrogate", "a megabyte"],
)
def test_odd_texts_have_a_score(text):
    assert 0 <= fitted(SILENT_BELOW).score(text) <= 1


def test_an_assessment_has_the_score_of_who_speaks():
    learner = fitted(SILENT_BELOW)
    assert assess(INSULT, learner).score == learner.score(INSULT)
    assert assess(INSULT).score == starting_score(INSULT)
    assert assess("يا كلب", learner).findings == check("يا كلب")


def imported_by(statement):
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return HEAVY & set(done.stdout.split())


def test_a_server_begins_without_rules_arrays_and_importer(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.served_settings")
    assert imported_by("import newsroom.wsgi, newsroom.urls") == set()


def test_arrays_are_loaded_only_where_a_comment_is_scored():
    assert imported_by("from comments.flagging import check; check('')") == {RULES}


def test_scikit_learn_is_loaded_only_where_something_is_learned():
    assert imported_by("from comments.flagging import assess; assess('سلام')") == {RULES, "numpy"}
