"""All that is looked up by a story's words, kept in step with it in one call."""

from collections.abc import Iterable

from articles.copies.indexing import index_copies
from articles.search.indexing import index_stories


def keep_indexes(story_ids: Iterable[int]) -> None:
    """Write the stories as they now are into the search index and that of shared text."""
    ids = list(story_ids)
    index_stories(ids)
    index_copies(ids)
