"""Two people at once, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from articles import previews, revisions, workflow
from articles.models import PreviewLink, Story
from articles.roles import Role
from tests.builders import MORNING, make_story, make_user

pytestmark = pytest.mark.django_db(transaction=True)

Status = Story.Status
NOON = MORNING + timedelta(hours=4)
EVENING = MORNING + timedelta(hours=10)
ROUNDS = 5


def at_once(*actions):
    """Run the actions side by side; what each returned, or the exception that it raised."""
    start = Barrier(len(actions))

    def run(action):
        connection.ensure_connection()
        start.wait()
        try:
            return action()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


@pytest.fixture
def editors():
    return [make_user(Role.EDITOR, name) for name in ("first", "second")]


def test_of_two_who_save_at_once_one_is_shown_both_texts(editors):
    for _ in range(ROUNDS):
        story = make_story(status=Status.DRAFT)
        base = revisions.ensure_revision(story, at=MORNING)
        texts = [base.content() | {"headline": editor.username} for editor in editors]

        def save(number, story=story, base=base, texts=texts):
            return revisions.save_revision(
                story, texts[number], base=base, by=editors[number], at=NOON
            )

        results = at_once(lambda save=save: save(0), lambda save=save: save(1))
        [winner] = [number for number, result in enumerate(results) if is_saved(result)]
        conflict = results[1 - winner]
        assert isinstance(conflict, revisions.EditConflict)
        assert (conflict.base, conflict.theirs) == (base, results[winner])
        assert conflict.mine == texts[1 - winner]
        assert Story.objects.get(pk=story.pk).headline == editors[winner].username
        assert [found.number for found in story.revisions.order_by("number")] == [1, 2]


def is_saved(result):
    return isinstance(result, revisions.Revision)


def test_two_who_publish_at_once_publish_once(editors):
    for _ in range(ROUNDS):
        story = make_story(status=Status.SUBMITTED)

        def publish(editor, story=story):
            return workflow.publish(story, by=editor, at=NOON, accept_gaps=True)

        results = at_once(*(lambda e=e, publish=publish: publish(e) for e in editors))
        assert [result.status for result in results] == [Status.PUBLISHED] * 2
        assert story.audit_entries.filter(verb="publish").count() == 1


def test_a_story_that_is_killed_while_it_is_published_stays_killed(editors):
    first, second = editors
    for _ in range(ROUNDS):
        story = make_story(status=Status.SUBMITTED)

        def publish(story=story):
            return workflow.publish(story, by=first, at=NOON, accept_gaps=True)

        def kill(story=story):
            return workflow.kill(story, by=second, at=NOON, reason="سبب")

        published, killed = at_once(publish, kill)
        row = Story.objects.get(pk=story.pk)
        assert (killed.status, row.status, row.headline) == (Status.KILLED, Status.KILLED, "")
        verbs = [entry.verb for entry in story.audit_entries.order_by("pk")]
        was_refused = isinstance(published, workflow.TransitionNotAllowed)
        assert verbs == (["kill"] if was_refused else ["publish", "kill"])


def test_a_text_saved_while_the_story_is_published_is_never_lost(editors):
    first, second = editors
    for _ in range(ROUNDS):
        story = make_story(status=Status.SUBMITTED)
        base = revisions.ensure_revision(story, at=MORNING)
        content = base.content() | {"headline": "الأحدث"}

        def publish(story=story):
            return workflow.publish(story, by=first, at=NOON, accept_gaps=True)

        def save(story=story, base=base, content=content):
            return revisions.save_revision(story, content, base=base, by=second, at=NOON)

        _, saved = at_once(publish, save)
        assert revisions.newest(story) == saved
        row = Story.objects.get(pk=story.pk)
        live = revisions.live(story)
        assert (row.headline, row.status) == (live.content()["headline"], Status.PUBLISHED)
        assert revisions.next_version(row) == (None if live == saved else saved)


def test_of_two_answers_of_an_outside_reader_one_counts(editors):
    for _ in range(ROUNDS):
        story = make_story(status=Status.SUBMITTED)
        link = previews.share(
            story, reader_name="محام", expires_at=EVENING, by=editors[0], at=MORNING
        )
        version = previews.shown_version(link, at=NOON)

        def answer(choice, link=link, version=version):
            return previews.answer(link, choice, revision=version, at=NOON, note="ملاحظة")

        choices = list(PreviewLink.Answer)
        results = at_once(*(lambda c=c, answer=answer: answer(c) for c in choices))
        refused = [result for result in results if isinstance(result, previews.AnswerRefused)]
        assert len(refused) == 1
        link.refresh_from_db()
        assert link.answer == choices[1 - results.index(refused[0])]
        assert story.audit_entries.filter(verb="answer_preview").count() == 1


def test_two_first_versions_are_one(editors):
    for _ in range(ROUNDS):
        story = make_story(status=Status.SUBMITTED)
        link = previews.share(
            story, reader_name="محام", expires_at=EVENING, by=editors[0], at=MORNING
        )
        results = at_once(*[lambda link=link: previews.shown_version(link, at=NOON)] * 2)
        assert results[0] == results[1] == story.revisions.get()
