"""Shared passages, fingerprints and suggestions: what stories have in common."""

from datetime import date

from articles.comparison.fingerprints import GUARANTEED, fingerprints
from articles.comparison.prose import Prose
from articles.comparison.shared_text import find_shared
from articles.comparison.suggest import Candidate, suggest_events, suggest_groups

PASSAGE = (
    "وصلت القافلة الأولى إلى أطراف المدينة بعد ساعات من الانتظار الطويل عند المعبر الشمالي حيث "
    "استقبلها متطوعون وأطباء ونقلوا المرضى إلى مشفى ميداني قريب من الطريق العام"
)
ELSEWHERE = "افتتح المعرض السنوي للكتاب أبوابه أمام الزوار وسط حضور كبير من الطلاب والناشرين"
WORDS = PASSAGE.split()


def shared(*texts):
    return find_shared([Prose(text) for text in texts])


def test_a_passage_word_for_word_is_found_where_it_stands():
    first, second = f"{ELSEWHERE}. {PASSAGE}.", f"{PASSAGE}. ثم عاد الهدوء."
    (passage,) = shared(first, second)
    assert first[passage.first_start : passage.first_end] == PASSAGE
    assert second[passage.second_start : passage.second_end] == PASSAGE
    assert (passage.word_count, passage.likeness) == (len(WORDS), 1.0)


def test_spelling_and_marks_do_not_hide_a_copy():
    copy = PASSAGE.replace("الأولى", "الاولي").replace("المدينة", "المدينـــة")
    (passage,) = shared(PASSAGE, copy)
    assert passage.likeness == 1.0


def test_a_passage_with_changed_words_is_nearly_the_same():
    changed = [*WORDS]
    changed[4], changed[15] = "مشارف", "رحب"
    (passage,) = shared(PASSAGE, " ".join(changed))
    assert passage.word_count == len(WORDS)
    assert passage.likeness == round(1 - 2 / len(WORDS), 3)


def test_a_word_added_or_left_out_does_not_break_a_passage():
    shorter = " ".join([*WORDS[:9], *WORDS[10:18], "جميعا", *WORDS[18:]])
    (passage,) = shared(PASSAGE, shorter)
    assert passage.word_count >= len(WORDS) - 1


def test_nineteen_equal_words_are_no_passage_and_twenty_are():
    assert shared(" ".join(WORDS[:19]), PASSAGE) == []
    assert [passage.word_count for passage in shared(" ".join(WORDS[:20]), PASSAGE)] == [20]


def test_stories_that_share_only_names_and_set_phrases_share_nothing():
    one = "قال وزير الخارجية الروسي سيرغي لافروف إن المحادثات مستمرة في جنيف حتى الأسبوع المقبل"
    other = "رفض وزير الخارجية الروسي سيرغي لافروف اقتراح الهدنة الذي قدم مساء أمس في نيويورك"
    assert shared(f"{one} {ELSEWHERE}", other) == []


def test_three_copies_are_three_pairs():
    pairs = [(passage.first, passage.second) for passage in shared(PASSAGE, PASSAGE, PASSAGE)]
    assert pairs == [(0, 1), (0, 2), (1, 2)]


def test_a_paragraph_has_the_same_fingerprints_alone_and_in_its_story():
    story = f"{ELSEWHERE}\n{PASSAGE}\n"
    assert set(fingerprints(PASSAGE)) <= set(fingerprints(story))
    assert not set(fingerprints(ELSEWHERE)) & set(fingerprints(PASSAGE))


def test_texts_with_enough_words_in_common_always_share_a_fingerprint():
    inside = " ".join(WORDS[3 : 3 + GUARANTEED])
    host = f"{ELSEWHERE} {inside} {ELSEWHERE}"
    assert set(fingerprints(host)) & set(fingerprints(PASSAGE))


def test_fingerprints_fit_a_database_integer_and_never_change():
    assert fingerprints("قال الوزير إن الطريق آمن اليوم") == [640837525]
    assert all(0 <= value < 2**31 for value in fingerprints(PASSAGE))
    assert fingerprints("كلمتان فقط") == []


def test_a_wider_window_keeps_fewer_fingerprints():
    assert set(fingerprints(PASSAGE, window=20)) < set(fingerprints(PASSAGE, window=4))


EVENT = [
    Candidate(
        "خروج آخر دفعة من حلب", "خرجت آخر دفعة من مقاتلي المعارضة من شرق حلب", date(2016, 12, 22)
    ),
    Candidate(
        "الجيش يعلن السيطرة على حلب",
        "أعلن الجيش السيطرة على شرق حلب وخروج المعارضة",
        date(2016, 12, 22),
    ),
]
OTHER = Candidate(
    "أسعار النفط ترتفع", "ارتفع سعر خام برنت إلى 55 دولارا للبرميل", date(2016, 12, 22)
)


def test_stories_alike_in_words_and_days_are_suggested_as_one_event():
    assert [group.stories for group in suggest_groups([EVENT[0], OTHER, EVENT[1]])] == [(0, 2)]


def test_the_same_words_long_after_are_another_event():
    later = Candidate(EVENT[1].headline, EVENT[1].text, date(2024, 12, 2))
    assert suggest_groups([EVENT[0], OTHER, later]) == []


def test_a_new_story_is_offered_the_event_it_resembles():
    new = Candidate("حلب بعد خروج المقاتلين", "عاد الهدوء إلى شرق حلب بعد خروج المعارضة")
    offered = suggest_events(new, [[OTHER], EVENT])
    assert [event for event, _likeness in offered] == [1]


def test_nothing_is_suggested_for_empty_stories():
    assert suggest_groups([]) == []
    assert suggest_groups([Candidate("", ""), Candidate("", "")]) == []
    assert suggest_events(Candidate("", ""), [[]]) == []
