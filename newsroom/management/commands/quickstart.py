"""From a fresh clone to a running newsroom, in one command that can be run again."""

import os
import socket

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from articles.importing.files import find_files
from articles.importing.store import Status
from articles.models import Story
from articles.relating import relate_unrelated
from newsroom.demo_cast import ensure_cast
from newsroom.demo_event import ensure_event
from newsroom.seed_import import import_seeds
from newsroom.serving import HOST, server_command


class Command(BaseCommand):
    help = "Set up a newsroom with the seed stories and a demo cast, and serve it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="only set it up")
        parser.add_argument("--reset-passwords", action="store_true", help="print new passwords")
        parser.add_argument(
            "--demo-accounts",
            action="store_true",
            help="make the demo accounts even on the database that DATABASE_URL names",
        )

    def handle(self, *args, port, no_serve, reset_passwords, demo_accounts, **options):
        if not no_serve:
            check_port(port)
        call_command("migrate", verbosity=0, interactive=False)
        self.import_stories()
        call_command("collectstatic", verbosity=0, interactive=False)
        self.show_cast(demo_accounts, reset_passwords)
        self.show_addresses(port)
        if not no_serve:
            self.stdout.flush()
            serve(port)

    def import_stories(self):
        outcomes = list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))
        created = [outcome.read for outcome in outcomes if outcome.status == Status.CREATED]
        self.stdout.write(
            f"Stories: {len(created)} imported, {len(outcomes) - len(created)} left as they are."
        )
        sum(relate_unrelated(len(created)))
        self.group_stories([read.sha256 for read in created])

    def group_stories(self, digests):
        """What the desk would propose to an editor, accepted once, for a newcomer to see."""
        event = ensure_event(Story.objects.filter(seed_file__sha256__in=digests), at=timezone.now())
        if event:
            self.stdout.write(f"Event:   {event.stories.count()} stories side by side.")

    def show_cast(self, demo_accounts, reset_passwords):
        if not settings.IS_LOCAL and not demo_accounts:
            self.stdout.write(
                "No demo accounts on the database that DATABASE_URL names: make your own with "
                "manage.py createsuperuser, or ask for them with --demo-accounts."
            )
            return
        self.stdout.write("Accounts of the desk (passwords are printed once, here):")
        for name, password in ensure_cast(reset_passwords=reset_passwords).items():
            kept = "(password kept; --reset-passwords prints a new one)"
            self.stdout.write(f"  {name:<14} {password or kept}")

    def show_addresses(self, port):
        site = f"http://{HOST}:{port}"
        self.stdout.write(f"Site:   {site}{reverse('home')}")
        self.stdout.write(f"Desk:   {site}{reverse('admin:index')}")
        self.stdout.write(f"Queue:  {site}{reverse('admin:comments_queue')}")


def check_port(port: int) -> None:
    """Raise CommandError where the port cannot be had, before anything is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} cannot be used ({error}): choose another with --port."
            ) from error


def serve(port: int) -> None:
    """Become the production server: this process ends here, signals reach granian itself."""
    os.chdir(settings.BASE_DIR)
    command = server_command(port)
    os.execv(command[0], command)
