"""Calls to violence, threats, and wishes of death or injury.

Four forms are told apart by grammar, none by the name of a target: a command («اقتلوهم»), a first
person that announces («سأقتل …»), an obligation or desert («يجب شنق …», «يستحقون الموت»), and a
wish or prayer for harm («الله ياخذهم»). Reports, denials, condemnations and what may be killed
without harm (time, fat, a virus) are let pass.
"""

from comments.flagging.context import (
    after,
    before,
    has_cue,
    is_denied,
    verbs_where,
    words_with,
)
from comments.flagging.reading import Comment, Hit, Word
from comments.flagging.verbs import HE, I_OR_YOU, JUSSIVE, SHE_OR_YOU, WE, Verb, verbs

ANNOUNCEMENT_REACH = 4
TARGET_REACH = 3
OBLIGATION_REACH = 6
WISH_REACH = 5
LEAD_REACH = 3
PIETY_REACH = 4

GOD = "الله"
CALLED_GOD = frozenset(
    """
    اللهم
    يارب
    يالله
    """.split()
)
BY_THE_HAND = (
    "بيد",
    "بايد",
)
ORDERED_ENDINGS = tuple(
    """
    وهم
    وه
    وها
    وهن
    """.split()
)
YOU_OR_THEM = (
    "هم",
    "كم",
)
THEM = YOU_OR_THEM[0]


def commanded(comment: Comment) -> list[Hit]:
    """«اقتلوا …», «اذبحوهم»; verbs whose past looks alike must lead and name a victim."""
    return _unspared(comment, verbs_where(comment, _is_command))


def announced(comment: Comment) -> list[Hit]:
    """«سأقتل …», «لأذبحنك», «راح نحرقكم»."""
    return _unspared(comment, verbs_where(comment, _is_announcement))


def wished(comment: Comment) -> list[Hit]:
    """«أتمنى أن يموتوا», «فليموتوا»."""
    return _unspared(comment, verbs_where(comment, _is_death_wish))


def demanded(comment: Comment) -> list[Hit]:
    """«يجب قتل …», «لازم ينعدمون», «يستحقون الحرق»."""
    obligations = words_with(comment, "obligation")
    return [
        hit for i in obligations if not is_denied(comment, i, 2) for hit in _demands(comment, i)
    ]


def prayed(comment: Comment) -> list[Hit]:
    """«الله ياخذهم», «اللهم دمر …», «أهلكهم الله», but not for «the oppressors» of prayers."""
    found = []
    for i in words_with(comment, "god"):
        if any(_is_smiting(comment, k) for k in after(comment, i, 1)):
            found.append(Hit(i, i + 1))
        elif any(_has_smitten(comment, k) for k in before(comment, i, 1)):
            found.append(Hit(i - 1, i))
    return found


def _unspared(comment: Comment, hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if not _is_spared(comment, hit.first)]


def _is_spared(comment: Comment, i: int) -> bool:
    return (
        is_denied(comment, i)
        or has_cue(comment, before(comment, i, 2), "sparing")
        or _is_harmless(comment, i)
    )


def _is_harmless(comment: Comment, i: int) -> bool:
    """True if what follows may be killed: time, fat, a virus."""
    return has_cue(comment, after(comment, i, 2), "spared")


def _is_command(comment: Comment, i: int, verb: Verb) -> bool:
    is_ambiguous = "destroying" in verb.names
    if verb.is_plural_command and not is_ambiguous:
        return "deadly" in verb.names or ("harming" in verb.names and verb.has_target)
    if verb.marker or verb.names.isdisjoint(("deadly", "destroying")) or not _leads(comment, i):
        return False
    if verb.person == I_OR_YOU:
        is_clear = verb.ending != "" or not is_ambiguous
        return is_clear and (_orders_them(verb) or _has_victim_next(comment, i))
    return not verb.person and is_ambiguous and _orders_them(verb)


def _orders_them(verb: Verb) -> bool:
    """True of «احرقوهم» and «احرقهم»."""
    is_singular = verb.person == I_OR_YOU and verb.ending == THEM
    return is_singular or verb.ending.endswith(ORDERED_ENDINGS)


def _leads(comment: Comment, i: int) -> bool:
    """True of the first word of a clause, or one behind a call («يا شباب احرقوهم», «هيا …»)."""
    places = before(comment, i, LEAD_REACH)
    return not places or has_cue(comment, places, "vocative", "urging")


def _has_victim_next(comment: Comment, i: int) -> bool:
    """True of «احرقوا الغرباء», not of «أحرقوا بيوت …» or «أعدموا … قبل عام», which report."""
    if has_cue(comment, after(comment, i, len(comment.words)), "past"):
        return False
    return any(_is_somebody(comment.words[k]) for k in after(comment, i, 1))


def _is_announcement(comment: Comment, i: int, verb: Verb) -> bool:
    if not verb.is_first_person:
        return False
    places = before(comment, i, ANNOUNCEMENT_REACH)
    is_announced = verb.is_announced or has_cue(comment, places, "future")
    if not verb.names.isdisjoint(("deadly", "destroying")):
        has_victim = verb.has_target or _has_victim(comment, i)
        return (is_announced and has_victim) or verb.ending.endswith(YOU_OR_THEM)
    has_victim = verb.has_target or has_cue(comment, after(comment, i, TARGET_REACH), "body")
    return is_announced and has_victim and "harming" in verb.names


def _has_victim(comment: Comment, i: int) -> bool:
    """True if one of the next words can be somebody."""
    places = after(comment, i, TARGET_REACH)
    if has_cue(comment, places, "spared", "killing"):
        return False
    return any(_is_somebody(comment.words[k]) for k in places)


def _is_somebody(word: Word) -> bool:
    if not word.topics.isdisjoint(("things", "nature")):
        return False
    is_pronoun = not word.cues.isdisjoint(("pronoun", "all"))
    return word.is_definite or is_pronoun or "people" in word.topics


def _demands(comment: Comment, i: int) -> list[Hit]:
    """Return what the obligation at `i` demands, unless stopping or mourning it comes between."""
    for k in after(comment, i, OBLIGATION_REACH):
        word = comment.words[k]
        if not word.cues.isdisjoint(("sparing", "negation")):
            return []
        if "killing" in word.cues or any(map(_is_violent_present, verbs(word.folded))):
            is_harmless = _is_harmless(comment, k) or _is_pest(comment, k)
            return [] if is_harmless else [Hit(i, k)]
    return []


def _is_pest(comment: Comment, k: int) -> bool:
    """True of «قتل البعوض», «إبادة الحشرات»: an animal with its article, behind the killing."""
    return any(
        "nature" in comment.words[n].topics
        or not {"animal", "vermin"}.isdisjoint(comment.words[n].labels)
        for n in after(comment, k, 2)
    )


def _is_violent_present(verb: Verb) -> bool:
    if verb.marker:
        return False
    if verb.is_of_others:
        return "perishing" in verb.names or ("deadly" in verb.names and verb.ending != "")
    return "deadly" in verb.names and verb.person in (I_OR_YOU, WE)


def _is_death_wish(comment: Comment, i: int, verb: Verb) -> bool:
    if "perishing" not in verb.names or not verb.is_of_others:
        return False
    if any("things" in comment.words[k].topics for k in after(comment, i, 1)):
        return False
    is_wished = not verb.marker and has_cue(comment, before(comment, i, WISH_REACH), "wish")
    return is_wished or verb.marker in JUSSIVE


def _is_smiting(comment: Comment, k: int) -> bool:
    """True of «ياخذهم» after God's name, and of an imperative after «اللهم»."""
    if _is_pious(comment, k):
        return False
    return any(_asks_harm(comment, k, verb) for verb in verbs(comment.words[k].folded))


def _asks_harm(comment: Comment, k: int, verb: Verb) -> bool:
    if "smiting" not in verb.names or verb.marker or verb.is_on_speaker:
        return False
    is_prayer = verb.person not in (WE, SHE_OR_YOU) and _is_god_called(comment, k - 1)
    return (verb.person == HE or is_prayer) and (verb.has_target or _has_harm(comment, k))


def _is_god_called(comment: Comment, k: int) -> bool:
    is_called = has_cue(comment, before(comment, k, 1), "vocative")
    return is_called or comment.words[k].folded in CALLED_GOD


def _has_harm(comment: Comment, k: int) -> bool:
    places = after(comment, k, 2)
    return has_cue(comment, places, "body") or any(_is_somebody(comment.words[n]) for n in places)


def _is_pious(comment: Comment, k: int) -> bool:
    places = after(comment, k, PIETY_REACH)
    by_the_hand = any(comment.words[n].folded.startswith(BY_THE_HAND) for n in places)
    return by_the_hand or has_cue(comment, places, "wrongdoers", "due") or is_denied(comment, k, 1)


def _has_smitten(comment: Comment, k: int) -> bool:
    """True of «أهلكهم» before God's name, which is a wish and no report."""
    if comment.words[k + 1].folded != GOD or _is_pious(comment, k):
        return False
    return any(
        "smiting" in verb.names
        and verb.has_target
        and not verb.marker
        and verb.person in ("", I_OR_YOU)
        for verb in verbs(comment.words[k].folded)
    )
