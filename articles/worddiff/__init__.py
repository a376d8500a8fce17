"""What changed between two versions of a story, by whole words. Pure.

`diff` compares two texts, `diff_bodies` two bodies of HTML block by block, `merge` three
versions by paragraph.
"""

from articles.worddiff.bodies import Block, Op, body_asks_for_correction, diff_bodies
from articles.worddiff.merging import Merge, MergeBlock, Side, merge
from articles.worddiff.segments import FACTS, Kind, Segment, asks_for_correction, kinds
from articles.worddiff.texts import diff

__all__ = [
    "FACTS",
    "Block",
    "Kind",
    "Merge",
    "MergeBlock",
    "Op",
    "Segment",
    "Side",
    "asks_for_correction",
    "body_asks_for_correction",
    "diff",
    "diff_bodies",
    "kinds",
    "merge",
]
