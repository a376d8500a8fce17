"""The page on which readers see what is kept of them, take it along, and erase it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from comments.privacy import KEPT
from comments.reader_data import erase, of_reader
from comments.readers import COOKIE, known_reader


@never_cache
@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """What is kept of anybody, and for a reader who has written how much it is of them."""
    reader = known_reader(request)
    mine = of_reader(reader) if reader else None
    return render(request, "comments/your_data.html", {"kept": KEPT, "mine": mine})


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Everything of the reader's as a file."""
    response = JsonResponse(
        of_reader(known_reader(request)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response.headers["Content-Disposition"] = 'attachment; filename="your-data.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Erase everything of the reader's, once they have ticked that it cannot be undone."""
    reader = known_reader(request)
    if request.POST.get("sure") != "yes":
        return redirect("your-data")
    erased = erase(reader)
    response = render(request, "comments/your_data_erased.html", {"erased": erased})
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
