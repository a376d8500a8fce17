"""Finding the stories that tell of the same: those that share a story's rare words.

It is done when a story becomes public or changes, so that no page has to search.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from articles.models import Related, Story, StoryQuerySet
from articles.search import backends
from articles.search.documents import WEIGHTS, documents
from articles.search.searching import closest

# The rarest words of a story say what it is about; with more of them nothing better was found.
KEY_TERMS = 12
# A word of more stories than this tells them apart badly, and makes the search slow.
MOST_HOLDING = 1000
# Below this share of a story's own score two stories have little but a name in common.
LEAST_SCORE = 0.25
MOST = 6
# A word that stands once more says a little more, not twice as much.
DAMPED = math.log1p


@transaction.atomic
def relate(story_ids: Iterable[int]) -> None:
    """Find these stories' relatives anew; one that is not published has none."""
    ids = list(story_ids)
    Related.objects.filter(story__in=ids).delete()
    Related.objects.filter(other__in=ids).delete()
    stories = Story.objects.filter(pk__in=ids, status=Story.Status.PUBLISHED)
    for document in documents(stories, timezone.now()):
        _relate(document.story_id, _key_terms(document.fields))


def _key_terms(fields: Sequence[str]) -> list[str]:
    """The words that stand often in this story and in few others."""
    weight: Counter[str] = Counter()
    for worth_of_field, terms in zip(WEIGHTS.values(), fields, strict=True):
        for term in terms.split():
            weight[term] += worth_of_field
    held = backends.live().frequencies(sorted(weight))
    shared = {term: stories for term, stories in held.items() if 1 < stories <= MOST_HOLDING}
    worth = {term: DAMPED(weight[term]) / DAMPED(shared[term]) for term in shared}
    return sorted(sorted(worth, key=lambda term: (-worth[term], term))[:KEY_TERMS])


def _relate(story_id: int, terms: list[str]) -> None:
    if not terms:
        return
    published = Story.objects.filter(status=Story.Status.PUBLISHED)
    scores = dict(closest(terms, published, KEY_TERMS * MOST_HOLDING)[: MOST + 1])
    own = scores.pop(story_id, 0)
    found = {pk: score / own for pk, score in scores.items() if own and score / own >= LEAST_SCORE}
    pairs = [(story_id, pk, score) for pk, score in found.items()]
    both = pairs + [(pk, story_id, score) for _story, pk, score in pairs]
    Related.objects.bulk_create(
        (Related(story_id=one, other_id=two, score=min(score, 1)) for one, two, score in both),
        ignore_conflicts=True,
    )


def unrelated() -> StoryQuerySet:
    """The published stories without relatives, the newest rows first: an import leaves many."""
    without = Story.objects.filter(status=Story.Status.PUBLISHED, related__isnull=True)
    return without.order_by("-pk")


def relate_unrelated(most: int, size: int = 50) -> Iterator[int]:
    """Look for the relatives of up to `most` stories without any, in transactions of `size`.

    Yields the number of stories after each of them.
    """
    ids = list(unrelated().values_list("pk", flat=True)[:most])
    for begin in range(0, len(ids), size):
        batch = ids[begin : begin + size]
        relate(batch)
        yield len(batch)
