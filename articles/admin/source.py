from django.contrib import admin
from django.db import models

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.admin.renaming import RenamingMixin
from articles.admin.searching import NameSearchMixin
from articles.models import Source


@admin.register(Source)
class SourceAdmin(NameSearchMixin, AuditedMixin, RenamingMixin, ListAdmin):
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    ordering = ["name"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
