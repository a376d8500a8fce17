"""The desk's first page and lists: what waits, found fast, acted on with a result each."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import corrections, previews, revisions, waiting, workflow
from articles.models import AuditEntry, Story, Topic
from articles.roles import Role
from tests.builders import make_event, make_source, make_story, make_user
from tests.desk import of_story
from tests.desk_world import make_world

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_story_changelist")


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def reporter():
    return make_user(Role.REPORTER)


def create(user, **fields):
    text = Story(headline="عنوان", body="<p>نص.</p>", **fields)
    return workflow.create(revisions.snapshot_of(text), by=user, at=timezone.now())


def one_of_each(editor, reporter):
    """A story in each state that a list shows, by the name of the filter."""
    now, soon = timezone.now(), timezone.now() + timedelta(hours=1)
    whole = {"source": make_source(), "original_date": date(2016, 12, 14)}
    stories = {name: create(reporter, **whole) for name in ("draft", "sent_back", "submitted")}
    for name in ("sent_back", "submitted"):
        workflow.submit(stories[name], by=reporter, at=now)
    workflow.send_back(stories["sent_back"], by=editor, at=now, reason="سبب")
    for name in ("published", "next_version", "correction", "retracted", "killed"):
        stories[name] = workflow.publish(create(editor, **whole), by=editor, at=now)
    stories["scheduled"] = create(editor, **whole)
    workflow.schedule(stories["scheduled"], publish_at=soon, by=editor, at=now)
    changed = revisions.newest(stories["next_version"]).content() | {"byline": "كاتب"}
    base = revisions.newest(stories["next_version"])
    revisions.save_revision(stories["next_version"], changed, base=base, by=editor, at=now)
    corrections.ask_correction(stories["correction"], "خطأ", by=editor, at=now)
    workflow.retract(stories["retracted"], by=editor, at=now, reason="سبب")
    workflow.kill(stories["killed"], by=editor, at=now, reason="سبب")
    return stories


def shown(client, query=""):
    return {story.pk for story in client.get(f"{LIST}?{query}").context["cl"].result_list}


# Filters and counts


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("draft", {"draft", "sent_back"}),
        ("sent_back", {"sent_back"}),
        ("submitted", {"submitted"}),
        ("scheduled", {"scheduled"}),
        ("published", {"published", "next_version", "correction"}),
        ("next_version", {"next_version"}),
        ("correction", {"correction"}),
        ("retracted", {"retracted"}),
        ("killed", {"killed"}),
    ],
)
def test_a_filter_by_state_shows_just_these(client_of, editor, reporter, state, names):
    stories = one_of_each(editor, reporter)
    assert shown(client_of(editor), f"state={state}") == {stories[name].pk for name in names}


def test_the_first_page_counts_what_its_lists_show(client_of, editor, reporter):
    one_of_each(editor, reporter)
    create(editor, headline_is_provisional=True)
    client = client_of(editor)
    for line in client.get(reverse("admin:index")).context["waiting"]:
        listed = client.get(line.address).context["cl"].result_count
        assert (str(line.label), line.count) == (str(line.label), listed)


def test_a_reporter_finds_only_what_waits_for_them(client_of, editor, reporter):
    one_of_each(editor, reporter)
    lines = client_of(reporter).get(reverse("admin:index")).context["waiting"]
    assert [(str(line.label), line.count) for line in lines] == [
        ("معادة للتحسين", 1),
        ("عناوين مؤقتة", 0),
        ("مصدر مجهول", 0),
        ("بلا تاريخ", 0),
    ]


def test_a_story_for_tomorrow_does_not_wait_today(client_of, editor):
    now = timezone.now()
    story = create(editor)
    tomorrow = now + timedelta(days=1, minutes=1)
    workflow.schedule(story, publish_at=tomorrow, by=editor, at=now, accept_gaps=True)
    client = client_of(editor)
    assert shown(client, "state=today") == set()
    assert shown(client, "state=scheduled") == {story.pk}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("on=2016", True),
        ("on=2016-12", True),
        ("on=2016-12-14", True),
        ("on=2016-12-15", False),
        ("on=2015", False),
        ("on=2016-13", True),
        ("on=x", True),
        ("on=0000", True),
        ("on=9999", False),
    ],
)
def test_a_story_is_found_by_year_month_and_day(client_of, editor, query, found):
    make_story(original_date=date(2016, 12, 14))
    assert bool(shown(client_of(editor), query)) == found


def test_a_story_is_found_by_its_source_and_by_who_made_it(client_of, editor, reporter):
    source = make_source()
    story, other = create(reporter, source=source), create(editor)
    client = client_of(editor)
    assert shown(client, f"source={source.pk}") == {story.pk}
    assert shown(client, f"created_by={editor.pk}") == {other.pk}
    assert shown(client, "source=x&created_by=99999999999999999999") == {story.pk, other.pk}


@pytest.mark.parametrize("query", ["p=9999999", "p=x", "nonsense=1", "state=x", "gap=x", "o=1.2"])
def test_a_query_that_makes_no_sense_is_no_error(client_of, editor, query):
    make_story()
    assert client_of(editor).get(f"{LIST}?{query}", follow=True).status_code == 200


def test_a_long_list_says_that_there_is_more(client_of, editor, monkeypatch):
    monkeypatch.setattr("articles.admin.lists.MOST", 2)
    for _ in range(3):
        make_story()
    page = client_of(editor).get(LIST)
    assert page.context["cl"].result_count == 2
    assert "أكثر من 2 نتيجة: صفِّ أو ابحث" in page.content.decode()


def test_counting_stops_at_its_bound():
    for _ in range(3):
        make_story()
    assert waiting.count_up_to(Story.objects.all(), 1) == 2
    assert waiting.counts_up_to([Story.objects.all(), Story.objects.none()], 1) == (2, 0)


def test_a_page_of_a_list_follows_on_the_one_before(client_of, editor, monkeypatch):
    monkeypatch.setattr("articles.admin.story.StoryAdmin.list_per_page", 2)
    stories = [make_story().pk for _ in range(3)]
    client = client_of(editor)
    pages = [client.get(f"{LIST}?p={number}").context["cl"].result_list for number in (1, 2)]
    assert [[story.pk for story in page] for page in pages] == [stories[:0:-1], stories[:1]]


def test_a_story_is_found_by_its_section_and_by_the_event_it_covers(client_of, editor):
    topic, other = Topic.objects.create(name="محليات"), make_story()
    story = make_story(topic=topic)
    event = make_event(story, name="حدث")
    make_event(other, name="حدث آخر")
    client = client_of(editor)
    assert shown(client, f"topic={topic.pk}") == {story.pk}
    assert shown(client, f"event={event.pk}") == {story.pk}
    assert shown(client, "event=x") == {story.pk, other.pk}


def test_the_filters_offer_sources_sections_events_and_people_by_name(client_of, editor):
    names = {"source": "وكالة", "topic": "محليات", "event": "حدث", "created_by": "سعاد علي"}
    make_user(Role.REPORTER, first_name="سعاد", last_name="علي")
    event = make_event(name=names["event"])
    make_source(names["source"])
    Topic.objects.create(name=names["topic"])
    filters = client_of(editor).get(LIST).context["cl"].filter_specs
    offered = {
        found.parameter_name: [name for _pk, name in found.lookup_choices]
        for found in filters
        if found.parameter_name in names
    }
    assert offered == {name: [label] for name, label in names.items()} | {
        "created_by": ["editor", names["created_by"]]
    }
    assert dict(filters[4].lookup_choices) == {event.pk: names["event"]}


LISTS = [
    LIST,
    f"{LIST}?state=today",
    f"{LIST}?gap=date&on=2016",
    f"{LIST}?created_by=1",
    f"{LIST}?event=1",
    reverse("admin:index"),
    reverse("admin:articles_auditentry_changelist"),
]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", LISTS)
def test_a_list_takes_ten_queries_for_any_number_of_rows(
    client_of, editor, django_assert_max_num_queries, address, count
):
    for number in range(count):
        create(editor, source=make_source(f"مصدر {number}"), original_date=date(2016, 12, 14))
    client = client_of(editor)
    with django_assert_max_num_queries(10):
        client.get(address)


# Acting on several


def act(client, action, stories, **fields):
    chosen = [story.pk for story in stories]
    return client.post(LIST, {"action": action, "_selected_action": chosen} | fields)


def results(response):
    return [(result.is_done, result.sentence) for result in response.context["results"]]


def test_each_story_of_a_bulk_step_gets_its_result(client_of, editor):
    whole = create(editor, source=make_source(), original_date=date(2016, 12, 14))
    lacking = create(editor)
    response = act(client_of(editor), "publish", [whole, lacking])
    assert sorted(results(response)) == [
        (False, "المصدر غير معروف. تاريخ الخبر الأصلي غير مذكور."),
        (True, "تم: نشر. حالة الخبر الآن «منشور»."),
    ]


def test_the_source_of_several_stories_is_set_after_asking_which(client_of, editor):
    source = make_source()
    stories = [create(editor), create(editor)]
    client = client_of(editor)
    asked = act(client, "set_source", stories)
    assert {story.pk for story in asked.context["stories"]} == {story.pk for story in stories}
    act(client, "set_source", stories, source=source.pk)
    assert set(Story.objects.values_list("source", flat=True)) == {source.pk}
    assert [revisions.newest(story).number for story in stories] == [2, 2]


def test_a_reporter_has_no_editors_steps_on_several(client_of, reporter):
    story = create(reporter)
    act(client_of(reporter), "publish", [story])
    assert Story.objects.get().status == Story.Status.DRAFT


# The log


def test_the_log_is_read_and_never_changed(client_of, administrator):
    create(administrator)
    client = client_of(administrator)
    entry = AuditEntry.objects.get()
    address = reverse("admin:articles_auditentry_change", args=[entry.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "x"}).status_code == 403
    delete = reverse("admin:articles_auditentry_delete", args=[entry.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_changes_in_the_desk_are_logged_with_old_and_new_values(client_of, administrator):
    source = make_source("قديم")
    address = reverse("admin:articles_source_change", args=[source.pk])
    sent = {"name": "جديد", "slug": source.slug, "kind": source.kind}
    client_of(administrator).post(address, sent)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.subject) == ("change", administrator, "مصدر: جديد")
    assert entry.changes == {"name": ["قديم", "جديد"]}


def test_a_password_is_never_in_the_log(client_of, administrator, reporter):
    address = reverse("admin:auth_user_password_change", args=[reporter.pk])
    word = "s3cret-word-of-mine"
    sent = {"password1": word, "password2": word, "usable_password": "true"}
    client_of(administrator).post(address, sent)
    entry = AuditEntry.objects.get()
    assert "s3cret" not in str(entry.changes)
    assert entry.changes.keys() & {"password", "password1", "password2"}


def test_every_time_in_a_list_stands_with_its_zone():
    world = make_world()
    client = world.client("administrator")
    for name in ("story", "auditentry", "seedfile", "policy"):
        page = client.get(reverse(f"admin:articles_{name}_changelist")).content.decode()
        assert 'class="zone" dir="ltr">UTC+00:00' in page, name
    for name in ("comment", "decision"):
        page = client.get(reverse(f"admin:comments_{name}_changelist")).content.decode()
        assert 'class="zone" dir="ltr">UTC+00:00' in page, name


def test_the_log_speaks_of_an_outside_reader_in_arabic():
    world = make_world()
    link = world.things["link"]
    newest = revisions.newest(world.story)
    previews.answer(link, "returned", revision=newest, at=timezone.now(), note="سبب")
    page = world.client("editor").get(of_story("history", world.story)).content.decode()
    for word in ("reader_name", "expires_at", ">returned", ">answer"):
        assert word not in page, word
    assert "معاد" in page
