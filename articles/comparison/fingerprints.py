"""Fingerprints of a text, few enough to keep for a whole archive: copies share some of them.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every so many neighbouring shingles of
SHINGLE words the smallest hash is kept, so that two texts with enough equal words in a row
always share a fingerprint. Each line is a paragraph and is read by itself, so that a
paragraph has the same fingerprints alone as in its story.
"""

from itertools import accumulate, chain
from zlib import crc32

from articles.arabic import Remembered, fold

SHINGLE = 5
WINDOW = 12
GUARANTEED = SHINGLE + WINDOW - 1  # words in a row
_SIGN_BIT = 1
_ENCODED = Remembered(lambda printed: tuple(word + b" " for word in fold(printed).encode().split()))


def fingerprints(text: str, window: int = WINDOW) -> list[int]:
    """The fingerprints of `text`, sorted, each once: integers of 31 bits, not negative.

    About 2 / (window + 1) of the words; a wider window keeps fewer, and needs more equal words
    in a row (SHINGLE + window - 1). The same on every machine and in every process. A paragraph
    shorter than a shingle has none.
    """
    hashes = map(_hashes, text.splitlines())
    # What is smallest stays so without its last bit, which need not be taken off all of them.
    return sorted({kept >> _SIGN_BIT for line in hashes for kept in _winnowed(line, window)})


def _hashes(line: str) -> list[int]:
    words = list(chain.from_iterable(map(_ENCODED.__getitem__, line.split())))
    whole = b"".join(words)
    ends = list(accumulate(map(len, words)))
    spans = zip([0, *ends], ends[SHINGLE - 1 :], strict=False)
    return [crc32(whole[start : end - 1]) for start, end in spans]


def _winnowed(hashes: list[int], window: int) -> set[int]:
    """The smallest hash of every `window` neighbours, of all where there are fewer.

    The smallest is looked for anew only where the last one has left the window.
    """
    if not hashes:
        return set()
    smallest = min(hashes[:window])
    kept = {smallest}
    for at, value in enumerate(hashes[window:], window):
        if value <= smallest:
            smallest = value
        elif hashes[at - window] == smallest:
            smallest = min(hashes[at - window + 1 : at + 1])
        else:
            continue
        kept.add(smallest)
    return kept
