"""Make a newsroom of generated stories, for tests and measurements."""

from datetime import datetime, time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from articles.importing.files import find_files
from articles.importing.seed import Seed, read_seed
from newsroom.generated.crowd import make_remarks
from newsroom.generated.making import Newsroom, Plan, RealStories
from newsroom.generated.texts import Material, read_material


class Command(BaseCommand):
    help = "Fill an empty database with stories and comments recombined from the seeds."

    def add_arguments(self, parser):
        parser.add_argument("--stories", type=int, required=True, metavar="N")
        parser.add_argument("--comments", type=int, default=0, metavar="M")
        parser.add_argument(
            "--until", type=day, metavar="YYYY-MM-DD", help="the newest story's day; default: today"
        )

    def handle(self, *args, stories, comments, until, **options):
        if stories < 1 or comments < 0:
            raise CommandError("Give a number of stories from 1 and of comments from 0.")
        plan = Plan(stories, comments, until or midnight(timezone.localdate()))
        material = seed_material()
        newsroom = Newsroom(plan, material, make_remarks(material) if comments else [])
        try:
            made = sum(self.shown(newsroom.make(), stories))
        except RealStories as error:
            raise CommandError(
                "This database holds real stories; generated ones go into a database of their own."
            ) from error
        # The rows have their words from their writing.
        call_command("rebuild_search", only="stories", stdout=self.stdout)
        with connection.cursor() as cursor:
            # Vacuumed too where indexes can answer alone only for pages that have been.
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")
        self.stdout.write(f"{made} stories made, {stories} in all")

    def shown(self, batches, total):
        with tqdm(total=total, unit=" stories", file=self.stderr, disable=None) as bar:
            for number in batches:
                bar.update(number)
                yield number


def day(text: str) -> datetime:
    return midnight(datetime.strptime(text, "%Y-%m-%d").date())


def midnight(date) -> datetime:
    return timezone.make_aware(datetime.combine(date, time.min))


def seed_material() -> Material:
    files = find_files([settings.BASE_DIR / "seeds"])
    return read_material(seed for seed in map(read_seed, files) if isinstance(seed, Seed))
