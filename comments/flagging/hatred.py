"""Hatred said outright, people shut out, and the wish for a hard hand over them."""

from comments.flagging.context import (
    after,
    before,
    has_cue,
    is_denied,
    verbs_where,
    words_with,
)
from comments.flagging.reading import Comment, Hit
from comments.flagging.subject import are_people, can_be_people, subject_of
from comments.flagging.verbs import Verb

TARGET_REACH = 2
DEMAND_REACH = 3
FEELING_REACH = 5
# «أكره الناس الذين …»: who is hated for what they do is no group.
RELATIVE_REACH = 3
FEMININE = "ه"
YOU_OR_THEM = tuple(
    """
    هم
    كم
    كن
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
    spoken = [hit for hit in hating if not is_denied(comment, hit.first)]
    return spoken + _felt(comment) + _unbearable(comment)


def derogated(comment: Comment) -> list[Hit]:
    """«… أشرار», «… كسالى»: what is said of a whole group in a plural that only persons have."""
    return [hit for hit in comment.hits.get("derogatory", ()) if _is_derogation(comment, hit.first)]


def _is_derogation(comment: Comment, i: int) -> bool:
    if comment.words[i].is_definite:
        return False
    k = subject_of(comment, i)
    return k is not None and can_be_people(comment.words[k]) and not is_denied(comment, i)


def _felt(comment: Comment) -> list[Hit]:
    """«أشعر بالقرف من …», «لا أكن لهم سوى الاحتقار»."""
    return [
        Hit(i, i)
        for i in words_with(comment, "disgust")
        if has_cue(comment, _near(comment, i), "feeling") and _is_felt_for_people(comment, i)
    ]


def _near(comment: Comment, i: int) -> list[int]:
    return [*before(comment, i, FEELING_REACH), *after(comment, i, FEELING_REACH)]


def _is_felt_for_people(comment: Comment, i: int) -> bool:
    words = [comment.words[k] for k in _near(comment, i)]
    is_thing = any("things" in word.topics for word in words)
    return not is_thing and any(can_be_people(w) and "disgust" not in w.cues for w in words)


def shut_out(comment: Comment) -> list[Hit]:
    """«اطردوا …», «يجب ترحيلهم», «لا نريد … بيننا»."""
    hits = verbs_where(comment, _is_expulsion) + _expulsions(comment)
    return [hit for hit in hits if not is_denied(comment, hit.first)] + _unwanted(comment)


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
    if has_cue(comment, after(comment, i, RELATIVE_REACH), "who"):
        return False
    return verb.ending.endswith(YOU_OR_THEM) or _has_people(comment, i)


def _has_people(comment: Comment, i: int) -> bool:
    return any(can_be_people(comment.words[k]) for k in after(comment, i, TARGET_REACH))


def _unbearable(comment: Comment) -> list[Hit]:
    """«لا أطيق …», «ما أتحملهم»: bearing is hatred only when denied."""
    return [
        Hit(i - 1, i)
        for i in words_with(comment, "bearing")
        if has_cue(comment, before(comment, i, 2), "negation", "near_negation")
        and (comment.words[i].folded.endswith(YOU_OR_THEM) or _has_people(comment, i))
    ]


def _expulsions(comment: Comment) -> list[Hit]:
    """«يجب ترحيل كل …»."""
    return [
        Hit(i, i)
        for i in words_with(comment, "expulsion")
        if has_cue(comment, before(comment, i, DEMAND_REACH), "obligation")
        and (comment.words[i].folded.endswith(YOU_OR_THEM) or _has_many_people(comment, i))
    ]


def _unwanted(comment: Comment) -> list[Hit]:
    """«لا نريد … بيننا»."""
    return [
        Hit(i, i)
        for i in words_with(comment, "wanting")
        if has_cue(comment, before(comment, i, 1), "negation", "near_negation")
        and _has_people(comment, i)
        and has_cue(comment, after(comment, i, FEELING_REACH), "here")
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
    return any(are_people(comment.words[k]) for k in after(comment, i, TARGET_REACH))
