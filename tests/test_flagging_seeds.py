"""What the rules say of the comments that came with the seeds, and why.

No rule knows these sentences; each says what it says of any comment of that form.
"""

from pathlib import Path

import pytest

from comments.flagging import check, rule_score

(SEED,) = Path(__file__).parent.parent.joinpath("seeds").glob("000_*.txt")
LINES = SEED.read_text("utf-8").splitlines()


def said_of(number):
    return [(f.reason, f.rule, [s.text for s in f.spans]) for f in check(LINES[number - 1])]


def test_rats_in_a_construct_with_a_group_are_dehumanisation():
    rats = "جرذان"
    assert said_of(13) == [
        ("dehumanisation", "dehumanisation", [rats]),
        ("insult", "beasts", [rats]),
    ]


def test_the_wish_for_another_of_a_ruler_is_found_by_its_form():
    wish = "يبيلهم بشار ثاني"
    assert said_of(15) == [("hostile", "hard_hand", [wish])]


def test_a_lone_full_stop_has_no_content():
    assert said_of(17) == [("no_content", "no_content", ["."])]


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (9, "a blessing on an army; who is trodden on is named with a verb of war, not of murder"),
        (10, "a proverb"),
        (11, "praise of a victor"),
        (12, "a question about history"),
        (14, "a political charge without a word of abuse"),
        (16, "an opinion on states"),
        (18, "a political judgement: who is terrorist is for people to argue"),
        (19, "a prayer for a ruler: praying for a side is no offence"),
        (20, "a commentary on a defeat; blind leadership is criticism"),
        (21, "a remark on history: killing is told, not called for"),
    ],
)
def test_opinions_prayers_and_history_score_nothing(number, why):
    assert said_of(number) == [], why
    assert rule_score(check(LINES[number - 1])) == 0


def test_no_line_of_the_reports_is_taken_for_abuse():
    reports = [line for line in LINES[:8] if line]
    assert [line for line in reports if check(line)] == []
