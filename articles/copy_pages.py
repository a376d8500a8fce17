"""Where else a story's text stands, for readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.copies.finding import READ, copies_of
from articles.models import Story


@require_safe
def story_copies(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The paragraphs of a published story that stand in other published ones."""
    published = Story.objects.published()
    found = get_object_or_404(published.select_related("source").prefetch_related("photos"), pk=pk)
    if slug != found.slug:
        return redirect("story-copies", found.pk, found.slug, permanent=True)
    copies = copies_of(found, published)
    context = {
        "story": found,
        "copies": copies,
        "paragraphs": copies.paragraphs(),
        "most_read": READ,
    }
    return render(request, "articles/story_copies.html", context)
