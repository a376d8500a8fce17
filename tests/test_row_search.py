"""What the desk finds among comments and received texts, and that it is kept in step."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import bulk, proposals
from articles.importing.drafts import DraftComment
from articles.models import SeedFile, Synonym
from articles.search import backends, checks, refreshing, rows
from articles.search.backends.base import RECORDS
from comments import moderation, posting, reader_data
from comments.models import Comment
from comments.posting import Posting
from tests.builders import MORNING, make_comment, make_story, make_user

pytestmark = pytest.mark.django_db

# What is written, and what somebody types who means it.
SPELLINGS = [
    ("للإنسحاب", "انسحاب"),
    ("السورى", "السوري"),
    ("ســــوريا", "سوريا"),
    ("سورية", "سوريا"),
    ("المدينه", "مدينة"),
    ("أحمد", "احمد"),
    ("إلى الأمام", "الامام"),
    ("مُعَارَضَة", "معارضه"),
    ("٢٠١٦", "2016"),
    ("والمدنيين", "المدنيون"),
    ("مستشفى", "مستشفي"),
    ("بالهدنة", "هدنة"),
    ("آخر", "اخر"),
    ("العراقيّين", "عراقي"),
    ("گاز", "كاز"),
    ("لأهالي", "أهالي"),
]


def found(text):
    return list(rows.newest_holding(Comment.objects.order_by("-pk"), text))


def texts(text):
    return list(rows.newest_holding(SeedFile.objects.order_by("-pk"), text))


def receive(text, name="a.txt"):
    return proposals.receive(text.encode(), name, at=MORNING)


def sent(text, **more):
    return posting.post(make_story(), Posting(text=text, **more), at=timezone.now())


@pytest.mark.parametrize(("written", "typed"), SPELLINGS)
def test_any_spelling_finds_comments_and_received_texts(written, typed):
    comment = make_comment(make_story(), text=f"قيل {written} أمس")
    make_comment(make_story(), text="غيره")
    text = receive(f"قيل {written} أمس\n")
    receive("غيره\n", "b.txt")
    assert found(typed) == [comment]
    assert texts(typed) == [text]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("هدنة حلب", [1, 0]),
        ("«هدنة حلب»", [1]),
        ("هدنة -حلب", [2]),
        ("هدنة -«هدنة حلب»", [2, 0]),
        ("هدنة OR معركة", [3, 2, 1, 0]),
        ("معركة أو «هدنة حلب»", [3, 1]),
        ("معر*", [3]),
        ("هدن* -معركة -حلب", [2]),
        ("«هدنة» «حلب» معركة", []),
        ("زرافة", []),
    ],
)
def test_the_language_of_queries_is_that_of_stories(typed, numbers):
    written = ["حلب بلا هدنة", "هدنة حلب ثانية", "هدنة دمشق", "معركة"]
    comments = [make_comment(make_story(), text=text) for text in written]
    received = [receive(text, f"{n}.txt") for n, text in enumerate(written)]
    assert found(typed) == [comments[n] for n in numbers]
    assert texts(typed) == [received[n] for n in numbers]


def test_words_of_one_meaning_find_each_other():
    comment = make_comment(make_story(), text="نقل إلى المستوصف")
    Synonym.objects.create(forms="مستوصف\nعيادة")
    assert found("عيادة") == [comment]


def test_a_comment_is_found_as_soon_as_it_is_posted_and_as_it_was_changed():
    comment = sent("هدنة قريبة", reader_key="r")
    assert found("هدنة") == [comment]
    posting.edit(comment, "معركة بعيدة", reader_key="r", at=comment.created_at)
    assert (found("هدنة"), found("معركة")) == ([], [comment])


def test_moderators_find_what_they_have_decided_on():
    comment, moderator = sent("هدنة قريبة"), make_user("moderator")
    decision = {"by": moderator, "at": timezone.now(), "reason": "insult"}
    made = moderation.reject(comment, seen=comment.version, **decision)
    assert found("هدنة") == [comment]
    moderation.undo(made, by=moderator, at=timezone.now(), seen=comment.version + 1)
    assert found("هدنة") == [comment]


def test_imported_comments_are_found_and_leave_with_the_line_they_were():
    story = make_story()
    (kept, _gone) = posting.import_comments(
        [(story, [DraftComment("هدنة أولى", 3), DraftComment("هدنة ثانية", 4)])], at=MORNING
    )
    posting.keep_in_step(story, [DraftComment("هدنة أولى", 3)], at=MORNING)
    assert found("هدنة") == [kept]


def test_erased_words_find_nothing_whether_a_place_is_left_or_not():
    comment = sent("هدنة قريبة", reader_key="r", author_name="سمير")
    sent("هدنة ثانية", reader_key="r")
    answer = make_comment(comment.story, text="جواب", parent=comment, root=comment)
    assert len(found("هدنة")) == 2
    reader_data.erase("r")
    assert found("هدنة") == found("سمير") == []
    assert found("جواب") == [answer]


def test_whoever_writes_the_column_the_index_follows():
    one, other = (make_comment(make_story(), text="هدنة") for _ in range(2))
    Comment.objects.filter(pk=one.pk).update(search_terms=" معرك ")
    assert (found("هدنة"), found("معركة")) == ([other], [one])
    Comment.objects.all().delete()
    assert found("هدنة") == found("معركة") == []


def test_a_received_text_is_found_by_any_line_and_by_its_name():
    text = receive("عنوان الخبر\nجسم الخبر في المدينة.\n\nمشاركة على فيسبوك زرافة\n", "رقم_77.txt")
    for typed in ("زرافة", "فيسبوك", "77", "رقم_77.txt", "المدينة عنوان"):
        assert texts(typed) == [text], typed
    assert not hasattr(text, "story")


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"\x00", "هدنة".encode("windows-1256")])
def test_bytes_that_are_no_text_can_be_kept_all_the_same(raw):
    kept = SeedFile.objects.create(name="هدنة.txt", path="x", sha256="0" * 64, raw=raw)
    assert texts("هدنة") == [kept]


def test_a_text_of_more_different_words_than_an_index_takes_is_found_by_the_first():
    many = " ".join(f"{number:x}" for number in range(2**17, 2**17 + 90_000))
    text = receive(f"هدنة {many}\n")
    assert texts("هدنة") == [text]
    assert texts("20001") == [text]


def test_comments_of_all_years_are_found_the_newest_first():
    story = make_story()
    numbers = [1_000_001, 5_000_000, 6_000_000, 6_000_001]
    comments = [make_comment(story, pk=pk, text="هدنة حلب") for pk in numbers]
    make_comment(story, pk=4_000_000, text="حلب")
    make_comment(story, pk=4_000_001, text="هدنة")
    assert found("هدنة حلب") == found("«هدنة حلب»") == comments[::-1]


@pytest.fixture
def crowded():
    """So many comments with one word that no list counts them, and held ones among the oldest."""
    story, texts = make_story(), ["هدنة ثانية"] * 3 + ["هدنة"] * (rows.MOST + 5)
    comments = [Comment(story=story, text=text, created_at=MORNING) for text in texts]
    for comment in comments[:3]:
        comment.status = "held"
        comment.enter_queue(MORNING)
    return bulk.create(comments)


@pytest.mark.parametrize("few", [rows.FEW, 2, 0])
def test_of_a_word_that_many_hold_a_narrow_list_shows_all_of_its_own(crowded, monkeypatch, few):
    monkeypatch.setattr(rows, "FEW", few)
    assert found("هدنة") == list(crowded[: -rows.MOST - 1 : -1])
    held = Comment.objects.held().order_by("-pk")
    assert list(rows.newest_holding(held, "هدنة")) == list(crowded[2::-1])
    assert list(rows.newest_holding(held, "هدنة -ثانية")) == []


def test_the_queue_finds_rare_and_common_words_in_its_own_order(crowded, client_of):
    moderator = client_of(make_user("moderator"))
    for typed in ("هدنة", "ثانية", "«هدنة ثانية»"):
        page = moderator.get(reverse("admin:comments_queue"), {"q": typed})
        shown = [card.comment for card in page.context["cards"]]
        assert shown == list(Comment.objects.queued()), typed
    page = moderator.get(reverse("admin:comments_queue"), {"q": "هدنة -ثانية"})
    assert page.context["cards"] == []


def test_the_list_says_that_there_are_more_than_it_counts(crowded, client_of):
    moderator = client_of(make_user("moderator"))
    page = moderator.get(reverse("admin:comments_comment_changelist"), {"q": "هدنة"})
    assert page.context["cl"].paginator.has_more
    assert page.context["cl"].result_list[0] == crowded[-1]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("في من على", "هذه كلمات ترد في كل نص تقريبًا"),
        ("-هدنة", "اكتب أيضًا ما تبحث عنه"),
        ("؟!", "لا كلمة هنا للبحث عنها"),
        ("هدنة " * 20, "لم يُبحث إلا عن أول 16 كلمة"),
    ],
)
def test_what_cannot_be_looked_for_is_answered_in_a_sentence(typed, sentence, client_of):
    moderator, editor = client_of(make_user("moderator")), client_of(make_user("editor"))
    make_comment(make_story())
    for client, name in (
        (moderator, "comments_comment_changelist"),
        (moderator, "comments_queue"),
        (editor, "articles_seedfile_changelist"),
        (editor, "articles_story_changelist"),
    ):
        page = client.get(reverse(f"admin:{name}"), {"q": typed})
        assert sentence in page.content.decode(), name


@pytest.mark.parametrize("typed", ["هدنة", "«هدنة حلب»", "هدن*"])
def test_a_list_asks_as_often_for_many_as_for_one(typed, client_of, django_assert_num_queries):
    moderator, editor = client_of(make_user("moderator")), client_of(make_user("editor"))
    addresses = [
        (moderator, reverse("admin:comments_comment_changelist")),
        (moderator, reverse("admin:comments_queue")),
        (editor, reverse("admin:articles_seedfile_changelist")),
    ]
    numbers = []
    for round_ in range(3):
        for n in range(1 + 4 * round_):
            waiting = {"is_queued": True, "queued_at": MORNING}
            make_comment(make_story(), text="هدنة حلب", **waiting)
            receive(f"هدنة حلب {round_} {n}\n")
        numbers.append([_queries(client, address, typed) for client, address in addresses])
    # The first asks once for what is remembered.
    assert numbers[1] == numbers[2]


def _queries(client, address, typed):
    asked = []
    with connection.execute_wrapper(lambda run, sql, *rest: asked.append(sql) or run(sql, *rest)):
        assert client.get(address, {"q": typed}).status_code == 200
    return len(asked)


def spoil():
    """The rows as another version's analyser left them."""
    Comment.objects.update(search_terms=" x ")
    SeedFile.objects.update(search_terms=" x ")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {RECORDS} SET analyser = 'ar0' WHERE name <> 'articles_search'")


def test_terms_of_another_analyser_are_told_and_read_anew():
    comments = [make_comment(make_story(), text="هدنة") for _ in range(3)]
    text = receive("هدنة\n")
    spoil()
    assert (found("هدنة"), texts("هدنة")) == ([], [])
    (warning,) = checks.check_index(databases=["default"])
    assert "rebuild_search" in warning.hint
    assert Client().get("/readyz").json()["search"] == "failed"
    call_command("rebuild_search", only="rows")
    assert (found("هدنة"), texts("هدنة")) == (comments[::-1], [text])
    assert checks.check_index(databases=["default"]) == []
    assert Client().get("/readyz").json()["search"] == "ok"


def test_a_reading_that_was_cut_off_goes_on_where_it_stood():
    comments = [make_comment(make_story(), text="هدنة") for _ in range(5)]
    spoil()
    cut_off = refreshing.refresh(size=2)
    while refreshing.left_to_refresh() > 3:
        next(cut_off)
    cut_off.close()
    assert found("هدنة") == comments[1::-1]
    assert not refreshing.are_current()
    assert sum(refreshing.refresh(size=2)) == 3
    assert found("هدنة") == comments[::-1]
    assert refreshing.are_current()
    assert refreshing.left_to_refresh() == 5


def test_the_index_can_be_built_anew_from_the_rows():
    comment, text = make_comment(make_story(), text="هدنة"), receive("هدنة\n")
    call_command("rebuild_search", only="rows", refill=True)
    assert (found("هدنة"), texts("هدنة")) == ([comment], [text])


def test_a_table_that_a_migration_has_rebuilt_is_kept_in_step_again():
    index = backends.of_rows("comments_comment")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {index.name}_insert")
    refreshing.keep_in_step(using="default")
    refreshing.keep_in_step(using="default")
    assert found("هدنة") == []
    comment = make_comment(make_story(), text="هدنة", created_at=MORNING + timedelta(days=1))
    assert found("هدنة") == [comment]


def test_the_index_is_dropped_and_made_of_the_rows_that_are_there():
    comment = make_comment(make_story(), text="هدنة")
    index = backends.of_rows("comments_comment")
    connection.check_constraints()
    index.drop()
    assert not index.exists()
    index.create()
    assert found("هدنة") == [comment]
