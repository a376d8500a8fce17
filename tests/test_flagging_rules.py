"""What the rules promise for every text, and how findings become one score."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.flagging import Assessment, Finding, Reason, Span, assess, check, rule_score
from comments.flagging.reading import LIMIT
from comments.flagging.rules import MAX_SPANS, RULES

WORDS = """
    كلب يا ابن الكلب حشرات أهل هم ليسوا بشرا سأقتل اقتلوهم الله ياخذهم يجب شنق لا ليس مثل من أقذر
    ك ل ب لعنة على أكره قال عيب
""".split()
MARKS = (
    """. ؟ ! « » " ' * @ 0501234567 a@b.co http://x.y kalb \u0640 \u064b \u200f \u202e \x00 ﷺ 😀"""
)
PIECES = st.sampled_from([*WORDS, *MARKS.split(), " ", "\n", "،"])
ARABIC = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=80)
TEXTS = st.one_of(st.text(max_size=120), ARABIC, st.lists(PIECES, max_size=40).map(" ".join))


def finding(weight):
    return Finding("rule", 1, Reason.INSULT, weight, (Span(0, 1, "x"),))


@given(TEXTS)
@settings(max_examples=400)
def test_any_text_is_checked_and_every_span_lies_in_it(text):
    for found in check(text):
        assert 0 < found.weight <= 1
        assert [s for s in found.spans if text[s.start : s.end] != s.text] == []
        assert [s for s in found.spans if not 0 <= s.start <= s.end <= len(text)] == []


@given(TEXTS)
def test_the_score_lies_between_nothing_and_one(text):
    assert 0 <= rule_score(check(text)) <= 1


@given(TEXTS)
def test_the_same_text_gives_the_same_findings(text):
    assert check(text) == check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "\u064b\u064c\u064d",
        "😀😀",
        "\u202e",
        "ك" * 100_000,
        "ك " * 50_000,
        "كلب " * 20_000,
        '"' * 30_000,
        "«" * 30_000,
        "1" * 30_000,
        "1 " * 30_000,
        "a@" * 30_000,
        "ك*" * 30_000,
        "!" * 30_000,
        "http://" * 10_000,
        "." * 30_000,
    ],
    ids=lambda text: f"{text[:4]!a}x{len(text)}",
)
def test_awkward_texts_are_checked_like_any_other(text):
    assert 0 <= rule_score(check(text)) <= 1


def test_a_text_beyond_the_limit_is_read_to_the_limit():
    assert rule_score(check("سلام " * LIMIT + "يا كلب")) == 0


def test_findings_stand_in_the_order_of_the_rules():
    names = [f.rule for f in check("يا كلب يا حقير اقتلوهم كلهم 0501234567")]
    order = [rule.name for rule in RULES]
    assert names == sorted(names, key=order.index)


def test_rules_have_names_of_their_own_and_weights_below_one():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert [rule for rule in RULES if not 0 < rule.weight < 1] == []


def test_no_finding_scores_nothing():
    assert rule_score([]) == 0


def test_one_finding_scores_its_weight():
    assert rule_score([finding(0.5)]) == 0.5


def test_findings_add_up_as_independent_causes():
    assert rule_score([finding(0.5), finding(0.5)]) == 0.75


def test_more_hits_of_one_rule_weigh_more():
    one, two = check("تافه"), check("تافه وسخيف")
    assert rule_score(one) < rule_score(two) < 2 * rule_score(one)


def test_evidence_is_bounded_however_often_a_word_comes():
    assert [len(f.spans) for f in check("حقير " * 500)] == [MAX_SPANS]


def test_an_assessment_holds_the_score_and_the_findings():
    assessment = assess("يا كلب")
    assert isinstance(assessment, Assessment)
    assert assessment.findings == check("يا كلب")
    assert 0 < assessment.score <= 1


def test_a_learner_gives_the_score_where_there_is_one():
    class Always:
        def scores(self, texts, found):
            return [0.25 for _text in texts]

    assert assess("يا كلب", Always()).score == 0.25
