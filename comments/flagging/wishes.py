"""Wishes of death or injury («أتمنى أن يموتوا»), and prayers for harm («الله ياخذهم»)."""

from comments.flagging.context import after, before, has_cue, is_denied, verbs_where, words_with
from comments.flagging.reading import Comment, Hit
from comments.flagging.verbs import HE, I_OR_YOU, JUSSIVE, WE, Verb
from comments.flagging.victims import has_victim, hurts, is_somebody, unspared

WISH_REACH = 5
PIETY_REACH = 4
IF_REACH = 8
PRAISE_REACH = 4

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


def wished(comment: Comment) -> list[Hit]:
    """«أتمنى أن يموتوا», «فليموتوا», «… أفضل لو ماتوا»."""
    wishes = verbs_where(comment, _is_death_wish) + verbs_where(comment, _is_praised)
    return unspared(comment, wishes + _better_dead(comment))


def prayed(comment: Comment) -> list[Hit]:
    """«الله ياخذهم», «اللهم دمر …», «أهلكهم الله», but not for «the oppressors» of prayers."""
    found = []
    for i in words_with(comment, "god"):
        if any(_is_smiting(comment, k) for k in after(comment, i, 1)):
            found.append(Hit(i, i + 1))
        elif any(_has_smitten(comment, k) for k in before(comment, i, 1)):
            found.append(Hit(i - 1, i))
    return found


def _is_death_wish(comment: Comment, i: int, verb: Verb) -> bool:
    is_bare_jussive = "jussive" in verb.names and verb.marker in JUSSIVE
    if _is_killing_wish(comment, i, verb):
        return True
    if not ("perishing" in verb.names or is_bare_jussive) or not verb.is_of_others:
        return False
    if any("things" in comment.words[k].topics for k in after(comment, i, 1)):
        return False
    is_wished = not verb.marker and has_cue(comment, before(comment, i, WISH_REACH), "wish")
    return is_wished or verb.marker in JUSSIVE


def _is_killing_wish(comment: Comment, i: int, verb: Verb) -> bool:
    """«يا ليت أحدا يفجر …», not «أتمنى ألا يقتل …»."""
    if verb.marker or verb.person != HE or verb.names.isdisjoint(("deadly", "destroying")):
        return False
    places = before(comment, i, WISH_REACH)
    is_wished = has_cue(comment, places, "wish") and not has_cue(comment, places, "exception")
    return is_wished and hurts(comment, i, verb) and not verb.is_on_speaker


def _is_praised(comment: Comment, i: int, verb: Verb) -> bool:
    """«سلمت يد من قتل …»."""
    is_past = not verb.marker and not verb.person and "deadly" in verb.names
    return is_past and has_cue(comment, before(comment, i, PRAISE_REACH), "praise")


def _better_dead(comment: Comment) -> list[Hit]:
    """«سيكون العالم أفضل لو مات كل …»."""
    return [
        Hit(i, i)
        for i in words_with(comment, "dead")
        if has_cue(comment, before(comment, i, 2), "if")
        and has_cue(comment, before(comment, i, IF_REACH), "better")
        and has_victim(comment, i)
    ]


def _is_smiting(comment: Comment, k: int) -> bool:
    """True of «ياخذهم» after God's name, and of an imperative after «اللهم»."""
    if _is_pious(comment, k):
        return False
    return any(_asks_harm(comment, k, verb) for verb in comment.words[k].verbs)


def _asks_harm(comment: Comment, k: int, verb: Verb) -> bool:
    if "smiting" not in verb.names or verb.marker or verb.is_on_speaker:
        return False
    is_prayer = verb.person != WE and _is_god_called(comment, k - 1)
    return (verb.person == HE or is_prayer) and (verb.has_target or _has_harm(comment, k))


def _is_god_called(comment: Comment, k: int) -> bool:
    is_called = has_cue(comment, before(comment, k, 1), "vocative")
    return is_called or comment.words[k].folded in CALLED_GOD


def _has_harm(comment: Comment, k: int) -> bool:
    places = after(comment, k, 2)
    return has_cue(comment, places, "body") or any(is_somebody(comment.words[n]) for n in places)


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
        for verb in comment.words[k].verbs
    )
