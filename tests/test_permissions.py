import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission

from articles.models import Story
from articles.permissions import RULES, may, stories_for
from articles.roles import Role, grant
from tests.builders import make_story, make_user

pytestmark = pytest.mark.django_db

Status = Story.Status
EDITORS_VERBS = {
    "send_back",
    "publish",
    "schedule",
    "unschedule",
    "publish_revision",
    "correct",
    "decline_correction",
    "retract",
    "reinstate",
    "kill",
    "break_embargo",
    "lead",
    "stop_leading",
    "share_preview",
    "revoke_preview",
}
REPORTERS_VERBS = {"view", "view_history", "change", "submit", "embargo", "ask_correction"}


def story_of(user, status=Status.DRAFT):
    return make_story(status=status, created_by=user)


def verbs_of(user, story):
    return {verb for verb in RULES if may(user, verb, story)}


def test_every_verb_has_a_role():
    assert set(RULES) == EDITORS_VERBS | REPORTERS_VERBS | {"add"}


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        (Status.DRAFT, {"view", "view_history", "submit", "change", "embargo"}),
        (Status.SUBMITTED, {"view", "view_history", "submit"}),
        (Status.PUBLISHED, {"view", "view_history", "submit", "ask_correction"}),
        (Status.RETRACTED, {"view", "view_history", "submit", "ask_correction"}),
        (Status.KILLED, {"view", "submit"}),
    ],
)
def test_a_reporter_changes_their_own_drafts_only(status, verbs):
    reporter = make_user(Role.REPORTER)
    assert verbs_of(reporter, story_of(reporter, status)) == verbs


@pytest.mark.parametrize("status", Status.values)
def test_a_reporter_does_nothing_with_the_story_of_another(status):
    reporter = make_user(Role.REPORTER)
    colleague = make_user(Role.REPORTER, "colleague")
    assert verbs_of(reporter, story_of(colleague, status)) == set()
    assert verbs_of(reporter, story_of(None, status)) == set()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("status", Status.values)
def test_an_editor_works_on_every_story_and_changes_no_killed_one(role, status):
    editor = make_user(role)
    refused = {"change", "share_preview"} if status == Status.KILLED else set()
    if status not in (Status.PUBLISHED, Status.RETRACTED):
        refused |= {"ask_correction"}
    assert verbs_of(editor, story_of(None, status)) == set(RULES) - refused


@pytest.mark.parametrize("status", Status.values)
def test_a_moderator_does_nothing_with_stories(status):
    moderator = make_user(Role.MODERATOR)
    assert verbs_of(moderator, story_of(moderator, status)) == set()


def test_nobody_logged_in_does_nothing(db):
    assert verbs_of(AnonymousUser(), make_story()) == set()


def test_an_account_that_was_closed_does_nothing():
    editor = make_user(Role.EDITOR, is_active=False)
    assert verbs_of(editor, make_story()) == set()


def test_without_a_story_the_question_is_whether_there_may_be_one():
    assert may(make_user(Role.REPORTER), "add")
    assert not may(make_user(Role.MODERATOR), "add")


@pytest.mark.parametrize("role", Role.values)
def test_the_list_holds_exactly_the_stories_that_may_be_viewed(role):
    user = make_user(role)
    for author in (user, make_user(Role.REPORTER, "colleague"), None):
        for status in Status.values:
            story_of(author, status)
    viewed = {story.pk for story in Story.objects.all() if may(user, "view", story)}
    assert set(stories_for(user).values_list("pk", flat=True)) == viewed


@pytest.mark.parametrize("role", Role.values)
def test_no_role_deletes_a_story_or_changes_a_comment(role):
    user = make_user(role)
    assert not user.has_perm("articles.delete_story")
    assert not user.has_perm("comments.change_comment")
    assert not user.has_perm("comments.delete_comment")


def test_only_moderators_and_administrators_decide_on_comments():
    assert [
        role for role in Role.values if make_user(role).has_perm("comments.moderate_comment")
    ] == [Role.MODERATOR, Role.ADMINISTRATOR]


def test_only_administrators_manage_accounts():
    assert [role for role in Role.values if make_user(role).has_perm("newsroom.change_user")] == [
        Role.ADMINISTRATOR
    ]


def test_permissions_made_for_a_role_are_named_as_django_names_them():
    permissions = Permission.objects.filter(content_type__app_label="articles")
    names = dict(permissions.values_list("codename", "name"))
    assert names["publish_story"] == "Can publish a story"
    assert names["view_seedfile"] == "Can view received text"


def test_a_grant_makes_what_is_missing():
    Permission.objects.all().delete()
    grant(apps, "guest", ["articles.view_story"])
    group = Group.objects.get(name="guest")
    assert list(group.permissions.values_list("codename", flat=True)) == ["view_story"]


def test_a_grant_of_an_unknown_permission_is_refused():
    with pytest.raises(LookupError, match="fly_story"):
        grant(apps, "guest", ["articles.view_story", "articles.fly_story"])
