import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.converters import ShortIdConverter
from articles.models import Story
from articles.roles import Role
from tests.builders import make_comment, make_photo, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

NOT_PUBLIC = [
    {"status": Story.Status.DRAFT},
    {"status": Story.Status.SUBMITTED},
    {"published_at": timezone.now() + timedelta(hours=1)},
    {"embargo_until": timezone.now() + timedelta(hours=1)},
    {"status": Story.Status.RETRACTED, "embargo_until": timezone.now() + timedelta(hours=1)},
]


def test_home_lists_published_stories_newest_first(client):
    older = make_story(headline="الأقدم", original_date=date(2016, 12, 13))
    newer = make_story(headline="الأحدث", original_date=date(2016, 12, 22))
    response = client.get(reverse("home"))
    assert [story.pk for story in response.context["stories"]] == [newer.pk, older.pk]


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_a_story_that_is_not_public_shows_nowhere(client, fields):
    source = make_source()
    hidden = make_story(headline="سر", source=source, **fields)
    for address in (reverse("home"), source.get_absolute_url()):
        assert "سر" not in client.get(address).content.decode()
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(hidden.get_short_url()).status_code == 404


def test_a_retracted_story_keeps_its_page_and_says_why(client):
    story = make_story(status=Story.Status.RETRACTED, retraction_reason="نُقل عن مصدر واحد.")
    assert list(client.get(reverse("home")).context["stories"]) == []
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    assert "نُقل عن مصدر واحد." in response.content.decode()


def test_the_address_of_a_killed_story_answers_gone(client):
    story = make_story(status=Story.Status.KILLED)
    assert list(client.get(reverse("home")).context["stories"]) == []
    for slug in (story.slug, "اسم-قديم"):
        assert client.get(reverse("story", args=[story.pk, slug])).status_code == 410
    assert client.get(story.get_short_url()).status_code == 410


def test_a_story_killed_before_anybody_saw_it_was_never_there(client):
    story = make_story(status=Story.Status.KILLED, published_at=None)
    assert client.get(story.get_absolute_url()).status_code == 404


def test_a_short_link_leads_to_the_story(client):
    story = make_story()
    response = client.get(story.get_short_url())
    assert (response.status_code, response.url) == (301, story.get_absolute_url())


@pytest.mark.parametrize("pk", [1, 31, 32, 999_999, 10**18 - 1])
def test_a_short_link_stands_for_one_number(pk):
    short = ShortIdConverter().to_url(pk)
    assert re.fullmatch(ShortIdConverter.regex, short)
    assert ShortIdConverter().to_python(short) == pk


def test_a_short_link_may_be_misread():
    assert ShortIdConverter().to_python("1O") == 32
    assert ShortIdConverter().to_python("Lo") == ShortIdConverter().to_python("i0") == 32


def test_another_slug_redirects_to_the_story(client):
    story = make_story()
    wrong = reverse("story", args=[story.pk, "اسم-آخر"])
    response = client.get(wrong)
    assert (response.status_code, response.url) == (301, story.get_absolute_url())


def test_a_photo_without_its_file_stands_at_its_place(client):
    story = make_story(body="<p>أولى.</p><p>ثانية.</p>")
    make_photo(story, caption="بينهما", after_block=1)
    make_photo(story, caption="بعد النهاية", after_block=9)
    response = client.get(story.get_absolute_url())
    shown = [
        block.photo.caption if block.photo else str(block.html)
        for block in response.context["blocks"]
    ]
    first, second = '<p id="p1">أولى.</p>', '<p id="p2">ثانية.</p>'
    assert shown == [first, "بينهما", second, "بعد النهاية"]


def test_a_thread_shows_text_as_text(client):
    story = make_story()
    make_comment(story, text="<b>نص</b>")
    assert "&lt;b&gt;نص&lt;/b&gt;" in client.get(story.get_absolute_url()).content.decode()


def test_pages_follow_one_another_without_gap_or_repeat(client):
    made = [make_story(original_date=date(2016, 12, 14)).pk for _ in range(45)]
    address, seen = reverse("home"), []
    while address:
        page = client.get(address).context
        seen += [story.pk for story in page["stories"]]
        cursor = page["next_cursor"]
        address = f"{reverse('home')}?after={cursor}" if cursor else ""
    assert seen == sorted(made, reverse=True)


@pytest.mark.parametrize(
    "address",
    [
        "/?after=x",
        "/?after=-1",
        "/?after=1.99999999999999999999",
        "/?after=99999999999999999999999.1",
        "/stories/1-x/",
        "/stories/999999999999999999-x/",
        "/stories/9999999999999999999999-x/",
        "/sources/x/",
        "/s/0/",
        "/s/zzzzzzzzzzzz/",
        "/s/zzzzzzzzzzzzz/",
        "/s/u/",
    ],
)
def test_an_address_that_names_nothing_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_stories_take_the_same_queries_for_any_number(
    client, django_assert_num_queries, count
):
    source = make_source()
    for _ in range(count):
        story = make_story(source=source)
        make_photo(story)
        make_comment(story)
    for number in range(count):
        make_photo(story, after_block=number)
        make_comment(story)
    with django_assert_num_queries(3):
        client.get(reverse("home"))
    with django_assert_num_queries(4):
        client.get(source.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(story.get_absolute_url())


@pytest.mark.parametrize(
    ("fields", "opening"),
    [
        ({"body": "<p>أول <strong>النص</strong>.</p><p>بقيته.</p>"}, "أول النص."),
        ({"body": f"<p>{'كلمة ' * 500}</p>"}, "كلمة " * 39 + "كلمة…"),
        ({"body": f"<p>{'م' * 590} <strong>غامق</strong></p>"}, "م" * 590),
        ({"body": "<p>نص.</p>", "summary": "ملخص"}, ""),
    ],
)
def test_a_lead_without_a_summary_shows_how_its_text_begins(client, fields, opening):
    make_story(**fields)
    assert client.get(reverse("home")).context["front"].opening == opening


def test_the_home_page_has_no_story_twice(client):
    editor = make_user(Role.EDITOR)
    made = [make_story(original_date=date(2016, 12, day)) for day in range(1, 31)]
    for number, story in enumerate((made[0], made[29], made[28], made[5])):
        at = timezone.now() + timedelta(seconds=number)
        workflow.lead(story, by=editor, at=at)
    front = client.get(reverse("home")).context["front"]
    shown = [front.lead, *front.beside, *front.latest]
    assert shown[:3] == [made[5], made[28], made[29]]
    assert len(set(shown)) == len(shown)
    assert set(shown) >= set(front.page.rows)
