"""Snapshots side by side, without a database."""

import pytest

from articles import versions
from articles.worddiff import Kind

EMPTY = {
    "headline": "",
    "headline_is_provisional": False,
    "summary": "",
    "body": "",
    "photos": [],
    "source_id": None,
    "original_date": None,
    "dateline": "",
    "byline": "",
    "credits": [],
    "slug": "story",
}
PHOTO = {
    "image": "",
    "width": None,
    "height": None,
    "caption": "شرح",
    "credit": "",
    "alt_text": "",
    "after_block": 1,
}


def snapshot(**fields):
    return EMPTY | fields


def never(name, number, block):
    raise AssertionError((name, number, block))


def mine(name, number, block):
    return block.mine


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline", "عنوان"),
        ("headline", ""),
        ("summary", "سطر\nوسطر"),
        ("summary", ""),
        ("body", "<p>أ</p><h2>ب</h2>"),
        ("body", ""),
        ("photos", [PHOTO, PHOTO | {"caption": "آخر"}]),
        ("photos", []),
        ("source_id", 7),
        ("source_id", None),
        ("original_date", "2016-12-14"),
        ("credits", [{"agency": "وكالة", "evidence": ""}]),
        ("headline_is_provisional", True),
    ],
)
def test_the_parts_of_a_field_make_it_again(name, value):
    parts = versions.parts_of(snapshot(**{name: value}), name)
    assert versions.value_of(parts, name) == value


def test_changes_in_different_places_are_both_kept():
    base = snapshot(headline="ع", body="<p>أ</p><p>ب</p><p>ج</p>")
    theirs = base | {"headline": "عنوان", "body": "<p>أأ</p><p>ب</p><p>ج</p>"}
    ours = base | {"body": "<p>أ</p><p>ب</p><p>جج</p>", "photos": [PHOTO]}
    merges = versions.merge(base, theirs, ours)
    assert list(merges) == ["headline", "body", "photos"]
    assert versions.resolve(theirs, merges, never) == theirs | {
        "body": "<p>أأ</p><p>ب</p><p>جج</p>",
        "photos": [PHOTO],
    }


def test_one_paragraph_changed_by_both_is_for_the_editor_to_decide():
    base = snapshot(body="<p>أ</p><p>ب</p>")
    theirs = snapshot(body="<p>أأ</p><p>ب</p>")
    ours = snapshot(body="<p>أأأ</p><p>ب</p>")
    merges = versions.merge(base, theirs, ours)
    with pytest.raises(AssertionError):
        versions.resolve(theirs, merges, never)
    assert versions.resolve(theirs, merges, mine) == ours


def test_without_a_base_whatever_differs_is_a_conflict():
    theirs, ours = snapshot(headline="هم", byline="معًا"), snapshot(headline="أنا", byline="معًا")
    merges = versions.merge(None, theirs, ours)
    assert [(name, merge.has_conflicts) for name, merge in merges.items()] == [("headline", True)]


def test_a_diff_names_the_kind_of_each_field():
    old = snapshot(headline="قتل 12 شخصًا", body="<p>نص</p>")
    new = snapshot(headline="قتل 15 شخصًا", body="<p>نص.</p>")
    assert [(field.name, field.kinds) for field in versions.diff(old, new)] == [
        ("headline", {Kind.NUMBER}),
        ("body", {Kind.PUNCTUATION}),
    ]


def test_a_diff_of_pictures_is_about_the_words_of_those_that_changed():
    other = PHOTO | {"caption": "صورة أخرى"}
    old = snapshot(photos=[PHOTO, other])
    new = snapshot(photos=[PHOTO | {"caption": "شرح أدق"}, other])
    (field,) = versions.diff(old, new)
    (block,) = field.blocks
    assert "".join(segment.new for segment in block.segments) == "[1] شرح أدق"


def test_a_value_that_older_versions_lack_is_no_difference_to_read():
    younger = PHOTO | {"is_sensitive": False}
    assert versions.diff(snapshot(photos=[PHOTO]), snapshot(photos=[younger])) == []
    (field,) = versions.diff(
        snapshot(photos=[younger]), snapshot(photos=[younger | {"is_sensitive": True}])
    )
    added = [segment.new for segment in field.blocks[0].segments if segment.op == "insert"]
    assert added == [f"{versions.SENSITIVE} | "]
