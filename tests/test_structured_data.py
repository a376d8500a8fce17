"""What search engines read of a page, taken out of it by extruct."""

from datetime import date, timedelta
from urllib.parse import unquote

import extruct
import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles import previews, revisions, workflow
from articles.models import Policy, SeedFile, Source, Story
from articles.roles import Role
from tests.builders import (
    MORNING,
    make_comment,
    make_event,
    make_photo,
    make_source,
    make_story,
    make_topic,
    make_user,
)
from tests.hidden import make_hidden_stories

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
NOON = MORNING + timedelta(hours=4)
STAMP = "2026-01-05T08:00:00+00:00"


def data_of(client, address):
    page = client.get(address).content.decode()
    return extruct.extract(page, syntaxes=["json-ld"])["json-ld"]


def article_of(client, story):
    (article,) = data_of(client, story.get_absolute_url())
    return article


def canonical_of(client, address):
    """The addresses that a page says it is known under."""
    page = client.get(address).content.decode()
    links = html.fromstring(page).xpath("/html/head/link[@rel='canonical']/@href")
    return [unquote(address) for address in links]


def test_a_story_is_a_news_article(client):
    source = make_source("صحيفة", kind=Source.Kind.NEWSPAPER, home_page="https://a.example/")
    received = SeedFile.objects.create(name="a.txt", path="a.txt", sha256="ab" * 32, raw=b"")
    story = make_story(
        headline='«عنوان» </script> & "اقتباس"',
        dateline="حلب",
        byline="كاتبة",
        source=source,
        seed_file=received,
        original_date=date(2016, 12, 14),
        credits=[{"agency": "أ ف ب", "evidence": "بحسب أ ف ب"}],
    )
    Story.objects.update(changed_at=MORNING)
    article = article_of(client, story)
    assert article.pop("image").startswith(f"{HOST}/stories/{story.pk}/card-")
    assert unquote(article.pop("mainEntityOfPage")) == HOST + unquote(story.get_absolute_url())
    assert article == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": '«عنوان» </script> & "اقتباس"',
        "datePublished": STAMP,
        "dateModified": STAMP,
        "inLanguage": "ar",
        "dateline": "حلب",
        "author": {"@type": "Person", "name": "كاتبة"},
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": f"{HOST}/#organization",
            "name": "غرفة الأخبار",
            "url": f"{HOST}/",
        },
        "sourceOrganization": {
            "@type": "NewsMediaOrganization",
            "name": "صحيفة",
            "url": "https://a.example/",
        },
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "identifier": "sha256:" + "ab" * 32,
                "datePublished": "2016-12-14",
            },
            {
                "@type": "CreativeWork",
                "creator": {"@type": "NewsMediaOrganization", "name": "أ ف ب"},
            },
        ],
    }


def test_a_story_claims_no_source_that_nobody_knows(client):
    article = article_of(client, make_story())
    assert {"author", "sourceOrganization", "isBasedOn", "correction", "dateline"} & set(
        article
    ) == set()


def test_a_correction_is_named_in_the_data(client, django_assert_num_queries):
    editor, story = make_user(Role.EDITOR), make_story(body="<p>قتل 465.</p>")
    Story.objects.update(changed_at=MORNING)
    base = revisions.ensure_revision(story, at=MORNING)
    content = base.content() | {"body": "<p>قتل 470.</p>"}
    revision = revisions.save_revision(story, content, base=base, by=editor, at=NOON)
    workflow.publish_revision(story, revision, by=editor, at=NOON, correction="470 لا 465.")
    article = article_of(client, story)
    (notice,) = article["correction"]
    assert unquote(notice.pop("url")).startswith(HOST + unquote(story.get_absolute_url()) + "#")
    assert notice == {
        "@type": "CorrectionComment",
        "text": "470 لا 465.",
        "datePublished": "2026-01-05T12:00:00+00:00",
    }
    assert article["dateModified"] == "2026-01-05T12:00:00+00:00"


def test_the_head_of_a_story_costs_no_query(client, django_assert_num_queries):
    story = make_story(source=make_source(), topic=make_topic(), headline="عنوان")
    make_photo(story)
    make_comment(story)
    with django_assert_num_queries(2):
        client.get(story.get_absolute_url())


def test_a_story_that_is_not_published_has_no_data(client):
    for story in make_hidden_stories():
        assert data_of(client, story.get_absolute_url()) == []


def test_a_preview_has_neither_data_nor_card_nor_address(client):
    editor = make_user(Role.EDITOR)
    for story in (make_story(), make_story(status=Story.Status.SUBMITTED)):
        at = timezone.now()
        tomorrow = at + timedelta(days=1)
        link = previews.share(story, reader_name="ق", expires_at=tomorrow, by=editor, at=at)
        address = reverse("preview", args=[previews.token_of(link)])
        page = client.get(address)
        assert page.status_code == 200
        assert data_of(client, address) == []
        assert "og:" not in page.content.decode()
        assert canonical_of(client, address) == []


def test_the_home_page_says_who_publishes_and_how_it_corrects(client):
    (newsroom,) = data_of(client, "/")
    assert newsroom["@type"] == "NewsMediaOrganization"
    assert newsroom["@id"] == f"{HOST}/#organization"
    assert newsroom["name"] == "غرفة الأخبار"
    assert newsroom["publishingPrinciples"] == f"{HOST}/policies/"
    assert newsroom["correctionsPolicy"] == f"{HOST}/corrections/"


@pytest.mark.parametrize("page", ["/about/", "/policies/"])
def test_the_newsroom_names_the_policies_that_it_has(client, page):
    Policy.objects.filter(kind="diversity").delete()
    (newsroom,) = data_of(client, page)
    assert newsroom["@id"] == f"{HOST}/#organization"
    assert newsroom["ethicsPolicy"] == f"{HOST}/policies/ethics/"
    assert newsroom["missionCoveragePrioritiesPolicy"] == f"{HOST}/about/"
    assert newsroom["correctionsPolicy"] == f"{HOST}/policies/corrections/"
    assert "diversityPolicy" not in newsroom
    links = [address for name, address in newsroom.items() if name.endswith("Policy")]
    assert {client.get(link.removeprefix(HOST)).status_code for link in links} == {200}


def test_a_page_is_known_under_one_address(client):
    source, topic = make_source(), make_topic()
    story = make_story(source=source, topic=topic)
    pages = ["/", *(thing.get_absolute_url() for thing in (story, source, topic))]
    pages += [make_event(story).get_absolute_url(), "/corrections/", "/events/", "/about/"]
    for page in pages:
        assert canonical_of(client, page) == [HOST + unquote(page)]
        assert canonical_of(client, page + "?utm_source=x&x=%22%3E") == [HOST + unquote(page)]


def test_a_further_page_of_a_list_is_a_page_of_its_own(client):
    for _ in range(21):
        make_story()
    cursor = client.get("/").context["next_cursor"]
    assert canonical_of(client, f"/?after={cursor}&x=1") == [f"{HOST}/?after={cursor}"]


def test_what_nobody_should_link_to_has_no_address(client):
    story = make_story()
    killed = make_story(status=Story.Status.KILLED)
    for page in ("/nothing/", "/search/?q=x", killed.get_absolute_url()):
        assert canonical_of(client, page) == []
    assert canonical_of(client, story.get_absolute_url())
