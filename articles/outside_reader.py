"""The page behind a preview link: a story for one reader without an account, and their answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles import photo_pages, previewing, previews
from articles.models import PreviewLink

LONGEST_NOTE = 2000


@require_http_methods(["GET", "HEAD", "POST"])
def outside_reader(request: HttpRequest, token: str) -> HttpResponse:
    """Show the newest version; on POST take the answer about the version that was shown."""
    at = timezone.now()
    try:
        link = previews.open_link(token, at=at)
    except previews.LinkUnknown as error:
        raise Http404 from error
    except previews.LinkEnded as error:
        return _ended(request, error)
    refusal = _answer(request, link) if request.method == "POST" else ""
    return _page(request, link, refusal)


def _answer(request: HttpRequest, link: PreviewLink) -> str:
    """Take the answer; the sentence of its refusal, or ""."""
    at = timezone.now()
    number = request.POST.get("revision", "")
    seen = link.story.revisions.filter(number=number if number.isdecimal() else 0).first()
    choice = request.POST.get("answer")
    if seen is None or choice not in PreviewLink.Answer.values:
        raise Http404
    note = request.POST.get("note", "")[:LONGEST_NOTE]
    try:
        previews.answer(link, choice, revision=seen, at=at, note=note)
    except (previews.AnswerRefused, previews.LinkEnded) as error:
        return str(error)
    link.refresh_from_db()
    return ""


def _page(request: HttpRequest, link: PreviewLink, refusal: str) -> HttpResponse:
    revision = previews.shown_version(link, at=timezone.now())
    context = previewing.context(link.story, revision) | {
        "link": link,
        "form": not link.answer,
        "refusal": refusal,
        "note": request.POST.get("note", ""),
    }
    status = 409 if refusal else 200
    page = previewing.private(render(request, "articles/preview.html", context, status=status))
    photo_pages.let_see_pictures(page, link)
    return page


def _ended(request: HttpRequest, error: Exception) -> HttpResponse:
    context = {"sentence": str(error)}
    page = render(request, "articles/preview_ended.html", context, status=410)
    return previewing.private(page)
