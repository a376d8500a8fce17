"""Stories as PostgreSQL's COPY reads them in its binary format, which it need not parse. Pure.

The format is described under «Binary Format» of the COPY command; an array is sent as
`array_recv` of PostgreSQL takes it.
"""

import struct
from array import array
from collections import Counter
from sys import byteorder

from articles.search.documents import WEIGHTS, Document

HALVES = [round(weight * 2) for weight in WEIGHTS.values()]
MOST_HALVES = 2**15 - 1  # of a smallint; there the formula has long stopped rising
FIELD_END = " | "  # no term has it, so no phrase runs from a field into the next
BEGIN = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"
NULL = b"\xff\xff\xff\xff"
INT2, INT4 = 21, 23  # object ids of the types

_ROW = struct.Struct("!hiqiqii")  # of the index: columns, then key, story and length
_ARRAY = struct.Struct("!iiiiii")  # bytes, dimensions, nulls, type, elements, first
_TEXTS = struct.Struct("!hiqi")  # columns, then the key, and the bytes of the text
_LENGTH = struct.Struct("!i")
_HALVES_BITS = 16
_FOUR_BYTES = 4 << 32  # before a number: how long it is


def weigh(document: Document) -> dict[str, int]:
    """How heavily each term weighs in the story, in halves."""
    weight: dict[str, int] = {}
    for halves, terms in zip(HALVES, document.fields, strict=True):
        for term, hits in Counter(terms.split()).items():
            weight[term] = weight.get(term, 0) + halves * hits
    return weight


def row(document: Document, weight: dict[str, int], numbers: dict[str, int]) -> bytes:
    """The story's row of the index."""
    ordered = sorted(
        [
            numbers[term] << _HALVES_BITS | min(halves, MOST_HALVES)
            for term, halves in weight.items()
        ]
    )
    start = _ROW.pack(5, 8, document.key, 8, document.story_id, 4, document.length)
    terms = array("q", [_FOUR_BYTES | held >> _HALVES_BITS for held in ordered])
    halves = array("H", (0, 2, 0)) * len(ordered)
    halves[2::3] = array("H", [held & MOST_HALVES for held in ordered])
    return start + _packed(terms, INT4, len(ordered)) + _packed(halves, INT2, len(ordered))


def texts(document: Document) -> bytes:
    """The story's row of terms in their order and of printed words."""
    text = f" {FIELD_END.join(document.fields)} ".encode()
    start = _TEXTS.pack(3, 8, document.key, len(text))
    if document.words is None:
        return start + text + NULL
    words = " ".join(document.words).encode()
    return start + text + _LENGTH.pack(len(words)) + words


def _packed(values: array, kind: int, count: int) -> bytes:
    if byteorder == "little":
        values.byteswap()
    data = values.tobytes()
    return _ARRAY.pack(_ARRAY.size - _LENGTH.size + len(data), 1, 0, kind, count, 1) + data
