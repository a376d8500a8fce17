"""People whom the story shows before it lets them speak: «وقف متقاعد يبكي. "…"، قال».

Their words come in the next statement, with a verb that names nobody.
"""

from articles.arabic import fold
from articles.comparison.frames import Frame, characters
from articles.comparison.prose import Span
from articles.comparison.speakers import IN, TITLES, find_speaker
from articles.comparison.statements import Statement

_NEAR = 10  # words from the beginning of the statement
_TANWIN = "ا"
_THE = "ال"
# Verbs that may begin somebody's speech; «وأضاف» goes on with the last speaker's.
_BEGINS = frozenset(fold(verb) for verb in ("قال", "روى", "استهل", "حكى", "همس", "تمتم"))


def introduced_person(statement: Statement) -> Span | None:
    """Whom a statement without speech shows: its first person without an article, if any."""
    for at in range(statement.first, min(statement.stop, statement.first + _NEAR)):
        if statement.folded(at) in TITLES and not _is_governed(statement, at):
            named = find_speaker(statement, at, statement.stop, with_apposition=False)
            if named is None:
                return None
            return characters(statement, (named[0], _before_object(statement, *named)))
    return None


def _before_object(statement: Statement, first: int, stop: int) -> int:
    """Where a name ends, at the latest before «مؤتمرا» in «رئيس الاتحاد مؤتمرا صحفيا»."""
    objects = (
        at
        for at in range(first + 1, stop)
        if statement.folded(at).endswith(_TANWIN) and statement.folded(at - 1).startswith(_THE)
    )
    return next(objects, stop)


def _is_governed(statement: Statement, at: int) -> bool:
    return statement.folded(at - 1) in IN or statement.is_one_of(at - 1, "prepositions")


def starts_anew(statement: Statement, frame: Frame) -> bool:
    """Whether an attribution that names nobody may be of the person shown last."""
    verb = statement.verb(statement.after(frame.verb.start))
    return verb is not None and fold(verb.lemma) in _BEGINS and not verb.is_participle
