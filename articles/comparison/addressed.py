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
_PLURAL = "ين"
_LONGEST_SINGULAR = 6  # letters of «الأمين»
_IN = frozenset(
    """
    في فى
    """.split()
)
# Sound plurals and duals in the accusative, with the article or a pronoun («مسافريها»).
_ACCUSATIVE = re.compile(
    "ال\\w{3,}ين|\\w{4,}ي(?:ها|هم|ه)",
)
PLACES = frozenset(
    fold(line.split()[1]) for line in entries(str(Path(__file__).parent), "place_names.txt")
)


def begins_addressed(statement: Statement, index: int, at: int) -> bool:
    """Whether whom the verb at `index` addresses begins at the token `at`.

    Behind the verb itself only where the speaker may have been named before it.
    """
    if at > index + 1:
        return is_addressed(statement, at) or _is_named_next(statement, at)
    if not has_conjunction(statement.folded(index)):
        return False
    return _is_accusative(statement, at) or (
        index > statement.first and statement.folded(at) in WORDS["addressed"]
    )


def is_addressed(statement: Statement, at: int) -> bool:
    """Whether a word is addressed by its form or its meaning, whatever stands before it."""
    return statement.folded(at) in WORDS["addressed"] or _is_accusative(statement, at)


def _is_accusative(statement: Statement, at: int) -> bool:
    folded = statement.folded(at)
    if not _ACCUSATIVE.fullmatch(folded) or folded in PLACES:
        return False
    if strip_marks(statement.token(at).text).endswith(_FEMININE):
        return False
    return not _is_title(folded) and not statement.is_one_of(at, "time")


def _is_title(folded: str) -> bool:
    if folded.endswith(_PLURAL) and len(folded) > _LONGEST_SINGULAR:
        return False  # «نصحت الأرصاد السائقين»: no subject ends so
    return any(key[1:] in _NAMES["person"] for key in word_keys(folded) if key[0] == "=")


def _is_named_next(statement: Statement, at: int) -> bool:
    """Whether a body or a place begins where the name before it is complete."""
    folded = statement.folded(at)
    is_body = folded.removeprefix(_THE) in _NAMES["body"]
    if is_body and folded.startswith(_THE) and _is_personal_name(statement, at):
        return True
    if not _ends_phrase(statement, at - 1):
        return False
    is_definite = folded.startswith(_THE) or statement.folded(at + 1).startswith(_THE)
    return folded in PLACES or (is_definite and is_body)


def _ends_phrase(statement: Statement, index: int) -> bool:
    """Whether a name is complete with a word, or a circumstance («في بيان»)."""
    if is_complete(statement.folded(index)) or statement.is_one_of(index, "time"):
        return True
    return statement.folded(index - 1) in _IN and statement.is_one_of(index, "occasion")


def _is_personal_name(statement: Statement, at: int) -> bool:
    """Whether two bare words, no title or body, stand before a token («أسامة سعد | الحكومة»)."""
    return all(
        statement.folded(before).isalpha()
        and not statement.folded(before).startswith(_THE)
        and not statement.token(before).is_stop
        and not _is_title(statement.folded(before))
        and statement.folded(before) not in _NAMES["body"]
        and statement.verb(before) is None
        for before in (at - 1, at - 2)
        if before >= statement.first
    )


def is_complete(folded: str) -> bool:
    return folded.startswith(_THE) or folded in PLACES
