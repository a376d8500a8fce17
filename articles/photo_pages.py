"""The files of pictures, each for whoever may see the story that it stands in."""

import time
from datetime import datetime

from django.conf import settings
from django.contrib import admin
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from articles import photo_files, pictures, previews
from articles.models import Photo, PreviewLink
from articles.previewing import private

# Names the preview that a browser has opened; sent with requests for pictures alone.
COOKIE = "preview"
PUBLIC = "public, max-age=31536000, immutable"
# Seconds for which a picture that was public is taken to be so still, without a query.
FRESH = 1.0
MOST_KNOWN = 10_000

# By picture, the public story that showed it, and when (of `time.monotonic`) the database said so.
_known: dict[str, tuple[int, float]] = {}


@require_safe
def photo_file(request: HttpRequest, name: str) -> HttpResponse:
    """The file of a picture; its name is never given to another one.

    Before a public story shows it, it is there for the desk and for who has a link alone, and
    no proxy may keep it.
    """
    file, at = photo_files.FOLDER + name, timezone.now()
    image = pictures.large_name(file)
    story = public_story(image, at)
    if story is None and not sees_early(request, image, at):
        return private(page_not_found(request, Http404()))
    try:
        response = FileResponse(default_storage.open(file), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
    if story is None:
        return private(response)
    response.headers["Cache-Control"] = PUBLIC
    response.headers["Surrogate-Key"] = f"story-{story}"
    return response


def public_story(image: str, at: datetime) -> int | None:
    """The number of a story with a page that shows the picture.

    While the database is away, what was public stays so: its page is read on, too.
    """
    known, since = _known.get(image, (None, 0.0))
    if known is not None and time.monotonic() - since < FRESH:
        return known
    try:
        story = Photo.objects.visible(at).stories_of(image).first()
    except (OperationalError, InterfaceError):
        if known is None:
            raise
        return known
    _remember(image, story)
    return story


def _remember(image: str, story: int | None) -> None:
    _known.pop(image, None)
    if len(_known) >= MOST_KNOWN:
        forget()
    if story is not None:
        _known[image] = (story, time.monotonic())


def forget() -> None:
    """Know nothing, as at the beginning."""
    _known.clear()


def sees_early(request: HttpRequest, image: str, at: datetime) -> bool:
    token = request.COOKIES.get(COOKIE, "")
    if token and previews.shows_picture(token, image, at=at):
        return True
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and admin.site.is_open_to(request)


def let_see_pictures(response: HttpResponse, link: PreviewLink) -> None:
    """Let the browser that opened the link fetch the pictures of its page, until the link ends."""
    response.set_cookie(
        COOKIE,
        previews.token_of(link),
        expires=link.expires_at,
        path=f"{settings.MEDIA_URL}{photo_files.FOLDER}",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
