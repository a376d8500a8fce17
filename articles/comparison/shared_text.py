"""Passages that stand in two stories, word for word or nearly so.

Words are compared folded. Runs of at least SHINGLE equal words are chained where the gap between
them is small; a passage is a chain that scores best when every equal word counts one and every
word in a gap takes some of it away (local alignment). What is left must be long and alike enough.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from articles.comparison.prose import Prose

SHORTEST = 20  # words; below it stories agree by chance, names and set phrases do
SHINGLE = 3
LEAST_ALIKE = 0.7  # of the words of the longer side that must be equal and in order
_WIDEST_GAP = 9  # words changed, added or left out between two equal runs
_GAP_COST = 1.0  # for each of them; an equal word earns 1
_FEWEST_SHINGLES = 6  # that two stories share before they are looked at: 0.7 of 20 words, in pieces

Places = dict[tuple[int, ...], list[int]]  # where each shingle of a story begins


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """Words that stories `first` and `second` (their places in the list) have in common.

    Offsets are into each story's text; `word_count` is the shorter side's, `likeness` the share
    of equal words in the longer one, 1.0 for word for word.
    """

    first: int
    second: int
    first_start: int
    first_end: int
    second_start: int
    second_end: int
    word_count: int
    likeness: float


@dataclass(frozen=True, slots=True)
class _Run:
    """`length` equal words, from `left` in one story and `right` in the other."""

    left: int
    right: int
    length: int

    @property
    def left_end(self) -> int:
        return self.left + self.length

    @property
    def right_end(self) -> int:
        return self.right + self.length


def find_shared(texts: Sequence[Prose], shortest: int = SHORTEST) -> list[SharedPassage]:
    """The passages of at least `shortest` words that any two of the texts share, in order."""
    words = _numbered(texts)
    shingles = [_shingles(story) for story in words]
    return _between(texts, words, shingles, _candidates(shingles), shortest)


def find_shared_with(own: Prose, others: Sequence[Prose]) -> list[SharedPassage]:
    """The passages of a text, `first`, that stand in others, whose places count from 1."""
    texts = [own, *others]
    words = _numbered(texts)
    known = _shingles(words[0])
    shingles = [known, *(_shingles_among(known, story) for story in words[1:])]
    alike = [place for place, shared in enumerate(shingles) if len(shared) >= _FEWEST_SHINGLES]
    return _between(texts, words, shingles, [(0, place) for place in alike if place], SHORTEST)


def _between(texts, words, shingles, pairs, shortest: int) -> list[SharedPassage]:
    found = []
    for first, second in pairs:
        runs = _equal_runs(words[first], words[second], shingles[first], shingles[second])
        for group in _groups(_with_edges(words[first], words[second], runs)):
            chains = _chains(group, shortest)
            found.extend(_passage(texts, first, second, chain) for chain in chains)
    return found


def _numbered(texts: Sequence[Prose]) -> list[list[int]]:
    """Each word as a number, the same in all stories."""
    numbers: dict[str, int] = {}
    return [
        [numbers.setdefault(token.folded, len(numbers)) for token in prose.tokens]
        for prose in texts
    ]


def _shingles(words: list[int]) -> Places:
    """Where each run of SHINGLE words begins."""
    places: Places = {}
    for place, shingle in enumerate(_runs_of(words)):
        places.setdefault(shingle, []).append(place)
    return places


def _shingles_among(known: Places, words: list[int]) -> Places:
    """The same for the shingles that another story has too."""
    places: Places = {}
    for place, shingle in enumerate(_runs_of(words)):
        if shingle in known:
            places.setdefault(shingle, []).append(place)
    return places


def _runs_of(words: list[int]) -> Iterator[tuple[int, ...]]:
    return zip(*(words[offset:] for offset in range(SHINGLE)), strict=False)


def _candidates(shingles: list[Places]) -> list[tuple[int, int]]:
    """The pairs of stories that share enough shingles for a passage."""
    holders: dict[tuple[int, ...], list[int]] = {}
    for story, places in enumerate(shingles):
        for shingle in places:
            holders.setdefault(shingle, []).append(story)
    shared: Counter = Counter()
    for stories in holders.values():
        if len(stories) > 1:
            shared.update(combinations(stories, 2))
    return sorted(pair for pair, count in shared.items() if count >= _FEWEST_SHINGLES)


def _equal_runs(left: list[int], right: list[int], left_places, right_places) -> list[_Run]:
    """All longest runs of equal words, in order of their place on the left."""
    runs = []
    for shingle in left_places.keys() & right_places.keys():
        for at in left_places[shingle]:
            for other in right_places[shingle]:
                if not (at and other and left[at - 1] == right[other - 1]):
                    runs.append(_Run(at, other, _length_of_run(left, right, at, other)))
    return sorted(runs, key=lambda run: (run.left, run.right))


def _length_of_run(left: list[int], right: list[int], at: int, other: int) -> int:
    length = SHINGLE
    longest = min(len(left) - at, len(right) - other)
    while length < longest and left[at + length] == right[other + length]:
        length += 1
    return length


def _with_edges(left: list[int], right: list[int], runs: list[_Run]) -> list[_Run]:
    """Add what is too short for a run, where one changed word parts it from one («… كلمة أخرى»)."""
    edges = set()
    for run in runs:
        edges.add(_edge(left, right, run.left_end + 1, run.right_end + 1, 1))
        edges.add(_edge(left, right, run.left - 2, run.right - 2, -1))
    known = {(run.left, run.right) for run in runs}
    added = [edge for edge in edges if edge and (edge.left, edge.right) not in known]
    return sorted([*runs, *added], key=lambda run: (run.left, run.right))


def _edge(left: list[int], right: list[int], at: int, other: int, step: int) -> _Run | None:
    """The one or two equal words from here on, in the direction of `step`."""
    length = 0
    while (
        length < SHINGLE - 1
        and 0 <= at + step * length < len(left)
        and 0 <= other + step * length < len(right)
        and left[at + step * length] == right[other + step * length]
    ):
        length += 1
    back = 0 if step > 0 else length - 1
    return _Run(at - back, other - back, length) if length else None


def _groups(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Runs parted where no passage can reach across on the left."""
    group: list[_Run] = []
    reach = 0
    for run in runs:
        if group and run.left > reach:
            yield group
            group = []
        group.append(run)
        reach = max(reach, run.left_end + _WIDEST_GAP)
    if group:
        yield group


def _chains(runs: list[_Run], shortest: int) -> Iterator[list[_Run]]:
    """The best chains of runs, best first, each word used once."""
    while _equal(runs) >= shortest * LEAST_ALIKE:
        chain = _best_chain(runs)
        if _span(chain) >= shortest and _likeness(chain) >= LEAST_ALIKE:
            yield chain
        runs = [run for run in runs if not _overlaps(run, chain)]


def _best_chain(runs: list[_Run]) -> list[_Run]:
    scores: list[float] = []
    before: list[int | None] = []
    for index, run in enumerate(runs):
        best, best_before = 0.0, None
        for earlier in range(index - 1, -1, -1):
            gap = _gap(runs[earlier], run)
            if gap is not None and scores[earlier] - _GAP_COST * gap > best:
                best, best_before = scores[earlier] - _GAP_COST * gap, earlier
        scores.append(run.length + best)
        before.append(best_before)
    at: int | None = max(range(len(runs)), key=scores.__getitem__)
    chain = []
    while at is not None:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]


def _gap(earlier: _Run, later: _Run) -> int | None:
    """Words between two runs on the wider side; None where they cannot be one passage."""
    left = later.left - earlier.left_end
    right = later.right - earlier.right_end
    if left < 0 or right < 0 or max(left, right) > _WIDEST_GAP:
        return None
    return max(left, right)


def _equal(chain: list[_Run]) -> int:
    return sum(run.length for run in chain)


def _span(chain: list[_Run]) -> int:
    left = chain[-1].left_end - chain[0].left
    right = chain[-1].right_end - chain[0].right
    return min(left, right)


def _likeness(chain: list[_Run]) -> float:
    left = chain[-1].left_end - chain[0].left
    right = chain[-1].right_end - chain[0].right
    return _equal(chain) / max(left, right)


def _overlaps(run: _Run, chain: list[_Run]) -> bool:
    on_left = run.left < chain[-1].left_end and chain[0].left < run.left_end
    on_right = run.right < chain[-1].right_end and chain[0].right < run.right_end
    return on_left or on_right


def _passage(texts: Sequence[Prose], first: int, second: int, chain: list[_Run]) -> SharedPassage:
    left, right = texts[first].tokens, texts[second].tokens
    return SharedPassage(
        first,
        second,
        left[chain[0].left].start,
        left[chain[-1].left_end - 1].end,
        right[chain[0].right].start,
        right[chain[-1].right_end - 1].end,
        _span(chain),
        round(_likeness(chain), 3),
    )
