from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Readers' comments")

    def ready(self):
        keep_counted = import_module("comments.month_figures").keep_counted
        post_migrate.connect(keep_counted, sender=self)
