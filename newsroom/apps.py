from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        # Here, and not above: the triggers are made for models, which are loaded by now.
        watching = import_module("newsroom.pages.watching")
        post_migrate.connect(watching.watch_after_migrate, sender=self)


class DeskConfig(admin_apps.AdminConfig):
    default = False
    default_site = "newsroom.desk.Desk"
