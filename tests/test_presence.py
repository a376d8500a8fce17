from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articles import presence
from articles.models import Presence
from articles.roles import Role
from tests.builders import MORNING, make_story, make_user

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_an_editor_sees_who_else_has_the_story_open():
    editor, reporter = make_user(Role.EDITOR), make_user(Role.REPORTER)
    story, other = make_story(), make_story()
    for user, opened in ((editor, story), (reporter, story), (reporter, other)):
        presence.announce(opened, by=user, at=MORNING)
    assert presence.others(story, by=editor, at=MORNING) == [reporter]
    assert presence.others(other, by=reporter, at=MORNING) == []


def test_a_page_that_falls_silent_is_forgotten():
    editor, reporter, story = make_user(Role.EDITOR), make_user(Role.REPORTER), make_story()
    presence.announce(story, by=reporter, at=MORNING)
    assert presence.others(story, by=editor, at=MORNING + MINUTE) == [reporter]
    assert presence.others(story, by=editor, at=MORNING + 2 * MINUTE) == []
    presence.announce(story, by=reporter, at=MORNING + 2 * MINUTE)
    assert presence.others(story, by=editor, at=MORNING + 2 * MINUTE) == [reporter]


def test_a_closed_page_is_gone_at_once():
    editor, reporter, story = make_user(Role.EDITOR), make_user(Role.REPORTER), make_story()
    presence.announce(story, by=reporter, at=MORNING)
    presence.leave(story, by=reporter)
    assert presence.others(story, by=editor, at=MORNING) == []


def test_saying_so_again_takes_one_query_and_one_row(django_assert_num_queries):
    story, editor = make_story(), make_user(Role.EDITOR)
    for _ in range(3):
        with django_assert_num_queries(1):
            presence.announce(story, by=editor, at=MORNING)
    assert Presence.objects.count() == 1


def test_the_database_keeps_one_row_for_each_user_and_story():
    story, editor = make_story(), make_user(Role.EDITOR)
    Presence.objects.create(story=story, user=editor, seen_at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(story=story, user=editor, seen_at=MORNING)
