"""Failed logins: counted for a name and an address, neither the address nor the browser kept."""

import ipaddress
from datetime import datetime

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac


class Attempts(AxesDatabaseHandler):
    """The package's counting in the database, without what it would note of the browser."""

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)


def hidden_address(request: HttpRequest) -> str:
    """A keyed hash of the address, in the form of one: the package's column takes nothing else."""
    hashed = salted_hmac("newsroom.login", request.META.get("REMOTE_ADDR", ""), algorithm="sha256")
    return str(ipaddress.IPv6Address(hashed.digest()[:16]))


def locked_out(request: HttpRequest, credentials: dict | None = None) -> HttpResponse:
    """The page for somebody who has guessed too often."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def forget(*, at: datetime) -> int:
    """Forget the attempts that lock nobody out any more; how many."""
    oldest = at - settings.AXES_COOLOFF_TIME
    forgotten, _by_model = AccessAttempt.objects.filter(attempt_time__lt=oldest).delete()
    return forgotten
