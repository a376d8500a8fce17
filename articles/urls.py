from django.urls import path, register_converter

from articles import views
from articles.converters import RowIdConverter, ShortIdConverter, UnicodeSlugConverter

register_converter(UnicodeSlugConverter, "unicode_slug")
register_converter(RowIdConverter, "row_id")
register_converter(ShortIdConverter, "short_id")

urlpatterns = [
    path("", views.home, name="home"),
    path("stories/<row_id:pk>-<unicode_slug:slug>/", views.story, name="story"),
    path("s/<short_id:pk>/", views.short_link, name="short-link"),
    path("sources/<unicode_slug:slug>/", views.source, name="source"),
]
