"""How long a text is for its readers. Pure Python."""

import re

# Silent reading of Arabic news text; see Brysbaert 2019, doi 10.1016/j.jml.2019.104047.
WORDS_PER_MINUTE = 181

_WORD = re.compile("[^\\W_][\\w\u0640\u064b-\u065f\u0670\u200c]*")


def count_words(text: str) -> int:
    """Words and numbers; marks, tatweel and joiners stay within their word."""
    return len(_WORD.findall(text))


def reading_minutes(words: int) -> int:
    """Whole minutes, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))
