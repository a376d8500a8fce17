"""An attribution as it is found in a statement, and what it is found with."""

from dataclasses import dataclass

from articles.comparison.prose import Span
from articles.comparison.statements import WORDS, Statement
from articles.comparison.word_forms import word_keys
from articles.comparison.words import sections

_AND = "و"
_AS = "كما"
_ONCE = "سبق"
_SPEAKERS = sections("speakers")["person"] | sections("speakers")["body"]
_LONGEST_ANTECEDENT = 8  # words of a name before «الذي»
# A pronoun that goes back to the noun which a verb describes.
_BACK = frozenset(
    """
    اليه اليها اليهم عنه عنها عنهم به بها بهم
    """.split()
)
_NOT = frozenset(
    """
    لم لن ليس ليست
    """.split()
)
_BEFORE = frozenset(
    """
    قبل بعد
    """.split()
)
_TO_DO = frozenset(
    """
    ان
    """.split()
)
_IMPERSONAL = frozenset(
    """
    يذكر ويذكر تبين وتبين فتبين يتبين ويتبين يظهر ويظهر تظهر
    """.split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Who is said to say what: characters of the text, but for `content_token`.

    The attribution begins at `start` and its last token stands before `content_token`. `speaker`
    is None when the statement does not name one again; `teller` passes the words on («نقلت وكالة
    … عن …»). Of `content`, the words said, an open frame has as much as the next frame leaves;
    `is_before` tells that it has all of the statement before this one; `rest` is what goes on
    behind an attribution between commas («قتل، وفق المرصد، 413 مدنيا»).
    """

    start: int
    content: Span
    content_token: int
    verb: Span
    speaker: Span | None
    teller: Span | None = None
    is_open: bool = True
    is_before: bool = False
    rest: Span | None = None


def characters(statement: Statement, indices: tuple[int, int]) -> Span:
    """Where some tokens, the first and the one beyond the last, stand in the text."""
    first, stop = indices
    return Span(statement.token(first).start, statement.token(stop - 1).end)


def _comes_before(statement: Statement, index: int) -> bool:
    """Whether what is said does follow, in marks: «قبل أن تضيف: "…"»."""
    is_before = statement.folded(index - 2) in _BEFORE and statement.folded(index - 1) in _TO_DO
    return is_before and bool(statement.marked_before(index + 1))


def _did_before(statement: Statement, index: int) -> bool:
    """«سبق أن حذر», «سبق للوزير أن حذر»."""
    if statement.folded(index - 1) not in _TO_DO:
        return False
    near = range(max(statement.first, index - _LONGEST_ANTECEDENT), index - 1)
    return any(statement.folded(at).lstrip("وف") == _ONCE for at in near)


def _is_denied(statement: Statement, index: int) -> bool:
    """Whether the statement begins by denying what it says («لم يكن أحد يتوقع أن …»)."""
    is_negative = statement.folded(statement.first).lstrip("وف") in _NOT
    between = range(statement.first + 1, index + 1)
    return is_negative and not any(statement.follows_pause(at) for at in between)


def is_in_relative(statement: Statement, index: int) -> bool:
    """Whether a verb stands behind «الذي» («موسكو، التي قال وزيرها»), which is no connective."""
    return statement.is_one_of(index - 1, "relative") and not statement.begins_clause(index)


def antecedent(statement: Statement, index: int) -> tuple[int, int] | None:
    """Who says it where a verb and its clause describe a person («الوزير الذي قال إن …»)."""
    if not is_in_relative(statement, index) or not statement.is_clause(index + 1):
        return None
    end = index - 1
    first = end
    while first > statement.first and not statement.follows_pause(first):
        first -= 1
    near = range(max(first, end - _LONGEST_ANTECEDENT), end)
    start = next((at for at in near if may_speak(statement.folded(at))), None)
    return None if start is None else (start, end)


def may_speak(folded: str) -> bool:
    return any(key[1:] in _SPEAKERS for key in word_keys(folded) if key[0] == "=")


def _has_subject(statement: Statement, index: int) -> bool:
    """Whether a title or a body follows a verb at once: it speaks, and not whom «الذي» means."""
    return may_speak(statement.folded(index + 1) or _AND)


def _goes_back(statement: Statement, index: int) -> bool:
    """Whether a verb describes a noun before it («إضراب دعا إليه الاتحاد»)."""
    return statement.folded(index + 1) in _BACK and not statement.begins_clause(index)


def _is_thrown_in(statement: Statement, index: int) -> bool:
    """Whether a verb stands alone between commas («، كما يقول،»)."""
    is_as = statement.folded(index - 1) == _AS and statement.follows_comma(index - 1)
    return is_as and statement.follows_comma(index + 1)


def described_source(
    statement: Statement, index: int, before: Frame | None
) -> tuple[int, int] | None:
    """The source that a verb goes on about: «بحسب المحافظ | الذي تحدث أيضا عن خطة»."""
    if before is None or before.is_open or before.speaker is None:
        return None
    stop = statement.after(before.speaker.end)
    if index - statement.is_one_of(index - 1, "relative") != stop or statement.follows_pause(index):
        return None
    return statement.after(before.speaker.start), stop


def reports_nothing(statement: Statement, index: int) -> bool:
    """Whether a reporting verb at `index` reports nothing: denied, wished, impersonal, relative."""
    if statement.is_one_of(index - 1, "not before a verb") and not _did_before(statement, index):
        return not _comes_before(statement, index)
    if is_in_relative(statement, index) and not _has_subject(statement, index):
        return antecedent(statement, index) is None
    if _goes_back(statement, index) or _is_thrown_in(statement, index):
        return True
    if _is_denied(statement, index):
        return True
    follows = statement.folded(index + 1) in WORDS["clause"]
    return statement.folded(index) in _IMPERSONAL and follows
