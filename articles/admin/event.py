from django import forms
from django.contrib import admin
from django.urls import path

from articles.admin import event_figures, event_suggestions
from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.models import Coverage, Event
from articles.permissions import stories_for


class CoverageInline(admin.TabularInline):
    """The stories of an event; who may change the event may group them."""

    model = Coverage
    extra = 0
    fields = ["position", "story"]
    raw_id_fields = ["story"]

    def get_queryset(self, request):
        """A reporter sees their own stories here, as everywhere."""
        covering = super().get_queryset(request).filter(story__in=stories_for(request.user))
        return covering.select_related("story", "event")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_event")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_event")

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(Event)
class EventAdmin(AuditedMixin, ListAdmin):
    list_display = ["name", "place", "from_date", "to_date"]
    search_fields = ["name", "place"]
    fields = ["name", "place", ("from_date", "to_date"), "description", "lexicon", "slug"]
    inlines = [CoverageInline]
    change_form_template = "admin/articles/event/change_form.html"
    change_list_template = "admin/articles/event/change_list.html"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "description":
            field.widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
        return field

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "suggestions/",
                view(event_suggestions.suggestions),
                name="articles_event_suggestions",
            ),
            path(
                "<row_id:pk>/figures/", view(event_figures.figures), name="articles_event_figures"
            ),
            path(
                "<row_id:pk>/figures/<row_id:edit>/take-back/",
                view(event_figures.take_back),
                name="articles_event_take_back",
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["is_visible"] = bool(obj) and Event.objects.visible().filter(pk=obj.pk).exists()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def construct_change_message(self, request, form, formsets, add=False):
        """The stories that came and went, beside the event's own fields."""
        changes = super().construct_change_message(request, form, formsets, add)
        for formset in formsets:
            gone = [str(coverage.story) for coverage in formset.deleted_objects]
            come = [str(coverage.story) for coverage in formset.new_objects]
            moved = [str(coverage.story) for coverage, _fields in formset.changed_objects]
            if gone or come or moved:
                changes["stories"] = [gone, come + moved]
        return changes
