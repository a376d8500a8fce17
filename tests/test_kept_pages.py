"""Finished pages that are kept for anonymous readers: right first, then fast."""

import gzip
import time
from datetime import timedelta

import brotli
import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import previews, revisions, workflow
from articles.models import Source, Story
from articles.roles import Role
from comments import moderation, posting
from comments.models import Comment, CommentPolicy
from newsroom.pages import freshness, memory, middleware
from newsroom.pages.changes import Snapshot
from newsroom.pages.page import Page
from tests.builders import MORNING, make_comment, make_photo, make_source, make_story, make_user

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "<p>" + "نص طويل بما يكفي. " * 40 + "</p>"


@pytest.fixture(autouse=True)
def kept(settings, monkeypatch):
    settings.KEEPS_PAGES = True
    # Every request asks what has changed, so that no test has to wait.
    monkeypatch.setattr(freshness, "INTERVAL", 0)
    monkeypatch.setattr(freshness, "RETRY", 0)
    # Nor does anybody get what a page was a moment ago.
    monkeypatch.setattr(memory, "LONGEST_BEHIND", 0)
    # In this thread: another one's connection would not see what a test has not committed.
    monkeypatch.setattr(freshness.Freshness, "look_meanwhile", freshness.Freshness._look)


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def another(reader):
    """A function that opens another browser at the process that serves `reader`.

    Every other `Client()` stands for a process of its own.
    """

    def open_browser():
        browser = Client()
        browser.handler = reader.handler
        return browser

    return open_browser


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def moderator():
    return make_user(Role.MODERATOR)


def is_kept(client, address, **headers):
    """Whether the second of two requests asks nothing but what has changed."""
    client.get(address, **headers)
    return is_still_kept(client, address, **headers)


def is_still_kept(client, address, **headers):
    with CaptureQueriesContext(connection) as queries:
        client.get(address, **headers)
    return [query["sql"] for query in queries if "newsroom_change" not in query["sql"]] == []


def text_of(client, address):
    return client.get(address).content.decode()


# What is kept


def test_a_page_is_made_once_for_all_readers(reader):
    story = make_story(source=make_source(), body=LONG)
    make_comment(story)
    for address in ("/", story.get_absolute_url(), story.source.get_absolute_url()):
        assert is_kept(reader, address), address
    with CaptureQueriesContext(connection) as queries:
        reader.get("/")
    assert len(queries) == 1


def test_between_two_looks_at_the_changes_a_page_costs_no_query_at_all(reader, monkeypatch):
    monkeypatch.setattr(freshness, "INTERVAL", 600)
    make_story()
    reader.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/").status_code == 200
    assert len(queries) == 0


def test_a_page_comes_in_the_coding_that_the_browser_takes(reader):
    address = make_story(body=LONG).get_absolute_url()
    plain = reader.get(address)
    for _made_then_kept in range(2):
        zipped = reader.get(address, headers={"Accept-Encoding": "gzip, deflate"})
        smaller = reader.get(address, headers={"Accept-Encoding": "gzip, deflate, br"})
        assert "Content-Encoding" not in plain.headers
        assert zipped.headers["Content-Encoding"] == "gzip"
        assert smaller.headers["Content-Encoding"] == "br"
        assert gzip.decompress(zipped.content) == plain.content
        assert brotli.decompress(smaller.content) == plain.content
        assert int(smaller.headers["Content-Length"]) == len(smaller.content)


def test_a_coding_that_the_browser_refuses_is_not_sent(reader):
    address = make_story(body=LONG).get_absolute_url()
    response = reader.get(address, headers={"Accept-Encoding": "br;q=0, gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    response = reader.get(address, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in response.headers


def test_a_kept_page_has_every_header_of_a_new_one(reader, settings):
    story = make_story(body=LONG)
    address = story.get_absolute_url()
    reader.get(address)
    kept = reader.get(address).headers
    settings.KEEPS_PAGES = False
    new = reader.get(address).headers
    other = ("Vary", "X-Request-ID")
    assert {name: kept.get(name) for name in new if name not in other} == {
        name: value for name, value in new.items() if name not in other
    }
    assert (kept["Vary"], kept["Surrogate-Key"]) == (
        "Accept-Encoding, Cookie",
        f"page story-{story.pk}",
    )


def test_head_is_get_without_its_bytes(reader):
    address = make_story(body=LONG).get_absolute_url()
    whole = reader.get(address)
    head = reader.head(address)
    assert head.content == b""
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(whole.content))


def test_each_host_address_query_and_language_has_its_own_page(reader, another, settings):
    settings.ALLOWED_HOSTS = ["testserver", "news.example"]
    story = make_story()
    arabic = text_of(reader, "/")
    assert reader.get("/", HTTP_HOST="news.example").status_code == 200
    assert reader.get("/", HTTP_HOST="evil.example").status_code == 400
    assert reader.get("/?after=nonsense").status_code == 404
    english = another()
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for _made_then_kept in range(2):
        assert '<html lang="en" dir="ltr"' in text_of(english, "/")
        assert text_of(reader, "/") == arabic
    assert is_kept(english, story.get_absolute_url())


def test_a_redirect_and_a_killed_story_are_kept_and_follow_the_story(reader, editor):
    story = make_story(headline="قديم")
    wrong = reverse("story", args=[story.pk, "x"])
    assert reader.get(wrong).status_code == 301
    assert is_kept(reader, wrong)
    workflow.kill(story, by=editor, at=timezone.now(), reason="سبب")
    assert [reader.get(wrong).status_code for _ in range(2)] == [410, 410]
    assert is_kept(reader, wrong)


# What a proxy and a browser are told


def test_a_proxy_may_keep_a_page_for_a_second_and_a_browser_asks_every_time(reader):
    make_story()
    for _made_then_kept in range(2):
        control = reader.get("/").headers["Cache-Control"]
        assert control == "public, max-age=0, s-maxage=1, stale-while-revalidate=1"


def test_a_proxy_that_is_purged_may_keep_pages_longer(reader, settings):
    settings.PROXY_SECONDS = 20
    make_story(published_at=timezone.now() + timedelta(seconds=30, milliseconds=500))
    control = reader.get("/").headers["Cache-Control"]
    assert control == "public, max-age=0, s-maxage=20, stale-while-revalidate=10"


def test_a_list_can_be_purged_by_each_story_that_it_shows(reader):
    first, second = make_story(), make_story()
    hidden = make_story(status=Story.Status.DRAFT)
    keys = reader.get("/").headers["Surrogate-Key"].split()
    assert keys == ["page", f"story-{first.pk}", f"story-{second.pk}"]
    assert f"story-{hidden.pk}" not in keys


def test_who_has_the_page_already_gets_no_bytes(reader, editor):
    story = make_story(body=LONG)
    address = story.get_absolute_url()
    tag = reader.get(address).headers["ETag"]
    again = reader.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    workflow.retract(story, by=editor, at=timezone.now(), reason="خطأ")
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_no_tag_answers_before_the_story_is_looked_at(reader, editor):
    story = make_story(body=LONG)
    address = story.get_absolute_url()
    tag = reader.get(address).headers["ETag"]
    workflow.kill(story, by=editor, at=timezone.now(), reason="سبب")
    for asked in (tag, "*"):
        assert reader.get(address, headers={"If-None-Match": asked}).status_code == 410


def test_a_time_answers_only_once_it_tells_two_versions_apart(reader, monkeypatch):
    address = make_story(body=LONG).get_absolute_url()
    made = reader.get(address)
    assert "Last-Modified" not in made.headers
    monkeypatch.setattr("newsroom.pages.page.DATED_AFTER", 0)
    dated = reader.get(address).headers["Last-Modified"]
    again = reader.get(address, headers={"If-Modified-Since": dated})
    assert again.status_code == 304
    old = reader.get(address, headers={"If-Modified-Since": "Mon, 05 Jan 2026 08:00:00 GMT"})
    assert old.status_code == 200


# What changes


def change_headline(story, editor):
    base = revisions.ensure_revision(story, at=MORNING)
    content = base.content() | {"headline": "الجديد"}
    revision = revisions.save_revision(story, content, base=base, by=editor, at=timezone.now())
    workflow.publish_revision(story, revision, by=editor, at=timezone.now())


def correct(story, editor):
    workflow.correct(story, "تصويب الجديد", by=editor, at=timezone.now())


def retract(story, editor):
    workflow.retract(story, by=editor, at=timezone.now(), reason="الجديد")


def rename_source(story, editor):
    Source.objects.filter(pk=story.source_id).update(name="الجديد")


def add_photo(story, editor):
    make_photo(story, caption="الجديد")


def write_past_the_models(story, editor):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_story SET headline = 'الجديد' WHERE id = %s", [story.pk])


def write_many(story, editor):
    story.headline = "الجديد"
    Story.objects.bulk_update([story], ["headline"])


@pytest.mark.parametrize(
    "change",
    [
        change_headline,
        correct,
        retract,
        rename_source,
        add_photo,
        write_past_the_models,
        write_many,
    ],
)
def test_every_reader_sees_a_change_of_the_story(editor, change):
    story = make_story(source=make_source(), body=LONG)
    readers = [Client(), Client()]
    address = story.get_absolute_url()
    assert ["الجديد" in text_of(reader, address) for reader in readers] == [False, False]
    change(story, editor)
    address = Story.objects.get(pk=story.pk).get_absolute_url()
    assert ["الجديد" in text_of(reader, address) for reader in readers] == [True, True]


def test_a_new_story_enters_the_lists(reader, editor):
    story = make_story(status=Story.Status.SUBMITTED, headline="الجديد", source=make_source())
    lists = ["/", story.source.get_absolute_url()]
    assert not any("الجديد" in text_of(reader, address) for address in lists)
    workflow.publish(story, by=editor, at=timezone.now(), accept_gaps=True)
    assert all("الجديد" in text_of(reader, address) for address in lists)


def test_a_killed_story_is_gone_everywhere(reader, editor):
    story = make_story(headline="السر", source=make_source())
    addresses = ["/", story.get_absolute_url(), story.source.get_absolute_url()]
    assert all("السر" in text_of(reader, address) for address in addresses)
    workflow.kill(story, by=editor, at=timezone.now(), reason="سبب")
    assert not any("السر" in text_of(reader, address) for address in addresses)
    assert reader.get(addresses[1]).status_code == 410


def test_a_broken_embargo_opens_the_page(reader, editor):
    until = timezone.now() + timedelta(hours=1)
    story = make_story(published_at=until, embargo_until=until)
    assert reader.get(story.get_absolute_url()).status_code == 404
    workflow.break_embargo(story, by=editor, at=timezone.now(), reason="سبب")
    assert reader.get(story.get_absolute_url()).status_code == 200


def test_an_embargo_that_is_set_again_closes_it(reader):
    story = make_story()
    address = story.get_absolute_url()
    assert reader.get(address).status_code == 200
    Story.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    assert reader.get(address).status_code == 404


def test_what_is_scheduled_appears_at_its_moment(reader, monkeypatch):
    opens = timezone.now() + timedelta(minutes=5)
    make_story(headline="المجدول", published_at=opens)
    make_story(headline="المحظور", embargo_until=opens + timedelta(seconds=1))
    assert "المجدول" not in text_of(reader, "/")
    assert is_kept(reader, "/")
    at(monkeypatch, opens)
    shown = text_of(reader, "/")
    assert ("المجدول" in shown, "المحظور" in shown) == (True, False)
    at(monkeypatch, opens + timedelta(seconds=1))
    assert "المحظور" in text_of(reader, "/")


def test_comments_close_at_their_moment(reader, monkeypatch):
    CommentPolicy.objects.create(close_after_days=1)
    now = timezone.now()
    story = make_story(published_at=now - timedelta(days=1) + timedelta(seconds=20))
    address = story.get_absolute_url()
    form = reverse("comment-new", args=[story.pk])
    assert form in text_of(reader, address)
    at(monkeypatch, now + timedelta(seconds=21))
    assert form not in text_of(reader, address)


def test_a_page_never_lives_longer_than_a_minute(reader, monkeypatch):
    make_story()
    assert is_kept(reader, "/")
    at(monkeypatch, timezone.now() + timedelta(seconds=61))
    with CaptureQueriesContext(connection) as queries:
        reader.get("/")
    assert len(queries) > 1


def at(monkeypatch, moment):
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    monkeypatch.setattr("time.time", moment.timestamp)


def test_the_work_on_drafts_empties_no_page(reader, editor):
    make_story()
    draft = make_story(status=Story.Status.DRAFT)
    reader.get("/")
    draft.headline = "مسودة"
    draft.save()
    with CaptureQueriesContext(connection) as queries:
        reader.get("/")
    assert len(queries) == 1


# Comments


def test_a_comment_empties_its_storys_page_and_no_other(reader):
    story, other = make_story(), make_story()
    addresses = [story.get_absolute_url(), other.get_absolute_url(), "/"]
    for address in addresses:
        reader.get(address)
    make_comment(story, text="تعليق جديد")
    assert "تعليق جديد" in text_of(reader, addresses[0])
    for address in addresses[1:]:
        with CaptureQueriesContext(connection) as queries:
            reader.get(address)
        assert len(queries) == 1


def test_every_decision_on_a_comment_is_seen(reader, moderator):
    story = make_story()
    comment = make_comment(story, text="رأي في الخبر", status=Comment.Status.HELD)
    addresses = [story.get_absolute_url(), reverse("thread", args=[story.pk])]

    def is_seen():
        return [comment.text in text_of(reader, address) for address in addresses]

    def decide(verb, **given):
        row = Comment.objects.get(pk=comment.pk)
        return moderation.decide(
            verb, row, by=moderator, at=timezone.now(), seen=row.version, **given
        )

    assert is_seen() == [False, False]
    decide("approve")
    assert is_seen() == [True, True]
    decide("reject", reason="insult")
    assert is_seen() == [False, False]
    decide("restore")
    assert is_seen() == [True, True]


def test_a_withdrawn_comment_is_gone(reader):
    story, now = make_story(), timezone.now()
    comment = make_comment(story, text="سأسحبه", reader_key="reader", created_at=now)
    assert comment.text in text_of(reader, story.get_absolute_url())
    posting.withdraw(comment, reader_key="reader", at=now)
    assert comment.text not in text_of(reader, story.get_absolute_url())


def test_a_changed_policy_is_seen(reader):
    story = make_story()
    form = reverse("comment-new", args=[story.pk])
    assert form in text_of(reader, story.get_absolute_url())
    CommentPolicy.objects.create(mode=CommentPolicy.Mode.CLOSED)
    assert form not in text_of(reader, story.get_absolute_url())


# What is nobody else's business


def post_comment(client, story, text):
    form = client.get(reverse("comment-new", args=[story.pk]))
    token = form.context["form"].initial["token"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("comments.form_tokens.QUICKEST", timedelta(0))
        return client.post(reverse("comment-new", args=[story.pk]), {"text": text, "token": token})


def test_a_waiting_comment_is_seen_by_its_author_alone(reader, another):
    CommentPolicy.objects.create(mode=CommentPolicy.Mode.ALL_WAIT)
    story = make_story(published_at=timezone.now())
    address = story.get_absolute_url()
    reader.get(address)
    author = another()
    assert post_comment(author, story, "تعليقي الذي ينتظر").status_code == 302
    for _ in range(2):
        assert "تعليقي الذي ينتظر" in text_of(author, address)
        assert "تعليقي الذي ينتظر" not in text_of(reader, address)


def test_an_author_still_gets_the_kept_pages_that_know_nothing_of_readers(reader, another):
    story = make_story(published_at=timezone.now())
    author = another()
    post_comment(author, story, "تعليق")
    reader.get("/")
    with CaptureQueriesContext(connection) as queries:
        author.get("/")
    assert len(queries) == 1
    assert not is_kept(author, story.get_absolute_url())


def test_somebody_logged_in_is_neither_kept_nor_served_from_what_is_kept(reader, another, editor):
    story = make_story()
    logged_in = another()
    logged_in.force_login(editor)
    assert not is_kept(logged_in, story.get_absolute_url())
    reader.get(story.get_absolute_url())
    assert not is_kept(logged_in, story.get_absolute_url())


def test_forms_desk_and_previews_are_never_kept(another, editor):
    story = make_story(published_at=timezone.now())
    at = timezone.now()
    draft = make_story(status=Story.Status.SUBMITTED)
    link = previews.share(
        draft, reader_name="محام", expires_at=at + timedelta(days=1), by=editor, at=at
    )
    preview = reverse("preview", args=[previews.token_of(link)])
    forms = [reverse("comment-new", args=[story.pk]), preview]
    for address in [*forms, reverse("admin:login")]:
        first, second = (another().get(address) for _ in range(2))
        assert (first.status_code, second.status_code) == (200, 200), address
        assert "public" not in second.headers.get("Cache-Control", ""), address
        assert "Surrogate-Key" not in second.headers, address
    first, second = (another().get(forms[0]).content for _ in range(2))
    assert first != second


def test_who_has_a_token_of_a_form_makes_no_page_for_others(reader, settings):
    story = make_story()
    reader.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    assert not is_kept(reader, story.get_absolute_url())


# What can go wrong


def test_with_the_database_out_of_reach_readers_read_on_what_is_kept(reader):
    make_story()
    client = Client(raise_request_exception=False)
    kept = client.get("/").content

    def fail(run, sql, params, many, context):
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(fail):
        assert client.get("/").content == kept
        assert client.get("/corrections/").status_code == 503
    Story.objects.update(headline="بعد")
    assert "بعد" in client.get("/").content.decode()
    assert is_kept(client, "/")


def test_a_change_while_the_page_is_made_keeps_it_from_being_kept(reader, monkeypatch):
    story = make_story(headline="قبل", body=LONG)
    address = story.get_absolute_url()
    make = middleware.make_page

    def make_slowly(*args, **kwargs):
        Story.objects.update(headline="بعد")
        return make(*args, **kwargs)

    with monkeypatch.context() as slow:
        slow.setattr(middleware, "make_page", make_slowly)
        assert "قبل" in text_of(reader, address)
    assert "بعد" in text_of(reader, address)


def test_memory_has_an_end():
    page = Page(200, (), {"": b"x" * 1000}, "", frozenset(), frozenset(), Snapshot(), 0.0, 0.0)
    full = memory.Memory(most_bytes=10_000)
    for number in range(10):
        full.put((str(number),), page)
    assert list(full.pages) == [("7",), ("8",), ("9",)]
    assert full.bytes == 3 * (1000 + memory.OVERHEAD)


def test_a_page_that_was_given_up_is_there_for_a_moment(monkeypatch):
    page = Page(200, (), {}, "", frozenset({"table"}), frozenset(), Snapshot(), 0.0, 0.0)
    pages, now = memory.Memory(), time.monotonic()
    monkeypatch.setattr(memory, "LONGEST_BEHIND", 60)
    pages.put(("a",), page)
    pages.give_up({"other"}, now)
    assert (pages.get(("a",)), pages.last(("a",))) == (page, None)
    pages.give_up({"table"}, now)
    pages.give_up({"table"}, now + 60)
    assert (pages.get(("a",)), pages.last(("a",))) == (None, page)
    monkeypatch.setattr(time, "monotonic", lambda: now + 60)
    assert pages.last(("a",)) is None
    pages.put(("a",), page)
    assert (pages.get(("a",)), pages.last(("a",))) == (page, None)


def test_while_a_page_is_made_anew_readers_get_the_last_one(reader, another, editor, monkeypatch):
    monkeypatch.setattr(memory, "LONGEST_BEHIND", 60)
    story = make_story(headline="القديم", slug="story", source=make_source())
    address = story.get_absolute_url()
    assert "القديم" in text_of(reader, address)
    Story.objects.update(headline="الجديد")
    writer = another()
    writer.cookies["reader"] = "x"
    assert "القديم" in text_of(reader, address)
    assert "الجديد" in text_of(writer, address)
    until = time.monotonic() + 20
    while "القديم" in text_of(reader, address):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert is_kept(reader, address)


def test_a_next_version_in_preparation_empties_no_page(reader, editor):
    story = make_story(headline="منشور")
    revisions.ensure_revision(story, at=MORNING)
    for number in range(2):
        text = revisions.snapshot_of(story) | {"headline": f"قادم {number}"}
        base = revisions.newest(story)
        revisions.save_revision(story, text, base=base, by=editor, at=timezone.now())
        if number:
            assert is_still_kept(reader, "/")
        reader.get("/")


def test_users_who_log_in_empty_no_page(reader, editor):
    make_story()
    reader.get("/")
    get_user_model().objects.update(last_login=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        reader.get("/")
    assert len(queries) == 1
