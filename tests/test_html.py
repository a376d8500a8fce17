"""Every kind of page that readers meet, checked by the Nu HTML checker."""

import json
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import previews, revisions, workflow
from articles.importing.files import find_files
from articles.models import Story
from articles.roles import Role
from newsroom.seed_import import import_seeds
from tests.builders import make_event, make_photo, make_source, make_story, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

JAR = Path(
    os.environ.get("VNU_JAR")
    or settings.BASE_DIR / "var/npm/node_modules/vnu-jar/build/dist/vnu.jar"
)
HOW_TO_GET_IT = (
    f"There is no Nu HTML checker at {JAR}, or no Java to run it: install Java and "
    "npm install --prefix var/npm --ignore-scripts vnu-jar@26.9.27, or name yours in VNU_JAR."
)


@pytest.fixture
def checker():
    """A function that checks a folder of pages and returns every error; in CI it must be there."""
    if not (JAR.is_file() and shutil.which("java")):
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(HOW_TO_GET_IT)

    def check(folder):
        command = ["java", "-Xss1m", "-jar", JAR, "--format", "json", "--errors-only", folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        messages = json.loads(done.stderr)["messages"]
        return [f"{Path(m.get('url', '')).name}: {m['message']}" for m in messages]

    return check


def corrected_story(editor):
    at = timezone.now()
    story = make_story(headline="مصوَّب <b>&", body="<p>قتل 465.</p>")
    base = revisions.ensure_revision(story, at=at)
    content = base.content() | {"body": "<p>قتل 470.</p>"}
    revision = revisions.save_revision(story, content, base=base, by=editor, at=at)
    workflow.publish_revision(story, revision, by=editor, at=at, correction="470 لا 465.")
    return story


def pages_of_stories(editor):
    """One address for each kind of story, after the kind."""
    stories = Story.objects.published()
    yield from ((f"seed-{story.pk}", story.get_absolute_url()) for story in stories)
    yield "corrected", corrected_story(editor).get_absolute_url()
    yield "retracted", make_story(status=Story.Status.RETRACTED).get_absolute_url()
    yield "killed", make_story(status=Story.Status.KILLED).get_absolute_url()
    bare = make_story(headline='"عنوان" <i>\u202e&amp;', summary="أول\nثان", dateline="حلب")
    make_photo(bare, caption="لم تصل <b>")
    yield "bare", bare.get_absolute_url()


def pages_of_comments(story):
    """The pages on which a reader writes about a story."""
    comment = story.comments.first()
    yield "thread", reverse("thread", args=[story.pk])
    yield "comment-report", reverse("comment-report", args=[comment.pk])


def pages_of_lists(story):
    source, topic = make_source("صحيفة", about="نص", home_page="https://a.example/"), make_topic()
    Story.objects.filter(pk=story.pk).update(source=source, topic=topic)
    yield "home", "/"
    yield "source", source.get_absolute_url()
    yield "source-empty", make_source("لا شيء").get_absolute_url()
    yield "topic", topic.get_absolute_url()
    yield "event", make_event(story).get_absolute_url()
    for name in ("events", "corrections", "search", "transparency", "about", "policies"):
        yield name, reverse(name)
    yield "results", reverse("search") + "?q=حلب"
    yield "no-results", reverse("search") + "?q=xyzxyz"
    yield "policy", reverse("policy", args=["ethics"])
    yield "not-found", "/nothing/"


def preview(editor):
    at = timezone.now()
    story = make_story(status=Story.Status.SUBMITTED)
    link = previews.share(
        story, reader_name="قارئ", expires_at=at + timedelta(days=1), by=editor, at=at
    )
    yield "preview", reverse("preview", args=[previews.token_of(link)])


@pytest.fixture
def pages(client):
    """Every page's address by its kind, on the five seeds and on a site without a story."""
    editor = make_user(Role.EDITOR)
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))
    commented = Story.objects.filter(comments__isnull=False).distinct().first()
    kinds = [pages_of_stories(editor), pages_of_lists(commented), preview(editor)]
    return dict(page for kind in [*kinds, pages_of_comments(commented)] for page in kind)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_valid_html(client, pages, checker, tmp_path, language):
    client.cookies["django_language"] = language
    for kind, address in pages.items():
        response = client.get(address)
        assert response.headers["Content-Type"].startswith("text/html"), (kind, response)
        (tmp_path / f"{kind}.html").write_bytes(response.content)
    assert len(list(tmp_path.iterdir())) == len(pages)
    assert checker(tmp_path) == []


def test_a_site_without_a_story_is_valid_html(client, checker, tmp_path):
    for name in ("home", "events", "corrections", "search", "transparency"):
        (tmp_path / f"{name}.html").write_bytes(client.get(reverse(name)).content)
    assert checker(tmp_path) == []
