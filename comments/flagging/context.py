"""What stands around a hit: denial, quotation, condemnation, the speaker himself."""

from collections.abc import Callable, Iterable

from comments.flagging.reading import Comment, Hit
from comments.flagging.verbs import Verb

DENIAL_REACH = 3
# «مو كلهم …»: words that deny what stands right behind them.
NEAR_REACH = 2
# «ليس كل …», «لم يكن …»: the negated copula covers subject and predicate.
COPULA_REACH = 5
# «لا أظن أن …», «لا أحد يقول إن …»: a denied opinion reaches further than a denied noun.
OPINION_REACH = 8
# «القول إن …»: how far behind a word of speech something is still what was said.
FRAME_REACH = 10
# Several words in quotation marks beside several without are cited, one may be mockery.
MIN_CITED = 2
SPEAKER_REACH = 4
EXCLAIMING = "ما"


def before(comment: Comment, i: int, reach: int) -> range:
    """Return the places of up to `reach` words before `i` in its clause, the nearest last."""
    words, first = comment.words, i
    while first > max(0, i - reach) and words[first - 1].clause == words[i].clause:
        first -= 1
    return range(first, i)


def after(comment: Comment, i: int, reach: int) -> range:
    """Return the places of up to `reach` words after `i` in its clause, the nearest first."""
    words, last = comment.words, i
    end = min(len(words) - 1, i + reach)
    while last < end and words[last + 1].clause == words[i].clause:
        last += 1
    return range(i + 1, last + 1)


def has_cue(comment: Comment, places: Iterable[int], *names: str) -> bool:
    """True if one of the words at these places is in one of the named lists of cues."""
    return any(not comment.words[k].cues.isdisjoint(names) for k in places)


def words_with(comment: Comment, cue: str) -> list[int]:
    """Return the places of the words that one list of cues has."""
    return comment.cued.get(cue, [])


def verbs_where(comment: Comment, matches: Callable[[Comment, int, Verb], bool]) -> list[Hit]:
    """Return the verbs of which one reading matches."""
    return [
        Hit(i, i)
        for i in comment.acting
        if any(matches(comment, i, verb) for verb in comment.words[i].verbs)
    ]


def is_denied(comment: Comment, i: int, reach: int = DENIAL_REACH) -> bool:
    """True if a negation covers the word `i`, unless «nothing but» turns it round again."""
    return (
        _is_negated(comment, i, reach, "negation")
        or _is_negated(comment, i, min(reach, NEAR_REACH), "near_negation")
        or _is_negated(comment, i, COPULA_REACH, "copula")
        or _is_denied_opinion(comment, i)
    )


def _is_negated(comment: Comment, i: int, reach: int, cue: str) -> bool:
    return any(
        cue in comment.words[k].cues and not _is_turned_round(comment, k, i)
        for k in before(comment, i, reach)
    )


def _is_turned_round(comment: Comment, k: int, i: int) -> bool:
    """True for «ليسوا إلا …», «لماذا لا …», «قبل ما …» and for the exclamation «ما أقذرهم»."""
    following = after(comment, k, 1)
    is_superlative = has_cue(comment, following, "rather", "likeness")
    exclaims = comment.words[k].folded == EXCLAIMING and is_superlative
    is_no_denial = has_cue(comment, following, "doubtless") or has_cue(
        comment, before(comment, k, 1), "why", "conjoined"
    )
    return exclaims or is_no_denial or has_cue(comment, range(k + 1, i), "exception", "that")


def _is_denied_opinion(comment: Comment, i: int) -> bool:
    return any(
        "negation" in comment.words[k].cues
        and has_cue(comment, range(k + 1, min(k + 3, i)), "opinion")
        for k in before(comment, i, OPINION_REACH)
    )


def is_called(comment: Comment, i: int, name: str) -> bool:
    """True if somebody is called by the word of the list `name` («يا …», «ايها …», glued «يا»)."""
    reading = comment.words[i].labels.get(name)
    is_glued = reading is not None and reading.is_vocative
    return is_glued or has_cue(comment, before(comment, i, 1), "vocative")


def is_excused(comment: Comment, hit: Hit) -> bool:
    """True of words quoted or reported in order to condemn them."""
    if all(comment.words[k].is_quoted for k in range(hit.first, hit.last + 1)):
        outside = [k for k, word in enumerate(comment.words) if not word.is_quoted]
        inside = len(comment.words) - len(outside)
        is_cited = min(inside, len(outside)) >= MIN_CITED
        return is_cited or has_cue(comment, outside, "saying", "condemning", "questioning")
    frame = before(comment, hit.first, FRAME_REACH)
    if not has_cue(comment, frame, "saying"):
        return False
    others = (k for k in range(len(comment.words)) if not hit.first <= k <= hit.last)
    return has_cue(comment, others, "condemning") or has_cue(comment, frame, "asking")


def is_of_speaker(comment: Comment, i: int) -> bool:
    """True if it is said of «us» or «me» («يعاملوننا كالحيوانات»), and not what «I» believe."""
    places = before(comment, i, SPEAKER_REACH)
    return has_cue(comment, places, "self") and not has_cue(comment, places, "that", "vocative")
