from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import arabic
from articles.importing.files import find_files
from articles.models import Story
from articles.paging import CursorInvalid
from articles.search.indexing import index_stories
from articles.search.searching import restrict, search_stories
from newsroom.seed_import import import_seeds
from tests.builders import make_comment, make_photo, make_source, make_story
from tests.respelling import RESPELLINGS

pytestmark = pytest.mark.django_db

# What a reader writes, and what the text has.
PAIRS = """
انسحاب للانسحاب
السوري السورى
سوريا ســــوريا
سوريا سورية
السوريون سوريا
حلب بحلب
حلب وحلب
حلب لحلب
الوزير للوزير
وزير والوزير
المسلحون للمسلحين
مسلحة المسلحين
إلغاء الغاء
الإلغاء إلغاء
أحياء احياء
مسؤول مسئول
المسؤولية مسؤول
شؤون شئون
قراءة قرائة
ألمانيا الألمانية
الفلسطينيين فلسطين
الاقتصاد والاقتصادية
اتفاق الاتفاقات
مدينة المدينه
مدنيون للمدنيين
القوات قوّات
حافلة حافلاتهم
مُقاتِل مقاتل
مقاتلون المقاتلين
الهدنة هدنه
250 ٢٥٠
250 بـ250
۲۵۰ 250
إيران ایران
الكرملين کرملین
أوباما اوباما
آذار اذار
جنيف جنيڤ
Cafe café
ALEPPO Aleppo
رئيس الرئيسين
تركيا التركية
روسيا الروسي
الأمم أمم
دولي الدولية
""".split("\n")


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair])
def test_one_spelling_finds_the_other(pair):
    typed, printed = pair.split()
    story = indexed(body=f"<p>كلام {printed} كلام</p>")
    indexed(body="<p>خبر آخر</p>")
    (hit,) = search_stories(typed).hits
    marked = [piece.text for piece in hit.snippet if piece.is_hit]
    assert hit.story == story
    assert marked == [arabic.tokens(printed)[-1].text]


def indexed(**fields):
    story = make_story(**fields)
    index_stories([story.pk])
    return story


def found(text, **options):
    return [hit.story for hit in search_stories(text, **options).hits]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Story.Status.DRAFT},
        {"status": Story.Status.SUBMITTED},
        {"status": Story.Status.RETRACTED},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {"embargo_until": timezone.now() + timedelta(hours=1)},
    ],
)
def test_what_is_not_public_is_not_found(fields):
    indexed(headline="سر مكتوم", **fields)
    result = search_stories("مكتوم")
    assert (result.hits, result.total) == ([], 0)
    assert search_stories("مكتوم", order="newest").hits == []


def test_a_headline_counts_for_more_than_a_summary_a_summary_than_a_text_a_text_than_a_caption():
    filler = "<p>أولى ثانية ثالثة رابعة خامسة سادسة سابعة ثامنة تاسعة</p>"
    caption = indexed(headline="خبر", body=filler)
    make_photo(caption, caption="هدنة")
    index_stories([caption.pk])
    text = indexed(headline="خبر", body=filler.replace("خامسة", "خامسة هدنة"))
    summary = indexed(headline="خبر", summary="هدنة", body=filler)
    headline = indexed(headline="هدنة خبر", body=filler)
    for _ in range(6):
        indexed(headline="غيره", body=filler)
    assert found("هدنة") == [headline, summary, text, caption]


def test_a_source_is_found_by_its_name_and_readers_comments_are_not():
    story = indexed(source=make_source("صحيفة الأفق"))
    make_comment(story, text="تعليق القارئ الغاضب")
    index_stories([story.pk])
    assert found("الأفق") == [story]
    assert found("الغاضب") == []


def test_a_phrase_does_not_run_from_one_field_into_the_next():
    indexed(headline="آخر حلب", body="<p>شرق النهر</p>")
    story = indexed(body="<p>في حلب من شرق</p>")
    assert found("«حلب شرق»") == [story]


def test_stories_with_some_of_the_words_help_where_too_few_have_all():
    both = indexed(headline="هدنة حلب")
    one = indexed(headline="هدنة إدلب")
    result = search_stories("هدنة حلب")
    assert ([hit.story for hit in result.hits], result.is_loose) == ([both, one], True)


def test_stories_with_some_of_the_words_stay_away_where_enough_have_all():
    for _ in range(10):
        indexed(headline="هدنة حلب")
    indexed(headline="هدنة إدلب")
    result = search_stories("هدنة حلب")
    assert (result.total, result.is_loose) == (10, False)


def test_an_excluded_word_stays_away_also_where_some_words_are_enough():
    kept = indexed(headline="هدنة حمص")
    indexed(headline="هدنة إدلب")
    assert found("هدنة حلب -إدلب") == [kept]


def test_equal_scores_stand_newest_first_then_by_the_higher_number():
    now = timezone.now()
    first = indexed(headline="هدنة", published_at=now - timedelta(days=2))
    second = indexed(headline="هدنة", published_at=now - timedelta(days=1))
    third = indexed(headline="هدنة", published_at=now - timedelta(days=1))
    assert found("هدنة") == [third, second, first]


def test_the_total_is_counted_up_to_a_thousand():
    template = Story(status="published", headline="هدنة", published_at=timezone.now())
    rows = [Story(**fields_of(template)) for _ in range(1002)]
    index_stories(story.pk for story in Story.objects.bulk_create(rows))
    result = search_stories("هدنة", limit=5)
    assert (result.total, result.has_more) == (1000, True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts rows by itself")
def test_whether_found_stories_show_is_read_without_their_rows():
    statements = []

    def keep(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        search_stories("هدنة", order="newest")
    plans = [plan_of(*statement) for statement in statements if "MATCH" in statement[0]]
    assert plans
    assert all("COVERING INDEX story_visibility" in plan for plan in plans)


def plan_of(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return "\n".join(row[-1] for row in cursor.fetchall())


def fields_of(story):
    return {name: getattr(story, name) for name in ("status", "headline", "published_at")}


def test_a_search_among_given_stories_shows_no_others():
    source = make_source()
    inside = indexed(headline="هدنة", source=source)
    indexed(headline="هدنة")
    assert found("هدنة", among=Story.objects.published().filter(source=source)) == [inside]
    assert found("هدنة", among=Story.objects.none()) == []


def test_a_desk_list_is_narrowed_to_what_holds_every_word():
    draft = indexed(headline="هدنة حلب", status=Story.Status.DRAFT)
    indexed(headline="هدنة إدلب")
    assert list(restrict(Story.objects.all(), "الهدنه بحلب")) == [draft]
    assert list(restrict(Story.objects.all(), "في")) == []


@pytest.mark.parametrize("cursor", ["x", "1", "1.x", "1.2.3", "1.9999999999999999999999"])
def test_a_cursor_of_nobody_is_refused(cursor):
    indexed(headline="هدنة")
    with pytest.raises(CursorInvalid):
        search_stories("هدنة", after=cursor)


def test_a_very_long_word_is_indexed_and_found():
    story = indexed(body=f"<p>{'م' * 5000}</p>")
    assert found("م" * 400) == [story]


def test_a_page_of_results_takes_the_same_queries_for_any_number(django_assert_max_num_queries):
    for count in (1, 3):
        for _ in range(count):
            indexed(headline="هدنة", source=make_source(f"مصدر {Story.objects.count()}"))
        with django_assert_max_num_queries(8):
            search_stories("هدنة")


SIGNS = "«»\"'-*|():^ أوORهدنة%\\"


class AnyText(TestCase):
    @hypothesis_settings(max_examples=60)
    @given(st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters())))
    def test_no_query_raises(self, text):
        story = indexed(headline="هدنة")
        assert set(found(text)) <= {story}
        assert set(found(text, order="newest")) <= {story}


# What a reader of these stories may type, and words of the text that must come first.
SEED_QUERIES = """
انسحاب مقاتلي المعارضة | يستعد مقاتلو المعارضة السورية للانسحاب
فيتالي تشوركين | مندوب روسيا بالأمم المتحدة
دوي الأسلحه | وصمت دوي الأسلحة
مسئولون أتراك | وقال مسؤولون حكوميون أتراك
«وقف إطلاق النار» رويترز | بعد اتفاق لوقف إطلاق النار
ليل الثلثاء | ليل الثلثاء
الفصائل الشيعيه المسلحه | الفصائل الشيعية المسلحة
جماعات اسلامية متشددة | جماعات إسلامية متشددة
انتصار بشار الأسد | أكبر انتصار يحققه
لافروف اجتياح تدمر | اجتماع روسي-تركي بشأن حلب
خان طومان | خان طومان
محسن رضائي | محسن رضائى
الشعب السوري المقاومة | بمقاومة الشعب السورى
الجيشين التركي والسعودي | ضباط الجيشين التركي والسعودي
بستان القصر | حي بستان القصر
قذائف الهاون | قذائف الهاون
التوازن الاقتصادي | ثقل سوريا الإقتصادي
سيرغى لافروف | سيرغي لافروف
واشنطن وحلفاؤها الإقليميون | بمساعدة واشنطن وحلفائها
تشخيص مصلحة النظام | مجمع تشخيص مصلحة النظام
"""


@pytest.fixture
def seeds():
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))


def test_the_seeds_are_found_by_what_readers_type(seeds):
    missed = []
    for line in filter(None, SEED_QUERIES.splitlines()):
        typed, printed = line.split(" | ")
        best = found(typed)[0]
        missed += [] if printed in printed_of(best) else [typed]
    assert missed == []


@pytest.mark.parametrize("respell", RESPELLINGS.values(), ids=RESPELLINGS)
def test_no_respelling_of_a_query_changes_what_is_found(seeds, respell):
    for line in filter(None, SEED_QUERIES.splitlines()):
        typed = line.split(" | ")[0]
        assert ranked(respell(typed)) == ranked(typed) != []


def ranked(text):
    return [(hit.story.pk, hit.score) for hit in search_stories(text).hits]


def printed_of(story):
    return "\n".join([story.headline, story.summary, story.body_text()])
