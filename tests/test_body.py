"""What the body of a story may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body

MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <h2> </h2> <ul> <li> </li> </ul> <blockquote> </blockquote> <a> </a> <b> <p "
        "<script> </script> <table> <td> &amp; &lt; < > نص كلمة <br> <strong> </strong> x".split(
            " "
        )
    )
).map("".join)


@pytest.mark.parametrize(
    ("received", "kept"),
    [
        ("<p>نص</p>", "<p>نص</p>"),
        ("نص", "<p>نص</p>"),
        ("نص<p>فقرة</p>ذيل", "<p>نص</p><p>فقرة</p><p>ذيل</p>"),
        ("<script>alert(1)</script><p>نص</p>", "<p>نص</p>"),
        ('<p onclick="x()" style="color:red">نص</p>', "<p>نص</p>"),
        ('<p dir="rtl" lang="fr">نص</p>', '<p dir="rtl" lang="fr">نص</p>'),
        ('<p><a href="javascript:x()">نص</a></p>', '<p><a rel="noopener nofollow">نص</a></p>'),
        ("<p>a\u202eb\u2066c</p>", "<p>abc</p>"),
        ("<p>می\u200cخواهم</p>", "<p>می\u200cخواهم</p>"),
        ("<div><p>نص</p></div>", "<p>نص</p>"),
        ("<h2>أ<table><h2>ب", "<h2>أ</h2><h2>ب</h2>"),
    ],
)
def test_only_safe_markup_is_kept(received, kept):
    assert body.sanitise(received) == kept


@given(MARKUP)
def test_sanitising_twice_is_sanitising_once(markup):
    once = body.sanitise(markup)
    assert body.sanitise(str(once)) == once


@given(MARKUP)
def test_the_blocks_put_together_are_the_body(markup):
    clean = body.sanitise(markup)
    assert "".join(body.blocks(clean)) == clean


@given(st.text())
def test_a_plain_line_comes_back_as_it_was(line):
    visible = body.INVISIBLE.sub("", line)
    expected = "\n".join(part.strip() for part in visible.splitlines() if part.strip())
    assert body.text(body.sanitise(body.paragraph(line))) == expected


@given(st.lists(st.tuples(st.sampled_from([body.paragraph, body.heading]), st.text())))
def test_what_is_composed_of_lines_is_already_clean(lines):
    written = [write(line) for write, line in lines]
    assert body.composed(written) == str(body.sanitise("".join(written)))


def test_no_letter_of_a_composed_line_is_left_to_sanitise():
    letters = map(chr, [*range(0xD800), *range(0xE000, 0x30000)])
    written = [body.paragraph(f"a{letter}b") for letter in letters]
    changed = [line for line in written if body.composed([line]) != line]
    rest = "".join(sorted(set(written) - set(changed)))
    assert str(body.sanitise(rest)) == rest
    assert changed == [
        line for line in changed if str(body.sanitise(line)) == body.composed([line])
    ]


def test_nested_blocks_are_one_block():
    markup = "<blockquote><p>أ</p><ul><li>ب</li></ul></blockquote><p>ج</p>"
    assert body.blocks(markup) == [markup[:-8], "<p>ج</p>"]
