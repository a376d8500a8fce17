"""Whose words a text carries: quoted in marks, reported, attributed; and where it speaks itself.

Every character is either the story's own voice or not: words in quotation marks are not, and
neither is what the text says that somebody said.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.arabic import fold
from articles.comparison.attribution import Frame, find_frames
from articles.comparison.introduced import introduced_person, starts_anew
from articles.comparison.marks import Marked
from articles.comparison.prose import Prose, Span
from articles.comparison.statements import WORDS, Statement

_TRAILING = " \t\n\u00a0،,؛;:-–—«“\"'("
_MARKS = re.compile("[\"“”„‟«»″]|''")
# «فالوزير», «والسكان», but «والي» and «والد» are words of their own.
_JOINED = re.compile(
    "[فو]ال(?!ي\\b|د)\\w{2}",
)
_WITH_TO = frozenset(
    """
    وفقا طبقا وطبقا ووفقا استنادا
    """.split()
)
_NAME_WORDS = 3  # marked words at the start of a reported clause that do not end it
_STOPPED = re.compile(r"[.!?؟]\W*$")
_ENDS_SENTENCE = re.compile(r"\s*[.!?؟\n]|\s*$")
# «أكد أنه "…"، وأن المصنع يعمل»: what is said goes on without marks.
_GOES_ON = re.compile(
    "[،,]?\\s+و[أإ]ن(?:ه|ها|هم)?\\s",
)
_ENDS_HERE = re.compile(r"\s*([.،,؛;:!?؟)\]]|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are not the story's: `text[start:end]`.

    `speaker` is as the text names it nearest before, at `speaker_start`, "" where it names
    nobody (a name or a word in quotation marks); `verb` as it stands. `is_marked` tells that the
    words stand in quotation marks.
    """

    start: int
    end: int
    speaker: str
    speaker_start: int
    speaker_end: int
    verb: str
    is_marked: bool


def find_quotations(prose: Prose) -> list[Quotation]:
    """All words of a text that are somebody else's, in order; they do not overlap."""
    speaker: Span | None = None
    introduced: Span | None = None
    spoken: Frame | None = None
    found: list[Quotation] = []
    statements = [Statement(prose, span) for span in prose.statements]
    for before, statement in zip([None, *statements], statements, strict=False):
        frames = find_frames(statement)
        if frames and not speaker:
            speaker = introduced
        elif frames and frames[0].speaker is None and starts_anew(statement, frames[0]):
            speaker = introduced or speaker
        introduced = None if frames else introduced_person(statement) or introduced
        teller: Span | None = None
        for frame, end in zip(frames, _ends(frames, statement), strict=True):
            speaker = frame.speaker or teller or speaker
            teller = frame.teller
            target = before.span if frame.is_before and _is_same_line(before, statement) else None
            found.extend(_quotations(prose, frame, speaker, end, target))
            spoken = frame if frame.is_open and end == statement.span.end else None
        if not frames and spoken and found and _goes_on(prose, found[-1], statement):
            found[-1] = replace(found[-1], end=statement.span.end)
        elif not frames:
            spoken = None
    return _with_other_marks(prose, _without_overlaps(found))


def _goes_on(prose: Prose, last: Quotation, statement: Statement) -> bool:
    """Whether words behind a colon, without marks, go on in a sentence that joins to nothing.

    The story itself goes on with «و», «ثم» or a noun («وروى السائق: صعدوا صامتين. أحرقوا …»).
    """
    start = statement.span.start
    between = prose.text[last.end : start]
    is_spoken = ":" in prose.text[max(0, last.start - 2) : last.start]
    first = statement.folded(statement.first)
    joins = first.startswith(("و", "ف", "ال")) or statement.is_one_of(statement.first, "connective")
    is_marked = any(start <= passage.start < statement.span.end for passage in prose.marked)
    return is_spoken and not last.is_marked and "\n" not in between and not joins and not is_marked


def _is_same_line(before: Statement | None, statement: Statement) -> bool:
    if before is None:
        return False
    return "\n" not in statement.prose.text[before.span.end : statement.span.start]


def _ends(frames: list[Frame], statement: Statement) -> list[int]:
    starts = [frame.start for frame in frames[1:]]
    return [*starts, statement.span.end][: len(frames)]


def _quotations(prose, frame: Frame, speaker: Span | None, end: int, target) -> Iterator[Quotation]:
    name = speaker or Span(frame.start, frame.start)
    verb = prose.text[frame.verb.start : frame.verb.end]
    for start, stop, is_marked in _stretches(prose, frame, end, target):
        yield Quotation(
            start,
            stop,
            speaker_name(prose.text[name.start : name.end], verb),
            name.start,
            name.end,
            verb,
            is_marked,
        )


def _stretches(prose: Prose, frame: Frame, end: int, target: Span | None):
    """(start, end, is_marked) of the words a frame attributes."""
    if target:
        yield target.start, target.end, False
        return
    start, stop = frame.content.start, frame.content.end
    if frame.is_open:
        stop = min(stop, end)
    passage = prose.marked_at(start)
    if passage and passage.start == start and _stands_alone(prose, passage, stop):
        yield passage.start, passage.end, True
        if goes_on := _GOES_ON.match(prose.text, passage.closed):
            rest = prose.text[goes_on.end() : stop].rstrip(_TRAILING)
            if rest and frame.is_open:
                yield goes_on.end(), goes_on.end() + len(rest), False
            return
        for marked in _marked_between(prose, passage.closed, stop):
            yield marked.start, marked.end, True
        return
    parts = [(start, stop)]
    if frame.rest:
        parts.append((frame.rest.start, min(frame.rest.end, end)))
    for begins, ends in parts:
        ends = begins + len(prose.text[begins:ends].rstrip(_TRAILING))
        if begins < ends:
            yield begins, ends, False


def _stands_alone(prose: Prose, passage: Marked, stop: int) -> bool:
    """Whether marked words are all that is said, or only begin a reported clause."""
    words = len(prose.tokens_between(passage.start, passage.end))
    ends_here = passage.closed >= stop or _ENDS_HERE.match(prose.text, passage.closed)
    return words > _NAME_WORDS or bool(ends_here)


def _marked_between(prose: Prose, start: int, stop: int) -> list[Marked]:
    """Passages in marks that go on with the speech, names of publications left out."""
    inside = (passage for passage in prose.marked if start <= passage.start < stop)
    return [passage for passage in inside if not _is_publication(prose, passage)]


def _is_publication(prose: Prose, passage: Marked) -> bool:
    before = prose.tokens_between(0, passage.opened).stop - 1
    return before >= 0 and prose.tokens[before].folded in WORDS["publication"]


def speaker_name(words: str, verb: str = "") -> str:
    """The words that name a speaker, without quotation marks and the ل that `verb` asks for."""
    words = " ".join(_MARKS.sub(" ", words.partition(" (")[0]).split())
    if words.startswith("لل"):
        return "ال" + words[2:]
    if _JOINED.match(words):
        return words[1:]
    is_prefixed = words.startswith("ل") and fold(verb) in _WITH_TO
    return words[1:] if is_prefixed else words


def _without_overlaps(found: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in sorted(found, key=lambda quotation: (quotation.start, -quotation.end)):
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept


def _with_other_marks(prose: Prose, found: list[Quotation]) -> list[Quotation]:
    """Add the marked passages that nobody is said to speak, and parts that go on."""
    complete = list(found)
    continued: Quotation | None = None
    for passage in prose.marked:
        covering = _covering(found, passage)
        if covering is None:
            said_before = continued or _said_before(prose, complete, passage)
            covering = _unattributed(passage)
            if said_before:
                covering = replace(said_before, start=passage.start, end=passage.end)
            complete.append(covering)
        continued = covering if passage.is_continued else None
    return _without_overlaps(complete)


def _said_before(prose: Prose, found: list[Quotation], passage: Marked) -> Quotation | None:
    """Whose words go on in a sentence of their own: the last ones' on the same line."""
    around = prose.text[: passage.opened].rpartition("\n")[2], prose.text[passage.closed :]
    is_whole = _STOPPED.search(around[0]) and _ENDS_SENTENCE.match(around[1])
    earlier = [quotation for quotation in found if quotation.end <= passage.opened]
    last = max(earlier, key=lambda quotation: quotation.end, default=None)
    words = len(prose.tokens_between(passage.start, passage.end))
    if not is_whole or last is None or not last.speaker or words <= _NAME_WORDS:
        return None
    is_same_line = "\n" not in prose.text[last.end : passage.opened]
    return last if is_same_line else None


def _covering(found: list[Quotation], passage: Marked) -> Quotation | None:
    index = bisect_right([quotation.start for quotation in found], passage.start) - 1
    if index >= 0 and passage.start < found[index].end:
        return found[index]
    return None


def _unattributed(passage: Marked) -> Quotation:
    return Quotation(passage.start, passage.end, "", passage.start, passage.start, "", True)


class QuotedText:
    """Tells of every character of a text whether the story says it itself."""

    def __init__(self, quotations: list[Quotation]):
        self._quotations = quotations
        self._starts = [quotation.start for quotation in quotations]

    def quotation_at(self, position: int) -> Quotation | None:
        """The quotation that holds the character at `position`."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self._quotations[index].end:
            return self._quotations[index]
        return None

    def is_quoted(self, position: int) -> bool:
        """Whether the character at `position` is somebody else's word."""
        return self.quotation_at(position) is not None
