"""Words that hide: letters parted, masked, replaced by digits, run together, dropped or swapped.

A disguise is only lifted where a listed word comes to light; else the text is read as it stands.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from articles.arabic import tokens
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
    pieces = [Piece(t.start, t.end, unstretched(t.folded)[:LONGEST_WORD]) for t in tokens(text)]
    found: list[Piece] = []
    i = 0
    while i < len(pieces):
        j, folded = _word_at(text, pieces, i)
        word = Piece(pieces[i].start, pieces[j].end, folded)
        found += _unglued(word) if j == i else [word]
        i = j + 1
    return found


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
    size = len(piece.folded)
    is_plain = piece.end - piece.start == size
    if not is_plain or labels(piece.folded) or cues(piece.folded):
        return [piece]
    for cut in range(MIN_HALF, size - MIN_HALF + 1):
        left, right = piece.folded[:cut], piece.folded[cut:]
        if _is_pair(left, right):
            middle = piece.start + cut
            return [Piece(piece.start, middle, left), Piece(middle, piece.end, right)]
    return [piece]


def _is_pair(left: str, right: str) -> bool:
    if "obligation" in cues(left) and "killing" in cues(right):
        return True
    is_long = len(left) >= MIN_LEFT and len(right) >= MIN_ABUSE
    if is_long and left.startswith(ARTICLE):
        return not GLUED_LISTS.isdisjoint(STEMS.get(right, ()))
    is_hated = len(right) >= MIN_LEFT and right.startswith(ARTICLE)
    return is_hated and any("hating" in verb.names for verb in verbs(left))
