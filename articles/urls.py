from django.urls import include, path

from articles import archive, copy_pages, event_pages, photo_pages, policy_pages, sections, views
from articles.outside_reader import outside_reader
from articles.public_history import public_history
from articles.search_page import SearchFeed, search, search_json, search_suggestions

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("articles.syndication.urls")),
    path("stories/<row_id:pk>-<unicode_slug:slug>/", views.story, name="story"),
    path(
        "stories/<row_id:pk>-<unicode_slug:slug>/copies/",
        copy_pages.story_copies,
        name="story-copies",
    ),
    path("stories/<row_id:pk>/history/", public_history, name="story-history"),
    path("s/<short_id:pk>/", views.short_link, name="short-link"),
    path("preview/<str:token>/", outside_reader, name="preview"),
    path("media/photos/<photo_file:name>", photo_pages.photo_file, name="photo-file"),
    path("corrections/", views.corrections, name="corrections"),
    path("about/", policy_pages.policy, {"kind": "about"}, name="about"),
    path("policies/", policy_pages.policies, name="policies"),
    path("policies/<slug:kind>/", policy_pages.policy, name="policy"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<year:year>/", archive.archive_year, name="archive-year"),
    path("archive/<year:year>/<month_or_day:month>/", archive.archive_month, name="archive-month"),
    path(
        "archive/<year:year>/<month_or_day:month>/<month_or_day:day>/",
        archive.archive_day,
        name="archive-day",
    ),
    path("search/", search, name="search"),
    path("search/feed/", SearchFeed(), name="search-feed"),
    path("search/results.json", search_json, name="search-json"),
    path("search/suggestions.json", search_suggestions, name="search-suggestions"),
    path("events/", event_pages.events, name="events"),
    path("events/<row_id:pk>-<unicode_slug:slug>/", event_pages.event, name="event"),
    path(
        "events/<row_id:pk>-<unicode_slug:slug>/words/<unicode_slug:term>/",
        event_pages.event_term,
        name="event-term",
    ),
    path(
        "events/<row_id:pk>-<unicode_slug:slug>/voices/",
        event_pages.event_voices,
        name="event-voices",
    ),
    path(
        "events/<row_id:pk>-<unicode_slug:slug>/comparison.json",
        event_pages.event_json,
        name="event-json",
    ),
    path(
        "events/<row_id:pk>-<unicode_slug:slug>/<unicode_slug:table>.csv",
        event_pages.event_csv,
        name="event-csv",
    ),
    path("sources/", sections.sources, name="sources"),
    path("sources/<unicode_slug:slug>/", sections.source, name="source"),
    path("topics/", sections.topics, name="topics"),
    path("topics/<unicode_slug:slug>/", sections.topic, name="topic"),
]
