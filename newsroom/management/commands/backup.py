"""Take a backup of the running newsroom."""

import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import photo_files
from newsroom.backups.postgresql import ToolFailed
from newsroom.backups.taking import take
from newsroom.management.commands.export import unfinished

# Of the pictures that cannot be in the backup; manage.py doctor counts them, too.
NAMED = 3


class Command(BaseCommand):
    help = (
        "Copy database and pictures into a new folder while people write, with a manifest by "
        "which restore compares every row. Keep the secret key, too: it is not in the backup."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args, folder, **options):
        begun = unfinished(folder)
        try:
            manifest = take(begun, at=timezone.now())
            begun.rename(folder)
        except (OSError, ToolFailed) as error:
            shutil.rmtree(begun, ignore_errors=True)
            raise CommandError(f"{folder}: {error}. No backup was taken.") from error
        if missing := photo_files.missing():
            names = ", ".join(missing[:NAMED])
            self.stderr.write(
                f"Pictures without a file, not in the backup: {len(missing)} ({names})"
            )
        self.stdout.write(f"{counted(manifest)} in {folder}")


def counted(manifest: dict) -> str:
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return f"{rows} rows of {len(manifest['tables'])} tables, {len(manifest['media'])} files"
