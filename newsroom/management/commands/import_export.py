"""Read an export into an empty newsroom."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.exporting.reading import ImportRefused, checked_manifest, read_export, require_empty
from newsroom.exporting.tables import NotExportable


class Command(BaseCommand):
    help = "Read what export wrote into an empty newsroom, and compare every row."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--dry-run", action="store_true", help="only check the export")

    def handle(self, *args, folder, dry_run, **options):
        try:
            if dry_run:
                manifest = checked_manifest(folder)
                require_empty()
                counts = {name: table["rows"] for name, table in manifest["tables"].items()}
            else:
                counts = read_export(folder)
        except (ImportRefused, NotExportable, OSError) as error:
            raise CommandError(str(error)) from error
        done = "can be read" if dry_run else "read, each compared with the export"
        self.stdout.write(f"{sum(counts.values())} rows of {len(counts)} tables {done}")
