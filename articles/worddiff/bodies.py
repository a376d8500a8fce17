"""The diff of two bodies of HTML: their blocks aligned first, then the words in each."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html.parser import HTMLParser
from itertools import zip_longest
from typing import NamedTuple

from articles import arabic, body
from articles.names import find_names
from articles.worddiff.segments import Kind, Segment, asks_for_correction, joined, kinds
from articles.worddiff.texts import diff

_LINES = frozenset({"p", "li", "blockquote", "h2", "h3", "ul", "ol", "br"})
_WORD_WITH_BLANK = re.compile(r"\S+\s*|\s+")
_ALIKE = 0.4  # share of words in common from which two blocks are versions of one
_MOST_PAIRS = 10_000  # beyond, changed blocks are paired in order instead of by likeness


class Op(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Block:
    """What became of one block: its tags in both bodies ("" where missing) and its words.

    Of a list or quotation each item or paragraph is a line. `is_moved` marks a block that was
    taken out in one place and put in at another, but for its spelling unchanged.
    """

    op: Op
    old_tag: str
    new_tag: str
    segments: tuple[Segment, ...]
    is_moved: bool = False

    @property
    def tag(self) -> str:
        return self.new_tag or self.old_tag

    @property
    def kinds(self) -> set[Kind]:
        """Return the kinds of change; none for a block added, removed or kept as a whole."""
        if self.op != Op.CHANGED:
            return set()
        retagged = {Kind.FORMATTING} if self.old_tag != self.new_tag else set()
        return kinds(self.segments) | retagged


class _Block(NamedTuple):
    """A block of a body: its text, and for each character the tags around it."""

    tag: str
    text: str
    tags: tuple[str, ...]
    folded: tuple[str, ...]


def diff_bodies(old: str, new: str) -> list[Block]:
    """Return what became of the blocks of `old` in `new`, in order; both are sanitised HTML."""
    before = [_read(block) for block in body.blocks(old)]
    after = [_read(block) for block in body.blocks(new)]
    names = find_names(body.text(old), body.text(new))
    lasting = {block.folded for block in before} & {block.folded for block in after}
    return [_diff(*pair, names, lasting) for pair in _aligned(before, after)]


def body_asks_for_correction(old: str, new: str) -> bool:
    """Tell whether a number or name that stood in the body `old` is another in `new`.

    Judged over the whole text, so that splitting, joining and moving paragraphs asks nothing.
    """
    return asks_for_correction(diff(body.text(old), body.text(new)))


def _diff(old, new, names, lasting):
    if new is None:
        removed = Segment(Kind.WORDING, old.text, "")
        return Block(Op.REMOVED, old.tag, "", (removed,), old.folded in lasting)
    if old is None:
        added = Segment(Kind.WORDING, "", new.text)
        return Block(Op.ADDED, "", new.tag, (added,), new.folded in lasting)
    segments = tuple(joined(_with_formatting(diff(old.text, new.text, names), old, new)))
    is_kept = old.tag == new.tag and not kinds(segments)
    return Block(Op.KEPT if is_kept else Op.CHANGED, old.tag, new.tag, segments)


def _with_formatting(segments, old, new) -> Iterator[Segment]:
    """Mark the words that stayed but stand under other tags."""
    i = j = 0
    for segment in segments:
        if segment.kind == Kind.EQUAL:
            for word in _WORD_WITH_BLANK.findall(segment.old):
                same = old.tags[i : i + len(word)] == new.tags[j : j + len(word)]
                yield Segment(Kind.EQUAL if same else Kind.FORMATTING, word, word)
                i, j = i + len(word), j + len(word)
        else:
            yield segment
            i, j = i + len(segment.old), j + len(segment.new)


class _Reader(HTMLParser):
    """Collects the text of one block, and the inline tags around each character."""

    def __init__(self):
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in _LINES:
            self.break_line()
        if tag != "br":
            self.open.append(tag + "".join(f" {name}={value}" for name, value in attrs))

    def handle_endtag(self, tag):
        if tag in _LINES:
            self.break_line()
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        self.text += data
        self.tags += [" ".join(self.open[1:])] * len(data)

    def break_line(self):
        if self.text and not self.text.endswith("\n"):
            self.handle_data("\n")


def _read(markup):
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    text = reader.text.rstrip("\n")
    tag = re.match(r"<(\w+)", markup)[1]
    return _Block(tag, text, tuple(reader.tags[: len(text)]), tuple(arabic.fold(text).split()))


def _aligned(before, after):
    """Return pairs of blocks, with None where the other body has none."""
    matcher = SequenceMatcher(
        None, [block.text for block in before], [block.text for block in after], autojunk=False
    )
    pairs = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        pair = zip if tag == "equal" else _paired
        pairs += pair(before[i1:i2], after[j1:j2])
    return pairs


def _paired(olds, news):
    """Pair the blocks that are versions of one, keeping the order of both sides."""
    if len(olds) * len(news) > _MOST_PAIRS:
        return list(zip_longest(olds, news))
    best = _best_scores(olds, news)
    pairs, i, j = [], 0, 0
    while i < len(olds) and j < len(news):
        if best[i][j] == best[i + 1][j]:
            pairs.append((olds[i], None))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append((None, news[j]))
            j += 1
        else:
            pairs.append((olds[i], news[j]))
            i, j = i + 1, j + 1
    return [*pairs, *((old, None) for old in olds[i:]), *((None, new) for new in news[j:])]


def _best_scores(olds, news):
    """Return for each i, j the greatest total likeness of olds[i:] paired with news[j:]."""
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    words = [Counter(block.folded) for block in news]
    for i in reversed(range(len(olds))):
        counted = Counter(olds[i].folded)
        for j in reversed(range(len(news))):
            paired = best[i + 1][j + 1] + _likeness(counted, words[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    return best


def _likeness(old, new):
    """Return the share of words in common (Dice); 0 where it is too small to mean anything."""
    share = 2 * (old & new).total() / ((old.total() + new.total()) or 1)
    return share if share >= _ALIKE else 0.0
