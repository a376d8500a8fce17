"""Whom a verb of speech is aimed at: «اتهم القائد | النظام بالتعطيل», «وناشدت | جميع الأطراف».

The one addressed stands behind the speaker without a sign between them. It is told by its case
where print shows it (ين after a verb is no subject), by a word that is addressed rather than
speaks («جميع», «المجتمع»), or as a body or a place named once the speaker's name is complete.
"""

import re
from pathlib import Path

from articles.arabic import fold, strip_marks
from articles.comparison.statements import WORDS, Statement
from articles.comparison.verbs import has_conjunction
from articles.comparison.word_forms import word_keys
from articles.comparison.words import sections
from articles.word_lists import entries

_NAMES = sections("speakers")
_THE = "ال"
_FEMININE = "ة"
# Sound plurals and duals in the accusative, with the article or a pronoun («مسافريها»).
_ACCUSATIVE = re.compile(
    "ال\\w{3,}ين|\\w{4,}ي(?:ها|هم|ه)",
)
_PLACES = frozenset(
    fold(line.split()[1]) for line in entries(str(Path(__file__).parent), "place_names.txt")
)


def begins_addressed(statement: Statement, index: int, at: int) -> bool:
    """Whether whom the verb at `index` addresses begins at the token `at`.

    Behind the verb itself only where the speaker may have been named before it.
    """
    if at == index + 1:
        goes_on = has_conjunction(statement.folded(index))
        return goes_on and is_addressed(statement, at)
    return is_addressed(statement, at) or _is_named_next(statement, at)


def is_addressed(statement: Statement, at: int) -> bool:
    """Whether a word is addressed by its form or its meaning, whatever stands before it."""
    folded = statement.folded(at)
    if folded in WORDS["addressed"]:
        return True
    is_title = any(key[1:] in _NAMES["person"] for key in word_keys(folded) if key[0] == "=")
    is_accusative = bool(_ACCUSATIVE.fullmatch(folded)) and folded not in _PLACES
    if strip_marks(statement.token(at).text).endswith(_FEMININE):
        return False
    return is_accusative and not is_title and not statement.is_one_of(at, "time")


def _is_named_next(statement: Statement, at: int) -> bool:
    """Whether a body or a place begins where the name before it is complete."""
    folded, before = statement.folded(at), statement.folded(at - 1)
    if not _is_complete(before) and not statement.is_one_of(at - 1, "time"):
        return False
    if folded in _PLACES:
        return True
    is_definite = folded.startswith(_THE) or statement.folded(at + 1).startswith(_THE)
    return is_definite and folded.removeprefix(_THE) in _NAMES["body"]


def _is_complete(folded: str) -> bool:
    return folded.startswith(_THE) or folded in _PLACES
