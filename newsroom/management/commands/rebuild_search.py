"""Build the search index anew."""

import os

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.search.rebuilding import left_to_rebuild, rebuild

FEW = 5000  # stories that are indexed before other processes have started


class Command(BaseCommand):
    help = (
        "Build the search index anew, beside the one in use, which it then replaces. "
        "The site stays up; a rebuild that was cut off goes on where it stood."
    )

    requires_system_checks = []  # one of them asks for this command

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many stories")
        parser.add_argument(
            "--processes", type=int, help="how many read at a time; 0: this one alone"
        )

    def handle(self, *args, dry_run, processes, **options):
        total = left_to_rebuild()
        if dry_run:
            self.stdout.write(f"{total} stories to index")
            return
        if processes is None:
            processes = os.cpu_count() if total > FEW else 0
        indexed = 0
        is_hidden = not self.stderr.isatty()
        with tqdm(total=total, unit=" stories", disable=is_hidden, file=self.stderr) as bar:
            for count in rebuild(processes=processes):
                indexed += count
                bar.update(count)
        self.stdout.write(f"{indexed} stories indexed")
