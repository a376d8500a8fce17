"""What waits for somebody: the counts of the desk's first page, each with its list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import PositiveIntegerField, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import SeedFile, StoryQuerySet
from articles.permissions import may, stories_for

# More than this is "many"; counting on would read the whole table.
MOST = 999


@dataclass(frozen=True, slots=True)
class Waiting:
    """`count` is at most MOST; `has_more` says that it stopped there."""

    label: str
    count: int
    address: str

    @property
    def has_more(self) -> bool:
        return self.count > MOST


# For whoever may take the verb: a name, which stories, and the filter of the list that shows them.
STORIES: tuple[tuple[str, Any, Callable[[StoryQuerySet, datetime], StoryQuerySet], str], ...] = (
    ("publish", _("handed in"), lambda found, at: found.submitted(), "state=submitted"),
    ("view", _("sent back to be improved"), lambda found, at: found.sent_back(), "state=sent_back"),
    (
        "publish",
        _("scheduled for today"),
        lambda found, at: found.scheduled(at, end_of_day(at)),
        "state=today",
    ),
    (
        "publish_revision",
        _("next versions in preparation"),
        lambda found, at: found.changed_again(),
        "state=next_version",
    ),
    (
        "correct",
        _("corrections asked for"),
        lambda found, at: found.asked_to_correct(),
        "state=correction",
    ),
    ("view", _("provisional headlines"), lambda found, at: found.provisional(), "gap=headline"),
    ("view", _("unknown source"), lambda found, at: found.sourceless(), "gap=source"),
    ("view", _("no date"), lambda found, at: found.undated(), "gap=date"),
)


def waiting(user: Any, *, at: datetime) -> list[Waiting]:
    """What this user could work on now; one query, which counts each line up to its bound."""
    address = reverse("admin:articles_story_changelist")
    stories = stories_for(user)
    lines = [
        (label, choose(stories, at), f"{address}?{query}")
        for verb, label, choose, query in STORIES
        if may(user, verb)
    ]
    if user.has_perm("articles.change_seedfile"):
        lines.append(_texts())
    counts = counts_up_to([rows for _label, rows, _address in lines])
    return [
        Waiting(label, count, address)
        for (label, _rows, address), count in zip(lines, counts, strict=True)
    ]


def _texts() -> tuple[str, QuerySet, str]:
    address = reverse("admin:articles_seedfile_changelist")
    changed = SeedFile.objects.filter(proposed_for__isnull=False)
    return _("received texts that have changed"), changed, f"{address}?proposal=1"


def count_up_to(rows: QuerySet, most: int = MOST) -> int:
    """How many rows there are, at most one more than `most`."""
    return rows.order_by().values("pk")[: most + 1].count()


class Counted(Subquery):
    """The number of rows of a subquery, however it is limited."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = PositiveIntegerField()
    empty_result_set_value = 0


def counts_up_to(queries: Sequence[QuerySet], most: int = MOST) -> Sequence[int]:
    """What `count_up_to` says of each, in one query."""
    if not queries:
        return ()
    counts = [Counted(rows.order_by().values("pk")[: most + 1]) for rows in queries]
    # Any one row serves to ask: there is a content type as soon as there is a table.
    return ContentType.objects.order_by().values_list(*counts)[:1][0]


def end_of_day(at: datetime) -> datetime:
    """The last moment of the newsroom's day."""
    tomorrow = timezone.localtime(at).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min)) - timedelta(microseconds=1)
