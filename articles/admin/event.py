from django.contrib import admin

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.models import Coverage, Event


class CoverageInline(admin.TabularInline):
    """The stories of an event; who may change the event may group them."""

    model = Coverage
    extra = 1
    raw_id_fields = ["story"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_event")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_event")

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(Event)
class EventAdmin(AuditedMixin, ListAdmin):
    list_display = ["name", "place", "from_date", "to_date"]
    search_fields = ["name", "place"]
    fields = ["name", "place", ("from_date", "to_date"), "description", "slug"]
    inlines = [CoverageInline]
