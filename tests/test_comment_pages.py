"""What readers meet when they read, write and report comments."""

import re
import time
from datetime import timedelta
from html import unescape

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import form_tokens, moderation
from comments.models import Appeal, Comment, CommentPolicy, Report
from tests.builders import make_comment, make_story, make_user

pytestmark = pytest.mark.django_db
CALM = "أرى أن القرار سليم، وسيخفف الزحام في وسط المدينة."
THREAT = "سأقتلكم جميعا"
VERMIN = "هؤلاء جرذان لا بشر"
Status = Comment.Status


@pytest.fixture(autouse=True)
def no_chance(monkeypatch):
    monkeypatch.setattr("comments.pointing.SAMPLE_SHARE", 0)


@pytest.fixture
def story():
    return make_story(published_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def token_of(monkeypatch):
    """A function that gives the token of a form which was opened some seconds ago."""

    def opened(story, ago=30):
        with monkeypatch.context() as clock:
            begun = time.time() - ago
            clock.setattr(signing.time, "time", lambda: begun)
            return form_tokens.issue(story.pk)

    return opened


@pytest.fixture
def send(client, token_of):
    """A function that sends a comment as the reader of `client`."""

    def sent(story, text=CALM, browser=client, **fields):
        fields = {"text": text, "token": token_of(story), **fields}
        return browser.post(reverse("comment-new", args=[story.pk]), fields)

    return sent


def test_a_comment_is_written_without_an_account(client, story, send):
    form = client.get(reverse("comment-new", args=[story.pk]))
    assert form.status_code == 200
    response = send(story, author_name="ليلى")
    made = Comment.objects.get()
    assert response.url == made.get_absolute_url()
    assert (made.text, made.author_name, made.status) == (CALM, "ليلى", Status.VISIBLE)
    assert CALM in client.get(story.get_absolute_url()).content.decode()


def test_neither_address_nor_cookie_is_stored(client, story, send):
    send(story)
    made = Comment.objects.get()
    stored = " ".join(str(value) for value in Comment.objects.values().get().values())
    assert "127.0.0.1" not in stored
    assert client.cookies["reader"].value.split(":")[0] not in stored
    assert len(made.reader_key) == len(made.address_key) == 64


BAD = {
    "nothing": ("", 400),
    "blanks": (" \n ", 400),
    "only marks": ("\u064b\u0651\u0650", 400),
    "too long": ("ن" * 3001, 400),
    "near the limit of a request": ("نص " * 12_000, 400),
    "nul": ("قبل\x00بعد", 400),
    "bidi overrides": ("abc\u202edef", 400),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_text_gets_a_sentence_and_is_not_lost(name, story, send):
    text, status = BAD[name]
    response = send(story, text)
    assert response.status_code == status
    assert response.context["form"].errors["text"]
    assert response.context["form"]["text"].value() == text
    assert not Comment.objects.exists()


def test_emoji_are_a_comment_and_pointed_at(story, send):
    send(story, "👍👍")
    assert Comment.objects.get().flags.get().reason == "no_content"


def test_a_forged_token_is_refused_with_a_new_form(story, send, token_of):
    response = send(story, token="forged")
    assert response.status_code == 400
    assert CALM in response.content.decode()
    assert response.context["form"]["token"].value() not in ("", "forged")


@pytest.mark.parametrize("ago", [0, 86_401], ids=["in no time", "after a day"])
def test_a_form_sent_too_fast_or_too_late_is_refused(ago, story, send, token_of):
    assert send(story, token=token_of(story, ago)).status_code == 400


def test_a_token_of_another_story_is_refused(story, send, token_of):
    assert send(story, token=token_of(make_story())).status_code == 400


def test_a_form_sent_twice_makes_one_comment(story, send, token_of):
    token = token_of(story)
    first = send(story, token=token)
    assert send(story, "نص آخر تمامًا.", token=token).url == first.url
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("parent", ["²", "٣", "x", "9" * 30])
def test_a_strange_parent_is_no_error(parent, client, story):
    form = client.get(reverse("comment-new", args=[story.pk]), {"parent": parent})
    assert form.status_code == 200


def test_a_machine_that_fills_every_field_is_refused(story, send):
    assert send(story, website="https://example.org").status_code == 400


def test_a_parent_of_another_story_is_refused(story, send):
    assert send(story, parent=make_comment(make_story()).pk).status_code == 400
    assert send(story, parent="x").status_code == 400


def test_who_writes_too_fast_gets_429(story, send):
    statuses = [send(story, f"{CALM} {number}").status_code for number in range(5)]
    assert statuses == [302, 302, 302, 302, 429]


@pytest.mark.parametrize("status", ["draft", "retracted", "killed"])
def test_a_story_that_is_not_public_takes_no_comment(status, send):
    assert send(make_story(status=status)).status_code == 404


def test_a_closed_thread_says_so(client, story, send):
    CommentPolicy.objects.create(mode="closed")
    assert client.get(reverse("comment-new", args=[story.pk])).status_code == 403
    assert send(story).status_code == 403
    assert reverse("comment-new", args=[story.pk]) not in page(client, story)


def page(browser, story):
    return browser.get(story.get_absolute_url()).content.decode()


def test_a_held_comment_is_seen_by_its_author_alone(client, story, send):
    send(story, THREAT)
    assert THREAT in page(client, story)
    assert THREAT not in page(Client(), story)
    own = Comment.objects.get().get_absolute_url()
    assert client.get(own).status_code == 200
    assert Client().get(own).status_code == 404


def test_a_rejected_comment_leads_its_author_alone_to_the_reason(client, story, send):
    send(story, VERMIN)
    made = Comment.objects.get()
    moderation.reject(made, by=make_user("moderator"), at=timezone.now(), seen=1, reason="insult")
    link = f'href="{made.get_absolute_url()}"'
    assert link in page(client, story)
    assert VERMIN not in page(client, story)
    assert link not in page(Client(), story)


def test_the_author_changes_and_withdraws(client, story, send):
    send(story)
    made = Comment.objects.get()
    client.post(reverse("comment-edit", args=[made.pk]), {"text": "رأيي تغيّر."})
    assert Comment.objects.get().text == "رأيي تغيّر."
    client.post(reverse("comment-withdraw", args=[made.pk]))
    assert Comment.objects.get().status == Status.WITHDRAWN


@pytest.mark.parametrize("verb", ["comment-edit", "comment-withdraw", "comment-appeal"])
def test_nobody_touches_another_readers_comment(verb, story, send):
    send(story)
    address = reverse(verb, args=[Comment.objects.get().pk])
    assert Client().post(address, {"text": "آخر"}).status_code == 404
    assert Comment.objects.get().text == CALM


def test_the_author_reads_why_and_appeals_once(client, story, send):
    send(story, VERMIN)
    made = Comment.objects.get()
    moderator = make_user("moderator", "samira")
    moderation.reject(
        made, by=moderator, at=timezone.now(), seen=1, reason="insult", note="اكتب بلا شتم."
    )
    statement = client.get(made.get_absolute_url()).content.decode()
    assert "اكتب بلا شتم." in statement
    assert moderator.username not in statement
    appeal = reverse("comment-appeal", args=[made.pk])
    assert client.post(appeal, {"text": "لم أقصد أحدًا."}).status_code == 302
    assert Appeal.objects.get().comment == made
    assert client.post(appeal, {"text": "ثانية"}).status_code == 403


def test_a_reader_reports_once_and_the_comment_stays(client, story):
    made = make_comment(story)
    address = reverse("comment-report", args=[made.pk])
    assert client.post(address, {"reason": "spam"}).status_code == 200
    assert client.post(address, {"reason": "spam"}).status_code == 409
    assert Report.objects.get().reason == "spam"
    assert made.text in page(Client(), story)


@pytest.mark.parametrize("fields", [{}, {"reason": "ugly"}, {"reason": "other"}])
def test_a_report_says_what_is_wrong(fields, client, story):
    address = reverse("comment-report", args=[make_comment(story).pk])
    assert client.post(address, fields).status_code == 400
    assert not Report.objects.exists()


def entries(browser, story, query=""):
    return browser.get(reverse("thread", args=[story.pk]) + query).context["page"].entries


def chain(story, length):
    """A comment, its answer, the answer's answer …"""
    made = [make_comment(story, text="1")]
    for number in range(2, length + 1):
        made.append(make_comment(story, text=str(number), parent=made[-1], root=made[0]))
    return made


def test_replies_are_indented_to_the_fourth_level_and_then_named(client, story):
    made = chain(story, 6)
    shown = entries(client, story)
    assert [entry.depth for entry in shown] == [1, 2, 3, 4, 4, 4]
    assert [entry.answers for entry in shown] == [None, None, None, None, made[3], made[4]]


def test_a_thousand_answers_to_answers_are_no_trouble(client, story):
    chain(story, 1100)
    assert len(entries(client, story)) == 1100


def test_a_rejected_comment_with_replies_leaves_a_tombstone(client, story):
    first, _reply = chain(story, 2)
    Comment.objects.filter(pk=first.pk).update(status=Status.REJECTED)
    assert [entry.is_tombstone for entry in entries(client, story)] == [True, False]
    assert ">1<" not in page(client, story)


def test_a_rejected_comment_without_replies_is_gone(client, story):
    make_comment(story, status=Status.REJECTED)
    assert entries(client, story) == []


@pytest.mark.parametrize(
    ("order", "expected"), [("oldest", "abc"), ("newest", "cba"), ("replied", "bac")]
)
def test_the_thread_has_three_orders(order, expected, client, story):
    roots = {name: make_comment(story, text=name) for name in "abc"}
    make_comment(story, text="r", parent=roots["b"], root=roots["b"])
    shown = entries(client, story, f"?order={order}")
    assert "".join(e.comment.text for e in shown if e.depth == 1) == expected


def test_long_threads_are_paged_without_gap_or_repeat(client, story):
    made = [make_comment(story, text=str(number)).pk for number in range(250)]
    assert walked(client, story) == [made[:100], made[100:200], made[200:]]
    assert walked(client, story, "newest")[2] == made[49::-1]


def walked(client, story, order="oldest"):
    """The numbers of the comments on every page, from link to link."""
    pages, query = [], f"?order={order}"
    while query:
        response = client.get(reverse("thread", args=[story.pk]) + query)
        pages.append([entry.comment.pk for entry in response.context["page"].entries])
        found = re.search(r'href="([^"]+)" rel="next"', response.content.decode())
        query = found and unescape(found.group(1))
    return pages


def test_pages_of_the_most_replied_go_on_where_the_last_ended(client, story):
    made = [make_comment(story, text=str(number)) for number in range(120)]
    for root in (made[5], made[5], made[110]):
        make_comment(story, text="r", parent=root, root=root)
    shown = [pk for page in walked(client, story, "replied") for pk in page]
    roots = [pk for pk in shown if pk in {root.pk for root in made}]
    others = [root.pk for root in made if root not in (made[5], made[110])]
    assert roots == [made[5].pk, made[110].pk, *others]


def test_a_comments_link_leads_to_the_page_that_it_stands_on(client, story):
    made = [make_comment(story, text=str(number)) for number in range(101)]
    reply = make_comment(story, parent=made[-1], root=made[-1])
    assert client.get(made[99].get_absolute_url()).url == (
        f"{story.get_absolute_url()}#comment-{made[99].pk}"
    )
    thread = reverse("thread", args=[story.pk])
    for comment in (made[100], reply):
        address = client.get(comment.get_absolute_url()).url
        shown, anchor = address.split("#")
        assert (shown.startswith(f"{thread}?from="), anchor) == (True, f"comment-{comment.pk}")
        entries = client.get(shown).context["page"].entries
        assert [entry.comment for entry in entries] == [made[100], reply]


@pytest.mark.parametrize(
    "query",
    [
        "?from=x",
        "?from=1",
        "?from=1.-1",
        f"?from={10**16}.1",
        "?from=1.2&order=replied",
        "?from=x.1.2&order=replied",
        "?order=worst",
    ],
)
def test_a_page_that_is_not_there_is_not_found(query, client, story):
    assert client.get(reverse("thread", args=[story.pk]) + query).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 500])
def test_a_thread_takes_two_queries_for_any_number(count, client, story, django_assert_num_queries):
    Comment.objects.bulk_create(Comment(story=story, text=str(n)) for n in range(count))
    with django_assert_num_queries(2):
        client.get(reverse("thread", args=[story.pk]))


def test_links_are_shown_and_lend_no_weight(client, story):
    make_comment(story, text="انظر https://example.org/a?b=1&c=2 <b>")
    shown = page(client, story)
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc">' in shown
    assert "&lt;b&gt;" in shown
