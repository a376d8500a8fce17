"""Violence demanded: an obligation or desert («يجب شنق …», «يستحقون الموت»), or killing allowed."""

from comments.flagging.context import after, before, has_cue, is_denied, words_with
from comments.flagging.reading import Comment, Hit
from comments.flagging.verbs import I_OR_YOU, WE, Verb
from comments.flagging.victims import is_done_away, is_harmless

OBLIGATION_REACH = 6

ON = "علي"


def demanded(comment: Comment) -> list[Hit]:
    """«يجب قتل …», «لازم ينعدمون», «يستحقون الحرق», «على الجميع أن يقتل …»."""
    on = [k for k, word in enumerate(comment.words) if word.folded == ON]
    duties = [i for k in on for i in after(comment, k, 1) if _is_laid_on(comment, i)]
    demands = [*words_with(comment, "obligation"), *words_with(comment, "needing"), *duties]
    found = [hit for i in demands if not is_denied(comment, i, 2) for hit in _demands(comment, i)]
    return found + _licences(comment) + _last_resorts(comment) + _graves(comment)


def _is_laid_on(comment: Comment, i: int) -> bool:
    """«على أحدهم أن …», «على الحكومة إعدام …»."""
    following = after(comment, i, 2)
    is_killing = "duty" in comment.words[i].cues and has_cue(comment, following, "killing")
    return is_killing or has_cue(comment, following[:1], "that")


def _demands(comment: Comment, i: int) -> list[Hit]:
    """Return what the obligation at `i` demands, unless stopping or mourning it comes between."""
    for k in after(comment, i, OBLIGATION_REACH):
        if has_cue(comment, [k], "sparing", "negation", "near_negation"):
            return []
        if _is_violent(comment, k):
            return [] if is_harmless(comment, k) or _is_pest(comment, k) else [Hit(i, k)]
    return []


def _is_violent(comment: Comment, k: int) -> bool:
    word = comment.words[k]
    if "killing" in word.cues:
        return True
    if "eliminating" in word.cues:
        return is_done_away(comment, k)
    return any(_is_violent_present(comment, k, verb) for verb in word.verbs)


def _is_violent_present(comment: Comment, k: int, verb: Verb) -> bool:
    if verb.marker:
        return False
    if "eliminating" in verb.names:
        return verb.is_first_person and is_done_away(comment, k)
    if verb.is_of_others:
        is_plain = verb.ending != "" or has_cue(comment, before(comment, k, 1), "that")
        return "perishing" in verb.names or ("deadly" in verb.names and is_plain)
    return "deadly" in verb.names and verb.person in (I_OR_YOU, WE)


def _is_pest(comment: Comment, k: int) -> bool:
    """True of «قتل البعوض», «إبادة الحشرات»: an animal with its article, behind the killing."""
    return any(
        "nature" in comment.words[n].topics
        or not {"animal", "vermin"}.isdisjoint(comment.words[n].labels)
        for n in after(comment, k, 2)
    )


def _licences(comment: Comment) -> list[Hit]:
    """«قتل … حلال», «دم … مباح»."""
    return [
        Hit(i, k)
        for i in words_with(comment, "blood")
        for k in after(comment, i, OBLIGATION_REACH)
        if "licence" in comment.words[k].cues and not is_denied(comment, k)
    ]


def _last_resorts(comment: Comment) -> list[Hit]:
    """«لا ينفع معهم إلا القتل», «متشوق لقتل …»."""
    return [
        Hit(i - 1, i)
        for i in words_with(comment, "killing")
        if has_cue(comment, before(comment, i, 1), "longing")
        or (
            has_cue(comment, before(comment, i, 1), "exception")
            and has_cue(comment, before(comment, i, OBLIGATION_REACH), "only")
        )
    ]


def _graves(comment: Comment) -> list[Hit]:
    """«مكان … تحت التراب»."""
    return [
        Hit(i, i)
        for i in words_with(comment, "grave")
        if has_cue(comment, before(comment, i, OBLIGATION_REACH), "place")
    ]
