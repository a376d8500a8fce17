from importlib import import_module

from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from articles import converters


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories and sources")

    def ready(self):
        # Here, and not in urls.py: the desk's addresses are read before those.
        register_converter(converters.UnicodeSlugConverter, "unicode_slug")
        register_converter(converters.RowIdConverter, "row_id")
        register_converter(converters.ShortIdConverter, "short_id")
        register_converter(converters.PhotoFileConverter, "photo_file")
        register_converter(converters.FeedFileConverter, "feed_file")
        register_converter(converters.CardFileConverter, "card_digest")
        import_module("articles.search.checks")
