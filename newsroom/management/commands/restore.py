"""Restore a backup into an empty newsroom."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from newsroom.backups.postgresql import ToolFailed
from newsroom.backups.taking import (
    BackupUnusable,
    RestoreDiffers,
    checked_manifest,
    require_empty,
    restore,
)
from newsroom.management.commands.backup import counted


class Command(BaseCommand):
    help = "Restore what backup took into an empty newsroom, and compare every row and file."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--dry-run", action="store_true", help="only check the backup")

    def handle(self, *args, folder, dry_run, **options):
        try:
            manifest = self.checked(folder) if dry_run else restore(folder)
        except (BackupUnusable, RestoreDiffers, ToolFailed, OSError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        done = "can be restored" if dry_run else "restored, each compared with the backup"
        self.stdout.write(f"{counted(manifest)} {done}")
        if not dry_run:
            self.stdout.write("Now run manage.py migrate, for a backup of an older version.")

    def checked(self, folder):
        manifest = checked_manifest(folder)
        require_empty()
        return manifest
