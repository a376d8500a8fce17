"""Taking comments in."""

from collections.abc import Iterable
from datetime import datetime

from articles.importing.assembly import DraftComment
from articles.models import Story
from comments.models import Comment


def import_comments(
    threads: Iterable[tuple[Story, list[DraftComment]]], *, at: datetime
) -> list[Comment]:
    """Keep the comments that came below imported stories: as received, and in their order."""
    return Comment.objects.bulk_create(
        Comment(story=story, text=comment.text, seed_line=comment.line, created_at=at)
        for story, comments in threads
        for comment in comments
    )
