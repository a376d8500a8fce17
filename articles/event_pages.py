"""What readers see of events: the list, and one event told by several sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.models import Event
from articles.views import requested_page


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    page = requested_page(request, Event.objects.visible())
    context = {"events": page.rows, "next_cursor": page.next_cursor}
    return render(request, "articles/events.html", context)


@require_safe
def event(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One event with the stories that cover it; another slug redirects to its address."""
    found = get_object_or_404(Event.objects.visible(), pk=pk)
    if slug != found.slug:
        return redirect(found, permanent=True)
    context = {"event": found, "stories": found.stories_in_order()}
    return render(request, "articles/event.html", context)
