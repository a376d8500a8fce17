"""Say what is wrong with an installation, and how to mend it."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.doctor import examine


class Command(BaseCommand):
    help = "Say in Arabic, or with --language en in English, what is wrong and how to mend it."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *args, language, **options):
        with translation.override(language):
            findings = examine()
            for finding in findings:
                self.show(finding)
            troubles = sum(bool(finding.trouble) for finding in findings)
            self.stdout.write(self.verdict(troubles))
        if troubles:
            sys.exit(1)

    def show(self, finding):
        if not finding.trouble:
            self.stdout.write(f"✓ {finding.name}")
            return
        self.stdout.write(f"✗ {finding.name}: {finding.trouble}")
        self.stdout.write(f"  → {finding.remedy}")

    def verdict(self, troubles):
        if not troubles:
            return _("All is well.")
        said = ngettext("%(count)d thing to mend.", "%(count)d things to mend.", troubles)
        return said % {"count": troubles}
