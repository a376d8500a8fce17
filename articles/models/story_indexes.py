"""What stories are found by: each index serves lists that are read in its order."""

from django.db import models
from django.db.models import Q

INDEXES = [
    models.Index(
        fields=["-dated_at", "-id"],
        condition=Q(status="published"),
        name="story_published_newest",
    ),
    models.Index(
        fields=["source", "-dated_at", "-id"],
        condition=Q(status="published"),
        name="story_source_newest",
    ),
    models.Index(
        fields=["topic", "-dated_at", "-id"],
        condition=Q(status="published"),
        name="story_topic_newest",
    ),
    models.Index(
        fields=["-leads_since"],
        condition=Q(leads_since__isnull=False),
        name="story_leading",
    ),
    # What `published()` asks of a story that a search has found: answered without its row.
    models.Index(fields=["id", "status", "published_at", "embargo_until"], name="story_visibility"),
    # The desk's lists and counts: each small, or in the order that a page is read.
    models.Index(fields=["status", "-id"], name="story_status"),
    models.Index(fields=["id"], condition=~Q(sent_back_reason=""), name="story_sent_back"),
    models.Index(
        fields=["-published_at", "-id"],
        condition=Q(status="published"),
        name="story_publication",
    ),
    # What the feeds of a source and of a section are read from.
    models.Index(
        fields=["source", "-published_at", "-id"],
        condition=Q(status="published"),
        name="story_source_publication",
    ),
    models.Index(
        fields=["topic", "-published_at", "-id"],
        condition=Q(status="published"),
        name="story_topic_publication",
    ),
    models.Index(
        fields=["embargo_until"],
        condition=Q(embargo_until__isnull=False),
        name="story_embargo",
    ),
    models.Index(fields=["id"], condition=Q(has_next_version=True), name="story_next_version"),
    # With the status, so that counting those that are not killed reads no row.
    models.Index(
        fields=["id", "status"],
        condition=Q(headline_is_provisional=True),
        name="story_provisional",
    ),
    models.Index(
        fields=["id", "status"], condition=Q(source__isnull=True), name="story_sourceless"
    ),
    models.Index(
        fields=["id", "status"], condition=Q(original_date__isnull=True), name="story_undated"
    ),
    models.Index(fields=["original_date", "id"], name="story_original_date"),
    models.Index(fields=["source", "-id"], name="story_source"),
    models.Index(fields=["topic", "-id"], name="story_topic"),
    models.Index(fields=["created_by", "-id"], name="story_creator"),
]
