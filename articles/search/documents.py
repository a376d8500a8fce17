"""What the index holds of a story: the terms of its fields, each field with its weight."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from articles import arabic, body
from articles.models import Photo, Story, StoryQuerySet
from articles.search.keys import key_of
from articles.search.query import LONGEST_TERM

# A field's weight multiplies a word's hits in it. Headlines found another outlet's story on
# the same event best at 2 to 3; captions repeat what the text says.
WEIGHTS = {"headline": 3.0, "summary": 1.5, "body": 1.0, "rest": 0.5}
MOST_REMEMBERED = 2**17  # printed forms: 28,000 stories of news had 150,000
FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Document:
    """A story's terms in order, joined by blanks, by field in the order of WEIGHTS.

    "summary" is the section's name, too; "rest" is captions, byline, credits and source. `words`
    are the distinct printed words of a story that readers see, which help those who search; None
    while it waits for its moment, and empty for any other.
    """

    story_id: int
    key: int
    fields: tuple[str, ...]
    length: int
    words: tuple[str, ...] | None = ()


class _Row(NamedTuple):
    """A story's columns by which it is found; a model would take longer than its analysis."""

    id: int
    headline: str
    summary: str
    dateline: str
    body: str
    byline: str
    credits: list[dict[str, Any]]
    dated_at: datetime
    source__name: str | None
    topic__name: str | None
    is_public: bool
    will_be_public: bool


_COLUMNS = _Row._fields.index("source__name")  # before it stand the story's own


def documents(stories: StoryQuerySet, at: datetime) -> list[Document]:
    """The stories as the index holds them at this moment."""
    rows = stories.annotate(
        is_public=Exists(Story.objects.published(at).filter(pk=OuterRef("pk"))),
        will_be_public=Exists(Story.objects.published(FOREVER).filter(pk=OuterRef("pk"))),
    ).values_list(*_Row._fields)
    photos: dict[int, list[str]] = {}
    of_stories = Photo.objects.filter(story__in=stories.order_by().values("pk")).order_by("pk")
    for story_id, *texts in of_stories.values_list("story", "caption", "credit"):
        photos.setdefault(story_id, []).extend(texts)
    return [_document(row, photos.get(row.id, ())) for row in map(_Row._make, rows)]


def documents_at_hand(stories: Iterable[Story], at: datetime) -> list[Document]:
    """The same of stories that are at hand with their photos, source and topic."""
    return [_document(_row(story, at), list(_of_photos(story))) for story in stories]


def _row(story: Story, at: datetime) -> _Row:
    return _Row(
        *[getattr(story, name) for name in _Row._fields[:_COLUMNS]],
        story.source.name if story.source else None,
        story.topic.name if story.topic else None,
        is_public(story, at),
        is_public(story, FOREVER),
    )


def is_public(story: Story, at: datetime) -> bool:
    """Whether readers see the story: what `published()` asks of the database."""
    return story.status == Story.Status.PUBLISHED and story.is_released(at)


def _of_photos(story: Story) -> Iterator[str]:
    for photo in story.photos.all():
        yield photo.caption
        yield photo.credit


def _document(row: _Row, of_photos: Sequence[str]) -> Document:
    agencies = [credit["agency"] for credit in row.credits]
    texts = (
        row.headline,
        f"{row.summary}\n{row.topic__name or ''}",
        f"{row.dateline}\n{body.text(row.body)}",
        "\n".join([*of_photos, row.byline, *agencies, row.source__name or ""]),
    )
    printed = [text.split() for text in texts]
    fields = tuple(["".join(map(_TERMS.__getitem__, words))[1:] for words in printed])
    return Document(
        story_id=row.id,
        key=key_of(row.dated_at, row.id, is_shown=row.will_be_public),
        fields=fields,
        length=sum([field.count(" ") + 1 for field in fields if field]),
        words=_distinct(printed) if row.is_public else None if row.will_be_public else (),
    )


def _distinct(printed: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The words in what is printed without blanks; most of it is one word and nothing else."""
    found = set(map(_WORDS.__getitem__, set(chain.from_iterable(printed))))
    for several in [words for words in found if " " in words]:
        found.remove(several)
        found.update(several.split())
    found.discard("")
    return tuple(found)


def _terms_in(printed: str) -> str:
    """The terms of what is printed without a blank, each with a blank before it."""
    return "".join([f" {term[:LONGEST_TERM]}" for term in arabic.terms_in(printed)])


def _words_in(printed: str) -> str:
    words = " ".join(arabic.words_in(printed))
    return printed if words == printed else words


_TERMS = arabic.Remembered(_terms_in, MOST_REMEMBERED)
_WORDS = arabic.Remembered(_words_in, MOST_REMEMBERED)
