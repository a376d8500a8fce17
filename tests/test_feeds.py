"""The feeds, read by feedparser and, as JSON, by the rules of JSON Feed 1.1."""

import json
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_network
from urllib.parse import unquote

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone

from articles import revisions, workflow
from articles.models import Photo, Story
from articles.roles import Role
from articles.search.indexing import index_stories
from tests.builders import (
    MORNING,
    make_event,
    make_photo,
    make_source,
    make_story,
    make_topic,
    make_user,
)
from tests.hidden import SECRET, make_hidden_stories

pytestmark = pytest.mark.django_db

FILES = ["rss.xml", "atom.xml", "feed.json"]
XML = FILES[:2]
HOST = "http://testserver"
NOON = MORNING + timedelta(hours=4)


def address(file):
    return reverse("feed", args=[file])


def parsed(response):
    """What feedparser understood; it must have had nothing to forgive."""
    headers = {"content-type": response.headers["Content-Type"]}
    feed = feedparser.parse(response.content, response_headers=headers)
    assert (feed.bozo, feed.encoding) == (False, "utf-8")
    return feed


def titles(client, at, file):
    response = client.get(at)
    assert response.status_code == 200
    if file == "feed.json":
        return [item["title"] for item in json.loads(response.content)["items"]]
    return [entry.title for entry in parsed(response).entries]


@pytest.mark.parametrize(("file", "version"), [("rss.xml", "rss20"), ("atom.xml", "atom10")])
def test_a_reader_of_feeds_gets_the_whole_story(client, file, version):
    source = make_source("صحيفة")
    story = make_story(
        headline="عنوان",
        summary="سطر أول\nسطر ثان",
        dateline="حلب",
        body="<p>فقرة أولى.</p><p>فقرة ثانية.</p>",
        source=source,
        topic=make_topic("سياسة"),
    )
    feed = parsed(client.get(address(file)))
    assert feed.version == version
    assert feed.feed.language == "ar"
    assert feed.feed.link == f"{HOST}/"
    (entry,) = feed.entries
    assert entry.title == "عنوان"
    assert unquote(entry.link) == HOST + unquote(story.get_absolute_url())
    assert entry.id == HOST + story.get_short_url()
    assert entry.author == "صحيفة"
    assert [tag.term for tag in entry.tags] == ["سياسة"]
    assert entry.summary == "سطر أول · سطر ثان"
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == MORNING
    text = entry.content[0].value
    order = ["سطر ثان", "حلب:", "فقرة أولى.</p>", "فقرة ثانية.</p>", "صحيفة"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert '<div dir="rtl" lang="ar">' in text


def test_json_feed_has_what_version_1_1_asks_for(client):
    story = make_story(headline="عنوان", byline="كاتبة")
    response = client.get(address("feed.json"))
    assert response.headers["Content-Type"] == "application/feed+json"
    feed = json.loads(response.content)
    (item,) = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "غرفة الأخبار",
        "home_page_url": f"{HOST}/",
        "feed_url": f"{HOST}/feed.json",
        "description": "أحدث الأخبار بنصوصها الكاملة",
        "language": "ar",
        "authors": [{"name": "غرفة الأخبار"}],
    }
    assert "نص.</p>" in item.pop("content_html")
    assert unquote(item.pop("url")) == HOST + unquote(story.get_absolute_url())
    assert datetime.fromisoformat(item.pop("date_published")) == MORNING
    assert datetime.fromisoformat(item.pop("date_modified")) == story.changed_at
    assert item == {
        "id": HOST + story.get_short_url(),
        "title": "عنوان",
        "summary": "نص.",
        "language": "ar",
        "authors": [{"name": "كاتبة"}],
    }


@pytest.mark.parametrize("file", FILES)
def test_no_feed_shows_what_is_not_published(client, file):
    source, topic = make_source(), make_topic()
    hidden = make_hidden_stories(source=source, topic=topic)
    shown = make_story(headline="عنوان", source=source, topic=topic)
    event = make_event(shown, *hidden)
    pages = ["/", source.get_absolute_url(), topic.get_absolute_url(), event.get_absolute_url()]
    for page in pages:
        assert titles(client, page + file, file) == ["عنوان"]
        assert SECRET not in client.get(page + file).content.decode()


@pytest.mark.parametrize("file", FILES)
def test_each_feed_has_its_own_stories(client, file):
    source, topic = make_source(), make_topic()
    of_source = make_story(headline="للمصدر", source=source)
    of_topic = make_story(headline="للقسم", topic=topic)
    event = make_event(of_topic, of_source)
    assert titles(client, source.get_absolute_url() + file, file) == ["للمصدر"]
    assert titles(client, topic.get_absolute_url() + file, file) == ["للقسم"]
    assert titles(client, event.get_absolute_url() + file, file) == ["للقسم", "للمصدر"]


@pytest.mark.parametrize("file", FILES)
def test_the_last_published_stands_first_however_old_its_report(client, file):
    make_story(headline="جديد", original_date=date(2026, 1, 4))
    make_story(headline="أرشيف", original_date=date(2016, 12, 14), published_at=NOON)
    assert titles(client, address(file), file) == ["أرشيف", "جديد"]


@pytest.mark.parametrize("file", XML)
def test_no_text_breaks_a_feed(client, file):
    strange = "a\x01b\x0b\ufffe <&>\"' ]]> \u202eقلب\u202c"
    Story.objects.filter(pk=make_story().pk).update(
        headline=strange, summary=strange, byline=strange, dateline=strange
    )
    (entry,) = parsed(client.get(address(file))).entries
    assert entry.title == "ab <&>\"' ]]> قلب"
    assert entry.author == "ab <&>\"' ]]> قلب"


def test_links_of_a_text_lead_to_where_they_lead_on_its_page(client):
    story = make_story(body='<p><a href="/corrections/">هنا</a> <a href="#x">ثم</a></p>')
    feed = json.loads(client.get(address("feed.json")).content)
    text = unquote(feed["items"][0]["content_html"])
    assert f'href="{HOST}/corrections/"' in text
    assert f'href="{HOST}{unquote(story.get_absolute_url())}#x"' in text


def test_pictures_stand_at_their_place_and_a_disturbing_one_behind_a_link(client):
    story = make_story(body="<p>أولى.</p><p>ثانية.</p>")
    calm = make_photo(story, caption="ظاهرة", after_block=1)
    cruel = make_photo(story, caption="قاسية", is_sensitive=True, after_block=1)
    Photo.objects.filter(pk=calm.pk).update(image="photos/a.webp", width=10, height=10)
    Photo.objects.filter(pk=cruel.pk).update(image="photos/b.webp", width=10, height=10)
    make_photo(story, caption="ناقصة", after_block=2)
    item = json.loads(client.get(address("feed.json")).content)["items"][0]
    text = item["content_html"]
    assert f'<img src="{HOST}/media/photos/a.webp"' in text
    assert f'<a href="{HOST}/media/photos/b.webp">' in text
    assert text.count("<img") == 1
    order = ["أولى.", "ظاهرة", "قاسية", "ثانية.", "ناقصة"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_a_correction_stands_above_the_text_and_makes_the_entry_new(client):
    editor, story = make_user(Role.EDITOR), make_story(body="<p>قتل 465.</p>")
    Story.objects.update(changed_at=MORNING)
    base = revisions.ensure_revision(story, at=MORNING)
    content = base.content() | {"body": "<p>قتل 470.</p>"}
    revision = revisions.save_revision(story, content, base=base, by=editor, at=NOON)
    workflow.publish_revision(story, revision, by=editor, at=NOON, correction="العدد 470 لا 465.")
    (item,) = json.loads(client.get(address("feed.json")).content)["items"]
    assert datetime.fromisoformat(item["date_modified"]) == NOON
    text = item["content_html"]
    assert text.index("العدد 470 لا 465.") < text.index("قتل 470.")


@pytest.mark.parametrize("file", FILES)
def test_a_reader_who_has_the_feed_is_told_so(client, file):
    story = make_story()
    tag = client.get(address(file)).headers["ETag"]
    again = client.get(address(file), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    Story.objects.filter(pk=story.pk).update(headline="عنوان آخر")
    changed = client.get(address(file), headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("stamp", ["If-None-Match", "If-Modified-Since"])
def test_a_withdrawn_story_is_never_answered_with_unchanged(client, file, stamp):
    story = make_story(headline=SECRET)
    seen = client.get(address(file))
    later = "Thu, 31 Dec 2099 00:00:00 GMT"
    known = {"If-None-Match": seen.headers["ETag"], "If-Modified-Since": later}
    soon = timezone.now() + timedelta(hours=1)
    Story.objects.filter(pk=story.pk).update(embargo_until=soon)
    response = client.get(address(file), headers={stamp: known[stamp]})
    assert response.status_code == 200
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("file", FILES)
def test_an_empty_feed_is_a_feed(client, file):
    assert titles(client, address(file), file) == []
    assert client.get(address(file)).content == client.get(address(file)).content


def test_a_feed_speaks_the_sites_language_to_everybody(client):
    make_story()
    arabic = client.get(address("atom.xml"))
    client.cookies["django_language"] = "en"
    english = client.get(address("atom.xml"))
    assert english.content == arabic.content
    assert english.headers["Content-Language"] == "ar"


def test_addresses_are_those_that_readers_use_behind_the_proxy(client, settings):
    settings.ALLOWED_HOSTS = ["news.example"]
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1/32")]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    make_story()
    headers = {"Host": "news.example", "X-Forwarded-Proto": "https"}
    feed = parsed(client.get(address("rss.xml"), headers=headers))
    assert feed.feed.link == "https://news.example/"
    assert feed.entries[0].link.startswith("https://news.example/stories/")
    assert feed.entries[0].id.startswith("https://news.example/s/")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("file", FILES)
def test_a_feed_takes_the_same_queries_for_any_number(
    client, django_assert_num_queries, file, count
):
    source = make_source()
    for number in range(count):
        story = make_story(source=source, topic=make_topic(f"قسم {number}"), corrected_at=NOON)
        make_photo(story)
    with django_assert_num_queries(3):
        client.get(address(file))
    with django_assert_num_queries(4):
        client.get(source.get_absolute_url() + file)


def test_a_feed_has_an_end(client):
    for number in range(35):
        make_story(headline=str(number))
    assert titles(client, address("rss.xml"), "rss.xml") == [str(n) for n in range(34, 4, -1)]


def test_pages_name_their_feeds(client):
    source = make_source()
    for page in ("/", source.get_absolute_url(), make_topic().get_absolute_url()):
        head = client.get(page).content.decode().partition("</head>")[0]
        assert [f'href="{file}"' in head for file in FILES] == [True, True, True]


@pytest.mark.parametrize(
    "wrong",
    [
        "/rss.json",
        "/sources/x/rss.xml",
        "/topics/x/feed.json",
        "/events/1-x/atom.xml",
        "/events/999999999999999999-x/atom.xml",
        "/events/9999999999999999999999-x/atom.xml",
    ],
)
def test_an_address_without_a_feed_is_not_found(client, wrong):
    assert client.get(wrong).status_code == 404


def test_an_outdated_name_of_an_event_leads_to_its_feed(client):
    event = make_event(make_story())
    response = client.get(reverse("event-feed", args=[event.pk, "قديم", "rss.xml"]))
    assert response.status_code == 301
    assert unquote(response.url) == unquote(event.get_absolute_url()) + "rss.xml"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feeds_are_only_read(client, method):
    assert getattr(client, method)(address("rss.xml")).status_code == 405


def test_unknown_parameters_change_nothing(client):
    make_story()
    assert client.get(address("rss.xml") + "?after=x&page=-1&%00=1").status_code == 200


def test_no_text_breaks_the_feed_of_a_search(client):
    story = make_story(headline="حلب")
    index_stories([story.pk])
    Story.objects.filter(pk=story.pk).update(headline="حلب\x01\x0b")
    feed = parsed(client.get("/search/feed/?q=%01حلب%0b%00"))
    assert [entry.title for entry in feed.entries] == ["حلب"]
