"""What the desk's lists share: they never count or sort a whole table."""

from functools import cached_property

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404
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

    def changelist_view(self, request, extra_context=None):
        """Under the name of what it lists; “select one to change” says nothing."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

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
