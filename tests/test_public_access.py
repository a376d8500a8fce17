"""Every public address: a story shows itself where readers may see it, and nowhere else.

The addresses come from the URL resolver: a new one without a value for its parts fails.
"""

import re
from datetime import timedelta
from urllib.parse import quote, unquote

import pytest
from django.urls import get_resolver, resolve
from django.utils import timezone

from articles import revisions, workflow
from articles.corrections import ask_correction
from articles.models import Story, Topic
from articles.places import places
from articles.roles import Role
from articles.syndication import card_files
from tests.builders import make_comment, make_event, make_photo, make_source, make_user

pytestmark = pytest.mark.django_db

WORD = "zumurruda"
# Long enough to count as copied where it stands in two stories.
SHARED = (
    "وصلت ثلاث قوافل من المساعدات الغذائية والطبية إلى المدينة ظهر أمس بعد انتظار دام خمسة أيام "
    "عند المعبر الشمالي، وقال مسؤول في الهلال الأحمر إن توزيعها يبدأ صباح اليوم في ستة أحياء."
)
HOUR = timedelta(hours=1)


class Site:
    """A story with this word in everything that it says, in all places that it could stand."""

    def __init__(self):
        self.editor = make_user(Role.EDITOR)
        self.source, self.topic = make_source("جريدة"), Topic.objects.create(name="محليات")
        self.story = self.write(f"خبر {WORD}", f"<p>{WORD}</p><p>{SHARED}</p>")
        self.other = self.write("خبر آخر", f"<p>{SHARED}</p>")
        make_photo(self.story, caption=WORD)
        self.event = make_event(self.other, self.story)
        self.comment = make_comment(self.story, text=WORD)
        workflow.publish(self.other, by=self.editor, at=timezone.now(), accept_gaps=True)

    def write(self, headline, body):
        text = Story(headline=headline, body=body, source=self.source, topic=self.topic)
        text.original_date = timezone.localdate()
        return workflow.create(revisions.snapshot_of(text), by=self.editor, at=timezone.now())

    def take(self, verb, **told):
        step = getattr(workflow, verb)
        self.story = step(self.story, by=self.editor, at=timezone.now(), **told)

    def publish_and_correct(self):
        self.take("publish", accept_gaps=True)
        ask_correction(self.story, WORD, by=self.editor, at=timezone.now())
        self.take("correct", text=WORD)

    def addresses(self):
        """Every public address that could show the story, by its route."""
        for route in public_routes():
            for story in (self.story, self.other):
                path = PART.sub(lambda part, of=story: self.value(part, of), route)
                yield route, story, f"/{path}"

    def value(self, part, story):
        kind, name = part["kind"], part["name"]
        day = timezone.localtime(story.dated_at)
        values = {
            "pk": self.number(part.string, story),
            "story_pk": story.pk,
            "slug": self.slug(part.string, story),
            "year": day.year,
            "month": f"{day:%m}",
            "day": f"{day:%d}",
            "file": "rss.xml",
            "block": 0,
            "kind": "about",
            "term": "x",
            "table": "shared",
            "name": f"{'0' * 32}-small.webp",
            "digest": card_files.digest_of(card_files.card_of(story)),
            "token": "x",
        }
        assert name in values, f"Say in this test what stands for <{kind}:{name}>."
        return quote(str(values[name]))

    def number(self, route, story):
        if route.startswith("s/"):
            return story.get_short_url().strip("/").split("/")[1]
        kinds = {"events/": self.event.pk, "comments/": self.comment.pk}
        return next((pk for start, pk in kinds.items() if route.startswith(start)), story.pk)

    def slug(self, route, story):
        slugs = {
            "events/": self.event.slug,
            "sources/": self.source.slug,
            "topics/": self.topic.slug,
        }
        return next((slug for start, slug in slugs.items() if route.startswith(start)), "x")


PART = re.compile(r"<(?P<kind>\w+):(?P<name>\w+)>")
# A word of the story that is not the one we look for, which the page repeats.
SEARCHED = {"q": "قوافل المساعدات"}


def public_routes():
    found = sorted(_routes(get_resolver().url_patterns))
    return [route for route in found if not route.startswith("desk/")]


def _routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        inner = getattr(pattern, "url_patterns", None)
        yield from _routes(inner, route) if inner is not None else [route]


def routes_that_show(site, client):
    """The routes that answer with the word, lead to it, or have the story's picture."""
    return {
        route
        for route, story, address in site.addresses()
        if shows(client.get(address, asked(route), follow=True), story == site.story)
    }


def asked(route):
    return SEARCHED if route.startswith("search/") else {}


def shows(response, is_about_it):
    if response.get("Content-Type", "").startswith("image/"):
        return is_about_it and response.status_code == 200
    text = b"".join(response) if response.streaming else response.content
    ways = [unquote(address) for address, _status in response.redirect_chain]
    return WORD in text.decode() or any(WORD in way for way in ways)


def show(site, state):
    """Bring the story into a state in which readers may not see it."""
    tomorrow = timezone.now() + 24 * HOUR
    if state == "submitted":
        site.take("submit")
    elif state == "scheduled":
        site.take("schedule", publish_at=tomorrow, accept_gaps=True)
    elif state == "embargoed":
        site.take("embargo", until=tomorrow)
        site.take("publish", accept_gaps=True)


@pytest.mark.parametrize("state", ["draft", "submitted", "scheduled", "embargoed"])
def test_no_address_shows_what_is_not_public(client, state):
    site = Site()
    show(site, state)
    assert routes_that_show(site, client) == set()


def test_the_answers_about_an_embargoed_story_are_those_about_one_that_is_not_there(client):
    site = Site()
    show(site, "embargoed")
    pages = [place.address for place in places(site.story, at=timezone.now())[:6]]
    assert {client.get(address).status_code for address in pages} == {404}


def test_a_kill_takes_the_story_from_every_place_and_says_so(client):
    site = Site()
    site.publish_and_correct()
    shown = routes_that_show(site, client)
    before = places(site.story, at=timezone.now())
    assert {resolve_route(place.address) for place in before} == shown - ELSEWHERE
    assert all(place.shows_it for place in before)
    site.take("kill", reason="سبب")
    assert routes_that_show(site, client) == set()
    after = places(site.story, at=timezone.now())
    assert [place.name for place in after] == [place.name for place in before]
    assert not any(place.shows_it for place in after)


def test_a_retracted_story_leaves_all_but_its_page(client):
    site = Site()
    site.publish_and_correct()
    site.take("retract", reason="سبب")
    standing = [place for place in places(site.story, at=timezone.now()) if place.shows_it]
    shown = routes_that_show(site, client) - ELSEWHERE
    assert {resolve_route(place.address) for place in standing} == shown


def resolve_route(address):
    return resolve(unquote(address).split("?")[0]).route


# Pages about one comment, and the parts of an event's page by themselves.
ELSEWHERE = {
    "comments/<row_id:pk>/",
    "comments/<row_id:pk>/report/",
    "stories/<row_id:story_pk>/comments/new/",
    "events/<row_id:pk>-<unicode_slug:slug>/voices/",
    "events/<row_id:pk>-<unicode_slug:slug>/comparison.json",
    "events/<row_id:pk>-<unicode_slug:slug>/<unicode_slug:table>.csv",
}
