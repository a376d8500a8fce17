"""Where else a story's text stands: near copies among other stories, and paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.comparison.prose import Prose
from articles.comparison.shared_text import SharedPassage, find_shared_with
from articles.copies.backends import copy_index
from articles.copies.indexing import fingerprints_of
from articles.events.texts import ComparedText, Line
from articles.models import Story

AT_ONCE = 400  # stories that share something, asked at once whether they may be seen
READ = 20  # stories are read word for word; more are an agency's copies, and one says “at least”


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of this story, `own`, as another one prints it."""

    own: str
    own_address: str
    words: str
    address: str
    word_count: int
    percent: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Another story with the passages that it shares; `percent` of this story stands in it."""

    story: Story
    passages: list[FoundPassage]
    percent: int


@dataclass(frozen=True, slots=True)
class SharedParagraph:
    """A paragraph of a story and the other stories in which a passage of it stands."""

    line: Line
    stories: list[Story]


@dataclass(frozen=True, slots=True)
class Copies:
    """What was found; `is_complete` is false where more stories share text than were read."""

    text: ComparedText
    near_copies: list[NearCopy]
    is_complete: bool

    def paragraphs(self) -> list[SharedParagraph]:
        """The paragraphs that stand elsewhere, in the order of the story."""
        shared = [SharedParagraph(line, self._holding(line)) for line in self.text.lines]
        return [paragraph for paragraph in shared if paragraph.stories]

    def _holding(self, line: Line) -> list[Story]:
        end = line.start + len(line.text)
        return [
            copy.story
            for copy in self.near_copies
            if any(found.start < end and line.start < found.end for found in copy.passages)
        ]


def copies_of(story: Story, among: QuerySet[Story]) -> Copies:
    """The stories of `among` that share a passage with this one, those with most of it first."""
    text = ComparedText(story)
    candidates = _candidates(text, among.exclude(pk=story.pk))
    near = _near_copies(text, [ComparedText(other) for other in candidates[:READ]])
    near.sort(key=lambda copy: (-copy.percent, -copy.story.pk))
    return Copies(text, near, is_complete=len(candidates) <= READ)


def _candidates(text: ComparedText, among: QuerySet[Story]) -> list[Story]:
    """The stories that share most fingerprints, one more than are read."""
    fingerprints = fingerprints_of(text.text)
    if not fingerprints:
        return []
    chosen = _seen(copy_index().sharing(fingerprints), among)
    stories = among.select_related("source").prefetch_related("photos").in_bulk(chosen)
    return [stories[pk] for pk in chosen]


def _seen(sharing: Sequence[int], among: QuerySet[Story]) -> list[int]:
    """The first ones that are in `among`, however many others share more."""
    seen: list[int] = []
    for start in range(0, len(sharing), AT_ONCE):
        ids = sharing[start : start + AT_ONCE]
        visible = set(among.filter(pk__in=ids).values_list("pk", flat=True))
        seen += [pk for pk in ids if pk in visible]
        if len(seen) > READ:
            break
    return seen[: READ + 1]


def _near_copies(text: ComparedText, others: Sequence[ComparedText]) -> list[NearCopy]:
    """Those of the others that share a passage with the text."""
    own = Prose(text.text)
    passages: list[list[FoundPassage]] = [[] for _other in others]
    for shared in find_shared_with(own, [Prose(other.text) for other in others]):
        place = shared.second - 1
        passages[place].append(_passage(text, others[place], shared))
    return [
        NearCopy(other.story, found, _percent(found, own))
        for other, found in zip(others, passages, strict=True)
        if found
    ]


def _percent(passages: Sequence[FoundPassage], own: Prose) -> int:
    copied = sum(len(own.tokens_between(passage.start, passage.end)) for passage in passages)
    return min(100, 100 * copied // (len(own.tokens) or 1))


def _passage(text: ComparedText, other: ComparedText, found: SharedPassage) -> FoundPassage:
    return FoundPassage(
        " ".join(text.text[found.first_start : found.first_end].split()),
        text.address(found.first_start, found.first_end),
        " ".join(other.text[found.second_start : found.second_end].split()),
        other.address(found.second_start, found.second_end),
        found.word_count,
        int(100 * found.likeness),
        found.first_start,
        found.first_end,
    )
