"""What the newsroom says about itself: shipped, shown, and changed in the desk."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.urls import reverse

from articles.models import AuditEntry, Policy
from articles.roles import Role
from tests.builders import make_user

pytestmark = pytest.mark.django_db

migration = import_module("articles.migrations.0026_tell_readers_of_their_data")
SHIPPED = {"about", "ethics", "corrections", "verification", "comments", "privacy"}


def test_pages_are_there_from_the_first_day_and_hold_nothing_unsafe(client):
    assert set(Policy.objects.values_list("kind", flat=True)) == SHIPPED
    for policy in Policy.objects.all():
        response = client.get(policy.get_absolute_url())
        assert response.status_code == 200
        assert f'<h1 dir="auto">{policy.title}</h1>' in response.content.decode()


def test_the_list_follows_the_order_of_the_kinds(client):
    listed = [policy.kind for policy in client.get(reverse("policies")).context["policies"]]
    assert listed == [kind for kind in Policy.Kind.values if kind in SHIPPED]


def test_an_empty_list_says_so(client):
    Policy.objects.all().delete()
    assert "لم يكتب رؤساء التحرير" in client.get(reverse("policies")).content.decode()


def test_a_page_has_one_address(client):
    response = client.get(reverse("policy", args=["about"]))
    assert (response.status_code, response["Location"]) == (301, reverse("about"))


@pytest.mark.parametrize("kind", ["nothing", "ownership", "ETHICS"])
def test_a_page_that_nobody_wrote_is_not_found(client, kind):
    assert client.get(f"/policies/{kind}/").status_code == 404


def test_an_editor_changes_a_page_in_the_desk_and_the_log_knows(client_of, client):
    policy = Policy.objects.get(kind="privacy")
    desk = client_of(make_user(Role.EDITOR))
    address = reverse("admin:articles_policy_change", args=[policy.pk])
    values = {"kind": "privacy", "title": "بياناتك", "body": "<p>نص<script>x</script></p>"}
    assert desk.post(address, values).status_code == 302
    assert "<p>نص</p>" in client.get(policy.get_absolute_url()).content.decode()
    entry = AuditEntry.objects.newest_first().first()
    assert entry.changes["title"] == ["خصوصيتك", "بياناتك"]


def test_an_editor_writes_a_page_about_what_has_none(client_of, client):
    desk = client_of(make_user(Role.EDITOR))
    values = {"kind": "ownership", "title": "من يملكنا", "body": "<p>قراؤنا.</p>"}
    assert desk.post(reverse("admin:articles_policy_add"), values).status_code == 302
    assert client.get("/policies/ownership/").status_code == 200


def test_a_second_page_about_the_same_is_refused_in_a_sentence(client_of):
    desk = client_of(make_user(Role.EDITOR))
    values = {"kind": "privacy", "title": "أخرى", "body": "<p>نص.</p>"}
    response = desk.post(reverse("admin:articles_policy_add"), values)
    assert "توجد صفحة عن هذا الموضوع" in response.content.decode()


def test_a_reporter_changes_no_page(client_of):
    policy = Policy.objects.get(kind="privacy")
    desk = client_of(make_user(Role.REPORTER))
    address = reverse("admin:articles_policy_change", args=[policy.pk])
    assert desk.get(address).status_code == 403


@pytest.mark.parametrize("fields", [{"title": ""}, {"body": ""}, {"kind": "privacy"}])
def test_the_database_refuses_a_page_that_says_nothing(fields):
    with pytest.raises(IntegrityError):
        Policy.objects.create(**{"kind": "feedback", "title": "ع", "body": "<p>ن</p>"} | fields)


@pytest.fixture
def privacy():
    """The privacy page, and the text that it had before readers could see their data."""
    policy = Policy.objects.get(kind="privacy")
    shipped = policy.body
    head, _, _end = shipped.rpartition("<p>")
    policy.body = f"{head}<p>{migration.OLD_END}</p>"
    return policy, shipped


def test_a_page_that_nobody_has_edited_learns_of_the_readers_data(privacy):
    policy, shipped = privacy
    policy.save()
    migration.tell(apps, None)
    policy.refresh_from_db()
    assert policy.body == shipped
    assert "بياناتك" in policy.body


@pytest.mark.parametrize("edited", [{"title": "خصوصية قرائنا"}, {"body": "<p>كتبناه نحن.</p>"}])
def test_a_page_that_editors_wrote_stays(privacy, edited):
    policy, _shipped = privacy
    for name, value in edited.items():
        setattr(policy, name, value)
    policy.save()
    written = (policy.title, policy.body)
    migration.tell(apps, None)
    policy.refresh_from_db()
    assert (policy.title, policy.body) == written
