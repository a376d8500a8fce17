"""Write everything that the newsroom owns as text."""

import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.exporting.writing import write_export


class Command(BaseCommand):
    help = (
        "Write every story as ninjs 3.1, every row as JSON Lines and every picture into a new "
        "folder. It holds password hashes: keep it as you keep a backup."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args, folder, **options):
        begun = unfinished(folder)
        try:
            counts = write_export(begun, at=timezone.now())
            begun.rename(folder)
        except OSError as error:
            shutil.rmtree(begun, ignore_errors=True)
            raise CommandError(f"{folder}: {error}. Nothing was written.") from error
        self.stdout.write(f"{sum(counts.values())} rows of {len(counts)} tables in {folder}")


def unfinished(folder: Path) -> Path:
    """Beside the folder, so that one of that name is always whole; the folder must not exist."""
    if folder.exists():
        raise CommandError(f"{folder} exists already: name a new folder.")
    begun = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(begun, ignore_errors=True)
    return begun
