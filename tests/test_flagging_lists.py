"""The word lists: what they may hold, and how a word is found in them."""

from pathlib import Path

import pytest

from articles.arabic import fold
from comments.flagging import check
from comments.flagging.reading import read

FLAGGING = Path(__file__).parent.parent / "comments" / "flagging"
FILES = sorted(FLAGGING.rglob("*.txt"))
NAMES = Path(__file__).with_name("data").joinpath("group_names.txt").read_text("utf-8").splitlines()


def entries(file):
    lines = file.read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def reasons(text):
    return {finding.reason for finding in check(text)}


def rules(text):
    return [finding.rule for finding in check(text)]


def test_no_nation_faith_party_or_person_is_an_entry():
    assert [name for name in NAMES if not name.startswith("#") and check(name)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_list_says_what_it_is_for(file):
    assert file.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_list_holds_no_entry_twice_and_no_stray_blanks(file):
    found = entries(file)
    folded = [fold(entry) for entry in found]
    assert [e for e in found if e != " ".join(e.split()) or not e] == []
    assert sorted(folded) == sorted(set(folded))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_entry_can_be_said_of_somebody(file):
    said = [f"{before} {entry.lstrip('=')}" for entry in entries(file) for before in ("هم", "هذا")]
    assert all(isinstance(check(text), list) for text in said)


def test_an_animal_of_two_words_is_said_of_people_as_others_are():
    assert rules("هم بنات آوى") == ["dehumanisation"]
    assert rules("رأينا ابن آوى في الغابة") == []


def test_there_are_several_hundred_stems_of_insult_and_abuse():
    lists = ("insult", "insult_mild", "vulgar", "called", "accusation", "slur", "sectarian")
    stems = {fold(e) for name in lists for e in entries(FLAGGING / "words" / f"{name}.txt")}
    assert len(stems) > 900


@pytest.mark.parametrize(
    "text",
    [
        "كلب",
        "الكلب",
        "والكلب",
        "ياكلب",
        "يا كلب",
        "يالكلب",
        "هالكلب",
        "الكلاب",
        "كلااااب",
        "كـلـب",
        "كَلْب",
        "ك ل ب",
        "ك.ل.ب",
        "ك*ب",
        "حقير",
        "الحقيرين",
        "وحقيرة",
        "حقيرا",
        "لحقارتكم",
        "سافلين",
        "حم1ر",
    ],
)
def test_a_stem_is_found_behind_proclitics_before_suffixes_and_in_disguise(text):
    assert reasons(text) & {"insult", "dehumanisation"} != set()


@pytest.mark.parametrize(
    "text",
    [
        "الكلباني يقرأ القرآن",
        "زار الوفد مدينة كلباء",
        "لعين ترى وقلب يشعر",
        "وغدا يوم جديد",
        "خرج مرتديا معطفه",
        "عاد إلى بلاده",
        "الشعر الجاهلي",
        "نظرية فلسفية لامعة",
        "ودود ولطيف",
        "زبون المطعم",
        "شعارات وعبارات",
        "سورة البقرة",
        "الحملات الصليبية في القرن الثاني عشر",
        "هجمة مرتدة سريعة",
        "عينيك جميلتان",
        "مكتب حقوق الحيوان",
    ],
)
def test_words_that_only_look_alike_are_let_pass(text):
    assert check(text) == []


def test_a_phrase_is_found_with_a_conjunction_and_an_article():
    assert rules("وابن الكلب") == rules("ابن كلب") != []


def test_a_word_called_out_insults_where_the_word_alone_does_not():
    assert rules("يا رخيص") == ["called_names"]
    assert check("الخبز رخيص هنا") == []


def test_a_denied_insult_is_none():
    assert check("ليسوا أغبياء") == []
    assert check("لست غبيا") == []


@pytest.mark.parametrize("text", ["الغرباء حيونات", "الغرباء حشارت", "الغرباء صراصيير"])
def test_a_letter_dropped_swapped_or_doubled_hides_no_beast(text):
    assert "dehumanisation" in reasons(text)


@pytest.mark.parametrize("text", ["ya 7mar", "kos omak", "khanzir", "5anzeer", "sharmoota"])
def test_abuse_in_latin_letters_is_found_in_its_spellings(text):
    assert rules(text) == ["romanised"]


@pytest.mark.parametrize("text", ["the mannequin in the batch", "her hammer", "le canard", "Niger"])
def test_words_of_other_languages_are_no_abuse(text):
    assert check(text) == []


def test_the_evidence_is_the_word_as_it_was_typed():
    text = "قلت لكم إنه كـــذّاااب!"
    (finding,) = [f for f in check(text) if f.reason == "hostile"]
    assert [(s.start, s.end, s.text) for s in finding.spans] == [(12, 22, "كـــذّاااب")]


def test_words_know_their_clause_and_quotation():
    words = read("هو قال: «كلام». ثم سكت").words
    assert [word.clause for word in words] == [0, 0, 0, 1, 1]
    assert [word.is_quoted for word in words] == [False, False, True, False, False]
