"""Keeping the index in step with the stories, in the transaction of every change."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from articles.models import Photo, Story, StoryQuerySet
from articles.search import backends
from articles.search.backends.base import Backend
from articles.search.documents import documents

MOST_AT_ONCE = 500


@transaction.atomic
def index_stories(story_ids: Iterable[int]) -> None:
    """Write the stories as they now are into the index; drafts too, for the desk's own search.

    Readers' searches look only at what `published()` shows. While a rebuild runs, the index
    that it fills is written as well.
    """
    ids = list(story_ids)
    indexes = list(_locked())
    for start in range(0, len(ids), MOST_AT_ONCE):
        stories = Story.objects.filter(pk__in=ids[start : start + MOST_AT_ONCE])
        changed = documents(with_texts(stories), timezone.now())
        for index in indexes:
            index.write(changed)


def _locked() -> Iterator[Backend]:
    # The lock comes first: what is read after it no other writer is about to replace.
    backends.live().lock()
    yield backends.live()
    if backends.next_one().exists():
        yield backends.next_one()


def with_texts(stories: StoryQuerySet) -> StoryQuerySet:
    """The stories with all that the index holds of them."""
    photos = Prefetch("photos", Photo.objects.words_alone())
    return stories.select_related("source", "topic").prefetch_related(photos)
