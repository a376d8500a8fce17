"""On whom violence falls: people, or what may be killed without harm to anybody."""

from comments.flagging.context import after, before, has_cue, is_denied
from comments.flagging.reading import Comment, Hit, Word
from comments.flagging.subject import are_people
from comments.flagging.verbs import Verb

TARGET_REACH = 3


def unspared(comment: Comment, hits: list[Hit]) -> list[Hit]:
    """Drop hits that are denied, deplored or harmless."""
    return [hit for hit in hits if not _is_spared(comment, hit.first)]


def _is_spared(comment: Comment, i: int) -> bool:
    return (
        is_denied(comment, i)
        or has_cue(comment, before(comment, i, 2), "sparing")
        or is_harmless(comment, i)
    )


def is_harmless(comment: Comment, i: int) -> bool:
    """True if what follows may be killed: time, fat, a virus."""
    return has_cue(comment, after(comment, i, 2), "spared")


def has_victim(comment: Comment, i: int) -> bool:
    """True if one of the next words can be somebody."""
    places = after(comment, i, TARGET_REACH)
    if has_cue(comment, places, "spared", "killing"):
        return False
    return any(is_somebody(comment.words[k]) for k in places)


def is_somebody(word: Word) -> bool:
    """True of a noun that can be people, or of all, some, them."""
    if not word.topics.isdisjoint(("things", "nature")):
        return False
    is_pronoun = not word.cues.isdisjoint(("pronoun", "all"))
    return word.is_definite or is_pronoun or "people" in word.topics


def hurts(comment: Comment, i: int, verb: Verb) -> bool:
    """True if the verb's object is clearly a person or a part of one: doors are broken too."""
    words = [comment.words[k] for k in after(comment, i, TARGET_REACH)]
    return verb.has_personal_target or any(
        "body" in word.cues or are_people(word) for word in words
    )


def hurts_next(comment: Comment, i: int, verb: Verb) -> bool:
    """True if the verb's object, a pronoun or the next word, is people."""
    return verb.has_target or any(are_people(comment.words[k]) for k in after(comment, i, 1))


def is_done_away(comment: Comment, i: int) -> bool:
    """True if a preposition and people follow («على كل …», «منهم»)."""
    words = [comment.words[k] for k in after(comment, i, TARGET_REACH)]
    if not words or any(not word.topics.isdisjoint(("things", "nature")) for word in words):
        return False
    return "on_them" in words[0].cues or any(are_people(word) for word in words[1:])
