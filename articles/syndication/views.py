"""A story's picture and its machine-readable text, and what crawlers may read."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Story
from articles.syndication import card_files, wire
from articles.syndication.ninjs import cancellation, document

NOT_FOR_CRAWLERS = ("admin:index", "search")


@require_safe
def card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The picture of a published story; under an outdated name the way to the present one."""
    story = get_object_or_404(Story.objects.released().select_related("source"), pk=pk)
    if story.status != Story.Status.PUBLISHED:
        return HttpResponse(status=410)
    words = card_files.card_of(story)
    present = card_files.digest_of(words)
    if digest != present:
        return redirect("card", pk, present)
    return wire.answer(request, card_files.picture(story, words), "image/png")


@require_safe
def ninjs(request: HttpRequest, pk: int) -> HttpResponse:
    """The story as ninjs 3.1; one that no longer stands answers 410 and that it is cancelled."""
    at = timezone.now()
    stories = Story.objects.released(at).with_origin().select_related("topic")
    story = get_object_or_404(stories, pk=pk)
    options = {"json_dumps_params": {"ensure_ascii": False}}
    if story.status != Story.Status.PUBLISHED:
        content = cancellation(story, request.build_absolute_uri)
        return JsonResponse(content, status=410, **options)
    content = JsonResponse(document(story, request.build_absolute_uri, at), **options).content
    return wire.answer(request, content, "application/json")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the desk, previews and searches are no place for crawlers."""
    closed = [reverse(name) for name in NOT_FOR_CRAWLERS] + ["/preview/", "/language/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Allow: /", ""]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return wire.answer(request, "\n".join(lines).encode(), "text/plain; charset=utf-8")
