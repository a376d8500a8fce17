"""Every address of the desk × every role: what is answered, what is shown, what is changed."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles import revisions, workflow
from articles.models import AuditEntry, Presence
from comments.models import Claim, CommentPolicy
from newsroom.models import Change
from tests.desk import changed_form, of_story, page, step
from tests.desk_world import (
    CAST,
    DRAFT,
    MAY_READ,
    OWN,
    STORY,
    WORDS,
    add_version,
    address,
    desk_routes,
    make_world,
)

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "data" / "desk_access.txt"
ALLOWED = range(200, 400)
PASSWORD = "a-long-word-of-mine"
# What a form is sent with, so that who may gets more than “fill this in”; else nothing.
SENT = {
    "articles/seedfile/<row_id:pk>/change/": {"_apply": "1"},
    "articles/source/add/": {"name": "وكالة", "slug": "w", "kind": "agency"},
    "articles/source/<path:object_id>/change/": {"name": "وكالة", "slug": "w", "kind": "agency"},
    "articles/event/<path:object_id>/delete/": {"post": "yes"},
    "articles/story/<row_id:pk>/ask-correction/": {"text": "خطأ"},
    "articles/story/<row_id:pk>/links/": {
        "reader_name": "محامية",
        "expires_at_0": "2199-01-01",
        "expires_at_1": "10:00",
    },
    "articles/story/<row_id:pk>/merge/": {"theirs": "2", "base": "1", "draft": "x"},
    "articles/story/<row_id:pk>/requests/<row_id:asked>/decline/": {"reason": "سبب"},
    "articles/story/<row_id:pk>/steps/<str:verb>/": {"step-accept_gaps": "on"},
    "comments/comment/queue/<row_id:pk>/decide/": {"verb": "approve", "seen": "2"},
    "comments/commentpolicy/<path:object_id>/delete/": {"post": "yes"},
    "comments/commentpolicy/add/": {"mode": "closed"},
    "comments/comment/queue/rule-switch/": {"rule": "insult"},
    "newsroom/user/<id>/password/": {
        "password1": PASSWORD,
        "password2": PASSWORD,
        "usable_password": "true",
    },
    "newsroom/user/add/": {
        "username": "new",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "usable_password": "true",
    },
}


def table():
    """The rows of the table: the state of the story, the route, and by role GET/POST."""
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            state, route, *cells = line.split()
            yield state, "" if route == "-" else route, dict(zip(CAST, cells, strict=True))


ROWS = list(table())
NAMES = [f"{state} {route or 'index'}" for state, route, _cells in ROWS]


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything():
    """Every row of every table, but for what a visit leaves behind about the visitor."""
    passing = (Session, Presence, Claim, TOTPDevice, Change)
    return {
        model: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model not in passing
    }


def words_in(response):
    text = b"".join(response) if response.streaming else response.content
    return {word for word in WORDS if word in text.decode()}


def test_every_address_of_the_desk_has_an_expectation():
    assert sorted({route for _state, route, _cells in ROWS}) == desk_routes()


@pytest.mark.parametrize(("state", "route", "expected"), ROWS, ids=NAMES)
def test_each_role_is_answered_shown_and_let_change_what_it_may(state, route, expected):
    world = make_world(state)
    found = address(route, world)
    clients = {who: world.client(who) for who in CAST}
    before = everything()
    answers = {}
    for who, client in clients.items():
        got = client.get(found)
        posted = post_and_undo(client, found, SENT.get(route, {}))
        assert words_in(got) | words_in(posted) <= may_read(who, state), who
        answers[who] = f"{got.status_code}/{posted.status_code}"
    assert answers == expected
    assert everything() == before


def post_and_undo(client, address, sent):
    """The answer; what was allowed is undone, what was refused had better change nothing."""
    start = transaction.savepoint()
    response = client.post(address, sent)
    if response.status_code in ALLOWED:
        transaction.savepoint_rollback(start)
    return response


def may_read(who, state):
    """A killed story's text is evidence, which its reporter has no part in."""
    return MAY_READ[who] - ({STORY} if (who, state) == (OWN, "killed") else set())


def test_whoever_is_not_logged_in_is_sent_to_the_login(client):
    world = make_world()
    before = everything()
    for route in desk_routes():
        for method in (client.get, client.post):
            response = method(address(route, world), SENT.get(route, {}))
            assert leads_to(response).startswith(LEADS_TO.get(route, reverse("admin:login"))), route
    assert everything() == before


def test_an_account_without_a_role_finds_an_empty_desk(client_of):
    world = make_world()
    nobody = get_user_model().objects.create(username="nobody", is_staff=True)
    client = client_of(nobody)
    for route in desk_routes():
        with undone():
            response = client.get(address(route, world))
            assert response.status_code != 200 or route in OPEN_TO_STAFF, route
            assert words_in(response) == set(), route


def leads_to(response):
    return response.url if response.status_code == 302 else f"nowhere, {response.status_code}"


LEADS_TO = {"login/": "nowhere, 200", "logout/": reverse("admin:index")}
OPEN_TO_STAFF = {
    "",
    "jsi18n/",
    "password_change/",
    "password_change/done/",
    "second-factor/set-up/",
}
PARTS = {
    "a version to restore": ("restore", [3], {}, "post"),
    "a link to revoke": ("revoke_link", ["link"], {}, "post"),
    "a request to decline": ("decline", ["asked"], {"reason": "سبب"}, "post"),
    "a version to preview": ("preview", [], {"version": 3}, "get"),
    "a version to compare with": ("history", [], {"from": 3}, "get"),
    "a version to compare": ("history", [], {"to": 3}, "get"),
    "a version to merge with": ("merge", [], {"theirs": 3}, "post"),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_another_story_is_not_found(part):
    """The draft has a link, a request and a third version; the story lacks these."""
    name, numbers, sent, method = PARTS[part]
    world = make_world()
    add_version(world.draft, world.users["editor"])
    theirs = {
        "link": world.draft.preview_links.get(),
        "asked": world.draft.correction_requests.get(),
    }
    numbers = [theirs[number].pk if number in theirs else number for number in numbers]
    client = world.client("editor")
    before = everything()
    response = getattr(client, method)(of_story(name, world.story, *numbers), sent)
    assert (response.status_code, words_in(response)) == (404, set())
    assert everything() == before


@pytest.mark.parametrize(
    ("verb", "field"), [("publish_revision", "revision"), ("correct", "request")]
)
def test_a_step_takes_no_part_of_another_story(verb, field):
    world = make_world("published")
    parts = {
        "revision": revisions.newest(world.draft),
        "request": world.draft.correction_requests.get(),
    }
    sent = {"step-correction": "خطأ", f"step-{field}": parts[field].pk}
    client = world.client("editor")
    before = everything()
    response = client.post(step(world.story, verb), sent)
    assert field in response.context["form"].errors
    assert DRAFT not in response.content.decode()
    assert everything() == before


def test_a_file_of_a_picture_is_known_by_its_signature_only():
    world = make_world()
    client = world.client("own")
    sent = changed_form(client, page(world.story))
    sent |= {"photos-0-stored": "photos/x-large.webp", "photos-0-caption": "شرح"}
    client.post(page(world.story), sent)
    assert [photo.image.name for photo in world.story.photos.all()] == [""]


# Steps

LATER = {"step-moment_0": "2198-12-31", "step-moment_1": "10:00"}
TOLD = {"step-reason": "سبب", "step-correction": "تصويب", "step-accept_gaps": "on"} | LATER
# What each of the roles brings about in each state; the published story is scheduled.
AN_EDITOR = {
    "draft": {"submit", "publish", "schedule", "kill", "embargo"},
    "submitted": {"send_back", "publish", "schedule", "kill", "embargo"},
    "published": {"publish", "schedule", "unschedule", "lead", "kill"},
    "killed": set(),
}
NOTHING = {state: set() for state in AN_EDITOR}
TAKES = {
    "own": NOTHING | {"draft": {"submit", "embargo"}},
    "other": NOTHING,
    "editor": AN_EDITOR,
    "moderator": NOTHING,
    "administrator": AN_EDITOR,
}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("state", AN_EDITOR)
def test_each_role_takes_just_its_steps(who, state):
    world = make_world(state)
    client = world.client(who)
    before = everything()
    taken = set()
    for verb in workflow.TRANSITIONS:
        with undone():
            response = client.post(step(world.story, verb), TOLD)
            if everything() != before:
                taken.add(str(verb))
                assert response.status_code == 302
    assert taken == TAKES[who][state]


# Accounts


def test_an_administrator_makes_nobody_mightier_than_the_roles():
    world = make_world()
    closed, client = world.things["user"], world.client("administrator")
    address = reverse("admin:newsroom_user_change", args=[closed.pk])
    rights = list(Permission.objects.values_list("pk", flat=True)[:3])
    sent = {"username": "closed", "is_superuser": "on", "user_permissions": rights}
    sent |= {"interface_language": "ar", "date_joined_0": "2026-01-01", "date_joined_1": "10:00"}
    assert client.post(address, sent).status_code == 302
    closed.refresh_from_db()
    assert (closed.is_superuser, closed.user_permissions.count()) == (False, 0)


@pytest.mark.parametrize("name", ["newsroom_user_change", "auth_user_password_change"])
def test_an_administrator_leaves_a_superuser_alone(name):
    world = make_world()
    above = get_user_model().objects.create_superuser("above", password=PASSWORD)
    client = world.client("administrator")
    before = everything()
    sent = SENT["newsroom/user/<id>/password/"] | {"username": "mine"}
    assert client.post(reverse(f"admin:{name}", args=[above.pk]), sent).status_code == 403
    assert everything() == before


# Lists


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("moderator", "comments/comment/?reader_key__startswith=a"),
        ("moderator", "comments/comment/?story__headline__startswith=a"),
        ("own", "articles/source/?stories__headline__startswith=a"),
        ("own", "articles/story/?seed_file__name__startswith=a"),
        ("editor", "articles/auditentry/?by__password__startswith=a"),
        ("administrator", "newsroom/user/?password__startswith=a"),
    ],
)
def test_a_list_is_asked_only_what_its_filters_ask(who, address):
    """Else the column that a list does not show is read letter by letter."""
    client = make_world().client(who)
    response = client.get(reverse("admin:index") + address)
    assert response.status_code in (302, 400)


def test_a_moderator_sets_policies_without_learning_of_drafts():
    world = make_world()
    client = world.client("moderator")
    address = reverse("admin:comments_commentpolicy_add")
    for mode in ("closed", "nonsense"):
        response = client.post(address, {"story": world.draft.pk, "mode": mode}, follow=True)
        assert words_in(response) == set()
    assert not CommentPolicy.objects.filter(story=world.draft).exists()
    CommentPolicy.objects.create(story=world.draft)
    assert words_in(client.get(reverse("admin:comments_commentpolicy_changelist"))) == set()


def test_switching_a_rule_is_logged_once():
    world = make_world()
    client = world.client("moderator")
    for _ in range(2):
        client.post(reverse("admin:comments_rule_switch"), {"rule": "insult"})
    entry = AuditEntry.objects.get(by=world.users["moderator"])
    assert (entry.subject, entry.changes) == ("قاعدة وسم: insult", {"is_on": [True, False]})
