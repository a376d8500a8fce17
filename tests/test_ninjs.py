"""A story as ninjs 3.1, checked against the standard's names and types."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker
from lxml import html

from articles.models import Photo, SeedFile, Source, Story
from articles.syndication.ninjs import document, record
from tests.builders import MORNING, make_event, make_photo, make_source, make_story, make_topic
from tests.hidden import SECRET, make_hidden_stories
from tests.ninjs_3_1 import SCHEMA

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
STAMP = "2026-01-05T08:00:00+00:00"
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def address(story):
    return reverse("ninjs", args=[story.pk])


def read(response):
    content = json.loads(response.content)
    assert [error.message for error in VALIDATOR.iter_errors(content)] == []
    return content


def test_another_newsroom_gets_the_whole_story(client):
    source = make_source("وكالة", kind=Source.Kind.AGENCY, home_page="https://a.example/")
    topic = make_topic("سياسة")
    received = SeedFile.objects.create(name="a.txt", path="a.txt", sha256="ab" * 32, raw=b"")
    story = make_story(
        headline="عنوان",
        summary="أول\nثان",
        body="<p>نص من أربع كلمات.</p>",
        dateline="حلب",
        byline="كاتبة",
        source=source,
        topic=topic,
        seed_file=received,
        original_date=date(2016, 12, 14),
        credits=[{"agency": "أ ف ب", "evidence": "بحسب أ ف ب"}],
    )
    Story.objects.update(changed_at=MORNING)
    event = make_event(story, name="حدث")
    assert read(client.get(address(story))) == {
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        },
        "uri": HOST + story.get_short_url(),
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "language": "ar",
        "firstCreated": STAMP,
        "versionCreated": STAMP,
        "contentCreated": "2016-12-14T00:00:00+00:00",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": "عنوان"}],
        "descriptions": [
            {"role": "summary", "contentType": "text/plain", "value": "أول"},
            {"role": "summary", "contentType": "text/plain", "value": "ثان"},
        ],
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": "<p>نص من أربع كلمات.</p>"},
            {
                "role": "plain",
                "contentType": "text/plain",
                "wordCount": 4,
                "charCount": 17,
                "value": "نص من أربع كلمات.",
            },
        ],
        "by": "كاتبة",
        "located": "حلب",
        "infoSources": [
            {"name": "وكالة", "role": "agency", "uri": "https://a.example/"},
            {"name": "أ ف ب", "role": "agency"},
        ],
        "subjects": [{"name": "سياسة", "uri": HOST + topic.get_absolute_url()}],
        "events": [{"id": str(event.pk), "name": "حدث", "uri": HOST + event.get_absolute_url()}],
        "renditions": [
            {"name": "web", "href": HOST + story.get_absolute_url(), "contentType": "text/html"}
        ],
        "altIds": [{"role": "sha256", "value": "ab" * 32}],
    }


def test_pictures_come_with_the_story(client):
    story = make_story()
    there = make_photo(story, caption="شرح", credit="مصوّر", alt_text="وصف")
    Photo.objects.filter(pk=there.pk).update(image="photos/a.webp", width=9, height=6)
    missing = make_photo(story, caption="لم تصل", after_block=1)
    first, second = read(client.get(address(story)))["associations"]
    assert first == {
        "name": "وصف",
        "uri": f"{HOST}{story.get_short_url()}#photo-{there.pk}",
        "type": "picture",
        "descriptions": [{"role": "caption", "value": "شرح"}],
        "copyrightNotice": "مصوّر",
        "renditions": [
            {
                "name": "main",
                "href": f"{HOST}/media/photos/a.webp",
                "contentType": "image/webp",
                "width": 9,
                "height": 6,
            }
        ],
    }
    assert second == {
        "name": "لم تصل",
        "uri": f"{HOST}{story.get_short_url()}#photo-{missing.pk}",
        "type": "picture",
        "descriptions": [{"role": "caption", "value": "لم تصل"}],
    }


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    story = make_story(source=make_source(), topic=make_topic())
    for _ in range(count):
        make_photo(story)
        make_event(story)
    with django_assert_num_queries(3):
        client.get(address(story))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "usable"),
        ({"status": Story.Status.DRAFT}, "withheld"),
        ({"embargo_until": timezone.now() + timedelta(hours=1)}, "withheld"),
        ({"status": Story.Status.RETRACTED}, "canceled"),
        ({"status": Story.Status.KILLED}, "canceled"),
    ],
)
def test_an_export_holds_what_another_newsroom_gets_and_says_what_is_withheld(fields, status):
    story = make_story(**fields)
    photo = make_photo(story, caption="شرح", credit="مصوّر")
    kept = record(story, [photo], timezone.now())
    assert [error.message for error in VALIDATOR.iter_errors(kept)] == []
    assert kept["pubStatus"] == status
    assert kept["uri"] == f"urn:newsroom:story:{story.pk}"
    assert kept["associations"][0]["copyrightNotice"] == "مصوّر"
    if status == "usable":
        public = document(story, lambda path: HOST + path, timezone.now())
        shared = ("headlines", "bodies", "language", "type", "standard")
        assert [kept[name] for name in shared] == [public[name] for name in shared]


def test_what_was_never_public_is_not_found(client):
    never = [story for story in make_hidden_stories() if story.status not in WITHDRAWN]
    assert [client.get(address(story)).status_code for story in never] == [404] * 4


WITHDRAWN = (Story.Status.RETRACTED, Story.Status.KILLED)


def test_a_withdrawn_story_is_cancelled_without_a_word_of_it(client):
    for status in WITHDRAWN:
        words = {} if status == Story.Status.KILLED else {"headline": SECRET, "body": SECRET}
        story = make_story(status=status, **words)
        response = client.get(address(story))
        content = read(response)
        assert response.status_code == 410
        assert (content["uri"], content["pubStatus"]) == (HOST + story.get_short_url(), "canceled")
        assert SECRET not in response.content.decode()
        assert content.get("edNote") == (story.retraction_reason or None)


def test_an_embargo_holds_a_withdrawn_story_too(client):
    later = timezone.now() + timedelta(hours=1)
    story = make_story(status=Story.Status.RETRACTED, embargo_until=later)
    assert client.get(address(story)).status_code == 404


def test_who_has_it_is_told_so_and_never_before_it_may_be_seen(client):
    story = make_story()
    tag = client.get(address(story)).headers["ETag"]
    assert client.get(address(story), headers={"If-None-Match": tag}).status_code == 304
    Story.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    assert client.get(address(story), headers={"If-None-Match": tag}).status_code == 404


def test_a_storys_page_names_it(client):
    story = make_story()
    page = html.fromstring(client.get(story.get_absolute_url()).content.decode())
    links = page.xpath("/html/head/link[@rel='alternate'][@type='application/json']/@href")
    assert links == [address(story)]


@pytest.mark.parametrize("pk", ["999999999999999999", "9999999999999999999999", "x", "-1"])
def test_a_number_that_names_no_story_is_not_found(client, pk):
    assert client.get(f"/stories/{pk}/ninjs.json").status_code == 404
