"""Build the search index of the stories anew, and those of the desk's lists."""

import os

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.search import refreshing
from articles.search.rebuilding import left_to_rebuild, rebuild

FEW = 5000  # stories that are indexed before other processes have started


STORIES, ROWS = "stories", "rows"


class Command(BaseCommand):
    help = (
        "Build the search index anew, beside the one in use, which it then replaces, and read "
        "the words of comments, received texts and sources anew, where they are. The site stays "
        "up; a rebuild that was cut off goes on where it stood."
    )

    requires_system_checks = []  # one of them asks for this command

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how much there is")
        parser.add_argument(
            "--processes", type=int, help="how many read at a time; 0: this one alone"
        )
        parser.add_argument(
            "--only", choices=[STORIES, ROWS], help="of the two; rows are all but the stories"
        )
        parser.add_argument(
            "--refill",
            action="store_true",
            help="build the rows' index anew too, if it was damaged: SQLite's writers wait for it",
        )

    def handle(self, *args, dry_run, processes, only, refill, **options):
        if only != ROWS:
            self.rebuild_stories(dry_run, processes)
        if only != STORIES:
            self.refresh_rows(dry_run, refill)

    def rebuild_stories(self, dry_run, processes):
        total = left_to_rebuild()
        if dry_run:
            self.stdout.write(f"{total} stories to index")
            return
        if processes is None:
            processes = os.cpu_count() if total > FEW else 0
        indexed = sum(self.shown(rebuild(processes=processes), total, "stories"))
        self.stdout.write(f"{indexed} stories indexed")

    def refresh_rows(self, dry_run, refill):
        total = refreshing.left_to_refresh()
        if dry_run:
            self.stdout.write(f"{total} comments, received texts and sources to read")
            return
        read = sum(self.shown(refreshing.refresh(), total, "rows"))
        if refill:
            refreshing.refill()
        self.stdout.write(f"{read} comments, received texts and sources read")

    def shown(self, counts, total, unit):
        """Pass the counts on, behind a bar where somebody watches."""
        is_hidden = not self.stderr.isatty()
        with tqdm(total=total, unit=f" {unit}", disable=is_hidden, file=self.stderr) as bar:
            for count in counts:
                bar.update(count)
                yield count
