"""The pages of the second step: giving a code, setting it up, renewing it, turning it off."""

import django_otp
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from newsroom import second_factor
from newsroom.second_factor import CodeRefused

HOW_TO_TYPE = {"autocomplete": "one-time-code", "dir": "ltr", "autofocus": True, "size": 12}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("code"), max_length=40, widget=forms.TextInput(attrs=HOW_TO_TYPE)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a code after the password, and go on to where the person wanted to go."""
    if not request.user.second_factor_at:
        return redirect("admin:second-factor-set-up")
    form = CodeForm(request.POST or None)
    if form.is_valid() and (device := _device(request, form)):
        django_otp.login(request, device)
        return redirect(_next(request))
    return _page(request, "ask", _("Second step"), form)


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture; begin to ask for codes once the app has shown a right one."""
    if request.user.second_factor_at:
        return redirect("admin:second-factor")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            codes = second_factor.set_up(request.user, form.cleaned_data["code"], at=timezone.now())
        except CodeRefused as error:
            form.add_error("code", str(error))
        else:
            return _begun(request, codes)
    device = second_factor.planned(request.user)
    more = {"picture": second_factor.qr_code(device), "key": second_factor.written_key(device)}
    return _page(request, "set_up", _("Set up the second step"), form, more)


def _begun(request: HttpRequest, codes: list[str]) -> HttpResponse:
    update_session_auth_hash(request, request.user)
    django_otp.login(request, next(django_otp.devices_for_user(request.user)))
    return _page(request, "codes", _("Recovery codes"), None, {"codes": codes})


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """New recovery codes, or no second step any more; each asks for a code once more."""
    if not request.user.second_factor_at:
        return redirect("admin:second-factor-set-up")
    form = CodeForm(request.POST or None)
    is_required = settings.NEWSROOM_SECOND_FACTOR == "required"
    if form.is_valid() and _device(request, form):
        if "renew" in request.POST:
            codes = second_factor.new_recovery_codes(request.user)
            return _page(request, "codes", _("Recovery codes"), None, {"codes": codes})
        if "remove" in request.POST and not is_required:
            return _removed(request)
    left = second_factor.recovery_codes_left(request.user)
    more = {"codes_left": left, "is_required": is_required}
    return _page(request, "manage", _("Second step"), form, more)


def _removed(request: HttpRequest) -> HttpResponse:
    second_factor.remove(request.user, by=request.user, at=timezone.now())
    update_session_auth_hash(request, request.user)
    messages.success(request, _("The second step is turned off."))
    return redirect("admin:index")


def _device(request: HttpRequest, form: CodeForm):
    try:
        return second_factor.check(request.user, form.cleaned_data["code"])
    except CodeRefused as error:
        form.add_error("code", str(error))
        return None


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("admin:index")


def _page(
    request: HttpRequest, name: str, title: str, form: CodeForm | None, more: dict | None = None
) -> HttpResponse:
    context = admin.site.each_context(request) | {"title": title, "form": form} | (more or {})
    status = 400 if form and form.errors else 200
    return TemplateResponse(request, f"admin/second_factor/{name}.html", context, status=status)
