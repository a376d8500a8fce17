"""Made-up stories with as many different words as news has, for want of news to ship.

Words are random letters with the affixes of real ones; how often each stands follows Zipf's law
over 150,000 printed forms, as many as 28,000 real news stories had. The commonest stand in more
than half of the stories.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy

# From the most frequent of Arabic on; a word takes the early ones more often.
LETTERS = "المينورتبسعدفقحجكهشخصطزثضذغظء"
LETTER_WEIGHTS = 1 / (numpy.arange(len(LETTERS)) + 3)
LENGTHS, LENGTH_WEIGHTS = (3, 4, 5, 6), (0.3, 0.35, 0.23, 0.12)
PREFIXES = ("", "", "ال", "ال", "و", "ب", "وال", "لل")
SUFFIXES = ("", "", "", "ات", "ية", "ها", "ين")
STOP_WORDS = "في من على إلى أن عن مع هذا التي الذي كان بعد قال".split()
STOP_SHARE = 0.25
FORMS = 150_000
FLATNESS = 12  # how far the commonest words are below Zipf's law, as content words are
HEADLINE = 9
LAST_DAY = datetime(2026, 1, 5, tzinfo=UTC)
MINUTES = 10 * 365 * 24 * 60


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A story; `original_date` is given for every second one."""

    headline: str
    body: str
    published_at: datetime
    original_date: date | None


@cache
def vocabulary(seed: int) -> list[str]:
    """Printed forms, the commonest first."""
    chance = numpy.random.default_rng(seed)
    forms: dict[str, None] = {}
    shares = LETTER_WEIGHTS / LETTER_WEIGHTS.sum()
    while len(forms) < FORMS:
        sizes = chance.choice(LENGTHS, FORMS, p=LENGTH_WEIGHTS)
        letters = chance.choice(list(LETTERS), (FORMS, max(LENGTHS)), p=shares)
        before = chance.choice(PREFIXES, FORMS)
        after = chance.choice(SUFFIXES, FORMS)
        for parts in zip(before, letters, sizes, after, strict=True):
            start, word, size, end = parts
            forms[f"{start}{''.join(word[:size])}{end}"] = None
    return list(forms)[:FORMS]


def stories(
    count: int, words: int = 265, seed: int = 6, *, shuffled: bool = False
) -> Iterator[MadeUp]:
    """So many stories, of so many words in the middle; the same for the same seed.

    They come in the order of their times, as a newsroom stores them, if not `shuffled`.
    """
    chance = numpy.random.default_rng(seed)
    forms = vocabulary(seed)
    heights = numpy.cumsum(1 / (numpy.arange(FORMS) + FLATNESS))
    for number in range(count):
        size = max(int(chance.lognormal(numpy.log(words), 0.4)), 2 * HEADLINE)
        drawn = numpy.searchsorted(heights, chance.random(size) * heights[-1])
        text = [forms[at] for at in drawn]
        for at in numpy.flatnonzero(chance.random(size) < STOP_SHARE):
            text[at] = STOP_WORDS[at % len(STOP_WORDS)]
        drawn_minute = int(chance.integers(MINUTES))
        minute = drawn_minute if shuffled else MINUTES * (count - number) // count
        moment = LAST_DAY - timedelta(minutes=minute)
        yield MadeUp(
            " ".join(text[:HEADLINE]),
            " ".join(text[HEADLINE:]),
            moment,
            moment.date() if number % 2 else None,
        )
