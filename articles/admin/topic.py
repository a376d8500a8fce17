from django.contrib import admin

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.admin.renaming import RenamingMixin
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(AuditedMixin, RenamingMixin, ListAdmin):
    list_display = ["name", "order"]
    search_fields = ["name"]
    ordering = ["order", "name"]
