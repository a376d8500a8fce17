from django.contrib import admin

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(AuditedMixin, ListAdmin):
    list_display = ["name", "order"]
    search_fields = ["name"]
    ordering = ["order", "name"]
