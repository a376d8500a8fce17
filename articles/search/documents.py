"""What the index holds of a story: the terms of its fields, each field with its weight."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Story
from articles.search.query import terms_of

# A field's weight multiplies a word's hits in it. Headlines found another outlet's story on
# the same event best at 2 to 3; captions repeat what the text says.
WEIGHTS = {"headline": 3.0, "summary": 1.5, "body": 1.0, "rest": 0.5}


@dataclass(frozen=True, slots=True)
class Document:
    """A story's terms in order, by field: "rest" is captions, byline, credits and source."""

    story_id: int
    fields: dict[str, list[str]]

    def length(self) -> int:
        return sum(map(len, self.fields.values()))


def documents(stories: Iterable[Story]) -> list[Document]:
    """The stories as the index holds them; the source and the photos should be fetched."""
    return [_document(story) for story in stories]


def _document(story: Story) -> Document:
    fields = {
        "headline": terms_of(story.headline),
        "summary": terms_of(story.summary),
        "body": terms_of(f"{story.dateline}\n{story.body_text()}"),
        "rest": terms_of("\n".join(_rest(story))),
    }
    return Document(story.pk, fields)


def _rest(story: Story) -> Iterable[str]:
    for photo in story.photos.all():
        yield photo.caption
        yield photo.credit
    yield story.byline
    yield from (credit["agency"] for credit in story.credits)
    if story.source:
        yield story.source.name
