"""The comparison of an event's stories, kept until one of them or the lexicon changes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import comparison
from articles.comparison import COMPARER, Comparison, apply_edits, compare
from articles.comparison.figure_rows import FigureRow
from articles.events.texts import ComparedText, digest_of
from articles.models import Event, Story


@dataclass(frozen=True, slots=True)
class Column:
    """A story among the others: `number` counts from 1 and tells apart what has one name."""

    number: int
    story: Story

    @property
    def name(self) -> str:
        return self.story.source.name if self.story.source else _("Unknown source")

    @property
    def label(self) -> str:
        return f"{self.number}. {self.name}"


class ComparedEvent:
    """An event's published stories side by side; a place in a list is the same in all of them."""

    def __init__(self, event: Event, stories: Sequence[Story]):
        self.event = event
        self.columns = [Column(number, story) for number, story in enumerate(stories, start=1)]
        self.texts = [ComparedText(column.story) for column in self.columns]
        self.comparison = _kept_comparison(self.texts, _lexicon_of(event))

    def figure_rows(self) -> list[FigureRow]:
        """The rows of figures as the editors left them."""
        edits = [edit.as_read() for edit in self.event.figure_edits.all()]
        stories = [(story.key, story.figures) for story in self.comparison.stories]
        return apply_edits(self.comparison.figure_rows, stories, edits)


def compared(event: Event, at: datetime | None = None) -> ComparedEvent:
    """The event as readers may see it at the given moment."""
    return ComparedEvent(event, _with_photos(event.stories_in_order(at)))


def _with_photos(stories: QuerySet[Story]) -> QuerySet[Story]:
    return stories.prefetch_related("photos")


def _lexicon_of(event: Event) -> comparison.Lexicon:
    return event.lexicon.as_read() if event.lexicon else comparison.Lexicon()


def _kept_comparison(texts: Sequence[ComparedText], lexicon: comparison.Lexicon) -> Comparison:
    """Read from the cache, or made and kept there: the key says all that it depends on."""
    key = _key([digest_of(text.story) for text in texts], lexicon)
    found = cache.get(key)
    if found is None:
        found = compare([text.as_compared() for text in texts], lexicon)
        cache.set(key, found, timeout=None)
    return found


def _key(digests: Sequence[str], lexicon: comparison.Lexicon) -> str:
    parts = "\n".join([COMPARER, repr(lexicon), *digests])
    return f"comparison:{hashlib.sha256(parts.encode()).hexdigest()}"
