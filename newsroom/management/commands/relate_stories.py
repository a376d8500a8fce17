"""Find related stories for those that have none yet."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.relating import relate_unrelated, unrelated


class Command(BaseCommand):
    help = (
        "Find the related stories of published stories that have none, the newest first. "
        "Publishing does it for a story at once; this is for stories that were imported."
    )

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=10_000, help="stories to look at")
        parser.add_argument("--dry-run", action="store_true", help="only say how many stories")

    def handle(self, *args, most, dry_run, **options):
        total = unrelated()[: max(most, 0)].count()
        if dry_run:
            self.stdout.write(f"{total} stories without related stories")
            return
        is_hidden = not self.stderr.isatty()
        with tqdm(total=total, unit=" stories", disable=is_hidden, file=self.stderr) as bar:
            for count in relate_unrelated(total):
                bar.update(count)
        self.stdout.write(f"{total} stories looked at")
