"""A story's versions in the desk: comparing, restoring, putting two together."""

import pytest
from django.utils import timezone

from articles import revisions, workflow
from articles.models import Revision, Story
from articles.roles import Role
from tests.builders import make_user
from tests.desk import changed_form, of_story, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def colleague():
    return make_user(Role.EDITOR, "colleague")


@pytest.fixture
def story(editor):
    text = Story(headline="عنوان", body="<p>أولى.</p><p>ثانية.</p><p>ثالثة.</p>")
    return workflow.create(revisions.snapshot_of(text), by=editor, at=timezone.now())


def save(client, story, **changes):
    return client.post(page(story), changed_form(client, page(story), **changes))


def merge_form(response, **choices):
    names = {"draft": "draft", "base": "base_number", "reason": "reason"}
    sent = {name: response.context[key] for name, key in names.items()}
    return sent | {"theirs": response.context["theirs"].number} | choices


# Two editors


def test_saving_over_a_newer_version_loses_neither_text(client_of, editor, colleague, story):
    mine, theirs = client_of(editor), client_of(colleague)
    form = changed_form(mine, page(story), body="<p>أولى.</p><p>ثانية.</p><p>ثالثة، مني.</p>")
    save(theirs, story, body="<p>أولى، منهم.</p><p>ثانية.</p><p>ثالثة.</p>")
    merge = mine.post(page(story), form)
    assert (merge.status_code, Revision.objects.count()) == (409, 2)
    sides = [[block.side.value for block in field.blocks] for field in merge.context["fields"]]
    assert sides == [["theirs", "unchanged", "mine"]]
    mine.post(of_story("merge", story), merge_form(merge))
    newest = revisions.newest(story)
    assert newest.content()["body"] == "<p>أولى، منهم.</p><p>ثانية.</p><p>ثالثة، مني.</p>"
    assert newest.base.created_by == colleague


@pytest.mark.parametrize(
    ("choice", "body"),
    [
        ("mine", "<p>أنا.</p>"),
        ("theirs", "<p>هم.</p>"),
        ("both", "<p>هم.</p><p>أنا.</p>"),
    ],
)
def test_where_both_wrote_the_editor_decides(client_of, editor, colleague, story, choice, body):
    mine = client_of(editor)
    form = changed_form(mine, page(story), body="<p>أنا.</p>")
    save(client_of(colleague), story, body="<p>هم.</p>")
    merge = mine.post(page(story), form)
    undecided = mine.post(of_story("merge", story), merge_form(merge))
    assert (undecided.status_code, Revision.objects.count()) == (409, 2)
    mine.post(of_story("merge", story), merge_form(undecided, **{"body-0": choice}))
    assert revisions.newest(story).content()["body"] == body


def test_what_was_chosen_is_kept_while_a_place_is_undecided(client_of, editor, colleague, story):
    mine = client_of(editor)
    form = changed_form(mine, page(story), headline="أنا", body="<p>أنا.</p>")
    save(client_of(colleague), story, headline="هم", body="<p>هم.</p>")
    merge = mine.post(page(story), form)
    again = mine.post(of_story("merge", story), merge_form(merge, **{"body-0": "both"}))
    blocks = again.context["open_blocks"]
    assert [(block.key, block.choice) for block in blocks] == [
        ("headline-0", ""),
        ("body-0", "both"),
    ]


def test_the_merge_page_shows_the_body_in_words_and_not_in_markup(
    client_of, editor, colleague, story
):
    mine = client_of(editor)
    form = changed_form(mine, page(story), body="<h2>أولى.</h2><p>ثانية.</p><p>ثالثة.</p>")
    save(client_of(colleague), story, body="<p>أولى.</p><p>ثانية، <em>هم</em>.</p><p>ثالثة.</p>")
    merge = mine.post(page(story), form)
    (field,) = merge.context["fields"]
    retagged, added, same = field.blocks
    assert (retagged.mine[0].old_tag, retagged.mine[0].new_tag) == ("p", "h2")
    assert [(s.op, s.new) for s in added.theirs[0].segments if s.op != "equal"] == [
        ("insert", "، هم"),
    ]
    assert same.words == "ثالثة."
    assert "&lt;" not in merge.content.decode().partition('class="merge"')[2]


def test_a_third_version_during_the_merge_asks_again(client_of, editor, colleague, story):
    mine, theirs = client_of(editor), client_of(colleague)
    form = changed_form(mine, page(story), headline="مني")
    save(theirs, story, body="<p>هم.</p>")
    merge = mine.post(page(story), form)
    save(theirs, story, byline="كاتب")
    again = mine.post(of_story("merge", story), merge_form(merge))
    assert (again.status_code, again.context["theirs"].number) == (409, 3)
    mine.post(of_story("merge", story), merge_form(again))
    content = revisions.newest(story).content()
    assert [content[name] for name in ("headline", "body", "byline")] == [
        "مني",
        "<p>هم.</p>",
        "كاتب",
    ]


def test_a_forged_draft_is_refused(client_of, editor, colleague, story):
    mine = client_of(editor)
    form = changed_form(mine, page(story), headline="مني")
    save(client_of(colleague), story, headline="منهم")
    sent = merge_form(mine.post(page(story), form), **{"headline-0": "mine"})
    assert mine.post(of_story("merge", story), sent | {"draft": "x"}).status_code == 400
    assert revisions.newest(story).number == 2


# History


def test_the_history_marks_whole_words_and_names_the_kind(client_of, editor, story):
    client = client_of(editor)
    save(client, story, headline="قتل 465 شخصًا")
    save(client, story, headline="قتل 470 شخصًا")
    shown = client.get(of_story("history", story) + "?from=2&to=3")
    (field,) = shown.context["diffs"]
    assert [(s.kind.value, s.old, s.new) for s in field.segments if s.op != "equal"] == [
        ("number", "465", "470")
    ]
    assert '<del title="رقم">465</del><ins title="رقم">470</ins>' in shown.content.decode()


def test_the_history_tells_of_pictures_that_changed(client_of, editor, story):
    client = client_of(editor)
    form = changed_form(client, page(story), **{"photos-0-caption": "رواد المكتبة"})
    client.post(page(story), form)
    shown = client.get(of_story("history", story))
    assert [diff.name for diff in shown.context["diffs"]] == ["photos"]
    assert "<h3>الصور" in shown.content.decode()


def test_restoring_gives_back_the_exact_bytes(client_of, editor, story):
    client = client_of(editor)
    first = revisions.newest(story)
    save(client, story, body="<p>تجربة.</p>")
    client.post(of_story("restore", story, 1))
    restored = revisions.newest(story)
    assert (restored.number, restored.snapshot) == (3, first.snapshot)
    assert restored.reason == "استعادة من النسخة 1"


@pytest.mark.parametrize("query", ["?from=9", "?to=x", "?before=-1", "?from=99999999999999999999"])
def test_a_version_that_the_story_never_had_is_not_found(client_of, editor, story, query):
    assert client_of(editor).get(of_story("history", story) + query).status_code == 404


def test_a_version_of_another_story_cannot_be_restored_here(client_of, editor, story):
    other = workflow.create(
        revisions.snapshot_of(Story(headline="آخر")), by=editor, at=timezone.now()
    )
    save(client_of(editor), other, headline="تغير")
    assert client_of(editor).post(of_story("restore", story, 2)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_takes_the_same_queries_for_any_number_of_versions(
    client_of, editor, story, django_assert_max_num_queries, count
):
    client = client_of(editor)
    for number in range(count):
        save(client, story, headline=f"عنوان {number}")
    with django_assert_max_num_queries(10):
        client.get(of_story("history", story))
