import json
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Event, Story, Topic
from articles.search.indexing import index_stories
from tests.builders import make_source, make_story

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + timedelta(days=1)


def indexed(**fields):
    fields = {"headline": "هدنة"} | fields
    story = make_story(**fields)
    index_stories([story.pk])
    return story


def search(client, text, **fields):
    return client.get(reverse("search"), {"q": text, **fields})


def shown(response):
    return [hit.story for hit in response.context["result"].hits]


def test_the_page_marks_whole_words_of_the_text(client):
    indexed(headline="السورى", body="<p>عاد إلى ســــوريا أمس.</p>")
    page = search(client, "سوريا").content.decode()
    assert "<mark>السورى</mark>" in page
    assert "عاد إلى <mark>ســــوريا</mark> أمس." in page


def test_markup_in_a_query_or_a_story_stays_text(client):
    indexed(headline="<b>هدنة</b>", body="<p>&lt;i&gt;هدنة&lt;/i&gt;</p>")
    page = search(client, "هدنة <script>").content.decode()
    assert "&lt;b&gt;<mark>هدنة</mark>&lt;/b&gt;" in page
    assert "&lt;i&gt;<mark>هدنة</mark>&lt;/i&gt;" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Story.Status.DRAFT},
        {"status": Story.Status.RETRACTED},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {"embargo_until": timezone.now() + timedelta(hours=1)},
    ],
)
@pytest.mark.parametrize("name", ["search", "search-feed", "search-json"])
def test_what_is_not_public_shows_in_no_form_of_a_search(client, fields, name):
    source = make_source("مصدر سري")
    indexed(headline="مكتوم", source=source, **fields)
    page = client.get(reverse(name), {"q": "مكتوم"}).content.decode()
    assert "سري" not in page
    assert "stories/" not in page.replace("stories with", "")


def counts(response):
    """For each facet its options with their counts."""
    return {
        shown["facet"].name: [(option["label"], option["stories"]) for option in shown["options"]]
        for shown in response.context["facets"]
    }


def test_facets_count_and_narrow(client):
    first, second = make_source("الأولى"), make_source("الثانية")
    topic = Topic.objects.create(name="الميدان")
    kept = indexed(source=first, original_date=date(2016, 12, 14))
    indexed(source=second, original_date=date(2016, 12, 22), topic=topic)
    indexed(source=second, original_date=date(2017, 1, 2))
    event = Event.objects.create(name="اتفاق الهدنة")
    event.stories.add(kept)
    assert counts(search(client, "هدنة")) == {
        "source": [("الثانية", 2), ("الأولى", 1)],
        "topic": [("الميدان", 1)],
        "event": [("اتفاق الهدنة", 1)],
        "year": [("2017", 1), ("2016", 2)],
    }
    assert shown(search(client, "هدنة", source=first.slug)) == [kept]
    assert shown(search(client, "هدنة", event=event.pk)) == [kept]
    assert [story.topic for story in shown(search(client, "هدنة", topic=topic.slug))] == [topic]
    assert len(shown(search(client, "هدنة", year=2016))) == 2


def test_a_facet_leads_on_and_back_with_all_else_that_was_asked(client):
    source = make_source("الأولى")
    indexed(source=source, original_date=date(2016, 12, 14))
    response = search(client, "هدنة", year=2016, order="newest", after="9223372036854775807")
    addresses = {
        shown["facet"].name: (shown["options"][0]["address"], shown["back"])
        for shown in response.context["facets"]
    }
    asked = urlencode({"q": "هدنة", "order": "newest"})
    assert addresses["source"][0] == "?" + urlencode(
        {"q": "هدنة", "year": 2016, "order": "newest", "source": source.slug}
    )
    assert addresses["year"][1] == f"?{asked}"


def test_no_facet_and_no_filter_tells_of_what_is_not_public(client):
    indexed()
    hidden = indexed(source=make_source("مصدر مكتوم"), embargo_until=TOMORROW)
    event = Event.objects.create(name="حدث مكتوم")
    event.stories.add(hidden)
    assert "مكتوم" not in search(client, "هدنة").content.decode()
    narrowed = search(client, "هدنة", event=event.pk)
    assert (shown(narrowed), "مكتوم" in narrowed.content.decode()) == ([], False)


def test_a_mistyped_word_is_offered_as_it_may_be_meant_and_searched_as_it_was_typed(client):
    for _ in range(2):
        indexed(headline="هدنة في المدينة")
    response = search(client, "المدينو")
    assert response.context["better"] == {
        "text": "المدينة",
        "address": "?" + urlencode({"q": "المدينة"}),
    }
    assert shown(response) == []


@pytest.mark.parametrize("printed", ["الانسحاب", "للانسحاب", "وبالانسحاب"])
def test_a_mistyped_word_that_is_printed_with_a_prefix_alone_is_offered_without_it(client, printed):
    for _ in range(2):
        indexed(headline=f"موعد {printed}")
    assert search(client, "انسحابب").context["better"]["text"] == "انسحاب"


def test_a_word_of_a_single_story_is_offered_where_no_other_is_near(client):
    indexed(headline="زرافة في المدينة")
    assert search(client, "زرفة").context["better"]["text"] == "زرافة"
    for _ in range(2):
        indexed(headline="زرقة")
    assert search(client, "زرفة").context["better"]["text"] == "زرقة"


def test_what_is_found_often_is_not_doubted(client):
    for _ in range(10):
        indexed()
    assert "better" not in search(client, "هدنة").context


def test_a_phrase_that_stands_nowhere_is_offered_without_its_marks(client):
    indexed(headline="هدنة قصيرة في حلب")
    response = search(client, "«حلب هدنة»")
    assert response.context["looser"]["text"] == "حلب هدنة"
    assert search(client, "زرافة").context["looser"] is None


def test_a_search_in_one_source_leads_to_all(client):
    source = make_source("الأولى")
    indexed()
    response = search(client, "هدنة", source=source.slug)
    assert response.context["wider"] == "?" + urlencode({"q": "هدنة"})
    assert "كل المصادر" in response.content.decode()


def suggested(client, text):
    return client.get(reverse("search-suggestions"), {"q": text}).json()["suggestions"]


def test_a_word_is_completed_from_what_readers_may_see(client):
    indexed(headline="المدينة القديمة")
    indexed(headline="مدينة حلب")
    indexed(headline="مديح سري", embargo_until=TOMORROW)
    assert suggested(client, "مدي") == ["المدينة"]
    assert suggested(client, "هدنة في المدي") == ["هدنة في المدينة"]
    assert suggested(client, "مدينة ") == suggested(client, "م") == suggested(client, "") == []


def test_the_words_of_a_story_that_is_taken_back_are_offered_no_more(client):
    story = indexed(headline="زرافة")
    assert suggested(client, "زرا") == ["زرافة"]
    Story.objects.filter(pk=story.pk).update(status="retracted", retraction_reason="سبب")
    index_stories([story.pk])
    assert suggested(client, "زرا") == []


@pytest.mark.parametrize("fields", [{"source": "x"}, {"year": "x"}, {"year": "99999999999"}])
def test_a_filter_that_names_nothing_finds_nothing(client, fields):
    indexed()
    response = search(client, "هدنة", **fields)
    assert (response.status_code, shown(response)) == (200, [])


def test_a_reader_may_ask_for_the_newest_first(client):
    older = indexed(original_date=date(2016, 1, 1), headline="هدنة هدنة")
    newer = indexed(original_date=date(2017, 1, 1), body="<p>خبر عن غيرها طويل</p>")
    indexed(headline="غيرها")
    assert shown(search(client, "هدنة", order="newest")) == [newer, older]


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_pages_of_results_follow_one_another(client, order):
    for _ in range(25):
        indexed()
    first = search(client, "هدنة", order=order)
    cursor = first.context["result"].next_cursor
    second = search(client, "هدنة", order=order, after=cursor)
    assert len({story.pk for story in shown(first) + shown(second)}) == 25
    assert f"after={cursor}" in first.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "من في",
            "هذه كلمات ترد في كل خبر تقريبًا. أضف اسمًا أو مكانًا أو موضوعًا.",
        ),
        (
            "؟!",
            "لا كلمة هنا للبحث عنها. اكتب كلمة أو أكثر.",
        ),
        (
            "-حلب",
            "اكتب أيضًا ما تبحث عنه، لا ما تستبعده فقط.",
        ),
        (
            "زرافة",
            "لم يُعثر على أي خبر. جرّب كلمات أقل أو كلمة أخرى بالمعنى نفسه.",
        ),
    ],
)
def test_a_search_that_finds_nothing_says_what_to_do_and_shows_the_latest(client, text, sentence):
    story = indexed()
    response = search(client, text)
    assert sentence in response.content.decode()
    assert list(response.context["latest"]) == [story]


@pytest.mark.parametrize("fields", [{"after": "x"}, {"after": "1.2.3.4"}])
def test_an_address_of_no_page_is_not_found(client, fields):
    indexed()
    assert search(client, "هدنة", **fields).status_code == 404


def test_any_bytes_in_an_address_are_answered(client):
    for address in ("?q=%00", "?q=%ff%fe", "?q=%ED%A0%80", "?year=-1&q=x", "?q=" + "x" * 3000):
        assert client.get(reverse("search") + address).status_code == 200


def test_a_search_can_be_read_as_json(client):
    story = indexed(source=make_source("صحيفة"))
    response = client.get(reverse("search-json"), {"q": "هدنة"})
    found = json.loads(response.content)
    assert (found["total"], found["next_cursor"]) == (1, "")
    assert [(row["headline"], row["source"]) for row in found["stories"]] == [("هدنة", "صحيفة")]
    assert found["stories"][0]["url"].endswith(f"/stories/{story.pk}-%D9%87%D8%AF%D9%86%D8%A9/")


def test_a_search_can_be_followed_as_a_feed(client):
    indexed(headline="هدنة في حلب")
    response = client.get(reverse("search-feed"), {"q": "هدنة"})
    assert response["Content-Type"].startswith("application/rss+xml")
    assert "<title>هدنة في حلب</title>" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number(
    client, django_assert_max_num_queries, count
):
    for number in range(count):
        indexed(source=make_source(f"مصدر {number}"))
    with django_assert_max_num_queries(12):
        search(client, "هدنة")
