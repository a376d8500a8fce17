"""Keeping the index in step with the stories, in the transaction of every change."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from articles.models import Photo, Story
from articles.search import backends
from articles.search.backends.base import Backend
from articles.search.documents import Document, documents, documents_at_hand

MOST_AT_ONCE = 2000  # stories; FTS5 writes as many pieces as there are batches
FEW = 20  # stories that are read sooner as models: the query for plain rows takes long to compose


@transaction.atomic
def index_stories(story_ids: Iterable[int]) -> None:
    """Write the stories as they now are into the index; drafts too, for the desk's own search.

    Readers' searches look only at what `published()` shows. While a rebuild runs, the index
    that it fills is written as well. Stories whose moment has come since the last call are
    written, too: from now on their words are suggested.
    """
    indexes = _locked()
    ids = list({*story_ids, *_out_since()})
    for start in range(0, len(ids), MOST_AT_ONCE):
        _write(_read(ids[start : start + MOST_AT_ONCE]), indexes)


@transaction.atomic(savepoint=False)
def index_at_hand(stories: Iterable[Story]) -> None:
    """Write stories that this transaction has just written, without reading them again."""
    indexes = _locked()
    _write(documents_at_hand(stories, timezone.now()), indexes)


def _read(ids: Sequence[int]) -> list[Document]:
    stories = Story.objects.filter(pk__in=ids)
    if len(ids) > FEW:
        return documents(stories, timezone.now())
    photos = Prefetch("photos", Photo.objects.words_alone())
    at_hand = stories.select_related("source", "topic").prefetch_related(photos)
    return documents_at_hand(at_hand, timezone.now())


def _write(changed: Sequence[Document], indexes: Sequence[Backend]) -> None:
    for index in indexes:
        index.write(changed)


def _locked() -> list[Backend]:
    # The lock comes first: what is read after it no other writer is about to replace.
    backends.live().lock()
    if not backends.next_one().exists():
        return [backends.live()]
    backends.next_one().lock()
    return [backends.live(), backends.next_one()]


def _out_since() -> list[int]:
    """The stories that the index has as waiting for their moment, and that readers see."""
    waiting = backends.live().waiting(MOST_AT_ONCE)
    if not waiting:
        return []
    return list(Story.objects.published().filter(pk__in=waiting).values_list("pk", flat=True))
