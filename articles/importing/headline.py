"""A provisional headline for a text that has none."""

import re

LONGEST = 90
_SENTENCE_END = re.compile(r"(?<=[^\d.])[.!؟?](?=\s|$)|(?<=\.\.)\s")
_CLAUSE_END = re.compile(
    r"[،,؛;:]|\s(?=(?:وذلك|بعد|بعدما|حيث|فيما|بينما|مما|وفق|بحسب|إثر|اثر|خلال|بسبب|الذي|التي"
    r"|الذين|لكن|غير أن|كما|منذ|قبل|عقب)\s)|\s[-–—]\s|\s?\("
)
_PAIRS = ("«»", "“”", "()", "[]", "‘’")


def provisional(text: str) -> str:
    """The first sentence of `text`, cut at a clause to at most 90 characters.

    Never ends inside a word, a quotation or brackets; without a clause in reach it ends after
    the last whole word with «…».
    """
    sentence = _first_sentence(text)
    if len(sentence) <= LONGEST and _is_balanced(sentence):
        return sentence
    for end in reversed([match.start() for match in _CLAUSE_END.finditer(sentence)]):
        if LONGEST / 3 <= end <= LONGEST and _is_balanced(sentence[:end]):
            return sentence[:end].rstrip(" ،,؛;:-–—")
    return _whole_words(sentence)


def _first_sentence(text: str) -> str:
    end = _SENTENCE_END.search(text)
    return text[: end.start() if end else None].strip()


def _whole_words(sentence: str) -> str:
    words = sentence[:LONGEST].split(" ")[:-1]
    while words and not _is_balanced(" ".join(words)):
        words.pop()
    shortened = " ".join(words).rstrip(" ،,؛;:-–—")
    return f"{shortened}…" if shortened else sentence[: LONGEST - 1] + "…"


def _is_balanced(text: str) -> bool:
    pairs_match = all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS)
    return pairs_match and text.count('"') % 2 == 0
