"""Forget readers' addresses; for cron."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.privacy import ADDRESSES_KEPT, purge


class Command(BaseCommand):
    help = "Forget the hashed addresses of comments and reports that are older than 14 days."

    def handle(self, *args, **options):
        purged = purge(at=timezone.now())
        self.stdout.write(f"{purged} addresses older than {ADDRESSES_KEPT.days} days forgotten.")
