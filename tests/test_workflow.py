from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from articles import revisions, workflow
from articles.gaps import Gap, GapsLeft, gaps
from articles.models import AuditEntry, Story
from articles.permissions import NotAllowed
from articles.roles import Role
from articles.workflow import TRANSITIONS, TransitionNotAllowed
from tests.builders import MORNING, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

Status = Story.Status
Verb = AuditEntry.Verb
HOUR = timedelta(hours=1)
NOON = MORNING + 4 * HOUR
EVENING = MORNING + 10 * HOUR

# What each verb is told besides by whom and when.
TOLD = {
    Verb.SUBMIT: {},
    Verb.SEND_BACK: {"reason": "سبب"},
    Verb.PUBLISH: {"accept_gaps": True},
    Verb.SCHEDULE: {"publish_at": EVENING, "accept_gaps": True},
    Verb.UNSCHEDULE: {},
    Verb.PUBLISH_REVISION: {},
    Verb.CORRECT: {"text": "تصويب"},
    Verb.RETRACT: {"reason": "سبب"},
    Verb.REINSTATE: {"reason": "سبب"},
    Verb.KILL: {"reason": "سبب"},
    Verb.EMBARGO: {"until": NOON + 1.5 * HOUR},
    Verb.BREAK_EMBARGO: {"reason": "سبب"},
    Verb.LEAD: {},
    Verb.STOP_LEADING: {},
}

# A story in every state that a verb can tell apart.
STATES = {
    "draft": {"status": Status.DRAFT},
    "sent back": {"status": Status.DRAFT, "sent_back_reason": "سبب"},
    "embargoed draft": {"status": Status.DRAFT, "embargo_until": NOON + HOUR},
    "submitted": {"status": Status.SUBMITTED},
    "scheduled": {"published_at": NOON + 2 * HOUR},
    "embargoed": {"published_at": NOON + HOUR, "embargo_until": NOON + HOUR},
    "published": {"published_at": MORNING},
    "retracted": {"status": Status.RETRACTED},
    "killed": {"status": Status.KILLED},
}

# What becomes of the story when an editor takes the step at noon: the new status, "same" where
# nothing changes, nothing where it is refused.
EXPECTED = {
    Verb.SUBMIT: {
        "draft": Status.SUBMITTED,
        "sent back": Status.SUBMITTED,
        "embargoed draft": Status.SUBMITTED,
        "submitted": "same",
    },
    Verb.SEND_BACK: {
        "submitted": Status.DRAFT,
        "draft": "same",
        "sent back": "same",
        "embargoed draft": "same",
    },
    Verb.PUBLISH: dict.fromkeys(
        ["draft", "sent back", "embargoed draft", "submitted", "scheduled"], Status.PUBLISHED
    )
    | {"published": "same", "embargoed": "same"},
    Verb.SCHEDULE: dict.fromkeys(
        ["draft", "sent back", "embargoed draft", "submitted", "scheduled", "embargoed"],
        Status.PUBLISHED,
    ),
    Verb.UNSCHEDULE: {
        "scheduled": Status.SUBMITTED,
        "embargoed": Status.SUBMITTED,
        "submitted": "same",
    },
    Verb.PUBLISH_REVISION: dict.fromkeys(["scheduled", "embargoed", "published"], Status.PUBLISHED),
    Verb.CORRECT: {"published": Status.PUBLISHED, "retracted": Status.RETRACTED},
    Verb.RETRACT: {"published": Status.RETRACTED, "retracted": "same"},
    Verb.REINSTATE: {"retracted": Status.PUBLISHED}
    | dict.fromkeys(["published", "scheduled", "embargoed"], "same"),
    Verb.KILL: dict.fromkeys(set(STATES) - {"killed"}, Status.KILLED) | {"killed": "same"},
    Verb.EMBARGO: {
        "draft": Status.DRAFT,
        "sent back": Status.DRAFT,
        "embargoed draft": Status.DRAFT,
        "submitted": Status.SUBMITTED,
        "scheduled": Status.PUBLISHED,
        "embargoed": Status.PUBLISHED,
    },
    Verb.BREAK_EMBARGO: {
        "embargoed draft": Status.DRAFT,
        "embargoed": Status.PUBLISHED,
        "draft": "same",
        "sent back": "same",
        "submitted": "same",
        "scheduled": "same",
        "published": "same",
    },
    Verb.LEAD: dict.fromkeys(["scheduled", "embargoed", "published"], Status.PUBLISHED),
    Verb.STOP_LEADING: dict.fromkeys(["scheduled", "embargoed", "published"], "same"),
}

EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)


def story_in(state, author=None):
    return make_story(source=None, created_by=author, **STATES[state])


def take(verb, story, *, by, at=NOON, **told):
    """The verb's function, called with what it needs and what the test adds."""
    arguments = TOLD[verb] | told
    if verb == Verb.PUBLISH_REVISION and "revision" not in arguments:
        arguments["revision"] = next_version_of(story)
    return getattr(workflow, verb)(story, by=by, at=at, **arguments)


def next_version_of(story):
    """A version in preparation that changes no fact, saved by somebody at another desk."""
    base = revisions.ensure_revision(story, at=MORNING)
    snapshot = revisions.snapshot_of(story) | {"byline": story.byline, "dateline": "حلب"}
    text = revisions.canonical(snapshot)
    return story.revisions.create(
        number=base.number + 1,
        base=base,
        snapshot=text,
        digest=revisions.digest_of(text),
        created_at=MORNING,
    )


def row_of(story):
    return Story.objects.values().get(pk=story.pk)


@pytest.mark.parametrize("role", EDITORS)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TRANSITIONS)
def test_every_step_from_every_state_as_an_editor(verb, state, role):
    editor, story = make_user(role), story_in(state)
    before, outcome = row_of(story), EXPECTED[verb].get(state)
    if outcome is None:
        with pytest.raises(TransitionNotAllowed):
            take(verb, story, by=editor)
    else:
        assert take(verb, story, by=editor).pk == story.pk
    entries = list(AuditEntry.objects.values_list("verb", "by", "happened_at"))
    if outcome is None or outcome == "same":
        assert (row_of(story), entries) == (before, [])
    else:
        assert row_of(story)["status"] == outcome
        assert entries == [(verb, editor.pk, NOON)]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TRANSITIONS)
@pytest.mark.parametrize(
    ("role", "is_author"), [(Role.REPORTER, True), (Role.REPORTER, False), (Role.MODERATOR, True)]
)
def test_every_step_from_every_state_as_somebody_else(verb, state, role, is_author):
    """A reporter submits their own drafts and promises an embargo on them; that is all."""
    user = make_user(role)
    story = story_in(state, author=user if is_author else None)
    before, owns = row_of(story), role == Role.REPORTER and is_author
    is_draft = STATES[state].get("status") == Status.DRAFT
    if owns and verb == Verb.EMBARGO and is_draft:
        assert take(verb, story, by=user).embargo_until == NOON + 1.5 * HOUR
    elif owns and verb == Verb.SUBMIT and is_draft:
        assert take(verb, story, by=user).status == Status.SUBMITTED
    elif owns and verb == Verb.SUBMIT and state == "submitted":
        assert row_of(take(verb, story, by=user)) == before
    else:
        with pytest.raises(TransitionNotAllowed):
            take(verb, story, by=user)
        assert row_of(story) == before
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", Role.values)
def test_the_steps_offered_are_those_that_would_be_taken(role, state):
    user = make_user(role)
    story = story_in(state, author=user)
    revision = next_version_of(story)
    offered = set(workflow.available(story, by=user, at=NOON))
    told = {Verb.PUBLISH_REVISION: {"revision": revision}}
    assert offered == {
        verb for verb in TRANSITIONS if would_take(verb, story, user, **told.get(verb, {}))
    }


def would_take(verb, story, user, **told):
    before = transaction.savepoint()
    try:
        take(verb, story, by=user, **told)
        return AuditEntry.objects.exists()
    except TransitionNotAllowed:
        return False
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize(
    ("verb", "state", "sentence"),
    [
        (Verb.SEND_BACK, "submitted", "Give a reason."),
        (Verb.RETRACT, "published", "Give a reason."),
        (Verb.KILL, "published", "Give a reason."),
        (Verb.BREAK_EMBARGO, "embargoed", "Give a reason."),
    ],
)
def test_a_step_that_others_must_understand_takes_a_reason(verb, state, sentence):
    with override("en"), pytest.raises(TransitionNotAllowed) as refused:
        take(verb, story_in(state), by=make_user(Role.EDITOR), reason="  ")
    assert str(refused.value) == sentence


def test_a_refusal_names_the_missing_role():
    reporter = make_user(Role.REPORTER)
    story = story_in("submitted", author=reporter)
    with override("en"), pytest.raises(TransitionNotAllowed) as refused:
        workflow.publish(story, by=reporter, at=NOON)
    assert str(refused.value) == "The step “publish” takes the role “editor”."


def test_a_refusal_names_the_missing_step():
    story = story_in("retracted")
    with override("en"), pytest.raises(TransitionNotAllowed) as refused:
        workflow.submit(story, by=make_user(Role.EDITOR), at=NOON)
    assert str(refused.value) == (
        "The step “submit” is not possible while the story is “retracted”; "
        "it is possible from: draft."
    )


def test_a_reporter_is_told_that_the_draft_is_not_theirs():
    with override("en"), pytest.raises(NotAllowed) as refused:
        workflow.submit(story_in("draft"), by=make_user(Role.REPORTER), at=NOON)
    assert str(refused.value) == "The step “submit” is open to you only on your own drafts."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"headline": " "}, "A story needs a headline before it is published."),
        ({"body": ""}, "A story needs a text before it is published."),
        ({"body": "<p> </p>"}, "A story needs a text before it is published."),
    ],
)
@pytest.mark.parametrize("verb", [Verb.PUBLISH, Verb.SCHEDULE])
def test_a_story_without_headline_or_text_is_not_published(verb, fields, sentence):
    story = make_story(status=Status.SUBMITTED, **fields)
    with override("en"), pytest.raises(TransitionNotAllowed) as refused:
        take(verb, story, by=make_user(Role.EDITOR))
    assert str(refused.value) == sentence


@pytest.mark.parametrize("verb", [Verb.PUBLISH, Verb.SCHEDULE])
def test_a_gap_asks_for_a_second_click(verb):
    editor = make_user(Role.EDITOR)
    story = make_story(status=Status.SUBMITTED, headline_is_provisional=True)
    with pytest.raises(GapsLeft) as asked:
        take(verb, story, by=editor, accept_gaps=False)
    assert asked.value.gaps == [Gap.HEADLINE, Gap.SOURCE, Gap.DATE]
    assert row_of(story)["status"] == Status.SUBMITTED
    assert take(verb, story, by=editor, accept_gaps=True).status == Status.PUBLISHED


def test_a_whole_story_has_no_gaps():
    story = make_story(source=make_source(), original_date=NOON.date())
    assert gaps(story) == []


def test_publishing_shows_the_story_at_once():
    story = take(Verb.PUBLISH, story_in("submitted"), by=make_user(Role.EDITOR))
    assert list(Story.objects.published(NOON)) == [story]
    assert story.published_at == NOON


def test_a_scheduled_story_becomes_public_at_its_minute_with_nothing_running():
    story = take(Verb.SCHEDULE, story_in("submitted"), by=make_user(Role.EDITOR))
    assert story.is_scheduled(NOON)
    assert not Story.objects.published(EVENING - timedelta(seconds=1)).exists()
    assert list(Story.objects.published(EVENING)) == [story]


def test_a_story_scheduled_too_early_can_be_taken_back():
    editor = make_user(Role.EDITOR)
    story = take(Verb.SCHEDULE, story_in("submitted"), by=editor)
    story = workflow.unschedule(story, by=editor, at=NOON)
    assert (story.status, story.published_at) == (Status.SUBMITTED, None)
    assert not Story.objects.released(EVENING).exists()


@pytest.mark.parametrize("publish_at", [MORNING, NOON])
def test_a_schedule_lies_ahead(publish_at):
    with override("en"), pytest.raises(TransitionNotAllowed, match="still to come"):
        take(
            Verb.SCHEDULE,
            story_in("submitted"),
            by=make_user(Role.EDITOR),
            publish_at=publish_at,
        )


def test_a_story_published_under_embargo_is_public_when_it_ends():
    story = take(Verb.PUBLISH, story_in("embargoed draft"), by=make_user(Role.EDITOR))
    assert story.published_at == NOON + HOUR
    assert not Story.objects.published(NOON).exists()
    assert list(Story.objects.published(NOON + HOUR)) == [story]


def test_a_schedule_keeps_an_embargo():
    story, editor = story_in("embargoed draft"), make_user(Role.EDITOR)
    with override("en"), pytest.raises(TransitionNotAllowed, match="The embargo stands until"):
        take(Verb.SCHEDULE, story, by=editor, publish_at=NOON + HOUR / 2)


def test_an_embargo_ends_before_a_schedule():
    story, editor = story_in("scheduled"), make_user(Role.EDITOR)
    with override("en"), pytest.raises(TransitionNotAllowed, match="Publication is set for"):
        take(Verb.EMBARGO, story, by=editor, until=EVENING)
    assert take(Verb.EMBARGO, story, by=editor, until=NOON + HOUR).embargo_until == NOON + HOUR


def test_an_embargo_is_prolonged_but_not_cut_short():
    story, editor = story_in("embargoed draft"), make_user(Role.EDITOR)
    with override("en"), pytest.raises(TransitionNotAllowed, match="to end it earlier, break it"):
        take(Verb.EMBARGO, story, by=editor, until=NOON + HOUR / 2)
    assert take(Verb.EMBARGO, story, by=editor, until=EVENING).embargo_until == EVENING


def test_a_story_that_waits_for_its_embargo_waits_for_a_longer_one():
    editor = make_user(Role.EDITOR)
    story = take(Verb.EMBARGO, story_in("embargoed"), by=editor, until=EVENING)
    assert (story.published_at, story.embargo_until) == (EVENING, EVENING)


def test_breaking_an_embargo_shows_what_only_it_held_back():
    editor = make_user(Role.EDITOR)
    story = take(Verb.PUBLISH, story_in("embargoed draft"), by=editor)
    story = workflow.break_embargo(story, by=editor, at=NOON + HOUR / 2, reason="نُشر عند غيرنا")
    assert (story.published_at, story.embargo_until) == (NOON + HOUR / 2, None)
    assert list(Story.objects.published(NOON + HOUR / 2)) == [story]
    entry = story.audit_entries.newest_first().first()
    assert (entry.verb, entry.by, entry.reason) == (Verb.BREAK_EMBARGO, editor, "نُشر عند غيرنا")
    assert entry.changes == {
        "embargo_until": [(NOON + HOUR).isoformat(), None],
        "published_at": [(NOON + HOUR).isoformat(), (NOON + HOUR / 2).isoformat()],
    }


def test_breaking_an_embargo_leaves_a_later_schedule():
    story = make_story(published_at=EVENING, embargo_until=NOON + HOUR)
    story = take(Verb.BREAK_EMBARGO, story, by=make_user(Role.EDITOR))
    assert (story.published_at, story.embargo_until) == (EVENING, None)


def test_a_note_goes_back_with_the_story_until_it_is_submitted_again():
    editor, reporter = make_user(Role.EDITOR), make_user(Role.REPORTER)
    story = workflow.send_back(
        story_in("submitted", author=reporter), by=editor, at=NOON, reason="أين المصدر؟"
    )
    assert (story.status, story.sent_back_reason) == (Status.DRAFT, "أين المصدر؟")
    assert workflow.submit(story, by=reporter, at=NOON).sent_back_reason == ""


def test_a_retraction_takes_the_story_off_the_lists_and_can_be_taken_back():
    editor, story = make_user(Role.EDITOR), story_in("published")
    story = workflow.retract(story, by=editor, at=NOON, reason="خبر كاذب")
    assert not Story.objects.published(NOON).exists()
    assert list(Story.objects.readable(NOON)) == [story]
    story = workflow.reinstate(story, by=editor, at=EVENING, reason="تأكد الخبر")
    assert (story.status, story.retraction_reason) == (Status.PUBLISHED, "")
    assert story.published_at == MORNING


def test_a_moved_story_is_ordered_by_its_new_moment():
    story = take(Verb.SCHEDULE, story_in("submitted"), by=make_user(Role.EDITOR))
    assert row_of(story)["dated_at"] == EVENING


def test_a_step_looks_at_the_row_and_not_at_what_a_page_remembers():
    editor, remembered = make_user(Role.EDITOR), story_in("submitted")
    workflow.kill(Story.objects.get(), by=editor, at=NOON, reason="سبب")
    with pytest.raises(TransitionNotAllowed):
        take(Verb.PUBLISH, remembered, by=editor)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT, "published_at": MORNING},
        {"status": Status.PUBLISHED, "published_at": None},
        {"status": Status.RETRACTED, "published_at": None},
        {"status": Status.PUBLISHED, "headline": ""},
        {"status": Status.RETRACTED, "retraction_reason": ""},
        {"status": Status.PUBLISHED, "retraction_reason": "سبب"},
        {"status": Status.SUBMITTED, "sent_back_reason": "سبب"},
        {"status": Status.KILLED, "headline": "عنوان"},
        {"status": Status.KILLED, "body": "<p>نص</p>"},
    ],
)
def test_the_database_refuses_a_state_that_makes_no_sense(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_story(**fields)
