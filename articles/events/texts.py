"""A story as it is compared: its lines, and where on its page each of them stands."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from articles import body
from articles.comparison import StoryText
from articles.models import Story

_CONTEXT = 3  # words on each side by which a browser finds the place
_LONGEST_FOUND = 8  # words; a longer passage is looked for by its first and last ones
_SIDE = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the compared text: it begins at `start` and stands in the element `anchor`."""

    start: int
    text: str
    anchor: str


class ComparedText:
    """The words of a story that readers see, one paragraph a line, with their places.

    A provisional headline repeats the first sentence and is left out; readers' comments are no
    part of a story. The photos should be fetched.
    """

    def __init__(self, story: Story):
        self.story = story
        self.lines = list(_with_starts(_lines(story)))
        self.text = "\n".join(line.text for line in self.lines)
        self._starts = [line.start for line in self.lines]

    def as_compared(self) -> StoryText:
        return StoryText(str(self.story.pk), self.text, agencies_of(self.story))

    def line_at(self, position: int) -> Line:
        return self.lines[bisect_right(self._starts, position) - 1]

    def address(self, start: int, end: int) -> str:
        """Where `text[start:end]` stands on the story's page.

        The fragment names the paragraph; a browser that knows text fragments finds the words.
        """
        line = self.line_at(start)
        directive = self._directive(line, start, end)
        return f"{self.story.get_absolute_url()}#{line.anchor}:~:text={directive}"

    def _directive(self, line: Line, start: int, end: int) -> str:
        end = min(end, line.start + len(line.text))
        before = self.text[line.start : start].split()[-_CONTEXT:]
        after = self.text[end : line.start + len(line.text)].split()[:_CONTEXT]
        words = self.text[start:end].split()
        found = [words] if len(words) <= _LONGEST_FOUND else [words[:_SIDE], words[-_SIDE:]]
        parts = [_escaped(part) for part in found]
        if before and self.text[start - 1].isspace():
            parts.insert(0, _escaped(before) + "-,")
        if after and self.text[end].isspace():
            parts.append(",-" + _escaped(after))
        return ",".join(parts).replace("-,,", "-,").replace(",,-", ",-")


def _escaped(words: list[str]) -> str:
    """Percent-encoded; a hyphen would be taken for a sign of the directive itself."""
    return quote(" ".join(words), safe="").replace("-", "%2D")


def _with_starts(lines: Iterator[tuple[str, str]]) -> Iterator[Line]:
    start = 0
    for text, anchor in lines:
        yield Line(start, text, anchor)
        start += len(text) + 1


def _lines(story: Story) -> Iterator[tuple[str, str]]:
    if story.headline and not story.headline_is_provisional:
        yield story.headline, "headline"
    for line in story.summary_lines():
        yield line, "summary"
    dateline = f"{story.dateline}: " if story.dateline else ""
    for number, markup in enumerate(story.body_blocks(), start=1):
        for line in body.text(markup).splitlines():
            yield dateline + line, f"p{number}"
            dateline = ""
    for number, photo in enumerate(_in_order(story), start=1):
        for line in photo.caption.splitlines():
            if line.strip():
                yield line.strip(), f"photo{number}"


def _in_order(story: Story) -> list:
    return sorted(story.photos.all(), key=lambda photo: (photo.after_block, photo.pk))


def agencies_of(story: Story) -> tuple[str, ...]:
    """The agencies that the story credits for its text."""
    return tuple(credit["agency"] for credit in story.credits)


def digest_of(story: Story) -> str:
    """Changes with every word of a story that is compared."""
    values = [
        story.pk,
        story.headline,
        story.headline_is_provisional,
        story.summary,
        story.dateline,
        story.body,
        story.credits,
        [photo.caption for photo in _in_order(story)],
    ]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()
