"""Large events: which stories stand side by side, and how a reader chooses others."""

import pytest

from articles.events.choosing import AT_ONCE, MOST
from articles.events.comparing import compared
from tests.builders import make_event, make_lexicon, make_source, make_story

pytestmark = pytest.mark.django_db

COUNT = AT_ONCE + 2


@pytest.fixture
def stories():
    return [
        make_story(
            headline=f"عنوان {number}",
            body=f"<p>وصلت {number + 20} حافلة. قال نائب {number} إن المسلحين خرجوا.</p>",
        )
        for number in range(1, COUNT + 1)
    ]


@pytest.fixture
def event(stories):
    return make_event(*stories, lexicon=make_lexicon(fighters=["المسلحون"]))


def shown(client, event, **query):
    page = client.get(event.get_absolute_url(), query)
    return [column.number for column in page.context["columns"]], page.content.decode()


def test_the_first_stories_of_many_stand_side_by_side(client, event):
    numbers, page = shown(client, event)
    assert numbers == list(range(1, AT_ONCE + 1))
    assert f'href="?from={AT_ONCE + 1}&amp;order=count#columns"' in page
    assert "21 حافلة" in page
    assert f"{20 + COUNT} حافلة" not in page.split('id="figures"')[1]


def test_the_others_follow_on_pages_of_their_own(client, event):
    numbers, page = shown(client, event, **{"from": AT_ONCE + 1})
    assert numbers == [AT_ONCE + 1, AT_ONCE + 2]
    assert f"{20 + COUNT} حافلة" in page.split('id="figures"')[1]
    assert "21 حافلة" not in page.split('id="figures"')[1]
    assert 'rel="prev" href="?from=1' in page


def test_a_reader_chooses_stories_and_keeps_them_in_another_order(client, event, stories):
    numbers, page = shown(client, event, story=[stories[7].pk, stories[1].pk], order="term")
    assert numbers == [2, 8]
    choice = f"story={stories[1].pk}&amp;story={stories[7].pk}"
    assert f'href="?{choice}&amp;order=count#words"' in page


def test_all_uses_are_counted_beside_the_ones_shown(client, event):
    _numbers, page = shown(client, event)
    assert f">{COUNT}</a></td>" in page.split('class="all-stories"')[-1]


@pytest.mark.parametrize("start", ["0", "-3", "seven", "٧", "99999999999999999999", ""])
def test_an_odd_beginning_shows_stories_all_the_same(client, event, start):
    numbers, _page = shown(client, event, **{"from": start})
    assert numbers in ([COUNT], list(range(1, AT_ONCE + 1)))


def test_no_more_can_be_chosen_than_can_be_read(client):
    stories = [make_story(headline=f"عنوان {number}") for number in range(MOST + 3)]
    event = make_event(*stories)
    numbers, _page = shown(client, event, story=[story.pk for story in stories])
    assert numbers == list(range(1, MOST + 1))


def test_a_small_event_is_shown_whole(client, stories):
    event = make_event(*stories[:AT_ONCE])
    numbers, page = shown(client, event, **{"from": "3"})
    assert numbers == list(range(1, AT_ONCE + 1))
    assert 'id="columns"' not in page


def test_unknown_sources_are_told_apart_by_agency_or_headline():
    event = make_event(
        make_story(source=None, headline="بدأ الإضراب العام صباح اليوم في الموانئ"),
        make_story(source=None, credits=[{"agency": "رويترز", "evidence": ""}]),
        make_story(source=make_source(name="الصحيفة")),
    )
    columns = compared(event).columns
    assert [column.hint for column in columns] == ["بدأ الإضراب العام صباح…", "رويترز", ""]
    assert columns[1].label.startswith("2. ")
    assert columns[1].label.endswith(" · رويترز")
    assert columns[2].label == "3. الصحيفة"
