"""The sitemaps, walked from robots.txt as a crawler does."""

from datetime import timedelta
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from usp.tree import sitemap_tree_for_homepage
from usp.web_client.abstract_client import (
    AbstractWebClient,
    AbstractWebClientSuccessResponse,
    WebClientErrorResponse,
)

from articles.models import SeedFile, Source, Story
from articles.syndication import sitemaps
from tests.builders import make_event, make_source, make_story, make_topic
from tests.hidden import SECRET, make_hidden_stories

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


class Answer(AbstractWebClientSuccessResponse):
    def __init__(self, response, address):
        self.response, self.address = response, address

    def status_code(self):
        return self.response.status_code

    def status_message(self):
        return self.response.reason_phrase

    def header(self, case_insensitive_name):
        return self.response.headers.get(case_insensitive_name)

    def raw_data(self):
        return self.response.content

    def url(self):
        return self.address


class NoAnswer(WebClientErrorResponse):
    pass


class Crawler(AbstractWebClient):
    """The parser's way to this site, without a network."""

    def __init__(self):
        self.client = Client()
        self.asked = []

    def set_max_response_data_length(self, max_response_data_length):
        pass

    def get(self, url):
        self.asked.append(urlsplit(url).path)
        response = self.client.get(urlsplit(url).path)
        if response.status_code != 200:
            return NoAnswer(f"{response.status_code}", retryable=False)
        return Answer(response, url)


def crawled():
    """Every page of the sitemaps that robots.txt leads to."""
    tree = sitemap_tree_for_homepage(HOST, web_client=Crawler(), use_known_paths=False)
    return list(tree.all_pages())


def paths(pages):
    return sorted({unquote(urlsplit(page.url).path) for page in pages})


def decoded(*addresses):
    return sorted(unquote(address) for address in addresses)


def test_a_crawler_finds_every_public_page():
    source, topic = make_source(), make_topic()
    story = make_story(source=source, topic=topic)
    event = make_event(story)
    things = (story, source, topic, event)
    lists = ["/", "/corrections/", "/events/", "/policies/", "/about/", "/policies/ethics/"]
    found = paths(crawled())
    assert set(decoded(*lists, *(thing.get_absolute_url() for thing in things))) <= set(found)


def test_a_crawler_finds_nothing_that_is_not_published():
    quiet, silent = make_source("صامت"), make_topic("صامت")
    hidden = make_hidden_stories(source=quiet, topic=silent)
    event = make_event(*hidden)
    found = paths(crawled())
    for thing in (quiet, silent, event, *hidden):
        assert unquote(thing.get_absolute_url()) not in found
    for name in ("sitemap", "sitemap-pages", "sitemap-news"):
        assert SECRET not in Client().get(reverse(name)).content.decode()
    assert not [path for path in found if path.startswith("/stories/")]


def test_a_story_says_when_readers_last_had_something_new(client):
    changed = timezone.now().replace(microsecond=0) - timedelta(days=1)
    story = make_story()
    Story.objects.update(changed_at=changed)
    (page,) = [page for page in crawled() if "/stories/" in page.url]
    assert page.last_modified == changed
    assert unquote(urlsplit(page.url).path) == unquote(story.get_absolute_url())


def test_blocks_hold_each_story_once_and_empty_ones_are_not_listed(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "BLOCK", 10)
    first = make_story().pk
    for pk in (first + 1, first + 25, first + 26, 10**12, 10**17):
        make_story(pk=pk)
    tree = sitemap_tree_for_homepage(HOST, web_client=Crawler(), use_known_paths=False)
    pages = [page.url for page in tree.all_pages() if "/stories/" in page.url]
    assert len(pages) == len(set(pages)) == 6
    listed = client.get(reverse("sitemap")).content.decode()
    assert f"stories-{10**11}.xml" in listed
    pks = Story.objects.values_list("pk", flat=True)
    assert listed.count("/stories-") == len({pk // 10 for pk in pks})


@pytest.mark.parametrize("count", [1, 3])
def test_sitemaps_take_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    source, topic = make_source(), make_topic()
    for _ in range(count):
        story = make_story(source=source, topic=topic)
        make_event(story)
    block = story.pk // sitemaps.BLOCK
    event_block = story.events.get().pk // sitemaps.BLOCK
    wanted = {
        reverse("sitemap"): 2,
        reverse("sitemap-pages"): 3,
        reverse("sitemap-news"): 1,
        reverse("sitemap-stories", args=[block]): 1,
        reverse("sitemap-events", args=[event_block]): 1,
    }
    for address, queries in wanted.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def news():
    return [page for page in crawled() if page.news_story]


def test_the_news_of_two_days_is_offered_as_news():
    at = timezone.now().replace(microsecond=0)
    fresh = make_story(headline="طازج", published_at=at - timedelta(hours=47))
    make_story(headline="قديم", published_at=at - timedelta(hours=49))
    make_story(headline="أرشيف", published_at=at, original_date=(at - timedelta(days=900)).date())
    (page,) = news()
    assert unquote(urlsplit(page.url).path) == unquote(fresh.get_absolute_url())
    assert page.news_story.title == "طازج"
    assert page.news_story.publish_date == fresh.published_at
    assert page.news_story.publication_name == "غرفة الأخبار"
    assert page.news_story.publication_language == "ar"


def test_a_received_text_without_a_day_is_no_news():
    received = SeedFile.objects.create(name="a.txt", path="a.txt", sha256="0" * 64, raw=b"")
    story = make_story(published_at=timezone.now(), seed_file=received)
    assert news() == []
    Story.objects.filter(pk=story.pk).update(original_date=timezone.now().date())
    Story.objects.get(pk=story.pk).save()
    (page,) = news()
    assert unquote(urlsplit(page.url).path) == unquote(story.get_absolute_url())


def test_news_hold_what_google_reads_at_most(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    for number in range(3):
        make_story(headline=str(number), published_at=timezone.now())
    assert [page.news_story.title for page in news()] == ["2", "1"]


def test_no_news_is_a_sitemap_too():
    make_story()
    assert news() == []


def test_no_headline_breaks_the_news(client):
    story = make_story(published_at=timezone.now())
    Story.objects.filter(pk=story.pk).update(headline="a\x01 <&> \u202eب")
    (page,) = news()
    assert page.news_story.title == "a <&> ب"


def test_robots_are_kept_from_the_desk_and_shown_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", "Disallow: /preview/", "Disallow: /search/"} <= set(lines)
    assert f"Sitemap: {HOST}/sitemap.xml" in lines


@pytest.mark.parametrize(
    "address",
    [
        "/sitemaps/stories-9.xml",
        "/sitemaps/stories-999999999999999999.xml",
        "/sitemaps/stories-9999999999999999999999.xml",
        "/sitemaps/events-0.xml",
        "/sitemaps/stories--1.xml",
        "/sitemaps/x.xml",
    ],
)
def test_an_address_without_a_sitemap_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_sources_without_a_word_to_read_are_not_listed():
    Source.objects.create(name="لم يُنشر له")
    assert [path for path in paths(crawled()) if path.startswith("/sources/")] == []


def test_a_crawler_that_has_a_sitemap_is_told_so(client):
    make_story()
    for name in ("sitemap", "sitemap-pages", "sitemap-news"):
        tag = client.get(reverse(name)).headers["ETag"]
        again = client.get(reverse(name), headers={"If-None-Match": tag})
        assert again.status_code == 304
