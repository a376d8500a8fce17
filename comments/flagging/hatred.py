"""Hatred said outright, people shut out, and the wish for a hard hand over them."""

from comments.flagging.context import (
    after,
    before,
    has_cue,
    is_denied,
    verbs_where,
    words_with,
)
from comments.flagging.reading import Comment, Hit, Word
from comments.flagging.verbs import Verb

TARGET_REACH = 2
DEMAND_REACH = 3
ANIMALS = frozenset(("beast", "vermin", "animal"))
FEMININE = "ه"
YOU_OR_THEM = tuple(
    """
    هم
    كم
    كن
    """.split()
)
PEOPLE_ENDINGS = tuple(
    """
    ين
    ون
    ات
    """.split()
)
# «بكره» is «I hate» in the Levant and Egypt, and «tomorrow» everywhere.
TOMORROW = frozenset(
    """
    بكره
    وبكره
    """.split()
)


def hated(comment: Comment) -> list[Hit]:
    """«أكره …», «نحتقركم», «لا أطيق …»: hatred in the first person of what can be people."""
    hating = verbs_where(comment, _is_hating)
    return [hit for hit in hating if not is_denied(comment, hit.first)] + _unbearable(comment)


def shut_out(comment: Comment) -> list[Hit]:
    """«اطردوا …», «يجب ترحيلهم»."""
    hits = verbs_where(comment, _is_expulsion)
    return [hit for hit in hits if not is_denied(comment, hit.first)]


def ruled_hard(comment: Comment) -> list[Hit]:
    """«يبيلهم … ثاني»: they need another of somebody, named without an article."""
    return [
        Hit(i, i + 2)
        for i in words_with(comment, "needing")
        if _is_another(comment, after(comment, i, 2)) and not is_denied(comment, i, 1)
    ]


def _is_another(comment: Comment, places: range) -> bool:
    if len(places) < 2:
        return False
    who, again = (comment.words[k] for k in places)
    is_known = who.is_stop or who.is_definite or who.topics or who.cues
    is_name = not is_known and not who.folded.endswith(FEMININE)
    return is_name and "again" in again.cues


def _is_hating(comment: Comment, i: int, verb: Verb) -> bool:
    if "hating" not in verb.names or not (verb.is_first_person or verb.is_spoken_present):
        return False
    if comment.words[i].folded in TOMORROW:
        return any("people" in comment.words[k].topics for k in after(comment, i, TARGET_REACH))
    return verb.ending.endswith(YOU_OR_THEM) or _has_people(comment, i)


def _has_people(comment: Comment, i: int) -> bool:
    return any(_can_be_people(comment.words[k]) for k in after(comment, i, TARGET_REACH))


def _can_be_people(word: Word) -> bool:
    if not word.topics.isdisjoint(("things", "nature")) or not ANIMALS.isdisjoint(word.labels):
        return False
    return word.is_definite or "people" in word.topics or "pronoun" in word.cues


def _unbearable(comment: Comment) -> list[Hit]:
    """«لا أطيق …», «ما أتحملهم»: bearing is hatred only when denied."""
    return [
        Hit(i - 1, i)
        for i in words_with(comment, "bearing")
        if has_cue(comment, before(comment, i, 1), "negation")
        and (comment.words[i].folded.endswith(YOU_OR_THEM) or _has_people(comment, i))
    ]


def _is_expulsion(comment: Comment, i: int, verb: Verb) -> bool:
    if "expelling" not in verb.names:
        return False
    if verb.is_plural_command:
        return verb.has_target or _has_many_people(comment, i)
    is_demanded = has_cue(comment, before(comment, i, DEMAND_REACH), "obligation")
    return is_demanded and (verb.ending in YOU_OR_THEM or _has_many_people(comment, i))


def _has_many_people(comment: Comment, i: int) -> bool:
    """People in the plural: an ambassador may be expelled without anybody being hated."""
    words = [comment.words[k] for k in after(comment, i, TARGET_REACH)]
    return any("all" in word.cues or _are_people(word) for word in words)


def _are_people(word: Word) -> bool:
    return _can_be_people(word) and word.folded.endswith(PEOPLE_ENDINGS)
