"""What leads the home page, and the sections that stories belong to."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from articles import revisions, workflow
from articles.models import AuditEntry, Story, Topic
from articles.roles import Role
from tests.builders import MORNING, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_the_newest_choice_of_the_editors_leads():
    editor = make_user(Role.EDITOR)
    first, second = make_story(), make_story()
    workflow.lead(first, by=editor, at=MORNING + HOUR)
    workflow.lead(second, by=editor, at=MORNING + 2 * HOUR)
    assert list(Story.objects.published().leading()) == [second, first]
    workflow.lead(first, by=editor, at=MORNING + 3 * HOUR)
    assert list(Story.objects.published().leading()) == [first, second]
    workflow.stop_leading(first, by=editor, at=MORNING + 4 * HOUR)
    assert list(Story.objects.published().leading()) == [second]


def test_a_scheduled_story_leads_from_its_minute_on():
    editor = make_user(Role.EDITOR)
    story = make_story(published_at=MORNING + 2 * HOUR)
    workflow.lead(story, by=editor, at=MORNING)
    assert list(Story.objects.published(MORNING + HOUR).leading()) == []
    assert list(Story.objects.published(MORNING + 2 * HOUR).leading()) == [story]


@pytest.mark.parametrize("verb", [workflow.retract, workflow.kill])
def test_what_is_withdrawn_leads_no_longer_and_does_not_come_back(verb):
    editor = make_user(Role.EDITOR)
    story = workflow.lead(make_story(), by=editor, at=MORNING + HOUR)
    story = verb(story, by=editor, at=MORNING + 2 * HOUR, reason="خطأ")
    assert story.leads_since is None
    entry = AuditEntry.objects.newest_first().first()
    assert entry.changes["leads_since"] == [(MORNING + HOUR).isoformat(), None]


def test_a_reporter_is_told_whose_choice_the_lead_is():
    reporter = make_user(Role.REPORTER)
    with pytest.raises(workflow.TransitionNotAllowed) as refused:
        workflow.lead(make_story(created_by=reporter), by=reporter, at=MORNING + HOUR)
    assert "رئيس تحرير" in str(refused.value)


def test_the_database_refuses_a_lead_that_is_not_published():
    with pytest.raises(IntegrityError):
        make_story(status=Story.Status.DRAFT, leads_since=MORNING)


def test_a_section_lists_its_published_stories_alone(client):
    topic, other = Topic.objects.create(name="سياسة"), Topic.objects.create(name="ثقافة")
    shown = make_story(topic=topic, source=make_source())
    make_story(topic=other)
    make_story(topic=topic, status=Story.Status.DRAFT, headline="سر")
    response = client.get(reverse("topic", args=["سياسة"]))
    assert list(response.context["stories"]) == [shown]
    assert "سر" not in response.content.decode()
    assert client.get(reverse("topic", args=["لا-شيء"])).status_code == 404


def test_sections_stand_in_the_order_that_editors_gave_them():
    Topic.objects.create(name="أ", order=2)
    Topic.objects.create(name="ب", order=1)
    assert [topic.name for topic in Topic.objects.all()] == ["ب", "أ"]


def test_a_section_is_part_of_a_version_and_older_versions_have_none():
    editor = make_user(Role.EDITOR)
    topic = Topic.objects.create(name="سياسة")
    story = make_story()
    first = revisions.ensure_revision(story, at=MORNING)
    content = first.content() | {"topic_id": topic.pk}
    second = revisions.save_revision(story, content, base=first, by=editor, at=MORNING + HOUR)
    story = workflow.publish_revision(story, second, by=editor, at=MORNING + HOUR)
    assert story.topic == topic
    old = {name: value for name, value in first.content().items() if name != "topic_id"}
    assert revisions.fill(Story(topic=topic), old).topic_id == topic.pk


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_an_editor_adds_a_section_in_the_desk(client_of, role):
    desk = client_of(make_user(role))
    values = {"name": "رياضة", "order": "3", "description": "", "slug": ""}
    assert desk.post(reverse("admin:articles_topic_add"), values).status_code == 302
    assert Topic.objects.get().slug == "رياضة"
    assert AuditEntry.objects.newest_first().first().verb == AuditEntry.Verb.CHANGE


def test_a_reporter_adds_no_section(client_of):
    desk = client_of(make_user(Role.REPORTER))
    assert desk.post(reverse("admin:articles_topic_add"), {"name": "x"}).status_code == 403
