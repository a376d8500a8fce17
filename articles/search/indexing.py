"""Keeping the index in step with the stories, in the transaction of every change."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from articles.models import Story
from articles.search import backends
from articles.search.backends.base import Backend
from articles.search.documents import documents

MOST_AT_ONCE = 2000  # stories; FTS5 writes as many pieces as there are batches


@transaction.atomic
def index_stories(story_ids: Iterable[int]) -> None:
    """Write the stories as they now are into the index; drafts too, for the desk's own search.

    Readers' searches look only at what `published()` shows. While a rebuild runs, the index
    that it fills is written as well. Stories whose moment has come since the last call are
    written, too: from now on their words are suggested.
    """
    indexes = list(_locked())
    ids = list({*story_ids, *_out_since()})
    for start in range(0, len(ids), MOST_AT_ONCE):
        stories = Story.objects.filter(pk__in=ids[start : start + MOST_AT_ONCE])
        changed = documents(stories, timezone.now())
        for index in indexes:
            index.write(changed)


def _locked() -> Iterator[Backend]:
    # The lock comes first: what is read after it no other writer is about to replace.
    backends.live().lock()
    yield backends.live()
    if backends.next_one().exists():
        backends.next_one().lock()
        yield backends.next_one()


def _out_since() -> list[int]:
    """The stories that the index has as waiting for their moment, and that readers see."""
    waiting = backends.live().waiting(MOST_AT_ONCE)
    return list(Story.objects.published().filter(pk__in=waiting).values_list("pk", flat=True))
