"""All that is looked up by a story's words, kept in step with it in one call."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from articles.copies.indexing import index_copies, write_copies
from articles.models import NewPhoto, Photo, Story
from articles.search.indexing import index_at_hand, index_stories


def keep_indexes(story_ids: Iterable[int]) -> None:
    """Write the stories as they now are into the search index and that of shared text."""
    ids = list(story_ids)
    index_stories(ids)
    index_copies(ids)


@transaction.atomic(savepoint=False)
def index_new(written: Iterable[tuple[Story, Sequence[Photo | NewPhoto]]]) -> None:
    """The same for stories that this transaction has just written, without reading them back."""
    stories = [_holding(story, photos) for story, photos in written]
    index_at_hand(stories)
    write_copies(stories)


def _holding(story: Story, photos: Sequence[Photo | NewPhoto]) -> Story:
    """The story with its photos as if they had been fetched with it."""
    story._prefetched_objects_cache = {"photos": photos}
    return story
