"""Which stories look like one event: alike in words and near in time. Editors decide.

Words are stems weighted by how rare they are among the stories looked at (tf-idf, with the
logarithm of the count, cosine). Stories further apart in time need to be more alike.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt

from articles.arabic import terms

ALIKE = 0.1  # cosine from which stories of the same days belong together: reports of one event
# that share no wording have about 0.13, of different ones 0.02
_DAYS = 10  # after so many days likeness counts for 1/e
_HEADLINE_WEIGHT = 3  # the headline says what the event is
_TOO_COMMON = 0.5  # of a large set of stories: such a word tells no event from another
_LARGE = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story as it is compared; `day` is None where nobody knows when it was published."""

    headline: str
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Places in the list of the stories that look like one event, and how alike they are on
    the average, 0.0 to 1.0."""

    stories: tuple[int, ...]
    likeness: float


def suggest_groups(candidates: Sequence[Candidate], alike: float = ALIKE) -> list[Group]:
    """Groups of at least two stories, most alike first. Every story is in one group at most.

    A story joins the group to which it is on the average most alike, if that is enough; so a
    chain of half-alike stories does not become one event.
    """
    vectors = _vectors(candidates)
    likeness = _pairs(candidates, vectors)
    groups: list[list[int]] = [[index] for index in range(len(candidates))]
    while pair := _closest(groups, likeness, alike):
        one, other = pair
        groups[one] += groups.pop(other)
    found = [_group(sorted(group), likeness) for group in groups if len(group) > 1]
    return sorted(found, key=lambda group: (-group.likeness, group.stories))


def suggest_events(
    story: Candidate, events: Sequence[Sequence[Candidate]], alike: float = ALIKE
) -> list[tuple[int, float]]:
    """The events a new story may belong to: (place in the list, likeness), most alike first."""
    members = [(index, member) for index, event in enumerate(events) for member in event]
    candidates = [story, *(member for _index, member in members)]
    vectors = _vectors(candidates)
    scores: dict[int, list[float]] = {}
    for place, (index, _member) in enumerate(members, start=1):
        scores.setdefault(index, []).append(_likeness(candidates, vectors, 0, place))
    means = ((index, sum(values) / len(values)) for index, values in scores.items())
    fitting = [(index, round(mean, 3)) for index, mean in means if mean >= alike]
    return sorted(fitting, key=lambda entry: (-entry[1], entry[0]))


def _vectors(candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    counts = [
        Counter(terms(candidate.headline) * _HEADLINE_WEIGHT + terms(candidate.text))
        for candidate in candidates
    ]
    holders = Counter(word for count in counts for word in count)
    limit = len(counts) * _TOO_COMMON if len(counts) >= _LARGE else len(counts)
    rarity = {word: log(1 + len(counts) / held) for word, held in holders.items() if held <= limit}
    return [_unit_vector(count, rarity) for count in counts]


def _unit_vector(count: Counter, rarity: dict[str, float]) -> dict[str, float]:
    weights = {word: (1 + log(n)) * rarity[word] for word, n in count.items() if word in rarity}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _pairs(candidates, vectors) -> dict[tuple[int, int], float]:
    return {
        (one, other): _likeness(candidates, vectors, one, other)
        for other in range(len(candidates))
        for one in range(other)
    }


def _likeness(candidates, vectors, one: int, other: int) -> float:
    smaller, larger = sorted((vectors[one], vectors[other]), key=len)
    cosine = sum(weight * larger.get(word, 0.0) for word, weight in smaller.items())
    return cosine * _nearness(candidates[one].day, candidates[other].day)


def _nearness(one: date | None, other: date | None) -> float:
    """1.0 on the same day or when a day is unknown, falling with the days between."""
    if one is None or other is None:
        return 1.0
    return exp(-abs((one - other).days) / _DAYS)


def _closest(groups, likeness, alike: float) -> tuple[int, int] | None:
    """The two groups that are most alike on the average, if that is enough."""
    best, found = alike, None
    for other in range(len(groups)):
        for one in range(other):
            mean = _mean(groups[one], groups[other], likeness)
            if mean >= best:
                best, found = mean, (one, other)
    return found


def _mean(one: list[int], other: list[int], likeness) -> float:
    values = [likeness[min(a, b), max(a, b)] for a in one for b in other]
    return sum(values) / len(values)


def _group(stories: list[int], likeness) -> Group:
    values = [likeness[a, b] for at, a in enumerate(stories) for b in stories[at + 1 :]]
    return Group(tuple(stories), round(sum(values) / len(values), 3))
