"""The corpus of vectors in a browser: nothing of it runs, and nothing is even tried."""

from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.models import Source, Story
from comments.models import Comment
from tests.browser.test_policy import DESKTOP, LISTEN
from tests.builders import make_photo, make_source, make_story
from tests.markup import vectors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEARCHED = 12


def test_no_vector_runs_or_tries_to(open_page, live_server):
    story = make_story(published_at=timezone.now(), source=make_source())
    corpus = vectors()
    Comment.objects.bulk_create(
        Comment(story=story, text=vector, author_name=vector[:80]) for vector in corpus
    )
    for vector in corpus:
        make_photo(story, caption=vector, credit=vector[:200], alt_text=vector[:300])
    for vector in corpus[:40]:
        make_story(headline=vector[:300], summary=vector, byline=vector[:200])
    Story.objects.filter(pk=story.pk).update(headline="\n".join(corpus)[:300])
    Source.objects.update(about="\n".join(corpus))
    page, dialogs = open_page("/", DESKTOP), []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.add_init_script(LISTEN)
    addresses = ["/", story.get_absolute_url(), story.source.get_absolute_url()]
    addresses += [f"/stories/{story.pk}/comments/?page={number}" for number in (1, 2)]
    for address in addresses:
        page.goto(live_server.url + address)
        page.wait_for_timeout(200)
        assert (page.evaluate("window.kept"), dialogs) == ([], [])
    for vector in corpus[:: len(corpus) // SEARCHED]:
        page.goto(f"{live_server.url}/search/?{urlencode({'q': vector})}")
        assert (page.evaluate("window.kept"), dialogs) == ([], [])
