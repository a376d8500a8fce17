"""A picture whose file is gone, lost with a disk or left out of a copy: nothing else fails."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import previews, revisions, workflow
from articles.models import Photo
from articles.roles import Role
from tests.builders import make_photo, make_story, make_user
from tests.desk import changed_form, of_story, page

pytestmark = pytest.mark.django_db

GONE = f"photos/{'0' * 32}-large.webp"
FEEDS = ("/", "/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/sitemaps/news.xml")


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture(params=[(1600, 800), (None, None)], ids=["of known size", "of no known size"])
def story(request):
    story = make_story()
    width, height = request.param
    photo = make_photo(story)
    Photo.objects.filter(pk=photo.pk).update(image=GONE, width=width, height=height)
    return story


def test_its_story_is_read_and_shared(client, story):
    assert 'width="None"' not in client.get(story.get_absolute_url()).content.decode()
    feeds = (*FEEDS, f"/stories/{story.pk}/ninjs.json")
    assert {address: client.get(address).status_code for address in feeds} == dict.fromkeys(
        feeds, 200
    )
    assert client.get(f"/media/{GONE}").status_code == 404


def test_its_story_is_edited_and_previewed(client_of, client, editor, story):
    desk = client_of(editor)
    saved = desk.post(page(story), changed_form(desk, page(story), headline="آخر"))
    assert saved.status_code == 302
    shown = [desk.get(of_story(name, story)).status_code for name in ("preview", "history")]
    assert shown == [200, 200]
    now = timezone.now()
    link = previews.share(
        story, reader_name="محامية", expires_at=now + timedelta(days=1), by=editor, at=now
    )
    assert client.get(f"/preview/{previews.token_of(link)}/").status_code == 200


def test_its_story_is_corrected_and_killed(editor, story):
    now = timezone.now()
    text = revisions.snapshot_of(story) | {"headline": "مصحح"}
    revisions.save_revision(story, text, base=revisions.newest(story), by=editor, at=now)
    killed = workflow.kill(story, by=editor, at=now, reason="شكوى")
    assert killed.photos.count() == 0


def test_the_doctor_names_it(story):
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", "--language", "en", stdout=out)
    assert f"✗ pictures: Pictures of stories without a file: 1 ({GONE})." in out.getvalue()
