"""The word diff: nothing lost, nothing split, and the right kind for each change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.worddiff import (
    Kind,
    Op,
    Segment,
    Side,
    asks_for_correction,
    body_asks_for_correction,
    diff,
    diff_bodies,
    kinds,
    merge,
)

SENTENCE = "وقتل 465 مدنيا في حلب، وقال وزير الخارجية الروسي سيرغي لافروف إن السورى خسر."


def changes(old, new):
    return [
        (str(segment.kind), segment.old, segment.new)
        for segment in diff(old, new)
        if segment.kind != Kind.EQUAL
    ]


def edit(old, new, text=SENTENCE):
    assert old in text
    return changes(text, text.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("465", "470", "number"),
        ("465", "٤٧٠", "number"),
        ("465", "4,650", "number"),
        ("السورى", "السوري", "spelling"),
        ("وقال", "وَقالَ", "spelling"),
        ("465", "٤٦٥", "spelling"),
        ("حلب", "ح\u0640\u0640لب", "spelling"),
        ("حلب", "دمشق", "name"),
        ("لافروف", "لافرف", "name"),
        ("سيرغي", "ميخائيل", "name"),
        ("الروسي", "التركي", "name"),
        ("حلب", "كفرنبل", "name"),
        ("خسر", "ربح", "wording"),
        ("مدنيا", "شخصا", "wording"),
        ("،", ",", "punctuation"),
        (".", "!", "punctuation"),
    ],
)
def test_kind_of_one_changed_word(old, new, kind):
    assert edit(old, new) == [(kind, old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("خرج ثلاثة آلاف مسلح", "خرج أربعة آلاف مسلح", [("number", "ثلاثة آلاف", "أربعة آلاف")]),
        (
            "خرج ثلاثة آلاف وثلاثة وثلاثون مسلحا",
            "خرج ثلاثة آلاف مسلحا",
            [("number", "ثلاثة آلاف وثلاثة وثلاثون", "ثلاثة آلاف")],
        ),
        ("خمسة قتلى", "ستة قتلى", [("number", "خمسة", "ستة")]),
        ("خمسة قتلى", "5 قتلى", [("wording", "خمسة", "5")]),
        ("1,234.5 طن", "1,234.6 طن", [("number", "1,234.5", "1,234.6")]),
        ("١٬٢٣٤٫٥ طن", "1234.5 طن", [("spelling", "١٬٢٣٤٫٥", "1234.5")]),
        ("99% منهم", "98% منهم", [("number", "99", "98")]),
        ("5% منهم", "5 منهم", [("number", "%", "")]),
        ("5% منهم", "5٪ منهم", [("spelling", "%", "٪")]),
        ("5 منهم", "$5 منهم", [("number", "", "$")]),
        ("بـ250 ألفا", "بـ270 ألفا", [("number", "بـ250 ألفا", "بـ270 ألفا")]),
        ("يوم 14/12/2016 صباحا", "يوم 15/12/2016 صباحا", [("number", "14/12/2016", "15/12/2016")]),
        ("عند 10:30 صباحا", "عند 11:30 صباحا", [("number", "10:30", "11:30")]),
        ("مساء الأربعاء", "مساء الخميس", [("number", "الأربعاء", "الخميس")]),
        ("في ديسمبر الماضي", "في نوفمبر الماضي", [("number", "ديسمبر", "نوفمبر")]),
        ("الدورة الثالثة", "الدورة الرابعة", [("number", "الثالثة", "الرابعة")]),
        ("قتل مئات المدنيين", "قتل آلاف المدنيين", [("number", "مئات", "آلاف")]),
        ("مقاتلة إف-16 هنا", "مقاتلة إف-15 هنا", [("number", "16", "15")]),
        ("قتل 5 أشخاص", "قتل نحو 5 أشخاص", [("number", "", "نحو ")]),
        ("أكثر من 5 أشخاص", "أقل من 5 أشخاص", [("number", "أكثر", "أقل")]),
        ("قتل 5 أشخاص أمس", "قتل 5 أشخاص على الأقل أمس", [("number", "", "على الأقل ")]),
        ("نحو 5 أشخاص", "حوالي 5 أشخاص", [("wording", "نحو", "حوالي")]),
        ("مدينةحلب", "مدينة حلب", [("spelling", "مدينةحلب", "مدينة حلب")]),
        ("465 مدنيا", "470 شخصا", [("number", "465", "470"), ("wording", "مدنيا", "شخصا")]),
        ("وصل سريعا، ثم غادر", "وصل سريعا ثم غادر", [("punctuation", "،", "")]),
        ("وصل سريعا ثم غادر", "وصل سريعا، ثم غادر", [("punctuation", "", "،")]),
        ("كبير", "ضخم", [("wording", "كبير", "ضخم")]),
        ("زار Aleppo أمس", "زار Homs أمس", [("name", "Aleppo", "Homs")]),
        ("سطر\nسطر", "سطر سطر", [("formatting", "\n", " ")]),
        ("السوريون", "السوريين", [("wording", "السوريون", "السوريين")]),
        ("عاد إلى عندان.", "عاد إلى كفرنبل.", [("name", "عندان", "كفرنبل")]),
        ("ورد في بيان.", "ورد في تقرير.", [("wording", "بيان", "تقرير")]),
        ("في حال، والحال", "في وضع، والحال", [("wording", "حال", "وضع")]),
    ],
)
def test_kinds_of_change(old, new, expected):
    assert changes(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("قتل 5 وجرح 3", "قتل 3 وجرح 5"),
        ("خمسة قتلى وثلاثة جرحى", "ثلاثة قتلى وخمسة جرحى"),
        ("بين 5 و3، أو", "أو بين 3 و5"),
    ],
)
def test_numbers_that_change_places_ask_for_a_correction(old, new):
    assert asks_for_correction(diff(old, new))


def test_a_new_sentence_is_wording_whatever_it_holds():
    added = "وأضاف أن 5 قتلوا في حمص."
    assert changes(SENTENCE, f"{SENTENCE} {added}") == [("wording", "", f" {added}")]
    assert not asks_for_correction(diff(f"أولا. {SENTENCE}", f"أولا. {added} {SENTENCE}"))


def test_a_number_put_into_a_sentence_asks_for_a_correction():
    assert asks_for_correction(diff("قتل مدنيون أمس.", "قتل 5 مدنيون أمس."))


def test_a_sentence_with_a_number_taken_out_asks_for_a_correction():
    assert asks_for_correction(diff(f"{SENTENCE} وأضاف أن 5 قتلوا.", SENTENCE))


def test_a_passage_moved_elsewhere_asks_nothing():
    moved = "وقالت الوكالة إن 62 طفلا من حمص وصلوا."
    old, new = f"{moved} {SENTENCE} ثم انتهى.", f"{SENTENCE} {moved} ثم انتهى."
    assert not asks_for_correction(diff(old, new))


@pytest.mark.parametrize(("old", "new"), [("السورى", "السوري"), ("خسر", "ربح"), ("،", "؛")])
def test_spelling_wording_and_punctuation_ask_nothing(old, new):
    assert not asks_for_correction(diff(SENTENCE, SENTENCE.replace(old, new)))


def test_equal_texts_are_one_segment_and_empty_texts_none():
    assert diff(SENTENCE, SENTENCE) == [Segment(Kind.EQUAL, SENTENCE, SENTENCE)]
    assert diff("", "") == []


@pytest.mark.parametrize(
    ("segment", "op"),
    [
        (Segment(Kind.EQUAL, "أ", "أ"), "equal"),
        (Segment(Kind.WORDING, "", "أ"), "insert"),
        (Segment(Kind.WORDING, "أ", ""), "delete"),
        (Segment(Kind.WORDING, "أ", "ب"), "replace"),
        (Segment(Kind.FORMATTING, "أ", "أ"), "equal"),
    ],
)
def test_what_was_done_to_a_segment(segment, op):
    assert segment.op == op


WORDS = """
    قتل 465 470 ثلاثة آلاف وثلاثين السورى السوري حلب، بحمص
    . ، « » 5% نحو الأربعاء ألف 1,5 \ud800 \u200f \u064b
""".split()
words = st.lists(st.sampled_from([*WORDS, "\n", " "]), max_size=25)
texts = words.map(" ".join) | words.map("".join) | st.text(max_size=30)


@given(texts, texts)
def test_both_texts_can_be_read_off_the_segments(old, new):
    segments = diff(old, new)
    assert "".join(segment.old for segment in segments) == old
    assert "".join(segment.new for segment in segments) == new
    for segment in segments:
        assert (segment.kind == Kind.EQUAL) == (segment.old == segment.new)


@given(texts)
def test_a_text_against_itself_or_nothing(text):
    assert kinds(diff(text, text)) == set()
    assert "".join(segment.new for segment in diff("", text)) == text


def blocks(old, new):
    return [(block.op, block.old_tag, block.new_tag) for block in diff_bodies(old, new)]


def test_blocks_are_aligned_before_their_words():
    old = (
        "<p>دخلت القوات المدينة صباح اليوم.</p>"
        "<p>وقال شهود إن الهدوء عاد.</p><p>انتهى الخبر هنا.</p>"
    )
    new = (
        "<p>فقرة لم تكن من قبل.</p><p>دخلت القوات المدينة مساء اليوم.</p>"
        "<p>وقال شهود إن الهدوء عاد.</p>"
    )
    assert blocks(old, new) == [
        (Op.ADDED, "", "p"),
        (Op.CHANGED, "p", "p"),
        (Op.KEPT, "p", "p"),
        (Op.REMOVED, "p", ""),
    ]
    changed = diff_bodies(old, new)[1]
    assert changed.kinds == {Kind.WORDING}
    assert Segment(Kind.WORDING, "صباح", "مساء") in changed.segments


def test_other_tags_around_the_same_words_are_formatting():
    (block,) = diff_bodies("<p>نص <strong>عريض</strong> هنا</p>", "<p>نص عريض <em>هنا</em></p>")
    assert block.op == Op.CHANGED
    assert block.kinds == {Kind.FORMATTING}
    assert block.segments == (
        Segment(Kind.EQUAL, "نص ", "نص "),
        Segment(Kind.FORMATTING, "عريض هنا", "عريض هنا"),
    )


def test_a_paragraph_made_a_heading_is_formatting():
    (block,) = diff_bodies("<p>عنوان</p>", "<h2>عنوان</h2>")
    assert (block.op, block.old_tag, block.tag, block.kinds) == (
        Op.CHANGED,
        "p",
        "h2",
        {Kind.FORMATTING},
    )


def test_another_address_under_the_same_words_is_formatting():
    (block,) = diff_bodies(
        '<p><a href="https://one.example/">هنا</a></p>',
        '<p><a href="https://two.example/">هنا</a></p>',
    )
    assert block.kinds == {Kind.FORMATTING}


def test_items_of_a_list_are_lines():
    (block,) = diff_bodies(
        "<ul><li>واحد</li><li>تفاح</li></ul>", "<ul><li>واحد</li><li>موز</li></ul>"
    )
    assert block.segments == (
        Segment(Kind.EQUAL, "واحد\n", "واحد\n"),
        Segment(Kind.WORDING, "تفاح", "موز"),
    )


def test_a_moved_block_is_known_on_both_ends():
    one, two, three = "<p>الفقرة الأولى</p>", "<p>شيء آخر تماما</p>", "<p>وثالث لا يشبه</p>"
    moved = [
        (block.op, block.is_moved) for block in diff_bodies(one + two + three, two + three + one)
    ]
    assert moved == [(Op.REMOVED, True), (Op.KEPT, False), (Op.KEPT, False), (Op.ADDED, True)]


def test_splitting_a_paragraph_asks_for_no_correction():
    old = "<p>قتل 465 مدنيا في حلب. وأصيب 62 طفلا.</p>"
    new = "<p>قتل 465 مدنيا في حلب.</p><p>وأصيب 62 طفلا.</p>"
    assert not body_asks_for_correction(old, new)
    assert body_asks_for_correction(old, new.replace("465", "470"))


def test_markup_that_looks_like_text_stays_text():
    (block,) = diff_bodies("<p>1 &lt; 2</p>", "<p>1 &lt; 3</p>")
    assert "".join(segment.old for segment in block.segments) == "1 < 2"


bodies = st.lists(
    st.tuples(st.sampled_from(["p", "h2", "blockquote"]), words.map(" ".join)), max_size=6
).map(lambda found: "".join(f"<{tag}>س {text}</{tag}>" for tag, text in found))


@given(bodies, bodies)
def test_no_block_is_lost(old, new):
    found = diff_bodies(old, new)
    assert [block.old_tag for block in found if block.old_tag] == tags(old)
    assert [block.new_tag for block in found if block.new_tag] == tags(new)


def tags(markup):
    return [part.split(">")[0] for part in markup.split("<")[1:] if not part.startswith("/")]


def sides(base, theirs, mine):
    return [str(block.side) for block in merge(base, theirs, mine).blocks]


def test_changes_to_different_paragraphs_are_both_kept():
    merged = merge(["أ", "ب", "ج"], ["أ2", "ب", "ج"], ["أ", "ب", "ج2"])
    assert [block.side for block in merged.blocks] == [Side.THEIRS, Side.UNCHANGED, Side.MINE]
    assert merged.paragraphs == ["أ2", "ب", "ج2"]


def test_changes_to_neighbouring_paragraphs_are_no_conflict():
    assert merge(["أ", "ب"], ["أ2", "ب"], ["أ", "ب2"]).paragraphs == ["أ2", "ب2"]


def test_different_changes_to_one_paragraph_are_a_conflict():
    merged = merge(["أ", "ب"], ["أ2", "ب"], ["أ3", "ب"])
    assert sides(["أ", "ب"], ["أ2", "ب"], ["أ3", "ب"]) == ["conflict", "unchanged"]
    assert merged.paragraphs is None
    assert merged.blocks[0].merged is None


def test_the_same_change_by_both_is_made_once():
    merged = merge(["أ", "ب"], ["أ", "ب2"], ["أ", "ب2"])
    assert merged.paragraphs == ["أ", "ب2"]
    assert merged.blocks[-1].side == Side.BOTH


def test_added_and_removed_paragraphs():
    assert merge(["أ", "ب"], ["أ", "س", "ب"], ["أ"]).paragraphs is None
    assert merge(["أ", "ب", "ج"], ["أ", "س", "ب", "ج"], ["أ", "ب"]).paragraphs == ["أ", "س", "ب"]


paragraphs = st.lists(st.sampled_from("أبجدهو"), max_size=8)


@given(paragraphs, paragraphs, paragraphs)
def test_a_merge_loses_no_version(base, theirs, mine):
    found = merge(base, theirs, mine).blocks
    assert [text for block in found for text in block.base] == base
    assert [text for block in found for text in block.theirs] == theirs
    assert [text for block in found for text in block.mine] == mine


@given(paragraphs, paragraphs)
def test_the_only_change_wins(base, version):
    assert merge(base, version, base).paragraphs == version
    assert merge(base, base, version).paragraphs == version
    assert merge(base, version, version).paragraphs == version
