"""How fast near copies are found in a large archive: python -m tests.benchmarks.copies [STORIES]

The index holds so many stories (100,000) of 600 words: their fingerprints are drawn as hashes
fall, one in ten from a pool that many stories share, as set phrases are. A few hundred have texts,
made of the seeds' words, some of which hold sixty words of the story that is looked up.

Runs in a test database of its own (DATABASE_URL says on which server) and leaves nothing.
"""

import os
import random
import resource
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection, transaction

from articles.copies.backends import copy_index
from articles.copies.finding import copies_of
from articles.copies.indexing import fingerprints_of, index_copies
from articles.models import Story
from tests.benchmarks.databases import own_database
from tests.benchmarks.figures import Figure
from tests.builders import MORNING
from tests.comparison_gold import FOLDER, read_gold

SEED = 7
STORIES, SHORT = 100_000, 5_000
BATCH = 5_000
WORDS = 600
READ = 300  # stories with a text
COPIES = 20  # of them hold passages of the story that is looked up
SHARED = 20_000  # fingerprints that many stories have
TRIES = 15


def made_text(words, chance):
    """Words of real reports in an order that no other text has."""
    return chance.choices(words, k=WORDS)


def drawn(count, pool, chance):
    own = [chance.getrandbits(31) for _ in range(count - count // 10)]
    return sorted({*own, *chance.choices(pool, k=count // 10)})


def fill(total, count, chance):
    """Stories without a text, whose fingerprints are drawn."""
    pool = [chance.getrandbits(31) for _ in range(SHARED)]
    for start in range(0, total, BATCH):
        rows = [
            Story(status="published", headline="-", slug="s", published_at=MORNING)
            for _ in range(min(BATCH, total - start))
        ]
        made = Story.objects.bulk_create(rows)
        with transaction.atomic():
            copy_index().write({story.pk: drawn(count, pool, chance) for story in made})


def real_stories(vocabulary, new, chance):
    rows = []
    for number in range(READ):
        words = made_text(vocabulary, chance)
        if number < COPIES:
            at = chance.randrange(len(new) - 60)
            words[300:300] = new[at : at + 60]
        rows.append(
            Story(
                status="published",
                headline="-",
                slug="s",
                body=f"<p>{' '.join(words)}</p>",
                published_at=MORNING,
            )
        )
    made = Story.objects.bulk_create(rows)
    index_copies(story.pk for story in made)
    return {story.pk for story in made[:COPIES]}


def archive(total):
    """A new story beside an archive of so many, and which of them hold some of its words."""
    chance = random.Random(SEED)
    vocabulary = [word for gold in read_gold(FOLDER / "seeds.txt") for word in gold.text.split()]
    new = made_text(vocabulary, chance)
    story = Story.objects.create(
        status="draft", headline="-", body=f"<p>{' '.join(new)}</p>", slug="s"
    )
    fill(total - READ, len(fingerprints_of(" ".join(new))), chance)
    copies = real_stories(vocabulary, new, chance)
    index_copies([story.pk])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself, a little later
    return story, copies


def looked_up(story):
    """What is found, and the milliseconds that each try took, by the clock and the processor."""
    walls, processor = [], []
    for _ in range(TRIES):
        wall, own = time.perf_counter(), time.process_time()
        found = copies_of(story, Story.objects.published())
        walls.append((time.perf_counter() - wall) * 1e3)
        processor.append((time.process_time() - own) * 1e3)
    return {copy.story.pk for copy in found.near_copies}, walls, processor


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(total):
    story, copies = archive(total)
    found, walls, processor = looked_up(story)
    print(f"{total} stories on {connection.vendor}:", end=" ")
    print(f"{len(found & copies)} of {len(copies)} near copies found", end=", ")
    print(f"median {statistics.median(walls):.0f} ms, worst {max(walls):.0f} ms", end=" ")
    print(f"(processor {statistics.median(processor):.0f} ms)")
    print(f"  index {copy_index().bytes_used() / 1e6:.0f} MB on disk, process {memory():.0f} MiB")


def figures(*, short: bool) -> list[Figure]:
    total = SHORT if short else STORIES
    with own_database():
        story, copies = archive(total)
        found, walls, processor = looked_up(story)
        share = len(found & copies) / len(copies)
        size = copy_index().bytes_used() / 1e6
    name = f"near copies among {total}"
    return [
        Figure(f"{name}, found", share, at_least=1),
        Figure(f"{name}, median", statistics.median(walls), "ms", at_most=100),
        Figure(f"{name}, processor", statistics.median(processor), "ms"),
        Figure(f"{name}, index on disk", size, "MB", at_most=200),
        Figure(f"{name}, process", memory(), "MiB", at_most=200),
    ]


if __name__ == "__main__":
    with own_database():
        main(int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
