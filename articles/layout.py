"""The order in which a story's body and pictures stand on its page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import mark_safe

from articles.models import Photo, Story


@dataclass(frozen=True)
class Block:
    """Either markup of the body (`html`) or a `photo`."""

    kind: str
    html: str = ""
    photo: Photo | None = None


def story_blocks(story: Story, photos: Iterable[Photo]) -> list[Block]:
    """The body's blocks with each photo after as many of them as it says; the rest at the end."""
    body_blocks = story.body_blocks()
    placed = defaultdict(list)
    for photo in photos:
        placed[min(photo.after_block, len(body_blocks))].append(Block("photo", photo=photo))
    laid = list(placed[0])
    for number, markup in enumerate(body_blocks, start=1):
        # The body was sanitised on its way into the database: see BodyField.
        laid.append(Block(_kind(markup), html=mark_safe(markup)))
        laid += placed[number]
    return laid


def _kind(markup: str) -> str:
    return "heading" if markup.startswith("<h") else "paragraph"
