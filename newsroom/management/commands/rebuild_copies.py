"""Write the fingerprints by which shared text is found anew."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.copies.indexing import rebuild
from articles.models import Story


class Command(BaseCommand):
    help = "Write the fingerprints by which shared text is found anew; the site stays up."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many stories")

    def handle(self, *args, dry_run, **options):
        total = Story.objects.count()
        if dry_run:
            self.stdout.write(f"{total} stories to read")
            return
        written = 0
        is_hidden = not self.stderr.isatty()
        with tqdm(total=total, unit=" stories", disable=is_hidden, file=self.stderr) as bar:
            for count in rebuild():
                written += count
                bar.update(count)
        self.stdout.write(f"{written} stories read")
