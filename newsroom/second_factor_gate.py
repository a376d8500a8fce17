from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from newsroom import second_factor
from newsroom.middleware import DESK

# What somebody may open who has given a password and not yet a code.
BEFORE_THE_CODE = ("login", "logout", "jsi18n", "second-factor-ask")


class SecondFactorMiddleware:
    """Lead staff to the second step before they see anything of the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(str(DESK)) and second_factor.is_due(request.user):
            step = "ask" if request.user.second_factor_at else "set-up"
            wanted = reverse(f"admin:second-factor-{step}")
            if request.path_info not in {wanted, *open_addresses()}:
                return redirect(f"{wanted}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)


def open_addresses() -> list[str]:
    return [reverse(f"admin:{name}") for name in BEFORE_THE_CODE]
