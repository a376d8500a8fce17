import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import reading

ARABIC = "خبر قصير عن المدينة\nوسطر ثان"


def refusal(raw, encoding="utf-8"):
    with pytest.raises(reading.SeedError) as caught:
        reading.read(raw, encoding)
    return caught.value.code, caught.value.params


@pytest.mark.parametrize("encoding", reading.ENCODINGS)
def test_arabic_is_read_in_every_known_encoding(encoding):
    record = reading.read(ARABIC.encode(encoding), encoding)
    assert "".join(record.lines) == ARABIC
    assert record.raw() == ARABIC.encode(encoding)


@pytest.mark.parametrize("name", ["UTF8", "utf_8", "cp1256", "Windows-1256", "windows_1256"])
def test_an_encoding_goes_by_any_of_its_names(name):
    assert reading.read(b"text", name).encoding in ("utf-8", "windows-1256")


def test_lines_keep_their_own_ends():
    record = reading.read(b"one\ntwo\r\nthree\rfour\n\nsix")
    assert record.lines == ["one\n", "two\r\n", "three\r", "four\n", "\n", "six"]


def test_separators_inside_a_line_do_not_break_it():
    line = "one\u2028two\u2029three\u0085four\x0bfive\x0csix\x1cseven"
    assert reading.read(line.encode()).lines == [line]


def test_a_byte_order_mark_stands_beside_the_lines_and_comes_back():
    record = reading.read(codecs.BOM_UTF8 + b"text")
    assert (record.bom, record.lines) == (True, ["text"])
    assert record.raw() == codecs.BOM_UTF8 + b"text"


def test_windows_arabic_is_named_with_the_first_wrong_byte():
    raw = b"ab " + ARABIC.encode("windows-1256")
    code, params = refusal(raw)
    assert code == "other_encoding"
    assert params == {"byte": 4, "encoding": "utf-8", "likely": "windows-1256"}


def test_utf_16_is_known_by_its_mark():
    raw = codecs.BOM_UTF16_LE + ARABIC.encode("utf-16-le")
    code, params = refusal(raw)
    assert (code, params["likely"]) == ("other_encoding", "utf-16-le")
    assert reading.read(raw, "utf-16-le").raw() == raw


def test_other_wrong_bytes_are_counted_from_one():
    assert refusal(b"caf\xe9 au lait") == ("not_decodable", {"byte": 4, "encoding": "utf-8"})


def test_a_text_cut_inside_a_letter_names_the_letters_first_byte():
    raw = "خبر".encode()[:-1]
    assert refusal(raw)[1]["byte"] == 5


@pytest.mark.parametrize("raw", [b"text\0text", b"\x89PNG\r\n\x1a\n\0\0\0"])
def test_a_nul_byte_means_that_the_file_is_no_text(raw):
    assert refusal(raw) == ("binary", {"byte": raw.index(0) + 1})


@pytest.mark.parametrize("text", ["", "\n\r\n", " \t\u00a0\u3000\n", "\ufeff", "\u200b\u200f\n"])
def test_a_file_on_which_nothing_can_be_seen_is_empty(text):
    assert refusal(text.encode()) == ("empty", {})


def test_five_megabytes_are_read_and_one_byte_more_is_not():
    assert reading.read(b"a" * 5_000_000).lines == ["a" * 5_000_000]
    assert refusal(b"a" * 5_000_001) == ("too_large", {"size": 5_000_001, "limit": 5_000_000})


@pytest.mark.parametrize("name", ["", "klingon", "rot13", "utf-7", "base64", "a\0b", "é"])
def test_an_encoding_that_cannot_be_read_from_is_named_with_those_that_can(name):
    code, params = refusal(b"text", name)
    assert code == "unknown_encoding"
    assert params["encoding"] == name
    assert "windows-1256" in params["known"]


def test_the_message_of_an_error_is_its_template_filled_with_its_parameters():
    with pytest.raises(reading.SeedError) as caught:
        reading.read(b"caf\xe9 au lait")
    error = caught.value
    assert str(error) == error.message % error.params
    assert str(error).startswith("Byte 4 is not utf-8.")


def read_or_refuse(raw, encoding):
    """The record, or the error: its code is one of those that the reader documents."""
    try:
        return reading.read(raw, encoding)
    except reading.SeedError as error:
        return error


@given(st.binary(max_size=200), st.sampled_from([*reading.ENCODINGS, "nonsense"]))
def test_any_bytes_give_a_lossless_record_or_a_clear_error(raw, encoding):
    outcome = read_or_refuse(raw, encoding)
    if isinstance(outcome, reading.SeedError):
        assert str(outcome) == outcome.message % outcome.params
    else:
        assert outcome.raw() == raw
        assert all(outcome.lines)


@given(st.text(max_size=200))
def test_any_text_comes_back_byte_for_byte_unless_it_is_empty_or_binary(text):
    raw = text.encode("utf-8", "ignore")
    outcome = read_or_refuse(raw, "utf-8")
    if isinstance(outcome, reading.SeedError):
        assert outcome.code in ("empty", "binary")
    else:
        assert outcome.raw() == raw
