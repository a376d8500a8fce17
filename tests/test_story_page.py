"""What a story's page says about the story, and what stands around it."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles import relating, workflow
from articles.ages import Age, age_of
from articles.models import Related, Story
from articles.roles import Role
from articles.search.indexing import index_stories
from articles.templatetags.story_page import age_notice, reading_time
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

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 5)
HIDDEN = [
    {"status": Story.Status.DRAFT},
    {"status": Story.Status.RETRACTED},
    {"embargo_until": timezone.now() + timedelta(hours=1)},
    {"published_at": timezone.now() + timedelta(hours=1)},
]


def page_of(client, story):
    return client.get(story.get_absolute_url())


def around(client, story):
    return page_of(client, story).context["around"]


def pks(lines):
    return [near.pk for near in lines]


# Age and length


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2025, 7, 6), None),
        (date(2025, 7, 5), Age(months=6)),
        (date(2025, 1, 6), Age(months=11)),
        (date(2025, 1, 5), Age(years=1)),
        (date(2016, 12, 14), Age(years=9)),
        (date(2030, 1, 1), None),
        (date(1800, 1, 1), Age(years=226)),
    ],
)
def test_the_age_of_old_news_is_counted_by_the_calendar(day, age):
    assert age_of(day, TODAY) == age


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        (1, "نُشر هذا الخبر قبل عام."),
        (2, "نُشر هذا الخبر قبل عامين."),
        (3, "نُشر هذا الخبر قبل 3 أعوام."),
        (10, "نُشر هذا الخبر قبل 10 أعوام."),
        (11, "نُشر هذا الخبر قبل 11 عامًا."),
        (99, "نُشر هذا الخبر قبل 99 عامًا."),
        (100, "نُشر هذا الخبر قبل 100 عام."),
        (103, "نُشر هذا الخبر قبل 103 أعوام."),
    ],
)
def test_the_notice_counts_years_as_arabic_does(years, sentence):
    today = timezone.localdate()
    assert age_notice(Story(original_date=date(today.year - years, 1, 1))) == sentence


def test_the_notice_counts_months_below_a_year_and_is_silent_on_news():
    day = timezone.localdate() - timedelta(days=250)
    assert age_notice(Story(original_date=day)) == "نُشر هذا الخبر قبل 8 أشهر."
    assert age_notice(Story(original_date=timezone.localdate())) == ""
    assert age_notice(Story(published_at=timezone.now())) == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (1, "يُقرأ في دقيقة"),
        (400, "يُقرأ في دقيقتين"),
        (600, "يُقرأ في 3 دقائق"),
        (2000, "يُقرأ في 11 دقيقة"),
    ],
)
def test_a_page_says_how_long_it_takes_to_read(words, sentence):
    assert reading_time(Story(body=f"<p>{'كلمة ' * words}</p>")) == sentence


# What it says of itself


def test_a_page_names_source_and_kind_section_and_who_wrote_it(client):
    source = make_source("الديار", kind="newspaper", country="لبنان", ownership="شركة")
    story = make_story(source=source, topic=make_topic("سياسة"), byline="ليلى حداد")
    page = page_of(client, story).content.decode()
    for words in ("الديار", "(صحيفة)", "سياسة", "ليلى حداد", "لبنان", "شركة"):
        assert words in page


def test_a_page_tells_when_it_was_changed_only_where_it_was(client):
    old = make_story(changed_at=MORNING)
    assert "آخر تعديل" not in page_of(client, old).content.decode()
    changed = make_story(changed_at=MORNING + timedelta(hours=2))
    page = page_of(client, changed).content.decode()
    assert "آخر تعديل" in page
    assert reverse("story-history", args=[changed.pk]) in page


def test_a_picture_that_may_disturb_is_covered_until_a_reader_opens_it(client):
    story = make_story()
    make_photo(story, image="photos/a-large.webp", width=10, height=10, is_sensitive=True)
    make_photo(story, image="photos/b-large.webp", width=10, height=10)
    page = page_of(client, story).content.decode()
    assert page.count('<details class="sensitive">') == 1
    cover = page[page.index('<details class="sensitive">') : page.index("</details>")]
    assert "a-large" in cover
    assert "b-large" not in cover
    assert " open" not in cover


def test_the_tools_for_sharing_wait_for_script_and_the_short_link_does_not(client):
    story = make_story()
    page = page_of(client, story).content.decode()
    assert page.count('<button type="button" class="quiet" data-') == 2
    assert f'<a class="short-link" href="{story.get_short_url()}"' in page


# What stands around it


def test_the_stories_before_and_after_it_are_its_neighbours(client):
    days = [date(2016, 12, day) for day in (12, 13, 13, 14)]
    oldest, first, second, newest = [make_story(original_date=day) for day in days]
    assert around(client, oldest).older is None
    assert around(client, oldest).newer.pk == first.pk
    assert (around(client, first).older.pk, around(client, first).newer.pk) == (
        oldest.pk,
        second.pk,
    )
    assert around(client, second).newer.pk == newest.pk
    assert around(client, newest).newer is None


def test_the_same_event_and_its_name_stand_below_the_story(client):
    story, other = make_story(), make_story(headline="رواية أخرى", source=make_source())
    apart = make_story()
    event = make_event(story, other)
    found = around(client, story)
    assert [near.name for near in found.events] == [event.name]
    assert pks(found.same_event) == [other.pk]
    assert around(client, apart).same_event == []
    assert event.get_absolute_url() in page_of(client, story).content.decode()


def test_a_story_of_two_common_events_stands_once(client):
    story, other = make_story(), make_story()
    make_event(story, other)
    make_event(story, other)
    assert pks(around(client, story).same_event) == [other.pk]


def written(*texts):
    stories = [make_story(headline=text, body=f"<p>{text}</p>") for text in texts]
    index_stories([story.pk for story in stories])
    relating.relate([story.pk for story in stories])
    return stories


def test_related_stories_share_rare_words(client):
    one, two, apart = written(
        "انسحاب المقاتلين من حلب الشرقية عبر الراموسة",
        "حافلات تنقل المقاتلين من حلب الشرقية عبر الراموسة",
        "معرض الكتاب يفتح أبوابه في بيروت",
    )
    assert pks(around(client, one).related) == [two.pk]
    assert pks(around(client, two).related) == [one.pk]
    assert around(client, apart).related == []


def test_what_is_published_finds_its_relatives_and_they_find_it(client):
    editor = make_user(Role.EDITOR)
    (old,) = written("انسحاب المقاتلين من حلب الشرقية عبر الراموسة")
    text = "حافلات تنقل المقاتلين من حلب الشرقية عبر الراموسة"
    story = make_story(status=Story.Status.SUBMITTED, headline=text, body=f"<p>{text}</p>")
    story = workflow.publish(story, by=editor, at=MORNING, accept_gaps=True)
    assert pks(around(client, story).related) == [old.pk]
    assert pks(around(client, old).related) == [story.pk]
    workflow.retract(story, by=editor, at=MORNING + timedelta(hours=1), reason="خطأ")
    assert around(client, old).related == []
    assert not Related.objects.exists()


@pytest.mark.parametrize("fields", HIDDEN)
def test_nothing_that_is_not_public_stands_around_a_story(client, fields):
    story = make_story(original_date=date(2016, 12, 14))
    hidden = make_story(headline="سر", original_date=date(2016, 12, 13), **fields)
    make_event(story, hidden)
    Related.objects.create(story=story, other=hidden, score=1)
    assert "سر" not in page_of(client, story).content.decode()


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize(("with_comment", "queries"), [(True, 2), (False, 3)])
def test_a_page_takes_the_same_queries_for_any_number_of_neighbours(
    client, django_assert_num_queries, count, with_comment, queries
):
    story = make_story(topic=make_topic(), source=make_source())
    make_photo(story)
    others = [make_story(source=make_source(str(number))) for number in range(count)]
    make_event(story, *others)
    for other in others:
        Related.objects.create(story=story, other=other, score=0.5)
        if with_comment:
            make_comment(story)
    with django_assert_num_queries(queries):
        page_of(client, story)


def test_imported_stories_find_their_relatives_by_a_command_that_can_run_again(capsys):
    text = "حافلات تنقل المقاتلين من حلب الشرقية عبر الراموسة"
    for _ in range(2):
        make_story(headline=text, body=f"<p>{text}</p>")
    index_stories(Story.objects.values_list("pk", flat=True))
    call_command("relate_stories", "--dry-run")
    assert not Related.objects.exists()
    for _ in range(2):
        call_command("relate_stories")
        assert Related.objects.count() == 2
    assert "2 stories looked at\n0 stories looked at" in capsys.readouterr().out
