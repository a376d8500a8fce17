"""Threats and commands: an imperative («اقتلوهم»), or a first person that announces («سأقتل …»).

Told apart by grammar, never by the name of a target. Reports, denials and what may be killed
without harm (time, fat, a virus) are let pass.
"""

from comments.flagging.context import after, before, has_cue, verbs_where
from comments.flagging.reading import Comment, Hit
from comments.flagging.verbs import I_OR_YOU, SHE_OR_YOU, Verb
from comments.flagging.victims import (
    has_victim,
    hurts,
    hurts_next,
    is_done_away,
    is_somebody,
    unspared,
)

ANNOUNCEMENT_REACH = 4
LEAD_REACH = 3
IF_REACH = 8
HELL_REACH = 5

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
# «ستموتون», «ستموتين»: the endings of the second person.
YOUR_ENDINGS = frozenset(
    """
    ون وا و ين ي
    """.split()
)


def commanded(comment: Comment) -> list[Hit]:
    """«اقتلوا …», «اذبحوهم»; verbs whose past looks alike must lead and name a victim."""
    return unspared(comment, verbs_where(comment, _is_command))


def announced(comment: Comment) -> list[Hit]:
    """«سأقتل …», «لأذبحنك», «راح نحرقكم», «ستموتون»."""
    if not comment.acting:
        return []
    announcing = (_is_announcement, _is_elimination, _is_sending, _is_doom, _is_conditional)
    return unspared(
        comment, [hit for matches in announcing for hit in verbs_where(comment, matches)]
    )


def _is_command(comment: Comment, i: int, verb: Verb) -> bool:
    is_ambiguous = "destroying" in verb.names
    if verb.is_plural_command and not is_ambiguous:
        is_hurt = "harming" in verb.names and hurts_next(comment, i, verb)
        return "deadly" in verb.names or is_hurt or _is_sent(comment, i, verb)
    if verb.marker or not _leads(comment, i):
        return False
    if "eliminating" in verb.names:
        return verb.is_plural and is_done_away(comment, i)
    if verb.names.isdisjoint(("deadly", "destroying")):
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
    return any(is_somebody(comment.words[k]) for k in after(comment, i, 1))


def _is_announcement(comment: Comment, i: int, verb: Verb) -> bool:
    if not verb.is_first_person and not _is_clipped(comment, i, verb):
        return False
    if not _is_announced(comment, i, verb):
        return "deadly" in verb.names and verb.ending.endswith(YOU_OR_THEM)
    if "deadly" in verb.names:
        return verb.has_target or has_victim(comment, i)
    return not verb.names.isdisjoint(("destroying", "harming")) and hurts(comment, i, verb)


def _is_announced(comment: Comment, i: int, verb: Verb) -> bool:
    places = before(comment, i, ANNOUNCEMENT_REACH)
    urges = has_cue(comment, places, "why") and has_cue(comment, places, "negation")
    return verb.is_announced or verb.is_urging or urges or has_cue(comment, places, "future")


def _is_clipped(comment: Comment, i: int, verb: Verb) -> bool:
    """«رح كسر راسك»: in the Levant «I» needs no letter behind the future."""
    return not (verb.marker or verb.person) and has_cue(comment, before(comment, i, 1), "will")


def _is_conditional(comment: Comment, i: int, verb: Verb) -> bool:
    """«لو كان الأمر بيدي لقتلت …»."""
    if not verb.is_conditional or verb.names.isdisjoint(("deadly", "conditional")):
        return False
    is_open = has_cue(comment, before(comment, i, IF_REACH), "if")
    return is_open and (verb.has_target or has_victim(comment, i))


def _is_elimination(comment: Comment, i: int, verb: Verb) -> bool:
    """«سنقضي على …», «سنتخلص منهم»."""
    if "eliminating" not in verb.names or not verb.is_first_person:
        return False
    return _is_announced(comment, i, verb) and is_done_away(comment, i)


def _is_sending(comment: Comment, i: int, verb: Verb) -> bool:
    """«سأرسل … إلى الجحيم»."""
    is_announced = verb.is_first_person and _is_announced(comment, i, verb)
    return is_announced and _is_sent(comment, i, verb)


def _is_sent(comment: Comment, i: int, verb: Verb) -> bool:
    """True if somebody is sent or thrown to hell, the sea, the fire."""
    if "sending" not in verb.names or not has_cue(comment, after(comment, i, HELL_REACH), "hell"):
        return False
    return verb.has_target or has_victim(comment, i)


def _is_doom(comment: Comment, i: int, verb: Verb) -> bool:
    """«ستموتون», «راح تندعسون»: death foretold to those who are spoken to."""
    is_of_you = verb.person == SHE_OR_YOU and verb.ending in YOUR_ENDINGS
    if "perishing" not in verb.names or not is_of_you:
        return False
    return verb.is_announced or has_cue(comment, before(comment, i, 1), "will")
