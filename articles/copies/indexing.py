"""Keeping the fingerprints in step with the stories, in the transaction of every change."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Prefetch

from articles.comparison import fingerprints
from articles.copies.backends import copy_index
from articles.events.texts import ComparedText
from articles.models import Photo, Story, StoryQuerySet

# Passages of SHORTEST words in a row always share a fingerprint: 5 + 16 - 1 = 20.
WINDOW = 16


def fingerprints_of(text: str) -> list[int]:
    return fingerprints(text, WINDOW)


@transaction.atomic
def index_copies(story_ids: Iterable[int]) -> None:
    """Write the fingerprints of the stories as they now are; drafts too, for the desk.

    What readers are shown is looked for among what `published()` shows.
    """
    write_copies(_with_captions(Story.objects.filter(pk__in=list(story_ids))))


def _with_captions(stories: StoryQuerySet) -> StoryQuerySet:
    return stories.prefetch_related(Prefetch("photos", Photo.objects.words_alone()))


def write_copies(stories: Iterable[Story]) -> None:
    """The same for stories at hand, their photos fetched; in a transaction."""
    copy_index().write({story.pk: fingerprints_of(ComparedText(story).text) for story in stories})


def rebuild(size: int = 500) -> Iterator[int]:
    """Write the fingerprints of all stories anew; yields the number after every batch.

    Each batch is a transaction of its own. The index answers all the while.
    """
    last = 0
    while stories := _next(last, size):
        with transaction.atomic():
            write_copies(stories)
        last = stories[-1].pk
        yield len(stories)


def _next(last: int, size: int) -> Sequence[Story]:
    following = Story.objects.filter(pk__gt=last).order_by("pk")
    return list(_with_captions(following)[:size])
