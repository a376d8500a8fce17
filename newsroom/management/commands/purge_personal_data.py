"""Forget what is kept of people no longer than it is of use; for cron."""

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.privacy import ADDRESSES_KEPT, purge
from newsroom.login_attempts import forget
from newsroom.planning import look_at_tables


class Command(BaseCommand):
    help = (
        "Forget the hashed addresses of comments and reports that are older than 14 days, "
        "failed logins and ended sessions of the staff."
    )

    def handle(self, *args, **options):
        at = timezone.now()
        purged = purge(at=at)
        failed = forget(at=at)
        ended, _by_model = Session.objects.filter(expire_date__lt=at).delete()
        look_at_tables()
        self.stdout.write(f"{purged} addresses older than {ADDRESSES_KEPT.days} days forgotten.")
        self.stdout.write(f"{failed} failed logins and {ended} sessions forgotten.")
