"""Measure the flagging on texts that people have labelled."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from comments.flagging.labelled import LabelledFileError, read_labelled
from comments.flagging.measuring import learning_curve, measure


class Command(BaseCommand):
    help = "Print how well rules, starting model and learner do on labelled texts."

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE.tsv", help="text, tab, clean or offensive"
        )

    def handle(self, *args, files, **options):
        for file in files:
            try:
                rows = read_labelled(file)
            except (LabelledFileError, OSError) as error:
                raise CommandError(f"{file}: {error}") from error
            self.show_measures(file.name, rows)
            self.show_curve(rows)

    def show_measures(self, name, rows):
        found = measure(rows)
        self.stdout.write(f"{name}: {found.texts} texts, {found.offensive} offensive")
        self.stdout.write(f"  rules: recall {found.recall:.3f}, precision {found.precision:.3f}")
        self.stdout.write(f"  rules: clean texts touched {found.false_hits:.3f}")
        self.stdout.write(f"  rules: AUC {found.rules_auc:.3f}")
        top = found.starting_precision_in_top
        self.stdout.write(f"  starting model: AUC {found.starting_auc:.3f}, top tenth {top:.3f}")

    def show_curve(self, rows):
        self.stdout.write("  decisions    AUC  top tenth")
        for point in learning_curve(rows):
            row = f"{point.decisions:>11}  {point.auc:.3f}      {point.precision_in_top:.3f}"
            self.stdout.write(row)
