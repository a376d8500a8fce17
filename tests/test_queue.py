"""The moderators' queue, as they click through it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments import moderation, posting
from comments.models import Appeal, Comment, CommentText, Decision, Flag, Report
from comments.queue import rank
from tests.builders import make_comment, make_source, make_story, make_user

pytestmark = pytest.mark.django_db
QUEUE = "/desk/comments/comment/queue/"
Status = Comment.Status


@pytest.fixture
def moderator():
    return make_user("moderator")


@pytest.fixture
def desk(client_of, moderator):
    return client_of(moderator)


def waiting(**fields):
    story = fields.pop("story", None) or make_story()
    comment = make_comment(story, is_queued=True, **fields)
    rank(comment)
    comment.save()
    return comment


def flagged(reason="insult", weight=0.6, **fields):
    comment = waiting(**fields)
    spans = [[0, 3, comment.text[:3]]]
    Flag.objects.create(comment=comment, rule="insults", reason=reason, weight=weight, spans=spans)
    rank(comment)
    comment.save()
    return comment


def shown(desk, query=""):
    return [card.comment for card in desk.get(QUEUE + query).context["cards"]]


def decide(desk, comment, verb, **fields):
    fields = {"verb": verb, "seen": comment.version, **fields}
    return desk.post(reverse("admin:comments_queue_decide", args=[comment.pk]), fields)


@pytest.mark.parametrize("role", ["reporter", "editor", ""])
def test_the_queue_is_for_moderators(role, client_of, client):
    browser = client_of(make_user(role)) if role else client
    comment = waiting()
    for address in (QUEUE, reverse("admin:comments_queue_card", args=[comment.pk])):
        assert browser.get(address).status_code == (403 if role else 302)
    decide(browser, comment, "approve")
    assert not Decision.objects.exists()


def test_the_worst_stands_first(desk):
    now = timezone.now()
    mild = flagged(weight=0.2, created_at=now)
    violent = flagged("violence", 0.6, created_at=now)
    severe = flagged(weight=0.9, created_at=now)
    assert shown(desk) == [violent, severe, mild]


def test_what_waits_longer_rises(desk):
    now = timezone.now()
    fresh = flagged(weight=0.5, created_at=now)
    old = flagged(weight=0.4, created_at=now - timedelta(days=2))
    assert shown(desk) == [old, fresh]


def test_a_card_marks_the_words_and_names_the_rule(desk):
    comment = flagged(text="غبي جدا")
    page = desk.get(QUEUE).content.decode()
    assert f'<mark title="{comment.flags.get().get_reason_display()}">غبي</mark>' in page
    assert "insults v1" in page


def test_a_card_shown_again_tells_what_has_come_since(desk, moderator, client_of):
    comment = waiting(text="رأي", reader_key="a")
    first = desk.get(QUEUE).content.decode()
    Report.objects.create(comment=comment, reason="spam", text="إعلان.", reader_key="b")
    moderation.claim(comment, by=make_user("moderator", "samir"), at=timezone.now())
    second = desk.get(QUEUE).content.decode()
    assert "samir" not in first
    assert "samir" in second
    assert '<q dir="auto">إعلان.</q>' in second
    assert '<q dir="auto">إعلان.</q>' not in first


def test_a_card_leads_back_to_the_page_that_it_stands_on(desk):
    waiting(text="<next> <csrf_token>")
    for query in ("?view=all", "?view=unseen"):
        _start, card = desk.get(QUEUE + query).content.decode().split("<article")
        assert f'name="next" value="{QUEUE}{query}"' in card
        assert "&lt;next&gt; &lt;csrf_token&gt;" in card
        assert "<next>" not in card


def test_a_filter_shows_what_was_chosen(desk):
    source = make_source("أ & ب")
    page = desk.get(f"{QUEUE}?source={source.pk}").content.decode()
    assert f'<option value="{source.pk}" selected>أ &amp; ب</option>' in page


def test_a_decision_leads_back_to_the_queue_with_an_undo(desk, moderator):
    comment = waiting()
    response = decide(desk, comment, "approve", next=QUEUE)
    assert response.url == QUEUE
    made = Decision.objects.get()
    assert (made.verb, made.moderator) == ("approve", moderator)
    assert reverse("admin:comments_queue_undo", args=[made.pk]) in desk.get(QUEUE).content.decode()
    desk.post(reverse("admin:comments_queue_undo", args=[made.pk]))
    assert shown(desk) == [comment]


def test_a_decision_by_script_gives_the_card_back(desk):
    comment = waiting()
    address = reverse("admin:comments_queue_decide", args=[comment.pk])
    response = desk.post(
        address, {"verb": "approve", "seen": 1}, headers={"x-requested-with": "fetch"}
    )
    assert response.status_code == 200
    assert response.content.decode().lstrip().startswith("<article")


def test_the_second_moderator_is_told_who_decided_what(desk, client_of):
    comment = waiting()
    other = client_of(make_user("moderator", "samir"))
    decide(desk, comment, "approve")
    response = decide(other, comment, "reject", reason="insult")
    assert response.status_code == 409
    assert "moderator" in str(response.context["error"])
    comment.refresh_from_db()
    assert comment.status == Status.VISIBLE


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "reject"},
        {"verb": "reject", "reason": "ugly"},
        {"verb": "ban"},
        {"verb": "undo"},
        {"verb": "uphold"},
        {"seen": "x"},
        {"note": "ن" * 501},
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_with_a_sentence(fields, desk):
    comment = waiting()
    response = decide(desk, comment, fields.pop("verb", "approve"), **fields)
    assert response.status_code == 400
    assert response.context["error"]
    assert not Decision.objects.exists()


def test_a_decision_never_leads_to_another_site(desk):
    assert decide(desk, waiting(), "approve", next="https://example.org/").url == QUEUE


def test_a_bulk_gives_each_comment_its_own_result(desk, moderator):
    one, two = waiting(), waiting()
    moderation.hold(two, by=moderator, at=timezone.now(), seen=1)
    response = desk.post(
        reverse("admin:comments_queue_bulk"),
        {"verb": "approve", "ticked": [f"{one.pk}.1", f"{two.pk}.1", "x", "1"]},
        follow=True,
    )
    levels = [message.level_tag for message in response.context["messages"]]
    assert levels == ["success", "warning"]
    assert shown(desk) == [two]


def test_a_bulk_takes_no_reason_that_does_not_exist(desk):
    comment = waiting()
    fields = {"verb": "reject", "reason": "a reason of my own", "ticked": f"{comment.pk}.1"}
    assert desk.post(reverse("admin:comments_queue_bulk"), fields).status_code == 302
    assert not Decision.objects.exists()


def test_a_card_gives_what_readers_added_and_what_the_text_said_before(desk):
    comment = waiting(text="نص جديد", text_version=2)
    CommentText.objects.create(
        comment=comment, version=1, text="نص قديم", replaced_at=timezone.now()
    )
    Report.objects.create(comment=comment, reason="other", text="يكذب", reader_key="a")
    (card,) = desk.get(QUEUE).context["cards"]
    assert [(r.number, r.words, r.is_of_earlier_text) for r in card.reports] == [
        (1, ["يكذب"], True)
    ]
    assert [earlier.text for earlier in card.earlier_texts] == ["نص قديم"]


def test_the_list_of_comments_leads_to_cards(desk):
    comment = make_comment(make_story(), status="approved")
    page = desk.get(reverse("admin:comments_comment_changelist")).content.decode()
    assert f'href="{reverse("admin:comments_queue_card", args=[comment.pk])}"' in page


def test_an_open_card_tells_the_others(desk, client_of):
    comment = waiting()
    desk.get(reverse("admin:comments_queue_card", args=[comment.pk]))
    other = client_of(make_user("moderator", "samir"))
    (card,) = other.get(QUEUE).context["cards"]
    assert card.claimed_by == "moderator"
    (own,) = desk.get(QUEUE).context["cards"]
    assert own.claimed_by == ""


def test_a_claim_ends_by_itself(moderator):
    comment, other = waiting(), make_user("moderator", "samir")
    now = timezone.now()
    moderation.claim(comment, by=moderator, at=now)
    assert moderation.claim(comment, by=other, at=now + timedelta(minutes=2)) is None
    taken = moderation.claim(comment, by=other, at=now + timedelta(minutes=4))
    assert taken.moderator == other


@pytest.fixture
def one_of_each(moderator):
    """A comment for each saved view, by its name."""
    make_comment(make_story(), reader_key="old")
    made = {
        "must_see": flagged("violence"),
        "reported": waiting(),
        "held": waiting(status=Status.HELD),
        "flagged": flagged(),
        "first_timers": waiting(reader_key="new"),
        "sample": waiting(is_sampled=True),
        "appeals": waiting(reader_key="old"),
        "decided": waiting(),
    }
    Report.objects.create(comment=made["reported"], reason="spam", reader_key="r")
    now = timezone.now()
    rejected = moderation.reject(made["appeals"], by=moderator, at=now, seen=1, reason="insult")
    made["appeals"].refresh_from_db()
    assert rejected.comment.status == Status.REJECTED
    posting.appeal(made["appeals"], "لم أقصد.", reader_key="old", at=now)
    moderation.approve(made["decided"], by=moderator, at=now, seen=1)
    return made


@pytest.mark.parametrize(
    "view", ["must_see", "reported", "held", "flagged", "appeals", "sample", "decided"]
)
def test_a_saved_view_shows_what_it_says(view, desk, one_of_each):
    others = {"flagged": [one_of_each["must_see"]]}.get(view, [])
    assert shown(desk, f"?view={view}") == [*others, one_of_each[view]]


def test_first_comments_have_a_view(desk, one_of_each):
    assert one_of_each["first_timers"] in shown(desk, "?view=first_timers")
    assert one_of_each["held"] not in shown(desk, "?view=first_timers")


def test_what_nobody_has_decided_on_is_unseen(desk, one_of_each):
    assert one_of_each["appeals"] not in shown(desk, "?view=unseen")
    assert one_of_each["flagged"] in shown(desk, "?view=unseen")


def test_the_queue_is_narrowed(desk):
    source = make_source()
    here = flagged("spam", story=make_story(source=source), status=Status.HELD)
    waiting()
    for query in (
        "reason=spam",
        "status=held",
        f"source={source.pk}",
        f"story={here.story_id}",
    ):
        assert shown(desk, f"?{query}") == [here]
    assert shown(desk, "?hours=1") == []


@pytest.mark.parametrize(
    "query",
    [
        "?after=-1",
        "?after=x~x",
        "?after=x~1",
        "?after=nan~1",
        "?after=1e999~1",
        "?view=x",
        "?story=x",
        "?hours=1e400",
        "?source=9",
        "?hours=-1",
    ],
)
def test_a_strange_address_is_no_error(query, desk):
    waiting()
    assert desk.get(QUEUE + query).status_code == 200


def test_a_story_with_an_endless_number_is_none(desk):
    waiting()
    assert desk.get(QUEUE + "?story=" + 30 * "9").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries_for_any_number(
    count, desk, django_assert_max_num_queries
):
    story = make_story()
    parent = make_comment(story)
    for number in range(count):
        flagged(story=story, parent=parent, root=parent, reader_key=str(number))
    with django_assert_max_num_queries(15):
        desk.get(QUEUE)


def test_an_appeal_is_answered_by_another_moderator(desk, client_of, one_of_each):
    appealed = one_of_each["appeals"]
    appealed.refresh_from_db()
    assert decide(desk, appealed, "uphold").status_code == 400
    other = client_of(make_user("moderator", "samir"))
    assert decide(other, appealed, "uphold").status_code == 302
    assert Appeal.objects.get().outcome == "refused"


def pages(desk, query=""):
    """The comments on every page of the queue, from link to link."""
    found = []
    while query is not None:
        response = desk.get(f"{QUEUE}?{query}")
        found.append([card.comment for card in response.context["cards"]])
        query = response.context["next_page"] or None
    return found


def test_pages_of_the_queue_follow_each_other_though_some_were_decided(desk, moderator):
    now, story = timezone.now(), make_story()
    made = [waiting(story=story, created_at=now + timedelta(hours=n // 2)) for n in range(45)]
    first, second, third = pages(desk)
    assert first + second + third == made
    address = desk.get(QUEUE).context["next_page"]
    for comment in first:
        moderation.approve(comment, by=moderator, at=now, seen=1)
    assert shown(desk, f"?{address}") == second


def test_pages_of_what_was_decided_go_back_from_the_latest(desk, moderator):
    story = make_story()
    made = [waiting(story=story) for _ in range(22)]
    for comment in made:
        moderation.approve(comment, by=moderator, at=timezone.now(), seen=1)
    first, second = pages(desk, "view=decided&status=visible")
    assert first + second == made[::-1]
