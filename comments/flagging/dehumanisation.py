"""Vermin, animals, filth and illness said of people, and people said to be no humans.

Each function looks at one form of words; none of them knows any group's name: the grammar around
the animal tells of whom it is said.
"""

from comments.flagging.context import (
    DENIAL_REACH,
    after,
    before,
    has_cue,
    is_called,
    is_denied,
    is_of_speaker,
    words_with,
)
from comments.flagging.lexicon import Reading
from comments.flagging.reading import Comment, Hit, Word
from comments.flagging.subject import ANIMALS, SUBJECT_REACH, can_be_people, is_group, subject_of

NOUNS = ("beast", "vermin", "filth", "disease", "animal")
NATURE_REACH = 3
RATHER_REACH = 3
TREATING_REACH = 6
# «لا يستحقون أن يعاملوا كبشر»
NONHUMAN_REACH = 5
UNWORTHY_REACH = 5
ANSWER_LENGTH = 3

FROM = "من"
MORE = "اكثر"
FEMININE = "ه"
THIS = "هال"
ARTICLE = "ال"
LIKE = (
    "ك",
    "كال",
)
PLAIN = (
    "",
    "و",
)


def dehumanised(comment: Comment) -> list[Hit]:
    """Return the places where people are called animals, filth, disease or no humans."""
    hits = {hit for name in NOUNS for hit in comment.hits.get(name, ())}
    forms = (
        _is_called,
        _is_descent,
        _is_pointed_at,
        _is_construct,
        _is_surpassed,
        _is_no_different,
        _is_predicate,
    )
    found = [
        hit
        for hit in hits
        if not _is_nature(comment, hit.first) and any(form(comment, hit.first) for form in forms)
    ]
    return found + _nonhumans(comment) + _unworthy(comment)


def insulting_beasts(comment: Comment) -> list[Hit]:
    """Return the beasts that serve as insults, wherever no farm, food or science is near."""
    return [hit for hit in comment.hits.get("beast", ()) if not _is_innocent(comment, hit.first)]


def _is_innocent(comment: Comment, i: int) -> bool:
    return (
        _is_nature(comment, i)
        or _is_zoology(comment, i)
        or is_of_speaker(comment, i)
        or is_denied(comment, i)
        or _is_complaint(comment, i)
    )


def _is_nature(comment: Comment, i: int) -> bool:
    near = (*before(comment, i, NATURE_REACH), *after(comment, i, NATURE_REACH))
    return any("nature" in comment.words[k].topics for k in near)


def _is_zoology(comment: Comment, i: int) -> bool:
    """«الفئران حيوانات»: an animal said of an animal."""
    return any(
        not {"animal", "vermin"}.isdisjoint(comment.words[k].labels) for k in before(comment, i, 1)
    )


def _is_called(comment: Comment, i: int) -> bool:
    """«يا كلب», «يا حشرة»; who is called a wolf or a lion may be praised."""
    word = comment.words[i]
    return any(
        name in word.labels and is_called(comment, i, name) for name in ("beast", "vermin", "filth")
    )


def _is_descent(comment: Comment, i: int) -> bool:
    """«ابن الكلب», «أحفاد القردة»."""
    is_animal = not ANIMALS.isdisjoint(comment.words[i].labels)
    return is_animal and has_cue(comment, before(comment, i, 1), "kinship")


def _is_pointed_at(comment: Comment, i: int) -> bool:
    """«هؤلاء الخنازير», «هالكلب»: «these» of people, or «this» before a beast."""
    word = comment.words[i]
    if _reading(word).prefix.endswith(THIS):
        return True
    names = ("pronoun", "pointing") if "beast" in word.labels else ("pronoun",)
    return word.is_definite and has_cue(comment, before(comment, i, 1), *names)


def _is_construct(comment: Comment, i: int) -> bool:
    """«كلاب السلطة», «جرذان …»: a beast that belongs to what keeps no animals."""
    word, places = comment.words[i], after(comment, i, 1)
    if not places or "beast" not in word.labels or word.folded.startswith(ARTICLE):
        return False
    owner = comment.words[places[0]]
    if owner.is_stop or "things" in owner.topics or not ANIMALS.isdisjoint(owner.labels):
        return False
    if "herd" not in word.cues:
        return owner.is_definite
    return owner.is_definite or not owner.folded.endswith(FEMININE)


def _is_surpassed(comment: Comment, i: int) -> bool:
    """«أقذر من الخنازير», «ليسوا أكثر من حشرات»."""
    places = before(comment, i, RATHER_REACH)
    if not any(comment.words[k].folded == FROM for k in places):
        return False
    is_no_more = any(comment.words[k].folded == MORE for k in places)
    return has_cue(comment, places, "rather") or (
        is_no_more and has_cue(comment, before(comment, i, 4), "negation")
    )


def _is_no_different(comment: Comment, i: int) -> bool:
    """«لا يختلفون عن الكلاب», «لا فرق بين … والحيوانات»; of two animals it is zoology."""
    places = before(comment, i, SUBJECT_REACH)
    differing = [k for k in places if "differing" in comment.words[k].cues]
    if not differing or any(not ANIMALS.isdisjoint(comment.words[k].labels) for k in places):
        return False
    return has_cue(comment, before(comment, differing[0], 1), "negation")


def _is_predicate(comment: Comment, i: int) -> bool:
    """«X حشرات», «X مجرد حشرات», «X مثل الصراصير», «حشرات هؤلاء», «من هم X؟ حشرات»."""
    if is_of_speaker(comment, i) or is_denied(comment, i) or _is_complaint(comment, i):
        return False
    if has_cue(comment, after(comment, i, 1), "pronoun") or _is_answer(comment, i):
        return True
    return _can_be_predicate(comment, i) and _is_said_of_people(comment, i)


def _is_complaint(comment: Comment, i: int) -> bool:
    """«يعاملون كالحيوانات» deplores it, «يجب معاملة … كالحيوانات» demands it."""
    places = before(comment, i, TREATING_REACH)
    return has_cue(comment, places, "treating") and not has_cue(comment, places, "obligation")


def _is_answer(comment: Comment, i: int) -> bool:
    """True of an indefinite noun in a short clause of its own after another one."""
    words, clause = comment.words, comment.words[i].clause
    length = len(before(comment, i, ANSWER_LENGTH)) + 1 + len(after(comment, i, ANSWER_LENGTH))
    is_indefinite = not _reading(words[i]).prefix
    return clause > words[0].clause and length <= ANSWER_LENGTH and is_indefinite


def _can_be_predicate(comment: Comment, i: int) -> bool:
    """An indefinite noun can, a definite one only behind «like»."""
    return _reading(comment.words[i]).prefix in PLAIN or _is_likened(comment, i)


def _is_likened(comment: Comment, i: int) -> bool:
    is_compared = has_cue(comment, before(comment, i, SUBJECT_REACH), "likeness")
    return is_compared or _reading(comment.words[i]).prefix.endswith(LIKE)


def _is_said_of_people(comment: Comment, i: int) -> bool:
    """True if the subject can be people; of an illness it must be: things are called so too."""
    k = subject_of(comment, i, *(("acting",) if _is_likened(comment, i) else ()))
    if k is None:
        return False
    is_illness = "disease" in comment.words[i].labels
    return is_group(comment, k) if is_illness else can_be_people(comment.words[k])


def _nonhumans(comment: Comment) -> list[Hit]:
    """«ليسوا بشرا», «مو بشر»; «أليسوا بشرا» and «كأنهم ليسوا بشرا» plead for them."""
    found = []
    for i in words_with(comment, "human"):
        far = before(comment, i, NONHUMAN_REACH)
        is_regard = comment.words[i].folded.startswith(LIKE) or has_cue(comment, far, "regarding")
        reach = NONHUMAN_REACH if is_regard else DENIAL_REACH
        places = before(comment, i, reach)
        denials = [k for k in places if has_cue(comment, [k], "negation", "near_negation")]
        if denials and not is_of_speaker(comment, i) and not _is_plea(comment, denials[-1]):
            found.append(Hit(denials[-1], i))
    return found


def _is_plea(comment: Comment, k: int) -> bool:
    return has_cue(comment, before(comment, k, 2), "likeness", "asking")


def _unworthy(comment: Comment) -> list[Hit]:
    """«لا يستحق … الحياة», «غير جديرين بالحياة»."""
    found = []
    for i in words_with(comment, "life"):
        worth = [k for k in before(comment, i, UNWORTHY_REACH) if has_cue(comment, [k], "worth")]
        if worth and has_cue(comment, before(comment, worth[0], 1), "negation", "near_negation"):
            found.append(Hit(worth[0] - 1, i))
    return found


def _reading(word: Word) -> Reading:
    """How the animal's word is taken apart; the first word of a phrase («ابن آوى») stands whole."""
    found = (word.labels[name] for name in NOUNS if name in word.labels)
    return next(found, Reading("", word.folded, ""))
