"""The event page: what it shows, to whom, and where its numbers lead."""

import csv
import re
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.events.comparing import compared
from articles.events.exports import TABLES, as_csv
from articles.events.figures import shown_rows
from articles.events.shared import shown_passages
from articles.events.words import uses_of, word_tables
from articles.models import Lexicon, Story
from articles.roles import Role
from tests.builders import (
    MORNING,
    make_event,
    make_lexicon,
    make_photo,
    make_source,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db

REBELS = "المتمردون"
GUNMEN = "المسلحون"
COPIED = (
    "وصلت قافلة المساعدات إلى البلدة المحاصرة مساء أمس بعد أن سمحت السلطات المحلية بدخولها "
    "وحملت مواد غذائية وأدوية تكفي السكان لمدة شهر واحد"
)
NOT_PUBLISHED = [
    {"status": Story.Status.DRAFT},
    {"status": Story.Status.RETRACTED},
    {"status": Story.Status.SUBMITTED},
    {"published_at": timezone.now() + timedelta(hours=1)},
    {"embargo_until": timezone.now() + timedelta(hours=1)},
]


@pytest.fixture
def lexicon():
    return make_lexicon(fighters=[REBELS, GUNMEN], city=["تحرير", "سقوط"])


def told(text, **fields):
    return make_story(body=f"<p>{text}</p>", **fields)


def term_address(event, term):
    return reverse("event-term", args=[event.pk, event.slug, term])


def counts(event):
    return {
        row.label: [(cell.own, cell.quoted) for cell in row.cells]
        for table in word_tables(compared(event))
        for row in table.rows
    }


def test_terms_are_counted_by_story_and_apart_from_quotations(lexicon):
    first = told("انسحب المتمردون من الحي. وقال الوزير إن المتمردين خسروا.")
    second = told("انسحب المسلحون من الحي.")
    event = make_event(first, second, lexicon=lexicon)
    assert counts(event) == {REBELS: [(1, 1), (0, 0)], GUNMEN: [(0, 0), (1, 0)]}


def test_terms_are_ordered_by_whatever_the_reader_asks_for(client, lexicon):
    first = told("المتمردون والمتمردون والمسلحون.")
    second = told("المسلحون والمسلحون.")
    event = make_event(first, second, lexicon=lexicon)

    def order(asked):
        page = client.get(event.get_absolute_url(), {"order": asked}).content.decode()
        return re.findall(f"(?<=>)(?:{REBELS}|{GUNMEN})(?=</a></th>)", page)

    assert order("term") == [REBELS, GUNMEN]
    assert order(first.pk) == [REBELS, GUNMEN]
    assert order(second.pk) == [GUNMEN, REBELS]
    assert order("count") == order("nonsense") == [GUNMEN, REBELS]


def test_terms_that_nobody_uses_are_named(lexicon):
    event = make_event(told("انسحب المتمردون."), lexicon=lexicon)
    unused = [table.unused for table in word_tables(compared(event))]
    assert unused == [[GUNMEN], ["تحرير", "سقوط"]]


def test_every_number_leads_to_its_sentences(client, lexicon):
    story = told("هدأ الحي. انسحب المتمردون منه.</p><p>عاد المتمردون.", headline="هدوء")
    event = make_event(story, lexicon=lexicon)
    page = client.get(event.get_absolute_url()).content.decode()
    address = term_address(event, REBELS)
    assert f'href="{address}#s1"' in page
    (referent,) = client.get(address).context["referents"]
    (told_by,) = referent.stories
    assert [(use.before, use.words, use.after) for use in told_by.uses] == [
        ("انسحب ", REBELS, " منه."),
        ("عاد ", REBELS, "."),
    ]
    assert [use.address.split("#")[1].split(":~:")[0] for use in told_by.uses] == ["p1", "p2"]


def test_an_address_names_words_that_stand_in_the_paragraph(lexicon):
    story = told("قال الوزير - أمس - إن المتمردين، وهم كثر، غادروا.")
    event = make_event(story, lexicon=lexicon)
    (use,) = uses_of(compared(event), REBELS)[0].stories[0].uses
    _page, _, directive = use.address.partition(":~:text=")
    assert [unquote(part) for part in re.split(r"-,|,-|,", directive)] == ["أمس - إن", "المتمردين"]


def test_every_place_of_a_story_has_an_address(client):
    story = make_story(
        headline="عنوان",
        summary="موجز",
        body="<p>أولى.</p><h2>فرعي</h2><ul><li>بند</li><li>آخر</li></ul>",
    )
    make_photo(story, caption="شرح", after_block=1)
    text = compared(make_event(story)).texts[0]
    assert [(line.text, line.anchor) for line in text.lines] == [
        ("عنوان", "headline"),
        ("موجز", "summary"),
        ("أولى.", "p1"),
        ("فرعي", "p2"),
        ("بند", "p3"),
        ("آخر", "p3"),
        ("شرح", "photo1"),
    ]
    page = client.get(story.get_absolute_url()).content.decode()
    for line in text.lines:
        element = page[page.index(f'id="{line.anchor}"') :]
        assert line.text in unescape(element[: element.index(line.text) + len(line.text)])


def test_a_provisional_headline_counts_nothing_twice(lexicon):
    story = told("انسحب المتمردون.", headline="انسحب المتمردون", headline_is_provisional=True)
    assert counts(make_event(story, lexicon=lexicon)) == {REBELS: [(1, 0)]}


def test_a_figure_stands_in_a_row_with_the_same_one_and_leaves_a_gap():
    first = told("قتل 465 مدنيا في الهجوم، وفق المرصد.")
    second = told("أسفر الهجوم عن مقتل 465 مدنيا.")
    third = told("انتهى الهجوم.")
    (row,) = shown_rows(compared(make_event(first, second, third)))
    cells = [[(figure.words, figure.source) for figure in cell.figures] for cell in row.cells]
    assert cells == [[("465 مدنيا", "المرصد")], [("465 مدنيا", "")], []]


def test_a_passage_in_two_stories_is_shown_with_who_names_an_agency():
    credit = {"agency": "رويترز", "evidence": "(رويترز)"}
    named = told(COPIED + ".", credits=[credit])
    unnamed = told(f"هدأ القتال. {COPIED}، وهدأ القتال.")
    (passage,) = shown_passages(compared(make_event(named, unnamed)))
    assert [side.agencies for side in passage.sides] == [("رويترز",), ()]
    assert [side.words for side in passage.sides] == [COPIED, COPIED]


@pytest.mark.parametrize("fields", NOT_PUBLISHED)
def test_a_story_that_is_not_published_leaks_nowhere(client, lexicon, fields):
    public = told(f"انسحب المسلحون. {COPIED}.")
    hidden = told(f"سقط المتمردون، وقال زيد السري إن 777 رجلا قتلوا. {COPIED}.", **fields)
    event = make_event(public, hidden, lexicon=lexicon)
    arguments = [event.pk, event.slug]
    for address in (
        event.get_absolute_url(),
        term_address(event, REBELS),
        *(reverse(name, args=arguments) for name in ("event-voices", "event-json")),
        *(reverse("event-csv", args=[*arguments, table]) for table in TABLES),
    ):
        page = client.get(address).content.decode()
        assert "777" not in page
        assert "السري" not in page
    assert counts(event) == {GUNMEN: [(1, 0)]}
    assert shown_passages(compared(event)) == []


@pytest.mark.parametrize("fields", NOT_PUBLISHED)
def test_the_pages_of_a_hidden_event_are_not_there(client, lexicon, fields):
    event = make_event(told("المتمردون.", **fields), lexicon=lexicon)
    assert client.get(term_address(event, REBELS)).status_code == 404
    for name in ("event-voices", "event-json"):
        assert client.get(reverse(name, args=[event.pk, event.slug])).status_code == 404
    for table in TABLES:
        address = reverse("event-csv", args=[event.pk, event.slug, table])
        assert client.get(address).status_code == 404


def test_the_comparison_can_be_had_as_json(client, lexicon):
    source = make_source("صحيفة")
    event = make_event(told("قتل 465 مدنيا. انسحب المتمردون.", source=source), lexicon=lexicon)
    data = client.get(reverse("event-json", args=[event.pk, event.slug])).json()
    assert [(story["number"], story["source"]) for story in data["stories"]] == [(1, "صحيفة")]
    (term,) = data["words"]
    (use,) = term["uses"]
    assert (term["term"], use["sentence"]) == (REBELS, "انسحب المتمردون.")
    assert use["url"].startswith("http://testserver/stories/")
    (row,) = data["figures"]
    (figure,) = row["figures"]
    assert (figure["value"], figure["unit"], figure["words"]) == (465, "مدني", "465 مدنيا")


def test_each_table_can_be_had_for_a_spreadsheet(client, lexicon):
    source = make_source("=مصدر")
    story = told("قتل 465 مدنيا. انسحب المتمردون.", source=source, headline="عنوان")
    event = make_event(story, lexicon=lexicon)

    def table(name):
        response = client.get(reverse("event-csv", args=[event.pk, event.slug, name]))
        return list(csv.reader(response.content.decode("utf-8-sig").splitlines()))

    head = "1. =مصدر: عنوان"
    assert table("words") == [
        ["referent", "term", f"{head} own", f"{head} quoted"],
        ["fighters", REBELS, "1", "0"],
    ]
    assert table("figures") == [["counted", head], ["مدنيا", "465 مدنيا"]]
    assert table("voices") == [["voice", head]]
    assert len(table("shared")) == 1
    assert client.get(reverse("event-csv", args=[event.pk, event.slug, "سر"])).status_code == 404


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@sum"])
def test_no_cell_is_taken_for_a_formula(words):
    assert as_csv(iter([[words, 1, "نص"]])).splitlines() == [f"\ufeff'{words},1,نص"]


def test_a_term_that_the_lexicon_does_not_hold_has_no_page(client, lexicon):
    event = make_event(told("نص."), lexicon=lexicon)
    assert client.get(term_address(event, "كلمة")).status_code == 404


def test_a_comparison_follows_every_change(lexicon):
    story = told("انسحب المتمردون.")
    event = make_event(story, lexicon=lexicon)
    assert counts(event) == {REBELS: [(1, 0)]}
    Story.objects.filter(pk=story.pk).update(body="<p>انسحب المسلحون.</p>")
    assert counts(event) == {GUNMEN: [(1, 0)]}
    make_photo(story, caption="المتمردون")
    assert counts(event) == {GUNMEN: [(1, 0)], REBELS: [(1, 0)]}
    lexicon.referents.filter(name="fighters").update(terms=REBELS)
    event.lexicon = Lexicon.objects.get(pk=lexicon.pk)
    assert counts(event) == {REBELS: [(1, 0)]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number(
    client, django_assert_num_queries, lexicon, count
):
    stories = [
        told(f"قتل {number}5 مدنيا. {COPIED}.", source=make_source(str(number)))
        for number in range(count)
    ]
    for story in stories:
        make_photo(story)
    event = make_event(*stories, lexicon=lexicon)
    with django_assert_num_queries(5):
        client.get(event.get_absolute_url())
    with django_assert_num_queries(4):
        client.get(term_address(event, REBELS))


def test_editors_join_split_and_hide_rows():
    first = told("قتل 465 مدنيا.")
    second = told("بلغ عدد ضحايا القصف 470 شخصا.")
    event = make_event(first, second)
    editor = make_user(Role.EDITOR)
    one, other = [first.pk, "465 مدني 1"], [second.pk, "470 شخص 1"]

    def rows_after(action, *figures):
        event.figure_edits.create(action=action, figures=figures, made_by=editor, made_at=MORNING)
        return [sorted(row.cells) for row in compared(event).figure_rows()]

    assert [sorted(row.cells) for row in compared(event).figure_rows()] == [[0], [1]]
    assert rows_after("join", one, other) == [[0, 1]]
    assert rows_after("split", other) == [[0], [1]]
    assert rows_after("hide", one) == [[1]]
    assert rows_after("join", one, [second.pk, "لا شيء"]) == [[1]]
