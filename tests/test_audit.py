import pytest
from django.db import IntegrityError, connection, transaction

from articles import audit
from articles.models import AuditEntry, RecordIsFinal
from articles.roles import Role
from tests.builders import MORNING, make_story, make_user

pytestmark = pytest.mark.django_db

Verb = AuditEntry.Verb


@pytest.fixture
def entry():
    return audit.record(Verb.CHANGE, by=None, at=MORNING, subject="source: الوكالة")


def test_an_entry_says_who_did_what_when_and_why():
    editor, story = make_user(Role.EDITOR), make_story()
    audit.record(Verb.KILL, by=editor, at=MORNING, reason="حكم", story=story, changes={"a": [1, 2]})
    fields = ("by", "verb", "happened_at", "reason", "story", "changes")
    assert AuditEntry.objects.values_list(*fields).get() == (
        editor.pk,
        "kill",
        MORNING,
        "حكم",
        story.pk,
        {"a": [1, 2]},
    )


def test_a_difference_names_old_and_new_values_in_plain_form():
    before = {"same": 1, "moment": None, "day": MORNING.date(), "text": "قديم"}
    after = {"same": 1, "moment": MORNING, "day": None, "text": "جديد"}
    assert audit.difference(before, after) == {
        "moment": [None, "2026-01-05T08:00:00+00:00"],
        "day": ["2026-01-05", None],
        "text": ["قديم", "جديد"],
    }


def test_the_application_has_no_way_to_change_the_log(entry):
    entries = AuditEntry.objects.all()
    attempts = [
        entry.save,
        entry.delete,
        entries.delete,
        lambda: entries.update(reason="غيره"),
        lambda: entries.bulk_update([entry], ["reason"]),
        lambda: AuditEntry.objects.bulk_create([entry], update_conflicts=True),
        lambda: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"reason": "غيره"}),
    ]
    for attempt in attempts:
        with pytest.raises(RecordIsFinal):
            attempt()
    assert AuditEntry.objects.get().reason == ""


def test_an_entry_in_hand_cannot_take_the_place_of_another(entry):
    forged = AuditEntry(pk=entry.pk, verb=Verb.CHANGE, happened_at=MORNING, subject="غيره")
    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE articles_auditentry SET reason = 'x'", "DELETE FROM articles_auditentry"],
)
def test_the_database_refuses_to_change_the_log(entry, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().reason == ""


def test_an_entry_is_about_something():
    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record(Verb.CHANGE, by=None, at=MORNING)


def test_somebody_who_has_acted_cannot_be_deleted():
    editor = make_user(Role.EDITOR)
    audit.record(Verb.CHANGE, by=editor, at=MORNING, subject="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        editor.delete()
