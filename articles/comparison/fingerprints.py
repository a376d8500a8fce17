"""Fingerprints of a text, few enough to keep for a whole archive: copies share some of them.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every so many neighbouring shingles of
SHINGLE words the smallest hash is kept, so that two texts with enough equal words in a row
always share a fingerprint. Each line is a paragraph and is read by itself, so that a
paragraph has the same fingerprints alone as in its story.
"""

from itertools import accumulate
from zlib import crc32

from articles.arabic import Remembered, fold

SHINGLE = 5
WINDOW = 12
GUARANTEED = SHINGLE + WINDOW - 1  # words in a row
_SIGN_BIT = 1
_ENCODED = Remembered(lambda printed: tuple(fold(printed).encode().split()))


def fingerprints(text: str, window: int = WINDOW) -> list[int]:
    """The fingerprints of `text`, sorted, each once: integers of 31 bits, not negative.

    About 2 / (window + 1) of the words; a wider window keeps fewer, and needs more equal words
    in a row (SHINGLE + window - 1). The same on every machine and in every process. A paragraph
    shorter than a shingle has none.
    """
    hashes = map(_hashes, text.splitlines())
    return sorted({kept for line in hashes for kept in _winnowed(line, window)})


def _hashes(line: str) -> list[int]:
    words = [word for printed in line.split() for word in _ENCODED[printed]]
    whole = b" ".join(words)
    ends = list(accumulate(len(word) + 1 for word in words))
    spans = zip([0, *ends], ends[SHINGLE - 1 :], strict=False)
    return [crc32(whole[start : end - 1]) >> _SIGN_BIT for start, end in spans]


def _winnowed(hashes: list[int], window: int) -> set[int]:
    """The smallest hash of every `window` neighbours, of all where there are fewer.

    The smallest is looked for anew only where the last one has left the window.
    """
    if not hashes:
        return set()
    smallest = min(hashes[:window])
    kept = {smallest}
    for at in range(window, len(hashes)):
        if hashes[at] <= smallest:
            smallest = hashes[at]
        elif hashes[at - window] == smallest:
            smallest = min(hashes[at - window + 1 : at + 1])
        kept.add(smallest)
    return kept
