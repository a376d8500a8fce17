"""No text of anybody becomes markup: 200 vectors and more on every way into a page."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from articles import body
from articles.importing.files import find_files
from articles.models import Photo, SeedFile, Source, Story
from comments.models import Comment
from newsroom.seed_import import import_seeds
from tests.builders import make_comment, make_photo, make_source, make_story
from tests.markup import kinds, known_tags, odd, vectors

VECTORS = vectors()
PLAIN = "نص عادي"
AT_ONCE = 25
BATCHES = [VECTORS[start : start + AT_ONCE] for start in range(0, len(VECTORS), AT_ONCE)]
# What the site itself puts around words: a found one, a line end, a number.
OUR_OWN = {"mark", "br", "p", "bdi", "a"}


def page_of(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code in (200, 404), answer.status_code
    return answer.content.decode()


def new_kinds(plain, page):
    """The kinds of elements that came with the text."""
    return {kind for kind in kinds(page) - kinds(plain) if kind[0] not in OUR_OWN or kind[1]}


def test_the_corpus_is_as_large_as_it_says_and_no_vector_stands_twice():
    assert len(VECTORS) >= 200
    assert len(set(VECTORS)) == len(VECTORS)
    assert sum(any("\u0600" <= letter <= "\u06ff" for letter in v) for v in VECTORS) >= 20
    assert (
        sum(any(letter in "\u202a\u202b\u202e\u2066\u2067" for letter in v) for v in VECTORS) >= 6
    )


def test_the_reader_of_pages_hears_what_is_odd():
    assert odd("<p onclick=x>") == ["p onclick=x"]
    assert odd("<img src='//elsewhere/x'>") == ["img src=//elsewhere/x"]
    assert odd("<a href=' javascript:x'>") == ["a href= javascript:x"]
    assert odd("<script>x</script>") == ["inline script"]
    assert odd("<a href='/x'><script src='/y'></script></a>") == []


def say_everywhere(text):
    """Put the text into every field that a page shows, past the forms that might refuse it."""
    cut = {"headline": text[:300], "dateline": text[:120], "byline": text[:200]}
    Story.objects.update(summary=text, **cut)
    Comment.objects.update(text=text, author_name=text[:80])
    Photo.objects.update(caption=text, credit=text[:200], alt_text=text[:300])
    Source.objects.update(name=text[:200], about=text, description=text[:300])


@pytest.mark.django_db
@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch[0][:20])
def test_comments_names_headlines_captions_and_sources_stay_text(client, batch):
    story = make_story(published_at=timezone.now() - timedelta(hours=1), source=make_source())
    comment = make_comment(story)
    make_photo(story)
    say_everywhere(PLAIN)
    addresses = ["/", story.get_absolute_url(), f"/stories/{story.pk}/comments/"]
    addresses += [f"/stories/{story.pk}/comments/new/?parent={comment.pk}"]
    addresses += [story.source.get_absolute_url(), f"/comments/{comment.pk}/report/"]
    plain = "".join(page_of(client, address) for address in addresses)
    for number, vector in enumerate(batch):
        say_everywhere(vector)
        # The pages with most places each time, the others now and then: the corpus is long.
        asked = addresses if number % 5 == 0 else addresses[1:3]
        page = "".join(page_of(client, address) for address in asked)
        assert (new_kinds(plain, page), odd(page)) == (set(), [])
        assert vector in unescape(page)


@pytest.mark.django_db
@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch[0][:20])
def test_what_is_searched_for_stays_text(client, batch):
    make_story(headline=f"نص {batch[0]}")
    known = known_tags()
    for vector in batch:
        page = page_of(client, "/search/", q=vector)
        assert odd(page) == []
        assert {tag for tag, _names in kinds(page)} <= known
    for vector in batch[::5]:
        found = client.get("/search/feed/", {"q": vector})
        assert found.status_code in (200, 400, 404)
        assert "<script" not in found.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch[0][:20])
def test_an_imported_file_stays_text_and_keeps_every_byte(client, batch, tmp_path):
    raws = {}
    for number, vector in enumerate(batch):
        file = tmp_path / f"{number}.txt"
        text = f"{vector}\n\n{vector} وبعده نص طويل بعض الشيء عن المدينة.\n\n{vector}\n"
        raws[file.name] = text.encode()
        file.write_bytes(raws[file.name])
    list(import_seeds(find_files([tmp_path]), at=timezone.now()))
    assert {file.name: bytes(file.raw) for file in SeedFile.objects.all()} == raws
    make_story(headline=PLAIN, source=make_source())
    for story in Story.objects.published().exclude(source__isnull=False):
        page = page_of(client, story.get_absolute_url())
        assert odd(page) == []
        assert {tag for tag, _names in kinds(page)} <= known_tags() | body.TAGS
    assert odd(page_of(client, "/")) == []


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_the_editors_markup_is_cleaned_for_good(vector):
    for markup in (vector, f"<p>نص {vector} نص</p>", f"<blockquote><p>{vector}</p></blockquote>"):
        once = str(body.sanitise(markup))
        assert odd(once) == []
        assert {tag for tag, _names in kinds(once)} <= set(body.TAGS)
        assert str(body.sanitise(once)) == once


@pytest.mark.django_db
def test_a_form_that_comes_back_holds_what_was_typed_as_text():
    story = make_story()
    address = f"/stories/{story.pk}/comments/new/"
    plain = Client().get(address).content.decode()
    for vector in VECTORS:
        answer = Client().post(address, {"text": vector, "author_name": vector[:80]})
        assert answer.status_code == 400
        page = answer.content.decode()
        assert odd(page) == []
        assert vector in unescape(page)
        extra = {tag for tag, _names in new_kinds(plain, page)}
        assert extra <= {"ul", "li", "input", "textarea", "p", "div"}
