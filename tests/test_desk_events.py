"""Events in the desk: proposed to editors, grouped by them alone, their figures put in order."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.copies.indexing import index_copies
from articles.events.comparing import compared
from articles.events.suggesting import events_for, groups_among
from articles.models import AuditEntry, Event, Lexicon, Story
from articles.roles import Role
from tests.builders import MORNING, make_event, make_lexicon, make_source, make_story, make_user
from tests.desk import of_story, page

pytestmark = pytest.mark.django_db

FLOOD = [
    "اجتاحت السيول وادي النخيل ليلة الأحد وجرفت جسرا خشبيا وعشرات البيوت الطينية على الضفة.",
    "سيول وادي النخيل تجرف الجسر الخشبي وتهدم بيوتا طينية، وفرق الإنقاذ تصل إلى الوادي.",
    "قالت فرق الإنقاذ إن سيول وادي النخيل هدمت بيوتا على الضفة وقطعت الجسر الخشبي.",
]
MATCH = [
    "فاز فريق الميناء على ضيفه فريق الجبل بهدفين في المباراة النهائية لكأس المدينة.",
    "كأس المدينة للميناء بعد فوزه على الجبل بهدفين سجلا في الشوط الثاني من المباراة النهائية.",
]
SUGGESTIONS = "admin:articles_event_suggestions"


@pytest.fixture
def editor(db):
    return make_user(Role.EDITOR)


@pytest.fixture
def reporter(db):
    return make_user(Role.REPORTER)


def told(text, day=15, **fields):
    fields.setdefault("original_date", date(2016, 12, day))
    fields.setdefault("headline", text[:40])
    return make_story(body=f"<p>{text}</p>", **fields)


def figures_page(event):
    return reverse("admin:articles_event_figures", args=[event.pk])


def test_stories_of_one_event_are_proposed_together(client_of, editor):
    flood, match = [told(text) for text in FLOOD], [told(text) for text in MATCH]
    response = client_of(editor).get(reverse(SUGGESTIONS))
    groups = [set(group.stories) for group in response.context["groups"]]
    assert sorted(groups, key=len) == [set(match), set(flood)]
    assert not Event.objects.exists()


def test_an_editor_groups_what_is_proposed_as_they_see_fit(client_of, editor):
    third, first, second = (told(text, day) for text, day in zip(FLOOD, (16, 14, 15), strict=True))
    chosen = {"name": "سيول الوادي", "stories": [third.pk, first.pk]}
    response = client_of(editor).post(reverse(SUGGESTIONS), chosen)
    event = Event.objects.get()
    assert response.url == reverse("admin:articles_event_change", args=[event.pk])
    assert list(event.stories_in_order()) == [first, third]
    entry = AuditEntry.objects.get(verb="change")
    assert (entry.by, entry.changes["name"]) == (editor, [None, "سيول الوادي"])
    assert events_for(second, Story.objects.all())[0].event == event


@pytest.mark.parametrize(
    "sent", [{"name": ""}, {"stories": []}, {"stories": ["one"]}, {"stories": ["x", "y"]}]
)
def test_a_group_needs_a_name_and_two_stories(client_of, editor, sent):
    stories = {"one": told(FLOOD[0]).pk, "both": told(FLOOD[1]).pk}
    data = {"name": "حدث", "stories": list(stories.values())} | sent
    data["stories"] = [stories.get(story, story) for story in data["stories"]]
    response = client_of(editor).post(reverse(SUGGESTIONS), data)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Event.objects.exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.MODERATOR])
def test_nobody_else_sees_proposals_or_groups(client_of, role):
    stories = [told(text) for text in FLOOD]
    client = client_of(make_user(role))
    assert client.get(reverse(SUGGESTIONS)).status_code == 403
    chosen = {"name": "حدث", "stories": [story.pk for story in stories]}
    assert client.post(reverse(SUGGESTIONS), chosen).status_code == 403
    event = make_event(*stories)
    assert client.get(figures_page(event)).status_code == 403
    assert client.post(figures_page(event), {"action": "hide"}).status_code == 403
    assert list(event.figure_edits.all()) == []


def test_killed_and_retracted_stories_and_grouped_ones_are_not_proposed():
    told(FLOOD[0], status=Story.Status.RETRACTED)
    make_story(status=Story.Status.KILLED)
    make_event(told(FLOOD[1]))
    told(FLOOD[2])
    assert groups_among(Story.objects.all()) == []


def test_a_proposal_holds_no_story_that_the_user_may_not_view():
    own, hidden = told(FLOOD[0]), told(FLOOD[1], status=Story.Status.DRAFT)
    make_event(hidden)
    visible = Story.objects.exclude(pk=hidden.pk)
    assert groups_among(visible) == []
    assert events_for(own, visible) == []


def test_a_new_story_is_offered_its_event_and_put_into_it(client_of, editor):
    event = make_event(told(FLOOD[0]), told(FLOOD[1]), name="سيول الوادي")
    make_event(told(MATCH[0]), name="النهائي")
    new = told(FLOOD[2], status=Story.Status.DRAFT)
    client = client_of(editor)
    form = client.get(page(new)).content.decode()
    assert "سيول الوادي" in form
    assert "النهائي" not in form
    client.post(of_story("events", new), {"event": event.pk, "action": "add"})
    assert list(event.coverage.values_list("story", "position"))[-1] == (new.pk, 2)
    client.post(of_story("events", new), {"event": event.pk, "action": "remove"})
    assert not event.coverage.filter(story=new).exists()
    changes = AuditEntry.objects.filter(verb="change").values_list("changes__stories", flat=True)
    assert sorted(changes, key=str) == sorted([[None, str(new)], [str(new), None]], key=str)


def test_a_reporter_is_offered_nothing_and_groups_nothing(client_of, reporter):
    event = make_event(told(FLOOD[0]), name="سيول الوادي")
    own = told(FLOOD[1], status=Story.Status.DRAFT, created_by=reporter)
    client = client_of(reporter)
    assert "سيول الوادي" not in client.get(page(own)).content.decode()
    sent = {"event": event.pk, "action": "add"}
    assert client.post(of_story("events", own), sent).status_code == 403
    assert not event.coverage.filter(story=own).exists()


@pytest.mark.parametrize("sent", [{"event": 0}, {"event": "x"}, {"action": "fly"}, {}])
def test_what_cannot_be_done_is_said(client_of, editor, sent):
    event, story = make_event(told(FLOOD[0])), told(FLOOD[1])
    data = {"event": event.pk, "action": "add"} | sent if sent else {}
    response = client_of(editor).post(of_story("events", story), data, follow=True)
    assert response.status_code == 200
    assert event.coverage.count() == 1


def two_values(**fields):
    first = told("قتل 465 مدنيا في القصف.", headline="قصف")
    second = told("بلغ عدد ضحايا القصف 470 شخصا، بينهم 12 طفلا.", headline="قصف")
    return make_event(first, second, **fields)


def keys_of(response):
    return [figure.key for row in response.context["rows"] for figure in row.figures]


def test_an_editor_joins_rows_and_takes_it_back(client_of, editor):
    event, client = two_values(), client_of(editor)
    first, second, _children = keys_of(client.get(figures_page(event)))
    client.post(figures_page(event), {"action": "join", "figures": [first, second]})
    rows = [sorted(row.cells) for row in compared(Event.objects.get()).figure_rows()]
    assert rows == [[0, 1], [1]]
    edit = event.figure_edits.get()
    assert (edit.made_by, edit.label) == (editor, "465 مدنيا · 470 شخصا")
    client.post(reverse("admin:articles_event_take_back", args=[event.pk, edit.pk]))
    rows = [sorted(row.cells) for row in compared(Event.objects.get()).figure_rows()]
    assert rows == [[0], [1], [1]]


def test_a_hidden_row_is_not_shown_to_readers(client, client_of, editor):
    event, desk = two_values(), client_of(editor)
    first, *_others = keys_of(desk.get(figures_page(event)))
    assert "465" in client.get(event.get_absolute_url()).content.decode().split('id="figures"')[1]
    desk.post(figures_page(event), {"action": "hide", "figures": [first]})
    figures = client.get(event.get_absolute_url()).content.decode().split('id="figures"')[1]
    assert "465" not in figures
    assert "470" in figures


@pytest.mark.parametrize(
    ("action", "chosen"),
    [("join", slice(0, 1)), ("split", slice(0, 1)), ("hide", slice(0, 0)), ("fly", slice(0, 2))],
)
def test_a_choice_that_changes_nothing_is_refused(client_of, editor, action, chosen):
    event, client = two_values(), client_of(editor)
    keys = keys_of(client.get(figures_page(event)))[chosen]
    sent = {"action": action, "figures": [*keys, "1 خطأ 1"] if action == "fly" else keys}
    assert client.post(figures_page(event), sent, follow=True).status_code == 200
    assert list(event.figure_edits.all()) == []


def test_a_change_of_another_event_cannot_be_taken_back_here(client_of, editor):
    event, other = two_values(), make_event(told("نص."))
    edit = event.figure_edits.create(action="hide", figures=[], made_at=MORNING, made_by=editor)
    address = reverse("admin:articles_event_take_back", args=[other.pk, edit.pk])
    assert client_of(editor).post(address).status_code == 404
    assert event.figure_edits.count() == 1


def coverage_form(event, *rows, **fields):
    """The event's form as a browser posts it, with these rows of stories."""
    data = {"name": event.name, "slug": event.slug, "description": "", "place": ""} | fields
    data |= {"coverage-TOTAL_FORMS": len(rows), "coverage-INITIAL_FORMS": event.coverage.count()}
    for number, row in enumerate(rows):
        data |= {f"coverage-{number}-{name}": value for name, value in row.items()}
    return data


def test_an_editor_reorders_the_stories_and_the_log_says_so(client_of, editor):
    event = make_event(told(FLOOD[0]), told(FLOOD[1]))
    first, second = event.coverage.all()
    rows = [
        {"id": row.pk, "event": event.pk, "story": row.story_id, "position": position}
        for row, position in ((first, 3), (second, 2))
    ]
    address = reverse("admin:articles_event_change", args=[event.pk])
    response = client_of(editor).post(address, coverage_form(event, *rows, place="الوادي"))
    assert response.status_code == 302
    assert list(event.stories_in_order()) == [second.story, first.story]
    entry = AuditEntry.objects.get(verb="change")
    assert entry.changes["place"] == ["", "الوادي"]
    assert entry.changes["stories"] == [[], [str(first.story), str(second.story)]]


def test_an_editor_changes_the_terms_that_are_counted(client_of, editor):
    lexicon = make_lexicon(flood=["السيول"])
    event = make_event(told("جرفت السيول والفيضانات الجسر."), lexicon=lexicon)
    (referent,) = lexicon.referents.all()
    data = {
        "name": lexicon.name,
        "referents-TOTAL_FORMS": 1,
        "referents-INITIAL_FORMS": 1,
        "referents-0-id": referent.pk,
        "referents-0-lexicon": lexicon.pk,
        "referents-0-name": "الماء",
        "referents-0-terms": "السيول\nالفيضان، الفيضانات",
        "referents-0-position": 0,
    }
    address = reverse("admin:articles_lexicon_change", args=[lexicon.pk])
    client = client_of(editor)
    assert client.post(address, data).status_code == 302
    counts = compared(Event.objects.get(pk=event.pk)).comparison.stories[0].counts
    assert [count.term for count in counts] == ["السيول", "الفيضان"]
    broken = data | {"referents-0-terms": "السيول\n...\n"}
    response = client.post(address, broken)
    assert response.status_code == 200
    assert "السطر 2" in response.content.decode()


def test_the_shipped_lexicon_is_loaded_once_and_stays_the_editors():
    from articles import comparison
    from articles.events.lexicons import load_lexicon

    shipped = comparison.Lexicon.shipped("aleppo_2016")
    lexicon = load_lexicon("حلب", shipped)
    read = Lexicon.objects.get(pk=lexicon.pk).as_read()
    assert [(r.name, r.terms, r.exceptions) for r in read.referents] == [
        (r.name, r.terms, r.exceptions) for r in shipped.referents
    ]
    lexicon.referents.all().delete()
    assert load_lexicon("حلب", shipped).referents.count() == 0


def test_the_desk_shows_where_else_a_text_stands(client_of, editor, reporter):
    words = " ".join(FLOOD) + " " + " ".join(MATCH)
    public = told(words)
    draft = told(words, status=Story.Status.DRAFT)
    embargoed = told(words, embargo_until=timezone.now() + timedelta(hours=1))
    own = told(words, status=Story.Status.DRAFT, created_by=reporter)
    index_copies(story.pk for story in (public, draft, embargoed, own))

    def shown_to(user):
        copies = client_of(user).get(of_story("copies", own)).context["copies"]
        return {copy.story for copy in copies.near_copies}

    assert shown_to(editor) == {public, draft, embargoed}
    assert shown_to(reporter) == {public}
    assert client_of(reporter).get(of_story("copies", draft)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_desks_event_pages_take_the_same_queries_for_any_number(
    client_of, editor, django_assert_num_queries, count
):
    source = make_source()
    for number in range(count):
        event = make_event(*(told(FLOOD[0], source=source) for _ in range(count)))
        told(MATCH[number % 2], source=source)
    client = client_of(editor)
    client.get(figures_page(event))
    with django_assert_num_queries(5):
        client.get(reverse(SUGGESTIONS))
    with django_assert_num_queries(9):
        client.get(figures_page(event))
