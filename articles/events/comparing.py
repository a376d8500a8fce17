"""The comparison of an event's stories, kept until one of them or the lexicon changes."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import comparison
from articles.comparison import COMPARER, Comparison, apply_edits, compare
from articles.comparison.figure_rows import FigureRow
from articles.events.texts import ComparedText, agencies_of, digest_of
from articles.models import Event, FigureEdit, Story

_HINT_WORDS = 4  # of a headline


@dataclass(frozen=True, slots=True)
class Column:
    """A story among the others: `number` counts from 1 and tells apart what has one name."""

    number: int
    story: Story

    @property
    def name(self) -> str:
        return self.story.source.name if self.story.source else _("Unknown source")

    @property
    def hint(self) -> str:
        """What tells stories of unknown sources apart: the agency credited, or the headline."""
        if self.story.source:
            return ""
        agencies = agencies_of(self.story)
        return " · ".join(agencies) or Truncator(self.story.headline).words(_HINT_WORDS)

    @property
    def label(self) -> str:
        """The name in one line, for a column of a spreadsheet or a small screen."""
        return " · ".join(filter(None, [f"{self.number}. {self.name}", self.hint]))


class ComparedEvent:
    """An event's published stories side by side; a place in a list is the same in all of them.

    Nothing is read or compared before it is asked for; `key` says all that it depends on.
    """

    def __init__(self, event: Event, stories: Sequence[Story]):
        self.event = event
        self.columns = [Column(number, story) for number, story in enumerate(stories, start=1)]
        self.lexicon = event.lexicon.as_read() if event.lexicon else comparison.Lexicon()
        digests = [digest_of(column.story) for column in self.columns]
        self.key = digest("comparison", COMPARER, self.lexicon, *digests)

    @cached_property
    def edits(self) -> list[FigureEdit]:
        return list(self.event.figure_edits.all())

    @cached_property
    def texts(self) -> list[ComparedText]:
        return [ComparedText(column.story) for column in self.columns]

    @cached_property
    def comparison(self) -> Comparison:
        """Read from the cache, or made and kept there until a story or the lexicon changes."""
        return kept(self.key, self._compare)

    def _compare(self) -> Comparison:
        return compare([text.as_compared() for text in self.texts], self.lexicon)

    def figure_rows(self) -> list[FigureRow]:
        """The rows of figures as the editors left them."""
        edits = [edit.as_read() for edit in self.edits]
        stories = [(story.key, story.figures) for story in self.comparison.stories]
        return apply_edits(self.comparison.figure_rows, stories, edits)


def compared(event: Event, at: datetime | None = None) -> ComparedEvent:
    """The event as readers may see it at the given moment."""
    return ComparedEvent(event, _with_photos(event.stories_in_order(at)))


def _with_photos(stories: QuerySet[Story]) -> QuerySet[Story]:
    return stories.prefetch_related("photos")


def kept(key: str, make: Callable[[], Any]) -> Any:
    """What the cache holds under a key that says all it depends on; made where it holds none."""
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, timeout=None)
    return found


def digest(name: str, *parts: object) -> str:
    """A key of the cache for whatever depends on these parts and nothing else."""
    return f"{name}:{hashlib.sha256(repr(parts).encode()).hexdigest()}"
