from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.layout import story_blocks
from articles.models import Source, Story, StoryQuerySet
from articles.paging import CursorInvalid, Page, newest_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = requested_page(request, Story.objects.published().select_related("source"))
    return render(request, "articles/home.html", list_context(page))


@require_safe
def story(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One story; another slug than the story's own redirects to its address."""
    found = get_object_or_404(Story.objects.published().with_origin(), pk=pk)
    if slug != found.slug:
        return redirect(found, permanent=True)
    context = {
        "story": found,
        "blocks": story_blocks(found, found.photos.in_order()),
    }
    return render(request, "articles/story.html", context)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Source, slug=slug)
    stories = Story.objects.published().filter(source=found).select_related("source")
    page = requested_page(request, stories)
    return render(request, "articles/source.html", {"source": found, **list_context(page)})


def requested_page(request: HttpRequest, stories: StoryQuerySet) -> Page:
    try:
        return newest_page(stories, request.GET.get("after", ""))
    except CursorInvalid as error:
        raise Http404 from error


def list_context(page: Page) -> dict[str, object]:
    return {"stories": page.stories, "next_cursor": page.next_cursor}
