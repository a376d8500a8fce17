"""A provisional headline for a text that has none."""

import re

from articles import arabic
from articles.importing.words import entries, words

LONGEST = 90
SHORTEST_CLAUSE = 30
LOOKAHEAD = 20  # the longest word that a clause begins with

_SENTENCE_END = re.compile(r"(?<=[^\d.])[.!؟?](?=\s|$)|(?<=\.\.)\s")
_CLAUSE_END = re.compile(
    rf"[،,؛;:]|\s(?=(?:{'|'.join(entries('clause_starts'))})\s)|\s[-–—]\s|\s?\("
)
_UNFINISHED = words("unfinished")
_PAIRS = ("«»", "“”", "()", "[]", "‘’")
_LOOSE_ENDS = " ،,؛;:-–—…."


def provisional(text: str) -> str:
    """The first sentence of `text`, cut at a clause to at most 90 characters.

    Never ends inside a word, a quotation or brackets; without a clause in reach it ends after
    the last whole word that can end anything, with «…».
    """
    sentence = _first_sentence(text)
    if len(sentence) <= LONGEST and _is_balanced(sentence):
        return sentence
    within_reach = sentence[: LONGEST + LOOKAHEAD]
    for end in reversed([match.start() for match in _CLAUSE_END.finditer(within_reach)]):
        if SHORTEST_CLAUSE <= end <= LONGEST and _is_balanced(sentence[:end]):
            return sentence[:end].rstrip(_LOOSE_ENDS)
    return _whole_words(sentence)


def _first_sentence(text: str) -> str:
    end = _SENTENCE_END.search(text)
    return text[: end.start() if end else None].strip()


def _whole_words(sentence: str) -> str:
    kept = sentence[:LONGEST].split(" ")[:-1]
    while kept and not (_is_balanced(" ".join(kept)) and _can_end(kept[-1])):
        kept.pop()
    shortened = " ".join(kept).rstrip(_LOOSE_ENDS)
    return f"{shortened}…" if shortened else sentence[: LONGEST - 1] + "…"


def _can_end(word: str) -> bool:
    return arabic.fold(word).strip().removeprefix("و") not in _UNFINISHED


def _is_balanced(text: str) -> bool:
    pairs_match = all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS)
    return pairs_match and text.count('"') % 2 == 0
