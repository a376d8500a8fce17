"""What the desk and the public are told of the moderation."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments import moderation, statistics
from comments.models import Comment, Flag, Reason, Report, RuleSwitch
from comments.plots import HEIGHT, bar_plot
from comments.pointing import switched_off
from newsroom.templatetags.newsroom_dates import month_and_year
from tests.builders import make_comment, make_story, make_user

pytestmark = pytest.mark.django_db
FIGURES = "/desk/comments/comment/queue/figures/"
CSV = "/desk/comments/comment/queue/decisions.csv"


@pytest.fixture
def moderator():
    return make_user("moderator")


@pytest.fixture
def now():
    return timezone.now()


def waiting(now, hours=1, **fields):
    created = now - timedelta(hours=hours)
    return make_comment(make_story(), is_queued=True, created_at=created, **fields)


def pointed_at(comment, rule):
    return Flag.objects.create(comment=comment, rule=rule, reason=Reason.INSULT, weight=0.5)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.9, None), ([5], 0.9, 5), (list(range(1, 11)), 0.9, 9), ([3, 1, 2], 0.5, 2)],
)
def test_a_percentile_is_a_value_that_occurred(values, share, expected):
    assert statistics.percentile(values, share) == expected


def test_days_count_what_came_what_waits_and_how_long_it_took(now, moderator):
    decided = waiting(now, hours=2)
    waiting(now, hours=50)
    moderation.approve(decided, by=moderator, at=now, seen=1)
    days = statistics.days(until=now)
    assert len(days) == statistics.DAYS
    assert sum(day.inflow for day in days) == 2
    assert days[-1].backlog == 1
    assert (days[-1].median_seconds, days[-1].p90_seconds) == (7200, 7200)
    assert days[0].median_seconds is None


def test_rules_are_compared_with_what_moderators_decided(now, moderator):
    right, wrong, open_one = (waiting(now) for _ in range(3))
    for comment in (right, wrong, open_one):
        pointed_at(comment, "insults")
    moderation.reject(right, by=moderator, at=now, seen=1, reason="insult")
    moderation.approve(wrong, by=moderator, at=now, seen=1)
    (found,) = statistics.agreements()
    assert (found.rule, found.decided, found.rejected, found.percent) == ("insults", 2, 1, 50)


def test_of_two_decisions_on_a_comment_the_last_counts(now, moderator):
    comment = waiting(now, hours=30)
    pointed_at(comment, "insults")
    moderation.reject(comment, by=moderator, at=now, seen=1, reason="insult")
    moderation.restore(comment, by=moderator, at=now, seen=2)
    (found,) = statistics.agreements()
    assert (found.decided, found.rejected) == (1, 0)
    days = statistics.days(until=now)
    assert [day.backlog for day in days[-2:]] == [1, 0]


def test_what_waits_again_has_not_left(now, moderator):
    comment = waiting(now, hours=30)
    moderation.approve(comment, by=moderator, at=now, seen=1)
    comment = Comment.objects.get()
    comment.enter_queue(now)
    comment.save()
    assert [day.backlog for day in statistics.days(until=now)[-2:]] == [0, 1]


def test_an_undone_decision_counts_for_no_rule(now, moderator):
    comment = waiting(now)
    pointed_at(comment, "insults")
    made = moderation.reject(comment, by=moderator, at=now, seen=1, reason="insult")
    moderation.undo(made, by=moderator, at=now, seen=2)
    assert statistics.agreements() == []


def test_the_sample_shows_what_the_rules_miss(now, moderator):
    for number in range(4):
        comment = waiting(now, is_sampled=True)
        verb = moderation.reject if number == 0 else moderation.approve
        verb(comment, by=moderator, at=now, seen=1, reason="insult")
    missed = statistics.missed_in_sample()
    assert (missed.decided, missed.rejected, missed.percent) == (4, 1, 25)


def test_a_month_tells_the_public_what_was_decided(now, moderator):
    rejected, approved = waiting(now), waiting(now, hours=3)
    moderation.reject(rejected, by=moderator, at=now, seen=1, reason="insult")
    moderation.approve(approved, by=moderator, at=now, seen=1)
    moderation.hold_by_rule(waiting(now), at=now, reason="violence")
    month = statistics.months(at=now)[0]
    assert (month.decisions, month.rejected, month.held_by_machine) == (2, 1, 1)
    assert month.by_reason == [(str(Reason.INSULT.label), 1)]
    assert month.median_seconds == 7200
    assert month.machine_percent == 33


def test_everybody_reads_the_months_and_nobody_is_named(now, moderator, client):
    comment = waiting(now)
    moderation.reject(comment, by=moderator, at=now, seen=1, reason="insult", note="سرّ")
    page = client.get("/transparency/").content.decode()
    assert f">{month_and_year(now.date())}</time>" in page
    assert "شتم أو إهانة" in page
    assert moderator.username not in page
    assert "سرّ" not in page


def test_a_bad_rule_is_switched_off_beside_its_figures(client_of, moderator, now):
    desk = client_of(moderator)
    pointed_at(waiting(now), "beasts")
    switch = "/desk/comments/comment/queue/rule-switch/"
    desk.post(switch, {"rule": "beasts", "is_on": ""})
    assert switched_off() == {"beasts"}
    assert [found.rule for found, is_off in desk.get(FIGURES).context["agreements"] if is_off] == [
        "beasts"
    ]
    desk.post(switch, {"rule": "beasts", "is_on": "1"})
    assert switched_off() == set()


@pytest.mark.parametrize("rule", ["", "no such rule", "x" * 50, "\0"])
def test_only_a_rule_that_has_spoken_is_switched(rule, client_of, moderator):
    address = "/desk/comments/comment/queue/rule-switch/"
    assert client_of(moderator).post(address, {"rule": rule}).status_code == 404
    assert not RuleSwitch.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("editor", 200), ("moderator", 200), ("reporter", 403)]
)
def test_editors_and_moderators_say_who_may_comment(role, status, client_of):
    address = "/desk/comments/commentpolicy/add/"
    assert client_of(make_user(role)).get(address).status_code == status


@pytest.mark.parametrize("address", [FIGURES, CSV])
@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_figures_and_record_are_for_moderators(address, role, client_of):
    assert client_of(make_user(role)).get(address).status_code == 403


def test_an_empty_newsroom_has_figures_too(client_of, moderator, client):
    assert client_of(moderator).get(FIGURES).status_code == 200
    assert client.get("/transparency/").status_code == 200


def test_the_record_is_exported_and_no_cell_is_a_formula(now, moderator, client_of):
    comment = waiting(now, text='=HYPERLINK("x")')
    moderation.approve(comment, by=moderator, at=now, seen=1)
    content = b"".join(client_of(moderator).get(CSV)).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(content))
    assert (row["verb"], row["moderator__username"]) == ("approve", "moderator")
    assert row["text"] == '\'=HYPERLINK("x")'


def test_a_plot_scales_to_its_highest_value():
    plot = bar_plot("t", ["a", "b", "c"], [1, 4, None], ["1", "4", "-"])
    assert [bar.height for bar in plot.bars] == [HEIGHT / 4, HEIGHT, 0]
    assert plot.highest == "4"


def test_addresses_are_forgotten_after_fourteen_days(now):
    old, fresh = waiting(now, hours=24 * 15, address_key="a"), waiting(now, address_key="a")
    Report.objects.create(
        comment=old,
        reason="spam",
        reader_key="r",
        address_key="a",
        created_at=now - timedelta(days=20),
    )
    out = StringIO()
    call_command("purge_personal_data", stdout=out)
    assert out.getvalue().startswith("2 addresses")
    assert Comment.objects.get(pk=old.pk).address_key == ""
    assert Comment.objects.get(pk=fresh.pk).address_key == "a"
    assert Report.objects.get().address_key == ""
