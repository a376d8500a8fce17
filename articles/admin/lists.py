"""What the desk's lists share: they never count or sort a whole table."""

from functools import cached_property

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from articles.waiting import MOST, count_up_to

# The number of no row, to find its place in an address.
NUMBER = 777_777_777_777_777_777


class ShortPaginator(Paginator):
    """Pages up to a bound: who has not found it by then filters or searches."""

    @cached_property
    def count(self):
        return min(count_up_to(self.object_list), MOST)

    @cached_property
    def has_more(self):
        return self.count == MOST

    def _get_page(self, object_list, *arguments):
        """Choose the rows by their ids, which indexes hold, before any row is read and sorted."""
        ids = list(object_list.values_list("pk", flat=True))
        return super()._get_page(self.object_list.filter(pk__in=ids), *arguments)


class ShortList(ChangeList):
    """Reads of each row what its columns show, where the list says which fields these are."""

    def url_for_result(self, result):
        return self.around_number[0] + str(result.pk) + self.around_number[1]

    @cached_property
    def around_number(self):
        """An address is looked up once, not for each row."""
        return self.address_of(NUMBER).split(str(NUMBER))

    def address_of(self, pk):
        return reverse(admin_urlname(self.opts, "change"), args=[pk])

    def get_results(self, request):
        super().get_results(request)
        if self.model_admin.list_fields:
            self.result_list = self.result_list.only(*self.model_admin.list_fields)


class ListAdmin(admin.ModelAdmin):
    """A list in the order of the primary key, newest first, with bounded counts."""

    # The fields that the columns show, as `only()` takes them; empty for all there are.
    list_fields = ()
    change_list_template = "admin/articles/list.html"
    paginator = ShortPaginator
    # Few enough that a full page takes little longer than one with a few rows.
    list_per_page = 25
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    ordering = ["-pk"]
    view_on_site = False
    empty_value_display = ""

    def get_changelist(self, request, **kwargs):
        return ShortList

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

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, obj):
        """The admin's own box without its widget's templates, half of what a row costs."""
        label = gettext("Select this object for an action - {}").format(obj)
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">',
            ACTION_CHECKBOX_NAME,
            obj.pk,
            label,
        )

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
