"""What a month comes to is kept with each comment and decision, and never counted anew."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing.drafts import DraftComment
from comments import moderation, month_figures, posting, reader_data, statistics
from comments.models import Comment, MonthFigure
from comments.month_figures import figures_since, rounded
from comments.posting import Posting
from comments.reporting import duration
from tests.builders import make_comment, make_story, make_user

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
MARCH = 202603
pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_user("moderator")


def posted(story, text="تعليق قارئ هادئ على الخبر.", at=NOON, reader="a"):
    sent = Posting(text=text, author_name="", reader_key=reader, address_key="", form_key=None)
    return posting.post(story, sent, at=at)


def march():
    return figures_since(MARCH).get(MARCH, Counter())


def recounted():
    kept = figures_since(0)
    month_figures.recount()
    assert figures_since(0) == kept
    return kept


def open_story(**fields):
    return make_story(published_at=NOON - timedelta(hours=1), **fields)


def test_comments_count_in_the_month_in_which_they_came():
    story = open_story()
    posted(story)
    posted(story, "رأي آخر في الموضوع نفسه.")
    posting.import_comments([(story, [DraftComment(text="من النص.", line=3)])], at=NOON)
    posted(story, "رأي جاء بعد شهر.", at=NOON + timedelta(days=31))
    found = recounted()
    assert {month: figures["comments"] for month, figures in found.items()} == {
        202603: 3,
        202604: 1,
    }


def test_a_month_is_one_of_the_newsrooms_calendar(settings):
    settings.TIME_ZONE = "Asia/Beirut"
    posted(open_story(), at=datetime(2026, 3, 31, 23, 0, tzinfo=UTC))
    assert recounted().keys() == {202604}


def test_what_leaves_no_trace_counts_no_more():
    story = open_story()
    posted(story)
    kept = posted(story, "كلام ثان.", reader="b")
    posting.import_comments([(story, [DraftComment(text="من النص.", line=3)])], at=NOON)
    reader_data.erase("a")
    posting.keep_in_step(story, [], at=NOON)
    assert list(Comment.objects.all()) == [kept]
    assert recounted()[MARCH]["comments"] == 1


def test_an_undone_decision_counts_for_nothing_in_its_own_month(moderator):
    comment = posted(open_story())
    made = moderation.reject(comment, by=moderator, at=NOON, seen=1, reason="spam")
    assert (march()["reject:spam"], march()["wait:0"]) == (1, 1)
    moderation.undo(made, by=moderator, at=NOON + timedelta(days=40), seen=2)
    assert recounted() == {MARCH: {"comments": 1}}


def test_an_appeal_is_granted_and_asked_again(moderator):
    other = make_user("moderator", "samir")
    comment = posted(open_story())
    moderation.reject(comment, by=moderator, at=NOON, seen=1, reason="spam")
    posting.appeal(comment, "لماذا؟", reader_key="a", at=NOON)
    made = moderation.restore(comment, by=other, at=NOON, seen=2)
    assert (recounted()[MARCH]["appeals"], march()["granted"]) == (1, 1)
    moderation.undo(made, by=other, at=NOON, seen=3)
    assert (recounted()[MARCH]["appeals"], march()["granted"]) == (1, 0)


def test_what_a_rule_held_counts_as_held():
    moderation.hold_by_rule(make_comment(open_story(), created_at=NOON), at=NOON)
    assert march() == {"held": 1}


def test_older_rows_are_counted_once_after_a_migration(moderator):
    make_comment(open_story(), created_at=NOON)
    month_figures.keep_counted("default")
    assert march() == {"comments": 1}
    make_comment(open_story(), created_at=NOON)
    month_figures.keep_counted("default")
    assert march() == {"comments": 1}


def test_the_median_is_that_of_all_waits(moderator):
    story = open_story()
    for hours in (1, 2, 2, 30):
        comment = make_comment(story, is_queued=True, created_at=NOON - timedelta(hours=hours))
        moderation.approve(comment, by=moderator, at=NOON, seen=1)
    (month,) = statistics.months(at=NOON)
    assert (month.decisions, month.median_seconds) == (4, 7200)


@pytest.mark.parametrize("counts", [{}, {60: 0}])
def test_nothing_has_no_median(counts):
    assert statistics.median_of(counts) is None


@pytest.mark.parametrize("counts", [{60: 3}, {60: 1, 120: 2}, {60: 2, 120: 2}, {60: 4, 120: 1}])
def test_a_median_of_numbers_is_that_of_the_values(counts):
    values = sorted(Counter(counts).elements())
    expected = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    assert statistics.median_of(counts) == expected


@pytest.mark.parametrize(
    "seconds", [0, 29, 31, 3569, 3571, 5399, 5401, 170_999, 171_001, 9 * 10**6]
)
def test_a_wait_is_kept_as_precisely_as_it_is_told(seconds):
    assert duration(rounded(seconds)) == duration(seconds)


def test_the_page_takes_one_query_however_much_there_is(client, moderator):
    for number in (1, 3):
        for _ in range(number):
            comment = make_comment(open_story(), is_queued=True, created_at=NOON)
            moderation.approve(comment, by=moderator, at=NOON, seen=1)
        with CaptureQueriesContext(connection) as queries:
            client.get("/transparency/")
        assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_are_all_counted():
    comment = make_comment(open_story(), created_at=NOON)

    def write():
        for _ in range(20):
            month_figures.came([comment])
        connection.close()

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert march()["comments"] == 80
    assert MonthFigure.objects.filter(name="comments").count() <= month_figures.PARTS
