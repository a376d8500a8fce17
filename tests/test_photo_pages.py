"""A picture's file is seen by whoever may see its story, and by nobody else."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import photo_pages, previews, revisions, workflow
from articles.models import Photo, Story
from articles.roles import Role
from tests.builders import make_photo, make_story, make_user

pytestmark = pytest.mark.django_db

IMAGE, OTHER = (f"photos/{sign * 32}-large.webp" for sign in "ab")
SIZES = [IMAGE, IMAGE.replace("-large", "-small")]
HIDDEN = {
    "draft": {"status": Story.Status.DRAFT},
    "submitted": {"status": Story.Status.SUBMITTED},
    "embargoed": {"embargo_until": timezone.now() + timedelta(hours=1)},
    "scheduled": {"published_at": timezone.now() + timedelta(hours=1)},
}


@pytest.fixture(autouse=True)
def files():
    names = [*SIZES, OTHER]
    for name in names:
        default_storage.save(name, ContentFile(b"picture"))
    photo_pages.forget()
    yield
    for name in names:
        default_storage.delete(name)


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def draft(editor):
    return story_with(IMAGE, by=editor)


def story_with(image, *, by):
    text = Story(headline="عنوان", body="<p>نص.</p>")
    photo = Photo(caption="شرح", image=image, width=16, height=9)
    return workflow.create(revisions.snapshot_of(text, [photo]), by=by, at=timezone.now())


def statuses(client, names=SIZES):
    return [client.get(f"/media/{name}").status_code for name in names]


def opened(client, story, editor):
    now = timezone.now()
    link = previews.share(
        story, reader_name="محامية", expires_at=now + timedelta(days=1), by=editor, at=now
    )
    client.get(reverse("preview", args=[previews.token_of(link)]))
    return link


def publish(story, editor):
    return workflow.publish(story, by=editor, at=timezone.now(), accept_gaps=True)


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
def test_what_readers_may_not_see_yet_has_no_picture_for_them(client, fields):
    make_photo(make_story(**fields), image=IMAGE, width=16, height=9)
    assert statuses(client) == [404, 404]
    assert "no-store" in client.get(f"/media/{IMAGE}").headers["Cache-Control"]


def test_a_picture_appears_with_its_story(client, editor, draft):
    assert statuses(client) == [404, 404]
    publish(draft, editor)
    assert statuses(client) == [200, 200]
    headers = client.get(f"/media/{IMAGE}").headers
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Surrogate-Key"] == f"story-{draft.pk}"


def test_a_picture_of_a_next_version_waits_for_it(client, editor):
    story = publish(story_with(OTHER, by=editor), editor)
    text = revisions.snapshot_of(story)
    text["photos"][0]["image"] = IMAGE
    next_one = revisions.save_revision(
        story, text, base=revisions.newest(story), by=editor, at=timezone.now()
    )
    assert statuses(client, [IMAGE, OTHER]) == [404, 200]
    workflow.publish_revision(story, next_one, by=editor, at=timezone.now())
    assert statuses(client, [IMAGE]) == [200]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.MODERATOR])
def test_the_desk_sees_every_picture_and_no_proxy_keeps_it(client_of, draft, role):
    desk = client_of(make_user(role, username="other"))
    assert statuses(desk) == [200, 200]
    assert "no-store" in desk.get(f"/media/{IMAGE}").headers["Cache-Control"]


def test_a_password_alone_shows_no_picture_where_a_second_step_is_asked(client_of, draft, settings):
    settings.NEWSROOM_SECOND_FACTOR = "required"
    assert statuses(client_of(make_user(Role.EDITOR, username="other"))) == [404, 404]


def test_who_was_sent_the_story_sees_its_pictures_and_no_others(client, editor, draft):
    story_with(OTHER, by=editor)
    opened(client, draft, editor)
    assert statuses(client, [*SIZES, OTHER]) == [200, 200, 404]
    assert statuses(Client()) == [404, 404]
    cookie = client.cookies["preview"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        "/media/photos/",
        True,
        "Lax",
    )


def test_a_link_that_has_ended_shows_no_picture_any_more(client, editor, draft):
    link = opened(client, draft, editor)
    previews.revoke(link, by=editor, at=timezone.now())
    assert statuses(client) == [404, 404]
    client.cookies["preview"] = "1:forged"
    assert statuses(client) == [404, 404]


def test_a_retracted_storys_picture_stays_and_a_killed_ones_goes(
    client, editor, draft, django_capture_on_commit_callbacks
):
    publish(draft, editor)
    workflow.retract(draft, by=editor, at=timezone.now(), reason="خطأ")
    assert statuses(client) == [200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        workflow.kill(draft, by=editor, at=timezone.now(), reason="شكوى")
    assert statuses(client) == [404, 404]


def test_a_public_picture_costs_a_query_a_second(client, django_assert_num_queries, monkeypatch):
    # However slow the machine is.
    monkeypatch.setattr(photo_pages, "FRESH", 60.0)
    make_photo(make_story(), image=IMAGE, width=16, height=9)
    with django_assert_num_queries(1):
        statuses(client)
    with django_assert_num_queries(0):
        statuses(client)
