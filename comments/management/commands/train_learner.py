"""Train the newsroom's learner, or rebuild the starting model."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from comments.flagging.labelled import LabelledFileError, read_labelled
from comments.flagging.starting_model import STORED_AT
from comments.flagging.stored_arrays import pack
from comments.flagging.training import NotTrainable, train_starting_model
from comments.learning import speaking, train


class Command(BaseCommand):
    help = (
        "Learn from the moderators' decisions, or rebuild the starting model from labelled files."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--from",
            dest="files",
            nargs="+",
            type=Path,
            metavar="FILE.tsv",
            help="rebuild the starting model from files of text, tab, clean or offensive",
        )

    def handle(self, *args, files, **options):
        if files:
            self.rebuild_starting_model(files)
            return
        trained = train(at=timezone.now())
        self.stdout.write(f"Learned from {trained.decisions} decisions ({trained.sha256[:12]}).")
        if speaking().is_silent:
            self.stdout.write("Too few to rank by: the starting model goes on speaking.")

    def rebuild_starting_model(self, files):
        try:
            rows = [row for file in files for row in read_labelled(file)]
            STORED_AT.write_bytes(pack(train_starting_model(rows)))
        except (LabelledFileError, NotTrainable, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{STORED_AT.name}: {STORED_AT.stat().st_size} bytes from {len(rows)} texts."
        )
