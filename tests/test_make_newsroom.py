"""The generated newsroom: believable, marked, the same every time, never among real stories."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command

from articles.models import AuditEntry, Coverage, Event, Revision, Source, Story, Topic
from articles.search.searching import NEWEST, search_stories
from comments.models import Comment, Flag
from newsroom.generated import making
from newsroom.generated.crowd import make_remarks, shares
from newsroom.generated.making import Newsroom, Plan, RealStories
from newsroom.generated.texts import BYLINE, CITY, PLACES, make_text
from newsroom.management.commands.make_newsroom import seed_material
from tests.builders import make_story

UNTIL = datetime(2026, 1, 5, tzinfo=UTC)
MATERIAL = seed_material()


def make(stories, comments=0):
    newsroom = Newsroom(Plan(stories, comments, UNTIL), MATERIAL, make_remarks(MATERIAL))
    return sum(newsroom.make())


def texts():
    return list(Story.objects.order_by("pk").values_list("headline", "body", "dated_at"))


@pytest.mark.parametrize("number", [0, 7, 999_999])
def test_the_same_number_gives_the_same_text(number):
    text = make_text(MATERIAL, Random(number))
    assert text == make_text(MATERIAL, Random(number))
    assert text != make_text(MATERIAL, Random(number + 1))
    assert 4 <= len(text.headline.split()) <= 13
    assert text.body() == "".join(f"<p>{words}</p>" for words in text.paragraphs)


def test_a_text_says_what_the_reports_say_of_some_city():
    words = set(" ".join(MATERIAL.sentences).split())
    words |= {word.replace(CITY, place) for word in words for place in PLACES}
    text = make_text(MATERIAL, Random(3))
    said = {word for word in " ".join(text.paragraphs).split() if not any(map(str.isdigit, word))}
    assert said <= words


@pytest.mark.parametrize(("stories", "comments"), [(1, 0), (10, 50), (1000, 5000), (7, 3)])
def test_comments_are_shared_out_to_the_last_one(stories, comments):
    counts = list(shares(stories, comments))
    assert (len(counts), sum(counts)) == (stories, comments)
    assert min(counts) >= 0


def test_most_stories_have_few_comments_and_some_have_many():
    counts = sorted(shares(1000, 5000))
    assert counts[500] <= 1
    assert counts[-1] >= 20


@pytest.mark.django_db
def test_a_newsroom_has_all_that_pages_show():
    assert make(400, 800) == 400
    assert Story.objects.count() == 400
    assert Comment.objects.count() == 800
    assert Comment.objects.filter(parent__isnull=False).exists()
    assert Flag.objects.exists()
    assert {source.name for source in Source.objects.all()} >= {"مصدر مولَّد 1", "مصدر مولَّد 40"}
    assert Topic.objects.filter(stories__isnull=False).distinct().count() == 8
    assert Event.objects.visible().count() == 2
    assert Coverage.objects.count() == 8
    assert Revision.objects.count() == AuditEntry.objects.count() == 400
    statuses = set(Story.objects.values_list("status", flat=True))
    assert {Story.Status.PUBLISHED, Story.Status.DRAFT, Story.Status.SUBMITTED} <= statuses
    assert Story.objects.published(UNTIL).count() > 300


@pytest.mark.django_db
def test_replies_answer_in_their_own_story():
    make(40, 400)
    for reply in Comment.objects.filter(parent__isnull=False).select_related("parent", "root"):
        assert reply.story_id == reply.parent.story_id == reply.root.story_id
        assert reply.root.parent_id is None
        assert reply.parent.created_at <= reply.created_at


@pytest.mark.django_db
def test_readers_are_told_that_a_story_was_generated(client):
    make(3)
    for story in Story.objects.published():
        assert story.byline == BYLINE
        assert BYLINE in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_nothing_is_made_twice():
    make(30, 60)
    once = texts()
    assert make(30, 60) == 0
    assert texts() == once
    assert Comment.objects.count() == 60


@pytest.mark.django_db
def test_what_was_cut_off_is_finished(monkeypatch):
    monkeypatch.setattr(making, "BATCH", 7)
    cut_off = Newsroom(Plan(30, 60, UNTIL), MATERIAL, make_remarks(MATERIAL)).make()
    assert [next(cut_off), next(cut_off)] == [7, 7]
    cut_off.close()
    begun = texts()
    assert len(begun) == 14
    assert make(30, 60) == 16
    assert texts()[:14] == begun
    assert (Story.objects.count(), Comment.objects.count()) == (30, 60)


@pytest.mark.django_db
def test_a_newsroom_with_real_stories_is_left_alone():
    real = make_story()
    with pytest.raises(RealStories):
        make(5)
    with pytest.raises(CommandError, match="real stories"):
        call_command("make_newsroom", stories=5)
    assert list(Story.objects.all()) == [real]


@pytest.mark.django_db
@pytest.mark.parametrize(("stories", "comments"), [(0, 0), (-1, 0), (5, -1)])
def test_a_number_that_makes_no_sense_is_refused(stories, comments):
    with pytest.raises(CommandError):
        call_command("make_newsroom", stories=stories, comments=comments)


@pytest.mark.django_db(transaction=True)
def test_the_command_makes_a_newsroom_that_can_be_read_and_searched(client, capsys):
    call_command("make_newsroom", stories=25, comments=50, until=UNTIL)
    assert capsys.readouterr().out == "25 stories indexed\n25 stories made, 25 in all\n"
    addresses = ["/", "/events/", "/rss.xml", "/sitemap.xml", "/search/?q=حلب"]
    addresses += [story.get_absolute_url() for story in Story.objects.published()[:5]]
    assert {client.get(address).status_code for address in addresses} == {200}
    found = search_stories("حلب", among=Story.objects.published(), order=NEWEST)
    assert found.total > 0
    newest = Story.objects.published().newest_first().first()
    assert UNTIL - newest.published_at <= timedelta(days=1)
