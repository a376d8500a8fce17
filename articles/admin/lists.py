"""What the desk's lists share: they never count or sort a whole table."""

from functools import cached_property

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.text import capfirst

from articles.waiting import MOST, count_up_to


class ShortPaginator(Paginator):
    """Pages up to a bound: who has not found it by then filters or searches."""

    @cached_property
    def count(self):
        return min(count_up_to(self.object_list), MOST)

    @cached_property
    def has_more(self):
        return self.count == MOST


class ListAdmin(admin.ModelAdmin):
    """A list in the order of the primary key, newest first, with bounded counts."""

    paginator = ShortPaginator
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    ordering = ["-pk"]
    view_on_site = False
    empty_value_display = ""

    def lookup_allowed(self, lookup, value, request):
        """Only what the list's own filters ask: a query in an address reads no other column."""
        filters = self.get_list_filter(request)
        asked = {getattr(found, "parameter_name", found) for found in filters}
        return lookup.removesuffix("__exact") in asked

    def changelist_view(self, request, extra_context=None):
        """Under the name of what it lists; “select one to change” says nothing."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        try:
            return super().changelist_view(request, title | (extra_context or {}))
        except DisallowedModelAdminLookup:
            return redirect(f"{request.path}?{ERROR_FLAG}=1")

    def history_view(self, request, object_id, extra_context=None):
        """The admin's own log, which stays empty: ours is the audit log."""
        raise Http404


class ReadOnlyMixin:
    """A record: shown to those who may see it, changed by nobody."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
