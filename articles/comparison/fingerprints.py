"""Fingerprints of a text, few enough to keep for a whole archive: copies share some of them.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every WINDOW neighbouring shingles of
SHINGLE words the smallest hash is kept, so that two texts with SHINGLE + WINDOW - 1 equal words
in a row always share a fingerprint. Each line is a paragraph and is read by itself, so that a
paragraph has the same fingerprints alone as in its story.
"""

from zlib import crc32

from articles.arabic import fold

SHINGLE = 5
WINDOW = 12
GUARANTEED = SHINGLE + WINDOW - 1  # words in a row
_SIGN_BIT = 1


def fingerprints(text: str) -> list[int]:
    """The fingerprints of `text`, sorted, each once: integers of 31 bits, not negative.

    The same on every machine and in every process. A paragraph shorter than a shingle has none.
    """
    return sorted({kept for line in text.splitlines() for kept in _winnowed(_hashes(line))})


def _hashes(line: str) -> list[int]:
    words = fold(line).split()
    return [
        crc32(" ".join(words[at : at + SHINGLE]).encode()) >> _SIGN_BIT
        for at in range(len(words) - SHINGLE + 1)
    ]


def _winnowed(hashes: list[int]) -> set[int]:
    windows = max(1, len(hashes) - WINDOW + 1) if hashes else 0
    return {min(hashes[at : at + WINDOW]) for at in range(windows)}
