"""Anything at all, sent to every public address: an answer each time, never a fault of ours."""

import os
import re
import secrets
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import body
from articles.importing.files import find_files
from articles.models import SeedFile, Story
from comments import form_tokens
from comments.models import Comment
from newsroom.seed_import import import_seeds
from tests.builders import make_comment, make_source, make_story
from tests.markup import odd

pytestmark = pytest.mark.django_db

# More on demand: FUZZ_EXAMPLES=1000 python -m pytest tests/test_fuzzing.py
FEW = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "8")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Letters of every kind, with those that turn, join, hide or end a line, and NUL.
LETTERS = st.characters(exclude_categories=["Cs"])
ODD = st.sampled_from("\0\u200c\u200f\u202e\u2028\ufeff\u0640<>&\"'%{}\\\n\r\t؟١٢٣")
TEXT = st.text(st.one_of(ODD, LETTERS), max_size=60)
WORDS = st.one_of(
    TEXT, st.sampled_from(["-1", "0", "1", "9" * 30, "١", "1e9", "null", "../..", "حلب"])
)
# The names of parameters that pages read, found in the code, and any other.
PARAMETERS = [
    "q",
    "after",
    "order",
    "page",
    "parent",
    "source",
    "year",
    "sort",
    "from",
    "to",
    "next",
]
QUERY = st.dictionaries(st.one_of(st.sampled_from(PARAMETERS), TEXT), WORDS, max_size=4)


def public_patterns(resolver=None):
    """Every address of the site but those of the desk, as (pattern, converters)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        elif entry.app_name != "admin":
            yield from public_patterns(entry)


PATTERNS = list(public_patterns())


def filled(pattern, values):
    """The address with something in the place of each of its parts."""
    route = str(pattern.pattern)
    return "/" + re.sub(r"<[^>]+>", lambda part: next(values), route)


@pytest.fixture
def site():
    """A story with a source and a comment, each with the number 1 or another."""
    story = make_story(published_at=timezone.now() - timedelta(hours=1), source=make_source())
    return make_comment(story, text="رأيي").story


def is_answer(response):
    return 200 <= response.status_code < 500 and response.status_code != 418


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: str(pattern.name))
@FEW
@given(query=QUERY, parts=st.lists(st.one_of(st.just("{pk}"), WORDS), min_size=4, max_size=4))
def test_every_address_answers_whatever_is_asked(site, pattern, query, parts):
    values = iter([part.replace("{pk}", str(site.pk)) for part in parts])
    address = filled(pattern, values)
    for method in ("get", "head", "post", "options"):
        response = getattr(Client(), method)(address, query)
        assert is_answer(response), response.status_code
    page = Client().get(address, query)
    if not page.streaming and "text/html" in page.headers.get("Content-Type", ""):
        assert odd(page.content.decode()) == []


class Fields(HTMLParser):
    """The forms of a page that are posted: where to, and the names of their fields."""

    def __init__(self, page):
        super().__init__()
        self.forms = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_posted = given.get("method", "").lower() == "post"
            if self.is_posted:
                self.forms.append((given.get("action") or "", []))
        elif tag in ("input", "textarea", "select", "button") and self.forms and self.is_posted:
            self.forms[-1][1].append(given.get("name"))


def posted_forms(story):
    """Every form that a reader can post, found on the pages that show them."""
    comment = story.comments.get()
    pages = [
        f"/stories/{story.pk}/comments/new/",
        f"/comments/{comment.pk}/report/",
        story.get_absolute_url(),
        "/your-data/",
    ]
    for address in pages:
        for action, names in Fields(Client().get(address).content.decode()).forms:
            yield action or address, [name for name in names if name]


@FEW
@given(data=st.data())
def test_every_form_answers_whatever_is_sent(site, data):
    for address, names in posted_forms(site):
        sent = {name: data.draw(WORDS, label=name) for name in names}
        response = Client(REMOTE_ADDR=anywhere()).post(address, sent)
        assert is_answer(response), (address, sent)


def anywhere():
    return ".".join(str(secrets.randbelow(250) + 1) for _part in range(4))


@FEW
@given(text=st.text(st.one_of(ODD, LETTERS), min_size=1, max_size=200))
def test_a_comment_is_kept_to_the_letter_or_comes_back_to_the_letter(site, monkeypatch, text):
    monkeypatch.setattr(form_tokens, "QUICKEST", timedelta(0))
    address = f"/stories/{site.pk}/comments/new/"
    sent = {"text": text, "token": form_tokens.issue(site.pk), "author_name": ""}
    before = Comment.objects.count()
    answer = Client(REMOTE_ADDR=anywhere()).post(address, sent)
    # What a browser's form does to line ends, and the form takes back.
    as_typed = text.replace("\r\n", "\n")
    if answer.status_code == 302:
        assert Comment.objects.latest("pk").text == as_typed
        return
    assert answer.status_code in (400, 409)
    assert Comment.objects.count() == before
    if "\0" not in text:
        assert in_textarea(answer.content.decode()) == in_textarea(f"<textarea>\n{text}</textarea>")


def in_textarea(page):
    held = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", page, re.S)[1]
    return re.sub(r"\r\n?", "\n", unescape(held))


@FEW
@given(raw=st.one_of(st.binary(max_size=300), TEXT.map(str.encode)))
def test_an_imported_file_is_refused_or_kept_to_the_byte(tmp_path_factory, raw):
    file = tmp_path_factory.mktemp("received") / f"{secrets.token_hex(6)}.txt"
    file.write_bytes(raw)
    (outcome,) = import_seeds(find_files([file]), at=timezone.now())
    kept = SeedFile.objects.filter(name=file.name).first()
    if kept is None:
        assert outcome.status in ("rejected", "unchanged", "duplicate")
        return
    assert bytes(kept.raw) == raw
    assert odd(Client().get(kept.story.get_absolute_url()).content.decode()) == []


MARKUP = st.lists(
    st.one_of(
        TEXT,
        st.sampled_from(
            ["<p>", "</p>", "<h2>", "<a href='", "'>", "</a>", "<ul><li>", "<br>", "<b"]
        ),
        st.sampled_from(["<script>", "<img src=x onerror=", "javascript:", "<!--", "<svg ", "]]>"]),
    ),
    max_size=12,
).map("".join)


@FEW
@given(markup=MARKUP)
def test_the_editors_markup_is_clean_after_once_and_keeps_its_words(markup):
    once = str(body.sanitise(markup))
    assert odd(once) == []
    assert str(body.sanitise(once)) == once


@FEW
@given(words=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_words_in_a_paragraph_are_never_lost(words):
    assert body.text(str(body.sanitise(f"<p>{words}</p>"))).strip() == words


@FEW
@given(headline=TEXT, text=TEXT)
def test_any_stored_words_make_a_page_on_every_address_of_a_story(site, headline, text):
    shown = headline.replace("\0", "") or "عنوان"
    Story.objects.filter(pk=site.pk).update(headline=shown, summary=text.replace("\0", ""))
    for address in ("/", site.get_absolute_url(), "/search/?q=" + "ا", "/sitemap.xml"):
        assert is_answer(Client().get(address))
