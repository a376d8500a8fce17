"""Fingerprints of a text, few enough to keep for a whole archive: copies share some of them.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every so many neighbouring shingles of
SHINGLE words the smallest hash is kept, so that two texts with enough equal words in a row
always share a fingerprint. Each line is a paragraph and is read by itself, so that a
paragraph has the same fingerprints alone as in its story.
"""

from zlib import crc32

from articles.arabic import fold

SHINGLE = 5
WINDOW = 12
GUARANTEED = SHINGLE + WINDOW - 1  # words in a row
_SIGN_BIT = 1


def fingerprints(text: str, window: int = WINDOW) -> list[int]:
    """The fingerprints of `text`, sorted, each once: integers of 31 bits, not negative.

    About 2 / (window + 1) of the words; a wider window keeps fewer, and needs more equal words
    in a row (SHINGLE + window - 1). The same on every machine and in every process. A paragraph
    shorter than a shingle has none.
    """
    hashes = map(_hashes, text.splitlines())
    return sorted({kept for line in hashes for kept in _winnowed(line, window)})


def _hashes(line: str) -> list[int]:
    words = fold(line).split()
    return [
        crc32(" ".join(words[at : at + SHINGLE]).encode()) >> _SIGN_BIT
        for at in range(len(words) - SHINGLE + 1)
    ]


def _winnowed(hashes: list[int], window: int) -> set[int]:
    windows = max(1, len(hashes) - window + 1) if hashes else 0
    return {min(hashes[at : at + window]) for at in range(windows)}
