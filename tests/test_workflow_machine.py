"""Any steps in any order by anybody: what always holds of a story."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles import revisions, workflow
from articles.facts import CorrectionNeeded
from articles.gaps import GapsLeft
from articles.models import AuditEntry, Story
from articles.permissions import NotAllowed
from articles.roles import Role
from tests.builders import MORNING, make_user

Status = Story.Status
Verb = AuditEntry.Verb
REFUSALS = (NotAllowed, GapsLeft, CorrectionNeeded, revisions.EditConflict)

# Mostly editors: most steps are refused to anybody else, which the matrix shows.
CAST = st.sampled_from(["editor", "editor", "editor", "reporter", "moderator"])
HOURS = st.integers(-2, 6)
HEADLINES = st.sampled_from(["", "مقتل 3", "مقتل 4", "عنوان", "عنوان آخر"])
BODIES = st.sampled_from(["", "<p>نص.</p>", "<p>نص آخر.</p>", "<p>قتل 470.</p>"])


class Desk(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = MORNING

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.cast = {
            "reporter": make_user(Role.REPORTER),
            "editor": make_user(Role.EDITOR),
            "moderator": make_user(Role.MODERATOR),
        }
        snapshot = revisions.snapshot_of(Story(headline="عنوان", body="<p>نص.</p>"))
        self.story = workflow.create(snapshot, by=self.cast["reporter"], at=self.now)
        self.seen = []

    def story_now(self):
        return Story.objects.get(pk=self.story.pk)

    def attempt(self, action):
        """Do it; what changes the row adds one entry to the log, a refusal changes neither."""
        row, entries = Story.objects.values().get(), AuditEntry.objects.count()
        with suppress(*REFUSALS), transaction.atomic():
            action()
        added = AuditEntry.objects.count() - entries
        assert added in (0, 1)
        assert added or Story.objects.values().get() == row

    @rule(who=CAST, headline=HEADLINES, body=BODIES, is_late=st.booleans())
    def save(self, who, headline, body, is_late):
        newest = revisions.newest(self.story)
        base = newest.base if is_late else newest
        content = newest.content() | {"headline": headline, "body": body}
        user = self.cast[who]
        self.attempt(
            lambda: revisions.save_revision(self.story, content, base=base, by=user, at=self.now)
        )

    @rule(who=CAST, age=st.integers(0, 3))
    def restore(self, who, age):
        versions = list(self.story.revisions.newest_first())
        old, user = versions[min(age, len(versions) - 1)], self.cast[who]
        self.attempt(lambda: revisions.restore(self.story, old, by=user, at=self.now))

    @rule(data=st.data(), who=CAST, is_offered=st.sampled_from([True, True, False]))
    def take_a_step(self, data, who, is_offered):
        """Mostly one that the desk offers, or the story would stand still."""
        user, verbs = self.cast[who], list(workflow.TRANSITIONS)
        if is_offered:
            verbs = workflow.available(self.story_now(), by=user, at=self.now) or verbs
        verb = data.draw(st.sampled_from(verbs))
        # Seldom, or every story would soon be gone.
        if verb != Verb.KILL or data.draw(st.integers(1, 8)) == 8:
            told = self.told(verb, data)
            take = getattr(workflow, verb)
            self.attempt(lambda: take(self.story, by=user, at=self.now, **told))

    def told(self, verb, data):
        moment = self.now + timedelta(hours=data.draw(HOURS))
        told = {
            Verb.PUBLISH: {"accept_gaps": data.draw(st.sampled_from([True, True, False]))},
            Verb.SCHEDULE: {"publish_at": moment, "accept_gaps": True},
            Verb.EMBARGO: {"until": moment},
            Verb.CORRECT: {"text": "تصويب"},
            Verb.PUBLISH_REVISION: {
                "revision": revisions.newest(self.story),
                "correction": data.draw(st.sampled_from(["", "تصويب"])),
            },
        }
        return told.get(verb, {"reason": data.draw(st.sampled_from(["سبب", "سبب", ""]))})

    @rule(hours=st.integers(1, 4))
    def let_time_pass(self, hours):
        self.now += timedelta(hours=hours)

    @invariant()
    def the_row_says_what_its_version_says(self):
        row = self.story_now()
        if row.status == Status.KILLED:
            assert (row.headline, row.body, row.photos.count()) == ("", "", 0)
            return
        is_prepared = row.status in revisions.IN_PREPARATION
        version = revisions.newest(row) if is_prepared else revisions.live(row)
        assert revisions.canonical(revisions.snapshot_of(row)) == version.snapshot

    @invariant()
    def row_and_database_agree_on_what_is_public(self):
        row = self.story_now()
        assert Story.objects.released(self.now).exists() == row.is_released(self.now)
        assert Story.objects.published(self.now).exists() == (
            row.is_released(self.now) and row.status == Status.PUBLISHED
        )

    @invariant()
    def nothing_is_public_before_an_embargo_ends(self):
        row = self.story_now()
        if row.embargo_until and row.embargo_until > self.now:
            assert not Story.objects.released(self.now).exists()

    @invariant()
    def versions_are_numbered_without_gaps_and_untouched(self):
        found = list(self.story.revisions.order_by("number"))
        assert [version.number for version in found] == list(range(1, len(found) + 1))
        assert all(revisions.digest_of(version.snapshot) == version.digest for version in found)
        snapshots = [version.snapshot for version in found]
        assert snapshots[: len(self.seen)] == self.seen
        self.seen = snapshots

    @invariant()
    def readers_find_what_they_saw_in_the_public_history(self):
        row = self.story_now()
        if row.status == Status.PUBLISHED and row.is_released(self.now):
            assert revisions.public_versions(row)[-1] == revisions.live(row)


@pytest.mark.django_db
def test_whatever_the_desk_does_row_versions_and_log_agree():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
        ),
    )
