"""What a reader finds on the pages, in either language of the interface."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error

from articles.models import SeedFile
from tests.builders import make_comment, make_photo, make_source, make_story


@pytest.fixture
def english(db):
    return Client(headers={"Cookie": "django_language=en"})


def page(client, story):
    return client.get(story.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_story_without_a_source_says_so(client):
    assert "مصدر غير معروف" in page(client, make_story())


@pytest.mark.django_db
def test_a_story_leads_to_its_source(client):
    source = make_source("صحيفة")
    shown = page(client, make_story(source=source))
    link = f'<a class="name" href="{source.get_absolute_url()}"><bdi lang="">صحيفة</bdi></a>'
    assert f'<li>{link} <span class="kind">(غير ذلك)</span></li>' in shown
    assert "مصدر غير معروف" not in shown


@pytest.mark.django_db
def test_the_page_says_which_day_is_the_reports_and_which_is_ours(client):
    story = make_story(
        original_date=date(2016, 12, 14), published_at=datetime(2026, 1, 5, 8, tzinfo=UTC)
    )
    shown = page(client, story)
    original = '<time datetime="2016-12-14">14 ديسمبر / كانون الأول 2016</time>'
    ours = '<time datetime="2026-01-05T08:00:00+00:00">5 يناير / كانون الثاني 2026</time>'
    assert f"الخبر الأصلي: {original}" in shown
    assert f"نُشر هنا: {ours}" in shown


@pytest.mark.django_db
def test_without_a_known_day_only_ours_is_given(client):
    assert "الخبر الأصلي" not in page(client, make_story())


@pytest.mark.django_db
def test_a_picture_that_has_not_come_leaves_its_caption_and_no_broken_image(client):
    story = make_story()
    make_photo(story, caption="شرح بلا صورة", credit="مصور")
    shown = page(client, story)
    assert "لم تصلنا الصورة" in shown
    assert "شرح بلا صورة" in shown
    assert "<img" not in shown


@pytest.mark.django_db
def test_the_dateline_stands_before_the_text(client):
    shown = page(client, make_story(dateline="حلب", body="<p>نص الخبر.</p>"))
    body = shown.partition('<div class="body">')[2]
    assert body.index("<bdi>حلب</bdi>:") < body.index("نص الخبر.")


@pytest.mark.django_db
def test_a_provisional_headline_looks_like_any_other(client):
    given, provisional = (
        page(client, make_story(headline="عنوان", headline_is_provisional=flag))
        for flag in (False, True)
    )
    heading = '<h1 class="headline" id="headline" dir="auto">عنوان</h1>'
    assert heading in given
    assert heading in provisional


@pytest.mark.django_db
def test_a_story_describes_itself_by_its_summary_else_by_its_first_words(client):
    told = page(client, make_story(summary="نقطة أولى\nنقطة ثانية"))
    untold = page(client, make_story(body='<p>قال «كذا» و"كذا".</p>'))
    assert '<meta name="description" content="نقطة أولى · نقطة ثانية">' in told
    assert '<meta name="description" content="قال «كذا» و&quot;كذا&quot;.">' in untold


@pytest.mark.django_db
def test_credits_show_the_words_they_rest_on(client):
    story = make_story(credits=[{"agency": "وكالة", "evidence": "قالت مراسلة للوكالة"}])
    assert '<q dir="auto">قالت مراسلة للوكالة</q>' in page(client, story)


@pytest.mark.django_db
def test_an_imported_story_shows_what_it_was_made_from(client):
    seed_file = SeedFile.objects.create(name="text.txt", sha256="ab" * 32, raw=b"")
    shown = page(client, make_story(seed_file=seed_file))
    assert "<bdi>text.txt</bdi>" in shown
    assert "ab" * 32 in shown


@pytest.mark.django_db
def test_a_commenter_without_a_name_is_a_reader(client):
    story = make_story()
    make_comment(story, text="بلا اسم")
    assert '<bdi lang="ar">قارئ</bdi>' in page(client, story)


@pytest.mark.django_db
def test_a_comment_that_came_with_the_text_has_no_time_of_its_own(client):
    story = make_story()
    make_comment(story, seed_line=9)
    day = "2026-03-04"
    make_comment(story, created_at=datetime.fromisoformat(f"{day}T10:00:00+00:00"))
    thread = page(client, story).partition('id="comments"')[2]
    assert thread.count("<time ") == 1
    assert f'datetime="{day}T' in thread


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا تعليقات"),
        (1, "تعليق واحد"),
        (2, "تعليقان"),
        (3, "3 تعليقات"),
        (11, "11 تعليقًا"),
        (100, "100 تعليق"),
    ],
)
def test_the_thread_counts_its_comments_in_good_arabic(client, count, words):
    story = make_story()
    for _ in range(count):
        make_comment(story)
    assert f'id="comments-heading">{words}</h2>' in page(client, story)


@pytest.mark.django_db
def test_english_turns_the_frame_and_leaves_the_story_arabic(english):
    shown = page(english, make_story(headline="عنوان"))
    assert '<html lang="en" dir="ltr">' in shown
    assert '<article class="story" lang="ar" dir="rtl">' in shown
    assert '<ul class="facts" lang="en">' in shown
    assert '<span class="unknown">Unknown source</span>' in shown


@pytest.mark.django_db
def test_a_browsers_wish_for_english_changes_nothing(client):
    home = client.get(reverse("home"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in home


@pytest.mark.django_db
def test_a_story_with_neither_credit_nor_file_speaks_of_neither(client):
    foot = page(client, make_story()).partition('<footer class="story-foot">')[2]
    assert "المادة من" not in foot
    assert "من أين جاء هذا النص؟" not in foot


@pytest.mark.django_db
def test_choosing_a_language_returns_to_the_page_and_asks_for_no_token():
    browser = Client(enforce_csrf_checks=True)
    choice = {"language": "en", "next": "/?after=1.1"}
    response = browser.post(reverse("set_language"), choice)
    assert (response.status_code, response.url) == (302, "/?after=1.1")
    assert '<html lang="en" dir="ltr">' in browser.get("/").content.decode()


@pytest.mark.django_db
def test_reading_sets_no_cookie(client):
    for address in (reverse("home"), make_story().get_absolute_url()):
        assert not client.get(address).cookies


@pytest.mark.django_db
def test_a_missing_page_wears_the_sites_dress(client):
    response = client.get("/nothing/here/")
    shown = response.content.decode()
    assert response.status_code == 404
    assert "<h1>الصفحة غير موجودة</h1>" in shown
    assert 'class="site-name"' in shown


def test_the_page_for_our_own_faults_needs_neither_context_nor_database():
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "<h1>حدث خطأ لدينا</h1>" in response.content.decode()
