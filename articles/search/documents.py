"""What the index holds of a story: the terms of its fields, each field with its weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from articles import arabic
from articles.models import Story
from articles.search.keys import key_of
from articles.search.query import terms_of

# A field's weight multiplies a word's hits in it. Headlines found another outlet's story on
# the same event best at 2 to 3; captions repeat what the text says.
WEIGHTS = {"headline": 3.0, "summary": 1.5, "body": 1.0, "rest": 0.5}


@dataclass(frozen=True, slots=True)
class Document:
    """A story's terms in order, joined by blanks, by field in the order of WEIGHTS.

    "summary" is the section's name, too; "rest" is captions, byline, credits and source. `words`
    are the distinct printed words of a story that readers may see, which help those who search;
    of any other it is empty.
    """

    story_id: int
    key: int
    fields: tuple[str, ...]
    length: int
    words: str = ""


def documents(stories: Iterable[Story], at: datetime) -> list[Document]:
    """The stories as the index holds them; as `with_texts` fetches them."""
    return [_document(story, at) for story in stories]


def _document(story: Story, at: datetime) -> Document:
    texts = (
        story.headline,
        f"{story.summary}\n{story.topic.name if story.topic else ''}",
        f"{story.dateline}\n{story.body_text()}",
        "\n".join(_rest(story)),
    )
    fields = [terms_of(text) for text in texts]
    return Document(
        story_id=story.pk,
        key=key_of(story.dated_at, story.pk),
        fields=tuple(map(" ".join, fields)),
        length=sum(map(len, fields)),
        words=_words(texts) if is_public(story, at) else "",
    )


def is_public(story: Story, at: datetime) -> bool:
    """Whether readers see the story: what `published()` asks of the database."""
    return story.status == Story.Status.PUBLISHED and story.is_released(at)


def _words(texts: Iterable[str]) -> str:
    printed = {word for text in texts for word in text.split()}
    return " ".join(set(arabic.printed_words(" ".join(printed))))


def _rest(story: Story) -> Iterable[str]:
    for photo in story.photos.all():
        yield photo.caption
        yield photo.credit
    yield story.byline
    yield from (credit["agency"] for credit in story.credits)
    if story.source:
        yield story.source.name
