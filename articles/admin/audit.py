from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles.admin.lists import ListAdmin, ReadOnlyMixin
from articles.admin.story_filters import ChosenRowFilter, WhoFilter
from articles.models import AuditEntry
from articles.permissions import stories_for
from articles.templatetags.desk import desk_moment


class ByFilter(WhoFilter):
    title = _("who")
    parameter_name = "by"


class VerbFilter(SimpleListFilter):
    title = _("what")
    parameter_name = "verb"
    template = ChosenRowFilter.template

    def lookups(self, request, model_admin):
        return AuditEntry.Verb.choices

    def queryset(self, request, queryset):
        if self.value() not in AuditEntry.Verb.values:
            return queryset
        return queryset.filter(verb=self.value())

    choices = ChosenRowFilter.choices


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyMixin, ListAdmin):
    """Who did what, when and why: to be read by whoever may, changed by nobody."""

    list_display = ["when", "by", "verb", "subject_or_story", "reason"]
    list_display_links = ["when"]
    list_filter = [VerbFilter, ByFilter]
    list_select_related = ["by", "story"]
    fields = ["when", "by", "verb", "subject_or_story", "reason", "what_changed"]
    readonly_fields = fields

    def get_queryset(self, request):
        """Of stories only those that the user may see."""
        entries = super().get_queryset(request)
        if request.user.has_perm("articles.change_every_story"):
            return entries
        return entries.filter(story__in=stories_for(request.user))

    @admin.display(description=_("when"))
    def when(self, entry):
        return desk_moment(entry.happened_at, "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("story"))
    def subject_or_story(self, entry):
        return str(entry.story or entry.subject)

    @admin.display(description=_("changes"))
    def what_changed(self, entry):
        return render_to_string("admin/articles/_changes.html", {"entry": entry})
