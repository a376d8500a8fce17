from django.urls import path

from articles.syndication import feeds, sitemaps, views

urlpatterns = [
    path("<feed_file:file>", feeds.site_feed, name="feed"),
    path("sources/<unicode_slug:slug>/<feed_file:file>", feeds.source_feed, name="source-feed"),
    path("topics/<unicode_slug:slug>/<feed_file:file>", feeds.topic_feed, name="topic-feed"),
    path(
        "events/<row_id:pk>-<unicode_slug:slug>/<feed_file:file>",
        feeds.event_feed,
        name="event-feed",
    ),
    path("stories/<row_id:pk>/ninjs.json", views.ninjs, name="ninjs"),
    path("stories/<row_id:pk>/card-<card_digest:digest>.png", views.card, name="card"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/news.xml", sitemaps.news, name="sitemap-news"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemaps/events-<row_id:block>.xml", sitemaps.events, name="sitemap-events"),
    path("sitemaps/stories-<row_id:block>.xml", sitemaps.stories, name="sitemap-stories"),
]
