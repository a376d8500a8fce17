from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
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
        register_converter(converters.YearConverter, "year")
        register_converter(converters.MonthOrDayConverter, "month_or_day")
        register_converter(converters.ShortIdConverter, "short_id")
        register_converter(converters.PhotoFileConverter, "photo_file")
        register_converter(converters.FeedFileConverter, "feed_file")
        register_converter(converters.CardFileConverter, "card_digest")
        import_module("articles.search.checks")
        post_migrate.connect(import_module("articles.tallies").keep_counted, sender=self)
        # Once for all apps: the last one's tables are there by then.
        post_migrate.connect(import_module("articles.search.refreshing").keep_in_step, sender=self)
