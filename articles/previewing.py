"""Showing a version of a story on the page that readers will have."""

from typing import Any

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from articles import revisions
from articles.layout import story_blocks
from articles.models import Revision, Story


def context(story: Story, revision: Revision | None) -> dict[str, Any]:
    """What the story's template needs to show it as this version has it; None is its row."""
    if revision:
        story, photos = revisions.seen_as(story, revision)
    else:
        photos = story.photos.in_order()
    return {
        "story": story,
        "revision": revision,
        "blocks": story_blocks(story, photos),
        "corrections": story.given_corrections(),
    }


def private(response: HttpResponse) -> HttpResponse:
    """The response, kept out of caches, search engines and other sites' referrers.

    Within this site the referrer stays: without any, a browser calls the origin of the form with
    the reader's answer "null", and it would be refused as another site's.
    """
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
