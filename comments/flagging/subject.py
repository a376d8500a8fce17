"""Of whom something is said: the noun that a predicate belongs to, and whether it can be people."""

from comments.flagging.context import before, has_cue
from comments.flagging.reading import Comment, Word

ANIMALS = frozenset(("beast", "vermin", "animal"))
# «المهاجرون هم في الحقيقة مجرد حشرات»: fillers that may stand between the people and the noun.
SUBJECT_REACH = 5
PEOPLE_ENDINGS = tuple(
    """
    ين
    ون
    ات
    """.split()
)


def can_be_people(word: Word) -> bool:
    """True of a definite noun that names no thing and no animal, and of nouns for people."""
    if not word.topics.isdisjoint(("things", "nature")) or not ANIMALS.isdisjoint(word.labels):
        return False
    return word.is_definite or "people" in word.topics or "pronoun" in word.cues


def are_people(word: Word) -> bool:
    """True of a noun for people, of «all …», and of a definite noun with a plural of persons."""
    if "people" in word.topics or not word.cues.isdisjoint(("pronoun", "all")):
        return True
    return can_be_people(word) and word.folded.endswith(PEOPLE_ENDINGS)


def is_group(comment: Comment, k: int) -> bool:
    """True of a word that names people, or ends a name of theirs («أهل الجبل»)."""
    owner = before(comment, k, 1)
    return are_people(comment.words[k]) or any(are_people(comment.words[n]) for n in owner)


def subject_of(comment: Comment, i: int, *fillers: str) -> int | None:
    """Walk back from a predicate over fillers to the word that it is said of.

    A noun behind a preposition is not what the sentence is about («في المطعم صراصير»): None.
    """
    for k in reversed(before(comment, i, SUBJECT_REACH)):
        cues = comment.words[k].cues
        if "pronoun" in cues:
            return k
        if cues.isdisjoint(("filler", "rather", "likeness", *fillers)):
            return None if _is_governed(comment, k) else k
    return None


def _is_governed(comment: Comment, k: int) -> bool:
    """True behind a preposition, but not behind the «of» of «one of the …»."""
    places = before(comment, k, 2)
    if not places or not has_cue(comment, places[-1:], "preposition"):
        return False
    return len(places) < 2 or not has_cue(comment, places[:1], "all")
