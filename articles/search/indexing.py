"""Keeping the index in step with the stories, in the transaction of every change."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from articles.arabic import ANALYSER
from articles.models import Story, StoryQuerySet
from articles.search import backends
from articles.search.backends.base import Backend
from articles.search.documents import documents


@transaction.atomic
def index_stories(story_ids: Iterable[int]) -> None:
    """Write the stories as they now are into the index; drafts too, for the desk's own search.

    Readers' searches look only at what `published()` shows. While a rebuild runs, the index
    that it fills is written as well.
    """
    ids = list(story_ids)
    for backend in _locked():
        backend.write(documents(_with_texts(Story.objects.filter(pk__in=ids))))


def _locked() -> Iterator[Backend]:
    # The lock comes first: what is read after it no other writer is about to replace.
    backends.live().lock()
    yield backends.live()
    if backends.next_one().exists():
        yield backends.next_one()


def _with_texts(stories: StoryQuerySet) -> StoryQuerySet:
    return stories.select_related("source").prefetch_related("photos")


def rebuild(size: int = 200) -> Iterator[int]:
    """Build the index anew beside the live one, which then gives way to it.

    Yields the number of stories after every batch. Each batch is a transaction of its own; a
    rebuild that was cut off goes on where it stood, unless the analyser has changed since.
    """
    _begin()
    while count := _write_batch(size):
        yield count


@transaction.atomic
def _begin() -> None:
    backends.live().lock()
    following = backends.next_one()
    if following.exists() and following.analyser() == ANALYSER:
        return
    if following.exists():
        following.drop()
    following.create(ANALYSER)


@transaction.atomic
def _write_batch(size: int) -> int:
    """Index the next stories by id; none are left: the new index takes the live one's place."""
    backends.live().lock()
    following = backends.next_one()
    left = Story.objects.filter(pk__gt=following.progress()).order_by("pk")
    stories = list(_with_texts(left)[:size])
    if stories:
        following.write(documents(stories))
        following.note_progress(stories[-1].pk)
    else:
        following.replace(backends.live())
    return len(stories)


def left_to_rebuild() -> int:
    """How many stories a rebuild has before it."""
    following = backends.next_one()
    done = following.progress() if following.exists() and following.analyser() == ANALYSER else 0
    return Story.objects.filter(pk__gt=done).count()
