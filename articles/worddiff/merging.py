"""Three versions of a story merged by paragraph: what two editors made of one base."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Side(StrEnum):
    """Whose change a block is."""

    UNCHANGED = "unchanged"
    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class MergeBlock:
    """Some paragraphs in the three versions; any of the three may be empty."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]

    @property
    def side(self) -> Side:
        """Return who changed the base; both made the same change, or different ones."""
        if self.theirs == self.mine:
            return Side.UNCHANGED if self.mine == self.base else Side.BOTH
        if self.mine == self.base:
            return Side.THEIRS
        return Side.MINE if self.theirs == self.base else Side.CONFLICT

    @property
    def merged(self) -> tuple[str, ...] | None:
        """Return the paragraphs that hold every change; None where the changes conflict."""
        if self.side == Side.CONFLICT:
            return None
        return self.theirs if self.side == Side.THEIRS else self.mine


@dataclass(frozen=True, slots=True)
class Merge:
    """The blocks in order; joining one version of all of them gives that version."""

    blocks: tuple[MergeBlock, ...]

    @property
    def has_conflicts(self) -> bool:
        return any(block.side == Side.CONFLICT for block in self.blocks)

    @property
    def paragraphs(self) -> list[str] | None:
        """Return the merged paragraphs; None while there are conflicts."""
        if self.has_conflicts:
            return None
        return [paragraph for block in self.blocks for paragraph in block.merged]


def merge(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> Merge:
    """Merge two versions made from `base`, all as lists of paragraphs or of HTML blocks.

    Changes to different paragraphs are both kept. Different changes to one paragraph, and
    different paragraphs put in at one place, are a conflict, for the editor to decide.
    """
    blocks: list[MergeBlock] = []
    at = (0, 0, 0)
    for stable in [*_stable(base, theirs, mine), (len(base), len(theirs), len(mine), 0)]:
        *starts, length = stable
        versions = zip((base, theirs, mine), at, starts, strict=True)
        blocks += _unstable(*(tuple(text[begin:end]) for text, begin, end in versions))
        blocks += [MergeBlock((text,), (text,), (text,)) for text in base[starts[0] :][:length]]
        at = tuple(start + length for start in starts)
    return Merge(tuple(_joined(blocks)))


def _stable(base, theirs, mine) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start in base, theirs, mine, length) of what both versions kept."""
    in_theirs, in_mine = _places(base, theirs), _places(base, mine)
    for at in range(len(base)):
        if at in in_theirs and at in in_mine:
            yield at, in_theirs[at], in_mine[at], 1


def _places(base, version):
    """Return for each paragraph of base that the version kept, where it stands there."""
    matcher = SequenceMatcher(None, base, version, autojunk=False)
    return {
        base_start + step: start + step
        for base_start, start, length in matcher.get_matching_blocks()
        for step in range(length)
    }


def _unstable(base, theirs, mine):
    """Compare paragraph by paragraph where no version added or took out any."""
    if len(base) == len(theirs) == len(mine):
        versions = zip(base, theirs, mine, strict=True)
        return [MergeBlock(*((paragraph,) for paragraph in three)) for three in versions]
    return [MergeBlock(base, theirs, mine)]


def _joined(blocks):
    """Join neighbours that nobody changed."""
    joined: list[MergeBlock] = []
    for block in blocks:
        if joined and block.side == joined[-1].side == Side.UNCHANGED:
            before = joined.pop()
            block = MergeBlock(*(before_part + part for before_part, part in _sides(before, block)))
        joined.append(block)
    return joined


def _sides(one, other):
    return zip(
        (one.base, one.theirs, one.mine), (other.base, other.theirs, other.mine), strict=True
    )
