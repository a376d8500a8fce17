from django.contrib import admin

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.models import Coverage, Event
from articles.permissions import stories_for


class CoverageInline(admin.TabularInline):
    """The stories of an event; who may change the event may group them."""

    model = Coverage
    extra = 1
    raw_id_fields = ["story"]

    def get_queryset(self, request):
        """A reporter sees their own stories here, as everywhere."""
        return super().get_queryset(request).filter(story__in=stories_for(request.user))

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
