"""The figures by which flagging is judged, on numbers that can be checked by hand."""

import math

import pytest

from comments.flagging.labelled import LabelledFileError, LabelledText, read_labelled
from comments.flagging.measuring import auc, learning_curve, measure, precision_in_top, share

PLACES = "السوق البحر الجبل المدرسة الملعب الحديقة المكتبة المطار الميناء القرية".split()
TIMES = "صباحا مساء اليوم أمس غدا ليلا ظهرا عصرا فجرا دائما".split()
CLEAN = [f"ذهبنا إلى {place} {time}" for place in PLACES for time in TIMES]
OFFENSIVE = [f"هذا زرنوق في {place} {time}" for place in PLACES for time in TIMES]
ROWS = [LabelledText(text, False, "own") for text in CLEAN] + [
    LabelledText(text, True, "own") for text in OFFENSIVE
]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([1, 2, 3, 4], 1.0), ([4, 3, 2, 1], 0.0), ([1, 3, 2, 4], 0.75), ([1, 1, 1, 1], 0.5)],
)
def test_auc_counts_the_pairs_in_order_and_ties_half(scores, expected):
    assert auc(scores, [False, False, True, True]) == expected


def test_auc_counts_a_tie_across_the_kinds_half():
    assert auc([0, 1, 1, 2], [False, False, True, True]) == 0.875


@pytest.mark.parametrize("labels", [[], [True], [False, False]])
def test_auc_of_one_kind_is_no_number(labels):
    assert math.isnan(auc([0.5] * len(labels), labels))


def test_precision_in_the_top_counts_the_highest_tenth():
    scores = list(range(20))
    assert precision_in_top(scores, [score in (18, 3) for score in scores]) == 0.5


def test_precision_in_the_top_counts_one_at_least():
    assert precision_in_top([0.1, 0.9], [False, True]) == 1.0


def test_share_of_none_is_no_number():
    assert math.isnan(share([True], [False]))


def test_rules_and_starting_model_are_measured_together():
    rows = [
        LabelledText("يا كلب يا ابن الكلب", True, "own"),
        LabelledText("يا حمار", True, "own"),
        LabelledText("كاتب الخبر زرنوق", True, "own"),
        LabelledText("صباح الخير للجميع", False, "own"),
        LabelledText("اشتريت كيلو تفاح", False, "own"),
    ]
    found = measure(rows)
    assert (found.texts, found.offensive) == (5, 3)
    assert (found.recall, found.precision, found.false_hits) == (2 / 3, 1.0, 0.0)
    assert found.rules_auc == pytest.approx(5 / 6)
    assert found.starting_auc >= 5 / 6
    assert found.starting_precision_in_top == 1.0


def test_a_mark_of_form_alone_counts_as_nothing_found():
    found = measure([LabelledText(".", False, "own"), LabelledText("يا كلب", True, "own")])
    assert (found.recall, found.false_hits) == (1.0, 0.0)


def test_the_curve_shows_what_decisions_add_on_texts_that_were_not_decided():
    points = learning_curve(ROWS, sizes=(0, 50, 100, 500))
    assert [point.decisions for point in points] == [0, 50, 100]
    assert points[-1].auc > 0.95 > points[0].auc
    assert points[-1].precision_in_top == 1.0


def test_equal_texts_are_counted_once():
    assert learning_curve(ROWS * 3, sizes=(0, 50)) == learning_curve(ROWS, sizes=(0, 50))


def test_a_labelled_file_is_read_row_by_row(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text("text\tlabel\nسطر<LF>ثان\tclean\nيا كلب\toffensive\n", "utf-8")
    assert read_labelled(path) == [
        LabelledText("سطر\nثان", False, "own"),
        LabelledText("يا كلب", True, "own"),
    ]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"text\tlabel\na\tclean\nb\tfine\n", "no_label", 3),
        (b"text\tlabel\nno tab\n", "no_label", 2),
        (b"a\tclean\n", "no_heading", 1),
        (b"", "no_heading", 1),
        (b"text\tlabel\n", "empty", 0),
        (b"text\tlabel\n\xe3\tclean\n", "not_utf8", 2),
    ],
)
def test_a_file_in_another_form_is_refused_with_the_line(tmp_path, content, code, line):
    path = tmp_path / "own.tsv"
    path.write_bytes(content)
    with pytest.raises(LabelledFileError) as refused:
        read_labelled(path)
    assert (refused.value.code, refused.value.name, refused.value.line) == (code, "own.tsv", line)
    assert str(refused.value).startswith(f"own.tsv, line {line}: " if line else "own.tsv holds no")
