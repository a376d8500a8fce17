import errno
import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views import i18n
from django.views.csrf import csrf_failure
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.defaults import server_error

from articles import kept_forms

# Longer than the queue for the database's one writer takes to shrink.
RETRY_SECONDS = 30
# PostgreSQL's answer to a write while it only lets read.
READ_ONLY = "25006"


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen interface language: a cookie for readers, the profile for staff.

    It asks for no token, so that reading a page sets no cookie and a page is the same for all.
    A form on another site brings no session (its cookie is SameSite=Lax), so it can only change
    what the reader's own menus say.
    """
    response = i18n.set_language(request)
    language = request.POST.get("language")
    user = request.user
    if user.is_authenticated and language in user.Language.values:
        user.interface_language = language
        user.save(update_fields=["interface_language"])
    return response


def refuse_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form with a wrong token; an older page of the desk gets its text back."""
    if kept_forms.is_stale(request) and kept_forms.keep(request):
        return redirect(request.get_full_path())
    return csrf_failure(request, reason)


def failed(request: HttpRequest) -> HttpResponse:
    """What to answer after an uncaught exception: 503 where nothing can be stored just now.

    A database that is locked or out of reach, or a disk that takes nothing, is nobody's mistake,
    and the next try may succeed.
    """
    if not is_passing(sys.exception()):
        return server_error(request)
    page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})


def is_passing(error: BaseException | None) -> bool:
    """Whether the exception tells of the machine's present state and not of a fault of ours."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EROFS, errno.EDQUOT)
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", "") == READ_ONLY
    return isinstance(error, OperationalError | InterfaceError)
