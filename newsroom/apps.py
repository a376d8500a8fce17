from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")


class DeskConfig(admin_apps.AdminConfig):
    default = False
    default_site = "newsroom.desk.Desk"
