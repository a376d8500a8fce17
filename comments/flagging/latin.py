"""Arabic abuse written with Latin letters and digits («7aywan», «kos omak»)."""

import re
from functools import lru_cache
from pathlib import Path

from comments.flagging.findings import Span
from comments.flagging.reading import LIMIT, Comment

WORD = re.compile(r"[a-z0-9']{2,30}", re.IGNORECASE)
# Digits stand for letters that Latin has not, «q» and «k» for one another.
LETTERS = str.maketrans(
    {"5": "kh", "7": "h", "3": "a", "9": "k", "2": "a", "6": "t", "8": "gh", "'": "", "q": "k"}
)
VOWELS = re.compile(r"[aeiouy]+")
DOUBLED = re.compile(r"(.)\1+")
# With fewer consonants, other vowels make other words, in English and French too.
MIN_CONSONANTS = 5


def romanised(comment: Comment) -> list[Span]:
    """Return the entries of `latin.txt`, in any of their usual spellings."""
    words = list(WORD.finditer(comment.text[:LIMIT]))
    spans = []
    i = 0
    while i < len(words):
        size = _size_of_entry(words, i)
        if size:
            start, end = words[i].start(), words[i + size - 1].end()
            spans.append(Span(start, end, comment.text[start:end]))
        i += size or 1
    return spans


def _size_of_entry(words: list[re.Match], i: int) -> int:
    """Return how many words the longest entry at `i` has, or 0."""
    for size in range(min(LONGEST, len(words) - i), 0, -1):
        if " ".join(levelled(word.group()) for word in words[i : i + size]) in ENTRIES:
            return size
    return 0


@lru_cache(maxsize=10_000)
def levelled(word: str) -> str:
    """Return what the spellings of a word share: of a long one not even the vowels."""
    word = DOUBLED.sub(r"\1", word.lower())
    skeleton = VOWELS.sub("a", word.translate(LETTERS))
    is_long = len(skeleton) - skeleton.count("a") >= MIN_CONSONANTS
    return DOUBLED.sub(r"\1", skeleton) if is_long else word


def _entries() -> frozenset[str]:
    lines = Path(__file__).with_name("latin.txt").read_text("utf-8").splitlines()
    entries = [line for line in lines if not line.startswith("#")]
    return frozenset(" ".join(map(levelled, entry.split())) for entry in entries)


ENTRIES = _entries()
LONGEST = max(entry.count(" ") + 1 for entry in ENTRIES)
