"""Where, after a reporting verb, the speaker's name ends and what is said begins."""

import re
from dataclasses import dataclass

from articles.arabic import fold, strip_marks
from articles.comparison.addressed import begins_addressed, is_complete
from articles.comparison.marks import Marked
from articles.comparison.statements import POINTING, WORDS, Statement
from articles.comparison.verbs import Verb
from articles.comparison.word_forms import word_keys
from articles.comparison.words import sections

_SEARCHED = 40  # words from a verb to what is said; beyond it no clause belongs to the verb
_SEARCHED_AFTER_PARTICIPLE = 12
_NAME_WORDS = 4  # words in quotation marks that may be a name: صحيفة "القدس العربي"
_LONGEST_ASIDE = 16  # words between two commas
_LONGEST_NAME = 8  # words from «تنظيم» to «أن» in «رئيس هيئة تنظيم الاتصالات أن»
QUOTE = "نقل"
_FROM = "عن"
_WHAT = "ما"
_WITH_WHAT = "بما"
_TONGUE = "لسان"  # «أكدت الوزارة على لسان المتحدث أن»
_BLANKS_AND_MARKS = " \t\u00a0\"'“”«»″"
_WITH = "ب"
_WITH_THE = "بال"
_THE = "ال"
_IN_THE_NAME_OF = frozenset(
    """
    باسم
    """.split()
)
_IN = frozenset(
    """
    في فى
    """.split()
)
_FEMININE = "ة"
_SHORTEST_NOUN = 4  # letters of a noun with its preposition or pronoun
_VERB_PLURAL = "وا"
_TITLE_WORDS = 6  # words before a name among which its title stands
_NO_NOUN = ("time", "circumstance", "connective", "clause", "saying", "source", "occasion")
_PREFIXES = tuple(
    """
    و ف ب ل ك
    """.split()
)
_PRONOUNS = tuple(
    """
    ه ها هم
    """.split()
)
# Nouns of action by their shape (استفعال, انفعال, افتعال, إفعال, تفعيل), with or without a pronoun.
_ACTION = re.compile(
    "(?:است\\w{2,4}|ا\\w{1,3}ا\\w|ت\\w{2}ي\\w)(?:ه|ها|هم)?",
)
TITLES = sections("speakers")["person"]
BODIES = sections("speakers")["body"]
_TALK = "الحديث"


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a verb's speaker ends (a token) and what is said begins (a token, a character).

    `is_noun` tells that it is a noun, not a clause or words in quotation marks.
    """

    name_stop: int
    token: int
    start: int
    is_noun: bool = False


def find_boundary(
    statement: Statement, index: int, verb: Verb, *, has_subject: bool = False
) -> Boundary | None:
    """Where what is said begins after the verb at `index`."""
    if verb.before_clause:
        return _clause_behind(statement, index, verb.before_clause)
    if verb.is_participle and _takes_at_once(statement, index, verb):
        return boundary_after(statement, index)
    if verb.needed and statement.folded(index + 1) == verb.needed:
        return boundary_after(statement, index)  # «وحمّلها مسؤولية ما جرى»
    return _search(statement, index, verb, has_subject)


def _search(statement: Statement, index: int, verb: Verb, has_subject: bool) -> Boundary | None:
    """Where what is said begins, word by word behind the verb."""
    searched = _SEARCHED_AFTER_PARTICIPLE if verb.is_participle else _SEARCHED
    name_stop = 0
    at = index + 1
    while at < min(statement.stop, index + searched):
        if passage := statement.marked_before(at):
            if not _is_name(statement, passage, index, at, verb):
                return Boundary(name_stop or at, at, passage.start)
            at = statement.after(passage.closed)
            continue
        if statement.follows_colon(at) or (at == index + 1 and statement.follows_dots(at)):
            return Boundary(name_stop or at, at, statement.token(at).start)
        if closing := _end_of_aside(statement, at, index):
            name_stop = name_stop or at
            if noun := _noun_behind_aside(statement, closing, verb):
                return Boundary(name_stop, noun, start_of_words(statement, noun), is_noun=True)
            at = closing
        if statement.is_clause(at):
            return _clause(statement, at, name_stop) if _takes_clause(verb) else None
        if _begins_object(statement, index, at, verb):
            return Boundary(name_stop or at, at, start_of_words(statement, at), is_noun=True)
        if _ends_name(statement, index, at, verb):
            name_stop = name_stop or at
        elif statement.verb(at) and statement.begins_clause(at):
            return None
        elif has_subject and at == index + 1 and _follows_at_once(statement, at, verb):
            return boundary_after(statement, index)
        elif noun := _noun_said(statement, index, at, verb, is_named=has_subject or at > index + 1):
            return Boundary(name_stop or at, noun, start_of_words(statement, noun), is_noun=True)
        at += 1
    return None


def _begins_object(statement: Statement, index: int, at: int, verb: Verb) -> bool:
    """Whether whom or what the words are about begins («اتهم القائد | النظام بالتعطيل»)."""
    if verb.takes_object and begins_addressed(statement, index, at):
        return True
    return "" in verb.complements and _is_what(statement, index, at)


def _ends_name(statement: Statement, index: int, at: int, verb: Verb) -> bool:
    """Whether a speaker's name ends before a word that is no part of what is said either."""
    if statement.is_one_of(at, "saying") or _is_what(statement, index, at):
        return True
    if statement.folded(at) in WORDS["deed"] and statement.is_clause(at + 1):
        return True  # «جدد الوزير التأكيد أن …»
    is_told = at > index + 1 and fold(verb.lemma) in WORDS["told"]
    return is_told and begins_addressed(statement, index, at)  # «أبلغت موسكو واشنطن أن»


def _takes_clause(verb: Verb) -> bool:
    return "" in verb.complements or not verb.takes_claim


def _takes_at_once(statement: Statement, index: int, verb: Verb) -> bool:
    """Whether a participle's object follows it, as its subject never does («متوقعا استئناف …»)."""
    at = index + 1
    if "" not in verb.complements or at >= statement.stop or statement.follows_pause(at):
        return False
    if statement.folded(at) in verb.complements or statement.is_clause(at):
        return False
    if statement.folded(at) in _IN or statement.marked_before(at):
        return False
    return not any(statement.is_one_of(at, section) for section in (*_NO_NOUN, "prepositions"))


def _end_of_aside(statement: Statement, at: int, index: int) -> int | None:
    """The token behind «، في بيان نشره على صفحته،», where a name goes over into what is said."""
    if not statement.follows_comma(at) or not _opens_aside(statement, at):
        return None
    for later in range(at + 1, min(statement.stop, at + _LONGEST_ASIDE)):
        if statement.follows_comma(later):
            return later
        if statement.is_clause(later) or statement.follows_colon(later):
            return None
    return None


def _opens_aside(statement: Statement, at: int) -> bool:
    if statement.is_one_of(at, "source"):
        return False  # «، نقلا عن مصدر ميداني،»
    return statement.folded(at) in _IN or statement.is_one_of(at, "circumstance")


def _noun_behind_aside(statement: Statement, at: int, verb: Verb) -> int | None:
    """What is said behind an aside: a clause, or what the verb takes as its noun."""
    if statement.is_clause(at) or statement.marked_before(at):
        return None
    if statement.is_one_of(at, "saying") or verb.lemma == QUOTE:
        return None
    is_aside = _opens_aside(statement, at) or statement.is_one_of(at, "prepositions")
    if "" in verb.complements and not is_aside and not statement.verb(at):
        return at
    return None


def _clause_behind(statement: Statement, index: int, preposition: str) -> Boundary | None:
    """Where a clause follows a preposition at once («ذهب الوزير إلى أن …»)."""
    for at in range(index + 1, min(statement.stop, index + _SEARCHED)):
        if statement.is_clause(at):
            is_said = statement.folded(at - 1) == preposition
            return _clause(statement, at, at - 1) if is_said else None
        if statement.verb(at) and statement.begins_clause(at):
            return None
    return None


def _is_what(statement: Statement, index: int, at: int) -> bool:
    """Whether a name ends before what it speaks of («وصف التلفزيون ما جرى بأنه …»)."""
    is_later = at > index + 1 and not statement.follows_comma(at)
    return is_later and statement.folded(at) == _WHAT


def _clause(statement: Statement, at: int, name_stop: int) -> Boundary | None:
    if at + 1 >= statement.stop or statement.folded(at - 1) in WORDS["not said"]:
        return None
    return Boundary(name_stop or at, at + 1, start_of_words(statement, at + 1))


def start_of_words(statement: Statement, at: int) -> int:
    """Where words that begin with a token begin, its quotation mark left out."""
    passage = statement.marked_before(at)
    return passage.start if passage else statement.token(at).start


def _is_name(statement: Statement, passage: Marked, index: int, at: int, verb: Verb) -> bool:
    """Whether a passage in marks names somebody: it is short, and what is said comes later."""
    after = statement.after(passage.closed)
    before = statement.folded(at - 1)
    goes_on = after < statement.stop and not statement.gap(after).strip(_BLANKS_AND_MARKS)
    if verb.takes_object and at > index + 1 and not statement.is_one_of(at - 1, "publication"):
        return False  # «اتهم التلفزيون "المجموعات المسلحة" بالوقوف وراءه»
    if (
        after - at <= _LONGEST_NAME
        and goes_on
        and _noun_said(statement, index, after, verb, is_named=True)
    ):
        return True  # «اعترفت "كتائب …" بمقتل أربعة»
    if after - at > _NAME_WORDS:
        return False
    if statement.is_one_of(at - 1, "publication") or (verb.lemma == QUOTE and before == _FROM):
        return True
    if before in verb.complements or _is_deed(statement.folded(at)):
        return False
    if "" in verb.complements and at > index + 1 and _is_thing_said(statement, at):
        return False  # «دان الوزراء «الجرائم الوحشية» في حلب»
    return (goes_on and at > index + 1) or _is_followed_by_words(statement, after)


def _is_thing_said(statement: Statement, at: int) -> bool:
    """Whether marked words are a noun with its article behind a name that is complete."""
    is_noun = statement.folded(at).startswith(_THE) and not _is_title(statement.folded(at))
    return is_noun and is_complete(statement.folded(at - 1))


def _is_followed_by_words(statement: Statement, after: int) -> bool:
    """Whether something that is said begins soon after a token."""
    for later in range(after, min(statement.stop, after + _SEARCHED_AFTER_PARTICIPLE)):
        if statement.folded(later) in WORDS["clause"] or statement.follows_colon(later):
            return True
        if statement.marked_before(later) or _is_deed(statement.folded(later)):
            return True
        if statement.verb(later):
            return False
    return False


def _follows_at_once(statement: Statement, at: int, verb: Verb) -> bool:
    """Whether the thing said stands where the subject would, had it not come first."""
    is_aside = statement.folded(at) in _IN or any(
        statement.is_one_of(at, section) for section in (*_NO_NOUN, "prepositions")
    )
    is_joined = statement.follows_comma(at) or statement.folded(at) in verb.complements
    takes_noun = "" in verb.complements and verb.lemma != QUOTE
    return takes_noun and not is_aside and not is_joined


def _noun_said(
    statement: Statement, index: int, at: int, verb: Verb, *, is_named: bool
) -> int | None:
    """The token with which the thing said begins, if it begins at `at` as a noun."""
    folded = statement.folded(at)
    if statement.is_one_of(at - 1, "source"):
        return None  # «نقلا عن»
    if statement.is_one_of(at - 1, "asked for"):
        return None  # «، طلب عدم نشر اسمه،»
    if folded in _IN_THE_NAME_OF or statement.is_given_name(at):
        return None
    if folded in verb.complements:
        if _is_cut_off(statement, index, at) or statement.folded(at + 1) == _TONGUE:
            return None
        is_clause = statement.folded(at + 1) in WORDS["clause"]
        return at + 1 if at + 1 < statement.stop and not is_clause else None
    if _WITH in verb.complements and folded.startswith(_WITH) and folded not in WORDS["clause"]:
        is_noun = is_named or folded.startswith(_WITH_THE) or _is_deed(folded[1:])
        is_noun &= folded not in BODIES  # «رئيس | بعثة المراقبة»
        is_long = len(folded) >= _SHORTEST_NOUN or folded == _WITH_WHAT
        is_manner = folded in WORDS["circumstance"]  # «أقر المجلس القانون بالإجماع»
        return at if is_noun and is_long and not is_manner else None
    if verb.takes_utterance and is_named and _is_utterance(statement, index, at):
        is_talk = folded == _TALK and statement.folded(at + 1) == _FROM
        return at + 2 if is_talk and at + 2 < statement.stop else at
    if verb.takes_claim and is_named and _is_claim(statement, at):
        return at
    if verb.takes_action and folded.startswith(_WITH):
        bare = folded[1:].removeprefix(_THE)
        return at if _is_action(folded[1:]) or _is_deed(bare) else None
    if "" not in verb.complements:
        return None
    may_be_any = not verb.is_participle and verb.lemma != QUOTE
    is_noun = _is_deed(folded) or (may_be_any and _is_new_noun(statement, at))
    return at if is_noun and _begins_noun_said(statement, at) else None


def _is_utterance(statement: Statement, index: int, at: int) -> bool:
    """«نداء» behind a name, unless it is told next what it says («نداء قال فيه»)."""
    follows_name = not statement.folded(index + 1).startswith(_THE) or is_complete(
        statement.folded(at - 1)
    )
    follows_name &= not statement.is_one_of(at - 1, "circumstance")
    is_word = statement.folded(at) in WORDS["utterance"]
    return is_word and follows_name and statement.verb(at + 1) is None


def _is_claim(statement: Statement, at: int) -> bool:
    """«الاتهامات», «هذه الرواية», but not «التعليق على الأنباء»."""
    if any(statement.is_one_of(at - 1, words) for words in ("prepositions", "circumstance")):
        return False
    is_pointed_at = statement.folded(at) in POINTING
    claim = statement.folded(at + is_pointed_at)
    if claim == _TALK:
        return statement.folded(at + 1) == _FROM  # «رفض الحديث عن إهمال»
    return claim in WORDS["claim"]


def _is_cut_off(statement: Statement, index: int, at: int) -> bool:
    """Whether a comma that nothing closes parts a preposition from the verb («يتحدث، انقطع عن»)."""
    commas = [word for word in range(index + 1, at + 1) if statement.follows_comma(word)]
    return len(commas) % 2 == 1 and commas[-1] != at


def _is_new_noun(statement: Statement, at: int) -> bool:
    """Whether a noun cannot belong to the name before it («أعلن الجيش السوري تمكنه من …»)."""
    folded, before = statement.folded(at), statement.folded(at - 1)
    ends = is_complete(before) or statement.is_one_of(at - 1, "time")
    if not ends or len(folded) < _SHORTEST_NOUN or not _is_bare_noun(statement, at):
        return False
    printed = strip_marks(statement.token(at).text)
    if printed.endswith(_PRONOUNS):
        return True
    if printed.endswith(_FEMININE) and _has_genitive(statement, at):
        return True
    return not _names_person(statement, at)


def _has_genitive(statement: Statement, at: int) -> bool:
    """Whether a noun in ة goes on with one in the genitive («حالة الطوارئ»), as few names do."""
    return statement.folded(at + 1).startswith(_THE) and not statement.follows_pause(at + 1)


def _is_bare_noun(statement: Statement, at: int) -> bool:
    token = statement.token(at)
    if token.is_stop or not token.folded.isalpha() or token.folded.isascii():
        return False
    if token.folded.startswith((_THE, *_PREFIXES)) or token.folded.endswith(_VERB_PLURAL):
        return False
    if statement.verb(at) or _is_title(token.folded):
        return False
    return not any(statement.is_one_of(at, section) for section in _NO_NOUN)


def _names_person(statement: Statement, at: int) -> bool:
    """Whether a title stands shortly before, so that a name may follow («الوزير السوري وليد»)."""
    near = range(max(statement.first, at - _TITLE_WORDS), at)
    return any(_is_title(statement.folded(word)) for word in near)


def _is_title(folded: str) -> bool:
    return any(key[1:] in TITLES for key in word_keys(folded))


def _begins_noun_said(statement: Statement, at: int) -> bool:
    """Whether a thing said begins, rather than a circumstance or a body's name goes on."""
    if statement.is_one_of(at - 1, "circumstance"):
        return False
    for later in range(at + 1, min(statement.stop, at + _LONGEST_NAME)):
        if statement.follows_pause(later) or statement.verb(later):
            return True
        if statement.folded(later) in WORDS["clause"]:
            return False
    return True


def _is_action(folded: str) -> bool:
    return _is_deed(folded) or bool(_ACTION.fullmatch(folded))


def _is_deed(folded: str) -> bool:
    if folded.startswith(_THE):
        return folded in WORDS["deed"]
    return any(key[1:] in WORDS["deed"] for key in word_keys(folded) if key[0] == "=")


def boundary_after(statement: Statement, index: int) -> Boundary | None:
    """The boundary when what is said follows the verb at once."""
    if index + 1 >= statement.stop:
        return None
    return Boundary(index + 1, index + 1, start_of_words(statement, index + 1), is_noun=True)
