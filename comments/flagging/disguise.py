"""Words that hide: letters parted, masked, replaced by digits, run together, dropped or swapped.

A disguise is only lifted where a listed word comes to light; else the text is read as it stands.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from articles.arabic import places
from comments.flagging.lexicon import MASK, STEMS, cues, labels
from comments.flagging.verbs import verbs

STRETCHED = re.compile(r"(.)\1{2,}")
# No Arabic word has more letters; what does is noise and is cut.
LONGEST_WORD = 30
# Marks that stand between letters to part a word.
PARTING = re.compile(r"[*@$#._\-/|\\+~^=%&،, ]{1,2}")
# Of these, the marks that may also stand for a letter.
MASKING = frozenset("*@$#%&")
# Digits written for the letter they resemble.
LEET = str.maketrans("0123456789", "هاءعشخطحغق")
MIN_PARTED, MAX_PARTED = 3, 12
MIN_VERB = 4
MAX_RUN = 5
# Two words run together: the shortest of either that cannot be a part of one word.
MIN_HALF, MIN_LEFT, MIN_ABUSE = 4, 6, 5
GLUED_LISTS = frozenset(("beast", "vermin", "insult", "vulgar"))
ARTICLE = "ال"


class Piece(NamedTuple):
    """A token with its place and folded letters, drawn-out letters written once."""

    start: int
    end: int
    folded: str


def unstretched(folded: str) -> str:
    """Return a folded word with letters drawn out by repetition written once («كلاااب»)."""
    return STRETCHED.sub(r"\1", folded)


def undisguised(text: str) -> list[Piece]:
    """Return the words of a text with disguises lifted, in order and with their places."""
    pieces = [Piece(start, end, _letters(folded)) for start, end, folded in places(text)]
    found: list[Piece] = []
    i = 0
    while i < len(pieces):
        j, folded = _word_at(text, pieces, i) if _goes_on(text, pieces, i) else (i, "")
        if j > i:
            found.append(Piece(pieces[i].start, pieces[j].end, folded))
        else:
            found += _unglued(pieces[i])
        i = j + 1
    return found


@lru_cache(maxsize=20_000)
def _letters(folded: str) -> str:
    return unstretched(folded)[:LONGEST_WORD]


def _goes_on(text: str, pieces: list[Piece], i: int) -> bool:
    """Return whether piece `i` may be only the beginning of a word: most are one by themselves."""
    if i + 1 == len(pieces):
        return False
    is_letter = len(pieces[i].folded) == len(pieces[i + 1].folded) == 1
    return is_letter or " " not in text[pieces[i].end : pieces[i + 1].start]


def _word_at(text: str, pieces: list[Piece], i: int) -> tuple[int, str]:
    """Return the last piece of the word that begins at piece `i`, and its letters."""
    for last_of in (_last_parted, _last_touching):
        j = last_of(text, pieces, i)
        folded = _uncovered(text, pieces[i : j + 1]) if j > i else None
        if folded:
            return j, folded
    return i, pieces[i].folded


def _uncovered(text: str, run: list[Piece]) -> str | None:
    """Return the listed word that a run of pieces makes, if none of them is one by itself."""
    if any(labels(piece.folded) for piece in run):
        return None
    plain, masked = (_joined(text, run, mask) for mask in ("", MASK))
    if len(plain) >= MIN_VERB and verbs(plain):
        return plain
    return next((word for word in (plain, masked) if labels(word)), None)


def _last_parted(text: str, pieces: list[Piece], i: int) -> int:
    """Follow single letters with a gap between them («ك ل ب»)."""
    j = i
    limit = min(len(pieces), i + MAX_PARTED) - 1
    while j < limit and len(pieces[j].folded) == len(pieces[j + 1].folded) == 1:
        if not PARTING.fullmatch(text, pieces[j].end, pieces[j + 1].start):
            break
        j += 1
    return j if j - i + 1 >= MIN_PARTED else i


def _last_touching(text: str, pieces: list[Piece], i: int) -> int:
    """Follow pieces with nothing or a mark, but no blank, between them («ك*ب», «حم1ر»)."""
    j = i
    limit = min(len(pieces), i + MAX_RUN) - 1
    while j < limit:
        gap = text[pieces[j].end : pieces[j + 1].start]
        if gap and (" " in gap or not PARTING.fullmatch(gap)):
            break
        j += 1
    return j


def _joined(text: str, run: list[Piece], mask: str) -> str:
    """Join pieces; `mask` stands for each gap with a mark that may hide a letter."""
    letters = run[0].folded
    for before, piece in pairwise(run):
        if MASKING & set(text[before.end : piece.start]):
            letters += mask
        letters += piece.folded
    return letters.translate(LEET)


def _unglued(piece: Piece) -> list[Piece]:
    """Part two words run together («يستحقونالموت»), if the places of their letters are known."""
    is_plain = piece.end - piece.start == len(piece.folded)
    cut = _cut_of(piece.folded) if is_plain else 0
    if not cut:
        return [piece]
    middle = piece.start + cut
    return [
        Piece(piece.start, middle, piece.folded[:cut]),
        Piece(middle, piece.end, piece.folded[cut:]),
    ]


@lru_cache(maxsize=20_000)
def _cut_of(folded: str) -> int:
    """Return how many letters the first of two words has that are run together, or 0."""
    if labels(folded) or cues(folded):
        return 0
    cuts = range(MIN_HALF, len(folded) - MIN_HALF + 1)
    return next((cut for cut in cuts if _is_pair(folded[:cut], folded[cut:])), 0)


def _is_pair(left: str, right: str) -> bool:
    if "obligation" in cues(left) and "killing" in cues(right):
        return True
    is_long = len(left) >= MIN_LEFT and len(right) >= MIN_ABUSE
    if is_long and left.startswith(ARTICLE):
        return not GLUED_LISTS.isdisjoint(STEMS.get(right, ()))
    is_hated = len(right) >= MIN_LEFT and right.startswith(ARTICLE)
    return is_hated and any("hating" in verb.names for verb in verbs(left))
