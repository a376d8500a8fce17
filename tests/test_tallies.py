"""The numbers of stories that pages show without counting."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import tallies, tally_triggers, workflow
from articles.models import Story, Tally, Topic
from articles.roles import Role
from articles.tallies import Counted, Scope
from tests.builders import MORNING, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=4)
EVENING = MORNING + timedelta(hours=10)


def shown(scope, at=NOON):
    return {member: found.stories for member, found in tallies.counts(scope, at).items()}


def counted_by_hand(scope, at):
    """What the tallies stand for, read from the stories one by one."""
    members = [dict(tallies._members(story))[scope] for story in Story.objects.published(at)]
    return dict(Counter(member for member in members if member is not None))


def test_a_story_counts_in_its_source_section_month_and_day():
    source, topic = make_source(), Topic.objects.create(name="سياسة")
    make_story(source=source, topic=topic, original_date=date(2016, 12, 14))
    make_story(source=source, original_date=date(2016, 12, 3), corrected_at=MORNING)
    assert tallies.counts(Scope.SOURCE, NOON) == {source.pk: Counted(2, corrected=1)}
    assert shown(Scope.TOPIC) == {topic.pk: 1}
    assert shown(Scope.MONTH) == {201612: 2}
    assert shown(Scope.DAY) == {20161214: 1, 20161203: 1}


def test_a_day_is_the_newsrooms_day(settings):
    settings.TIME_ZONE = "Asia/Beirut"
    make_story(published_at=MORNING.replace(hour=23))
    assert shown(Scope.DAY, MORNING + timedelta(days=2)) == {20260106: 1}


def test_what_readers_do_not_see_does_not_count():
    source = make_source()
    for status in set(Story.Status) - {Story.Status.PUBLISHED}:
        make_story(status=status, source=source)
    assert shown(Scope.SOURCE) == {}


@pytest.mark.parametrize("field", ["published_at", "embargo_until"])
def test_a_story_counts_from_its_minute_on_with_nothing_running(field):
    source = make_source()
    make_story(source=source, **{field: EVENING})
    assert shown(Scope.SOURCE, NOON) == {}
    assert shown(Scope.SOURCE, EVENING) == {source.pk: 1}


def test_the_numbers_follow_a_story_through_its_life():
    editor, source = make_user(Role.EDITOR), make_source()
    story = make_story(status=Story.Status.SUBMITTED, source=source)
    story = workflow.publish(story, by=editor, at=MORNING, accept_gaps=True)
    assert shown(Scope.SOURCE) == {source.pk: 1}
    workflow.correct(story, "كان الرقم 5 والصواب 6.", by=editor, at=NOON)
    assert tallies.counts(Scope.SOURCE, NOON)[source.pk].corrected == 1
    story = workflow.retract(story, by=editor, at=NOON, reason="خطأ")
    assert shown(Scope.SOURCE) == {}
    workflow.reinstate(story, by=editor, at=NOON, reason="صح")
    assert tallies.counts(Scope.SOURCE, NOON) == {source.pk: Counted(1, corrected=1)}
    workflow.kill(story, by=editor, at=NOON, reason="حكم")
    assert shown(Scope.SOURCE) == {}


def test_a_change_of_source_or_day_moves_the_number():
    first, second = make_source("أ"), make_source("ب")
    story = make_story(source=first, original_date=date(2016, 12, 14))
    story.source, story.original_date = second, date(2017, 1, 2)
    story.save()
    assert shown(Scope.SOURCE) == {second.pk: 1}
    assert shown(Scope.MONTH) == {201701: 1}


def test_whole_sets_of_rows_count_too():
    first, second = make_source("أ"), make_source("ب")
    many = [
        Story(status="published", headline="ع", source=first, published_at=MORNING)
        for _ in range(3)
    ]
    many[0].corrected_at = MORNING
    Story.objects.bulk_create([*many, Story(status="draft", source=first)])
    assert tallies.counts(Scope.SOURCE, NOON) == {first.pk: Counted(3, corrected=1)}
    Story.objects.update(source=second)
    assert shown(Scope.SOURCE) == {second.pk: 3}
    Story.objects.first().delete()
    assert shown(Scope.SOURCE) == {second.pk: 2}


def test_counting_anew_gives_the_same_numbers():
    source, topic = make_source(), Topic.objects.create(name="ثقافة")
    for day in range(1, 4):
        make_story(source=source, topic=topic, original_date=date(2016, 12, day))
    make_story(published_at=EVENING, corrected_at=MORNING)
    before = list(Tally.objects.order_by("scope", "member").values("scope", "member", "stories"))
    Tally.objects.update(stories=99)
    tallies.recount()
    after = list(Tally.objects.order_by("scope", "member").values("scope", "member", "stories"))
    assert after == before
    for scope in Scope:
        assert shown(scope) == counted_by_hand(scope, NOON)


def test_triggers_that_a_rebuilt_table_has_lost_come_back_and_count():
    source = make_source()
    assert tally_triggers.install(connection) is False
    with connection.cursor() as cursor:
        for name, _event, _condition in tally_triggers._events(connection.vendor):
            cursor.execute(tally_triggers._drop(connection.vendor, name))
    make_story(source=source)
    assert shown(Scope.SOURCE) == {}
    tallies.keep_counted(using="default")
    assert shown(Scope.SOURCE) == {source.pk: 1}
    make_story(source=source)
    assert shown(Scope.SOURCE, timezone.now()) == {source.pk: 2}


def test_two_queries_for_any_number_of_members(django_assert_num_queries):
    for number in range(3):
        make_story(source=make_source(str(number)), original_date=date(2016, 12, number + 1))
    make_story(published_at=EVENING)
    with django_assert_num_queries(2):
        tallies.counts(Scope.DAY, NOON)
