"""Who speaks: the words of a statement that name a person or body."""

import re

from articles.comparison.statements import POINTING, WORDS, Statement
from articles.comparison.verbs import has_conjunction
from articles.comparison.word_forms import word_keys
from articles.comparison.words import sections

_GOVERNOR = "والي"  # not و and إلى
_LONGEST_SUBJECT = 9  # words between «لكن» and the verb
LONGEST = 16  # words; a longer phrase has run past the name
_LONGEST_APPOSITION = 10
IN = frozenset(
    """
    في فى
    """.split()
)
_CONCERNS = frozenset(
    """
    يتعلق يخص يتصل
    """.split()
)
_OF = "من"
_THAT = "ان"
_LONGEST_MARKED_NAME = 4  # words
_AND = "و"
_AND_THE = "وال"
_THEN = "ف"
# What parts a dateline from its report: «طهران/ أكد», «بيروت - وكالات: أعلن».
_DATELINE = re.compile("/\\s|\\s[-–—\u0640]+\\s")
# A verb in the present that a statement begins with («ويستشهد بأرقام يقول إنها …»).
_AND_PRESENT = re.compile(
    "وي\\w{3,5}",
)
NOT = frozenset(
    """
    لم لن لا ليس ليست ما
    """.split()
)
AS_FOR = frozenset(
    """
    اما
    """.split()
)
TITLES = sections("speakers")["person"]
BODIES = sections("speakers")["body"]
_PARTS = frozenset(
    """
    عدد عددا كثير العديد واحد احد اثنان مجموعه بعض عشرات مءات الاف
    ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره
    """.split()
)
_TO = "ل"
_ARTICLE = "ال"


def find_speaker(
    statement: Statement, start: int, stop: int, *, with_apposition: bool = True
) -> tuple[int, int] | None:
    """The tokens, first and beyond the last, that name a speaker between `start` and `stop`.

    Leading times and circumstances are passed over («قال خلال مؤتمر صحفي، الوزير …»); the name
    ends at the next one, at a pause, or at a verb; one apposition after a comma belongs to it.
    """
    first = _skip_circumstances(statement, start, stop)
    if first >= stop:
        return None
    end = _end_of_name(statement, first, stop)
    if with_apposition and end < stop and statement.follows_comma(end):
        end = _end_of_apposition(statement, end, stop)
    return (first, end) if end - first <= LONGEST else None


def find_subject_before(statement: Statement, verb: int) -> tuple[int, int] | None:
    """The speaker named before a verb («قيادة الأركان أكدت أن»), if the statement begins so."""
    if is_topic(statement):
        return _topic(statement, verb)
    if has_conjunction(statement.folded(verb)) or statement.follows_colon(verb):
        return None
    dots = (index for index in range(verb, statement.first, -1) if statement.follows_dots(index))
    start = next(dots, statement.first)
    while start < verb and statement.is_one_of(start, "connective"):
        start += 1
    if statement.turns_at(start + 2):
        start += 2  # «غير أن مصدرا …»
    start = skip_opening(statement, start, verb)
    if _is_quoted_sentence(statement, start):
        return None
    if statement.folded(start).removeprefix(_AND) in NOT:
        return None
    if _AND_PRESENT.fullmatch(statement.folded(start)):
        return None
    if any(_DATELINE.search(statement.gap(at)) for at in range(start + 1, verb + 1)):
        return None
    speaker = find_speaker(statement, start, verb) if start < verb else None
    end = verb - (statement.folded(verb - 1) == _THAT)  # «سبق للوزير أن حذر»
    if speaker and _reaches(statement, speaker[1], end):
        return speaker
    return None


def _is_quoted_sentence(statement: Statement, start: int) -> bool:
    """Whether marked words at a token say something rather than name somebody."""
    passage = statement.marked_before(start)
    return passage is not None and statement.after(passage.closed) - start > _LONGEST_MARKED_NAME


def skip_opening(statement: Statement, start: int, stop: int) -> int:
    """Where a statement goes on after «وفي باريس،» or «وبعد ساعات،», which name nobody."""
    if start >= stop:
        return start
    folded = statement.folded(start)
    is_place = folded in IN or folded.removeprefix(_AND) in IN
    is_place |= folded in _CONCERNS  # «وفيما يتعلق بالأسعار،»
    is_preposition = statement.is_one_of(start, "prepositions")
    if is_place or is_preposition or _is_circumstance(statement, start, stop):
        return _after_comma(statement, start, stop)
    return start


def is_topic(statement: Statement) -> bool:
    """Whether a statement names its subject ahead («أما الوزير فقال»)."""
    return statement.folded(statement.first).removeprefix(_AND) in AS_FOR


def _topic(statement: Statement, verb: int) -> tuple[int, int] | None:
    """The words after «أما», up to the verb or other word that ف opens."""
    opened = (
        index
        for index in range(statement.first + 2, min(verb + 1, statement.stop))
        if statement.folded(index).startswith(_THEN) and not _is_title_word(statement, index)
    )
    end = next(opened, None)
    return end and find_speaker(statement, statement.first + 1, end)


def _is_title_word(statement: Statement, index: int) -> bool:
    return statement.folded(index) in TITLES


def find_subject_of_clause(statement: Statement, verb: int) -> tuple[int, int] | None:
    """The speaker named before a verb in a later clause («… لكن اللجنة قالت إنها …»)."""
    if statement.folded(verb - 1).startswith(_AND_THE) and verb - 1 > statement.first:
        return verb - 1, verb  # «… والسكان يؤكدون»
    for at in range(verb - 2, max(statement.first, verb - _LONGEST_SUBJECT), -1):
        if statement.is_one_of(at, "turn") or statement.turns_at(at + 1):
            speaker = find_speaker(statement, at + 1, verb)
            return speaker if speaker and _reaches(statement, speaker[1], verb) else None
        if statement.follows_pause(at + 1):
            return None
    return None


def _reaches(statement: Statement, end: int, verb: int) -> bool:
    """Whether only times, connectives or a circumstance stand between a name and its verb."""
    return (
        end == verb
        or all(
            statement.is_one_of(index, "time") or statement.is_one_of(index, "connective")
            for index in range(end, verb)
        )
        or statement.follows_comma(verb)
    )


def is_aside(statement: Statement, index: int) -> bool:
    """Whether a time, a circumstance or a word of saying begins at `index`."""
    return (
        statement.is_one_of(index, "time")
        or statement.is_one_of(index, "saying")
        or _is_circumstance(statement, index, statement.stop)
        or statement.folded(index) in IN
    )


def _skip_circumstances(statement: Statement, start: int, stop: int) -> int:
    index = start
    while index < stop:
        if statement.is_one_of(index, "time") or statement.is_one_of(index, "saying"):
            index += 1
        elif _is_circumstance(statement, index, stop):
            index = _after_comma(statement, index, stop)
        else:
            break
    return index


def _after_comma(statement: Statement, start: int, stop: int) -> int:
    return next((index for index in range(start + 1, stop) if statement.follows_comma(index)), stop)


def _is_circumstance(statement: Statement, index: int, stop: int) -> bool:
    folded = statement.folded(index)
    if statement.is_given_name(index) or _is_spelt_name(statement, index):
        return False
    if folded in WORDS["circumstance"]:
        return not (folded == _OF and statement.folded(index - 1) in _PARTS)
    if folded != _GOVERNOR and statement.is_one_of(index, "circumstance"):
        return True
    if folded in IN or folded[1:] in IN:
        return _is_occasion(statement, index + 1)
    return _addresses_medium(statement, index, stop)


def _is_spelt_name(statement: Statement, index: int) -> bool:
    """«بان كي مون», which is written like «بأن»."""
    return statement.folded(index) in WORDS["clause"] and not statement.is_clause(index)


def _is_occasion(statement: Statement, index: int) -> bool:
    return statement.is_one_of(index, "occasion") or statement.is_one_of(index, "time")


def _addresses_medium(statement: Statement, index: int, stop: int) -> bool:
    """«لوكالة رويترز», «للصحفيين», «لـ"الحياة"»."""
    folded = statement.folded(index)
    if folded == _TO:
        return True
    if not folded.startswith(_TO):
        return False
    media = WORDS["medium"]
    return folded[1:] in media or folded[2:] in media or _ARTICLE + folded[2:] in media


def _end_of_name(statement: Statement, first: int, stop: int) -> int:
    for index in range(first + 1, stop):
        if statement.follows_pause(index) or statement.is_one_of(index, "time"):
            return index
        if statement.folded(index) in POINTING:
            return index
        if opens_clause(statement, index) or _is_verb(statement, index):
            return index
        if _is_circumstance(statement, index, stop) and not _is_posted(statement, first, index):
            return index
    return stop


def _is_verb(statement: Statement, index: int) -> bool:
    """Whether a verb of saying stands at `index`, and no name in quotation marks («آفاد»)."""
    is_marked = statement.prose.marked_at(statement.token(index).start) is not None
    return not is_marked and statement.verb(index) is not None


def opens_clause(statement: Statement, index: int) -> bool:
    """Whether a word is «أن» or one like it, with or without و and ف."""
    is_bare = statement.folded(index) in WORDS["clause"]
    return statement.is_clause(index) if is_bare else statement.is_one_of(index, "clause")


def _is_posted(statement: Statement, first: int, index: int) -> bool:
    """Whether «إلى» or «لدى» says where an envoy is posted («المبعوث الأممي إلى سوريا»)."""
    if statement.folded(index) not in WORDS["posting"]:
        return False
    name = range(first, index)
    return any(key[1:] in WORDS["envoy"] for at in name for key in word_keys(statement.folded(at)))


def _end_of_apposition(statement: Statement, comma: int, stop: int) -> int:
    """Where a name ends that goes on after a comma («المتحدثة باسم المنظمة، صفاء …، أن»)."""
    if (
        statement.is_one_of(comma, "time")
        or _is_circumstance(statement, comma, stop)
        or statement.verb(comma)
        or statement.folded(comma) in IN
        or statement.is_one_of(comma, "connective")
        or statement.is_one_of(comma, "not before a verb")
        or statement.is_one_of(comma, "asked for")
    ):
        return comma
    end = _end_of_name(statement, comma, stop)
    return end if end - comma <= _LONGEST_APPOSITION else comma
