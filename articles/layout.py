"""The order in which a story's body and pictures stand on its page, each at an address there."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import mark_safe

from articles.models import Photo, Story

_TAG_NAME = re.compile(r"<\w+")


@dataclass(frozen=True)
class Block:
    """Either markup of the body (`html`) or a `photo`; `anchor` is its id on the page."""

    kind: str
    html: str = ""
    photo: Photo | None = None
    anchor: str = ""


def story_blocks(story: Story, photos: Iterable[Photo]) -> list[Block]:
    """The body's blocks with each photo after as many of them as it says; the rest at the end."""
    body_blocks = story.body_blocks()
    placed = defaultdict(list)
    for number, photo in enumerate(photos, start=1):
        place = min(photo.after_block, len(body_blocks))
        placed[place].append(Block("photo", photo=photo, anchor=f"photo{number}"))
    laid = list(placed[0])
    for number, markup in enumerate(body_blocks, start=1):
        laid.append(_body_block(markup, f"p{number}"))
        laid += placed[number]
    return laid


def _body_block(markup: str, anchor: str) -> Block:
    # The body was sanitised on its way into the database (see BodyField), so that its first
    # sign opens a tag, and no tag has an id.
    name = _TAG_NAME.match(markup)
    with_id = f'{name.group()} id="{anchor}"{markup[name.end() :]}'
    return Block(_kind(markup), html=mark_safe(with_id), anchor=anchor)


def _kind(markup: str) -> str:
    return "heading" if markup.startswith("<h") else "paragraph"
