"""What an event's page costs to make: python -m tests.benchmarks.event_page

The five received reports as quickstart groups them, and an event of a hundred stories of 600
words made of their paragraphs, each compared anew and then read from what is kept. Processor time.

Runs in a test database of its own (DATABASE_URL says on which server) and leaves nothing.
"""

import os
import random
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from articles.event_pages import event
from articles.importing.files import find_files
from articles.models import Coverage, Event, Story
from newsroom.demo_event import ensure_event
from newsroom.seed_import import import_seeds
from tests.benchmarks.databases import own_database
from tests.benchmarks.figures import Figure
from tests.builders import MORNING

SEED = 7
STORIES, WORDS = 100, 600
TRIES = 5
HOST = "127.0.0.1"


def five():
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))
    return ensure_event(Story.objects.all(), at=timezone.now())


def hundred(lexicon):
    chance = random.Random(SEED)
    lines = [line for story in Story.objects.all() for line in story.body_text().splitlines()]
    made = Story.objects.bulk_create(made_story(lines, number, chance) for number in range(STORIES))
    large = Event.objects.create(name="حدث كبير", lexicon=lexicon)
    Coverage.objects.bulk_create(
        Coverage(event=large, story=story, position=place) for place, story in enumerate(made)
    )
    return large


def made_story(lines, number, chance):
    chosen = []
    while sum(len(line.split()) for line in chosen) < WORDS:
        chosen.append(chance.choice(lines))
    body = "".join(f"<p>{line}</p>" for line in chosen)
    return Story(
        status="published", headline=f"خبر {number}", slug="s", body=body, published_at=MORNING
    )


def milliseconds(shown):
    """The page compared anew, and the fastest of those after it."""
    request = RequestFactory().get(shown.get_absolute_url(), headers={"host": HOST})
    times = []
    cache.clear()
    for _ in range(1 + TRIES):
        began = time.process_time()
        event(request, shown.pk, shown.slug)
        times.append((time.process_time() - began) * 1e3)
    return times[0], min(times[1:])


def measured():
    with own_database():
        small = five()
        milliseconds(small)  # the first page of a process reads the templates, too
        return milliseconds(small), milliseconds(hundred(small.lexicon))


def figures(*, short: bool) -> list[Figure]:
    (five_new, five_kept), (hundred_new, hundred_kept) = measured()
    return [
        Figure("event of five, compared anew", five_new, "ms", at_most=150),
        Figure("event of five, kept", five_kept, "ms"),
        Figure(f"event of {STORIES}, compared anew", hundred_new, "ms", at_most=5000),
        Figure(f"event of {STORIES}, kept", hundred_kept, "ms"),
    ]


if __name__ == "__main__":
    for figure in figures(short=False):
        print(f"{figure.name:<32}{figure.value:>8.0f} {figure.unit}")
