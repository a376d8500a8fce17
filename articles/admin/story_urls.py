"""Addresses of a story's pages beside its form."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from articles.admin import (
    story_corrections,
    story_events,
    story_history,
    story_links,
    story_merge,
    story_presence,
    story_preview,
    story_steps,
)

PAGES = [
    ("steps/<str:verb>/", story_steps.step, "step"),
    ("history/", story_history.history, "history"),
    ("restore/<row_id:number>/", story_history.restore, "restore"),
    ("merge/", story_merge.merge, "merge"),
    ("preview/", story_preview.preview, "preview"),
    ("events/", story_events.change_events, "events"),
    ("copies/", story_events.copies, "copies"),
    ("links/", story_links.links, "links"),
    ("links/<row_id:link>/revoke/", story_links.revoke, "revoke_link"),
    ("ask-correction/", story_corrections.ask, "ask_correction"),
    ("requests/<row_id:asked>/decline/", story_corrections.decline, "decline"),
    ("presence/", story_presence.announce, "presence"),
]


def patterns(site: AdminSite) -> list[URLPattern]:
    """The pages for the staff; what each of them may do with this story the view asks itself."""
    return [
        path(f"<row_id:pk>/{route}", site.admin_view(view), name=f"articles_story_{name}")
        for route, view, name in PAGES
    ]
