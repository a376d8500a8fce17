"""Import received texts as stories."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles.importing.files import find_files
from articles.importing.seed import Refusal
from articles.importing.store import Status
from articles.relating import relate_unrelated
from newsroom.planning import look_at_tables
from newsroom.seed_import import Outcome, has_tables, import_seeds

MOST_RELATED = 200  # stories whose relatives are looked for at once
# What an import and its processes leave to readers of the site that it runs beside; where nobody
# asks for anything it is as fast as ever.
POLITENESS = 10
MANY = 20  # files, from which on a bar says more than lines


class Command(BaseCommand):
    help = "Import received texts as stories, each once: files that are known are left alone."
    requires_migrations_checks = False

    def run_from_argv(self, argv):
        # Only where it has its process to itself, not where other code calls it.
        os.nice(POLITENESS)
        super().run_from_argv(argv)

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--draft", action="store_true", help="leave the stories as drafts")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--encoding", default="utf-8", help="of files that are not UTF-8")
        parser.add_argument("--report", metavar="FILE", help="JSON, a line for each file; - prints")

    def handle(self, *args, paths, draft, dry_run, encoding, report, **options):
        if not dry_run and not has_tables():
            raise CommandError("The database has no tables yet: run manage.py migrate first.")
        paths = paths or [settings.BASE_DIR / "seeds"]
        outcomes = import_seeds(
            find_files(paths),
            at=timezone.now(),
            encoding=encoding,
            as_draft=draft,
            dry_run=dry_run,
        )
        counts = Counter()
        self.notes = self.stderr if report == "-" else self.stdout
        with opened_report(report, self.stdout) as write_report:
            for outcome in self.shown(outcomes, total=sum(1 for _ in find_files(paths))):
                counts[outcome.status] += 1
                write_report(outcome)
        if counts[Status.CREATED] and not dry_run:
            look_at_tables()
        self.relate(0 if dry_run or draft else counts[Status.CREATED])
        self.notes.write(", ".join(f"{counts[status]} {status}" for status in Status))
        if counts[Status.REJECTED]:
            sys.exit(1)

    def relate(self, created: int):
        """Few stories find their relatives at once, many in the hours of cron."""
        if created <= MOST_RELATED:
            sum(relate_unrelated(created))
        else:
            self.notes.write("Related stories: run manage.py relate_stories.")

    def shown(self, outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
        """Pass the outcomes on: behind a bar where somebody watches many, else a line each."""
        if total > MANY and self.stderr.isatty():
            outcomes = tqdm(outcomes, total=total, unit=" files", file=self.stderr)
        for outcome in outcomes:
            if isinstance(outcome.read, Refusal):
                self.stderr.write(f"{outcome.read.name}: {outcome.read.error}")
            elif total <= MANY or not self.stderr.isatty():
                self.notes.write(f"{outcome.status}: {outcome.read.name}")
            yield outcome


@contextmanager
def opened_report(target: str | None, stdout: IO[str]) -> Iterator[Callable[[Outcome], Any]]:
    """A function that writes an outcome to the report, or does nothing where none is wanted."""
    if target is None:
        yield lambda outcome: None
    elif target == "-":
        yield lambda outcome: stdout.write(as_json(outcome))
    else:
        with opened_for_writing(target) as file:
            yield lambda outcome: file.write(as_json(outcome) + "\n")


def opened_for_writing(target: str) -> IO[str]:
    try:
        return open(target, "w", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{target}: the report cannot be written there ({error}).") from error


def as_json(outcome: Outcome) -> str:
    """One line of the report: what the file is, what became of it, and each line's kind."""
    read = outcome.read
    known = {"file": read.name, "sha256": read.sha256 or None, "status": str(outcome.status)}
    if isinstance(read, Refusal):
        content = {"error": str(read.error), "story": None, "lines": []}
    else:
        content = {"error": None, "story": story_json(read.draft), "lines": lines_json(read.lines)}
    return json.dumps(known | content, ensure_ascii=False)


def story_json(draft) -> dict[str, Any]:
    return {
        "headline": draft.headline,
        "headline_is_provisional": draft.headline_is_provisional,
        "summary": draft.summary,
        "byline": draft.byline,
        "dateline": draft.dateline,
        "credits": [
            {"agency": credit.agency, "evidence": credit.evidence} for credit in draft.credits
        ],
        "original_date": draft.original_date.isoformat() if draft.original_date else None,
        "source": None,
    }


def lines_json(lines) -> list[dict[str, Any]]:
    return [
        {"n": line.n, "kind": line.kind, "block": line.block}
        for line in lines
        if line.kind != "blank"
    ]
