"""A comment as pieces of its words: what the starting model and the learner read of it.

A piece is a run of two to five characters of a folded word, its edges marked by a blank; each is
hashed to one of `SLOTS` places. The hash is arithmetic of our own, so that stored weights mean
the same on every machine and in every version of Python. Words come again and again: the slots
of their pieces are remembered.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from articles.arabic import Token, fold, places, tokens
from articles.stemming import stem
from articles.word_lists import entries
from comments.flagging.reading import LIMIT

PIECES = 1  # version of what is read; weights learned with another one say nothing
SLOT_BITS = 18
SLOTS = 1 << SLOT_BITS
SHORTEST, LONGEST = 2, 5

# A mention, an address, the mark of a repost: they name a person or a page and say nothing.
_NO_WORDS = re.compile(r"https?://\S+|@\w+|\b(?:RT|URL)\b", re.IGNORECASE)
# Without one of these there is neither a mention nor an address.
_LATIN = re.compile("[@A-Za-z]")
_REPEATED = re.compile(r"(.)\1+", re.DOTALL)
_BLANK = 32
_STORED = np.dtype("<u4")  # a slot among remembered ones
_MOST_REMEMBERED = 2**14  # words, about 200 bytes each
# Odd 64-bit constants without structure (FNV's prime, two of SplitMix64): they spread the pieces.
_BASE = np.uint64(0x100000001B3)
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))
_SHIFT = np.uint64(30)


def spelling(folded: str) -> str:
    """Return a folded word with every repeated letter once, so that stretching changes nothing."""
    return _REPEATED.sub(r"\1", folded)


def read_tokens(text: str) -> list[Token]:
    """Return the words of a comment that the models read, with their places in `text`.

    Names of nations, creeds, peoples, parties and rulers (`unread_words.txt`) are left out: a
    comment must not rank higher for the side it speaks of. So are mentions and addresses, and
    what stands after the first `LIMIT` characters.
    """
    return [token for token in tokens(_read_part(text)) if not _is_unread(token.folded)]


def _read_part(text):
    text = text[:LIMIT]
    if not _LATIN.search(text):
        return text
    return _NO_WORDS.sub(lambda found: " " * len(found.group()), text)


def _is_unread(folded):
    """Tell whether a word has a name's stem and contains the name («يبي» only shares its stem)."""
    names = _unread_words()
    word = spelling(folded)
    return any(
        name in word for key in (stem(folded), stem(word)) if key in names for name in names[key]
    )


@cache
def _unread_words():
    """Return the spellings of the names by stem, those of the stretched forms too."""
    names = {}
    for folded in map(fold, entries(__file__, "unread_words.txt")):
        for key in (stem(folded), stem(spelling(folded))):
            names.setdefault(key, set()).add(spelling(folded))
    return names


def read_words(text: str) -> list[str]:
    """Return the spellings of the words that the models read, in order."""
    return [spelling(token.folded) for token in read_tokens(text)]


def slots_of_each(texts: Sequence[str]) -> list[np.ndarray]:
    """Return for each comment the slots of all its pieces, in no particular order."""
    words = [[folded for _, _, folded in places(_read_part(text))] for text in texts]
    known = _REMEMBERED
    new = {word for each in words for word in each if word not in known}
    if len(known) + len(new) > _MOST_REMEMBERED:
        known.clear()
        new = {word for each in words for word in each}
    known |= _slots_by_word(sorted(new))
    joined = [b"".join([known[word] for word in each]) for each in words]
    return [np.frombuffer(stored, _STORED) for stored in joined]


_REMEMBERED: dict[str, bytes] = {}


def _slots_by_word(folded):
    """Return the slots of each word's pieces as bytes; none of a word that is not read."""
    read = [word for word in folded if not _is_unread(word)]
    slots, words = piece_slots([spelling(word) for word in read])
    in_order = slots[np.argsort(words, kind="stable")].astype(_STORED)
    ends = np.cumsum(np.bincount(words, minlength=len(read)))
    pieces = np.split(in_order, ends[:-1]) if read else []
    found = dict.fromkeys(folded, b"")
    return found | {word: one.tobytes() for word, one in zip(read, pieces, strict=True)}


def piece_slots(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Hash all pieces of `words`: their slots, and for each the number of its word (both int64)."""
    letters = _letters(words)
    is_edge = letters == _BLANK
    word_at = np.cumsum(is_edge) - 1
    sizes = range(SHORTEST, LONGEST + 1)
    starts = [_piece_starts(is_edge, size) for size in sizes]
    hashes = _rolling_hashes(letters)
    slots = [_slot(hashes[size][at], size) for size, at in zip(sizes, starts, strict=True)]
    return np.concatenate(slots), word_at[np.concatenate(starts)]


def _letters(words):
    """Return the code points of `words`, a blank before each and one at the end."""
    joined = "".join([" " + word for word in words]) + " "
    raw = joined.encode("utf-32-le", "surrogatepass")
    return np.frombuffer(raw, dtype="<u4").astype(np.uint64)


def _piece_starts(is_edge, size):
    """Return where pieces of `size` begin: none may reach over an edge into the next word."""
    inner = np.concatenate([[0], np.cumsum(is_edge)])
    first = np.arange(max(len(is_edge) - size + 1, 0))
    crosses = inner[first + size - 1] - inner[first + 1] > 0
    is_empty = is_edge[first] & is_edge[first + size - 1] & (size == SHORTEST)
    return first[~crosses & ~is_empty]


def _rolling_hashes(letters):
    """Return for each size the polynomial hash of the letters from each place on."""
    hashes = {1: letters}
    for smaller, size in pairwise(range(1, LONGEST + 1)):
        hashes[size] = hashes[smaller][:-1] * _BASE + letters[size - 1 :]
    return hashes


def _slot(hashes, size):
    mixed = hashes ^ np.uint64(size)
    for factor in _MIX:
        mixed = (mixed ^ (mixed >> _SHIFT)) * factor
    return (mixed >> np.uint64(64 - SLOT_BITS)).astype(np.int64)
