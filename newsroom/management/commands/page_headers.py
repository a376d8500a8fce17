"""The headers of our pages, for a web server that sends them from PAGES_ROOT."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test import Client
from django.urls import reverse

# What belongs to one page, or what nginx sets itself.
OF_ONE_PAGE = {
    "cache-control",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "etag",
    "last-modified",
    "surrogate-key",
    "vary",
    "x-request-id",
}


class Command(BaseCommand):
    help = "Print nginx directives that give kept pages the headers which the application gives."

    def handle(self, *args, **options):
        host = next((host for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
        client = Client(HTTP_HOST=host.removeprefix("."))
        response = client.get(reverse("corrections"), secure=settings.IS_HTTPS)
        for name, value in response.items():
            if name.lower() not in OF_ONE_PAGE:
                self.stdout.write(f'add_header {name} "{value}";')
