"""Reporting verbs in all their forms: which word says that somebody says something."""

from dataclasses import dataclass, replace
from functools import cache

from articles.arabic import fold
from articles.comparison.words import FOLDER

ABSENT = "-"
BARE_NOUN = "اسم"
OBJECT = "مفعول"
ACTION = "بفعل"
CLAIM = "دعوى"
UTTERANCE = "كلام"
NEEDED = "!"
BEFORE_CLAUSE = "+"
_AND = frozenset("وف")
_SO_THAT = tuple(
    """
    لي لت
    """.split()
)
_DEFECTIVE = frozenset("اي")  # as folded: دعا, نفى
_PAST_ENDINGS = tuple(
    """
    ت وا ا تا ن
    """.split()
)
_PRESENT_PREFIXES = tuple(
    """
    ي ت
    """.split()
)
_PRESENT_ENDINGS = tuple(
    """
    ون ان
    """.split()
)
# Whom a verb is aimed at («تتهمها واشنطن بخرق الهدنة»); ه would be ة as well («حملة»).
_PRONOUNS = tuple(
    """
    ها هم هما نا
    """.split()
)
_HEARERS = tuple(
    """
    ها هم ه
    """.split()
)
_SAY = "قال"
_AIMED_AT_PRONOUN = {"takes_object": False, "complements": frozenset({"ب", "الي", "علي"})}
_PARTICIPLE_ENDINGS = tuple(
    """
    ا ه ين
    """.split()
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb: its past as printed, and how a noun may follow («» for none at all).

    `complements` holds folded prepositions, and "" where the noun needs none; `takes_object`
    where it is whom or what the verb is about («اتهم الحزبين بالتزوير»), `takes_action` where ب
    may stand before a noun of action, `takes_claim` where only others' words may follow,
    `takes_utterance` where a word for speech may («وجه الوزير نداء»). Without the word
    `needed` it does not report, nor where `before_clause` is a preposition and the clause does
    not follow it at once.
    """

    lemma: str
    complements: frozenset[str]
    takes_object: bool = False
    takes_action: bool = False
    takes_claim: bool = False
    takes_utterance: bool = False
    needed: str = ""
    before_clause: str = ""
    is_participle: bool = False


def verb_of(folded: str) -> Verb | None:
    """The reporting verb that a folded word is a form of, with or without و, ف and «عاد ليؤكد»."""
    forms = _forms()
    if verb := forms.get(folded):
        return verb
    is_prefixed = folded[0] in _AND or folded.startswith(_SO_THAT)
    return forms.get(folded[1:]) if is_prefixed else None


def verb_to_somebody(folded: str, answers: frozenset[str]) -> Verb | None:
    """The verb in «فأجابه», «قاطعته», if a pronoun hangs on it; `answers` speak only so."""
    for pronoun in _HEARERS:
        bare = folded.removesuffix(pronoun)
        if bare != folded and len(bare) > 1:
            known = verb_of(bare)
            if known or bare.lstrip("وف") in answers:
                return known or verb_of(_SAY)
    return None


def has_conjunction(folded: str) -> bool:
    """Whether a form of a verb begins with و or ف («وقال»)."""
    return folded[0] in _AND and folded not in _forms()


@cache
def _forms() -> dict[str, Verb]:
    forms: dict[str, Verb] = {}
    lines = (FOLDER / "reporting_verbs.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            _add_forms(forms, *line.split())
    return forms


def _add_forms(forms: dict[str, Verb], past: str, present: str, participle: str, nouns: str):
    lemma = next(form for form in (past, present, participle) if form != ABSENT)
    verb = _verb(lemma, nouns.split("،"))
    for form in (*_past(fold(past)), *_present(fold(present))):
        forms.setdefault(form, verb)
        for pronoun in _PRONOUNS if verb.takes_object else ():
            forms.setdefault(form + pronoun, replace(verb, **_AIMED_AT_PRONOUN))
    for ending in _PARTICIPLE_ENDINGS if participle != ABSENT else ():
        forms.setdefault(fold(participle) + ending, replace(verb, is_participle=True))


def _verb(lemma: str, nouns: list[str]) -> Verb:
    needed, before_clause = _marked(nouns, NEEDED), _marked(nouns, BEFORE_CLAUSE)
    prepositions = {noun.rstrip(NEEDED) for noun in nouns} - {ABSENT, ACTION, CLAIM, UTTERANCE}
    complements = {
        "" if noun in (BARE_NOUN, OBJECT) else fold(noun)
        for noun in prepositions
        if not noun.endswith(BEFORE_CLAUSE)
    }
    return Verb(
        lemma,
        frozenset(complements),
        takes_object=OBJECT in nouns,
        takes_action=ACTION in nouns,
        takes_claim=CLAIM in nouns,
        takes_utterance=UTTERANCE in nouns,
        needed=needed,
        before_clause=before_clause,
    )


def _marked(nouns: list[str], mark: str) -> str:
    """The folded word that carries a mark, "" where none does."""
    return fold(next((noun.removesuffix(mark) for noun in nouns if noun.endswith(mark)), ""))


def _past(folded: str):
    if not folded.strip():
        return
    yield folded
    stem = folded[:-1] if folded[-1] in _DEFECTIVE else folded
    for ending in _PAST_ENDINGS:
        yield stem + ending


def _present(folded: str):
    if not folded.strip():
        return
    for prefix in _PRESENT_PREFIXES:
        yield prefix + folded[1:]
        for ending in _PRESENT_ENDINGS:
            yield prefix + folded[1:] + ending
